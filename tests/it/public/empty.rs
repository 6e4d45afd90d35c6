//! No empty screen (issue 4, criterion 6): whatever is lacking, the page says what to do next and shows the practice's number.

use grappe::domain::agenda::SetUp;
use grappe::domain::care_type::CareType;
use grappe::store::{Fault, Tx};
use grappe::web::Settings;

use super::links::{booked, opened};
use super::pick;
use crate::support::practice::published;
use crate::support::{Page, Site};

/// The page itself, without what is around every page, says this, links somewhere and shows the number.
#[track_caller]
fn tells_what_to_do(page: &Page, (path, words): (&str, &str)) {
    let text = page.text();
    let (_, main) = text.split_once("<main").unwrap();
    let (main, _) = main.split_once("</main>").unwrap();
    assert!(main.contains(words), "{path}: no « {words} » in\n{main}");
    for needed in ["href=\"tel:+33472000000\"", "04 72 00 00 00"] {
        assert!(main.contains(needed), "{path}: no {needed} in\n{main}");
    }
    let links = text.matches("href=\"/").count() + main.matches("<form").count();
    assert!(links > 1, "{path} leads nowhere:\n{text}");
    assert!(page.starts().is_empty(), "{path}: {:?}", page.starts());
}

/// A practice with this changed; what is written is every care, practitioner and schedule.
fn changed(change: impl Fn(&mut SetUp) + Send + 'static) -> Site {
    let site = Site::with(Settings::default());
    let write = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
        let mut set_up = tx.agenda().set_up().as_ref().clone();
        change(&mut set_up);
        for care in set_up.care_types.values() {
            tx.save_care_type(care)?;
        }
        for who in set_up.practitioners.values() {
            tx.save_practitioner(who)?;
        }
        for schedule in &set_up.schedules {
            tx.save_schedule(schedule)?;
        }
        published(tx)
    };
    site.run(site.app.store().write(write)).unwrap();
    site
}

fn every_care(set_up: &mut SetUp, change: impl Fn(&mut CareType)) {
    set_up.care_types.values_mut().for_each(change);
}

const NOT_YET: &str = "La réservation en ligne n'est pas encore ouverte";
const NOTHING_FOUND: &str = "Aucun horaire libre ne correspond";
const NOTHING_FREE: &str = "Aucun horaire n'est libre en ligne pour le moment";
const FULL: &str = "Complet en ligne pour le moment : appelez le cabinet";

#[test]
fn without_a_care_or_a_practitioner() {
    let sites = [
        changed(|set_up| every_care(set_up, |care| care.is_online = false)),
        changed(|set_up| every_care(set_up, |care| care.is_archived = true)),
        changed(|set_up| {
            set_up
                .practitioners
                .values_mut()
                .for_each(|who| who.is_online = false);
        }),
        changed(|set_up| {
            set_up
                .practitioners
                .values_mut()
                .for_each(|who| who.is_archived = true);
        }),
    ];
    for site in sites {
        for told in [
            ("/", NOT_YET),
            ("/embed", NOT_YET),
            ("/search?q=vaccin", NOTHING_FOUND),
        ] {
            tells_what_to_do(&site.browser().get(told.0), told);
        }
        let gone = site.browser().get("/times?care=1");
        tells_what_to_do(
            &gone,
            ("/times?care=1", "n'est pas proposé à la réservation en ligne"),
        );
    }
}

#[test]
fn without_an_opening_or_with_everything_taken_or_past() {
    let sites = [
        // Nothing is open.
        changed(|set_up| {
            for schedule in &mut set_up.schedules {
                schedule.days = Default::default();
            }
        }),
        // The openings are over.
        changed(|set_up| {
            for schedule in &mut set_up.schedules {
                schedule.valid_to = "2026-02-28".parse().ok();
            }
        }),
        // Nothing is near enough.
        changed(|set_up| every_care(set_up, |care| care.terms.min_notice = chrono::TimeDelta::days(61))),
    ];
    for site in sites {
        for told in [
            ("/", FULL),
            ("/times?care=1", NOTHING_FREE),
            ("/times?care=1&practitioner=2", NOTHING_FREE),
            ("/search?care=1", NOTHING_FOUND),
            ("/embed", FULL),
            ("/embed?care=1", FULL),
        ] {
            tells_what_to_do(&site.browser().get(told.0), told);
        }
    }
}

