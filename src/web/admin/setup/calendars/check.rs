//! `POST /admin/setup/calendars/{id}/check`: what the server of a link says just now, in words; where it shows another key than the accepted one,
//! both, and accepting the new one.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::super::confirmed::unconfirmed;
use super::super::done;
use super::super::reader::Reader;
use super::Context;
use super::account;
use super::acts::after;
use super::one::{Shown, found, page, path};
use crate::app::{LinkedCalendar, ResumeHow};
use crate::bridge::dav::{Credentials, DavError};
use crate::bridge::linking::{Account, calendars_of, is_file};
use crate::domain::calendar::{LinkKind, LinkReason, LinkState};
use crate::store::{CalendarLink, CalendarLinkEdit};
use crate::sys::http::{Address, Fingerprint};
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::extract::{Form, Visit};
use crate::web::view::html;

/// See the module.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let one = found(&ctx, &id).await?;
    if let Some(answer) = unconfirmed(&ctx, &path(one.link.id)) {
        return Ok(answer);
    }
    let mut r = Reader::new(ctx.t, &form);
    let key = account::accepted_key(&mut r);
    match (key, r.finish(())) {
        (Some(key), Ok(())) => accept(&ctx, &one, key).await,
        (Some(key), Err(errors)) => {
            let shown = Shown {
                errors,
                key: Some(key),
                ..Shown::default()
            };
            Ok(html(
                StatusCode::UNPROCESSABLE_ENTITY,
                &page(&ctx, &one, shown).await?,
            ))
        }
        (None, _) => ask(&ctx, &one).await,
    }
}

async fn ask(ctx: &Context, one: &LinkedCalendar) -> Result<Response, Halt> {
    let shown = match account_of(ctx, &one.link).await? {
        None => Shown {
            trouble: vec![ctx.text("calendars-no-secret")],
            ..Shown::default()
        },
        Some(account) => match account::question(ctx, &account)? {
            Err(why) => Shown {
                trouble: vec![why],
                ..Shown::default()
            },
            Ok(asking) => {
                let is_there = is_there(&account, one.link.kind).await;
                drop(asking);
                account::answered(ctx, &account, &is_there);
                said(ctx, &account, is_there)
            }
        },
    };
    let status = if shown.trouble.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(html(status, &page(ctx, one, shown).await?))
}

/// Whether a calendar is at its own address.
async fn is_there(account: &Account, kind: LinkKind) -> Result<bool, DavError> {
    if kind == LinkKind::Subscribed {
        return is_file(account).await;
    }
    // What is a calendar itself has no home of others.
    let found = calendars_of(account).await?.found;
    Ok(found.home.is_none() && !found.calendars.is_empty())
}

/// What the server said of the calendar.
fn said(ctx: &Context, account: &Account, is_there: Result<bool, DavError>) -> Shown {
    match is_there {
        Ok(true) => Shown {
            done: ctx.text("calendars-check-good"),
            ..Shown::default()
        },
        Ok(false) => Shown {
            trouble: vec![ctx.text("calendars-check-other")],
            ..Shown::default()
        },
        Err(error) => Shown {
            trouble: account::trouble(ctx, &error, &account.address),
            key: account::shown_key(&error),
            ..Shown::default()
        },
    }
}

/// The server of a link with its account; `None` while the password is to be typed again.
async fn account_of(ctx: &Context, link: &CalendarLink) -> Result<Option<Account>, Halt> {
    let password = ctx.web.app.linked_password(link.id).await?;
    let address = Address::parse(&link.url).ok();
    Ok(password.zip(address).map(|(password, address)| Account {
        address,
        credentials: Credentials {
            user: link.login.clone(),
            password,
        },
        allows_clear: link.options.allows_clear,
        pin: link.pin.map(Fingerprint::from),
    }))
}

/// The new key was compared: it is the accepted one from now on, and a link that was stopped for it goes on.
async fn accept(ctx: &Context, one: &LinkedCalendar, key: Fingerprint) -> Result<Response, Halt> {
    let (link, app) = (&one.link, &ctx.web.app);
    let edit = CalendarLinkEdit {
        login: link.login.clone(),
        privacy: link.privacy,
        options: link.options,
        pin: Some(key.bytes()),
    };
    let mut told = app
        .edit_calendar(link.id, (edit, None), ctx.staff.0.actor())
        .await;
    let is_stopped = link.state == LinkState::Suspended && link.reason == Some(LinkReason::Key);
    if told.is_ok() && is_stopped {
        told = app
            .resume_calendar(link.id, ResumeHow::AsItWas, ctx.staff.0.actor())
            .await;
    }
    after(ctx, one, told, &done(&path(link.id), "calendar-key")).await
}
