//! A series of visits at the desk (booking-rules §8): both visits in one go, what becomes of the rest.

use grappe::domain::booking::Appointment;
use grappe::domain::care_type::Series;
use grappe::domain::id::CareTypeId;

use super::Crew;
use super::agenda::written;
use super::desk::{TUESDAY_9, again, send};
use crate::support::house::person;
use crate::support::practice::CONSULTATION;
use crate::support::{Browser, Page};

/// The first visit, whose next one is a consultation.
pub(super) const OPEN: &str = "/admin/book?with=1&start=2026-03-03T08:00:00Z&care=4";
/// The same hour on the first date that is near enough, and the one after.
pub(super) const BEST: &str = "1|2026-03-24T08:00:00Z";
const SECOND: &str = "1|2026-03-25T08:00:00Z";
/// What the form carries once the first time is chosen.
const CHOSEN: [(&str, &str); 8] = [
    ("do", "book"),
    ("with", "1"),
    ("start", TUESDAY_9),
    ("day", "2026-03-03"),
    ("care", "4"),
    ("new", "1"),
    ("family", "Roux"),
    ("given", "Zoé"),
];

pub(super) fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    CHOSEN.iter().copied().chain(more.iter().copied()).collect()
}

/// A care that leads to a consultation three to four weeks later.
pub(super) fn leading(site: &Crew, change: impl Fn(&mut Series) + Send + 'static) {
    written(site, move |tx| {
        let mut care = tx.agenda().set_up().care_types[&CONSULTATION].clone();
        care.id = CareTypeId(0);
        "Premier vaccin".clone_into(&mut care.name);
        let mut series = Series {
            next: CONSULTATION,
            min_days: 21,
            max_days: 28,
            same_practitioner: true,
            require_next: false,
        };
        change(&mut series);
        care.terms.series = Some(series);
        tx.save_care_type(&care)
    });
}

pub(super) fn all(site: &Crew) -> Vec<Appointment> {
    let span = grappe::domain::time::Interval {
        start: "2026-03-01T00:00:00Z".parse().unwrap(),
        end: "2026-12-01T00:00:00Z".parse().unwrap(),
    };
    let found = site.app.store().read(move |db| db.appointments_between(span));
    site.run(found).unwrap()
}

pub(super) fn pending(site: &Crew) -> Vec<Appointment> {
    let mut all = all(site);
    all.retain(|made| made.status.is_pending());
    all
}

pub(super) fn starts(made: &[Appointment]) -> Vec<String> {
    made.iter().map(|made| made.interval.start.to_rfc3339()).collect()
}

