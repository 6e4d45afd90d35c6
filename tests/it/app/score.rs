//! The score over the real store: judged at night, off where it does not win, never in the way of a patient (booking-rules §10).

use chrono::{Days, NaiveDate};
use grappe::domain::booking::Status;
use grappe::domain::care_type::CareTerms;
use grappe::domain::id::{CareTypeId, PatientId, PractitionerId};
use grappe::domain::no_show::{attendance, more_than};
use grappe::domain::slot::Placing;
use grappe::store::{Db, Fault};

use crate::support::house::{Practice, at_the_desk, instant, person, secretary};

/// Four months of full mornings of which somebody misses: one patient in six always, or anybody in turn.
pub(crate) async fn months(
    practice: &Practice,
    (practitioner, care): (PractitionerId, CareTypeId),
    is_habit: bool,
) -> Vec<PatientId> {
    let mut people = Vec::new();
    for number in 0..30u8 {
        let letter = char::from(b'a' + number % 26);
        let given = if number < 26 { "Luc" } else { "Léa" };
        people.push(practice.knows(person(&format!("Roux{letter}"), given)).await);
    }
    let first: NaiveDate = "2026-03-02".parse().unwrap();
    let mut count = 0usize;
    for day in 0..60u64 {
        let date = first + Days::new(day);
        for hour in 9..14 {
            let who = count % people.len();
            let mut request = at_the_desk(care, &format!("{date}T{hour:02}:00:00Z"), person("X", "Y"));
            request.for_whom = grappe::app::ForWhom::Known(people[who]);
            request.placing = Some(Placing::Anywhere);
            request.practitioner = Some(practitioner);
            practice.clock.set(instant(&format!("{date}T05:00:00Z")));
            let made = practice.app.book(request, None).await.unwrap().appointment;
            practice.clock.set(instant(&format!("{date}T15:00:00Z")));
            let is_missed = if is_habit {
                who.is_multiple_of(6)
            } else {
                count * 7919 % 61 < 8
            };
            let status = if is_missed { Status::NoShow } else { Status::Done };
            practice
                .app
                .mark_attendance(made.id, status, None, secretary())
                .await
                .unwrap();
            count += 1;
        }
    }
    practice.clock.set(instant("2026-05-02T03:00:00Z"));
    people
}

