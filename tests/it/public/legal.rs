//! The pages that the law asks for: true to the settings, and to the program.

use std::collections::BTreeSet;

use grappe::domain::legal::{Conformity, LegalNotice};
use grappe::domain::staff::Actor;
use grappe::web::Settings;
use grappe::web::public::cookies::COOKIES;

use crate::support::Site;

#[test]
fn what_nobody_has_written_is_said_as_such() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let agenda = site.app.agenda();
    let name = agenda.set_up().practice.name.clone();
    browser.get("/legal").assert(
        200,
        &[&name, "ne l'a pas encore indiqué", "sur son propre appareil"],
    );
    let page = browser.get("/accessibility");
    page.assert(
        200,
        &[
            "Aucun audit n'a été fait",
            "« non conforme »",
            "n'a pas encore complété",
            "Défenseur des droits",
        ],
    );
    browser
        .get("/accessibility?lang=en")
        .assert(200, &["No audit was made", "“not compliant”"]);
    for path in ["/", "/search", "/times?care=1", "/privacy"] {
        browser
            .get(&format!(
                "{path}{}lang=fr",
                if path.contains('?') { "&" } else { "?" }
            ))
            .assert(
                200,
                &["href=\"/privacy\"", "href=\"/legal\"", "href=\"/accessibility\""],
            );
    }
}

#[test]
fn what_the_practice_wrote_is_on_its_pages() {
    let site = Site::with(Settings::default());
    let notice = LegalNotice {
        director: "Dr Hélène Martin".to_owned(),
        siret: "73282932000074".to_owned(),
        rpps: "Dr Martin : 10001234567".to_owned(),
        host: "Hébergeur SA\n1 rue du Serveur, Lyon".to_owned(),
        data_contact: "dpo@example.org".to_owned(),
        conformity: Conformity::Partial,
        audited: "2026-02-01".parse().ok(),
        auditor: "Cabinet Accès".to_owned(),
        not_accessible: "Le plan d'accès".to_owned(),
        declared: None,
    };
    site.run(site.app.save_legal_notice(notice, Actor::System))
        .unwrap();
    let mut browser = site.browser();
    let legal = browser.get("/legal");
    legal.assert(
        200,
        &[
            "Dr Hélène Martin",
            "732 829 320 00074",
            "10001234567",
            "Hébergeur SA",
        ],
    );
    assert!(!legal.text().contains("son propre appareil"));
    browser.get("/privacy").assert(200, &["dpo@example.org"]);
    let page = browser.get("/accessibility");
    page.assert(
        200,
        &[
            "partiellement conforme",
            "1er février 2026",
            "Cabinet Accès",
            "Le plan d'accès",
            "établie le 2 mars 2026",
        ],
    );
}

#[test]
fn every_cookie_of_the_program_is_in_the_notice() {
    let mut found = BTreeSet::new();
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let named = text.split("Cookie = Cookie(\"").skip(1);
                found.extend(named.map(|rest| rest.split('"').next().unwrap().to_owned()));
            }
        }
    }
    let listed: BTreeSet<String> = COOKIES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(found, listed);
    let page = Site::with(Settings::default()).browser().get("/privacy");
    for (name, _) in COOKIES {
        page.assert(200, &[&format!("<code>{name}</code>")]);
    }
}
