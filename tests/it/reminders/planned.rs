//! A reminder is written, changed and called off in the transaction of what it depends on.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use grappe::app::{ForWhom, LengthRequest, MergeRequest, MoveRequest};
use grappe::domain::care_type::{CareTerms, CareType};
use grappe::domain::contact::{Email, Phone};
use grappe::domain::id::PatientId;
use grappe::domain::patient::Patient;
use grappe::domain::reminder::ReminderChannel::{Email as ByEmail, SmsOrEmail};
use grappe::domain::reminder::ReminderOffset;
use grappe::domain::slot::{Audience, Placing};
use grappe::store::MessageKind;

use super::{IN_A_FORTNIGHT, booked, days, plan, practice, sent, waiting};
use crate::support::house::{Practice, at_the_desk, care_type, instant, person, secretary};

const ZOE: &str = "zoe.petit@example.org";

fn row(told: &[i64], to: &str, due: &str) -> super::Row {
    (told.to_vec(), to.to_owned(), due.to_owned())
}

fn moved_to(of: &grappe::domain::booking::Appointment, start: &str) -> MoveRequest {
    MoveRequest {
        appointment: of.id,
        expected_version: None,
        practitioner: Some(of.practitioner),
        start: instant(start),
        audience: Audience::Staff,
        placing: Some(Placing::InOpeningHours),
        overbooking: None,
        actor: secretary(),
    }
}

#[tokio::test]
async fn a_booking_a_move_a_cancellation_and_its_undo_each_leave_the_right_reminders() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let first = booked(&practice, care, IN_A_FORTNIGHT, person("Petit", "Zoé")).await;
    assert_eq!(
        waiting(&practice).await,
        [row(&[1], ZOE, "03-10T09:00Z"), row(&[1], ZOE, "03-16T13:00Z")]
    );
    let moved = practice
        .app
        .move_appointment(moved_to(&first, "2026-03-18T08:00:00Z"), None)
        .await
        .unwrap()
        .booking
        .appointment;
    let after = [row(&[2], ZOE, "03-11T09:00Z"), row(&[2], ZOE, "03-17T13:00Z")];
    assert_eq!(waiting(&practice).await, after);
    practice.app.cancel(moved.id, None, secretary()).await.unwrap();
    assert_eq!(waiting(&practice).await, []);
    practice.app.undo(None, secretary()).await.unwrap();
    assert_eq!(waiting(&practice).await, after);
    practice.app.undo(None, secretary()).await.unwrap();
    assert_eq!(
        waiting(&practice).await,
        [row(&[3], ZOE, "03-10T09:00Z"), row(&[3], ZOE, "03-16T13:00Z")]
    );
    assert_eq!(practice.problems().await, []);
}

#[tokio::test]
async fn what_is_booked_shortly_before_has_the_reminders_that_are_left() {
    // reminders §3: 3 h before, 25 h before (the confirmation is an hour old), 27 h before.
    let (practice, care) = practice(&[(ByEmail, ReminderOffset::Hours(24))]).await;
    practice.clock.set(instant("2026-03-03T09:00:00Z"));
    for (start, expected) in [
        ("2026-03-03T12:00:00Z", &[][..]),
        ("2026-03-04T10:00:00Z", &[]),
        ("2026-03-04T12:00:00Z", &["03-03T12:00Z"]),
    ] {
        let patient = person("Petit", &format!("Zoé{}", "é".repeat(start.len() % 3)));
        let made = booked(&practice, care, start, patient).await;
        let dues: Vec<String> = waiting(&practice).await.into_iter().map(|row| row.2).collect();
        assert_eq!(dues, expected, "{start}");
        practice.app.cancel(made.id, None, secretary()).await.unwrap();
    }
}

#[tokio::test]
async fn appointments_of_one_day_are_one_message_and_each_alone_when_the_other_goes() {
    let (practice, care) = practice(&[(ByEmail, ReminderOffset::Hours(24))]).await;
    let late = booked(&practice, care, "2026-03-17T15:00:00Z", person("Petit", "Zoé")).await;
    assert_eq!(waiting(&practice).await, [row(&[1], ZOE, "03-16T15:00Z")]);
    let early = booked(&practice, care, IN_A_FORTNIGHT, person("Petit", "Zoé")).await;
    booked(&practice, care, "2026-03-18T08:00:00Z", person("Petit", "Zoé")).await;
    booked(&practice, care, "2026-03-17T09:00:00Z", person("Autre", "Zoé")).await;
    let others = [
        row(&[4], "zoe.autre@example.org", "03-16T09:00Z"),
        row(&[3], ZOE, "03-17T08:00Z"),
    ];
    let mut together = vec![row(&[2, 1], ZOE, "03-16T08:00Z")];
    together.extend(others.clone());
    assert_eq!(waiting(&practice).await, together);
    practice.app.cancel(early.id, None, secretary()).await.unwrap();
    let mut alone = others.to_vec();
    alone.insert(1, row(&[1], ZOE, "03-16T15:00Z"));
    assert_eq!(waiting(&practice).await, alone);
    practice.app.cancel(late.id, None, secretary()).await.unwrap();
    assert_eq!(waiting(&practice).await, others);
}

