//! Every change is on record (security §7, T19): `tests/fixtures/acts.txt` uses each route that writes once, and each leaves a record; a
//! route that is neither used there nor excused fails.

use std::collections::BTreeMap;

use axum::http::Method;
use grappe::app::SecondFact;
use grappe::domain::booking::Status;
use grappe::domain::staff::Actor;
use grappe::web::router::{Access, table};

use super::crew::PASSWORD;
use super::desk::{MARTIN, PETIT, TUESDAY_9};
use super::setup::form::filled;
use super::{Crew, field};
use crate::support::Browser;
use crate::support::house::person;

/// The form of a page with other answers, and where it goes.
struct Act {
    page: String,
    action: String,
    answers: Vec<(String, String)>,
}

/// By route; `None` for one that is excused, which says why.
fn acts() -> Vec<(String, Option<Act>)> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/acts.txt");
    let text = std::fs::read_to_string(file).unwrap();
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(act)
        .collect()
}

fn act(line: &str) -> (String, Option<Act>) {
    if let Some((route, why)) = line.split_once(" ! ") {
        assert!(why.len() > 10, "{line}");
        return (route.to_owned(), None);
    }
    let mut parts = line.splitn(4, " | ");
    let mut next = || parts.next().unwrap_or("").trim_end_matches(" |").to_owned();
    let (route, page, action) = (next(), next(), next());
    let answers = next();
    let answers = answers.split(" & ").filter_map(|pair| pair.split_once('='));
    let answers = answers.map(|(name, value)| (name.to_owned(), value.replace("PASSWORD", PASSWORD)));
    let act = Act {
        page,
        action,
        answers: answers.collect(),
    };
    (route, Some(act))
}

fn prepared() -> (Crew, Browser) {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    site.booked("Un", "Ana", TUESDAY_9);
    site.booked_with(MARTIN, person("Deux", "Bob"), "2026-03-04T08:00:00Z", |_| {});
    site.booked("Trois", "Cléo", "2026-03-09T08:00:00Z");
    site.booked("Quatre", "Dan", "2026-03-10T08:00:00Z");
    let new = "/admin/setup/absences/new";
    for date in ["2026-07-06", "2026-03-09", "2026-03-10"] {
        let form = filled(&alice.get(new), new).with(&[("practitioner", "1"), ("from_date", date)]);
        assert_eq!(form.post(&mut alice, new).status, 303, "{date}");
    }
    // Today, to come late.
    site.booked("Cinq", "Eli", "2026-03-02T08:00:00Z");
    for given in ["Flo", "Flô"] {
        let twin = person("Six", given);
        site.run(site.app.save_patient(twin, None, Actor::System))
            .unwrap();
    }
    contested(&site);
    // One more device, to be ended.
    let again = [("login", "alice"), ("password", PASSWORD)];
    site.browser().post("/admin/sign-in", &again);
    (site, alice)
}

/// Appointment 6: today with Dr Petit, missed as somebody says, which its patient contests.
fn contested(site: &Crew) {
    let missed = site.booked_with(PETIT, person("Sept", "Guy"), "2026-03-02T08:00:00Z", |_| {});
    let marked = site
        .app
        .mark_attendance(missed.id, Status::NoShow, None, Actor::System);
    let missed = site.run(marked).unwrap();
    let link = site.run(site.app.about(&missed)).unwrap().link;
    let born = SecondFact::Born("1980-05-17".parse().unwrap());
    let pass = site.run(site.app.open_link(&link, born)).unwrap();
    let said = site.app.contest_by_link(&pass, "J'étais là.".to_owned());
    site.run(said).unwrap();
}

#[test]
fn every_route_that_writes_leaves_a_record() {
    let (site, mut alice) = prepared();
    let acts = acts();
    let known: BTreeMap<&str, bool> = acts
        .iter()
        .map(|(route, act)| (route.as_str(), act.is_some()))
        .collect();
    let writing = table().into_iter().filter(|route| route.method != Method::GET);
    // What programs do is in tests/it/api/recorded.rs.
    let writing = writing.filter(|route| match route.access {
        Access::Public => route.path.starts_with("/admin"),
        access => !matches!(access, Access::Token(_)),
    });
    let unknown: Vec<&str> = writing
        .map(|route| route.path)
        .filter(|path| !known.contains_key(path))
        .collect();
    assert!(
        unknown.is_empty(),
        "neither used nor excused in acts.txt: {unknown:?}"
    );
    for (route, act) in acts
        .iter()
        .filter_map(|(route, act)| Some((route, act.as_ref()?)))
    {
        let page = alice.get(&act.page);
        assert_eq!(page.status, 200, "{route}: no page {}", act.page);
        assert!(
            page.text().contains(&format!("action=\"{}\"", act.action)),
            "{route}: no form on {}",
            act.page
        );
        let csrf = field(&page, "csrf");
        let answers: Vec<(&str, &str)> = act
            .answers
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let form = filled(&page, &act.action).with(&answers).with(&[("csrf", &csrf)]);
        // Opening a file is on record itself.
        let before = site.revision();
        let answer = form.post(&mut alice, &act.action);
        assert!(
            answer.status < 400,
            "{route}: {}\n{}",
            answer.status,
            answer.text()
        );
        assert!(
            site.revision() > before,
            "{route} left no record: {}",
            answer.text()
        );
    }
}
