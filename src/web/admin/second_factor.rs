//! The second factor: given at sign-in, or set up.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use qrcode::QrCode;
use qrcode::render::svg;

use super::desk::layout;
use super::entrance::{device, entered};
use super::guard::Staff;
use super::passkey::{assertion, needed_place, place};
use super::path::next_or_agenda;
use crate::app::{Device, Failure, OpenedSession, Proposal, SignInRefusal};
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/second_factor.html")]
struct SecondFactorPage {
    page: Layout,
    csrf: String,
    next: String,
    enrolment: Option<Enrolment>,
    has_totp: bool,
    has_passkey: bool,
    /// The pages have a name that passkeys can be bound to.
    can_have_passkeys: bool,
    wrong: Option<Wrong>,
}

/// What was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    Code,
    Passkey,
    Recovery,
}

/// What a telephone needs to know.
struct Enrolment {
    /// The square of dots, an SVG of ours.
    picture: String,
    /// The same to type.
    secret: String,
}

fn enrolment(web: &Web, proposal: &Proposal, login: &str) -> Result<Enrolment, Problem> {
    let agenda = web.app.agenda();
    let practice = &agenda.set_up().practice.name;
    let issuer = if practice.is_empty() { "Grappe" } else { practice };
    let code = QrCode::new(proposal.uri(issuer, login)).map_err(|error| Problem::incident(&error))?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(220, 220).build();
    let picture = drawn.find("<svg").and_then(|at| drawn.get(at..)).unwrap_or("");
    Ok(Enrolment {
        picture: picture.to_owned(),
        secret: proposal.text(),
    })
}

fn page(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    next: &str,
    wrong: Option<Wrong>,
) -> Result<SecondFactorPage, Problem> {
    let who = &staff.0;
    let enrolment = if is_to_be_given(staff) || who.member.has_totp {
        None
    } else {
        let proposal = web.app.second_factor_proposal(who);
        Some(enrolment(web, &proposal, &who.member.login)?)
    };
    Ok(SecondFactorPage {
        page: layout(web, visit, visit.texts().text("second-factor-title")),
        csrf: who.csrf.clone(),
        next: next.to_owned(),
        enrolment,
        has_totp: who.member.has_totp,
        has_passkey: who.member.has_passkey,
        can_have_passkeys: place(visit).is_some(),
        wrong,
    })
}

/// A second factor there is comes before another one: a stolen password must not add one.
fn is_to_be_given(staff: &Staff) -> bool {
    !staff.0.session.is_complete && staff.0.member.has_second_factor()
}

/// Where whoever is signed in already goes instead: on, or to the password, without which nobody at a desk left alone sets a factor up
/// (security 7.5.1).
fn elsewhere(web: &Web, visit: &Visit, staff: &Staff, next: &str) -> Option<Response> {
    if !staff.0.session.is_complete {
        return None;
    }
    if staff.0.member.has_totp {
        return Some(onward(visit, next, None));
    }
    let is_confirmed = web.app.is_confirmed(&staff.0);
    (!is_confirmed).then(|| onward(visit, "/admin/confirm?next=%2Fadmin%2Fsecond-factor", None))
}

/// `GET /admin/second-factor`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let asked = visit.asked();
    let next = next_or_agenda(asked.get("next"));
    if let Some(answer) = elsewhere(&web, &visit, &staff, next) {
        return Ok(answer);
    }
    Ok(html(StatusCode::OK, &page(&web, &visit, &staff, next, None)?))
}

/// `POST /admin/second-factor`.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::SignIn)?;
    let next = next_or_agenda(form.get("next"));
    if let Some(answer) = elsewhere(&web, &visit, &staff, next) {
        return Ok(answer);
    }
    let device = device(&web, &visit, &headers);
    let (given, wrong) = given(&web, &visit, &staff, &form, &device).await?;
    match given {
        Ok(opened) => Ok(entered(&visit, &opened, next)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(_)) => {
            let page = page(&web, &visit, &staff, next, Some(wrong))?;
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

type Given = Result<OpenedSession, Failure<SignInRefusal>>;

/// Whichever of them was given.
async fn given(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    form: &Form,
    device: &Device,
) -> Result<(Given, Wrong), Halt> {
    let (who, app) = (&staff.0, &web.app);
    if !is_to_be_given(staff) {
        let enrolled = app.enrol_second_factor(who, form.get("code"), device).await;
        return Ok((enrolled, Wrong::Code));
    }
    if form.is_ticked("credential") {
        let place = needed_place(visit)?;
        let given = app.give_passkey(who, &place, assertion(form), device).await;
        return Ok((given, Wrong::Passkey));
    }
    if form.is_ticked("recovery") {
        let given = app.give_recovery_code(who, form.get("recovery"), device).await;
        return Ok((given, Wrong::Recovery));
    }
    let given = app.give_second_factor(who, form.get("code"), device).await;
    Ok((given, Wrong::Code))
}
