//! What comes back by text message, and what a day may cost, over the real database.

use chrono::TimeDelta;
use grappe::app::{NewLine, SmsRules, Spend, UNSEEN_MAX, spend};
use grappe::domain::contact::{Contact, Phone};
use grappe::domain::id::{AppointmentId, CareTypeId};
use grappe::domain::patient::{Language, Patient};
use grappe::domain::sms::{CameIn, Fate, Provider, TextAnswer};
use grappe::domain::staff::Actor;
use grappe::store::{Claim, Fault, Medium, MessageKind, NewMessage, Outcome, Record, Tx};

use crate::support::house::{Practice, at_the_desk, instant, person, secretary};

const NINE: &str = "2026-03-03T08:00:00Z";
const TEN: &str = "2026-03-10T09:00:00Z";
const PHONE: &str = "+33612345678";

fn phone() -> Phone {
    Phone::parse(PHONE).unwrap()
}

async fn write<T: Send + 'static>(
    practice: &Practice,
    act: impl FnOnce(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
) -> T {
    practice.app.store().write(act).await.unwrap()
}

/// A text message about an appointment, or about none.
async fn posted(practice: &Practice, about: Option<AppointmentId>, key: &str) -> i64 {
    let message = NewMessage {
        kind: MessageKind::PresenceAsked,
        about: about.map(|id| (id, 1)),
        with: Vec::new(),
        to: Contact::Phone(phone()),
        language: Language::Fr,
        code: None,
        key: key.to_owned(),
        useful_until: practice.app.now() + TimeDelta::days(2),
    };
    write(practice, move |tx| {
        let id = tx.post(&message)?;
        tx.audit(&Record::new(&secretary(), "message.post"))?;
        Ok(id)
    })
    .await
}

/// Claims a message as its worker would.
fn claimed(tx: &mut Tx<'_>, id: i64) -> Result<(), Fault> {
    let version = tx.message(id)?.and_then(|message| message.version);
    let claim = Claim {
        id,
        attempt: "attempt".to_owned(),
        carrier: None,
        version,
    };
    assert!(tx.claim_message(&claim)?);
    Ok(())
}

/// One that its provider accepted under a number.
async fn sent(practice: &Practice, about: Option<AppointmentId>, key: &str, reference: Option<&str>) -> i64 {
    let id = posted(practice, about, key).await;
    let reference = reference.map(str::to_owned);
    write(practice, move |tx| {
        claimed(tx, id)?;
        tx.settle_message(id, "attempt", &Outcome::Sent(reference))?;
        Ok(id)
    })
    .await
}

/// A text message that was on its way when the program ended.
async fn cut_off(practice: &Practice, key: &str) -> i64 {
    let id = posted(practice, None, key).await;
    write(practice, move |tx| {
        claimed(tx, id)?;
        tx.doubt_attempted_messages(Medium::Text)?;
        Ok(id)
    })
    .await
}

async fn state(practice: &Practice, id: i64) -> String {
    practice.app.notice(id).await.unwrap().unwrap().message.state
}

async fn reported(practice: &Practice, reference: Option<&str>, key: Option<&str>, fate: Fate) {
    let report = CameIn::Report {
        reference: reference.map(str::to_owned),
        key: key.map(str::to_owned),
        fate,
    };
    practice.app.sms_came_in(report).await.unwrap();
}

async fn booked(practice: &Practice, care: CareTypeId, start: &str) -> AppointmentId {
    let patient = Patient {
        phone: Some(phone()),
        ..person("Petit", "Anne")
    };
    let booked = practice.app.book(at_the_desk(care, start, patient), None);
    booked.await.unwrap().appointment.id
}

async fn is_confirmed(practice: &Practice, id: AppointmentId) -> bool {
    let presence = practice.app.store().read(move |db| db.presence(id)).await;
    let presence: Result<_, Fault> = presence;
    presence.unwrap().confirmed.is_some()
}

#[tokio::test]
async fn reports_count_whatever_their_order_and_number() {
    use Fate::{Delivered, Sent, Undelivered};
    for (fates, expected) in [
        (&[Sent][..], "sent"),
        (&[Delivered, Sent], "delivered"),
        (&[Sent, Delivered, Delivered, Undelivered], "delivered"),
        (&[Undelivered, Sent], "undelivered"),
        (&[Undelivered, Delivered, Sent], "delivered"),
    ] {
        let practice = Practice::new();
        let id = sent(&practice, None, "key-1", Some("twilio:SM1")).await;
        for fate in fates {
            reported(&practice, Some("twilio:SM1"), None, *fate).await;
        }
        assert_eq!(state(&practice, id).await, expected, "{fates:?}");
    }
}

