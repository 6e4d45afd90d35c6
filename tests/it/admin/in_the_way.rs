//! What is in the way of messages, as the staff sees it: lines that are down, the ceiling of a day; and who of them is told by message.

use chrono::TimeDelta;
use grappe::app::{LineNews, SmsRules, Turn};
use grappe::store::{LineState, Medium, Outcome};
use grappe::web::Settings;

use super::outbox::{book, settle};
use super::{Crew, field};
use crate::support::house::secretary;

#[test]
fn a_line_that_is_down_is_told_with_what_to_do() {
    let site = Crew::demo();
    book(&site, "2026-03-03T08:00:00Z", "Léo");
    let later = site.app.now() + TimeDelta::minutes(5);
    settle(&site, Outcome::Later(later, "no answer within 20 s".to_owned()));
    site.run(site.app.watch_lines()).unwrap();
    let mut marie = site.signed_in("marie");
    let down = "Aucun courriel ne part depuis";
    assert!(!marie.get("/admin/messages").text().contains(down), "not yet");
    site.clock.advance(TimeDelta::minutes(31));
    // Half an hour without a click ends a session.
    let mut marie = site.signed_in("marie");
    let page = marie.get("/admin/messages");
    page.assert(
        200,
        &[
            down,
            "Rappeler tous ceux de demain",
            "vérifiez la connexion à Internet",
        ],
    );
    marie.get("/admin/to-do").assert(200, &[down]);
    site.clock.advance(TimeDelta::seconds(1));
    settle(&site, Outcome::Sent(None));
    assert!(
        !marie.get("/admin/messages").text().contains(down),
        "it is up again"
    );
    site.run(site.app.watch_lines()).unwrap();
    // A password that is refused is not put right by waiting.
    book(&site, "2026-03-03T09:00:00Z", "Max");
    site.clock.advance(TimeDelta::seconds(1));
    settle(&site, Outcome::Later(later, "535 5.7.8 bad password".to_owned()));
    site.run(site.app.watch_lines()).unwrap();
    marie
        .get("/admin/messages")
        .assert(200, &[down, "vérifier l'identifiant et le mot de passe"]);
}

/// Tells the books of a way, with these lines, about one of them.
fn told(site: &Crew, (medium, lines): (Medium, &[&str]), name: &str, news: LineNews) {
    let names = lines.iter().map(|name| (*name).to_owned()).collect();
    site.run(site.app.declare_lines(medium, names)).unwrap();
    let turn = Turn {
        medium,
        ended: Vec::new(),
        news: vec![(name.to_owned(), news)],
        claims: Vec::new(),
    };
    site.run(site.app.turn(turn)).unwrap();
}

fn stopped(why: &str) -> LineNews {
    LineNews::Is(LineState::Stopped, Some(why.to_owned()))
}

const WORKING: LineNews = LineNews::Is(LineState::Working, None);
const EMAIL: (Medium, &[&str]) = (Medium::Email, &["smtp"]);
const TEXT: (Medium, &[&str]) = (Medium::Text, &["one", "two"]);

#[test]
fn a_line_that_is_left_alone_is_told_with_its_remedy_and_its_next_try() {
    let site = Crew::demo();
    let hour = site.app.clock().elapsed() + std::time::Duration::from_hours(1);
    book(&site, "2026-03-03T08:00:00Z", "Léo");
    told(&site, TEXT, "one", WORKING);
    told(&site, EMAIL, "smtp", stopped("535 5.7.8 bad password"));
    told(&site, EMAIL, "smtp", LineNews::NextTry(Some(hour)));
    let mut marie = site.signed_in("marie");
    let down = "Aucun courriel ne part depuis";
    marie.get("/admin/messages").assert(
        200,
        &[
            down,
            "(1 en attente)",
            "vérifier l'identifiant et le mot de passe",
            "part par SMS si le patient a un mobile",
            "Prochain essai de lui-même",
            "535 5.7.8 bad password",
        ],
    );
    marie.get("/admin/to-do").assert(200, &[down]);
    told(&site, EMAIL, "smtp", WORKING);
    let page = marie.get("/admin/messages").text();
    assert!(!page.contains(down), "{page}");
}

#[test]
fn one_of_two_lines_of_text_messages_relieves_the_other() {
    let site = Crew::demo();
    told(&site, EMAIL, "smtp", stopped("535 5.7.8 bad password"));
    told(&site, TEXT, "one", stopped("credentials: HTTP 401"));
    let mut marie = site.signed_in("marie");
    let page = marie.get("/admin/messages");
    // What is known of text messages is more than of letters.
    page.assert(
        200,
        &[
            "La ligne one ne marche pas",
            "ne reconnaît pas la clé",
            "HTTP 401",
        ],
    );
    assert!(!page.text().contains("credentials"), "a spelling of ours");
    let resting = LineNews::Is(LineState::Resting, Some("unreachable".to_owned()));
    told(&site, TEXT, "two", resting);
    marie
        .get("/admin/messages")
        .assert(200, &["Aucun SMS ne part", "Aucune autre voie ne marche."]);
    told(&site, TEXT, "one", WORKING);
    told(&site, TEXT, "two", WORKING);
    let page = marie.get("/admin/messages").text();
    assert!(
        !page.contains("SMS ne part depuis") && !page.contains("ne marche pas"),
        "{page}"
    );
}

