//! Agendas that other calendars subscribe to: made with a secret address that is shown once, ended.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::confirmed::{self, unconfirmed};
use super::field::{Field, Fields, Input, Section};
use super::reader::Reader;
use super::{Context, LABEL_MAX, done};
use crate::app::FeedNames;
use crate::domain::id::PractitionerId;
use crate::store::CalendarFeed;
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

const PATH: &str = "/admin/setup/feeds";

#[derive(Template)]
#[template(path = "admin/setup/feeds.html")]
struct FeedsPage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    done: String,
    action: String,
    /// The address that was just made.
    address: Option<String>,
    add: Vec<Field>,
    sections: Vec<Section>,
    feeds: Vec<FeedRow>,
}

struct FeedRow {
    id: i64,
    name: String,
    note: String,
    is_good: bool,
}

fn names_key(names: FeedNames) -> &'static str {
    match names {
        FeedNames::Hidden => "feed-names-none",
        FeedNames::Initials => "feed-names-initials",
        FeedNames::Full => "feed-names-full",
    }
}

async fn page(ctx: &Context, form: &Form, errors: &FieldErrors) -> Result<FeedsPage, Halt> {
    let feeds = ctx.web.app.calendar_feeds().await?;
    let f = Fields { ctx, form, errors };
    let here = ctx.practitioners().into_iter();
    let here = here.map(|p| (p.id.to_string(), p.name.clone()));
    let names = FeedNames::ALL.map(|names| (names.key().to_owned(), ctx.text(names_key(names))));
    Ok(FeedsPage {
        page: ctx.layout(ctx.text("feed-title")),
        desk: ctx.desk(),
        back: (ctx.link("/admin/setup"), ctx.text("setup-title")),
        done: String::new(),
        action: ctx.link(PATH),
        address: None,
        add: vec![
            f.select("practitioner", "setup-for-practitioner", here),
            f.select("names", "feed-names", names)
                .hint(f.text("feed-names-hint")),
            f.field("name", "feed-name", Input::Line(LABEL_MAX))
                .hint(f.text("feed-name-hint"))
                .wide(),
        ],
        sections: confirmed::section(f).into_iter().collect(),
        feeds: feeds.iter().map(|feed| row(ctx, feed)).collect(),
    })
}

fn row(ctx: &Context, feed: &CalendarFeed) -> FeedRow {
    let zone = ctx.set_up.practice.zone;
    let whose = ctx.name_of(feed.practitioner);
    let key = if feed.revoked.is_some() {
        "setup-token-revoked"
    } else {
        "setup-token-made"
    };
    let at = feed.revoked.unwrap_or(feed.created);
    let when = ctx.t.with(key, &[("when", ctx.t.moment(zone, at).into())]);
    let names = FeedNames::from_key(&feed.names).unwrap_or(FeedNames::Hidden);
    FeedRow {
        id: feed.id,
        name: feed.name.clone(),
        note: format!("{whose} – {} – {when}", ctx.text(names_key(names))),
        is_good: feed.revoked.is_none(),
    }
}

/// `GET /admin/setup/feeds`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    if let Some(answer) = unconfirmed(&ctx, PATH) {
        return Ok(answer);
    }
    let mut page = page(&ctx, &Form::default(), &FieldErrors::default()).await?;
    page.done = ctx.done();
    Ok(html(StatusCode::OK, &page))
}

/// `POST /admin/setup/feeds`: the only time that the address is shown.
pub(super) async fn create(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let mut ctx = Context::new(web, visit, staff);
    let read = match confirmed::confirmed(&mut ctx, &headers, &form).await? {
        None => read(&ctx, &form),
        Some(errors) => Err(errors),
    };
    match read {
        Err(errors) => {
            let page = page(&ctx, &form, &errors).await?;
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Ok((practitioner, name, names)) => {
            let actor = ctx.staff.0.actor();
            let made = ctx.web.app.create_calendar_feed(actor, practitioner, name, names);
            let secret = made.await?;
            let mut page = page(&ctx, &Form::default(), &FieldErrors::default()).await?;
            page.address = Some(ctx.visit.absolute(&format!("/calendar/{secret}.ics")));
            Ok(html(StatusCode::OK, &page))
        }
    }
}

fn read(ctx: &Context, form: &Form) -> Result<(PractitionerId, String, FeedNames), FieldErrors> {
    let mut r = Reader::new(ctx.t, form);
    let here = |key: &str| {
        let id = PractitionerId(key.parse().ok()?);
        ctx.practitioners().iter().any(|p| p.id == id).then_some(id)
    };
    let practitioner = r.chosen("practitioner", here).unwrap_or(PractitionerId(0));
    let names = r
        .chosen("names", FeedNames::from_key)
        .unwrap_or(FeedNames::Hidden);
    let name = r.needed_line("name", LABEL_MAX);
    r.finish((practitioner, name, names))
}

/// `POST /admin/setup/feeds/{id}/revoke`.
pub(super) async fn revoke(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let missing = || Problem::new(StatusCode::NOT_FOUND);
    let id = id.parse().map_err(|_| missing())?;
    let was_good = ctx.web.app.revoke_calendar_feed(ctx.staff.0.actor(), id).await?;
    if !was_good {
        return Err(missing().into());
    }
    Ok(onward(&ctx.visit, &done(PATH, "ended"), None))
}
