//! The page of a change that waits: what it changes, whom it leaves aside, what was decided.

use std::collections::BTreeMap;

use askama::Template;

use super::editor::Link;
use super::field::Choice;
use super::hub::calls_path;
use super::{Context, words};
use crate::app::{DraftSheet, Orphan};
use crate::domain::agenda::Edit;
use crate::domain::booking::{Alternative, Appointment};
use crate::domain::id::{AppointmentId, StaffId};
use crate::domain::patient::Patient;
use crate::i18n::Value;
use crate::store::{MoveOffer, OfferState, OrphanDecision, SetUpDraft};
use crate::web::admin::desk::Desk;
use crate::web::extract::Form;
use crate::web::view::Layout;

#[derive(Template)]
#[template(path = "admin/setup/draft.html")]
pub(super) struct DraftPage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    changes: Vec<Link>,
    made: String,
    is_applied: bool,
    may_apply: bool,
    count: usize,
    orphans: Vec<OrphanRow>,
    others: Vec<Choice>,
    note: String,
    note_error: Option<String>,
    decided: Vec<(String, String)>,
    /// How many are to be phoned, and the list.
    calls: Option<(String, String)>,
    action: String,
    /// Said above everything, when something went wrong.
    pub(super) trouble: Option<String>,
}

struct OrphanRow {
    field: String,
    who: String,
    phone: String,
    phone_link: String,
    when: String,
    what: String,
    choices: Vec<Choice>,
    /// The first proposal, or that there is none.
    hint: String,
    /// Where the offer by link stands, empty for none.
    offer: String,
    error: Option<String>,
}

/// What is wrong with the decisions.
#[derive(Debug, Default)]
pub(super) struct Errors {
    /// Of single orphans.
    pub(super) each: BTreeMap<AppointmentId, String>,
    /// Of the line that goes into the messages.
    pub(super) note: Option<String>,
}

impl Errors {
    pub(super) fn is_empty(&self) -> bool {
        self.each.is_empty() && self.note.is_none()
    }
}

/// Edits that a line names; a repeated absence has many.
const SHOWN: usize = 3;

/// Name of the field of an orphan's decision.
pub(super) fn field(id: AppointmentId) -> String {
    format!("d:{id}")
}

/// Value of the choice of a proposal.
fn key(to: Alternative) -> String {
    format!("move:{}:{}", to.practitioner, to.start.timestamp())
}

/// Whether this person may put a change in force: as if they had written it.
pub(super) fn may_apply(ctx: &Context, draft: &SetUpDraft) -> bool {
    let member = &ctx.staff.0.member;
    let may = |edit: &Edit| member.may_change(ctx.set_up.present(edit.noun()).as_ref(), edit);
    draft.edits.iter().all(may)
}

/// Who wrote a change down, and when.
pub(super) fn made(ctx: &Context, draft: &SetUpDraft, staff: &BTreeMap<StaffId, String>) -> String {
    let name = draft.author.and_then(|id| staff.get(&id)).cloned();
    let when = ctx.t.moment(ctx.set_up.practice.zone, draft.created);
    let name = name.unwrap_or_else(|| ctx.text("setup-draft-nobody"));
    ctx.t.with(
        "setup-draft-made",
        &[("name", name.into()), ("when", when.into())],
    )
}

/// What a change is about, in one line.
pub(super) fn title(ctx: &Context, draft: &SetUpDraft) -> String {
    let words = draft.edits.iter().take(SHOWN).map(|edit| words::edit(ctx, edit));
    let mut words = words.collect::<Vec<_>>();
    if let Some(more) = draft.edits.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        words.push(ctx.t.with("setup-edit-more", &[("count", more.into())]));
    }
    words.join(" ; ")
}

impl DraftPage {
    pub(super) fn new(
        ctx: &Context,
        sheet: &DraftSheet,
        staff: &BTreeMap<StaffId, String>,
        form: &Form,
        errors: &Errors,
    ) -> Self {
        let draft = &sheet.draft;
        let change = |edit: &Edit| Link {
            label: words::edit(ctx, edit),
            note: String::new(),
            href: if edit.noun().is_new() {
                String::new()
            } else {
                ctx.link(&words::place(edit.noun()))
            },
        };
        let orphans = sheet.undecided.iter().map(|o| row(ctx, o, form, errors));
        let done = |(appointment, patient, decision): &(Appointment, Patient, OrphanDecision)| {
            let what = match decision {
                OrphanDecision::Keep => ctx.text("setup-decided-keep"),
                OrphanDecision::Move => ctx.text("setup-decided-move"),
                OrphanDecision::Cancel => ctx.text("setup-decided-cancel"),
            };
            (
                format!("{} – {}", patient.sort_name(), when(ctx, appointment)),
                what,
            )
        };
        Self {
            page: ctx.layout(ctx.text("setup-draft")),
            desk: ctx.desk(),
            back: (ctx.link("/admin/setup"), ctx.text("setup-title")),
            changes: draft.edits.iter().map(change).collect(),
            made: made(ctx, draft, staff),
            is_applied: draft.applied.is_some(),
            may_apply: draft.applied.is_some() || may_apply(ctx, draft),
            count: sheet.undecided_count,
            orphans: orphans.collect(),
            others: others(ctx, form),
            note: form.get("note").to_owned(),
            note_error: errors.note.clone(),
            decided: sheet.decided.iter().map(done).collect(),
            calls: sheet.calls.map(|left| {
                let words = ctx.t.with("ill-calls-left", &[("count", left.into())]);
                (words, ctx.link(&calls_path(draft.id)))
            }),
            action: ctx.link(&format!("/admin/setup/drafts/{}", draft.id)),
            trouble: None,
        }
    }
}

