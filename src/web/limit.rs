//! Rate limits in tables of fixed size (GCRA), per address, network and contact (security §5).
//!
//! Keyed maps grow until they are swept; here memory is bounded whatever the number of addresses. When four keys of one
//! bucket are all in use, the one nearest to being free again is forgotten.

use std::hash::{BuildHasher as _, Hash, RandomState};
use std::net::IpAddr;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use crate::app::ClientAddress;
use crate::sys::clock::Clock;

/// Keys that share a bucket.
const WAYS: usize = 4;
/// Buckets per table: 4,096 keys in 64 KiB.
const BUCKETS: usize = 1024;
/// A /48 may do as much as so many /64 (security §5).
const NETWORK_FACTOR: u32 = 8;

/// So many in so long, and how many of them at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    count: u32,
    period: Duration,
    burst: u32,
}

impl Quota {
    const fn new(count: u32, period: Duration, burst: u32) -> Self {
        Self { count, period, burst }
    }

    const fn times(self, factor: u32) -> Self {
        Self {
            count: self.count.saturating_mul(factor),
            burst: self.burst.saturating_mul(factor),
            ..self
        }
    }
}

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

/// What is counted; one or two tables each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Reading any page: 120 a minute, 60 at once.
    PageRead,
    /// Asking for free times: 30 a minute, 300 an hour.
    Availability,
    /// Trying to hold a time: 300 an hour. What is held is counted by the day, in the database (`domain::crowd`).
    Hold,
    /// Asking for a code: 5 an hour; more with work.
    CodeRequest,
    /// Asking for a code with work: 10 more an hour.
    MoreCodes,
    /// Trying a code: 20 an hour.
    CodeTry,
    /// Trying to book: 30 a day, the second ceiling of `domain::crowd`.
    Booking,
    /// Cancelling or opening by link: 20 an hour.
    LinkAct,
    /// Signing in: 10 in a quarter of an hour.
    SignIn,
    /// Taking one patient's file out: 30 an hour.
    Export,
    /// Putting a refusal on record: 30 an hour.
    NotedRefusal,
    /// Saying on a tablet to have come: 10 a minute, 120 an hour.
    Arrival,
    /// A question of a telephone about its calendar: 600 a minute, 300 at once; several may share an address, and each asks in bursts.
    Telephone,
    /// A wrong password for a calendar: 10 in a quarter of an hour.
    WrongTelephone,
    /// Asking a calendar server for the practice: 10 a minute, 60 an hour.
    CalendarQuestion,
}

impl Act {
    const ALL: [Self; 15] = [
        Self::PageRead,
        Self::Availability,
        Self::Hold,
        Self::CodeRequest,
        Self::MoreCodes,
        Self::CodeTry,
        Self::Booking,
        Self::LinkAct,
        Self::SignIn,
        Self::Export,
        Self::NotedRefusal,
        Self::Arrival,
        Self::Telephone,
        Self::WrongTelephone,
        Self::CalendarQuestion,
    ];

    /// Whether too many of them are a sign of a flood.
    pub(in crate::web) fn is_of_booking(self) -> bool {
        matches!(
            self,
            Self::Hold | Self::CodeRequest | Self::MoreCodes | Self::CodeTry | Self::Booking
        )
    }

