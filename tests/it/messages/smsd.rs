//! Text messages through a real Gammu SMSD with its dummy driver, over a folder that the test makes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use grappe::domain::contact::Phone;
use grappe::domain::sms::{CameIn, Fate};
use grappe::messages::sms::smsd::{Smsd, SmsdPatience};
use grappe::messages::{Carrier as _, Found, TextMessage, Verdict};
use grappe::sys::clock::Clock;

/// For SMSD to start and to look into its folder, on a busy machine.
const PATIENCE: SmsdPatience = SmsdPatience {
    verdict: Duration::from_secs(40),
    still: Duration::from_mins(10),
};
/// For a daemon that is down.
const SHORT: SmsdPatience = SmsdPatience {
    verdict: Duration::from_millis(300),
    still: Duration::from_mins(10),
};

/// A folder with SMSD's four, and the messages that its modem keeps.
struct Gammu {
    folder: tempfile::TempDir,
    daemon: Option<Child>,
}

impl Gammu {
    fn installed() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["outbox", "sent", "error", "inbox", "phone/fs", "phone/sms/1"] {
            fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        Self { folder, daemon: None }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Starts the daemon; `model` is that of the phone, and no other than `none` sends.
    fn start(&mut self, connection: &str) {
        let at = |name: &str| self.path(name).display().to_string();
        let settings = format!(
            "[gammu]\nmodel = dummy\nconnection = {connection}\ndevice = {phone}\ngammuloc = /dev/null\nlogformat = textalldate\n\
             [smsd]\nservice = files\nlogfile = {log}\ndebuglevel = 1\nCommTimeout = 1\nSendTimeout = 2\nMaxRetries = 0\nLoopSleep = 1\n\
             CheckSecurity = 0\nCheckBattery = 0\nCheckSignal = 0\nTransmitFormat = auto\nInboxFormat = unicode\nOutboxFormat = unicode\n\
             inboxpath = {inbox}/\noutboxpath = {outbox}/\nsentsmspath = {sent}/\nerrorsmspath = {error}/\n",
            phone = at("phone"),
            log = at("log"),
            inbox = at("inbox"),
            outbox = at("outbox"),
            sent = at("sent"),
            error = at("error"),
        );
        fs::write(self.path("smsdrc"), settings).unwrap();
        let daemon = Command::new("gammu-smsd")
            .args(["--config", &at("smsdrc")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gammu-smsd is installed");
        self.daemon = Some(daemon);
    }

    fn stop(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            daemon.kill().unwrap();
            daemon.wait().unwrap();
        }
    }

    fn line(&self, patience: SmsdPatience, clock: Clock) -> Smsd {
        Smsd::new(self.folder.path(), patience, clock)
    }

    /// What SMSD says that it gave to its modem: a line for each part.
    fn transmitted(&self) -> usize {
        let log = fs::read_to_string(self.path("log")).unwrap_or_default();
        log.lines()
            .filter(|line| line.contains("Transmitted OUTC"))
            .count()
    }

    /// Files of a folder; drafts have a dot.
    fn files(&self, name: &str) -> Vec<String> {
        names(&self.path(name))
    }
}

impl Drop for Gammu {
    fn drop(&mut self) {
        self.stop();
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn message(key: &str, text: &str) -> TextMessage {
    TextMessage {
        to: Phone::parse("+33612345678").unwrap(),
        text: text.to_owned(),
        key: key.to_owned(),
        useful_until: Clock::system().now() + TimeDelta::days(2),
    }
}

#[tokio::test]
async fn messages_go_once_whatever_is_asked_again() {
    let mut gammu = Gammu::installed();
    gammu.start("none");
    let line = gammu.line(PATIENCE, Clock::system());
    let texts = [
        ("ob-1", "RDV mar. 03/03 à 14h30".to_owned(), 1),
        ("ob-2", "Rendez-vous à l’hôpital, ça va… 😀".to_owned(), 1),
        ("ob-3", "Un texte assez long pour trois parties. ".repeat(10), 3),
    ];
    for (key, text, parts) in &texts {
        let Verdict::Sent(receipt) = line.send(&message(key, text)).await else {
            panic!("{key} was not sent");
        };
        assert_eq!(receipt.parts, Some(*parts));
    }
    assert_eq!(gammu.files("sent").len(), 3, "{:?}", gammu.files("error"));
    assert_eq!(gammu.transmitted(), 5);
    // Asked for once more, as after a cut between the file and the record.
    for (key, text, _) in &texts {
        assert!(matches!(line.send(&message(key, text)).await, Verdict::Sent(_)));
        let found = line.find(&message(key, text), Clock::system().now()).await;
        assert!(matches!(found, Found::Accepted(_)), "{found:?}");
    }
    assert_eq!(gammu.transmitted(), 5);
    let found = line.find(&message("ob-4", "x"), Clock::system().now()).await;
    assert_eq!(found, Found::Absent);
}

#[tokio::test]
async fn accents_and_faces_arrive_as_they_were_written() {
    let mut gammu = Gammu::installed();
    gammu.start("none");
    let line = gammu.line(PATIENCE, Clock::system());
    let text = "« À l’hôpital » : où ça ? 😀";
    assert!(matches!(
        line.send(&message("ob-1", text)).await,
        Verdict::Sent(_)
    ));
    let sent = gammu.files("sent");
    let octets = fs::read(gammu.path("sent").join(&sent[0])).unwrap();
    let units: Vec<u16> = octets[2..]
        .chunks(2)
        .map(|two| u16::from_be_bytes([two[0], two[1]]))
        .collect();
    assert_eq!(String::from_utf16(&units).unwrap(), text);
}

#[tokio::test]
async fn with_the_daemon_down_messages_wait_and_go_once_when_it_is_back() {
    let mut gammu = Gammu::installed();
    let line = gammu.line(SHORT, Clock::system());
    for _ in 0..3 {
        assert!(matches!(
            line.send(&message("ob-1", "RDV")).await,
            Verdict::Sent(_)
        ));
    }
    assert_eq!(gammu.files("outbox").len(), 1);
    let found = line.find(&message("ob-1", "RDV"), Clock::system().now()).await;
    assert!(matches!(found, Found::Accepted(_)), "{found:?}");
    gammu.start("none");
    let line = gammu.line(PATIENCE, Clock::system());
    assert!(matches!(
        line.send(&message("ob-1", "RDV")).await,
        Verdict::Sent(_)
    ));
    assert_eq!((gammu.files("sent").len(), gammu.transmitted()), (1, 1));
}

#[tokio::test]
async fn a_daemon_that_stays_down_is_noticed_and_sends_nothing_stale() {
    let gammu = Gammu::installed();
    let clock = Clock::manual(Clock::system().now());
    // Does not wait: the manual clock stands still.
    let patience = SmsdPatience {
        verdict: Duration::ZERO,
        ..SHORT
    };
    let line = gammu.line(patience, clock.clone());
    assert!(matches!(
        line.send(&message("ob-1", "RDV")).await,
        Verdict::Sent(_)
    ));
    clock.advance(TimeDelta::minutes(11));
    let verdict = line.send(&message("ob-2", "RDV")).await;
    assert_eq!(verdict, Verdict::NoLine("spool-stuck".to_owned()));
    assert_eq!(gammu.files("outbox").len(), 1);
    // Past its use it is taken back, and told once as not delivered.
    clock.advance(TimeDelta::days(3));
    let told = Arc::new(Mutex::new(Vec::new()));
    for _ in 0..2 {
        let told = Arc::clone(&told);
        line.look(move |came_in| {
            told.lock().unwrap().push(came_in);
            true
        })
        .await
        .unwrap();
    }
    assert!(gammu.files("outbox").is_empty());
    let told = told.lock().unwrap().clone();
    assert_eq!(told.len(), 1);
    assert!(
        matches!(&told[0], CameIn::Report { reference: Some(reference), fate: Fate::Undelivered, .. }
        if reference.starts_with("smsd:"))
    );
    // What was told is still known: it is not sent again.
    let found = line.find(&message("ob-1", "RDV"), clock.now()).await;
    assert_eq!(found, Found::Unclear);
}

#[tokio::test]
async fn what_smsd_cannot_send_is_not_known_and_not_repeated() {
    let gammu = Gammu::installed();
    let clock = Clock::system();
    let line = gammu.line(SHORT, clock.clone());
    assert!(matches!(
        line.send(&message("ob-1", "RDV")).await,
        Verdict::Sent(_)
    ));
    // As SMSD does with what its modem refuses: the file, under its name, into the other folder.
    let name = gammu.files("outbox").remove(0);
    fs::rename(gammu.path("outbox").join(&name), gammu.path("error").join(&name)).unwrap();
    let verdict = line.send(&message("ob-1", "RDV")).await;
    assert!(matches!(verdict, Verdict::Unknown(_)), "{verdict:?}");
    assert!(gammu.files("outbox").is_empty());
}

#[tokio::test]
async fn folders_that_are_not_there_are_for_a_person() {
    let folder = tempfile::tempdir().unwrap();
    let line = Smsd::new(folder.path(), SHORT, Clock::system());
    let verdict = line.send(&message("ob-1", "RDV")).await;
    assert!(
        matches!(&verdict, Verdict::Misconfigured(reason) if reason.starts_with("spool")),
        "{verdict:?}"
    );
    let found = line.find(&message("ob-1", "RDV"), Clock::system().now()).await;
    assert_eq!(found, Found::Unclear);
}

#[tokio::test]
async fn a_text_that_came_in_is_told_in_full_and_removed_when_kept() {
    let gammu = Gammu::installed();
    let wide = |text: &str| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(u16::to_be_bytes);
        [0xfe, 0xff].into_iter().chain(units).collect()
    };
    let inbox = gammu.path("inbox");
    fs::write(
        inbox.join("IN20260302_081500_00_+33612345678_01.txt"),
        wide("je viens"),
    )
    .unwrap();
    fs::write(
        inbox.join("IN20260302_081500_00_+33612345678_00.txt"),
        wide("Oui, "),
    )
    .unwrap();
    fs::write(inbox.join("IN20260302_081600_00_+33698765432_00.txt"), "STOP").unwrap();
    fs::write(inbox.join("notes.txt"), "of a person").unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let look = |age: i64, is_kept: bool| {
        let told = Arc::clone(&told);
        let line = gammu.line(
            SHORT,
            Clock::manual(Clock::system().now() + TimeDelta::seconds(age)),
        );
        async move {
            let hear = move |came_in| {
                told.lock().unwrap().push(came_in);
                is_kept
            };
            line.look(hear).await.unwrap();
        }
    };
    // They may still be written to.
    look(-5, true).await;
    assert!(told.lock().unwrap().is_empty());
    look(60, false).await;
    look(60, true).await;
    look(60, true).await;
    let text = |from: &str, text: &str| CameIn::Text {
        from: from.to_owned(),
        text: text.to_owned(),
    };
    let both = [
        text("+33612345678", "Oui, je viens"),
        text("+33698765432", "STOP"),
    ];
    assert_eq!(*told.lock().unwrap(), [both.clone(), both].concat());
    assert_eq!(names(&inbox), ["notes.txt"]);
}
