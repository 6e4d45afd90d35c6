//! One practitioner's date on the sheet.

use std::sync::Arc;

use chrono::{NaiveDate, SecondsFormat};

use super::free::free_cells;
use super::item::{Block, Grip, Item, block, is_shown};
use super::lanes::{lane_class, lanes};
use super::ruler::{Rows, Ruler};
use super::unit::Unit;
use crate::app::Suggestions;
use crate::domain::agenda::{Agenda, Booked, BookingRef};
use crate::domain::busy::touching;
use crate::domain::id::PractitionerId;
use crate::domain::practitioner::HolidayHabit;
use crate::domain::time::{Instant, Interval};
use crate::store::DayRow;
use crate::web::extract::Visit;

/// A window reserved to so many cares names them.
const RESERVED_NAMED: usize = 2;

/// What every column is drawn from.
pub(super) struct Scene<'a> {
    pub(super) visit: &'a Visit,
    pub(super) agenda: &'a Agenda,
    /// Appointments of all dates and practitioners shown, in order of start.
    pub(super) rows: &'a [DayRow],
    pub(super) ruler: Ruler,
    pub(super) unit: Unit,
    pub(super) now: Instant,
    pub(super) may_book: bool,
    pub(super) may_read_notes: bool,
    pub(super) may_see_list: bool,
    /// Where one more may be booked; `None` for those who may not.
    pub(super) suggestions: Option<Arc<Suggestions>>,
}

/// A date, and where its day view is.
#[derive(Clone, Debug)]
pub(super) struct DayLink {
    /// « lundi 2 mars ».
    pub(super) full: String,
    /// « lun. 2 mars ».
    pub(super) brief: String,
    pub(super) href: String,
}

/// See the module.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// For `aria-labelledby`.
    pub(super) id: String,
    pub(super) name: String,
    /// The practitioner's number; empty for a room, where nobody is moved to.
    pub(super) with: String,
    pub(super) date: NaiveDate,
    /// The instant of the first row of a sheet of one date; empty where dates share a scale.
    pub(super) top: String,
    /// Only in a week.
    pub(super) day: Option<DayLink>,
    pub(super) is_today: bool,
    /// Why it is closed, or what is special.
    pub(super) remarks: Vec<String>,
    pub(super) items: Vec<Item>,
}

impl Column {
    /// Whether one more may be booked beside something.
    pub(super) fn has_over(&self) -> bool {
        let mut items = self.items.iter();
        items.any(|item| matches!(item, Item::Booked(Block { over: Some(_), .. })))
    }
}

