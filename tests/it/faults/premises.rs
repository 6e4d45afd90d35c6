//! A data folder with a practice in it, written by the library before the program under test opens it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::TimeDelta;
use grappe::app::{App, NewToken, Scope};
use grappe::domain::care_type::CareTerms;
use grappe::domain::contact::{Email, PersonName};
use grappe::domain::id::{PatientId, PractitionerId, ResourceId, ScheduleId};
use grappe::domain::patient::{Language, Patient};
use grappe::domain::practitioner::{HolidayHabit, Practitioner};
use grappe::domain::resource::{Resource, ResourceKind};
use grappe::domain::schedule::{WeeklySchedule, Weeks, Window};
use grappe::domain::staff::Actor;
use grappe::store::{Fault, Record, Tx};
use grappe::sys::clock::Clock;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::support::house::care_type;

pub(super) const PRACTITIONERS: i64 = 20;
pub(super) const PATIENTS: i64 = 1000;
/// Lasts and begins every five minutes, as the two others.
pub(super) const CARE: i64 = 1;
/// Needs one of two rooms.
pub(super) const ROOM_CARE: i64 = 2;
pub(super) const ROOMS: usize = 2;
/// A session of ten.
pub(super) const GROUP_CARE: i64 = 3;
pub(super) const SEATS: u16 = 10;
pub(super) const CARE_MINUTES: i64 = 5;

/// See the module. The program under test runs on [`Self::data`]; everything else lies beside it.
pub(super) struct Premises {
    scratch: TempDir,
    token: String,
}

impl Premises {
    /// Twenty practitioners open day and night, every day.
    pub(super) fn new() -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let runtime = Runtime::new().unwrap();
        let app = App::open(&scratch.path().join("data"), &Clock::system()).unwrap();
        let token = runtime.block_on(async {
            app.store().write(furnished).await.unwrap();
            app.create_api_token(Actor::System, NewToken::for_everybody("load", &Scope::ALL))
                .await
                .unwrap()
        });
        Self { scratch, token }
    }

    /// The same again in another place, as it is on the disk now.
    pub(super) fn copy(&self) -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let copy = Self {
            scratch,
            token: self.token.clone(),
        };
        fs::create_dir(copy.data()).unwrap();
        for entry in fs::read_dir(self.data()).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), copy.data().join(entry.file_name())).unwrap();
        }
        copy
    }

    pub(super) fn data(&self) -> PathBuf {
        self.beside("data")
    }

    pub(super) fn database(&self) -> PathBuf {
        self.data().join(grappe::store::DATABASE_FILE)
    }

    pub(super) fn beside(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    pub(super) fn scratch(&self) -> &Path {
        self.scratch.path()
    }

    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// What `grappe check` says of the folder, if it has anything to say.
    pub(super) fn complaint(&self) -> Option<String> {
        let done = Command::new(env!("CARGO_BIN_EXE_grappe"))
            .args(["check", "--data"])
            .arg(self.data())
            .output()
            .unwrap();
        let said = [done.stdout, done.stderr].concat();
        (!done.status.success()).then(|| String::from_utf8_lossy(&said).into_owned())
    }
}

fn furnished(tx: &mut Tx<'_>) -> Result<(), Fault> {
    for number in 1..=PRACTITIONERS {
        tx.save_practitioner(&Practitioner {
            id: PractitionerId(0),
            name: format!("Praticien {number}"),
            speciality: String::new(),
            languages: Vec::new(),
            is_step_free: None,
            holidays: HolidayHabit::Open,
            color: "#336699".to_owned(),
            is_online: true,
            is_archived: false,
        })?;
        tx.save_schedule(&always(number))?;
    }
    let room = ResourceKind("salle".to_owned());
    for _ in 0..ROOMS {
        tx.save_resource(&Resource {
            id: ResourceId(0),
            name: "Salle".to_owned(),
            kind: room.clone(),
            capacity: 1,
            practitioners: None,
            closed: Vec::new(),
            is_archived: false,
        })?;
    }
    let terms = CareTerms {
        duration: TimeDelta::minutes(CARE_MINUTES),
        step: TimeDelta::minutes(CARE_MINUTES),
        ..CareTerms::default()
    };
    tx.save_care_type(&care_type("Consultation", terms.clone()))?;
    let requires = vec![room];
    tx.save_care_type(&care_type(
        "Échographie",
        CareTerms {
            requires,
            ..terms.clone()
        },
    ))?;
    let capacity = SEATS;
    tx.save_care_type(&care_type("École du dos", CareTerms { capacity, ..terms }))?;
    for number in 1..=PATIENTS {
        tx.save_patient(&patient(number))?;
    }
    tx.refresh_set_up()?;
    tx.audit(&Record::new(&Actor::System, "practice.change"))?;
    Ok(())
}

fn always(practitioner: i64) -> WeeklySchedule {
    let window = Window::new("00:00".parse().unwrap(), "24:00".parse().unwrap(), None).unwrap();
    WeeklySchedule {
        id: ScheduleId(0),
        practitioner: PractitionerId(practitioner),
        days: std::array::from_fn(|_| vec![window.clone()]),
        valid_from: None,
        valid_to: None,
        weeks: Weeks::All,
    }
}

/// Names take letters only. With an e-mail address, so that a booking writes its message as well.
fn patient(number: i64) -> Patient {
    let letter = |n: i64| char::from(b'a' + u8::try_from(n % 26).unwrap());
    let spelt: String = [676, 26, 1].map(|unit| letter(number / unit)).iter().collect();
    Patient {
        id: PatientId(0),
        family_name: PersonName::parse("Épreuve").unwrap(),
        given_name: PersonName::parse(&spelt).unwrap(),
        born: "1980-05-17".parse().ok(),
        phone: None,
        email: Email::parse(&format!("{spelt}@example.org")).ok(),
        language: Language::Fr,
        is_blocked_online: false,
        is_fragile: false,
        note: String::new(),
    }
}
