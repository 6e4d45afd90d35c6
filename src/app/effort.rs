//! Who is asked for work before a hold or a code, and whether it was done (security §5, §6).
//!
//! Work is asked for where something costly is wanted, never for reading:
//! - for a code while much more is begun than booked ([`Pressure`]), or when the address has made its bookings of the day. The
//!   form is open meanwhile, so that nobody notices; and a mail is what a flood is after. The same code once more takes none: one
//!   contact is sent three a day;
//! - for a hold when the address has taken its holds. In all other cases a click on a time is answered at once: holds are bounded
//!   by the fifth of a day and their five minutes.
//!
//! The key is made anew with each start, and so is the memory of what was used: with a key that outlived it, a solution could be
//! used once more after each start. Whoever has an older challenge waits for a new one, which the page gets by itself.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta};

use crate::domain::booking::Refusal;
use crate::domain::crowd::Standing;
use crate::domain::id::HoldId;
use crate::domain::pressure::{Pressure, Sign, Watch};
use crate::domain::proof_of_work::{
    CHALLENGE_LIFE, Challenge, Cost, Errand, PATIENCE, Purpose, Solution, Verdict, patience_left, preimage,
};
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::store::{Db, Fault, Record, Tx};
use crate::sys::secret::DeviceKey;
use crate::sys::{hash, ids};

use super::hold_slot::{ADDRESS_DAY, ClientAddress};
use super::{App, Failure};

/// Solutions and waits remembered as used; when all are in use, the one that ends first is forgotten, which costs whoever wants that
/// so many solutions in half an hour, for one hold.
const USED_AT_MOST: usize = 4096;
/// What marks are made for.
const WORK: &str = "proof-of-work";
const WAIT: &str = "patience";

/// What a browser brings along: a solution, or since when it has waited.
#[derive(Clone, Copy, Debug, Default)]
pub struct Effort<'a> {
    /// `salt~number~mark`.
    pub work: &'a str,
    /// What [`Patience::stamp`] was.
    pub waited: &'a str,
}

impl Effort<'_> {
    /// Something was brought along.
    pub fn is_something(&self) -> bool {
        !self.work.is_empty() || !self.waited.is_empty()
    }
}

/// What a browser is given to solve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Before the number.
    pub salt: String,
    /// SHA-256 of salt and number, in hexadecimal.
    pub target: String,
    /// What proves that the task is ours.
    pub mark: String,
    /// The number is below this.
    pub numbers: u32,
}

/// The effort was not enough: what it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patience {
    /// For browsers with scripts.
    pub task: Task,
    /// For all others: since when they wait, with our mark.
    pub stamp: String,
    /// Whole seconds that they wait still, at least 1.
    pub left: u32,
}

/// Key, memory of what was used, and the pressure.
pub(super) struct Guard {
    key: DeviceKey,
    used: Mutex<HashMap<[u8; 32], Instant>>,
    watch: Mutex<Watched>,
}

#[derive(Default)]
struct Watched {
    watch: Watch,
    told: Pressure,
    recorded: Pressure,
}

impl Default for Guard {
    fn default() -> Self {
        Self {
            key: DeviceKey::random(),
            used: Mutex::default(),
            watch: Mutex::default(),
        }
    }
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Guard(…)")
    }
}

impl Guard {
    fn mark(&self, purpose: &str, text: &str) -> String {
        hash::hex(&self.key.tag(purpose, text.as_bytes()))
    }

    fn is_ours(&self, purpose: &str, text: &str, mark: &str) -> bool {
        hash::equal(self.mark(purpose, text).as_bytes(), mark.as_bytes())
    }

    /// Whether something is used for the first time; it is remembered for as long as it would count.
    fn is_first_use(&self, mark: &str, now: Instant) -> bool {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.retain(|_, until| *until > now);
        if used.len() >= USED_AT_MOST {
            let oldest = used.iter().min_by_key(|(_, until)| **until).map(|(key, _)| *key);
            oldest.and_then(|key| used.remove(&key));
        }
        let key = hash::sha256(mark.as_bytes());
        used.insert(key, now + CHALLENGE_LIFE).is_none()
    }

    fn watched(&self) -> MutexGuard<'_, Watched> {
        self.watch.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// How much goes on; known to the minute.
    pub fn pressure(&self) -> Pressure {
        let minute = self.clock.elapsed().as_secs() / 60;
        let mut watched = self.guard.watched();
        let pressure = watched.watch.pressure(minute);
        if pressure != watched.told {
            watched.told = pressure;
            let signs = watched.watch.signs(minute);
            tracing::warn!(
                pressure = pressure.text(),
                unfinished = signs.unfinished,
                refused = signs.refused,
                booked = signs.booked,
                "the pressure on the booking page changed"
            );
        }
        pressure
    }

    /// Counts something for the pressure.
    pub(super) fn note_sign(&self, sign: Sign, times: u32) {
        if times > 0 {
            let minute = self.clock.elapsed().as_secs() / 60;
            self.guard.watched().watch.note(minute, sign, times);
        }
    }

    /// Counts a request that a limit of the pages refused.
    pub fn note_refused(&self) {
        self.note_sign(Sign::Refused, 1);
    }

    /// What asking for a code costs whoever holds a time; `None`: nothing.
    pub async fn cost_of_code(&self, hold: HoldId) -> Result<Option<Cost>, Failure> {
        let app = self.clone();
        let cost = self.store.read(move |db| app.cost_of_code_in(db, hold)).await?;
        Ok(cost)
    }

