//! The whole program with a modem: a booking is told once by text message, and what comes back counts.
//!
//! A modem is a serial line under `/dev`, and nothing else is opened as one. The program is therefore started in a view of `/dev` of its own
//! (a mount namespace, which goes with it), in which the pseudo-terminal of the test has the name of a stick.

use std::path::Path;
use std::time::Duration;

use chrono::{Days, TimeDelta};
use grappe::app::{App, BookingRequest, ForWhom, NewLine};
use grappe::domain::contact::Phone;
use grappe::domain::patient::Patient;
use grappe::domain::slot::SlotQuery;
use grappe::domain::sms::Provider;
use grappe::sys::clock::Clock;

use super::program::{Machine, path};
use crate::messages::pty_modem::{PtyModem, Script};
use crate::support::filled::{names, open};
use crate::support::house::{Practice, person, secretary};

/// « Oui » and « STOP » from +33612345678, and what stands before them on the card.
const YES: (&str, &str) = ("0,,22", "00040B913316325476F800006230201000000003CF7A1A");
const STOP: (&str, &str) = ("0,,23", "00040B913316325476F80000623020100000000453EA130A");

/// Mounts over `/dev` what the program needs, and a stick.
const VIEW: &str = r#"
view=$1; stick=$2; shift 2
mount -t tmpfs -o mode=755 view "$view"
for name in null zero random urandom; do : >"$view/$name"; mount --bind "/dev/$name" "$view/$name"; done
mkdir "$view/pts"; mount --bind /dev/pts "$view/pts"
ln -s "$stick" "$view/ttyUSB7"
mount --move "$view" /dev
exec "$@"
"#;

/// What starts a program in that view.
fn with_stick(view: &Path, stick: &Path) -> Vec<String> {
    let mut starter = vec!["unshare", "--mount"];
    if !rustix::process::geteuid().is_root() {
        starter.extend(["--user", "--map-root-user"]);
    }
    let (view, stick) = (path(view), path(stick));
    starter.extend(["sh", "-euc", VIEW, "sh", &view, &stick]);
    starter.into_iter().map(str::to_owned).collect()
}

/// A practice with that stick and one booking, eight days from now or later, of somebody who has a mobile and nothing else.
async fn booked(machine: &Machine) {
    let clock = Clock::system();
    let practice = Practice {
        app: App::open(&machine.data(), &clock).unwrap(),
        clock: clock.clone(),
        folder: tempfile::tempdir().unwrap(),
    };
    let (_, care) = practice.usual().await;
    let app = &practice.app;
    let line = NewLine {
        provider: Provider::Modem,
        fields: [("device".to_owned(), "/dev/ttyUSB7".to_owned())].into(),
        secrets: [].into(),
    };
    app.add_sms_line(secretary(), line).await.unwrap();
    let today = app.agenda().zone().date(clock.now());
    let (from, to) = (today + Days::new(8), today + Days::new(20));
    let free = app.first_free(&SlotQuery::new(care, None, from, to));
    let patient = Patient {
        email: None,
        phone: Phone::parse("06 12 34 56 78").ok(),
        ..person("Petit", "Zoé")
    };
    let request = BookingRequest::new(
        care,
        None,
        free[0].start,
        ForWhom::Declared(Box::new(patient)),
        secretary(),
    );
    app.book(request, None).await.unwrap();
    assert!(free[0].start > clock.now() + TimeDelta::days(7));
}

/// Until something is so, or half a minute has passed; whether it is.
#[expect(
    clippy::disallowed_methods,
    reason = "waits for another program, on the clock of the machine"
)]
fn soon(is_so: impl Fn() -> bool) -> bool {
    for _ in 0..300 {
        if is_so() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    false
}

#[test]
fn a_booking_is_told_once_over_a_modem_and_the_answers_count() {
    let stick = PtyModem::plugged(Script::default());
    let (machine, _) = Machine::ready();
    tokio::runtime::Runtime::new().unwrap().block_on(booked(&machine));
    let view = tempfile::tempdir().unwrap();
    let starter = with_stick(view.path(), &stick.device());
    let found = |query: &str| names(&open(&machine.data()), query);

    let serving = machine.serve_by(&starter);
    assert!(soon(|| stick.messages().len() == 1), "{:?}", stick.heard());
    let is_sent = || found("SELECT state FROM outbox WHERE kind = 'confirmed'") == ["sent"];
    assert!(soon(is_sent));
    let reminders =
        "SELECT kind FROM outbox WHERE state = 'pending' AND channel = 'sms' AND kind LIKE 'reminder%'";
    assert!(!found(reminders).is_empty(), "they wait for their day");
    let (code, log) = serving.ended_by("TERM");
    assert_eq!(code, Some(0), "{log}");
    assert!(!log.contains("612345678") && !log.contains("Petit"), "{log}");

    // Another start sends nothing again; what came in the meantime lies on the card.
    stick.change(|script| script.stored.push((1, YES.0, YES.1)));
    let serving = machine.serve_by(&starter);
    let confirmed = "SELECT what FROM audit WHERE what = 'presence.confirm'";
    assert!(soon(|| found(confirmed).len() == 1), "{:?}", stick.heard());
    stick.change(|script| script.stored.push((2, STOP.0, STOP.1)));
    stick.say("\r\n+CMTI: \"ME\",2\r\n");
    assert!(
        soon(|| found("SELECT phone FROM sms_stops").len() == 1),
        "{:?}",
        stick.heard()
    );
    assert!(soon(|| found(reminders).is_empty()), "none goes there any more");
    assert_eq!(stick.messages().len(), 1, "told once");
    let (code, log) = serving.ended_by("TERM");
    assert_eq!(code, Some(0), "{log}");
    assert_eq!(machine.on_data(&["check"]).code, Some(0));
}
