//! What an authority refuses, in words, and how seldom it is asked again.

use std::fs;

use chrono::TimeDelta;
use grappe::certificates::Keeper;
use grappe::domain::certificate::{Finding, Grade, Trouble};
use grappe::domain::patient::Language;
use grappe::i18n::Texts;
use grappe::sys::clock::Clock;
use grappe::web::listener::Limits;

use super::super::front::Front;
use super::obtained::Scene;
use super::pebble::{Manners, Pebble, free};
use crate::support::house::Practice;

#[test]
fn ports_that_lead_nowhere_are_told_with_their_remedy_and_asked_again_a_few_times_a_day() {
    let practice = Practice::new();
    practice.clock.set(Clock::system().now());
    let mut pebble = Pebble::planned();
    let mut keeper = Keeper::new(practice.app.clone(), &pebble.tls(), practice.folder.path(), 8080);
    let front = Front::of(practice, keeper.served(), Limits::default());
    let practice = &front.practice;
    pebble.begin(free(), free(), Manners::default());
    front.run(pebble.ready());
    front.run(keeper.round());
    let (trouble, words) = practice.app.certificates().own.clone().unwrap().trouble.unwrap();
    assert_eq!(trouble, Trouble::NotFound, "{words}: {}", pebble.log());
    assert!(words.contains(" / "), "both proofs were tried: {words}");
    let found = practice.app.certificate_finding();
    assert_eq!(
        found,
        Some((Grade::Critical, Finding::NoneYet(Trouble::NotFound)))
    );
    let (told, remedy) = Texts::of(Language::Fr).certificate(found.unwrap().1, "");
    assert!(told.contains("pas encore de certificat"), "{told}");
    assert!(
        remedy.contains("port 80") && remedy.contains("port 443"),
        "{remedy}"
    );

    // A day of it, looked at each minute.
    let orders = || pebble.log().matches("/order-plz").count();
    let before = orders();
    for _ in 0..24 * 60 {
        practice.clock.advance(TimeDelta::minutes(1));
        front.run(keeper.round());
    }
    let tries = (orders() - before) / 2;
    assert!((3..=6).contains(&tries), "{tries} tries in a day");

    // Whoever starts the program again waits an hour at most, and not less.
    let data = practice.folder.path();
    let note = fs::read_to_string(data.join("tls/tried.json")).unwrap();
    assert!(note.contains("not-found"), "{note}");
    let again = Keeper::new(practice.app.clone(), &pebble.tls(), data, 8080);
    drop(again);
    let next = practice.app.certificates().own.clone().unwrap().next_try.unwrap();
    assert!(next - practice.app.now() <= TimeDelta::hours(1));
}

#[test]
fn a_name_that_leads_elsewhere_is_not_found() {
    let manners = Manners {
        leads_to: "127.0.0.77",
        ..Manners::default()
    };
    let mut scene = Scene::new(80, manners);
    scene.round();
    let own = scene.front.practice.app.certificates().own.clone().unwrap();
    assert_eq!(own.trouble.unwrap().0, Trouble::NotFound);
    assert!(own.next_try.is_some());
}

#[test]
fn an_authority_that_is_not_there_or_not_believed_is_silent() {
    let practice = Practice::new();
    practice.clock.set(Clock::system().now());
    let pebble = Pebble::planned();
    let mut keeper = Keeper::new(practice.app.clone(), &pebble.tls(), practice.folder.path(), 8080);
    let front = Front::of(practice, keeper.served(), Limits::default());
    front.run(keeper.round());
    let own = front.practice.app.certificates().own.clone().unwrap();
    assert_eq!(own.trouble.unwrap().0, Trouble::Silent);
}

#[test]
fn a_clock_that_may_be_wrong_asks_for_nothing() {
    let mut scene = Scene::new(8080, Manners::default());
    let clock = &scene.front.practice.clock;
    assert!(scene.front.practice.app.is_clock_trusted());
    clock.jump("2041-01-01T00:00:00Z".parse().unwrap());
    scene.round();
    let own = scene.front.practice.app.certificates().own.clone().unwrap();
    assert_eq!((own.lifetime, own.trouble), (None, None));
    assert_eq!(scene.pebble.log().matches("/order-plz").count(), 0);
    scene.front.practice.clock.reach_network_time();
    scene.front.practice.clock.jump(Clock::system().now());
    scene.front.practice.clock.reach_network_time();
    scene.round();
    let own = scene.front.practice.app.certificates().own.clone().unwrap();
    assert!(own.lifetime.is_some(), "{own:?} {}", scene.pebble.log());
}
