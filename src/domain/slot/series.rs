//! Series inside the engine: a first visit that needs a feasible next one (booking-rules §8).

use chrono::NaiveDate;

use super::day::Scratch;
use super::lane::{Ask, Lane};
use super::query::{PatientFacts, SeriesStep, SlotQuery};
use super::span::instant;
use crate::domain::agenda::{Agenda, Booked, BookingRef};
use crate::domain::booking::{dates_after, rule_of};
use crate::domain::care_type::Series;
use crate::domain::id::{HoldId, PractitionerId};
use crate::domain::time::{Instant, Interval};

/// The question for the visit that must or may follow a first one; `None` when the care type starts no series.
pub fn next_visit(
    agenda: &Agenda,
    query: &SlotQuery,
    practitioner: PractitionerId,
    start: Instant,
) -> Option<SlotQuery> {
    let rule = rule_of(agenda.set_up(), query.care, practitioner)?;
    Some(following(agenda, query, &rule, practitioner, start))
}

fn following(
    agenda: &Agenda,
    query: &SlotQuery,
    rule: &Series,
    practitioner: PractitionerId,
    start: Instant,
) -> SlotQuery {
    let (from, to) = dates_after(rule, agenda.zone().date(start));
    SlotQuery {
        care: rule.next,
        practitioner: rule.same_practitioner.then_some(practitioner),
        from,
        to,
        length: None,
        people: 1,
        // Dates and answers were those of the first care.
        patient: query.patient.clone().map(|facts| PatientFacts {
            care_dates: None,
            answers: None,
            ..facts
        }),
        after: Some(SeriesStep {
            first_start: start,
            first_care: query.care,
            first_practitioner: practitioner,
        }),
        ..query.clone()
    }
}

impl<'a> Lane<'a> {
    /// Drops from `out[first..]` the starts after which no required next visit is feasible.
    pub(super) fn keep_followed(
        &self,
        date: NaiveDate,
        first: usize,
        scratch: &mut Scratch<'a>,
        out: &mut Vec<i64>,
    ) {
        if self.required_next().is_none() {
            return;
        }
        let followed: Vec<i64> = out.drain(first..).collect();
        out.extend(
            followed
                .into_iter()
                .filter(|start| self.is_followed(date, *start, scratch)),
        );
    }

    /// Whether the next visit that this care requires, if any, is feasible after a first one at `start`.
    pub(super) fn is_followed(&self, date: NaiveDate, start: i64, scratch: &mut Scratch<'a>) -> bool {
        let Some(rule) = self.required_next() else {
            return true;
        };
        // Two days apart, two visits cannot touch: one answer serves the whole date.
        let is_far = rule.min_days >= 2;
        if let Some((who, day, answer)) = scratch.follows
            && is_far
            && (who, day) == (self.practitioner, date)
        {
            return answer;
        }
        let answer = self.has_next(rule, start);
        scratch.follows = Some((self.practitioner, date, answer));
        answer
    }

    pub(super) fn required_next(&self) -> Option<&Series> {
        let is_repeated = self.ask.chain.contains(&self.ask.query.care);
        let rule = self.terms.series.as_ref();
        // Who is invited to an earlier time has the next visit already, where there is one.
        let is_new = self.ask.is_bound() && self.ask.query.moving.is_none();
        rule.filter(|rule| rule.require_next && (self.ask.is_public() || is_new) && !is_repeated)
    }

    fn has_next(&self, rule: &Series, start: i64) -> bool {
        let query = following(
            self.ask.agenda,
            self.ask.query,
            rule,
            self.practitioner,
            instant(start),
        );
        let first = self.tentative(start);
        let mut chain = self.ask.chain.to_vec();
        chain.push(self.ask.query.care);
        let ask = Ask {
            query: &query,
            tentative: Some(&first),
            chain: &chain,
            ..self.ask
        };
        let Ok(lanes) = ask.lanes() else {
            return false;
        };
        let (mut scratch, mut starts) = (Scratch::default(), Vec::new());
        for lane in &lanes {
            for date in lane.dates() {
                lane.starts_on(date, lane.terms.offer, &mut scratch, &mut starts);
                if !starts.is_empty() {
                    return true;
                }
            }
        }
        false
    }

    /// The visit at `start` as if it were booked.
    pub(super) fn tentative(&self, start: i64) -> Booked {
        let occupied = self.occupied(start);
        Booked {
            reference: BookingRef::Hold(HoldId(i64::MIN)),
            practitioner: self.practitioner,
            care: self.ask.query.care,
            patient: None,
            interval: Interval {
                start: instant(start),
                end: instant(start + self.length),
            },
            occupied: Interval {
                start: instant(occupied.from),
                end: instant(occupied.to),
            },
            seats: self.ask.query.seats,
            capacity: self.terms.capacity,
            resources: self.chosen_units(start).unwrap_or_default().into(),
            expires: None,
        }
    }
}
