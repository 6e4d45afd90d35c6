//! `[clock]`: when the time of the machine may be believed (booking-rules §1.8).

use super::section::Section;

/// Trust in the clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// The machine has no battery clock: the time counts only once the system says that network time was reached.
    pub require_network_time: bool,
}

impl Clock {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let base = Self::default();
        Self {
            require_network_time: section
                .flag("require_network_time")
                .unwrap_or(base.require_network_time),
        }
    }
}
