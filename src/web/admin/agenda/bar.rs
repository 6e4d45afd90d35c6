//! The bar above the sheet: where one is, and where one can go.

use chrono::{Datelike, NaiveDate};

use super::choice::{By, Choice, View};
use crate::domain::agenda::Agenda;
use crate::domain::id::{PractitionerId, ResourceId};
use crate::domain::time::Instant;
use crate::i18n::Texts;
use crate::web::extract::Visit;

/// A link of a switch.
pub(super) struct Turn {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) is_current: bool,
}

/// See the module.
pub(super) struct Bar {
    pub(super) heading: String,
    /// The view shown, as in the address.
    pub(super) view: &'static str,
    /// Practitioners, rooms or both, as in the address.
    pub(super) by: &'static str,
    pub(super) date: NaiveDate,
    pub(super) before: String,
    pub(super) today: String,
    pub(super) after: String,
    pub(super) views: Vec<Turn>,
    /// Practitioners, rooms, both; empty where there is no room.
    pub(super) kinds: Vec<Turn>,
    pub(super) everybody: String,
    /// Number, name, ticked.
    pub(super) people: Vec<(PractitionerId, String, bool)>,
    /// Number, name, ticked.
    pub(super) rooms: Vec<(ResourceId, String, bool)>,
    pub(super) may_book: bool,
    /// The same on paper.
    pub(super) print: String,
    /// This view, as a path without prefix.
    pub(super) here: String,
}

impl Bar {
    /// For a choice; `people` and `rooms` are those shown.
    pub(super) fn of(
        (visit, agenda, now): (&Visit, &Agenda, Instant),
        choice: &Choice,
        people: &[PractitionerId],
        may_book: bool,
    ) -> Self {
        let t = visit.texts();
        let link = |date, view| visit.link(&choice.path(date, view));
        let everybody = Choice {
            who: Vec::new(),
            rooms: Vec::new(),
            ..choice.clone()
        };
        let views = View::ALL.map(|view| Turn {
            label: t.text(view_name(view)).into_owned(),
            href: link(choice.date, view),
            is_current: view == choice.view,
        });
        let practitioners = agenda.set_up().practitioners.values();
        let offered = practitioners.filter(|p| !p.is_archived || people.contains(&p.id));
        Self {
            heading: heading(t, choice),
            view: choice.view.key(),
            by: choice.by.key(),
            date: choice.date,
            before: link(choice.moved(-1), choice.view),
            today: link(agenda.zone().date(now), choice.view),
            after: link(choice.moved(1), choice.view),
            views: views.into(),
            kinds: kinds(visit, agenda, choice),
            everybody: visit.link(&everybody.path(choice.date, choice.view)),
            people: offered
                .map(|p| (p.id, p.name.clone(), people.contains(&p.id)))
                .collect(),
            rooms: rooms(agenda, choice),
            may_book,
            print: visit.link(
                &choice
                    .path(choice.date, choice.view)
                    .replacen("/admin", "/admin/print", 1),
            ),
            here: choice.path(choice.date, choice.view),
        }
    }

    /// There is somebody, or some room, to choose.
    pub(super) fn has_choice(&self) -> bool {
        self.people.len() > 1 || !self.rooms.is_empty()
    }
}

fn kinds(visit: &Visit, agenda: &Agenda, choice: &Choice) -> Vec<Turn> {
    let has_rooms = agenda.set_up().resources.values().any(|unit| !unit.is_archived);
    if !has_rooms || choice.view == View::Month {
        return Vec::new();
    }
    let turn = |by: By| {
        let there = Choice { by, ..choice.clone() };
        let key = match by {
            By::People => "agenda-people",
            By::Rooms => "agenda-rooms",
            By::Both => "agenda-both",
        };
        Turn {
            label: visit.texts().text(key).into_owned(),
            href: visit.link(&there.path(choice.date, choice.view)),
            is_current: by == choice.by,
        }
    };
    By::ALL.map(turn).into()
}

fn rooms(agenda: &Agenda, choice: &Choice) -> Vec<(ResourceId, String, bool)> {
    if choice.by == By::People || choice.view == View::Month {
        return Vec::new();
    }
    let shown = choice.rooms(agenda);
    let all = agenda.set_up().resources.values();
    all.filter(|unit| !unit.is_archived || shown.contains(&unit.id))
        .map(|unit| (unit.id, unit.name.clone(), shown.contains(&unit.id)))
        .collect()
}

fn view_name(view: View) -> &'static str {
    match view {
        View::Day => "agenda-day",
        View::Week => "agenda-week",
        View::Month => "agenda-month",
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
        (View::Month, _, _) => t.with(
            "agenda-month-of",
            &[
                ("month", t.month(choice.date).into()),
                ("year", choice.date.year().to_string().into()),
            ],
        ),
        _ => t.date(choice.date),
    }
}
