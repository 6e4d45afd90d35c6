//! The frame of free times, its script, and links that stay good.

use grappe::domain::site_origin::SiteOrigin;
use grappe::domain::staff::Actor;
use grappe::web::Settings;

use super::{LEA, TUESDAY_9};
use crate::support::{Page, Site};

fn site() -> Site {
    Site::with(Settings::default())
}

fn named(site: &Site, sites: &[&str]) {
    let sites = sites
        .iter()
        .map(|text| SiteOrigin::parse(text).unwrap())
        .collect();
    site.run(site.app.save_sites(sites, Actor::System)).unwrap();
}

fn ancestors(page: &Page) -> String {
    let policy = page.header("content-security-policy").unwrap();
    let part = policy
        .split("; ")
        .find(|part| part.starts_with("frame-ancestors"));
    part.unwrap().to_owned()
}

#[test]
fn only_the_sites_that_the_practice_named_may_show_the_frame_and_no_other_page() {
    let site = site();
    let mut browser = site.browser();
    assert_eq!(ancestors(&browser.get("/embed?care=1")), "frame-ancestors 'none'");
    named(&site, &["www.cabinet.fr", "http://localhost:9000"]);
    let page = browser.get("/embed?care=1");
    assert_eq!(
        ancestors(&page),
        "frame-ancestors https://www.cabinet.fr http://localhost:9000"
    );
    assert_eq!(page.header("cross-origin-resource-policy"), Some("cross-origin"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    for path in ["/", "/times?care=1", "/search", "/nothing", "/embed.js", "/kiosk"] {
        assert_eq!(ancestors(&browser.get(path)), "frame-ancestors 'none'", "{path}");
    }
}

#[test]
fn the_frame_sets_no_cookie_and_opens_the_booking_in_the_whole_window() {
    let site = site();
    let mut browser = site.browser();
    let page = browser.get("/embed?care=1");
    page.assert(200, &["Consultation", " mars à ", "target=\"_top\""]);
    assert!(page.header("set-cookie").is_none(), "{}", page.head);
    assert_eq!(page.starts().len(), 6);
    let text = page.text();
    assert_eq!(
        text.matches("<form ").count(),
        text.matches("target=\"_top\">\n<h2>").count()
    );
    for link in text.split("<a href=\"/").skip(1) {
        let tag = link.split('>').next().unwrap();
        assert!(tag.contains("target=\"_top\""), "{tag} stays in the frame");
    }
    // As the frame's form is sent: by our own page, without a cookie.
    let fields = [
        ("care", "1"),
        ("practitioner", ""),
        ("seats", "1"),
        ("start", TUESDAY_9),
    ];
    let held = browser
        .with_header("Sec-Fetch-Site", "same-origin")
        .post("/hold", &fields);
    assert_eq!(held.location().as_deref(), Some("/book?anybody"));
}

#[test]
fn the_frame_says_what_a_care_costs_as_its_page_does() {
    let site = site();
    let care = site.sells(|care| "25 €, remboursés".clone_into(&mut care.words.price));
    for path in [
        "/embed".to_owned(),
        format!("/embed?care={care}"),
        format!("/times?care={care}"),
    ] {
        site.browser()
            .get(&path)
            .assert(200, &["Au cabinet · <bdi>25 €, remboursés</bdi>"]);
    }
}

#[test]
fn a_forgotten_frame_shows_what_there_is() {
    let site = site();
    let mut browser = site.browser();
    for query in ["", "?care=99", "?care=x", "?practitioner=99"] {
        browser
            .get(&format!("/embed{query}"))
            .assert(200, &["Consultation", "Voir tous les horaires"]);
    }
    let one = browser.get("/embed?practitioner=2&lang=en");
    one.assert(200, &["Petit", "lang=\"en\""]);
    assert!(!one.text().contains("Martin"));
}

#[test]
fn the_script_is_small_and_may_be_used_elsewhere() {
    let page = site().browser().get("/embed.js");
    assert_eq!(page.status, 200);
    assert!(page.body.len() <= 2048, "{} bytes", page.body.len());
    assert_eq!(
        page.header("content-type"),
        Some("text/javascript; charset=utf-8")
    );
    assert_eq!(page.header("cross-origin-resource-policy"), Some("cross-origin"));
    assert_eq!(page.header("cache-control"), Some("public, max-age=3600"));
}

#[test]
fn links_lead_to_what_is_offered_by_number() {
    let site = site();
    let mut browser = site.browser();
    for (link, place) in [
        ("/care/1", "/times?care=1"),
        ("/with/2/1", "/times?care=1&practitioner=2"),
        ("/with/1", "/search?practitioner=1"),
        ("/with/99/1", "/times?care=1"),
        ("/with/2/99", "/search?practitioner=2"),
        ("/care/99", "/"),
        ("/with/x/y", "/"),
    ] {
        let page = browser.get(link);
        assert_eq!(page.location().as_deref(), Some(place), "{link}");
        browser.get(place).assert(200, &[]);
    }
}

/// The block of data in the home page.
fn data(page: &Page) -> serde_json::Value {
    let text = String::from_utf8(page.body.clone()).unwrap();
    let (_, rest) = text.split_once("<script type=\"application/ld+json\">").unwrap();
    serde_json::from_str(rest.split("</script>").next().unwrap()).unwrap()
}

#[test]
fn search_engines_read_the_practice_and_nobody_else() {
    let site = site();
    let mut browser = site.browser();
    super::book(&site, &mut browser, TUESDAY_9, &LEA).assert(200, &[]);
    let page = browser.get("/");
    let data = data(&page);
    assert_eq!(data["@type"], "MedicalClinic");
    let agenda = site.app.agenda();
    let practice = &agenda.set_up().practice;
    assert_eq!(data["name"], practice.name.as_str());
    assert_eq!(data["potentialAction"]["@type"], "ReserveAction");
    let hours = data["openingHoursSpecification"].as_array().unwrap();
    assert!(hours.iter().any(|span| span["opens"] == "09:00"), "{hours:?}");
    let text = data.to_string();
    for secret in ["Aubigné", "lea@", "0612345678", "1980"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[test]
fn a_name_cannot_end_the_block_of_data() {
    use grappe::domain::agenda::Edit;
    use grappe::domain::practice::Practice;
    use grappe::store::Record;
    let site = site();
    let practice = Practice {
        name: "A</script><script>alert(1)</script>&é".to_owned(),
        ..site.app.agenda().set_up().practice.clone()
    };
    let write = move |tx: &mut grappe::store::Tx<'_>| -> Result<(), grappe::store::Fault> {
        tx.write_edit(&Edit::Practice(Box::new(practice)))?;
        tx.audit(&Record::new(&Actor::System, "practice.edit"))?;
        tx.refresh_set_up()
    };
    site.run(site.app.store().write(write)).unwrap();
    let page = site.browser().get("/");
    assert_eq!(data(&page)["name"], "A</script><script>alert(1)</script>&é");
    assert!(!page.text().contains("<script>alert"));
}
