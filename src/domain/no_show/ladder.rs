//! The ladder: what earlier no-shows mean for booking online (booking-rules §10). Nobody is refused care: the phone is always open.

use chrono::{Months, NaiveDate};

use crate::domain::patient::age_on;

/// Under this age, in completed years, the steps from approval on do not apply.
const ADULT: i32 = 18;

/// Thresholds, all settings of the practice. A threshold of 0 is a step that is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct LadderRules {
    /// No-shows older than so many calendar months do not count.
    pub window_months: u16,
    /// From this one on: a neutral message.
    pub message: u16,
    /// From this one on: asked to confirm, and phoned when they do not.
    pub stricter: u16,
    /// From this one on: online bookings need the practice's approval.
    pub approval: u16,
    /// From this one on: no online booking for some months after the last no-show.
    pub suspension: u16,
    /// For how many calendar months.
    pub suspension_months: u16,
    /// Announcing too late counts as not coming.
    pub counts_late: bool,
}

impl Default for LadderRules {
    fn default() -> Self {
        Self {
            window_months: 12,
            message: 1,
            stricter: 2,
            approval: 3,
            suspension: 4,
            suspension_months: 3,
            counts_late: false,
        }
    }
}

impl LadderRules {
    /// The first local day that counts.
    pub fn counts_from(&self, today: NaiveDate) -> NaiveDate {
        let back = Months::new(self.window_months.into());
        today.checked_sub_months(back).unwrap_or(NaiveDate::MIN)
    }

    /// The place, from 0, of the first step in use that comes before an earlier one; `None` when they follow each other.
    pub fn first_disorder(&self) -> Option<usize> {
        let mut before = 0;
        [self.message, self.stricter, self.approval, self.suspension]
            .into_iter()
            .position(|step| {
                let is_early = step > 0 && step < before;
                before = before.max(step);
                is_early
            })
    }
}

/// How far somebody has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Nothing happens.
    #[default]
    Clear,
    /// Was told how to cancel next time.
    Told,
    /// Is asked to confirm, and phoned.
    Stricter,
    /// Online bookings wait for the practice.
    Approval,
    /// No online booking before that local day.
    Suspended(NaiveDate),
}

/// Where somebody stands today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// No-shows that count.
    pub missed: u16,
    /// What follows from them.
    pub step: Step,
    /// A minor or somebody fragile: the steps from approval on do not apply.
    pub is_exempt: bool,
}

impl Standing {
    /// Online bookings wait for the practice.
    pub fn needs_approval(&self) -> bool {
        self.step >= Step::Approval
    }

    /// No online booking for now.
    pub fn is_suspended(&self) -> bool {
        matches!(self.step, Step::Suspended(_))
    }
}

/// Counts the missed local days, excused ones left out by the caller, and climbs.
pub fn standing(
    rules: &LadderRules,
    missed: &[NaiveDate],
    (born, is_fragile): (Option<NaiveDate>, bool),
    today: NaiveDate,
) -> Standing {
    let from = rules.counts_from(today);
    let counted: Vec<NaiveDate> = missed
        .iter()
        .copied()
        .filter(|day| from < *day && *day <= today)
        .collect();
    let count = u16::try_from(counted.len()).unwrap_or(u16::MAX);
    let is_exempt = is_fragile || born.is_some_and(|born| age_on(born, today) < ADULT);
    let reaches = |threshold: u16| threshold > 0 && count >= threshold;
    let until = counted
        .iter()
        .max()
        .and_then(|last| last.checked_add_months(Months::new(rules.suspension_months.into())))
        .filter(|until| today < *until);
    let step = match until {
        Some(until) if !is_exempt && reaches(rules.suspension) => Step::Suspended(until),
        _ if !is_exempt && (reaches(rules.approval) || reaches(rules.suspension)) => Step::Approval,
        _ if reaches(rules.stricter) || reaches(rules.approval) || reaches(rules.suspension) => {
            Step::Stricter
        }
        _ if reaches(rules.message) => Step::Told,
        _ => Step::Clear,
    };
    Standing {
        missed: count,
        step,
        is_exempt,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &str = "2026-03-02";

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn after(missed: &[&str], born: &str, is_fragile: bool) -> Standing {
        let missed: Vec<NaiveDate> = missed.iter().map(|text| day(text)).collect();
        standing(
            &LadderRules::default(),
            &missed,
            (Some(day(born)), is_fragile),
            day(TODAY),
        )
    }

    #[test]
    fn each_no_show_climbs_a_step_and_the_year_slides() {
        let adult = "1980-05-17";
        let all = ["2026-02-10", "2026-01-10", "2025-12-10", "2025-11-10"];
        let steps: Vec<Step> = (0..=4).map(|n| after(&all[..n], adult, false).step).collect();
        let until = Step::Suspended(day("2026-05-10"));
        assert_eq!(
            steps,
            [Step::Clear, Step::Told, Step::Stricter, Step::Approval, until]
        );
        // A year ago to the day is over; the day after still counts. What is to come does not.
        assert_eq!(after(&["2025-03-02"], adult, false).missed, 0);
        assert_eq!(after(&["2025-03-03"], adult, false).missed, 1);
        assert_eq!(after(&["2026-03-03"], adult, false).missed, 0);
    }

    #[test]
    fn a_suspension_ends_three_months_after_the_last_one() {
        let old = ["2025-12-02", "2025-10-10", "2025-09-10", "2025-08-10"];
        assert_eq!(after(&old, "1980-05-17", false).step, Step::Approval);
        let late = ["2025-12-03", "2025-10-10", "2025-09-10", "2025-08-10"];
        assert!(after(&late, "1980-05-17", false).is_suspended());
    }

    #[test]
    fn minors_and_fragile_people_never_climb_above_the_second_step() {
        let many = [
            "2026-02-10",
            "2026-01-10",
            "2025-12-10",
            "2025-11-10",
            "2025-10-10",
        ];
        assert_eq!(after(&many, "2008-03-03", false).step, Step::Stricter);
        assert!(after(&many, "2008-03-02", false).is_suspended(), "18 today");
        assert_eq!(after(&many, "1980-05-17", true).step, Step::Stricter);
    }

    #[test]
    fn a_step_of_zero_is_not_used() {
        let rules = LadderRules {
            message: 0,
            approval: 0,
            suspension: 0,
            ..LadderRules::default()
        };
        let missed = [day("2026-02-10"), day("2026-02-11"), day("2026-02-12")];
        let reached = |n: usize| standing(&rules, &missed[..n], (None, false), day(TODAY)).step;
        assert_eq!([reached(1), reached(3)], [Step::Clear, Step::Stricter]);
        assert_eq!(rules.first_disorder(), None);
        let disordered = LadderRules {
            stricter: 1,
            message: 2,
            ..rules
        };
        assert_eq!(disordered.first_disorder(), Some(1));
    }
}
