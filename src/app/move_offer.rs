//! Three other times by link for an appointment that cannot stay: offered, shown, chosen, or run out (booking-rules §7).

use chrono::TimeDelta;

use crate::domain::booking::{Alternative, Appointment, Refusal, Status};
use crate::domain::patient::Patient;
use crate::domain::slot::{SlotQuery, place};
use crate::domain::staff::Actor;
use crate::domain::time::{DayTime, Instant};
use crate::store::{Db, Fault, MessageKind, OrphanDecision, Record, Tx};
use crate::sys::hash;

use super::booking::tell_patient;
use super::cancel::{free, with_patient};
use super::links::{link_expires, link_token, linked_in, step_before};
use super::orphan::{OrphanWish, elsewhere, proposals};
use super::pass::LinkPass;
use super::{App, Failure, Moved};

/// Times offered to one patient.
const CHOICES: usize = 3;
/// An offer lasts half of what is left until the old time, but at least and at most this long, elapsed.
const SHORTEST: TimeDelta = TimeDelta::days(1);
const LONGEST: TimeDelta = TimeDelta::days(7);

/// An offer ends in the evening: nobody is to answer before an hour of the night.
fn evening() -> DayTime {
    DayTime::from_hm(20, 0).unwrap_or(DayTime::END)
}

/// Other times that a patient may choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedTimes {
    /// Those that are still free, best first; none: the patient is asked to phone.
    pub free: Vec<Alternative>,
    /// Until when one may be chosen.
    pub until: Instant,
}

impl App {
    /// Writes an offer with its message; nothing without an e-mail address or a free time. What other patients may choose from is
    /// not offered twice.
    pub(super) fn offer(
        &self,
        tx: &mut Tx<'_>,
        (appointment, patient): (&Appointment, &Patient),
        wish: &OrphanWish<'_>,
        actor: &Actor,
    ) -> Result<(), Failure> {
        let promised: Vec<Alternative> = tx.open_offers()?.into_iter().flat_map(|o| o.choices).collect();
        let length = appointment.interval.length();
        let is_promised = |to: &Alternative| {
            let overlaps = |other: &&Alternative| (other.start - to.start).abs() < length;
            promised
                .iter()
                .filter(overlaps)
                .any(|other| other.practitioner == to.practitioner)
        };
        let orphan = (appointment, step_before(tx, appointment)?);
        let choices = proposals(tx.agenda(), orphan, tx.now(), CHOICES, is_promised);
        let Some(last) = choices.iter().map(|choice| choice.start).max() else {
            return Ok(());
        };
        if patient.email.is_none() {
            return Ok(());
        }
        let left = (appointment.interval.start - tx.now()) / 2;
        let zone = tx.agenda().zone();
        let evening = zone.at(zone.date(tx.now() + left.clamp(SHORTEST, LONGEST)), evening());
        let expires = evening.min(last);
        tx.insert_offer(wish.draft, appointment.id, &choices, expires)?;
        self.keep_link_open(tx, appointment, expires)?;
        tx.call_off_messages(appointment.id)?;
        let told = tx.next_version(appointment)?;
        tell_patient(tx, MessageKind::Offered, &told, patient)?;
        if let Some(note) = wish.note {
            tx.annotate_messages(appointment.id, MessageKind::Offered, note.as_str())?;
        }
        tx.audit(&Record::new(actor, "offer.make").on(format_args!("appointment:{}", appointment.id)))?;
        Ok(())
    }

    /// The link may have to outlive the old time.
    fn keep_link_open(
        &self,
        tx: &mut Tx<'_>,
        appointment: &Appointment,
        until: Instant,
    ) -> Result<(), Failure> {
        let identity = tx.calendar_identity(appointment.id)?.ok_or(Refusal::NotFound)?;
        let token_hash = hash::sha256(link_token(&self.keys, &identity).as_bytes());
        tx.save_link(&token_hash, appointment.id, link_expires(appointment).max(until))?;
        Ok(())
    }

    /// Moves an appointment to a time that was offered; it is taken now or not at all.
    pub async fn choose_offered(&self, pass: &LinkPass, choice: Alternative) -> Result<Moved, Failure> {
        let token_hash = self.token_hash(pass)?;
        let app = self.clone();
        self.store
            .write(move |tx| {
                if !tx.is_clock_trusted() {
                    return Err(Refusal::ClockNotTrusted.into());
                }
                let (old, patient) = linked_in(tx, &token_hash)?;
                let offer = tx.open_offer(old.id)?;
                let offer = offer.filter(|o| o.expires > tx.now() && o.choices.contains(&choice));
                let offer = offer.ok_or(Refusal::NotOffered {
                    alternatives: Vec::new(),
                })?;
                let moved = app.move_orphan(tx, (&old, &patient), choice, &Actor::Patient)?;
                tx.close_offer(offer.id, true)?;
                for draft in tx.drafts_without_decision(old.id)? {
                    tx.decide_orphan(draft, old.id, OrphanDecision::Move)?;
                }
                let record = Record::new(&Actor::Patient, "offer.choose");
                tx.audit(&record.on(format_args!("appointment:{}", old.id)))?;
                Ok(moved)
            })
            .await
    }

    /// What a patient may choose from, as far as it is still free.
    pub(super) fn offered(
        &self,
        db: &Db<'_>,
        appointment: &Appointment,
    ) -> Result<Option<OfferedTimes>, Fault> {
        let now = self.now();
        let offer = db.open_offer(appointment.id)?;
        let Some(offer) = offer.filter(|o| o.expires > now && appointment.status.is_pending()) else {
            return Ok(None);
        };
        let agenda = self.agenda();
        let step = step_before(db, appointment)?;
        let is_free = |choice: &Alternative| {
            let query = SlotQuery {
                practitioner: Some(choice.practitioner),
                ..elsewhere(&agenda, appointment, step)
            };
            place(&agenda, &query, choice.start, now).is_ok()
        };
        Ok(Some(OfferedTimes {
            free: offer.choices.into_iter().filter(is_free).collect(),
            until: offer.expires,
        }))
    }
}

/// Ends the offers that nobody used in time. The staff decide anew; where the old time has passed meanwhile, it is put down as
/// cancelled, since the patient was told not to come.
pub(super) fn expire_offers(tx: &mut Tx<'_>) -> Result<(), Failure> {
    for offer in tx.open_offers()? {
        if offer.expires > tx.now() {
            continue;
        }
        tx.close_offer(offer.id, false)?;
        let record = Record::new(&Actor::System, "offer.expire");
        tx.audit(&record.on(format_args!("appointment:{}", offer.appointment)))?;
        let (appointment, patient) = with_patient(tx, offer.appointment)?;
        if appointment.status.is_pending() && appointment.interval.end <= tx.now() {
            let status = Status::CancelledByPractice;
            free(tx, &appointment, &patient, status, &Actor::System)?;
            tx.decide_orphan(offer.draft, offer.appointment, OrphanDecision::Cancel)?;
        }
    }
    Ok(())
}
