//! What the staff sees of messages, and what a visitor of the demonstration sees.

use grappe::app::{BookingRequest, ForWhom};
use grappe::store::Outcome;
use grappe::web::Settings;

use super::Crew;
use crate::support::house::{instant, person, secretary};
use crate::support::practice::CONSULTATION;

fn book(site: &Crew, start: &str, given: &str) -> String {
    let request = BookingRequest::new(
        CONSULTATION,
        None,
        instant(start),
        ForWhom::Declared(Box::new(person("Petit", given))),
        secretary(),
    );
    site.run(site.app.book(request, None)).unwrap().link
}

/// Lets the newest message end like this.
fn settle(site: &Crew, outcome: Outcome) {
    let notice = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    let attempt = site.run(site.app.claim_notice(&notice.message)).unwrap().unwrap();
    site.run(site.app.settle_notice(notice.message.id, attempt, outcome))
        .unwrap();
}

#[test]
fn the_desk_sees_whom_to_phone() {
    let site = Crew::with(Settings {
        is_mail_off: true,
        ..Settings::default()
    });
    book(&site, "2026-03-03T08:00:00Z", "Léo");
    settle(&site, Outcome::Failed("550 no <b>such</b> mailbox".to_owned()));
    book(&site, "2026-03-03T08:30:00Z", "Zoé");
    settle(&site, Outcome::Sent(None));
    book(&site, "2026-03-03T09:00:00Z", "Max");
    let mut marie = site.signed_in("marie");
    let page = marie.get("/admin/outbox");
    assert_eq!(page.status, 200);
    let text = page.text();
    let at = |word: &str| text.find(word).unwrap_or_else(|| panic!("{word}: {text}"));
    assert!(at("Peut-être pas arrivés") < at("PETIT Léo"));
    assert!(at("PETIT Léo") < at("En attente"));
    assert!(at("En attente") < at("PETIT Max") && at("PETIT Max") < at("Réglés"));
    assert!(at("Réglés") < at("PETIT Zoé"));
    assert!(text.contains("refusé par le serveur"));
    assert!(!text.contains("<b>such"), "the server's words are text");
    assert!(text.contains("Aucun serveur de courriel n'est configuré"));
    assert!(marie.get("/admin").text().contains("Voir les messages"));
    assert_eq!(site.signed_in("rose").get("/admin/outbox").status, 403);
}

#[test]
fn the_demonstration_shows_what_patients_would_read() {
    let site = Crew::demo();
    let link = book(&site, "2026-03-03T08:00:00Z", "Léo");
    let mut visitor = site.browser();
    let page = visitor.get("/demo/outbox");
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(
        text.contains("Rendez-vous confirmé : mardi 3 mars à 9 h – Cabinet T."),
        "{text}"
    );
    let manage = format!("http://{}/m/{link}", site.address);
    assert!(page.values("<a href=\"").contains(&manage), "{text}");
    let files = page.values("href=\"");
    let file = files.iter().find(|href| href.ends_with("/calendar.ics")).unwrap();
    let calendar = visitor.get(file);
    assert_eq!(
        calendar.header("content-type"),
        Some("text/calendar; charset=utf-8")
    );
    assert!(calendar.text().contains("BEGIN:VEVENT"));
    assert_eq!(visitor.get("/demo/outbox/999/calendar.ics").status, 404);
}

#[test]
fn a_real_practice_shows_nobodys_messages() {
    let site = Crew::with(Settings::default());
    book(&site, "2026-03-03T08:00:00Z", "Léo");
    let mut visitor = site.browser();
    for path in ["/demo/outbox", "/demo/outbox/1/calendar.ics"] {
        assert_eq!(visitor.get(path).status, 404, "{path}");
    }
}
