//! Calendars of practitioners that the practice reads and writes: what is kept of them, and what follows from what is seen there
//! (caldav §0: the appointments decide, the calendar informs).

mod conflict;
mod guard;
mod link;
mod notice;
mod pace;
mod whose;

pub use conflict::{Around, Decision, Known, MoveNote, Seen, Stand, Web, decide};
pub use guard::{Accepted, Health, Pass, Suspicion, guard};
pub use link::{LinkKind, LinkOptions, LinkReason, LinkState, Privacy};
pub use notice::{DecisionKind, Details};
pub use pace::{jitter, pause, pause_after_failures, phase};
pub use whose::{Likeness, Recorded, Whose, whose};
