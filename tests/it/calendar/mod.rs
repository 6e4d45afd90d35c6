//! Calendars of practitioners over the real store: what is wished in them, and what is seen in them.

mod answers;
mod links;
mod outbox;
mod passes;
mod scene;
