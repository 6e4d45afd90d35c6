//! In which order bookings that move together are written.

use crate::domain::time::Interval;

/// The order in which bookings of one act take their new times, so that each finds the time free that another one of them leaves. Every
/// move is the time it holds and the one it takes, buffers included. Where nothing stands in the way the given order stays; bookings that
/// wait for each other in a circle stay in it too, and the walls refuse them.
pub fn turns(moves: &[(Interval, Interval)]) -> Vec<usize> {
    let mut waiting: Vec<usize> = (0..moves.len()).collect();
    let mut order = Vec::with_capacity(moves.len());
    let is_held = |by: usize, wanted: usize| match (moves.get(by), moves.get(wanted)) {
        (Some((held, _)), Some((_, taken))) => by != wanted && held.intersects(taken),
        _ => false,
    };
    while !waiting.is_empty() {
        let is_free = |wanted: &usize| !waiting.iter().any(|by| is_held(*by, *wanted));
        let next = waiting.iter().position(is_free).unwrap_or(0);
        order.push(waiting.remove(next));
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use proptest::prelude::*;

    fn hour(at: i64) -> Interval {
        let start: crate::domain::time::Instant = "2026-03-02T00:00:00Z".parse().unwrap();
        let start = start + TimeDelta::hours(at);
        Interval {
            start,
            end: start + TimeDelta::hours(1),
        }
    }

    #[test]
    fn who_stands_in_the_way_goes_first() {
        for (moves, order) in [
            (&[(1, 2), (5, 6)][..], &[0, 1][..]),
            (&[(1, 5), (5, 9)], &[1, 0]),
            (&[(5, 1), (9, 5)], &[0, 1]),
            (&[(1, 5), (5, 9), (9, 12)], &[2, 1, 0]),
            (&[(1, 5), (5, 1)], &[0, 1]),
            (&[(1, 1)], &[0]),
            (&[], &[]),
        ] {
            let moves: Vec<_> = moves.iter().map(|(from, to)| (hour(*from), hour(*to))).collect();
            assert_eq!(turns(&moves), order, "{moves:?}");
        }
    }

    proptest! {
        #[test]
        fn everybody_goes_once(places in proptest::collection::vec((0i64..6, 0i64..6), 0..6)) {
            let moves: Vec<_> = places.iter().map(|(from, to)| (hour(*from), hour(*to))).collect();
            let order = turns(&moves);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            prop_assert_eq!(sorted, (0..moves.len()).collect::<Vec<_>>());
        }
    }
}
