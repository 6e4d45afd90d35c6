//! The table of open connections: who may stay, who has to go (security T17).

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use super::wire::Framing;
use super::{Limits, WRITE_TIMEOUT};

/// What a connection is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Nothing of a request has come yet.
    Idle,
    /// Part of a head has come.
    Head,
    /// A request is whole enough to be worked on, its body is still being read.
    Body,
    /// We owe the client something.
    Working,
    /// An answer without an end (server-sent events) is being written.
    Streaming,
}

/// Why a connection is ended from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Eviction {
    /// The client was too slow with a head: it gets a 408.
    SlowHead,
    /// Idle for too long, in the way of others, or not reading: closed without a word.
    Silent,
}

/// One connection as the table sees it.
pub(super) struct Watch {
    state: Mutex<State>,
    ended: Notify,
}

struct State {
    phase: Phase,
    since: Instant,
    write_stalled: Option<Instant>,
    heads: usize,
    first_ambiguous: Option<usize>,
    served: usize,
    eviction: Option<Eviction>,
}

impl Watch {
    fn new() -> Self {
        let state = State {
            phase: Phase::Idle,
            since: Instant::now(),
            write_stalled: None,
            heads: 0,
            first_ambiguous: None,
            served: 0,
            eviction: None,
        };
        Self {
            state: Mutex::new(state),
            ended: Notify::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A poisoned lock only means that a panic happened while plain numbers were written.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enter(&self, phase: Phase) {
        let mut state = self.state();
        state.phase = phase;
        state.since = Instant::now();
    }

    pub(super) fn head_began(&self) {
        let mut state = self.state();
        if state.phase == Phase::Idle {
            state.phase = Phase::Head;
            state.since = Instant::now();
        }
    }

    pub(super) fn head_ended(&self, framing: Framing) {
        let mut state = self.state();
        if framing == Framing::Ambiguous && state.first_ambiguous.is_none() {
            state.first_ambiguous = Some(state.heads);
        }
        state.heads += 1;
    }

    /// Called once per request, in order; whether this one or one before it was ambiguous.
    pub(super) fn next_is_ambiguous(&self) -> bool {
        let mut state = self.state();
        let number = state.served;
        state.served += 1;
        state.first_ambiguous.is_some_and(|first| first <= number)
    }

    pub(super) fn reading_body(&self) {
        self.enter(Phase::Body);
    }

    pub(super) fn working(&self) {
        self.enter(Phase::Working);
    }

    pub(super) fn streaming(&self) {
        self.enter(Phase::Streaming);
    }

    /// The encryption stands: time for a head counts from here.
    pub(super) fn shaken(&self) {
        self.enter(Phase::Idle);
    }

    pub(super) fn answered(&self) {
        self.enter(Phase::Idle);
    }

    pub(super) fn write_stalled(&self) {
        let mut state = self.state();
        state.write_stalled.get_or_insert_with(Instant::now);
    }

    pub(super) fn write_finished(&self) {
        self.state().write_stalled = None;
    }

    fn evict(&self, why: Eviction) {
        self.state().eviction.get_or_insert(why);
        self.ended.notify_one();
    }

    /// Resolves when the table wants this connection to end.
    pub(super) async fn evicted(&self) -> Eviction {
        loop {
            if let Some(why) = self.state().eviction {
                return why;
            }
            self.ended.notified().await;
        }
    }

    /// Since when it waits for its client, if it does and is not on its way out.
    fn waiting_since(&self) -> Option<Instant> {
        let state = self.state();
        let is_waiting = matches!(state.phase, Phase::Idle | Phase::Head | Phase::Body);
        (is_waiting && state.eviction.is_none()).then_some(state.since)
    }

    fn overdue(&self, limits: &Limits) -> Option<Eviction> {
        let state = self.state();
        if state.eviction.is_some() {
            return None;
        }
        let age = state.since.elapsed();
        let (allowed, why) = match state.phase {
            Phase::Idle if state.served == 0 => (limits.head, Eviction::Silent),
            Phase::Idle => (limits.idle, Eviction::Silent),
            Phase::Head => (limits.head, Eviction::SlowHead),
            // The door has its own clock for these and answers in full.
            Phase::Body | Phase::Working | Phase::Streaming => (Duration::MAX, Eviction::Silent),
        };
        let stalled = state
            .write_stalled
            .is_some_and(|since| since.elapsed() > WRITE_TIMEOUT);
        if stalled {
            Some(Eviction::Silent)
        } else {
            (age > allowed).then_some(why)
        }
    }
}

/// All connections of one listener.
pub(super) struct Connections {
    limits: Limits,
    next: AtomicU64,
    open: Mutex<HashMap<u64, Entry>>,
}

struct Entry {
    peer: IpAddr,
    watch: Arc<Watch>,
}

/// A place in the table, given back when dropped.
pub(super) struct Place {
    number: u64,
    table: Arc<Connections>,
    /// The connection's state.
    pub(super) watch: Arc<Watch>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.table.open().remove(&self.number);
    }
}

impl Connections {
    pub(super) fn new(limits: Limits) -> Arc<Self> {
        Arc::new(Self {
            limits,
            next: AtomicU64::new(0),
            open: Mutex::default(),
        })
    }

