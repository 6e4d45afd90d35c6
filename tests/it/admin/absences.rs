//! « Absences et rappels » over HTTP: whom to phone and why, what the score is worth in each of its states; the ladder's form (booking-rules
//! §10).

use grappe::app::ForWhom;
use grappe::domain::booking::Status;
use grappe::domain::contact::Phone;
use grappe::domain::patient::Patient;
use grappe::domain::staff::Actor;
use grappe::store::MessageKind;

use super::Crew;
use super::desk::{MARTIN, TUESDAY_9};
use super::setup::form::{Filled, filled};
use crate::app::score::months;
use crate::support::house::{Practice, at_the_desk, instant, person};
use crate::support::{Browser, Page};

const LADDER: &str = "/admin/setup/no-shows";
/// Words of the score's three verdicts.
const ON: &str = "fait nettement mieux";
const OFF: &str = "ne fait pas nettement mieux";
const TOO_FEW: &str =
    "Pas encore assez de rendez-vous passés (il en faut 200, dont 10 absences, sur six mois)";

/// The practice of `app::score` after its four months, with a visit of its first patient on Monday; the page of the absences.
fn after_months(is_habit: bool) -> Page {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let practice = runtime.block_on(async {
        let practice = Practice::new();
        let (practitioner, care) = practice.usual().await;
        let people = months(&practice, (practitioner, care), is_habit).await;
        let mut request = at_the_desk(care, "2026-05-04T08:00:00Z", person("X", "Y"));
        request.for_whom = ForWhom::Known(people[0]);
        request.practitioner = Some(practitioner);
        practice.app.book(request, None).await.unwrap();
        practice.app.night().await.unwrap();
        practice
    });
    let site = Crew::of_practice(practice);
    site.signed_in("alice").get("/admin/absences")
}

#[track_caller]
fn assert_verdict(page: &Page, verdict: &str) {
    page.assert(200, &[verdict]);
    for other in [ON, OFF, TOO_FEW] {
        let is_said = page.text().contains(other);
        assert_eq!(is_said, other == verdict, "{other}");
    }
}

#[test]
fn a_score_that_wins_says_so_with_its_figures_and_gives_its_reasons() {
    let page = after_months(true);
    assert_verdict(&page, ON);
    page.assert(
        200,
        &[
            "<dt>Rendez-vous prédits</dt><dd class=\"num\">300</dd>",
            "<dt>dont absences</dt><dd class=\"num\">50</dd>",
            "score de Brier",
            "Rendez-vous en plus possibles",
            "ROUXA Luc",
            "lundi 4 mai 2026 à 10 h · Dr Hélène d'Aubigné",
            "10 rendez-vous manqués sur la période. Réservation en ligne suspendue jusqu'au",
            "Risque élevé (",
            "10 absences sur 10 rendez-vous (augmente)",
        ],
    );
}

#[test]
fn a_score_that_does_not_win_says_that_it_is_off_and_names_no_risk() {
    let page = after_months(false);
    assert_verdict(&page, OFF);
    page.assert(200, &["<dt>Rendez-vous prédits</dt><dd class=\"num\">300</dd>"]);
    for silent in ["Risque ", "Rendez-vous en plus possibles"] {
        assert!(!page.text().contains(silent), "{silent}");
    }
}

