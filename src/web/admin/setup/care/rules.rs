//! Release hour, rooms, eligibility, limits and series: the rules of booking-rules §4 and §8 that are not one number.

use super::super::Context;
use super::super::field::{Field, Fields, Input, Section};
use super::super::reader::Reader;
use super::super::resource::kinds;
use super::offer;
use crate::domain::bounds::{
    AGE_MAX, CEILING_MAX as COUNT_MAX, KNOWN_MONTHS_MAX as MONTHS_MAX,
    PROFESSIONS_CHARS_MAX as PROFESSION_MAX, PROFESSIONS_MAX as NAMES_MAX, VISIT_DAYS_MAX as DAYS_MAX,
};
use crate::domain::care_type::{CareTerms, Eligibility, Limits, PatientKind, SeenBy, Series};
use crate::domain::id::CareTypeId;
use crate::domain::resource::ResourceKind;
use crate::web::extract::Form;

/// Name of the box of a kind of resource.
fn kind_field(kind: &ResourceKind) -> String {
    format!("kind:{}", kind.0)
}

pub(super) fn fill(form: &mut Form, terms: &CareTerms) {
    fill_release(form, terms.release_at);
    fill_requires(form, &terms.requires);
    offer::fill(form, terms.offer);
    fill_eligibility(form, &terms.eligibility);
    fill_limits(form, &terms.limits);
    fill_series(form, terms.series.as_ref());
}

pub(super) fn fill_release(form: &mut Form, at: Option<crate::domain::time::DayTime>) {
    form.set("release_at", at.map_or_else(String::new, |t| t.to_string()));
}

pub(super) fn fill_requires(form: &mut Form, requires: &[ResourceKind]) {
    for kind in requires {
        form.set(kind_field(kind), "1");
    }
}

fn number(n: Option<u16>) -> String {
    n.map_or_else(String::new, |n| n.to_string())
}

pub(super) fn fill_eligibility(form: &mut Form, rule: &Eligibility) {
    form.set("min_age", number(rule.min_age));
    form.set("max_age", number(rule.max_age));
    let patients = match rule.patients {
        None => "all",
        Some(PatientKind::New) => "new",
        Some(PatientKind::Known) => "known",
    };
    form.set("patients", patients);
    let seen_by = match rule.seen_by {
        SeenBy::Practice => "practice",
        SeenBy::Practitioner => "practitioner",
    };
    form.set("seen_by", seen_by);
    form.set("known_months", number(rule.known_within_months));
    form.set("needs_referral", if rule.needs_referral { "1" } else { "" });
    form.set("professions", rule.professions.join(", "));
}

pub(super) fn fill_limits(form: &mut Form, limits: &Limits) {
    form.set("max_future", number(limits.max_future));
    form.set("max_future_with", number(limits.max_future_with));
    form.set("min_days_between", number(limits.min_days_between));
    form.set("max_per_day", number(limits.max_per_day));
    form.set("max_per_contact", number(limits.max_per_contact));
}

pub(super) fn fill_series(form: &mut Form, series: Option<&Series>) {
    let Some(series) = series else {
        form.set("next", "");
        return;
    };
    form.set("next", series.next.to_string());
    form.set("min_days", series.min_days.to_string());
    form.set("max_days", series.max_days.to_string());
    form.set(
        "same_practitioner",
        if series.same_practitioner { "1" } else { "" },
    );
    form.set("require_next", if series.require_next { "1" } else { "" });
}

pub(super) fn read_requires(r: &mut Reader<'_>, ctx: &Context) -> Vec<ResourceKind> {
    let known = shown_kinds(ctx, r.form).into_iter();
    known.filter(|kind| r.form.is_ticked(&kind_field(kind))).collect()
}

pub(super) fn read_eligibility(r: &mut Reader<'_>) -> Eligibility {
    let (min_age, max_age) = (r.number("min_age", 0, AGE_MAX), r.number("max_age", 0, AGE_MAX));
    if let (Some(min), Some(max)) = (min_age, max_age)
        && max < min
    {
        let text = r.t.text("setup-care-ages-crossed").into_owned();
        r.refuse_saying("max_age", text);
    }
    let patients = r.chosen("patients", |key| match key {
        "all" => Some(None),
        "new" => Some(Some(PatientKind::New)),
        "known" => Some(Some(PatientKind::Known)),
        _ => None,
    });
    let seen_by = r.chosen("seen_by", |key| match key {
        "" | "practice" => Some(SeenBy::Practice),
        "practitioner" => Some(SeenBy::Practitioner),
        _ => None,
    });
    let line = r.line("professions", PROFESSION_MAX);
    let names = line
        .split([',', ';'])
        .map(str::trim)
        .filter(|name| !name.is_empty());
    Eligibility {
        min_age,
        max_age,
        patients: patients.flatten(),
        seen_by: seen_by.unwrap_or_default(),
        known_within_months: r.number("known_months", 1, MONTHS_MAX),
        needs_referral: r.form.is_ticked("needs_referral"),
        professions: names.take(NAMES_MAX).map(str::to_owned).collect(),
    }
}

pub(super) fn read_limits(r: &mut Reader<'_>) -> Limits {
    Limits {
        max_future: r.number("max_future", 1, COUNT_MAX),
        max_future_with: r.number("max_future_with", 1, COUNT_MAX),
        min_days_between: r.number("min_days_between", 1, DAYS_MAX),
        max_per_day: r.number("max_per_day", 1, COUNT_MAX),
        max_per_contact: r.number("max_per_contact", 1, COUNT_MAX),
    }
}

