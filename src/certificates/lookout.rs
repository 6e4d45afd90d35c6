//! Once a day what patients meet under our public name: whoever encrypts in front of us, nobody else tells us that a certificate ends (spk
//! §3.2).

use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::App;
use crate::domain::certificate::Looked;
use crate::domain::time::Instant;
use crate::sys::task::{self, stopped};
use crate::sys::tls::{ExtraRoots, look};

/// How often it is considered whether to look.
const CONSIDER_EVERY: Duration = Duration::from_mins(1);
/// Between two looks.
const LOOK_EVERY: TimeDelta = TimeDelta::days(1);
/// Between two looks as long as something is wrong, so that what was put right is not complained about until tomorrow.
const LOOK_AGAIN: TimeDelta = TimeDelta::hours(1);

/// See the module.
#[derive(Clone, Debug)]
pub struct Lookout {
    app: App,
    name: String,
    port: u16,
    roots: ExtraRoots,
}

impl Lookout {
    /// Calls `name` at `port`.
    pub fn new(app: App, (name, port): (String, u16)) -> Self {
        Self {
            app,
            name,
            port,
            roots: ExtraRoots::default(),
        }
    }

    /// Believes these authorities besides those of the system.
    #[must_use]
    pub fn trusting(self, roots: ExtraRoots) -> Self {
        Self { roots, ..self }
    }

    /// Starts it as a task that is started again where it fails.
    pub fn supervised(self, stop: &watch::Receiver<bool>) -> JoinHandle<()> {
        let told = stop.clone();
        task::supervise("certificate from outside", stop.clone(), move || {
            let (lookout, mut told) = (self.clone(), told.clone());
            async move {
                loop {
                    // The first look comes after a pause: the machine and its router may be starting as well.
                    tokio::select! {
                        () = tokio::time::sleep(CONSIDER_EVERY) => {}
                        () = stopped(&mut told) => return,
                    }
                    tokio::select! {
                        () = lookout.round() => {}
                        () = stopped(&mut told) => return,
                    }
                }
            }
        })
    }

    /// Looks if it is time to, and notes what was met.
    pub async fn round(&self) {
        if !self.app.is_clock_trusted() {
            return;
        }
        let now = self.app.now();
        let known = self.app.certificates();
        if known.looked.as_ref().is_some_and(|last| !is_due(last, now)) {
            return;
        }
        let outside = look((&self.name, self.port), &self.roots, now).await;
        tracing::info!(?outside, "looked at the own name");
        self.app.note_looked(&Looked {
            name: self.name.clone(),
            at: now,
            outside,
        });
    }
}

/// A clock that was put back makes the last look one of the future.
fn is_due(last: &Looked, now: Instant) -> bool {
    let pause = if last.is_wrong(now) {
        LOOK_AGAIN
    } else {
        LOOK_EVERY
    };
    !(TimeDelta::zero()..pause).contains(&(now - last.at))
}