    fn quotas(self) -> &'static [Quota] {
        const PAGES: [Quota; 1] = [Quota::new(120, MINUTE, 60)];
        const AVAILABILITY: [Quota; 2] = [Quota::new(30, MINUTE, 30), Quota::new(300, HOUR, 300)];
        const HOLDS: [Quota; 1] = [Quota::new(300, HOUR, 300)];
        const CODES: [Quota; 1] = [Quota::new(5, HOUR, 5)];
        const MORE_CODES: [Quota; 1] = [Quota::new(10, HOUR, 10)];
        const TWENTY_AN_HOUR: [Quota; 1] = [Quota::new(20, HOUR, 20)];
        const BOOKINGS: [Quota; 1] = [Quota::new(30, DAY, 30)];
        const SIGN_INS: [Quota; 1] = [Quota::new(10, Duration::from_mins(15), 10)];
        const THIRTY_AN_HOUR: [Quota; 1] = [Quota::new(30, HOUR, 30)];
        const ARRIVALS: [Quota; 2] = [Quota::new(10, MINUTE, 10), Quota::new(120, HOUR, 120)];
        const TELEPHONES: [Quota; 1] = [Quota::new(600, MINUTE, 300)];
        const CALENDARS: [Quota; 2] = [Quota::new(10, MINUTE, 10), Quota::new(60, HOUR, 60)];
        match self {
            Self::PageRead => &PAGES,
            Self::Availability => &AVAILABILITY,
            Self::Hold => &HOLDS,
            Self::CodeRequest => &CODES,
            Self::MoreCodes => &MORE_CODES,
            Self::CodeTry | Self::LinkAct => &TWENTY_AN_HOUR,
            Self::Booking => &BOOKINGS,
            Self::SignIn | Self::WrongTelephone => &SIGN_INS,
            Self::Export | Self::NotedRefusal => &THIRTY_AN_HOUR,
            Self::Arrival => &ARRIVALS,
            Self::Telephone => &TELEPHONES,
            Self::CalendarQuestion => &CALENDARS,
        }
    }
}

/// All pages of the device: 600 a second.
const DEVICE_PAGES: Quota = Quota::new(600, Duration::from_secs(1), 600);

/// All sign-ins of the device: 60 a minute.
const DEVICE_SIGN_INS: Quota = Quota::new(60, MINUTE, 60);

/// Buckets of the tokens of the machine interface, of which a practice has few.
const TOKEN_BUCKETS: usize = 64;

/// Every limit of the public face.
pub struct RateLimits {
    clock: Clock,
    factor: u32,
    token_quota: Quota,
    tokens: Table,
    acts: Vec<(Act, Vec<Table>)>,
    device: Table,
    /// From outside, and from inside: strangers must not use up what the practice needs (security T14).
    sign_ins: [Table; 2],
}

impl RateLimits {
    /// Limits by `clock`'s monotonic reading; `factor` multiplies every quota per address (1 is security §5).
    pub fn new(clock: Clock, factor: u32) -> Self {
        let tables = |act: Act| act.quotas().iter().map(|_| Table::new(BUCKETS)).collect();
        Self {
            clock,
            factor: factor.max(1),
            token_quota: Quota::new(u32::MAX, Duration::from_secs(1), u32::MAX),
            tokens: Table::new(TOKEN_BUCKETS),
            acts: Act::ALL.into_iter().map(|act| (act, tables(act))).collect(),
            device: Table::new(1),
            sign_ins: [Table::new(1), Table::new(1)],
        }
    }

    /// Bounds the requests a second of one token of the machine interface; as many may come at once.
    #[must_use]
    pub fn with_token_rate(self, per_second: u32) -> Self {
        Self {
            token_quota: Quota::new(per_second, Duration::from_secs(1), per_second),
            ..self
        }
    }

    /// Counts one request of a token; the error is how long to wait.
    pub fn count_token(&self, token: i64) -> Result<(), Duration> {
        self.tokens.take(&token, self.token_quota, self.clock.elapsed())
    }

    /// Counts one act of an address; the error is how long to wait.
    pub fn count(&self, act: Act, client: IpAddr) -> Result<(), Duration> {
        let now = self.clock.elapsed();
        let Some((_, tables)) = self.acts.iter().find(|(known, _)| *known == act) else {
            return Ok(());
        };
        for (table, quota) in tables.iter().zip(act.quotas()) {
            let quota = quota.times(self.factor);
            match Network::of(client) {
                Network::V4(address) => table.take(&address, quota, now)?,
                Network::V6 { subnet, site } => {
                    // The subnet first: what it is refused must not be charged to its neighbours.
                    table.take(&subnet, quota, now)?;
                    table.take(&site, quota.times(NETWORK_FACTOR), now)?;
                }
            }
        }
        Ok(())
    }

