//! What one practitioner does differently in a care type, on a page of its own: an empty field means "as the care type", a rule of
//! several fields is said to differ by a box.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::super::Context;
use super::super::editor::{after, not_allowed};
use super::super::field::{Field, Fields, Input, Section};
use super::super::reader::Reader;
use super::{offer, reminders, rules, terms};
use crate::app::{ChangeRefusal, Failure};
use crate::domain::agenda::{Edit, Noun};
use crate::domain::care_type::{CareOverride, CareType};
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/setup/own.html")]
struct OwnPage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    lead: String,
    action: String,
    seen: String,
    is_overtaken: bool,
    has_errors: bool,
    sections: Vec<Section>,
}

/// The care type and the practitioner of a page.
struct Pair<'a> {
    care: &'a CareType,
    practitioner: PractitionerId,
}

fn pair(ctx: &Context, care: CareTypeId, practitioner: PractitionerId) -> Result<Pair<'_>, Problem> {
    let found = ctx.set_up.care_types.get(&care);
    let is_there = ctx.set_up.practitioners.contains_key(&practitioner);
    found
        .filter(|_| is_there)
        .map(|care| Pair { care, practitioner })
        .ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))
}

fn path(pair: &Pair<'_>) -> String {
    format!(
        "/admin/setup/care-types/{}/with/{}",
        pair.care.id, pair.practitioner
    )
}

fn page(ctx: &Context, pair: &Pair<'_>, form: &Form, errors: &FieldErrors) -> OwnPage {
    let name = ctx.name_of(pair.practitioner);
    let title = format!("{} – {name}", pair.care.name);
    OwnPage {
        page: ctx.layout(title),
        desk: ctx.desk(),
        back: (
            ctx.link(&format!("/admin/setup/care-types/{}", pair.care.id)),
            pair.care.name.clone(),
        ),
        lead: ctx.t.with("setup-own-lead", &[("name", name.into())]),
        action: ctx.link(&path(pair)),
        seen: form.get("seen").to_owned(),
        is_overtaken: false,
        has_errors: !errors.is_empty(),
        sections: sections(Fields { ctx, form, errors }, pair.care),
    }
}

/// `GET`.
pub(in super::super) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path((care, practitioner)): Path<(i64, i64)>,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let pair = pair(&ctx, CareTypeId(care), PractitionerId(practitioner))?;
    let mut form = typed(pair.care.overrides.get(&pair.practitioner));
    form.set("seen", ctx.web.app.fingerprint(Noun::CareType(pair.care.id)));
    let page = page(&ctx, &pair, &form, &FieldErrors::default());
    Ok(html(StatusCode::OK, &page))
}

/// `POST`.
pub(in super::super) async fn save(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path((care, practitioner)): Path<(i64, i64)>,
    mut form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let pair = pair(&ctx, CareTypeId(care), PractitionerId(practitioner))?;
    let edit = match read(&ctx, &pair, &form) {
        Ok(edit) => edit,
        Err(errors) => {
            let page = page(&ctx, &pair, &form, &errors);
            return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
    };
    let seen = Some(form.get("seen").to_owned());
    let change = ctx.web.app.change_set_up(vec![edit], seen, ctx.staff.0.actor());
    match change.await {
        Ok(changed) => Ok(after(&ctx, &changed, &format!("/admin/setup/care-types/{care}"))),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(ChangeRefusal::NotAllowed)) => Err(not_allowed().into()),
        Err(Failure::Refused(_)) => {
            form.set("seen", ctx.web.app.fingerprint(Noun::CareType(pair.care.id)));
            let page = OwnPage {
                is_overtaken: true,
                ..page(&ctx, &pair, &form, &FieldErrors::default())
            };
            Ok(html(StatusCode::CONFLICT, &page))
        }
    }
}

fn typed(own: Option<&CareOverride>) -> Form {
    let mut form = Form::default();
    let usual = CareOverride::default();
    let own = own.unwrap_or(&usual);
    terms::fill_basic(
        &mut form,
        &terms::Basic {
            duration: own.duration,
            step: own.step,
            buffer_before: own.buffer_before,
            buffer_after: own.buffer_after,
            min_notice: own.min_notice,
            horizon_days: own.horizon_days,
            capacity: own.capacity,
            cancellation_deadline: own.cancellation_deadline,
        },
    );
    terms::fill_video(&mut form, own.video.as_ref());
    reminders::fill(&mut form, &own.reminders.clone().unwrap_or_default());
    form.set("is_not_offered", if own.is_not_offered { "1" } else { "" });
    fill_rules(&mut form, own);
    form
}

fn fill_rules(form: &mut Form, own: &CareOverride) {
    for (name, is_own) in [
        ("own_release", own.release_at.is_some()),
        ("own_requires", own.requires.is_some()),
        ("own_offer", own.offer.is_some()),
        ("own_eligibility", own.eligibility.is_some()),
        ("own_limits", own.limits.is_some()),
        ("own_series", own.series.is_some()),
        ("own_reminders", own.reminders.is_some()),
    ] {
        form.set(name, if is_own { "1" } else { "" });
    }
    rules::fill_release(form, own.release_at.flatten());
    rules::fill_requires(form, own.requires.as_deref().unwrap_or(&[]));
    offer::fill(form, own.offer.unwrap_or_default());
    rules::fill_eligibility(form, &own.eligibility.clone().unwrap_or_default());
    rules::fill_limits(form, &own.limits.clone().unwrap_or_default());
    rules::fill_series(form, own.series.as_ref().and_then(Option::as_ref));
}

