//! The calendars of practitioners in the whole program.

use std::time::Duration;

use grappe::app::LinkRequest;
use grappe::daemon::Daemon;
use grappe::domain::calendar::{LinkKind, LinkOptions, Privacy};
use grappe::store::NewCalendarLink;
use grappe::web::Settings;

use super::{Running, plain};
use crate::bridge::fake::{Fake, Ways};
use crate::support::house::{Practice, at_the_desk, person, secretary};

/// Runs a program of this kind while `act` is done.
async fn while_running<T>(practice: &Practice, is_demo: bool, act: impl Future<Output = T>) -> T {
    let daemon = Daemon {
        settings: Settings {
            is_demo,
            ..Settings::default()
        },
        ..plain(practice.app.clone())
    };
    let running = Running::start(daemon).await;
    let done = act.await;
    running.ended().await;
    done
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_keeps_calendars_and_the_invented_practice_calls_nobody() {
    let practice = Practice::new();
    let (practitioner, care) = practice.usual().await;
    let fake = Fake::start(Ways::default());
    let request = LinkRequest {
        link: NewCalendarLink {
            practitioner,
            kind: LinkKind::Written,
            url: fake.url.clone(),
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
    let link = practice.app.link_calendar(request, secretary()).await.unwrap();
    let patience = Duration::from_secs(20);
    let app = &practice.app;
    assert!(!while_running(&practice, true, app.sync_now(link, patience)).await);
    assert_eq!(fake.heard(), Vec::<String>::new());
    while_running(&practice, false, async {
        app.book(
            at_the_desk(care, "2026-03-04T09:00:00Z", person("Petit", "Zoé")),
            None,
        )
        .await
        .unwrap();
        while !app.sync_now(link, patience).await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    let state = fake.state();
    let (_, text) = state.calendar.members.values().next().unwrap();
    assert!(text.contains("SUMMARY:Consultation\\, Z. P."), "{text}");
}
