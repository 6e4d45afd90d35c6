//! What time itself ends: holds, messages nobody needs any more, answers nobody repeats any more.

use chrono::TimeDelta;

use crate::domain::agenda::Agenda;
use crate::domain::booking::{Appointment, Status};
use crate::domain::pressure::Sign;
use crate::domain::staff::Actor;
use crate::domain::time::{Instant, Interval};
use crate::store::{MessageKind, Tx};

use super::booking::tell_patient;
use super::cancel::{change_status, with_patient};
use super::effort::record_pressure;
use super::hold_slot::ADDRESS_DAY;
use super::move_offer::expire_offers;
use super::{App, Failure};

/// How long a repeated request is recognised, elapsed.
const ANSWERS_KEPT: TimeDelta = TimeDelta::days(30);
/// How long an address that a code went to is kept, elapsed (security §11).
const CODES_KEPT: TimeDelta = TimeDelta::hours(24);
/// How long a text message from a patient is kept, elapsed, as the words of other messages are (security §11).
const TEXTS_KEPT: TimeDelta = TimeDelta::days(30);
/// Open hours of the practitioner after which a request that nobody answered is refused (booking-rules §6).
const ANSWER_WITHIN: TimeDelta = TimeDelta::hours(16);

impl App {
    /// To be called about once a minute. Does nothing while the clock is not trusted (booking-rules §1.8).
    pub async fn sweep(&self) -> Result<(), Failure> {
        let pressure = self.pressure_to_record();
        let high_water = self.clock.high_water();
        let ended = self
            .store
            .write(move |tx: &mut Tx<'_>| -> Result<Option<usize>, Failure> {
                if !tx.is_clock_trusted() {
                    return Ok(None);
                }
                if let Some(reached) = high_water {
                    tx.raise_high_water(reached)?;
                }
                let ended = tx.drop_expired_holds()? + tx.forget_waiting_requests()?;
                record_pressure(tx, pressure)?;
                tx.forget_addresses(tx.now() - ADDRESS_DAY)?;
                refuse_unanswered(tx)?;
                expire_offers(tx)?;
                tx.expire_messages()?;
                tx.forget_patient_doors()?;
                tx.forget_codes(tx.now() - CODES_KEPT)?;
                tx.forget_answers(tx.now() - ANSWERS_KEPT)?;
                tx.forget_texts(tx.now() - TEXTS_KEPT)?;
                Ok(Some(ended))
            })
            .await?;
        let Some(ended) = ended else {
            return Ok(());
        };
        if let Some((_, pressure)) = pressure {
            self.pressure_is_recorded(pressure);
        }
        self.note_sign(Sign::Unfinished, u32::try_from(ended).unwrap_or(u32::MAX));
        Ok(())
    }
}

/// A request blocks the time; left unanswered it must not do so for ever (booking-rules §6).
fn refuse_unanswered(tx: &mut Tx<'_>) -> Result<(), Failure> {
    for asked in tx.requested_appointments()? {
        if may_answer(tx.agenda(), &asked, tx.now()) {
            continue;
        }
        let (asked, patient) = with_patient(tx, asked.id)?;
        let refused = change_status(tx, &asked, Status::Refused, &Actor::System, "appointment.expire")?;
        tx.call_off_messages(asked.id)?;
        tell_patient(tx, MessageKind::Refused, &refused, &patient)?;
    }
    Ok(())
}

/// Whether the practice may still answer: the visit is ahead, and it has not been open long enough since.
fn may_answer(agenda: &Agenda, asked: &Appointment, now: Instant) -> bool {
    if asked.interval.start <= now {
        return false;
    }
    let waited = Interval {
        start: asked.created,
        end: now.max(asked.created),
    };
    let (zone, mut open) = (agenda.zone(), TimeDelta::zero());
    let last = zone.date(now);
    for date in zone
        .date(asked.created)
        .iter_days()
        .take_while(|date| *date <= last)
    {
        let windows = agenda.open_time(asked.practitioner, date);
        let seen = windows.iter().filter_map(|window| window.intersection(&waited));
        open += seen.map(|part| part.length()).sum::<TimeDelta>();
        if open >= ANSWER_WITHIN {
            return false;
        }
    }
    true
}
