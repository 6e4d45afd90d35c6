//! Where a patient stands on the ladder, and what a no-show that was just marked brings about.

use chrono::{NaiveDate, TimeDelta};

use crate::app::booking::carry_link_until;
use crate::app::series_rest::break_off;
use crate::app::{App, Failure};
use crate::domain::booking::{Appointment, Refusal, Status};
use crate::domain::contact::Contact;
use crate::domain::no_show::{LadderRules, Standing, standing};
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::time::{Instant, Zone};
use crate::store::{Db, Fault, MessageKind, NewMessage, Record, Tx};
use crate::sys::ids;
use crate::sys::secret::DeviceKey;

/// Key of the thresholds among the settings.
pub const LADDER: &str = "no_shows.ladder";
/// Time to take a no-show back before its message leaves, elapsed.
const SECOND_THOUGHTS: TimeDelta = TimeDelta::hours(2);
/// How long the message is of use, elapsed; for as long the link stays open, to contest.
const TO_CONTEST: TimeDelta = TimeDelta::days(30);

/// Where a patient stands today.
pub(in crate::app) fn standing_of(
    db: &Db<'_>,
    zone: Zone,
    patient: &Patient,
    now: Instant,
) -> Result<Standing, Fault> {
    let rules: LadderRules = db.setting(LADDER)?.unwrap_or_default();
    let today = zone.date(now);
    let from = zone.start_of(rules.counts_from(today));
    let missed = db.missed_starts(patient.id, from, rules.counts_late)?;
    let missed: Vec<NaiveDate> = missed.into_iter().map(|start| zone.date(start)).collect();
    Ok(standing(
        &rules,
        &missed,
        (patient.born, patient.is_fragile),
        today,
    ))
}

/// Whether somebody books by phone only: blocked, marked so, or suspended. Nobody outside the practice learns which.
pub(in crate::app) fn is_closed_online(
    db: &Db<'_>,
    patient: &Patient,
    standing: &Standing,
) -> Result<bool, Fault> {
    let is_marked = patient.is_blocked_online || standing.is_suspended();
    Ok(is_marked || db.patient_marks(patient.id)?.is_phone_only)
}

/// What follows from a state that was just set: a no-show breaks its series off, the first one is answered by a neutral message, and one
/// taken back calls that off.
pub(in crate::app) fn after_mark(
    tx: &mut Tx<'_>,
    keys: &DeviceKey,
    before: Status,
    marked: &Appointment,
) -> Result<(), Failure> {
    if before == Status::NoShow {
        tx.call_off_messages(marked.id)?;
    }
    if marked.status != Status::NoShow {
        return Ok(());
    }
    break_off(tx, marked.id)?;
    let identity = tx.calendar_identity(marked.id)?.ok_or(Refusal::NotFound)?;
    carry_link_until(tx, keys, &identity, marked, tx.now() + TO_CONTEST)?;
    let patient = tx.patient(marked.patient)?.ok_or(Refusal::NotFound)?;
    let rules: LadderRules = tx.setting(LADDER)?.unwrap_or_default();
    let stands = standing_of(tx, tx.agenda().zone(), &patient, tx.now())?;
    if rules.message == 0 || stands.missed != rules.message {
        return Ok(());
    }
    let is_phone_only = tx.patient_marks(patient.id)?.is_phone_only;
    let Some(email) = patient.email.clone().filter(|_| !is_phone_only) else {
        return Ok(());
    };
    let message = NewMessage {
        kind: MessageKind::NoShow,
        about: Some((marked.id, marked.version)),
        with: Vec::new(),
        to: Contact::Email(email),
        language: patient.language,
        code: None,
        key: ids::token(),
        useful_until: tx.now() + TO_CONTEST,
    };
    tx.post_at(&message, tx.now() + SECOND_THOUGHTS)?;
    Ok(())
}

impl App {
    /// The thresholds in force.
    pub async fn ladder_rules(&self) -> Result<LadderRules, Fault> {
        let read = |db: &Db<'_>| db.setting(LADDER);
        Ok(self.store.read(read).await?.unwrap_or_default())
    }

    /// Changes the thresholds; the caller has checked their order.
    pub async fn save_ladder_rules(&self, rules: LadderRules, actor: Actor) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.save_setting(LADDER, &rules)?;
                tx.audit(&Record::new(&actor, "setting.change").on(LADDER))?;
                Ok(())
            })
            .await
    }

    /// Marks that somebody came late, or takes the mark away; the state is another matter.
    pub async fn mark_late(
        &self,
        id: crate::domain::id::AppointmentId,
        is_late: bool,
        actor: Actor,
    ) -> Result<(), Failure> {
        self.store
            .write(move |tx| {
                let appointment = tx.appointment(id)?.ok_or(Refusal::NotFound)?;
                let has_come = matches!(
                    appointment.status,
                    Status::Confirmed
                        | Status::Arrived
                        | Status::InProgress
                        | Status::Done
                        | Status::LeftUnseen
                );
                if is_late && (!has_come || appointment.interval.start > tx.now()) {
                    return Err(Refusal::WrongState.into());
                }
                let was_late = tx.is_late_arrival(id)?;
                tx.mark_late(id, is_late)?;
                let record = Record::new(&actor, "appointment.late").on(format_args!("appointment:{id}"));
                tx.audit(&record.change(was_late, is_late))?;
                Ok(())
            })
            .await
    }
}
