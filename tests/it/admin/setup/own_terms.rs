//! booking-rules §4: a practitioner may differ in everything that a care type says. Each difference is made in the form, shows in
//! what patients and staff meet with that practitioner, shows nowhere else, and goes when the field is emptied.

use grappe::domain::booking::Appointment;
use grappe::domain::care_type::{CareType, Venue};
use grappe::domain::id::{CareTypeId, PractitionerId};
use grappe::domain::slot::{Audience, PatientFacts, SlotQuery, next_visit, place};
use grappe::domain::time::Instant;
use grappe::store::{Fault, Tx};

use super::{Crew, saved};
use crate::support::Browser;
use crate::support::house::{at_the_desk, instant, person};
use crate::support::practice::room;
use crate::support::practice::{CONSULTATION, published};

const OWN: &str = "/admin/setup/care-types/1/with/2";
const MARTIN: PractitionerId = PractitionerId(1);
const PETIT: PractitionerId = PractitionerId(2);
/// A Friday on which each of them has one appointment, at the second time of the day.
const FRIDAY: &str = "2026-03-06";
const LINK: &str = "https://visio.exemple.fr/dr-petit";

/// The practice, with what the rows look at.
struct Scene {
    site: Crew,
    /// Friday's appointments, Dr Martin's first.
    booked: Vec<Appointment>,
}

type Fields = &'static [(&'static str, &'static str)];
/// What is seen of the care with a practitioner.
type Seen = fn(&Scene, PractitionerId) -> String;

/// A difference: the fields that make it, what it shows in, and what is seen there then.
const DIFFERENCES: &[(Fields, Seen, &str)] = &[
    (&[("is_online", "no")], times, ""),
    (&[("duration", "60")], times, "15h 16h 17h"),
    (&[("step", "60")], times, "14h 15h 16h 17h"),
    // From half past two to three is taken.
    (&[("buffer_after", "15")], times, "15h 15h30 16h 16h30 17h 17h30"),
    (&[("buffer_before", "15")], times, "14h 15h30 16h 16h30 17h 17h30"),
    (&[("min_notice", "9"), ("min_notice_unit", "d")], times, ""),
    (&[("horizon_days", "3")], times, ""),
    (
        &[("horizon_days", "4"), ("own_release", "1"), ("release_at", "23h")],
        times,
        "",
    ),
    (&[("own_eligibility", "1"), ("min_age", "70")], times, ""),
    (&[("own_limits", "1"), ("max_per_day", "1")], times, ""),
    (
        &[
            ("own_offer", "1"),
            ("offer", "compact"),
            ("min_useful", "90"),
            ("relaxed", "0"),
            ("reach", "60"),
        ],
        times,
        "14h 15h 17h30",
    ),
    (&[("capacity", "6")], placed, "6 places, 0 salle, sans accord"),
    (
        &[("own_requires", "1"), ("kind:salle", "1")],
        placed,
        "1 places, 1 salle, sans accord",
    ),
    (&[("needs_approval", "yes")], placed, "1 places, 0 salle, accord"),
    (
        &[
            ("own_series", "1"),
            ("next", "2"),
            ("min_days", "7"),
            ("max_days", "9"),
        ],
        next,
        "2: 2026-03-13 2026-03-15",
    ),
    (&[("deadline", "1"), ("deadline_unit", "h")], deadline, "1"),
    (&[("venue", "video")], place_of, "Video -"),
    (
        &[("venue", "video"), ("video", LINK)],
        place_of,
        "Video https://visio.exemple.fr/dr-petit",
    ),
    (
        &[("public_text", "Venez à jeun.")],
        public_page,
        "Venez à jeun. | 0 question",
    ),
    (&[("price", "55 €")], words, "55 € | -"),
    (&[("preparation", "Le carnet")], words, "- | Le carnet"),
    (
        &[
            ("own_questions", "1"),
            ("q1-text", "Fumez-vous ?"),
            ("q1-a1-text", "Oui"),
            ("q1-a2-text", "Non"),
        ],
        public_page,
        "- | 1 question",
    ),
    (&[("own_color", "1"), ("color", "#00ff7f")], colour, "t1p2"),
    (
        &[
            ("own_reminders", "1"),
            ("m1-channel", ""),
            ("m2-channel", ""),
            ("m3-channel", ""),
        ],
        reminders,
        "0",
    ),
];

