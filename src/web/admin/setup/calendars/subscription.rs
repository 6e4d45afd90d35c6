//! A calendar that is one file at an address (.ics) and is only read: it is fetched once, then linked. There is nothing to choose.

use axum::response::Response;

use super::super::done;
use super::account;
use super::trial::{self, DOMAIN};
use super::{Context, PATH};
use crate::app::LinkRequest;
use crate::bridge::linking::{Account, is_file};
use crate::domain::calendar::{LinkKind, LinkOptions, Privacy};
use crate::domain::id::PractitionerId;
use crate::sys::http::Fingerprint;
use crate::web::answer::{Halt, onward};

/// Why it is not linked.
pub(super) enum Refused {
    /// By the server, or on the way to it.
    Server(crate::bridge::dav::DavError),
    /// In words.
    Words(String),
}

/// As calendars write the address of what is subscribed to; it is fetched like any other page.
pub(super) fn address(typed: &str) -> String {
    match typed.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("webcal") => format!("https://{rest}"),
        _ => typed.to_owned(),
    }
}

/// Fetches the file and links it: the answer that leads to its page.
pub(super) async fn link(
    ctx: &Context,
    practitioner: PractitionerId,
    account: &Account,
) -> Result<Result<Response, Refused>, Halt> {
    let asking = match account::question(ctx, account)? {
        Ok(asking) => asking,
        Err(why) => return Ok(Err(Refused::Words(why))),
    };
    let found = is_file(account).await;
    drop(asking);
    account::answered(ctx, account, &found);
    match found {
        Ok(true) => {}
        Ok(false) => return Ok(Err(Refused::Words(ctx.text("calendars-no-file")))),
        Err(error) => return Ok(Err(Refused::Server(error))),
    }
    let request = LinkRequest {
        link: crate::store::NewCalendarLink {
            practitioner,
            kind: LinkKind::Subscribed,
            url: account.address.as_str().to_owned(),
            login: account.credentials.user.clone(),
            domain: DOMAIN.to_owned(),
            privacy: Privacy::Nothing,
            options: LinkOptions {
                allows_clear: account.allows_clear,
                ..LinkOptions::default()
            },
            pin: account.pin.map(Fingerprint::bytes),
            capabilities: None,
        },
        password: account.credentials.password.clone(),
    };
    let linked = ctx.web.app.link_calendar(request, ctx.staff.0.actor()).await;
    Ok(match trial::linked(ctx, linked)? {
        Ok(id) => Ok(onward(
            &ctx.visit,
            &done(&format!("{PATH}/{id}"), "calendar-linked"),
            None,
        )),
        Err(why) => Err(Refused::Words(why)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_to_subscribe_to_is_fetched_over_https() {
        assert_eq!(
            address("webcal://agenda.example/a.ics"),
            "https://agenda.example/a.ics"
        );
        assert_eq!(
            address("https://agenda.example/a.ics"),
            "https://agenda.example/a.ics"
        );
        assert_eq!(address("nas"), "nas");
    }
}
