//! `GET` and `POST /admin/waiting/{id}`: one entry, with what it was offered; opened (which is on record) and edited.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::TimeDelta;

use super::join::{OnlyPhoned, Terms, kept_until, refused_key};
use super::words::{Line, OfferLine, last_day};
use crate::app::{EntryChange, Failure, WaitingRow};
use crate::domain::id::WaitingEntryId;
use crate::domain::slot::{Audience, SlotQuery, nearest};
use crate::domain::time::Instant;
use crate::domain::waiting_list::EntryState;
use crate::web::Web;
use crate::web::admin::booking::When;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};
use crate::web::waiting::{WishFields, WishView};

/// Free times proposed for an offer by hand.
const TIMES: usize = 8;

#[derive(Template)]
#[template(path = "admin/waiting_entry.html")]
struct EntryPage {
    page: Layout,
    desk: Desk,
    id: WaitingEntryId,
    version: i64,
    patient_href: String,
    line: Line,
    state: String,
    is_on_list: bool,
    is_paused: bool,
    is_offered: bool,
    wishes: WishView,
    terms: Terms,
    /// Free times to offer by hand: value and words.
    times: Vec<(String, String)>,
    offers: Vec<OfferLine>,
    said: Said,
}

/// What there is to say about an act.
#[derive(Default)]
pub(super) struct Said {
    pub(super) refused: Option<String>,
    pub(super) is_saved: bool,
    pub(super) errors: FieldErrors,
    pub(super) typed: Option<Form>,
}

/// See the module.
pub(super) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let said = Said {
        is_saved: visit.asked().get("done") == "saved",
        ..Said::default()
    };
    answered(&web, &visit, &staff, numbered(&id)?, (StatusCode::OK, said)).await
}

/// See the module.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let (id, t) = (numbered(&id)?, visit.texts());
    let row = opened(&web, &staff, id).await?;
    let agenda = web.app.agenda();
    let today = agenda.zone().date(web.app.now());
    let mut said = Said::default();
    let wishes = WishFields::read(&form).parsed(t, agenda.set_up(), today, &mut said.errors);
    let only_phoned = OnlyPhoned::of(&web, &row.patient).await?;
    let (channel, urgency) = Terms::read(&form, only_phoned);
    only_phoned.check(t, channel, &mut said.errors);
    let until = kept_until(t, &form, today, &mut said.errors);
    let version = form.parsed("version").or(Some(-1));
    said.typed = Some(form);
    let Some(wishes) = wishes.filter(|_| said.errors.is_empty()) else {
        return answered(&web, &visit, &staff, id, (StatusCode::UNPROCESSABLE_ENTITY, said)).await;
    };
    let change = EntryChange {
        wishes,
        channel,
        urgency,
        until,
    };
    let edited = web.app.edit_waiting_entry(id, version, change, staff.0.actor());
    match edited.await {
        Ok(()) => Ok(onward(&visit, &format!("/admin/waiting/{id}?done=saved"), None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(refusal)) => {
            said.refused = Some(t.text(refused_key(refusal)).into_owned());
            answered(&web, &visit, &staff, id, (StatusCode::CONFLICT, said)).await
        }
    }
}

async fn opened(web: &Web, staff: &Staff, id: WaitingEntryId) -> Result<WaitingRow, Halt> {
    let found = web.app.open_waiting_entry(id, staff.0.actor()).await?;
    found.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND).into())
}

/// The page as things are now, with a status and what there is to say.
pub(super) async fn answered(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    id: WaitingEntryId,
    (status, said): (StatusCode, Said),
) -> Result<Response, Halt> {
    let row = opened(web, staff, id).await?;
    let offers = web.app.offers_to(id).await?;
    let rules = web.app.offer_rules().await?;
    let (t, agenda, entry) = (visit.texts(), web.app.agenda(), &row.entry);
    let only_phoned = OnlyPhoned::of(web, &row.patient).await?;
    let as_typed = |form: &Form| {
        let expires = form.get("expires").to_owned();
        (WishFields::read(form), Terms::read(form, only_phoned), expires)
    };
    let as_kept = || {
        let channel = only_phoned.reaching(entry.channel);
        let last = last_day(agenda.zone(), entry.expires).to_string();
        (WishFields::of(&entry.wishes), (channel, entry.urgency), last)
    };
    let shown = said.typed.as_ref().map_or_else(as_kept, as_typed);
    let offers: Vec<OfferLine> = offers
        .iter()
        .map(|offer| OfferLine::of(visit, &agenda, moments(web), offer))
        .collect();
    let page = EntryPage {
        page: layout(web, visit, row.patient.sort_name()),
        desk: Desk::of(web, visit, staff, Section::Waiting),
        id,
        version: entry.version,
        patient_href: visit.link(&format!("/admin/patients/{}", entry.patient)),
        line: Line::of(visit, &agenda, &row),
        state: t
            .text(&format!("waiting-state-{}", entry.state.key()))
            .into_owned(),
        is_on_list: entry.state.is_on_list(),
        is_paused: entry.state == EntryState::Paused,
        is_offered: offers.iter().any(|line| line.is_open),
        wishes: shown.0.view(t, agenda.set_up(), Some(entry.care)),
        terms: Terms::of(t, shown.1, shown.2),
        times: times(web, visit, &row, rules.notice),
        offers,
        said,
    };
    Ok(html(status, &page))
}

/// Now, and the instant before which nobody is phoned.
pub(super) fn moments(web: &Web) -> (Instant, Instant) {
    (web.app.now(), web.app.phoned_from())
}

/// The next free times, whatever the wishes: who offers by hand has asked.
fn times(web: &Web, visit: &Visit, row: &WaitingRow, notice: TimeDelta) -> Vec<(String, String)> {
    let (t, agenda, now) = (visit.texts(), web.app.agenda(), web.app.now());
    let date = agenda.zone().date(now);
    let query = SlotQuery {
        audience: Audience::Staff,
        ..SlotQuery::new(row.entry.care, None, date, date)
    };
    let soonest = now + notice;
    let found = nearest(&agenda, &query, now, now, TIMES);
    let named = found.iter().filter(|near| near.start > soonest).map(|near| {
        let who = agenda.set_up().practitioners.get(&near.practitioner);
        let words = t.with(
            "book-time-with",
            &[
                ("when", t.moment_short(agenda.zone(), near.start).into()),
                ("who", who.map_or("", |p| p.name.as_str()).into()),
            ],
        );
        (When::choosing(Some(near.practitioner), near.start), words)
    });
    named.collect()
}
