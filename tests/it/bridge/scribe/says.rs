//! What an event says of a patient: as much as was chosen, and nothing of somebody who was erased (caldav §4.3).

use chrono::TimeDelta;
use grappe::domain::booking::Appointment;
use grappe::domain::calendar::{LinkOptions, Privacy};
use grappe::domain::contact::Phone;
use grappe::store::CalendarLinkEdit;

use super::{Scene, TEN};
use crate::bridge::fake::Ways;
use crate::support::house::{at_the_desk, instant, person, secretary};

async fn says(scene: &mut Scene, privacy: Privacy, options: LinkOptions) -> String {
    let edit = CalendarLinkEdit {
        login: "dr".to_owned(),
        privacy,
        options: LinkOptions {
            allows_clear: true,
            ..options
        },
        pin: None,
    };
    let app = scene.practice.app.clone();
    app.edit_calendar(scene.link, (edit, None), secretary())
        .await
        .unwrap();
    scene.practice.clock.advance(TimeDelta::minutes(16));
    scene.round().await.unwrap().unwrap();
    scene.own().1
}

/// However its digits are set apart.
fn has_phone(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.contains("612345678")
}

/// Zoé Petit at ten, with her telephone number, as the server has it.
async fn booked() -> (Scene, Appointment) {
    let mut scene = Scene::new(Ways::default()).await;
    let patient = grappe::domain::patient::Patient {
        phone: Phone::parse("06 12 34 56 78").ok(),
        ..person("Petit", "Zoé")
    };
    let booked = scene
        .practice
        .app
        .book(at_the_desk(scene.care, TEN, patient), None);
    let row = booked.await.unwrap().appointment;
    scene.pass().await.unwrap();
    (scene, row)
}

#[tokio::test]
async fn a_level_says_what_it_promises_and_a_lower_one_takes_the_rest_away() {
    let (mut scene, row) = booked().await;
    let (_, full) = scene.own();
    let page = format!("https://rdv.example.org/admin/appointments/{}", row.id);
    assert!(
        full.contains("SUMMARY:PETIT Zoé\\, Consultation") && has_phone(&full),
        "{full}"
    );
    assert!(full.contains(&page));

    let some = says(&mut scene, Privacy::Initials, LinkOptions::default()).await;
    assert!(
        some.contains("SUMMARY:Consultation\\, Z. P.\r\n") && some.contains(&page),
        "{some}"
    );
    let none = says(&mut scene, Privacy::Nothing, LinkOptions::default()).await;
    assert!(
        none.contains("SUMMARY:Rendez-vous\r\n") && none.contains(&page),
        "{none}"
    );
    for text in [&some, &none] {
        for word in ["PETIT", "Petit", "Zoé"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
        assert!(!has_phone(text), "{text}");
    }
    // Somebody copied the number into the notes there; a lower level does not leave it.
    let options = LinkOptions {
        writes_utc: true,
        reminds_minutes: Some(20),
        ..LinkOptions::default()
    };
    let full = says(&mut scene, Privacy::Full, options).await;
    assert!(
        full.contains("DTSTART:20260304T090000Z") && full.contains("TRIGGER:-PT20M"),
        "{full}"
    );
    scene.edit(|text| text.replace("DESCRIPTION:", "DESCRIPTION:Rappeler. "));
    let none = says(&mut scene, Privacy::Nothing, LinkOptions::default()).await;
    assert!(!has_phone(&none) && !none.contains("VALARM"), "{none}");
    scene.is_sound().await;
}

#[tokio::test]
async fn somebody_who_was_erased_is_not_named_there_any_more() {
    let (mut scene, row) = booked().await;
    assert!(scene.own().1.contains("PETIT"));
    let app = scene.practice.app.clone();
    // Nobody who is to come is erased.
    scene.practice.clock.set(instant("2026-03-04T12:00:00Z"));
    app.erase_patient(row.patient, secretary()).await.unwrap();
    scene.passes(1).await;
    let (_, erased) = scene.own();
    assert!(
        erased.contains("SUMMARY:Rendez-vous\r\n") && erased.contains("20260304T100000"),
        "{erased}"
    );
    assert!(!has_phone(&erased), "{erased}");
    for word in ["PETIT", "Zoé", "X-GRAPPE-ID", "Consultation"] {
        assert!(!erased.contains(word), "{word}: {erased}");
    }
    scene.is_sound().await;
}
