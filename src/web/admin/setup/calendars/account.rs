//! The server and the account on it: the fields, and what may be asked of it.

use super::super::field::{Field, Fields, Input};
use super::super::reader::Reader;
use super::Context;
use super::searches::{Asking, Draft};
use super::subscription;
use crate::bridge::dav::{Credentials, DavError};
use crate::bridge::linking::Account;
use crate::bridge::words;
use crate::domain::calendar::LinkKind;
use crate::domain::contact::FieldProblem;
use crate::domain::id::PractitionerId;
use crate::domain::time::Instant;
use crate::sys::http::{Address, Fingerprint, LinkError};
use crate::web::answer::{Halt, allowed};
use crate::web::extract::{FieldErrors, Form};
use crate::web::limit::Act;

/// Longest address, in characters.
const URL_MAX: usize = 500;
/// Longest name of an account elsewhere, in characters.
const USER_MAX: usize = 200;
/// Longest password of an account elsewhere, in characters.
const SECRET_MAX: usize = 500;

/// The field of a password elsewhere: « password » is that of whoever is signed in here.
const SECRET: &str = "secret";
/// The address is that of one file.
pub(super) const FILE: &str = "file";
/// A key that was shown, and the box that says that it was compared.
const PIN: &str = "pin";
const SAME_KEY: &str = "same_key";

/// Whose calendar, where, and who signs in there. `is_held`: a password was typed before and need not be again.
pub(super) fn fields(f: Fields<'_>, is_held: bool) -> Vec<Field> {
    let here = f.ctx.practitioners().into_iter();
    let here = here.map(|p| (p.id.to_string(), p.name.clone()));
    vec![
        f.select("practitioner", "calendars-whose", here).wide(),
        f.field("url", "calendars-url", Input::Line(URL_MAX))
            .hint(f.text("calendars-url-hint"))
            .placeholder("https://")
            .needed()
            .wide(),
        f.field(FILE, "calendars-file", Input::Tick)
            .hint(f.text("calendars-file-hint"))
            .wide(),
        user_field(f),
        secret_field(
            f,
            if is_held {
                "calendars-secret-held"
            } else {
                "calendars-secret-hint"
            },
        ),
    ]
}

/// The name of the account.
pub(super) fn user_field(f: Fields<'_>) -> Field {
    f.field("user", "calendars-user", Input::Line(USER_MAX))
        .hint(f.text("calendars-user-hint"))
        .needed()
}

/// Its password; `hint` is a key.
pub(super) fn secret_field(f: Fields<'_>, hint: &str) -> Field {
    f.field(SECRET, "calendars-secret", Input::OtherSecret)
        .hint(f.text(hint))
}

/// The box that allows a password without encryption.
pub(super) fn clear_field(f: Fields<'_>) -> Field {
    f.field("clear", "calendars-clear", Input::Tick)
        .hint(f.text("calendars-clear-hint"))
        .wide()
}

/// The box that accepts a key, with the key itself.
pub(super) fn key_field(f: Fields<'_>, key: Fingerprint) -> (String, Field) {
    let tick = f.field(SAME_KEY, "calendars-same-key", Input::Tick);
    let tick = tick.hint(f.text("calendars-same-key-hint")).wide();
    (key.to_string(), tick)
}

/// The key that was shown and is accepted; `None` where none was shown. A box that is not ticked is told at the box.
pub(super) fn accepted_key(r: &mut Reader<'_>) -> Option<Fingerprint> {
    let shown = Fingerprint::parse(r.form.get(PIN))?;
    if !r.form.is_ticked(SAME_KEY) {
        let words = r.t.text("calendars-same-key-needed").into_owned();
        r.refuse_saying(SAME_KEY, words);
    }
    Some(shown)
}

/// The name of the account as it was typed; a file that is subscribed to may need none.
pub(super) fn read_user_of(r: &mut Reader<'_>, kind: LinkKind) -> String {
    if kind == LinkKind::Subscribed {
        r.line("user", USER_MAX)
    } else {
        r.needed_line("user", USER_MAX)
    }
}

/// The password as it was typed; `None` where nothing was.
pub(super) fn read_secret(r: &mut Reader<'_>) -> Option<String> {
    let typed = r.form.exact(SECRET);
    if typed.chars().count() > SECRET_MAX {
        r.refuse(SECRET, FieldProblem::TooLong { max: SECRET_MAX });
    }
    (!typed.is_empty()).then(|| typed.to_owned())
}

