//! What somebody of the staff did is undone for ten minutes, and the patient is never left with a wrong message.

use chrono::TimeDelta;
use grappe::app::{BookingRequest, Failure, LengthRequest, MoveRequest, UndoRefusal};
use grappe::domain::booking::{Appointment, Refusal, Status};
use grappe::domain::care_type::{CareTerms, Series};
use grappe::domain::id::StaffId;
use grappe::domain::slot::{Audience, Placing};
use grappe::domain::staff::Actor;
use grappe::domain::webhook::WebhookEvent;
use grappe::store::{MessageKind, NewWebhook, Outcome, inspect};

use crate::support::house::{Practice, at_the_desk, instant, person, secretary};

const NINE: &str = "2026-03-03T08:00:00Z";
const TEN: &str = "2026-03-03T09:00:00Z";

async fn booked(practice: &Practice) -> Appointment {
    let (_, care) = practice.usual().await;
    let request = at_the_desk(care, NINE, person("Petit", "Léo"));
    practice.app.book(request, None).await.unwrap().appointment
}

async fn moved(practice: &Practice, old: &Appointment, start: &str) -> Appointment {
    let request = MoveRequest {
        appointment: old.id,
        expected_version: Some(old.version),
        practitioner: Some(old.practitioner),
        start: instant(start),
        audience: Audience::Staff,
        placing: Some(Placing::InOpeningHours),
        overbooking: None,
        actor: secretary(),
    };
    let moved = practice.app.move_appointment(request, None).await;
    moved.unwrap().booking.appointment
}

fn length(of: &Appointment, minutes: i64) -> LengthRequest {
    LengthRequest {
        appointment: of.id,
        expected_version: Some(of.version),
        length: TimeDelta::minutes(minutes),
        placing: Placing::InOpeningHours,
        overbooking: None,
        actor: secretary(),
    }
}

/// What the worker would send once nobody moves anything any more, the oldest first.
async fn due(practice: &Practice) -> Vec<MessageKind> {
    practice.clock.advance(TimeDelta::seconds(30));
    let notices = practice.app.due_notices(10).await.unwrap();
    notices.iter().map(|notice| notice.message.kind).collect()
}

/// Sends everything that is due.
async fn sent(practice: &Practice) {
    practice.clock.advance(TimeDelta::seconds(30));
    for notice in practice.app.due_notices(10).await.unwrap() {
        let attempt = practice.app.claim_notice(&notice.message).await.unwrap().unwrap();
        let settled = practice
            .app
            .settle_notice(notice.message.id, attempt, Outcome::Sent(None));
        settled.await.unwrap();
    }
}

fn refusal(failure: &Failure<UndoRefusal>) -> UndoRefusal {
    *failure.refusal().unwrap()
}

#[tokio::test]
async fn a_booking_that_nobody_heard_of_goes_without_a_word() {
    let practice = Practice::new();
    let made = booked(&practice).await;
    let undone = practice.app.undo(None, secretary()).await.unwrap();
    assert_eq!(
        (undone.appointment.id, undone.appointment.status),
        (made.id, Status::CancelledByPractice)
    );
    assert_eq!(due(&practice).await, []);
    assert_eq!(
        refusal(&practice.app.undo(None, secretary()).await.unwrap_err()),
        UndoRefusal::Nothing
    );
}

#[tokio::test]
async fn a_booking_that_was_confirmed_by_mail_is_called_off_by_mail() {
    let practice = Practice::new();
    booked(&practice).await;
    sent(&practice).await;
    practice.app.undo(None, secretary()).await.unwrap();
    assert_eq!(due(&practice).await, [MessageKind::Cancelled]);
}

