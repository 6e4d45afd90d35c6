//! Writing one event, with the verdict as data: done, done before, somebody else wrote, or refused (specification of the bridge, §4.1).

use super::body::Body;
use super::delete::{self, Delete};
use super::discover::about;
use super::get;
use super::href;
use super::mark::Mark;
use super::propfind::{self, Member};
use super::put::{self, Condition, Put};
use super::query;
use super::session::Session;
use super::trouble::DavError;

/// An event of ours as it should stand there.
#[derive(Clone, Copy, Debug)]
pub struct Ours<'a> {
    /// Its `UID`, which never changes.
    pub uid: &'a str,
    /// Its `X-GRAPPE-REV`.
    pub revision: &'a str,
    /// The whole calendar object.
    pub body: &'a str,
}

impl Ours<'_> {
    /// Whether this is what stands there: the identity and the revision count, since servers write the rest in their own way.
    fn is(&self, there: &Body) -> bool {
        let mark = Mark::of(&there.data);
        mark.uid.as_deref() == Some(self.uid) && mark.revision.as_deref() == Some(self.revision)
    }
}

/// Why a server will not have an event; trying the same again is of no use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The calendar itself is not there any more, or is none.
    CalendarGone,
    /// No room (507), or too large (413): nothing more should be sent.
    NoRoom(u16),
    /// This event, with the status and the condition that it does not meet.
    Event(u16, Option<String>),
}

/// What became of a new event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Created {
    /// It stands there; its state, where the server tells one.
    Stored(Option<String>),
    /// It stood there before: the answer to an earlier try was lost.
    StoodThere(Option<String>),
    /// Something else stands there.
    Other(Box<Body>),
    /// An event of this identity stands at another place.
    Elsewhere(Member),
    /// Not taken.
    Refused(Refusal),
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Updated {
    /// It stands there; its state, and whether the server could be told to compare before writing.
    Stored {
        /// The new state.
        etag: Option<String>,
        /// States of this server cannot be named, so that it was compared by reading just before.
        without_lock: bool,
    },
    /// It stood there before: the answer to an earlier try was lost.
    StoodThere(Option<String>),
    /// Somebody changed it meanwhile.
    Changed(Box<Body>),
    /// It is not there any more.
    Gone,
    /// Not taken.
    Refused(Refusal),
}

/// What became of a removal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deleted {
    /// Taken away now.
    Done,
    /// It was gone before.
    WasGone,
    /// Somebody changed it meanwhile.
    Changed(Box<Body>),
}

/// Writes a new event. `href`: a name that only this event ever has.
pub async fn create(
    session: &mut Session,
    collection: &str,
    href: &str,
    ours: &Ours<'_>,
) -> Result<Created, DavError> {
    let answer = session
        .ask(&put::prepare(href, ours.body, Condition::New))
        .await?;
    Ok(match put::parse(&answer)? {
        Put::Stored(etag) => Created::Stored(known(session, href, etag).await?),
        Put::Unmet => match there(session, href).await? {
            Some(body) if ours.is(&body) => Created::StoodThere(body.etag),
            Some(body) => Created::Other(Box::new(body)),
            // Refused by a condition that is not named, with nothing there.
            None => Created::Refused(refusal(session, collection, 412, None).await?),
        },
        Put::UidElsewhere => match by_uid(session, collection, ours.uid).await? {
            Some(member) => Created::Elsewhere(member),
            None => Created::Refused(Refusal::Event(409, Some("no-uid-conflict".to_owned()))),
        },
        Put::NoRoom(status) => Created::Refused(Refusal::NoRoom(status)),
        Put::Refused(status, reason) => Created::Refused(refusal(session, collection, status, reason).await?),
    })
}

/// Writes over an event whose last known state is `etag`.
pub async fn update(
    session: &mut Session,
    collection: &str,
    href: &str,
    etag: &str,
    ours: &Ours<'_>,
) -> Result<Updated, DavError> {
    // A weak state, as a proxy that packs answers makes it, never matches: the strong one behind it may.
    let strong = etag.strip_prefix("W/").unwrap_or(etag);
    let answer = session
        .ask(&put::prepare(href, ours.body, Condition::Unchanged(strong)))
        .await?;
    let first = put::parse(&answer)?;
    if first != Put::Unmet {
        return updated(session, collection, href, first, false).await;
    }
    match there(session, href).await? {
        None => Ok(Updated::Gone),
        Some(body) if ours.is(&body) => Ok(Updated::StoodThere(body.etag)),
        // The same weak state as before: nobody wrote, the server only cannot compare.
        Some(body) if strong != etag && body.etag.as_deref() == Some(etag) => {
            let answer = session
                .ask(&put::prepare(href, ours.body, Condition::None))
                .await?;
            let second = put::parse(&answer)?;
            updated(session, collection, href, second, true).await
        }
        Some(body) => Ok(Updated::Changed(Box::new(body))),
    }
}

