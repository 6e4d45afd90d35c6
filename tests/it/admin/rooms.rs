//! Rooms and equipment as columns: what uses them, with whom, and when they are closed.

use grappe::domain::id::{CareTypeId, ResourceId};
use grappe::domain::resource::{Resource, ResourceKind};
use grappe::domain::time::Interval;

use super::Crew;
use super::agenda::written;
use super::desk::{MARTIN, TUESDAY_9};
use crate::support::house::{instant, person};
use crate::support::practice::CONSULTATION;

fn with_a_room(site: &Crew) -> (ResourceId, CareTypeId) {
    written(site, |tx| {
        let room = tx.save_resource(&Resource {
            id: ResourceId(0),
            name: "Salle bleue".to_owned(),
            kind: ResourceKind("salle".to_owned()),
            capacity: 1,
            practitioners: None,
            closed: vec![Interval {
                start: instant("2026-03-03T13:00:00Z"),
                end: instant("2026-03-03T14:00:00Z"),
            }],
            is_archived: false,
        })?;
        let mut care = tx.agenda().set_up().care_types[&CONSULTATION].clone();
        care.id = CareTypeId(0);
        "Échographie".clone_into(&mut care.name);
        care.terms.requires = vec![ResourceKind("salle".to_owned())];
        Ok((room, tx.save_care_type(&care)?))
    })
}

#[test]
fn a_room_shows_what_uses_it_and_with_whom() {
    let site = Crew::demo();
    let plain = site.signed_in("marie").get("/admin?day=2026-03-03&all=1");
    assert!(
        !plain.text().contains("by=rooms"),
        "nothing to choose without a room"
    );
    let (room, care) = with_a_room(&site);
    site.booked_care(care, MARTIN, person("Petit", "Léo"), (TUESDAY_9, |_| {}));
    site.booked("Roux", "Zoé", "2026-03-03T09:00:00Z");
    let mut marie = site.signed_in("marie");
    let rooms = marie.get("/admin?day=2026-03-03&all=1&by=rooms");
    rooms.assert(
        200,
        &[
            "Salle bleue",
            "PETIT Léo",
            "Échographie, Dr Hélène Martin",
            "Fermé",
            "data-revision",
            "data-events",
        ],
    );
    assert!(!rooms.text().contains("ROUX Zoé"), "she needs no room");
    let both = marie.get(&format!("/admin?day=2026-03-03&all=1&by=both&r{room}=1"));
    assert_eq!(
        both.text().matches("PETIT Léo").count(),
        2,
        "with the practitioner, and in the room"
    );
    both.assert(200, &["ROUX Zoé", "<li class=\"t", "Échographie</li>"]);
    marie
        .get("/admin?view=week&day=2026-03-03&all=1&by=rooms")
        .assert(200, &["Salle bleue", "PETIT Léo", "mardi 3 mars"]);
}
