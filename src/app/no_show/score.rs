//! The score at work: judged each night, used only while it wins (booking-rules §10). It orders lists of the staff; no patient ever
//! sees more or fewer times for it.

use std::sync::Arc;

use chrono::{Months, NaiveDate, Timelike};

use crate::app::{App, Failure};
use crate::domain::id::PatientId;
use crate::domain::no_show::{Judgement, Learned, Risk, Settled, judge};
use crate::domain::time::{Instant, Interval, Zone};
use crate::store::{Db, Fault, Tx};

/// Visits of so many calendar months are learned from.
const LEARNED_MONTHS: u32 = 24;
/// Those of the last so many are predicted to judge it.
const JUDGED_MONTHS: u32 = 6;
/// Judgements are kept for so many calendar months.
const KEPT_MONTHS: u32 = 13;

/// What was learned up to a day, and what it is worth.
#[derive(Debug, Default)]
pub struct Scored {
    /// Local day up to which it was learned.
    pub day: NaiveDate,
    /// Against the base rate.
    pub judgement: Judgement,
    learned: Learned,
}

impl Scored {
    /// The practice's own rate of no-shows.
    pub fn base(&self) -> f64 {
        self.learned.score.base()
    }

    /// The risk of a coming visit; `None` while the score does not win against the base rate.
    pub fn risk(&self, zone: Zone, visit: &ComingVisit) -> Option<Risk> {
        let about = (
            lead_days(zone, visit.created, visit.start),
            zone.wall(visit.start).reading.hour(),
            visit.is_confirmed,
        );
        let features = self.learned.features(visit.patient, about);
        self.judgement
            .is_won()
            .then(|| self.learned.score.risk(&features))
    }

    /// Whether the box knows of an earlier visit of the patient.
    pub fn has_come(&self, patient: PatientId) -> bool {
        self.learned
            .own
            .get(&patient)
            .is_some_and(|own| own.visits > own.missed)
    }
}

/// A visit ahead.
#[derive(Clone, Copy, Debug)]
pub struct ComingVisit {
    /// Whose.
    pub patient: PatientId,
    /// Start.
    pub start: Instant,
    /// When it was booked.
    pub created: Instant,
    /// The patient confirmed by link.
    pub is_confirmed: bool,
}

impl App {
    /// The score as of today; computed once a day, on a thread where nobody waits for it.
    pub async fn scored(&self) -> Result<Arc<Scored>, Fault> {
        let zone = self.agenda().zone();
        let today = zone.date(self.now());
        let known = self.score.load_full();
        if known.day == today && known.judgement != Judgement::default() {
            return Ok(known);
        }
        let first = back(today, LEARNED_MONTHS);
        let span = Interval {
            start: zone.start_of(first),
            end: zone.start_of(today),
        };
        let yesterday = today.pred_opt().unwrap_or(today);
        let read = move |db: &Db<'_>| -> Result<_, Fault> {
            Ok((db.settled_visits(span)?, db.nameless_visits(first, yesterday)?))
        };
        let (visits, nameless) = self.store.read(read).await?;
        let work = move || {
            let settled = |visit: &crate::store::SettledVisit| Settled {
                patient: visit.patient,
                day: zone.date(visit.start),
                lead_days: lead_days(zone, visit.created, visit.start),
                hour: zone.wall(visit.start).reading.hour(),
                is_confirmed: visit.is_confirmed,
                is_missed: visit.is_missed,
            };
            let visits: Vec<Settled> = visits.iter().map(settled).collect();
            let (judgement, learned) = judge(&visits, &nameless, back(today, JUDGED_MONTHS));
            Scored {
                day: today,
                judgement,
                learned,
            }
        };
        let scored = tokio::task::spawn_blocking(work).await;
        let scored = Arc::new(scored.map_err(|error| Fault::Bug(error.to_string()))?);
        self.score.store(Arc::clone(&scored));
        Ok(scored)
    }

    /// Keeps what the night's judgement was.
    pub(in crate::app) async fn keep_judgement(&self) -> Result<(), Failure> {
        let scored = self.scored().await?;
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.save_judgement(scored.day, &scored.judgement, back(scored.day, KEPT_MONTHS))
            })
            .await?;
        Ok(())
    }
}

fn back(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_sub_months(Months::new(months)).unwrap_or(day)
}

/// A booking that is no older than its visit was written down afterwards.
fn lead_days(zone: Zone, created: Instant, start: Instant) -> Option<i64> {
    (created < start).then(|| zone.days_ahead(created, start))
}
