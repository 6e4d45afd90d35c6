//! A practice built with verbs, over the real store in a temporary folder and a clock that moves when told.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use grappe::app::{App, BookingRequest, ClientAddress, ForWhom, Held, HoldRequest};
use grappe::domain::care_type::{CareTerms, CareType, CareWords, Venue};
use grappe::domain::contact::{Contact, Email, PersonName, Phone, folded};
use grappe::domain::id::{CareTypeId, PatientId, PractitionerId, ResourceId, ScheduleId, StaffId};
use grappe::domain::patient::{Language, Patient};
use grappe::domain::practitioner::{HolidayHabit, Practitioner};
use grappe::domain::resource::{Resource, ResourceKind};
use grappe::domain::schedule::{WeeklySchedule, Weeks, Window};
use grappe::domain::slot::SlotQuery;
use grappe::domain::staff::Actor;
use grappe::domain::time::Instant;
use grappe::store::{Draft, Fault, Problem, Record, Tx};
use grappe::sys::clock::Clock;

/// Monday 2 March 2026, 8 in the morning in Paris.
pub(crate) const MONDAY_8: &str = "2026-03-02T07:00:00Z";

/// See the module.
pub(crate) struct Practice {
    pub(crate) app: App,
    pub(crate) clock: Clock,
    pub(crate) folder: tempfile::TempDir,
}

/// The secretary of every test.
pub(crate) fn secretary() -> Actor {
    Actor::Staff(StaffId(1))
}

pub(crate) fn instant(text: &str) -> Instant {
    text.parse().unwrap()
}

/// Somebody with an e-mail address made of the names.
pub(crate) fn person(family: &str, given: &str) -> Patient {
    let ascii = |name: &str| folded(name).replace(' ', "");
    Patient {
        id: PatientId(0),
        family_name: PersonName::parse(family).unwrap(),
        given_name: PersonName::parse(given).unwrap(),
        born: "1980-05-17".parse().ok(),
        phone: None,
        email: Email::parse(&format!("{}.{}@example.org", ascii(given), ascii(family))).ok(),
        language: Language::Fr,
        is_blocked_online: false,
        is_fragile: false,
        note: String::new(),
    }
}

/// A care type at the practice that patients book online, with these terms; nothing else is said of it.
pub(crate) fn care_type(name: &str, terms: CareTerms) -> CareType {
    CareType {
        id: CareTypeId(0),
        name: name.to_owned(),
        public_text: String::new(),
        words: CareWords::default(),
        color: "#336699".to_owned(),
        venue: Venue::Practice,
        is_online: true,
        is_archived: false,
        needs_approval: false,
        terms,
        overrides: BTreeMap::new(),
        practitioners: Vec::new(),
    }
}

/// What that person types on the public page, the code going by e-mail.
pub(crate) fn draft(patient: Patient) -> Draft {
    let contact = Contact::Email(patient.email.clone().unwrap());
    Draft {
        patient: Patient {
            phone: Phone::parse("06 12 34 56 78").ok(),
            ..patient
        },
        contact,
        profession: None,
        referral_until: None,
        next_starts: Vec::new(),
        answers: Vec::new(),
        note: String::new(),
        further: Vec::new(),
    }
}

