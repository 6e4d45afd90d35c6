//! booking-rules §8: what is declared is booked; where the file says otherwise the staff are told. Blocks and limits still hold.

use chrono::TimeDelta;
use grappe::app::{Booking, Failure, Mismatch};
use grappe::domain::booking::{Refusal, Status};
use grappe::domain::care_type::{CareTerms, Eligibility, Limits, PatientKind};
use grappe::domain::id::CareTypeId;
use grappe::domain::patient::Patient;
use grappe::store::Draft;

use crate::support::house::{Practice, at_the_desk, draft, instant, person, secretary};

const NINE: &str = "2026-03-03T08:00:00Z";
const THURSDAY_10: &str = "2026-03-05T09:00:00Z";

/// The usual practice, whose consultation has this rule.
async fn asking(eligibility: Eligibility) -> (Practice, CareTypeId) {
    let practice = Practice::new();
    practice.usual().await;
    let terms = CareTerms {
        eligibility,
        ..CareTerms::default()
    };
    let care = practice.sells("Première consultation", terms).await;
    (practice, care)
}

fn only(kind: PatientKind) -> Eligibility {
    Eligibility {
        patients: Some(kind),
        ..Eligibility::default()
    }
}

/// Books online from the hold to the code.
async fn books(practice: &Practice, care: CareTypeId, start: &str, typed: Draft) -> Result<Booking, Failure> {
    let held = practice.holds(care, start, "one").await;
    practice.app.request_code(&held.token, typed).await?;
    let code = practice.newest_code().await;
    practice.app.confirm_hold(&held.token, &code, None).await
}

/// What the staff are asked to check.
async fn to_check(practice: &Practice, made: &Booking) -> Vec<Mismatch> {
    let opened = practice.app.open_appointment(made.appointment.id, secretary());
    opened.await.unwrap().unwrap().to_check
}

async fn seen_before(practice: &Practice, care: CareTypeId, who: Patient) {
    let made = practice
        .app
        .book(at_the_desk(care, "2026-03-02T09:00:00Z", who), None);
    let id = made.await.unwrap().appointment.id;
    for status in [Status::Arrived, Status::InProgress, Status::Done] {
        let marked = practice.app.mark_attendance(id, status, None, secretary());
        marked.await.unwrap();
    }
}

#[tokio::test]
async fn who_says_to_be_known_and_is_not_is_booked_and_flagged() {
    let (practice, care) = asking(only(PatientKind::Known)).await;
    let made = books(&practice, care, NINE, draft(person("Petit", "Léo")))
        .await
        .unwrap();
    assert_eq!(made.appointment.status, Status::Confirmed);
    assert_eq!(to_check(&practice, &made).await, [Mismatch::SaidKnown]);
}

#[tokio::test]
async fn who_says_to_be_new_and_is_not_is_booked_and_flagged() {
    let (practice, care) = asking(only(PatientKind::New)).await;
    seen_before(&practice, care, person("Petit", "Léo")).await;
    let typed = draft(person("Petit", "Léo"));
    let made = books(&practice, care, NINE, typed).await.unwrap();
    assert_eq!(to_check(&practice, &made).await, [Mismatch::SaidNew]);
}

#[tokio::test]
async fn who_says_what_the_file_says_is_not_flagged() {
    for kind in [PatientKind::New, PatientKind::Known] {
        let (practice, care) = asking(only(kind)).await;
        if kind == PatientKind::Known {
            seen_before(&practice, care, person("Petit", "Léo")).await;
        }
        let made = books(&practice, care, NINE, draft(person("Petit", "Léo")))
            .await
            .unwrap();
        assert_eq!(to_check(&practice, &made).await, [], "{kind:?}");
    }
}

#[tokio::test]
async fn another_birth_date_makes_another_record_and_is_flagged() {
    let (practice, care) = asking(Eligibility::default()).await;
    let known = practice.knows(person("Petit", "Léo")).await;
    let typed = Patient {
        born: "1981-05-17".parse().ok(),
        ..person("PETIT", "leo")
    };
    let made = books(&practice, care, NINE, draft(typed)).await.unwrap();
    assert_ne!(made.appointment.patient, known);
    assert_eq!(to_check(&practice, &made).await, [Mismatch::OtherBirthDate]);
    practice.clock.advance(TimeDelta::minutes(1));
    // A relative with the same contact is nothing to check.
    let sister = Patient {
        email: person("Petit", "Léo").email,
        ..person("Petit", "Ida")
    };
    let made = books(&practice, care, THURSDAY_10, draft(sister)).await.unwrap();
    assert_eq!(to_check(&practice, &made).await, []);
}

#[tokio::test]
async fn a_block_holds_whatever_birth_date_is_declared() {
    let (practice, care) = asking(Eligibility::default()).await;
    let blocked = Patient {
        is_blocked_online: true,
        ..person("Petit", "Léo")
    };
    practice.knows(blocked).await;
    for born in ["1980-05-17", "1981-05-17"] {
        let typed = Patient {
            born: born.parse().ok(),
            ..person("Petit", "Léo")
        };
        let refused = books(&practice, care, NINE, draft(typed)).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&Refusal::BlockedOnline), "{born}");
        practice.clock.advance(TimeDelta::minutes(1));
    }
    let found = practice
        .app
        .find_patients("Petit".to_owned(), secretary())
        .await
        .unwrap();
    assert_eq!(found.len(), 1, "nothing was written");
}

#[tokio::test]
async fn a_limit_holds_whatever_was_declared() {
    let (practice, _) = asking(Eligibility::default()).await;
    let terms = CareTerms {
        eligibility: only(PatientKind::Known),
        limits: Limits {
            max_future: Some(1),
            ..Limits::default()
        },
        ..CareTerms::default()
    };
    let care = practice.sells("Une seule", terms).await;
    books(&practice, care, NINE, draft(person("Petit", "Léo")))
        .await
        .unwrap();
    practice.clock.advance(TimeDelta::minutes(1));
    let refused = books(&practice, care, THURSDAY_10, draft(person("Petit", "Léo"))).await;
    assert_eq!(refused.unwrap_err().refusal(), Some(&Refusal::LimitReached));
}

#[tokio::test]
async fn what_was_answered_is_not_asked_again_when_moving() {
    let (practice, care) = asking(Eligibility {
        needs_referral: true,
        professions: vec!["Infirmière".to_owned()],
        ..only(PatientKind::Known)
    })
    .await;
    let typed = Draft {
        profession: Some("Infirmière".to_owned()),
        referral_until: "2026-03-04".parse().ok(),
        ..draft(person("Petit", "Léo"))
    };
    let made = books(&practice, care, "2026-03-04T08:00:00Z", typed)
        .await
        .unwrap();
    let pass = practice.app.pass_of(&made).unwrap();
    let moved = practice.app.move_by_link(&pass, None, instant(THURSDAY_10));
    let moved = moved.await.unwrap().booking;
    assert_eq!(moved.appointment.interval.start, instant(THURSDAY_10));
    assert_eq!(to_check(&practice, &moved).await, [Mismatch::SaidKnown]);
}
