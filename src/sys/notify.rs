//! What the service manager is told (READY, WATCHDOG, STOPPING); without a service manager nothing happens.

use std::time::Duration;

use sd_notify::NotifyState;

/// The first request can be answered.
pub fn ready() {
    tell(&NotifyState::Ready);
}

/// The program is on its way out.
pub fn stopping() {
    tell(&NotifyState::Stopping);
}

/// Still alive; to be sent at half of [`watchdog_interval`].
pub fn alive() {
    tell(&NotifyState::Watchdog);
}

/// After how much silence the service manager restarts the program, if it watches at all.
pub fn watchdog_interval() -> Option<Duration> {
    sd_notify::watchdog_enabled()
}

fn tell(state: &NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(std::slice::from_ref(state)) {
        tracing::warn!(%error, "the service manager cannot be told");
    }
}
