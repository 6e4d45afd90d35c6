//! Changes that would leave appointments aside: listed, decided one by one or together, applied, dropped, too late.

use grappe::domain::booking::{Appointment, Status};
use grappe::domain::id::{AppointmentId, CareTypeId, PractitionerId};
use grappe::store::Db;

use super::{Crew, Filled, filled, saved};
use crate::support::house::{at_the_desk, person};
use crate::support::{Browser, Page};

/// Wednesday 4 March 2026 with Dr Martin, who is there from 9 to 12.
const MORNING: [&str; 3] = [
    "2026-03-04T08:00:00Z",
    "2026-03-04T08:30:00Z",
    "2026-03-04T09:00:00Z",
];
const PEOPLE: [(&str, &str); 3] = [("Petit", "Léo"), ("Le Gall", "Nora"), ("d'Aubigné", "Zoé")];

fn booked(site: &Crew) -> Vec<AppointmentId> {
    let book = |(start, (family, given)): (&str, (&str, &str))| {
        let request = at_the_desk(CareTypeId(1), start, person(family, given));
        let request = grappe::app::BookingRequest {
            practitioner: Some(PractitionerId(1)),
            ..request
        };
        site.run(site.app.book(request, None)).unwrap().appointment.id
    };
    MORNING.into_iter().zip(PEOPLE).map(book).collect()
}

fn appointment(site: &Crew, id: AppointmentId) -> Appointment {
    let found = site.run(site.app.store().read(move |db: &Db<'_>| db.appointment(id)));
    found.unwrap().unwrap()
}

/// Dr Martin is away all Wednesday; the draft's path and page.
#[track_caller]
fn drafted(browser: &mut Browser) -> (String, Page) {
    let answers = [
        ("practitioner", "1"),
        ("from_date", "2026-03-04"),
        ("part", "morning"),
    ];
    let page = saved(browser, "/admin/setup/absences/new", &answers);
    let path = page.location().unwrap();
    assert!(path.starts_with("/admin/setup/drafts/"), "{path}");
    let page = browser.get(&path);
    (path, page)
}

/// The value of the first proposal of an orphan.
fn proposal(page: &Page) -> String {
    let all = page.values("<option value=\"move:");
    format!("move:{}", all.first().expect("a proposal"))
}

fn decision(id: AppointmentId) -> String {
    format!("d:{id}")
}

#[test]
fn an_orphan_is_moved_to_where_it_fits_with_its_own_length() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let long = grappe::app::BookingRequest {
        practitioner: Some(PractitionerId(1)),
        length: Some(chrono::TimeDelta::minutes(60)),
        ..at_the_desk(CareTypeId(1), MORNING[0], person("Petit", "Léo"))
    };
    let long = site.run(site.app.book(long, None)).unwrap().appointment;
    // Whatever the days around offer from 9 on is half an hour long.
    for (day, name) in [("03", "Roux"), ("05", "Blanc"), ("06", "Brun")] {
        site.booked(name, "Zoé", &format!("2026-03-{day}T08:30:00Z"));
    }
    let (path, page) = drafted(&mut marie);
    page.assert(200, &["PETIT Léo"]);
    let settled = saved(&mut marie, &path, &[("others", "move")]);
    assert_eq!(settled.status, 303, "{}", settled.text());
    let patient = long.patient;
    let moved = site.run(
        site.app
            .store()
            .read(move |db: &Db<'_>| db.appointments_of(patient)),
    );
    let moved: Vec<Appointment> = moved.unwrap();
    let now = moved.iter().find(|a| a.status == Status::Confirmed).unwrap();
    assert_ne!(now.interval.start, long.interval.start);
    assert_eq!(now.interval.length(), long.interval.length());
}

#[test]
fn orphans_are_listed_kept_moved_and_cancelled_in_one_go() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let ids = booked(&site);
    let before = site.revision();
    let (path, page) = drafted(&mut marie);
    page.assert(
        200,
        &[
            "3 rendez-vous resteraient de côté",
            "mercredi 4 mars 2026 à 9 h",
            "PETIT Léo",
            "Consultation – Dr Hélène Martin",
            "Absence : Dr Hélène Martin",
            "Préparé par marie L'Hôte",
        ],
    );
    assert_eq!(site.app.agenda().set_up().absences.len(), 0, "not in force yet");
    assert!(site.revision() > before, "the draft is in the log");
    for place in ["/admin/setup", "/admin/to-do"] {
        marie.get(place).assert(200, &["Changements en attente", &path]);
    }

    let move_to = proposal(&page);
    let decisions = filled(&page, &path).with(&[
        (&decision(ids[0]), &move_to),
        (&decision(ids[1]), "keep"),
        (&decision(ids[2]), "cancel"),
    ]);
    let done = decisions.post(&mut marie, &path);
    assert_eq!(done.location().as_deref(), Some("/admin/setup?done=settled"));
    assert_eq!(site.app.agenda().set_up().absences.len(), 1);
    assert_eq!(appointment(&site, ids[0]).status, Status::Moved);
    assert_eq!(appointment(&site, ids[1]).status, Status::Confirmed);
    assert_eq!(appointment(&site, ids[2]).status, Status::CancelledByPractice);
    let hub = marie.get("/admin/setup?done=settled");
    hub.assert(200, &["chaque rendez-vous a sa décision"]);
    assert!(!hub.text().contains(&path), "nothing waits any more");
    marie.get(&path).assert(200, &["gardé", "déplacé", "annulé"]);
}

#[test]
fn what_is_not_decided_stays_valid_and_flagged() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let ids = booked(&site);
    let (path, page) = drafted(&mut marie);
    let form = filled(&page, &path).with(&[(&decision(ids[0]), "keep")]);
    let done = form.post(&mut marie, &path);
    assert_eq!(done.location().as_deref(), Some(path.as_str()));
    let flagged = site.run(site.app.undecided_orphans()).unwrap();
    assert_eq!(flagged.into_iter().collect::<Vec<_>>(), ids[1..]);
    let page = marie.get(&path);
    page.assert(
        200,
        &[
            "est en vigueur",
            "2 rendez-vous resteraient de côté",
            "Enregistrer les décisions",
        ],
    );
    assert!(
        !page.text().contains("Abandonner"),
        "what is in force is not dropped"
    );
    let all = filled(&page, &path).with(&[("others", "cancel")]);
    let done = all.post(&mut marie, &path);
    assert_eq!(done.location().as_deref(), Some("/admin/setup?done=settled"));
    assert_eq!(appointment(&site, ids[2]).status, Status::CancelledByPractice);
}

