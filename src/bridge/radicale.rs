//! Radicale beside us (ADR 0015): a calendar for each practitioner who has an account, made where there is none, and linked as written.

use std::collections::BTreeSet;

use super::dav::{Credentials, DavError, Session, Terms, discover, make_calendar};
use crate::app::{App, CalendarRefusal, Failure, LinkRequest, RadicaleFault};
use crate::config::Radicale;
use crate::domain::calendar::{LinkKind, LinkOptions, Privacy};
use crate::domain::id::PractitionerId;
use crate::domain::staff::Actor;
use crate::store::NewCalendarLink;
use crate::sys::http::Address;

/// Last segment of each calendar.
const SEGMENT: &str = "agenda";
/// Right half of the UIDs of our events there.
const DOMAIN: &str = "grappe.local";

/// What became of one practitioner's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Linked {
    /// It is linked from now on.
    Now,
    /// Their appointments are written to a calendar already, this one or another.
    Before,
    /// The account has a password that we do not know.
    UnknownPassword,
    /// Radicale does not answer, or otherwise than it should.
    Trouble(DavError),
}

/// Makes and links what is missing, for everybody who has an account; `name` is what telephones call the calendar.
pub async fn link_all(
    app: &App,
    place: &Radicale,
    name: &str,
    actor: &Actor,
) -> Result<Vec<(PractitionerId, Linked)>, RadicaleFault> {
    let links = app.calendar_links().await?;
    let written = links.iter().filter(|link| link.kind == LinkKind::Written);
    let written: BTreeSet<PractitionerId> = written.map(|link| link.practitioner).collect();
    let mut done = Vec::new();
    for account in app.radicale_accounts(place).await? {
        let practitioner = account.practitioner;
        if account.login.is_none() {
            continue;
        }
        let linked = if written.contains(&practitioner) {
            Linked::Before
        } else {
            link(app, place, (practitioner, name), actor).await?
        };
        done.push((practitioner, linked));
    }
    Ok(done)
}

async fn link(
    app: &App,
    place: &Radicale,
    (practitioner, name): (PractitionerId, &str),
    actor: &Actor,
) -> Result<Linked, RadicaleFault> {
    let Some(secret) = app.radicale_secret(place, practitioner).await? else {
        return Ok(Linked::UnknownPassword);
    };
    let who = Credentials {
        user: secret.login.clone(),
        password: secret.password.clone(),
    };
    let url = match calendar(place, who, name).await {
        Ok(url) => url,
        Err(trouble) => return Ok(Linked::Trouble(trouble)),
    };
    let link = NewCalendarLink {
        practitioner,
        kind: LinkKind::Written,
        url,
        login: secret.login,
        domain: DOMAIN.to_owned(),
        privacy: Privacy::default(),
        options: LinkOptions::default(),
        pin: None,
        capabilities: None,
    };
    let request = LinkRequest {
        link,
        password: secret.password,
    };
    match app.link_calendar(request, actor.clone()).await {
        Ok(_) => Ok(Linked::Now),
        Err(Failure::Refused(CalendarRefusal::AlreadyWritten)) => Ok(Linked::Before),
        // Left since the list was made.
        Err(Failure::Refused(_)) => Ok(Linked::UnknownPassword),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

/// The calendar of an account, made where there is none.
async fn calendar(place: &Radicale, who: Credentials, name: &str) -> Result<String, DavError> {
    let home = format!("/{}/", who.user);
    let typed = format!("{}{}/", place.url(), who.user);
    let elsewhere = || DavError::Elsewhere(typed.clone());
    let address = Address::parse(&typed).map_err(|_| elsewhere())?;
    let terms = Terms {
        // The way is within this machine.
        allows_clear: true,
        ..Terms::default()
    };
    let mut session = Session::new(address, who, &terms);
    let ending = format!("/{SEGMENT}/");
    let found = discover(&mut session).await?;
    let there = found
        .calendars
        .into_iter()
        .find(|calendar| calendar.href.ends_with(&ending));
    let calendar = match there {
        Some(calendar) => calendar,
        None => make_calendar(&mut session, &home, SEGMENT, name).await?,
    };
    let whole = session.address().joined(&calendar.href).ok_or_else(elsewhere)?;
    Ok(whole.as_str().to_owned())
}
