//! `/api/v1/waiting-list`: who waits for a time, in the order in which they are asked; put on the list, changed, paused, taken off
//! (booking-rules §9).

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use serde_json::{Value, json};

use super::appointment_json::shown;
use super::bearer::Bearer;
use super::change::made;
use super::fields::Wrong;
use super::json_body::JsonBody;
use super::key;
use super::path::Numbered;
use super::trouble::{Kind, Trouble};
use super::wishes::{Joining, WEEK, changing, joining};
use crate::app::{EntryChange, Failure, JoinRefusal, JoinRequest};
use crate::domain::id::{PractitionerId, WaitingEntryId};
use crate::domain::time::Zone;
use crate::domain::waiting_list::{Channel, EntryState, KeptUntil, WaitingEntry};
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::Visit;

fn entry_json(zone: Zone, entry: &WaitingEntry) -> Value {
    let hour = |at| zone.fixed(at).to_rfc3339();
    let wishes = &entry.wishes;
    let days = WEEK.into_iter().filter(|(day, _)| wishes.days.contains(*day));
    json!({
        "id": entry.id.0,
        "version": entry.version,
        "state": entry.state.key(),
        "patient": entry.patient.0,
        "care": entry.care.0,
        "practitioners": wishes.practitioners.iter().map(|id| id.0).collect::<Vec<_>>(),
        "earliest": wishes.earliest.map(|date| date.to_string()),
        "latest": wishes.latest.map(|date| date.to_string()),
        "days": days.map(|(_, name)| name).collect::<Vec<_>>(),
        "from": wishes.from.to_string(),
        "to": wishes.to.to_string(),
        "ready_minutes": wishes.ready_minutes,
        "channel": entry.channel.key(),
        "urgency": entry.urgency.key(),
        "replaces": entry.replaces.map(|id| id.0),
        "created": hour(entry.created),
        "expires": hour(entry.expires),
    })
}

/// `GET`: everybody on the list.
pub(super) async fn list(State(web): State<Web>, bearer: Bearer) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    let rows = web.app.waiting_rows().await?;
    let reached = rows.iter().filter(|row| bearer.reaches_entry(&row.entry));
    let listed: Vec<Value> = reached.map(|row| entry_json(zone, &row.entry)).collect();
    Ok(shown(&json!({ "entries": listed })))
}

/// `POST`: one more.
pub(super) async fn join(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    let today = zone.date(web.app.now());
    let asked = body.read(&visit, |fields| joining(fields, web.app.agenda().set_up(), today))?;
    within_reach(&bearer, &visit, &asked.wishes.practitioners)?;
    let request = addressed(&web, &visit, asked).await?;
    let key = key::standing_for(&headers, &visit, &bearer.actor(), &request)?;
    let joined = web.app.join_waiting_list_once(request, key, bearer.actor()).await;
    let id = joined.map_err(|failure| refused(&visit, failure))?;
    Ok(made(&entry_json(zone, &entry(&web, &visit, id).await?)))
}

async fn entry(web: &Web, visit: &Visit, id: WaitingEntryId) -> Result<WaitingEntry, Halt> {
    let found = web.app.waiting_entry(id).await?;
    found.ok_or_else(|| Trouble::new(Kind::NotFound).halt(visit))
}

/// `POST …/{id}`: other wishes in the place of some of these; `version` is the one that was read.
pub(super) async fn change(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let (id, zone) = (WaitingEntryId(id.0), web.app.agenda().zone());
    let today = zone.date(web.app.now());
    let before = entry(&web, &visit, id).await?;
    let set_up = web.app.agenda();
    let (changed, version) = body.read(&visit, |fields| changing(fields, &before, set_up.set_up(), today))?;
    within_reach(&bearer, &visit, &changed.wishes.practitioners)?;
    let until = changed.until;
    let changed = addressed(&web, &visit, changed).await?;
    let change = EntryChange {
        wishes: changed.wishes,
        channel: changed.channel,
        urgency: changed.urgency,
        until,
    };
    let edited = web
        .app
        .edit_waiting_entry(id, Some(version), change, bearer.actor());
    edited.await.map_err(|failure| refused(&visit, failure))?;
    Ok(shown(&entry_json(zone, &entry(&web, &visit, id).await?)))
}

