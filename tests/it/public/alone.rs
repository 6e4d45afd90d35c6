//! A practice with one care only: its first free times, and those of each practitioner, are on the first page and in the frame, without
//! a click (issue 4, criterion 5).

use grappe::domain::agenda::SetUp;
use grappe::domain::practitioner::Practitioner;
use grappe::domain::question::{Answer, Effect, Question};
use grappe::store::{Fault, Tx};
use grappe::web::Settings;

use super::{LEA, TUESDAY_9, pick, send};
use crate::support::Site;
use crate::support::practice::{CONSULTATION, published};

/// The consultation alone, after another change of the practice.
fn alone(change: impl Fn(&mut SetUp) + Send + 'static) -> Site {
    let site = Site::with(Settings::default());
    let write = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
        let mut set_up = tx.agenda().set_up().as_ref().clone();
        for care in set_up.care_types.values_mut() {
            care.is_online = care.id == CONSULTATION;
        }
        change(&mut set_up);
        for care in set_up.care_types.values() {
            tx.save_care_type(care)?;
        }
        for who in set_up.practitioners.values() {
            tx.save_practitioner(who)?;
        }
        published(tx)
    };
    site.run(site.app.store().write(write)).unwrap();
    site
}

#[test]
fn the_first_page_and_the_frame_show_the_first_times_at_once() {
    let site = alone(|_| {});
    let mut browser = site.browser();
    let home = browser.get("/");
    home.assert(
        200,
        &[
            "<h1>Prendre rendez-vous</h1>",
            "Consultation",
            "Premiers horaires libres",
            "Dr Hélène Martin</bdi></strong> <small><bdi>Médecine générale</bdi></small> <small>dès lundi 2 mars à 10 h 30",
            "Dr Paul Petit</bdi></strong> <small><bdi>Médecine générale</bdi></small> <small>dès lundi 2 mars à 14 h",
        ],
    );
    assert_eq!(home.starts(), browser.get("/times?care=1").starts());
    let frame = browser.get("/embed");
    frame.assert(200, &["dès lundi 2 mars à 10 h 30", "dès lundi 2 mars à 14 h"]);
    assert_eq!(frame.starts(), home.starts()[..6]);
    // One click takes a time: the form of the first page goes where that of the page of times goes.
    assert!(
        home.text()
            .contains("<form class=\"card\" method=\"post\" action=\"/hold\">")
    );
    let held = pick(&mut browser, "1", TUESDAY_9);
    let form = browser.follow(held);
    form.assert(200, &["Qui vient ?", "mardi 3 mars 2026"]);
    let sent = send(&mut browser, &form, "/book", &LEA);
    browser.follow(sent).assert(200, &["Code à six chiffres"]);
}

#[test]
fn nobody_is_to_be_chosen_where_there_is_one() {
    let site = alone(|set_up| {
        let others = set_up.practitioners.values_mut().filter(|who| who.id.0 != 1);
        others.for_each(|who: &mut Practitioner| who.is_online = false);
    });
    for path in ["/", "/embed"] {
        let page = site.browser().get(path);
        assert!(page.starts().len() >= 6, "{path}: {:?}", page.starts());
        assert!(!page.text().contains("Peu importe"), "{path}");
    }
    site.browser().get("/").assert(200, &["Dr Hélène Martin"]);
}

#[test]
fn questions_come_before_the_times() {
    let site = alone(|set_up| {
        let care = set_up.care_types.get_mut(&CONSULTATION).unwrap();
        care.terms.questions = vec![Question {
            text: "Avez-vous de la fièvre ?".to_owned(),
            answers: vec![Answer {
                text: "non".to_owned(),
                effect: Effect::Go,
            }],
        }];
    });
    let home = site.browser().get("/");
    home.assert(200, &["href=\"/times?care=1\"", "Dès lundi 2 mars"]);
    assert_eq!(home.starts().len(), 0);
}

#[test]
fn beside_another_care_the_first_page_is_a_list() {
    let home = Site::with(Settings::default()).browser().get("/");
    home.assert(
        200,
        &[
            "href=\"/times?care=1\"",
            "href=\"/times?care=2\"",
            "Dès lundi 2 mars",
        ],
    );
    assert_eq!(home.starts().len(), 0);
}
