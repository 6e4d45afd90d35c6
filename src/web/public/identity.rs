//! Who comes: the form that is filled in while the time is held (booking-rules §6, §8).

use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::asked::Asked;
use super::hold::near;
use super::identity_page::{IdentityView, Note};
use super::kept::{Kept, again, asked, held, page, with};
use super::next_visit::NextVisit;
use super::patience;
use super::questions;
use super::typed::{Questions, Typed};
use super::words::{refused, status, timed};
use crate::app::{App, Failure, Patience};
use crate::domain::booking::Refusal;
use crate::domain::care_type::{CareTerms, Eligibility};
use crate::domain::proof_of_work::{Cost, Errand};
use crate::domain::question::Declared;
use crate::store::Draft;
use crate::web::Web;
use crate::web::answer::{Halt, after, counted, onward};
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::limit::Act;

/// `GET /book`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Result<Response, Halt> {
    let Some(kept) = held(&web, &visit, &headers).await? else {
        let problem = Problem::new(StatusCode::CONFLICT).saying("denied-hold-expired");
        return Ok(problem.into_response());
    };
    let asked = kept.asked();
    let typed = kept.form.draft.as_ref().map(Typed::of).unwrap_or_default();
    Ok(IdentityView::of(&web, &visit, &asked, &typed)
        .held(&kept)
        .render(StatusCode::OK))
}

/// `POST /book`: everything typed is kept, whatever becomes of the time.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let (asked, kept) = asked(&web, &visit, &headers, &form).await?;
    let typed = Typed::read(&form);
    let kept = match kept {
        Some(kept) => kept,
        None => match again(&web, &visit, &headers, (&asked, &form)).await? {
            Ok(kept) => kept,
            Err(refusal) => return Ok(lost((&web, &visit, &headers), &asked, &typed, &refusal)),
        },
    };
    let crumbs = kept.crumbs.clone();
    let Some(answers) = questions::given(&web, &visit, &headers, Asked::of(&kept.form.hold).whose()) else {
        return Ok(with(
            onward(&visit, &asked.back(web.app.agenda().set_up()), []),
            crumbs,
        ));
    };
    let answer = ask_code((&web, &visit), (&asked, &form), &typed, (&kept, answers)).await;
    Ok(with(answer, crumbs))
}