fn sections(f: Fields<'_>, care: &CareType) -> Vec<Section> {
    let usual = typed(None);
    let duration = f
        .field("duration", "setup-care-duration", Input::Number)
        .placeholder(care.terms.duration.num_minutes().to_string());
    let first = vec![
        f.field("is_not_offered", "setup-own-not", Input::Tick).wide(),
        duration,
        terms::video(f),
    ];
    let [time, booking] = terms::sections(f);
    let group = |title: &str, own: (&str, &str), fields: Vec<Field>| {
        let (name, label) = own;
        let all = std::iter::once(f.field(name, label, Input::Tick).wide()).chain(fields);
        Section::new(f.text(title), all.collect()).folded(f.form, &usual)
    };
    let differs = "setup-own-differs";
    vec![
        Section::new(f.text("setup-own-main"), first),
        time.folded(f.form, &usual),
        booking.folded(f.form, &usual),
        group(
            "setup-care-release",
            ("own_release", differs),
            vec![rules::release(f)],
        ),
        group("setup-care-offer", ("own_offer", differs), offer::fields(f)),
        group(
            "setup-care-resources",
            ("own_requires", differs),
            vec![rules::requires(f)],
        ),
        group(
            "setup-care-eligibility",
            ("own_eligibility", differs),
            rules::eligibility(f),
        ),
        group("setup-care-limits", ("own_limits", differs), rules::limits(f)),
        group("setup-care-series", ("own_series", differs), rules::series(f)),
        group("reminders", ("own_reminders", differs), reminders::lines(f)),
    ]
}

fn read(ctx: &Context, pair: &Pair<'_>, form: &Form) -> Result<Edit, FieldErrors> {
    let mut r = Reader::new(ctx.t, form);
    let own = read_own(&mut r, ctx);
    refuse_unticked(&mut r);
    let mut care = pair.care.clone();
    if own == CareOverride::default() {
        care.overrides.remove(&pair.practitioner);
    } else {
        care.overrides.insert(pair.practitioner, own);
    }
    r.finish(Edit::CareType(Box::new(care)))
}

fn read_own(r: &mut Reader<'_>, ctx: &Context) -> CareOverride {
    let basic = terms::read(r);
    let is_own = |r: &Reader<'_>, name: &str| r.form.is_ticked(name);
    CareOverride {
        is_not_offered: is_own(r, "is_not_offered"),
        duration: basic.duration,
        step: basic.step,
        buffer_before: basic.buffer_before,
        buffer_after: basic.buffer_after,
        min_notice: basic.min_notice,
        horizon_days: basic.horizon_days,
        capacity: basic.capacity,
        cancellation_deadline: basic.cancellation_deadline,
        release_at: is_own(r, "own_release").then(|| r.hour("release_at")),
        requires: is_own(r, "own_requires").then(|| rules::read_requires(r, ctx)),
        offer: is_own(r, "own_offer").then(|| offer::read(r)),
        eligibility: is_own(r, "own_eligibility").then(|| rules::read_eligibility(r)),
        limits: is_own(r, "own_limits").then(|| rules::read_limits(r)),
        series: is_own(r, "own_series").then(|| rules::read_series(r, ctx)),
        video: terms::read_video(r),
        reminders: is_own(r, "own_reminders").then(|| reminders::read(r)),
    }
}

/// Answers below a box that is not ticked would be lost without a word.
fn refuse_unticked(r: &mut Reader<'_>) {
    const GROUPS: [(&str, &[&str]); 5] = [
        ("own_release", &["release_at"]),
        ("own_offer", offer::NAMES),
        (
            "own_eligibility",
            &[
                "min_age",
                "max_age",
                "patients",
                "known_months",
                "professions",
                "needs_referral",
            ],
        ),
        (
            "own_limits",
            &["max_future", "min_days_between", "max_per_day", "max_per_contact"],
        ),
        ("own_series", &["next"]),
    ];
    let usual = typed(None);
    let form = r.form;
    let differs = |name: &&str| form.get(name) != usual.get(name);
    let has_kinds = form.fields().any(|(name, _)| name.starts_with("kind:"));
    let filled = GROUPS.iter().filter(|(_, names)| names.iter().any(&differs));
    let filled = filled
        .map(|(name, _)| *name)
        .chain(has_kinds.then_some("own_requires"));
    for name in filled.filter(|name| !form.is_ticked(name)) {
        let text = r.t.text("setup-own-tick").into_owned();
        r.refuse_saying(name, text);
    }
}

/// What is said of a practitioner below the care type's form.
pub(super) fn note(ctx: &Context, care: &CareType, practitioner: PractitionerId) -> String {
    let Some(terms) = care.terms_for(practitioner) else {
        return ctx.text("setup-own-note-not");
    };
    if care.overrides.contains_key(&practitioner) {
        let length = ctx.t.length(terms.duration);
        return ctx.t.with("setup-own-note-differs", &[("length", length.into())]);
    }
    ctx.text("setup-own-note-same")
}
