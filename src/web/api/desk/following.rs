//! The visits that follow in a series (booking-rules §8): which of them a booking has to decide on, and how a program names them.

use serde_json::Value;

use super::beyond::accepts;
use crate::app::{BookingRequest, NextVisit};
use crate::domain::agenda::Agenda;
use crate::domain::booking::{FOLLOWING_MAX, rule_of};
use crate::domain::contact::FieldProblem;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::slot::{SlotQuery, next_visit, place};
use crate::domain::time::Instant;
use crate::web::answer::Halt;
use crate::web::api::bearer::Bearer;
use crate::web::api::fields::Wrong;
use crate::web::api::fields::{Fields, instant, integer};
use crate::web::api::trouble::{Kind, Trouble};
use crate::web::api::window_json::objects;
use crate::web::extract::Visit;

/// The name of the warning about a visit that is left for later.
const NEXT_VISIT_OPEN: &str = "next-visit-open";

/// Reads each object of a list that may be left out; every mistake is told, also behind the first.
pub(super) fn listed<T>(
    fields: &mut Fields,
    name: &str,
    mut read: impl FnMut(&mut Fields) -> Option<T>,
) -> Vec<T> {
    let few = |value: &Value| {
        let all = objects(value).ok_or(FieldProblem::Malformed)?;
        let max = i64::try_from(FOLLOWING_MAX).unwrap_or(i64::MAX);
        let is_few = all.len() <= FOLLOWING_MAX;
        is_few
            .then_some(all)
            .ok_or(FieldProblem::OutOfRange { min: 0, max })
    };
    let all = fields.optional(name, few).unwrap_or_default();
    let read = |(number, object)| fields.inside(&format!("{name}/{number}"), object, &mut read);
    all.into_iter().enumerate().filter_map(read).collect()
}

/// The visits to be booked with the first one, in order, and whether the one after them may wait.
pub(super) fn next_visits(fields: &mut Fields, bearer: &Bearer) -> (Vec<NextVisit>, bool) {
    let next = listed(fields, "next", |inner| {
        let practitioner = inner.optional("practitioner", integer).map(PractitionerId);
        if practitioner.is_some_and(|id| !bearer.reaches(id)) {
            inner.refuse("practitioner", FieldProblem::UnknownChoice);
        }
        Some(NextVisit {
            practitioner,
            start: inner.required("start", instant)?,
        })
    });
    (next, accepts(fields, NEXT_VISIT_OPEN))
}

/// Refuses a booking that leaves open what the screen would ask: the visit that follows. It may wait where that is accepted and the
/// care does not require it.
pub(super) fn decided(
    visit: &Visit,
    (agenda, now): (&Agenda, Instant),
    request: &BookingRequest,
    may_wait: bool,
) -> Result<(), Halt> {
    match open_visit(agenda, now, request) {
        Some(Open::Required) => Err(Trouble::new(Kind::InvalidRequest)
            .at(vec![Wrong::saying("next", "api-detail-next-visit-required")])
            .halt(visit)),
        Some(Open::Possible) if !may_wait => Err(Trouble::new(Kind::NextVisitOpen).halt(visit)),
        _ => Ok(()),
    }
}

/// A visit that follows and was not named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    /// The care books it with the first one.
    Required,
    /// It may be left for later.
    Possible,
}

/// What follows the last visit that was named; nothing where the care comes again in its own series.
fn open_visit(agenda: &Agenda, now: Instant, request: &BookingRequest) -> Option<Open> {
    let date = agenda.zone().date(request.start);
    let mut query = SlotQuery {
        audience: request.audience,
        seats: request.seats,
        length: request.length,
        ..SlotQuery::new(request.care, request.practitioner, date, date)
    };
    let mut start = request.start;
    let taken_by = place(agenda, &query, start, now)
        .ok()
        .map(|placed| placed.practitioner);
    let mut practitioner = request.practitioner.or(taken_by)?;
    let mut cares: Vec<CareTypeId> = Vec::new();
    for visit in &request.next {
        cares.push(query.care);
        query = next_visit(agenda, &query, practitioner, start)?;
        practitioner = visit.practitioner.or(query.practitioner).unwrap_or(practitioner);
        start = visit.start;
    }
    let rule = rule_of(agenda.set_up(), query.care, practitioner)?;
    let is_again = cares.contains(&query.care) || request.next.len() >= FOLLOWING_MAX;
    (!is_again).then_some(if rule.require_next {
        Open::Required
    } else {
        Open::Possible
    })
}
