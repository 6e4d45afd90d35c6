//! Hours that are opened and closed; a clock that is wrong.

use grappe::app::App;
use grappe::domain::care_type::CareTerms;
use grappe::domain::id::{AbsenceId, ExceptionId};
use grappe::domain::schedule::{Absence, ScheduleException, Window};
use grappe::domain::time::Interval;
use grappe::store::{Fault, Tx, WaitingOfferState};
use grappe::sys::clock::Clock;

use super::scene::{Scene, TUESDAY_9};
use crate::support::house::{Practice, instant};

#[tokio::test]
async fn opened_hours_are_offered_to_the_list_first() {
    let scene = Scene::new().await;
    // The week is full, and somebody waits.
    scene.waits("Roux").await;
    scene.waits("Le Gall").await;
    let saturday = ScheduleException {
        id: ExceptionId(0),
        practitioner: scene.practitioner,
        from: "2026-03-07".parse().unwrap(),
        to: "2026-03-07".parse().unwrap(),
        windows: vec![Window::new("09:00".parse().unwrap(), "10:30".parse().unwrap(), None).unwrap()],
        label: String::new(),
    };
    scene
        .practice
        .set_up(move |tx| tx.save_exception(&saturday))
        .await;
    let story = scene.story().await;
    assert_eq!(
        story,
        [
            ("Roux".to_owned(), WaitingOfferState::Open),
            ("Le Gall".to_owned(), WaitingOfferState::Open)
        ]
    );
    assert!(!scene.is_public("2026-03-07T08:00:00Z") && !scene.is_public("2026-03-07T08:30:00Z"));
    assert!(scene.is_public("2026-03-07T09:00:00Z"), "the rest is everybody's");
    scene.is_sound().await;
}

#[tokio::test]
async fn closed_hours_are_offered_no_more() {
    let scene = Scene::new().await;
    let taken = scene.books("Petit", TUESDAY_9).await;
    scene.waits("Roux").await;
    scene.cancels(&taken).await;
    let ill = Absence {
        id: AbsenceId(0),
        practitioner: Some(scene.practitioner),
        interval: Interval::new(instant("2026-03-03T07:00:00Z"), instant("2026-03-03T17:00:00Z")).unwrap(),
        label: "Maladie".to_owned(),
    };
    scene.practice.set_up(move |tx| tx.save_absence(&ill)).await;
    assert_eq!(
        scene.story().await,
        [("Roux".to_owned(), WaitingOfferState::Withdrawn)]
    );
    scene.is_sound().await;
}

#[tokio::test]
async fn a_clock_that_may_be_wrong_decides_nothing() {
    let mut scene = Scene::new().await;
    let taken = scene.books("Petit", TUESDAY_9).await;
    let kept = scene.books("Blanc", "2026-03-03T09:00:00Z").await;
    scene.waits("Roux").await;
    scene.waits("Noir").await;
    scene.cancels(&taken).await;
    let Practice { app, folder, .. } = scene.practice;
    drop(app);
    let clock = Clock::manual(instant("1970-01-01T00:00:30Z"));
    let app = App::open(folder.path(), &clock).unwrap();
    scene.practice = Practice { app, clock, folder };
    assert!(!scene.practice.app.is_clock_trusted());

    scene.practice.app.advance_offers().await.unwrap();
    scene.cancels(&kept).await;
    assert_eq!(
        scene.story().await,
        [("Roux".to_owned(), WaitingOfferState::Open)],
        "nothing ends, nothing begins"
    );
    let pass = scene.opens("Roux").await;
    assert!(scene.practice.app.accept_offer(&pass).await.is_err());
    assert_eq!(scene.story().await.len(), 1);
    scene.is_sound().await;
}

#[tokio::test]
async fn what_could_no_longer_be_taken_is_offered_no_more() {
    for change in ["care", "window"] {
        let scene = Scene::new().await;
        let other = scene.practice.sells("Urgence", CareTerms::default()).await;
        let taken = scene.books("Petit", TUESDAY_9).await;
        scene.waits("Roux").await;
        scene.cancels(&taken).await;
        assert_eq!(scene.story().await[0].1, WaitingOfferState::Open);
        let (care, practitioner) = (scene.care, scene.practitioner);
        let reserved = Window::new(
            "09:00".parse().unwrap(),
            "17:00".parse().unwrap(),
            Some(vec![other]),
        )
        .unwrap();
        let change_set_up = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
            if change == "care" {
                let mut archived = tx.agenda().set_up().care_types[&care].clone();
                archived.is_archived = true;
                tx.save_care_type(&archived)?;
                return Ok(());
            }
            tx.save_exception(&ScheduleException {
                id: ExceptionId(0),
                practitioner,
                from: "2026-03-03".parse().unwrap(),
                to: "2026-03-03".parse().unwrap(),
                windows: vec![reserved.clone()],
                label: String::new(),
            })?;
            Ok(())
        };
        scene.practice.set_up(change_set_up).await;
        assert_eq!(
            scene.story().await,
            [("Roux".to_owned(), WaitingOfferState::Withdrawn)],
            "{change}"
        );
        scene.is_sound().await;
    }
}