    /// Counts one try to sign in, of all from outside or of all from inside; each takes memory and time (security §5).
    pub fn count_sign_in(&self, is_inside: bool) -> Result<(), Duration> {
        let quota = DEVICE_SIGN_INS.times(self.factor);
        let [outside, inside] = &self.sign_ins;
        let table = if is_inside { inside } else { outside };
        table.take(&(), quota, self.clock.elapsed())
    }

    /// Counts one page of the whole device.
    pub fn count_device(&self) -> Result<(), Duration> {
        self.device.take(&(), DEVICE_PAGES, self.clock.elapsed())
    }
}

/// What is counted as one client: an IPv4 address, an IPv6 /64 inside its /48.
enum Network {
    V4([u8; 4]),
    V6 { subnet: [u16; 4], site: [u16; 3] },
}

/// What is counted as one client, as text: an IPv4 address; an IPv6 /64, and its /48.
pub fn counted_together(address: IpAddr) -> ClientAddress {
    match Network::of(address) {
        Network::V4(octets) => ClientAddress {
            own: format!("{octets:?}"),
            site: None,
        },
        Network::V6 { subnet, site } => ClientAddress {
            own: format!("{subnet:x?}"),
            site: Some(format!("{site:x?}")),
        },
    }
}

impl Network {
    fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(v4) => Self::V4(v4.octets()),
            IpAddr::V6(v6) => {
                let [a, b, c, d, ..] = v6.segments();
                Self::V6 {
                    subnet: [a, b, c, d],
                    site: [a, b, c],
                }
            }
        }
    }
}

/// One GCRA table: per key, the theoretical arrival time of the next act. It takes its memory with the first act, never more later:
/// most acts are rare, and a table of full size is 100 kB.
struct Table {
    hasher: RandomState,
    size: usize,
    buckets: OnceLock<Vec<Mutex<[Entry; WAYS]>>>,
}

#[derive(Clone, Copy, Default)]
struct Entry {
    key: u64,
    arrival: Duration,
}

impl Table {
    fn new(buckets: usize) -> Self {
        Self {
            hasher: RandomState::new(),
            size: buckets.max(1),
            buckets: OnceLock::new(),
        }
    }

