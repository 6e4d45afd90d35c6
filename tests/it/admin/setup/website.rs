//! What a practice puts on its own site: links, lines to copy, posters, sites that are named; and the facts of its legal pages.

use grappe::web::Settings;

use super::Crew;
use super::form::filled;

const WEBSITE: &str = "/admin/setup/website";
const LEGAL: &str = "/admin/setup/legal";

fn site() -> Crew {
    Crew::with(Settings {
        limit_factor: 1000,
        is_demo: true,
        public_url: Some("https://rdv.cabinet.fr".to_owned()),
        ..Settings::default()
    })
}

#[test]
fn links_and_lines_have_the_public_address_and_the_choice() {
    let site = site();
    let mut alice = site.signed_in("alice");
    alice.get("/admin/setup").assert(200, &[WEBSITE, LEGAL]);
    let page = alice.get(WEBSITE);
    page.assert(
        200,
        &["value=\"https://rdv.cabinet.fr/\"", "Nommez d'abord votre site"],
    );
    let page = alice.get(&format!("{WEBSITE}?care=1&practitioner=2"));
    page.assert(200, &["value=\"https://rdv.cabinet.fr/with/2/1\""]);
    let text = page
        .text()
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"");
    assert!(
        text.contains("<script src=\"https://rdv.cabinet.fr/embed.js\" data-care=\"1\" data-practitioner=\"2\" async></script>"),
        "{text}"
    );
    assert!(!text.contains("n'est pas proposé en ligne"));
    alice
        .get(&format!("{WEBSITE}?care=99"))
        .assert(200, &["n'est pas proposé en ligne"]);
}

#[test]
fn sites_are_named_once_each_and_nonsense_is_kept_and_told() {
    let site = site();
    let mut alice = site.signed_in("alice");
    let form = filled(&alice.get(WEBSITE), WEBSITE);
    let wrong = form
        .clone()
        .with(&[("sites", "www.cabinet.fr\n*.fr")])
        .post(&mut alice, WEBSITE);
    wrong.assert(422, &["« *.fr » n'est pas l'adresse d'un site", "www.cabinet.fr"]);
    let saved = form
        .with(&[(
            "sites",
            "www.cabinet.fr/contact\nhttps://WWW.cabinet.fr\nhttp://cabinet.fr",
        )])
        .post(&mut alice, WEBSITE);
    assert_eq!(saved.status, 303);
    let page = alice.get(WEBSITE);
    page.assert(200, &["https://www.cabinet.fr\nhttp://cabinet.fr"]);
    assert!(!page.text().contains("Nommez d'abord"));
    assert!(site.recorded("setting.change"));
    let policy = site.browser().get("/embed");
    let policy = policy.header("content-security-policy").unwrap();
    assert!(
        policy.contains("frame-ancestors https://www.cabinet.fr http://cabinet.fr"),
        "{policy}"
    );
}

#[test]
fn a_poster_is_one_page_in_either_language() {
    let site = site();
    let mut alice = site.signed_in("alice");
    for (query, language) in [
        ("?in=fr", "fr"),
        ("?care=1&practitioner=2&in=en", "en"),
        ("", "fr"),
    ] {
        let page = alice.get(&format!("{WEBSITE}/poster.pdf{query}"));
        assert_eq!(page.status, 200);
        assert_eq!(page.header("content-type"), Some("application/pdf"));
        let text = String::from_utf8_lossy(&page.body);
        assert!(text.starts_with("%PDF-") && text.contains("/Count 1"), "{query}");
        assert!(text.contains(&format!("/Lang ({language})")), "{query}");
    }
}

#[test]
fn facts_of_the_legal_pages_are_checked_and_what_lacks_is_told() {
    let site = site();
    let mut alice = site.signed_in("alice");
    let page = alice.get(LEGAL);
    page.assert(200, &["Il manque encore", "le directeur de la publication"]);
    let form = filled(&page, LEGAL);
    let wrong = form
        .clone()
        .with(&[
            ("siret", "732 829 320 00075"),
            ("rpps", "Dr Martin"),
            ("conformity", "full"),
            ("auditor", "Cabinet Accès"),
        ])
        .post(&mut alice, LEGAL);
    wrong.assert(
        422,
        &[
            "vérifiez les 14 chiffres",
            "RPPS de 11 chiffres",
            "À remplir",
            "732 829 320 00075",
            "Cabinet Accès",
        ],
    );
    let future = form
        .clone()
        .with(&[("conformity", "partial"), ("audited", "2027-01-01")])
        .post(&mut alice, LEGAL);
    future.assert(422, &["Cette date est à venir"]);
    let saved = form
        .with(&[("director", "Dr Martin"), ("siret", "732 829 320 00074")])
        .post(&mut alice, LEGAL);
    assert_eq!(saved.status, 303);
    let page = alice.get(LEGAL);
    assert!(!page.text().contains("le directeur de la publication</a>"));
    site.browser().get("/legal").assert(200, &["Dr Martin"]);
}
