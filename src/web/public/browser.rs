//! What a patient's browser keeps for us: twelve short-lived cookies, and one for a browser whose owner asked
//! to be remembered (security §10, §11).

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};

use crate::app::{AgainPass, FilePass, Held, LinkPass, OfferPass, WaitingPass};
use crate::sys::ids;
use crate::web::extract::{Cookie, Visit};

/// Random name of the browser: one live hold each (booking-rules §6).
pub(super) const BROWSER: Cookie = Cookie("browser");
/// Token of the hold.
pub(super) const HOLD: Cookie = Cookie("hold");
/// Token of a link that was opened, until the second fact (security T15).
pub(super) const LINK: Cookie = Cookie("link");
/// Proof of link and second fact.
pub(super) const PASS: Cookie = Cookie("pass");
/// Token of an offer's link, until the second fact.
pub(super) const OFFER: Cookie = Cookie("offer");
/// Proof of an offer's link and second fact.
pub(super) const OFFER_PASS: Cookie = Cookie("offer-pass");
/// Secret of who asks to be put on the waiting list, until the code.
pub(super) const JOIN: Cookie = Cookie("join");
/// Token of the link of an entry of the waiting list, until the second fact.
pub(super) const WAITING: Cookie = Cookie("waiting");
/// Proof of that link and second fact, or of the code.
pub(super) const WAITING_PASS: Cookie = Cookie("waiting-pass");
/// Sealed answers to the questions of a care type.
pub(super) const ANSWERS: Cookie = Cookie("answers");

/// Who was just here, for another booking.
pub(super) const AGAIN: Cookie = Cookie("again");
/// Proof of the mailbox, before the whole file is handed out.
pub(super) const FILE: Cookie = Cookie("file");
/// A browser that was asked to be remembered; the server judges for how long.
pub(super) const DEVICE: Cookie = Cookie("device");

/// All but the first outlive what they stand for, which the server judges.
const LIFE: Duration = Duration::from_mins(30);
const BROWSER_LIFE: Duration = Duration::from_hours(12);

/// Answers last as long as the app says; the browser forgets them no sooner.
const ANSWERS_LIFE: Duration = Duration::from_hours(2);

/// As long as the app remembers it.
const DEVICE_LIFE: Duration = Duration::from_hours(24 * 180);

/// A `Set-Cookie` header.
pub(super) type Crumb = (HeaderName, HeaderValue);

/// The browser's name, a new one when it has none.
pub(super) fn browser(visit: &Visit, headers: &HeaderMap) -> String {
    BROWSER
        .read(visit, headers)
        .map_or_else(ids::token, ToOwned::to_owned)
}

/// Names the browser and its hold.
pub(super) fn keep_hold(visit: &Visit, browser: &str, held: &Held) -> [Crumb; 2] {
    [
        BROWSER.set(visit, browser, BROWSER_LIFE),
        HOLD.set(visit, &held.token, LIFE),
    ]
}

/// Keeps the token of a link; what an earlier one showed is shown no more.
pub(super) fn keep_link(visit: &Visit, token: &str) -> [Crumb; 2] {
    [LINK.set(visit, token, LIFE), PASS.forget(visit)]
}

/// Keeps a pass.
pub(super) fn keep_pass(visit: &Visit, pass: &LinkPass) -> Crumb {
    PASS.set(visit, pass.as_str(), LIFE)
}

/// Keeps sealed answers.
pub(super) fn keep_answers(visit: &Visit, sealed: &str) -> Crumb {
    ANSWERS.set(visit, sealed, ANSWERS_LIFE)
}

/// The pass that the browser brought.
pub(super) fn pass(visit: &Visit, headers: &HeaderMap) -> Option<LinkPass> {
    let text = PASS.read(visit, headers)?;
    Some(LinkPass::from_cookie(text.to_owned()))
}

/// Keeps the token of an offer's link; what an earlier one showed is shown no more.
pub(super) fn keep_offer(visit: &Visit, token: &str) -> [Crumb; 2] {
    [OFFER.set(visit, token, LIFE), OFFER_PASS.forget(visit)]
}

/// Keeps the pass of an offer.
pub(super) fn keep_offer_pass(visit: &Visit, pass: &OfferPass) -> Crumb {
    OFFER_PASS.set(visit, pass.as_str(), LIFE)
}

/// The pass of an offer that the browser brought.
pub(super) fn offer_pass(visit: &Visit, headers: &HeaderMap) -> Option<OfferPass> {
    let text = OFFER_PASS.read(visit, headers)?;
    Some(OfferPass::from_cookie(text.to_owned()))
}

/// Keeps the secret of who asks to be put on the waiting list.
pub(super) fn keep_join(visit: &Visit, token: &str) -> Crumb {
    JOIN.set(visit, token, LIFE)
}

/// Keeps the token of an entry's link; what an earlier one showed is shown no more.
pub(super) fn keep_waiting(visit: &Visit, token: &str) -> [Crumb; 2] {
    [WAITING.set(visit, token, LIFE), WAITING_PASS.forget(visit)]
}

/// Keeps the pass of an entry.
pub(super) fn keep_waiting_pass(visit: &Visit, pass: &WaitingPass) -> Crumb {
    WAITING_PASS.set(visit, pass.as_str(), LIFE)
}

/// The pass of an entry that the browser brought.
pub(super) fn waiting_pass(visit: &Visit, headers: &HeaderMap) -> Option<WaitingPass> {
    let text = WAITING_PASS.read(visit, headers)?;
    Some(WaitingPass::from_cookie(text.to_owned()))
}

/// Keeps who was just here.
pub(super) fn keep_again(visit: &Visit, pass: &AgainPass) -> Crumb {
    AGAIN.set(visit, pass.as_str(), LIFE)
}

/// Keeps the proof of the mailbox.
pub(super) fn keep_file(visit: &Visit, pass: &FilePass) -> Crumb {
    FILE.set(visit, pass.as_str(), LIFE)
}

/// The proof of the mailbox that the browser brought.
pub(super) fn file_pass(visit: &Visit, headers: &HeaderMap) -> Option<FilePass> {
    let text = FILE.read(visit, headers)?;
    Some(FilePass::from_cookie(text.to_owned()))
}

/// Remembers the browser.
pub(super) fn keep_device(visit: &Visit, token: &str) -> Crumb {
    DEVICE.set(visit, token, DEVICE_LIFE)
}
