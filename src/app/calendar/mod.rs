//! Calendars of practitioners: linked, written from the outbox, and what a pass saw of them brought into the practice (caldav).

mod accept;
mod apply;
mod decide;
mod keep;
mod link;
mod own;
mod pass;
mod work;

pub use decide::{DecisionAnswer, SeenInCalendar};
pub use keep::Applied;
pub use link::{CalendarRefusal, LinkRequest, LinkedCalendar, ResumeHow};
pub use pass::{CalendarPass, Observed, OwnSeen, Times};
pub use work::{CalendarTask, DueCalendar};