pub(super) fn read_series(r: &mut Reader<'_>, ctx: &Context) -> Option<Series> {
    if r.form.get("next").is_empty() {
        return None;
    }
    let next = r.chosen("next", |key| {
        let id = CareTypeId(key.parse().ok()?);
        ctx.set_up.care_types.contains_key(&id).then_some(id)
    });
    let min_days = r.needed_number("min_days", 0, DAYS_MAX);
    let max_days = r.needed_number("max_days", 0, DAYS_MAX);
    if max_days < min_days {
        let text = r.t.text("setup-care-days-crossed").into_owned();
        r.refuse_saying("max_days", text);
    }
    Some(Series {
        next: next?,
        min_days,
        max_days,
        same_practitioner: r.form.is_ticked("same_practitioner"),
        require_next: r.form.is_ticked("require_next"),
    })
}

pub(super) fn sections(f: Fields<'_>) -> [Section; 5] {
    let offer_and_release = offer::fields(f).into_iter().chain([release(f)]).collect();
    [
        Section::new(f.text("setup-care-offer"), offer_and_release),
        Section::new(f.text("setup-care-resources"), vec![requires(f)]),
        Section::new(f.text("setup-care-eligibility"), eligibility(f)),
        Section::new(f.text("setup-care-limits"), limits(f)).led(f.text("setup-care-limits-lead")),
        Section::new(f.text("setup-care-series"), series(f)).led(f.text("setup-care-series-lead")),
    ]
}

pub(super) fn release(f: Fields<'_>) -> Field {
    f.field("release_at", "setup-care-release", Input::Line(10))
        .hint(f.text("setup-care-release-hint"))
        .placeholder(f.text("setup-hour-example"))
}

/// The kinds in use, and those that the form already has.
fn shown_kinds(ctx: &Context, form: &Form) -> Vec<ResourceKind> {
    let mut shown = kinds(ctx);
    let named = form.fields().filter_map(|(name, _)| name.strip_prefix("kind:"));
    for name in named.filter(|name| !name.is_empty() && name.len() <= 160) {
        let kind = ResourceKind(name.to_owned());
        let is_written = || {
            let cares = ctx.set_up.care_types.values();
            let mut all = cares.flat_map(|care| {
                let own = care.overrides.values().filter_map(|own| own.requires.as_ref());
                own.chain([&care.terms.requires]).flatten()
            });
            all.any(|required| *required == kind)
        };
        if !shown.contains(&kind) && is_written() {
            shown.push(kind);
        }
    }
    shown
}

pub(super) fn requires(f: Fields<'_>) -> Field {
    let kinds = shown_kinds(f.ctx, f.form);
    if kinds.is_empty() {
        return f.field("requires", "setup-care-requires-none", Input::Note);
    }
    let boxes = kinds.into_iter().map(|kind| (kind_field(&kind), kind.0));
    f.ticks("requires", "setup-care-requires", boxes)
        .hint(f.text("setup-care-requires-hint"))
}

pub(super) fn eligibility(f: Fields<'_>) -> Vec<Field> {
    let patients = [
        ("all".to_owned(), f.text("setup-care-patients-all")),
        ("new".to_owned(), f.text("setup-care-patients-new")),
        ("known".to_owned(), f.text("setup-care-patients-known")),
    ];
    let seen_by = [
        ("practice".to_owned(), f.text("care-seen-by-practice")),
        ("practitioner".to_owned(), f.text("care-seen-by-practitioner")),
    ];
    vec![
        f.field("min_age", "setup-care-min-age", Input::Number),
        f.field("max_age", "setup-care-max-age", Input::Number)
            .hint(f.text("setup-care-max-age-hint")),
        f.select("patients", "setup-care-patients", patients),
        f.select("seen_by", "care-seen-by", seen_by)
            .hint(f.text("care-seen-by-hint")),
        f.field("known_months", "care-known-months", Input::Number)
            .hint(f.text("care-known-months-hint")),
        f.field(
            "professions",
            "setup-care-professions",
            Input::Line(PROFESSION_MAX),
        )
        .hint(f.text("setup-care-professions-hint")),
        f.field("needs_referral", "setup-care-referral", Input::Tick)
            .hint(f.text("setup-care-referral-hint"))
            .wide(),
    ]
}

pub(super) fn limits(f: Fields<'_>) -> Vec<Field> {
    vec![
        f.field("max_future", "setup-care-max-future", Input::Number),
        f.field("max_future_with", "care-max-future-with", Input::Number)
            .hint(f.text("care-max-future-with-hint")),
        f.field("min_days_between", "setup-care-days-between", Input::Number),
        f.field("max_per_day", "setup-care-per-day", Input::Number),
        f.field("max_per_contact", "care-per-contact", Input::Number)
            .hint(f.text("care-per-contact-hint")),
    ]
}

pub(super) fn series(f: Fields<'_>) -> Vec<Field> {
    let none = (String::new(), f.text("setup-care-next-none"));
    let chosen = f.form.get("next").to_owned();
    let cares = f.ctx.set_up.care_types.values();
    let cares = cares.filter(|care| !care.is_archived || care.id.to_string() == chosen);
    let cares = cares.map(|care| (care.id.to_string(), care.name.clone()));
    vec![
        f.select("next", "setup-care-next", std::iter::once(none).chain(cares))
            .wide(),
        f.field("min_days", "setup-care-min-days", Input::Number),
        f.field("max_days", "setup-care-max-days", Input::Number),
        f.field("same_practitioner", "setup-care-same", Input::Tick)
            .wide(),
        f.field("require_next", "setup-care-require", Input::Tick)
            .hint(f.text("setup-care-require-hint"))
            .wide(),
    ]
}
