//! Where the staff might book one more: full half-days of the next week, by the score (booking-rules §10).

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Days, NaiveDate, Timelike};

use crate::app::App;
use crate::domain::agenda::Agenda;
use crate::domain::id::{AppointmentId, PractitionerId};
use crate::domain::no_show::{Planned, Risk, suggestions};
use crate::domain::slot::{Audience, SlotQuery, search};
use crate::domain::time::{Instant, Interval, Zone};
use crate::store::{DayRow, Db, Fault};

use super::kept_suggestions::Suggestions;
use super::score::{ComingVisit, Scored};

/// Days ahead that are looked at, today left out.
const AHEAD: u64 = 7;
/// Local hour at which the afternoon begins.
const AFTERNOON: u32 = 13;

/// One more booking that would hardly ever be one too many.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The booking beside which.
    pub row: DayRow,
    /// Its risk.
    pub risk: Risk,
    /// How many of the half-day are expected to come, and how many are booked.
    pub expected: (f64, usize),
    /// The bookings of the half-day it was reckoned from, with their versions, in order of start.
    from: Arc<[(AppointmentId, i64)]>,
}

impl Suggestion {
    /// Whether the bookings of its half-day are still those it was reckoned from; `rows` are all of that practitioner and day at
    /// least, in order of start.
    pub fn still_stands(&self, zone: Zone, rows: &[DayRow]) -> bool {
        let half = half_of(zone, &self.row);
        let same = rows.iter().filter(|row| {
            row.practitioner == half.0 && row.status.takes_time() && half_of(zone, row) == half
        });
        same.map(|row| (row.id, row.version))
            .eq(self.from.iter().copied())
    }
}

impl App {
    /// Suggestions of the next days, in order of start; none while the score does not win.
    pub(super) async fn reckon_suggestions(&self) -> Result<Suggestions, Fault> {
        let scored = self.scored().await?;
        let (agenda, now) = (self.agenda(), self.now());
        let zone = agenda.zone();
        let as_of = (zone.date(now), agenda.revision());
        if !scored.judgement.is_won() {
            return Ok(Suggestions::new(as_of, Vec::new()));
        }
        let day = |days| {
            let date = zone.date(now).checked_add_days(Days::new(days));
            date.map_or(now, |date| zone.start_of(date))
        };
        let span = Interval {
            start: day(1),
            end: day(AHEAD + 1),
        };
        let read = move |db: &Db<'_>| suggested(db, &agenda, &scored, (span, now));
        Ok(Suggestions::new(as_of, self.store.read(read).await?))
    }
}

/// With whom, on which local day, and whether after noon.
type HalfDay = (PractitionerId, NaiveDate, bool);

fn half_of(zone: Zone, row: &DayRow) -> HalfDay {
    let reading = zone.wall(row.interval.start).reading;
    (row.practitioner, reading.date(), reading.hour() >= AFTERNOON)
}

fn suggested(
    db: &Db<'_>,
    agenda: &Agenda,
    scored: &Scored,
    (span, now): (Interval, Instant),
) -> Result<Vec<Suggestion>, Fault> {
    let zone = agenda.zone();
    let mut halves: BTreeMap<HalfDay, Vec<(DayRow, Risk)>> = BTreeMap::new();
    for row in db
        .day_rows(span)?
        .into_iter()
        .filter(|row| row.status.takes_time())
    {
        let visit = ComingVisit {
            patient: row.patient,
            start: row.interval.start,
            created: row.created,
            is_confirmed: db.presence(row.id)?.confirmed.is_some(),
        };
        let half = half_of(zone, &row);
        if let Some(risk) = scored.risk(zone, &visit) {
            halves.entry(half).or_default().push((row, risk));
        }
    }
    let mut found = Vec::new();
    for (half, booked) in halves {
        if is_full(agenda, half, &booked, now) {
            found.extend(of_half_day(scored, &booked));
        }
    }
    found.sort_by_key(|one| one.row.interval.start);
    Ok(found)
}

fn of_half_day(scored: &Scored, booked: &[(DayRow, Risk)]) -> Vec<Suggestion> {
    let planned: Vec<Planned> = booked
        .iter()
        .map(|(row, risk)| Planned {
            missed: risk.missed,
            level: risk.level,
            is_first: !scored.has_come(row.patient),
            minutes: row.interval.length().num_minutes(),
            is_over: row.overbooking.is_some(),
        })
        .collect();
    let expected: f64 = planned.iter().map(|one| 1.0 - one.missed).sum();
    let from: Arc<[_]> = booked.iter().map(|(row, _)| (row.id, row.version)).collect();
    let hosts = suggestions(&planned).into_iter();
    let suggestion = |(row, risk): &(DayRow, Risk)| Suggestion {
        row: row.clone(),
        risk: risk.clone(),
        expected: (expected, planned.len()),
        from: Arc::clone(&from),
    };
    hosts.filter_map(|at| booked.get(at).map(suggestion)).collect()
}

/// Nothing that is already sold in this half-day can be booked in it any more.
fn is_full(agenda: &Agenda, half: HalfDay, booked: &[(DayRow, Risk)], now: Instant) -> bool {
    let (practitioner, date, is_afternoon) = half;
    let zone = agenda.zone();
    booked.iter().all(|(row, _)| {
        let query = SlotQuery {
            audience: Audience::Staff,
            ..SlotQuery::new(row.care, Some(practitioner), date, date)
        };
        let free = search(agenda, &query, now);
        let in_half = |start: Instant| (zone.wall(start).reading.hour() >= AFTERNOON) == is_afternoon;
        !free.iter().any(|slot| in_half(slot.start))
    })
}
