//! Who is told that something changed. Losing an event loses nothing: whoever is behind reads the agenda again.

use tokio::sync::broadcast;

use crate::domain::id::Revision;

/// Revisions kept for a slow listener, which is then told how many it missed.
const BACKLOG: usize = 64;

/// Sender of revisions; cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Events(broadcast::Sender<Revision>);

impl Events {
    pub(super) fn new() -> Self {
        Self(broadcast::Sender::new(BACKLOG))
    }

    pub(super) fn tell(&self, revision: Revision) {
        // Nobody may be listening.
        let _ = self.0.send(revision);
    }

    pub(super) fn listen(&self) -> broadcast::Receiver<Revision> {
        self.0.subscribe()
    }
}
