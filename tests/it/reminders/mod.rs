//! Reminders over the real store: planned with the act that they depend on, refused, held back, made up for by phone (reminders §1, §3,
//! §4; booking-rules §11).

mod choice;
mod clock;
mod late;
mod planned;
mod rules;

use chrono::TimeDelta;
use grappe::app::NewLine;
use grappe::domain::booking::Appointment;
use grappe::domain::care_type::CareTerms;
use grappe::domain::contact::Contact;
use grappe::domain::id::CareTypeId;
use grappe::domain::patient::Patient;
use grappe::domain::reminder::{Reminder, ReminderChannel, ReminderOffset, ReminderPlan};
use grappe::domain::sms::Provider;
use grappe::domain::time::DayTime;
use grappe::store::{Fault, MessageKind, Outcome, Record, Tx};

use crate::support::house::{Practice, at_the_desk, instant, secretary};

/// Tuesday 17 March 2026, 9 in the morning in Paris: fifteen days ahead.
const IN_A_FORTNIGHT: &str = "2026-03-17T08:00:00Z";

fn days(days: u16, at: &str) -> ReminderOffset {
    ReminderOffset::Days(days, at.parse::<DayTime>().unwrap())
}

fn plan(entries: &[(ReminderChannel, ReminderOffset)]) -> CareTerms {
    let entries = entries.iter();
    CareTerms {
        reminders: ReminderPlan(
            entries
                .map(|(channel, before)| Reminder {
                    channel: *channel,
                    before: *before,
                })
                .collect(),
        ),
        ..CareTerms::default()
    }
}

/// A practice with one care, which is reminded of by this plan.
async fn practice(entries: &[(ReminderChannel, ReminderOffset)]) -> (Practice, CareTypeId) {
    let practice = Practice::new();
    let doctor = practice.with_practitioner("Dr Hélène d'Aubigné").await;
    practice.open(doctor, "08:00", "19:00").await;
    let care = practice.sells("Consultation", plan(entries)).await;
    (practice, care)
}

async fn booked(practice: &Practice, care: CareTypeId, start: &str, patient: Patient) -> Appointment {
    let request = at_the_desk(care, start, patient);
    practice.app.book(request, None).await.unwrap().appointment
}

/// A reminder that waits: which appointments it tells of, to whom, when it is due.
type Row = (Vec<i64>, String, String);

/// Every reminder that waits, in order of the time at which it is due.
async fn waiting(practice: &Practice) -> Vec<Row> {
    let long_ago = instant("2020-01-01T00:00:00Z");
    let read = practice
        .app
        .store()
        .read(move |db| db.planned_reminders(None, long_ago));
    let mut rows: Vec<_> = read
        .await
        .unwrap()
        .into_iter()
        .filter(|row| row.is_pending)
        .collect();
    rows.sort_by_key(|row| (row.due, row.id));
    let row = |row: grappe::store::PlannedReminder| {
        let to = match row.to {
            Contact::Email(email) => email.as_str().to_owned(),
            Contact::Phone(phone) => phone.as_str().to_owned(),
        };
        let mut told: Vec<i64> = row.covers.iter().map(|one| one.appointment.0).collect();
        told.dedup();
        let due = row.due.format("%m-%dT%H:%MZ").to_string();
        (told, to, due)
    };
    rows.into_iter().map(row).collect()
}

/// What is due and may leave does so, once; what kinds these were.
async fn sent(practice: &Practice) -> Vec<MessageKind> {
    let mut kinds = Vec::new();
    for notice in practice.app.due_notices(50).await.unwrap() {
        let Some(attempt) = practice.app.claim_notice(&notice.message).await.unwrap() else {
            continue;
        };
        kinds.push(notice.message.kind);
        practice
            .app
            .settle_notice(notice.message.id, attempt, Outcome::Sent(None))
            .await
            .unwrap();
    }
    kinds
}

/// The appointments that are to be reminded by phone, and whether that was done.
async fn to_phone(practice: &Practice) -> Vec<(i64, bool)> {
    let list = practice.app.unreminded().await.unwrap();
    list.iter()
        .map(|one| (one.appointment.id.0, one.is_reached))
        .collect()
}

/// Adds a line for text messages as an administrator would; its token.
async fn texts(practice: &Practice) -> String {
    let new = NewLine {
        provider: Provider::Brevo,
        fields: [("sender".to_owned(), "CABINET".to_owned())].into(),
        secrets: [("api_key".to_owned(), "secret".to_owned())].into(),
    };
    practice.app.add_sms_line(secretary(), new).await.unwrap()
}

/// Changes a setting as a page would.
async fn sets(practice: &Practice, key: &'static str, value: serde_json::Value) {
    practice
        .app
        .store()
        .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
            tx.save_setting(key, &value)?;
            tx.audit(&Record::new(&secretary(), "setting.change").on(key))?;
            Ok(())
        })
        .await
        .unwrap();
}

/// Lets time pass.
fn later(practice: &Practice, by: TimeDelta) {
    practice.clock.advance(by);
}
