//! The page.

use askama::Template;

use super::super::Context;
use super::super::field::{Field, Fields, Input};
use super::form::LINE_MAX;
use super::{PATH, proof};
use crate::app::MailSetup;
use crate::config::{Smtp, TlsMode};
use crate::domain::doubt::RatherTwice;
use crate::domain::mail::CalendarMode;
use crate::web::admin::desk::Desk;
use crate::web::extract::{FieldErrors, Form};
use crate::web::view::Layout;

/// What a page shows besides what is set up.
#[derive(Default)]
pub(super) struct Shown {
    /// What was typed and refused.
    pub(super) form: Option<Form>,
    pub(super) errors: FieldErrors,
    /// What came of an act, and whether that is good.
    pub(super) told: Option<(bool, String)>,
    /// The server's own words.
    pub(super) words: String,
    /// What a receiver found.
    pub(super) verdicts: Vec<Line>,
    /// What the DNS says.
    pub(super) findings: Vec<Line>,
}

impl Shown {
    pub(super) fn told(is_good: bool, text: String) -> Self {
        Self {
            told: Some((is_good, text)),
            ..Self::default()
        }
    }
}

/// A verdict: its state in words, what it is about, and what is to be put into the DNS.
pub(super) struct Line {
    /// Class of the mark: `ok`, `warn`, `bad`, or nothing.
    pub(super) mark: &'static str,
    pub(super) state: String,
    pub(super) text: String,
    pub(super) add: Option<(String, String)>,
}

/// The key, as the page shows it.
pub(super) struct Key {
    name: String,
    record: String,
    is_on: bool,
    /// It is of another domain than the sender.
    is_astray: bool,
}

#[derive(Template)]
#[template(path = "admin/setup/mail.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts that a template asks for"
)]
pub(super) struct MailPage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    path: String,
    done: String,
    has_errors: bool,
    shown: Shown,
    is_locked: bool,
    /// The server of the configuration file, which is not changed here: name and value.
    fixed: Vec<(String, String)>,
    has_server: bool,
    server: Vec<Field>,
    /// Where a trial goes.
    trial_to: String,
    domain: String,
    key: Option<Key>,
    calendar: Field,
    doubt: Vec<Field>,
    has_returns: bool,
    returns: Vec<Field>,
}

pub(super) fn page(ctx: &Context, choices: (CalendarMode, RatherTwice), shown: Shown) -> MailPage {
    let setup = ctx.web.app.mail_setup();
    let kept = kept(&setup, choices);
    let form = merged(&kept, shown.form.as_ref());
    let f = Fields {
        ctx,
        form: &form,
        errors: &shown.errors,
    };
    let server = setup.server.as_ref();
    let key = setup.dkim.as_ref().map(|dkim| Key {
        name: dkim.record_name(),
        record: dkim.record(),
        is_on: dkim.is_on,
        is_astray: server.is_some_and(|server| proof::domain_of(&server.from) != dkim.key.domain),
    });
    MailPage {
        page: ctx.layout(ctx.text("mail-title")),
        desk: ctx.desk(),
        back: (ctx.link("/admin/setup"), ctx.text("setup-title")),
        path: ctx.link(PATH),
        done: if shown.errors.is_empty() && shown.told.is_none() {
            ctx.done()
        } else {
            String::new()
        },
        has_errors: !shown.errors.is_empty(),
        is_locked: setup.is_locked,
        fixed: server
            .filter(|_| setup.is_fixed)
            .map(|server| fixed(ctx, server))
            .unwrap_or_default(),
        has_server: server.is_some(),
        server: server_fields(f),
        trial_to: ctx.set_up.practice.email.clone(),
        domain: server.map_or_else(String::new, |server| proof::domain_of(&server.from).to_owned()),
        key,
        calendar: calendar_field(f),
        doubt: doubt_fields(f),
        has_returns: setup.returns.is_some(),
        returns: returns_fields(f),
        shown,
    }
}

