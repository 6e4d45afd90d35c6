//! Who works when (booking-rules §2, §3).

mod absence;
mod exception;
mod holiday;
mod opening;
mod orphan;
mod recurrence;
mod school;
mod telling;
mod weekly;

/// Years in which a practice plans: a date outside of them is a typing mistake.
pub const PLANNED_YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;
/// Most windows of one day.
pub const WINDOWS_MAX: usize = 12;
/// One week in so many, at most.
pub const WEEKS_MAX: u16 = 12;

pub use absence::Absence;
pub use exception::ScheduleException;
pub use holiday::{Holiday, HolidayEdit, HolidayRegion, HolidayRules, easter_sunday};
pub use opening::{OpenDay, OpenWindow, opening};
pub use orphan::{fits, orphans};
pub use recurrence::{OCCURRENCES_MAX, Recurrence, series};
pub use school::{SchoolHolidays, SchoolPeriod, SchoolZone};
pub use telling::Fate;
pub use weekly::{EndNotAfterStart, WeeklySchedule, Weeks, Window};
