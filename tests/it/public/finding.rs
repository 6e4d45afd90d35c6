//! What helps to find: words, first visit or not, languages, the way in, what it costs and what to bring (issue 4, « Finding »).

use grappe::domain::care_type::{CareOverride, Eligibility, PatientKind};
use grappe::domain::id::PractitionerId;
use grappe::store::{Fault, Tx};
use grappe::web::Settings;

use super::{LEA, TUESDAY_9, book_care};
use crate::support::Site;
use crate::support::practice::{CONSULTATION, published};

/// Dr Martin (1) speaks English and Breton and receives upstairs; Dr Petit (2) says Arabic, and one gets in without a step. There is a
/// vaccination for known patients besides the consultation and the video of every practice in these tests.
fn site() -> (Site, String) {
    let site = Site::with(Settings::default());
    let care = site.sells(|care| {
        "Vaccination".clone_into(&mut care.name);
        "Grippe, tétanos et autres.".clone_into(&mut care.public_text);
        "piqûre, rappel, mal de bras".clone_into(&mut care.words.keywords);
        "25 €, remboursés".clone_into(&mut care.words.price);
        "Apportez le vaccin.".clone_into(&mut care.words.preparation);
        care.terms.eligibility = Eligibility {
            patients: Some(PatientKind::Known),
            ..Eligibility::default()
        };
        let own = CareOverride {
            price: Some("40 €, secteur 2".to_owned()),
            ..CareOverride::default()
        };
        care.overrides.insert(PractitionerId(2), own);
    });
    let written = site.app.store().write(|tx: &mut Tx<'_>| -> Result<(), Fault> {
        for (id, languages, is_step_free) in [(1, "fr en br", false), (2, "fr ar", true)] {
            let mut who = tx.agenda().set_up().practitioners[&PractitionerId(id)].clone();
            who.languages = languages.split(' ').map(|code| code.parse().unwrap()).collect();
            who.is_step_free = Some(is_step_free);
            tx.save_practitioner(&who)?;
        }
        published(tx)
    });
    site.run(written).unwrap();
    (site, care)
}

/// The cares that a search finds, each with the practitioner it is narrowed to.
fn found(site: &Site, query: &str) -> Vec<String> {
    let text = site.browser().get(query).text();
    let cards = text.split("<form class=\"card\" method=\"post\"").skip(1);
    let cards = cards.filter_map(|card| Some(card.split_once("</form>")?.0));
    let told = |card: &str| {
        let name = card
            .split_once("<h2><bdi>")
            .unwrap()
            .1
            .split_once("</bdi></h2>")
            .unwrap()
            .0
            .to_owned();
        let who = ["Dr Hélène Martin", "Dr Paul Petit"]
            .into_iter()
            .find(|who| card.contains(who));
        who.map_or(name.clone(), |who| format!("{name} / {who}"))
    };
    cards.map(told).collect()
}

#[test]
fn what_one_comes_for_is_found_in_plain_words() {
    let (site, _) = site();
    for typed in [
        "vaccin",
        "VACCINATION",
        "piqure",
        "un rappel pour la grippe",
        "tetanos",
        "bras",
    ] {
        let query = format!("/search?q={}", typed.replace(' ', "+"));
        assert_eq!(found(&site, &query), ["Vaccination"], "{typed}");
    }
    // Who receives is a word too; of several words, what has most of them.
    assert_eq!(found(&site, "/search?q=petit+vaccin"), ["Vaccination"]);
    assert_eq!(found(&site, "/search?q=medecine+generale").len(), 3);
    // Nothing said is no wish; nothing found says so, and where to call.
    assert_eq!(found(&site, "/search?q=le+de").len(), 3);
    let nothing = site.browser().get("/search?q=dentiste");
    nothing.assert(
        200,
        &[
            "Aucun horaire libre ne correspond",
            "04 72 00 00 00",
            "value=\"dentiste\"",
        ],
    );
    // Kept words are never shown, and hostile ones are only text.
    assert!(
        !site
            .browser()
            .get("/search?q=bras")
            .text()
            .contains("mal de bras")
    );
    let hostile = site.browser().get("/search?q=%3Cscript%3E%00%F0%9F%98%80");
    assert!(!hostile.text().contains("<script>\u{0}"));
    assert_eq!(hostile.status, 200);
}

