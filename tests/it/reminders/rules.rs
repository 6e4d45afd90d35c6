//! What all reminders are planned by: plans, quiet hours, closing days, zone; changed while reminders wait.

use grappe::domain::agenda::Edit;
use grappe::domain::care_type::CareType;
use grappe::domain::practice::Practice as House;
use grappe::domain::reminder::ReminderChannel::Email as ByEmail;
use grappe::domain::schedule::{HolidayEdit, HolidayRules};
use grappe::domain::staff::Actor;
use grappe::domain::time::Zone;

use super::{IN_A_FORTNIGHT, booked, days, plan, practice, waiting};
use crate::support::house::{Practice, care_type, person, secretary};

async fn dues(practice: &Practice) -> Vec<String> {
    waiting(practice).await.into_iter().map(|row| row.2).collect()
}

async fn changed(practice: &Practice, edit: Edit) {
    practice
        .app
        .change_set_up(vec![edit], None, Actor::System)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_change_of_the_rules_moves_what_waits_in_its_own_transaction() {
    let (practice, care) = practice(&[(ByEmail, days(1, "14:00"))]).await;
    booked(&practice, care, IN_A_FORTNIGHT, person("Petit", "Zoé")).await;
    booked(&practice, care, "2026-03-24T08:00:00Z", person("Autre", "Ève")).await;
    assert_eq!(dues(&practice).await, ["03-16T13:00Z", "03-23T13:00Z"]);

    let other = CareType {
        id: care,
        ..care_type("Consultation", plan(&[(ByEmail, days(1, "18:30"))]))
    };
    changed(&practice, Edit::CareType(Box::new(other))).await;
    assert_eq!(dues(&practice).await, ["03-16T17:30Z", "03-23T17:30Z"]);

    let early = serde_json::json!({ "from": "18:00", "to": "09:00", "sundays": true, "holidays": true });
    super::sets(&practice, "reminders.quiet_hours", early).await;
    assert_eq!(dues(&practice).await, ["03-16T15:00Z", "03-23T15:00Z"]);

    let mut holidays = HolidayRules::default();
    let edit = HolidayEdit::Added("Fermeture".to_owned());
    holidays.edits.insert("2026-03-16".parse().unwrap(), edit);
    changed(&practice, Edit::Holidays(holidays)).await;
    // Monday is closed and Sunday quiet: Saturday at four.
    assert_eq!(dues(&practice).await, ["03-14T15:00Z", "03-23T15:00Z"]);

    let house = House {
        zone: Zone::named("Indian/Reunion").unwrap(),
        ..practice.app.agenda().set_up().practice.clone()
    };
    changed(&practice, Edit::Practice(Box::new(house))).await;
    // Noon there is eight o'clock in UTC, on the same dates.
    assert_eq!(dues(&practice).await, ["03-14T12:00Z", "03-23T12:00Z"]);

    let none = CareType {
        id: care,
        ..care_type("Consultation", plan(&[]))
    };
    changed(&practice, Edit::CareType(Box::new(none))).await;
    assert_eq!(dues(&practice).await, [""; 0]);
}

#[tokio::test]
async fn other_zone_rules_are_applied_when_the_program_starts() {
    let (practice, care) = practice(&[(ByEmail, days(1, "14:00"))]).await;
    booked(&practice, care, IN_A_FORTNIGHT, person("Petit", "Zoé")).await;
    practice.app.replan_reminders().await.unwrap();
    // As rules of an older program left it: an hour off.
    let conn = rusqlite::Connection::open(practice.app.store().file()).unwrap();
    conn.execute(
        "UPDATE outbox SET due_at = due_at + 3600 WHERE kind = 'reminder_1'",
        [],
    )
    .unwrap();
    practice.app.replan_reminders().await.unwrap();
    assert_eq!(dues(&practice).await, ["03-16T14:00Z"]);
    conn.execute("UPDATE machine_clock SET zone_data = '2019a'", [])
        .unwrap();
    practice.app.replan_reminders().await.unwrap();
    assert_eq!(dues(&practice).await, ["03-16T13:00Z"]);
}

#[tokio::test]
async fn who_came_with_an_import_is_reminded_once_they_agreed() {
    let practice = Practice::filled().await;
    // Appointment 5 came with an import; its patient gives an address.
    practice
        .set_up(|tx| {
            let anne = tx.patient(grappe::domain::id::PatientId(3))?.unwrap();
            let email = grappe::domain::contact::Email::parse("anne@example.org").ok();
            tx.save_patient(&grappe::domain::patient::Patient { email, ..anne })
        })
        .await;
    practice.clock.set("2026-03-02T07:00:00Z".parse().unwrap());
    practice.app.replan_reminders().await.unwrap();
    let told = |rows: &[super::Row], id: i64| rows.iter().any(|row| row.0.contains(&id));
    assert!(!told(&waiting(&practice).await, 5));
    practice
        .app
        .note_consent(
            grappe::domain::id::PatientId(3),
            grappe::domain::consent::ConsentKind::Reminders,
            secretary(),
        )
        .await
        .unwrap();
    assert!(told(&waiting(&practice).await, 5));
}
