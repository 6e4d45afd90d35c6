//! booking-rules §1.8: a box that wakes up in 1970.

use chrono::TimeDelta;
use grappe::domain::booking::Refusal;
use grappe::sys::clock::Trust;

use crate::support::house::{Practice, at_the_desk, draft, instant, person};

const NINE: &str = "2026-03-03T08:00:00Z";

#[tokio::test]
async fn nothing_expires_and_nobody_holds_until_the_time_is_known() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let held = practice.holds(care, NINE, "one").await;
    practice
        .app
        .request_code(&held.token, draft(person("Petit", "Léo")))
        .await
        .unwrap();
    let code = practice.newest_code().await;

    practice.clock.set(instant("1970-01-01T00:00:00Z"));
    let practice = practice.reopened();
    assert_eq!(practice.app.clock().trust(), Trust::Untrusted);
    assert!(!practice.app.is_clock_trusted());
    practice.clock.advance(TimeDelta::days(3));
    practice.app.sweep().await.unwrap();
    assert_eq!(
        practice.app.held(&held.token).await.unwrap().hold.id,
        held.hold.id
    );

    let request = Practice::hold_request(care, "2026-03-03T10:00:00Z", "two");
    let refused = practice.app.hold_slot(request).await.unwrap_err();
    assert_eq!(refused.refusal(), Some(&Refusal::ClockNotTrusted));
    // Who holds a time may still have it, and the desk goes on.
    practice.app.confirm_hold(&held.token, &code, None).await.unwrap();
    practice
        .app
        .book(
            at_the_desk(care, "2026-03-03T10:00:00Z", person("Le Gall", "Nora")),
            None,
        )
        .await
        .unwrap();
    let pending = practice.app.due_notices(10).await.unwrap();
    let confirmation = pending.iter().find(|n| n.message.code.is_none()).unwrap();
    assert_eq!(
        practice.app.claim_notice(&confirmation.message).await.unwrap(),
        None
    );

    practice.clock.set(instant("2026-03-02T07:30:00Z"));
    assert!(practice.app.is_clock_trusted());
    assert!(
        practice
            .app
            .claim_notice(&confirmation.message)
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(practice.problems().await, []);
}
