//! Picking a time, more time, giving it back (booking-rules §6).

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::asked::{Asked, other, values};
use super::browser::{Crumb, HOLD, browser, keep_hold};
use super::kept::page;
use super::patience;
use super::questions::{self, answering};
use super::summary::{Summary, name_of};
use super::week::hours;
use super::words::{refused, status, timed};
use crate::app::{ClientAddress, Failure, Held, HoldRequest};
use crate::domain::agenda::Agenda;
use crate::domain::booking::{Alternative, Refusal};
use crate::domain::crowd::Standing;
use crate::domain::proof_of_work::Cost;
use crate::domain::slot::{SlotQuery, nearest, together};
use crate::domain::time::Instant;
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::limit::{Act, counted_together};
use crate::web::view::{Layout, html};

/// Alternatives shown in the place of a lost time.
const ALTERNATIVES: usize = 3;

#[derive(Template)]
#[template(path = "public/lost.html")]
struct LostPage {
    page: Layout,
    text: String,
    summary: Option<Summary>,
    asked: Vec<(&'static str, String)>,
    offers: Vec<Offer>,
    back: String,
}

/// A free time near the lost one, as a button.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    /// What the button `other` sends.
    pub(super) value: String,
    pub(super) label: String,
    pub(super) with: String,
}

/// `GET /hold`: where the language switch of a refusal leads.
pub(super) async fn leave(visit: Visit) -> Response {
    onward(&visit, "/", [])
}

/// `GET` of an act inside the booking: where the language switch of its answer leads.
pub(super) async fn back(visit: Visit) -> Response {
    onward(&visit, "/book", [])
}

/// `POST /hold`.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let asked = read(&web, &form)?;
    if questions::given(&web, &visit, &headers, asked.whose()).is_none() {
        let path = asked.back(web.app.agenda().set_up());
        return Ok(onward(&visit, &path, []));
    }
    match take(&web, &visit, &headers, (&asked, &form)).await? {
        Ok((_, crumbs)) => {
            let to = page("/book", asked.practitioner.is_none());
            Ok(onward(&visit, &to, crumbs))
        }
        Err(refusal) => Ok(lost(&web, &visit, &asked, &refusal)),
    }
}

/// `POST /book/release`.
pub(super) async fn release(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let token = HOLD.read(&visit, &headers).unwrap_or("");
    match web.app.drop_hold(token).await {
        Ok(()) | Err(Failure::Refused(_)) => {}
        Err(Failure::Fault(fault)) => return Err(fault.into()),
    }
    let back = match Asked::read(&form, web.app.now()) {
        Some(asked) => asked.back(web.app.agenda().set_up()),
        None => "/".to_owned(),
    };
    Ok(onward(&visit, &back, [HOLD.forget(&visit)]))
}

/// The time that a form asks for; 422 for a forged one.
pub(super) fn read(web: &Web, form: &Form) -> Result<Asked, Halt> {
    let asked = Asked::read(form, web.app.now());
    asked.ok_or_else(|| {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY)
            .saying("hold-unreadable")
            .into()
    })
}

