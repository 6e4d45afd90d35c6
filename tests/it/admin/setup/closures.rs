//! Closures of a room that come back: made from one line, read back as one line, opened again one by one or together.

use grappe::domain::time::{Instant, Interval};

use super::{Crew, filled, saved};

const ROOM: &str = "/admin/setup/resources/1";

fn closed(site: &Crew) -> Vec<Interval> {
    let set_up = site.app.agenda().set_up().clone();
    set_up.resources.values().next().unwrap().closed.clone()
}

/// An administrator who has just set a room up.
fn with_a_room(site: &Crew) -> crate::support::Browser {
    let mut alice = site.signed_in("alice");
    let room = [("name", "Salle"), ("kind", "salle")];
    assert_eq!(saved(&mut alice, "/admin/setup/resources/new", &room).status, 303);
    alice
}

/// Wednesdays from 14 h to 18 h over the change of time, by an administrator.
fn wednesdays(site: &Crew) -> crate::support::Browser {
    let mut alice = with_a_room(site);
    let answers = [
        ("c1-from_date", "2026-03-18"),
        ("c1-from", "14h"),
        ("c1-to", "18h"),
        ("c1-repeat", "1"),
        ("c1-repeat_until", "2026-04-08"),
    ];
    let done = saved(&mut alice, ROOM, &answers);
    assert_eq!(done.status, 303, "{}", done.text());
    alice
}

#[test]
fn a_weekly_closure_keeps_to_the_clock_and_is_one_line_of_the_form() {
    let site = Crew::demo();
    let mut alice = wednesdays(&site);
    let starts: Vec<Instant> = closed(&site).iter().map(|span| span.start).collect();
    let expected = [
        "2026-03-18T13:00:00Z",
        "2026-03-25T13:00:00Z",
        "2026-04-01T12:00:00Z",
        "2026-04-08T12:00:00Z",
    ];
    assert_eq!(starts, expected.map(|at| at.parse::<Instant>().unwrap()));
    let page = alice.get(ROOM);
    page.assert(
        200,
        &[
            "mercredi 18 mars 2026, de 14 h à 18 h",
            "jusqu'au mercredi 8 avril 2026 (4 fois)",
        ],
    );

    // Another answer touches none of them.
    assert_eq!(saved(&mut alice, ROOM, &[("name", "Salle bleue")]).status, 303);
    assert_eq!(closed(&site).len(), 4);

    // One day less; a day that has none is refused and nothing changes.
    let page = saved(&mut alice, ROOM, &[("reopen", "2026-03-26")]);
    page.assert(422, &["Aucune fermeture prévue ne commence ce jour-là"]);
    assert_eq!(saved(&mut alice, ROOM, &[("reopen", "2026-03-25")]).status, 303);
    let left: Vec<Instant> = closed(&site).iter().map(|span| span.start).collect();
    assert_eq!(left, [0, 2, 3].map(|at: usize| starts[at]));
}

#[test]
fn an_unticked_line_goes_and_a_mistake_elsewhere_forgets_nothing() {
    let site = Crew::demo();
    let mut alice = wednesdays(&site);
    let done = saved(
        &mut alice,
        ROOM,
        &[("c1-from_date", "2026-05-04"), ("c1-to_date", "2026-05-08")],
    );
    assert_eq!(done.status, 303);
    let page = alice.get(ROOM);
    let form = filled(&page, ROOM);
    let series = form.name_like("keep_", "_4");
    let wrong = form.with(&[(&series, ""), ("name", "")]).post(&mut alice, ROOM);
    // The line that was unticked is still there, unticked; the other one is as it was.
    wrong.assert(422, &["À remplir", &series]);
    assert!(!filled(&wrong, ROOM).is_ticked(&series));
    let right = filled(&wrong, ROOM)
        .with(&[("name", "Salle")])
        .post(&mut alice, ROOM);
    assert_eq!(right.status, 303, "{}", right.text());
    let week = closed(&site);
    assert_eq!(week.len(), 1);
    assert_eq!(week[0].start, "2026-05-03T22:00:00Z".parse::<Instant>().unwrap());
}

#[test]
fn a_room_with_many_closures_loses_none_of_them() {
    let site = Crew::demo();
    let mut alice = with_a_room(&site);
    for day in 1..=25 {
        let date = format!("2026-05-{day:02}");
        let hour = format!("{}h", 8 + day % 9);
        let answers = [
            ("c1-from_date", date.as_str()),
            ("c1-from", hour.as_str()),
            ("c1-to", "20h"),
        ];
        assert_eq!(saved(&mut alice, ROOM, &answers).status, 303, "{date}");
    }
    assert_eq!(closed(&site).len(), 25);
    assert_eq!(saved(&mut alice, ROOM, &[("name", "Salle verte")]).status, 303);
    assert_eq!(closed(&site).len(), 25);
}

#[test]
fn a_repetition_of_a_closure_is_refused_at_its_own_fields() {
    let site = Crew::demo();
    let mut alice = with_a_room(&site);
    let day = ("c1-from_date", "2026-03-18");
    for (answers, field) in [
        (vec![day, ("c1-repeat", "1")], "c1-repeat_until"),
        (vec![day, ("c1-repeat_until", "2026-05-20")], "c1-repeat"),
        (
            vec![("c1-repeat_until", "2026-05-20"), ("c1-repeat", "1")],
            "c1-from_date",
        ),
        (
            vec![
                day,
                ("c1-to_date", "2026-03-20"),
                ("c1-repeat", "1"),
                ("c1-repeat_until", "2026-05-20"),
            ],
            "c1-repeat",
        ),
    ] {
        let page = saved(&mut alice, ROOM, &answers);
        page.assert(422, &[&format!("id=\"{field}-error\"")]);
    }
    assert!(closed(&site).is_empty());
}
