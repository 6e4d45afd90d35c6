//! The settings page of webhooks: what it refuses, and sending once more what was given up.

use grappe::domain::webhook::DeliveryTrouble;
use grappe::store::{Delivery, Tried};

use super::desk::TUESDAY_9;
use super::setup::form::filled;
use super::{Crew, field};
use crate::support::{Browser, Page};

const HOOKS: &str = "/admin/setup/webhooks";

fn asked(alice: &mut Browser, url: &str, private: bool) -> Page {
    let form = filled(&alice.get(HOOKS), HOOKS);
    let form = form.with(&[
        ("name", "Téléphonie"),
        ("url", url),
        ("event:appointment.booked", "1"),
    ]);
    let form = if private {
        form.with(&[("may_reach_private", "1")])
    } else {
        form
    };
    form.post(alice, HOOKS)
}

/// Gives the only delivery that is due up, as after the last attempt.
pub(super) fn given_up(site: &Crew) -> Delivery {
    let due = site.run(site.app.due_deliveries()).unwrap().remove(0);
    assert!(site.run(site.app.claim_delivery(&due.delivery)).unwrap());
    let tried = Tried {
        status: Some(500),
        trouble: Some(DeliveryTrouble::Status),
        again: None,
    };
    site.run(site.app.settle_delivery(due.delivery.id, 1, tried))
        .unwrap();
    due.delivery
}

#[test]
fn addresses_that_may_not_be_called_are_refused_with_a_reason() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    for (url, private, why) in [
        ("example.org/hook", false, "lisible"),
        ("http://example.org/hook", false, "https://"),
        ("https://example.org:8080/hook", false, "443"),
        ("https://a:b@example.org/hook", false, "avant « @ »"),
        ("https://192.168.1.10/hook", false, "cochez la case"),
        ("http://127.0.0.1:8080/hook", true, "127.0.0.1"),
        ("http://localhost:8080/hook", true, "localhost"),
        ("http://169.254.169.254/latest", true, "ne peut pas être appelée"),
    ] {
        let page = asked(&mut alice, url, private);
        assert_eq!(page.status, 422, "{url}");
        assert!(page.text().contains(why), "{url}: {}", page.text());
        assert!(page.text().contains("Téléphonie"), "the name stays typed");
    }
    assert!(site.run(site.app.webhooks()).unwrap().is_empty());
    asked(&mut alice, "http://192.168.1.10:8080/hook", true).assert(200, &["ne sera plus jamais affiché"]);
}

#[test]
fn the_administrator_sends_once_more_what_was_given_up_and_that_is_on_record() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    asked(&mut alice, "https://example.org/hook", false).assert(200, &[]);
    site.booked("Canari", "Zoé", TUESDAY_9);
    let page = alice.get(HOOKS);
    page.assert(200, &["En attente"]);
    assert!(!page.text().contains("Envoyer de nouveau"), "it goes by itself");
    let delivery = given_up(&site);
    let page = alice.get(HOOKS);
    page.assert(
        200,
        &[
            "Échec",
            "le programme a répondu 500",
            "1 essai",
            "Envoyer de nouveau",
        ],
    );
    let path = format!("{HOOKS}/deliveries/{}/resend", delivery.id);
    assert!(page.text().contains(&format!("action=\"{path}\"")));
    let csrf = field(&page, "csrf");

    let mut marie = site.signed_in("marie");
    let hers = field(&marie.get("/admin"), "csrf");
    assert_eq!(marie.post(&path, &[("csrf", &hers)]).status, 403);
    assert_eq!(
        alice.post(&path, &[]).status,
        403,
        "not without the token of the form"
    );
    assert_eq!(
        site.run(site.app.recent_deliveries(1)).unwrap()[0].state,
        "failed"
    );

    let before = site.revision();
    let answer = alice.post(&path, &[("csrf", &csrf)]);
    let done = format!("{HOOKS}?done=resent");
    assert_eq!(answer.location().as_deref(), Some(done.as_str()));
    let expected = [
        format!("user:{}", site.id("alice").0),
        "webhook.resend".to_owned(),
        format!("delivery:{}", delivery.id),
    ];
    assert_eq!(site.written_since(before), [expected]);
    alice
        .get(&done)
        .assert(200, &["de nouveau en attente", "En attente"]);
    alice.get("/admin/audit").assert(200, &["alice L'Hôte"]);
    let again = site.run(site.app.due_deliveries()).unwrap().remove(0).delivery;
    assert_eq!(
        (again.key, again.attempts),
        (delivery.key, 0),
        "under its identity"
    );
}
