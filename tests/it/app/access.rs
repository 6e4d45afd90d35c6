//! How soon patients get a time, by care and practitioner (booking-rules §12).

use chrono::TimeDelta;
use grappe::app::{Access, MoveRequest, StatisticsFilter, ThirdNext};
use grappe::domain::booking::Appointment;
use grappe::domain::care_type::CareTerms;
use grappe::domain::id::CareTypeId;
use grappe::domain::slot::Audience;

use crate::support::house::{Practice, at_the_desk, instant, person, secretary};

fn march() -> StatisticsFilter {
    StatisticsFilter {
        dates: ("2026-03-01".parse().unwrap(), "2026-03-31".parse().unwrap()),
        practitioner: None,
        care: None,
    }
}

async fn books(practice: &Practice, care: CareTypeId, name: &str, start: &str) -> Appointment {
    let request = at_the_desk(care, start, person(name, "Léo"));
    practice.app.book(request, None).await.unwrap().appointment
}

async fn of(practice: &Practice, care: CareTypeId) -> Access {
    let found = practice.app.access(march()).await.unwrap();
    *found.iter().find(|access| access.care == care).unwrap()
}

#[tokio::test]
async fn the_third_next_start_is_what_patients_are_offered_now() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let tomorrow = CareTerms {
        min_notice: TimeDelta::hours(24),
        ..CareTerms::default()
    };
    let tomorrow = practice.sells("Demain", tomorrow).await;
    let soon = CareTerms {
        horizon_days: 2,
        min_notice: TimeDelta::days(10),
        ..CareTerms::default()
    };
    let never = practice.sells("Jamais", soon).await;
    assert_eq!(of(&practice, care).await.third_next, ThirdNext::In(0));
    assert_eq!(of(&practice, tomorrow).await.third_next, ThirdNext::In(1));
    assert_eq!(of(&practice, never).await.third_next, ThirdNext::NotWithin);
    // Of Monday two starts are left: the third one is on Tuesday.
    for half in 0..14u8 {
        let name = format!("Petit{}", char::from(b'a' + half));
        let start = instant("2026-03-02T08:00:00Z") + TimeDelta::minutes(30 * i64::from(half));
        books(&practice, care, &name, &start.to_rfc3339()).await;
    }
    assert_eq!(of(&practice, care).await.third_next, ThirdNext::In(1));
    let only = StatisticsFilter {
        care: Some(tomorrow),
        ..march()
    };
    let found = practice.app.access(only).await.unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
}

#[tokio::test]
async fn requests_are_served_in_time_up_to_the_seventh_day_and_moves_count_where_they_went() {
    let practice = Practice::new();
    let (practitioner, care) = practice.usual().await;
    // It is Monday 2 March, eight in the morning.
    books(&practice, care, "Petit", "2026-03-02T09:00:00Z").await;
    books(&practice, care, "Blanc", "2026-03-09T15:00:00Z").await;
    books(&practice, care, "Brun", "2026-03-10T08:00:00Z").await;
    let moved = books(&practice, care, "Roux", "2026-03-12T08:00:00Z").await;
    let cancelled = books(&practice, care, "Noir", "2026-03-13T08:00:00Z").await;
    books(&practice, care, "Avril", "2026-04-10T08:00:00Z").await;
    practice
        .app
        .cancel(cancelled.id, None, secretary())
        .await
        .unwrap();
    let counts = |access: Access| (access.practitioner, access.asked, access.prompt);
    assert_eq!(counts(of(&practice, care).await), (practitioner, 5, 2));
    let request = MoveRequest {
        appointment: moved.id,
        expected_version: None,
        practitioner: None,
        start: instant("2026-03-04T08:00:00Z"),
        audience: Audience::Staff,
        placing: None,
        overbooking: None,
        actor: secretary(),
    };
    practice.app.move_appointment(request, None).await.unwrap();
    assert_eq!(counts(of(&practice, care).await), (practitioner, 5, 3));
    // What is no longer sold is still counted.
    let mut gone = practice.app.agenda().set_up().care_types[&care].clone();
    gone.is_archived = true;
    practice.set_up(move |tx| tx.save_care_type(&gone)).await;
    let gone = of(&practice, care).await;
    assert_eq!((gone.third_next, gone.asked), (ThirdNext::NotSold, 5));
}
