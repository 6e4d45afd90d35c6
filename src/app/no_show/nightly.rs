//! Once a local day, early: whoever is on the second step is asked to confirm the visits of the next days.

use chrono::{NaiveDate, TimeDelta};

use crate::app::{App, Failure};
use crate::domain::contact::Contact;
use crate::domain::staff::Actor;
use crate::domain::time::DayTime;
use crate::store::{MessageKind, NewMessage, Record, Tx};
use crate::sys::ids;

use super::list::ToPhone;

/// Local hour of the messages: none wakes anybody (booking-rules §11, quiet hours).
const ASKED_AT: u16 = 9 * 60;
/// Nobody is asked about a visit nearer than this, elapsed: the phone is faster.
const NEAREST: TimeDelta = TimeDelta::hours(12);

impl App {
    /// Asks those of the phone list who have an e-mail address and were not asked yet; how many.
    pub async fn ask_presence(&self) -> Result<usize, Failure> {
        let (zone, now) = (self.agenda().zone(), self.now());
        let today = zone.date(now);
        let due = DayTime::from_minutes(ASKED_AT).map_or(now, |time| zone.at(today, time).max(now));
        let asked = self.to_phone().await?;
        let asked: Vec<ToPhone> = asked
            .into_iter()
            .filter(|one| one.presence.asked.is_none() && one.row.interval.start > due + NEAREST)
            .collect();
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<usize, Failure> {
                let mut count = 0;
                for one in &asked {
                    count += usize::from(ask(tx, one, due)?);
                }
                if count > 0 {
                    tx.audit(&Record::new(&Actor::System, "presence.ask"))?;
                }
                Ok(count)
            })
            .await
    }

    /// Whether the night's work of a local day is still to be done; from three in the morning on, when the clock is trusted.
    pub(in crate::app) fn is_night_due(&self, last: Option<NaiveDate>) -> Option<NaiveDate> {
        const NIGHT_HOURS: u32 = 3;
        let wall = self.agenda().zone().wall(self.now()).reading;
        let is_late_enough = chrono::Timelike::hour(&wall) >= NIGHT_HOURS;
        let today = wall.date();
        (self.is_clock_trusted() && is_late_enough && last.is_none_or(|last| last < today)).then_some(today)
    }
}

fn ask(tx: &mut Tx<'_>, one: &ToPhone, due: crate::domain::time::Instant) -> Result<bool, Failure> {
    let still = tx.appointment(one.row.id)?.filter(|a| a.status == one.row.status);
    let (Some(appointment), Some(email)) = (still, one.patient.email.clone()) else {
        return Ok(false);
    };
    let is_phone_only = tx.patient_marks(one.patient.id)?.is_phone_only;
    if is_phone_only || tx.presence(appointment.id)?.asked.is_some() {
        return Ok(false);
    }
    let message = NewMessage {
        kind: MessageKind::PresenceAsked,
        about: Some((appointment.id, appointment.version)),
        with: Vec::new(),
        to: Contact::Email(email),
        language: one.patient.language,
        code: None,
        key: ids::token(),
        useful_until: appointment.interval.start,
    };
    tx.post_at(&message, due)?;
    tx.note_presence_asked(appointment.id)?;
    Ok(true)
}
