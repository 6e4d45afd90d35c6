//! What a closure sees of the database: `Db` to read, `Tx` to write as well. The nouns add their methods to both.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rusqlite::{Connection, Params};

use crate::domain::agenda::{Agenda, Booked, BookingRef, Change, SetUp};
use crate::domain::care_type::CareType;
use crate::domain::id::{AppointmentId, CareTypeId, PatientId, Revision};
use crate::domain::time::Instant;

use super::calendar_restated::{Renamed, renamed};
use super::{Aftermath, Fault, set_up};

/// Read access: a reader's connection, or the writer's own with everything it has written so far.
pub struct Db<'c> {
    conn: &'c Connection,
}

impl<'c> Db<'c> {
    pub(super) fn new(conn: &'c Connection) -> Self {
        Self { conn }
    }

    pub(super) fn conn(&self) -> &'c Connection {
        self.conn
    }
}

/// One request inside the writer's transaction: kept whole or undone whole, whatever happens to its neighbours.
pub struct Tx<'c> {
    db: Db<'c>,
    now: Instant,
    is_clock_trusted: bool,
    agenda: Agenda,
    recorded: Option<Revision>,
    is_announced: bool,
    trouble: Option<Fault>,
    freed: Vec<Arc<Booked>>,
    before_set_up: Option<Agenda>,
    before_busy: Option<Agenda>,
    /// Renamed by this request, and not yet on record.
    renamed: BTreeSet<Renamed>,
    touched: Touched,
}

/// Whose reminders an act may have made others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Patients whose appointments, contacts or wishes changed.
    pub patients: BTreeSet<PatientId>,
    /// Appointments that changed, whosever they are.
    pub appointments: BTreeSet<AppointmentId>,
    /// Everybody's: what all reminders are planned by has changed.
    pub is_everybody: bool,
}

impl Touched {
    fn is_empty(&self) -> bool {
        !self.is_everybody && self.patients.is_empty() && self.appointments.is_empty()
    }
}

impl<'c> Tx<'c> {
    pub(super) fn new(conn: &'c Connection, agenda: Agenda, now: Instant, is_clock_trusted: bool) -> Self {
        Self {
            db: Db::new(conn),
            now,
            is_clock_trusted,
            agenda,
            recorded: None,
            is_announced: false,
            trouble: None,
            freed: Vec::new(),
            before_set_up: None,
            before_busy: None,
            renamed: BTreeSet::new(),
            touched: Touched::default(),
        }
    }

    /// The agenda with everything earlier requests of the same commit did, and this one: verdicts are taken from it.
    pub fn agenda(&self) -> &Agenda {
        &self.agenda
    }

    /// When this request is served, in whole seconds.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Whether anything may be decided from [`Self::now`] (booking-rules §1.8).
    pub fn is_clock_trusted(&self) -> bool {
        self.is_clock_trusted
    }

    /// Notes what this request does to the agenda. The act needs an audit record as well: its number is the revision.
    pub fn change(&mut self, change: Change) {
        let revision = self.agenda.revision();
        match &change {
            Change::Freed(reference) => self.freed.extend(self.agenda.booked(*reference).cloned()),
            Change::SetUp(_) => {
                self.before_set_up.get_or_insert_with(|| self.agenda.clone());
            }
            Change::Busy { .. } => {
                self.before_busy.get_or_insert_with(|| self.agenda.clone());
            }
            Change::Taken(_) | Change::Waiting(_) => {}
        }
        self.agenda = self.agenda.after(revision, &[change]);
        self.is_announced = true;
    }

    /// Tells the watching screens that something they show changed, though no time was taken or freed.
    pub fn announce(&mut self) {
        self.is_announced = true;
    }

    /// What this request freed so far, in order; asking empties the list.
    pub fn take_freed(&mut self) -> Vec<Arc<Booked>> {
        std::mem::take(&mut self.freed)
    }

    /// The agenda before the set-up was changed, if this request changed it; asking forgets it.
    pub fn take_before_set_up(&mut self) -> Option<Agenda> {
        self.before_set_up.take()
    }

    /// The agenda before own calendars took other time, if this request changed that; asking forgets it.
    pub fn take_before_busy(&mut self) -> Option<Agenda> {
        self.before_busy.take()
    }

    /// Whose reminders this request may have made others; asking forgets it.
    pub fn take_touched(&mut self) -> Touched {
        std::mem::take(&mut self.touched)
    }

    pub(super) fn touch_patient(&mut self, patient: PatientId) {
        self.touched.patients.insert(patient);
    }

    pub(super) fn touch_appointment(&mut self, appointment: AppointmentId) {
        self.touched.appointments.insert(appointment);
    }

    pub(super) fn touch_everybody(&mut self) {
        self.touched.is_everybody = true;
    }

    /// What was freed as a mere step of an act that takes the time otherwise is no news.
    pub(super) fn forget_freed(&mut self, reference: BookingRef) {
        self.freed.retain(|booked| booked.reference != reference);
    }