#[tokio::test]
async fn a_reminder_that_left_never_goes_again_whatever_changes() {
    let (practice, care) = practice(&[(ByEmail, days(1, "14:00"))]).await;
    let made = booked(&practice, care, IN_A_FORTNIGHT, person("Petit", "Zoé")).await;
    sent(&practice).await;
    practice.clock.set(instant("2026-03-16T13:00:10Z"));
    assert_eq!(sent(&practice).await, [MessageKind::Reminder(1)]);
    let longer = LengthRequest {
        appointment: made.id,
        expected_version: None,
        length: TimeDelta::minutes(45),
        placing: Placing::InOpeningHours,
        overbooking: None,
        actor: secretary(),
    };
    let longer = practice.app.change_length(longer, None).await.unwrap();
    let id = longer.booking.appointment.id;
    practice
        .app
        .write_note(id, "Porte B".to_owned(), None, secretary())
        .await
        .unwrap();
    // The plan says another hour of the same day by now.
    practice
        .set_up(move |tx| {
            tx.save_care_type(&CareType {
                id: care,
                ..care_type("Consultation", plan(&[(ByEmail, days(1, "17:00"))]))
            })
        })
        .await;
    assert_eq!(waiting(&practice).await, []);
    practice.clock.set(instant("2026-03-16T16:30:00Z"));
    assert_eq!(sent(&practice).await, []);
    // Another day is another reminder.
    let moved = practice
        .app
        .move_appointment(
            moved_to(&longer.booking.appointment, "2026-03-19T08:00:00Z"),
            None,
        )
        .await
        .unwrap();
    assert_eq!(
        waiting(&practice).await,
        [row(&[moved.booking.appointment.id.0], ZOE, "03-18T16:00Z")]
    );
}

#[tokio::test]
async fn a_longer_visit_is_reminded_of_as_before_though_its_row_is_new() {
    let (practice, care) = practice(&[(ByEmail, days(1, "14:00"))]).await;
    let made = booked(&practice, care, IN_A_FORTNIGHT, person("Petit", "Zoé")).await;
    practice.clock.set(instant("2026-03-16T12:50:00Z"));
    let longer = LengthRequest {
        appointment: made.id,
        expected_version: None,
        length: TimeDelta::minutes(45),
        placing: Placing::InOpeningHours,
        overbooking: None,
        actor: secretary(),
    };
    practice.app.change_length(longer, None).await.unwrap();
    // The new row is ten minutes old, what the patient was told is two weeks old.
    assert_eq!(waiting(&practice).await, [row(&[2], ZOE, "03-16T13:00Z")]);
}

#[tokio::test]
async fn a_request_is_reminded_of_once_it_is_accepted() {
    let (practice, _) = practice(&[]).await;
    let asked = practice
        .sells_care(CareType {
            needs_approval: true,
            ..care_type("Bilan", plan(&[(ByEmail, days(1, "14:00"))]))
        })
        .await;
    let held = practice.holds(asked, IN_A_FORTNIGHT, "one").await;
    let typed = crate::support::house::draft(person("Petit", "Zoé"));
    practice.app.request_code(&held.token, typed).await.unwrap();
    let code = practice.newest_code().await;
    let made = practice.app.confirm_hold(&held.token, &code, None).await.unwrap();
    assert_eq!(waiting(&practice).await, []);
    practice
        .app
        .approve(made.appointment.id, None, secretary())
        .await
        .unwrap();
    assert_eq!(waiting(&practice).await, [row(&[1], ZOE, "03-16T13:00Z")]);
}

