//! The mail server, the key and the mailbox, as an administrator sets them up; what came back, on the list of what is to be done.

use grappe::config::{Smtp, TlsMode};
use grappe::domain::contact::Email;
use grappe::domain::doubt::RatherTwice;
use grappe::domain::mail::{CalendarMode, Returned};
use grappe::store::Outcome;
use grappe::web::Settings;

use super::super::desk::TUESDAY_9;
use super::Crew;
use super::form::filled;

const MAIL: &str = "/admin/setup/mail";

fn site() -> Crew {
    Crew::with(Settings {
        limit_factor: 1000,
        is_demo: true,
        ..Settings::default()
    })
}

/// A port on which nobody listens.
fn nobody_listens() -> String {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    free.local_addr().unwrap().port().to_string()
}

#[test]
fn a_server_that_is_typed_is_used_at_once_and_its_password_is_not_shown() {
    let site = site();
    let mut alice = site.signed_in("alice");
    alice.get("/admin/setup").assert(200, &[MAIL]);
    assert!(!site.app.has_mail_server());
    let form = filled(&alice.get(MAIL), MAIL);
    let saved = form
        .with(&[
            ("host", "SMTP.example.org"),
            ("tls", "tls"),
            ("user", "rdv"),
            ("password", "très secret"),
            ("from", "rdv@cabinet.example.org"),
        ])
        .post(&mut alice, MAIL);
    assert_eq!(saved.status, 303);
    let server = site.app.mail_setup().server.unwrap();
    assert_eq!(
        (server.host.as_str(), server.port, server.tls),
        ("smtp.example.org", 465, TlsMode::Tls)
    );
    assert_eq!(server.password.as_ref().unwrap().reveal(), "très secret");
    let page = alice.get(MAIL);
    page.assert(
        200,
        &["value=\"smtp.example.org\"", "Vérifier cabinet.example.org"],
    );
    assert!(!page.text().contains("très secret"));
    assert!(site.app.has_mail_server(), "messages can leave");
    let kept: String = site
        .database()
        .query_row(
            "SELECT value FROM settings WHERE key = 'mail.server'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert!(
        kept.contains("smtp.example.org") && !kept.contains("secret"),
        "sealed: {kept}"
    );

    // Without a new password the kept one stays, for this server only.
    let again = filled(&page, MAIL).with(&[("port", "2465")]);
    assert_eq!(again.clone().post(&mut alice, MAIL).status, 303);
    let server = site.app.mail_setup().server.unwrap();
    assert_eq!(
        (server.port, server.password.unwrap().reveal()),
        (2465, "très secret")
    );
    again
        .clone()
        .with(&[("host", "autre.example.org")])
        .post(&mut alice, MAIL)
        .assert(422, &["id=\"password-error\""]);
    assert_eq!(again.with(&[("host", "")]).post(&mut alice, MAIL).status, 303);
    assert!(!site.app.has_mail_server());
}

#[test]
fn clear_text_and_nonsense_are_refused_with_what_was_typed() {
    let site = site();
    let mut alice = site.signed_in("alice");
    let form = filled(&alice.get(MAIL), MAIL);
    let right = [
        ("host", "smtp.example.org"),
        ("tls", "tls"),
        ("from", "rdv@cabinet.example.org"),
    ];
    for (field, value) in [
        ("tls", "none"),
        ("tls", "ssl"),
        ("host", "https://smtp.example.org"),
        ("port", "70000"),
        ("from", "rdv@"),
    ] {
        let page = form
            .clone()
            .with(&right)
            .with(&[(field, value)])
            .post(&mut alice, MAIL);
        page.assert(422, &[&format!("id=\"{field}-error\"")]);
        assert!(!site.app.has_mail_server(), "{field}");
    }
    let relay = [
        ("host", "localhost"),
        ("tls", "none"),
        ("from", "rdv@cabinet.example.org"),
    ];
    assert_eq!(form.with(&relay).post(&mut alice, MAIL).status, 303);
}

