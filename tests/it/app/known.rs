//! booking-rules §8: "known" is seen by the practice or by the one practitioner, and within so many months of the local day.

use chrono::TimeDelta;
use grappe::app::{Booking, BookingRequest, Failure, ForWhom, Mismatch};
use grappe::domain::booking::{Refusal, Status};
use grappe::domain::care_type::{CareOverride, CareTerms, CareType, Eligibility, PatientKind, SeenBy};
use grappe::domain::id::{CareTypeId, PatientId, PractitionerId};
use grappe::domain::practice;
use grappe::domain::slot::Audience;
use grappe::domain::time::Zone;

use crate::support::house::{Practice, at_the_desk, care_type, draft, instant, person, secretary};

const SEEN: &str = "2026-03-02T09:00:00Z";
const TUESDAY_9: &str = "2026-03-03T08:00:00Z";

fn known(seen_by: SeenBy, known_within_months: Option<u16>) -> Eligibility {
    Eligibility {
        patients: Some(PatientKind::Known),
        seen_by,
        known_within_months,
        ..Eligibility::default()
    }
}

/// Two practitioners, a care with this rule, and somebody whom the first one has seen.
struct Seen {
    practice: Practice,
    first: PractitionerId,
    second: PractitionerId,
    care: CareTypeId,
    patient: PatientId,
}

async fn seen_by_the_first(practice: Practice, at: &str, care: CareType) -> Seen {
    let (first, consultation) = practice.usual().await;
    let second = practice.with_practitioner("Dr Paul Petit").await;
    practice.open(second, "09:00", "17:00").await;
    let care = practice.sells_care(care).await;
    let visit = BookingRequest {
        practitioner: Some(first),
        ..at_the_desk(consultation, at, person("Petit", "Léo"))
    };
    let visit = practice.app.book(visit, None).await.unwrap().appointment;
    for status in [Status::Arrived, Status::InProgress, Status::Done] {
        let marked = practice.app.mark_attendance(visit.id, status, None, secretary());
        marked.await.unwrap();
    }
    Seen {
        practice,
        first,
        second,
        care,
        patient: visit.patient,
    }
}

fn with_rule(eligibility: Eligibility) -> CareType {
    let terms = CareTerms {
        eligibility,
        ..CareTerms::default()
    };
    care_type("Suivi", terms)
}

impl Seen {
    /// By the rules of patients, the file being known.
    async fn asks(&self, with: Option<PractitionerId>, start: &str) -> Result<PractitionerId, Refusal> {
        let request = BookingRequest {
            audience: Audience::Patient,
            for_whom: ForWhom::Known(self.patient),
            ..BookingRequest::new(
                self.care,
                with,
                instant(start),
                ForWhom::Known(self.patient),
                secretary(),
            )
        };
        let made: Result<Booking, Failure> = self.practice.app.book(request, None).await;
        match made {
            Ok(made) => {
                let id = made.appointment.id;
                self.practice.app.cancel(id, None, secretary()).await.unwrap();
                Ok(made.appointment.practitioner)
            }
            Err(failure) => Err(failure.refusal().unwrap().clone()),
        }
    }
}

#[tokio::test]
async fn who_was_seen_by_a_colleague_is_known_to_the_practice_only() {
    let care = with_rule(known(SeenBy::Practice, None));
    let seen = seen_by_the_first(Practice::new(), SEEN, care).await;
    assert_eq!(seen.asks(Some(seen.second), TUESDAY_9).await, Ok(seen.second));

    let care = with_rule(known(SeenBy::Practitioner, None));
    let seen = seen_by_the_first(Practice::new(), SEEN, care).await;
    let refused = seen.asks(Some(seen.second), TUESDAY_9).await;
    assert_eq!(refused, Err(Refusal::NotEligible));
    assert_eq!(seen.asks(Some(seen.first), TUESDAY_9).await, Ok(seen.first));
    // Anybody is the one who may.
    assert_eq!(seen.asks(None, TUESDAY_9).await, Ok(seen.first));
}

