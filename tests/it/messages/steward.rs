//! What the staff is told by message: the agenda of the day, a line that is down. Once, and nothing about anybody who comes.

use chrono::TimeDelta;
use grappe::app::{FreeIdentity, MailWishes, Notice, SmsRules, Spend, StaffEntry};
use grappe::config::Secret;
use grappe::domain::contact::Email;
use grappe::domain::id::StaffId;
use grappe::domain::patient::Language;
use grappe::domain::staff::{Actor, Role};
use grappe::messages::{Steward, letter, short};
use grappe::store::Outcome;

use super::carriers::double::Double;
use super::scenes::{TELLING, happens, practice};
use crate::support::filled::names;
use crate::support::house::{Practice, instant};

const BASE: &str = "https://rdv.example.org";

/// Somebody of the staff who wants to be told things.
async fn wishing(practice: &Practice, entry: StaffEntry, wishes: MailWishes) -> StaffId {
    let app = &practice.app;
    let id = app.create_staff(Actor::System, entry).await.unwrap();
    app.save_mail_wishes(id, wishes).await.unwrap();
    id
}

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

async fn round(practice: &Practice) -> usize {
    let steward = Steward::new(practice.app.clone(), Some(BASE.to_owned()));
    steward.round().await.unwrap()
}

async fn newest(practice: &Practice) -> Notice {
    practice.app.recent_notices(1).await.unwrap().remove(0)
}

#[tokio::test]
async fn the_agenda_leaves_once_a_day_at_its_hour_and_names_nobody() {
    let (practice, care, asked) = practice().await;
    happens(&practice, (care, asked), "confirmed", Language::Fr).await;
    let doctor = *practice
        .app
        .agenda()
        .set_up()
        .practitioners
        .keys()
        .next()
        .unwrap();
    let entry = StaffEntry {
        email: Some(email("helene@example.org")),
        practitioner: Some(doctor),
        ..StaffEntry::new("helene", "Hélène", Role::Practitioner)
    };
    let wishes = MailWishes {
        agenda_hour: Some(7),
        ..MailWishes::default()
    };
    let id = wishing(&practice, entry, wishes.clone()).await;
    for (now, written) in [
        // Tuesday 3 March at 6 h 59 and at 7 h in Paris, a minute later, and after a wish for another hour.
        ("2026-03-03T05:59:00Z", 0),
        ("2026-03-03T06:00:00Z", 1),
        ("2026-03-03T06:01:00Z", 0),
    ] {
        practice.clock.set(instant(now));
        assert_eq!(round(&practice).await, written, "{now}");
    }
    let later = MailWishes {
        agenda_hour: Some(8),
        ..wishes
    };
    practice.app.save_mail_wishes(id, later).await.unwrap();
    practice.clock.set(instant("2026-03-03T07:30:00Z"));
    assert_eq!(round(&practice).await, 0, "the day was told already");
    practice.clock.set(instant("2026-03-04T07:30:00Z"));
    assert_eq!(round(&practice).await, 0, "nobody comes that day");

    let notice = newest(&practice).await;
    let agenda = practice.app.agenda();
    let letter = letter(&notice, &agenda.set_up().practice, BASE).unwrap();
    let text = letter.text.replace('\u{a0}', " ");
    assert_eq!(letter.subject, "Votre agenda du mardi 3 mars 2026");
    assert!(text.contains("1 rendez-vous, jusqu'à 9 h"), "{text}");
    assert!(
        text.contains("https://rdv.example.org/admin?day=2026-03-03"),
        "{text}"
    );
    for word in TELLING {
        assert!(
            !letter.subject.contains(word) && !text.contains(word),
            "{word} in {text}"
        );
    }
}

