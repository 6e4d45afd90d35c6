//! A change that waits: shown, applied with what was decided on those it leaves aside, or thrown away (booking-rules §7).

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::DateTime;

use super::draft_page::{DraftPage, Errors, field, may_apply};
use super::editor::not_allowed;
use super::hub::calls_path;
use super::{Context, done};
use crate::app::{Decision, Decisions, DraftRefusal, DraftSheet, Failure, PatientList};
use crate::domain::booking::{Alternative, Refusal};
use crate::domain::id::{AppointmentId, DraftId, StaffId};
use crate::domain::note_to_patient::NoteToPatient;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::admin::note;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::view::html;

async fn sheet(ctx: &Context, id: &str) -> Result<DraftSheet, Halt> {
    let missing = || Problem::new(StatusCode::NOT_FOUND).saying("setup-draft-missing");
    let id: DraftId = id.parse().map_err(|_| missing())?;
    ctx.web
        .app
        .note_look(PatientList::Draft, ctx.staff.0.actor())
        .await?;
    let found = ctx.web.app.draft_sheet(id).await?;
    found.ok_or_else(|| missing().into())
}

/// Names of the people who sign in.
pub(super) async fn names(ctx: &Context) -> Result<BTreeMap<StaffId, String>, Halt> {
    let staff = ctx.web.app.staff().await?;
    Ok(staff.into_iter().map(|member| (member.id, member.name)).collect())
}

/// `GET /admin/setup/drafts/{id}`.
pub(super) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let sheet = sheet(&ctx, &id).await?;
    let names = names(&ctx).await?;
    let page = DraftPage::new(&ctx, &sheet, &names, &Form::default(), &Errors::default());
    Ok(html(StatusCode::OK, &page))
}

/// `POST /admin/setup/drafts/{id}`.
pub(super) async fn settle(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let sheet = sheet(&ctx, &id).await?;
    allowed(&ctx, &sheet)?;
    let (decisions, errors) = decisions(&ctx, &sheet, &form);
    if !errors.is_empty() {
        return again(
            &ctx,
            &sheet,
            &form,
            (&errors, None),
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
    }
    let actor = ctx.staff.0.actor();
    match ctx.web.app.settle_draft(sheet.draft.id, decisions, actor).await {
        Ok(settled) if settled.undecided > 0 => Ok(onward(&ctx.visit, &path(&sheet), None)),
        Ok(_) => settled(&ctx, sheet.draft.id).await,
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(refusal)) => refused(&ctx, &sheet, &form, refusal).await,
    }
}

/// Everything is decided: on to the phone, when there is somebody whom no message tells.
async fn settled(ctx: &Context, id: DraftId) -> Result<Response, Halt> {
    let calls = ctx.web.app.call_sheet(id).await?;
    let to = match calls.filter(|calls| calls.left() > 0) {
        Some(_) => done(&calls_path(id), "settled"),
        None => done("/admin/setup", "settled"),
    };
    Ok(onward(&ctx.visit, &to, None))
}

