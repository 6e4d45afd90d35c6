//! Who works when (booking-rules §2, §3).

mod absence;
mod exception;
mod holiday;
mod opening;
mod orphan;
mod recurrence;
mod school;
mod weekly;

pub use absence::Absence;
pub use exception::ScheduleException;
pub use holiday::{Holiday, HolidayEdit, HolidayRegion, HolidayRules, easter_sunday};
pub use opening::{OpenDay, OpenWindow, opening};
pub use orphan::{fits, orphans};
pub use recurrence::{OCCURRENCES_MAX, Recurrence, series};
pub use school::{SchoolHolidays, SchoolPeriod, SchoolZone};
pub use weekly::{EndNotAfterStart, WeeklySchedule, Weeks, Window};