#[tokio::test]
async fn an_agenda_that_is_late_by_hours_is_not_sent() {
    let (practice, care, asked) = practice().await;
    happens(&practice, (care, asked), "confirmed", Language::Fr).await;
    let doctor = *practice
        .app
        .agenda()
        .set_up()
        .practitioners
        .keys()
        .next()
        .unwrap();
    let entry = StaffEntry {
        email: Some(email("helene@example.org")),
        practitioner: Some(doctor),
        ..StaffEntry::new("helene", "Hélène", Role::Practitioner)
    };
    let wishes = MailWishes {
        agenda_hour: Some(4),
        ..MailWishes::default()
    };
    wishing(&practice, entry, wishes).await;
    practice.clock.set(instant("2026-03-03T07:00:00Z"));
    assert_eq!(round(&practice).await, 0);
}

#[tokio::test]
async fn a_line_that_is_down_is_told_once_on_the_other_channel() {
    let (practice, care, asked) = practice().await;
    let entry = StaffEntry {
        email: Some(email("alice@example.org")),
        ..StaffEntry::new("alice", "Alice", Role::Administrator)
    };
    let wishes = MailWishes {
        alerts: true,
        phone: Some("+33612345678".to_owned()),
        ..MailWishes::default()
    };
    wishing(&practice, entry, wishes).await;
    happens(&practice, (care, asked), "confirmed", Language::Fr).await;
    let app = &practice.app;
    let waiting = newest(&practice).await.message;
    let ended = async |outcome: Outcome| {
        let attempt = app.claim_notice(&waiting).await.unwrap().unwrap();
        app.settle_notice(waiting.id, attempt, outcome).await.unwrap();
    };
    ended(Outcome::Later(app.now(), "connection refused".to_owned())).await;
    assert_eq!(round(&practice).await, 0, "it may be back in a minute");
    practice.clock.advance(TimeDelta::minutes(29));
    assert_eq!(round(&practice).await, 0);
    practice.clock.advance(TimeDelta::minutes(1));
    assert_eq!(round(&practice).await, 1);
    practice.clock.advance(TimeDelta::minutes(1));
    assert_eq!(round(&practice).await, 0, "once for each trouble");
    let told = newest(&practice).await;
    let agenda = app.agenda();
    let text = short(&told, &agenda.set_up().practice, BASE).unwrap();
    assert!(text.starts_with("Aucun courriel ne part depuis le"), "{text}");

    practice.clock.advance(TimeDelta::minutes(1));
    ended(Outcome::Sent(None)).await;
    assert_eq!(round(&practice).await, 0);
    assert!(app.lines_down().await.unwrap().is_empty(), "it is up again");
}

