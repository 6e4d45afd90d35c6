//! `GET /admin/waiting`: offers under way, calls to make, who waits, and what became of earlier offers.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::entry::moments;
use super::words::{Line, OfferLine, urgency_key};
use crate::app::{PatientList, WaitingRow};
use crate::domain::agenda::Agenda;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::waiting_list::{EntryState, Urgency};
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::extract::{Form, Visit};
use crate::web::view::{Layout, html};

/// Offers shown, open ones first.
const OFFERS_SHOWN: u32 = 60;

#[derive(Template)]
#[template(path = "admin/waiting.html")]
struct ListPage {
    page: Layout,
    desk: Desk,
    filter: Filter,
    /// What was just done, or why not.
    note: Option<String>,
    /// To be phoned now.
    calls: Vec<OfferLine>,
    /// To be phoned when the quiet hours are over.
    later: Vec<OfferLine>,
    open: Vec<OfferLine>,
    waiting: Vec<Line>,
    total: usize,
    over: Vec<OfferLine>,
}

/// A choice of the filter: value, words, chosen.
type Choices = Vec<(String, String, bool)>;

/// Name of the field, label, choices.
struct Filter {
    fields: Vec<(&'static str, String, Choices)>,
    is_set: bool,
}

/// What is asked for; `None` is everything.
struct Asked {
    care: Option<CareTypeId>,
    with: Option<PractitionerId>,
    urgency: Option<Urgency>,
    state: Option<EntryState>,
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let form = visit.asked();
    let asked = Asked::of(&form);
    web.app.note_look(PatientList::Waiting, staff.0.actor()).await?;
    let rows = web.app.waiting_rows().await?;
    let offers = web.app.offer_rows(OFFERS_SHOWN).await?;
    let moments = moments(&web);
    let lines = offers
        .iter()
        .map(|row| OfferLine::of(&visit, &agenda, moments, row));
    let (open, over): (Vec<_>, Vec<_>) = lines.partition(|line| line.is_open);
    let (calls, open): (Vec<_>, Vec<_>) = open.into_iter().partition(|line| line.is_call);
    let (calls, later) = calls.into_iter().partition(|line| line.not_before.is_none());
    let wanted = rows.iter().filter(|row| asked.wants(&agenda, row));
    let page = ListPage {
        page: layout(&web, &visit, t.text("waiting-title")),
        desk: Desk::of(&web, &visit, &staff, Section::Waiting),
        filter: asked.filter(t, &agenda),
        note: note(t, form.get("done")),
        calls,
        later,
        open,
        waiting: wanted.map(|row| Line::of(&visit, &agenda, row)).collect(),
        total: rows.len(),
        over,
    };
    Ok(html(StatusCode::OK, &page))
}

fn note(t: Texts, done: &str) -> Option<String> {
    let key = match done {
        "joined" => "waiting-done-joined",
        "accepted" => "waiting-done-accepted",
        "declined" => "waiting-done-declined",
        "unanswered" => "waiting-done-unanswered",
        "withdrawn" => "waiting-done-withdrawn",
        "left" => "waiting-done-left",
        "over" => "waiting-done-over",
        _ => return None,
    };
    Some(t.text(key).into_owned())
}

impl Asked {
    fn of(form: &Form) -> Self {
        Self {
            care: form.parsed("care"),
            with: form.parsed("with"),
            urgency: Urgency::from_key(form.get("urgency")),
            state: EntryState::from_key(form.get("state")),
        }
    }

    fn wants(&self, agenda: &Agenda, row: &WaitingRow) -> bool {
        let entry = &row.entry;
        let would_see = |who: PractitionerId| {
            let care = agenda.set_up().care_types.get(&entry.care);
            let wished = &entry.wishes.practitioners;
            care.is_some_and(|care| care.terms_for(who).is_some())
                && (wished.is_empty() || wished.contains(&who))
        };
        self.care.is_none_or(|care| care == entry.care)
            && self.with.is_none_or(would_see)
            && self.urgency.is_none_or(|urgency| urgency == entry.urgency)
            && self.state.is_none_or(|state| state == entry.state)
    }

    fn filter(&self, t: Texts, agenda: &Agenda) -> Filter {
        let set_up = agenda.set_up();
        let cares = set_up.care_types.values().filter(|care| !care.is_archived);
        let people = set_up.practitioners.values().filter(|p| !p.is_archived);
        let cares = cares.map(|c| (c.id.to_string(), c.name.clone(), self.care == Some(c.id)));
        let people = people.map(|p| (p.id.to_string(), p.name.clone(), self.with == Some(p.id)));
        let urgencies = Urgency::ALL.into_iter().map(|u| {
            let words = t.text(&urgency_key(u)).into_owned();
            (u.key().to_owned(), words, self.urgency == Some(u))
        });
        let states = [EntryState::Waiting, EntryState::Paused].into_iter().map(|s| {
            let words = t.text(&format!("waiting-state-{}", s.key())).into_owned();
            (s.key().to_owned(), words, self.state == Some(s))
        });
        let label = |key: &str| t.text(key).into_owned();
        Filter {
            fields: vec![
                ("care", label("book-care"), cares.collect()),
                ("with", label("book-with"), people.collect()),
                ("urgency", label("waiting-urgency"), urgencies.collect()),
                ("state", label("waiting-state"), states.collect()),
            ],
            is_set: self.care.is_some()
                || self.with.is_some()
                || self.urgency.is_some()
                || self.state.is_some(),
        }
    }
}
