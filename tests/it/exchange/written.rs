//! Imports written to a practice: matched, completed, refused by the walls, rehearsed, undone.

use chrono::TimeDelta;
use grappe::app::Failure;
use grappe::app::exchange::import::{
    Defaults, Duplicate, ImportFile, ImportReport, Kind, Reason, Tally, UndoRefusal, read,
};
use grappe::domain::booking::{Origin, Status};
use grappe::domain::care_type::CareTerms;
use grappe::domain::contact::Phone;
use grappe::domain::id::ImportId;
use grappe::domain::patient::Patient;
use grappe::domain::slot::SlotQuery;
use grappe::domain::staff::Actor;
use grappe::domain::time::Interval;
use grappe::store::{DATABASE_FILE, Db, ImportNoun};

use super::fixture;
use crate::support::house::{Practice, at_the_desk, instant, person};

fn file(house: &Practice, kind: Kind, bytes: &[u8], whose: &str) -> ImportFile {
    let defaults = Defaults {
        practitioner: whose.to_owned(),
        care: "Consultation".to_owned(),
    };
    let zone = house.app.agenda().zone();
    ImportFile {
        kind,
        name: "file".to_owned(),
        draft: read(kind, bytes, &defaults, zone, house.app.now()),
    }
}

impl Practice {
    async fn imports(&self, kind: Kind, bytes: &[u8]) -> ImportReport {
        let file = file(self, kind, bytes, "");
        self.app.import(file, Actor::System).await.unwrap()
    }