fn scene() -> Scene {
    let site = Crew::demo();
    let room = room();
    let written = site
        .app
        .store()
        .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
            tx.save_resource(&room)?;
            published(tx)
        });
    site.run(written).unwrap();
    let mut booked = Vec::new();
    for (who, start, name) in [(MARTIN, "08:30", "Loin"), (PETIT, "13:30", "Près")] {
        let request = grappe::app::BookingRequest {
            practitioner: Some(who),
            ..at_the_desk(
                CONSULTATION,
                &format!("{FRIDAY}T{start}:00Z"),
                person(name, "Ève"),
            )
        };
        booked.push(site.run(site.app.book(request, None)).unwrap().appointment);
    }
    Scene { site, booked }
}

fn at(who: PractitionerId, hour: u32) -> Instant {
    // In Paris, an hour later.
    let first = if who == MARTIN { 8 } else { 13 };
    instant(&format!("{FRIDAY}T{:02}:00:00Z", first + hour - 1))
}

fn query(who: PractitionerId) -> SlotQuery {
    let date = FRIDAY.parse().unwrap();
    let facts = PatientFacts {
        born: "1980-05-17".parse().ok(),
        ..PatientFacts::default()
    };
    SlotQuery {
        patient: Some(facts),
        ..SlotQuery::new(CONSULTATION, Some(who), date, date)
    }
}

/// The hours offered online.
fn times(scene: &Scene, who: PractitionerId) -> String {
    let zone = scene.site.app.agenda().zone();
    let found = scene.site.app.find_slots(&query(who));
    let hour = |start| {
        zone.wall(start)
            .reading
            .format("%-Hh%M")
            .to_string()
            .replace("h00", "h")
    };
    let hours: Vec<String> = found.iter().map(|slot| hour(slot.start)).collect();
    hours.join(" ")
}

/// What is written when a patient takes a time.
fn placed(scene: &Scene, who: PractitionerId) -> String {
    let found = place(
        &scene.site.app.agenda(),
        &query(who),
        at(who, 2),
        scene.site.app.now(),
    )
    .unwrap();
    let approval = if found.needs_approval {
        "accord"
    } else {
        "sans accord"
    };
    format!(
        "{} places, {} salle, {approval}",
        found.capacity,
        found.resources.len()
    )
}

fn next(scene: &Scene, who: PractitionerId) -> String {
    let found = next_visit(&scene.site.app.agenda(), &query(who), who, at(who, 2));
    found.map_or("-".to_owned(), |next| {
        format!("{}: {} {}", next.care, next.from, next.to)
    })
}

/// Hours before the appointment until which it may be cancelled freely.
fn deadline(scene: &Scene, who: PractitionerId) -> String {
    let booked = of(scene, who);
    let until = scene.site.app.free_until(booked);
    (booked.interval.start - until).num_hours().to_string()
}

/// What messages say of an appointment: where, and the room.
fn place_of(scene: &Scene, who: PractitionerId) -> String {
    let about = scene.site.run(scene.site.app.about(of(scene, who))).unwrap();
    let is_told = about.calendar.contains("rue des Tilleuls");
    assert_eq!(
        is_told,
        about.venue == Venue::Practice,
        "the address in the calendar file"
    );
    format!("{:?} {}", about.venue, about.video.as_deref().unwrap_or("-"))
}

/// Price on the page of free times, and what to bring.
fn words(scene: &Scene, who: PractitionerId) -> String {
    let page = scene
        .site
        .browser()
        .get(&format!("/times?care=1&practitioner={who}"))
        .text();
    let care = consultation(scene);
    let price = if page.contains("Au cabinet · <bdi>55 €</bdi></p>") {
        "55 €"
    } else {
        "-"
    };
    let bring = Some(care.preparation_with(Some(who))).filter(|text| !text.is_empty());
    format!("{price} | {}", bring.unwrap_or("-"))
}

fn public_page(scene: &Scene, who: PractitionerId) -> String {
    let mut browser = scene.site.browser();
    let page = browser.get(&format!("/times?care=1&practitioner={who}")).text();
    let questions = page.matches("name=\"q0\"").count().min(1);
    let text = if page.contains("<p><bdi>Venez à jeun.</bdi></p>") {
        "Venez à jeun."
    } else {
        "-"
    };
    format!("{text} | {questions} question")
}

