//! The whole practice, out and in again: nothing that is the practice's or a patient's may stay behind.

use std::collections::BTreeSet;

use grappe::app::StaffEntry;
use grappe::app::exchange::import::{ImportReport, Reason};
use grappe::domain::staff::{Actor, Role};
use grappe::store::{Keeping, SCHEMA, TABLES, inspect};
use grappe::sys::hash::sha256;
use serde_json::{Value, json};

use crate::support::filled::{names, open, rows, tables};
use crate::support::house::{Practice, person, secretary};

/// Filled and emptied within one transaction: `check` complains of a row in it.
const ALWAYS_EMPTY: [&str; 1] = ["handovers"];

async fn exported(practice: &Practice) -> Value {
    let files = practice.app.export(Actor::System).await.unwrap();
    let whole = files.iter().find(|file| file.name == "grappe.json").unwrap();
    let mut whole: Value = serde_json::from_slice(&whole.bytes).unwrap();
    whole["exported"] = json!("some day");
    whole
}

async fn takes(practice: &Practice, whole: &Value) -> ImportReport {
    let text = whole.to_string();
    practice.app.restore(text, false, Actor::System).await.unwrap()
}

#[tokio::test]
async fn every_table_is_decided_on_and_tried() {
    let filled = Practice::filled().await;
    let conn = filled.database();
    let there: BTreeSet<String> = tables(&conn).into_iter().collect();
    let named: BTreeSet<String> = TABLES.iter().map(|kept| kept.table.to_owned()).collect();
    assert_eq!(
        there, named,
        "a table without a decision, or a decision without a table"
    );
    for table in there
        .iter()
        .filter(|table| !ALWAYS_EMPTY.contains(&table.as_str()))
    {
        assert!(
            !rows(&conn, table, &[]).is_empty(),
            "filled.sql has nothing for {table}"
        );
    }
    for kept in TABLES {
        let columns = names(
            &conn,
            &format!("SELECT name FROM pragma_table_info('{}')", kept.table),
        );
        if let Keeping::Taken(without) = kept.keeping {
            for column in without {
                assert!(columns.contains(&(*column).to_owned()), "{}.{column}", kept.table);
            }
        }
    }
    assert_eq!(filled.problems().await, []);
}

#[tokio::test]
async fn everything_comes_back_as_it_was() {
    let filled = Practice::filled().await;
    let whole = exported(&filled).await;
    let text = whole.to_string();
    for secret in [
        "sealed-secret",
        "sealed-sms",
        "argon2id",
        "agenda.example.org",
        "x.example.org",
        "key-2",
        "key-3",
    ] {
        assert!(!text.contains(secret), "{secret} left the house");
    }
    let other = Practice::new();
    let report = takes(&other, &whole).await;
    assert!(!report.has_losses(), "{report:?}");
    let (before, after) = (filled.database(), other.database());
    for kept in TABLES {
        match kept.keeping {
            Keeping::Taken(without) => assert_eq!(
                rows(&after, kept.table, without),
                rows(&before, kept.table, without),
                "{}",
                kept.table
            ),
            Keeping::Left(reason) => assert!(reason.len() > 10, "{}", kept.table),
        }
    }
    assert_eq!(exported(&other).await, whole);
    assert_eq!(other.problems().await, []);

    // It is a practice to go on with: in memory as on disk, and no number is given twice.
    let (was, is) = (filled.app.agenda(), other.app.agenda());
    assert_eq!(format!("{:?}", is.set_up()), format!("{:?}", was.set_up()));
    for patient in 1..=4 {
        let of = |agenda: &grappe::domain::agenda::Agenda| {
            let id = grappe::domain::id::PatientId(patient);
            agenda
                .bookings_of(id)
                .iter()
                .map(|b| b.interval)
                .collect::<Vec<_>>()
        };
        assert_eq!(of(&is), of(&was));
    }
    let next = |conn: &rusqlite::Connection| {
        names(
            conn,
            "SELECT name || ' ' || seq FROM sqlite_sequence WHERE name <> 'staff' ORDER BY name",
        )
    };
    assert_eq!(next(&after), next(&before));
}

#[tokio::test]
async fn accounts_of_the_new_house_stay_and_the_others_come_without_their_keys() {
    let filled = Practice::filled().await;
    let whole = exported(&filled).await;
    let other = Practice::new();
    // `grappe init` has made the first one; the number of Marie is taken, and Hélène has her account already.
    for (login, name) in [("admin", "Administration"), ("helene", "Hélène d'Aubigné")] {
        let entry = StaffEntry::new(login.to_owned(), name.to_owned(), Role::Administrator);
        other.app.create_staff(Actor::System, entry).await.unwrap();
    }
    assert!(!takes(&other, &whole).await.has_losses());
    let conn = other.database();
    let found = names(
        &conn,
        "SELECT concat_ws('|', id, login, name, role, email, password, totp_secret, hex(setup_code)) FROM staff ORDER BY id",
    );
    assert_eq!(
        found,
        [
            "1|admin|Administration|administrator|",
            "2|helene|Hélène d'Aubigné|administrator|",
            "3|marie|Marie Blanc|remote_secretary|marie@example.org|",
        ]
    );
    assert_eq!(
        names(
            &conn,
            "SELECT concat_ws('|', staff, practitioner) FROM staff_practitioners"
        ),
        ["3|1"]
    );
    assert_eq!(names(&conn, "SELECT CAST(author AS TEXT) FROM drafts"), ["2"]);
}

