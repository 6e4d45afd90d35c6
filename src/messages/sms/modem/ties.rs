//! A modem's ties to the application: its thread waits for the application, never the other way round.

use std::sync::Arc;

use tokio::runtime::Handle;

use super::{Hear, Ties};
use crate::app::App;

impl Ties {
    /// Those of a running program: PINs are written down in its database, and `hear` takes what comes in. `runtime` must not be one of a single
    /// thread that waits for the modem.
    pub fn of(app: &App, runtime: &Handle, hear: Hear) -> Self {
        let (asking, runtime_of_asking) = (app.clone(), runtime.clone());
        let (telling, runtime) = (app.clone(), runtime.clone());
        Self {
            hear,
            // What could not be written down may not be done.
            may_try_pin: Arc::new(move |mark| {
                runtime_of_asking
                    .block_on(asking.may_try_pin(mark))
                    .unwrap_or(false)
            }),
            pin_was_right: Arc::new(move |mark| {
                if let Err(error) = runtime.block_on(telling.pin_was_right(mark)) {
                    tracing::warn!(%error, "a PIN that was right stays noted as tried");
                }
            }),
        }
    }
}
