//! A room's, chair's or machine's date on the sheet: what uses it.

use chrono::NaiveDate;

use super::column::{Column, Scene};
use super::item::Item;
use super::ruler::Rows;
use crate::domain::id::ResourceId;
use crate::store::DayRow;

impl Scene<'_> {
    /// The column of a unit's date.
    pub(super) fn room(&self, id: ResourceId, date: NaiveDate) -> Column {
        let unit = self.agenda.set_up().resources.get(&id);
        let mut items = self.ground_of_room(id, date);
        let day = self.day(date);
        let used = |row: &&DayRow| row.resources.contains(&id) && row.interval.intersects(&day);
        let mut placed = self.sessions(self.rows.iter().filter(used), date, true);
        placed.extend(self.held_in(id, date));
        items.extend(self.in_lanes(placed, date));
        Column {
            id: format!("c{date}-r{id}"),
            name: unit.map_or_else(String::new, |unit| unit.name.clone()),
            with: String::new(),
            date,
            top: self.top(date),
            day: None,
            is_today: self.agenda.zone().date(self.now) == date,
            remarks: unit.map(|unit| unit.kind.0.clone()).into_iter().collect(),
            items,
        }
    }

    /// Whether anything is booked on a date at all.
    pub(super) fn has_rows(&self, date: NaiveDate) -> bool {
        let day = self.day(date);
        self.rows.iter().any(|row| row.interval.intersects(&day))
    }

    /// Open at any hour, save closures.
    fn ground_of_room(&self, id: ResourceId, date: NaiveDate) -> Vec<Item> {
        let day = self.day(date);
        let place = |kind: &str, span| Some(format!("{kind} {}", self.ruler.place(date, span)?.class()));
        let open = place("o", day).map(|place| Item::Open {
            place,
            label: String::new(),
        });
        let unit = self.agenda.set_up().resources.get(&id);
        let closed = unit.into_iter().flat_map(|unit| &unit.closed).filter_map(|span| {
            Some(Item::Away {
                place: place("w", span.intersection(&day)?)?,
                label: self.visit.texts().text("agenda-closed").into_owned(),
            })
        });
        open.into_iter().chain(closed).collect()
    }

    fn held_in(&self, id: ResourceId, date: NaiveDate) -> Vec<(Rows, Item)> {
        let bookings = self.agenda.bookings_using(id, date).iter();
        let drawn = bookings
            .filter_map(|booked| Some((self.ruler.place(date, booked.interval)?, self.hold(booked)?)));
        drawn.collect()
    }
}
