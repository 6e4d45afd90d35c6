//! The form of what one practitioner does differently: an empty field means "as the care type", and its hint says what that is; a
//! rule of several fields shows the care type's own until a box says that it differs.

use super::super::Context;
use super::super::field::{Field, Fields, Input, Section};
use super::super::reader::Reader;
use super::{PRICE_MAX, PUBLIC_TEXT_MAX, offer, questions, reminders, rules, terms, venue, venue_key};
use crate::domain::care_type::{CareOverride, CareType, Venue};
use crate::web::extract::Form;

/// Label of the box that says that a rule differs.
const DIFFERS: &str = "setup-own-differs";
/// Yes and no, as chosen in the form.
const YES_NO: [(&str, bool); 2] = [("yes", true), ("no", false)];

/// Boxes that say that there is none, whatever the care type has.
const NO_TEXT: &str = "no_public_text";
const NO_VIDEO: &str = "no_video";
const NO_PRICE: &str = "no_price";
const NO_PREPARATION: &str = "no_preparation";

/// The form of what is written; rules that do not differ are those of the care type.
pub(super) fn typed(care: &CareType, own: Option<&CareOverride>) -> Form {
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
    terms::fill_video(&mut form, own.video.as_ref().and_then(Option::as_ref));
    let nothing = |is_none: bool| if is_none { "1" } else { "" };
    form.set(NO_VIDEO, nothing(own.video == Some(None)));
    for (none, name, own) in [
        (NO_TEXT, "public_text", &own.public_text),
        (NO_PREPARATION, "preparation", &own.preparation),
        (NO_PRICE, "price", &own.price),
    ] {
        form.set(none, nothing(own.as_deref() == Some("")));
        form.set(name, own.as_deref().unwrap_or(""));
    }
    let said = |is: Option<bool>| {
        YES_NO
            .iter()
            .find(|(_, yes)| Some(*yes) == is)
            .map_or("", |(key, _)| *key)
    };
    form.set("is_not_offered", if own.is_not_offered { "1" } else { "" });
    form.set("venue", own.venue.map_or("", venue_key));
    form.set("is_online", said(own.is_online));
    form.set("needs_approval", said(own.needs_approval));
    fill_rules(&mut form, care, own);
    form
}

fn fill_rules(form: &mut Form, care: &CareType, own: &CareOverride) {
    for (name, is_own) in [
        ("own_color", own.color.is_some()),
        ("own_release", own.release_at.is_some()),
        ("own_requires", own.requires.is_some()),
        ("own_offer", own.offer.is_some()),
        ("own_eligibility", own.eligibility.is_some()),
        ("own_limits", own.limits.is_some()),
        ("own_series", own.series.is_some()),
        ("own_reminders", own.reminders.is_some()),
        ("own_questions", own.questions.is_some()),
    ] {
        form.set(name, if is_own { "1" } else { "" });
    }
    let usual = &care.terms;
    form.set("color", own.color.as_ref().unwrap_or(&care.color).as_str());
    rules::fill_release(form, own.release_at.unwrap_or(usual.release_at));
    rules::fill_requires(form, own.requires.as_ref().unwrap_or(&usual.requires));
    offer::fill(form, own.offer.unwrap_or(usual.offer));
    rules::fill_eligibility(form, own.eligibility.as_ref().unwrap_or(&usual.eligibility));
    rules::fill_limits(form, own.limits.as_ref().unwrap_or(&usual.limits));
    rules::fill_series(form, own.series.as_ref().unwrap_or(&usual.series).as_ref());
    reminders::fill(form, own.reminders.as_ref().unwrap_or(&usual.reminders));
    questions::fill(form, own.questions.as_ref().unwrap_or(&usual.questions));
}

/// The parts of the page.
pub(super) fn sections(f: Fields<'_>, care: &CareType) -> Vec<Section> {
    let usual = typed(care, None);
    let [time, booking] = terms::sections(f);
    let booking = with_usual(f, care, booking);
    let time = with_usual(f, care, time);
    let group = |title: &str, name: &str, fields: Vec<Field>| {
        let all = std::iter::once(f.field(name, DIFFERS, Input::Tick).wide()).chain(fields);
        Section::new(f.text(title), all.collect()).folded(f.form, &usual)
    };
    let mut sections = vec![
        Section::new(f.text("setup-own-main"), essential(f, care)),
        group(
            "setup-color",
            "own_color",
            vec![f.field("color", "setup-color", Input::Colour)],
        ),
        time.folded(f.form, &usual),
        booking.folded(f.form, &usual),
        group("setup-care-release", "own_release", vec![rules::release(f)]),
        group("setup-care-offer", "own_offer", offer::fields(f)),
        group("setup-care-resources", "own_requires", vec![rules::requires(f)]),
        group("setup-care-eligibility", "own_eligibility", rules::eligibility(f)),
        group("setup-care-limits", "own_limits", rules::limits(f)),
        group("setup-care-series", "own_series", rules::series(f)),
        group("reminders", "own_reminders", reminders::lines(f)),
        group("setup-own-questions", "own_questions", Vec::new()).led(f.text("setup-own-questions-lead")),
    ];
    sections.extend(questions::sections(f));
    sections
}

