//! Free time, answered from the agenda in memory: no SQL, no lock, nothing awaited (style §2.4).

use chrono::NaiveDate;

use crate::domain::booking::Alternative;
use crate::domain::slot::{self, Opening, SlotQuery, Slots};
use crate::domain::time::Instant;

use super::App;

impl App {
    /// The present instant in whole seconds; stands still at the newest record while the clock is not trusted.
    pub fn now(&self) -> Instant {
        use chrono::SubsecRound as _;
        self.clock.known_now().trunc_subsecs(0)
    }

    /// Free starts of a question.
    pub fn find_slots(&self, query: &SlotQuery) -> Slots {
        slot::search(&self.agenda(), query, self.now())
    }

    /// The first free start of each practitioner within the dates asked.
    pub fn first_free(&self, query: &SlotQuery) -> Vec<Alternative> {
        slot::first_free(&self.agenda(), query, self.now())
    }

    /// The first local date with a free start within the dates asked, so that empty weeks are skipped.
    pub fn next_day_with_slots(&self, query: &SlotQuery) -> Option<NaiveDate> {
        slot::next_day_with_slots(&self.agenda(), query, self.now())
    }

    /// When further times open that `suits` takes; for who finds none free.
    pub fn next_opening(&self, query: &SlotQuery, suits: impl Fn(Instant) -> bool) -> Option<Opening> {
        slot::next_opening(&self.agenda(), query, self.now(), suits)
    }
}
