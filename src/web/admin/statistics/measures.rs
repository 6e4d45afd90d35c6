//! `GET /admin/statistics/measures`: how soon patients get a time, and utilisation, fragmentation and usable slots of past days, as
//! each night measured them.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;

use super::access::{self, AccessFigures};
use super::cell::{Cell, sheet};
use super::choice::{Choice, Choose};
use super::figures::{Figure, real};
use super::{Tab, tabs};
use crate::domain::slot::measure::DayMeasure;
use crate::domain::time::monday_of;
use crate::i18n::Texts;
use crate::store::MeasuredDay;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::Visit;
use crate::web::view::chart::{Bar, Caption, columns};
use crate::web::view::{Layout, html};

const PATH: &str = "/admin/statistics/measures";

#[derive(Template)]
#[template(path = "admin/statistics/measures.html")]
struct MeasuresPage {
    page: Layout,
    desk: Desk,
    tabs: Vec<Tab>,
    practitioners: Vec<Choose>,
    cares: Vec<Choose>,
    /// How soon patients get a time.
    access: Vec<Figure>,
    figures: Vec<Figure>,
    is_empty: bool,
}

/// A week of one or all practitioners.
#[derive(Clone, Copy, Default)]
struct Week {
    sum: DayMeasure,
    days: i64,
    idle: i64,
    overtime: i64,
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let (choice, days) = measured(&web, &visit).await?;
    let t = visit.texts();
    let figures = figures(
        t,
        &weeks(&days),
        &visit.link(&format!("{PATH}/csv?{}", choice.query())),
    );
    let access = web.app.access(choice.filter).await?;
    let set_up = web.app.agenda().set_up().clone();
    let access = AccessFigures {
        t,
        set_up: &set_up,
        access: &access,
        csv: visit.link(&format!("{PATH}/csv?{}&table={ACCESS}", choice.query())),
        is_of_one: choice.filter.practitioner.is_some(),
    };
    let page = MeasuresPage {
        page: layout(&web, &visit, t.text("statistics-title")),
        desk: Desk::of(&web, &visit, &staff, Section::Statistics),
        tabs: tabs(&visit, PATH),
        practitioners: choice.practitioners(t, &set_up),
        cares: choice.cares(t, &set_up),
        access: access.all().map_err(|error| Problem::incident(&error))?,
        figures: figures.map_err(|error| Problem::incident(&error))?,
        is_empty: days.is_empty(),
    };
    Ok(html(StatusCode::OK, &page))
}

/// Heads of the download, in the order of [`line`].
const HEAD: [&str; 11] = [
    "measures-date",
    "statistics-practitioner",
    "measures-open",
    "measures-cared",
    "measures-free",
    "measures-scraps",
    "measures-usable",
    "measures-utilisation",
    "measures-fragmentation",
    "measures-idle",
    "measures-overtime",
];

/// Name of the table of how soon patients get a time.
const ACCESS: &str = "access";

/// `GET /admin/statistics/measures/csv`: every measured day, or how soon patients get a time.
pub(super) async fn csv(State(web): State<Web>, visit: Visit) -> Result<Response, Halt> {
    let (choice, days) = measured(&web, &visit).await?;
    let agenda = web.app.agenda();
    let t = visit.texts();
    if visit.asked().get("table") == ACCESS {
        let figures = AccessFigures {
            t,
            set_up: agenda.set_up(),
            access: &web.app.access(choice.filter).await?,
            csv: String::new(),
            is_of_one: false,
        };
        let head = access::HEAD.map(|key| t.text(key).into_owned());
        return Ok(sheet(t, ACCESS, &head, &figures.rows()));
    }
    let name = |day: &MeasuredDay| {
        let found = agenda.set_up().practitioners.get(&day.practitioner);
        found.map_or_else(String::new, |p| p.name.clone())
    };
    let rows: Vec<Vec<Cell>> = days.iter().map(|day| line(day, name(day))).collect();
    Ok(sheet(
        t,
        "measures",
        &HEAD.map(|key| t.text(key).into_owned()),
        &rows,
    ))
}

fn line(day: &MeasuredDay, name: String) -> Vec<Cell> {
    let minutes = |seconds: i64| Cell::Count(seconds / 60);
    let m = &day.measure;
    vec![
        Cell::Text(day.date.to_string()),
        Cell::Text(name),
        minutes(m.open),
        minutes(m.cared),
        minutes(m.free),
        minutes(m.scraps),
        Cell::Count(m.usable),
        Cell::share(m.cared, m.open),
        Cell::share(m.scraps, m.free),
        minutes(day.idle),
        minutes(day.overtime),
    ]
}

