//! A year of requests: when they come, for what, with which wishes, and what becomes of them. `docs/simulation.md` says where each
//! figure comes from; those without a source are marked there.

use chrono::{Datelike, Days, NaiveDate, TimeDelta};

use super::practice::CARES;
use super::request::{Cancel, Request};
use crate::domain::agenda::{Agenda, SetUp};
use crate::domain::chance::Chance;
use crate::domain::id::{CareTypeId, PractitionerId, Revision};
use crate::domain::time::DayTime;

/// Percent of the requests with a practitioner in mind.
const LOYAL: u64 = 75;
/// Percent called off.
const CANCELLED: u64 = 12;
/// Percent of those not called off who stay away: within the 6 to 10 % quoted for France (booking-rules §10).
const STAYS_AWAY: u64 = 8;
/// Standard deviation of a visit's length, as a share of what was planned.
const LENGTH_DEVIATION: f64 = 0.35;
/// Hours of the day at which people ask, with weights.
const ASKING: [(i64, u64); 13] = [
    (8, 12),
    (9, 12),
    (10, 10),
    (11, 8),
    (12, 6),
    (13, 6),
    (14, 8),
    (15, 7),
    (16, 7),
    (17, 7),
    (18, 6),
    (20, 7),
    (21, 4),
];
/// Hours at which people want to come, with weights: before work, late morning, after school and work.
const WISHED: [(i64, u64); 10] = [
    (8, 6),
    (9, 14),
    (10, 13),
    (11, 11),
    (12, 4),
    (14, 9),
    (15, 9),
    (16, 11),
    (17, 14),
    (18, 9),
];
/// Days before the start at which a visit is called off: the day itself, and then further and further.
const LEADS: [((i64, i64), u64); 4] = [((1, 12), 20), ((12, 36), 30), ((36, 168), 30), ((168, 720), 20)];

/// Why somebody asks.
#[derive(Clone, Copy)]
enum Kind {
    /// As soon as possible.
    Soon,
    /// Some time in the next two weeks.
    Planned,
    /// To come back in some weeks.
    FollowUp,
}
const KINDS: [(Kind, u64); 3] = [(Kind::Soon, 45), (Kind::Planned, 30), (Kind::FollowUp, 25)];

/// How much is asked, and of whom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Load<'a> {
    /// The practice.
    pub(super) set_up: &'a SetUp,
    /// Minutes asked for as a share of the minutes open.
    pub(super) share: f64,
    /// First local date of the requests, and how many days of them.
    pub(super) dates: (NaiveDate, u16),
}

/// The requests in order of time, decided by the seed.
pub(super) fn demand(load: &Load<'_>, seed: u64) -> Vec<Request> {
    let agenda = Agenda::new(Revision(0), load.set_up.clone().into(), Vec::new());
    let mut chance = Chance::new(seed);
    let mut requests = Vec::new();
    let (first, days) = load.dates;
    let daily = per_open_day(load, &agenda);
    for date in first.iter_days().take(days.into()) {
        // Practices are called on working days; online requests of the weekend are a fifth of a working day's.
        let mean = if date.weekday().number_from_monday() < 6 {
            daily
        } else {
            daily / 5.0
        };
        for _ in 0..chance.poisson(mean) {
            requests.push(request(&agenda, date, &mut chance));
        }
    }
    requests.sort_by_key(|request| request.at);
    requests
}

/// Requests of a working day for which the minutes asked for are the load's share of the minutes open.
fn per_open_day(load: &Load<'_>, agenda: &Agenda) -> f64 {
    let (first, days) = load.dates;
    let dates = || first.iter_days().take(days.into());
    let who = || load.set_up.practitioners.keys();
    let open: i64 = dates()
        .flat_map(|date| who().map(move |id| (*id, date)))
        .flat_map(|(id, date)| agenda.open_time(id, date))
        .map(|window| window.length().num_minutes())
        .sum();
    let length: u64 = CARES
        .iter()
        .map(|(minutes, share)| u64::from(*minutes) * share)
        .sum();
    let workdays: u32 = dates()
        .map(|date| {
            if date.weekday().number_from_monday() < 6 {
                5
            } else {
                1
            }
        })
        .sum();
    if workdays == 0 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "minutes of a year")]
    let asked = open as f64 * load.share / (length as f64 / 100.0);
    asked / (f64::from(workdays) / 5.0)
}

fn request(agenda: &Agenda, date: NaiveDate, chance: &mut Chance) -> Request {
    let zone = agenda.zone();
    let at = |date: NaiveDate, minutes: i64| {
        let time = u16::try_from(minutes).ok().and_then(DayTime::from_minutes);
        zone.at(date, time.unwrap_or(DayTime::START))
    };
    let shares: Vec<(u16, u64)> = (1..).zip(CARES).map(|(care, (_, share))| (care, share)).collect();
    let care = CareTypeId(chance.weighted(&shares).unwrap_or(1).into());
    let people = u64::try_from(agenda.set_up().practitioners.len()).unwrap_or(1);
    let favourite = PractitionerId(1 + i64::try_from(chance.below(people)).unwrap_or(0));
    let asked = at(
        date,
        chance.weighted(&ASKING).unwrap_or(9) * 60 + chance.between(0, 59),
    );
    let kind = chance.weighted(&KINDS).unwrap_or(Kind::Soon);
    let (ahead, day_weight, patience) = match kind {
        Kind::Soon => (chance.between(0, 2), 480, 10),
        Kind::Planned => (chance.between(3, 14), 240, 21),
        Kind::FollowUp => (chance.between(28, 90), 90, 28),
    };
    let wished = workday(date, ahead, kind, chance);
    let hour = chance.weighted(&WISHED).unwrap_or(10) * 60 + chance.between(0, 11) * 5;
    let is_cancelled = chance.percent(CANCELLED);
    let (least, most) = chance.weighted(&LEADS).unwrap_or((1, 12));
    let lead = TimeDelta::minutes(chance.between(least * 60, most * 60));
    let stays_away = chance.percent(STAYS_AWAY);
    #[expect(clippy::cast_possible_truncation, reason = "between 400 and 2500")]
    let length = (chance.around_one(LENGTH_DEVIATION).clamp(0.4, 2.5) * 1000.0) as i64;
    Request {
        at: asked,
        care,
        practitioner: chance.percent(LOYAL).then_some(favourite),
        wish: at(wished, hour),
        day_weight,
        patience,
        is_desk: false,
        cancels: is_cancelled.then_some(Cancel::Before(lead)),
        attends: !stays_away,
        length,
    }
}

/// The weekday wished for: soon is soon; whoever plans has a weekday in mind, one as often as another.
fn workday(date: NaiveDate, ahead: i64, kind: Kind, chance: &mut Chance) -> NaiveDate {
    let later = |days: u64| date.checked_add_days(Days::new(days)).unwrap_or(date);
    let wished = later(ahead.unsigned_abs());
    let wanted = match kind {
        Kind::Soon => wished.weekday().number_from_monday(),
        Kind::Planned | Kind::FollowUp => 1 + u32::try_from(chance.below(5)).unwrap_or(0),
    };
    let is_it = |day: &NaiveDate| day.weekday().number_from_monday() == wanted.min(5);
    if wanted > 5 {
        // Nobody is there on a Saturday: Monday then.
        return wished
            .iter_days()
            .find(|day| day.weekday() == chrono::Weekday::Mon)
            .unwrap_or(wished);
    }
    wished.iter_days().find(is_it).unwrap_or(wished)
}
