//! The page of the identity form: one form, whatever happened to the time.

use std::time::Duration;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::asked::Asked;
use super::hold::{Offer, offers};
use super::identity::terms;
use super::kept::Kept;
use super::next_visit::NextVisit;
use super::summary::{Summary, name_of};
use super::typed::Typed;
use crate::app::{App, Task};
use crate::domain::agenda::Agenda;
use crate::domain::booking::{Alternative, Hold};
use crate::domain::care_type::{Eligibility, SeenBy};
use crate::i18n::Texts;
use crate::store::Fault;
use crate::web::Web;
use crate::web::answer::after;
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Visit};
use crate::web::view::{Layout, html};

/// The fields in the order of the page, for the summary of what is wrong.
const ORDER: [&str; 10] = [
    "given",
    "family",
    "born",
    "email",
    "phone",
    "kind",
    "profession",
    "referral",
    "next_start",
    "consent",
];

#[derive(Template)]
#[template(path = "public/identity.html")]
struct IdentityPage<'a> {
    page: Layout,
    summary: Summary,
    asked: Vec<(&'static str, String)>,
    typed: &'a Typed,
    rule: Eligibility,
    /// New or known: the question.
    kind_asked: String,
    next: Option<NextVisit>,
    next_chosen: String,
    errors: FieldErrors,
    order: [&'static str; 10],
    note: Option<Note>,
    clock: Option<HoldClock>,
    offers: Vec<Offer>,
    /// For the browser to solve meanwhile.
    task: Option<Task>,
}

/// What happened, above the form.
#[derive(Clone, Debug)]
pub(super) struct Note {
    /// Class of the box.
    pub(super) tone: &'static str,
    pub(super) text: String,
}

impl Note {
    /// Something was refused.
    pub(super) fn bad(text: String) -> Self {
        Self { tone: "bad", text }
    }

    /// Something to know.
    pub(super) fn warn(text: String) -> Self {
        Self { tone: "warn", text }
    }

    /// Too much in too short a time.
    pub(super) fn waiting(t: Texts, wait: Duration) -> Self {
        let minutes = i64::try_from(wait.as_secs().div_ceil(60)).unwrap_or(1);
        Self::warn(t.with("error-wait", &[("minutes", minutes.into())]))
    }
}

/// How long a time is held.
#[derive(Clone, Debug)]
pub(super) struct HoldClock {
    /// The hour of the wall clock at which it ends.
    pub(super) until: String,
    /// « 5 minutes », as of the answer.
    pub(super) left: String,
    /// Seconds left, for the count-down.
    pub(super) seconds: i64,
    pub(super) may_renew: bool,
}

impl HoldClock {
    /// Of a hold, now.
    pub(super) fn of(web: &Web, t: Texts, hold: &Hold) -> Self {
        let left = hold.expires - web.app.now();
        Self {
            until: t.hour_at(web.app.agenda().zone(), hold.expires),
            left: t.remaining(left),
            seconds: left.num_seconds().max(0),
            may_renew: !hold.is_renewed,
        }
    }
}

/// « Êtes-vous déjà venu au cabinet ? », or by whom, or how lately.
fn kind_asked(t: Texts, agenda: &Agenda, shown: &Asked, rule: &Eligibility) -> String {
    let name = shown.practitioner.map(|id| name_of(agenda.set_up(), id));
    let name = name.filter(|_| rule.seen_by == SeenBy::Practitioner);
    let key = match (&name, rule.known_within_months) {
        (None, None) => "field-kind",
        (Some(_), None) => "field-kind-with",
        (None, Some(_)) => "field-kind-within",
        (Some(_), Some(_)) => "field-kind-with-within",
    };
    let months = rule.known_within_months.unwrap_or_default();
    let said = [
        ("name", name.unwrap_or_default().into()),
        ("months", months.into()),
    ];
    t.with(key, &said)
}

/// The page in the making.
pub(super) struct IdentityView<'a> {
    web: &'a Web,
    visit: &'a Visit,
    asked: &'a Asked,
    typed: &'a Typed,
    hold: Option<&'a Hold>,
    errors: FieldErrors,
    note: Option<Note>,
    offers: Vec<Offer>,
    task: Option<Task>,
}

impl<'a> IdentityView<'a> {
    /// The form as typed, for a time that nobody holds yet.
    pub(super) fn of(web: &'a Web, visit: &'a Visit, asked: &'a Asked, typed: &'a Typed) -> Self {
        Self {
            web,
            visit,
            asked,
            typed,
            hold: None,
            errors: FieldErrors::default(),
            note: None,
            offers: Vec::new(),
            task: None,
        }
    }

    /// The time is held; when it had to be taken again, the page says so.
    pub(super) fn held(mut self, kept: &'a Kept) -> Self {
        let hold = &kept.form.hold;
        self.hold = Some(hold);
        let errand = App::errand_of_code(hold.id);
        self.task = kept.cost.map(|cost| self.web.app.task(errand, cost));
        if kept.is_again && self.note.is_none() {
            let text = self.visit.texts().text("identity-again");
            self.note = Some(Note::warn(text.into_owned()));
        }
        self
    }

    /// Other times, one click each.
    pub(super) fn offering(mut self, alternatives: &[Alternative]) -> Self {
        let agenda = self.web.app.agenda();
        self.offers = offers(self.visit.texts(), &agenda, alternatives);
        self
    }

    /// What happened.
    pub(super) fn saying(mut self, note: Note) -> Self {
        self.note = Some(note);
        self
    }

    /// What is wrong, at its field.
    pub(super) fn wrong(mut self, errors: FieldErrors) -> Self {
        self.errors = errors;
        self
    }

    /// The database cannot write: what was typed stays on the page.
    pub(super) fn in_trouble(self, fault: Fault) -> Response {
        let text = self.visit.texts().text("error-detail-503").into_owned();
        let Some(wait) = fault.retry_after() else {
            return Problem::from(fault).into_response();
        };
        tracing::warn!(%fault, "booking refused for now");
        let answer = self
            .saying(Note::bad(text))
            .render(StatusCode::SERVICE_UNAVAILABLE);
        after(answer, wait)
    }

    /// The answer.
    pub(super) fn render(self, status: StatusCode) -> Response {
        let (web, t) = (self.web, self.visit.texts());
        let agenda = web.app.agenda();
        let asked = self.asked;
        let shown = self.hold.map_or_else(|| asked.clone(), Asked::of);
        let next = self.hold.and_then(|hold| NextVisit::after(&web.app, t, hold));
        let typed_next = Some(self.typed.next_start.clone()).filter(|text| !text.is_empty());
        let next_chosen = typed_next.or_else(|| Some(next.as_ref()?.proposed()));
        let rule = terms(web, &shown).eligibility;
        let page = IdentityPage {
            page: Layout::of(self.visit, &agenda.set_up().practice, t.text("identity-title")),
            summary: Summary::of(t, &agenda, &shown),
            kind_asked: kind_asked(t, &agenda, &shown, &rule),
            rule,
            asked: asked.fields().into(),
            typed: self.typed,
            next,
            next_chosen: next_chosen.unwrap_or_default(),
            errors: self.errors,
            order: ORDER,
            note: self.note,
            clock: self.hold.map(|hold| HoldClock::of(web, t, hold)),
            offers: self.offers,
            task: self.task,
        };
        html(status, &page)
    }
}
