//! A care that is not the same with everybody: what programs are told, and what they get.

use serde_json::json;

use super::program::{Served, TUESDAY_9, booking, kind};
use crate::support::practice::published;
use grappe::domain::care_type::{CareOverride, Venue};
use grappe::domain::id::{CareTypeId, PractitionerId};
use grappe::domain::question::{Answer, Effect, Question};
use grappe::store::{Fault, Tx};

/// Dr Petit, who comes in the afternoon: by video, twenty minutes, on approval, and after a question.
fn differing() -> Served {
    let site = Served::new();
    let own = CareOverride {
        duration: Some(chrono::TimeDelta::minutes(20)),
        venue: Some(Venue::Video),
        needs_approval: Some(true),
        public_text: Some("Prévoyez un endroit calme.".to_owned()),
        questions: Some(vec![Question {
            text: "Fumez-vous ?".to_owned(),
            answers: ["oui", "non"]
                .map(|text| Answer {
                    text: text.to_owned(),
                    effect: Effect::Go,
                })
                .to_vec(),
        }]),
        ..CareOverride::default()
    };
    let written = site
        .0
        .app
        .store()
        .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
            let mut care = tx.agenda().set_up().care_types[&CareTypeId(1)].clone();
            care.overrides.insert(PractitionerId(2), own);
            tx.save_care_type(&care)?;
            published(tx)
        });
    site.0.run(written).unwrap();
    site
}

#[test]
fn programs_are_told_what_differs_with_each_practitioner() {
    let site = differing();
    let program = site.program();
    let (_, cares, _) = program.get("/api/v1/care-types");
    let care = &cares["care_types"][0];
    assert_eq!((&care["minutes"], &care["video"]), (&json!(30), &json!(false)));
    let petit = json!({
        "practitioner": 2,
        "text": "Prévoyez un endroit calme.",
        "price": "",
        "preparation": "",
        "minutes": 20,
        "video": true,
        "online": true,
        "approval": true,
        "questions": [{"text": "Fumez-vous ?", "answers": ["oui", "non"]}],
    });
    assert_eq!(care["with"][1], petit, "{care}");
    assert_eq!(care["with"][0]["questions"], json!([]));
    assert_eq!(care["with"][0]["minutes"], json!(30));
}

#[test]
fn programs_book_by_the_terms_of_the_practitioner() {
    let site = differing();
    let program = site.program();
    let (status, plain) = program.post("/api/v1/appointments", &booking(TUESDAY_9, "Goff"));
    assert_eq!((status, &plain["status"]), (201, &json!("confirmed")), "{plain}");
    // Anybody at twenty past two is Dr Petit, who asks.
    let mut asked = booking("2026-03-03T14:20:00+01:00", "Roux");
    let (status, refused) = program.post("/api/v1/appointments", &asked);
    assert_eq!((status, kind(&refused)), (422, "invalid-request"), "{refused}");
    assert_eq!(refused["errors"][0]["pointer"], json!("#/answers"));
    asked["answers"] = json!([{"question": "Fumez-vous ?", "answer": "non"}]);
    let (status, made) = program.post("/api/v1/appointments", &asked);
    assert_eq!((status, &made["status"]), (201, &json!("requested")), "{made}");
    assert_eq!(made["end"], json!("2026-03-03T14:40:00+01:00"), "{made}");
}