/// The class of the block on the agenda, where the sheet gives that class a colour of its own.
fn colour(scene: &Scene, who: PractitionerId) -> String {
    let mut marie = scene.site.signed_in("marie");
    let page = marie.get(&format!("/admin?day={FRIDAY}")).text();
    let own = format!("t1p{who}");
    let has_own = page.contains(&format!("b {own} ")) || page.contains(&format!("b {own}\""));
    assert_eq!(
        has_own,
        page.contains(&format!("1p{who}-00ff7f")),
        "class and sheet agree"
    );
    if has_own { own } else { "t1".to_owned() }
}

fn reminders(scene: &Scene, who: PractitionerId) -> String {
    let care = consultation(scene);
    care.terms_for(who).unwrap().reminders.0.len().to_string()
}

fn of(scene: &Scene, who: PractitionerId) -> &Appointment {
    scene.booked.iter().find(|a| a.practitioner == who).unwrap()
}

fn consultation(scene: &Scene) -> CareType {
    scene.site.app.agenda().set_up().care_types[&CONSULTATION].clone()
}

/// Empties every field of the form, and unticks every box that says that a rule differs.
fn takes_back(alice: &mut Browser, fields: Fields) {
    let has_box = fields.iter().any(|(name, _)| name.starts_with("own_"));
    // The answers below a box may stay: the box alone decides.
    let is_emptied = |name: &str| {
        let is_line = !has_box || name == "horizon_days";
        name.starts_with("own_") || (is_line && !name.ends_with("_unit"))
    };
    let names = fields.iter().map(|(name, _)| *name);
    let emptied: Vec<(&str, &str)> = names
        .filter(|name| is_emptied(name))
        .map(|name| (name, ""))
        .collect();
    let page = saved(alice, OWN, &emptied);
    assert_eq!(page.status, 303, "{emptied:?}: {}", page.text());
}

#[test]
fn every_difference_takes_effect_with_that_practitioner_alone() {
    let scene = scene();
    let mut alice = scene.site.signed_in("alice");
    let usual = consultation(&scene);
    for (fields, seen, expected) in DIFFERENCES {
        let before = [seen(&scene, MARTIN), seen(&scene, PETIT)];
        let page = saved(&mut alice, OWN, fields);
        assert_eq!(page.status, 303, "{fields:?}: {}", page.text());
        assert_ne!(before[1], *expected, "{fields:?}: it was so before");
        assert_eq!(seen(&scene, PETIT), *expected, "{fields:?}");
        assert_eq!(seen(&scene, MARTIN), before[0], "{fields:?}: a colleague");
        // What is shown again is what was written.
        let written = consultation(&scene);
        assert_eq!(saved(&mut alice, OWN, &[]).status, 303);
        assert_eq!(consultation(&scene), written, "{fields:?}: saved as shown");
        takes_back(&mut alice, fields);
        assert_eq!(consultation(&scene), usual, "{fields:?}: taken back");
        assert_eq!(seen(&scene, PETIT), before[1], "{fields:?}: taken back");
    }
}

#[test]
fn what_a_practitioner_does_not_offer_is_not_there() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    assert_eq!(saved(&mut alice, OWN, &[("is_not_offered", "1")]).status, 303);
    for audience in [Audience::Patient, Audience::Staff] {
        let free = |who| {
            let query = SlotQuery {
                audience,
                ..query(who)
            };
            site.app.find_slots(&query).len()
        };
        assert_eq!((free(MARTIN), free(PETIT)), (6, 0), "{audience:?}");
    }
}

#[test]
fn staff_book_what_a_practitioner_does_not_offer_online() {
    let scene = scene();
    let mut alice = scene.site.signed_in("alice");
    assert_eq!(saved(&mut alice, OWN, &[("is_online", "no")]).status, 303);
    let staff = SlotQuery {
        audience: Audience::Staff,
        ..query(PETIT)
    };
    assert_eq!(scene.site.app.find_slots(&staff).len(), 7);
    let mut patient = scene.site.browser();
    patient.get("/times?care=1&practitioner=2").assert(404, &[]);
    let anybody = patient.get("/times?care=1");
    assert!(!anybody.text().contains("Dr Paul Petit"), "not to choose from");
    let held = [
        ("care", "1"),
        ("practitioner", "2"),
        ("start", "2026-03-06T14:00:00Z"),
    ];
    patient.post("/hold", &held).assert(404, &[]);
    // The other way round: staff only, but for one.
    assert_eq!(
        saved(&mut alice, "/admin/setup/care-types/1", &[("is_online", "")]).status,
        303
    );
    assert_eq!(saved(&mut alice, OWN, &[("is_online", "yes")]).status, 303);
    let mut patient = scene.site.browser();
    patient.get("/").assert(200, &["/times?care=1"]);
    let page = patient.get("/times?care=1");
    page.assert(200, &["Dr Paul Petit"]);
    assert!(!page.text().contains("Dr Hélène Martin"));
    assert!(
        page.starts().iter().all(|start| &start[11..13] >= "13"),
        "{:?}",
        page.starts()
    );
    assert_eq!(scene.site.app.find_slots(&query(MARTIN)).len(), 0);
}