async fn measured(web: &Web, visit: &Visit) -> Result<(Choice, Vec<MeasuredDay>), Halt> {
    let agenda = web.app.agenda();
    let today = agenda.zone().date(web.app.now());
    let choice = Choice::of(visit.texts(), &visit.asked(), agenda.set_up(), today);
    let (from, to) = choice.filter.dates;
    let mut days = web.app.measured_days(from, to).await?;
    days.retain(|day| {
        choice
            .filter
            .practitioner
            .is_none_or(|only| only == day.practitioner)
    });
    Ok((choice, days))
}

fn weeks(days: &[MeasuredDay]) -> BTreeMap<NaiveDate, Week> {
    let mut weeks: BTreeMap<NaiveDate, Week> = BTreeMap::new();
    for day in days {
        let week = weeks.entry(monday_of(day.date)).or_default();
        week.sum = week.sum.plus(day.measure);
        week.days += 1;
        week.idle += day.idle;
        week.overtime += day.overtime;
    }
    weeks
}

fn figures(t: Texts, weeks: &BTreeMap<NaiveDate, Week>, csv: &str) -> askama::Result<Vec<Figure>> {
    let percent = |value: f64| format!("{value:.0}\u{a0}%");
    let utilisation = |week: &Week| week.sum.utilisation().unwrap_or(0.0) * 100.0;
    let fragmentation = |week: &Week| week.sum.fragmentation() * 100.0;
    let usable = |week: &Week| real(week.sum.usable) / real(week.days.max(1));
    let idle = |week: &Week| minutes(week.idle, week.days);
    let overtime = |week: &Week| minutes(week.overtime, week.days);
    let whole = |value: f64| t.decimal(value, 0);
    Ok(vec![
        figure(t, "measures-utilisation", weeks, &utilisation, &percent)?,
        figure(t, "measures-fragmentation", weeks, &fragmentation, &percent)?,
        figure(t, "measures-idle", weeks, &idle, &whole)?,
        figure(t, "measures-overtime", weeks, &overtime, &whole)?,
        Figure {
            csv: csv.to_owned(),
            ..figure(t, "measures-usable", weeks, &usable, &|value| t.decimal(value, 1))?
        },
    ])
}

/// Mean minutes of a day.
fn minutes(seconds: i64, days: i64) -> f64 {
    real(seconds) / 60.0 / real(days.max(1))
}

fn figure(
    t: Texts,
    id: &'static str,
    weeks: &BTreeMap<NaiveDate, Week>,
    value: &dyn Fn(&Week) -> f64,
    written: &dyn Fn(f64) -> String,
) -> askama::Result<Figure> {
    let drawn: Vec<Bar> = weeks
        .iter()
        .map(|(monday, week)| Bar {
            label: monday.format("%d/%m").to_string(),
            parts: vec![value(week)],
            margin: 0.0,
            value: written(value(week)),
        })
        .collect();
    let title = t.text(id).into_owned();
    let lead = format!("{}-lead", id.trim_start_matches("measures-"));
    let lead = t.text(&format!("measures-{lead}")).into_owned();
    let caption = Caption {
        id: id.to_owned(),
        title: title.clone(),
        description: lead.clone(),
    };
    let rows = weeks.iter().map(|(monday, week)| {
        vec![
            Cell::Text(t.day_short(*monday)),
            Cell::Share(week.sum.utilisation()),
            Cell::Share(Some(week.sum.fragmentation())),
            Cell::Number(real(week.sum.usable) / real(week.days.max(1)), 1),
            Cell::Number(minutes(week.idle, week.days), 0),
            Cell::Number(minutes(week.overtime, week.days), 0),
        ]
    });
    let head = [
        "statistics-week",
        "measures-utilisation",
        "measures-fragmentation",
        "measures-usable",
        "measures-idle",
        "measures-overtime",
    ];
    Ok(Figure {
        t,
        id,
        title,
        lead,
        picture: columns(&caption, &drawn, written)?,
        legend: Vec::new(),
        head: head.map(|key| t.text(key).into_owned()).into(),
        rows: rows.collect(),
        csv: String::new(),
    })
}
