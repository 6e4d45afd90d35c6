//! The calendars that practitioners keep elsewhere: on a NAS, at a hoster. Their protocol (`dav`), what is asked while one is linked
//! (`linking`) and all of it in words; what an appointment and an event do to each other comes on top of it.

pub mod dav;
pub mod linking;
pub mod words;
