//! The tablet of the waiting room: bound once, inside only, silent about everybody, and what it marks is on the agenda.

use chrono::TimeDelta;
use grappe::app::NewKiosk;
use grappe::domain::booking::Status;
use grappe::domain::patient::Patient;
use grappe::domain::staff::Actor;
use grappe::web::Settings;

use super::desk::{PETIT, TUESDAY_9};
use super::series::all;
use super::setup::form::filled;
use super::{Crew, field};
use crate::support::house::person;
use crate::support::{Browser, Page};

const KIOSKS: &str = "/admin/setup/kiosks";

fn site() -> Crew {
    Crew::with(Settings {
        limit_factor: 1,
        ..Settings::default()
    })
}

/// Makes a tablet; the path of its link.
fn made(site: &Crew, is_anywhere: bool) -> String {
    let new = NewKiosk {
        name: "Entrée".to_owned(),
        place: "salle bleue".to_owned(),
        is_anywhere,
    };
    let secret = site.run(site.app.create_kiosk(Actor::System, new)).unwrap();
    format!("/kiosk/{secret}")
}

fn bound(site: &Crew, link: &str) -> Browser {
    let mut tablet = site.browser();
    tablet.get(link).assert(200, &["Relier cette tablette", "Entrée"]);
    let page = tablet.post(link, &[]);
    assert_eq!(page.location().as_deref(), Some("/kiosk?lang=fr"));
    tablet
}

fn tablet(site: &Crew) -> Browser {
    bound(site, &made(site, false))
}

fn says(tablet: &mut Browser, (given, family): (&str, &str), (day, month, year): (&str, &str, &str)) -> Page {
    let fields = [
        ("day", day),
        ("month", month),
        ("year", year),
        ("given", given),
        ("family", family),
    ];
    tablet.post("/kiosk", &fields)
}

const BORN: (&str, &str, &str) = ("17", "5", "1980");

fn status(site: &Crew, family: &str) -> Vec<Status> {
    let patients = all(site).into_iter();
    let of = |id| {
        let found = site.run(site.app.patient_named(id)).unwrap().unwrap();
        found.family_name.as_str() == family
    };
    patients
        .filter(|made| of(made.patient))
        .map(|made| made.status)
        .collect()
}

#[test]
fn a_patient_who_says_so_has_arrived_on_the_agenda() {
    let site = Crew::demo();
    site.booked("Canari", "Zéphyrine", TUESDAY_9);
    let mut tablet = tablet(&site);
    site.clock.advance(TimeDelta::hours(23) + TimeDelta::minutes(30));
    let page = tablet.get("/kiosk");
    page.assert(200, &["J'arrive", "autocomplete=\"off\""]);
    assert!(!page.text().contains("autocomplete=\"bday\""));
    let before = site.revision();
    let here = says(&mut tablet, ("z", "c"), BORN);
    here.assert(
        200,
        &["Vous êtes attendu à 9 h", "salle bleue", "url=/kiosk?lang=fr"],
    );
    assert!(!here.text().contains("Canari") && !here.text().contains("CANARI"));
    assert_eq!(status(&site, "Canari"), [Status::Arrived]);
    let written = site.written_since(before);
    assert_eq!(written.len(), 1, "{written:?}");
    assert_eq!(
        written[0][..2],
        ["kiosk:1".to_owned(), "appointment.mark".to_owned()]
    );
    // Told again, on whatever keyboard it is typed.
    for born in [BORN, ("١٧", "٥", "١٩٨٠"), ("۱۷", "۰۵", "۱۹۸۰")] {
        let again = says(&mut tablet, ("Z", "C"), born);
        assert_eq!(again.text(), here.text(), "{born:?}");
    }
    assert_eq!(site.written_since(before).len(), 1, "and marked once");
    let mut alice = site.signed_in("alice");
    alice
        .get("/admin?date=2026-03-03")
        .assert(200, &["CANARI", "Arrivé"]);
    let seen = alice.get("/admin/audit");
    seen.assert(
        200,
        &[
            "tablette n° 1",
            "A noté l'état d'un rendez-vous",
            "Tablette reliée",
        ],
    );
}

#[test]
fn nobody_twins_and_the_wrong_hour_are_told_in_words_that_tell_nothing() {
    let site = site();
    site.booked("Roux", "Zoé", TUESDAY_9);
    site.booked_with(PETIT, person("Roux", "Zacharie"), "2026-03-03T13:00:00Z", |_| {});
    let other = Patient {
        born: "1990-01-02".parse().ok(),
        ..person("Late", "Ada")
    };
    site.booked_with(PETIT, other, "2026-03-03T14:00:00Z", |_| {});
    let mut tablet = tablet(&site);
    site.clock.advance(TimeDelta::hours(23) + TimeDelta::minutes(30));
    let twins = says(&mut tablet, ("z", "r"), BORN);
    twins.assert(200, &["Adressez-vous à l'accueil"]);
    let nobody = says(&mut tablet, ("x", "y"), ("1", "2", "1950"));
    assert_eq!(twins.text(), nobody.text());
    let early = says(&mut tablet, ("a", "l"), ("2", "1", "1990"));
    early.assert(200, &["encore trop tôt"]);
    assert!(!early.text().contains("15"), "no hour of anybody");
    site.clock.advance(TimeDelta::hours(7));
    says(&mut tablet, ("a", "l"), ("02", "01", "1990")).assert(200, &["Votre heure est passée"]);
    assert_eq!(status(&site, "Roux"), [Status::Confirmed, Status::Confirmed]);
    assert_eq!(status(&site, "Late"), [Status::Confirmed]);
}

