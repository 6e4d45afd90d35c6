//! booking-rules §8, limits: each at its boundary, by the rules of patients.

use chrono::TimeDelta;
use grappe::app::BookingRequest;
use grappe::domain::booking::{Appointment, Refusal};
use grappe::domain::care_type::{CareOverride, CareTerms, Limits};
use grappe::domain::id::{CareTypeId, PractitionerId};
use grappe::domain::patient::Patient;
use grappe::domain::slot::Audience;

use crate::support::house::{Practice, at_the_desk, care_type, draft, person, secretary};

const FIRST: PractitionerId = PractitionerId(1);
const SECOND: PractitionerId = PractitionerId(2);

/// Two practitioners, a care with these limits, and one without any.
async fn limited(limits: Limits) -> (Practice, CareTypeId, CareTypeId) {
    let practice = Practice::new();
    let (_, free) = practice.usual().await;
    let second = practice.with_practitioner("Dr Paul Petit").await;
    practice.open(second, "09:00", "17:00").await;
    let terms = CareTerms {
        limits,
        ..CareTerms::default()
    };
    let care = practice.sells("Limité", terms).await;
    (practice, care, free)
}

/// As a patient whose record is known; nine in the morning of a winter day, in Paris, unless an hour is said.
async fn books(
    practice: &Practice,
    (care, with): (CareTypeId, PractitionerId),
    date: &str,
    who: &str,
) -> Result<Appointment, Refusal> {
    let start = if date.contains('T') {
        date.to_owned()
    } else {
        format!("{date}T08:00:00Z")
    };
    let request = BookingRequest {
        practitioner: Some(with),
        audience: Audience::Patient,
        ..at_the_desk(care, &start, person(who, "Léo"))
    };
    let made = practice.app.book(request, None).await;
    made.map(|made| made.appointment)
        .map_err(|failure| failure.refusal().unwrap().clone())
}

fn limit(change: impl FnOnce(&mut Limits)) -> Limits {
    let mut limits = Limits::default();
    change(&mut limits);
    limits
}

#[tokio::test]
async fn so_many_future_bookings_of_a_care() {
    let (practice, care, free) = limited(limit(|l| l.max_future = Some(2))).await;
    let first = books(&practice, (care, FIRST), "2026-03-03", "Petit")
        .await
        .unwrap();
    books(&practice, (care, SECOND), "2026-03-04", "Petit")
        .await
        .unwrap();
    let third = ((care, FIRST), "2026-03-05");
    let refused = books(&practice, third.0, third.1, "Petit").await;
    assert_eq!(
        refused.unwrap_err(),
        Refusal::LimitReached,
        "whoever the practitioner"
    );
    books(&practice, (free, FIRST), "2026-03-06", "Petit")
        .await
        .unwrap();
    books(&practice, (care, FIRST), "2026-03-09", "Autre")
        .await
        .unwrap();
    // One that has begun is no longer ahead; one that is called off is none.
    practice.clock.advance(first.interval.start - practice.app.now());
    books(&practice, third.0, third.1, "Petit").await.unwrap();
    let full = books(&practice, (care, FIRST), "2026-03-10", "Petit").await;
    assert_eq!(full.unwrap_err(), Refusal::LimitReached);
}

#[tokio::test]
async fn so_many_future_bookings_with_a_practitioner() {
    let (practice, care, free) = limited(limit(|l| l.max_future_with = Some(2))).await;
    let first = books(&practice, (free, FIRST), "2026-03-03", "Petit")
        .await
        .unwrap();
    books(&practice, (free, SECOND), "2026-03-04", "Petit")
        .await
        .unwrap();
    books(&practice, (care, FIRST), "2026-03-05", "Petit")
        .await
        .unwrap();
    let refused = books(&practice, (care, FIRST), "2026-03-06", "Petit").await;
    assert_eq!(refused.unwrap_err(), Refusal::LimitReached, "whatever the care");
    books(&practice, (care, SECOND), "2026-03-06", "Petit")
        .await
        .unwrap();
    // The care without the limit is not bound by it.
    let more = books(&practice, (free, FIRST), "2026-03-09", "Petit")
        .await
        .unwrap();
    for gone in [first, more] {
        practice.app.cancel(gone.id, None, secretary()).await.unwrap();
    }
    books(&practice, (care, FIRST), "2026-03-10", "Petit")
        .await
        .unwrap();
}

