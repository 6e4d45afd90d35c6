//! Calendars on telephones, from the button that makes accounts to the page that a telephone opens once.

use std::os::unix::fs::PermissionsExt as _;

use chrono::TimeDelta;
use grappe::app::StaffEntry;
use grappe::config::Radicale;
use grappe::domain::id::PractitionerId;
use grappe::domain::staff::{Actor, Role};
use grappe::sys::crypt;
use grappe::web::Settings;

use super::{Crew, field};
use crate::support::{Browser, Page};

const PHONES: &str = "/admin/phones";
const MARTIN: &str = "/admin/phones/1";

/// Nobody listens there: Radicale is not running.
const SILENT: &str = "127.0.0.1:9";

fn site(folder: &tempfile::TempDir) -> Crew {
    Crew::with(Settings {
        limit_factor: 1000,
        is_demo: true,
        public_url: Some("https://rdv.cabinet.fr/rdv".to_owned()),
        radicale: Some(Radicale {
            folder: folder.path().to_owned(),
            address: SILENT.parse().unwrap(),
        }),
        ..Settings::default()
    })
}

fn pressed(browser: &mut Browser, page: &str, action: &str) -> Page {
    let csrf = field(&browser.get(page), "csrf");
    browser.post(action, &[("csrf", &csrf)])
}

/// The link of the square, as it is there to be typed: below our own address in these tests.
fn ticket(page: &Page) -> String {
    let shown = page.text();
    let (_, rest) = shown
        .split_once("https://rdv.cabinet.fr/rdv/phone/")
        .expect("a link");
    format!("/phone/{}", rest.split('<').next().unwrap())
}

#[test]
fn without_radicale_the_page_says_what_to_do() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    alice
        .get("/admin/setup")
        .assert(200, &["Agendas sur les téléphones"]);
    let page = alice.get(PHONES);
    page.assert(200, &["Pas encore en service", "grappe radicale setup"]);
    assert!(!page.text().contains("Créer ce qui manque"));
    assert_eq!(alice.get(MARTIN).status, 404);
}

#[test]
fn accounts_are_made_by_a_button_and_shown_after_the_password() {
    let folder = tempfile::tempdir().unwrap();
    let site = site(&folder);
    let mut alice = site.signed_in("alice");
    alice.get(PHONES).assert(
        200,
        &["Dr Hélène Martin", "pas encore de compte", "Créer ce qui manque"],
    );
    let page = pressed(&mut alice, PHONES, PHONES);
    page.assert(
        200,
        &[
            "Dr Hélène Martin : Radicale ne répond pas comme prévu",
            "compte fait, agenda pas encore relié",
        ],
    );
    assert!(site.recorded("calendar.account"));
    let users = folder.path().join("users");
    let mode = std::fs::metadata(&users).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o640);
    let file = std::fs::read_to_string(&users).unwrap();
    assert_eq!(file.lines().count(), 2, "{file}");

    let page = alice.get(MARTIN);
    page.assert(
        200,
        &[
            "https://rdv.cabinet.fr/rdv/caldav/dr-helene-martin-1/",
            "dr-helene-martin-1",
        ],
    );
    assert!(!site.recorded("calendar.shown"));
    // Typed too long ago.
    site.clock.advance(TimeDelta::minutes(16));
    let page = pressed(&mut alice, MARTIN, MARTIN);
    assert_eq!(
        page.location().as_deref(),
        Some("/admin/confirm?next=%2Fadmin%2Fphones%2F1")
    );
    let page = pressed(&mut alice, MARTIN, &format!("{MARTIN}/renew"));
    assert_eq!(
        page.location().as_deref(),
        Some("/admin/confirm?next=%2Fadmin%2Fphones%2F1")
    );
    assert_eq!(std::fs::read_to_string(&users).unwrap(), file);

    let mut alice = site.signed_in("alice");
    let page = pressed(&mut alice, MARTIN, MARTIN);
    page.assert(200, &["<svg", "Scannez ce code", "15 minutes", "Thunderbird"]);
    assert!(site.recorded("calendar.shown"));
    let password = password_of(&site, &folder, 1);
    assert!(page.text().contains(&password));
    let line = file
        .lines()
        .find(|line| line.starts_with("dr-helene-martin-1:"))
        .unwrap();
    assert!(crypt::is_of(&password, line.split_once(':').unwrap().1));
    assert!(
        !page.text().split("</svg>").next().unwrap().contains(&password),
        "not in the square"
    );
}

