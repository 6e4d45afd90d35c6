//! security §2 T2, §5: what one address may do in a day, over restarts; and a practice that is flooded by somebody without a mailbox.

use chrono::TimeDelta;
use grappe::app::{ClientAddress, HoldRequest};
use grappe::domain::booking::Refusal;
use grappe::domain::id::CareTypeId;
use grappe::domain::slot::{Audience, SlotQuery, search};
use grappe::store::DATABASE_FILE;
use rusqlite::Connection;

use crate::support::house::{Practice, draft, person};

/// Of a day: nine to four.
const HOURS: std::ops::Range<u32> = 8..15;

fn from(address: &str, has_worked: bool, request: HoldRequest) -> HoldRequest {
    HoldRequest {
        address: ClientAddress {
            own: address.to_owned(),
            site: None,
        },
        has_worked,
        ..request
    }
}

/// Another name for each number: letters only.
fn name(number: u32) -> String {
    let letter = |at: u32| char::from_u32(u32::from('a') + at % 26);
    ['R']
        .into_iter()
        .chain(letter(number / 26))
        .chain(letter(number))
        .collect()
}

/// Holds a time and gives it back.
async fn holds_once(
    practice: &Practice,
    care: CareTypeId,
    address: &str,
    has_worked: bool,
) -> Result<(), Refusal> {
    let request = Practice::hold_request(care, "2026-03-20T09:00:00Z", "b");
    match practice.app.hold_slot(from(address, has_worked, request)).await {
        Ok(held) => {
            practice.app.drop_hold(&held.token).await.unwrap();
            Ok(())
        }
        Err(failure) => Err(failure.refusal().unwrap().clone()),
    }
}

fn noted(practice: &Practice) -> i64 {
    let conn = Connection::open(practice.folder.path().join(DATABASE_FILE)).unwrap();
    conn.query_row("SELECT count(*) FROM hold_addresses", [], |row| row.get(0))
        .unwrap()
}

#[tokio::test]
async fn what_an_address_did_today_is_known_after_a_restart() {
    let mut practice = Practice::new();
    let (_, care) = practice.usual().await;
    let many = Err(Refusal::TooManyHolds);
    for _ in 0..20 {
        assert_eq!(holds_once(&practice, care, "shared", false).await, Ok(()));
    }
    assert_eq!(holds_once(&practice, care, "shared", false).await, many);
    practice = practice.reopened();
    assert_eq!(holds_once(&practice, care, "shared", false).await, many);
    assert_eq!(holds_once(&practice, care, "other", false).await, Ok(()));
    // With work three times as many, and then no more.
    for _ in 0..40 {
        assert_eq!(holds_once(&practice, care, "shared", true).await, Ok(()));
    }
    practice = practice.reopened();
    assert_eq!(holds_once(&practice, care, "shared", true).await, many);
    assert_eq!(noted(&practice), 61);
    practice.clock.advance(TimeDelta::hours(24));
    assert_eq!(holds_once(&practice, care, "shared", false).await, Ok(()));
    practice.app.sweep().await.unwrap();
    assert!(noted(&practice) < 61, "nothing is kept for longer than a day");
    practice.clock.advance(TimeDelta::hours(25));
    practice.app.sweep().await.unwrap();
    assert_eq!(noted(&practice), 0);
}

#[tokio::test]
async fn the_networks_of_a_site_are_counted_together() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let mut granted = 0;
    for n in 0..200 {
        let mut request = Practice::hold_request(care, "2026-03-20T09:00:00Z", "b");
        request.address = ClientAddress {
            own: format!("subnet {n}"),
            site: Some("site".to_owned()),
        };
        if let Ok(held) = practice.app.hold_slot(request).await {
            practice.app.drop_hold(&held.token).await.unwrap();
            granted += 1;
        }
    }
    assert_eq!(granted, 160);
}

#[tokio::test]
async fn bookings_make_room_for_other_holds_of_the_day() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let at = |hour: u32, half: u32| format!("2026-03-20T{hour:02}:{half:02}:00Z");
    // Sixteen starts, of which three may be held.
    for hour in 8..11 {
        practice.holds(care, &at(hour, 0), &format!("h{hour}")).await;
    }
    let refused = Practice::hold_request(care, &at(11, 0), "more");
    assert!(practice.app.hold_slot(refused.clone()).await.is_err());
    practice.clock.advance(TimeDelta::minutes(5));
    // Four people book one after the other: now four at a time may hold.
    for n in 0..4 {
        let held = practice.holds(care, &at(8 + n, 30), &format!("p{n}")).await;
        let who = person("Petit", ["Ana", "Bea", "Cleo", "Dora"][n as usize]);
        practice.app.request_code(&held.token, draft(who)).await.unwrap();
        let code = practice.newest_code().await;
        practice.app.confirm_hold(&held.token, &code, None).await.unwrap();
    }
    for hour in 8..11 {
        practice.holds(care, &at(hour, 0), &format!("h{hour}")).await;
    }
    practice.app.hold_slot(refused).await.unwrap();
    let fifth = Practice::hold_request(care, &at(12, 0), "fifth");
    assert!(practice.app.hold_slot(fifth).await.is_err());
}

/// Somebody with two hundred addresses, who does all the work there is and guesses codes, for three quarters of an hour. The bound does not depend on how many
/// try: no code is right by more than five guesses of a million, no day has more than its fifth held, and all holds end.
#[tokio::test]
async fn a_flood_without_a_mailbox_books_nothing_and_leaves_nothing_behind() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let day = "2026-03-20".parse().unwrap();
    let free = || {
        let query = SlotQuery {
            audience: Audience::Patient,
            ..SlotQuery::new(care, None, day, day)
        };
        search(&practice.app.agenda(), &query, practice.app.now()).len()
    };
    let (before, mut taken, mut attempts) = (free(), 0, 0);
    assert_eq!(before, 16);
    for minute in 0..45 {
        practice.clock.advance(TimeDelta::minutes(1));
        practice.app.sweep().await.unwrap();
        for hour in HOURS {
            attempts += 1;
            let start = format!("2026-03-20T{hour:02}:00:00Z");
            let browser = format!("{minute} {hour}");
            let request = Practice::hold_request(care, &start, &browser);
            let address = format!("{}", attempts % 200);
            let Ok(held) = practice.app.hold_slot(from(&address, true, request)).await else {
                continue;
            };
            taken += 1;
            let who = person("Robot", &name(attempts));
            if practice.app.request_code(&held.token, draft(who)).await.is_ok() {
                for guess in ["000000", "111111", "222222", "333333", "444444"] {
                    assert!(practice.app.confirm_hold(&held.token, guess, None).await.is_err());
                }
            }
            assert!(free() >= before - 3, "more than its share is held");
        }
    }
    assert!(attempts == 315 && taken > 100, "{taken} of {attempts}");
    let booked = practice
        .app
        .agenda()
        .bookings()
        .filter(|b| b.expires.is_none())
        .count();
    assert_eq!(booked, 0);
    practice.clock.advance(TimeDelta::minutes(15));
    practice.app.sweep().await.unwrap();
    assert_eq!(free(), before);
    assert_eq!(practice.problems().await, []);
}
