//! Reminders: planned in the transaction of whatever they depend on, refused by patients, and made up for by phone (reminders §1, §4;
//! booking-rules §11).

mod choice;
mod leave;
mod plan;
mod to_phone;

pub use choice::ReminderChoice;
pub use to_phone::ToRemind;

pub(in crate::app) use choice::{reminder_choices, reminders_off_by_text_in};
pub(in crate::app) use leave::may_leave;
pub(in crate::app) use plan::plan_touched;
