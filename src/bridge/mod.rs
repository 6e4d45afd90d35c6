//! The calendars that practitioners keep elsewhere: on a NAS, at a hoster. So far their protocol (`dav`); what an appointment and an event
//! do to each other comes on top of it.

pub mod dav;
pub mod radicale;
