//! What came of a pass, as data: words are made of it elsewhere.

use super::dav::DavError;
use crate::app::Failure;
use crate::domain::calendar::Suspicion;
use crate::domain::ical;
use crate::domain::id::CalendarLinkId;
use crate::store::Fault;
use crate::sys::http::AddressProblem;

/// A pass that went well, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SyncCounts {
    /// Events that were new or changed.
    pub seen: usize,
    /// Events that are gone.
    pub gone: usize,
    /// Events of ours that were written or taken out.
    pub written: usize,
}

/// Why a pass came to nothing, or ended early.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SyncTrouble {
    /// The server, or the line to it.
    #[error(transparent)]
    Dav(#[from] DavError),
    /// The password was sealed on another device, or is to be typed again.
    #[error("no password")]
    NoPassword,
    /// The address of the calendar is none.
    #[error("address: {0}")]
    Address(AddressProblem),
    /// The file is no calendar, or is cut off.
    #[error("file unreadable: {0}")]
    Unreadable(ical::Fault),
    /// The server has no room left.
    #[error("no room left")]
    Full,
    /// The guard stopped it: nothing that was seen is believed.
    #[error("suspended ({0:?})")]
    Suspended(Suspicion),
    /// Our own database.
    #[error(transparent)]
    Store(#[from] Fault),
}

impl SyncTrouble {
    /// For the log: what kind of trouble, without addresses and names, which may be secret.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Dav(dav) => match dav {
                DavError::Link(_) => "line",
                DavError::Credentials => "credentials",
                DavError::InClear => "in clear",
                DavError::NoKnownScheme => "scheme",
                DavError::Elsewhere(_) | DavError::TooManyRedirects => "elsewhere",
                DavError::WebPage => "web page",
                DavError::Forbidden(_) => "forbidden",
                DavError::NotFound => "not found",
                DavError::Busy { .. } => "busy",
                DavError::Status { .. } => "status",
                DavError::Malformed(_) => "malformed",
                DavError::NoCalendar => "no calendar",
            },
            Self::NoPassword => "no password",
            Self::Address(_) => "address",
            Self::Unreadable(_) => "unreadable",
            Self::Full => "full",
            Self::Suspended(suspicion) => suspicion.key(),
            Self::Store(_) => "store",
        }
    }
}

impl<R: std::fmt::Debug> From<Failure<R>> for SyncTrouble {
    fn from(failure: Failure<R>) -> Self {
        match failure {
            Failure::Fault(fault) => Self::Store(fault),
            // Every verdict is taken as a value before; one that comes as a refusal is a mistake of ours.
            Failure::Refused(refusal) => Self::Store(Fault::Bug(format!("a pass was refused: {refusal:?}"))),
        }
    }
}

/// What came of the pass over one calendar.
#[derive(Clone, Debug)]
pub struct SyncReport {
    /// Which one.
    pub link: CalendarLinkId,
    /// How it went.
    pub outcome: Result<SyncCounts, SyncTrouble>,
}
