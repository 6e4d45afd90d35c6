//! Writes a practice whose practitioners have calendars, for `bench/calendars.py`, and prints a token for its machine interface.
//!
//! `linked DATA URL…`: one practitioner for each calendar and one without, open day and night; the account is « dr », « secret ».
#![expect(clippy::print_stdout, reason = "a token that nobody reads is of no use")]

use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use chrono::TimeDelta;
use grappe::app::{App, LinkRequest, NewToken, Scope};
use grappe::domain::calendar::{LinkKind, LinkOptions, Privacy};
use grappe::domain::care_type::{CareTerms, CareType, CareWords, Venue};
use grappe::domain::contact::PersonName;
use grappe::domain::id::{CareTypeId, PatientId, PractitionerId, ScheduleId};
use grappe::domain::patient::{Language, Patient};
use grappe::domain::practitioner::{HolidayHabit, Practitioner};
use grappe::domain::schedule::{WeeklySchedule, Weeks, Window};
use grappe::domain::staff::Actor;
use grappe::store::{Fault, NewCalendarLink, Record, Tx};
use grappe::sys::clock::Clock;

/// Each books once.
const PATIENTS: usize = 200;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let data = arguments.next().context("linked DATA URL…")?;
    let urls: Vec<String> = arguments.collect();
    let app = App::open(Path::new(&data), &Clock::system())?;
    let count = urls.len() + 1;
    let all_day = Window::new("00:00".parse()?, "24:00".parse()?, None).context("a day")?;
    let name = PersonName::parse("Bench").map_err(|_| anyhow!("a name"))?;
    app.store()
        .write(move |tx: &mut Tx<'_>| furnished(tx, count, &all_day, &name))
        .await?;
    for (nth, url) in (1..).zip(urls) {
        let linked = app.link_calendar(linked(nth, url), Actor::System).await;
        linked.map_err(|failure| anyhow!("{failure:?}"))?;
    }
    let token = NewToken::for_everybody("bench", &Scope::ALL);
    let token = app.create_api_token(Actor::System, token).await;
    println!("{}", token.map_err(|failure| anyhow!("{failure:?}"))?);
    Ok(())
}

fn furnished(
    tx: &mut Tx<'_>,
    practitioners: usize,
    all_day: &Window,
    name: &PersonName,
) -> Result<(), Fault> {
    for number in (1..).take(practitioners) {
        let id = tx.save_practitioner(&Practitioner {
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
        tx.save_schedule(&WeeklySchedule {
            id: ScheduleId(0),
            practitioner: id,
            days: std::array::from_fn(|_| vec![all_day.clone()]),
            valid_from: None,
            valid_to: None,
            weeks: Weeks::All,
        })?;
    }
    tx.save_care_type(&care())?;
    for _ in 0..PATIENTS {
        tx.save_patient(&patient(name.clone()))?;
    }
    tx.refresh_set_up()?;
    tx.audit(&Record::new(&Actor::System, "practice.change"))?;
    Ok(())
}

fn patient(name: PersonName) -> Patient {
    Patient {
        id: PatientId(0),
        given_name: name.clone(),
        family_name: name,
        born: None,
        phone: None,
        email: None,
        language: Language::Fr,
        is_blocked_online: false,
        is_fragile: false,
        note: String::new(),
    }
}

fn care() -> CareType {
    CareType {
        id: CareTypeId(0),
        name: "Consultation".to_owned(),
        public_text: String::new(),
        words: CareWords::default(),
        color: "#336699".to_owned(),
        venue: Venue::Practice,
        is_online: true,
        is_archived: false,
        needs_approval: false,
        terms: CareTerms {
            duration: TimeDelta::minutes(20),
            step: TimeDelta::minutes(20),
            ..CareTerms::default()
        },
        overrides: std::collections::BTreeMap::new(),
        practitioners: Vec::new(),
    }
}

fn linked(practitioner: i64, url: String) -> LinkRequest {
    LinkRequest {
        link: NewCalendarLink {
            practitioner: PractitionerId(practitioner),
            kind: LinkKind::Written,
            url,
            login: "dr".to_owned(),
            domain: "grappe.invalid".to_owned(),
            privacy: Privacy::Initials,
            options: LinkOptions {
                allows_clear: true,
                ..LinkOptions::default()
            },
            pin: None,
            capabilities: None,
        },
        password: "secret".to_owned(),
    }
}
