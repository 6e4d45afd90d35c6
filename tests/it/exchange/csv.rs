//! CSV of patients and appointments.

use chrono::NaiveDate;
use grappe::app::exchange::import::{Reason, When, csv, decoded};
use grappe::domain::booking::Status;
use grappe::domain::contact::FieldProblem;

use super::{fixture, refused};

#[test]
fn patients_are_read_the_same_from_either_encoding() {
    for name in ["import/patients_utf8.csv", "import/patients_windows1252.csv"] {
        let draft = csv::read_patients(&decoded(&fixture(name)));
        let names: Vec<_> = draft
            .patients
            .iter()
            .map(|p| format!("{} {}", p.family_name, p.given_name))
            .collect();
        assert_eq!(
            names,
            [
                "D'AUBIGNÉ Hélène",
                "LE GOFF Anne-Marie",
                "N'Diaye Aïcha",
                "de La Fontaine Jean",
                "Müller Zoë",
                "LE GOFF Anne-Marie",
            ],
            "{name}"
        );
        let first = &draft.patients[0];
        assert_eq!(first.born, NaiveDate::from_ymd_opt(1961, 3, 5));
        assert_eq!(first.phone.as_ref().unwrap().as_str(), "+33639981234");
        assert_eq!(
            first.email.as_ref().unwrap().as_str(),
            "helene.daubigne@example.org"
        );
        assert_eq!(draft.patients[1].note, "Deux lignes :\nporte cochère, puis \"B\"");
        assert_eq!(draft.patients[3].born, NaiveDate::from_ymd_opt(1950, 7, 8));
        // A quoted line break moves the lines after it.
        assert_eq!(refused(&draft), [8, 9, 10, 11]);
    }
}

#[test]
fn english_headers_and_commas_are_understood() {
    let draft = csv::read_patients(&decoded(&fixture("import/patients_english.csv")));
    assert_eq!(draft.unreadable, []);
    assert_eq!(draft.patients[0].family_name.as_str(), "O'Brien");
    assert_eq!(draft.patients[0].phone.as_ref().unwrap().as_str(), "+33199001234");
    assert_eq!(draft.patients[1].note, "known here");
}

#[test]
fn appointments_are_read_with_their_states_and_lengths() {
    let draft = csv::read_appointments(&decoded(&fixture("import/appointments_windows1252.csv")));
    let read: Vec<_> = draft
        .appointments
        .iter()
        .map(|a| match a.start {
            When::Wall(start) => (start.to_string(), a.minutes, a.status),
            When::At(_) => panic!("a CSV has no instants"),
        })
        .collect();
    assert_eq!(
        read,
        [
            (
                "2026-12-07 09:00:00".to_owned(),
                Some(15),
                Some(Status::Confirmed)
            ),
            ("2026-12-07 09:15:00".to_owned(), None, None),
            (
                "2026-12-07 09:20:00".to_owned(),
                Some(15),
                Some(Status::Confirmed)
            ),
            ("2026-11-02 14:30:00".to_owned(), Some(30), Some(Status::Done)),
            ("2026-11-03 14:30:00".to_owned(), Some(30), Some(Status::NoShow)),
            ("2026-12-08 10:00:00".to_owned(), Some(15), None),
            ("2026-12-08 11:00:00".to_owned(), Some(15), None),
        ]
    );
    // Names are compared with the practice later; here the hour and the state are refused.
    assert_eq!(refused(&draft), [7, 10]);
}

#[test]
fn a_column_that_lacks_is_named() {
    let draft = csv::read_appointments("Date;Nom;Prénom\n01/01/2027;Dupont;Jean\n");
    assert_eq!(draft.unreadable[0].reason, Reason::NoColumn("practitioner"));
    let draft = csv::read_patients("a;b\n1;2\n");
    assert_eq!(draft.unreadable[0].reason, Reason::NoColumn("family-name"));
}

#[test]
fn a_social_security_number_is_refused_wherever_it_hides() {
    let draft = csv::read_patients("Nom;Prénom;Note\nDupont;Jean;n° 1 55 08 75 056 001 79 noté\n");
    assert!(draft.patients.is_empty());
    let problem = FieldProblem::SocialSecurityNumber;
    assert_eq!(
        draft.unreadable[0].reason,
        Reason::Field {
            column: "note",
            problem
        }
    );
}

#[test]
fn a_line_over_the_limit_is_refused_and_the_next_one_read() {
    let long = "x".repeat(70_000);
    let draft = csv::read_patients(&format!("Nom;Prénom;Note\nDupont;Jean;{long}\nMartin;Léa;\n"));
    assert_eq!(draft.patients.len(), 1);
    assert_eq!(draft.unreadable[0].line, 2);
    assert!(matches!(draft.unreadable[0].reason, Reason::TooLong(_)));
}
