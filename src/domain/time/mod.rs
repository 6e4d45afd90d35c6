//! Instants, wall-clock readings and the only place where one becomes the other (booking-rules §1).

mod cursor;
mod day;
mod interval;
mod iso_week;
mod trust;
mod zone;

pub use cursor::WallCursor;
pub use day::{DayTime, DayTimeError};
pub use interval::{Instant, Interval, merged, subtract};
pub use iso_week::{has_53_weeks, is_odd_week, monday_of};
pub use trust::{Belief, Reading, Watch};
pub use zone::{UnknownZone, WallTime, Zone, zone_data_version};