#[tokio::test]
async fn contacts_and_marks_decide_where_a_reminder_goes() {
    let (practice, care) = practice(&[(SmsOrEmail, days(1, "14:00"))]).await;
    let made = booked(&practice, care, IN_A_FORTNIGHT, person("Petit", "Zoé")).await;
    let zoe = person("Petit", "Zoé");
    let moved = Patient {
        email: Email::parse("z@example.org").ok(),
        ..zoe.clone()
    };
    edited(&practice, made.patient, moved, None).await;
    assert_eq!(
        waiting(&practice).await,
        [row(&[1], "z@example.org", "03-16T13:00Z")]
    );
    let by_phone = Patient {
        email: None,
        phone: Phone::parse("06 12 34 56 78").ok(),
        ..zoe.clone()
    };
    edited(&practice, made.patient, by_phone, None).await;
    // No line for text messages yet.
    assert_eq!(waiting(&practice).await, []);
    let line = super::texts(&practice).await;
    assert_eq!(
        waiting(&practice).await,
        [row(&[1], "+33612345678", "03-16T13:00Z")]
    );
    practice.app.remove_sms_line(secretary(), line).await.unwrap();
    edited(&practice, made.patient, zoe.clone(), None).await;
    assert_eq!(waiting(&practice).await, [row(&[1], ZOE, "03-16T13:00Z")]);
    edited(&practice, made.patient, zoe, Some(true)).await;
    assert_eq!(waiting(&practice).await, []);
}

/// Writes a record anew; `is_phone_only` marks it so.
async fn edited(practice: &Practice, id: PatientId, patient: Patient, is_phone_only: Option<bool>) {
    let app = &practice.app;
    let file = app.open_patient(id, secretary()).await.unwrap().unwrap();
    let marks = is_phone_only.map(|is_phone_only| grappe::store::PatientMarks {
        is_phone_only,
        ..file.marks
    });
    let patient = Patient { id, ..patient };
    app.save_patient_with(patient, marks, Some(file.version), secretary())
        .await
        .unwrap();
}

#[tokio::test]
async fn two_records_that_become_one_are_reminded_once_for_a_day_and_by_its_contact() {
    let (practice, care) = practice(&[(ByEmail, days(1, "14:00"))]).await;
    let known = |who: PatientId, start: &str| {
        let mut request = at_the_desk(care, start, person("X", "Y"));
        request.for_whom = ForWhom::Known(who);
        request
    };
    let one = practice.knows(person("Petit", "Zoé")).await;
    let other = practice.knows(person("Petit", "Zoe-Marie")).await;
    let app = &practice.app;
    app.book(known(one, IN_A_FORTNIGHT), None).await.unwrap();
    app.book(known(other, "2026-03-17T14:00:00Z"), None)
        .await
        .unwrap();
    assert_eq!(waiting(&practice).await.len(), 2);
    let merge = MergeRequest {
        survivor: Patient {
            id: one,
            ..person("Petit", "Zoé")
        },
        survivor_version: 1,
        absorbed: other,
        absorbed_version: 1,
        actor: secretary(),
    };
    let merged = app.merge_patients(merge).await.unwrap();
    assert_eq!(waiting(&practice).await, [row(&[1, 2], ZOE, "03-16T13:00Z")]);
    app.undo_merge(merged, secretary()).await.unwrap();
    assert_eq!(
        waiting(&practice).await,
        [
            row(&[1], ZOE, "03-16T13:00Z"),
            row(&[2], "zoemarie.petit@example.org", "03-16T13:00Z")
        ]
    );
    assert_eq!(practice.problems().await, []);
}

#[tokio::test]
async fn what_was_erased_is_reminded_of_no_more() {
    let (practice, care) = practice(&[(ByEmail, days(1, "14:00"))]).await;
    let made = booked(&practice, care, IN_A_FORTNIGHT, person("Petit", "Zoé")).await;
    practice
        .app
        .store()
        .write(
            move |tx: &mut grappe::store::Tx<'_>| -> Result<(), grappe::store::Fault> {
                let patient = tx.patient(made.patient)?.unwrap();
                tx.erase_patient(&patient)?;
                tx.audit(&grappe::store::Record::new(&secretary(), "patient.erase"))?;
                Ok(())
            },
        )
        .await
        .unwrap();
    assert_eq!(waiting(&practice).await, []);
    assert_eq!(practice.problems().await, []);
}

#[tokio::test]
async fn each_practitioner_may_have_a_plan_of_their_own() {
    let practice = Practice::new();
    let doctor = practice.with_practitioner("Dr Hélène d'Aubigné").await;
    practice.open(doctor, "08:00", "19:00").await;
    let own = grappe::domain::care_type::CareOverride {
        reminders: Some(plan(&[(ByEmail, days(2, "11:00"))]).reminders),
        ..Default::default()
    };
    let care = practice
        .sells_care(CareType {
            overrides: BTreeMap::from([(doctor, own)]),
            ..care_type("Consultation", CareTerms::default())
        })
        .await;
    booked(&practice, care, IN_A_FORTNIGHT, person("Petit", "Zoé")).await;
    // Sunday 15 March is quiet: Saturday at 18:00.
    assert_eq!(waiting(&practice).await, [row(&[1], ZOE, "03-14T17:00Z")]);
}
