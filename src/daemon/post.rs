//! Who tells the outside and reads what comes back: messages, webhooks, calendars. E-mail is begun anew whenever the practice changes how it
//! goes.

use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::App;
use crate::bridge::Scribe;
use crate::config::Smtp;
use crate::messages::sms::Wire;
use crate::messages::{Herald, Pace, Postman, ReturnsReader, Steward};
use crate::sys::task;

use super::texting::{Way, texting};

/// Everybody who sends messages to patients or reads what comes back, at one pace.
pub(super) fn messaging(
    app: &App,
    base: String,
    sms: &Wire,
    stop: &watch::Receiver<bool>,
) -> [JoinHandle<()>; 3] {
    let way = Way {
        wire: sms.clone(),
        pace: Arc::default(),
        base: base.clone(),
    };
    [
        posting(app, base, &way.pace, stop),
        reading_returns(app, stop),
        texting(app, way, stop),
    ]
}

/// Keeps the practitioners' calendars in step.
pub(super) fn writing_calendars(
    app: &App,
    base: Option<String>,
    stop: &watch::Receiver<bool>,
) -> JoinHandle<()> {
    let (app, told) = (app.clone(), stop.clone());
    let base = base.map(|base| base.trim_end_matches('/').to_owned());
    task::supervise("calendars", stop.clone(), move || {
        Scribe::new(app.clone(), base.clone()).work(told.clone())
    })
}

/// Tells the staff what they want to be told.
pub(super) fn telling_staff(
    app: &App,
    base: Option<String>,
    sms: &Wire,
    stop: &watch::Receiver<bool>,
) -> JoinHandle<()> {
    Steward::new(app.clone(), base)
        .with_wire(sms.clone())
        .supervised(stop)
}

/// Tells webhooks.
pub(super) fn heralding(app: &App, stop: &watch::Receiver<bool>) -> JoinHandle<()> {
    let (app, told) = (app.clone(), stop.clone());
    task::supervise("webhooks", stop.clone(), move || {
        Herald::new(app.clone()).work(told.clone())
    })
}

/// Sends through whichever mail server is set up; `base` is the address of the pages for links.
fn posting(app: &App, base: String, pace: &Arc<Pace>, stop: &watch::Receiver<bool>) -> JoinHandle<()> {
    let (app, told, pace) = (app.clone(), stop.clone(), Arc::clone(pace));
    task::supervise("messages", stop.clone(), move || {
        send(app.clone(), base.clone(), Arc::clone(&pace), told.clone())
    })
}

/// One postman at a time: what is on its way is recorded before the next one begins.
async fn send(app: App, base: String, pace: Arc<Pace>, mut stop: watch::Receiver<bool>) {
    let mut changes = app.mail_changes();
    loop {
        let server = changes.borrow_and_update().server.clone();
        let (end, ended) = watch::channel(false);
        let work = async {
            match server.clone() {
                Some(server) => {
                    Postman::new(app.clone(), server, &base, Arc::clone(&pace))
                        .work(ended)
                        .await;
                }
                None => task::stopped(&mut ended.clone()).await,
            }
        };
        let turn = async {
            let is_over = tokio::select! {
                () = another(&mut changes, server.as_ref()) => false,
                () = task::stopped(&mut stop) => true,
            };
            // Nobody may be left to be told.
            let _ = end.send(true);
            is_over
        };
        let ((), is_over) = tokio::join!(work, turn);
        if is_over {
            return;
        }
    }
}

/// Completes once there is another server.
async fn another(changes: &mut watch::Receiver<crate::app::MailSetup>, known: Option<&Smtp>) {
    // The application holds the sender; were it gone, what is set up stays.
    if changes
        .wait_for(|setup| setup.server.as_ref() != known)
        .await
        .is_err()
    {
        std::future::pending::<()>().await;
    }
}

/// Reads the mailbox of returned mail, where there is one.
fn reading_returns(app: &App, stop: &watch::Receiver<bool>) -> JoinHandle<()> {
    let (app, told) = (app.clone(), stop.clone());
    task::supervise("returned mail", stop.clone(), move || {
        ReturnsReader::new(app.clone()).work(told.clone())
    })
}