#[tokio::test]
async fn a_ceiling_that_is_reached_is_told_once_a_day_with_what_to_do() {
    let practice = Practice::new();
    let entry = StaffEntry {
        email: Some(email("alice@example.org")),
        ..StaffEntry::new("alice", "Alice", Role::Administrator)
    };
    let wishes = MailWishes {
        alerts: true,
        ..MailWishes::default()
    };
    wishing(&practice, entry, wishes).await;
    let app = &practice.app;
    let rules = SmsRules {
        price_mills: 65,
        cap_cents: Some(10),
        sends_codes: false,
        codes_a_day: 30,
        prefixes: Vec::new(),
    };
    app.save_sms_rules(Actor::System, rules).await.unwrap();
    assert_eq!(round(&practice).await, 0);
    assert_eq!(app.begin_sms_trial(Actor::System).await.unwrap(), Spend::Granted);
    assert_eq!(round(&practice).await, 1, "the next one would be too much");
    practice.clock.advance(TimeDelta::minutes(5));
    assert_eq!(round(&practice).await, 0, "once a day");
    let notice = newest(&practice).await;
    let agenda = app.agenda();
    let letter = letter(&notice, &agenda.set_up().practice, BASE).unwrap();
    assert_eq!(letter.subject, "Le plafond des SMS du jour est atteint");
    let text = letter.text.replace('\u{a0}', " ");
    assert!(
        text.contains("aucun autre ne part avant le mardi 3 mars à 0 h"),
        "{text}"
    );
    assert!(
        text.contains("un administrateur doit relever le plafond"),
        "{text}"
    );
    practice.clock.set(instant("2026-03-03T07:00:00Z"));
    assert_eq!(round(&practice).await, 0, "another day has another ceiling");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_gave_a_line_at_free_mobile_is_told_there_once_whatever_else_is_down() {
    let (practice, care, asked) = practice().await;
    let app = &practice.app;
    // Neither an address nor a phone that a line of the practice could reach.
    let entry = StaffEntry::new("alice", "Alice", Role::Administrator);
    let wishes = MailWishes {
        alerts: true,
        ..MailWishes::default()
    };
    let alice = wishing(&practice, entry, wishes).await;
    let identity = FreeIdentity {
        user: "12345678".to_owned(),
        pass: Secret::new("s3cretKey14abc"),
    };
    app.save_free_mobile(alice, Some(identity.clone())).await.unwrap();
    assert_eq!(app.free_mobile(alice).await.unwrap(), Some(identity));
    let kept = names(
        &practice.database(),
        "SELECT value FROM settings WHERE key = 'mail.free_mobile'",
    );
    assert!(
        kept[0].contains("12345678") && !kept[0].contains("s3cretKey14abc"),
        "{kept:?}"
    );

    let double = Double::of("smsapi.free-mobile.fr");
    let steward = Steward::new(app.clone(), Some(BASE.to_owned())).with_wire(double.wire(app.clock()));
    let round = async || steward.round().await.unwrap();
    happens(&practice, (care, asked), "confirmed", Language::Fr).await;
    let waiting = newest(&practice).await.message;
    let attempt = app.claim_notice(&waiting).await.unwrap().unwrap();
    let later = Outcome::Later(app.now(), "connection refused".to_owned());
    app.settle_notice(waiting.id, attempt, later).await.unwrap();
    assert_eq!(round().await, 0, "it may be back in a minute");
    practice.clock.advance(TimeDelta::minutes(31));

    // Too many at once is surely no message: again a little later, not at once.
    double.answers(402, "");
    assert_eq!((round().await, round().await), (1, 0));
    practice.clock.advance(TimeDelta::minutes(3));
    double.answers(200, "");
    assert_eq!((round().await, round().await), (1, 0), "once");
    let heard = double.heard();
    assert_eq!(heard.len(), 2);
    for request in heard {
        let begin =
            "GET /sendmsg?user=12345678&pass=s3cretKey14abc&msg=Aucun%20courriel%20ne%20part%20depuis";
        assert!(request.starts_with(begin), "{request}");
        assert!(
            request.contains("rdv.example.org%2Fadmin%2Fmessages"),
            "{request}"
        );
    }
    app.save_free_mobile(alice, None).await.unwrap();
    assert_eq!(app.free_mobile(alice).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_alert_of_unknown_fate_is_not_told_again() {
    let practice = Practice::new();
    let app = &practice.app;
    let entry = StaffEntry::new("bruno", "Bruno", Role::Administrator);
    let wishes = MailWishes {
        alerts: true,
        ..MailWishes::default()
    };
    let bruno = wishing(&practice, entry, wishes).await;
    let identity = FreeIdentity {
        user: "87654321".to_owned(),
        pass: Secret::new("another14chars"),
    };
    app.save_free_mobile(bruno, Some(identity)).await.unwrap();
    let rules = SmsRules {
        price_mills: 65,
        cap_cents: Some(5),
        sends_codes: false,
        codes_a_day: 30,
        prefixes: Vec::new(),
    };
    // Not even one is allowed: the ceiling is reached from the start.
    app.save_sms_rules(Actor::System, rules).await.unwrap();
    let double = Double::of("smsapi.free-mobile.fr");
    let steward = Steward::new(app.clone(), None).with_wire(double.wire(app.clock()));
    double.drops();
    assert_eq!(steward.round().await.unwrap(), 1);
    practice.clock.advance(TimeDelta::hours(1));
    assert_eq!(steward.round().await.unwrap(), 0, "rather not at all than twice");
    assert_eq!(double.heard().len(), 1);
}
