//! Calendars of practitioners: linked, written from the outbox, and what a pass saw of them brought into the practice (caldav).

mod accept;
mod apply;
mod ask;
mod decide;
mod dry_run;
mod dry_sheet;
mod keep;
mod link;
mod own;
mod pass;
mod returned;
mod watch;
mod work;

pub(in crate::app) use ask::{Asked, stale_calendars};
pub use ask::{AskedPass, Listening};
pub use decide::{DecisionAnswer, SeenInCalendar};
pub use dry_run::{Counted, DryRun, PlannedWrite};
pub use dry_sheet::{DrySheet, Restored};
pub use keep::Applied;
pub use link::{CalendarRefusal, LinkRequest, LinkedCalendar, ResumeHow};
pub use pass::{CalendarPass, Observed, OwnSeen, Times};
pub use work::{CalendarTask, DueCalendar};

pub(super) use dry_run::DryRuns;
pub(super) use link::SEAL;
