//! Links of patients without an account (booking-rules §6, security §4, T15).

use chrono::TimeDelta;

use crate::domain::booking::{Appointment, Origin, Refusal};
use crate::domain::contact::Contact;
use crate::domain::id::AppointmentId;
use crate::domain::patient::Patient;
use crate::domain::slot::SeriesStep;
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::domain::waiting_list::{Channel, WaitingEntry};
use crate::store::{CalendarIdentity, Db, Fault, Link, Presence, Record, Tx};
use crate::sys::hash;
use crate::sys::secret::DeviceKey;

use super::no_show::missed_seen;
use super::pass::{LinkPass, ToAppointment, token_of};
use super::reminders::reminder_choices;
use super::second_fact::{Guard, Guarded, SecondFact, Try};
use super::waiting_list::channel_of;
use super::{About, App, Booking, Contested, Failure, OfferedTimes, ReminderChoice};

/// A link outlives its appointment by this, elapsed (security §4).
pub(super) const AFTERLIFE: TimeDelta = TimeDelta::hours(24);
/// How long those who were booked for in one go are shown together, elapsed; as long as a pass lasts.
const FRESH: TimeDelta = TimeDelta::minutes(30);

/// What a pass shows.
#[derive(Clone, Debug)]
pub struct LinkedAppointment {
    /// The appointment, in whatever state.
    pub appointment: Appointment,
    /// Whose it is.
    pub patient: Patient,
    /// Later visits of its series that are still to come (booking-rules §8).
    pub next: Vec<Appointment>,
    /// All the visits of its series that are still to come, those after the next one included; in order of start.
    pub rest: Vec<Appointment>,
    /// What was booked for others in the same go, as long as a booking is fresh (booking-rules §8, relatives); in order of start.
    pub together: Vec<About>,
    /// The visit that it follows in a series, to which its date is bound.
    pub after: Option<SeriesStep>,
    /// Its time cannot stay: others are offered (booking-rules §7).
    pub offered: Option<OfferedTimes>,
    /// Of a no-show: the count, and what the patient may say (booking-rules §10).
    pub missed: Option<Contested>,
    /// Whether the patient was asked to confirm, and did.
    pub presence: Presence,
    /// The delay that the patient announced last, in minutes.
    pub delay: Option<u16>,
    /// The video room, once it is agreed.
    pub video: Option<String>,
    /// They are on the waiting list for this care (booking-rules §9).
    pub is_waiting: bool,
    /// The channels by which the patient may be reminded, and whether they are.
    pub reminders: Vec<ReminderChoice>,
    /// E-mails reach the patient: there is an address, and online booking is open to them (booking-rules §10).
    pub is_written_to: bool,
}

/// The token of an appointment's link.
pub(super) fn link_token(keys: &DeviceKey, identity: &CalendarIdentity) -> String {
    token_of(keys, "link", &identity.uid)
}

pub(super) fn link_expires(appointment: &Appointment) -> Instant {
    appointment.interval.end + AFTERLIFE
}

/// Makes the link that a message is about to tell, where it is not there: an imported appointment has none, and on another box, whose
/// key is another one, it is another one. Links that were told before stay good: they are known by their hash.
pub(super) fn make_link_good(tx: &mut Tx<'_>, keys: &DeviceKey, id: AppointmentId) -> Result<(), Fault> {
    let appointment = tx.appointment(id)?.filter(|a| a.status.takes_time());
    let (Some(appointment), Some(identity)) = (appointment, tx.calendar_identity(id)?) else {
        return Ok(());
    };
    let token_hash = hash::sha256(link_token(keys, &identity).as_bytes());
    if tx.link(&token_hash)?.is_none() {
        super::booking::carry_link(tx, keys, &identity, &appointment)?;
    }
    Ok(())
}

impl App {
    /// The link of an appointment for the patient; made anew where it has none.
    pub async fn issue_link(&self, appointment: &Appointment, actor: Actor) -> Result<String, Failure> {
        let (app, appointment) = (self.clone(), appointment.clone());
        self.store
            .write(move |tx| -> Result<String, Failure> {
                let identity = tx.calendar_identity(appointment.id)?.ok_or(Refusal::NotFound)?;
                super::booking::carry_link(tx, &app.keys, &identity, &appointment)?;
                let object = format_args!("appointment:{}", appointment.id).to_string();
                tx.audit(&Record::new(&actor, "link.issue").on(object))?;
                Ok(link_token(&app.keys, &identity))
            })
            .await
    }

    /// Exchanges a link and a second fact for a pass.
    pub async fn open_link(&self, token: &str, fact: SecondFact) -> Result<LinkPass, Failure> {
        self.exchange(token, fact).await
    }

    /// What a pass shows; nothing is changed by looking (security T15).
    pub async fn linked(&self, pass: &LinkPass) -> Result<LinkedAppointment, Failure> {
        let token_hash = self.token_hash(pass)?;
        let (app, now, zone) = (self.clone(), self.now(), self.agenda().zone());
        self.store
            .read(move |db| -> Result<LinkedAppointment, Failure> {
                let link = usable(db, &token_hash, now)?;
                let (appointment, patient) = behind(db, &link)?;
                let mut next = db.appointments_following(appointment.id)?;
                next.retain(|visit| visit.status.is_pending());
                let entries = db.waiting_entries_of(patient.id)?;
                let is_waiting = |e: &WaitingEntry| e.care == appointment.care && e.state.is_on_list();
                Ok(LinkedAppointment {
                    rest: db.rest_of_series(appointment.id)?,
                    is_waiting: entries.iter().any(is_waiting),
                    is_written_to: channel_of(db, (zone, now), &patient, Channel::Email)? == Channel::Email,
                    together: app.booked_with(db, (&appointment, &patient), now)?,
                    after: step_before(db, &appointment)?,
                    offered: app.offered(db, &appointment)?,
                    missed: missed_seen(db, zone, (&appointment, &patient), now)?,
                    presence: db.presence(appointment.id)?,
                    delay: db.delay(appointment.id)?,
                    video: app.video_room(db, &appointment)?,
                    reminders: reminder_choices(db, patient.id)?,
                    appointment,
                    patient,
                    next,
                })
            })
            .await
    }