#[tokio::test]
async fn a_report_of_our_own_key_settles_a_doubt_and_unknown_ones_change_nothing() {
    let practice = Practice::new();
    let id = sent(&practice, None, "key-1", None).await;
    let doubtful = cut_off(&practice, "key-2").await;
    assert_eq!(state(&practice, doubtful).await, "unknown");
    reported(&practice, Some("ovh:999"), None, Fate::Delivered).await;
    reported(&practice, None, Some("key-9"), Fate::Undelivered).await;
    assert_eq!(state(&practice, id).await, "sent");
    reported(&practice, None, Some("key-2"), Fate::Delivered).await;
    assert_eq!(state(&practice, doubtful).await, "delivered");
    assert_eq!(state(&practice, id).await, "sent");
}

#[tokio::test]
async fn yes_confirms_the_nearest_appointment_that_was_asked() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let later = booked(&practice, care, TEN).await;
    let nearer = booked(&practice, care, NINE).await;
    // Nobody wrote to this phone yet: a yes answers nothing.
    practice.app.text_came_in("33612345678", "oui").await.unwrap();
    assert!(!is_confirmed(&practice, nearer).await);
    let texts = practice.app.unseen_texts().await.unwrap();
    assert_eq!(
        (texts.len(), texts[0].answer, texts[0].appointment),
        (1, TextAnswer::Yes, None)
    );
    sent(&practice, Some(later), "key-1", Some("brevo:1")).await;
    practice
        .app
        .text_came_in("0033612345678", "OUI merci")
        .await
        .unwrap();
    assert!(is_confirmed(&practice, later).await && !is_confirmed(&practice, nearer).await);
    sent(&practice, Some(nearer), "key-2", Some("brevo:2")).await;
    practice.app.text_came_in(PHONE, "Oui").await.unwrap();
    assert!(is_confirmed(&practice, nearer).await);
    assert_eq!(
        practice.app.unseen_texts().await.unwrap().len(),
        1,
        "nothing more for the desk"
    );
}

#[tokio::test]
async fn no_cancels_nothing_and_is_shown_with_its_appointment() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let id = booked(&practice, care, NINE).await;
    sent(&practice, Some(id), "key-1", None).await;
    let waiting = practice.app.count_waiting().await.unwrap();
    practice.app.text_came_in(PHONE, "NON").await.unwrap();
    // The provider is not sure that it was heard.
    practice.app.text_came_in(PHONE, "NON").await.unwrap();
    let texts = practice.app.unseen_texts().await.unwrap();
    assert_eq!(
        (texts.len(), texts[0].answer, texts[0].appointment),
        (1, TextAnswer::No, Some(id))
    );
    let status = practice
        .app
        .store()
        .read(move |db| -> Result<_, Fault> { db.appointment(id) })
        .await;
    assert_eq!(status.unwrap().unwrap().status.key(), "confirmed");
    assert_eq!(practice.app.count_waiting().await.unwrap(), waiting + 1);
    assert!(practice.app.see_text(secretary(), texts[0].id).await.unwrap());
    assert!(!practice.app.see_text(secretary(), texts[0].id).await.unwrap());
    assert_eq!(practice.app.count_waiting().await.unwrap(), waiting);
    assert_eq!(practice.problems().await, []);
}

#[tokio::test]
async fn stop_ends_reminders_to_that_number_and_everything_else_is_to_be_read() {
    let practice = Practice::new();
    let stopped = async || {
        let found = practice
            .app
            .store()
            .read(|db| -> Result<_, Fault> { db.has_stopped_sms(&phone()) });
        found.await.unwrap()
    };
    assert!(!stopped().await);
    practice.app.text_came_in(PHONE, "Stop SMS").await.unwrap();
    assert!(stopped().await);
    for text in [
        "Je serai en retard\r\nde 10 minutes",
        "1 55 08 75 056 001 79",
        "\u{7}",
    ] {
        practice.app.text_came_in(PHONE, text).await.unwrap();
    }
    for stranger in ["PROMO", "36180", ""] {
        practice
            .app
            .text_came_in(stranger, "Gagnez 500 euros")
            .await
            .unwrap();
    }
    let texts = practice.app.unseen_texts().await.unwrap();
    let words: Vec<_> = texts.iter().map(|text| text.words.as_str()).collect();
    // A social security number is kept nowhere, and what holds nothing else is empty.
    assert_eq!(words, ["", "Je serai en retard de 10 minutes", "Stop SMS"]);
    assert!(write(&practice, |tx| tx.unstop_sms(&phone())).await);
    assert!(!stopped().await);
    practice.clock.advance(TimeDelta::days(31));
    practice.app.sweep().await.unwrap();
    assert_eq!(practice.app.unseen_texts().await.unwrap(), []);
}

