//! A length in minutes, as typed.

use chrono::TimeDelta;

use crate::domain::booking::{LENGTH_MINUTES_MAX, LENGTH_MINUTES_MIN};
use crate::domain::contact::FieldProblem;

/// Empty is the length of the care.
pub(in crate::web::admin) fn length(typed: &str) -> Result<Option<TimeDelta>, FieldProblem> {
    if typed.is_empty() {
        return Ok(None);
    }
    let minutes: i64 = typed.parse().map_err(|_| FieldProblem::Malformed)?;
    let (min, max) = (LENGTH_MINUTES_MIN.into(), LENGTH_MINUTES_MAX.into());
    if (min..=max).contains(&minutes) {
        return Ok(Some(TimeDelta::minutes(minutes)));
    }
    Err(FieldProblem::OutOfRange { min, max })
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
