//! `GET /admin`: the day or the week as a sheet, the month in numbers.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::{Datelike, NaiveDate};

use super::bar::Bar;
use super::choice::{By, Choice, View};
use super::column::{Column, DayLink, Scene};
use super::item::{Item, tone};
use super::legend::{Swatch, legend};
use super::month::month;
use super::ruler::Ruler;
use super::told::{News, Told};
use super::unit::Unit;
use crate::domain::agenda::Agenda;
use crate::domain::care_type::CareType;
use crate::domain::id::PractitionerId;
use crate::domain::staff::Right;
use crate::domain::time::{Interval, Zone};
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::assets::agenda_style_url;
use crate::web::extract::{Form, Visit};
use crate::web::view::{Layout, Tone, Tones, html};

#[derive(Template)]
#[template(path = "admin/agenda.html")]
struct AgendaPage {
    page: Layout,
    desk: Desk,
    style: String,
    bar: Bar,
    news: News,
    revision: i64,
    rows: i64,
    /// Minutes from midnight to the first row.
    first: i64,
    unit: &'static str,
    hours: Vec<(String, String)>,
    columns: Vec<Column>,
    legend: Vec<Swatch>,
    /// Some booking bears the mark of one more, which the legend explains.
    has_over: bool,
}

/// See the module.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
) -> Result<Response, Halt> {
    told(&web, &visit, &staff, (&visit.asked(), Told::default())).await
}

/// What an address asks to be shown.
pub(in crate::web::admin) fn choice(web: &Web, staff: &Staff, asked: &Form) -> Choice {
    let today = web.app.agenda().zone().date(web.app.now());
    Choice::of(asked, today, staff.0.member.practitioner)
}

/// A view as things are now, with a status and what there is to say about an act.
pub(in crate::web::admin) async fn told(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    (asked, told): (&Form, Told),
) -> Result<Response, Halt> {
    let choice = choice(web, staff, asked);
    let news = News::of((web, visit), staff, asked, &told).await?;
    if choice.view == View::Month {
        return month(web, visit, staff, (&choice, told.status, news)).await;
    }
    let page = sheet(web, visit, staff, (&choice, news)).await?;
    Ok(html(told.status, &page))
}

async fn sheet(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    (choice, news): (&Choice, News),
) -> Result<AgendaPage, Halt> {
    let dates = choice.dates();
    let mut rows = web.app.day_rows(span(web.app.agenda().zone(), &dates)).await?;
    rows.retain(|row| staff.0.member.reaches(row.practitioner));
    // Read after the rows: what is free is never older than what is booked.
    let agenda = staff.agenda(web);
    let people = choice.practitioners(&agenda);
    let mut scene = Scene {
        visit,
        agenda: &agenda,
        rows: &rows,
        ruler: Ruler::new(agenda.zone(), &dates),
        unit: Unit::of(&rows),
        now: web.app.now(),
        may_book: staff.0.may(Right::ManageAppointments),
        may_read_notes: staff.0.may(Right::ReadNotes),
        may_see_list: staff.0.may(Right::ManagePatients),
        suggestions: (staff.0.may(Right::Overbook) && staff.0.may(Right::ManageAppointments))
            .then(|| web.app.kept_suggestions()),
    };
    scene.widen(&people, &dates);
    let columns = columns(&scene, choice, &people);
    let bar = Bar::of((visit, &agenda, scene.now), choice, &people, scene.may_book);
    Ok(AgendaPage {
        page: layout(web, visit, bar.heading.clone()),
        desk: Desk::of(web, visit, staff, Section::Agenda),
        style: visit.link(&agenda_style_url(&tones(&agenda))),
        news,
        revision: agenda.revision().0,
        rows: scene.ruler.rows(),
        first: scene.ruler.first_minute(),
        unit: scene.unit.class(),
        hours: scene.ruler.labels(visit.texts()),
        legend: legend(agenda.set_up(), &rows, &people),
        bar,
        has_over: columns.iter().any(Column::has_over),
        columns,
    })
}

pub(in crate::web::admin) fn span(zone: Zone, dates: &[NaiveDate]) -> Interval {
    let first = dates.first().copied().unwrap_or_default();
    let last = dates.last().copied().unwrap_or_default();
    Interval {
        start: zone.start_of(first),
        end: zone.start_of(last.succ_opt().unwrap_or(last)),
    }
}

/// By day, then practitioner, then room; in a week, days on which nobody works and nothing is booked are left out.
fn columns(scene: &Scene<'_>, choice: &Choice, people: &[PractitionerId]) -> Vec<Column> {
    let t = scene.visit.texts();
    let rooms = choice.rooms(scene.agenda);
    let mut all = Vec::new();
    for date in choice.dates() {
        let mut day: Vec<Column> = Vec::new();
        let mut is_idle = true;
        if choice.by != By::Rooms {
            day.extend(people.iter().map(|id| scene.column(*id, date)));
            is_idle = day.iter().all(|column| column.items.is_empty());
        }
        if choice.by != By::People {
            day.extend(rooms.iter().map(|id| scene.room(*id, date)));
            is_idle &= !scene.has_rows(date);
        }
        if choice.view == View::Week {
            let is_weekend = date.weekday().number_from_monday() > 5;
            if is_weekend && is_idle {
                continue;
            }
            let link = scene.visit.link(&choice.path(date, View::Day));
            for column in &mut day {
                column.day = Some(DayLink {
                    full: t.day(date),
                    brief: t.day_brief(date),
                    href: link.clone(),
                });
            }
        }
        all.extend(day);
    }
    all
}

pub(super) fn tones(agenda: &Agenda) -> Tones {
    let set_up = agenda.set_up();
    let own = |care: &CareType| -> Vec<Tone> {
        let people = care.overrides.keys();
        people.map(|who| tone(set_up, care.id, *who)).collect()
    };
    let cares = set_up.care_types.values();
    Tones::of(cares.flat_map(|care| {
        let common = Tone {
            care: care.id.0,
            practitioner: None,
        };
        let all = own(care).into_iter().chain([common]);
        all.map(|tone| {
            let with = tone.practitioner.map(PractitionerId);
            (
                tone,
                with.map_or(care.color.as_str(), |with| care.color_with(with)),
            )
        })
    }))
}
