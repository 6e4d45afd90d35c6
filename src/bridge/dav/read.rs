//! One pass of reading: what changed in a calendar since the pass before, or all that is in it.
//!
//! Nothing is decided here about what is gone: a delta says what a server claims, a listing what it shows.

use std::collections::BTreeMap;

use super::body::Body;
use super::discover::about;
use super::fetch::{Fetched, Intake, fetch};
use super::propfind::{self, Collection, Member};
use super::query;
use super::server::Identity;
use super::session::Session;
use super::suspicion::{self, Suspicion};
use super::sync::{self, Answered, Delta};
use super::trouble::DavError;

/// Parts of one list of changes that are put together before it is taken for endless.
const PARTS_MAX: usize = 1000;
/// Passes in a row with other contents and no change before everything is listed.
const SILENT_MAX: u8 = 2;

/// What the pass before left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// The calendar as it was last looked at; its `href` is where to ask.
    pub calendar: Collection,
    /// Who answered.
    pub server: Identity,
    /// Where the question for changes begins; `None` lists everything.
    pub token: Option<String>,
    /// States of the members by their names.
    pub members: BTreeMap<String, Option<String>>,
    /// Passes in a row in which the contents changed without any change listed.
    pub silent: u8,
}

impl Before {
    /// Nothing read yet of a calendar that was found.
    pub fn first(calendar: Collection, server: Identity) -> Self {
        let calendar = Collection {
            ctag: None,
            ..calendar
        };
        Self {
            calendar,
            server,
            ..Self::default()
        }
    }
}

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The server says that nothing changed.
    Nothing,
    /// Changes, as the server tells them: names of members that it calls gone.
    Delta(Vec<String>),
    /// Every member that is there.
    Listing(Vec<Member>),
}

/// A pass, with what the next one has to know. To be stored whole or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass<T = Body> {
    /// What was seen.
    pub seen: Seen,
    /// What is new or has another state, as it was read.
    pub fetched: Fetched<T>,
    /// Why everything was listed although changes were asked for; also where the token was refused.
    pub suspicions: Vec<Suspicion>,
    /// The server did not know the token any more.
    pub token_refused: bool,
    /// The calendar as it is now; its `href` is the server's own.
    pub calendar: Collection,
    /// Who answered.
    pub server: Identity,
    /// Where the next question for changes begins.
    pub token: Option<String>,
    /// See [`Before::silent`].
    pub silent: u8,
}

/// Reads a calendar. `lists_all`: do not ask for changes (first pass, every few hours, after a backup was restored).
pub async fn read<T, R>(
    session: &mut Session,
    (before, lists_all): (&Before, bool),
    intake: Intake<'_, R>,
) -> Result<Pass<T>, DavError>
where
    R: Fn(Body) -> T + Clone + Send + 'static,
    T: Send + 'static,
{
    let (mut pass, ahead) = looked(session, before, lists_all).await?;
    let (wanted, gone) = match ahead {
        Ahead::Nothing => return Ok(pass),
        Ahead::Everything => return list(session, before, pass, intake).await,
        Ahead::Changes(delta) => (wanted(&delta.changed, before), delta.gone),
    };
    pass.fetched = fetch(session, (&pass.calendar, &wanted), intake).await?;
    let has_vanished = pass.fetched.missing.iter().any(|name| !gone.contains(name));
    if has_vanished {
        pass.suspicions.push(Suspicion::Vanished);
        (pass.server, pass.calendar) = calendar(session, &before.calendar.href).await?;
        return list(session, before, pass, intake).await;
    }
    // Something made and removed between two passes was never known.
    let is_known = |name: &String| before.members.contains_key(name);
    let gone: Vec<String> = gone.into_iter().filter(is_known).collect();
    if !(wanted.is_empty() && gone.is_empty()) {
        pass.seen = Seen::Delta(gone);
    }
    Ok(pass)
}

/// What is to be read after the server was asked what changed.
enum Ahead {
    Nothing,
    /// All of [`Pass::calendar`].
    Everything,
    Changes(Delta),
}

async fn looked<T>(
    session: &mut Session,
    before: &Before,
    lists_all: bool,
) -> Result<(Pass<T>, Ahead), DavError> {
    let mut pass = Pass::since(before);
    if lists_all || before.token.is_none() {
        return by_state(session, before, pass, lists_all).await;
    }
    let Some(delta) = changes(session, before).await? else {
        pass.token_refused = true;
        (pass.server, pass.calendar) = calendar(session, &before.calendar.href).await?;
        return Ok((pass, Ahead::Everything));
    };
    pass.suspicions.extend(suspicion::of_delta(&delta, before));
    let is_empty = delta.changed.is_empty() && delta.gone.is_empty();
    // An empty list with another token, or after a doubt, is compared with the contents.
    let is_doubted = delta.token != before.token || before.silent > 0;
    if is_doubted && is_empty || !is_empty && !before.server.kind.refuses_foreign_tokens() {
        look_again(session, before, &mut pass, is_empty).await?;
    } else if !is_empty {
        // Others than those that are known.
        pass.calendar.ctag = None;
    }
    if !pass.suspicions.is_empty() {
        (pass.server, pass.calendar) = calendar(session, &before.calendar.href).await?;
        return Ok((pass, Ahead::Everything));
    }
    pass.token.clone_from(&delta.token);
    Ok((pass, Ahead::Changes(delta)))
}

