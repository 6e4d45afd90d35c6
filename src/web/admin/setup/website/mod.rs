//! `GET` and `POST /admin/setup/website`: what a practice puts on its own site and on paper: links, the frame of free times, posters,
//! and which sites may show that frame.

mod poster;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::field::{Field, Fields, Input};
use super::reader::Reader;
use super::{Context, done};
use crate::domain::site_origin::{ORIGIN_MAX, SITES_MAX, SiteOrigin};
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::offered::{self, direct_path, narrowed};
use crate::web::view::{Layout, html};

pub(super) use poster::show as poster;

const PATH: &str = "/admin/setup/website";
const SITES: &str = "sites";

#[derive(Template)]
#[template(path = "admin/setup/website.html")]
struct WebsitePage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    action: String,
    done: String,
    has_errors: bool,
    field: Field,
    /// Frames are shown nowhere yet.
    has_no_site: bool,
    choice: Choice,
    /// Path of the poster with the choice, without its language.
    poster: String,
    /// Pages that the law asks for: name and address.
    pages: Vec<(String, String)>,
}

/// A kind of appointment and a practitioner, or any.
struct Choice {
    cares: Vec<(String, String, bool)>,
    people: Vec<(String, String, bool)>,
    /// They do not go together online: the link leads to what is offered.
    is_mismatch: bool,
    link: String,
    snippet: String,
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let sites = ctx.web.app.sites().await?;
    let lines: Vec<String> = sites.iter().map(ToString::to_string).collect();
    let mut form = Form::default();
    form.set(SITES, lines.join("\n"));
    let page = page(&ctx, &form, &FieldErrors::default());
    Ok(html(StatusCode::OK, &page))
}

/// See the module.
pub(super) async fn save(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    match read(&ctx, &form) {
        Ok(sites) => {
            ctx.web.app.save_sites(sites, ctx.staff.0.actor()).await?;
            Ok(onward(&ctx.visit, &done(PATH, "saved"), None))
        }
        Err(errors) => {
            let page = page(&ctx, &form, &errors);
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

fn read(ctx: &Context, form: &Form) -> Result<Vec<SiteOrigin>, FieldErrors> {
    let mut r = Reader::new(ctx.t, form);
    let typed = r.lines(SITES, SITES_MAX * (ORIGIN_MAX + 1));
    let mut sites: Vec<SiteOrigin> = Vec::new();
    for line in typed.split_whitespace() {
        match SiteOrigin::parse(line) {
            Ok(site) if !sites.contains(&site) => sites.push(site),
            Ok(_) => {}
            Err(_) => r.refuse_saying(SITES, ctx.t.with("website-bad-site", &[("site", line.into())])),
        }
    }
    if sites.len() > SITES_MAX {
        let most = i64::try_from(SITES_MAX).unwrap_or(i64::MAX);
        r.refuse_saying(SITES, ctx.t.with("website-many-sites", &[("most", most.into())]));
    }
    r.finish(sites)
}

/// What the query chose.
fn chosen(ctx: &Context) -> offered::Choice {
    let asked = ctx.visit.asked();
    (asked.parsed("care"), asked.parsed("practitioner"))
}

fn choice(ctx: &Context) -> Choice {
    let (care, who) = chosen(ctx);
    let cares = offered::offered(&ctx.set_up);
    let people = ctx.practitioners().into_iter().filter(|p| p.is_online);
    let base = ctx.web.settings.base(&ctx.visit);
    let link = format!("{base}{}", direct_path((care, who)));
    let data =
        |name: &str, id: Option<String>| id.map_or_else(String::new, |id| format!(" data-{name}=\"{id}\""));
    Choice {
        cares: cares
            .map(|c| (c.id.to_string(), c.name.clone(), Some(c.id) == care))
            .collect(),
        people: people
            .map(|p| (p.id.to_string(), p.name.clone(), Some(p.id) == who))
            .collect(),
        is_mismatch: narrowed(&ctx.set_up, (care, who)) != (care, who),
        snippet: format!(
            "<a href=\"{link}\">{}</a>\n<script src=\"{base}/embed.js\"{}{} async></script>",
            ctx.text("website-book"),
            data("care", care.map(|id| id.to_string())),
            data("practitioner", who.map(|id| id.to_string())),
        ),
        link,
    }
}

fn page(ctx: &Context, form: &Form, errors: &FieldErrors) -> WebsitePage {
    let f = Fields { ctx, form, errors };
    let (care, who) = chosen(ctx);
    let query = |name: &str, id: Option<String>| id.map_or_else(String::new, |id| format!("&{name}={id}"));
    let base = ctx.web.settings.base(&ctx.visit);
    let legal = [
        ("legal-title", "/legal"),
        ("privacy-title", "/privacy"),
        ("accessibility-title", "/accessibility"),
    ];
    WebsitePage {
        page: ctx.layout(ctx.text("website-title")),
        desk: ctx.desk(),
        back: (ctx.link("/admin/setup"), ctx.text("setup-title")),
        action: ctx.link(PATH),
        done: if errors.is_empty() {
            ctx.done()
        } else {
            String::new()
        },
        has_errors: !errors.is_empty(),
        field: f
            .field(SITES, "website-sites", Input::Lines(SITES_MAX * (ORIGIN_MAX + 1)))
            .hint(f.text("website-sites-hint")),
        has_no_site: form.get(SITES).is_empty(),
        choice: choice(ctx),
        poster: format!(
            "{}/poster.pdf?{}{}",
            ctx.link(PATH),
            query("care", care.map(|id| id.to_string())).trim_start_matches('&'),
            query("practitioner", who.map(|id| id.to_string())),
        ),
        pages: legal
            .map(|(key, path)| (ctx.text(key), format!("{base}{path}")))
            .into(),
    }
}
