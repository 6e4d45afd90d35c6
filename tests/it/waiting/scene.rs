//! A practice with people who wait, over the real store.

use grappe::app::{JoinRequest, OfferAnswer, OfferPass, OfferRow, SecondFact};
use grappe::domain::booking::Appointment;
use grappe::domain::care_type::CareTerms;
use grappe::domain::id::{CareTypeId, PatientId, PractitionerId, WaitingEntryId};
use grappe::domain::slot::{SlotQuery, search};
use grappe::domain::waiting_list::{Channel, EntryState, Urgency, WaitingEntry, Wishes};
use grappe::store::{Fault, WaitingOfferState};

use crate::support::house::{Practice, at_the_desk, instant, person, secretary};

/// Tuesday 3 March 2026, 9 in the morning in Paris: more than a day after the clock of the tests.
pub(crate) const TUESDAY_9: &str = "2026-03-03T08:00:00Z";

/// See the module.
pub(crate) struct Scene {
    pub(crate) practice: Practice,
    pub(crate) practitioner: PractitionerId,
    pub(crate) care: CareTypeId,
}

impl Scene {
    pub(crate) async fn new() -> Self {
        Self::selling(CareTerms::default()).await
    }

    /// One practitioner, open from 9 to 17, and a consultation of these terms.
    pub(crate) async fn selling(terms: CareTerms) -> Self {
        let practice = Practice::new();
        let practitioner = practice.with_practitioner("Dr Hélène d'Aubigné").await;
        practice.open(practitioner, "09:00", "17:00").await;
        let care = practice.sells("Consultation", terms).await;
        Self {
            practice,
            practitioner,
            care,
        }
    }

    pub(crate) async fn books(&self, name: &str, start: &str) -> Appointment {
        let request = at_the_desk(self.care, start, person(name, "Léo"));
        self.practice.app.book(request, None).await.unwrap().appointment
    }

    pub(crate) async fn cancels(&self, appointment: &Appointment) {
        let cancelled = self.practice.app.cancel(appointment.id, None, secretary()).await;
        cancelled.unwrap();
    }

    pub(crate) fn request(&self, patient: PatientId) -> JoinRequest {
        JoinRequest {
            patient,
            care: self.care,
            wishes: Wishes::default(),
            channel: Channel::Email,
            replaces: None,
            urgency: Urgency::Normal,
            until: None,
        }
    }

    /// Somebody new, on the list a second after whoever came before.
    pub(crate) async fn waits(&self, name: &str) -> WaitingEntryId {
        let patient = self.practice.knows(person(name, "Nora")).await;
        self.joins(self.request(patient)).await
    }

    pub(crate) async fn joins(&self, request: JoinRequest) -> WaitingEntryId {
        self.practice.clock.advance(chrono::TimeDelta::seconds(1));
        let joined = self.practice.app.join_waiting_list(request, secretary()).await;
        joined.unwrap()
    }

    /// Somebody with a booking who would like an earlier one.
    pub(crate) async fn waits_with(&self, booking: &Appointment) -> WaitingEntryId {
        self.joins(JoinRequest {
            replaces: Some(booking.id),
            ..self.request(booking.patient)
        })
        .await
    }

    pub(crate) async fn entry(&self, id: WaitingEntryId) -> WaitingEntry {
        let read = self.practice.app.store().read(move |db| db.waiting_entry(id));
        let found: Result<_, Fault> = read.await;
        found.unwrap().unwrap()
    }

    pub(crate) async fn state(&self, id: WaitingEntryId) -> EntryState {
        self.entry(id).await.state
    }

    /// All offers, in the order in which they were made.
    pub(crate) async fn offers(&self) -> Vec<OfferRow> {
        let mut rows = self.practice.app.offer_rows(100).await.unwrap();
        rows.sort_by_key(|row| row.offer.id);
        rows
    }

    /// To whom, and what came of it.
    pub(crate) async fn story(&self) -> Vec<(String, WaitingOfferState)> {
        let rows = self.offers().await;
        let told = |row: &OfferRow| (row.patient.family_name.as_str().to_owned(), row.offer.state);
        rows.iter().map(told).collect()
    }

    /// Whether everybody sees the time.
    pub(crate) fn is_public(&self, start: &str) -> bool {
        let start = instant(start);
        let date = start.date_naive();
        let app = &self.practice.app;
        let query = SlotQuery::new(self.care, None, date, date);
        search(&app.agenda(), &query, app.now())
            .iter()
            .any(|slot| slot.start == start)
    }

    /// Follows the link of the newest message to that person.
    pub(crate) async fn opens(&self, name: &str) -> OfferPass {
        let notices = self.practice.app.recent_notices(100).await.unwrap();
        let offers = notices.iter().filter_map(|notice| notice.offer.as_ref());
        let mut theirs = offers.filter(|offer| offer.patient.family_name.as_str() == name);
        let link = theirs.next().unwrap().link.clone();
        let fact = SecondFact::Letters(name.to_owned());
        self.practice.app.open_offer(&link, fact).await.unwrap()
    }

    pub(crate) async fn accepts(&self, name: &str) -> OfferAnswer {
        let pass = self.opens(name).await;
        self.practice.app.accept_offer(&pass).await.unwrap()
    }

    /// Lets time pass as the daemon does.
    pub(crate) async fn after(&self, minutes: i64) {
        self.practice.clock.advance(chrono::TimeDelta::minutes(minutes));
        self.practice.app.sweep().await.unwrap();
        self.practice.app.advance_offers().await.unwrap();
    }

    pub(crate) async fn is_sound(&self) {
        let problems = self.practice.problems().await;
        assert!(problems.is_empty(), "{problems:?}");
    }
}

/// The booking of an answer that made one.
pub(crate) fn booked(answer: OfferAnswer) -> Appointment {
    let made = match answer {
        OfferAnswer::Booked(booking) => Some(booking.appointment),
        OfferAnswer::Over(_) => None,
    };
    made.unwrap()
}
