//! A start on an older copy of the database (caldav §6.3).

use std::sync::{Arc, Mutex};

use grappe::app::{App, LinkRequest};
use grappe::daemon::serve;
use grappe::domain::calendar::{LinkKind, LinkOptions, Privacy};
use grappe::domain::retention::RetentionRules;
use grappe::domain::staff::Actor;
use grappe::store::{DATABASE_FILE, NEWEST_FILE, NewCalendarLink};

use super::plain;
use crate::support::filled::{names, open};
use crate::support::house::{Practice, person, secretary};

/// Starts, and stops after one act; the states of the calendars when the first could be answered.
async fn states_at_start(app: App, folder: &std::path::Path) -> Vec<String> {
    let act = app.clone();
    let daemon = plain(app);
    let (folder, found) = (folder.to_owned(), Arc::new(Mutex::new(Vec::new())));
    let seen = Arc::clone(&found);
    let on_ready = move |_| {
        let states = "SELECT state || ' ' || coalesce(reason, '') FROM calendar_links";
        *seen.lock().unwrap() = names(&open(&folder), states);
    };
    let acts = async move {
        let rules = RetentionRules::default();
        act.save_retention_rules(rules, Actor::System).await.unwrap();
    };
    serve(daemon, acts, on_ready).await.unwrap();
    std::mem::take(&mut *found.lock().unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn own_calendars_are_stopped_before_anybody_is_answered() {
    let practice = Practice::new();
    let (practitioner, _) = practice.usual().await;
    let link = NewCalendarLink {
        practitioner,
        kind: LinkKind::Written,
        url: "https://nas.example.org/dr/agenda/".to_owned(),
        login: "dr".to_owned(),
        domain: "grappe.invalid".to_owned(),
        privacy: Privacy::Initials,
        options: LinkOptions::default(),
        pin: None,
        capabilities: None,
    };
    let request = LinkRequest {
        link,
        password: "secret".to_owned(),
    };
    practice.app.link_calendar(request, secretary()).await.unwrap();
    let copies = tempfile::tempdir().unwrap();
    let copy = copies.path().join("copy.sqlite3");
    practice.app.store().copy_to(copy.clone()).await.unwrap();
    let visitor = practice.knows(person("Roux", "Nora")).await;
    practice.app.erasure_preview(visitor, secretary()).await.unwrap();
    let Practice { app, clock, folder } = practice;
    let noted = folder.path().join(NEWEST_FILE);
    assert!(!noted.exists());
    assert_eq!(states_at_start(app, folder.path()).await, ["active "]);
    let head = "SELECT seq || ' ' || lower(hex(hash)) FROM audit ORDER BY seq DESC LIMIT 1";
    let head = names(&open(folder.path()), head).remove(0);
    let newest = std::fs::read_to_string(&noted).unwrap();
    assert_eq!(newest.trim(), head, "what was done last is noted at the end");

    let app = App::open(folder.path(), &clock).unwrap();
    assert_eq!(
        states_at_start(app, folder.path()).await,
        ["active "],
        "the same database"
    );
    std::fs::copy(&copy, folder.path().join(DATABASE_FILE)).unwrap();
    let app = App::open(folder.path(), &clock).unwrap();
    assert_eq!(states_at_start(app, folder.path()).await, ["suspended restored"]);
}
