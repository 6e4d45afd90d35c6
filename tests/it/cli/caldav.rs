//! `caldav probe`: what it says of a server, and of everything that may be wrong with it.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

use grappe::app::{App, LinkRequest};
use grappe::domain::calendar::{LinkKind, LinkOptions, Privacy};
use grappe::domain::id::PractitionerId;
use grappe::domain::practitioner::{HolidayHabit, Practitioner};
use grappe::domain::staff::Actor;
use grappe::store::{Fault as StoreFault, NewCalendarLink, Record, Tx};
use grappe::sys::clock::Clock;

use super::program::{Ended, Machine};
use crate::bridge::fake::{Answer, Fake, Fault, SignIn, Ways};
use crate::bridge::keys::{NAS, encrypted};

fn machine() -> Machine {
    Machine::new().with("GRAPPE_CALDAV_PASSWORD", "secret")
}

fn probed(machine: &Machine, url: &str, more: &[&str]) -> Ended {
    machine.run(&[&["caldav", "probe", url, "--user", "dr"], more].concat())
}

fn asking(sign_in: SignIn) -> Fake {
    Fake::start(Ways {
        sign_in,
        ..Ways::default()
    })
}

fn written(fake: &Fake) -> usize {
    fake.heard().iter().filter(|method| *method == "PUT").count()
}