impl<T> Pass<T> {
    fn since(before: &Before) -> Self {
        Self {
            seen: Seen::Nothing,
            fetched: Fetched::default(),
            suspicions: Vec::new(),
            token_refused: false,
            calendar: before.calendar.clone(),
            server: before.server.clone(),
            token: before.token.clone(),
            silent: 0,
        }
    }
}

/// Without changes to ask for: by the mark of the contents, where there is one, else by everything.
async fn by_state<T>(
    session: &mut Session,
    before: &Before,
    mut pass: Pass<T>,
    lists_all: bool,
) -> Result<(Pass<T>, Ahead), DavError> {
    let (server, calendar) = calendar(session, &before.calendar.href).await?;
    let is_same = calendar.ctag.is_some() && calendar.ctag == before.calendar.ctag;
    let is_new = calendar.tells_changes();
    if is_same && !is_new && !lists_all && server == before.server {
        return Ok((pass, Ahead::Nothing));
    }
    pass.suspicions.extend(suspicion::of_calendar(&calendar, before));
    (pass.server, pass.calendar) = (server, calendar);
    Ok((pass, Ahead::Everything))
}

/// Every change since the token; `None` where the server refuses it.
async fn changes(session: &mut Session, before: &Before) -> Result<Option<Delta>, DavError> {
    let collection = &before.calendar.href;
    let mut whole = Delta {
        token: before.token.clone(),
        ..Delta::default()
    };
    for _ in 0..PARTS_MAX {
        let asked = sync::prepare(collection, whole.token.as_deref());
        let answer = session.ask(&asked).await?;
        let Answered::Delta(part) = sync::parse(&answer, collection)? else {
            return Ok(None);
        };
        // Later parts are newer: what they say of a member replaces what was said before.
        let is_told_again = |name: &String| {
            part.gone.contains(name) || part.changed.iter().any(|member| member.name == *name)
        };
        whole.changed.retain(|member| !is_told_again(&member.name));
        whole.gone.retain(|name| !is_told_again(name));
        whole.changed.extend(part.changed);
        whole.gone.extend(part.gone);
        let goes_on = part.is_cut && part.token.is_some() && part.token != whole.token;
        whole.token = part.token;
        if !goes_on {
            return Ok(Some(whole));
        }
    }
    Ok(None)
}

/// Looks at the calendar itself after its changes were told.
async fn look_again<T>(
    session: &mut Session,
    before: &Before,
    pass: &mut Pass<T>,
    is_empty: bool,
) -> Result<(), DavError> {
    let (server, calendar) = calendar(session, &before.calendar.href).await?;
    pass.suspicions.extend(suspicion::of_calendar(&calendar, before));
    if server != before.server {
        pass.suspicions.push(Suspicion::OtherServer);
    }
    let was = &before.calendar.ctag;
    let is_silent = is_empty && was.is_some() && calendar.ctag.is_some() && *was != calendar.ctag;
    pass.silent = if is_silent { before.silent + 1 } else { 0 };
    if pass.silent >= SILENT_MAX {
        pass.suspicions.push(Suspicion::SilentChange);
    }
    (pass.server, pass.calendar) = (server, calendar);
    if is_silent {
        // The next pass compares with the contents that are known.
        pass.calendar.ctag.clone_from(was);
    }
    Ok(())
}

/// Lists everything of `pass.calendar`, whose token was read before, so that what changes meanwhile is told again.
async fn list<T, R>(
    session: &mut Session,
    before: &Before,
    mut pass: Pass<T>,
    intake: Intake<'_, R>,
) -> Result<Pass<T>, DavError>
where
    R: Fn(Body) -> T + Clone + Send + 'static,
    T: Send + 'static,
{
    let collection = pass.calendar.href.clone();
    let mut asked = propfind::listing(&collection);
    let mut answer = session.ask(&asked).await?;
    if matches!(answer.status, 403 | 413 | 507) && pass.calendar.reports.query {
        asked = query::events(&collection);
        answer = session.ask(&asked).await?;
    }
    let members = propfind::parse_listing(&answer, &collection)?;
    let wanted = wanted(&members, before);
    drop(answer);
    pass.fetched = fetch(session, (&pass.calendar, &wanted), intake).await?;
    pass.token = pass
        .calendar
        .tells_changes()
        .then(|| pass.calendar.token.clone())
        .flatten();
    pass.silent = 0;
    pass.seen = Seen::Listing(members);
    Ok(pass)
}

async fn calendar(session: &mut Session, href: &str) -> Result<(Identity, Collection), DavError> {
    let (server, calendar) = about(session, href).await?;
    if calendar.is_calendar {
        Ok((server, calendar))
    } else {
        Err(DavError::NoCalendar)
    }
}

/// New ones, those in another state, and those whose state is not told.
fn wanted(members: &[Member], before: &Before) -> Vec<Member> {
    let is_known = |member: &&Member| {
        member.etag.is_some()
            && before
                .members
                .get(&member.name)
                .is_some_and(|etag| *etag == member.etag)
    };
    members
        .iter()
        .filter(|member| !is_known(member))
        .cloned()
        .collect()
}
