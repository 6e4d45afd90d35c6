//! `GET` and `POST /admin/clock`: whether this machine's clock is right, asked of somebody while nothing else vouches for it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use chrono::DateTime;

use super::desk::{Desk, Section, layout};
use super::guard::Staff;
use super::{act, show};
use crate::domain::staff::Right;
use crate::web::Web;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{Form, Visit};
use crate::web::router::{Access, Route};
use crate::web::view::{Layout, html};

const PATH: &str = "/admin/clock";

#[derive(Template)]
#[template(path = "admin/clock.html")]
struct ClockPage {
    page: Layout,
    desk: Desk,
    /// Somebody has just said that it is right, and is believed.
    is_done: bool,
    /// What they said was of another time than the clock shows now.
    is_stale: bool,
}

/// What the frame of every page asks.
#[derive(Clone, Debug)]
pub(in crate::web) struct ClockQuestion {
    /// « Il est 14 h 32, le vendredi 27 novembre 2026 : est-ce juste ? » or why there is nothing to ask.
    pub(in crate::web) words: String,
    /// What it shows, Unix seconds; `None` where nobody can say that it is right, or this person may not.
    pub(in crate::web) shown: Option<i64>,
}

impl ClockQuestion {
    /// `None` while the clock is trusted.
    pub(super) fn of(web: &Web, visit: &Visit, staff: &Staff) -> Option<Self> {
        let doubt = web.app.clock_doubt()?;
        let (t, zone) = (visit.texts(), web.app.agenda().zone());
        let said = [
            ("hour", t.hour_at(zone, doubt.reads).into()),
            ("day", t.date(zone.date(doubt.reads)).into()),
        ];
        let may_say = staff.0.may(Right::ManageAppointments);
        let key = match (doubt.may_be_right, may_say) {
            (false, _) => "clock-impossible",
            (true, false) => "clock-shows",
            (true, true) => "clock-question",
        };
        Some(Self {
            words: t.with(key, &said),
            shown: (doubt.may_be_right && may_say).then_some(doubt.reads.timestamp()),
        })
    }
}

/// The routes of this page.
pub(super) fn table() -> Vec<Route> {
    let manage = Access::Right(Right::ManageAppointments);
    vec![show(PATH, manage, get(page)), act(PATH, manage, post(answer))]
}

/// See the module.
async fn page(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let asked = visit.asked();
    let done = asked.get("done");
    let page = ClockPage {
        page: layout(&web, &visit, visit.texts().text("clock-title")),
        desk: Desk::of(&web, &visit, &staff, Section::ToDo),
        is_done: done == "yes",
        is_stale: done == "stale",
    };
    Ok(html(StatusCode::OK, &page))
}

/// See the module.
async fn answer(State(web): State<Web>, visit: Visit, staff: Staff, form: Form) -> Result<Response, Halt> {
    let actor = staff.0.actor();
    let shown = form
        .parsed("shown")
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let done = match (form.get("right"), shown) {
        ("yes", Some(shown)) if web.app.confirm_clock(shown, actor.clone()).await? => "yes",
        ("yes", _) => "stale",
        _ => {
            web.app.deny_clock(actor).await?;
            "no"
        }
    };
    Ok(onward(&visit, &format!("{PATH}?done={done}"), None))
}
