//! Suggested overbooking as last reckoned, for the agenda: a page looks them up, a task outside of any request reckons them again.

use std::sync::Arc;

use arc_swap::ArcSwap;
use chrono::NaiveDate;
use tokio::sync::Notify;

use crate::app::App;
use crate::domain::id::{AppointmentId, Revision};
use crate::store::Fault;

use super::Suggestion;

/// Suggestions, and what they were reckoned from.
#[derive(Debug, Default)]
pub struct Suggestions {
    /// Local day, whose score it is, and revision of the agenda; `None`: never reckoned.
    as_of: Option<(NaiveDate, Revision)>,
    /// In order of start.
    all: Vec<Suggestion>,
}

impl Suggestions {
    pub(super) fn new(as_of: (NaiveDate, Revision), all: Vec<Suggestion>) -> Self {
        Self {
            as_of: Some(as_of),
            all,
        }
    }

    /// All of them, in order of start.
    pub fn all(&self) -> &[Suggestion] {
        &self.all
    }

    /// The one beside an appointment.
    pub fn beside(&self, id: AppointmentId) -> Option<&Suggestion> {
        self.all.iter().find(|one| one.row.id == id)
    }
}

/// In memory only: gone with the program, and reckoned again when somebody looks.
#[derive(Debug, Default)]
pub(in crate::app) struct KeptSuggestions {
    last: ArcSwap<Suggestions>,
    wanted: Notify,
}

impl App {
    /// The suggestions as last reckoned, without any work: none on another day, older by seconds when something changed. They are
    /// reckoned again, outside of the request, when they are older than the agenda.
    pub fn kept_suggestions(&self) -> Arc<Suggestions> {
        let agenda = self.agenda();
        let today = agenda.zone().date(self.now());
        let last = self.suggestions.last.load_full();
        if last.as_of != Some((today, agenda.revision())) {
            self.suggestions.wanted.notify_one();
        }
        match last.as_of {
            Some((day, _)) if day == today => last,
            _ => Arc::default(),
        }
    }

    /// The suggestions of this moment, reckoned now where they are older; kept for the agenda.
    pub async fn fresh_suggestions(&self) -> Result<Arc<Suggestions>, Fault> {
        let agenda = self.agenda();
        let now = (agenda.zone().date(self.now()), agenda.revision());
        let last = self.suggestions.last.load_full();
        if last.as_of == Some(now) {
            return Ok(last);
        }
        let fresh = Arc::new(self.reckon_suggestions().await?);
        self.suggestions.last.store(Arc::clone(&fresh));
        Ok(fresh)
    }

    /// Ends when somebody has looked at suggestions that are older than the agenda.
    pub async fn suggestions_wanted(&self) {
        self.suggestions.wanted.notified().await;
    }
}
