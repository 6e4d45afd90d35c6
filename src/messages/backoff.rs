//! When a message that was surely not accepted is tried again (reminders §2).

use chrono::TimeDelta;

use crate::sys::ids;

/// Pauses after the first, second … attempt, minutes; the last one repeats.
const PAUSES: [i64; 6] = [1, 5, 15, 60, 180, 60];

/// The pause after that many attempts, up to a fifth shorter or longer, so that a server that comes back is not met by all at once.
pub(super) fn pause(attempts: u32) -> TimeDelta {
    jittered(attempts, ids::bytes::<1>()[0])
}

fn jittered(attempts: u32, drawn: u8) -> TimeDelta {
    let nth = usize::try_from(attempts).unwrap_or(usize::MAX).saturating_sub(1);
    let minutes = PAUSES.get(nth).or(PAUSES.last()).copied().unwrap_or(60);
    let share = 80 + i64::from(drawn) * 40 / i64::from(u8::MAX);
    TimeDelta::seconds(minutes * 60 * share / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_three_hours_and_then_come_hourly() {
        let middle = |attempts| jittered(attempts, 128).num_minutes();
        assert_eq!(
            [1, 2, 3, 4, 5, 6, 7, 90].map(middle),
            [1, 5, 15, 60, 180, 60, 60, 60]
        );
        assert_eq!(jittered(2, 0), TimeDelta::seconds(240));
        assert_eq!(jittered(2, u8::MAX), TimeDelta::seconds(360));
    }
}
