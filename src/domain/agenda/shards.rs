//! A map that shares what a change does not touch: copying it costs one shard, not the whole.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Few enough that copying the table of shards is cheap, enough that one shard of 100,000 entries stays small.
const SHARDS: u16 = 256;

/// Entries by key, spread over shards by the key's number.
#[derive(Clone, Debug)]
pub(super) struct Shards<K, V> {
    shards: Arc<[Arc<BTreeMap<K, V>>]>,
}

/// A key with a number that spreads well; identifiers are consecutive.
pub(super) trait Numbered {
    /// The number.
    fn number(&self) -> i64;
}

impl<K: Numbered + Ord + Clone, V: Clone> Default for Shards<K, V> {
    fn default() -> Self {
        let empty = Arc::new(BTreeMap::new());
        Self {
            shards: std::iter::repeat_n(empty, usize::from(SHARDS)).collect(),
        }
    }
}

impl<K: Numbered + Ord + Clone, V: Clone> Shards<K, V> {
    fn place(key: &K) -> usize {
        usize::try_from(key.number().rem_euclid(i64::from(SHARDS))).unwrap_or(0)
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &K) -> Option<&V> {
        self.shards.get(Self::place(key))?.get(key)
    }

    /// Values in no useful order.
    pub(super) fn values(&self) -> impl Iterator<Item = &V> {
        self.shards.iter().flat_map(|shard| shard.values())
    }

    /// The shard of a key, copied first when it is shared.
    pub(super) fn shard_mut(&mut self, key: &K) -> Option<&mut BTreeMap<K, V>> {
        let at = Self::place(key);
        if Arc::get_mut(&mut self.shards).is_none() {
            self.shards = self.shards.iter().cloned().collect();
        }
        Arc::get_mut(&mut self.shards)?.get_mut(at).map(Arc::make_mut)
    }
}
