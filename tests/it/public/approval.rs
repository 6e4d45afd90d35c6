//! Requested first, confirmed by the practice (booking-rules §6).

use grappe::domain::booking::Status;
use grappe::web::Settings;

use super::{LEA, book_care};
use crate::support::house::secretary;
use crate::support::{Browser, Site};

/// Later in the week, with Dr Martin.
const THURSDAY_9: &str = "2026-03-05T08:00:00Z";

/// A site with a request for Thursday at nine, the patient's browser on its way, and the care.
fn requested() -> (Site, Browser, String) {
    let site = Site::with(Settings::default());
    let care = site.sells(|care| care.needs_approval = true);
    let mut browser = site.browser();
    let times = browser.get(&format!("/times?care={care}"));
    times.assert(200, &["Le cabinet confirme chaque demande"]);
    let done = book_care(&site, &mut browser, (&care, THURSDAY_9), &LEA);
    done.assert(
        200,
        &[
            "Votre demande est envoyée",
            "doit encore l'accepter",
            "jeudi 5 mars 2026",
        ],
    );
    assert!(!done.text().contains("rendez-vous est pris"));
    (site, browser, care)
}

fn answer(site: &Site, is_approved: bool) -> Status {
    let newest = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    let asked = newest.about.unwrap().appointment;
    assert_eq!(asked.status, Status::Requested);
    let answered = if is_approved {
        site.run(site.app.approve(asked.id, Some(asked.version), secretary()))
    } else {
        site.run(site.app.refuse(asked.id, Some(asked.version), secretary()))
    };
    answered.unwrap().status
}

#[test]
fn a_request_blocks_its_time_until_the_practice_confirms_it() {
    let (site, mut browser, care) = requested();
    let times = format!("/times?care={care}");
    let is_free = |site: &Site| {
        site.browser()
            .get(&times)
            .starts()
            .contains(&THURSDAY_9.to_owned())
    };
    assert!(!is_free(&site), "asked for, hence taken");
    browser
        .get("/appointment")
        .assert(200, &["n'a pas encore répondu"]);
    assert_eq!(answer(&site, true), Status::Confirmed);
    let page = browser.get("/appointment");
    page.assert(200, &["jeudi 5 mars 2026", "Choisir un autre horaire"]);
    assert!(!page.text().contains("n'a pas encore répondu"));
    assert!(!is_free(&site));
}

#[test]
fn a_refused_request_frees_its_time() {
    let (site, mut browser, care) = requested();
    assert_eq!(answer(&site, false), Status::Refused);
    let times = site.browser().get(&format!("/times?care={care}")).starts();
    assert!(times.contains(&THURSDAY_9.to_owned()));
    let page = browser.get("/appointment");
    assert!(
        !page.text().contains("Choisir un autre horaire"),
        "{}",
        page.text()
    );
}
