//! How a link stands, in words.

use super::Context;
use crate::app::LinkedCalendar;
use crate::domain::calendar::{LinkKind, LinkReason, LinkState};
use crate::store::CalendarLink;
use crate::sys::http::Address;

/// One word, or a few.
pub(super) fn state(ctx: &Context, state: LinkState) -> String {
    ctx.text(&format!("calendars-state-{}", state.key()))
}

/// Why it does not go on, with what to do.
pub(super) fn reason(ctx: &Context, reason: LinkReason) -> String {
    ctx.text(&reason_key(reason))
}

fn reason_key(reason: LinkReason) -> String {
    format!("calendars-reason-{}", reason.key().replace('_', "-"))
}

/// What its server calls it; empty where it said nothing.
pub(super) fn name(link: &CalendarLink) -> String {
    let known = link.capabilities.as_deref();
    let known: Option<serde_json::Value> = known.and_then(|json| serde_json::from_str(json).ok());
    let name = known
        .as_ref()
        .and_then(|known| known.get("calendar")?.get("name")?.as_str());
    name.unwrap_or_default().to_owned()
}

/// Where it is. The address of a file that is subscribed to is its only secret: whose server it is has to do.
pub(super) fn address(link: &CalendarLink) -> String {
    match (link.kind, Address::parse(&link.url)) {
        (LinkKind::Subscribed, Ok(address)) => format!("{}/…", address.authority()),
        _ => link.url.clone(),
    }
}

/// What the calendar is for.
pub(super) fn kind(ctx: &Context, kind: LinkKind) -> String {
    ctx.text(match kind {
        LinkKind::Read => "calendars-kind-read",
        LinkKind::Written => "calendars-kind-written",
        LinkKind::Subscribed => "calendars-kind-subscribed",
    })
}

/// The last reading that went well.
pub(super) fn polled(ctx: &Context, link: &CalendarLink) -> String {
    match link.polled {
        None => ctx.text("calendars-never"),
        Some(at) => {
            let when = ctx.t.moment_short(ctx.set_up.practice.zone, at);
            ctx.t.with("calendars-polled", &[("when", when.into())])
        }
    }
}

/// How much of it is known.
pub(super) fn members(ctx: &Context, one: &LinkedCalendar) -> String {
    ctx.t.with("calendars-members", &[("count", one.members.into())])
}

/// How much is still to be written.
pub(super) fn waiting(ctx: &Context, one: &LinkedCalendar) -> String {
    ctx.t.with("calendars-waiting", &[("count", one.waiting.into())])
}

/// What is wrong with it and what to do; `None` where all is well.
pub(super) fn trouble(ctx: &Context, link: &CalendarLink) -> Option<String> {
    match (link.state, link.reason) {
        (LinkState::Paused, None) => Some(ctx.text("calendars-paused-note")),
        (LinkState::Leaving, _) => Some(ctx.text("calendars-leaving-note")),
        (_, Some(why)) => Some(reason(ctx, why)),
        (_, None) if link.failures > 0 => {
            let when = ctx.t.moment_short(ctx.set_up.practice.zone, link.due);
            let arguments = [("count", link.failures.into()), ("when", when.into())];
            Some(ctx.t.with("calendars-failing", &arguments))
        }
        _ => None,
    }
}

/// For a line of the list.
pub(super) fn summary(ctx: &Context, one: &LinkedCalendar) -> String {
    let named = [name(&one.link), address(&one.link), kind(ctx, one.link.kind)];
    let named: Vec<String> = named.into_iter().filter(|part| !part.is_empty()).collect();
    let mut parts = vec![format!("{}.", named.join(" – "))];
    parts.extend(trouble(ctx, &one.link));
    parts.push(polled(ctx, &one.link));
    parts.push(members(ctx, one));
    if one.waiting > 0 {
        parts.push(waiting(ctx, one));
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::patient::Language;
    use crate::i18n::Texts;

    #[test]
    fn every_state_and_every_reason_has_words() {
        for language in Language::STAFF {
            let t = Texts::of(language);
            for state in LinkState::ALL {
                let key = format!("calendars-state-{}", state.key());
                assert_ne!(t.text(&key), key);
            }
            for reason in LinkReason::all() {
                let key = reason_key(reason);
                let words = t.text(&key).into_owned();
                assert_ne!(words, key, "{reason:?}");
                assert!(words.matches('.').count() >= 2, "no remedy: {words}");
            }
        }
    }
}
