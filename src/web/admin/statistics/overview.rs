//! `GET /admin/statistics`: occupancy, absences, cancellations, lead time and source, by period, practitioner and care.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::cell::{Cell, sheet};
use super::choice::{Choice, Choose};
use super::figures::{Figure, Figures};
use super::{Tab, tabs};
use crate::app::Statistics;
use crate::domain::booking::Origin;
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::Visit;
use crate::web::view::{Layout, html};

const PATH: &str = "/admin/statistics";

#[derive(Template)]
#[template(path = "admin/statistics/overview.html")]
struct OverviewPage {
    page: Layout,
    desk: Desk,
    tabs: Vec<Tab>,
    choice: Choice,
    practitioners: Vec<Choose>,
    cares: Vec<Choose>,
    /// Dates, who and which care, in words.
    counted: String,
    /// What and how much.
    sums: Vec<(String, String)>,
    figures: Vec<Figure>,
    is_empty: bool,
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let (choice, counted) = counted(&web, &visit).await?;
    let status = if choice.errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = page(&web, &visit, &staff, (choice, &counted))?;
    Ok(html(status, &page))
}

fn page(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    (choice, counted): (Choice, &Statistics),
) -> Result<OverviewPage, Halt> {
    let agenda = web.app.agenda();
    let set_up = agenda.set_up();
    let t = visit.texts();
    Ok(OverviewPage {
        page: layout(web, visit, t.text("statistics-title")),
        desk: Desk::of(web, visit, staff, Section::Statistics),
        tabs: tabs(visit, PATH),
        counted: choice.words(t, set_up),
        practitioners: choice.practitioners(t, set_up),
        cares: choice.cares(t, set_up),
        sums: sums(t, counted),
        figures: figures(web, visit, &choice, counted)?,
        is_empty: counted.whole.booked() == 0,
        choice,
    })
}

/// `GET /admin/statistics/csv?table=…`: the numbers of one figure.
pub(super) async fn csv(State(web): State<Web>, visit: Visit) -> Result<Response, Halt> {
    let (choice, counted) = counted(&web, &visit).await?;
    let figures = figures(&web, &visit, &choice, &counted)?;
    let asked = visit.asked();
    let found = figures.iter().find(|figure| figure.id == asked.get("table"));
    let figure = found.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))?;
    Ok(sheet(visit.texts(), figure.id, &figure.head, &figure.rows))
}

async fn counted(web: &Web, visit: &Visit) -> Result<(Choice, Statistics), Halt> {
    let agenda = web.app.agenda();
    let today = agenda.zone().date(web.app.now());
    let choice = Choice::of(visit.texts(), &visit.asked(), agenda.set_up(), today);
    let counted = web.app.statistics(choice.filter).await?;
    Ok((choice, counted))
}

fn figures(web: &Web, visit: &Visit, choice: &Choice, counted: &Statistics) -> Result<Vec<Figure>, Halt> {
    let agenda = web.app.agenda();
    let figures = Figures {
        t: visit.texts(),
        set_up: agenda.set_up(),
        counted,
        query: visit.link(&format!("{PATH}/csv?{}", choice.query())),
    };
    figures.all().map_err(|error| Problem::incident(&error).into())
}

fn sums(t: Texts, counted: &Statistics) -> Vec<(String, String)> {
    let whole = &counted.whole;
    let online = counted
        .origins
        .iter()
        .find(|(origin, _)| *origin == Origin::Online);
    let online = online.map_or(0, |(_, count)| *count);
    let lead = counted.median_lead();
    let lead = lead.map_or_else(
        || "–".to_owned(),
        |days| t.with("statistics-days", &[("days", days.into())]),
    );
    [
        (
            "statistics-occupancy",
            Cell::share(whole.cared, whole.open).shown(t),
        ),
        ("statistics-booked", whole.booked().to_string()),
        (
            "statistics-no-show-share",
            Cell::share(whole.no_show, whole.settled()).shown(t),
        ),
        (
            "statistics-cancelled-share",
            Cell::share(whole.called_off(), whole.booked()).shown(t),
        ),
        ("statistics-median-lead", lead),
        (
            "statistics-online-share",
            Cell::share(online, whole.booked()).shown(t),
        ),
    ]
    .map(|(key, value)| (t.text(key).into_owned(), value))
    .into()
}
