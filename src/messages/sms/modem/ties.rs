//! A modem's ties to the application: its thread waits for the application, never the other way round.

use std::sync::Arc;

use tokio::runtime::Handle;

use super::{Hear, Ties};
use crate::app::App;

impl Ties {
    /// Those of a running program: PINs are written down in its database, and what comes in is taken by it. They are called on threads
    /// that may wait, never on one that runs tasks.
    pub fn of(app: &App, runtime: &Handle) -> Self {
        let (asking, runtime_of_asking) = (app.clone(), runtime.clone());
        let (telling, runtime_of_telling) = (app.clone(), runtime.clone());
        Self {
            hear: hear(app, runtime),
            // What could not be written down may not be done.
            may_try_pin: Arc::new(move |mark| {
                runtime_of_asking
                    .block_on(asking.may_try_pin(mark))
                    .unwrap_or(false)
            }),
            pin_was_right: Arc::new(move |mark| {
                if let Err(error) = runtime_of_telling.block_on(telling.pin_was_right(mark)) {
                    tracing::warn!(%error, "a PIN that was right stays noted as tried");
                }
            }),
        }
    }
}

/// The application as it hears what came in over a line.
pub fn hear(app: &App, runtime: &Handle) -> Hear {
    let (app, runtime) = (app.clone(), runtime.clone());
    Arc::new(move |came_in| {
        let kept = runtime.block_on(app.sms_came_in(came_in));
        kept.inspect_err(|error| tracing::warn!(%error, "what came in by text message is not kept yet"))
            .is_ok()
    })
}