    /// Runs what follows from the act (see [`Aftermath`]).
    pub(super) fn follow_up(&mut self, aftermath: &mut Aftermath) {
        let is_quiet = self.freed.is_empty() && self.before_set_up.is_none() && self.before_busy.is_none();
        if is_quiet && self.touched.is_empty() {
            return;
        }
        let before = (self.agenda.clone(), self.recorded, self.is_announced);
        let done = self
            .conn()
            .execute_batch("SAVEPOINT aftermath")
            .map_err(Fault::from);
        let done = done.and_then(|()| {
            catch_unwind(AssertUnwindSafe(|| aftermath(self)))
                .unwrap_or_else(|_| Err(Fault::Bug("what follows from an act panicked".to_owned())))?;
            self.is_complete()
        });
        if self.conn().is_autocommit() {
            // The disk has failed: the writer finds out and answers everybody.
            return;
        }
        if let Err(fault) = done {
            tracing::error!(%fault, "what follows from an act was not done");
            (self.agenda, self.recorded, self.is_announced) = before;
            let undone = self.conn().execute_batch("ROLLBACK TO aftermath");
            self.trouble = undone.err().map(Fault::from).or_else(|| self.trouble.take());
        }
        let released = self.conn().execute_batch("RELEASE aftermath");
        self.trouble = released.err().map(Fault::from).or_else(|| self.trouble.take());
    }

    /// Reads the set-up again after practice, practitioners, care types, resources or schedules were written.
    pub fn refresh_set_up(&mut self) -> Result<(), Fault> {
        let set_up = set_up::load(self.conn())?;
        if are_reminded_otherwise(self.agenda.set_up(), &set_up) {
            self.touch_everybody();
        }
        let other_names = renamed(self.agenda.set_up(), &set_up);
        self.change(Change::SetUp(Arc::new(set_up)));
        for name in other_names {
            self.restate(name)?;
        }
        Ok(())
    }

    pub(super) fn replace_agenda(&mut self, agenda: Agenda) {
        self.agenda = agenda;
        self.is_announced = true;
    }

    /// Runs a writing statement and says how many rows it touched.
    pub(super) fn execute(&mut self, sql: &str, params: impl Params) -> Result<usize, Fault> {
        let done = self
            .conn()
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(params));
        self.noting(done)
    }

    /// Runs an `INSERT … RETURNING` of one number, usually the new row's.
    pub(super) fn insert(&mut self, sql: &str, params: impl Params) -> Result<i64, Fault> {
        let done = self
            .conn()
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row(params, |row| row.get(0)));
        self.noting(done)
    }

    /// SQLite undoes the whole transaction when the disk fails; the writer must learn why.
    fn noting<T>(&mut self, done: rusqlite::Result<T>) -> Result<T, Fault> {
        done.map_err(|error| {
            let fault = Fault::from(error);
            self.note_trouble(&fault);
            fault
        })
    }

    /// What ends the whole transaction, if that fault does.
    pub(super) fn note_trouble(&mut self, fault: &Fault) {
        if fault.ends_transaction() {
            self.trouble = Some(fault.clone());
        }
    }

    pub(super) fn recorded(&mut self, revision: Revision) -> Result<Revision, Fault> {
        self.recorded = Some(revision);
        let renamed = std::mem::take(&mut self.renamed);
        self.write_restated(renamed, revision)?;
        Ok(revision)
    }

    /// Events that say this are written again, under the record of the act, be it written before or after.
    pub(super) fn restate(&mut self, what: Renamed) -> Result<(), Fault> {
        if let Some(revision) = self.recorded {
            return self.write_restated(BTreeSet::from([what]), revision);
        }
        self.renamed.insert(what);
        Ok(())
    }

    /// A change that nobody wrote down would be published under an old revision.
    pub(super) fn is_complete(&self) -> Result<(), Fault> {
        if self.is_announced && self.recorded.is_none() {
            return Err(Fault::Bug("a change without an audit record".to_owned()));
        }
        Ok(())
    }

    /// The agenda to go on with, and whether anybody must hear of it.
    pub(super) fn finish(self) -> (Agenda, bool) {
        match self.recorded {
            Some(revision) if self.is_announced => (self.agenda.after(revision, &[]), true),
            _ => (self.agenda, false),
        }
    }

    /// Why the transaction cannot go on, when the disk said so.
    pub(super) fn trouble(&self) -> Option<Fault> {
        self.trouble.clone()
    }
}

impl<'c> Deref for Tx<'c> {
    type Target = Db<'c>;
    fn deref(&self) -> &Db<'c> {
        &self.db
    }
}

/// Whether another set-up lets reminders go out at other times or to others: plans, zone, closing days.
fn are_reminded_otherwise(before: &SetUp, after: &SetUp) -> bool {
    let (was, is) = (&before.practice, &after.practice);
    let differs = |(id, care): (&CareTypeId, &CareType)| {
        let known = before.care_types.get(id);
        known.is_none_or(|known| known.reminder_plans() != care.reminder_plans())
    };
    was.zone != is.zone || was.holidays != is.holidays || after.care_types.iter().any(differs)
}
