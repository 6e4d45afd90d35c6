//! What the staff sees of messages and does about them, and what a visitor of the demonstration sees.

use chrono::TimeDelta;
use grappe::app::{BookingRequest, ForWhom};
use grappe::store::{MessageQuery, Outcome};
use grappe::web::Settings;

use super::{Crew, field};
use crate::support::house::{instant, person, secretary};
use crate::support::practice::CONSULTATION;

pub(super) fn book(site: &Crew, start: &str, given: &str) -> String {
    let request = BookingRequest::new(
        CONSULTATION,
        None,
        instant(start),
        ForWhom::Declared(Box::new(person("Petit", given))),
        secretary(),
    );
    site.run(site.app.book(request, None)).unwrap().link
}

/// Lets the newest message end like this; its number.
pub(super) fn settle(site: &Crew, outcome: Outcome) -> i64 {
    let notice = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    let attempt = site.run(site.app.claim_notice(&notice.message)).unwrap().unwrap();
    site.run(site.app.settle_notice(notice.message.id, attempt, outcome))
        .unwrap();
    notice.message.id
}

/// The states of all messages, the oldest first.
fn states(site: &Crew) -> Vec<String> {
    let mut all = site.run(site.app.recent_notices(100)).unwrap();
    all.reverse();
    all.into_iter().map(|notice| notice.message.state).collect()
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
    assert_eq!(
        marie.get("/admin/outbox").location().as_deref(),
        Some("/admin/messages"),
        "the old address leads there"
    );
    let page = marie.get("/admin/messages");
    assert_eq!(page.status, 200);
    let text = page.text();
    let text = &text[text.find("<section").unwrap()..];
    let at = |word: &str| text.find(word).unwrap_or_else(|| panic!("{word}: {text}"));
    assert!(at("Peut-être pas arrivés") < at("PETIT Léo"));
    assert!(at("PETIT Léo") < at("En attente"));
    assert!(at("En attente") < at("PETIT Max") && at("PETIT Max") < at("Réglés"));
    // Her reminder waits as well.
    assert!(at("Réglés") < text.rfind("PETIT Zoé").unwrap());
    assert!(text.contains("refusé par le serveur"));
    assert!(text.contains("L'adresse ou le numéro n'existe pas."), "{text}");
    assert!(!text.contains("<b>such"), "the server's words are text");
    page.assert(200, &["Aucun serveur de courriel n'est configuré"]);
    page.assert(200, &["1 message parti, 1 en échec."]);
    assert!(marie.get("/admin").text().contains("Voir les messages"));
    assert_eq!(site.signed_in("rose").get("/admin/messages").status, 403);
}

#[test]
fn what_failed_is_sent_once_more_to_the_address_of_now() {
    let site = Crew::demo();
    book(&site, "2026-03-03T08:00:00Z", "Léo");
    let old = settle(&site, Outcome::Failed("550 5.1.1 no such user".to_owned()));
    let mut marie = site.signed_in("marie");
    let page = marie.get("/admin/messages");
    let csrf = field(&page, "csrf");
    let resend = format!("/admin/messages/{old}/resend");
    let stale = [("csrf", csrf.as_str()), ("state", "sent")];
    assert_eq!(
        marie.post(&resend, &stale).status,
        409,
        "it is not as somebody saw it"
    );
    let seen = [("csrf", csrf.as_str()), ("state", "failed_permanent")];
    assert_eq!(
        marie.post(&resend, &seen).location().as_deref(),
        Some("/admin/messages?done=resent")
    );
    assert_eq!(states(&site), ["failed_permanent", "pending"]);
    let all = site.run(site.app.recent_notices(2)).unwrap();
    assert_ne!(all[0].message.key, all[1].message.key, "a row of its own");
    assert_eq!(all[0].message.appointment, all[1].message.appointment);
    assert!(site.recorded("message.resend"));
    // It is no longer in trouble, and a second click sends nothing more.
    marie.post(&resend, &seen).assert(409, &["attend déjà de partir"]);
    let page = marie.get("/admin/messages");
    page.assert(200, &["Aucun message n'est en difficulté.", "renvoyé"]);
    settle(&site, Outcome::Sent(None));
    assert_eq!(states(&site), ["failed_permanent", "sent"]);
}

#[test]
fn what_may_have_arrived_is_repeated_only_by_somebody_who_is_sure() {
    let site = Crew::demo();
    book(&site, "2026-03-03T08:00:00Z", "Léo");
    let old = settle(&site, Outcome::Unknown("silence after the dot".to_owned()));
    let mut marie = site.signed_in("marie");
    let page = marie.get("/admin/messages");
    page.assert(
        200,
        &["Nul ne sait si le message est arrivé.", "Renvoyer quand même"],
    );
    let csrf = field(&page, "csrf");
    let resend = format!("/admin/messages/{old}/resend");
    let unsure = [("csrf", csrf.as_str()), ("state", "unknown")];
    marie
        .post(&resend, &unsure)
        .assert(409, &["a peut-être déjà reçu ce message"]);
    assert_eq!(states(&site), ["unknown"]);
    let sure = [("csrf", csrf.as_str()), ("state", "unknown"), ("sure", "1")];
    assert_eq!(marie.post(&resend, &sure).status, 303);
    assert_eq!(
        states(&site),
        ["given_up", "pending"],
        "nobody asks after the first one any more, so that it cannot go a third time"
    );
    site.clock.advance(TimeDelta::hours(1));
    site.run(site.app.reconsider_notices()).unwrap();
    assert_eq!(states(&site), ["given_up", "pending"]);
}