#[test]
fn what_the_configuration_file_says_is_shown_and_not_changed() {
    let site = site();
    let app = site.app.clone().with_mail_server(Some(Smtp {
        host: "fichier.example.org".to_owned(),
        port: 587,
        tls: TlsMode::StartTls,
        user: None,
        password: None,
        from: Email::parse("rdv@cabinet.example.org").unwrap(),
    }));
    let mut alice = site.signed_in("alice");
    let page = alice.get(MAIL);
    page.assert(200, &["fichier.example.org", "du fichier de configuration"]);
    assert!(!page.text().contains("name=\"host\""));
    let token = filled(&page, &format!("{MAIL}/trial"));
    let fields = [("host", "autre.example.org"), ("tls", "tls"), ("from", "a@b.fr")];
    assert_eq!(token.with(&fields).post(&mut alice, MAIL).status, 303);
    assert_eq!(app.mail_setup().server.unwrap().host, "fichier.example.org");
}

#[test]
fn a_trial_that_reaches_nobody_says_what_to_look_at() {
    let site = site();
    let mut alice = site.signed_in("alice");
    let trial = format!("{MAIL}/trial");
    let form = filled(&alice.get(MAIL), &trial);
    form.post(&mut alice, &trial)
        .assert(200, &["d'abord le serveur d'envoi"]);
    let port = nobody_listens();
    let server = [
        ("host", "127.0.0.1"),
        ("port", port.as_str()),
        ("tls", "none"),
        ("from", "rdv@cabinet.example.org"),
    ];
    filled(&alice.get(MAIL), MAIL)
        .with(&server)
        .post(&mut alice, MAIL);
    let practice = "/admin/setup/practice";
    let named = filled(&alice.get(practice), practice).with(&[("email", "contact@cabinet.example.org")]);
    assert_eq!(named.post(&mut alice, practice).status, 303);
    let page = filled(&alice.get(MAIL), &trial).post(&mut alice, &trial);
    page.assert(
        200,
        &["Personne ne répond sous ce nom et ce port", "Le serveur dit"],
    );
    assert!(site.recorded("message.trial"));
}

#[test]
fn a_key_is_made_shown_and_turned_on() {
    let site = site();
    let mut alice = site.signed_in("alice");
    let server = [
        ("host", "localhost"),
        ("tls", "none"),
        ("from", "rdv@cabinet.example.org"),
    ];
    filled(&alice.get(MAIL), MAIL)
        .with(&server)
        .post(&mut alice, MAIL);
    let key = format!("{MAIL}/key");
    let turn = |alice: &mut crate::support::Browser, what: &str| {
        let page = alice.get(MAIL);
        filled(&page, &key).with(&[("do", what)]).post(alice, &key).status
    };
    assert_eq!(turn(&mut alice, "make"), 303);
    let made = site.app.mail_setup().dkim.unwrap();
    assert!(!made.is_on);
    let page = alice.get(MAIL);
    page.assert(
        200,
        &[&made.record_name(), "v=DKIM1; k=rsa; p=MIIB", "pas encore signés"],
    );
    assert_eq!(turn(&mut alice, "on"), 303);
    assert!(site.app.mail_setup().dkim.unwrap().is_on);
    assert_eq!(turn(&mut alice, "off"), 303);
    assert!(!site.app.mail_setup().dkim.unwrap().is_on);
    assert_eq!(turn(&mut alice, "perhaps"), 400);
}

#[test]
fn the_lines_of_a_received_message_are_read() {
    let site = site();
    let mut alice = site.signed_in("alice");
    let check = format!("{MAIL}/check");
    let form = filled(&alice.get(MAIL), &check);
    let head = "Authentication-Results: mx.google.com; dkim=pass header.i=@cabinet.fr; spf=fail; dmarc=pass";
    let page = form.clone().with(&[("head", head)]).post(&mut alice, &check);
    page.assert(200, &["Reconnu.", "Refusé.", "signature du message"]);
    form.with(&[("head", "Subject: bonjour")])
        .post(&mut alice, &check)
        .assert(200, &["ne contiennent pas"]);
}

