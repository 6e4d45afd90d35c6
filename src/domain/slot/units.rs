//! Resources: which starts have a unit of every required kind, and which unit is taken (booking-rules §5).

use chrono::NaiveDate;

use super::day::gather;
use super::lane::{Ask, Lane};
use super::span::{Span, common, joined};
use crate::domain::agenda::{Booked, DayPlan};
use crate::domain::care_type::CareTerms;
use crate::domain::id::{PractitionerId, ResourceId};
use crate::domain::resource::{Resource, ResourceKind};

/// The whole of time, for a kind of which there is no unit.
const EVER: Span = Span {
    from: i64::MIN / 4,
    to: i64::MAX / 4,
};

/// The units of each required kind that a practitioner may use, in order of identifier.
pub(super) struct Units<'a> {
    kinds: Vec<Vec<&'a Resource>>,
}

impl<'a> Units<'a> {
    pub(super) fn new(ask: Ask<'a>, practitioner: PractitionerId, terms: &CareTerms) -> Self {
        let all = &ask.agenda.set_up().resources;
        let is_usable = |r: &&Resource| {
            !r.is_archived
                && r.practitioners
                    .as_ref()
                    .is_none_or(|only| only.contains(&practitioner))
        };
        let mut wanted: Vec<_> = terms.requires.iter().collect();
        wanted.sort_unstable();
        wanted.dedup();
        let of_kind = |kind: &ResourceKind| {
            all.values()
                .filter(|r| r.kind == *kind)
                .filter(is_usable)
                .collect()
        };
        Self {
            kinds: wanted.into_iter().map(of_kind).collect(),
        }
    }

    /// Appends the starts for which some kind has no unit left. `range` spans every occupied interval that is possible.
    pub(super) fn forbid(
        &self,
        lane: &Lane<'a>,
        at: (&DayPlan, NaiveDate),
        range: Span,
        out: &mut Vec<Span>,
    ) {
        for kind in &self.kinds {
            let mut units = kind.iter().map(|unit| forbidden(lane, unit, at, range));
            let first = units.next().unwrap_or_else(|| vec![EVER]);
            out.extend(units.fold(first, |all, unit| common(&all, &unit)));
        }
    }

    /// A unit of each kind for a start: least spare time around it, then lowest identifier; `None` when a kind has none left.
    pub(super) fn choose(
        &self,
        lane: &Lane<'a>,
        at: (&DayPlan, NaiveDate),
        start: i64,
    ) -> Option<Vec<ResourceId>> {
        let occupied = lane.occupied(start);
        let day = Span::from(at.0.day);
        let range = Span::new(day.from.min(occupied.from), day.to.max(occupied.to));
        let choice = |kind: &Vec<&'a Resource>| {
            let free = kind.iter().filter(|unit| {
                let taken = forbidden(lane, unit, at, range);
                !taken.iter().any(|f| f.from <= start && start < f.to)
            });
            free.min_by_key(|unit| (spare(&full(lane, unit, at, range), occupied, range), unit.id))
                .map(|unit| unit.id)
        };
        self.kinds.iter().map(choice).collect()
    }

    /// Whether every kind has a unit that is not closed during a care.
    pub(super) fn is_open(&self, care: Span) -> bool {
        let is_closed = |unit: &Resource| unit.closed.iter().any(|c| Span::from(*c).intersects(care));
        self.kinds
            .iter()
            .all(|kind| kind.iter().any(|unit| !is_closed(unit)))
    }

    /// The first unit of each kind, taken or not: for an overbooking.
    pub(super) fn any(&self) -> Vec<ResourceId> {
        self.kinds
            .iter()
            .filter_map(|kind| kind.first())
            .map(|unit| unit.id)
            .collect()
    }
}

/// The starts at which a unit cannot be used: closed during the care, or full at some instant of the occupied interval.
fn forbidden<'a>(lane: &Lane<'a>, unit: &'a Resource, at: (&DayPlan, NaiveDate), range: Span) -> Vec<Span> {
    let closed = unit.closed.iter().map(|c| Span::from(*c));
    let closed = closed
        .filter(|c| c.intersects(range))
        .filter_map(|c| c.forbids(0, lane.length));
    let full = full(lane, unit, at, range);
    let full = full
        .iter()
        .filter_map(|f| f.forbids(lane.before, lane.length + lane.after));
    joined(closed.chain(full).collect())
}

/// When a unit has as many users as it takes; the bookings of one session are one user.
fn full<'a>(lane: &Lane<'a>, unit: &'a Resource, at: (&DayPlan, NaiveDate), range: Span) -> Vec<Span> {
    let mut users: Vec<&Booked> = Vec::new();
    if let Some(calendar) = lane.ask.agenda.resource_calendar(unit.id) {
        gather(&lane.ask, calendar, at, range, &mut users);
    }
    users.extend(lane.ask.unbooked().filter(|t| t.resources.contains(&unit.id)));
    let mut sessions: Vec<&Booked> = Vec::with_capacity(users.len());
    for user in users {
        if !sessions.iter().any(|s| is_one_session(s, user)) {
            sessions.push(user);
        }
    }
    let capacity = i32::from(unit.capacity.max(1));
    let spans = sessions.iter().map(|s| Span::from(s.occupied));
    if capacity == 1 {
        return joined(spans.collect());
    }
    let mut edges: Vec<(i64, i32)> = spans.flat_map(|s| [(s.from, 1), (s.to, -1)]).collect();
    edges.sort_unstable();
    let (mut count, mut since, mut out) = (0, None, Vec::new());
    for (second, step) in edges {
        count += step;
        match since {
            None if count >= capacity => since = Some(second),
            Some(from) if count < capacity => {
                out.push(Span::new(from, second));
                since = None;
            }
            _ => {}
        }
    }
    joined(out)
}

fn is_one_session(a: &Booked, b: &Booked) -> bool {
    let is_group = a.capacity > 1 && b.capacity > 1;
    is_group && a.practitioner == b.practitioner && a.care == b.care && a.interval.start == b.interval.start
}

/// Seconds free before and after an occupied interval, up to the next full time or the end of the local day.
fn spare(full: &[Span], occupied: Span, day: Span) -> i64 {
    let before = full.iter().map(|f| f.to).filter(|to| *to <= occupied.from).max();
    let after = full
        .iter()
        .map(|f| f.from)
        .filter(|from| *from >= occupied.to)
        .min();
    occupied.from - before.unwrap_or(day.from) + after.unwrap_or(day.to) - occupied.to
}