    fn open(&self) -> MutexGuard<'_, HashMap<u64, Entry>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for a new connection, if need be that of the connection which has waited longest for its client: first
    /// among those of the same address, else among those of the address with the most. `None` when all are at work.
    pub(super) fn admit(self: &Arc<Self>, peer: IpAddr) -> Option<Place> {
        let mut open = self.open();
        let of_peer = open.values().filter(|entry| entry.peer == peer).count();
        let is_capped = !self.limits.is_proxy(peer);
        if is_capped && of_peer >= self.limits.per_address {
            evict_oldest(&mut open, peer)?;
        } else if open.len() >= self.limits.connections {
            let busiest = busiest(&open)?;
            evict_oldest(&mut open, busiest)?;
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let watch = Arc::new(Watch::new());
        let entry = Entry {
            peer,
            watch: Arc::clone(&watch),
        };
        open.insert(number, entry);
        Some(Place {
            number,
            table: Arc::clone(self),
            watch,
        })
    }

    /// Ends what is overdue.
    pub(super) fn sweep(&self) {
        for entry in self.open().values() {
            if let Some(why) = entry.watch.overdue(&self.limits) {
                entry.watch.evict(why);
            }
        }
    }

    /// Ends the answers that would not end by themselves.
    pub(super) fn end_streams(&self) {
        for entry in self.open().values() {
            if entry.watch.state().phase == Phase::Streaming {
                entry.watch.evict(Eviction::Silent);
            }
        }
    }

    /// How many are open.
    pub(super) fn count(&self) -> usize {
        self.open().len()
    }
}

fn busiest(open: &HashMap<u64, Entry>) -> Option<IpAddr> {
    let mut counts: HashMap<IpAddr, usize> = HashMap::new();
    for entry in open
        .values()
        .filter(|entry| entry.watch.waiting_since().is_some())
    {
        *counts.entry(entry.peer).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(peer, _)| peer)
}

/// Ends one connection and frees its place at once; its task follows.
fn evict_oldest(open: &mut HashMap<u64, Entry>, peer: IpAddr) -> Option<()> {
    let waiting = open.iter().filter(|(_, entry)| entry.peer == peer);
    let number = waiting
        .filter_map(|(number, entry)| Some((entry.watch.waiting_since()?, *number)))
        .min()?
        .1;
    open.remove(&number)?.watch.evict(Eviction::Silent);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(connections: usize, per_address: usize) -> Arc<Connections> {
        let limits = Limits {
            connections,
            per_address,
            proxies: vec!["10.0.0.1".parse().unwrap()],
            ..Limits::default()
        };
        Connections::new(limits)
    }

    #[tokio::test]
    async fn a_newcomer_takes_the_place_of_the_longest_waiting_of_its_address() {
        let table = table(8, 2);
        let peer: IpAddr = "192.0.2.1".parse().unwrap();
        let (first, second) = (table.admit(peer).unwrap(), table.admit(peer).unwrap());
        first.watch.working();
        let third = table.admit(peer).unwrap();
        assert_eq!(second.watch.evicted().await, Eviction::Silent);
        third.watch.working();
        assert!(
            table.admit(peer).is_none(),
            "everybody of this address is at work"
        );
        assert_eq!(table.count(), 2);
    }

    #[tokio::test]
    async fn the_busiest_address_pays_for_the_total() {
        let table = table(4, 4);
        let (busy, calm): (IpAddr, IpAddr) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let calm_first = table.admit(calm).unwrap();
        let _others: Vec<_> = (0..3).map(|_| table.admit(busy).unwrap()).collect();
        assert!(table.admit(calm).is_some());
        assert!(
            calm_first.watch.waiting_since().is_some(),
            "the calm address keeps its connection"
        );
    }

    #[tokio::test]
    async fn a_proxy_is_not_capped_per_address() {
        let table = table(8, 2);
        let places: Vec<_> = (0..5)
            .filter_map(|_| table.admit("10.0.0.1".parse().unwrap()))
            .collect();
        assert_eq!((places.len(), table.count()), (5, 5));
    }
}
