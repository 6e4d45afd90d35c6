//! booking-rules §5, §8, §10: what staff and machines book, cancel and mark.

use chrono::TimeDelta;
use grappe::app::{BookingRequest, ForWhom};
use grappe::domain::booking::{Refusal, Status};
use grappe::domain::care_type::{CareTerms, Series};
use grappe::domain::id::AppointmentId;
use grappe::domain::slot::{Audience, Placing};
use grappe::domain::staff::Actor;

use crate::support::house::{Practice, at_the_desk, person, secretary};

const NINE: &str = "2026-03-03T08:00:00Z";

#[tokio::test]
async fn a_key_returns_the_first_booking_and_stands_for_one_request() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let request = at_the_desk(care, NINE, person("Petit", "Léo"));
    let first = practice.app.book(request.clone(), Some("k")).await.unwrap();
    let again = practice.app.book(request.clone(), Some("k")).await.unwrap();
    assert_eq!(again.appointment, first.appointment);
    assert_eq!(again.link, first.link);

    let other = at_the_desk(care, "2026-03-03T09:00:00Z", person("Petit", "Léo"));
    let mismatch = practice.app.book(other.clone(), Some("k")).await.unwrap_err();
    assert_eq!(mismatch.refusal(), Some(&Refusal::KeyReused));
    // Somebody else's key of the same name is another key.
    let by_token = BookingRequest {
        actor: Actor::Token(1),
        ..other
    };
    practice.app.book(by_token, Some("k")).await.unwrap();

    let refused = practice.app.book(request, Some("other")).await.unwrap_err();
    assert_eq!(refused.refusal(), Some(&Refusal::PatientBusy));
}

#[tokio::test]
async fn a_refused_request_may_be_sent_again_with_its_key() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let taken = at_the_desk(care, NINE, person("Petit", "Léo"));
    let first = practice.app.book(taken, None).await.unwrap().appointment;
    let late = at_the_desk(care, NINE, person("Le Gall", "Nora"));
    assert!(practice.app.book(late.clone(), Some("k")).await.is_err());
    practice
        .app
        .cancel(first.id, Some(first.version), secretary())
        .await
        .unwrap();
    practice.app.book(late, Some("k")).await.unwrap();
}

#[tokio::test]
async fn nothing_is_written_when_a_booking_is_refused() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let before = practice.app.agenda().revision();
    for start in [
        "2026-03-03T08:05:00Z",
        "2026-03-03T03:00:00Z",
        "2026-02-27T09:00:00Z",
        "2026-03-07T09:00:00Z",
    ] {
        let refused = practice
            .app
            .book(at_the_desk(care, start, person("Jamais", "Vue")), Some(start))
            .await
            .unwrap_err();
        assert!(
            matches!(refused.refusal(), Some(Refusal::NotOffered { .. })),
            "{start}: {refused:?}"
        );
    }
    let found = practice
        .app
        .store()
        .read(|db| db.search_patients("jamais"))
        .await
        .unwrap();
    assert_eq!(found, []);
    assert_eq!(practice.app.agenda().revision(), before);
}

#[tokio::test]
async fn overbooking_needs_a_reason_and_never_the_same_patient_twice() {
    let practice = Practice::new();
    let (practitioner, care) = practice.usual().await;
    practice
        .app
        .book(at_the_desk(care, NINE, person("Petit", "Léo")), None)
        .await
        .unwrap();
    let over = |patient, reason: &str| BookingRequest {
        practitioner: Some(practitioner),
        overbooking: Some(reason.to_owned()),
        ..at_the_desk(care, NINE, patient)
    };
    let nameless = practice
        .app
        .book(over(person("Le Gall", "Nora"), "  "), None)
        .await
        .unwrap_err();
    assert_eq!(nameless.refusal(), Some(&Refusal::ReasonMissing));
    let twice = practice
        .app
        .book(over(person("Petit", "Léo"), "urgence"), None)
        .await
        .unwrap_err();
    assert_eq!(twice.refusal(), Some(&Refusal::PatientBusy));
    let booked = practice
        .app
        .book(over(person("Le Gall", "Nora"), "urgence"), None)
        .await
        .unwrap();
    assert_eq!(booked.appointment.overbooking.unwrap().reason, "urgence");
    assert_eq!(practice.problems().await, []);
}

#[tokio::test]
async fn staff_may_leave_the_grid_but_not_overlap() {
    let practice = Practice::new();
    let (practitioner, care) = practice.usual().await;
    let free = |start: &str, who| BookingRequest {
        practitioner: Some(practitioner),
        placing: Some(Placing::Anywhere),
        ..at_the_desk(care, start, who)
    };
    practice
        .app
        .book(free("2026-03-03T18:07:00Z", person("Petit", "Léo")), None)
        .await
        .unwrap();
    let refused = practice
        .app
        .book(free("2026-03-03T18:36:00Z", person("Le Gall", "Nora")), None)
        .await
        .unwrap_err();
    assert!(
        matches!(refused.refusal(), Some(Refusal::SlotTaken { .. })),
        "{refused:?}"
    );
    practice
        .app
        .book(free("2026-03-03T18:37:00Z", person("Le Gall", "Nora")), None)
        .await
        .unwrap();
}

