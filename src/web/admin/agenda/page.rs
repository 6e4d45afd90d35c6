//! `GET /admin`.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Datelike, NaiveDate};

use super::choice::{Choice, View};
use super::column::{Column, DayLink, Scene};
use super::item::Item;
use super::ruler::Ruler;
use super::unit::Unit;
use crate::domain::agenda::Agenda;
use crate::domain::id::PractitionerId;
use crate::domain::staff::Right;
use crate::domain::time::Interval;
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::assets::agenda_style_url;
use crate::web::extract::{Form, Visit};
use crate::web::view::{Layout, Tones, html};

/// What may have just been done, and the key of its words.
const DONE: [(&str, &str); 4] = [
    ("booked", "agenda-done-booked"),
    ("moved", "agenda-done-moved"),
    ("cancelled", "agenda-done-cancelled"),
    ("marked", "agenda-done-marked"),
];

#[derive(Template)]
#[template(path = "admin/agenda.html")]
struct AgendaPage {
    page: Layout,
    desk: Desk,
    style: String,
    bar: Bar,
    done: Option<(&'static str, Option<String>)>,
    revision: i64,
    rows: i64,
    unit: &'static str,
    hours: Vec<(String, String)>,
    columns: Vec<Column>,
}

/// The bar above the sheet.
struct Bar {
    heading: String,
    is_week: bool,
    date: NaiveDate,
    before: String,
    today: String,
    after: String,
    day: String,
    week: String,
    everybody: String,
    /// Number, name, ticked.
    people: Vec<(PractitionerId, String, bool)>,
    may_book: bool,
}

/// See the module.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
) -> Result<Response, Halt> {
    let asked = visit.asked();
    let zone = web.app.agenda().zone();
    let choice = Choice::of(&asked, zone.date(web.app.now()), staff.0.member.practitioner);
    let dates = choice.dates();
    let mut rows = web.app.day_rows(span(zone, &dates)).await?;
    rows.retain(|row| staff.0.member.reaches(row.practitioner));
    // Read after the rows: what is free is never older than what is booked.
    let agenda = staff.agenda(&web);
    let people = choice.practitioners(&agenda);
    let mut scene = Scene {
        visit: &visit,
        agenda: &agenda,
        rows: &rows,
        ruler: Ruler::new(zone, &dates),
        unit: Unit::of(&rows),
        now: web.app.now(),
        may_book: staff.0.may(Right::ManageAppointments),
        may_read_notes: staff.0.may(Right::ReadNotes),
    };
    scene.widen(&people, &dates);
    let columns = columns(&scene, &choice, &people);
    let bar = bar(&scene, &choice, &people);
    let page = AgendaPage {
        page: layout(&web, &visit, bar.heading.clone()),
        desk: Desk::of(&web, &visit, &staff, Section::Agenda),
        style: visit.link(&agenda_style_url(&tones(&agenda))),
        done: done(&visit, &asked),
        revision: agenda.revision().0,
        rows: scene.ruler.rows(),
        unit: scene.unit.class(),
        hours: scene.ruler.labels(visit.texts()),
        bar,
        columns,
    };
    Ok(html(StatusCode::OK, &page))
}

fn span(zone: crate::domain::time::Zone, dates: &[NaiveDate]) -> Interval {
    let first = dates.first().copied().unwrap_or_default();
    let last = dates.last().copied().unwrap_or_default();
    Interval {
        start: zone.start_of(first),
        end: zone.start_of(last.succ_opt().unwrap_or(last)),
    }
}

/// By day, then practitioner; in a week, days on which nobody works and nothing is booked are left out.
fn columns(scene: &Scene<'_>, choice: &Choice, people: &[PractitionerId]) -> Vec<Column> {
    let t = scene.visit.texts();
    let mut all = Vec::new();
    for date in choice.dates() {
        let mut day: Vec<Column> = people.iter().map(|id| scene.column(*id, date)).collect();
        if choice.view == View::Week {
            let is_weekend = date.weekday().number_from_monday() > 5;
            if is_weekend && day.iter().all(|column| column.items.is_empty()) {
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

fn bar(scene: &Scene<'_>, choice: &Choice, people: &[PractitionerId]) -> Bar {
    let t = scene.visit.texts();
    let link = |date, view| scene.visit.link(&choice.path(date, view));
    let everybody = Choice {
        who: Vec::new(),
        ..choice.clone()
    };
    let practitioners = scene.agenda.set_up().practitioners.values();
    let offered = practitioners.filter(|p| !p.is_archived || people.contains(&p.id));
    Bar {
        heading: heading(t, choice),
        is_week: choice.view == View::Week,
        date: choice.date,
        before: link(choice.moved(-1), choice.view),
        today: link(scene.agenda.zone().date(scene.now), choice.view),
        after: link(choice.moved(1), choice.view),
        day: link(choice.date, View::Day),
        week: link(choice.date, View::Week),
        everybody: scene.visit.link(&everybody.path(choice.date, choice.view)),
        people: offered
            .map(|p| (p.id, p.name.clone(), people.contains(&p.id)))
            .collect(),
        may_book: scene.may_book,
    }
}

fn heading(t: Texts, choice: &Choice) -> String {
    let dates = choice.dates();
    match (choice.view, dates.first(), dates.last()) {
        (View::Week, Some(first), Some(last)) => {
            let number = i64::from(first.iso_week().week());
            let is_one_month = first.month() == last.month();
            let from = if is_one_month {
                t.day_number(*first)
            } else {
                t.day_short(*first)
            };
            let to = t.date_plain(*last);
            t.with(
                "agenda-week-of",
                &[
                    ("number", number.into()),
                    ("from", from.into()),
                    ("to", to.into()),
                ],
            )
        }
        _ => t.date(choice.date),
    }
}

fn tones(agenda: &Agenda) -> Tones {
    Tones::of(
        agenda
            .set_up()
            .care_types
            .values()
            .map(|care| (care.id.0, care.color.as_str())),
    )
}

/// Words about what was just done, and where it is.
fn done(visit: &Visit, asked: &Form) -> Option<(&'static str, Option<String>)> {
    let (_, key) = DONE.iter().find(|(name, _)| *name == asked.get("done"))?;
    let number = asked.parsed::<i64>("a");
    Some((
        key,
        number.map(|number| visit.link(&format!("/admin/appointments/{number}"))),
    ))
}
