//! Who sends text messages: over the lines as they were last saved.

use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::App;
use crate::messages::sms::{Line, Site, Wire, line};
use crate::messages::{Pace, TextLines, Texter, short};
use crate::store::Fault;
use crate::sys::task;

/// How they leave: the way out, whose modems are for one at a time, the pace that all senders share, the address of the pages for links.
#[derive(Clone)]
pub(super) struct Way {
    pub(super) wire: Wire,
    pub(super) pace: Arc<Pace>,
    pub(super) base: String,
}

/// Sends text messages until `stop` comes true; a change of the lines counts from the next message on.
pub(super) fn texting(app: &App, way: Way, stop: &watch::Receiver<bool>) -> JoinHandle<()> {
    let (app, told) = (app.clone(), stop.clone());
    task::supervise("text messages", stop.clone(), move || {
        send(app.clone(), way.clone(), told.clone())
    })
}

async fn send(app: App, way: Way, stop: watch::Receiver<bool>) {
    let mut changes = app.sms_changes();
    let lines = TextLines::default();
    set(&app, &way, &lines).await;
    let texter = Texter::new(
        app.clone(),
        lines.clone(),
        (short, &way.base),
        Arc::clone(&way.pace),
    );
    let work = texter.work(stop.clone());
    let mut told = stop.clone();
    let follow = async {
        loop {
            tokio::select! {
                turn = changes.changed() => match turn {
                    Ok(()) => set(&app, &way, &lines).await,
                    // The application holds the sender; were it gone, the lines stay.
                    Err(_) => std::future::pending().await,
                },
                () = task::stopped(&mut told) => return,
            }
        }
    };
    tokio::join!(work, follow);
}

async fn set(app: &App, way: &Way, lines: &TextLines<Line>) {
    match opened(app, way).await {
        Ok(opened) => lines.set(opened),
        Err(fault) => tracing::warn!(%fault, "the lines of text messages cannot be read"),
    }
}

/// Those that serve patients, each under its token, in the practice's order.
async fn opened(app: &App, way: &Way) -> Result<Vec<(String, Line)>, Fault> {
    let opened = app.opened_sms_lines().await?.into_iter();
    let serving = opened.filter(|one| one.setting.provider.serves_patients());
    let named = serving.filter_map(|one| {
        let line = line(&one.setting, &one.secrets, way.wire.clone(), Site(&way.base))?;
        Some((one.setting.token, line))
    });
    Ok(named.collect())
}