fn essential(f: Fields<'_>, care: &CareType) -> Vec<Field> {
    let venue_text = |venue| f.text(&format!("setup-care-venue-{}", venue_key(venue)));
    let venues =
        [Venue::Practice, Venue::Video].map(|venue| (venue_key(venue).to_owned(), venue_text(venue)));
    let yes_no = |is: bool| f.text(if is { "setup-own-yes" } else { "setup-own-no" });
    let choice = |name: &str, label: &str, usual: bool| {
        let choices = YES_NO.map(|(key, is)| (key.to_owned(), yes_no(is)));
        as_usual(f, name, label, (yes_no(usual), &choices))
    };
    let said = |name: &str, label: &str, input: Input, usual: &str| {
        f.field(name, label, input).hint(said_usual(f, usual))
    };
    let lines = || Input::Lines(PUBLIC_TEXT_MAX);
    let none = |name: &str, label: &str| f.field(name, label, Input::Tick).wide();
    let link = care.terms.video.as_ref().map_or("", |link| link.as_str());
    let duration = f.field("duration", "setup-care-duration", Input::Number);
    let mut fields = vec![
        f.field("is_not_offered", "setup-own-not", Input::Tick).wide(),
        duration
            .placeholder(care.terms.duration.num_minutes().to_string())
            .hint(said_usual(f, &f.ctx.t.length(care.terms.duration))),
        choice("is_online", "setup-care-online", care.is_online),
        choice("needs_approval", "setup-care-approval", care.needs_approval),
        as_usual(f, "venue", "setup-care-venue", (venue_text(care.venue), &venues)).wide(),
        said("public_text", "setup-care-text", lines(), &care.public_text),
        none(NO_TEXT, "setup-own-no-text"),
        said(
            "preparation",
            "setup-care-preparation",
            lines(),
            &care.words.preparation,
        ),
        none(NO_PREPARATION, "setup-own-no-preparation"),
        said(
            "price",
            "setup-care-price",
            Input::Line(PRICE_MAX),
            &care.words.price,
        ),
        none(NO_PRICE, "setup-own-no-price"),
    ];
    let video = terms::video(f);
    let hint = [video.hint.clone(), said_usual(f, link)].join(" ");
    fields.push(video.placeholder(link).hint(hint));
    fields.push(f.field(NO_VIDEO, "setup-own-no-video", Input::Tick).wide());
    fields
}

/// « Motif : 30 minutes. »
fn said_usual(f: Fields<'_>, value: &str) -> String {
    let none = f.text("setup-own-nothing");
    let value = if value.is_empty() { none.as_str() } else { value };
    f.ctx.t.with("setup-own-usual", &[("value", value.into())])
}

/// A choice whose first answer is the care type's own.
fn as_usual(
    f: Fields<'_>,
    name: &str,
    label: &str,
    (usual, choices): (String, &[(String, String)]),
) -> Field {
    let first = f.ctx.t.with("setup-own-as-usual", &[("value", usual.into())]);
    let all = std::iter::once((String::new(), first)).chain(choices.iter().cloned());
    f.select(name, label, all)
}

/// Says at each empty field what the care type has.
fn with_usual(f: Fields<'_>, care: &CareType, mut section: Section) -> Section {
    let mut usual = Form::default();
    terms::fill(&mut usual, &care.terms);
    let usual = Fields { form: &usual, ..f };
    let [time, booking] = terms::sections(usual);
    let answers: Vec<(String, String)> = time
        .fields
        .into_iter()
        .chain(booking.fields)
        .map(|field| (field.name.clone(), field.answer()))
        .collect();
    for field in &mut section.fields {
        let found = answers.iter().find(|(name, _)| *name == field.name);
        if let Some((_, answer)) = found.filter(|(_, answer)| !answer.is_empty()) {
            field.hint = [field.hint.as_str(), &said_usual(f, answer)].join(" ");
        }
    }
    section
}

