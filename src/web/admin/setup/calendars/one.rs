//! `GET` and `POST /admin/setup/calendars/{id}`: how a link stands, what can be done about it, and its account and choices.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::super::confirmed::{self, confirmed, unconfirmed};
use super::super::done;
use super::super::field::{Field, Fields, Input, Section};
use super::super::reader::Reader;
use super::account;
use super::{Context, Help, PATH, choice, compare_help, told, wrong};
use crate::app::{Failure, LinkedCalendar};
use crate::domain::calendar::{LinkKind, LinkState};
use crate::domain::id::CalendarLinkId;
use crate::store::{CalendarLink, CalendarLinkEdit};
use crate::sys::http::{Address, Fingerprint};
use crate::web::Web;
use crate::web::admin::calendar_dry_run;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/setup/calendars/one.html")]
pub(super) struct OnePage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    done: String,
    /// Its path, under which the acts are.
    action: String,
    state: String,
    /// What stops it and what to do.
    stopped: Option<String>,
    /// What the server just said, a paragraph a line.
    trouble: Vec<String>,
    errors: Vec<(String, String, String)>,
    /// Names and values.
    facts: Vec<(String, String)>,
    /// What can be done while it goes on.
    buttons: Vec<Button>,
    /// Ways to take it up again.
    ways: Vec<Button>,
    /// After our own database came back from a copy: where it is shown what taking it up would do.
    dry_run: Option<String>,
    /// Another key to be compared: itself, the box that accepts it, and how.
    key: Option<(String, Field)>,
    helps: Vec<Help>,
    edit: Option<Vec<Section>>,
    removals: Vec<Button>,
}

/// A form of one button.
struct Button {
    /// Under the path of the link: `act`, `check` or `remove`.
    way: &'static str,
    /// Name and value of the button.
    act: (&'static str, &'static str),
    words: String,
    /// What it does; empty where the words say it.
    hint: String,
}

impl Button {
    fn new(ctx: &Context, way: &'static str, act: (&'static str, &'static str), words: &str) -> Self {
        Self {
            way,
            act,
            words: ctx.text(words),
            hint: String::new(),
        }
    }

    fn hinted(self, ctx: &Context, hint: &str) -> Self {
        Self {
            hint: ctx.text(hint),
            ..self
        }
    }
}

/// What a page shows besides the link.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) errors: FieldErrors,
    pub(super) trouble: Vec<String>,
    pub(super) done: String,
    /// What was typed; `None`: as it is written.
    pub(super) form: Option<Form>,
    /// A key of the server that is not the accepted one.
    pub(super) key: Option<Fingerprint>,
}

pub(super) fn path(id: CalendarLinkId) -> String {
    format!("{PATH}/{id}")
}

/// One link with its numbers.
pub(super) async fn found(ctx: &Context, id: &str) -> Result<LinkedCalendar, Halt> {
    let id: CalendarLinkId = numbered(id)?;
    let all = ctx.web.app.linked_calendars().await?;
    let found = all.into_iter().find(|one| one.link.id == id);
    Ok(found.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))?)
}

pub(super) async fn page(ctx: &Context, one: &LinkedCalendar, shown: Shown) -> Result<OnePage, Halt> {
    let link = &one.link;
    let is_leaving = link.state == LinkState::Leaving;
    let has_secret = ctx.web.app.linked_password(link.id).await?.is_some();
    let form = shown.form.unwrap_or_else(|| as_written(link));
    let f = Fields {
        ctx,
        form: &form,
        errors: &shown.errors,
    };
    let edit = (!is_leaving).then(|| edit_sections(f, link));
    let key = shown.key.map(|key| account::key_field(f, key));
    let fields = edit.iter().flatten().flat_map(|section| &section.fields);
    let told: Vec<&Field> = fields.chain(key.iter().map(|(_, field)| field)).collect();
    let mut stopped = told::trouble(ctx, link);
    if !has_secret && !is_leaving {
        stopped = Some(ctx.text("calendars-no-secret"));
    }
    let whose = ctx.name_of(link.practitioner);
    Ok(OnePage {
        page: ctx.layout(ctx.t.with("calendars-of", &[("name", whose.into())])),
        desk: ctx.desk(),
        back: (ctx.link(PATH), ctx.text("calendars-title")),
        done: shown.done,
        action: ctx.link(&path(link.id)),
        state: told::state(ctx, link.state),
        stopped,
        trouble: shown.trouble,
        errors: wrong(&told),
        facts: facts(ctx, one),
        buttons: buttons(ctx, link, has_secret),
        ways: ways(ctx, link),
        dry_run: link
            .is_restored()
            .then(|| ctx.link(&calendar_dry_run::path(link.id))),
        helps: key.iter().map(|_| compare_help(ctx).opened()).collect(),
        key,
        edit,
        removals: removals(ctx, link),
    })
}

fn facts(ctx: &Context, one: &LinkedCalendar) -> Vec<(String, String)> {
    let link = &one.link;
    let mut facts = vec![
        ("calendars-name", told::name(link)),
        ("calendars-address", told::address(link)),
        ("calendars-user", link.login.clone()),
        ("calendars-use-short", told::kind(ctx, link.kind)),
        ("calendars-last", told::polled(ctx, link)),
        ("calendars-known", told::members(ctx, one)),
    ];
    if link.kind == LinkKind::Written {
        facts.push(("calendars-due", told::waiting(ctx, one)));
    }
    let told = facts.into_iter().filter(|(_, value)| !value.is_empty());
    told.map(|(key, value)| (ctx.text(key), value)).collect()
}