pub(super) fn checked(page: &Page) -> Vec<String> {
    let text = page.text();
    let inputs = text.split("<input type=\"radio\"").skip(1);
    let checked = inputs.filter(|rest| rest.split('>').next().unwrap().contains(" checked"));
    checked
        .map(|rest| {
            rest.split("value=\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap()
                .to_owned()
        })
        .collect()
}

#[test]
fn the_best_next_time_is_proposed_and_both_visits_are_booked_or_undone() {
    let site = Crew::demo();
    leading(&site, |_| {});
    let mut marie = site.signed_in("marie");
    let open = marie.get(OPEN);
    open.assert(
        200,
        &[
            "La visite suivante : Consultation",
            "Du mardi 24 mars au mardi 31 mars, avec Dr Hélène Martin.",
            "mardi 24 mars à 9 h",
            "mercredi 25 mars à 9 h",
            "Sans la visite suivante (à prendre plus tard)",
        ],
    );
    assert_eq!(checked(&open), [BEST]);
    let before = site.revision();
    let done = again(&mut marie, &open, "/admin/book", &with(&[("next1", BEST)]));
    assert_eq!(done.status, 303, "{}", done.text());
    let told = marie.follow(done);
    told.assert(200, &["Le rendez-vous est enregistré"]);
    let made = all(&site);
    assert_eq!(
        starts(&made),
        ["2026-03-03T08:00:00+00:00", "2026-03-24T08:00:00+00:00"]
    );
    assert_eq!(made[1].follows, Some(made[0].id));
    let record = site.written_since(before);
    let booked = record.iter().filter(|[_, what, _]| what == "appointment.book");
    assert_eq!(booked.count(), 2, "each visit is on record");
    let undone = again(
        &mut marie,
        &told,
        "/admin/undo",
        &[("appointment", &made[0].id.to_string())],
    );
    assert_eq!(undone.status, 303, "{}", undone.text());
    assert!(pending(&site).is_empty());
}

#[test]
fn a_visit_is_left_for_later_on_purpose_only() {
    let site = Crew::demo();
    leading(&site, |_| {});
    let mut marie = site.signed_in("marie");
    let open = marie.get(OPEN);
    let asked = again(&mut marie, &open, "/admin/book", &with(&[("note", "Interprète")]));
    asked.assert(
        422,
        &[
            "Choisissez l'horaire de cette visite",
            "value=\"Roux\"",
            "Interprète",
        ],
    );
    assert_eq!(checked(&asked), [BEST]);
    assert!(all(&site).is_empty());
    let later = again(&mut marie, &asked, "/admin/book", &with(&[("next1", "later")]));
    assert_eq!(later.status, 303, "{}", later.text());
    assert_eq!(all(&site).len(), 1);
}

#[test]
fn a_required_next_visit_is_never_left_out() {
    let site = Crew::demo();
    leading(&site, |series| series.require_next = true);
    let mut marie = site.signed_in("marie");
    let open = marie.get(OPEN);
    assert!(!open.text().contains("Sans la visite suivante"));
    let later = again(&mut marie, &open, "/admin/book", &with(&[("next1", "later")]));
    later.assert(422, &["Choisissez l'horaire de cette visite"]);
    assert_eq!(checked(&later), [BEST]);
    let other = with(&[("next1", BEST), ("next1-other", SECOND)]);
    let done = again(&mut marie, &later, "/admin/book", &other);
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(starts(&all(&site))[1], "2026-03-25T08:00:00+00:00");
}

#[test]
fn a_lost_next_time_keeps_everything_and_names_the_visit() {
    let site = Crew::demo();
    leading(&site, |_| {});
    let mut marie = site.signed_in("marie");
    let open = marie.get(OPEN);
    site.booked("Petit", "Léo", "2026-03-24T08:00:00Z");
    let fields = with(&[("next1", BEST), ("note", "Interprète")]);
    let lost = again(&mut marie, &open, "/admin/book", &fields);
    lost.assert(
        409,
        &[
            "Rien n'est enregistré, à cause de la visite 2",
            "vient d'être prise",
            "L'heure choisie (mardi 24 mars à 9 h) n'est plus possible",
            "value=\"Roux\"",
            "Interprète",
            "mardi 3 mars à 9 h",
        ],
    );
    assert_eq!(checked(&lost), [SECOND]);
    assert_eq!(all(&site).len(), 1, "the first visit alone is not booked");
    let done = again(&mut marie, &lost, "/admin/book", &with(&[("next1", SECOND)]));
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(pending(&site).len(), 3);
}

#[test]
fn a_longer_series_is_chosen_visit_after_visit() {
    let site = Crew::demo();
    // A consultation leads to itself a week later; whoever likes books one more.
    written(&site, |tx| {
        let mut care = tx.agenda().set_up().care_types[&CONSULTATION].clone();
        care.terms.series = Some(Series {
            next: CONSULTATION,
            min_days: 7,
            max_days: 9,
            same_practitioner: false,
            require_next: false,
        });
        tx.save_care_type(&care)
    });
    leading(&site, |_| {});
    let mut marie = site.signed_in("marie");
    let open = marie.get(OPEN);
    open.assert(
        200,
        &[
            "La visite suivante : Consultation",
            "Visite 3 : Consultation",
            "31 mars",
        ],
    );
    assert_eq!(
        checked(&open)[1],
        "1|2026-03-31T07:00:00Z",
        "the same hour over the change of clocks"
    );
    let chosen = with(&[("next1", SECOND), ("next2", "1|2026-04-01T07:00:00Z")]);
    let mut asked = chosen.clone();
    asked[0] = ("do", "next");
    let page = again(&mut marie, &open, "/admin/book", &asked);
    page.assert(200, &["Visite 4 : Consultation"]);
    assert_eq!(checked(&page), [SECOND, "1|2026-04-01T07:00:00Z", "later"]);
    let done = again(
        &mut marie,
        &page,
        "/admin/book",
        &[&chosen[..], &[("next3", "later")]].concat(),
    );
    assert_eq!(done.status, 303, "{}", done.text());
    let made = all(&site);
    assert_eq!(made.len(), 3);
    assert_eq!(
        (made[1].follows, made[2].follows),
        (Some(made[0].id), Some(made[1].id))
    );
}

#[test]
fn from_the_sheet_a_care_with_a_next_visit_asks_on_its_page_and_others_are_booked_at_once() {
    let site = Crew::demo();
    leading(&site, |_| {});
    let actor = grappe::domain::staff::Actor::System;
    let id = site
        .run(site.app.save_patient(person("Roux", "Zoé"), None, actor))
        .unwrap();
    let id = id.to_string();
    let mut marie = site.signed_in("marie");
    let mut armed = |care: &str| -> (Browser, Page) {
        let fields = [
            ("do", "book"),
            ("patient", id.as_str()),
            ("care", care),
            ("with", "1"),
            ("start", TUESDAY_9),
            ("back", "/admin?day=2026-03-03"),
        ];
        let sent = send(&mut marie, "/admin/command", "/admin/book", &fields);
        (marie.clone(), sent)
    };
    let (mut browser, asked) = armed("4");
    assert_eq!(asked.status, 303, "{}", asked.text());
    let page = browser.follow(asked);
    page.assert(
        200,
        &[
            "ROUX Zoé",
            "La visite suivante : Consultation",
            "mardi 3 mars à 9 h",
        ],
    );
    assert!(all(&site).is_empty());
    let (mut browser, done) = armed("1");
    browser
        .follow(done)
        .assert(200, &["Le rendez-vous est enregistré"]);
    assert_eq!(all(&site).len(), 1);
}

#[test]
fn who_answers_for_some_never_books_a_next_visit_with_others() {
    let site = Crew::demo();
    leading(&site, |series| series.same_practitioner = false);
    let mut remi = site.signed_in("remi");
    let open = remi.get(OPEN);
    open.assert(200, &["La visite suivante"]);
    assert!(
        !open.text().contains("Petit"),
        "the times of others are not shown"
    );
    let fields = with(&[("next1", "2|2026-03-24T13:00:00Z")]);
    assert_eq!(again(&mut remi, &open, "/admin/book", &fields).status, 404);
    assert!(all(&site).is_empty());
}

#[test]
fn where_nothing_is_free_a_required_next_visit_refuses_and_another_waits() {
    for is_required in [true, false] {
        let site = Crew::demo();
        // Four days after a Tuesday nobody works.
        leading(&site, move |series| {
            (series.min_days, series.max_days, series.require_next) = (4, 4, is_required);
        });
        let mut marie = site.signed_in("marie");
        let open = marie.get(OPEN);
        open.assert(200, &["Aucun horaire libre entre ces dates"]);
        let is_refused = open.text().contains("ne se prend pas sans la visite suivante");
        assert_eq!(is_refused, is_required);
        let fields = with(&[("next1", "later")]);
        let sent = again(&mut marie, &open, "/admin/book", &fields);
        if is_required {
            sent.assert(
                422,
                &["ne se prend pas sans la visite suivante", "value=\"Roux\""],
            );
            assert!(all(&site).is_empty());
        } else {
            assert_eq!(checked(&open), ["later"]);
            assert_eq!(sent.status, 303, "{}", sent.text());
        }
    }
}