/// Holds a time in the place of the browser's earlier one, with the cookies that name it. An address that has taken its share is asked
/// for work or patience first: the answer is then that page, which sends the same form again.
pub(super) async fn take(
    web: &Web,
    visit: &Visit,
    headers: &HeaderMap,
    (asked, form): (&Asked, &Form),
) -> Result<Result<(Held, [Crumb; 2]), Refusal>, Halt> {
    if web.is_online_closed() {
        return Err(closed(web, visit).into());
    }
    allowed(web, visit, Act::Hold)?;
    let browser = browser(visit, headers);
    let address = counted_together(visit.client());
    let errand = web.app.errand_of_hold(&address, &format!("{:?}", asked.fields()));
    let effort = patience::effort(form);
    let judged = effort
        .is_something()
        .then(|| web.app.judge_effort(errand, Cost::Raised, effort));
    let request = HoldRequest {
        query: question((web, visit, headers), asked),
        start: asked.start,
        further: asked.further.clone(),
        browser: browser.clone(),
        address: address.clone(),
        has_worked: matches!(judged, Some(Ok(()))),
    };
    let has_worked = request.has_worked;
    match web.app.hold_slot(request).await {
        Ok(held) => {
            let crumbs = keep_hold(visit, &browser, &held);
            Ok(Ok((held, crumbs)))
        }
        Err(Failure::Refused(Refusal::TooManyHolds)) if !has_worked => {
            if standing(web, &address, &browser).await? == Standing::Over {
                let again = judged.and_then(Result::err);
                let patience = again.unwrap_or_else(|| web.app.ask_patience(errand, Cost::Raised));
                return Err(patience::page(web, visit, form, &patience).into());
            }
            Ok(Err(Refusal::TooManyHolds))
        }
        Err(Failure::Refused(refusal)) => Ok(Err(refusal)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

async fn standing(web: &Web, address: &ClientAddress, browser: &str) -> Result<Standing, Halt> {
    match web.app.standing_for_hold(address, browser).await {
        Ok(standing) => Ok(standing),
        Err(Failure::Refused(_)) => Ok(Standing::Beyond),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

/// Nobody could be sent a code: said before anything is typed for nothing.
fn closed(web: &Web, visit: &Visit) -> Response {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let closed = LostPage {
        page: Layout::of(visit, &agenda.set_up().practice, t.text("closed-title")),
        text: t.text("closed-text").into_owned(),
        summary: None,
        asked: Vec::new(),
        offers: Vec::new(),
        back: String::new(),
    };
    html(StatusCode::SERVICE_UNAVAILABLE, &closed)
}

/// The page of a time that cannot be had, with the nearest free ones.
pub(super) fn lost(web: &Web, visit: &Visit, asked: &Asked, refusal: &Refusal) -> Response {
    if matches!(refusal, Refusal::UnknownCare | Refusal::UnknownPractitioner) {
        let key = if *refusal == Refusal::UnknownCare {
            "times-no-care"
        } else {
            "times-no-practitioner"
        };
        return Problem::new(StatusCode::NOT_FOUND).saying(key).into_response();
    }
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let practice = &agenda.set_up().practice;
    let lost = LostPage {
        page: Layout::of(visit, practice, t.text("lost-title")),
        text: refused(t, refusal),
        summary: Some(Summary::of(t, &agenda, asked)),
        asked: asked.fields().into(),
        offers: offers_for((web, visit), asked, &found(refusal)),
        back: visit.link(&asked.back(agenda.set_up())),
    };
    timed(html(status(refusal), &lost), refusal)
}

fn found(refusal: &Refusal) -> Vec<Alternative> {
    refusal.alternatives().to_vec()
}

/// The question whose answer held the start, by somebody with the answers of this browser.
fn question((web, visit, headers): (&Web, &Visit, &HeaderMap), asked: &Asked) -> SlotQuery {
    let answers = questions::given(web, visit, headers, asked.whose());
    answering(asked.question(&web.app), answers.unwrap_or_default())
}

/// The alternatives of a refusal, looked for where it brought none.
pub(super) fn near(
    (web, visit, headers): (&Web, &Visit, &HeaderMap),
    asked: &Asked,
    refusal: &Refusal,
) -> Vec<Alternative> {
    let known = found(refusal);
    if !known.is_empty() {
        return known;
    }
    let query = question((web, visit, headers), asked);
    nearest(
        &web.app.agenda(),
        &query,
        asked.start,
        web.app.now(),
        ALTERNATIVES,
    )
}

/// Alternatives as buttons; where several people come, each has a time for all of them.
pub(super) fn offers_for(
    (web, visit): (&Web, &Visit),
    asked: &Asked,
    alternatives: &[Alternative],
) -> Vec<Offer> {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    if asked.people() == 1 {
        return offers(t, &agenda, alternatives);
    }
    let query = asked.question(&web.app);
    let all = |first: &Alternative| {
        let people = together(&agenda, &query, first.start, web.app.now())?;
        let starts: Vec<Instant> = people.iter().map(|one| one.start).collect();
        let mut names: Vec<String> = Vec::new();
        for one in &people {
            let name = name_of(agenda.set_up(), one.practitioner);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        Some(Offer {
            value: format!("{}~", values(starts.iter().copied())),
            label: format!(
                "{} · {}",
                t.day(agenda.zone().date(first.start)),
                hours(t, agenda.zone(), &starts)
            ),
            with: names.join(", "),
        })
    };
    alternatives.iter().filter_map(all).collect()
}

/// Alternatives as buttons.
pub(super) fn offers(t: Texts, agenda: &Agenda, alternatives: &[Alternative]) -> Vec<Offer> {
    let offer = |alternative: &Alternative| Offer {
        value: other(alternative),
        label: t.moment_short(agenda.zone(), alternative.start),
        with: name_of(agenda.set_up(), alternative.practitioner),
    };
    alternatives.iter().map(offer).collect()
}
