//! booking-rules §6: moving is taking the new time and freeing the old one, or neither.

use chrono::TimeDelta;
use grappe::app::MoveRequest;
use grappe::domain::booking::{Appointment, Refusal, Status};
use grappe::domain::care_type::CareTerms;
use grappe::domain::slot::Audience;
use grappe::store::MessageKind;

use crate::support::house::{Practice, at_the_desk, instant, person, secretary};

const NINE: &str = "2026-03-03T08:00:00Z";
const TEN: &str = "2026-03-03T09:00:00Z";

fn to(appointment: &Appointment, start: &str) -> MoveRequest {
    MoveRequest {
        appointment: appointment.id,
        expected_version: Some(appointment.version),
        practitioner: Some(appointment.practitioner),
        start: instant(start),
        audience: Audience::Staff,
        placing: None,
        overbooking: None,
        actor: secretary(),
    }
}

#[tokio::test]
async fn the_old_time_is_free_and_the_new_one_taken() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let old = practice
        .app
        .book(at_the_desk(care, NINE, person("Petit", "Léo")), None)
        .await
        .unwrap()
        .appointment;
    let moved = practice
        .app
        .move_appointment(to(&old, TEN), Some("k"))
        .await
        .unwrap();
    let new = moved.booking.appointment;
    assert_eq!((new.moved_from, new.status), (Some(old.id), Status::Confirmed));
    let again = practice
        .app
        .move_appointment(to(&old, TEN), Some("k"))
        .await
        .unwrap();
    assert_eq!(again.booking.appointment.id, new.id);

    practice
        .app
        .book(at_the_desk(care, NINE, person("Le Gall", "Nora")), None)
        .await
        .unwrap();
    let taken = practice
        .app
        .book(at_the_desk(care, TEN, person("Roux", "Ines")), None)
        .await
        .unwrap_err();
    assert!(
        matches!(taken.refusal(), Some(Refusal::SlotTaken { .. })),
        "{taken:?}"
    );
    let gone = practice
        .app
        .move_appointment(to(&old, "2026-03-03T10:00:00Z"), None)
        .await
        .unwrap_err();
    assert_eq!(gone.refusal(), Some(&Refusal::Stale));

    practice.clock.advance(TimeDelta::seconds(30));
    // The confirmation of the old time was not sent yet: it never will be, one message tells the move.
    let notices = practice.app.due_notices(10).await.unwrap();
    let about_new: Vec<_> = notices
        .iter()
        .filter(|n| n.message.appointment == Some(new.id) || n.message.appointment == Some(old.id))
        .map(|n| n.message.kind)
        .collect();
    assert_eq!(about_new, [MessageKind::Moved]);
    assert!(notices.iter().any(|n| {
        n.about
            .as_ref()
            .is_some_and(|a| a.calendar.contains("SEQUENCE:1"))
    }));
    assert_eq!(practice.problems().await, []);
}

#[tokio::test]
async fn when_the_new_time_is_lost_the_old_one_stays() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let old = practice
        .app
        .book(at_the_desk(care, NINE, person("Petit", "Léo")), None)
        .await
        .unwrap()
        .appointment;
    practice
        .app
        .book(at_the_desk(care, TEN, person("Le Gall", "Nora")), None)
        .await
        .unwrap();
    let lost = practice
        .app
        .move_appointment(to(&old, TEN), None)
        .await
        .unwrap_err();
    assert!(
        matches!(lost.refusal(), Some(Refusal::SlotTaken { .. })),
        "{lost:?}"
    );
    let kept = practice
        .app
        .store()
        .read(move |db| db.appointment(old.id))
        .await
        .unwrap();
    assert_eq!(kept, Some(old));
}

#[tokio::test]
async fn a_move_may_overlap_the_time_it_leaves() {
    let practice = Practice::new();
    let (practitioner, _) = practice.usual().await;
    let terms = CareTerms {
        duration: TimeDelta::minutes(60),
        step: TimeDelta::minutes(15),
        ..CareTerms::default()
    };
    let care = practice.sells("Bilan", terms).await;
    let old = practice
        .app
        .book(at_the_desk(care, NINE, person("Petit", "Léo")), None)
        .await
        .unwrap()
        .appointment;
    let request = MoveRequest {
        practitioner: Some(practitioner),
        ..to(&old, "2026-03-03T08:15:00Z")
    };
    practice.app.move_appointment(request, None).await.unwrap();
    assert_eq!(practice.problems().await, []);
}

