//! What administrators read of the certificate, on its page and on « À traiter ».

use chrono::TimeDelta;
use grappe::domain::certificate::{Lifetime, Looked, Origin, Outside, Own, Trouble};
use grappe::web::Settings;

use super::Crew;

const PAGE: &str = "/admin/setup/https";

fn lasting(site: &Crew, days: i64) -> Lifetime {
    let now = site.clock.now();
    Lifetime {
        from: now - TimeDelta::days(90 - days),
        until: now + TimeDelta::days(days),
    }
}

fn sees(site: &Crew, outside: Outside) {
    site.app.note_looked(&Looked {
        name: "rdv.example.org".to_owned(),
        at: site.clock.now(),
        outside,
    });
}

fn seen(lifetime: Lifetime) -> Outside {
    Outside::Seen {
        lifetime,
        is_for_name: true,
        is_believed: true,
    }
}

#[test]
fn the_page_says_what_patients_meet_and_what_to_do() {
    let site = Crew::with(Settings {
        limit_factor: 1000,
        is_demo: true,
        public_url: Some("https://rdv.example.org".to_owned()),
        ..Settings::default()
    });
    let mut alice = site.signed_in("alice");
    alice.get("/admin/setup").assert(200, &[PAGE]);
    let page = alice.get(PAGE);
    page.assert(200, &["Pas encore regardé", "DSM"]);
    assert!(!page.text().contains("Tout va bien"));

    sees(&site, Outside::NotSeen);
    let page = alice.get(PAGE);
    page.assert(200, &["n'a pas pu être regardée"]);
    assert!(!page.text().contains("class=\"note bad\""), "never red");

    sees(&site, seen(lasting(&site, 60)));
    alice.get(PAGE).assert(200, &["Tout va bien", "rdv.example.org"]);
    sees(&site, seen(lasting(&site, 20)));
    alice.get(PAGE).assert(
        200,
        &["note warn", "n'est plus valable que jusqu'au", "Renouvelez-le"],
    );
    let to_do = alice.get("/admin/to-do");
    to_do.assert(200, &["n'est plus valable que jusqu'au", PAGE]);
    sees(&site, seen(lasting(&site, 5)));
    alice.get(PAGE).assert(200, &["note bad"]);

    let mut marie = site.signed_in("marie");
    let to_do = marie.get("/admin/to-do");
    assert_eq!(to_do.status, 200);
    assert!(!to_do.text().contains(PAGE), "it is nothing of hers");
}

#[test]
fn a_certificate_of_our_own_that_could_not_be_had_is_explained() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    for trouble in Trouble::ALL {
        site.app.note_own_certificate(&Own {
            origin: Origin::Authority,
            lifetime: None,
            trouble: Some((trouble, "<b>words</b> of the other side".to_owned())),
            next_try: Some(site.clock.now() + TimeDelta::hours(1)),
        });
        let page = alice.get(PAGE);
        page.assert(200, &["note bad", "&#60;b&#62;words", "Prochain essai"]);
        assert!(
            !page.text().contains("https-"),
            "a key without words: {trouble:?}"
        );
    }
    site.app.note_own_certificate(&Own {
        origin: Origin::Authority,
        lifetime: Some(lasting(&site, 80)),
        trouble: None,
        next_try: None,
    });
    alice
        .get(PAGE)
        .assert(200, &["Tout va bien", "Renouvelé à partir du"]);
}
