//! security §6: an effort serves one errand, once, in time. And the pressure that asks for it.

use chrono::TimeDelta;
use grappe::app::{App, Effort};
use grappe::domain::booking::Refusal;
use grappe::domain::id::HoldId;
use grappe::domain::pressure::Pressure;
use grappe::domain::proof_of_work::{Cost, Errand, Purpose};

use crate::support::house::Practice;
use crate::support::work::solved;

fn work(text: &str) -> Effort<'_> {
    Effort {
        work: text,
        waited: "",
    }
}

fn waited(stamp: &str) -> Effort<'_> {
    Effort {
        work: "",
        waited: stamp,
    }
}

#[test]
fn work_for_another_purpose_or_hold_too_late_or_twice_is_refused() {
    let practice = Practice::new();
    let app = &practice.app;
    let errand = App::errand_of_code(HoldId(12));
    let found = solved(&app.task(errand, Cost::Raised));
    let is_taken = |errand: Errand, text: &str| app.judge_effort(errand, Cost::Raised, work(text)).is_ok();
    let other_purpose = Errand {
        purpose: Purpose::Hold,
        ..errand
    };
    for other in [other_purpose, App::errand_of_code(HoldId(13))] {
        assert!(!is_taken(other, &found), "{other:?}");
    }
    let (salt, rest) = found.split_once('~').unwrap();
    let (number, mark) = rest.split_once('~').unwrap();
    let next: u32 = number.parse::<u32>().unwrap() ^ 1;
    for forged in [
        String::new(),
        format!("{salt}~{next}~{mark}"),
        format!(
            "{salt}~{number}~{}",
            mark.replace(|c: char| c.is_ascii_digit(), "a")
        ),
        found.replace("code.12", "code.13"),
        found.replace("most=200000", "most=800000"),
    ] {
        assert!(!is_taken(errand, &forged), "{forged}");
    }
    // Somebody else's server, or this one before it was started again.
    assert!(
        Practice::new()
            .app
            .judge_effort(errand, Cost::Raised, work(&found))
            .is_err()
    );
    practice.clock.advance(TimeDelta::minutes(20));
    assert!(is_taken(errand, &found), "nobody has to hurry");
    assert!(!is_taken(errand, &found), "twice");
    let late = solved(&app.task(errand, Cost::Raised));
    practice.clock.advance(TimeDelta::minutes(30));
    assert!(!is_taken(errand, &late));
}

#[test]
fn who_waits_twenty_seconds_is_let_through_once() {
    let practice = Practice::new();
    let (app, errand) = (&practice.app, App::errand_of_code(HoldId(12)));
    let judge = |errand: Errand, stamp: &str| app.judge_effort(errand, Cost::High, waited(stamp));
    let patience = judge(errand, "").unwrap_err();
    assert_eq!((patience.left, patience.task.numbers), (20, 800_000));
    practice.clock.advance(TimeDelta::milliseconds(5_500));
    let early = judge(errand, &patience.stamp).unwrap_err();
    assert_eq!(
        (early.left, &early.stamp),
        (15, &patience.stamp),
        "the wait goes on"
    );
    practice.clock.advance(TimeDelta::milliseconds(14_400));
    assert_eq!(judge(errand, &patience.stamp).unwrap_err().left, 1);
    practice.clock.advance(TimeDelta::milliseconds(100));
    let other = App::errand_of_code(HoldId(13));
    assert_eq!(
        judge(other, &patience.stamp).unwrap_err().left,
        20,
        "somebody else's"
    );
    let (since, mark) = patience.stamp.split_once('~').unwrap();
    let earlier = since.parse::<i64>().unwrap() - 60_000;
    assert_eq!(judge(errand, &format!("{earlier}~{mark}")).unwrap_err().left, 20);
    assert_eq!(judge(errand, &patience.stamp), Ok(()));
    assert_eq!(judge(errand, &patience.stamp).unwrap_err().left, 20, "twice");
}

#[tokio::test]
async fn times_picked_and_dropped_make_pressure_and_bookings_excuse_them() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    assert_eq!(practice.app.pressure(), Pressure::Calm);
    // One after the other, each in the place of the last.
    for n in 0..30 {
        let start = if n % 2 == 0 {
            "2026-03-03T09:00:00Z"
        } else {
            "2026-03-03T10:00:00Z"
        };
        let mut request = Practice::hold_request(care, start, "restless");
        request.has_worked = true;
        practice.app.hold_slot(request).await.unwrap();
    }
    assert_eq!(practice.app.pressure(), Pressure::Calm, "29 were given up");
    practice.clock.advance(TimeDelta::minutes(5));
    practice.app.sweep().await.unwrap();
    assert_eq!(
        practice.app.pressure(),
        Pressure::Busy,
        "and the last one ran out"
    );
    practice.app.sweep().await.unwrap();
    for _ in 0..90 {
        practice.app.note_refused();
    }
    assert_eq!(practice.app.pressure(), Pressure::Attack);
    practice.clock.advance(TimeDelta::minutes(11));
    practice.app.sweep().await.unwrap();
    assert_eq!(practice.app.pressure(), Pressure::Calm, "it ends by itself");
    let conn = rusqlite::Connection::open(practice.folder.path().join(grappe::store::DATABASE_FILE)).unwrap();
    let mut told = conn
        .prepare("SELECT body ->> 'before', body ->> 'after' FROM audit WHERE what = 'pressure.change' ORDER BY seq")
        .unwrap();
    let told: Vec<(String, String)> = told
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(told, [pair("calm", "busy"), pair("busy", "calm")]);
}

#[tokio::test]
async fn whom_a_day_sends_away_that_others_hold_is_no_sign_of_a_flood() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    for hour in [9, 10, 11] {
        let start = format!("2026-03-03T{hour:02}:00:00Z");
        practice.holds(care, &start, &format!("h{hour}")).await;
    }
    for n in 0..200 {
        let late = Practice::hold_request(care, "2026-03-03T13:00:00Z", &format!("late {n}"));
        let refused = practice.app.hold_slot(late).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&Refusal::DayHeld));
    }
    assert_eq!(practice.app.pressure(), Pressure::Calm);
}
