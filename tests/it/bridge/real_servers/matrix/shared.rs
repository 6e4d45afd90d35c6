//! A calendar that the account may read and not write.

use grappe::domain::booking::Status;
use grappe::domain::calendar::{DecisionKind, LinkOptions, LinkState};
use grappe::store::CalendarLinkEdit;

use super::office::{Office, event, half};
use crate::support::house::secretary;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_told_once_and_read_on_and_written_once_the_account_may() {
    let mut office = Office::under("radicale-shared", "visitor", LinkOptions::default()).await;
    let mut rows = Vec::new();
    for hour in ["09:00", "10:00", "11:00", "14:00", "15:00"] {
        rows.push(office.books(half("2026-03-04", hour), "Petit").await);
    }
    office.puts(
        "autre.ics",
        &event("autre@x", half("2026-03-05", "11:00"), "SUMMARY:Autre\r\n"),
    );
    for _ in 0..3 {
        office.pass().await;
    }
    assert_eq!(
        office.kinds().await,
        [DecisionKind::ReadOnly],
        "once, not for each"
    );
    assert_eq!(office.busy(), [half("2026-03-05", "11:00")]);
    let app = office.practice.app.clone();
    let link = app.calendar_links().await.unwrap().remove(0);
    assert_eq!(link.state, LinkState::Active);
    let edit = CalendarLinkEdit {
        login: "dr".to_owned(),
        privacy: link.privacy,
        options: link.options,
        pin: None,
    };
    app.edit_calendar(link.id, (edit, None), secretary())
        .await
        .unwrap();
    office.pass().await;
    assert_eq!(office.kinds().await, []);
    for row in &rows {
        let event = office.event(row).await;
        assert!(event.confirmed.is_some(), "{event:?}");
        let row = app.appointment(row.id).await.unwrap().unwrap();
        assert_eq!(row.status, Status::Confirmed);
    }
}
