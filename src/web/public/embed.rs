//! `GET /embed`: first free times for a frame on the practice's own site, and `GET /embed.js`, which makes that frame.
//!
//! A frame on another site has no cookies: a time that is chosen opens in the whole window. Only the sites that the practice named may
//! show it (security §10).

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use super::care::{Care, offered, practitioners};
use super::criteria::Criteria;
use super::opening::ahead;
use super::summary::name_of;
use super::times::{Person, firsts, people};
use super::week::{Hour, Week};
use crate::domain::agenda::SetUp;
use crate::domain::care_type::CareType;
use crate::web::answer::{Halt, allowed};
use crate::web::extract::Visit;
use crate::web::headers::Elsewhere;
use crate::web::limit::Act;
use crate::web::offered::narrowed;
use crate::web::view::{Layout, html};
use crate::web::{Web, assets};

/// Times shown of a care that is alone; of each of several.
const TIMES: (usize, usize) = (6, 2);
/// The script has a name that never changes, and so is asked for again after an hour.
const SCRIPT_POLICY: HeaderValue = HeaderValue::from_static("public, max-age=3600");

#[derive(Template)]
#[template(path = "public/embed.html")]
struct EmbedPage {
    page: Layout,
    found: Vec<Found>,
    is_closed: bool,
    /// How many people come.
    company: u16,
}

/// A care with its first times.
struct Found {
    care: Care,
    /// Who can be chosen, each with the first free time; nobody where somebody was chosen, or beside other cares.
    people: Vec<Person>,
    /// With whom, where not with anybody: name and number.
    with: String,
    practitioner: String,
    times: Vec<Hour>,
    /// When further times open, where there is none.
    opens: Vec<String>,
    /// Where one waits for a time then; empty where nobody does.
    wait: String,
    more: String,
}

/// `GET /embed?care=…&practitioner=…&people=…`; what is not offered (any more) is no wish, so that a site that is forgotten shows something.
pub(super) async fn show(State(web): State<Web>, visit: Visit) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::Availability)?;
    let sites = web.app.sites().await?;
    let agenda = web.app.agenda();
    let set_up = agenda.set_up();
    let wishes = offered_wishes(set_up, &visit);
    let page = EmbedPage {
        page: Layout::of(&visit, &set_up.practice, visit.texts().text("embed-title")),
        found: found(&web, &visit, &wishes),
        is_closed: web.is_online_closed(),
        company: wishes.people.unwrap_or(1),
    };
    let mut response = html(StatusCode::OK, &page);
    let shown_by: Vec<String> = sites.iter().map(ToString::to_string).collect();
    response.extensions_mut().insert(Elsewhere {
        shown_by: shown_by.join(" "),
    });
    Ok(response)
}

/// `GET /embed.js`.
pub(super) async fn script() -> Response {
    let mut response = Response::new(Body::from(assets::content("embed.js")));
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/javascript; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, SCRIPT_POLICY);
    response.extensions_mut().insert(Elsewhere::default());
    response
}

/// The care and the practitioner of the query, as far as they are offered, and how many people come.
fn offered_wishes(set_up: &SetUp, visit: &Visit) -> Criteria {
    let (asked, _) = Criteria::read(visit.texts(), visit.query());
    let (care, practitioner) = narrowed(set_up, (asked.care, asked.practitioner));
    Criteria {
        care,
        practitioner,
        people: asked.people,
        ..Criteria::default()
    }
}

fn found(web: &Web, visit: &Visit, wishes: &Criteria) -> Vec<Found> {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let set_up = agenda.set_up();
    let today = agenda.zone().date(web.app.now());
    let suits = |care: &&CareType| {
        let of = |id| practitioners(set_up, care).any(|who| who.id == id);
        wishes.care.is_none_or(|id| id == care.id) && wishes.practitioner.is_none_or(of)
    };
    let is_alone = offered(set_up).filter(suits).count() == 1;
    let most = if is_alone { TIMES.0 } else { TIMES.1 };
    let entry = |care: &CareType| {
        let own = Criteria {
            care: Some(care.id),
            ..wishes.clone()
        };
        let query = own.question(care.id, today);
        let week = Week::find(&web.app, &query, &own, today);
        let (opens, wait) = ahead((web, visit), &query, &own, &week);
        Found {
            opens,
            wait,
            care: Care::of(t, set_up, care, own.practitioner),
            people: if is_alone && own.practitioner.is_none() {
                let firsts = firsts(web, care, (&own, &query));
                people(web, visit, care, (&own, &firsts))
            } else {
                Vec::new()
            },
            with: own
                .practitioner
                .map_or_else(String::new, |id| name_of(set_up, id)),
            practitioner: own.practitioner.map_or_else(String::new, |id| id.to_string()),
            times: week.first(&web.app, t, &query, most),
            more: visit.link(&format!("/times?{}", own.query())),
        }
    };
    offered(set_up).filter(suits).map(entry).collect()
}