#[test]
fn a_ceiling_that_is_reached_is_told_with_what_to_do() {
    let site = Crew::demo();
    let rules = SmsRules {
        price_mills: 65,
        cap_cents: Some(10),
        sends_codes: false,
        codes_a_day: 30,
        prefixes: Vec::new(),
    };
    site.run(site.app.save_sms_rules(secretary(), rules)).unwrap();
    let words = "Le plafond des SMS du jour est atteint";
    let mut marie = site.signed_in("marie");
    assert!(!marie.get("/admin/messages").text().contains(words));
    site.run(site.app.begin_sms_trial(secretary())).unwrap();
    let page = marie.get("/admin/messages");
    page.assert(200, &[words, "un administrateur doit relever le plafond"]);
    assert!(!page.text().contains("/admin/setup/sms"), "she may not");
    site.signed_in("alice")
        .get("/admin/messages")
        .assert(200, &[words, "href=\"/admin/setup/sms\""]);
}

#[test]
fn who_wants_what_by_message_is_said_on_the_own_account() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let path = "/admin/account/messages";
    let page = alice.get(path);
    page.assert(200, &["Me prévenir quand les courriels"]);
    alice.get("/admin/account").assert(200, &[path]);
    let csrf = field(&page, "csrf");
    let wrong = [("csrf", csrf.as_str()), ("alerts", "1"), ("phone", "0472000000")];
    alice
        .post(path, &wrong)
        .assert(422, &["un numéro de mobile français", "0472000000"]);
    let right = [
        ("csrf", csrf.as_str()),
        ("alerts", "1"),
        ("phone", "06 12 34 56 78"),
    ];
    assert_eq!(alice.post(path, &right).status, 303);
    let wishes = site.run(site.app.mail_wishes(site.id("alice"))).unwrap();
    assert!(wishes.alerts);
    assert_eq!(wishes.phone.as_deref(), Some("+33612345678"));
    alice.get(path).assert(200, &["06", "checked"]);
    // The desk is told nothing that is the administrator's to see to.
    let mut marie = site.signed_in("marie");
    marie.get(path).assert(200, &["il n'y a rien à choisir ici"]);
    let csrf = field(&marie.get(path), "csrf");
    marie.post(path, &[("csrf", csrf.as_str()), ("alerts", "1")]);
    assert!(!site.run(site.app.mail_wishes(site.id("marie"))).unwrap().alerts);
}

#[test]
fn the_own_line_at_free_mobile_is_kept_sealed_and_its_key_is_not_shown() {
    let site = Crew::with(Settings {
        calls_nobody: true,
        is_demo: true,
        ..Settings::default()
    });
    let mut alice = site.signed_in("alice");
    let path = "/admin/account/messages";
    let page = alice.get(path);
    page.assert(200, &["Ma ligne Free Mobile"]);
    assert!(!page.text().contains("M'envoyer un essai"), "nothing to try yet");
    let csrf = field(&page, "csrf");
    let mut sent = |user: &str, pass: &str| {
        let fields = [
            ("csrf", csrf.as_str()),
            ("alerts", "1"),
            ("free_user", user),
            ("free_pass", pass),
        ];
        alice.post(path, &fields)
    };
    sent("12345678", "").assert(422, &["id=\"free_pass-error\"", "12345678"]);
    sent("abc", "s3cretKey14abc").assert(422, &["id=\"free_user-error\""]);
    sent("12345678", "a key&b").assert(422, &["id=\"free_pass-error\""]);
    assert_eq!(sent("12345678", "s3cretKey14abc").status, 303);
    // An empty key leaves the one that is kept; another number needs its own.
    assert_eq!(sent("12345678", "").status, 303);
    sent("12345679", "").assert(422, &["id=\"free_pass-error\""]);
    let kept = site.run(site.app.free_mobile(site.id("alice"))).unwrap().unwrap();
    assert_eq!(
        (kept.user.as_str(), kept.pass.reveal()),
        ("12345678", "s3cretKey14abc")
    );
    let page = alice.get(path);
    page.assert(200, &["12345678", "M'envoyer un essai par Free Mobile"]);
    assert!(!page.text().contains("s3cretKey14abc"));
    alice
        .post(&format!("{path}/trial"), &[("csrf", csrf.as_str())])
        .assert(200, &["La démonstration n'envoie rien"]);
    let gone = [("csrf", csrf.as_str()), ("alerts", "1"), ("free_user", "")];
    assert_eq!(alice.post(path, &gone).status, 303);
    assert_eq!(
        site.run(site.app.free_mobile_user(site.id("alice"))).unwrap(),
        None
    );
}