/// `POST /admin/setup/drafts/{id}/discard`.
pub(super) async fn discard(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let sheet = sheet(&ctx, &id).await?;
    allowed(&ctx, &sheet)?;
    let discarded = ctx.web.app.discard_draft(sheet.draft.id, ctx.staff.0.actor());
    match discarded.await {
        Ok(()) => Ok(onward(&ctx.visit, &done("/admin/setup", "discarded"), None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(_)) => Err(Problem::new(StatusCode::CONFLICT)
            .saying("setup-draft-missing")
            .into()),
    }
}

/// A change is applied by who might have made it.
fn allowed(ctx: &Context, sheet: &DraftSheet) -> Result<(), Problem> {
    if sheet.draft.applied.is_some() || may_apply(ctx, &sheet.draft) {
        return Ok(());
    }
    Err(Problem::new(StatusCode::FORBIDDEN).saying("admin-right-missing"))
}

fn path(sheet: &DraftSheet) -> String {
    format!("/admin/setup/drafts/{}", sheet.draft.id)
}

/// What was chosen for each and for all others, and which choices are none.
fn decisions(ctx: &Context, sheet: &DraftSheet, form: &Form) -> (Decisions, Errors) {
    let mut decisions = Decisions {
        each: BTreeMap::new(),
        others: match form.get("others") {
            "keep" => Some(Decision::Keep),
            "cancel" => Some(Decision::Cancel),
            "move" => Some(Decision::MoveToFirst),
            "offer" => Some(Decision::Offer),
            _ => None,
        },
        note: None,
    };
    let mut errors = Errors::default();
    match NoteToPatient::parse(form.get("note"), &ctx.set_up) {
        Ok(note) => decisions.note = note,
        Err(problem) => errors.note = Some(note::refused(ctx.t, &problem)),
    }
    for orphan in &sheet.undecided {
        let id = orphan.appointment.id;
        match form.get(&field(id)) {
            "" => {}
            key => match decision(key) {
                Some(decision) => {
                    decisions.each.insert(id, decision);
                }
                None => {
                    errors.each.insert(id, ctx.text("field-unknown-choice"));
                }
            },
        }
    }
    (decisions, errors)
}

fn decision(key: &str) -> Option<Decision> {
    match key {
        "keep" => Some(Decision::Keep),
        "cancel" => Some(Decision::Cancel),
        "offer" => Some(Decision::Offer),
        _ => {
            let (practitioner, second) = key.strip_prefix("move:")?.split_once(':')?;
            Some(Decision::Move(Alternative {
                practitioner: practitioner.parse().ok()?,
                start: DateTime::from_timestamp(second.parse().ok()?, 0)?,
            }))
        }
    }
}

/// The page again, with what was chosen and what went wrong.
async fn again(
    ctx: &Context,
    sheet: &DraftSheet,
    form: &Form,
    (errors, trouble): (&Errors, Option<String>),
    status: StatusCode,
) -> Result<Response, Halt> {
    let names = names(ctx).await?;
    let mut page = DraftPage::new(ctx, sheet, &names, form, errors);
    page.trouble = trouble;
    Ok(html(status, &page))
}

async fn refused(
    ctx: &Context,
    sheet: &DraftSheet,
    form: &Form,
    refusal: DraftRefusal,
) -> Result<Response, Halt> {
    let (errors, trouble) = match refusal {
        DraftRefusal::NotFound => {
            let problem = Problem::new(StatusCode::CONFLICT).saying("setup-draft-missing");
            return Err(problem.into());
        }
        DraftRefusal::NotAllowed => return Err(not_allowed().into()),
        DraftRefusal::Stale => (Errors::default(), ctx.text("setup-draft-stale")),
        DraftRefusal::Orphan(id, why) => {
            let errors = Errors {
                each: BTreeMap::from([(id, worded(ctx, &why))]),
                note: None,
            };
            (errors, refused_orphan(ctx, sheet, id))
        }
    };
    // Proposals are looked up again: the one that was chosen may be gone.
    let fresh = self::sheet(ctx, &sheet.draft.id.to_string()).await?;
    again(ctx, &fresh, form, (&errors, Some(trouble)), StatusCode::CONFLICT).await
}

/// Names the appointment, which may be beyond those shown.
fn refused_orphan(ctx: &Context, sheet: &DraftSheet, id: AppointmentId) -> String {
    let found = sheet.undecided.iter().find(|o| o.appointment.id == id);
    let name = found.map_or_else(String::new, |orphan| orphan.patient.sort_name());
    ctx.t.with("setup-draft-refused", &[("name", name.into())])
}

fn worded(ctx: &Context, why: &Refusal) -> String {
    let key = match why {
        Refusal::SlotTaken { .. }
        | Refusal::Busy { .. }
        | Refusal::NotOffered { .. }
        | Refusal::PatientBusy => "setup-orphan-taken",
        Refusal::ClockNotTrusted => "setup-orphan-clock",
        _ => "setup-orphan-refused",
    };
    ctx.text(key)
}