#[test]
fn a_first_visit_finds_no_care_for_known_patients_only() {
    let (site, _) = site();
    assert_eq!(
        found(&site, "/search?visit=first"),
        ["Consultation", "Téléconsultation"]
    );
    assert_eq!(found(&site, "/search?visit=again").len(), 3);
    let form = site.browser().get("/search").text();
    assert!(
        form.contains("C'est ma première visite") || form.contains("C&#39;est ma première visite"),
        "{form}"
    );
}

#[test]
fn a_language_and_the_way_in_narrow_to_who_has_them() {
    let (site, _) = site();
    let of = |who: &str| {
        ["Consultation", "Vaccination"]
            .map(|care| format!("{care} / {who}"))
            .to_vec()
    };
    let narrowed = |query: &str| {
        let mut all = found(&site, query);
        all.retain(|one| !one.starts_with("Télé"));
        all
    };
    assert_eq!(narrowed("/search?speaks=br"), of("Dr Hélène Martin"));
    assert_eq!(narrowed("/search?speaks=ar"), of("Dr Paul Petit"));
    assert_eq!(narrowed("/search?step_free=1"), of("Dr Paul Petit"));
    assert_eq!(narrowed("/search?speaks=fr"), ["Consultation", "Vaccination"]);
    assert!(found(&site, "/search?speaks=br&step_free=1").is_empty());
    let form = site.browser().get("/search");
    form.assert(
        200,
        &[
            "<option value=\"ar\">arabe</option>",
            "<option value=\"br\">breton</option>",
            "fauteuil roulant",
        ],
    );
    assert!(
        !form.text().contains("value=\"ja\""),
        "a language that nobody receives in"
    );
    let english = site.browser().get("/search?lang=en");
    english.assert(200, &["<option value=\"br\">Breton</option>"]);
    // Told where one chooses between them.
    let page = site.browser().get("/times?care=1");
    page.assert(
        200,
        &[
            "Parle : français, anglais, breton",
            "<small>Non accessible en fauteuil roulant</small>",
        ],
    );
    let page = site.browser().get("/times?care=1&lang=ar");
    page.assert(200, &["الفرنسية، الإنجليزية"]);
}

#[test]
fn a_practice_that_says_nothing_asks_nothing() {
    let site = Site::with(Settings::default());
    let form = site.browser().get("/search").text();
    for unasked in ["name=\"speaks\"", "name=\"step_free\"", "name=\"visit\""] {
        assert!(!form.contains(unasked), "{unasked}");
    }
    assert!(!site.browser().get("/times?care=1").text().contains("Parle"));
}

#[test]
fn the_price_is_told_before_and_what_to_bring_after() {
    let (site, care) = site();
    let times = |with: &str| site.browser().get(&format!("/times?care={care}{with}"));
    times("").assert(
        200,
        &[
            "Au cabinet · tarif selon le praticien</p>",
            "<small><bdi>40 €, secteur 2</bdi></small>",
        ],
    );
    times("&practitioner=1").assert(200, &["Au cabinet · <bdi>25 €, remboursés</bdi></p>"]);
    let mut patient = site.browser();
    let typed = [LEA.as_slice(), &[("kind", "known")]].concat();
    let done = book_care(&site, &mut patient, (care.as_str(), TUESDAY_9), &typed);
    done.assert(200, &["Apportez le vaccin."]);
    assert!(
        !done.text().contains("Grippe, tétanos"),
        "what it is for was read already"
    );
    assert_eq!(
        site.app.agenda().set_up().care_types[&CONSULTATION].words.price,
        ""
    );
}