fn when(ctx: &Context, appointment: &Appointment) -> String {
    ctx.t.moment(ctx.set_up.practice.zone, appointment.interval.start)
}

fn row(ctx: &Context, orphan: &Orphan, form: &Form, errors: &Errors) -> OrphanRow {
    let (appointment, patient) = (&orphan.appointment, &orphan.patient);
    let care = ctx.set_up.care_types.get(&appointment.care);
    let care = care.map_or_else(String::new, |care| care.name.clone());
    let phone = patient.phone.as_ref();
    OrphanRow {
        field: field(appointment.id),
        who: patient.sort_name(),
        phone: phone.map_or_else(String::new, |p| ctx.t.phone(p.as_str())),
        phone_link: phone.map_or_else(String::new, |p| p.as_str().to_owned()),
        when: when(ctx, appointment),
        what: format!("{care} – {}", ctx.name_of(appointment.practitioner)),
        choices: choices(ctx, orphan, form.get(&field(appointment.id))),
        hint: hint(ctx, orphan),
        error: errors.each.get(&appointment.id).cloned(),
        offer: orphan
            .offer
            .as_ref()
            .map_or_else(String::new, |offer| offered(ctx, offer)),
    }
}

fn hint(ctx: &Context, orphan: &Orphan) -> String {
    let Some(first) = orphan.proposals.first() else {
        return ctx.text("setup-draft-no-proposal");
    };
    ctx.t.with("setup-draft-proposal", &place(ctx, *first))
}

/// Where an offer by link stands.
pub(in crate::web::admin) fn offered(ctx: &Context, offer: &MoveOffer) -> String {
    let zone = ctx.set_up.practice.zone;
    match offer.state {
        OfferState::Open => {
            let when = ctx.t.moment_short(zone, offer.expires);
            ctx.t.with("setup-offer-open", &[("when", when.into())])
        }
        OfferState::Chosen => ctx.text("setup-offer-chosen"),
        OfferState::Expired => ctx.text("setup-offer-expired"),
    }
}

/// When and with whom, as arguments.
fn place(ctx: &Context, to: Alternative) -> [(&'static str, Value<'static>); 2] {
    let when = ctx.t.moment_short(ctx.set_up.practice.zone, to.start);
    [
        ("when", when.into()),
        ("name", ctx.name_of(to.practitioner).into()),
    ]
}

fn choices(ctx: &Context, orphan: &Orphan, chosen: &str) -> Vec<Choice> {
    let proposal = |to: &Alternative| (key(*to), ctx.t.with("setup-decide-move-to", &place(ctx, *to)));
    let fixed = |key: &str, text: &str| (key.to_owned(), ctx.text(text));
    let first = [
        fixed("", "setup-decide-later"),
        fixed("keep", "setup-decide-keep"),
    ];
    let is_askable = orphan.patient.email.is_some() && !orphan.proposals.is_empty();
    let offer = is_askable.then(|| fixed("offer", "setup-decide-offer"));
    let all = first
        .into_iter()
        .chain(orphan.proposals.iter().map(proposal))
        .chain(offer)
        .chain([fixed("cancel", "setup-decide-cancel")]);
    let choice = |(value, label): (String, String)| Choice {
        is_chosen: value == chosen,
        value,
        label,
    };
    all.map(choice).collect()
}

fn others(ctx: &Context, form: &Form) -> Vec<Choice> {
    let choices = [
        ("", "setup-decide-later"),
        ("keep", "setup-decide-keep"),
        ("move", "setup-decide-move-first"),
        ("offer", "setup-decide-offer-all"),
        ("cancel", "setup-decide-cancel"),
    ];
    let choice = |(value, key): (&str, &str)| Choice {
        value: value.to_owned(),
        label: ctx.text(key),
        is_chosen: form.get("others") == value,
    };
    choices.map(choice).into_iter().collect()
}
