//! The starts of one practitioner on one local date, from what is open less what is taken (booking-rules §4, §5).

use chrono::NaiveDate;

use super::lane::{Ask, Lane};
use super::mode::Shown;
use super::morning::Morning;
use super::span::{Span, instant, remaining};
use crate::domain::agenda::{Booked, BookingRef, Calendar, DayPlan};
use crate::domain::booking::{is_same_session, seats_left};
use crate::domain::busy::touching;
use crate::domain::care_type::OfferMode;
use crate::domain::id::{PractitionerId, ResourceId};
use crate::domain::time::Interval;

/// Lists used again for every date.
#[derive(Default)]
pub(super) struct Scratch<'a> {
    windows: Vec<Interval>,
    pub(super) taken: Vec<&'a Booked>,
    forbidden: Vec<Span>,
    pub(super) free: Vec<Span>,
    pub(super) gaps: Vec<Span>,
    /// Whether a next visit is feasible after a first one on a date (see [`super::series`]).
    pub(super) follows: Option<(PractitionerId, NaiveDate, bool)>,
}

impl<'a> Lane<'a> {
    /// The starts offered on a local date, appended in order.
    pub(super) fn starts_on(
        &self,
        date: NaiveDate,
        offer: OfferMode,
        scratch: &mut Scratch<'a>,
        out: &mut Vec<i64>,
    ) {
        if self.admits(date).is_err() {
            return;
        }
        let mut windows = std::mem::take(&mut scratch.windows);
        let plan = self.hours.windows(date, self.ask.query.care, &mut windows);
        if self.is_taken_whole(date, &windows) {
            scratch.windows = windows;
            return;
        }
        if let (Some(first), Some(last)) = (windows.first(), windows.last()) {
            let range = Span::new(
                Span::from(*first).from - self.before,
                Span::from(*last).to + self.after,
            );
            scratch.taken.clear();
            self.taken(&plan, date, range, &mut scratch.taken);
        }
        let first = out.len();
        for window in &windows {
            self.window_starts(Span::from(*window), (date, &plan), offer, scratch, out);
        }
        if let OfferMode::MorningFill { min_fill, reach } = offer {
            let morning = Morning {
                lane: self,
                date,
                windows: &windows,
                taken: &scratch.taken,
            };
            morning.hold_back((min_fill, reach), first, out);
        }
        scratch.windows = windows;
        self.keep_accompanied(date, first, out);
    }

    /// The practitioner's bookings that count and touch a range around a date.
    fn taken(&self, plan: &DayPlan, date: NaiveDate, range: Span, out: &mut Vec<&'a Booked>) {
        if let Some(calendar) = self.calendar {
            gather(&self.ask, calendar, (plan, date), range, out);
        }
        let own =
            |t: &&Booked| t.practitioner == self.practitioner && Span::from(t.occupied).intersects(range);
        out.extend(self.ask.unbooked().filter(own));
    }

