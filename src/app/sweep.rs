//! What time itself ends: holds, messages nobody needs any more, answers nobody repeats any more.

use chrono::TimeDelta;

use crate::store::{Fault, Tx};

use super::App;

/// How long a repeated request is recognised, elapsed.
const ANSWERS_KEPT: TimeDelta = TimeDelta::days(30);

impl App {
    /// To be called about once a minute. Does nothing while the clock is not trusted (booking-rules §1.8).
    pub async fn sweep(&self) -> Result<(), Fault> {
        self.store
            .write(|tx: &mut Tx<'_>| -> Result<(), Fault> {
                if !tx.is_clock_trusted() {
                    return Ok(());
                }
                tx.drop_expired_holds()?;
                tx.expire_messages()?;
                tx.forget_answers(tx.now() - ANSWERS_KEPT)?;
                Ok(())
            })
            .await
    }

    /// To be called once at start, before any message is sent: the fate of what was on its way when the program ended is unknown
    /// (reminders §2).
    pub async fn doubt_attempts(&self) -> Result<usize, Fault> {
        self.store
            .write(|tx: &mut Tx<'_>| tx.doubt_attempted_messages())
            .await
    }
}
