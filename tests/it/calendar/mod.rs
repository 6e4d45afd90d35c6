//! Calendars of practitioners over the real store: what is wished in them, and what is seen in them.

mod answers;
mod given_back;
mod links;
mod outbox;
mod passes;
mod renamed;
mod resumed;
mod returned;
mod scene;
mod series;