/// What is set up; passwords are never shown again.
fn kept(setup: &MailSetup, (mode, twice): (CalendarMode, RatherTwice)) -> Form {
    let mut form = Form::default();
    form.set("tls", TlsMode::default().key());
    form.set("returns_tls", TlsMode::Tls.key());
    if let Some(server) = &setup.server {
        form.set("host", server.host.as_str());
        form.set("port", server.port.to_string());
        form.set("tls", server.tls.key());
        form.set("user", server.user.as_deref().unwrap_or_default());
        form.set("from", server.from.as_str());
    }
    if let Some(returns) = &setup.returns {
        form.set("returns_host", returns.host.as_str());
        form.set("returns_port", returns.port.to_string());
        form.set("returns_user", returns.user.as_str());
        form.set("returns_folder", returns.folder.as_str());
        form.set("returns_tls", returns.tls.key());
    }
    form.set("calendar", mode.key());
    for (name, is_ticked) in [
        ("twice_others", twice.others),
        ("twice_reminders", twice.reminders),
    ] {
        if is_ticked {
            form.set(name, "1");
        }
    }
    form
}

/// What was typed in one form of the page, and what is kept of the others.
fn merged(kept: &Form, typed: Option<&Form>) -> Form {
    let mut form = Form::default();
    for (name, value) in kept.fields() {
        form.set(name, value);
    }
    for (name, value) in typed.into_iter().flat_map(Form::fields) {
        form.set(name, value);
    }
    form
}

fn fixed(ctx: &Context, server: &Smtp) -> Vec<(String, String)> {
    let none = || ctx.text("mail-no-user");
    vec![
        (ctx.text("mail-host"), server.host.clone()),
        (ctx.text("mail-port"), server.port.to_string()),
        (
            ctx.text("mail-tls"),
            ctx.text(&format!("mail-tls-{}", server.tls.key())),
        ),
        (ctx.text("mail-user"), server.user.clone().unwrap_or_else(none)),
        (ctx.text("mail-from"), server.from.as_str().to_owned()),
    ]
}

fn server_fields(f: Fields<'_>) -> Vec<Field> {
    let modes = TlsMode::ALL.map(|mode| {
        let key = mode.key();
        (key.to_owned(), f.text(&format!("mail-tls-{key}")))
    });
    vec![
        f.field("from", "mail-from", Input::Line(LINE_MAX))
            .hint(f.text("mail-from-hint"))
            .wide(),
        f.field("host", "mail-host", Input::Line(LINE_MAX))
            .hint(f.text("mail-host-hint"))
            .placeholder("ssl0.ovh.net"),
        f.field("port", "mail-port", Input::Number)
            .hint(f.text("mail-port-hint"))
            .placeholder("587"),
        f.select("tls", "mail-tls", modes).hint(f.text("mail-tls-hint")),
        f.field("user", "mail-user", Input::Line(LINE_MAX))
            .hint(f.text("mail-user-hint")),
        f.field("password", "mail-password", Input::OtherSecret)
            .hint(f.text("mail-password-hint")),
    ]
}

fn calendar_field(f: Fields<'_>) -> Field {
    let modes = CalendarMode::ALL.map(|mode| {
        let key = mode.key();
        (key.to_owned(), f.text(&format!("mail-calendar-{key}")))
    });
    let choices = f.choices("calendar", modes);
    f.field("calendar", "mail-calendar", Input::Radios(choices))
        .hint(f.text("mail-calendar-hint"))
}

fn doubt_fields(f: Fields<'_>) -> Vec<Field> {
    vec![
        f.field("twice_others", "mail-twice-others", Input::Tick)
            .hint(f.text("mail-twice-others-hint"))
            .wide(),
        f.field("twice_reminders", "mail-twice-reminders", Input::Tick)
            .hint(f.text("mail-twice-reminders-hint"))
            .wide(),
    ]
}

fn returns_fields(f: Fields<'_>) -> Vec<Field> {
    let modes = [TlsMode::Tls, TlsMode::StartTls, TlsMode::None].map(|mode| {
        let key = mode.key();
        (key.to_owned(), f.text(&format!("mail-returns-tls-{key}")))
    });
    vec![
        f.field("returns_host", "mail-returns-host", Input::Line(LINE_MAX))
            .hint(f.text("mail-returns-host-hint"))
            .placeholder("imap.exemple.fr"),
        f.field("returns_port", "mail-port", Input::Number)
            .placeholder("993"),
        f.select("returns_tls", "mail-tls", modes),
        f.field("returns_user", "mail-user", Input::Line(LINE_MAX)),
        f.field("returns_password", "mail-password", Input::OtherSecret)
            .hint(f.text("mail-password-hint")),
        f.field("returns_folder", "mail-returns-folder", Input::Line(LINE_MAX))
            .hint(f.text("mail-returns-folder-hint"))
            .placeholder("INBOX"),
    ]
}