#[tokio::test]
async fn a_practitioner_has_a_rule_of_their_own() {
    for (usual, own, expected) in [
        (
            known(SeenBy::Practice, None),
            known(SeenBy::Practitioner, None),
            Err(Refusal::NotEligible),
        ),
        (
            known(SeenBy::Practitioner, None),
            known(SeenBy::Practice, None),
            Ok(()),
        ),
    ] {
        let mut care = with_rule(usual);
        let own = CareOverride {
            eligibility: Some(own),
            ..CareOverride::default()
        };
        // The second one: practitioners are numbered as they come.
        care.overrides.insert(PractitionerId(2), own);
        let seen = seen_by_the_first(Practice::new(), SEEN, care).await;
        assert_eq!(seen.second, PractitionerId(2));
        assert_eq!(
            seen.asks(Some(seen.second), TUESDAY_9).await.map(|_| ()),
            expected
        );
    }
    // Months of one's own: an old visit counts for a colleague and not here.
    let mut care = with_rule(known(SeenBy::Practice, None));
    let own = CareOverride {
        eligibility: Some(known(SeenBy::Practice, Some(1))),
        ..CareOverride::default()
    };
    care.overrides.insert(PractitionerId(2), own);
    let seen = seen_by_the_first(Practice::new(), SEEN, care).await;
    let day = "2026-04-03T08:00:00Z";
    assert_eq!(seen.asks(Some(seen.first), day).await, Ok(seen.first));
    assert_eq!(seen.asks(Some(seen.second), day).await, Err(Refusal::NotEligible));
}

#[tokio::test]
async fn the_last_day_of_the_months_still_counts() {
    let care = with_rule(known(SeenBy::Practitioner, Some(6)));
    let seen = seen_by_the_first(Practice::new(), SEEN, care).await;
    let with = Some(seen.first);
    assert_eq!(seen.asks(with, "2026-09-02T07:00:00Z").await, Ok(seen.first));
    let refused = seen.asks(with, "2026-09-03T07:00:00Z").await;
    assert_eq!(
        refused,
        Err(Refusal::NotEligible),
        "counted on the day of the appointment"
    );
}

#[tokio::test]
async fn the_day_of_a_visit_is_that_of_the_practice() {
    let practice = Practice::new();
    practice
        .set_up(|tx| {
            let tahiti = practice::Practice {
                zone: Zone::named("Pacific/Tahiti").unwrap(),
                ..tx.agenda().set_up().practice.clone()
            };
            tx.save_practice(&tahiti)
        })
        .await;
    let care = with_rule(known(SeenBy::Practice, Some(6)));
    // Monday 2 March, four in the afternoon in Tahiti: the third for the clock of the machine.
    let seen = seen_by_the_first(practice, "2026-03-03T02:00:00Z", care).await;
    // 2 and 3 September, nine in the morning.
    let with = Some(seen.first);
    assert_eq!(seen.asks(with, "2026-09-02T19:00:00Z").await, Ok(seen.first));
    let refused = seen.asks(with, "2026-09-03T19:00:00Z").await;
    assert_eq!(refused, Err(Refusal::NotEligible));
}

#[tokio::test]
async fn staff_are_told_by_the_rule_of_the_practitioner() {
    let care = with_rule(known(SeenBy::Practitioner, None));
    let seen = seen_by_the_first(Practice::new(), SEEN, care).await;
    let app = &seen.practice.app;
    for (with, start, expected) in [
        (seen.second, TUESDAY_9, vec![Mismatch::SaidKnown]),
        (seen.first, "2026-03-05T08:00:00Z", vec![]),
    ] {
        let mut request = Practice::hold_request(seen.care, start, "one");
        request.query.practitioner = Some(with);
        let held = app.hold_slot(request).await.unwrap();
        // Who says to be known is believed until the file is looked at.
        app.request_code(&held.token, draft(person("Petit", "Léo")))
            .await
            .unwrap();
        let code = seen.practice.newest_code().await;
        let made = app.confirm_hold(&held.token, &code, None).await.unwrap();
        let opened = app
            .open_appointment(made.appointment.id, secretary())
            .await
            .unwrap();
        assert_eq!(opened.unwrap().to_check, expected, "{start}");
        seen.practice.clock.advance(TimeDelta::minutes(2));
    }
}