/// A token that keeps to some says for whom somebody waits: anybody would be the others too.
fn within_reach(bearer: &Bearer, visit: &Visit, wished: &[PractitionerId]) -> Result<(), Halt> {
    if bearer.is_limited() && wished.is_empty() {
        let place = Wrong::saying("practitioners", "api-detail-practitioner-needed");
        return Err(Trouble::new(Kind::InvalidRequest).at(vec![place]).halt(visit));
    }
    wished.iter().try_for_each(|id| bearer.reached(visit, Some(*id)))
}

/// By e-mail where e-mails reach the person, unless it is said otherwise.
async fn addressed(web: &Web, visit: &Visit, asked: Joining) -> Result<JoinRequest, Halt> {
    let wrong = |place| Trouble::new(Kind::InvalidRequest).at(vec![place]).halt(visit);
    let found = web.app.patient_named(asked.patient).await?;
    let patient = found.ok_or_else(|| wrong(Wrong::choice("patient")))?;
    let is_phone_only = web.app.is_offered_by_phone_only(patient.id).await?;
    let usual = Channel::Email.reaching(true, is_phone_only);
    let channel = asked.channel.unwrap_or(usual);
    if channel == Channel::Email && is_phone_only {
        let why = if patient.email.is_none() {
            "api-detail-no-email"
        } else {
            "api-detail-phone-only"
        };
        return Err(wrong(Wrong::saying("channel", why)));
    }
    Ok(JoinRequest {
        patient: asked.patient,
        care: asked.care,
        wishes: asked.wishes,
        channel,
        replaces: asked.replaces,
        urgency: asked.urgency,
        until: match asked.until {
            KeptUntil::Day(last) => Some(last),
            KeptUntil::AsBefore | KeptUntil::Usual => None,
        },
    })
}

/// An entry whose state is to change, and who asks.
type Named = (State<Web>, Visit, Bearer, Numbered);

/// `POST …/{id}/withdraw`: off the list; an open offer is taken back.
pub(super) async fn withdraw(named: Named, body: JsonBody) -> Result<Response<Body>, Halt> {
    set(named, body, EntryState::Left).await
}

/// `POST …/{id}/pause`: on the list, and not asked; an open offer is taken back.
pub(super) async fn pause(named: Named, body: JsonBody) -> Result<Response<Body>, Halt> {
    set(named, body, EntryState::Paused).await
}

/// `POST …/{id}/resume`: asked again.
pub(super) async fn resume(named: Named, body: JsonBody) -> Result<Response<Body>, Halt> {
    set(named, body, EntryState::Waiting).await
}

async fn set(
    (State(web), visit, bearer, Numbered(id)): Named,
    body: JsonBody,
    state: EntryState,
) -> Result<Response<Body>, Halt> {
    body.read(&visit, |_| Some(()))?;
    let (id, zone) = (WaitingEntryId(id.0), web.app.agenda().zone());
    let done = web.app.set_waiting_state(id, state, bearer.actor()).await;
    done.map_err(|failure| refused(&visit, failure))?;
    Ok(shown(&entry_json(zone, &entry(&web, &visit, id).await?)))
}

fn refused(visit: &Visit, failure: Failure<JoinRefusal>) -> Halt {
    let refusal = match failure {
        Failure::Fault(fault) => return Problem::from(fault).into(),
        Failure::Refused(refusal) => refusal,
    };
    let replaced = || Wrong::saying("replaces", "api-detail-not-replaceable");
    let trouble = match refusal {
        JoinRefusal::AlreadyWaiting(_) => Trouble::new(Kind::AlreadyWaiting),
        JoinRefusal::NotReplaceable => Trouble::new(Kind::InvalidRequest).at(vec![replaced()]),
        JoinRefusal::NotFound => Trouble::new(Kind::NotFound),
        JoinRefusal::Over => Trouble::new(Kind::WrongState),
        JoinRefusal::Stale => Trouble::new(Kind::Stale),
        JoinRefusal::KeyReused => Trouble::new(Kind::KeyReused),
    };
    trouble.halt(visit)
}
