//! Another booking for somebody who is known: « Reprendre rendez-vous », the time, and « Confirmer »; nothing is typed. Who it is comes from
//! the record, of which nothing is shown but the given name (security §4).

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::again_company::{all, company, other_company};
use super::asked::Asked;
use super::browser::{AGAIN, DEVICE, HOLD, keep_again, pass};
use super::cancel::refused_page;
use super::care::Care;
use super::criteria::Criteria;
use super::hold::{Offer, offers, read, take};
use super::identity_page::Note;
use super::kept::{Kept, held};
use super::opening::ahead;
use super::summary::{Summary, name_of};
use super::week::{Day, Week};
use super::words::{refused, status, timed};
use crate::app::{AgainPass, Failure, Familiar, Proof};
use crate::domain::agenda::SetUp;
use crate::domain::booking::{Alternative, Refusal, Status};
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::slot::SlotQuery;
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

const PATH: &str = "/again";

#[derive(Template)]
#[template(path = "public/again.html")]
struct AgainPage {
    page: Layout,
    given: String,
    care: String,
    length: String,
    note: Option<Note>,
    offers: Vec<Offer>,
    /// The fields of what was asked for, beside the alternatives.
    asked: Vec<(&'static str, String)>,
    days: Vec<Day>,
    /// When further ones open, where none is free.
    opens: Vec<String>,
    /// Where one waits for a time, where none is free; empty where nobody does.
    wait: String,
    earlier: Option<String>,
    later: Option<String>,
    care_id: String,
    /// What else can be booked: its name and its address here.
    others: Vec<(String, String)>,
    practitioner: String,
    is_anybody: bool,
    with_anybody: String,
    with_same: String,
    same: String,
    /// How many come, this one included; over one: those who came together the time before.
    company: u16,
    /// All who came together the time before, or this one alone: the other way, in words and as a link.
    other_company: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "public/again_confirm.html")]
struct ConfirmPage {
    page: Layout,
    given: String,
    summary: Summary,
    until: String,
    /// The notice on personal data changed since it was read.
    is_consent_due: bool,
    error: Option<String>,
}

#[derive(Template)]
#[template(path = "public/again_done.html")]
struct DonePage {
    page: Layout,
    given: String,
    summary: Summary,
    is_requested: bool,
}

/// `GET /again`: the free times of the same care, with the same practitioner first.
pub(super) async fn show(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::Availability)?;
    let care = visit.asked().parsed("care");
    let Some((_, familiar)) = known(&web, &visit, &headers, care).await? else {
        return Ok(onward(&visit, "/", []));
    };
    if let Some(path) = other_way(&web, &familiar) {
        return Ok(onward(&visit, &path, []));
    }
    let is_over = visit.has_word("over");
    let note = is_over.then(|| Note::warn(visit.texts().text("denied-hold-expired").into_owned()));
    Ok(page(&web, &visit, &familiar, (StatusCode::OK, note, None)))
}

/// `POST /again`: keeps the time that was chosen.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let asked = read(&web, &form)?;
    let Some((_, familiar)) = known(&web, &visit, &headers, Some(asked.care)).await? else {
        return Ok(onward(&visit, "/", []));
    };
    match take(&web, &visit, &headers, (&asked, &form)).await? {
        Ok((_, crumbs)) => Ok(onward(&visit, "/again/confirm", crumbs)),
        Err(refusal) => Ok(lost((&web, &visit), &familiar, &refusal, Some(&asked))),
    }
}