/// `POST /book/renew`: five more minutes, the form as it was.
pub(super) async fn renew(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let (asked, kept) = asked(&web, &visit, &headers, &form).await?;
    let typed = Typed::read(&form);
    let Some(mut kept) = kept else {
        return recovered(&web, &visit, &headers, (&asked, &form), &typed).await;
    };
    let view = IdentityView::of(&web, &visit, &asked, &typed);
    match web.app.renew_hold(&kept.token).await {
        Ok(hold) => {
            kept.form.hold = hold;
            Ok(view.held(&kept).render(StatusCode::OK))
        }
        Err(Failure::Refused(refusal)) => {
            let note = Note::warn(refused(visit.texts(), &refusal));
            Ok(view.held(&kept).saying(note).render(status(&refusal)))
        }
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

/// A hold that ended: the same time again, or the nearest ones, with everything typed.
pub(super) async fn recovered(
    web: &Web,
    visit: &Visit,
    headers: &HeaderMap,
    (asked, form): (&Asked, &Form),
    typed: &Typed,
) -> Result<Response, Halt> {
    let kept = match again(web, visit, headers, (asked, form)).await? {
        Ok(kept) => kept,
        Err(refusal) => return Ok(lost((web, visit, headers), asked, typed, &refusal)),
    };
    let note = Note::warn(visit.texts().text("identity-again").into_owned());
    let view = IdentityView::of(web, visit, asked, typed)
        .held(&kept)
        .saying(note);
    Ok(with(view.render(StatusCode::CONFLICT), kept.crumbs))
}

/// The form with the nearest free times in the place of the lost one.
fn lost(
    (web, visit, headers): (&Web, &Visit, &HeaderMap),
    asked: &Asked,
    typed: &Typed,
    refusal: &Refusal,
) -> Response {
    let note = Note::bad(refused(visit.texts(), refusal));
    let view = IdentityView::of(web, visit, asked, typed)
        .offering(&near((web, visit, headers), asked, refusal))
        .saying(note);
    timed(view.render(status(refusal)), refusal)
}

async fn ask_code(
    (web, visit): (&Web, &Visit),
    (asked, form): (&Asked, &Form),
    typed: &Typed,
    (kept, answers): (&Kept, Vec<Declared>),
) -> Response {
    let t = visit.texts();
    let view = || IdentityView::of(web, visit, asked, typed).held(kept);
    let to_code = || onward(visit, &page("/book/code", asked.practitioner.is_none()), []);
    let draft = match judged(web, visit, typed, kept) {
        Ok(draft) => Draft { answers, ..draft },
        Err(errors) => return view().wrong(errors).render(StatusCode::UNPROCESSABLE_ENTITY),
    };
    // The same form sent twice: the code is on its way.
    if kept.form.draft.as_ref() == Some(&draft) && kept.form.code.is_some() {
        return to_code();
    }
    let errand = App::errand_of_code(kept.form.hold.id);
    match admitted((web, visit), (errand, kept.cost), form) {
        Ok(()) => {}
        Err(Hurdle::Patience(patience)) => return patience::page(web, visit, form, &patience),
        Err(Hurdle::Limit(wait)) => {
            let view = view().saying(Note::waiting(t, wait));
            return after(view.render(StatusCode::TOO_MANY_REQUESTS), wait);
        }
    }
    match web.app.request_code(&kept.token, draft).await {
        Ok(_) => to_code(),
        Err(Failure::Refused(refusal)) => {
            let view = match &refusal {
                Refusal::TooManyCodes => {
                    let mut errors = FieldErrors::default();
                    errors.add(
                        if typed.by_text { "phone" } else { "email" },
                        refused(t, &refusal),
                    );
                    view().wrong(errors)
                }
                _ => view().saying(Note::bad(refused(t, &refusal))),
            };
            timed(view.render(status(&refusal)), &refusal)
        }
        Err(Failure::Fault(fault)) => view().in_trouble(fault),
    }
}

/// What stands between a form and its code.
pub(super) enum Hurdle {
    /// Work, or a little patience.
    Patience(Box<Patience>),
    /// The address asks too often; how long to wait.
    Limit(Duration),
}

/// Counts a code against the address. Work comes first where much goes on, and where an address has had its codes (security §5).
pub(super) fn admitted(
    (web, visit): (&Web, &Visit),
    (errand, cost): (Errand, Option<Cost>),
    form: &Form,
) -> Result<(), Hurdle> {
    let judge = |cost| {
        let judged = web.app.judge_effort(errand, cost, patience::effort(form));
        judged.map_err(|patience| Hurdle::Patience(Box::new(patience)))
    };
    if let Some(cost) = cost {
        judge(cost)?;
    }
    if web.limits.count(Act::CodeRequest, visit.client()).is_ok() {
        return Ok(());
    }
    if cost.is_none() {
        judge(Cost::Raised)?;
    }
    counted(web, visit, Act::MoreCodes).map_err(Hurdle::Limit)
}

/// The terms that a held time was offered under.
pub(super) fn terms(web: &Web, asked: &Asked) -> CareTerms {
    let agenda = web.app.agenda();
    let care = agenda.set_up().care_types.get(&asked.care);
    care.map_or_else(CareTerms::default, |care| {
        let own = asked.practitioner.and_then(|who| care.terms_for(who));
        own.map_or_else(|| care.terms.clone(), std::borrow::Cow::into_owned)
    })
}

fn judged(web: &Web, visit: &Visit, typed: &Typed, kept: &Kept) -> Result<Draft, FieldErrors> {
    let zone = web.app.agenda().zone();
    let hold = &kept.form.hold;
    let rule: Eligibility = terms(web, &Asked::of(hold)).eligibility;
    let next = NextVisit::all_after(&web.app, visit.texts(), hold, &typed.next_starts);
    let lines = web.app.known_sms_lines();
    let questions = Questions {
        texts: lines.may_send_codes().then_some(&*lines),
        rule: &rule,
        day: zone.date(hold.booked.interval.start),
        today: zone.date(web.app.now()),
        next: &next,
        people: hold.people(),
    };
    typed.judged(visit.texts(), &questions)
}