#[tokio::test]
async fn cancelling_frees_the_time_and_tells_what_follows() {
    let practice = Practice::new();
    let (_, second) = practice.usual().await;
    let series = Series {
        next: second,
        min_days: 21,
        max_days: 28,
        same_practitioner: true,
        require_next: true,
    };
    let terms = CareTerms {
        series: Some(series),
        ..CareTerms::default()
    };
    let first = practice.sells("Vaccin, première dose", terms).await;
    let request = BookingRequest {
        audience: Audience::Patient,
        ..at_the_desk(first, "2026-03-03T09:30:00Z", person("Petit", "Léo"))
    };
    let made = practice.app.book(request, None).await.unwrap();
    let next = made.next.unwrap();
    // Same hour, earliest day allowed.
    assert_eq!(next.interval.start.to_rfc3339(), "2026-03-24T09:30:00+00:00");
    assert_eq!(next.follows, Some(made.appointment.id));

    let cancelled = practice
        .app
        .cancel(made.appointment.id, None, secretary())
        .await
        .unwrap();
    assert_eq!(cancelled.next.iter().map(|n| n.id).collect::<Vec<_>>(), [next.id]);
    practice
        .app
        .book(
            at_the_desk(second, "2026-03-03T09:30:00Z", person("Le Gall", "Nora")),
            None,
        )
        .await
        .unwrap();
    let again = practice
        .app
        .cancel(made.appointment.id, None, secretary())
        .await
        .unwrap_err();
    assert_eq!(again.refusal(), Some(&Refusal::WrongState));
    assert_eq!(practice.problems().await, []);
}

#[tokio::test]
async fn the_day_is_marked_step_by_step_and_taken_back() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let made = practice
        .app
        .book(at_the_desk(care, NINE, person("Petit", "Léo")), None)
        .await
        .unwrap();
    let id = made.appointment.id;
    let app = &practice.app;
    let early = app
        .mark_attendance(id, Status::NoShow, None, secretary())
        .await
        .unwrap_err();
    assert_eq!(early.refusal(), Some(&Refusal::WrongState), "not before the hour");
    practice.clock.set("2026-03-03T08:20:00Z".parse().unwrap());
    let absent = app
        .mark_attendance(id, Status::NoShow, Some(1), secretary())
        .await
        .unwrap();
    let stale = app
        .mark_attendance(id, Status::Excused, Some(1), secretary())
        .await
        .unwrap_err();
    assert_eq!(stale.refusal(), Some(&Refusal::Stale));
    for status in [Status::Arrived, Status::InProgress, Status::Done] {
        app.mark_attendance(id, status, None, secretary()).await.unwrap();
    }
    let impossible = app
        .mark_attendance(id, Status::NoShow, None, secretary())
        .await
        .unwrap_err();
    assert_eq!(impossible.refusal(), Some(&Refusal::WrongState));
    let gone = app
        .mark_attendance(AppointmentId(99), Status::Done, None, secretary())
        .await
        .unwrap_err();
    assert_eq!(gone.refusal(), Some(&Refusal::NotFound));
    assert_eq!(absent.version, 2);
    assert_eq!(practice.problems().await, []);
}

#[tokio::test]
async fn a_no_show_whose_time_was_given_away_cannot_be_taken_back() {
    let practice = Practice::new();
    let (practitioner, care) = practice.usual().await;
    let made = practice
        .app
        .book(at_the_desk(care, NINE, person("Petit", "Léo")), None)
        .await
        .unwrap();
    practice.clock.set("2026-03-03T08:10:00Z".parse().unwrap());
    let id = made.appointment.id;
    practice
        .app
        .mark_attendance(id, Status::NoShow, None, secretary())
        .await
        .unwrap();
    let instead = BookingRequest {
        practitioner: Some(practitioner),
        placing: Some(Placing::InOpeningHours),
        ..at_the_desk(care, "2026-03-03T08:10:00Z", person("Le Gall", "Nora"))
    };
    practice.app.book(instead, None).await.unwrap();
    let refused = practice
        .app
        .mark_attendance(id, Status::Arrived, None, secretary())
        .await
        .unwrap_err();
    assert!(
        matches!(refused.refusal(), Some(Refusal::SlotTaken { .. })),
        "{refused:?}"
    );
    assert_eq!(practice.problems().await, []);
}

#[tokio::test]
async fn bookings_are_there_after_a_restart() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let made = practice
        .app
        .book(at_the_desk(care, NINE, person("Petit", "Léo")), None)
        .await
        .unwrap();
    practice.holds(care, "2026-03-03T09:00:00Z", "one").await;
    let revision = practice.app.agenda().revision();

    let practice = practice.reopened();
    assert_eq!(practice.app.agenda().revision(), revision);
    for start in [NINE, "2026-03-03T09:00:00Z"] {
        let refused = practice
            .app
            .book(at_the_desk(care, start, person("Le Gall", "Nora")), None)
            .await
            .unwrap_err();
        assert!(
            matches!(refused.refusal(), Some(Refusal::SlotTaken { .. })),
            "{refused:?}"
        );
    }
    practice.clock.advance(TimeDelta::minutes(5));
    practice.app.sweep().await.unwrap();
    let known = BookingRequest {
        for_whom: ForWhom::Known(made.appointment.patient),
        ..at_the_desk(care, "2026-03-03T09:00:00Z", person("Petit", "Léo"))
    };
    practice.app.book(known, None).await.unwrap();
}
