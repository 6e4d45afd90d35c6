//! The gap doctor: past weeks played again under each setting, on a thread of its own, one practice at a time (booking-rules §12).
//!
//! It reads once, then works on copies: no lock, no connection and no runtime thread is held while it plays.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{Days, NaiveDate};
use tokio::sync::{Semaphore, watch};

use crate::domain::agenda::SetUp;
use crate::domain::booking::Status;
use crate::domain::simulation::{Cancel, Diagnosis, Request, Trial, diagnose};
use crate::domain::time::Interval;
use crate::store::{Db, Fault, PastVisit};
use crate::sys::task;

use super::App;

/// Local days played again.
pub const DOCTOR_DAYS: u16 = 90;
/// Minutes of the clock that a day of difference weighs for a patient who is offered something else.
const DAY_WEIGHT: i64 = 240;
/// Local days from the time taken beyond which the patient would have gone elsewhere.
const PATIENCE: u16 = 14;
/// How long a page waits for the answer before it says that it is being worked out.
const PATIENT_PAGE: Duration = Duration::from_millis(1500);

/// What was found out about the past weeks.
#[derive(Debug)]
pub struct GapReport {
    /// First and last local date played.
    pub dates: (NaiveDate, NaiveDate),
    /// Appointments played.
    pub visits: usize,
    /// Of these, chosen online: only they depend on the setting.
    pub online: usize,
    /// The settings as they are, first; then those of [`Trial::BASELINES`].
    pub diagnoses: Vec<Diagnosis>,
    /// The set-up it was played with: hours and care types as they are now.
    set_up: Arc<SetUp>,
}

/// Whether there is an answer yet.
#[derive(Clone, Debug)]
pub enum Consultation {
    /// Here it is; of today and of the present settings.
    Ready(Arc<GapReport>),
    /// A worker is at it.
    Working,
}

/// The one worker and its last answer.
#[derive(Debug)]
pub(super) struct Doctor {
    chair: Arc<Semaphore>,
    last: Arc<Mutex<Option<Arc<GapReport>>>>,
    done: watch::Sender<u64>,
}

impl Default for Doctor {
    fn default() -> Self {
        Self {
            chair: Arc::new(Semaphore::new(1)),
            last: Arc::default(),
            done: watch::Sender::new(0),
        }
    }
}

impl App {
    /// The answer for the weeks up to yesterday. Without one of today for the present settings a worker is started, if none is at
    /// work, and waited for a moment.
    pub async fn gap_doctor(&self) -> Result<Consultation, Fault> {
        let mut done = self.doctor.done.subscribe();
        if let Some(report) = self.known_report() {
            return Ok(Consultation::Ready(report));
        }
        if let Ok(permit) = Arc::clone(&self.doctor.chair).try_acquire_owned() {
            let past = self.past().await?;
            let (last, tell) = (Arc::clone(&self.doctor.last), self.doctor.done.clone());
            let started = task::background("gap doctor", move || {
                let report = past.report();
                *last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(report));
                drop(permit);
                tell.send_modify(|times| *times += 1);
            });
            started.map_err(|error| Fault::Bug(error.to_string()))?;
        }
        let _ = tokio::time::timeout(PATIENT_PAGE, done.changed()).await;
        Ok(self
            .known_report()
            .map_or(Consultation::Working, Consultation::Ready))
    }

    fn known_report(&self) -> Option<Arc<GapReport>> {
        let last = self.doctor.last.lock().unwrap_or_else(PoisonError::into_inner);
        let is_fresh = |report: &&Arc<GapReport>| {
            report.dates == self.doctor_dates() && Arc::ptr_eq(&report.set_up, self.agenda().set_up())
        };
        last.as_ref().filter(is_fresh).cloned()
    }

    fn doctor_dates(&self) -> (NaiveDate, NaiveDate) {
        let today = self.agenda().zone().date(self.now());
        let back = |days: u64| today.checked_sub_days(Days::new(days)).unwrap_or(today);
        (back(DOCTOR_DAYS.into()), back(1))
    }

    async fn past(&self) -> Result<Past, Fault> {
        let agenda = self.agenda();
        let dates = self.doctor_dates();
        let zone = agenda.zone();
        let span = Interval {
            start: zone.start_of(dates.0),
            end: zone.start_of(dates.1.succ_opt().unwrap_or(dates.1)),
        };
        let read = move |db: &Db<'_>| db.past_visits(span);
        let visits = self.store.read(read).await?;
        Ok(Past {
            set_up: Arc::clone(agenda.set_up()),
            dates,
            visits,
        })
    }
}

/// What a worker needs.
struct Past {
    set_up: Arc<SetUp>,
    dates: (NaiveDate, NaiveDate),
    visits: Vec<PastVisit>,
}

impl Past {
    fn report(self) -> GapReport {
        let requests: Vec<Request> = self.visits.iter().map(asked).collect();
        let trials = std::iter::once(Trial::Present).chain(Trial::BASELINES);
        let diagnoses = trials.map(|trial| diagnose(trial, &self.set_up, &requests, self.dates));
        GapReport {
            diagnoses: diagnoses.collect(),
            dates: self.dates,
            visits: requests.len(),
            online: requests.iter().filter(|request| !request.is_desk).count(),
            set_up: self.set_up,
        }
    }
}

/// The request that made an appointment: the start taken was the wish, whatever it had been.
fn asked(visit: &PastVisit) -> Request {
    let is_off = matches!(
        visit.status,
        Status::CancelledByPatient | Status::CancelledByPractice | Status::CancelledLate | Status::Moved
    );
    let stays_away = matches!(
        visit.status,
        Status::NoShow | Status::Excused | Status::LeftUnseen
    );
    Request {
        at: visit.made,
        care: visit.care,
        practitioner: Some(visit.practitioner),
        wish: visit.start,
        day_weight: DAY_WEIGHT,
        patience: PATIENCE,
        is_desk: !visit.is_online,
        cancels: is_off.then(|| Cancel::At(visit.freed.unwrap_or(visit.start))),
        attends: !stays_away,
        length: 1000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{CareTypeId, PractitionerId};
    use crate::domain::time::Instant;

    #[test]
    fn a_visit_called_off_without_a_date_is_freed_at_its_start() {
        let start: Instant = "2026-03-03T09:00:00Z".parse().unwrap();
        let visit = PastVisit {
            practitioner: PractitionerId(1),
            care: CareTypeId(1),
            start,
            made: start,
            status: Status::CancelledLate,
            is_online: true,
            freed: None,
        };
        let request = asked(&visit);
        assert_eq!(request.cancels, Some(Cancel::At(start)));
        assert!(request.attends && !request.is_desk);
    }
}
