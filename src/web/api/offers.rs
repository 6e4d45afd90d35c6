//! `/api/v1/offers`: freed times that were offered to the waiting list; made out of turn, answered for somebody, taken back
//! (booking-rules §9).

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use serde_json::{Value, json};

use super::appointment_json::{appointment_json, shown};
use super::bearer::Bearer;
use super::change::made;
use super::fields::{instant, integer};
use super::json_body::JsonBody;
use super::key;
use super::path::Numbered;
use super::trouble::{Kind, Trouble, failed};
use crate::app::{Failure, OfferAnswer};
use crate::domain::booking::Refusal;
use crate::domain::id::{OfferId, PractitionerId, WaitingEntryId};
use crate::domain::time::Zone;
use crate::store::Offer;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

/// Offers listed at most: the open ones, then the newest.
const LISTED_AT_MOST: u32 = 200;

fn offer_json(zone: Zone, offer: &Offer) -> Value {
    let hour = |at| zone.fixed(at).to_rfc3339();
    json!({
        "id": offer.id.0,
        "entry": offer.entry.0,
        "practitioner": offer.practitioner.0,
        "start": hour(offer.start),
        "state": offer.state.key(),
        "channel": offer.channel.key(),
        "by_hand": offer.is_by_hand,
        "created": hour(offer.created),
        "expires": hour(offer.expires),
        "answered": offer.answered.map(hour),
    })
}

async fn offer(web: &Web, visit: &Visit, id: OfferId) -> Result<Value, Halt> {
    let found = web.app.offer_made(id).await?;
    let offer = found.ok_or_else(|| Trouble::new(Kind::NotFound).halt(visit))?;
    Ok(offer_json(web.app.agenda().zone(), &offer))
}

/// `GET`: the open ones, then the newest of the others.
pub(super) async fn list(State(web): State<Web>, bearer: Bearer) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    let rows = web.app.offers_made(LISTED_AT_MOST).await?;
    let reached = rows
        .iter()
        .filter(|(offer, entry)| bearer.reaches(offer.practitioner) && bearer.reaches_entry(entry));
    let listed: Vec<Value> = reached.map(|(offer, _)| offer_json(zone, offer)).collect();
    Ok(shown(&json!({ "offers": listed })))
}

/// `POST /api/v1/waiting-list/{id}/offers`: a free time to this person, whatever the order of the list and their wishes.
pub(super) async fn make(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    Numbered(id): Numbered,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let (id, zone) = (WaitingEntryId(id.0), web.app.agenda().zone());
    let (practitioner, start) = body.read(&visit, |fields| {
        let practitioner = fields.required("practitioner", integer).map(PractitionerId);
        practitioner.zip(fields.required("start", instant))
    })?;
    bearer.reached(&visit, Some(practitioner))?;
    let key = key::standing_for(
        &headers,
        &visit,
        &bearer.actor(),
        &("offer", id, practitioner, start),
    )?;
    let offered = web
        .app
        .offer_by_hand_once(id, (practitioner, start), key, bearer.actor());
    let id = offered
        .await
        .map_err(|failure| failed(&visit, zone, bearer.within(failure)))?;
    Ok(made(&offer(&web, &visit, id).await?))
}

/// An offer that is answered or taken back, and who does it.
type Named = (State<Web>, Visit, Bearer, Numbered);

/// `POST …/{id}/accept`: booked for the person; the booking that the entry would replace is moved. Repeated, the same answer.
pub(super) async fn accept(
    (State(web), visit, bearer, Numbered(id)): Named,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    body.read(&visit, |_| Some(()))?;
    let zone = web.app.agenda().zone();
    let answer = web.app.accept_offer_for(OfferId(id.0), bearer.actor()).await;
    match answer.map_err(|failure| failed(&visit, zone, bearer.within(failure)))? {
        OfferAnswer::Booked(booking) => {
            let mut told = offer(&web, &visit, OfferId(id.0)).await?;
            let appointment = appointment_json(zone, &booking.appointment, &Value::Null);
            if let Some(members) = told.as_object_mut() {
                members.insert("appointment".to_owned(), appointment);
            }
            Ok(shown(&told))
        }
        OfferAnswer::Over(_) => Err(failed(&visit, zone, Failure::Refused(Refusal::WrongState))),
    }
}

/// `POST …/{id}/decline`: they do not want it; whoever is next is asked.
pub(super) async fn decline(
    (State(web), visit, bearer, Numbered(id)): Named,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    body.read(&visit, |_| Some(()))?;
    let zone = web.app.agenda().zone();
    let declined = web.app.decline_offer_for(OfferId(id.0), bearer.actor());
    declined.await.map_err(|failure| failed(&visit, zone, failure))?;
    Ok(shown(&offer(&web, &visit, OfferId(id.0)).await?))
}

/// `POST …/{id}/withdraw`: taken back, and the time is everybody's.
pub(super) async fn withdraw(
    (State(web), visit, bearer, Numbered(id)): Named,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    body.read(&visit, |_| Some(()))?;
    let zone = web.app.agenda().zone();
    let withdrawn = web.app.withdraw_offer(OfferId(id.0), bearer.actor());
    withdrawn.await.map_err(|failure| failed(&visit, zone, failure))?;
    Ok(shown(&offer(&web, &visit, OfferId(id.0)).await?))
}
