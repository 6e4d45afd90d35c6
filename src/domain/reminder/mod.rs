//! Reminders (reminders §3, §4; booking-rules §11): the plan of a care type, when each is due, which fall together, whom they reach,
//! and what becomes of one whose hour passed.

mod bundle;
mod claim;
mod due;
mod plan;
mod quiet_hours;
mod reach;
mod text_number;

pub use bundle::{Bundle, Planned, bundled};
pub use claim::{Leaving, Overdue, leaving};
pub use due::{CONFIRMATION_AGE, Due, LEAD, Visit, due, useful_until, wish, wished_instant};
pub use plan::{REMINDERS_MAX, Reminder, ReminderChannel, ReminderOffset, ReminderPlan};
pub use quiet_hours::{Calendar, QUIET_HOURS, QuietHours, QuietHoursError};
pub use reach::{Reach, contact};