#[test]
fn invitations_are_chosen_and_a_mailbox_that_does_not_open_is_told() {
    let site = site();
    let mut alice = site.signed_in("alice");
    let calendar = format!("{MAIL}/calendar");
    let form = filled(&alice.get(MAIL), &calendar);
    assert_eq!(
        form.with(&[("calendar", "request")])
            .post(&mut alice, &calendar)
            .status,
        303
    );
    assert_eq!(site.run(site.app.mail_calendar()).unwrap(), CalendarMode::Request);
    let returns = format!("{MAIL}/returns");
    let form = filled(&alice.get(MAIL), &returns);
    let port = nobody_listens();
    let fields = [
        ("returns_host", "127.0.0.1"),
        ("returns_port", port.as_str()),
        ("returns_user", "rdv"),
        ("returns_tls", "none"),
    ];
    form.clone()
        .with(&fields)
        .post(&mut alice, &returns)
        .assert(422, &["id=\"returns_password-error\""]);
    let page = form
        .with(&fields)
        .with(&[("returns_password", "secret")])
        .post(&mut alice, &returns);
    page.assert(200, &["la boîte ne s'ouvre pas"]);
    let kept = site.app.mail_setup().returns.unwrap();
    assert_eq!(
        (kept.folder.as_str(), kept.password.reveal()),
        ("INBOX", "secret")
    );
}

#[test]
fn rather_twice_is_chosen_for_reminders_and_for_the_rest() {
    let site = site();
    let mut alice = site.signed_in("alice");
    let doubt = format!("{MAIL}/doubt");
    let page = alice.get(MAIL);
    page.assert(
        200,
        &["annulations, confirmations, déplacements, codes", "rappels aussi"],
    );
    let form = filled(&page, &doubt);
    assert!(form.is_ticked("twice_others") && !form.is_ticked("twice_reminders"));
    let saved = form.with(&[("twice_reminders", "1")]).post(&mut alice, &doubt);
    assert_eq!(saved.status, 303);
    let both = RatherTwice {
        reminders: true,
        others: true,
    };
    assert_eq!(site.run(site.app.rather_twice()).unwrap(), both);
    let form = filled(&alice.get(MAIL), &doubt);
    let saved = form
        .with(&[("twice_others", ""), ("twice_reminders", "")])
        .post(&mut alice, &doubt);
    assert_eq!(saved.status, 303);
    let neither = RatherTwice {
        reminders: false,
        others: false,
    };
    assert_eq!(site.run(site.app.rather_twice()).unwrap(), neither);
}

#[test]
fn what_came_back_waits_for_somebody_and_is_settled_once() {
    let site = site();
    let appointment = site.booked("Roux", "Zoé", TUESDAY_9);
    let notice = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    let attempt = site.run(site.app.claim_notice(&notice.message)).unwrap().unwrap();
    site.run(
        site.app
            .settle_notice(notice.message.id, attempt, Outcome::Sent(None)),
    )
    .unwrap();
    let returned = Returned::Undelivered {
        id: notice.mail.id.clone(),
        status: "5.1.1".to_owned(),
        words: "no such mailbox".to_owned(),
    };
    assert!(site.run(site.app.take_returned(returned.clone())).unwrap());
    assert!(!site.run(site.app.take_returned(returned)).unwrap(), "once");
    let uid = notice.about.unwrap().event.uid;
    let uid = uid.strip_suffix("@grappe").unwrap().to_owned();
    assert!(
        site.run(site.app.take_returned(Returned::Declined { uid }))
            .unwrap()
    );
    assert!(site.recorded("message.returned") && site.recorded("appointment.declined"));

    let mut marie = site.signed_in("marie");
    let page = marie.get("/admin/to-do");
    page.assert(
        200,
        &[
            "Revenu par courriel",
            "(5.1.1)",
            "Invitation déclinée dans l'agenda",
        ],
    );
    assert!(
        page.text()
            .contains(&format!("/admin/appointments/{}", appointment.id))
    );
    marie.get("/admin/messages").assert(200, &["no such mailbox"]);
    let ids: Vec<i64> = site
        .run(site.app.mail_notices())
        .unwrap()
        .iter()
        .map(|notice| notice.id)
        .collect();
    for id in &ids {
        let path = format!("/admin/returned/{id}");
        let settled = filled(&marie.get("/admin/to-do"), &path).post(&mut marie, &path);
        assert_eq!(settled.status, 303);
    }
    let page = marie.get("/admin/to-do?done=returned");
    page.assert(200, &["C'est noté."]);
    assert!(!page.text().contains("Revenu par courriel"));
    let status = site.run(
        site.app
            .open_appointment(appointment.id, grappe::domain::staff::Actor::System),
    );
    assert_eq!(
        status.unwrap().unwrap().appointment.status,
        grappe::domain::booking::Status::Confirmed
    );
}