#[test]
fn the_form_says_what_the_care_type_has() {
    let scene = scene();
    let mut alice = scene.site.signed_in("alice");
    let usual = [
        ("public_text", "Carte Vitale."),
        ("min_notice", "90"),
        ("min_notice_unit", "min"),
        ("max_future", "3"),
        ("q1-text", "Avez-vous mal ?"),
        ("q1-a1-text", "Oui"),
        ("q1-a2-text", "Non"),
    ];
    assert_eq!(saved(&mut alice, "/admin/setup/care-types/1", &usual).status, 303);
    alice.get(OWN).assert(
        200,
        &[
            "Carte Vitale.",
            "90 minutes",
            "Comme le motif (oui)",
            "Comme le motif (Au cabinet)",
            "Avez-vous mal ?",
            "name=\"max_future\" class=\"number\" value=\"3\"",
        ],
    );
    // What stands below a box that is not ticked would be lost.
    let page = saved(&mut alice, OWN, &[("q1-text", "Autre chose ?")]);
    page.assert(422, &["Cochez cette case", "Autre chose ?"]);
    saved(&mut alice, OWN, &[("is_online", "peut-être")]).assert(422, &["is_online-error"]);
    saved(&mut alice, OWN, &[("own_color", "1"), ("color", "rouge")]).assert(422, &["color-error"]);
    assert!(
        scene.site.app.agenda().set_up().care_types[&CareTypeId(1)]
            .overrides
            .is_empty()
    );
}

#[test]
fn a_practitioner_may_have_no_text_and_no_video_link_where_the_care_type_has() {
    let scene = scene();
    let mut alice = scene.site.signed_in("alice");
    let usual = [
        ("public_text", "Venez à jeun."),
        ("venue", "video"),
        ("video", LINK),
        ("price", "55 €"),
        ("preparation", "Le carnet"),
    ];
    assert_eq!(saved(&mut alice, "/admin/setup/care-types/1", &usual).status, 303);
    let none = [
        ("no_public_text", "1"),
        ("no_video", "1"),
        ("no_price", "1"),
        ("no_preparation", "1"),
    ];
    assert_eq!(saved(&mut alice, OWN, &none).status, 303);
    let seen = |who| (place_of(&scene, who), public_page(&scene, who));
    assert_eq!(seen(PETIT), ("Video -".to_owned(), "- | 0 question".to_owned()));
    let martin = seen(MARTIN);
    assert!(martin.0.starts_with("Video https://visio"), "{martin:?}");
    assert!(martin.1.starts_with("Venez à jeun."), "{martin:?}");
    // Saved as shown, it stays.
    assert_eq!(saved(&mut alice, OWN, &[]).status, 303);
    assert_eq!(place_of(&scene, PETIT), "Video -");
    let both = saved(&mut alice, OWN, &[("public_text", "Autre texte.")]);
    both.assert(422, &["Décochez cette case", "Autre texte."]);
    let said = |who| {
        let care = consultation(&scene);
        (
            care.price_with(Some(who)).to_owned(),
            care.preparation_with(Some(who)).to_owned(),
        )
    };
    assert_eq!(said(PETIT), (String::new(), String::new()));
    assert_eq!(said(MARTIN), ("55 €".to_owned(), "Le carnet".to_owned()));
    let as_usual = ["no_public_text", "no_video", "no_price", "no_preparation"].map(|name| (name, ""));
    assert_eq!(saved(&mut alice, OWN, &as_usual).status, 303);
    assert_eq!(place_of(&scene, PETIT), martin.0);
    assert_eq!(said(PETIT), said(MARTIN));
}
