//! Figures of the past do not change because somebody is erased.

use std::fmt::Write as _;

use grappe::app::{Statistics, StatisticsFilter};
use grappe::domain::booking::Status;
use grappe::domain::id::{CareTypeId, PatientId, PractitionerId};

use crate::support::house::{Practice, instant, person, secretary};

/// 2026-02-02T07:00:00Z, a month before the practice opens its doors in the tests.
const FIRST: i64 = 1_770_015_600;
const DAY: i64 = 86_400;

/// A visit a day for each of two patients, in every state, from everywhere, alone and in a group, asked for early and late.
async fn past(practice: &Practice) -> [PatientId; 2] {
    practice.usual().await;
    practice.with_practitioner("Dr Paul Petit").await;
    let people = [
        practice.knows(person("Roux", "Zoé")).await,
        practice.knows(person("Blanc", "Luc")).await,
    ];
    let mut sql = String::new();
    for (who, patient) in people.iter().enumerate() {
        let origins = ["online", "desk", "api", "import"].into_iter().cycle();
        for ((nth, status), origin) in (0_i64..).zip(Status::ALL).zip(origins) {
            let start = FIRST + nth * DAY + i64::try_from(who).unwrap() * 7200;
            let (end, key) = (start + 2700, status.key());
            let wall = instant("2026-02-02T08:00:00Z") + chrono::TimeDelta::seconds(start - FIRST);
            let (practitioner, capacity, created) = (1 + nth % 2, 1 + nth % 3, start - nth * 50_000 + 60_000);
            writeln!(
                sql,
                "INSERT INTO appointments (practitioner, care, patient, start_at, end_at, occupied_from, occupied_to, seats, capacity,
                    status, origin, zone, wall_start, note, uid, created_at)
                VALUES ({practitioner}, 1, {patient}, {start}, {end}, {start}, {end}, 1, {capacity}, '{key}', '{origin}',
                    'Europe/Paris', '{}', '', 'uid-{patient}-{nth}', {created});",
                wall.format("%Y-%m-%dT%H:%M:%S")
            )
            .unwrap();
        }
    }
    practice.database().execute_batch(&sql).unwrap();
    people
}

async fn figures(practice: &Practice) -> Vec<Statistics> {
    let dates = |first: &str, last: &str| (first.parse().unwrap(), last.parse().unwrap());
    let (whole, year) = (
        dates("2026-02-02", "2026-03-01"),
        dates("2025-06-01", "2026-05-31"),
    );
    let of = |dates, practitioner: Option<i64>, care: Option<i64>| StatisticsFilter {
        dates,
        practitioner: practitioner.map(PractitionerId),
        care: care.map(CareTypeId),
    };
    let mut all = Vec::new();
    for filter in [
        of(whole, None, None),
        of(year, None, None),
        of(dates("2026-02-03", "2026-02-03"), None, None),
        of(whole, Some(1), None),
        of(whole, Some(2), Some(1)),
        of(whole, None, Some(99)),
    ] {
        all.push(practice.app.statistics(filter).await.unwrap());
    }
    all
}

#[tokio::test]
async fn statistics_are_the_same_after_an_erasure() {
    let practice = Practice::new();
    let [zoe, luc] = past(&practice).await;
    let before = figures(&practice).await;
    assert_eq!(before[0].whole.seen, 2);
    assert!(before[0].whole.cared > 0 && before[0].leads.len() > 2);
    assert_ne!(before[0], before[3]);
    for erased in [zoe, luc] {
        practice.app.erase_patient(erased, secretary()).await.unwrap();
        assert_eq!(figures(&practice).await, before);
    }
}

#[tokio::test]
async fn the_base_rate_is_the_same_after_an_erasure() {
    let practice = Practice::new();
    let [zoe, luc] = past(&practice).await;
    let base = practice.app.scored().await.unwrap().base();
    for erased in [zoe, luc] {
        practice.app.erase_patient(erased, secretary()).await.unwrap();
    }
    // What was learned is kept for a day.
    let practice = practice.reopened();
    let after = practice.app.scored().await.unwrap().base();
    assert!((after - base).abs() < 1e-12, "{after} was {base}");
    let none = Practice::new().app.scored().await.unwrap().base();
    assert!((base - none).abs() > 1e-6, "the visits said nothing");
}
