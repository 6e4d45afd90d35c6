//! Everything together in one process: pages, timers, worker, and a clock that cannot be believed (booking-rules §1.8).

mod calendars;
mod posted;
mod returned;
mod suggested;
mod texts;
mod watchdog;

use std::net::SocketAddr;

use grappe::app::{App, StaffEntry};
use grappe::daemon::{Certificates, Daemon, DaemonError, serve};
use grappe::domain::staff::{Actor, Role};
use grappe::sys::task;
use grappe::web::Settings;
use grappe::web::listener::Limits;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::messages::scenes::{NINE, practice};
use crate::messages::server::MailServer;
use crate::support::Browser;
use crate::support::filled::{names, open};
use crate::support::house::{Practice, at_the_desk, draft, instant, person};

const PASSWORD: &str = "cinq oies blanches au moulin";
const NOT_SURE: &str = "L'heure de cet appareil n'est pas sûre";

/// Signs the secretary in and says whether the pages warn of the clock.
fn is_warned(address: SocketAddr, code: &str) -> bool {
    let mut browser = Browser::at(address);
    let fields = [("code", code), ("password", PASSWORD), ("again", PASSWORD)];
    let entered = browser.post("/admin/welcome", &fields);
    assert_eq!(
        entered.location().as_deref(),
        Some("/admin"),
        "{}",
        entered.text()
    );
    let page = browser.get("/admin/messages");
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.text().contains("En attente"));
    page.text().contains(NOT_SURE)
}

/// A program that sends nothing.
fn plain(app: App) -> Daemon {
    Daemon {
        app,
        listen: "127.0.0.1:0".parse().unwrap(),
        settings: Settings::default(),
        limits: Limits::default(),
        post: None,
        certificates: Certificates::default(),
    }
}

/// One that answers.
struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    daemon: JoinHandle<Result<(), DaemonError>>,
}

impl Running {
    async fn start(daemon: Daemon) -> Self {
        let (stop, stopped) = oneshot::channel::<()>();
        let (ready, address) = oneshot::channel();
        let daemon = task::spawn("test daemon", async move {
            let until = async { drop(stopped.await) };
            serve(daemon, until, |address| ready.send(address).unwrap()).await
        });
        let address = address.await.unwrap();
        Self {
            address,
            stop,
            daemon,
        }
    }

    /// Told to stop, and done without a fault.
    async fn ended(self) {
        self.stop.send(()).unwrap();
        self.daemon.await.unwrap().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_box_that_wakes_in_1970_expires_and_sends_nothing_until_the_time_is_known() {
    let server = MailServer::start("none");
    let (practice, care, _) = practice().await;
    let held = practice.holds(care, "2026-03-03T09:00:00Z", "one").await;
    practice
        .app
        .book(at_the_desk(care, NINE, person("Petit", "Marie")), None)
        .await
        .unwrap();
    practice.clock.set(instant("1970-01-01T00:00:10Z"));
    let practice = practice.reopened();
    let app = practice.app.clone();
    let entry = StaffEntry::new("marie", "Marie", Role::Secretary);
    let secretary = app.create_staff(Actor::System, entry).await.unwrap();
    let code = app.create_sign_in_code(Actor::System, secretary).await.unwrap();

    let daemon = Daemon {
        post: Some("https://rdv.example.org".to_owned()),
        ..plain(app.clone().with_mail_server(Some(server.account())))
    };
    let running = Running::start(daemon).await;
    let address = running.address;
    let warned = tokio::task::spawn_blocking(move || is_warned(address, &code)).await;
    assert!(warned.unwrap(), "the staff is told");

    // Somebody waits for a code: it goes out, and shows that the worker is at work and leaves the confirmation alone.
    app.request_code(&held.token, draft(person("Roux", "Nora")))
        .await
        .unwrap();
    let waited = tokio::task::spawn_blocking(move || (server.next(), server));
    let (mail, server) = waited.await.unwrap();
    assert_eq!(mail.to, "nora.roux@example.org");
    assert!(server.rest().is_empty(), "nothing else was sent");
    assert_eq!(
        app.held(&held.token).await.unwrap().hold.id,
        held.hold.id,
        "nothing has expired"
    );

    practice.clock.set(instant("2026-03-02T07:02:00Z"));
    assert!(app.is_clock_trusted());
    // The next commit wakes the worker.
    let other = at_the_desk(care, "2026-03-03T10:00:00Z", person("Le Gall", "Ines"));
    app.book(other, None).await.unwrap();
    let waited = tokio::task::spawn_blocking(move || [server.next().to, server.next().to]);
    let mut sent = waited.await.unwrap();
    sent.sort();
    assert_eq!(sent, ["ines.legall@example.org", "marie.petit@example.org"]);

    running.ended().await;
    assert_eq!(practice.problems().await, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_answered_before_those_are_erased_whom_an_older_copy_brought_back() {
    let practice = Practice::new();
    let erased = practice.knows(person("Roux", "Nora")).await;
    practice.app.erase_patient(erased, Actor::System).await.unwrap();
    // As the copy has it.
    let copy = format!(
        "DELETE FROM tombstones;
        INSERT INTO patients (id, family_name, given_name, folded_family, folded_given, language, is_blocked_online, is_fragile, note, created_at)
        VALUES ({erased}, 'Roux', 'Nora', 'roux', 'nora', 'fr', 0, 0, '', 1)"
    );
    practice.database().execute_batch(&copy).unwrap();
    let daemon = plain(practice.app.clone());
    let folder = practice.folder.path().to_owned();
    let left = std::sync::Arc::new(std::sync::Mutex::new(None));
    let seen = std::sync::Arc::clone(&left);
    let on_ready = move |_| {
        let people = names(&open(&folder), "SELECT family_name FROM patients");
        *seen.lock().unwrap() = Some(people);
    };
    serve(daemon, std::future::ready(()), on_ready).await.unwrap();
    assert_eq!(left.lock().unwrap().take(), Some(Vec::new()));
}