#[tokio::test]
async fn a_flood_of_texts_fills_no_disk() {
    let practice = Practice::new();
    for nth in 0..UNSEEN_MAX + 20 {
        practice
            .app
            .text_came_in(PHONE, &format!("message {nth}"))
            .await
            .unwrap();
    }
    let texts = practice.app.unseen_texts().await.unwrap();
    assert_eq!(u32::try_from(texts.len()).unwrap(), UNSEEN_MAX);
}

async fn capped(practice: &Practice, cap_cents: Option<u32>) {
    let rules = SmsRules {
        price_mills: 65,
        cap_cents,
        sends_codes: false,
        codes_a_day: 30,
        prefixes: Vec::new(),
    };
    practice.app.save_sms_rules(secretary(), rules).await.unwrap();
}

#[tokio::test]
async fn the_cap_holds_to_the_message_and_each_alarm_comes_once_a_day() {
    let practice = Practice::new();
    capped(&practice, Some(100)).await;
    let mut granted = 0;
    for _ in 0..200 {
        let spent = write(&practice, |tx| spend(tx, 1)).await;
        match spent {
            Spend::Granted => granted += 1,
            // Midnight in Paris.
            Spend::Until(until) => assert_eq!(until, instant("2026-03-02T23:00:00Z")),
        }
    }
    assert_eq!(granted, 15, "15 parts at 0.065 are 0.975 of 1 euro");
    let alarms = || {
        let conn = crate::support::filled::open(practice.folder.path());
        let sql = "SELECT object FROM audit WHERE what = 'sms_line.alarm' ORDER BY seq";
        let mut statement = conn.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        rows.collect::<Result<Vec<_>, _>>().unwrap()
    };
    assert_eq!(alarms(), ["share:50", "share:80", "share:100"]);
    assert_eq!(practice.app.sms_today().await.unwrap().alarmed, 100);
    practice.clock.set(instant("2026-03-02T23:00:01Z"));
    assert_eq!(write(&practice, |tx| spend(tx, 2)).await, Spend::Granted);
    assert_eq!(practice.app.sms_today().await.unwrap().parts, 2);
    assert_eq!(alarms().len(), 3);
    capped(&practice, None).await;
    assert_eq!(write(&practice, |tx| spend(tx, 5000)).await, Spend::Granted);
    assert_eq!(alarms().len(), 3, "without a cap there is nothing to reach");
}

/// A line of this provider with this secret; its token.
async fn added(practice: &Practice, provider: Provider, secret: &str) -> String {
    let new = NewLine {
        provider,
        fields: [("sender".to_owned(), "CABINET".to_owned())].into(),
        secrets: [("api_key".to_owned(), secret.to_owned())].into(),
    };
    practice.app.add_sms_line(secretary(), new).await.unwrap()
}

#[tokio::test]
async fn lines_keep_their_order() {
    let practice = Practice::new();
    let app = &practice.app;
    let brevo = added(&practice, Provider::Brevo, "a").await;
    let other = added(&practice, Provider::SmsFactor, "b").await;
    assert_eq!((brevo.len(), brevo == other), (22, false), "128 bits each");
    let tokens = async || {
        let lines = app.sms_lines().await.unwrap().lines;
        lines.into_iter().map(|line| line.token).collect::<Vec<_>>()
    };
    assert_eq!(tokens().await, [brevo.clone(), other.clone()]);
    assert!(app.raise_sms_line(secretary(), other.clone()).await.unwrap());
    assert!(!app.raise_sms_line(secretary(), other.clone()).await.unwrap());
    assert_eq!(tokens().await, [other.clone(), brevo.clone()]);
    let off = app.enable_sms_line(secretary(), other.clone(), false);
    assert!(off.await.unwrap());
    assert_eq!(app.opened_sms_lines().await.unwrap().len(), 1);
    assert!(app.remove_sms_line(secretary(), other.clone()).await.unwrap());
    assert!(!app.remove_sms_line(secretary(), other).await.unwrap());
    assert_eq!(app.known_sms_lines().lines.len(), 1);
    assert_eq!(practice.reopened().app.known_sms_lines().lines[0].token, brevo);
}

#[tokio::test]
async fn secrets_of_lines_stay_sealed_and_in_the_house() {
    let practice = Practice::new();
    let token = added(&practice, Provider::Brevo, "xkeysib-s3cret").await;
    let opened = practice.app.opened_sms_lines().await.unwrap();
    assert_eq!(opened[0].secrets["api_key"], "xkeysib-s3cret");
    assert!(!format!("{opened:?}").contains("s3cret"));
    assert!(!opened[0].setting.sealed.contains("s3cret"));
    let files = practice.app.export(Actor::System).await.unwrap();
    for needle in ["s3cret", token.as_str()] {
        let holds = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(needle);
        assert!(
            !files.iter().any(|file| holds(&file.bytes)),
            "{needle} left the house"
        );
    }
}