impl Practice {
    /// In Paris, on a Monday morning, with nobody in it yet.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::manual(instant(MONDAY_8));
        let app = App::open(folder.path(), &clock).unwrap();
        Self { app, clock, folder }
    }

    /// Closes the store and opens it again, a second later.
    pub(crate) fn reopened(self) -> Self {
        let Self { app, clock, folder } = self;
        drop(app);
        clock.advance(TimeDelta::seconds(1));
        let app = App::open(folder.path(), &clock).unwrap();
        Self { app, clock, folder }
    }

    /// Writes some set-up.
    pub(crate) async fn set_up<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> T {
        self.app
            .store()
            .write(move |tx: &mut Tx<'_>| -> Result<T, Fault> {
                let done = act(tx)?;
                tx.refresh_set_up()?;
                tx.audit(&Record::new(&Actor::System, "practice.change"))?;
                Ok(done)
            })
            .await
            .unwrap()
    }

    pub(crate) async fn with_practitioner(&self, name: &str) -> PractitionerId {
        let practitioner = Practitioner {
            id: PractitionerId(0),
            name: name.to_owned(),
            speciality: String::new(),
            languages: Vec::new(),
            is_step_free: None,
            holidays: HolidayHabit::Closed,
            color: "#336699".to_owned(),
            is_online: true,
            is_archived: false,
        };
        self.set_up(move |tx| tx.save_practitioner(&practitioner)).await
    }

    /// Opens the same hours from Monday to Friday.
    pub(crate) async fn open(&self, practitioner: PractitionerId, from: &str, to: &str) {
        let window = Window::new(from.parse().unwrap(), to.parse().unwrap(), None).unwrap();
        let weekdays = std::array::from_fn(|day| if day < 5 { vec![window.clone()] } else { Vec::new() });
        let schedule = WeeklySchedule {
            id: ScheduleId(0),
            practitioner,
            days: weekdays,
            valid_from: None,
            valid_to: None,
            weeks: Weeks::All,
        };
        self.set_up(move |tx| tx.save_schedule(&schedule)).await;
    }

    /// A care type of thirty minutes on a grid of thirty minutes, otherwise with these terms.
    pub(crate) async fn sells(&self, name: &str, terms: CareTerms) -> CareTypeId {
        self.sells_care(care_type(name, terms)).await
    }

    pub(crate) async fn sells_care(&self, care: CareType) -> CareTypeId {
        self.set_up(move |tx| tx.save_care_type(&care)).await
    }

    pub(crate) async fn with_resource(&self, kind: &str, capacity: u16) -> ResourceId {
        let resource = Resource {
            id: ResourceId(0),
            name: kind.to_owned(),
            kind: ResourceKind(kind.to_owned()),
            capacity,
            practitioners: None,
            closed: Vec::new(),
            is_archived: false,
        };
        self.set_up(move |tx| tx.save_resource(&resource)).await
    }

    /// A practitioner who is open from 9 to 17 and a consultation.
    pub(crate) async fn usual(&self) -> (PractitionerId, CareTypeId) {
        let practitioner = self.with_practitioner("Dr Hélène d'Aubigné").await;
        self.open(practitioner, "09:00", "17:00").await;
        let care = self.sells("Consultation", CareTerms::default()).await;
        (practitioner, care)
    }

    /// A record at the desk.
    pub(crate) async fn knows(&self, patient: Patient) -> PatientId {
        self.app
            .store()
            .write(move |tx: &mut Tx<'_>| tx.save_patient(&patient))
            .await
            .unwrap()
    }

    /// Holds a time for a browser of that name, from an address of its own.
    pub(crate) async fn holds(&self, care: CareTypeId, start: &str, browser: &str) -> Held {
        self.app
            .hold_slot(Self::hold_request(care, start, browser))
            .await
            .unwrap()
    }

    pub(crate) fn hold_request(care: CareTypeId, start: &str, browser: &str) -> HoldRequest {
        let start = instant(start);
        let date = start.date_naive();
        HoldRequest {
            query: SlotQuery::new(care, None, date, date),
            start,
            further: Vec::new(),
            browser: browser.to_owned(),
            address: ClientAddress {
                own: format!("address of {browser}"),
                site: None,
            },
            has_worked: false,
        }
    }

    /// The digits of the newest message.
    pub(crate) async fn newest_code(&self) -> String {
        let newest = self.app.recent_notices(1).await.unwrap();
        newest[0].message.code.clone().unwrap()
    }

    /// Everything that is wrong in the data folder.
    pub(crate) async fn problems(&self) -> Vec<Problem> {
        self.app
            .store()
            .read(|db| -> Result<_, Fault> { db.problems() })
            .await
            .unwrap()
    }
}

/// A booking at the desk with anybody.
pub(crate) fn at_the_desk(care: CareTypeId, start: &str, patient: Patient) -> BookingRequest {
    BookingRequest::new(
        care,
        None,
        instant(start),
        ForWhom::Declared(Box::new(patient)),
        secretary(),
    )
}