#[test]
fn with_the_only_care_all_taken() {
    // One time a day, and only today's and tomorrow's can be had.
    let site = changed(|set_up| {
        every_care(set_up, |care| {
            care.is_online = care.id.0 == 1;
            care.practitioners = vec![grappe::domain::id::PractitionerId(1)];
            care.terms.duration = chrono::TimeDelta::hours(3);
            care.terms.horizon_days = 1;
        });
    });
    let tomorrow = "2026-03-03T08:00:00Z";
    assert_eq!(site.browser().get("/").starts(), [tomorrow]);
    assert_eq!(pick(&mut site.browser(), "1", tomorrow).status, 303);
    for told in [
        ("/", NOTHING_FREE),
        ("/times?care=1", NOTHING_FREE),
        ("/embed", FULL),
    ] {
        tells_what_to_do(&site.browser().get(told.0), told);
    }
    let lost = pick(&mut site.browser(), "1", tomorrow);
    tells_what_to_do(&lost, ("/hold", "Quelqu'un vient de réserver"));
}

#[test]
fn on_closed_days_and_for_a_search_without_result() {
    let site = Site::with(Settings::default());
    for told in [
        (
            "/times?care=1&d6=1",
            "Aucun horaire libre ne convient à ces jours",
        ),
        ("/search?care=1&d7=1", NOTHING_FOUND),
        ("/search?q=dentiste", NOTHING_FOUND),
        ("/times?care=77", "n'est pas proposé à la réservation en ligne"),
        (
            "/times?care=1&practitioner=77",
            "ne propose pas ce motif en ligne",
        ),
        ("/nowhere", "Cette page n'existe pas"),
        ("/m/x", "plus valable"),
        ("/appointment", "courriel de confirmation"),
        ("/offer", "plus valable"),
        ("/book", "n'est plus gardé"),
    ] {
        tells_what_to_do(&site.browser().get(told.0), told);
    }
}

#[test]
fn for_who_would_move_or_come_again_and_finds_nothing() {
    let (site, link) = booked();
    let mut browser = opened(&site, &link);
    let write = |tx: &mut Tx<'_>| -> Result<(), Fault> {
        let schedules = tx.agenda().set_up().schedules.clone();
        for mut schedule in schedules {
            schedule.valid_to = "2026-03-04".parse().ok();
            tx.save_schedule(&schedule)?;
        }
        published(tx)
    };
    site.run(site.app.store().write(write)).unwrap();
    let from_thursday = "&from=2026-03-05";
    for path in [
        format!("/appointment/move?anybody{from_thursday}"),
        format!("/again?care=1{from_thursday}"),
        format!("/times?care=1{from_thursday}"),
    ] {
        let page = browser.get(&path);
        tells_what_to_do(&page, (path.as_str(), NOTHING_FREE));
    }
}

#[test]
fn without_mail_and_for_who_is_refused_online() {
    let site = Site::with(Settings {
        is_mail_off: true,
        ..Settings::default()
    });
    let by_phone = "le rendez-vous se prend par téléphone";
    let refused = pick(&mut site.browser(), "1", "2026-03-03T08:00:00Z");
    tells_what_to_do(&refused, ("/hold", by_phone));
    for path in ["/", "/times?care=1", "/embed"] {
        let page = site.browser().get(path);
        page.assert(200, &[by_phone, "href=\"tel:+33472000000\""]);
    }
}
