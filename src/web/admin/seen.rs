//! What was seen in a practitioner's own calendar, on the list of what is to be done, and `POST /admin/calendars/seen/{id}`: the answer
//! to it (caldav §6.1).

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::booking::told;
use super::guard::Staff;
use super::path::numbered;
use crate::app::{DecisionAnswer, Failure, SeenInCalendar};
use crate::domain::booking::Refusal;
use crate::domain::id::CalendarDecisionId;
use crate::domain::time::Interval;
use crate::web::Web;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};

/// One of them, in words.
pub(super) struct SeenRow {
    pub(super) id: i64,
    /// Of the appointment; of an event that is about none, whose calendar.
    pub(super) name: String,
    pub(super) href: Option<String>,
    pub(super) what: String,
    /// What happened.
    pub(super) words: String,
    /// Value and words of each answer.
    pub(super) answers: Vec<(&'static str, String)>,
}

/// Questions first; for the practice itself, not for those who answer the telephone elsewhere.
pub(super) async fn rows(web: &Web, visit: &Visit, staff: &Staff) -> Result<Vec<SeenRow>, Halt> {
    if staff.0.member.reach().is_some() {
        return Ok(Vec::new());
    }
    let seen = web.app.seen_in_calendars().await?;
    Ok(seen.iter().map(|one| row(web, visit, one)).collect())
}

fn row(web: &Web, visit: &Visit, one: &SeenInCalendar) -> SeenRow {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let moment =
        |time: Option<Interval>| time.map_or_else(String::new, |time| t.moment(agenda.zone(), time.start));
    let (kind, details) = (one.decision.kind, &one.decision.details);
    let cancels = details.not_before.map(|at| t.hour_at(agenda.zone(), at));
    let words = match cancels {
        Some(hour) => t.with("seen-deleted-cancels", &[("hour", hour.into())]),
        None => t.with(
            &format!("seen-{}", kind.key()),
            &[
                ("when", moment(details.seen).into()),
                ("count", details.count.into()),
            ],
        ),
    };
    let whose = agenda.set_up().practitioners.get(&one.practitioner);
    let whose = whose.map_or_else(String::new, |practitioner| practitioner.name.clone());
    let answers = DecisionAnswer::to(kind).iter().map(|answer| {
        let key = answer.key().replace('_', "-");
        (answer.key(), t.text(&format!("seen-do-{key}")).into_owned())
    });
    let (id, answers) = (one.decision.id.0, answers.collect());
    match &one.row {
        Some(row) => SeenRow {
            id,
            name: row.name.clone(),
            href: Some(visit.link(&format!("/admin/appointments/{}", row.id))),
            what: format!("{} · {whose}", t.moment(agenda.zone(), row.interval.start)),
            words,
            answers,
        },
        None => SeenRow {
            id,
            name: whose,
            href: None,
            what: String::new(),
            words,
            answers,
        },
    }
}

/// See the module.
pub(super) async fn answer(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let id: CalendarDecisionId = numbered(&id)?;
    let answer = DecisionAnswer::from_key(form.get("answer"));
    let answer = answer.ok_or_else(|| Problem::new(StatusCode::UNPROCESSABLE_ENTITY))?;
    let done = match web
        .app
        .answer_calendar_decision(id, answer, staff.0.actor())
        .await
    {
        Ok(()) => "seen",
        // Somebody else answered, or the appointment was changed: the list no longer has it.
        Err(Failure::Refused(Refusal::NotFound | Refusal::WrongState)) => "seen-before",
        // The question stays, with the other answer.
        Err(Failure::Refused(Refusal::SlotTaken { .. } | Refusal::PatientBusy)) => "seen-taken",
        Err(Failure::Refused(refusal)) => {
            return Err(Problem::new(told(visit.texts(), &refusal).0).into());
        }
        Err(Failure::Fault(fault)) => return Err(fault.into()),
    };
    web.app.count_waiting().await?;
    Ok(onward(&visit, &format!("/admin/to-do?done={done}"), None))
}
