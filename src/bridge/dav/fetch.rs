//! Fetches bodies in batches, and finds the one that spoils its batch.

use super::body::Body;
use super::get;
use super::href;
use super::multiget;
use super::propfind::{Collection, Member};
use super::session::Session;
use super::trouble::DavError;
use crate::sys::http::LinkError;

/// Members of one question.
const BATCH_MAX: usize = 50;

/// What became of each member that was wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fetched {
    /// Those that came.
    pub bodies: Vec<Body>,
    /// Names of those that are really not there.
    pub missing: Vec<String>,
    /// Those that the server cannot give: to be left as they were known, never taken for removed.
    pub quarantined: Vec<(String, DavError)>,
}

/// Fetches the bodies of these members. A fault of the line ends it; a fault of one member does not.
pub async fn fetch(
    session: &mut Session,
    calendar: &Collection,
    wanted: &[Member],
) -> Result<Fetched, DavError> {
    let mut fetched = Fetched::default();
    let batch = if calendar.reports.multiget { BATCH_MAX } else { 1 };
    // A stack instead of recursion; the first batch on top.
    let mut batches: Vec<&[Member]> = wanted.chunks(batch).rev().collect();
    while let Some(members) = batches.pop() {
        if let [alone] = members {
            fetch_alone(session, alone, &mut fetched).await?;
            continue;
        }
        let hrefs = members.iter().map(|member| member.href.as_str());
        let asked = session.ask(&multiget::prepare(&calendar.href, hrefs)).await;
        match asked.and_then(|answer| multiget::parse(&answer)) {
            Ok(bodies) => batches.extend(sorted(members, bodies, &mut fetched)),
            Err(error) if may_be_one_of_them(&error) => {
                let (first, second) = members.split_at(members.len() / 2);
                batches.extend([second, first]);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(fetched)
}

/// Keeps the bodies that were wanted; those that are absent from the answer are unknown, and each is asked for alone.
fn sorted<'a>(members: &'a [Member], bodies: Vec<Body>, fetched: &mut Fetched) -> Vec<&'a [Member]> {
    let is_wanted = |body: &Body| members.iter().any(|member| member.name == body.name);
    let came: Vec<Body> = bodies.into_iter().filter(is_wanted).collect();
    let absent = members
        .chunks(1)
        .filter(|one| {
            one.iter()
                .all(|member| came.iter().all(|body| body.name != member.name))
        })
        .collect();
    fetched.bodies.extend(came);
    absent
}

async fn fetch_alone(session: &mut Session, member: &Member, fetched: &mut Fetched) -> Result<(), DavError> {
    let asked = session.ask(&get::prepare(&member.href)).await;
    match asked.and_then(|answer| get::parse(&answer, &member.href)) {
        Ok(body) => fetched.bodies.push(Body {
            etag: body.etag.or_else(|| member.etag.clone()),
            ..body
        }),
        Err(DavError::NotFound) => fetched.missing.push(member.name.clone()),
        Err(error) if may_be_one_of_them(&error) || error == DavError::WebPage => {
            fetched.quarantined.push((href::name(&member.href), error));
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

/// Whether a smaller question may be answered.
fn may_be_one_of_them(error: &DavError) -> bool {
    error.is_local() || matches!(error, DavError::Link(LinkError::TooLarge | LinkError::Unreadable))
}
