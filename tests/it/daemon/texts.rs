//! Text messages out of the running program: over the lines as they were last saved, and no farther than the ceiling of the day.

use std::fs;
use std::path::Path;
use std::time::Duration;

use grappe::app::{NewLine, SmsRules};
use grappe::daemon::Daemon;
use grappe::domain::contact::Phone;
use grappe::domain::patient::Patient;
use grappe::domain::sms::Provider;
use grappe::store::CeilingCounts;

use super::{Running, plain};
use crate::messages::scenes::{NINE, practice};
use crate::support::house::{Practice, at_the_desk, instant, person, secretary};

/// Files that wait for SMSD, by the number in their names.
fn waiting(folder: &Path, number: &str) -> usize {
    let files = fs::read_dir(folder.join("outbox")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.contains(number)).count()
}

/// The folders of SMSD.
fn make_spool(folder: &Path) {
    for name in ["outbox", "sent", "error", "inbox"] {
        fs::create_dir(folder.join(name)).unwrap();
    }
}

/// As SMSD does once it has sent its messages.
fn send_all(folder: &Path) {
    for file in fs::read_dir(folder.join("outbox")).unwrap() {
        let file = file.unwrap();
        fs::rename(file.path(), folder.join("sent").join(file.file_name())).unwrap();
    }
}

/// Until something is so, or ten seconds have passed; whether it is.
async fn soon(is_so: impl Fn() -> bool) -> bool {
    for _ in 0..200 {
        if is_so() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    false
}

fn with_a_mobile_alone(given: &str, number: &str) -> Patient {
    Patient {
        email: None,
        phone: Some(Phone::parse(number).unwrap()),
        ..person("Petit", given)
    }
}

async fn rules(practice: &Practice, cap_cents: u32) {
    let rules = SmsRules {
        price_mills: 65,
        cap_cents: Some(cap_cents),
        sends_codes: false,
        codes_a_day: 30,
        prefixes: Vec::new(),
    };
    practice.app.save_sms_rules(secretary(), rules).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_is_added_while_the_program_runs_carries_messages_up_to_the_ceiling_of_the_day() {
    let (practice, care, _) = practice().await;
    let app = practice.app.clone();
    let folder = tempfile::tempdir().unwrap();
    make_spool(folder.path());
    let daemon = Daemon {
        post: Some("https://rdv.example.org".to_owned()),
        ..plain(app.clone())
    };
    let running = Running::start(daemon).await;
    let line = NewLine {
        provider: Provider::Smsd,
        fields: [("folder".to_owned(), folder.path().display().to_string())].into(),
        secrets: [].into(),
    };
    app.add_sms_line(secretary(), line).await.unwrap();
    rules(&practice, 10).await;
    let first = at_the_desk(care, NINE, with_a_mobile_alone("Zoé", "06 12 34 56 78"));
    app.book(first, None).await.unwrap();
    assert!(soon(|| waiting(folder.path(), "33612345678") == 1).await);
    send_all(folder.path());

    // Ten cents were enough for one part and are not for a second one.
    let second = at_the_desk(
        care,
        "2026-03-03T11:00:00Z",
        with_a_mobile_alone("Léo", "06 98 76 54 32"),
    );
    app.book(second, None).await.unwrap();
    let held = soon(|| waiting(folder.path(), "33698765432") > 0).await;
    assert!(!held, "over the ceiling");
    let newest = app.recent_notices(1).await.unwrap().remove(0).message;
    assert_eq!(newest.state, "pending");
    assert_eq!(newest.last_error.as_deref(), Some("ceiling"));
    assert_eq!(app.sms_today().await.unwrap().parts, 1);
    let reached = app.ceiling_reached().await.unwrap().unwrap();
    assert_eq!(reached.until, instant("2026-03-02T23:00:00Z"));
    let counts = CeilingCounts {
        waiting: 1,
        ..CeilingCounts::default()
    };
    assert_eq!(reached.counts, counts);

    // A higher one lets go at once what waited for the next day.
    rules(&practice, 15).await;
    assert!(soon(|| waiting(folder.path(), "33698765432") == 1).await);
    let reached = app.ceiling_reached().await.unwrap().unwrap();
    assert_eq!(reached.counts, CeilingCounts::default(), "nothing waits any more");
    rules(&practice, 200).await;
    assert_eq!(app.ceiling_reached().await.unwrap(), None);

    running.ended().await;
    assert_eq!(practice.problems().await, []);
}
