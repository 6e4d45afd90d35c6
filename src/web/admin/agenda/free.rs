//! Free time as cells to click on.

use chrono::{NaiveDate, TimeDelta};

use crate::domain::agenda::Agenda;
use crate::domain::busy::touching;
use crate::domain::id::PractitionerId;
use crate::domain::time::{Instant, Interval, subtract};

/// Cells are no shorter and no longer than this, whatever the grids of the care types.
const SHORTEST: TimeDelta = TimeDelta::minutes(10);
const LONGEST: TimeDelta = TimeDelta::minutes(60);
const USUAL: TimeDelta = TimeDelta::minutes(30);
/// A gap shorter than a row is no cell.
const LEAST: TimeDelta = TimeDelta::minutes(5);

/// What is open and not taken on a local date and not over yet, cut along the finest grid of the practitioner's care types.
pub(super) fn free_cells(
    agenda: &Agenda,
    practitioner: PractitionerId,
    date: NaiveDate,
    now: Instant,
) -> Vec<Interval> {
    let step = step(agenda, practitioner);
    let bookings = agenda.bookings_on(practitioner, date).iter();
    let taken = bookings.filter(|b| b.is_live(now)).map(|b| b.occupied);
    let windows = agenda.opening(practitioner, date).all();
    let open = agenda.open_time(practitioner, date);
    let busy = open
        .iter()
        .flat_map(|open| touching(agenda.busy(practitioner), *open));
    let taken: Vec<Interval> = taken.chain(busy.copied()).collect();
    let gaps = subtract(&open, &taken);
    let mut cells = Vec::new();
    for gap in gaps.iter().filter(|gap| gap.end > now) {
        let window = windows.iter().find(|w| w.covers(gap.start));
        let grid = window.map_or(gap.start, |w| w.start);
        cells.extend(cut(*gap, grid, step).filter(|cell| cell.end > now && cell.length() >= LEAST));
    }
    cells
}

fn step(agenda: &Agenda, practitioner: PractitionerId) -> TimeDelta {
    let cares = agenda
        .set_up()
        .care_types
        .values()
        .filter(|care| !care.is_archived);
    let steps = cares.filter_map(|care| Some(care.terms_for(practitioner)?.step));
    steps.min().unwrap_or(USUAL).clamp(SHORTEST, LONGEST)
}

/// A gap at the lines of a grid that starts at `grid`.
fn cut(gap: Interval, grid: Instant, step: TimeDelta) -> impl Iterator<Item = Interval> {
    let past = (gap.start - grid)
        .num_seconds()
        .rem_euclid(step.num_seconds().max(1));
    let first = gap.start - TimeDelta::seconds(past) + step;
    let lines = std::iter::successors(Some(first), move |line| Some(*line + step));
    let ends = lines.take_while(move |line| *line < gap.end).chain([gap.end]);
    let starts = std::iter::once(gap.start).chain(ends.clone());
    starts.zip(ends).map(|(start, end)| Interval { start, end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_cut_along_the_grid_of_its_window() {
        let at = |minute: i64| Instant::UNIX_EPOCH + TimeDelta::minutes(minute);
        let gap = Interval {
            start: at(20),
            end: at(75),
        };
        let cells: Vec<_> = cut(gap, at(0), TimeDelta::minutes(15))
            .map(|cell| (cell.start.timestamp() / 60, cell.end.timestamp() / 60))
            .collect();
        assert_eq!(cells, [(20, 30), (30, 45), (45, 60), (60, 75)]);
    }
}
