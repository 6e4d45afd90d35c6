//! The first page: what one can come for.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::care::{Care, offered};
use super::criteria::Criteria;
use super::device::greeted;
use super::linked_data::linked_data;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;
use crate::web::view::{Layout, html};

/// Kinds of appointment that a telephone shows without much scrolling.
const SEEN_AT_ONCE: usize = 5;

#[derive(Template)]
#[template(path = "public/home.html")]
struct HomePage {
    page: Layout,
    directions: String,
    cares: Vec<Entry>,
    /// More than one sees at once: a word finds it sooner.
    is_long: bool,
    is_closed: bool,
    /// For search engines.
    linked_data: String,
    /// The given name of whom this browser was asked to remember.
    greeted: Option<String>,
}

/// A kind of appointment and when it is first free.
struct Entry {
    care: Care,
    link: String,
    /// In words; empty when nothing is free.
    first: String,
}

/// `GET /`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Result<Response, Halt> {
    let agenda = web.app.agenda();
    let (set_up, zone, t) = (agenda.set_up(), agenda.zone(), visit.texts());
    let today = zone.date(web.app.now());
    let entry = |care: &crate::domain::care_type::CareType| {
        let wishes = Criteria {
            care: Some(care.id),
            ..Criteria::default()
        };
        let first = web.app.first_free(&wishes.question(care.id, today));
        Entry {
            care: Care::of(t, set_up, care, None),
            link: visit.link(&format!("/times?{}", wishes.query())),
            first: first
                .first()
                .map_or_else(String::new, |first| t.moment_short(zone, first.start)),
        }
    };
    let cares: Vec<Entry> = offered(set_up).map(entry).collect();
    let page = HomePage {
        page: Layout::of(&visit, &set_up.practice, t.text("home-title")),
        directions: set_up.practice.directions.clone(),
        is_long: cares.len() > SEEN_AT_ONCE,
        cares,
        is_closed: web.settings.is_online_closed(),
        linked_data: linked_data(set_up, &web.settings.base(&visit), today),
        greeted: greeted(&web, &visit, &headers).await?,
    };
    Ok(html(StatusCode::OK, &page))
}
