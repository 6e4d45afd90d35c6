//! One calendar of one practitioner.

use super::guard::Suspicion;

/// What the calendar is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// Its events take time away from what is offered.
    Read,
    /// The practitioner's appointments stand in it as well.
    Written,
    /// One file at an address, whose events take time away.
    Subscribed,
}

impl LinkKind {
    const ALL: [Self; 3] = [Self::Read, Self::Written, Self::Subscribed];

    /// Stored spelling.
    pub fn key(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Written => "written",
            Self::Subscribed => "subscribed",
        }
    }

    /// The kind of a stored spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// Whether anything is done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// Read, and written where it is.
    Active,
    /// Put to rest by the practice.
    Paused,
    /// Stopped by the guard until somebody has looked (caldav §6.3).
    Suspended,
    /// The server does not let us in; only new credentials help (caldav §2).
    Refused,
    /// Our events are being taken out of it, then it ends.
    Leaving,
}

impl LinkState {
    const ALL: [Self; 5] = [
        Self::Active,
        Self::Paused,
        Self::Suspended,
        Self::Refused,
        Self::Leaving,
    ];

    /// Stored spelling.
    pub fn key(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Suspended => "suspended",
            Self::Refused => "refused",
            Self::Leaving => "leaving",
        }
    }

    /// The state of a stored spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// Why it is not active.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkReason {
    /// The guard stopped it.
    Guard(Suspicion),
    /// Our own database came back from a copy (caldav §6.3).
    Restored,
    /// User name or password were refused twice in a row.
    Credentials,
    /// The account is right and may not do it.
    Rights,
    /// The server has another key than the one that was accepted.
    Key,
    /// The server has no room left.
    Full,
}

impl LinkReason {
    /// Stored spelling.
    pub fn key(self) -> &'static str {
        match self {
            Self::Guard(suspicion) => suspicion.key(),
            Self::Restored => "restored",
            Self::Credentials => "credentials",
            Self::Rights => "rights",
            Self::Key => "key",
            Self::Full => "full",
        }
    }

    /// The reason of a stored spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        let own = [
            Self::Restored,
            Self::Credentials,
            Self::Rights,
            Self::Key,
            Self::Full,
        ];
        let guarded = Suspicion::ALL.into_iter().map(Self::Guard);
        own.into_iter().chain(guarded).find(|reason| reason.key() == key)
    }
}

/// What an event of ours says of the patient (caldav §4.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Privacy {
    /// That there is an appointment.
    Nothing,
    /// Initials and what for.
    #[default]
    Initials,
    /// The full name and what for.
    Full,
}

impl Privacy {
    /// As it is stored: 0, 1, 2.
    pub fn level(self) -> u8 {
        match self {
            Self::Nothing => 0,
            Self::Initials => 1,
            Self::Full => 2,
        }
    }

    /// The meaning of a stored level; whatever is unknown says nothing.
    pub fn from_level(level: u8) -> Self {
        match level {
            1 => Self::Initials,
            2 => Self::Full,
            _ => Self::Nothing,
        }
    }
}

/// The choices of a link (caldav §4 to §6); what is not stored is as by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches of one form")]
pub struct LinkOptions {
    /// Times of our events are written in UTC.
    pub writes_utc: bool,
    /// All-day events never take time away.
    pub ignores_all_day: bool,
    /// Deleting one of our events cancels, after a grace; otherwise it is asked.
    pub deleting_cancels: bool,
    /// Each move is asked about first; otherwise only one within a day.
    pub asks_before_moving: bool,
    /// A cancelled appointment leaves a trace instead of vanishing.
    pub keeps_cancelled: bool,
    /// Minutes before at which the calendar reminds; `None` is never.
    pub reminds_minutes: Option<u16>,
    /// The password may travel unencrypted, within the practice's own network.
    pub allows_clear: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_their_own() {
        for state in LinkState::ALL {
            assert_eq!(LinkState::from_key(state.key()), Some(state));
        }
        for kind in LinkKind::ALL {
            assert_eq!(LinkKind::from_key(kind.key()), Some(kind));
        }
        for suspicion in Suspicion::ALL {
            let reason = LinkReason::Guard(suspicion);
            assert_eq!(LinkReason::from_key(reason.key()), Some(reason));
        }
        for level in 0..3 {
            assert_eq!(Privacy::from_level(level).level(), level);
        }
        assert_eq!(Privacy::from_level(7), Privacy::Nothing, "on doubt, nothing");
    }

    #[test]
    fn options_that_are_not_stored_are_the_careful_ones() {
        let read: LinkOptions =
            serde_json::from_str(r#"{"writes_utc":true,"of_a_later_version":1}"#).unwrap();
        assert_eq!(
            read,
            LinkOptions {
                writes_utc: true,
                ..LinkOptions::default()
            }
        );
        assert!(!LinkOptions::default().deleting_cancels);
    }
}