/// Reads [`fields`]. What is `held` of this server and account need not be typed again.
pub(super) fn read(
    ctx: &Context,
    form: &Form,
    held: Option<&Draft>,
) -> Result<(PractitionerId, Account), FieldErrors> {
    let mut r = Reader::new(ctx.t, form);
    let here = |key: &str| {
        let id = PractitionerId(key.parse().ok()?);
        ctx.practitioners().iter().any(|p| p.id == id).then_some(id)
    };
    let practitioner = r.chosen("practitioner", here);
    let is_file = form.is_ticked(FILE);
    let mut url = r.needed_line("url", URL_MAX);
    if is_file {
        url = subscription::address(&url);
    }
    let address = match Address::parse(&url) {
        Ok(address) => Some(address),
        Err(_) if url.is_empty() => None,
        Err(problem) => {
            r.refuse_saying("url", words::address(ctx.t, problem, &url));
            None
        }
    };
    let kind = if is_file {
        LinkKind::Subscribed
    } else {
        LinkKind::Read
    };
    let user = read_user_of(&mut r, kind);
    let held = held.map(|draft| &draft.account).filter(|held| {
        let is_same = |address: &Address| address.authority() == held.address.authority();
        held.credentials.user == user && address.as_ref().is_some_and(is_same)
    });
    let password = read_secret(&mut r).or_else(|| held.map(|held| held.credentials.password.clone()));
    let password = password.or_else(|| is_file.then(String::new));
    if password.is_none() {
        r.refuse(SECRET, FieldProblem::Missing);
    }
    let pin = accepted_key(&mut r).or_else(|| held.and_then(|held| held.pin));
    let allows_clear = form.is_ticked("clear");
    let read = practitioner.zip(address).zip(password);
    let read = read.map(|((practitioner, address), password)| {
        let credentials = Credentials { user, password };
        let account = Account {
            address,
            credentials,
            allows_clear,
            pin,
        };
        (practitioner, account)
    });
    r.finish(())?;
    read.ok_or_else(FieldErrors::default)
}

/// The one question that a session may ask a server just now, or why it may not.
pub(super) fn question(ctx: &Context, account: &Account) -> Result<Result<Asking, String>, Halt> {
    if ctx.web.settings.calls_nobody {
        return Ok(Err(ctx.text("calendars-demo")));
    }
    let (session, now) = place(ctx);
    if let Some(left) = ctx.web.searches.rest(session, now, &who(account)) {
        let minutes = left.num_seconds().saturating_add(59) / 60;
        let arguments = [
            ("host", account.address.host().into()),
            ("minutes", minutes.into()),
        ];
        return Ok(Err(ctx.t.with("calendars-rest", &arguments)));
    }
    allowed(&ctx.web, &ctx.visit, Act::CalendarQuestion)?;
    let asking = ctx.web.searches.ask(session, now);
    Ok(asking.ok_or_else(|| ctx.text("calendars-asking")))
}

/// Notes whether the server let us in.
pub(super) fn answered<T>(ctx: &Context, account: &Account, answer: &Result<T, DavError>) {
    let (session, now) = place(ctx);
    let is_refused = matches!(answer, Err(DavError::Credentials));
    // A server that was not reached said nothing of the account.
    if is_refused || answer.is_ok() {
        ctx.web.searches.note(session, now, who(account), is_refused);
    }
}

/// The session, and the time that its search is judged by.
pub(super) fn place(ctx: &Context) -> ([u8; 32], Instant) {
    (ctx.staff.0.session.token_hash, ctx.web.app.now())
}

fn who(account: &Account) -> (String, String) {
    (account.address.authority(), account.credentials.user.clone())
}

/// The key of a server that showed one which is not trusted.
pub(super) fn shown_key(error: &DavError) -> Option<Fingerprint> {
    match error {
        DavError::Link(LinkError::Untrusted(key) | LinkError::KeyChanged { found: key, .. }) => Some(*key),
        _ => None,
    }
}

/// What is wrong and what to do, a paragraph a line.
pub(super) fn trouble(ctx: &Context, error: &DavError, address: &Address) -> Vec<String> {
    let words = words::trouble(ctx.t, error, address);
    words.lines().map(|line| line.trim().to_owned()).collect()
}