#[tokio::test]
async fn so_many_days_between_two_of_a_care() {
    let (practice, care, free) = limited(limit(|l| l.min_days_between = Some(6))).await;
    books(&practice, (care, FIRST), "2026-03-18", "Petit")
        .await
        .unwrap();
    let near = Err(Refusal::LimitReached);
    for (date, expected) in [
        ("2026-03-13", near.clone()),
        // Late on the fifth day, early on the sixth: days of the calendar count, not hours.
        ("2026-03-23T15:30:00Z", near),
        ("2026-03-24", Ok(())),
        ("2026-03-12T15:30:00Z", Ok(())),
    ] {
        let made = books(&practice, (care, SECOND), date, "Petit").await;
        assert_eq!(made.map(|_| ()), expected, "{date}");
    }
    books(&practice, (free, SECOND), "2026-03-19", "Petit")
        .await
        .unwrap();
}

#[tokio::test]
async fn so_many_of_a_care_a_practitioner_and_day() {
    let (practice, care, free) = limited(limit(|l| l.max_per_day = Some(2))).await;
    let at = |hour: &str| format!("2026-03-03T{hour}:00Z");
    books(&practice, (care, FIRST), &at("08:00"), "Un").await.unwrap();
    let second = books(&practice, (care, FIRST), &at("15:30"), "Deux")
        .await
        .unwrap();
    let refused = books(&practice, (care, FIRST), &at("10:00"), "Trois").await;
    assert_eq!(refused.unwrap_err(), Refusal::LimitReached);
    books(&practice, (care, SECOND), &at("10:00"), "Trois")
        .await
        .unwrap();
    books(&practice, (free, FIRST), &at("11:00"), "Quatre")
        .await
        .unwrap();
    books(&practice, (care, FIRST), "2026-03-04", "Cinq")
        .await
        .unwrap();
    practice.app.cancel(second.id, None, secretary()).await.unwrap();
    books(&practice, (care, FIRST), &at("10:30"), "Six")
        .await
        .unwrap();
}

#[tokio::test]
async fn so_many_open_bookings_of_a_verified_contact() {
    let (practice, care, free) = limited(limit(|l| l.max_per_contact = Some(2))).await;
    let mother = person("Petit", "Ida");
    let child = Patient {
        email: mother.email.clone(),
        ..person("Petit", "Léo")
    };
    let online = async |who: &Patient, start: &str| {
        practice.clock.advance(TimeDelta::minutes(2));
        let held = practice.holds(care, start, "one").await;
        practice
            .app
            .request_code(&held.token, draft(who.clone()))
            .await
            .unwrap();
        let code = practice.newest_code().await;
        let made = practice.app.confirm_hold(&held.token, &code, None).await;
        practice.app.drop_hold(&held.token).await.unwrap();
        made.map(|made| made.appointment)
            .map_err(|failure| failure.refusal().unwrap().clone())
    };
    online(&mother, "2026-03-03T08:00:00Z").await.unwrap();
    // Of whatever care, and for whomever of the same address.
    let other = at_the_desk(free, "2026-03-04T08:00:00Z", child.clone());
    let other = practice.app.book(other, None).await.unwrap().appointment;
    let refused = online(&child, "2026-03-05T08:00:00Z").await;
    assert_eq!(refused.unwrap_err(), Refusal::LimitReached);
    practice.app.cancel(other.id, None, secretary()).await.unwrap();
    // Three codes a day go to one address.
    practice.clock.advance(TimeDelta::days(1));
    online(&child, "2026-03-05T08:30:00Z").await.unwrap();
}

#[tokio::test]
async fn a_practitioner_has_limits_of_their_own() {
    let (practice, ..) = limited(Limits::default()).await;
    let mut care = care_type("Autre", CareTerms::default());
    let own = CareOverride {
        limits: Some(limit(|l| l.max_future = Some(1))),
        ..CareOverride::default()
    };
    care.overrides.insert(SECOND, own);
    let care = practice.sells_care(care).await;
    books(&practice, (care, FIRST), "2026-03-03", "Petit")
        .await
        .unwrap();
    let refused = books(&practice, (care, SECOND), "2026-03-04", "Petit").await;
    assert_eq!(refused.unwrap_err(), Refusal::LimitReached);
    books(&practice, (care, FIRST), "2026-03-05", "Petit")
        .await
        .unwrap();
}