#[tokio::test]
async fn a_move_goes_back_and_the_patient_hears_what_is_right() {
    for (is_confirmed, is_told, expected) in [
        // Nothing had left: the confirmation that the move held back is owed.
        (false, false, vec![MessageKind::Confirmed]),
        // The patient knows the first hour only: nothing to say.
        (true, false, vec![]),
        (true, true, vec![MessageKind::Moved]),
    ] {
        let practice = Practice::new();
        let old = booked(&practice).await;
        if is_confirmed {
            sent(&practice).await;
        }
        let new = moved(&practice, &old, TEN).await;
        if is_told {
            sent(&practice).await;
        }
        let undone = practice
            .app
            .undo(Some(new.id), secretary())
            .await
            .unwrap()
            .appointment;
        assert_eq!(undone.interval, old.interval);
        assert_eq!(
            (undone.status, undone.moved_from),
            (Status::Confirmed, Some(new.id))
        );
        assert_eq!(due(&practice).await, expected, "{is_confirmed} {is_told}");
        assert_eq!(inspect(practice.folder.path()).unwrap().problems, []);
    }
}

#[tokio::test]
async fn a_cancellation_is_undone_unless_somebody_has_the_time() {
    let practice = Practice::new();
    let made = booked(&practice).await;
    sent(&practice).await;
    practice.app.cancel(made.id, None, secretary()).await.unwrap();
    let other = at_the_desk(made.care, NINE, person("Roux", "Zoé"));
    let other = practice.app.book(other, None).await.unwrap().appointment;
    assert_eq!(
        refusal(&practice.app.undo(Some(made.id), secretary()).await.unwrap_err()),
        UndoRefusal::Taken
    );
    assert_eq!(
        due(&practice).await,
        [MessageKind::Cancelled, MessageKind::Confirmed]
    );
    practice.app.cancel(other.id, None, Actor::System).await.unwrap();
    let undone = practice
        .app
        .undo(Some(made.id), secretary())
        .await
        .unwrap()
        .appointment;
    assert_eq!(undone.status, Status::Confirmed);
    // Of the first patient nothing is left to say; the second one's confirmation was called off by the cancellation.
    assert_eq!(due(&practice).await, [MessageKind::Cancelled]);
    let again = at_the_desk(made.care, NINE, person("Roux", "Zoé"));
    let again = practice.app.book(again, None).await.unwrap_err();
    assert!(
        matches!(again.refusal(), Some(Refusal::SlotTaken { .. })),
        "the time is taken again: {again:?}"
    );
    assert_eq!(inspect(practice.folder.path()).unwrap().problems, []);
}

#[tokio::test]
async fn a_cancellation_that_was_told_is_followed_by_a_confirmation() {
    let practice = Practice::new();
    let made = booked(&practice).await;
    practice.app.cancel(made.id, None, secretary()).await.unwrap();
    sent(&practice).await;
    practice.app.undo(None, secretary()).await.unwrap();
    assert_eq!(due(&practice).await, [MessageKind::Confirmed]);
}

#[tokio::test]
async fn a_state_of_the_day_is_undone_and_no_message_with_it() {
    let practice = Practice::new();
    let made = booked(&practice).await;
    practice.clock.advance(TimeDelta::hours(26));
    let booked_now = at_the_desk(made.care, "2026-03-03T13:00:00Z", person("Roux", "Zoé"));
    practice.app.book(booked_now, None).await.unwrap();
    let app = &practice.app;
    app.mark_attendance(made.id, Status::NoShow, None, secretary())
        .await
        .unwrap();
    let undone = app.undo(None, secretary()).await.unwrap().appointment;
    assert_eq!((undone.id, undone.status), (made.id, Status::Confirmed));
    assert_eq!(
        due(&practice).await,
        [MessageKind::Confirmed],
        "that of the other booking"
    );
}

#[tokio::test]
async fn only_ones_own_act_and_only_for_ten_minutes() {
    let practice = Practice::new();
    let made = booked(&practice).await;
    let colleague = Actor::Staff(StaffId(2));
    assert_eq!(
        refusal(
            &practice
                .app
                .undo(Some(made.id), colleague.clone())
                .await
                .unwrap_err()
        ),
        UndoRefusal::Nothing
    );
    practice.clock.advance(TimeDelta::minutes(10));
    let old = moved(&practice, &made, TEN).await;
    practice
        .clock
        .advance(TimeDelta::minutes(10) + TimeDelta::seconds(1));
    assert_eq!(
        refusal(&practice.app.undo(Some(old.id), secretary()).await.unwrap_err()),
        UndoRefusal::TooLate
    );
    let new = moved(&practice, &old, "2026-03-03T10:00:00Z").await;
    practice.app.cancel(new.id, None, colleague).await.unwrap();
    assert_eq!(
        refusal(&practice.app.undo(Some(new.id), secretary()).await.unwrap_err()),
        UndoRefusal::Changed
    );
}