    fn window_starts(
        &self,
        window: Span,
        (date, plan): (NaiveDate, &DayPlan),
        offer: OfferMode,
        scratch: &mut Scratch<'a>,
        out: &mut Vec<i64>,
    ) {
        let day = Span::from(plan.day);
        let all = Span::new(window.from, window.to - self.length + 1);
        let Some(today) = all.clipped(Span::new(day.from.max(self.earliest), day.to)) else {
            return;
        };
        let mut forbidden = std::mem::take(&mut scratch.forbidden);
        forbidden.clear();
        // The first and last start of a gap that reaches over midnight may lie on another date.
        let whole = all.clipped(Span::new(self.earliest, i64::MAX));
        let bound = match whole {
            Some(whole) if !offer.keeps_to_grid() && whole != today => {
                self.forbid_dates(whole, date, &mut forbidden);
                whole
            }
            _ => today,
        };
        let body = Span::new(bound.from, bound.to - 1 + self.length);
        self.forbid_absences(body, &mut forbidden);
        self.forbid_patient(&mut forbidden);
        let first = out.len();
        if self.terms.capacity > 1 {
            self.joins(window, today, &forbidden, scratch, out);
            self.keep_followed(date, first, scratch, out);
        }
        let joined = out.len() > first;
        if !self.has_room() {
            scratch.forbidden = forbidden;
            return;
        }
        let busy = scratch.taken.iter().map(|b| Span::from(b.occupied));
        forbidden.extend(busy.filter_map(|b| b.forbids(self.before, self.length + self.after)));
        let range = Span::new(body.from - self.before, body.to + self.after);
        self.units.forbid(self, (plan, date), range, &mut forbidden);
        scratch.free.clear();
        remaining(bound, &mut forbidden, &mut scratch.free);
        scratch.forbidden = forbidden;
        let shown = Shown {
            lane: self,
            window,
            today,
            date,
        };
        shown.starts(offer, scratch, out);
        if joined && let Some(added) = out.get_mut(first..) {
            added.sort_unstable();
        }
    }

    /// The other dates of a span on which nothing may start.
    fn forbid_dates(&self, span: Span, date: NaiveDate, out: &mut Vec<Span>) {
        let zone = self.ask.agenda.zone();
        let (first, last) = (zone.date(instant(span.from)), zone.date(instant(span.to - 1)));
        let dates = first.iter_days().take_while(|other| *other <= last);
        let closed = dates.filter(|other| *other != date && !self.sells_on(*other));
        out.extend(closed.map(|other| Span::from(self.hours.on(other).day)));
    }

    fn forbid_absences(&self, body: Span, out: &mut Vec<Span>) {
        let within = Interval {
            start: instant(body.from),
            end: instant(body.to),
        };
        out.extend(self.away(within).filter_map(|a| a.forbids(0, self.length)));
    }

    fn forbid_patient(&self, out: &mut Vec<Span>) {
        out.extend(self.patient_busy.iter().filter_map(|b| b.forbids(0, self.length)));
    }

    /// Grid starts of sessions with seats left; joining takes no second unit and no other time (booking-rules §5).
    fn joins(
        &self,
        window: Span,
        bound: Span,
        forbidden: &[Span],
        scratch: &mut Scratch<'a>,
        out: &mut Vec<i64>,
    ) {
        let from = out.len();
        // The patients of a full session stand side by side: one look is enough for all of them.
        let mut looked_at = None;
        for booked in &scratch.taken {
            let start = booked.interval.start.timestamp();
            if looked_at.replace(start) == Some(start) {
                continue;
            }
            let is_known = out.get(from..).is_some_and(|joined| joined.contains(&start));
            let is_in_bound = bound.from <= start && start < bound.to;
            let is_on_grid = (start - window.from) % self.step == 0;
            let is_forbidden = forbidden.iter().any(|f| f.from <= start && start < f.to);
            if !is_known
                && is_in_bound
                && is_on_grid
                && !is_forbidden
                && self.has_seats(start, &scratch.taken)
            {
                out.push(start);
            }
        }
    }

    /// Whether an empty session takes the seats asked for.
    pub(super) fn has_room(&self) -> bool {
        self.ask.query.seats <= self.terms.capacity
    }

    /// Whether a session of this care starts there, has the seats asked for and is disturbed by nothing else.
    pub(super) fn has_seats(&self, start: i64, taken: &[&Booked]) -> bool {
        let care = self.ask.query.care;
        let begin = instant(start);
        let is_mate = |b: &&&Booked| is_same_session(b, care, begin);
        let occupied = self.occupied(start);
        let is_disturbed = taken
            .iter()
            .any(|b| !is_mate(&b) && Span::from(b.occupied).intersects(occupied));
        let mut session = taken.iter().filter(is_mate).copied().peekable();
        session.peek().is_some()
            && self.terms.capacity > 1
            && !is_disturbed
            && seats_left(session, self.terms.capacity) >= u32::from(self.ask.query.seats)
    }

