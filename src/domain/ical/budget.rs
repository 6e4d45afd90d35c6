//! What reading one resource may cost (caldav §5.7), counted and not timed, so that a test reads the same as a slow machine.

use super::fault::Defect;
use super::lines::{Decode, utf8};

/// Most bytes of a resource that are parsed, attachments not counted.
const BODY_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Most components of a resource, alarms and zone definitions included.
const COMPONENTS_MAX: usize = 5_000;
/// Most steps of all rules of a resource: periods looked at and instances made, those before the horizon included.
const STEPS_MAX: usize = 200_000;
/// Most occurrences of a resource within the horizon.
const INTERVALS_MAX: usize = 20_000;
/// Steps between two looks at the caller's deadline.
const DEADLINE_EVERY: usize = 1_024;

/// What a file may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes that are parsed.
    pub bytes: usize,
    /// Components.
    pub components: usize,
    /// How its text becomes letters, once folds are undone.
    pub decode: Decode,
}

impl Default for Limits {
    /// Those of one resource of a calendar server.
    fn default() -> Self {
        Self {
            bytes: BODY_BYTES_MAX,
            components: COMPONENTS_MAX,
            decode: utf8,
        }
    }
}

/// What may still be spent.
pub struct Budget<'d> {
    steps: usize,
    intervals: usize,
    until_look: usize,
    is_over: Option<&'d dyn Fn() -> bool>,
}

impl Default for Budget<'_> {
    fn default() -> Self {
        Self::new(STEPS_MAX, INTERVALS_MAX)
    }
}

impl<'d> Budget<'d> {
    /// So many steps and intervals, but never more than one resource has.
    pub fn new(steps: usize, intervals: usize) -> Self {
        Self {
            steps: steps.min(STEPS_MAX),
            intervals: intervals.min(INTERVALS_MAX),
            until_look: DEADLINE_EVERY,
            is_over: None,
        }
    }

    /// With a deadline of the caller's own: true once it has passed.
    #[must_use]
    pub fn before(mut self, is_over: Option<&'d dyn Fn() -> bool>) -> Self {
        self.is_over = is_over;
        self
    }

    /// Steps left.
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// Takes steps.
    pub(super) fn step(&mut self, steps: usize) -> Result<(), Defect> {
        self.steps = self.steps.checked_sub(steps).ok_or(Defect::TooManySteps)?;
        if let Some(is_over) = self.is_over {
            self.until_look = self.until_look.saturating_sub(steps);
            if self.until_look == 0 {
                self.until_look = DEADLINE_EVERY;
                if is_over() {
                    return Err(Defect::OutOfTime);
                }
            }
        }
        Ok(())
    }

    /// Takes one interval.
    pub(super) fn interval(&mut self) -> Result<(), Defect> {
        self.intervals = self.intervals.checked_sub(1).ok_or(Defect::TooManyIntervals)?;
        Ok(())
    }
}
