//! Fetches bodies in batches that stay small, has each batch read before the next is asked for, and finds the one that spoils its batch.

use super::body::Body;
use super::get;
use super::href;
use super::mark::Mark;
use super::multiget;
use super::propfind::{Collection, Member};
use super::session::Session;
use super::trouble::DavError;
use crate::domain::ical::AttachmentSieve;
use crate::sys::http::LinkError;

/// Members of one question.
const BATCH_MAX: usize = 50;
/// Answers in a row that were not too large before twice as many members are asked for.
const CALM: u8 = 8;

/// What became of each member that was wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched<T = Body> {
    /// Those that came, as they were read.
    pub bodies: Vec<T>,
    /// Names of those that are really not there.
    pub missing: Vec<String>,
    /// Those that the server cannot give, or that cannot be read at all: to be left as they were known, never taken for removed.
    pub quarantined: Vec<(String, DavError)>,
}

impl<T> Default for Fetched<T> {
    fn default() -> Self {
        Self {
            bodies: Vec::new(),
            missing: Vec::new(),
            quarantined: Vec::new(),
        }
    }
}

/// What is done with bodies as they come, so that never more than a batch of them is held.
#[derive(Debug)]
pub struct Intake<'a, R> {
    /// Right half of the UIDs of our events: those come with what others attached to them, to be written back.
    pub domain: &'a str,
    /// Reads one, on a thread on which nothing else waits.
    pub read: &'a R,
}

impl<R> Clone for Intake<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Intake<'_, R> {}

/// Fetches the bodies of these members. A fault of the line ends it; a fault of one member does not.
pub async fn fetch<T, R>(
    session: &mut Session,
    (calendar, wanted): (&Collection, &[Member]),
    intake: Intake<'_, R>,
) -> Result<Fetched<T>, DavError>
where
    R: Fn(Body) -> T + Clone + Send + 'static,
    T: Send + 'static,
{
    let mut fetched = Fetched::default();
    let mut size = Size::of(calendar);
    // A stack instead of recursion.
    let mut batches = vec![wanted];
    while let Some(members) = batches.pop() {
        let (members, later) = members.split_at(size.members.min(members.len()));
        if !later.is_empty() {
            batches.push(later);
        }
        match members {
            [] => {}
            [alone] => {
                if let Some(body) = fetch_alone(session, alone, (intake.domain, &mut fetched)).await? {
                    digest(vec![body], intake.read, &mut fetched).await;
                }
                size.went_well();
            }
            _ => {
                let hrefs = members.iter().map(|member| member.href.as_str());
                let asked = session.ask(&multiget::prepare(&calendar.href, hrefs)).await;
                match asked.and_then(|answer| multiget::parse(&answer)) {
                    Ok(bodies) => {
                        size.went_well();
                        let (came, absent) = sorted(members, bodies, intake.domain);
                        batches.extend(absent);
                        digest(came, intake.read, &mut fetched).await;
                    }
                    Err(error) if may_be_one_of_them(&error) => {
                        if error == DavError::Link(LinkError::TooLarge) {
                            size.was_too_much(members.len());
                        }
                        let (first, second) = members.split_at(members.len() / 2);
                        batches.extend([second, first]);
                    }
                    Err(error) => return Err(error),
                }
            }
        }
    }
    Ok(fetched)
}

/// How many members are asked for at once: less where they are large.
struct Size {
    members: usize,
    most: usize,
    calm: u8,
}

impl Size {
    fn of(calendar: &Collection) -> Self {
        let most = if calendar.reports.multiget { BATCH_MAX } else { 1 };
        Self {
            members: most,
            most,
            calm: 0,
        }
    }

    fn was_too_much(&mut self, members: usize) {
        (self.members, self.calm) = ((members / 2).max(1), 0);
    }

    fn went_well(&mut self) {
        self.calm += 1;
        if self.calm >= CALM {
            (self.members, self.calm) = ((self.members * 2).min(self.most), 0);
        }
    }
}

/// Has bodies read. What no reader survives is left as it was known.
async fn digest<T, R>(bodies: Vec<Body>, read: &R, fetched: &mut Fetched<T>)
where
    R: Fn(Body) -> T + Clone + Send + 'static,
    T: Send + 'static,
{
    let names: Vec<String> = bodies.iter().map(|body| body.name.clone()).collect();
    let read = read.clone();
    let done = tokio::task::spawn_blocking(move || bodies.into_iter().map(read).collect::<Vec<T>>()).await;
    match done {
        Ok(done) => fetched.bodies.extend(done),
        Err(error) => {
            tracing::error!(%error, "bodies of a calendar were not read");
            let unread = |name| (name, DavError::Link(LinkError::Unreadable));
            fetched.quarantined.extend(names.into_iter().map(unread));
        }
    }
}

/// The bodies that were wanted; and those that are absent from the answer: they are unknown, and each is asked for alone.
fn sorted<'a>(members: &'a [Member], bodies: Vec<Body>, domain: &str) -> (Vec<Body>, Vec<&'a [Member]>) {
    let is_wanted = |body: &Body| members.iter().any(|member| member.name == body.name);
    let wanted = bodies.into_iter().filter(is_wanted);
    let came: Vec<Body> = wanted.map(|body| sifted(body, domain)).collect();
    let absent = members
        .chunks(1)
        .filter(|one| {
            one.iter()
                .all(|member| came.iter().all(|body| body.name != member.name))
        })
        .collect();
    (came, absent)
}

/// Without what is attached, unless it is ours.
fn sifted(body: Body, domain: &str) -> Body {
    let mut data = Vec::with_capacity(body.data.len());
    AttachmentSieve::default().take(&body.data, &mut data);
    if data.len() == body.data.len() || is_ours(&data, domain) {
        return body;
    }
    data.shrink_to_fit();
    Body { data, ..body }
}

fn is_ours(data: &[u8], domain: &str) -> bool {
    let uid = Mark::of(data).uid.unwrap_or_default();
    let end = uid.rsplit_once('@').map(|(_, end)| end);
    end == Some(domain)
}

async fn fetch_alone<T>(
    session: &mut Session,
    member: &Member,
    (domain, fetched): (&str, &mut Fetched<T>),
) -> Result<Option<Body>, DavError> {
    match one(session, member, domain).await {
        Ok(body) => {
            return Ok(Some(Body {
                etag: body.etag.or_else(|| member.etag.clone()),
                ..body
            }));
        }
        Err(DavError::NotFound) => fetched.missing.push(member.name.clone()),
        Err(error) if may_be_one_of_them(&error) || error == DavError::WebPage => {
            fetched.quarantined.push((href::name(&member.href), error));
        }
        Err(error) => return Err(error),
    }
    Ok(None)
}

async fn one(session: &mut Session, member: &Member, domain: &str) -> Result<Body, DavError> {
    let answer = session.ask(&get::sifted(&member.href)).await?;
    let body = get::parse(&answer, &member.href)?;
    if answer.left_out == 0 || !is_ours(&body.data, domain) {
        return Ok(body);
    }
    let answer = session.ask(&get::own(&member.href)).await?;
    get::parse(&answer, &member.href)
}

/// Whether a smaller question may be answered.
fn may_be_one_of_them(error: &DavError) -> bool {
    error.is_local() || matches!(error, DavError::Link(LinkError::TooLarge | LinkError::Unreadable))
}