    /// Absences of the practitioner, and what the own calendars take, as far as they intersect an interval.
    pub(super) fn away(&self, within: Interval) -> impl Iterator<Item = Span> + use<'a> {
        let both = [self.hours.absences(within), touching(self.busy, within)];
        both.into_iter().flatten().map(|away| Span::from(*away))
    }

    /// Whether the own calendars leave a care its time. What the booking that is moved stands in already, it may stand in again: an event
    /// that came later takes nothing away from it (caldav §6.2).
    pub(super) fn is_left_by_calendars(&self, care: Span) -> bool {
        let query = self.ask.query;
        let moving = query.moving.map(BookingRef::Appointment);
        let stood = moving
            .and_then(|reference| self.ask.agenda.booked(reference))
            .filter(|old| old.practitioner == self.practitioner && !self.ask.is_public());
        let within = |span: Span| Interval {
            start: instant(span.from),
            end: instant(span.to),
        };
        let mut busy = touching(self.busy, within(care)).iter();
        busy.all(|event| stood.is_some_and(|old| old.interval.intersects(event)))
    }

    /// The merged window that holds a care begun on `date`, if no absence touches it.
    pub(super) fn open_window(&self, date: NaiveDate, care: Span) -> Option<Span> {
        let mut windows = Vec::new();
        self.hours.windows(date, self.ask.query.care, &mut windows);
        let mut windows = windows.into_iter().map(Span::from);
        let window = windows.find(|w| w.contains(care))?;
        let within = Interval {
            start: instant(care.from),
            end: instant(care.to),
        };
        self.hours.absences(within).is_empty().then_some(window)
    }

    /// The practitioner's bookings that count and touch a span that begins near `date`.
    pub(super) fn near(&self, date: NaiveDate, span: Span) -> Vec<&'a Booked> {
        let mut near = Vec::new();
        self.taken(&self.hours.on(date), date, span, &mut near);
        near
    }

    /// Units for a start: those of the session it joins, else a free one of each kind; `None` when a kind has none left.
    pub(super) fn chosen_units(&self, start: i64) -> Option<Vec<ResourceId>> {
        let date = self.ask.agenda.zone().date(instant(start));
        let near = self.near(date, self.occupied(start));
        if self.has_seats(start, &near) {
            let care = self.ask.query.care;
            let mates = near.iter().filter(|b| is_same_session(b, care, instant(start)));
            let with_units = mates.map(|b| &b.resources).find(|r| !r.is_empty());
            return Some(with_units.map(|r| r.to_vec()).unwrap_or_default());
        }
        self.units.choose(self, (&self.hours.on(date), date), start)
    }
}

/// The bookings of a calendar that count and touch a range around a date, each once.
pub(super) fn gather<'a>(
    ask: &Ask<'a>,
    calendar: &'a Calendar,
    (plan, date): (&DayPlan, NaiveDate),
    range: Span,
    out: &mut Vec<&'a Booked>,
) {
    let zone = ask.agenda.zone();
    let day = Span::from(plan.day);
    let is_wanted = |b: &&Booked| Span::from(b.occupied).intersects(range) && ask.counts(b);
    if day.contains(range) {
        out.extend(calendar.on(date).iter().map(AsRef::as_ref).filter(is_wanted));
        return;
    }
    let last = zone.date(instant(range.to));
    let mut first = zone.date(instant(range.from));
    // A booking that touches several dates is listed on each.
    let mut begins = i64::MIN;
    while first <= last {
        let listed = calendar.on(first).iter().map(AsRef::as_ref);
        out.extend(
            listed
                .filter(|b| b.occupied.start.timestamp() >= begins)
                .filter(is_wanted),
        );
        let Some(next) = first.succ_opt() else {
            return;
        };
        first = next;
        begins = zone.start_of(next).timestamp();
    }
}