#[tokio::test]
async fn a_longer_appointment_keeps_its_length_and_its_message() {
    let practice = Practice::new();
    let made = booked(&practice).await;
    let longer = practice
        .app
        .change_length(length(&made, 55), Some("k"))
        .await
        .unwrap();
    let longer = longer.booking.appointment;
    assert_eq!(
        (longer.interval.start, longer.interval.length()),
        (made.interval.start, TimeDelta::minutes(55))
    );
    assert_eq!(
        due(&practice).await,
        [MessageKind::Confirmed],
        "the hour did not change"
    );
    let again = practice
        .app
        .change_length(length(&made, 55), Some("k"))
        .await
        .unwrap();
    assert_eq!(again.booking.appointment.id, longer.id);

    let later = moved(&practice, &longer, TEN).await;
    assert_eq!(later.interval.length(), TimeDelta::minutes(55), "a move keeps it");
    // One act after the other, back to where it began.
    practice.app.undo(None, secretary()).await.unwrap();
    let back = practice.app.undo(None, secretary()).await.unwrap().appointment;
    assert_eq!(back.interval, made.interval);
    assert_eq!(due(&practice).await, [MessageKind::Confirmed]);
    practice.app.undo(None, secretary()).await.unwrap();
    assert_eq!(due(&practice).await, []);
    assert_eq!(inspect(practice.folder.path()).unwrap().problems, []);
}

#[tokio::test]
async fn shorter_and_back_again_moves_nothing() {
    let practice = Practice::new();
    let made = booked(&practice).await;
    practice.app.change_length(length(&made, 10), None).await.unwrap();
    let undone = practice.app.undo(None, secretary()).await.unwrap().appointment;
    assert_eq!((undone.interval, undone.occupied), (made.interval, made.occupied));
    assert_eq!(due(&practice).await, [MessageKind::Confirmed]);
}

#[tokio::test]
async fn nobody_is_lengthened_into_the_next_one_without_a_reason() {
    let practice = Practice::new();
    let made = booked(&practice).await;
    let next = at_the_desk(made.care, TEN, person("Roux", "Zoé"));
    practice.app.book(next, None).await.unwrap();
    let refused = practice
        .app
        .change_length(length(&made, 65), None)
        .await
        .unwrap_err();
    assert!(
        matches!(refused.refusal(), Some(Refusal::SlotTaken { .. })),
        "{refused:?}"
    );
    let with_reason = LengthRequest {
        overbooking: Some("soin compliqué".to_owned()),
        ..length(&made, 65)
    };
    let longer = practice.app.change_length(with_reason, None).await.unwrap();
    let longer = longer.booking.appointment;
    assert!(longer.overbooking.is_some());
    // What is booked over something stays so, and nobody is asked twice.
    let shorter = practice
        .app
        .change_length(length(&longer, 62), None)
        .await
        .unwrap();
    assert!(shorter.booking.appointment.overbooking.is_some());
}