#[test]
fn what_waits_is_called_off_and_what_was_phoned_is_seen_to() {
    let site = Crew::demo();
    book(&site, "2026-03-03T08:00:00Z", "Léo");
    let failed = settle(&site, Outcome::Failed("550".to_owned()));
    book(&site, "2026-03-03T08:30:00Z", "Zoé");
    let waiting = site.run(site.app.recent_notices(1)).unwrap()[0].message.id;
    let mut marie = site.signed_in("marie");
    let csrf = field(&marie.get("/admin/messages"), "csrf");
    let form = [("csrf", csrf.as_str())];
    let off = format!("/admin/messages/{waiting}/call-off");
    assert_eq!(marie.post(&off, &form).status, 303);
    assert_eq!(marie.post(&off, &form).status, 409, "it waits no more");
    assert_eq!(states(&site), ["failed_permanent", "cancelled"]);
    let handled = format!("/admin/messages/{failed}/handled");
    assert_eq!(marie.post(&handled, &form).status, 303);
    let page = marie.get("/admin/messages");
    page.assert(
        200,
        &["Aucun message n'est en difficulté.", "réglé par téléphone"],
    );
    assert!(site.recorded("message.call_off") && site.recorded("message.handle"));
    assert_eq!(marie.post("/admin/messages/999/handled", &form).status, 404);
    assert_eq!(marie.post("/admin/messages/x/resend", &form).status, 404);
}

#[test]
fn messages_are_found_by_date_by_patient_and_by_fate() {
    let site = Crew::demo();
    for (start, given) in [("2026-03-03T08:00:00Z", "Léo"), ("2026-03-03T08:30:00Z", "Zoé")] {
        book(&site, start, given);
        settle(&site, Outcome::Sent(None));
        site.clock.advance(TimeDelta::days(1));
    }
    let (rows, _) = site
        .run(site.app.message_rows(MessageQuery {
            limit: 10,
            ..MessageQuery::default()
        }))
        .unwrap();
    let leo = rows.last().unwrap().notice.about.clone().unwrap().patient;
    let mut marie = site.signed_in("marie");
    let page = marie.get(&format!("/admin/messages?patient={}", leo.id));
    page.assert(200, &["Messages à", "PETIT Léo"]);
    assert!(!page.text().contains("PETIT Zoé"), "{}", page.text());
    let card = marie.get(&format!("/admin/patients/{}", leo.id));
    card.assert(200, &[&format!("/admin/messages?patient={}", leo.id)]);
    let day = marie.get("/admin/messages?date=2026-03-03");
    assert!(day.text().contains("PETIT Zoé") && !day.text().contains("PETIT Léo"));
    let none = marie.get("/admin/messages?state=troubled&date=2026-03-03");
    none.assert(200, &["Aucun message ne correspond."]);
    // Whatever the address says, nothing breaks.
    for odd in [
        "page=0",
        "page=99999999",
        "date=2026-02-31",
        "state=x",
        "patient=0",
    ] {
        assert_eq!(marie.get(&format!("/admin/messages?{odd}")).status, 200, "{odd}");
    }
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

#[test]
fn those_of_tomorrow_are_on_a_sheet_to_be_called() {
    let site = Crew::demo();
    book(&site, "2026-03-03T08:00:00Z", "Léo");
    book(&site, "2026-03-04T08:00:00Z", "Zoé");
    let mut marie = site.signed_in("marie");
    marie
        .get("/admin/messages")
        .assert(200, &["Imprimer la liste de ceux de demain"]);
    let before = site.revision();
    let sheet = marie.get("/admin/messages/calls.pdf");
    assert_eq!(sheet.header("content-type"), Some("application/pdf"));
    assert!(
        sheet
            .header("content-disposition")
            .unwrap()
            .contains("appels-2026-03-03.pdf")
    );
    assert_eq!(
        site.revision(),
        before + 1,
        "one patient is on it, which is on record"
    );
    let shown = super::print::pages(&sheet.body).join("\n").replace('\u{a0}', " ");
    assert!(shown.contains("À rappeler pour le mardi 3 mars 2026"), "{shown}");
    assert!(
        shown.contains("PETIT Léo") && !shown.contains("PETIT Zoé"),
        "{shown}"
    );
    let other = marie.get("/admin/messages/calls.pdf?date=2026-03-04");
    assert!(
        other
            .header("content-disposition")
            .unwrap()
            .contains("appels-2026-03-04.pdf")
    );
    assert_eq!(marie.get("/admin/messages/calls.pdf?date=nie").status, 200);
    assert_eq!(
        site.signed_in("rose").get("/admin/messages/calls.pdf").status,
        403
    );
}