fn password_of(site: &Crew, folder: &tempfile::TempDir, practitioner: i64) -> String {
    let place = Radicale {
        folder: folder.path().to_owned(),
        address: SILENT.parse().unwrap(),
    };
    let secret = site.app.radicale_secret(&place, PractitionerId(practitioner));
    site.run(secret).unwrap().unwrap().password
}

#[test]
fn a_telephone_is_set_up_once_by_a_link_that_holds_no_password() {
    let folder = tempfile::tempdir().unwrap();
    let site = site(&folder);
    let mut alice = site.signed_in("alice");
    pressed(&mut alice, PHONES, PHONES);
    let link = ticket(&pressed(&mut alice, MARTIN, MARTIN));
    let password = password_of(&site, &folder, 1);
    let mut phone = site.browser();
    for _ in 0..2 {
        let page = phone.get(&link);
        page.assert(200, &["Ce téléphone recevra l'agenda de Dr Hélène Martin"]);
        assert!(!page.text().contains(&password), "looking shows and uses nothing");
    }
    let page = phone.post(&link, &[("open", "1")]);
    page.assert(
        200,
        &[
            &password,
            "dr-helene-martin-1",
            &format!("caldavs://dr-helene-martin-1:{password}@rdv.cabinet.fr/rdv/caldav/dr-helene-martin-1/"),
            "Profil téléchargé",
        ],
    );
    let profile = page
        .values("href=\"")
        .into_iter()
        .find(|href| href.ends_with(".mobileconfig"))
        .unwrap();
    for _ in 0..2 {
        let page = phone.get(&profile);
        page.assert(
            200,
            &[
                &format!("<key>CalDAVPassword</key><string>{password}</string>"),
                "Agenda du cabinet",
            ],
        );
        assert_eq!(
            page.header("content-type"),
            Some("application/x-apple-aspen-config")
        );
        assert_eq!(page.header("cache-control"), Some("no-store"));
    }
    phone.get(&link).assert(404, &["Ce lien a déjà servi"]);
    assert_eq!(phone.post(&link, &[("open", "1")]).status, 404);
    site.clock.advance(TimeDelta::minutes(6));
    assert_eq!(phone.get(&profile).status, 404);

    let link = ticket(&pressed(&mut alice, MARTIN, MARTIN));
    site.clock.advance(TimeDelta::minutes(15));
    phone.get(&link).assert(404, &["ses quinze minutes sont passées"]);
}

#[test]
fn practitioners_see_to_their_own_telephones_only() {
    let folder = tempfile::tempdir().unwrap();
    let site = site(&folder);
    let mut alice = site.signed_in("alice");
    pressed(&mut alice, PHONES, PHONES);
    let entry = StaffEntry {
        practitioner: Some(PractitionerId(2)),
        ..StaffEntry::new("paul", "Paul Petit", Role::Practitioner)
    };
    site.run(site.app.edit_staff(Actor::System, site.id("paul"), entry))
        .unwrap();
    let mut paul = site.signed_in("paul");
    let page = paul.get(PHONES);
    page.assert(200, &["Dr Paul Petit"]);
    assert!(!page.text().contains("Dr Hélène Martin") && !page.text().contains("Créer ce qui manque"));
    paul.get("/admin/phones/2").assert(200, &["dr-paul-petit-2"]);
    assert_eq!(paul.get(MARTIN).status, 404);
    let before = password_of(&site, &folder, 2);
    let csrf = field(&paul.get("/admin/phones/2"), "csrf");
    assert_eq!(paul.post(MARTIN, &[("csrf", &csrf)]).status, 404);
    assert_eq!(
        paul.post(&format!("{MARTIN}/renew"), &[("csrf", &csrf)]).status,
        404
    );
    assert_eq!(paul.post(PHONES, &[("csrf", &csrf)]).status, 403);
    let page = paul.post("/admin/phones/2/renew", &[("csrf", &csrf)]);
    assert_eq!(page.location().as_deref(), Some("/admin/phones/2?done=renewed"));
    paul.get("/admin/phones/2?done=renewed")
        .assert(200, &["Le mot de passe est changé"]);
    assert_ne!(password_of(&site, &folder, 2), before);
    assert!(site.recorded("calendar.password"));
    let mut marie = site.signed_in("marie");
    marie.get(PHONES).assert(200, &["Rien à montrer"]);
    assert_eq!(marie.get("/admin/phones/2").status, 404);
}
