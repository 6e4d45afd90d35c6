//! What overlaps stands side by side.

use super::ruler::Rows;
use crate::web::view::LANES_MAX;

/// The lane of each item, and how many its group has; items in order of their first row. A group is what hangs together by overlaps.
pub(super) fn lanes(items: &[Rows]) -> Vec<(usize, usize)> {
    let mut placed: Vec<(usize, usize)> = Vec::with_capacity(items.len());
    let mut ends: Vec<i64> = Vec::new();
    let mut group = 0;
    for item in items {
        if ends.iter().all(|end| *end <= item.from) {
            close(&mut placed, group, ends.len());
            group = placed.len();
            ends.clear();
        }
        let free = ends.iter().position(|end| *end <= item.from);
        let lane = free.unwrap_or(ends.len());
        match ends.get_mut(lane) {
            Some(end) => *end = item.to,
            None => ends.push(item.to),
        }
        placed.push((lane, 1));
    }
    close(&mut placed, group, ends.len());
    placed
}

fn close(placed: &mut [(usize, usize)], group: usize, lanes: usize) {
    for (_, of) in placed.iter_mut().skip(group) {
        *of = lanes;
    }
}

/// The class of a lane; nothing for an item that has the whole width.
pub(super) fn lane_class((lane, of): (usize, usize)) -> String {
    if of <= 1 {
        return String::new();
    }
    let of = of.min(LANES_MAX);
    format!(" k{of}l{}", lane.min(of - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(pairs: &[(i64, i64)]) -> Vec<Rows> {
        pairs.iter().map(|&(from, to)| Rows { from, to }).collect()
    }

    #[test]
    fn only_what_overlaps_shares_the_width() {
        assert_eq!(lanes(&rows(&[(0, 6), (6, 12)])), [(0, 1), (0, 1)]);
        assert_eq!(
            lanes(&rows(&[(0, 6), (3, 9), (6, 12), (12, 15)])),
            [(0, 2), (1, 2), (0, 2), (0, 1)]
        );
        assert_eq!(lanes(&rows(&[(0, 6), (0, 6), (0, 6)])), [(0, 3), (1, 3), (2, 3)]);
        assert_eq!(lanes(&[]), []);
        assert_eq!(lane_class((0, 1)), "");
        assert_eq!(lane_class((8, 9)), " k6l5");
    }
}
