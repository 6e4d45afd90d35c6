//! The score over the real store: judged at night, off where it does not win, never in the way of a patient (booking-rules §10).

use chrono::{Days, NaiveDate};
use grappe::domain::booking::Status;
use grappe::domain::id::{CareTypeId, PatientId, PractitionerId};
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