impl Scene<'_> {
    /// Shows every hour at which something stands.
    pub(super) fn widen(&mut self, practitioners: &[PractitionerId], dates: &[NaiveDate]) {
        for date in dates {
            for id in practitioners {
                for window in self.agenda.opening(*id, *date).all() {
                    self.ruler.widen(*date, window);
                }
                for row in on(self.rows, *id, self.day(*date)) {
                    self.ruler.widen(*date, row.interval);
                }
            }
        }
    }

    pub(super) fn day(&self, date: NaiveDate) -> Interval {
        let zone = self.agenda.zone();
        Interval {
            start: zone.start_of(date),
            end: zone.start_of(date.succ_opt().unwrap_or(date)),
        }
    }

    /// The column of a practitioner's date.
    pub(super) fn column(&self, id: PractitionerId, date: NaiveDate) -> Column {
        let practitioner = self.agenda.set_up().practitioners.get(&id);
        let mut items = self.ground(id, date);
        items.extend(self.placed(id, date));
        Column {
            id: format!("c{date}-{id}"),
            name: practitioner.map_or_else(String::new, |p| p.name.clone()),
            with: id.to_string(),
            date,
            top: self.top(date),
            day: None,
            is_today: self.agenda.zone().date(self.now) == date,
            remarks: self.remarks(id, date),
            items,
        }
    }

    /// Opening windows, absences, and what the own calendars take.
    fn ground(&self, id: PractitionerId, date: NaiveDate) -> Vec<Item> {
        let set_up = self.agenda.set_up();
        let place = |kind: &str, span: Interval| {
            let rows = self.ruler.place(date, span)?;
            Some(format!("{kind} {}", rows.class()))
        };
        let opening = self.agenda.opening(id, date);
        let open = opening.windows.iter().filter_map(|window| {
            let cares = window
                .cares
                .iter()
                .flatten()
                .filter_map(|care| set_up.care_types.get(care));
            let names: Vec<&str> = cares.map(|care| care.name.as_str()).collect();
            // A long list says no more than an open window does.
            let is_special = names.len() <= RESERVED_NAMED;
            Some(Item::Open {
                place: place("o", window.interval)?,
                label: if is_special {
                    names.join(", ")
                } else {
                    String::new()
                },
            })
        });
        let absences = set_up.absences.iter().filter(|absence| absence.concerns(id));
        let away = absences.filter_map(|absence| {
            let within = absence.interval.intersection(&self.day(date))?;
            Some(Item::Away {
                place: place("w", within)?,
                label: if absence.label.is_empty() {
                    self.visit.texts().text("agenda-away").into_owned()
                } else {
                    absence.label.clone()
                },
            })
        });
        let day = self.day(date);
        let busy = touching(self.agenda.busy(id), day).iter();
        let busy = busy.filter_map(|event| {
            Some(Item::Away {
                place: place("w", event.intersection(&day)?)?,
                label: self.visit.texts().text("agenda-busy").into_owned(),
            })
        });
        open.chain(away).chain(busy).collect()
    }

    /// Appointments, holds and free time, in order of time, what overlaps in lanes.
    fn placed(&self, id: PractitionerId, date: NaiveDate) -> Vec<Item> {
        let mut placed = self.booked(id, date);
        placed.extend(self.held(id, date));
        placed.extend(self.free(id, date));
        self.in_lanes(placed, date)
    }

    /// In order of time, what overlaps side by side, with the line of the present moment.
    pub(super) fn in_lanes(&self, mut placed: Vec<(Rows, Item)>, date: NaiveDate) -> Vec<Item> {
        placed.sort_by_key(|(rows, _)| *rows);
        let spans: Vec<Rows> = placed.iter().map(|(rows, _)| *rows).collect();
        let mut items: Vec<(Rows, Item)> = Vec::with_capacity(placed.len() + 1);
        for ((rows, mut item), lane) in placed.into_iter().zip(lanes(&spans)) {
            if let Item::Free { place, .. } | Item::Held { place, .. } | Item::Booked(Block { place, .. }) =
                &mut item
            {
                place.push(' ');
                place.push_str(&rows.class());
                place.push_str(&lane_class(lane));
            }
            items.push((rows, item));
        }
        // In order of time as well, for those who read a list.
        if let Some((rows, line)) = self.now_line(date) {
            let at = items.partition_point(|(other, _)| other.from <= rows.from);
            items.insert(at, (rows, line));
        }
        items.into_iter().map(|(_, item)| item).collect()
    }

    fn booked(&self, id: PractitionerId, date: NaiveDate) -> Vec<(Rows, Item)> {
        self.sessions(on(self.rows, id, self.day(date)), date, false)
    }

    /// Rows of one session are one block; a room says with whom as well.
    pub(super) fn sessions<'r>(
        &self,
        rows: impl Iterator<Item = &'r DayRow>,
        date: NaiveDate,
        is_room: bool,
    ) -> Vec<(Rows, Item)> {
        let mut shown: Vec<&DayRow> = rows.filter(|row| is_shown(row.status)).collect();
        // Rows of one session side by side, sessions in order of start.
        shown.sort_by_key(|row| (row.interval.start, row.practitioner, row.care, row.id));
        let is_together = |a: &&DayRow, b: &&DayRow| {
            a.capacity > 1
                && a.capacity == b.capacity
                && (a.practitioner, a.care, a.interval) == (b.practitioner, b.care, b.interval)
        };
        let sessions = shown.chunk_by(is_together);
        let drawn = sessions.filter_map(|session| {
            let first = session.first()?;
            let rows = self.ruler.place(date, first.interval)?;
            let context = (self.visit, self.agenda.zone());
            let mut block = block(context, self.agenda.set_up(), session, self.may_read_notes)?;
            block.join = self.join(session);
            if is_room {
                block.say_with(self.agenda.set_up(), first.practitioner);
            } else {
                block.grip = self.grip(session);
                block.suggest(self.over(session));
            }
            if first.capacity > 1 {
                block.cut_to(self.unit.lines(rows).saturating_sub(1));
            }
            Some((rows, Item::Booked(block)))
        });
        drawn.collect()
    }

    /// What a script needs to move it or to change its length: one patient alone, not seen yet, and somebody who may.
    fn grip(&self, session: &[&DayRow]) -> Option<Grip> {
        let [only] = session else { return None };
        (self.may_book && only.capacity == 1 && only.status.may_change_length()).then_some(Grip {
            id: only.id.0,
            version: only.version,
            is_here: !only.status.is_pending(),
        })
    }

    /// Where one more is booked into a session with seats left.
    fn join(&self, session: &[&DayRow]) -> Option<String> {
        let first = session.first()?;
        let taken: u32 = session
            .iter()
            .filter(|r| r.status.takes_time())
            .map(|r| u32::from(r.seats))
            .sum();
        let has_room = taken < u32::from(first.capacity) && first.interval.start > self.now;
        (self.may_book && first.capacity > 1 && has_room).then(|| {
            let path = book_path(first.practitioner, first.interval.start);
            self.visit.link(&format!("{path}&care={}", first.care))
        })
    }

    fn held(&self, id: PractitionerId, date: NaiveDate) -> Vec<(Rows, Item)> {
        let bookings = self.agenda.bookings_on(id, date).iter();
        let drawn = bookings
            .filter_map(|booked| Some((self.ruler.place(date, booked.interval)?, self.hold(booked)?)));
        drawn.collect()
    }

    /// What a time is kept for without being booked: a form, or the waiting list.
    pub(super) fn hold(&self, booked: &Booked) -> Option<Item> {
        let is_offer = match booked.reference {
            BookingRef::Appointment(_) => return None,
            BookingRef::Hold(_) => false,
            BookingRef::Offer(_) => true,
        };
        booked.is_live(self.now).then(|| Item::Held {
            place: if is_offer { "h offered" } else { "h" }.to_owned(),
            hour: self.hour(booked.interval.start),
            is_offer,
            list: (is_offer && self.may_see_list).then(|| self.visit.link("/admin/waiting")),
        })
    }

    fn free(&self, id: PractitionerId, date: NaiveDate) -> Vec<(Rows, Item)> {
        let cells = free_cells(self.agenda, id, date, self.now);
        let drawn = cells.into_iter().filter_map(|cell| {
            let rows = self.ruler.place(date, cell)?;
            // A cell that has begun offers what is left of it.
            let start = cell.start.max(self.now);
            let is_begun = cell.start < self.now;
            let item = Item::Free {
                place: "f".to_owned(),
                href: (self.may_book && !is_begun).then(|| self.visit.link(&book_path(id, start))),
                hour: self.hour(cell.start),
            };
            Some((rows, item))
        });
        drawn.collect()
    }

    fn now_line(&self, date: NaiveDate) -> Option<(Rows, Item)> {
        if self.agenda.zone().date(self.now) != date {
            return None;
        }
        let rows = self
            .ruler
            .place(date, Interval::lasting(self.now, chrono::TimeDelta::minutes(1)))?;
        let line = Item::Now {
            place: format!("x {}", rows.class()),
            hour: self.hour(self.now),
        };
        Some((rows, line))
    }

    fn remarks(&self, id: PractitionerId, date: NaiveDate) -> Vec<String> {
        let (t, set_up) = (self.visit.texts(), self.agenda.set_up());
        let mut remarks = Vec::new();
        let practitioner = set_up.practitioners.get(&id);
        let keeps_holidays = practitioner.is_some_and(|p| p.holidays == HolidayHabit::Closed);
        if let Some(holiday) = set_up.practice.holidays.on(date).filter(|_| keeps_holidays) {
            remarks.push(match holiday.name.strip_prefix("custom:") {
                Some(own) => own.to_owned(),
                None => t.text(&holiday.name).into_owned(),
            });
        }
        let exceptions = set_up
            .exceptions
            .iter()
            .filter(|e| e.practitioner == id && e.covers(date));
        remarks.extend(
            exceptions
                .map(|e| e.label.clone())
                .filter(|label| !label.is_empty()),
        );
        if practitioner.is_some_and(|p| p.is_archived) {
            remarks.push(t.text("agenda-left").into_owned());
        } else if self.agenda.opening(id, date).windows.is_empty() {
            remarks.push(t.text("agenda-closed").into_owned());
        }
        remarks
    }

    pub(super) fn top(&self, date: NaiveDate) -> String {
        let top = self.ruler.top(date);
        top.map_or_else(String::new, |at| at.to_rfc3339_opts(SecondsFormat::Secs, true))
    }

    pub(super) fn hour(&self, at: Instant) -> String {
        self.visit.texts().hour_at(self.agenda.zone(), at)
    }
}

/// A path without prefix.
fn book_path(id: PractitionerId, start: Instant) -> String {
    format!(
        "/admin/book?with={id}&start={}",
        start.to_rfc3339_opts(SecondsFormat::Secs, true)
    )
}

fn on(rows: &[DayRow], id: PractitionerId, day: Interval) -> impl Iterator<Item = &DayRow> {
    rows.iter()
        .filter(move |row| row.practitioner == id && row.interval.intersects(&day))
}
