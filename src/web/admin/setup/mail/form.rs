//! What is typed of the mail server and of the mailbox.

use super::super::Context;
use super::super::reader::Reader;
use crate::app::{NewMailServer, NewReturns};
use crate::config::{Secret, TlsMode, host, is_this_machine};
use crate::domain::contact::{Email, FieldProblem};
use crate::web::extract::{FieldErrors, Form};

/// Longest name of a server, account or folder, in characters.
pub(super) const LINE_MAX: usize = 253;
/// Longest password of a mail account, in characters.
const MAIL_PASSWORD_MAX: usize = 500;

/// `None`: no server any more.
pub(super) fn server(ctx: &Context, form: &Form) -> Result<Option<NewMailServer>, FieldErrors> {
    let mut r = Reader::new(ctx.t, form);
    if form.get("host").is_empty() {
        return r.finish(None);
    }
    let name = named(ctx, &mut r, "host");
    let tls = protected(ctx, &mut r, "tls", &name);
    let port = port(&mut r, "port", if tls == TlsMode::Tls { 465 } else { 587 });
    let user = Some(r.line("user", LINE_MAX)).filter(|user| !user.is_empty());
    let from = r.kept("from", Email::parse(form.get("from")));
    let password = password(&mut r, form, "password");
    let kept = ctx.web.app.mail_setup().server;
    let is_kept = kept.is_some_and(|kept| kept.password.is_some() && kept.host == name);
    if user.is_some() && password.is_none() && !is_kept {
        r.refuse("password", FieldProblem::Missing);
    }
    let new = from.map(|from| NewMailServer {
        host: name,
        port,
        tls,
        user,
        password,
        from,
    });
    r.finish(new)
}

/// `None`: nobody looks any more.
pub(super) fn returns(ctx: &Context, form: &Form) -> Result<Option<NewReturns>, FieldErrors> {
    let mut r = Reader::new(ctx.t, form);
    if form.get("returns_host").is_empty() {
        return r.finish(None);
    }
    let name = named(ctx, &mut r, "returns_host");
    let tls = protected(ctx, &mut r, "returns_tls", &name);
    let port = port(
        &mut r,
        "returns_port",
        if tls == TlsMode::Tls { 993 } else { 143 },
    );
    let user = r.needed_line("returns_user", LINE_MAX);
    let folder = r.line("returns_folder", LINE_MAX);
    let password = password(&mut r, form, "returns_password");
    let kept = ctx.web.app.mail_setup().returns;
    // A password goes to the server that it was typed for, and to no other.
    if password.is_none() && kept.is_none_or(|kept| kept.host != name) {
        r.refuse("returns_password", FieldProblem::Missing);
    }
    r.finish(Some(NewReturns {
        host: name,
        port,
        tls,
        user,
        password,
        folder: if folder.is_empty() {
            "INBOX".to_owned()
        } else {
            folder
        },
    }))
}

fn named(ctx: &Context, r: &mut Reader<'_>, field: &str) -> String {
    let typed = r.needed_line(field, LINE_MAX);
    host(&typed).unwrap_or_else(|_| {
        r.refuse_saying(field, ctx.text("mail-bad-host"));
        typed
    })
}

fn protected(ctx: &Context, r: &mut Reader<'_>, field: &str, host: &str) -> TlsMode {
    let tls = r.chosen(field, TlsMode::from_key).unwrap_or_default();
    if tls == TlsMode::None && !is_this_machine(host) {
        r.refuse_saying(field, ctx.text("mail-clear-away"));
    }
    tls
}

fn port(r: &mut Reader<'_>, field: &str, usual: u16) -> u16 {
    r.number(field, 1, u16::MAX).unwrap_or(usual)
}

fn password(r: &mut Reader<'_>, form: &Form, field: &str) -> Option<Secret> {
    let typed = form.exact(field);
    if typed.chars().count() > MAIL_PASSWORD_MAX {
        r.refuse(
            field,
            FieldProblem::TooLong {
                max: MAIL_PASSWORD_MAX,
            },
        );
    }
    (!typed.is_empty()).then(|| Secret::new(typed))
}
