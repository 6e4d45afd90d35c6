//! A month in numbers: how much of each day is booked and how much is free, who is away, which days are closed.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::bar::Bar;
use super::choice::{Choice, View};
use super::page::{span, tones};
use super::told::News;
use crate::domain::agenda::Agenda;
use crate::domain::id::PractitionerId;
use crate::domain::practitioner::HolidayHabit;
use crate::domain::schedule::SchoolHolidays;
use crate::domain::staff::Right;
use crate::domain::time::{Interval, subtract};
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::admin::school;
use crate::web::answer::Halt;
use crate::web::assets::agenda_style_url;
use crate::web::extract::Visit;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/month.html")]
struct MonthPage {
    page: Layout,
    desk: Desk,
    style: String,
    bar: Bar,
    news: News,
    revision: i64,
    /// Names of the days, Monday first.
    weekdays: Vec<String>,
    /// Days of the month before that share its first week.
    lead: Vec<()>,
    days: Vec<Cell>,
}

/// A date of the month.
struct Cell {
    /// « mardi 3 mars ».
    full: String,
    number: u32,
    href: String,
    is_today: bool,
    /// Nobody works.
    is_closed: bool,
    /// Appointments.
    booked: usize,
    /// Part of the open time that is booked, in percent.
    share: i64,
    /// Open time that is not booked, in words; `None` when there is none.
    free: Option<String>,
    /// Public holiday, school holidays, and who is away: the class of each and its words.
    remarks: Vec<(&'static str, String)>,
}

/// See the module.
pub(super) async fn month(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    (choice, status, news): (&Choice, StatusCode, News),
) -> Result<Response, Halt> {
    let dates = choice.dates();
    let taken = web
        .app
        .taken_between(span(web.app.agenda().zone(), &dates))
        .await?;
    let school = web.app.school_holidays().await?;
    let agenda = staff.agenda(web);
    let now = web.app.now();
    let people = choice.practitioners(&agenda);
    let may_book = staff.0.may(Right::ManageAppointments);
    let bar = Bar::of((visit, &agenda, now), choice, &people, may_book);
    let first = dates.first().copied().unwrap_or_default();
    let month = Month {
        visit,
        agenda: &agenda,
        people: &people,
        taken: &taken,
        school: &school,
        today: agenda.zone().date(now),
    };
    let page = MonthPage {
        page: layout(web, visit, bar.heading.clone()),
        desk: Desk::of(web, visit, staff, Section::Agenda),
        style: visit.link(&agenda_style_url(&tones(&agenda))),
        news,
        revision: agenda.revision().0,
        weekdays: weekdays(visit, first),
        lead: (0..first.weekday().num_days_from_monday()).map(|_| ()).collect(),
        days: dates.iter().map(|date| month.cell(choice, *date)).collect(),
        bar,
    };
    Ok(html(status, &page))
}

fn weekdays(visit: &Visit, first: NaiveDate) -> Vec<String> {
    let monday = first.week(Weekday::Mon).first_day();
    let days = monday.iter_days().take(7);
    days.map(|date| visit.texts().weekday(date)).collect()
}

/// What every cell is made from.
struct Month<'a> {
    visit: &'a Visit,
    agenda: &'a Agenda,
    people: &'a [PractitionerId],
    taken: &'a [(PractitionerId, Interval)],
    school: &'a SchoolHolidays,
    today: NaiveDate,
}

impl Month<'_> {
    fn cell(&self, choice: &Choice, date: NaiveDate) -> Cell {
        let t = self.visit.texts();
        let day = span(self.agenda.zone(), &[date]);
        let (mut open, mut free, mut booked) = (TimeDelta::zero(), TimeDelta::zero(), 0);
        for id in self.people {
            let own = self
                .taken
                .iter()
                .filter(|(who, span)| who == id && span.intersects(&day));
            let own: Vec<Interval> = own.map(|(_, span)| *span).collect();
            let windows = self.agenda.open_time(*id, date);
            open += total(&windows);
            free += total(&subtract(&windows, &own));
            booked += own.len();
        }
        let used = (open - free).num_minutes();
        Cell {
            full: t.day(date),
            number: date.day(),
            href: self.visit.link(&choice.path(date, View::Day)),
            is_today: date == self.today,
            is_closed: open.is_zero(),
            booked,
            share: (used * 100).checked_div(open.num_minutes()).unwrap_or(0),
            free: Some(free)
                .filter(|free| !free.is_zero())
                .map(|free| t.length(free)),
            remarks: self.remarks(date, day),
        }
    }

    fn remarks(&self, date: NaiveDate, day: Interval) -> Vec<(&'static str, String)> {
        let (t, set_up) = (self.visit.texts(), self.agenda.set_up());
        let shown = || self.people.iter().filter_map(|id| set_up.practitioners.get(id));
        let mut remarks = Vec::new();
        let is_kept = shown().any(|p| p.holidays == HolidayHabit::Closed);
        if let Some(holiday) = set_up.practice.holidays.on(date).filter(|_| is_kept) {
            let name = if let Some(own) = holiday.name.strip_prefix(school::CUSTOM) {
                own.to_owned()
            } else {
                let name = t.text(&holiday.name).into_owned();
                t.with("holiday-named", &[("name", name.into())])
            };
            remarks.push(("holiday", name));
        }
        if let Some(period) = self.school.on(date) {
            remarks.push(("school", school::name_and_zone(t, self.school, &period)));
        }
        let mut away = set_up
            .absences
            .iter()
            .filter(|a| a.interval.intersects(&day))
            .peekable();
        if away.peek().is_none() {
            return remarks;
        }
        let away: Vec<_> = away.collect();
        let is_away = |id| away.iter().any(|absence| absence.concerns(id));
        let names = shown().filter(|p| is_away(p.id)).map(|p| p.name.as_str());
        let names: Vec<&str> = names.collect();
        if !names.is_empty() {
            let names = names.join(", ").into();
            remarks.push(("away", t.with("agenda-month-away", &[("names", names)])));
        }
        remarks
    }
}

fn total(spans: &[Interval]) -> TimeDelta {
    spans.iter().map(Interval::length).sum()
}