#[test]
fn all_may_move_to_their_first_proposals_which_differ() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    booked(&site);
    let (path, page) = drafted(&mut marie);
    let done = filled(&page, &path)
        .with(&[("others", "move")])
        .post(&mut marie, &path);
    assert_eq!(done.location().as_deref(), Some("/admin/setup?done=settled"));
    let problems = site.run(site.app.store().read(|db: &Db<'_>| db.problems()));
    assert_eq!(problems.unwrap(), []);
}

#[test]
fn a_change_that_is_dropped_changes_nothing() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let ids = booked(&site);
    let (path, page) = drafted(&mut marie);
    let discard = format!("{path}/discard");
    let done = filled(&page, &discard).post(&mut marie, &discard);
    assert_eq!(done.location().as_deref(), Some("/admin/setup?done=discarded"));
    assert_eq!(site.app.agenda().set_up().absences.len(), 0);
    assert_eq!(appointment(&site, ids[0]).status, Status::Confirmed);
    marie.get(&path).assert(404, &["n'existe plus"]);
    let late = filled(&page, &path).post(&mut marie, &path);
    late.assert(404, &["n'existe plus"]);
}

#[test]
fn a_change_of_what_was_changed_meanwhile_is_refused_and_explained() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    booked(&site);
    let shorter = [("d3", "14h-18h")];
    let page = saved(&mut marie, "/admin/setup/schedules/1", &shorter);
    let path = page.location().unwrap();
    assert!(path.starts_with("/admin/setup/drafts/"), "{path}");
    let other = saved(&mut marie, "/admin/setup/schedules/1", &[("d6", "9h-12h")]);
    assert_eq!(
        other.location().as_deref(),
        Some("/admin/setup/schedules?done=saved")
    );
    let page = marie.get(&path);
    let before = site.revision();
    let form = filled(&page, &path).with(&[("others", "keep")]);
    let late = form.post(&mut marie, &path);
    late.assert(
        409,
        &["abandonnez-le et recommencez", "<option value=\"keep\" selected>"],
    );
    assert_eq!(site.revision(), before, "nothing was written");
}

#[test]
fn a_proposal_that_is_gone_undoes_all_and_keeps_what_was_chosen() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let ids = booked(&site);
    let (path, page) = drafted(&mut marie);
    let move_to = proposal(&page);
    let (_, start) = move_to.rsplit_once(':').unwrap();
    let start = chrono::DateTime::from_timestamp(start.parse().unwrap(), 0).unwrap();
    let rival = at_the_desk(CareTypeId(1), &start.to_rfc3339(), person("Vite", "Fait"));
    let practitioner: PractitionerId = move_to.split(':').nth(1).unwrap().parse().unwrap();
    let rival = grappe::app::BookingRequest {
        practitioner: Some(practitioner),
        ..rival
    };
    site.run(site.app.book(rival, None)).unwrap();
    let before = site.revision();
    let form = filled(&page, &path).with(&[(&decision(ids[0]), &move_to), (&decision(ids[1]), "cancel")]);
    let refused = form.post(&mut marie, &path);
    refused.assert(
        409,
        &[
            "Cette heure n'est plus libre",
            "la décision pour PETIT Léo",
            "value=\"cancel\" selected",
        ],
    );
    assert_eq!(site.revision(), before, "the other decision was undone with it");
    let nonsense: Filled = filled(&page, &path).with(&[(&decision(ids[0]), "move:x:y")]);
    nonsense
        .post(&mut marie, &path)
        .assert(422, &["Choisissez une des possibilités"]);
}

#[test]
fn the_desk_does_not_apply_what_only_an_administrator_may_change() {
    let site = Crew::demo();
    let (mut alice, mut marie) = (site.signed_in("alice"), site.signed_in("marie"));
    booked(&site);
    let page = alice.get("/admin/setup/practitioners/1");
    let action = "/admin/setup/practitioners/1/remove";
    let page = filled(&page, action).post(&mut alice, action);
    let path = page.location().unwrap();
    let page = marie.get(&path);
    page.assert(
        200,
        &["Archivage : Dr Hélène Martin", "ne permet pas d'appliquer"],
    );
    let form = filled(&page, &path).with(&[("others", "cancel")]);
    form.post(&mut marie, &path)
        .assert(403, &["ne permet pas cette action"]);
    let discard = format!("{path}/discard");
    let csrf = form.0["csrf"].clone();
    marie.post(&discard, &[("csrf", &csrf)]).assert(403, &[]);
    let page = alice.get(&path);
    let done = filled(&page, &path)
        .with(&[("others", "move")])
        .post(&mut alice, &path);
    assert_eq!(done.status, 303, "{}", done.text());
}