#[test]
fn what_cannot_be_read_is_kept_and_named() {
    let site = site();
    let mut tablet = tablet(&site);
    let wrong = says(&mut tablet, ("", "c"), ("31", "2", "1980"));
    wrong.assert(
        422,
        &[
            "Vérifiez la date de naissance",
            "une lettre dans chaque case",
            "value=\"1980\"",
            "value=\"c\"",
        ],
    );
    says(&mut tablet, ("-", "c"), BORN).assert(422, &["une lettre dans chaque case"]);
    says(&mut tablet, ("z", "c"), ("1", "1", "2027")).assert(422, &["Vérifiez"]);
}

#[test]
fn a_link_binds_one_tablet_within_a_day_and_only_inside() {
    let site = site();
    let link = made(&site, false);
    let mut away = site.browser().with_header("X-Forwarded-For", "203.0.113.7");
    away.get(&link).assert(403, &["que sur le réseau du cabinet"]);
    assert_eq!(away.post(&link, &[]).status, 403);
    let mut tablet = bound(&site, &link);
    tablet.get("/kiosk").assert(200, &["J'arrive"]);
    site.browser().get(&link).assert(404, &["n'est plus valable"]);
    assert_eq!(site.browser().post(&link, &[]).status, 404);
    site.browser()
        .get("/kiosk")
        .assert(404, &["pas une tablette du cabinet"]);
    assert_eq!(says(&mut site.browser(), ("z", "c"), BORN).status, 404);
    let mut carried = tablet.clone().with_header("X-Forwarded-For", "203.0.113.7");
    assert_eq!(carried.get("/kiosk").status, 403);
    assert_eq!(says(&mut carried, ("z", "c"), BORN).status, 403);

    let anywhere = made(&site, true);
    away.get(&anywhere).assert(200, &["Relier"]);
    away.post(&anywhere, &[]);
    away.get("/kiosk").assert(200, &["J'arrive"]);
    let late = made(&site, false);
    site.clock.advance(TimeDelta::hours(25));
    site.browser().get(&late).assert(404, &["plus d'un jour"]);
}

#[test]
fn an_administrator_makes_a_tablet_and_ends_it() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    alice.get("/admin/setup").assert(200, &[KIOSKS]);
    let form = filled(&alice.get(KIOSKS), KIOSKS);
    form.clone().post(&mut alice, KIOSKS).assert(422, &["À remplir"]);
    let page = form
        .with(&[("name", "Entrée"), ("anywhere", "1")])
        .post(&mut alice, KIOSKS);
    page.assert(200, &["Il ne sert qu'une fois", "pas encore été ouvert"]);
    let address = page.values("<code class=\"secret num\">").remove(0);
    let address = address.split('<').next().unwrap();
    let link = &address[address.find("/kiosk/").unwrap()..];
    assert_eq!(link.len(), "/kiosk/".len() + 43, "256 bits");
    assert!(!alice.get(KIOSKS).text().contains(link), "shown once");
    let mut tablet = bound(&site, link);
    let page = alice.get(KIOSKS);
    page.assert(200, &["reliée à une tablette", "hors du réseau"]);
    let csrf = field(&page, "csrf");
    let ended = alice.post(&format!("{KIOSKS}/1/revoke"), &[("csrf", &csrf)]);
    assert_eq!(ended.status, 303);
    assert_eq!(tablet.get("/kiosk").status, 404);
    for act in ["kiosk.create", "kiosk.bind", "kiosk.revoke"] {
        assert!(site.recorded(act), "{act}");
    }
}

#[test]
fn a_tablet_is_not_asked_about_everybody() {
    let site = site();
    let mut tablet = tablet(&site);
    let answers: Vec<u16> = (0..12)
        .map(|n| says(&mut tablet, ("z", "c"), (&(n + 1).to_string(), "5", "1980")).status)
        .collect();
    assert_eq!(answers[..10], [200; 10]);
    assert_eq!(answers[10..], [429, 429]);
    says(&mut tablet, ("z", "c"), BORN).assert(429, &["Trop d'essais", "Recommencer"]);
    site.clock.advance(TimeDelta::minutes(1));
    assert_eq!(says(&mut tablet, ("z", "c"), BORN).status, 200);
}