/// `GET /again/confirm`: what is about to be booked.
pub(super) async fn confirm(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Halt> {
    let Some((_, familiar)) = known(&web, &visit, &headers, None).await? else {
        return Ok(onward(&visit, "/", []));
    };
    let Some(kept) = held(&web, &visit, &headers).await? else {
        return Ok(onward(&visit, "/again?over", []));
    };
    Ok(confirm_page(&web, &visit, (&familiar, &kept), None))
}

/// `POST /again/confirm`: booked.
pub(super) async fn book(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let Some((proof, familiar)) = known(&web, &visit, &headers, None).await? else {
        return Ok(onward(&visit, "/", []));
    };
    let has_read = form.is_ticked("consent");
    if !familiar.is_informed && !has_read {
        let Some(kept) = held(&web, &visit, &headers).await? else {
            return Ok(onward(&visit, "/again?over", []));
        };
        let error = visit.texts().text("again-consent-missing").into_owned();
        return Ok(confirm_page(&web, &visit, (&familiar, &kept), Some(error)));
    }
    allowed(&web, &visit, Act::Booking)?;
    let hold = HOLD.read(&visit, &headers).unwrap_or("");
    match web.app.book_again(hold, &proof, has_read).await {
        Ok(booking) => {
            let again = keep_again(&visit, &web.app.lately_booked(&booking)?);
            Ok(onward(&visit, "/again/done", [again]))
        }
        Err(Failure::Refused(Refusal::HoldExpired)) => Ok(onward(&visit, "/again?over", [])),
        Err(Failure::Refused(refusal)) => Ok(lost((&web, &visit), &familiar, &refusal, None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

/// `GET /again/done`: what was booked just now in this browser.
pub(super) async fn done(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Result<Response, Halt> {
    let Some(lately) = AGAIN.read(&visit, &headers) else {
        return Ok(onward(&visit, "/", []));
    };
    let proof = Proof::Lately(AgainPass::from_cookie(lately.to_owned()));
    let familiar = match web.app.familiar(&proof, None).await {
        Ok(familiar) if familiar.before.status.takes_time() => familiar,
        Ok(_) | Err(Failure::Refused(_)) => return Ok(onward(&visit, "/", [])),
        Err(Failure::Fault(fault)) => return Err(fault.into()),
    };
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let is_requested = familiar.before.status == Status::Requested;
    let title = if is_requested {
        "done-title-requested"
    } else {
        "done-title"
    };
    let page = DonePage {
        page: Layout::of(&visit, &agenda.set_up().practice, t.text(title)),
        given: familiar.patient.given_name.as_str().to_owned(),
        summary: Summary {
            people: all(&familiar),
            ..Summary::booked(t, &agenda, &familiar.before)
        },
        is_requested,
    };
    Ok(html(StatusCode::OK, &page))
}

/// Who is here, by the first proof of this browser that is good: the page of an appointment, then what was done last, then the browser
/// itself.
async fn known(
    web: &Web,
    visit: &Visit,
    headers: &HeaderMap,
    care: Option<CareTypeId>,
) -> Result<Option<(Proof, Familiar)>, Halt> {
    let lately = AGAIN.read(visit, headers);
    let lately = lately.map(|text| Proof::Lately(AgainPass::from_cookie(text.to_owned())));
    let device = DEVICE.read(visit, headers);
    let device = device.map(|token| Proof::Device(token.to_owned()));
    let proofs = pass(visit, headers).map(Proof::Link).into_iter();
    for proof in proofs.chain(lately).chain(device) {
        match web.app.familiar(&proof, care).await {
            Ok(familiar) => return Ok(Some((proof, familiar))),
            Err(Failure::Refused(Refusal::BlockedOnline)) => {
                return Err(refused_page(web, visit, &Refusal::BlockedOnline).into());
            }
            Err(Failure::Refused(_)) => {}
            Err(Failure::Fault(fault)) => return Err(fault.into()),
        }
    }
    Ok(None)
}

/// The way with questions, for a care that asks some; the first page for one that is not booked online any more.
fn other_way(web: &Web, familiar: &Familiar) -> Option<String> {
    let agenda = web.app.agenda();
    let set_up = agenda.set_up();
    let Some(care) = super::care::offered(set_up).find(|care| care.id == familiar.care) else {
        return Some("/".to_owned());
    };
    let with = sold_by(set_up, familiar);
    let terms = with.and_then(|id| care.terms_for(id));
    let rule = terms
        .as_ref()
        .map_or(&care.terms.eligibility, |terms| &terms.eligibility);
    let asks = rule.needs_referral || !rule.professions.is_empty();
    if !asks && web.app.questions(care.id, with).is_empty() {
        return None;
    }
    let wishes = Criteria {
        care: Some(care.id),
        practitioner: with,
        ..Criteria::default()
    };
    Some(format!("/times?{}", wishes.query()))
}

/// The same practitioner, where the care is still booked online there.
fn sold_by(set_up: &SetUp, familiar: &Familiar) -> Option<PractitionerId> {
    let care = set_up.care_types.get(&familiar.care)?;
    super::care::practitioners(set_up, care)
        .map(|who| who.id)
        .find(|id| *id == familiar.before.practitioner)
}

/// What was asked for, and the times near it.
type Near<'a> = (&'a Asked, Vec<Alternative>);

/// Why it cannot be had, with the nearest times where there are some.
fn lost(
    (web, visit): (&Web, &Visit),
    familiar: &Familiar,
    refusal: &Refusal,
    asked: Option<&Asked>,
) -> Response {
    let note = Note::bad(refused(visit.texts(), refusal));
    let near = asked.map(|asked| (asked, found(refusal)));
    timed(
        page(web, visit, familiar, (status(refusal), Some(note), near)),
        refusal,
    )
}

fn found(refusal: &Refusal) -> Vec<Alternative> {
    refusal.alternatives().to_vec()
}

fn page(
    web: &Web,
    visit: &Visit,
    familiar: &Familiar,
    (code, note, near): (StatusCode, Option<Note>, Option<Near<'_>>),
) -> Response {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let set_up = agenda.set_up();
    let (wishes, _) = Criteria::read(t, visit.query());
    let same = sold_by(set_up, familiar);
    let is_anybody = visit.has_word("anybody") || same.is_none();
    let practitioner = same.filter(|_| !is_anybody);
    let today = agenda.zone().date(web.app.now());
    let company = company(familiar, &wishes);
    let query = SlotQuery {
        practitioner,
        // Together each is judged by the own record when it is booked, as with whoever types who comes.
        patient: Some(familiar.facts.clone()).filter(|_| company == 1),
        people: company,
        ..wishes.question(familiar.care, today)
    };
    let week = Week::find(&web.app, &query, &Criteria::default(), today);
    let asked_for = Criteria {
        care: Some(familiar.care),
        practitioner,
        ..Criteria::default()
    };
    let (opens, wait) = ahead((web, visit), &query, &asked_for, &week);
    let people = if all(familiar) > 1 {
        format!("&people={company}")
    } else {
        String::new()
    };
    let with = format!("{}{people}", if is_anybody { "&anybody" } else { "" });
    let like = |rest: &str| visit.link(&format!("{PATH}?care={}{rest}", familiar.care));
    let at = |date: chrono::NaiveDate| like(&format!("{with}&from={date}"));
    let care = set_up.care_types.get(&familiar.care);
    let care = care.map(|care| Care::of(t, set_up, care, same));
    let (asked, alternatives) = near.map_or_else(Default::default, |(asked, alternatives)| {
        (asked.fields().to_vec(), alternatives)
    });
    let page = AgainPage {
        page: Layout::of(visit, &set_up.practice, t.text("again-title")),
        given: familiar.patient.given_name.as_str().to_owned(),
        others: others(visit, set_up, familiar.care),
        note,
        offers: offers(t, &agenda, &alternatives),
        asked,
        days: week.shown_to_all(&web.app, t, &query),
        other_company: other_company(t, familiar, company).map(|(words, rest)| (words, like(&rest))),
        company,
        opens,
        wait,
        earlier: week.earlier.map(at),
        later: week.later.map(at),
        care_id: familiar.care.to_string(),
        length: care.as_ref().map_or_else(String::new, |care| care.length.clone()),
        care: care.map_or_else(String::new, |care| care.name),
        practitioner: practitioner.map_or_else(String::new, |id| id.to_string()),
        is_anybody,
        with_anybody: like(&format!("&anybody{people}")),
        with_same: like(&people),
        same: same.map_or_else(String::new, |id| name_of(set_up, id)),
    };
    html(code, &page)
}

/// What else can be booked: its name and its address here.
fn others(visit: &Visit, set_up: &SetUp, but: CareTypeId) -> Vec<(String, String)> {
    let others = super::care::offered(set_up).filter(|care| care.id != but);
    let others = others.map(|care| (care.name.clone(), visit.link(&format!("{PATH}?care={}", care.id))));
    others.collect()
}

fn confirm_page(
    web: &Web,
    visit: &Visit,
    (familiar, kept): (&Familiar, &Kept),
    error: Option<String>,
) -> Response {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let code = if error.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let page = ConfirmPage {
        page: Layout::of(visit, &agenda.set_up().practice, t.text("again-confirm-title")),
        given: familiar.patient.given_name.as_str().to_owned(),
        summary: Summary::of(t, &agenda, &Asked::of(&kept.form.hold)),
        until: t.hour_at(agenda.zone(), kept.form.hold.expires),
        is_consent_due: !familiar.is_informed,
        error,
    };
    html(code, &page)
}
