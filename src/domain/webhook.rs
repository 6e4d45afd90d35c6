//! What other programs may be told of, and why telling them did not work.

/// Something that happened to an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WebhookEvent {
    /// It was made, agreed or still to be accepted.
    Booked,
    /// It got another time, practitioner or length: a new number replaces the old one.
    Moved,
    /// It was cancelled.
    Cancelled,
    /// It got another state.
    State,
}

impl WebhookEvent {
    /// Every event.
    pub const ALL: [Self; 4] = [Self::Booked, Self::Moved, Self::Cancelled, Self::State];

    /// Spelling on the wire and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Booked => "appointment.booked",
            Self::Moved => "appointment.moved",
            Self::Cancelled => "appointment.cancelled",
            Self::State => "appointment.state",
        }
    }

    /// The event of a spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.key() == key)
    }
}

/// Why an attempt came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryTrouble {
    /// The address is one that may not be called (security T10).
    Forbidden,
    /// No name, no connection, no trusted certificate, or no answer in time.
    Unreachable,
    /// Answered, but not with 2xx; redirects are not followed.
    Status,
    /// The secret was sealed on another device.
    Secret,
    /// The webhook was ended meanwhile.
    Disabled,
}

impl DeliveryTrouble {
    const ALL: [Self; 5] = [
        Self::Forbidden,
        Self::Unreachable,
        Self::Status,
        Self::Secret,
        Self::Disabled,
    ];

    /// Stored spelling.
    pub fn key(self) -> &'static str {
        match self {
            Self::Forbidden => "forbidden",
            Self::Unreachable => "unreachable",
            Self::Status => "status",
            Self::Secret => "secret",
            Self::Disabled => "disabled",
        }
    }

    /// The trouble of a stored spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trouble| trouble.key() == key)
    }
}
