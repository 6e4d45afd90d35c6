//! Bridge days ("ponts"): a working day between a closing day and the week-end, closed for everybody by one click.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Datelike as _, NaiveDate};

use super::Context;
use super::editor::{after, not_allowed};
use super::holidays::PATH;
use crate::app::{ChangeRefusal, Failure};
use crate::domain::agenda::Edit;
use crate::domain::id::AbsenceId;
use crate::domain::schedule::Absence;
use crate::domain::time::{DayTime, Interval};
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};

fn day(ctx: &Context, date: NaiveDate) -> Interval {
    let zone = ctx.set_up.practice.zone;
    Interval {
        start: zone.at(date, DayTime::START),
        end: zone.at(date, DayTime::END),
    }
}

/// Whether the whole practice is away that day.
pub(super) fn is_closed(ctx: &Context, date: NaiveDate) -> bool {
    let day = day(ctx, date);
    let mut all = ctx.set_up.absences.iter().filter(|a| a.practitioner.is_none());
    all.any(|absence| absence.interval.contains(&day))
}

/// `POST /admin/setup/holidays/bridge`: an absence of the whole practice; appointments of that day make it a draft.
pub(super) async fn close(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let date: Option<NaiveDate> = form.parsed("day");
    let rules = &ctx.set_up.practice.holidays;
    // The one before a 1 January is of the year that begins.
    let is_bridge = |date: &NaiveDate| {
        [0, 1]
            .iter()
            .any(|next| rules.bridges(date.year() + next).contains(date))
    };
    let date = date.filter(is_bridge);
    let date = date.ok_or_else(|| Problem::new(StatusCode::UNPROCESSABLE_ENTITY).saying("bridge-none"))?;
    if is_closed(&ctx, date) {
        return Ok(crate::web::answer::onward(&ctx.visit, PATH, None));
    }
    let absence = Edit::Absence(Absence {
        id: AbsenceId(0),
        practitioner: None,
        interval: day(&ctx, date),
        label: ctx.text("bridge-label"),
    });
    let change = ctx
        .web
        .app
        .change_set_up(vec![absence], None, ctx.staff.0.actor());
    match change.await {
        Ok(changed) => Ok(after(&ctx, &changed, PATH)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(ChangeRefusal::NotAllowed)) => Err(not_allowed().into()),
        Err(Failure::Refused(_)) => Err(Problem::new(StatusCode::CONFLICT)
            .saying("setup-changed-meanwhile")
            .into()),
    }
}