#[test]
fn where_little_is_known_the_list_to_phone_is_the_ladders() {
    let site = Crew::demo();
    let zoe = Patient {
        phone: Phone::parse("06 12 34 56 78").ok(),
        ..person("Roux", "Zoé")
    };
    let booked = |start| site.booked_with(MARTIN, zoe.clone(), start, |_| {});
    let missed = [booked(TUESDAY_9), booked("2026-03-03T08:30:00Z")];
    booked("2026-03-05T09:00:00Z");
    site.booked("Blanc", "Luc", "2026-03-05T10:00:00Z");
    // Beyond the three days.
    booked("2026-03-10T10:00:00Z");
    site.clock.set(instant("2026-03-03T11:00:00Z"));
    for visit in missed {
        let marked = site
            .app
            .mark_attendance(visit.id, Status::NoShow, None, Actor::System);
        site.run(marked).unwrap();
    }
    let mut marie = site.signed_in("marie");
    let page = marie.get("/admin/absences");
    assert_verdict(&page, TOO_FEW);
    page.assert(
        200,
        &[
            "ROUX Zoé",
            "jeudi 5 mars 2026 à 10 h · Dr Hélène Martin",
            "2 rendez-vous manqués sur la période. À appeler avant chaque rendez-vous.",
            "href=\"tel:+33612345678\">06 12 34 56 78</a>",
        ],
    );
    for silent in [
        "BLANC",
        "10 mars",
        "Risque ",
        "score de Brier",
        "Confirmation demandée",
        LADDER,
    ] {
        assert!(!page.text().contains(silent), "{silent}");
    }
    // The night asks by e-mail; whoever has not answered is still phoned.
    site.clock.set(instant("2026-03-04T03:00:00Z"));
    site.run(site.app.night()).unwrap();
    let notices = site.run(site.app.recent_notices(9)).unwrap();
    assert!(
        notices
            .iter()
            .any(|n| n.message.kind == MessageKind::PresenceAsked)
    );
    site.signed_in("marie")
        .get("/admin/absences")
        .assert(200, &["ROUX Zoé", "Confirmation demandée par courriel."]);
}

/// The ladder's form with other answers, sent.
fn sent(browser: &mut Browser, answers: &[(&str, &str)]) -> Page {
    let form: Filled = filled(&browser.get(LADDER), LADDER).with(answers);
    form.post(browser, LADDER)
}

/// Refused at this field and no other, with what was typed in each.
#[track_caller]
fn assert_refused(page: &Page, field: &str, (error, answers): (&str, &[(&str, &str)])) {
    page.assert(422, &[&format!("id=\"{field}-error\">{error}")]);
    let text = page.text();
    assert_eq!(text.matches("aria-invalid").count(), 1, "{text}");
    for (name, typed) in answers {
        let input = text.split(&format!("<input id=\"{name}\"")).nth(1).unwrap();
        let input = input.split('>').next().unwrap();
        assert!(input.contains(&format!("value=\"{typed}\"")), "{name}: {input}");
        assert_eq!(input.contains("aria-invalid"), *name == field, "{input}");
    }
}

#[test]
fn a_threshold_out_of_range_is_refused_at_its_field_and_kept() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let before = site.revision();
    for (field, typed, error) in [
        ("message", "21", "Indiquez une valeur entre 0 et 20."),
        ("stricter", "-1", "Indiquez une valeur entre 0 et 20."),
        ("approval", "trois", "Indiquez une valeur entre 0 et 20."),
        ("suspension", "", "Indiquez une valeur entre 0 et 20."),
        ("suspension_months", "0", "Indiquez une valeur entre 1 et 24."),
        ("window_months", "25", "Indiquez une valeur entre 1 et 24."),
    ] {
        let page = sent(&mut alice, &[(field, typed), ("counts_late", "1")]);
        assert_refused(&page, field, (error, &[(field, typed)]));
        page.assert(422, &["name=\"counts_late\" value=\"1\" checked"]);
    }
    assert_eq!(site.revision(), before, "nothing was saved");
}

#[test]
fn steps_out_of_order_are_refused_at_the_first_that_comes_too_early() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let before = site.revision();
    for (field, steps) in [
        ("stricter", ["3", "2", "3", "4"]),
        ("approval", ["1", "4", "3", "5"]),
        // A step that is not used is in nobody's way.
        ("approval", ["5", "0", "3", "0"]),
        ("suspension", ["1", "2", "3", "2"]),
    ] {
        let names = ["message", "stricter", "approval", "suspension"];
        let answers: Vec<(&str, &str)> = names.into_iter().zip(steps).collect();
        let page = sent(&mut alice, &answers);
        assert_refused(&page, field, ("Les étapes doivent se suivre", &answers));
    }
    assert_eq!(site.revision(), before, "nothing was saved");
    let page = sent(
        &mut alice,
        &[("message", "0"), ("stricter", "2"), ("approval", "2")],
    );
    alice.follow(page).assert(200, &["Les règles sont enregistrées"]);
    let rules = site.run(site.app.ladder_rules()).unwrap();
    assert_eq!((rules.message, rules.stricter, rules.approval), (0, 2, 2));
}
