//! The page of the identity form: one form, whatever happened to the time.

use std::time::Duration;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::asked::Asked;
use super::comer::{Comer, Fields};
use super::hold::{Offer, offers_for};
use super::identity::terms;
use super::kept::Kept;
use super::next_visit::NextVisit;
use super::summary::{Summary, name_of};
use super::typed::Typed;
use crate::app::{App, Task};
use crate::domain::agenda::Agenda;
use crate::domain::booking::{Alternative, Hold};
use crate::domain::care_type::{Eligibility, SeenBy};
use crate::domain::id::PractitionerId;
use crate::domain::time::{Instant, Zone};
use crate::i18n::Texts;
use crate::store::Fault;
use crate::web::Web;
use crate::web::answer::after;
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Visit};
use crate::web::view::{Layout, html};

/// The fields in the order of the page, for the summary of what is wrong.
pub(super) const ORDER: [&str; 9] = [
    "given",
    "family",
    "born",
    "email",
    "phone",
    "kind",
    "profession",
    "referral",
    "consent",
];

#[derive(Template)]
#[template(path = "public/identity.html")]
struct IdentityPage<'a> {
    page: Layout,
    summary: Summary,
    asked: Vec<(&'static str, String)>,
    typed: &'a Typed,
    first: &'a Comer,
    rule: Eligibility,
    /// New or known: the question.
    kind_asked: String,
    visits: Vec<NextVisit>,
    errors: FieldErrors,
    /// What is wrong, in the order of the page.
    wrong: Vec<Wrong>,
    /// Those who come with the first.
    further: Vec<Further>,
    /// Heading of the first one, where several come.
    first_title: String,
    note: Option<Note>,
    clock: Option<HoldClock>,
    offers: Vec<Offer>,
    /// For the browser to solve meanwhile.
    task: Option<Task>,
    /// The code may come by text message.
    offers_texts: bool,
}

/// A line of the summary of what is wrong.
pub(super) struct Wrong {
    pub(super) field: String,
    pub(super) label: String,
    pub(super) text: String,
}

/// The fields of somebody who comes with the first.
struct Further {
    title: String,
    fields: Fields,
    typed: Comer,
    errors: FieldErrors,
}

impl Further {
    fn field(&self, name: &str) -> String {
        self.fields.of(name)
    }

    fn error(&self, name: &str) -> Option<&str> {
        self.errors.of(&self.fields.of(name))
    }
}

/// « Personne 2 · 9 h 20 ».
fn title(t: Texts, zone: Zone, number: u16, start: Instant) -> String {
    let person = t.with("identity-person", &[("number", number.into())]);
    format!("{person} · {}", t.hour_at(zone, start))
}

fn further(t: Texts, zone: Zone, asked: &Asked, (typed, errors): (&Typed, &FieldErrors)) -> Vec<Further> {
    let others = typed.others(asked.starts().count()).into_iter();
    let all = others.zip(Fields::further()).zip(&asked.further);
    all.map(|((typed, fields), start)| Further {
        title: title(t, zone, fields.number(), *start),
        typed,
        fields,
        errors: errors.clone(),
    })
    .collect()
}

fn wrong(t: Texts, errors: &FieldErrors, further: &[Further], visits: &[NextVisit]) -> Vec<Wrong> {
    let label = |name: &str| t.text(&format!("field-{name}")).into_owned();
    let line = |name: &str, text: &str| Wrong {
        field: name.to_owned(),
        label: label(name),
        text: text.to_owned(),
    };
    let first = ORDER
        .iter()
        .filter_map(|name| errors.of(name).map(|text| line(name, text)));
    let mut all: Vec<Wrong> = first.collect();
    for one in further {
        let own = ORDER.iter().filter_map(|name| {
            Some(Wrong {
                field: one.field(name),
                label: format!("{} · {}", one.title, label(name)),
                text: one.error(name)?.to_owned(),
            })
        });
        all.extend(own);
    }
    let next = visits.iter().filter_map(|visit| {
        Some(Wrong {
            field: visit.field.to_owned(),
            label: visit.label.clone(),
            text: errors.of(visit.field)?.to_owned(),
        })
    });
    all.extend(next);
    all
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
pub(super) fn kind_asked(
    t: Texts,
    agenda: &Agenda,
    with: Option<PractitionerId>,
    rule: &Eligibility,
) -> String {
    let name = with.map(|id| name_of(agenda.set_up(), id));
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
        self.offers = offers_for((self.web, self.visit), self.asked, alternatives);
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
        let visits = self.hold.map_or_else(Vec::new, |hold| {
            NextVisit::all_after(&web.app, t, hold, &self.typed.next_starts)
        });
        let rule = terms(web, &shown).eligibility;
        let zone = agenda.zone();
        let further = further(t, zone, &shown, (self.typed, &self.errors));
        let page = IdentityPage {
            wrong: wrong(t, &self.errors, &further, &visits),
            first_title: title(t, zone, 1, shown.start),
            further,
            page: Layout::of(self.visit, &agenda.set_up().practice, t.text("identity-title")),
            summary: Summary::of(t, &agenda, &shown),
            kind_asked: kind_asked(t, &agenda, shown.practitioner, &rule),
            rule,
            asked: asked.fields().into(),
            typed: self.typed,
            first: &self.typed.first,
            visits,
            errors: self.errors,
            note: self.note,
            clock: self.hold.map(|hold| HoldClock::of(web, t, hold)),
            offers: self.offers,
            task: self.task,
            offers_texts: web.app.known_sms_lines().may_send_codes(),
        };
        html(status, &page)
    }
}
