//! The first page: what one can come for; where that is one care, its free times at once.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::care::{Care, offered};
use super::criteria::Criteria;
use super::device::greeted;
use super::linked_data::linked_data;
use super::times::{Times, first_times};
use super::week::Hour;
use crate::web::Web;
use crate::web::answer::{Halt, allowed};
use crate::web::extract::Visit;
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

/// Kinds of appointment that a telephone shows without much scrolling.
const SEEN_AT_ONCE: usize = 5;

#[derive(Template)]
#[template(path = "public/home.html")]
struct HomePage {
    page: Layout,
    directions: String,
    cares: Vec<Entry>,
    /// The free times themselves, where there is only one care.
    only: Option<Times>,
    /// The step of the booking that this page is.
    here: u8,
    /// Nothing of it is free online.
    is_full: bool,
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
    /// One time or none.
    first: Vec<Hour>,
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
            first: (first.first().into_iter())
                .map(|first| Hour::dated(t, zone, first.start))
                .collect(),
        }
    };
    let cares: Vec<Entry> = offered(set_up).map(entry).collect();
    let only = offered(set_up).next().filter(|_| cares.len() == 1);
    if only.is_some() {
        allowed(&web, &visit, Act::Availability)?;
    }
    let only = only.and_then(|care| first_times(&web, &visit, &headers, care));
    let page = HomePage {
        page: Layout::of(&visit, &set_up.practice, t.text("home-title")),
        directions: set_up.practice.directions.clone(),
        is_full: cares.iter().all(|entry| entry.first.is_empty()),
        is_long: cares.len() > SEEN_AT_ONCE,
        cares,
        here: if only.is_some() { 2 } else { 1 },
        only,
        is_closed: web.is_online_closed(),
        linked_data: linked_data(set_up, &web.settings.base(&visit), today),
        greeted: greeted(&web, &visit, &headers).await?,
    };
    Ok(html(StatusCode::OK, &page))
}