#[tokio::test]
async fn an_export_of_an_older_program_is_brought_up() {
    let filled = Practice::filled().await;
    let mut whole = exported(&filled).await;
    whole["schema"] = json!(14);
    for younger in [
        "tombstones",
        "kept_visits",
        "delays",
        "erasure_requests",
        "reminder_refusals",
        "reminder_calls",
        "calendar_links",
        "calendar_events",
        "calendar_decisions",
        "sms_texts",
        "sms_stops",
    ] {
        whole["rows"].as_object_mut().unwrap().remove(younger);
    }
    let visit = whole["rows"]["past_visits"][0].as_object_mut().unwrap();
    visit.remove("seconds");
    visit.insert("minutes".to_owned(), json!(30));
    for (table, younger) in [
        ("exceptions", ["written"].as_slice()),
        ("practitioners", &["languages", "is_step_free"]),
        ("care_types", &["price", "preparation", "keywords"]),
    ] {
        for row in whole["rows"][table].as_array_mut().unwrap() {
            let row = row.as_object_mut().unwrap();
            row.retain(|name, _| !younger.contains(&name.as_str()));
        }
    }
    let other = Practice::new();
    let report = takes(&other, &whole).await;
    assert!(!report.has_losses(), "{report:?}");
    let (before, after) = (filled.database(), other.database());
    for table in [
        "past_visits",
        "exceptions",
        "appointments",
        "patients",
        "consents",
        "merges",
        "settings",
    ] {
        assert_eq!(rows(&after, table, &[]), rows(&before, table, &[]), "{table}");
    }
}

/// Sets a column of the nth row of a table, which is made where there is none.
fn set(whole: &mut Value, (table, nth, column): (&str, usize, &str), value: &Value) {
    let rows = &mut whole["rows"][table];
    if rows.is_null() {
        *rows = json!([{}]);
    }
    rows[nth][column] = value.clone();
}

#[tokio::test]
async fn a_file_that_somebody_edited_is_refused_whole() {
    let filled = Practice::filled().await;
    let whole = exported(&filled).await;
    let other = Practice::new();
    let refused = async |what: &str, edited: &Value| {
        let report = takes(&other, edited).await;
        let reason = report.unreadable.first().map(|one| &one.reason);
        assert!(matches!(reason, Some(Reason::Row(_))), "{what}: {report:?}");
        let written = rows(&open(other.folder.path()), "practitioners", &[]);
        assert!(written.is_empty(), "{what}");
    };
    for (place, value) in [
        // Tables that are none or stay, and a column that is none.
        (("sqlite_schema", 0, "name"), json!("x")),
        (("sessions", 0, "staff"), json!(1)),
        (("patients", 0, "x\", note) --"), json!("x")),
        // Values that the schema refuses, or the program.
        (("patients", 0, "created_at"), json!("x")),
        (("patients", 0, "family_name"), json!(" ")),
        (("care_types", 0, "terms"), json!("7")),
        (("consents", 0, "patient"), json!(77)),
    ] {
        let mut edited = whole.clone();
        set(&mut edited, place, &value);
        refused(&format!("{place:?}"), &edited).await;
    }
    let mut newer = whole.clone();
    newer["schema"] = json!(SCHEMA + 1);
    refused("a program to come", &newer).await;
    let mut twice = whole.clone();
    let start = whole["rows"]["appointments"][2]["start_at"].as_i64().unwrap();
    for (column, value) in [
        ("start_at", json!(start)),
        ("occupied_from", json!(start)),
        ("end_at", json!(start + 60)),
        ("occupied_to", json!(start + 60)),
        ("status", json!("confirmed")),
    ] {
        set(&mut twice, ("appointments", 0, column), &value);
    }
    refused("one time sold twice", &twice).await;

    // The next one, in the same program, finds nothing in its way.
    assert!(!takes(&other, &whole).await.has_losses());
    let again = takes(&other, &whole).await;
    assert_eq!(again.unreadable[0].reason, Reason::NotEmpty);
}

#[tokio::test]
async fn a_number_that_was_given_is_never_given_again() {
    let practice = Practice::new();
    practice.usual().await;
    practice.knows(person("Blanc", "Luc")).await;
    let erased = practice.knows(person("Roux", "Zoé")).await;
    practice.app.erase_patient(erased, Actor::System).await.unwrap();
    let other = Practice::new();
    takes(&other, &exported(&practice).await).await;
    let next = other.knows(person("Noir", "Eva")).await;
    assert_eq!(next.0, erased.0 + 1);
}

#[tokio::test]
async fn the_log_goes_along_to_be_read_and_proves_itself() {
    let practice = Practice::filled().await;
    practice.app.export(secretary()).await.unwrap();
    let head = inspect(practice.folder.path()).unwrap().head;
    let files = practice.app.export(secretary()).await.unwrap();
    let log = files.iter().find(|file| file.name == "journal.jsonl").unwrap();
    let log = String::from_utf8(log.bytes.clone()).unwrap();
    assert!(log.lines().last().unwrap().contains("export.write"));
    let chain = log.lines().fold([0; 32], |hash: [u8; 32], line| {
        sha256(&[&hash, line.as_bytes()].concat())
    });
    assert_eq!(chain, head.hash);
}
