//! What the staff see: contested no-shows, whom to phone before their visit, how much waits.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use chrono::{Days, NaiveDate};

use crate::app::App;
use crate::app::CallSheet;
use crate::app::phone_list::calls_left;
use crate::domain::booking::Status;
use crate::domain::id::PatientId;
use crate::domain::no_show::{Level, Risk, Standing, Step};
use crate::domain::patient::Patient;
use crate::domain::time::{Interval, Zone};
use crate::store::{Contest, DayRow, Db, Fault, Presence};

use super::score::{ComingVisit, Scored};
use super::standing_of;

/// Today and so many local days more are phoned ahead.
const PHONE_AHEAD: u64 = 3;

/// Somebody to phone before a visit.
#[derive(Clone, Debug)]
pub struct ToPhone {
    /// The visit.
    pub row: DayRow,
    /// Whom.
    pub patient: Patient,
    /// Where they stand.
    pub standing: Standing,
    /// Whether they were asked by link.
    pub presence: Presence,
    /// The score's risk, while it is used.
    pub risk: Option<Risk>,
}

impl App {
    /// Contested no-shows without a decision, the oldest first.
    pub async fn contested(&self) -> Result<Vec<(Contest, DayRow)>, Fault> {
        self.store.read(|db: &Db<'_>| contests(db)).await
    }

    /// Visits of the next days of people on the second step or above, or at high risk while the score is used; by day, the riskiest
    /// first; confirmed ones left out.
    pub async fn to_phone(&self) -> Result<Vec<ToPhone>, Fault> {
        let (zone, now) = (self.agenda().zone(), self.now());
        let scored = self.scored().await?;
        let listed = move |db: &Db<'_>| to_phone(db, zone, (now, &scored));
        let mut found = self.store.read(listed).await?;
        found.sort_by(|a, b| {
            let key = |one: &ToPhone| (zone.date(one.row.interval.start), -risk_of(one));
            let ((day, risk), (other_day, other_risk)) = (key(a), key(b));
            day.cmp(&other_day).then(risk.total_cmp(&other_risk))
        });
        Ok(found)
    }

    /// How much waits for somebody, as last counted: for the navigation.
    pub fn waiting(&self) -> u32 {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Counts it again.
    pub async fn count_waiting(&self) -> Result<u32, Fault> {
        let zone = self.agenda().zone();
        let today = zone.start_of(zone.date(self.now()));
        let now = self.now();
        let offers = self.offers_to_phone().await?;
        let count = self
            .store
            .read(move |db: &Db<'_>| -> Result<u32, Fault> {
                let calls: usize = calls_left(db)?.iter().map(CallSheet::left).sum();
                let calls = u32::try_from(calls).unwrap_or(u32::MAX);
                let seen = u32::try_from(db.open_calendar_questions()?).unwrap_or(u32::MAX);
                let unreminded = db
                    .unreminded(now)?
                    .into_iter()
                    .filter(|one| one.called.is_none())
                    .count();
                let frozen = u32::try_from(db.frozen_rows(now)?.len()).unwrap_or(u32::MAX);
                Ok(db
                    .waiting_count(today)?
                    .saturating_add(calls)
                    .saturating_add(frozen)
                    .saturating_add(seen)
                    .saturating_add(db.open_mail_notice_count()?)
                    .saturating_add(u32::try_from(unreminded).unwrap_or(u32::MAX))
                    .saturating_add(offers))
            })
            .await?;
        self.waiting.store(count, Ordering::Relaxed);
        Ok(count)
    }
}

fn contests(db: &Db<'_>) -> Result<Vec<(Contest, DayRow)>, Fault> {
    let mut found = Vec::new();
    for contest in db.undecided_contests()? {
        if let Some(row) = db.day_row(contest.appointment)? {
            found.push((contest, row));
        }
    }
    Ok(found)
}

/// The local days from now on on which people are phoned ahead.
pub(super) fn days_ahead(zone: Zone, today: NaiveDate, now: crate::domain::time::Instant) -> Interval {
    let after = today
        .checked_add_days(Days::new(PHONE_AHEAD + 1))
        .unwrap_or(today);
    Interval {
        start: now,
        end: zone.start_of(after).max(now),
    }
}

fn risk_of(one: &ToPhone) -> f64 {
    one.risk.as_ref().map_or(0.0, |risk| risk.missed)
}

fn to_phone(
    db: &Db<'_>,
    zone: Zone,
    (now, scored): (crate::domain::time::Instant, &Scored),
) -> Result<Vec<ToPhone>, Fault> {
    let mut standings: BTreeMap<PatientId, Option<(Patient, Standing)>> = BTreeMap::new();
    let mut found = Vec::new();
    for row in db.day_rows(days_ahead(zone, zone.date(now), now))? {
        if row.status != Status::Confirmed {
            continue;
        }
        if let std::collections::btree_map::Entry::Vacant(place) = standings.entry(row.patient) {
            place.insert(match db.patient(row.patient)? {
                Some(patient) => {
                    let standing = standing_of(db, zone, &patient, now)?;
                    Some((patient, standing))
                }
                None => None,
            });
        }
        let Some(Some((patient, standing))) = standings.get(&row.patient) else {
            continue;
        };
        let presence = db.presence(row.id)?;
        let risk = scored.risk(
            zone,
            &ComingVisit {
                patient: row.patient,
                start: row.interval.start,
                created: row.created,
                is_confirmed: presence.confirmed.is_some(),
            },
        );
        let is_risky = risk.as_ref().is_some_and(|risk| risk.level == Level::High);
        if (standing.step >= Step::Stricter || is_risky) && presence.confirmed.is_none() {
            found.push(ToPhone {
                patient: patient.clone(),
                standing: *standing,
                presence,
                risk,
                row,
            });
        }
    }
    Ok(found)
}