#[test]
fn calendars_are_found_and_told_and_nothing_is_written() {
    let fake = asking(SignIn::Digest(100));
    let ended = probed(&machine(), &fake.root(), &[]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    for word in [
        "serveur CalDAV\nVersion annoncée : Fake/1",
        "sans chiffrement, le mot de passe n'est pas envoyé (Digest)",
        "Agenda 1 : Agenda\n  Adresse : /caldav/dr/agenda/\n  Lecture : le serveur dit",
        "ne dit pas si elle est permise",
    ] {
        assert!(ended.said.contains(word), "{word}: {}", ended.said);
    }
    assert_eq!(written(&fake), 0);
    let english = probed(&machine().with("LC_ALL", "C"), &fake.root(), &[]);
    assert!(
        english.said.contains("the server tells what changed"),
        "{english:?}"
    );
    for ended in [ended, english] {
        assert!(!format!("{ended:?}").contains("secret"));
    }
}

#[test]
fn writing_is_tried_with_consent_only() {
    let fake = asking(SignIn::Basic);
    let refused = probed(&machine(), &fake.url, &["--unencrypted", "--write"]);
    assert_eq!((refused.code, written(&fake)), (Some(2), 0), "{refused:?}");
    assert!(refused.complained.contains("--yes"));
    let tried = probed(&machine(), &fake.url, &["--unencrypted", "--write", "--yes"]);
    assert_eq!(tried.code, Some(0), "{tried:?}");
    for word in [
        "l'événement est retiré",
        "tels quels",
        "deux fois au même endroit",
        "quelqu'un d'autre",
    ] {
        assert!(tried.said.contains(word), "{word}: {}", tried.said);
    }
    assert!(written(&fake) > 0 && fake.state().calendar.members.is_empty());
    let none = probed(
        &machine(),
        &fake.url,
        &["--unencrypted", "--write", "--yes", "--calendar", "2"],
    );
    assert_eq!((none.code, written(&fake)), (Some(2), 0), "{none:?}");
}

/// What a page, a status or a silence means, and what to do.
#[test]
fn each_failure_says_what_to_do() {
    let page = || Answer::new(200).with("Content-Type", "text/html").body("<html>");
    let moved = Answer::new(301).with("Location", "https://elsewhere.example.org/");
    for (answer, code, words) in [
        (page(), 1, ["page web", "macOS ou iOS"]),
        (
            Answer::new(403),
            1,
            ["lui refuse l'accès (403)", "le droit d'utiliser Calendar"],
        ),
        (Answer::new(404), 1, ["Il n'y a pas d'agenda", "celle du serveur"]),
        (
            Answer::new(503).with("Retry-After", "90"),
            4,
            ["demande d'attendre", "2 minute(s)"],
        ),
        (
            Answer::new(207).body("<a>"),
            1,
            ["ne se lit pas", "Vérifiez l'adresse"],
        ),
        (
            moved,
            1,
            [
                "renvoie vers https://elsewhere.example.org/",
                "donnez-la directement",
            ],
        ),
    ] {
        let fake = Fake::start(Ways::default());
        for _ in 0..2 {
            fake.fail("PROPFIND", Fault::Instead(answer.clone()));
        }
        let ended = probed(&machine(), &fake.root(), &[]);
        assert_eq!(ended.code, Some(code), "{ended:?}");
        for word in words {
            assert!(ended.complained.contains(word), "{word}: {}", ended.complained);
        }
    }
    let fake = asking(SignIn::Basic);
    let clear = probed(&machine(), &fake.url, &[]);
    assert!(
        clear.code == Some(1) && clear.complained.contains("--unencrypted"),
        "{clear:?}"
    );
    let wrong = machine().with("GRAPPE_CALDAV_PASSWORD", "wrong");
    let refused = probed(&wrong, &fake.url, &["--unencrypted"]);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(refused.complained.contains("refuse ce compte") && refused.complained.contains("deux étapes"));
    let nobody = probed(&machine(), "http://127.0.0.1:1/", &[]);
    assert!(
        nobody.code == Some(5) && nobody.complained.contains("ne répond pas"),
        "{nobody:?}"
    );
}

#[test]
fn a_key_is_shown_and_accepted_when_it_was_compared() {
    let fake = encrypted("nas");
    let shown = probed(&machine(), &fake.url, &[]);
    assert_eq!(shown.code, Some(3), "{shown:?}");
    let pin = shown.complained.split("--pin ").nth(1).unwrap().trim();
    assert_eq!(pin.replace(':', ""), NAS);
    let accepted = probed(&machine(), &fake.url, &["--pin", pin]);
    assert_eq!(accepted.code, Some(0), "{accepted:?}");
    let other = probed(&machine(), &encrypted("nas-new").url, &["--pin", pin]);
    assert!(
        other.code == Some(3) && other.complained.contains("une autre clé"),
        "{other:?}"
    );
    assert!(other.complained.contains(pin));
}

/// On a terminal the password is asked for, and what is typed is not shown.
#[test]
fn a_password_is_not_shown_as_it_is_typed() {
    let fake = asking(SignIn::Basic);
    let command = format!(
        "{} caldav probe {} --user dr --unencrypted",
        env!("CARGO_BIN_EXE_grappe"),
        fake.url
    );
    let mut terminal = Command::new("script")
        .args(["--quiet", "--return", "--command", &command, "/dev/null"])
        .env("LC_ALL", "fr_FR.UTF-8")
        .env_remove("GRAPPE_CALDAV_PASSWORD")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut shown = terminal.stdout.take().unwrap();
    let mut text = Vec::new();
    while !String::from_utf8_lossy(&text).contains("(rien ne s'affiche)\u{a0}: ") {
        let mut byte = [0];
        shown.read_exact(&mut byte).unwrap();
        text.push(byte[0]);
    }
    let mut typed = terminal.stdin.take().unwrap();
    typed.write_all(b"secret\n").unwrap();
    shown.read_to_end(&mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(terminal.wait().unwrap().success(), "{text}");
    assert!(text.contains("Agenda 1") && !text.contains("secret"), "{text}");
}

#[test]
fn what_is_typed_wrongly_is_told_before_anybody_is_asked() {
    for (url, more, word) in [
        ("nas.local:5001", &[][..], "https://"),
        ("https://dr:secret@nas.local/", &[], "--user"),
        ("http://93.184.216.34/", &[], "n'est pas chiffrée"),
        ("https://169.254.169.254/", &[], "aucun serveur"),
        ("https://nas.local/", &["--pin", "abc"], "64 chiffres"),
        ("https://nas.local/", &["--yes"], "--write"),
    ] {
        let ended = probed(&machine(), url, more);
        assert_eq!(ended.code, Some(2), "{ended:?}");
        assert!(ended.complained.contains(word), "{word}: {}", ended.complained);
    }
    let nobody = machine().run(&["caldav", "probe", "https://nas.local/"]);
    assert!(
        nobody.code == Some(2) && nobody.complained.contains("--user"),
        "{nobody:?}"
    );
    let silent = probed(&Machine::new(), "https://nas.local/", &[]);
    assert!(
        silent.code == Some(2) && silent.complained.contains("GRAPPE_CALDAV_PASSWORD"),
        "{silent:?}"
    );
}

/// A pass from the terminal: what was seen and written, or what is wrong; never beside a server that runs.
#[test]
fn a_pass_is_made_from_the_terminal() {
    let (machine, _) = Machine::ready();
    let none = machine.on_data(&["caldav", "sync"]);
    assert_eq!(none.code, Some(0), "{none:?}");
    assert!(none.said.contains("Aucun agenda n'est relié"), "{none:?}");
    let fake = asking(SignIn::Basic);
    fake.write("a.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20300304T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    linked(&machine, &fake.url);
    let done = machine.on_data(&["caldav", "sync"]);
    assert_eq!(done.code, Some(0), "{done:?}");
    assert!(
        done.said
            .contains("Dr Bruno Caron (localhost) : 1 événement(s) lu(s), 0 disparu(s), 0 écrit(s)."),
        "{done:?}"
    );
    fake.state().calendar.is_gone = true;
    let failed = machine.on_data(&["caldav", "sync"]);
    assert_eq!(failed.code, Some(1), "{failed:?}");
    assert!(
        failed.said.contains("échec.\nIl n'y a pas d'agenda à"),
        "{failed:?}"
    );
    assert!(!format!("{done:?}{failed:?}").contains("secret"));
    let serving = machine.serve();
    let busy = machine.on_data(&["caldav", "sync"]);
    assert_eq!(busy.code, Some(4), "{busy:?}");
    drop(serving);
}

/// Links a calendar of a practitioner who is there only for that.
fn linked(machine: &Machine, url: &str) {
    let app = App::open(&machine.data(), &Clock::system()).unwrap();
    let practitioner = Practitioner {
        id: PractitionerId(0),
        name: "Dr Bruno Caron".to_owned(),
        speciality: String::new(),
        languages: Vec::new(),
        is_step_free: None,
        holidays: HolidayHabit::Closed,
        color: "#336699".to_owned(),
        is_online: true,
        is_archived: false,
    };
    let link = |practitioner| LinkRequest {
        link: NewCalendarLink {
            practitioner,
            kind: LinkKind::Written,
            url: url.to_owned(),
            login: "dr".to_owned(),
            domain: "grappe.invalid".to_owned(),
            privacy: Privacy::Initials,
            options: LinkOptions {
                allows_clear: true,
                ..LinkOptions::default()
            },
            pin: None,
            capabilities: None,
        },
        password: "secret".to_owned(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let made = app
            .store()
            .write(move |tx: &mut Tx<'_>| -> Result<_, StoreFault> {
                let id = tx.save_practitioner(&practitioner)?;
                tx.refresh_set_up()?;
                tx.audit(&Record::new(&Actor::System, "practice.change"))?;
                Ok(id)
            });
        let made = made.await.unwrap();
        app.link_calendar(link(made), Actor::System).await.unwrap();
    });
}