async fn updated(
    session: &mut Session,
    collection: &str,
    href: &str,
    put: Put,
    without_lock: bool,
) -> Result<Updated, DavError> {
    Ok(match put {
        Put::Stored(etag) => Updated::Stored {
            etag: known(session, href, etag).await?,
            without_lock,
        },
        Put::NoRoom(status) => Updated::Refused(Refusal::NoRoom(status)),
        Put::Refused(status, reason) => Updated::Refused(refusal(session, collection, status, reason).await?),
        Put::Unmet => Updated::Refused(refusal(session, collection, 412, None).await?),
        Put::UidElsewhere => Updated::Refused(Refusal::Event(409, Some("no-uid-conflict".to_owned()))),
    })
}

/// Takes an event away of which no state is known: what stands there is looked at first, and only an event of this identity goes.
pub async fn remove_unseen(session: &mut Session, href: &str, uid: &str) -> Result<Deleted, DavError> {
    let Some(body) = there(session, href).await? else {
        return Ok(Deleted::WasGone);
    };
    if Mark::of(&body.data).uid.as_deref() != Some(uid) {
        return Ok(Deleted::Changed(Box::new(body)));
    }
    if let Some(etag) = &body.etag {
        return remove(session, href, etag).await;
    }
    let answer = session.ask(&delete::prepare(href, Condition::None)).await?;
    match delete::parse(&answer)? {
        Delete::Done => Ok(Deleted::Done),
        Delete::Absent => Ok(Deleted::WasGone),
        Delete::Unmet => Ok(Deleted::Changed(Box::new(body))),
    }
}

/// Takes an event away whose last known state is `etag`.
pub async fn remove(session: &mut Session, href: &str, etag: &str) -> Result<Deleted, DavError> {
    let strong = etag.strip_prefix("W/").unwrap_or(etag);
    let answer = session
        .ask(&delete::prepare(href, Condition::Unchanged(strong)))
        .await?;
    match delete::parse(&answer)? {
        Delete::Done => return Ok(Deleted::Done),
        Delete::Absent => return Ok(Deleted::WasGone),
        Delete::Unmet => {}
    }
    let Some(body) = there(session, href).await? else {
        return Ok(Deleted::WasGone);
    };
    if strong == etag || body.etag.as_deref() != Some(etag) {
        return Ok(Deleted::Changed(Box::new(body)));
    }
    let answer = session.ask(&delete::prepare(href, Condition::None)).await?;
    match delete::parse(&answer)? {
        Delete::Done => Ok(Deleted::Done),
        Delete::Absent => Ok(Deleted::WasGone),
        Delete::Unmet => Ok(Deleted::Changed(Box::new(body))),
    }
}

/// The state after a write; asked for where the answer does not tell it.
async fn known(session: &mut Session, href: &str, etag: Option<String>) -> Result<Option<String>, DavError> {
    if etag.is_some() {
        return Ok(etag);
    }
    let answer = session.ask(&propfind::etag(href)).await?;
    propfind::parse_etag(&answer)
}

/// What stands at a place now, if anything does.
pub async fn there(session: &mut Session, href: &str) -> Result<Option<Body>, DavError> {
    let answer = session.ask(&get::prepare(href)).await?;
    match get::parse(&answer, href) {
        Ok(body) => Ok(Some(body)),
        Err(DavError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Where an event of this identity stands.
async fn by_uid(session: &mut Session, collection: &str, uid: &str) -> Result<Option<Member>, DavError> {
    let answer = session.ask(&query::by_uid(collection, uid)).await?;
    let found = propfind::parse_listing(&answer, collection)?;
    for member in found {
        // Servers compare text in their own ways, some by a part of it.
        let body = there(session, &member.href).await?;
        if body.is_some_and(|body| Mark::of(&body.data).uid.as_deref() == Some(uid)) {
            return Ok(Some(member));
        }
    }
    Ok(None)
}

/// Whether it is the event or the whole calendar: several servers say the same for both.
async fn refusal(
    session: &mut Session,
    collection: &str,
    status: u16,
    reason: Option<String>,
) -> Result<Refusal, DavError> {
    match about(session, collection).await {
        Ok((_, there)) if there.is_calendar => Ok(Refusal::Event(status, reason)),
        Ok(_) | Err(DavError::NotFound | DavError::NoCalendar) => Ok(Refusal::CalendarGone),
        Err(error) => Err(error),
    }
}

/// Where a new event of ours is written.
pub fn new_href(collection: &str, id: &str) -> String {
    href::member(collection, &new_name(id))
}

/// What it is known by there.
pub fn new_name(id: &str) -> String {
    format!("grappe-{id}.ics")
}

/// Where a member is by the name it is known by.
pub fn href_of(collection: &str, name: &str) -> String {
    href::named(collection, name)
}