    pub(super) fn cost_of_code_in(&self, db: &Db<'_>, hold: HoldId) -> Result<Option<Cost>, Fault> {
        let count = db.address_of_hold(hold, self.now() - ADDRESS_DAY)?;
        let own = (count.for_booking(self.address_factor) > Standing::Within).then_some(Cost::Raised);
        Ok(own.max(self.pressure().cost()))
    }

    /// The errand of asking for a code.
    pub fn errand_of_code(hold: HoldId) -> Errand {
        Errand {
            purpose: Purpose::Code,
            subject: hold.0.unsigned_abs(),
        }
    }

    /// The errand of holding a time, from an address.
    pub fn errand_of_hold(&self, address: &ClientAddress, wish: &str) -> Errand {
        let tag = self
            .guard
            .key
            .tag("errand", format!("{} {wish}", address.own).as_bytes());
        Errand {
            purpose: Purpose::Hold,
            subject: u64::from_be_bytes(tag.first_chunk().copied().unwrap_or_default()),
        }
    }

    /// The errand of asking for a code to join the waiting list, from an address.
    pub fn errand_of_waiting(&self, address: &ClientAddress) -> Errand {
        let tag = self.guard.key.tag("errand-waiting", address.own.as_bytes());
        Errand {
            purpose: Purpose::Code,
            subject: u64::from_be_bytes(tag.first_chunk().copied().unwrap_or_default()),
        }
    }

    /// Something to solve for an errand.
    pub fn task(&self, errand: Errand, cost: Cost) -> Task {
        let challenge = Challenge::new(ids::bytes(), errand, cost, self.now());
        let (salt, numbers) = (challenge.salt(), cost.numbers());
        // Of 2^32 values a few numbers come once more than others, by a hundred thousandth.
        let number = u32::from_be_bytes(ids::bytes()) % numbers;
        let target = hash::sha256_hex(preimage(&salt, number).as_bytes());
        Task {
            mark: self.guard.mark(WORK, &target),
            salt,
            target,
            numbers,
        }
    }

    /// Whether a browser has worked or waited for an errand, each effort once; otherwise what it takes.
    pub fn judge_effort(&self, errand: Errand, cost: Cost, effort: Effort<'_>) -> Result<(), Patience> {
        if self.has_worked(errand, effort.work) {
            return Ok(());
        }
        let now = self.now();
        let began = self.waits_since(errand, effort.waited);
        let left = began.and_then(|since| patience_left(since, now));
        match left {
            Some(left) if left > TimeDelta::zero() => Err(self.patience(errand, cost, began)),
            Some(_) if self.guard.is_first_use(effort.waited, now) => Ok(()),
            _ => Err(self.ask_patience(errand, cost)),
        }
    }

    /// What an errand takes, for who begins now.
    pub fn ask_patience(&self, errand: Errand, cost: Cost) -> Patience {
        self.patience(errand, cost, None)
    }

    fn has_worked(&self, errand: Errand, work: &str) -> bool {
        let Some(solution) = Solution::parse(work) else {
            return false;
        };
        let target = hash::sha256_hex(solution.preimage().as_bytes());
        let is_ours = self.guard.is_ours(WORK, &target, solution.mark());
        let verdict = solution.judge(errand, is_ours, self.now());
        verdict == Verdict::Good && self.guard.is_first_use(solution.mark(), self.now())
    }

    fn waits_since(&self, errand: Errand, stamp: &str) -> Option<Instant> {
        let (since, mark) = stamp.split_once('~')?;
        let is_ours = self.guard.is_ours(WAIT, &waiting(errand, since), mark);
        let since = since.parse().ok().filter(|_| is_ours)?;
        DateTime::from_timestamp_millis(since)
    }

    fn patience(&self, errand: Errand, cost: Cost, began: Option<Instant>) -> Patience {
        let now = self.now();
        let since = began.unwrap_or(now);
        let text = since.timestamp_millis().to_string();
        let left = patience_left(since, now).unwrap_or(PATIENCE);
        let whole = left.num_milliseconds().max(1).unsigned_abs().div_ceil(1000);
        Patience {
            task: self.task(errand, cost),
            stamp: format!("{text}~{}", self.guard.mark(WAIT, &waiting(errand, &text))),
            left: u32::try_from(whole).unwrap_or(1),
        }
    }

    /// Refuses a booking from an address that made too many today (security §5).
    pub(super) fn refuse_busy_address(&self, tx: &Tx<'_>, hold: HoldId) -> Result<(), Failure> {
        let count = tx.address_of_hold(hold, tx.now() - ADDRESS_DAY)?;
        if count.for_booking(self.address_factor) == Standing::Beyond {
            return Err(Refusal::LimitReached.into());
        }
        Ok(())
    }

    /// The pressure that was put on record last, and the one now, when they differ.
    pub(super) fn pressure_to_record(&self) -> Option<(Pressure, Pressure)> {
        let now = self.pressure();
        let before = self.guard.watched().recorded;
        (before != now).then_some((before, now))
    }

    pub(super) fn pressure_is_recorded(&self, pressure: Pressure) {
        self.guard.watched().recorded = pressure;
    }
}

/// Puts a change of the pressure on record.
pub(super) fn record_pressure(tx: &mut Tx<'_>, change: Option<(Pressure, Pressure)>) -> Result<(), Failure> {
    if let Some((before, after)) = change {
        let record = Record::new(&Actor::System, "pressure.change").change(before.text(), after.text());
        tx.audit(&record)?;
    }
    Ok(())
}

fn waiting(errand: Errand, since: &str) -> String {
    format!("{since} {}", errand.text())
}
