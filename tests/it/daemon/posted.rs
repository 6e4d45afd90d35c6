//! E-mail out of the running program: through the server that was saved last, from the next message on.

use grappe::app::{App, NewMailServer};
use grappe::daemon::Daemon;
use grappe::domain::id::CareTypeId;

use super::{Running, plain};
use crate::messages::scenes::{NINE, practice};
use crate::messages::server::{Accepted, MailServer};
use crate::support::house::{at_the_desk, person, secretary};

async fn saved(app: &App, server: Option<&MailServer>) {
    let new = server.map(MailServer::account).map(|server| NewMailServer {
        host: server.host,
        port: server.port,
        tls: server.tls,
        user: None,
        password: None,
        from: server.from,
    });
    app.save_mail_server(new, secretary()).await.unwrap();
}

async fn booked(app: &App, care: CareTypeId, start: &str, given: &str) {
    let request = at_the_desk(care, start, person("Petit", given));
    app.book(request, None).await.unwrap();
}

/// The next message that a server accepts, and the server.
async fn next(server: MailServer) -> (Accepted, MailServer) {
    let waited = tokio::task::spawn_blocking(move || (server.next(), server));
    waited.await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_server_that_is_saved_while_the_program_runs_takes_the_next_message() {
    let (first, second) = (MailServer::start("none"), MailServer::start("none"));
    let (practice, care, _) = practice().await;
    let app = practice.app.clone();
    let daemon = Daemon {
        post: Some("https://rdv.example.org".to_owned()),
        ..plain(app.clone())
    };
    let running = Running::start(daemon).await;

    saved(&app, Some(&first)).await;
    booked(&app, care, NINE, "Marie").await;
    let (mail, first) = next(first).await;
    assert_eq!(mail.to, "marie.petit@example.org");

    saved(&app, Some(&second)).await;
    booked(&app, care, "2026-03-03T10:00:00Z", "Nora").await;
    let (mail, second) = next(second).await;
    assert_eq!(mail.to, "nora.petit@example.org");

    // Without a server messages wait, and go through the one that comes.
    saved(&app, None).await;
    booked(&app, care, "2026-03-03T11:00:00Z", "Ines").await;
    let waiting = app.recent_notices(1).await.unwrap().remove(0).message;
    assert_eq!(waiting.state, "pending");
    saved(&app, Some(&first)).await;
    let (mail, first) = next(first).await;
    assert_eq!(mail.to, "ines.petit@example.org");

    running.ended().await;
    assert!(first.rest().is_empty() && second.rest().is_empty(), "each once");
    assert_eq!(practice.problems().await, []);
}
