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
use super::path::next_or_agenda;
use crate::app::{Failure, Proposal};
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
    is_wrong: bool,
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
    is_wrong: bool,
) -> Result<SecondFactorPage, Problem> {
    let who = &staff.0;
    let enrolment = if who.member.has_totp {
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
        is_wrong,
    })
}

/// `GET /admin/second-factor`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let asked = visit.asked();
    let next = next_or_agenda(asked.get("next"));
    if staff.0.session.is_complete && staff.0.member.has_totp {
        return Ok(onward(&visit, next, None));
    }
    Ok(html(StatusCode::OK, &page(&web, &visit, &staff, next, false)?))
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
    let (who, code) = (&staff.0, form.get("code"));
    let device = device(&web, &visit, &headers);
    let given = match (who.session.is_complete, who.member.has_totp) {
        (true, true) => return Ok(onward(&visit, next, None)),
        (false, true) => web.app.give_second_factor(who, code, &device).await,
        (_, false) => web.app.enrol_second_factor(who, code, &device).await,
    };
    match given {
        Ok(opened) => Ok(entered(&visit, &opened, next)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(_)) => {
            let page = page(&web, &visit, &staff, next, true)?;
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}
