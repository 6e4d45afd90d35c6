//! Two people edit the same thing.

use super::{Crew, filled, saved};

#[test]
fn the_second_sees_what_changed_and_keeps_what_was_typed() {
    let site = Crew::demo();
    let (mut alice, mut marie) = (site.signed_in("alice"), site.signed_in("marie"));
    let path = "/admin/setup/care-types/1";
    let opened = filled(&alice.get(path), path);
    let first = saved(
        &mut marie,
        path,
        &[("duration", "45"), ("public_text", "Carte Vitale")],
    );
    assert_eq!(first.status, 303);
    let before = site.revision();
    let typed = opened.with(&[("name", "Visite longue"), ("duration", "60")]);
    let second = typed.post(&mut alice, path);
    second.assert(
        409,
        &[
            "Quelqu'un d'autre a modifié",
            "Durée, en minutes",
            "<td>30</td><td>45</td><td>60</td>",
        ],
    );
    let again = filled(&second, path);
    assert_eq!(
        (again.0["name"].as_str(), again.0["duration"].as_str()),
        ("Visite longue", "60")
    );
    assert_eq!(site.revision(), before, "nothing was written");
    // Sent once more, knowingly.
    assert_eq!(again.post(&mut alice, path).status, 303);
    let set_up = site.app.agenda().set_up().clone();
    let care = set_up.care_types.values().next().unwrap();
    assert_eq!(
        (care.name.as_str(), care.terms.duration.num_minutes()),
        ("Visite longue", 60)
    );
}

#[test]
fn what_was_deleted_meanwhile_can_be_made_again_from_what_was_typed() {
    let site = Crew::demo();
    let (mut alice, mut marie) = (site.signed_in("alice"), site.signed_in("marie"));
    let path = "/admin/setup/schedules/2";
    let opened = filled(&alice.get(path), path);
    let remove = format!("{path}/remove");
    let page = filled(&marie.get(path), &remove).post(&mut marie, &remove);
    assert_eq!(page.status, 303);
    let late = opened.with(&[("d1", "15h-19h")]).post(&mut alice, path);
    late.assert(409, &["supprimé par quelqu'un d'autre", "value=\"15h-19h\""]);
    let anew = filled(&late, "/admin/setup/schedules/new");
    let done = anew.post(&mut alice, "/admin/setup/schedules/new");
    assert_eq!(
        done.location().as_deref(),
        Some("/admin/setup/schedules?done=saved")
    );
}

#[test]
fn a_stale_button_does_nothing() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let path = "/admin/setup/care-types/1";
    let remove = format!("{path}/remove");
    let opened = filled(&alice.get(path), &remove);
    assert_eq!(saved(&mut alice, path, &[("name", "Visite")]).status, 303);
    opened
        .post(&mut alice, &remove)
        .assert(409, &["Rien n'a été enregistré"]);
    let list = filled(&alice.get("/admin/setup/holidays"), "/admin/setup/holidays");
    let add = [("act", "add"), ("date", "2026-05-15"), ("name", "Pont")];
    assert_eq!(
        list.clone()
            .with(&add)
            .post(&mut alice, "/admin/setup/holidays")
            .status,
        303
    );
    let late = [("act", "add"), ("date", "2026-05-18"), ("name", "Pont gardé")];
    let late = list.with(&late).post(&mut alice, "/admin/setup/holidays");
    late.assert(409, &["entre-temps", "Pont gardé"]);
}

#[test]
fn a_new_thing_sent_twice_is_written_once() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let path = "/admin/setup/resources/new";
    let form = filled(&alice.get(path), path).with(&[("name", "Salle 1"), ("kind", "salle")]);
    let (first, second) = (form.post(&mut alice, path), form.post(&mut alice, path));
    assert_eq!((first.status, second.status), (303, 303), "{}", second.text());
    assert_eq!(first.location(), second.location());
    assert_eq!(site.app.agenda().set_up().resources.len(), 1);

    // Back, and other answers: kept, and knowingly another one.
    let other = form.with(&[("name", "Salle 2")]);
    let before = site.revision();
    let refused = other.post(&mut alice, path);
    refused.assert(409, &["a déjà été enregistré", "value=\"Salle 2\""]);
    assert_eq!(site.revision(), before, "nothing was written");
    assert_eq!(filled(&refused, path).post(&mut alice, path).status, 303);
    assert_eq!(site.app.agenda().set_up().resources.len(), 2);
}