    fn take(&self, key: &impl Hash, quota: Quota, now: Duration) -> Result<(), Duration> {
        let key = self.hasher.hash_one(key).max(1);
        let buckets = self
            .buckets
            .get_or_init(|| (0..self.size).map(|_| Mutex::default()).collect());
        let index = usize::try_from(key % self.size as u64).unwrap_or(0);
        let Some(bucket) = buckets.get(index) else {
            return Ok(());
        };
        let mut entries = bucket.lock().unwrap_or_else(PoisonError::into_inner);
        let known = entries.iter().position(|entry| entry.key == key);
        let place = known.or_else(|| (0..WAYS).min_by_key(|way| entries.get(*way).map(|e| e.arrival)));
        let Some(entry) = place.and_then(|way| entries.get_mut(way)) else {
            return Ok(());
        };
        if known.is_none() {
            *entry = Entry {
                key,
                arrival: Duration::ZERO,
            };
        }
        let interval = quota.period / quota.count.max(1);
        let tolerance = interval * quota.burst.saturating_sub(1);
        let arrival = entry.arrival.max(now);
        let wait = arrival.saturating_sub(now + tolerance);
        if wait.is_zero() {
            entry.arrival = arrival + interval;
            Ok(())
        } else {
            Err(wait)
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn limits() -> (Clock, RateLimits) {
        let clock = Clock::manual("2026-03-02T08:00:00Z".parse().unwrap());
        (clock.clone(), RateLimits::new(clock, 1))
    }

    fn allowed(limits: &RateLimits, act: Act, client: &str, tries: usize) -> usize {
        let client = client.parse().unwrap();
        (0..tries).filter(|_| limits.count(act, client).is_ok()).count()
    }

    #[test]
    fn the_quotas_of_security_5_hold() {
        for (act, at_once) in [
            (Act::PageRead, 60),
            (Act::Availability, 30),
            (Act::Hold, 300),
            (Act::CodeRequest, 5),
            (Act::MoreCodes, 10),
            (Act::CodeTry, 20),
            (Act::Booking, 30),
            (Act::LinkAct, 20),
            (Act::SignIn, 10),
        ] {
            assert_eq!(allowed(&limits().1, act, "192.0.2.1", 400), at_once, "{act:?}");
        }
    }

    #[test]
    fn an_hour_of_steady_asking_stays_within_both_quotas() {
        let (clock, limits) = limits();
        let mut granted = 0;
        for _ in 0..60 {
            granted += allowed(&limits, Act::Availability, "192.0.2.1", 40);
            clock.advance(TimeDelta::minutes(1));
        }
        assert!((300..=600).contains(&granted), "{granted}");
        granted = 0;
        for _ in 0..60 {
            granted += allowed(&limits, Act::Availability, "192.0.2.1", 40);
            clock.advance(TimeDelta::minutes(1));
        }
        assert!((295..=305).contains(&granted), "in the second hour: {granted}");
    }

    #[test]
    fn the_wait_told_is_the_wait_needed() {
        let (clock, limits) = limits();
        let client = "192.0.2.1".parse().unwrap();
        allowed(&limits, Act::CodeRequest, "192.0.2.1", 5);
        let wait = limits.count(Act::CodeRequest, client).unwrap_err();
        assert_eq!(wait, Duration::from_mins(12));
        clock.advance(TimeDelta::from_std(wait).unwrap() - TimeDelta::seconds(1));
        assert!(limits.count(Act::CodeRequest, client).is_err());
        clock.advance(TimeDelta::seconds(1));
        assert!(limits.count(Act::CodeRequest, client).is_ok());
    }

    #[test]
    fn a_site_gets_eight_subnets_and_neighbours_are_independent() {
        let (_, limits) = limits();
        let subnet = |n: usize| format!("2001:db8:1:{n:x}::5");
        let granted: usize = (0..20)
            .map(|n| allowed(&limits, Act::MoreCodes, &subnet(n), 20))
            .sum();
        assert_eq!(granted, 80);
        assert_eq!(allowed(&limits, Act::MoreCodes, "2001:db8:2::1", 20), 10);
        assert_eq!(allowed(&limits, Act::MoreCodes, "192.0.2.1", 20), 10);
        assert_eq!(
            allowed(&limits, Act::MoreCodes, "::ffff:192.0.2.1", 20),
            0,
            "the same IPv4 address"
        );
    }

    #[test]
    fn a_flood_of_addresses_takes_no_more_memory_and_everybody_is_answered() {
        let (_, limits) = limits();
        for n in 0..50_000_u32 {
            let client = IpAddr::V4(n.wrapping_mul(2_654_435_761).into());
            assert!(limits.count(Act::Booking, client).is_ok());
        }
        let (_, tables) = limits.acts.iter().find(|(act, _)| *act == Act::Booking).unwrap();
        assert_eq!(tables[0].buckets.get().unwrap().len(), BUCKETS);
    }

    #[test]
    fn the_device_answers_600_pages_a_second() {
        let (clock, limits) = limits();
        assert_eq!((0..2000).filter(|_| limits.count_device().is_ok()).count(), 600);
        clock.advance(TimeDelta::seconds(1));
        assert_eq!((0..2000).filter(|_| limits.count_device().is_ok()).count(), 600);
    }
}