#[tokio::test]
async fn of_a_series_each_visit_that_goes_is_on_record_and_told() {
    let practice = Practice::new();
    let (_, third) = practice.usual().await;
    let series = |next| {
        let series = Series {
            next,
            min_days: 7,
            max_days: 8,
            same_practitioner: true,
            require_next: true,
        };
        CareTerms {
            series: Some(series),
            ..CareTerms::default()
        }
    };
    let first = practice.sells("Pose", series(third)).await;
    let webhook = NewWebhook {
        name: "Standard".to_owned(),
        url: "https://standard.example.org".to_owned(),
        events: WebhookEvent::ALL.to_vec(),
        may_reach_private: false,
    };
    practice.app.create_webhook(secretary(), webhook).await.unwrap();
    let request = BookingRequest {
        next: vec![grappe::app::NextVisit::at(instant("2026-03-10T08:00:00Z"))],
        ..at_the_desk(first, NINE, person("Petit", "Léo"))
    };
    let made = practice.app.book(request, None).await.unwrap();
    let next = made.next.unwrap();
    // A visit after the next one, as a longer series has it.
    practice
        .database()
        .execute_batch(&format!(
            "INSERT INTO appointments (practitioner, care, patient, start_at, end_at, occupied_from, occupied_to, seats, capacity,
                status, origin, zone, wall_start, note, follows, uid, created_at)
            SELECT practitioner, care, patient, start_at + 604800, end_at + 604800, occupied_from + 604800, occupied_to + 604800, 1, 1,
                status, origin, zone, '2026-03-17T09:00:00', '', id, 'third', created_at FROM appointments WHERE id = {}",
            next.id
        ))
        .unwrap();
    practice.app.undo(None, secretary()).await.unwrap();
    let conn = practice.database();
    let all = |sql: &str| crate::support::filled::names(&conn, sql);
    assert_eq!(
        all("SELECT status FROM appointments"),
        ["cancelled_by_practice"; 3]
    );
    let mut undone = all("SELECT object FROM audit WHERE what = 'appointment.undo'");
    undone.sort();
    assert_eq!(undone, ["appointment:1", "appointment:2", "appointment:3"]);
    let mut told = all(
        "SELECT payload ->> '$.appointment.id' || ' ' || event FROM webhook_deliveries WHERE event LIKE '%cancelled'",
    );
    told.sort();
    assert_eq!(told.len(), 3, "{told:?}");
    assert_eq!(inspect(practice.folder.path()).unwrap().problems, []);
}

#[tokio::test]
async fn whoever_is_there_gets_more_time_from_the_same_start() {
    let practice = Practice::new();
    let made = booked(&practice).await;
    sent(&practice).await;
    let app = &practice.app;
    practice.clock.set(instant("2026-03-03T08:10:00Z"));
    let here = app
        .mark_attendance(made.id, Status::Arrived, None, secretary())
        .await
        .unwrap();
    app.mark_late(here.id, true, secretary()).await.unwrap();
    let longer = app.change_length(length(&here, 45), None).await.unwrap();
    let longer = longer.booking.appointment;
    assert_eq!(
        (longer.interval.start, longer.interval.length(), longer.status),
        (made.interval.start, TimeDelta::minutes(45), Status::Arrived)
    );
    // The mark goes with the row that stands for the visit, and the patient, who is there, hears nothing.
    let rows = app.day_rows(made.interval).await.unwrap();
    let late: Vec<_> = rows.iter().filter(|row| row.is_late).map(|row| row.id).collect();
    assert_eq!(late, [longer.id]);
    assert_eq!(due(&practice).await, []);

    // The start is what it is: it is not moved.
    let to = MoveRequest {
        appointment: longer.id,
        expected_version: None,
        practitioner: Some(longer.practitioner),
        start: instant(TEN),
        audience: Audience::Staff,
        placing: Some(Placing::InOpeningHours),
        overbooking: None,
        actor: secretary(),
    };
    let moved = app.move_appointment(to, None).await.unwrap_err();
    assert_eq!(moved.refusal(), Some(&Refusal::WrongState));

    let back = app.undo(Some(longer.id), secretary()).await.unwrap().appointment;
    assert_eq!((back.interval, back.status), (made.interval, Status::Arrived));
    assert_eq!(due(&practice).await, []);
    let done = app.mark_attendance(back.id, Status::Done, None, secretary());
    let done = done.await.unwrap();
    let over = app.change_length(length(&done, 45), None).await.unwrap_err();
    assert_eq!(over.refusal(), Some(&Refusal::WrongState));
    assert_eq!(inspect(practice.folder.path()).unwrap().problems, []);
}
