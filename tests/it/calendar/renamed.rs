//! Events say what they say of an appointment also when only a name changed.

use grappe::app::MergeRequest;
use grappe::domain::calendar::{LinkOptions, Privacy};
use grappe::domain::care_type::{CareTerms, CareType};
use grappe::domain::contact::PersonName;
use grappe::domain::id::{PatientId, ResourceId};
use grappe::domain::patient::Patient;
use grappe::domain::resource::{Resource, ResourceKind};
use grappe::store::{CalendarLinkEdit, Tx};

use super::scene::{Scene, TEN, TWO};
use crate::support::house::{care_type, secretary};

/// The names that wait to be written.
async fn names(scene: &Scene) -> Vec<String> {
    let waits = scene.waits(scene.link).await;
    let name = |patient: &Patient| patient.family_name.as_str().to_owned();
    waits
        .iter()
        .filter_map(|task| task.patient.as_ref().map(name))
        .collect()
}

/// What is said of patients from now on; the calendar has it.
async fn says(scene: &Scene, privacy: Privacy) {
    let edit = CalendarLinkEdit {
        login: "helene".to_owned(),
        privacy,
        options: LinkOptions::default(),
        pin: None,
    };
    let app = &scene.practice.app;
    app.edit_calendar(scene.link, (edit, None), secretary())
        .await
        .unwrap();
    scene.served(scene.link).await;
}

async fn renames(scene: &Scene, id: PatientId, family: &str) {
    let app = &scene.practice.app;
    let file = app.open_patient(id, secretary()).await.unwrap().unwrap();
    let patient = Patient {
        family_name: PersonName::parse(family).unwrap(),
        ..file.patient
    };
    app.save_patient(patient, Some(file.version), secretary())
        .await
        .unwrap();
}

#[tokio::test]
async fn the_new_name_of_a_patient_is_written_and_another_change_of_the_record_is_not() {
    let scene = Scene::new().await;
    let (booked, event) = scene.stands(TEN, "Petit").await;
    renames(&scene, booked.patient, "Grand").await;
    let task = scene.waits(scene.link).await.remove(0);
    let confirmed = event.confirmed.map(|(revision, _)| revision).unwrap();
    assert!(task.write.revision.0 > confirmed, "the revision grows");
    assert_eq!(names(&scene).await, ["Grand"]);
    scene.served(scene.link).await;
    renames(&scene, booked.patient, "Grand").await;
    assert_eq!(scene.waits(scene.link).await.len(), 0);
    says(&scene, Privacy::Nothing).await;
    renames(&scene, booked.patient, "Moyen").await;
    assert_eq!(scene.waits(scene.link).await.len(), 0, "the event says no name");
}

#[tokio::test]
async fn what_was_handed_over_by_a_merge_is_written_and_handed_back_by_its_undo() {
    let scene = Scene::new().await;
    let (stays, _) = scene.stands(TEN, "Petit").await;
    let (goes, _) = scene.stands(TWO, "Petite").await;
    let app = &scene.practice.app;
    let open = |id| app.open_patient(id, secretary());
    let kept = open(stays.patient).await.unwrap().unwrap();
    let gone = open(goes.patient).await.unwrap().unwrap();
    let merge = MergeRequest {
        survivor: kept.patient,
        survivor_version: kept.version,
        absorbed: goes.patient,
        absorbed_version: gone.version,
        actor: secretary(),
    };
    let merge = app.merge_patients(merge).await.unwrap();
    let written = names(&scene).await;
    assert!(
        written.len() == 2 && written.iter().all(|name| name == "Petit"),
        "{written:?}"
    );
    scene.served(scene.link).await;
    app.undo_merge(merge, secretary()).await.unwrap();
    let mut written = names(&scene).await;
    written.sort();
    assert_eq!(written, ["Petit", "Petite"]);
    assert_eq!(scene.practice.problems().await, []);
}

#[tokio::test]
async fn a_care_by_another_name_is_written_where_the_event_says_it() {
    let scene = Scene::new().await;
    scene.stands(TEN, "Petit").await;
    let called = |name: &str| {
        let care = CareType {
            id: scene.care,
            ..care_type(name, CareTerms::default())
        };
        scene
            .practice
            .set_up(move |tx: &mut Tx<'_>| tx.save_care_type(&care))
    };
    called("Bilan").await;
    let waits = scene.waits(scene.link).await;
    assert_eq!((waits.len(), waits[0].care.as_str()), (1, "Bilan"));
    scene.served(scene.link).await;
    called("Bilan").await;
    assert_eq!(scene.waits(scene.link).await.len(), 0);
    says(&scene, Privacy::Nothing).await;
    called("Contrôle").await;
    assert_eq!(scene.waits(scene.link).await.len(), 0);
}

#[tokio::test]
async fn a_room_by_another_name_is_written_at_every_level() {
    let scene = Scene::new().await;
    let room = |id, name: &str| Resource {
        id,
        name: name.to_owned(),
        kind: ResourceKind("room".to_owned()),
        capacity: 1,
        practitioners: None,
        closed: Vec::new(),
        is_archived: false,
    };
    let first = room(ResourceId(0), "Salle 1");
    let id = scene
        .practice
        .set_up(move |tx: &mut Tx<'_>| tx.save_resource(&first))
        .await;
    let care = CareType {
        id: scene.care,
        practitioners: vec![scene.practitioner],
        ..care_type(
            "Consultation",
            CareTerms {
                requires: vec![ResourceKind("room".to_owned())],
                ..CareTerms::default()
            },
        )
    };
    scene
        .practice
        .set_up(move |tx: &mut Tx<'_>| tx.save_care_type(&care))
        .await;
    says(&scene, Privacy::Nothing).await;
    scene.stands(TEN, "Petit").await;
    let next = room(id, "Salle bleue");
    scene
        .practice
        .set_up(move |tx: &mut Tx<'_>| tx.save_resource(&next))
        .await;
    let waits = scene.waits(scene.link).await;
    assert_eq!(
        (waits.len(), waits[0].places.as_slice()),
        (1, &["Salle bleue".to_owned()][..])
    );
}
