//! Certificates that were really given, by either proof, and renewed under open connections.

use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;

use chrono::TimeDelta;
use grappe::certificates::Keeper;
use grappe::sys::clock::Clock;
use grappe::web::listener::Limits;

use super::super::front::{Front, Speaks, asks, shown};
use super::pebble::{Manners, NAME, Pebble};
use crate::support::house::Practice;

/// A practice that asks an authority which looks for proofs at its ports.
pub(super) struct Scene {
    pub(super) pebble: Pebble,
    pub(super) front: Front,
    pub(super) keeper: Keeper,
}

impl Scene {
    /// `plain_port`: what the practice believes of its plain port; 80 makes it try the proof by path first.
    pub(super) fn new(plain_port: u16, manners: Manners) -> Self {
        let practice = Practice::new();
        // Pebble has the machine's clock.
        practice.clock.set(Clock::system().now());
        let mut pebble = Pebble::planned();
        let keeper = Keeper::new(
            practice.app.clone(),
            &pebble.tls(),
            practice.folder.path(),
            plain_port,
        );
        let front = Front::of(practice, keeper.served(), Limits::default());
        pebble.begin(front.plain.port(), front.encrypted.port(), manners);
        front.run(pebble.ready());
        Self {
            pebble,
            front,
            keeper,
        }
    }

    pub(super) fn round(&mut self) {
        self.front.run(self.keeper.round());
    }

    fn own(&self) -> grappe::domain::certificate::Own {
        self.front.practice.app.certificates().own.clone().unwrap()
    }
}

fn obtains(plain_port: u16, is_by_path: bool) {
    let mut scene = Scene::new(plain_port, Manners::default());
    scene.round();
    let own = scene.own();
    assert_eq!(own.trouble, None, "{}", scene.pebble.log());
    let believers = scene.front.run(scene.pebble.believers());
    let mut line = Speaks::as_usual(&believers)
        .to(scene.front.encrypted, NAME)
        .unwrap();
    let answer = asks(&mut line, "/privacy").unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let log = scene.pebble.log();
    assert_eq!(
        log.contains("Attempting to validate w/ HTTP"),
        is_by_path,
        "{log}"
    );
    // Nothing is due, so nobody is asked.
    let orders = scene.pebble.log().matches("/order-plz").count();
    scene.round();
    assert_eq!(scene.pebble.log().matches("/order-plz").count(), orders);
}

#[test]
fn by_path() {
    obtains(80, true);
}

#[test]
fn by_name() {
    obtains(8080, false);
}

#[test]
fn a_third_of_all_nonces_refused() {
    let manners = Manners {
        nonces_refused: 30,
        ..Manners::default()
    };
    let mut scene = Scene::new(8080, manners);
    // Three refusals in a row of one request end a try; that is one in 37, and every later try is due only after its pause.
    for _ in 0..8 {
        scene.round();
        if scene.own().lifetime.is_some() {
            break;
        }
        scene.front.practice.clock.advance(TimeDelta::hours(10));
    }
    assert!(scene.own().lifetime.is_some(), "{}", scene.pebble.log());
    assert!(scene.pebble.log().contains("reject 30% of good nonces"));
}

#[test]
fn proofs_of_an_earlier_order_are_taken_over() {
    let manners = Manners {
        reuses: 100,
        ..Manners::default()
    };
    let mut scene = Scene::new(8080, manners);
    scene.round();
    let first = scene.keeper.served().pair().unwrap();
    scene.front.practice.clock.advance(TimeDelta::days(61));
    scene.round();
    assert_eq!(scene.own().trouble, None, "{}", scene.pebble.log());
    let second = scene.keeper.served().pair().unwrap();
    assert!(!Arc::ptr_eq(&first, &second), "another one is served");
}

#[test]
fn a_renewal_with_a_third_of_life_left_drops_no_connection() {
    let mut scene = Scene::new(80, Manners::default());
    scene.round();
    let believers = scene.front.run(scene.pebble.believers());
    let speaks = Speaks::as_usual(&believers);
    let mut before = speaks.to(scene.front.encrypted, NAME).unwrap();
    asks(&mut before, "/privacy").unwrap();
    scene.front.practice.clock.advance(TimeDelta::days(59));
    scene.round();
    let early = speaks.to(scene.front.encrypted, NAME).unwrap();
    assert_eq!(shown(&before), shown(&early), "not yet");
    scene.front.practice.clock.advance(TimeDelta::days(2));
    scene.round();
    let after = speaks.to(scene.front.encrypted, NAME).unwrap();
    assert_ne!(shown(&before), shown(&after));
}

#[test]
fn a_start_serves_what_was_kept_and_asks_nobody() {
    let mut scene = Scene::new(8080, Manners::default());
    scene.round();
    let Scene {
        pebble,
        front,
        keeper,
    } = &scene;
    let data = front.practice.folder.path();
    let again = Keeper::new(front.practice.app.clone(), &pebble.tls(), data, 8080);
    assert_eq!(
        again.served().pair().unwrap().lifetime(),
        keeper.served().pair().unwrap().lifetime()
    );
    for file in std::fs::read_dir(data.join("tls")).unwrap() {
        let file = file.unwrap();
        let mode = file.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", file.path().display());
    }
    assert!(!data.join("tls/order.json").exists(), "the order is done");
}

#[test]
fn a_name_that_was_added_is_asked_for_at_once() {
    let mut first = Scene::new(8080, Manners::default());
    first.round();
    let practice = &first.front.practice;
    let mut pebble = Pebble::planned();
    let mut tls = pebble.tls();
    tls.names.push("www.example.org".to_owned());
    let mut keeper = Keeper::new(practice.app.clone(), &tls, practice.folder.path(), 8080);
    let front = Front::of(Practice::new(), keeper.served(), Limits::default());
    pebble.begin(front.plain.port(), front.encrypted.port(), Manners::default());
    front.run(pebble.ready());
    assert!(!keeper.served().pair().unwrap().is_for("www.example.org"));
    front.run(keeper.round());
    let pair = keeper.served().pair().unwrap();
    assert!(
        pair.is_for(NAME) && pair.is_for("www.example.org"),
        "{}",
        pebble.log()
    );
}
