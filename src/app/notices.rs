//! Messages with everything their words need, read at the moment of sending so that nobody is told what is no longer so.

use crate::domain::agenda::Agenda;
use crate::domain::booking::{Appointment, Status};
use crate::domain::care_type::Venue;
use crate::domain::own_text::OwnText;
use crate::domain::patient::Patient;
use crate::domain::time::Instant;
use crate::store::{Db, Fault, Message, MessageKind};

use super::invite::opened;
use super::links::link_token;
use super::own_texts::{own_texts, words_of};
use super::waiting_list::{OfferAbout, WaitingAbout};
use super::{App, CalendarEvent, EventState, Failure, MailFacts, calendar_file, calendar_file_of};

/// The appointment that a message is about.
#[derive(Clone, Debug)]
pub struct About {
    /// As it is now.
    pub appointment: Appointment,
    /// Whose it is.
    pub patient: Patient,
    /// Token of the patient's link.
    pub link: String,
    /// Where the care takes place.
    pub venue: Venue,
    /// The video room, once it is agreed.
    pub video: Option<String>,
    /// Other times may be chosen until then (booking-rules §7).
    pub answer_before: Option<Instant>,
    /// What a calendar is told of it.
    pub event: CalendarEvent,
    /// Calendar file: neutral name, address, time; never the care (booking-rules §11).
    pub calendar: String,
}

/// A message and what it is about.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The row of the outbox.
    pub message: Message,
    /// `None` for a code, which says nothing about anybody, and for an offer.
    pub about: Option<About>,
    /// Others booked in the same go that still take place, in order of start.
    pub with: Vec<About>,
    /// Set for an offer to somebody on the waiting list.
    pub offer: Option<OfferAbout>,
    /// Set for who put themselves on the waiting list.
    pub waiting: Option<WaitingAbout>,
    /// The practice's own words for it.
    pub words: Option<OwnText>,
    /// What the headers of the e-mail say.
    pub mail: MailFacts,
}

impl App {
    /// What is to be sent now, oldest first.
    pub async fn due_notices(&self, at_most: u32) -> Result<Vec<Notice>, Fault> {
        let (app, now) = (self.clone(), self.now());
        self.store
            .read(move |db| app.notices(db, db.due_messages(now, at_most)?))
            .await
    }

    /// The newest messages in whatever state: the outbox page.
    pub async fn recent_notices(&self, at_most: u32) -> Result<Vec<Notice>, Fault> {
        let app = self.clone();
        self.store
            .read(move |db| app.notices(db, db.recent_messages(at_most)?))
            .await
    }

    /// One message in whatever state.
    pub async fn notice(&self, id: i64) -> Result<Option<Notice>, Fault> {
        let app = self.clone();
        self.store
            .read(move |db| {
                let found = db.message(id)?.into_iter().collect();
                Ok(app.notices(db, found)?.into_iter().next())
            })
            .await
    }

    /// What a confirmation page or a message tells of an appointment.
    pub async fn about(&self, appointment: &Appointment) -> Result<About, Failure> {
        let (app, id) = (self.clone(), appointment.id);
        self.store
            .read(move |db| -> Result<About, Failure> {
                let found = db.appointment(id)?;
                let about = found
                    .map(|appointment| app.about_in(db, appointment))
                    .transpose()?;
                Ok(about.ok_or(crate::domain::booking::Refusal::NotFound)?)
            })
            .await
    }

    pub(super) fn notices(&self, db: &Db<'_>, messages: Vec<Message>) -> Result<Vec<Notice>, Fault> {
        let texts = own_texts(db)?;
        let with_about = |mut message: Message| {
            if message.kind == MessageKind::Invitation {
                message.code = message.code.and_then(|sealed| opened(&self.keys, &sealed));
            }
            let appointment = match message.appointment {
                Some(id) => db.appointment(id)?,
                None => None,
            };
            let about = appointment.map(|appointment| self.about_in(db, appointment));
            Ok(Notice {
                offer: self.offer_about(db, &message)?,
                waiting: self.waiting_about(db, &message)?,
                with: self.told_with(db, &message)?,
                words: words_of(&texts, &message),
                mail: self.mail_facts(db, &message)?,
                message,
                about: about.transpose()?,
            })
        };
        messages.into_iter().map(with_about).collect()
    }

    fn told_with(&self, db: &Db<'_>, message: &Message) -> Result<Vec<About>, Fault> {
        let mut others = Vec::new();
        for id in &message.with {
            // A message that was handed on is about one of them itself.
            let is_other =
                |other: &Appointment| Some(other.id) != message.appointment && other.status.is_pending();
            let other = db.appointment(*id)?.filter(is_other);
            others.extend(other.map(|other| self.about_in(db, other)).transpose()?);
        }
        others.sort_by_key(|other| (other.appointment.interval.start, other.appointment.id));
        Ok(others)
    }

    pub(super) fn about_in(&self, db: &Db<'_>, appointment: Appointment) -> Result<About, Fault> {
        let gone = || Fault::Bug(format!("appointment {} lacks its patient", appointment.id));
        let patient = db.patient(appointment.patient)?.ok_or_else(gone)?;
        let identity = db.calendar_identity(appointment.id)?.ok_or_else(gone)?;
        let event = event(&self.agenda(), &appointment, &identity, self.now());
        Ok(About {
            link: link_token(&self.keys, &identity),
            calendar: calendar_file(&event),
            event,
            venue: venue(&self.agenda(), &appointment),
            video: self.video_room(db, &appointment)?,
            answer_before: db.open_offer(appointment.id)?.map(|offer| offer.expires),
            appointment,
            patient,
        })
    }
}

impl About {
    /// The calendar file of this appointment and of others that were booked in the same go.
    pub fn calendar_with(&self, others: &[Self]) -> String {
        let all = std::iter::once(self).chain(others);
        calendar_file_of(&all.map(|about| about.event.clone()).collect::<Vec<_>>())
    }
}

/// What a calendar is told of an appointment.
pub(super) fn event(
    agenda: &Agenda,
    appointment: &Appointment,
    identity: &crate::store::CalendarIdentity,
    stamp: Instant,
) -> CalendarEvent {
    let practice = &agenda.set_up().practice;
    let (location, description) = match venue(agenda, appointment) {
        Venue::Practice => (practice.address.clone(), practice.directions.clone()),
        Venue::Video => (String::new(), String::new()),
    };
    CalendarEvent {
        uid: format!("{}@grappe", identity.uid),
        sequence: identity.sequence,
        stamp,
        interval: appointment.interval,
        summary: practice.message_name().to_owned(),
        location,
        description,
        state: match appointment.status {
            Status::Requested => EventState::Tentative,
            status if status.is_called_off() => EventState::Cancelled,
            _ => EventState::Confirmed,
        },
    }
}

fn venue(agenda: &Agenda, appointment: &Appointment) -> Venue {
    let care = agenda.set_up().care_types.get(&appointment.care);
    care.map(|care| care.venue_with(Some(appointment.practitioner)))
        .unwrap_or_default()
}
