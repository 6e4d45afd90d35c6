//! A length in minutes, as typed.

use chrono::TimeDelta;

use crate::domain::contact::FieldProblem;

/// Shortest and longest appointment, in minutes.
const MINUTES: (i64, i64) = (5, 720);

/// Empty is the length of the care.
pub(in crate::web::admin) fn length(typed: &str) -> Result<Option<TimeDelta>, FieldProblem> {
    if typed.is_empty() {
        return Ok(None);
    }
    let minutes: i64 = typed.parse().map_err(|_| FieldProblem::Malformed)?;
    if (MINUTES.0..=MINUTES.1).contains(&minutes) {
        return Ok(Some(TimeDelta::minutes(minutes)));
    }
    Err(FieldProblem::OutOfRange {
        min: MINUTES.0,
        max: MINUTES.1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_of_a_working_day_are_read() {
        assert_eq!(length(""), Ok(None));
        assert_eq!(length("45"), Ok(Some(TimeDelta::minutes(45))));
        for typed in ["4", "721", "-5", "1e3", "9999999999999999999", "45 min"] {
            assert!(length(typed).is_err(), "{typed}");
        }
    }
}
