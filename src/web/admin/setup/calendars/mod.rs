//! Calendars of practitioners: the list of those that are linked, a search that links one in three steps, and the page of each (caldav §1, §6.3).

mod account;
mod acts;
mod address;
mod check;
mod choice;
mod choose;
mod one;
mod searches;
mod subscription;
mod told;
mod trial;

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};

use super::confirmed::unconfirmed;
use super::field::Field;
use super::list::{Group, Row};
use super::{ADMINISTER, Context, act, show};
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::extract::Visit;
use crate::web::router::Route;

use searches::Draft;

pub(in crate::web) use searches::Searches;

/// The list; under it the steps of a search, and each link.
const PATH: &str = "/admin/setup/calendars";
const NEW: &str = "/admin/setup/calendars/new";
const CHOOSE: &str = "/admin/setup/calendars/choose";
const TRIAL: &str = "/admin/setup/calendars/trial";

/// The search of this session, with what a step needs of it; otherwise where to go instead.
fn drafted<T>(
    ctx: &Context,
    step: &'static str,
    needs: impl FnOnce(&Draft) -> Option<T>,
) -> Result<(Draft, T), Halt> {
    if let Some(answer) = unconfirmed(ctx, step) {
        return Err(answer.into());
    }
    let (session, now) = account::place(ctx);
    let draft = ctx.web.searches.draft(session, now);
    let found = draft.and_then(|draft| {
        let needed = needs(&draft)?;
        Some((draft, needed))
    });
    found.ok_or_else(|| onward(&ctx.visit, NEW, None).into())
}

/// The routes. Administrators only: these pages make this machine call others with a password (security T10).
#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    vec![
        show(PATH, ADMINISTER, get(list)),
        show(NEW, ADMINISTER, get(address::show)),
        act(NEW, ADMINISTER, post(address::search)),
        show(CHOOSE, ADMINISTER, get(choose::show)),
        act(CHOOSE, ADMINISTER, post(choose::choose)),
        show(TRIAL, ADMINISTER, get(trial::show)),
        act(TRIAL, ADMINISTER, post(trial::attempt)),
        show("/admin/setup/calendars/{id}", ADMINISTER, get(one::show)),
        act("/admin/setup/calendars/{id}", ADMINISTER, post(one::save)),
        act("/admin/setup/calendars/{id}/act", ADMINISTER, post(acts::send)),
        act("/admin/setup/calendars/{id}/check", ADMINISTER, post(check::send)),
        act("/admin/setup/calendars/{id}/remove", ADMINISTER, post(acts::remove)),
    ]
}

/// A foldable explanation: title, and its paragraphs.
struct Help {
    title: String,
    lines: Vec<String>,
    is_open: bool,
}

impl Help {
    fn new(ctx: &Context, title: &str, lines: &[&str]) -> Self {
        Self {
            title: ctx.text(title),
            lines: lines.iter().map(|key| ctx.text(key)).collect(),
            is_open: false,
        }
    }

    fn opened(self) -> Self {
        Self {
            is_open: true,
            ..self
        }
    }
}

/// How a key is compared with that of the server.
fn compare_help(ctx: &Context) -> Help {
    let lines = [
        "calendars-compare-1",
        "calendars-compare-2",
        "calendars-compare-3",
    ];
    Help::new(ctx, "calendars-compare", &lines)
}

/// A summary of what is wrong at fields: their labels and the words.
fn wrong(fields: &[&Field]) -> Vec<(String, String, String)> {
    let told = fields.iter().filter_map(|field| {
        let error = field.error.clone()?;
        Some((field.name.clone(), field.label.clone(), error))
    });
    told.collect()
}

/// `GET /admin/setup/calendars`.
async fn list(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let linked = ctx.web.app.linked_calendars().await?;
    let rows = linked.iter().map(|one| {
        let href = ctx.link(&format!("{PATH}/{}", one.link.id));
        let title = ctx.name_of(one.link.practitioner);
        let mut row = Row::new(title, told::summary(&ctx, one), href);
        row.tag = told::state(&ctx, one.link.state);
        row
    });
    let adds = vec![ctx.adds("calendars-add", NEW)];
    let group = Group::plain(rows.collect(), ctx.text("calendars-none"), adds);
    Ok(ctx.list(("calendars-title", "calendars-lead"), vec![group]))
}