/// What the form says; `stored` is what was written before.
pub(super) fn read(
    r: &mut Reader<'_>,
    ctx: &Context,
    (care, stored): (&CareType, Option<&CareOverride>),
) -> CareOverride {
    let basic = terms::read(r);
    let [text, preparation] = ["public_text", "preparation"].map(|name| r.lines(name, PUBLIC_TEXT_MAX));
    let price = r.line("price", PRICE_MAX);
    let said = |r: &mut Reader<'_>, none, text: String| {
        or_none(r, none, (!text.is_empty()).then_some(text), String::new())
    };
    let nothing = CareOverride::default();
    CareOverride {
        is_not_offered: r.form.is_ticked("is_not_offered"),
        duration: basic.duration,
        step: basic.step,
        buffer_before: basic.buffer_before,
        buffer_after: basic.buffer_after,
        min_notice: basic.min_notice,
        horizon_days: basic.horizon_days,
        capacity: basic.capacity,
        cancellation_deadline: basic.cancellation_deadline,
        public_text: said(r, NO_TEXT, text),
        preparation: said(r, NO_PREPARATION, preparation),
        price: said(r, NO_PRICE, price),
        venue: chosen(r, "venue", venue),
        is_online: chosen(r, "is_online", yes_no),
        needs_approval: chosen(r, "needs_approval", yes_no),
        video: {
            let link = terms::read_video(r).map(Some);
            or_none(r, NO_VIDEO, link, None)
        },
        ..read_rules(r, ctx, (care, stored.unwrap_or(&nothing)))
    }
}

/// The rules that have a box.
fn read_rules(r: &mut Reader<'_>, ctx: &Context, (care, was): (&CareType, &CareOverride)) -> CareOverride {
    let usual = &care.terms;
    CareOverride {
        color: own(r, "own_color", |r| r.colour("color"), (&care.color, &was.color)),
        release_at: own(
            r,
            "own_release",
            |r| r.hour("release_at"),
            (&usual.release_at, &was.release_at),
        ),
        requires: own(
            r,
            "own_requires",
            |r| rules::read_requires(r, ctx),
            (&usual.requires, &was.requires),
        ),
        offer: own(r, "own_offer", offer::read, (&usual.offer, &was.offer)),
        eligibility: own(
            r,
            "own_eligibility",
            rules::read_eligibility,
            (&usual.eligibility, &was.eligibility),
        ),
        limits: own(r, "own_limits", rules::read_limits, (&usual.limits, &was.limits)),
        series: own(
            r,
            "own_series",
            |r| rules::read_series(r, ctx),
            (&usual.series, &was.series),
        ),
        reminders: own(
            r,
            "own_reminders",
            reminders::read,
            (&usual.reminders, &was.reminders),
        ),
        questions: own(
            r,
            "own_questions",
            |r| questions::read(r, ctx),
            (&usual.questions, &was.questions),
        ),
        ..CareOverride::default()
    }
}

fn yes_no(key: &str) -> Option<bool> {
    YES_NO.iter().find(|(known, _)| *known == key).map(|(_, is)| *is)
}

/// What was typed, or `none` where the box says so; both at once contradict each other.
fn or_none<T>(r: &mut Reader<'_>, name: &str, typed: Option<T>, none: T) -> Option<T> {
    if !r.form.is_ticked(name) {
        return typed;
    }
    if typed.is_some() {
        let text = r.t.text("setup-own-none-but-typed").into_owned();
        r.refuse_saying(name, text);
    }
    Some(none)
}

/// One of several, or nothing.
fn chosen<T>(r: &mut Reader<'_>, name: &str, of: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    if r.form.get(name).is_empty() {
        return None;
    }
    r.chosen(name, of)
}

/// A rule whose box is ticked. Where it is not, what stands below it may be the care type's, or what was written before: anything
/// else would be lost without a word.
fn own<T: PartialEq + Default>(
    r: &mut Reader<'_>,
    name: &str,
    read: impl FnOnce(&mut Reader<'_>) -> T,
    (usual, was): (&T, &Option<T>),
) -> Option<T> {
    if r.form.is_ticked(name) {
        return Some(read(r));
    }
    let mut aside = Reader::new(r.t, r.form);
    let below = read(&mut aside);
    let is_known = below == T::default() || below == *usual || was.as_ref() == Some(&below);
    if aside.mistakes() > 0 || !is_known {
        let text = r.t.text("setup-own-tick").into_owned();
        r.refuse_saying(name, text);
    }
    None
}
