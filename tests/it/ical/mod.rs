//! Reading iCalendar.

mod vectors;
