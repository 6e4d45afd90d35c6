//! booking-rules §6, security §4: what a patient does without an account.

use chrono::TimeDelta;
use grappe::app::{LinkPass, SecondFact};
use grappe::domain::booking::{Refusal, Status};
use grappe::store::MessageKind;

use crate::support::house::{Practice, at_the_desk, instant, person};

const NINE: &str = "2026-03-05T08:00:00Z";

fn letters(text: &str) -> SecondFact {
    SecondFact::Letters(text.to_owned())
}

/// The practice, and the link of an appointment of Zoé d'Aubigné on Thursday at nine.
async fn booked() -> (Practice, String) {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let request = at_the_desk(care, NINE, person("d'Aubigné", "Zoé"));
    let link = practice.app.book(request, None).await.unwrap().link;
    (practice, link)
}

#[tokio::test]
async fn either_second_fact_opens_the_link() {
    let (practice, link) = booked().await;
    for fact in [
        letters("DAU"),
        letters("d'aubigne"),
        SecondFact::Born("1980-05-17".parse().unwrap()),
    ] {
        let pass = practice.app.open_link(&link, fact).await.unwrap();
        let seen = practice.app.linked(&pass).await.unwrap();
        assert_eq!(seen.appointment.interval.start, instant(NINE));
        assert_eq!(seen.patient.given_name.as_str(), "Zoé");
    }
    for fact in [
        letters("aub"),
        letters("da"),
        letters(""),
        SecondFact::Born("1980-05-18".parse().unwrap()),
    ] {
        let refused = practice.app.open_link(&link, fact).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&Refusal::WrongSecondFact));
    }
    let unknown = practice
        .app
        .open_link("AAAAAAAAAAAAAAAAAAAAAA", letters("dau"))
        .await
        .unwrap_err();
    assert_eq!(unknown.refusal(), Some(&Refusal::NotFound));
}

#[tokio::test]
async fn guessing_locks_the_link_for_a_while() {
    let (practice, link) = booked().await;
    for _ in 0..5 {
        practice.app.open_link(&link, letters("xyz")).await.unwrap_err();
    }
    let locked = practice.app.open_link(&link, letters("dau")).await.unwrap_err();
    assert_eq!(locked.refusal(), Some(&Refusal::WrongSecondFact));
    practice.clock.advance(TimeDelta::minutes(1));
    practice.app.open_link(&link, letters("dau")).await.unwrap();
}

#[tokio::test]
async fn a_pass_is_good_for_half_an_hour_and_cannot_be_forged() {
    let (practice, link) = booked().await;
    let pass = practice.app.open_link(&link, letters("dau")).await.unwrap();
    let from_cookie = LinkPass::from_cookie(pass.as_str().to_owned());
    practice.app.linked(&from_cookie).await.unwrap();
    let forged = LinkPass::from_cookie(link.clone());
    assert_eq!(
        practice.app.linked(&forged).await.unwrap_err().refusal(),
        Some(&Refusal::NotFound)
    );
    practice.clock.advance(TimeDelta::minutes(30));
    assert_eq!(
        practice.app.linked(&pass).await.unwrap_err().refusal(),
        Some(&Refusal::NotFound)
    );
}

#[tokio::test]
async fn cancelling_in_time_and_announcing_late_are_told_apart() {
    for (now, expected) in [
        ("2026-03-04T08:00:00Z", Status::CancelledByPatient),
        ("2026-03-04T08:00:01Z", Status::CancelledLate),
    ] {
        let (practice, link) = booked().await;
        practice.clock.set(instant(now));
        let pass = practice.app.open_link(&link, letters("dau")).await.unwrap();
        let cancelled = practice.app.cancel_by_link(&pass, false).await.unwrap();
        assert_eq!(cancelled.appointment.status, expected);
        let used_up = practice.app.cancel_by_link(&pass, false).await.unwrap_err();
        assert_eq!(used_up.refusal(), Some(&Refusal::NotFound));
        let newest = practice.app.recent_notices(1).await.unwrap().remove(0);
        assert_eq!(newest.message.kind, MessageKind::Cancelled);
        assert_eq!(practice.problems().await, []);
    }
}

#[tokio::test]
async fn a_link_carries_over_a_move_and_dies_a_day_after_the_visit() {
    let (practice, link) = booked().await;
    let pass = practice.app.open_link(&link, letters("dau")).await.unwrap();
    let later = instant("2026-03-06T09:00:00Z");
    let moved = practice.app.move_by_link(&pass, None, later).await.unwrap();
    assert_eq!(moved.booking.link, link);
    let seen = practice.app.linked(&pass).await.unwrap();
    assert_eq!(seen.appointment.interval.start, later);

    practice.clock.set(instant("2026-03-07T09:29:59Z"));
    practice.app.open_link(&link, letters("dau")).await.unwrap();
    practice.clock.advance(TimeDelta::seconds(1));
    let dead = practice.app.open_link(&link, letters("dau")).await.unwrap_err();
    assert_eq!(dead.refusal(), Some(&Refusal::NotFound));
}

#[tokio::test]
async fn after_the_deadline_a_patient_does_not_move() {
    let (practice, link) = booked().await;
    practice.clock.set(instant("2026-03-04T09:00:00Z"));
    let pass = practice.app.open_link(&link, letters("dau")).await.unwrap();
    let refused = practice
        .app
        .move_by_link(&pass, None, instant("2026-03-06T09:00:00Z"))
        .await
        .unwrap_err();
    assert_eq!(refused.refusal(), Some(&Refusal::WrongState));
}