#[tokio::test]
async fn a_habit_is_found_and_shown_with_its_reasons_but_hides_nothing() {
    let practice = Practice::new();
    let (practitioner, care) = practice.usual().await;
    let people = months(&practice, (practitioner, care), true).await;
    practice.app.night().await.unwrap();
    let scored = practice.app.scored().await.unwrap();
    assert!(scored.judgement.is_won(), "{:?}", scored.judgement);
    let kept = practice
        .app
        .store()
        .read(|db: &Db<'_>| -> Result<_, Fault> { db.last_judgement() })
        .await
        .unwrap();
    assert_eq!(kept.unwrap().1, scored.judgement);

    let mut request = at_the_desk(care, "2026-05-04T08:00:00Z", person("X", "Y"));
    request.for_whom = grappe::app::ForWhom::Known(people[0]);
    request.practitioner = Some(practitioner);
    practice.app.book(request, None).await.unwrap();
    let to_phone = practice.app.to_phone().await.unwrap();
    let risk = to_phone[0].risk.as_ref().unwrap();
    assert_eq!(risk.reasons.len(), 3);
    assert!(risk.missed > 0.5, "{risk:?}");
}

#[tokio::test]
async fn where_there_is_nothing_to_know_it_is_off() {
    let practice = Practice::new();
    let both = practice.usual().await;
    months(&practice, both, false).await;
    practice.app.night().await.unwrap();
    let scored = practice.app.scored().await.unwrap();
    assert!(
        scored.judgement.has_enough() && !scored.judgement.is_won(),
        "{:?}",
        scored.judgement
    );
    assert!(practice.app.fresh_suggestions().await.unwrap().all().is_empty());
}

#[tokio::test]
async fn it_is_judged_on_the_last_six_months_and_learned_from_the_last_two_years() {
    let practice = Practice::new();
    let both = practice.usual().await;
    let people = months(&practice, both, true).await;
    // Five visits a day from 2 March to 30 April; the second of the patients always came, the last time in April.
    for (today, predictions, is_remembered) in [
        ("2026-09-02T03:00:00Z", 300, true),
        ("2026-10-15T03:00:00Z", 80, true),
        ("2026-11-01T03:00:00Z", 0, true),
        ("2028-04-15T03:00:00Z", 0, true),
        ("2028-05-01T03:00:00Z", 0, false),
    ] {
        practice.clock.set(instant(today));
        let scored = practice.app.scored().await.unwrap();
        assert_eq!(scored.judgement.predictions, predictions, "{today}");
        assert_eq!(scored.has_come(people[1]), is_remembered, "{today}");
        assert!(
            predictions >= 200 || !scored.judgement.is_won(),
            "too little to judge by: off"
        );
    }
}

/// Books known people back to back from a start on, as long as each care lasts.
async fn in_a_row(
    practice: &Practice,
    practitioner: PractitionerId,
    start: &str,
    visits: &[(CareTypeId, i64, PatientId)],
) {
    let mut start = instant(start);
    for (care, minutes, patient) in visits {
        let request = grappe::app::BookingRequest {
            for_whom: grappe::app::ForWhom::Known(*patient),
            placing: Some(Placing::Anywhere),
            practitioner: Some(practitioner),
            ..at_the_desk(*care, &start.to_rfc3339(), person("X", "Y"))
        };
        practice.app.book(request, None).await.unwrap();
        start += chrono::TimeDelta::minutes(*minutes);
    }
}

#[tokio::test]
async fn a_full_half_day_is_overbooked_beside_its_riskiest_visits_and_nowhere_else() {
    let practice = Practice::new();
    let (practitioner, care) = practice.usual().await;
    let people = months(&practice, (practitioner, care), true).await;
    let long = CareTerms {
        duration: chrono::TimeDelta::minutes(45),
        ..CareTerms::default()
    };
    let long = practice.sells("Première consultation", long).await;
    let half_hours = |who: &[usize]| -> Vec<_> { who.iter().map(|at| (care, 30, people[*at])).collect() };
    // One in six never comes: 0, 6, 12, 18, 24. Monday morning: two of them in a row, one apart.
    let monday = half_hours(&[0, 6, 1, 2, 12, 3, 4, 5]);
    in_a_row(&practice, practitioner, "2026-05-04T07:00:00Z", &monday).await;
    // In the afternoon one is a long first visit: nobody has ever seen the patient.
    let mut afternoon = vec![(long, 45, people[18])];
    afternoon.extend(half_hours(&[7, 24, 8, 9, 10, 11]));
    in_a_row(&practice, practitioner, "2026-05-04T11:00:00Z", &afternoon).await;
    // Tuesday: full of people who come. Wednesday: one who does not, and an hour is free.
    let tuesday = half_hours(&[1, 2, 3, 4, 5, 7, 8, 9]);
    in_a_row(&practice, practitioner, "2026-05-05T07:00:00Z", &tuesday).await;
    let wednesday = half_hours(&[0, 1, 2, 3, 4, 5]);
    in_a_row(&practice, practitioner, "2026-05-06T07:00:00Z", &wednesday).await;

    let found = practice.app.fresh_suggestions().await.unwrap();
    let found: Vec<_> = found.all().iter().collect();
    let beside: Vec<PatientId> = found.iter().map(|one| one.row.patient).collect();
    let [first, apart, last] = beside[..] else {
        panic!("three are suggested: {found:?}");
    };
    assert!([people[0], people[6]].contains(&first), "one of the two in a row");
    assert_eq!([apart, last], [people[12], people[24]]);
    for (at, one) in found.iter().enumerate() {
        let (expected, booked) = one.expected;
        assert_eq!(booked, if at < 2 { 8 } else { 7 });
        // Two or one more are expected to come at most as many as there are places.
        let extras = if at < 2 { 2.0 } else { 1.0 };
        #[expect(clippy::cast_precision_loss, reason = "eight")]
        let places = booked as f64;
        assert!(expected + extras < places + 1.0, "{expected} of {booked}");
        assert!(one.risk.missed > 0.5, "{:?}", one.risk);
    }
    // The bookings of the morning are so reliable or so risky that more than nine come in one case of twenty at most.
    let missed: Vec<f64> = risks(&practice, &monday).await;
    let all = attendance(missed.iter().copied().chain([0.0, 0.0]));
    assert!(more_than(&all, 9) <= 0.05);
}

/// The risks of a morning's visits on Monday, as the score has them.
async fn risks(practice: &Practice, visits: &[(CareTypeId, i64, PatientId)]) -> Vec<f64> {
    let scored = practice.app.scored().await.unwrap();
    let zone = practice.app.agenda().zone();
    let risk = |(at, (_, _, patient)): (i64, &(CareTypeId, i64, PatientId))| {
        let visit = grappe::app::ComingVisit {
            patient: *patient,
            start: instant("2026-05-04T07:00:00Z") + chrono::TimeDelta::minutes(30 * at),
            created: practice.app.now(),
            is_confirmed: false,
        };
        scored.risk(zone, &visit).unwrap().missed
    };
    (0..).zip(visits).map(risk).collect()
}
