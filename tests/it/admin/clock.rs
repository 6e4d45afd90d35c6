//! A clock that nothing vouches for: somebody of the staff may, of the very time that was shown, and what waits for the time goes then.

use chrono::TimeDelta;
use grappe::app::{BookingRequest, ForWhom};

use super::{Crew, field};
use crate::support::house::{instant, person, secretary};
use crate::support::practice::CONSULTATION;

const QUESTION: &str = "Cette heure et cette date sont-elles justes";

fn may_leave(site: &Crew) -> bool {
    let notice = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    site.run(site.app.claim_notice(&notice.message))
        .unwrap()
        .is_some()
}

#[test]
fn after_a_jump_the_desk_is_asked_and_its_word_lets_messages_go() {
    let site = Crew::demo();
    let request = BookingRequest::new(
        CONSULTATION,
        None,
        instant("2026-03-03T08:00:00Z"),
        ForWhom::Declared(Box::new(person("Petit", "Léo"))),
        secretary(),
    );
    site.run(site.app.book(request, None)).unwrap();
    let mut marie = site.signed_in("marie");
    assert!(!marie.get("/admin/messages").text().contains(QUESTION));
    marie.get("/admin/clock").assert(200, &["il n'y a rien à faire"]);

    site.clock.jump(site.clock.now() + TimeDelta::minutes(20));
    let page = marie.get("/admin/messages");
    page.assert(200, &[QUESTION, "lundi 2 mars 2026"]);
    assert!(!may_leave(&site));
    let csrf = field(&page, "csrf");
    let shown = field(&page, "shown");
    let answer = |right: &'static str| {
        [
            ("csrf", csrf.as_str().to_owned()),
            ("shown", shown.clone()),
            ("right", right.to_owned()),
        ]
    };
    let post = |marie: &mut crate::support::Browser, right: &'static str| {
        let fields = answer(right);
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        marie.post("/admin/clock", &fields).location().unwrap()
    };
    assert_eq!(post(&mut marie, "no"), "/admin/clock?done=no");
    marie
        .get("/admin/clock?done=no")
        .assert(200, &["Mettre l'appareil à l'heure", QUESTION]);
    assert!(!may_leave(&site), "as before");
    // The clock shows something else by now: what was said is of no use.
    let before = site.clock.now();
    site.clock.jump(before + TimeDelta::hours(3));
    assert_eq!(post(&mut marie, "yes"), "/admin/clock?done=stale");
    assert!(!may_leave(&site));
    site.clock.jump(before);
    assert_eq!(post(&mut marie, "yes"), "/admin/clock?done=yes");
    let page = marie.get("/admin/clock?done=yes");
    page.assert(200, &["part maintenant"]);
    assert!(!page.text().contains(QUESTION));
    assert!(site.recorded("clock.deny") && site.recorded("clock.confirm"));
    assert!(may_leave(&site));

    // Until the next jump; and nobody can say that it is right where it surely is not.
    site.clock.jump(instant("2024-01-01T00:00:00Z"));
    let page = marie.get("/admin/messages");
    page.assert(200, &["plus tôt que ce que Grappe a déjà enregistré"]);
    assert!(!page.text().contains(QUESTION));
}

#[test]
fn who_does_not_book_is_told_and_not_asked() {
    let site = Crew::demo();
    site.clock.jump(site.clock.now() + TimeDelta::minutes(20));
    let page = site.signed_in("rose").get("/admin");
    page.assert(200, &["Le secrétariat peut dire si c'est juste"]);
    assert!(!page.text().contains(QUESTION));
}