/// A first visit on this day and its next one, both at nine; a week to a fortnight is between them.
async fn series_from(practice: &Practice, first: &str, next: &str) -> (Appointment, Appointment) {
    let (_, second) = practice.usual().await;
    let series = grappe::domain::care_type::Series {
        next: second,
        min_days: 7,
        max_days: 14,
        same_practitioner: true,
        require_next: true,
    };
    let terms = CareTerms {
        series: Some(series),
        ..CareTerms::default()
    };
    let care = practice.sells("Pose", terms).await;
    let request = grappe::app::BookingRequest {
        next: vec![grappe::app::NextVisit::at(instant(next))],
        ..at_the_desk(care, first, person("Petit", "Léo"))
    };
    let made = practice.app.book(request, None).await.unwrap();
    (made.appointment, made.next.unwrap())
}

#[tokio::test]
async fn visits_that_move_together_take_each_others_times_both_ways_and_back() {
    const DAYS: [&str; 4] = [
        "2026-03-05T08:00:00Z",
        "2026-03-12T08:00:00Z",
        "2026-03-19T08:00:00Z",
        "2026-03-26T08:00:00Z",
    ];
    // Put off by a week, beyond what the first visit's old date allows for the next one; and brought forward by a week.
    for (from, to) in [
        ([DAYS[0], DAYS[2]], [DAYS[2], DAYS[3]]),
        ([DAYS[1], DAYS[2]], [DAYS[0], DAYS[1]]),
    ] {
        let practice = Practice::new();
        let (first, next) = series_from(&practice, from[0], from[1]).await;
        let app = &practice.app;
        let moved = app
            .move_visits(self::to(&first, to[0]), vec![self::to(&next, to[1])], None)
            .await;
        let moved = moved.unwrap();
        assert_eq!(moved.out_of_step, []);
        assert!(!moved.is_out_of_step);
        assert_eq!(practice.problems().await, []);
        let now = pending(&practice);
        assert_eq!(now, to.map(instant));
        let undone = app.undo(None, secretary()).await.unwrap();
        assert_eq!(undone.appointment.interval.start, instant(from[0]));
        assert_eq!(pending(&practice), from.map(instant));
        assert_eq!(practice.problems().await, []);
    }
}

/// The starts of what is in the agenda.
fn pending(practice: &Practice) -> Vec<grappe::domain::time::Instant> {
    let agenda = practice.app.agenda();
    let mut starts: Vec<_> = agenda.bookings().map(|booked| booked.interval.start).collect();
    starts.sort_unstable();
    starts
}

#[tokio::test]
async fn a_visit_that_changed_meanwhile_stops_all_that_move_with_it() {
    let practice = Practice::new();
    let (first, next) = series_from(&practice, "2026-03-05T08:00:00Z", "2026-03-12T08:00:00Z").await;
    let stale = MoveRequest {
        expected_version: Some(next.version + 1),
        ..to(&next, "2026-03-19T08:00:00Z")
    };
    let app = &practice.app;
    let refused = app
        .move_visits(to(&first, "2026-03-12T08:00:00Z"), vec![stale], None)
        .await
        .unwrap_err();
    assert!(
        matches!(refused.refusal(), Some(Refusal::NextVisit { visit: 1, why }) if **why == Refusal::Stale),
        "{refused:?}"
    );
    assert_eq!(pending(&practice), [first.interval.start, next.interval.start]);
}

#[tokio::test]
async fn moving_a_first_visit_tells_which_next_one_is_out_of_step() {
    let practice = Practice::new();
    let (_, second) = practice.usual().await;
    let series = grappe::domain::care_type::Series {
        next: second,
        min_days: 7,
        max_days: 8,
        same_practitioner: true,
        require_next: true,
    };
    let terms = CareTerms {
        series: Some(series),
        ..CareTerms::default()
    };
    let first = practice.sells("Pose", terms).await;
    let request = grappe::app::BookingRequest {
        next: vec![grappe::app::NextVisit::at(instant("2026-03-10T08:00:00Z"))],
        ..at_the_desk(first, NINE, person("Petit", "Léo"))
    };
    let made = practice.app.book(request, None).await.unwrap();
    let next = made.next.unwrap();
    let near = practice
        .app
        .move_appointment(to(&made.appointment, TEN), None)
        .await
        .unwrap();
    assert_eq!(near.out_of_step, []);
    let far = practice
        .app
        .move_appointment(to(&near.booking.appointment, "2026-03-05T09:00:00Z"), None)
        .await
        .unwrap();
    assert_eq!(
        far.out_of_step.iter().map(|n| n.id).collect::<Vec<_>>(),
        [next.id]
    );
    assert_eq!(far.out_of_step[0].follows, Some(far.booking.appointment.id));
}