    /// Whether a link still opens something; told to whoever has it, before the second fact.
    pub async fn is_link_open(&self, token: &str) -> Result<bool, Fault> {
        self.leads_somewhere::<ToAppointment>(token).await
    }

    /// A pass for who has just made a booking: the code has proven the contact.
    pub fn pass_of(&self, booking: &Booking) -> Result<LinkPass, Fault> {
        self.pass(&hash::sha256(booking.link.as_bytes()))
    }

    /// A pass for a later visit of the same series, or for one booked in the same go, for who has one for the first.
    pub async fn pass_to_next(&self, pass: &LinkPass, next: AppointmentId) -> Result<LinkPass, Failure> {
        let linked = self.linked(pass).await?;
        let others = linked.together.iter().map(|about| &about.appointment);
        let visit = linked.rest.iter().chain(others).find(|visit| visit.id == next);
        let about = self.about(visit.ok_or(Refusal::NotFound)?).await?;
        Ok(self.pass(&hash::sha256(about.link.as_bytes()))?)
    }

    /// Booked online with the same contact in the same second: one code proves one contact, and one contact keeps one hold.
    fn booked_with(
        &self,
        db: &Db<'_>,
        (first, patient): (&Appointment, &Patient),
        now: Instant,
    ) -> Result<Vec<About>, Fault> {
        let is_fresh =
            first.origin == Origin::Online && first.follows.is_none() && now < first.created + FRESH;
        let Some(contact) = patient.email.clone().map(Contact::Email).filter(|_| is_fresh) else {
            return Ok(Vec::new());
        };
        let mut others = Vec::new();
        for other in db.patients_with_contact(&contact)? {
            let mut booked = if other.id == patient.id {
                Vec::new()
            } else {
                db.appointments_of(other.id)?
            };
            booked.retain(|b| b.created == first.created && b.origin == Origin::Online);
            booked.retain(|b| b.status.is_pending() && b.moved_from.is_none());
            for appointment in booked {
                others.push(self.about_in(db, appointment)?);
            }
        }
        others.sort_by_key(|about| (about.appointment.interval.start, about.appointment.id));
        Ok(others)
    }

    fn pass(&self, token_hash: &[u8; 32]) -> Result<LinkPass, Fault> {
        LinkPass::seal(&self.keys, token_hash, self.now())
    }

    /// The link that a pass was given for, while the pass is good.
    pub(super) fn token_hash(&self, pass: &LinkPass) -> Result<[u8; 32], Refusal> {
        pass.token_hash(&self.keys, self.now())
    }
}

/// A link that still opens something.
impl Guarded for ToAppointment {
    type Row = [u8; 32];
    const ACTS: [&'static str; 2] = ["link.open", "link.wrong"];

    fn behind(db: &Db<'_>, token_hash: &[u8; 32], now: Instant) -> Result<Guard<Self::Row>, Failure> {
        let link = usable(db, token_hash, now)?;
        let (_, patient) = behind(db, &link)?;
        Ok(Guard {
            row: *token_hash,
            patient,
            before: (link.failed_tries, link.locked_until),
            object: format!("appointment:{}", link.appointment),
        })
    }

    fn note(tx: &mut Tx<'_>, row: &Self::Row, tried: Try) -> Result<(), Fault> {
        tx.note_link_tries(row, tried.failed, tried.locked_until)
    }
}

pub(super) fn usable(db: &Db<'_>, token_hash: &[u8; 32], now: Instant) -> Result<Link, Failure> {
    let link = db.link(token_hash)?.ok_or(Refusal::NotFound)?;
    if link.is_revoked || link.expires <= now {
        return Err(Refusal::NotFound.into());
    }
    Ok(link)
}

pub(super) fn behind(db: &Db<'_>, link: &Link) -> Result<(Appointment, Patient), Failure> {
    let appointment = db.appointment(link.appointment)?.ok_or(Refusal::NotFound)?;
    let patient = db.patient(appointment.patient)?.ok_or(Refusal::NotFound)?;
    Ok((appointment, patient))
}

/// The visit that binds the date of this one.
pub(super) fn step_before(db: &Db<'_>, appointment: &Appointment) -> Result<Option<SeriesStep>, Fault> {
    let Some(first) = appointment.follows else {
        return Ok(None);
    };
    Ok(db.appointment(first)?.map(|first| SeriesStep {
        first_start: first.interval.start,
        first_care: first.care,
        first_practitioner: first.practitioner,
    }))
}

/// Also used inside transactions that act on a link.
pub(super) fn linked_in(tx: &Tx<'_>, token_hash: &[u8; 32]) -> Result<(Appointment, Patient), Failure> {
    let link = usable(tx, token_hash, tx.now())?;
    behind(tx, &link)
}
