//! Notes beside the database how far it is.

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::told_of;
use crate::app::{App, Failure};
use crate::sys::task;

/// How often it is noted beside the database how far it is; at the end it is noted as well, so that only a copy that is put back after
/// a crash and is younger than this is not known as one.
const NOTE_EVERY: Duration = Duration::from_mins(10);

/// Notes how far the database is, so that an older copy in its place is known as one.
pub(super) fn noting(app: &App, stop: &watch::Receiver<bool>) -> JoinHandle<()> {
    let (app, told) = (app.clone(), stop.clone());
    task::supervise("newest record", stop.clone(), move || {
        let (app, mut told) = (app.clone(), told.clone());
        async move {
            loop {
                let is_stopped = tokio::select! {
                    () = tokio::time::sleep(NOTE_EVERY) => false,
                    () = task::stopped(&mut told) => true,
                };
                told_of(
                    "newest record",
                    app.note_newest_record().await.map_err(Failure::from),
                );
                if is_stopped {
                    return;
                }
            }
        }
    })
}
