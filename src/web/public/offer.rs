//! An offer of the waiting list by its link: opened with a second fact, shown, accepted or declined (booking-rules §9, security T15).

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::browser::{OFFER, keep_offer, keep_offer_pass, keep_pass, offer_pass};
use super::dead_link::dead_link;
use super::door::{Door, typed_fact};
use super::summary::Summary;
use super::words::{refused, status};
use crate::app::{Failure, OfferAnswer, OfferPass, Offered};
use crate::store::WaitingOfferState;
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

const DOOR: Door = Door {
    path: "/offer",
    title: "offer-title",
    lead: "offer-fact-lead",
    send: "offer-fact-send",
};

#[derive(Template)]
#[template(path = "public/offer.html")]
struct OfferPage {
    page: Layout,
    given: String,
    summary: Summary,
    /// Until when it may be accepted.
    until: String,
    is_open: bool,
    /// When the booking is that would be replaced.
    replaced: Option<String>,
    is_on_list: bool,
    /// Why it can no longer be accepted, or why an answer was refused.
    note: Option<String>,
    /// An answer was given just now.
    is_declined: bool,
}

/// `GET /o/{token}`: whatever the token, a short cookie and a clean address; nothing is looked up or changed (security T15).
pub(super) async fn follow(visit: Visit, Path(token): Path<String>) -> Response {
    DOOR.follow(&visit, &token, keep_offer(&visit, &token))
}

/// `GET /offer`: nothing personal before the second fact.
pub(super) async fn show(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Result<Response, Halt> {
    if let Some(pass) = offer_pass(&visit, &headers)
        && let Some(offered) = offered(&web, &pass).await?
    {
        return Ok(page(&web, &visit, &offered, (StatusCode::OK, None)));
    }
    let token = OFFER.read(&visit, &headers).unwrap_or("");
    if web.app.is_offer_known(token).await? {
        return Ok(DOOR.ask(&web, &visit));
    }
    Ok(dead_link(&web, &visit))
}

/// `GET` of an act on the offer: where the language switch of its answer leads.
pub(super) async fn back(visit: Visit) -> Response {
    onward(&visit, "/offer", [])
}

/// `POST /offer/open`.
pub(super) async fn open(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::LinkAct)?;
    let token = OFFER.read(&visit, &headers).unwrap_or("");
    let pass = web.app.open_offer(token, typed_fact(&web, &form)).await;
    DOOR.opened(&web, &visit, pass.map(|pass| keep_offer_pass(&visit, &pass)))
}

/// `POST /offer/accept`: to the appointment that it made.
pub(super) async fn accept(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::LinkAct)?;
    let Some(pass) = offer_pass(&visit, &headers) else {
        return Ok(onward(&visit, "/offer", []));
    };
    match web.app.accept_offer(&pass).await {
        Ok(OfferAnswer::Booked(booking)) => {
            let crumb = keep_pass(&visit, &web.app.pass_of(&booking)?);
            Ok(onward(&visit, "/appointment?offer", [crumb]))
        }
        Ok(OfferAnswer::Over(_)) => answered(&web, &visit, &pass, (StatusCode::CONFLICT, None)).await,
        Err(Failure::Refused(refusal)) => {
            let words = refused(visit.texts(), &refusal);
            answered(&web, &visit, &pass, (status(&refusal), Some(words))).await
        }
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

/// `POST /offer/decline`.
pub(super) async fn decline(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::LinkAct)?;
    let Some(pass) = offer_pass(&visit, &headers) else {
        return Ok(onward(&visit, "/offer", []));
    };
    match web.app.decline_offer(&pass, form.is_ticked("leave")).await {
        Ok(()) => Ok(onward(&visit, "/offer", [])),
        Err(Failure::Refused(refusal)) => {
            let words = refused(visit.texts(), &refusal);
            answered(&web, &visit, &pass, (status(&refusal), Some(words))).await
        }
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

async fn offered(web: &Web, pass: &OfferPass) -> Result<Option<Offered>, Halt> {
    match web.app.offered_by_link(pass).await {
        Ok(offered) => Ok(Some(offered)),
        Err(Failure::Refused(_)) => Ok(None),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

/// The page as things are now, with a status and what there is to say.
async fn answered(
    web: &Web,
    visit: &Visit,
    pass: &OfferPass,
    said: (StatusCode, Option<String>),
) -> Result<Response, Halt> {
    Ok(match offered(web, pass).await? {
        Some(offered) => page(web, visit, &offered, said),
        None => dead_link(web, visit),
    })
}

fn page(
    web: &Web,
    visit: &Visit,
    offered: &Offered,
    (status, said): (StatusCode, Option<String>),
) -> Response {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let (offer, zone) = (&offered.offer, agenda.zone());
    let is_open = offer.state == WaitingOfferState::Open && offer.expires > web.app.now();
    let over = (!is_open).then(|| t.text(over_key(offer.state)).into_owned());
    let replaced = offered.replaced.as_ref().filter(|old| old.status.is_pending());
    let page = OfferPage {
        page: Layout::of(visit, &agenda.set_up().practice, t.text("offer-title")),
        given: offered.patient.given_name.as_str().to_owned(),
        summary: Summary::offered(t, &agenda, &offered.time),
        until: t.moment(zone, offer.expires),
        is_open,
        replaced: replaced.map(|old| t.moment(zone, old.interval.start)),
        is_on_list: offered.entry.state.is_on_list(),
        note: said.or(over),
        is_declined: offer.state == WaitingOfferState::Declined,
    };
    html(status, &page)
}

/// Why an offer is over: nothing in it tells of anybody else (booking-rules §13).
fn over_key(state: WaitingOfferState) -> &'static str {
    match state {
        WaitingOfferState::Accepted => "offer-was-accepted",
        WaitingOfferState::Declined => "offer-was-declined",
        WaitingOfferState::Lost => "offer-was-lost",
        WaitingOfferState::Withdrawn => "offer-was-withdrawn",
        WaitingOfferState::Open | WaitingOfferState::Ignored | WaitingOfferState::Unanswered => {
            "offer-was-ignored"
        }
    }
}