    async fn everybody(&self) -> Vec<Patient> {
        self.app.store().read(|db: &Db<'_>| db.patients()).await.unwrap()
    }
}

fn tally(report: &ImportReport, noun: ImportNoun) -> Tally {
    report.tallies.get(&noun).copied().unwrap_or_default()
}

fn counts(created: usize, completed: usize, matched: usize) -> Tally {
    Tally {
        created,
        matched,
        completed,
    }
}

const TWO_VISITS: &str = "Date;Heure;Praticien;Patient;Motif\n\
    03/03/2026;9h00;Dr D'AUBIGNÉ Hélène;LE GOFF Anne;Consultation\n\
    03/03/2026;9h15;Hélène d'Aubigné;MOREL Luc;Consultation\n\
    03/03/2026;9h30;;MOREL Luc;\n\
    03/03/2026;9h30;;MOREL Luc;\n\
    03/03/2026;10h00;Dr Inconnu;MOREL Luc;Consultation\n";

#[tokio::test]
async fn appointments_pass_the_walls_and_what_conflicts_is_listed() {
    let house = Practice::new();
    let (practitioner, care) = house.usual().await;
    let report = house.imports(Kind::Appointments, TWO_VISITS.as_bytes()).await;
    assert_eq!(tally(&report, ImportNoun::Appointment), counts(2, 0, 0));
    assert_eq!(report.duplicates, [Duplicate { line: 5, of: 4 }]);
    let conflicts: Vec<_> = report
        .conflicts
        .iter()
        .map(|c| (c.line, c.reason.clone()))
        .collect();
    let unknown = Reason::Unknown {
        column: "practitioner",
        name: "Dr Inconnu".to_owned(),
    };
    assert_eq!(conflicts, [(3, Reason::Overlap(Some(2))), (6, unknown)]);
    assert_eq!(house.problems().await, []);

    // The agenda sells what is left, at once.
    let date = "2026-03-03".parse().unwrap();
    let slots = house
        .app
        .find_slots(&SlotQuery::new(care, Some(practitioner), date, date));
    assert_eq!(
        slots.iter().next().unwrap().start,
        instant("2026-03-03T09:00:00Z")
    );
    let day = Interval::new(instant("2026-03-03T00:00:00Z"), instant("2026-03-04T00:00:00Z")).unwrap();
    let written = house
        .app
        .store()
        .read(move |db| db.appointments_between(day))
        .await
        .unwrap();
    assert!(
        written
            .iter()
            .all(|a| a.origin == Origin::Import && a.status == Status::Confirmed)
    );
    assert_eq!(
        house.app.recent_notices(5).await.unwrap().len(),
        0,
        "nobody is written to"
    );

    // The same file again finds everything there.
    let again = house.imports(Kind::Appointments, TWO_VISITS.as_bytes()).await;
    assert_eq!((again.number, again.has_news()), (None, false));
    assert_eq!(tally(&again, ImportNoun::Appointment).matched, 3);
}

#[tokio::test]
async fn a_booking_of_the_practice_is_never_pushed_aside() {
    let house = Practice::new();
    let (_, care) = house.usual().await;
    let there = at_the_desk(care, "2026-03-03T08:00:00Z", person("Autre", "Paul"));
    house.app.book(there, None).await.unwrap();
    let report = house.imports(Kind::Appointments, TWO_VISITS.as_bytes()).await;
    assert_eq!(report.conflicts[0].reason, Reason::Overlap(None));
    assert_eq!(tally(&report, ImportNoun::Appointment), counts(1, 0, 0));
}

#[tokio::test]
async fn rooms_are_taken_too_and_run_out() {
    let house = Practice::new();
    let one = house.with_practitioner("Hélène d'Aubigné").await;
    let two = house.with_practitioner("Paul Petit").await;
    for practitioner in [one, two] {
        house.open(practitioner, "09:00", "17:00").await;
    }
    house.with_resource("salle", 1).await;
    let terms = CareTerms {
        requires: vec![grappe::domain::resource::ResourceKind("salle".to_owned())],
        ..CareTerms::default()
    };
    house.sells("Consultation", terms).await;
    let text = "Date;Heure;Praticien;Patient\n\
        03/03/2026;9h00;Hélène d'Aubigné;LE GOFF Anne\n\
        03/03/2026;9h00;Paul Petit;MOREL Luc\n\
        03/03/2026;9h30;Paul Petit;MOREL Luc\n";
    let report = house.imports(Kind::Appointments, text.as_bytes()).await;
    assert_eq!(tally(&report, ImportNoun::Appointment), counts(2, 0, 0));
    assert_eq!(report.conflicts.len(), 1);
    assert_eq!(report.conflicts[0].line, 3);
    assert_eq!(house.problems().await, []);
}

#[tokio::test]
async fn patients_are_matched_completed_and_never_overwritten() {
    let house = Practice::new();
    let known = Patient {
        born: "1985-11-12".parse().ok(),
        phone: Phone::parse("01 99 00 99 99").ok(),
        email: None,
        ..person("Le Goff", "Anne-Marie")
    };
    house.knows(known).await;
    let report = house
        .imports(Kind::Patients, &fixture("import/patients_windows1252.csv"))
        .await;
    assert_eq!(tally(&report, ImportNoun::Patient), counts(4, 1, 0));
    assert_eq!(report.duplicates, [Duplicate { line: 12, of: 3 }]);
    let all = house.everybody().await;
    assert_eq!(all.len(), 5);
    assert_eq!(
        all[0].phone.as_ref().unwrap().as_str(),
        "+33199009999",
        "the practice's own stays"
    );
    assert!(all[0].note.starts_with("Deux lignes"), "what it lacked came");
}

#[tokio::test]
async fn a_rehearsal_tells_the_same_and_changes_not_a_byte() {
    let house = Practice::new();
    house.usual().await;
    let house = house.reopened();
    let database = house.folder.path().join(DATABASE_FILE);
    let all = || {
        let mut wal = database.clone().into_os_string();
        wal.push("-wal");
        (
            std::fs::read(&database).unwrap(),
            std::fs::read(wal).unwrap_or_default(),
        )
    };
    let before = all();
    let rehearsed = house
        .app
        .rehearse_import(file(&house, Kind::Appointments, TWO_VISITS.as_bytes(), ""))
        .await
        .unwrap();
    assert!(all() == before, "the files changed");
    let written = house.imports(Kind::Appointments, TWO_VISITS.as_bytes()).await;
    assert_eq!(written.number, Some(ImportId(1)));
    assert_eq!(
        ImportReport {
            number: None,
            ..written
        },
        rehearsed
    );
}

#[tokio::test]
async fn an_agenda_becomes_absences_and_names_what_lies_inside() {
    let house = Practice::new();
    house.usual().await;
    house.imports(Kind::Appointments, TWO_VISITS.as_bytes()).await;
    let text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260303T080000Z\r\nDTEND:20260303T100000Z\r\nSUMMARY:Formation\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let report = house.imports(Kind::Busy, text.as_bytes()).await;
    assert_eq!(tally(&report, ImportNoun::Absence), counts(1, 0, 0));
    assert_eq!(report.under_absence, 2);
    let again = house.imports(Kind::Busy, text.as_bytes()).await;
    assert_eq!(tally(&again, ImportNoun::Absence), counts(0, 0, 1));
    assert_eq!(house.problems().await, []);
}

#[tokio::test]
async fn a_dump_brings_calendars_that_only_the_device_key_opens() {
    let house = Practice::new();
    let report = house
        .imports(Kind::DocJailbrake, &fixture("import/docjailbrake.sql"))
        .await;
    assert_eq!(tally(&report, ImportNoun::Practitioner), counts(2, 0, 0));
    assert_eq!(tally(&report, ImportNoun::CareType), counts(3, 0, 0));
    assert_eq!(tally(&report, ImportNoun::Calendar), counts(1, 0, 0));
    let shown = format!("{report:?}");
    assert!(
        !shown.contains("Motdepasse") && !shown.contains("remote.php"),
        "{shown}"
    );
    let reopened = house.reopened();
    let bytes = std::fs::read(reopened.folder.path().join(DATABASE_FILE)).unwrap();
    let holds = |needle: &str| bytes.windows(needle.len()).any(|w| w == needle.as_bytes());
    assert!(
        holds("cloud.example.org") && !holds("Motdepasse"),
        "the password lies in clear"
    );
    let practitioner = grappe::domain::id::PractitionerId(1);
    let stored = reopened.app.calendar_password(practitioner).await.unwrap();
    assert_eq!(stored.as_deref(), Some("Motdepasse-\\très;secret'1"));
    // A second time everything is known, and the password that the practice may have changed stays.
    let again = reopened
        .imports(Kind::DocJailbrake, &fixture("import/docjailbrake.sql"))
        .await;
    assert!(!again.has_news());
}

#[tokio::test]
async fn undo_takes_everything_back_and_restores_what_was_completed() {
    let house = Practice::new();
    let (_, care) = house.usual().await;
    let known = house
        .knows(Patient {
            phone: None,
            ..person("Le Goff", "Anne")
        })
        .await;
    let text = "Date;Heure;Praticien;Patient;Téléphone\n03/03/2026;9h00;;LE GOFF Anne;01 99 00 00 01\n03/03/2026;9h30;;MOREL Luc;\n";
    let before = house.everybody().await;
    let report = house.imports(Kind::Appointments, text.as_bytes()).await;
    assert_eq!(tally(&report, ImportNoun::Patient), counts(1, 1, 0));
    let rows = house
        .app
        .undo_import(report.number.unwrap(), Actor::System)
        .await
        .unwrap();
    assert_eq!(rows, 4);
    assert_eq!(house.everybody().await, before);
    assert_eq!(house.problems().await, []);
    let date = "2026-03-03".parse().unwrap();
    let slots = house.app.find_slots(&SlotQuery::new(care, None, date, date));
    assert_eq!(
        slots.iter().next().unwrap().start,
        instant("2026-03-03T08:00:00Z"),
        "free again"
    );
    let again = house.app.undo_import(report.number.unwrap(), Actor::System).await;
    assert!(matches!(again, Err(Failure::Refused(UndoRefusal::Done))));
    assert!(
        house
            .app
            .open_patient(known, Actor::System)
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test]
async fn undo_refuses_whole_when_something_was_used_since() {
    let house = Practice::new();
    let (_, care) = house.usual().await;
    let report = house.imports(Kind::Appointments, TWO_VISITS.as_bytes()).await;
    let import = report.number.unwrap();
    let luc = house
        .everybody()
        .await
        .into_iter()
        .find(|p| p.given_name.as_str() == "Luc")
        .unwrap();
    let later = at_the_desk(care, "2026-03-04T08:00:00Z", luc.clone());
    let later = grappe::app::BookingRequest {
        for_whom: grappe::app::ForWhom::Known(luc.id),
        ..later
    };
    let booked = house.app.book(later, None).await.unwrap();
    let refused = house.app.undo_import(import, Actor::System).await;
    let expected = UndoRefusal::Used(vec![(ImportNoun::Patient, luc.id.0)]);
    assert!(matches!(refused, Err(Failure::Refused(r)) if r == expected));
    assert_eq!(house.everybody().await.len(), 2, "nothing went");
    // Even cancelled it is part of the patient's history.
    house
        .app
        .cancel(booked.appointment.id, None, Actor::System)
        .await
        .unwrap();
    assert!(house.app.undo_import(import, Actor::System).await.is_err());

    let other = Practice::new();
    other.usual().await;
    let report = other.imports(Kind::Appointments, TWO_VISITS.as_bytes()).await;
    let unknown = other.app.undo_import(ImportId(9), Actor::System).await;
    assert!(matches!(unknown, Err(Failure::Refused(UndoRefusal::Unknown))));
    other.clock.advance(TimeDelta::days(31));
    let late = other.app.undo_import(report.number.unwrap(), Actor::System).await;
    assert!(matches!(late, Err(Failure::Refused(UndoRefusal::TooOld))));
}

#[tokio::test]
async fn days_that_an_import_fills_or_empties_are_measured_again() {
    let house = Practice::new();
    house.usual().await;
    house.clock.advance(TimeDelta::days(3));
    house.app.measure_days().await.unwrap();
    let tuesday = "2026-03-03".parse().unwrap();
    let cared = async || {
        house.app.measure_days().await.unwrap();
        let days = house.app.measured_days(tuesday, tuesday).await.unwrap();
        days.iter().map(|day| day.measure.cared).sum::<i64>()
    };
    assert_eq!(cared().await, 0);
    let report = house.imports(Kind::Appointments, TWO_VISITS.as_bytes()).await;
    assert_eq!(cared().await, 3600, "two half hours");
    let undone = house.app.undo_import(report.number.unwrap(), Actor::System).await;
    undone.unwrap();
    assert_eq!(cared().await, 0);
}