fn buttons(ctx: &Context, link: &CalendarLink, has_secret: bool) -> Vec<Button> {
    let mut buttons = Vec::new();
    if link.state != LinkState::Leaving {
        let check = Button::new(ctx, "check", ("act", "check"), "calendars-check");
        buttons.push(check);
    }
    if link.state == LinkState::Active {
        if has_secret {
            buttons.push(Button::new(ctx, "act", ("act", "now"), "calendars-now"));
        }
        buttons.push(Button::new(ctx, "act", ("act", "pause"), "calendars-pause"));
    }
    buttons
}

/// A link that was paused goes on; one that was stopped asks what became of its calendar first (caldav §6.3).
fn ways(ctx: &Context, link: &CalendarLink) -> Vec<Button> {
    let way = |act, words: &str, hint: &str| Button::new(ctx, "act", ("act", act), words).hinted(ctx, hint);
    let mut ways = match link.state {
        LinkState::Paused => return vec![way("resume", "calendars-resume", "calendars-resume-paused")],
        LinkState::Suspended if link.is_restored() => return Vec::new(),
        LinkState::Suspended => vec![way("resume", "calendars-resume", "calendars-resume-hint")],
        _ => return Vec::new(),
    };
    if link.kind == LinkKind::Written {
        ways.push(way("recreate", "calendars-recreate", "calendars-recreate-hint"));
    }
    ways.push(way("anew", "calendars-anew", "calendars-anew-hint"));
    let another = Button::new(ctx, "remove", ("how", "another"), "calendars-another");
    ways.push(another.hinted(ctx, "calendars-another-hint"));
    ways
}

fn removals(ctx: &Context, link: &CalendarLink) -> Vec<Button> {
    let way = |how, words| Button::new(ctx, "remove", ("how", how), words);
    match (link.state, link.kind) {
        (LinkState::Leaving, _) => Vec::new(),
        (_, LinkKind::Written) => vec![
            way("take", "calendars-remove-take"),
            way("leave", "calendars-remove-leave"),
        ],
        _ => vec![way("leave", "calendars-remove")],
    }
}

fn as_written(link: &CalendarLink) -> Form {
    let mut form = Form::default();
    form.set("user", link.login.as_str());
    form.set("clear", if link.options.allows_clear { "1" } else { "" });
    choice::set(&mut form, link.privacy, link.options);
    form
}

fn edit_sections(f: Fields<'_>, link: &CalendarLink) -> Vec<Section> {
    let mut user = account::user_field(f);
    user.is_needed = link.kind != LinkKind::Subscribed;
    let mut fields = vec![user, account::secret_field(f, "calendars-secret-same")];
    if is_in_clear(link) {
        fields.push(account::clear_field(f));
    }
    if link.kind == LinkKind::Written {
        fields.push(choice::privacy_field(f));
    }
    let mut sections = vec![
        Section::new(f.text("calendars-edit"), fields),
        choice::options_section(f, Some(link.kind)),
    ];
    sections.extend(confirmed::section(f));
    sections
}

fn is_in_clear(link: &CalendarLink) -> bool {
    Address::parse(&link.url).is_ok_and(|address| !address.is_https())
}

/// See the module.
pub(super) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let one = found(&ctx, &id).await?;
    if let Some(answer) = unconfirmed(&ctx, &path(one.link.id)) {
        return Ok(answer);
    }
    let shown = Shown {
        done: ctx.done(),
        ..Shown::default()
    };
    Ok(html(StatusCode::OK, &page(&ctx, &one, shown).await?))
}

/// See the module.
pub(super) async fn save(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let mut ctx = Context::new(web, visit, staff);
    let one = found(&ctx, &id).await?;
    let read = match confirmed(&mut ctx, &headers, &form).await? {
        None => read(&ctx, &form, &one.link),
        Some(errors) => Err(errors),
    };
    let change = match read {
        Ok(change) => change,
        Err(errors) => {
            let shown = Shown {
                errors,
                form: Some(form),
                ..Shown::default()
            };
            let page = page(&ctx, &one, shown).await?;
            return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
    };
    let edited = ctx
        .web
        .app
        .edit_calendar(one.link.id, change, ctx.staff.0.actor());
    match edited.await {
        Ok(()) => Ok(onward(&ctx.visit, &done(&path(one.link.id), "saved"), None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(_)) => Err(Problem::new(StatusCode::NOT_FOUND).into()),
    }
}

fn read(
    ctx: &Context,
    form: &Form,
    link: &CalendarLink,
) -> Result<(CalendarLinkEdit, Option<String>), FieldErrors> {
    let mut r = Reader::new(ctx.t, form);
    let login = account::read_user_of(&mut r, link.kind);
    let password = account::read_secret(&mut r);
    let (privacy, options) = choice::read(&mut r, link.privacy, form.is_ticked("clear"));
    let edit = CalendarLinkEdit {
        login,
        privacy,
        options,
        pin: link.pin,
    };
    r.finish((edit, password))
}
