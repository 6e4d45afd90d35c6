//! From what was typed to the calendars that are meant (RFC 6764): the calendar itself, a principal, or only a server.

use super::href;
use super::mkcalendar;
use super::propfind::{self, Collection};
use super::server::Identity;
use super::session::Session;
use super::trouble::DavError;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Who answered.
    pub server: Identity,
    /// The calendars that take events; the one that was typed, where it was one.
    pub calendars: Vec<Collection>,
    /// Where another calendar may be made.
    pub home: Option<String>,
}

/// Looks for calendars, from the address of the session on.
pub async fn discover(session: &mut Session) -> Result<Found, DavError> {
    let typed = session.address().path();
    let first = place(session, &typed).await;
    match &first {
        Ok((_, there)) if there.is_calendar => {
            let (server, calendar) = about(session, &there.href).await?;
            return Ok(Found {
                server,
                calendars: vec![calendar],
                home: None,
            });
        }
        Err(error) if !is_worth_asking_elsewhere(error) => return Err(error.clone()),
        _ => {}
    }
    let second = match &first {
        Ok((_, there)) if there.principal.is_some() => first.clone(),
        _ => place(session, "/.well-known/caldav").await,
    };
    // What was typed tells more about a mistake than a guess of ours.
    let (mut server, there) = second.or(first)?;
    let homes = match &there.principal {
        Some(principal) => homes(session, principal).await?,
        None => vec![there.href.clone()],
    };
    let mut calendars = Vec::new();
    for home in &homes {
        let answer = session.ask(&propfind::children(home)).await?;
        for child in propfind::parse_children(&answer)? {
            let is_new = !calendars
                .iter()
                .any(|known: &Collection| href::same(&known.href, &child.href));
            if child.is_calendar && is_new {
                // A calendar tells more of its server than the way to it.
                let (told, calendar) = about(session, &child.href).await?;
                server = told;
                calendars.push(calendar);
            }
        }
    }
    Ok(Found {
        server,
        calendars,
        home: homes.into_iter().next(),
    })
}

/// Makes a calendar, because somebody asked for one. `segment`: lower-case letters, digits and hyphens.
pub async fn make_calendar(
    session: &mut Session,
    home: &str,
    segment: &str,
    name: &str,
) -> Result<Collection, DavError> {
    let href = format!("{}/", href::member(home, segment));
    let answer = session.ask(&mkcalendar::prepare(&href, name)).await?;
    mkcalendar::parse(&answer)?;
    let (_, made) = about(session, &href).await?;
    if made.is_calendar {
        Ok(made)
    } else {
        Err(DavError::NoCalendar)
    }
}

/// What a place is that may be anything.
async fn place(session: &mut Session, href: &str) -> Result<(Identity, Collection), DavError> {
    let answer = session.ask(&propfind::place(href)).await?;
    let there = propfind::parse_about(&answer)?;
    Ok((Identity::of(&answer), there))
}

/// What a calendar is.
pub(super) async fn about(session: &mut Session, href: &str) -> Result<(Identity, Collection), DavError> {
    let answer = session.ask(&propfind::about(href)).await?;
    let there = propfind::parse_about(&answer)?;
    Ok((Identity::of(&answer), there))
}

/// Whether this account may write there; `None` where the server does not say.
pub async fn may_write(session: &mut Session, href: &str) -> Result<Option<bool>, DavError> {
    Ok(about(session, href).await?.1.may_write)
}

/// The places of a principal's calendars; itself where it names none.
async fn homes(session: &mut Session, principal: &str) -> Result<Vec<String>, DavError> {
    let answer = session.ask(&propfind::homes(principal)).await?;
    let found = propfind::parse_homes(&answer)?;
    if found.is_empty() {
        Ok(vec![principal.to_owned()])
    } else {
        Ok(found)
    }
}

/// The place may be wrong while the server is right.
fn is_worth_asking_elsewhere(error: &DavError) -> bool {
    error.is_local() || *error == DavError::WebPage
}
