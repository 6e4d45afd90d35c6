//! The open event streams: few for each session, ended with it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// Streams of one session; a browser has six connections to one server, and pages need some of them.
const PER_SESSION: usize = 4;
/// Streams of all sessions; half of the connections of a small machine.
const IN_ALL: usize = 256;

/// See the module.
#[derive(Debug, Default)]
pub(in crate::web) struct Streams(Mutex<Vec<Entry>>);

#[derive(Debug)]
struct Entry {
    session: [u8; 32],
    ended: Arc<Notify>,
}

/// A place among the open streams, given back when dropped.
#[derive(Debug)]
pub(super) struct Place {
    streams: Arc<Streams>,
    /// Told when the session ends.
    pub(super) ended: Arc<Notify>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.streams
            .open()
            .retain(|entry| !Arc::ptr_eq(&entry.ended, &self.ended));
    }
}

impl Streams {
    fn open(&self) -> MutexGuard<'_, Vec<Entry>> {
        // A poisoned lock only means that a panic happened while entries were listed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for one more stream of a session (hash of its token); `None` when it has enough.
    pub(super) fn admit(self: &Arc<Self>, session: [u8; 32]) -> Option<Place> {
        let mut open = self.open();
        let own = open.iter().filter(|entry| entry.session == session).count();
        if own >= PER_SESSION || open.len() >= IN_ALL {
            return None;
        }
        let ended = Arc::new(Notify::new());
        open.push(Entry {
            session,
            ended: Arc::clone(&ended),
        });
        Some(Place {
            streams: Arc::clone(self),
            ended,
        })
    }

    /// Lets every stream look at its session again: one of them may just have been ended.
    pub(in crate::web) fn look_again(&self) {
        for entry in self.open().iter() {
            entry.ended.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_has_four_streams_and_a_place_comes_back() {
        let streams = Arc::new(Streams::default());
        let mut places: Vec<_> = (0..4).filter_map(|_| streams.admit([1; 32])).collect();
        assert_eq!(places.len(), 4);
        assert!(streams.admit([1; 32]).is_none());
        assert!(streams.admit([2; 32]).is_some(), "another session has its own");
        places.pop();
        assert!(streams.admit([1; 32]).is_some());
    }
}
