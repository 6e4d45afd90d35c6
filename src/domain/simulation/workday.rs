//! A day as it is lived: patients come when told, some stay away, visits take as long as they take.

use chrono::TimeDelta;

use super::replay::Got;
use super::request::Request;
use crate::domain::slot::measure::{idle, overtime};
use crate::domain::time::{Instant, Interval};

/// Minutes of one practitioner's day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lived {
    /// Nobody to see between first and last patient, in open time.
    pub(super) idle: i64,
    /// Seeing somebody outside open time.
    pub(super) overtime: i64,
    /// Patients' waiting behind each other, summed.
    pub(super) waited: i64,
    /// Patients seen.
    pub(super) seen: i64,
}

/// Lives the visits of a practitioner's day, in order of when patients were told to come.
pub(super) fn lived(open: &[Interval], visits: &mut Vec<(&Request, Got)>) -> Lived {
    visits.retain(|(request, got)| request.attends && !got.is_off);
    visits.sort_by_key(|(_, got)| (got.told, got.visit.start));
    let mut done: Option<Instant> = None;
    let mut waited = TimeDelta::zero();
    let mut served = Vec::with_capacity(visits.len());
    for (request, got) in visits.iter() {
        let begin = done.map_or(got.told, |done| done.max(got.told));
        let seconds = got.visit.length().num_seconds() * request.length / 1000;
        waited += begin - got.told;
        let visit = Interval::lasting(begin, TimeDelta::seconds(seconds));
        done = Some(visit.end);
        served.push(visit);
    }
    Lived {
        idle: idle(open, &served).num_minutes(),
        overtime: overtime(open, &served).num_minutes(),
        waited: waited.num_minutes(),
        seen: i64::try_from(served.len()).unwrap_or(0),
    }
}
