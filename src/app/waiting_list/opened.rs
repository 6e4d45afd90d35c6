//! A change of hours, or of what own calendars take: what it opens is offered to the list first, what it closes is offered no more.

use chrono::{Days, NaiveDate};

use crate::domain::agenda::Agenda;
use crate::domain::busy::touching;
use crate::domain::id::PractitionerId;
use crate::domain::slot::{Audience, Placing, SlotQuery, place_free};
use crate::domain::time::{Instant, Interval, subtract};
use crate::domain::waiting_list::FreedTime;
use crate::store::{FreedState, ReservedTime, Tx};
use crate::sys::secret::DeviceKey;

use super::super::Failure;
use super::candidates::candidate;
use super::offering::{Cause, close, keep_and_offer};

/// Days ahead that are looked at when hours are opened.
const DAYS_AHEAD: u64 = 60;
/// Stretches of opened time that are looked at, the earliest first.
const WINDOWS_AT_MOST: usize = 200;

/// Takes back what is offered and could no longer be taken: the hour is closed or reserved to other cares by now, the room is closed,
/// the care or the practitioner is gone.
pub(super) fn withdraw_closed(tx: &mut Tx<'_>) -> Result<(), Failure> {
    for time in tx.reserved_times()? {
        if !is_possible(tx, &time) {
            close(tx, &time, FreedState::Withdrawn)?;
        }
    }
    Ok(())
}

fn is_possible(tx: &Tx<'_>, time: &ReservedTime) -> bool {
    let (agenda, start) = (tx.agenda(), time.interval.start);
    let date = agenda.zone().date(start);
    let query = SlotQuery {
        audience: Audience::Staff,
        hold: Some(time.hold),
        length: Some(time.interval.length()),
        ..SlotQuery::new(time.care, Some(time.freed.practitioner), date, date)
    };
    place_free(agenda, &query, start, Placing::InOpeningHours, tx.now()).is_ok()
}

/// Offers opened hours to the list before everybody sees them: to each, in the order of the list, the first time that suits.
pub(super) fn offer_opened(tx: &mut Tx<'_>, keys: &DeviceKey, before: &Agenda) -> Result<(), Failure> {
    if !tx.is_clock_trusted() || !tx.is_anybody_waiting(Instant::UNIX_EPOCH)? {
        return Ok(());
    }
    let windows = opened(before, tx.agenda(), tx.agenda().zone().date(tx.now()));
    offer_windows(tx, keys, &windows)
}

/// The same of opening hours that events of the practitioners' own calendars no longer take (caldav §6.2).
pub(super) fn offer_given_back(tx: &mut Tx<'_>, keys: &DeviceKey, before: &Agenda) -> Result<(), Failure> {
    if !tx.is_clock_trusted() || !tx.is_anybody_waiting(Instant::UNIX_EPOCH)? {
        return Ok(());
    }
    let windows = given_back(before, tx.agenda(), tx.agenda().zone().date(tx.now()));
    offer_windows(tx, keys, &windows)
}

fn offer_windows(tx: &mut Tx<'_>, keys: &DeviceKey, windows: &[FreedTime]) -> Result<(), Failure> {
    if windows.is_empty() {
        return Ok(());
    }
    for entry in tx.waiting_candidates(tx.now(), Instant::UNIX_EPOCH)? {
        for window in windows {
            let Some(mut found) = candidate(tx, (window, None), entry.clone(), None)? else {
                continue;
            };
            // Of a whole morning only what this person needs is kept.
            found.freed.window = found.placement.occupied;
            keep_and_offer(tx, keys, Cause::default(), &[found])?;
            break;
        }
    }
    Ok(())
}

/// The stretches that are open now and were not.
fn opened(before: &Agenda, after: &Agenda, today: NaiveDate) -> Vec<FreedTime> {
    windows_of(after, today, |practitioner, date| {
        let open = after.open_time(practitioner, date);
        subtract(&open, &before.open_time(practitioner, date))
    })
}

/// The stretches that are open and that an event took until now.
fn given_back(before: &Agenda, after: &Agenda, today: NaiveDate) -> Vec<FreedTime> {
    windows_of(after, today, |practitioner, date| {
        let (was, is) = (before.busy(practitioner), after.busy(practitioner));
        if was == is {
            return Vec::new();
        }
        let open = after.open_time(practitioner, date);
        let (Some(first), Some(last)) = (open.first(), open.last()) else {
            return Vec::new();
        };
        let day = Interval {
            start: first.start,
            end: last.end,
        };
        // Free now, less what was free before.
        subtract(
            &subtract(&open, touching(is, day)),
            &subtract(&open, touching(was, day)),
        )
    })
}

fn windows_of(
    agenda: &Agenda,
    today: NaiveDate,
    windows_on: impl Fn(PractitionerId, NaiveDate) -> Vec<Interval>,
) -> Vec<FreedTime> {
    let mut windows = Vec::new();
    for date in (0..=DAYS_AHEAD).filter_map(|n| today.checked_add_days(Days::new(n))) {
        for practitioner in agenda.set_up().practitioners.keys().copied() {
            let found = windows_on(practitioner, date).into_iter();
            windows.extend(found.map(|window| FreedTime {
                practitioner,
                window,
                was: None,
                gave_up: None,
            }));
        }
        if windows.len() >= WINDOWS_AT_MOST {
            break;
        }
    }
    windows
}
