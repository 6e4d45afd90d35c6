//! A recurrence rule as written (RFC 5545 §3.3.10). A rule that is not understood in every part is refused: half a rule would
//! free times that are taken.

use chrono::Weekday;

use super::fault::Defect;
use super::value::Time;

/// Period of a rule, the longest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frequency {
    /// Calendar years.
    Yearly,
    /// Calendar months.
    Monthly,
    /// Weeks from the rule's own first day.
    Weekly,
    /// Days.
    Daily,
    /// Hours of the wall clock.
    Hourly,
    /// Minutes.
    Minutely,
    /// Seconds.
    Secondly,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its period.
    pub frequency: Frequency,
    /// Every how many periods; at least 1.
    pub interval: i64,
    /// How many instances, the first one included.
    pub count: Option<u64>,
    /// The last moment at which one may be.
    pub until: Option<Time>,
    /// First day of a week.
    pub week_start: Weekday,
    pub(super) seconds: Vec<i32>,
    pub(super) minutes: Vec<i32>,
    pub(super) hours: Vec<i32>,
    /// With the ordinal within the month or year, 0 where every one is meant.
    pub(super) weekdays: Vec<(i32, Weekday)>,
    pub(super) month_days: Vec<i32>,
    pub(super) year_days: Vec<i32>,
    pub(super) weeks: Vec<i32>,
    pub(super) months: Vec<i32>,
    pub(super) positions: Vec<i32>,
}

/// Parts of a rule; a part that is not here belongs to another standard (`RSCALE`, `SKIP`) and changes what the rule means.
const PARTS: [&str; 14] = [
    "FREQ",
    "UNTIL",
    "COUNT",
    "INTERVAL",
    "BYSECOND",
    "BYMINUTE",
    "BYHOUR",
    "BYDAY",
    "BYMONTHDAY",
    "BYYEARDAY",
    "BYWEEKNO",
    "BYMONTH",
    "BYSETPOS",
    "WKST",
];

impl Rule {
    /// Reads the value of an `RRULE` or `EXRULE`.
    pub fn read(text: &str) -> Result<Self, Defect> {
        let mut values: [Option<String>; PARTS.len()] = Default::default();
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or(Defect::Rule)?;
            let known = PARTS.iter().zip(&mut values);
            let (_, place) = known
                .into_iter()
                .find(|(part, _)| part.eq_ignore_ascii_case(name.trim()))
                .ok_or(Defect::Rule)?;
            // "Must not occur more than once": which of two is meant?
            if place.replace(value.trim().to_ascii_uppercase()).is_some() {
                return Err(Defect::Rule);
            }
        }
        let value = |name: &str| {
            let mut known = PARTS.iter().zip(&values);
            known.find(|(part, _)| **part == name)?.1.as_deref()
        };
        Self::of(value).ok_or(Defect::Rule)
    }

    fn of<'v>(value: impl Fn(&str) -> Option<&'v str>) -> Option<Self> {
        let numbers = |name: &str, range| match value(name) {
            Some(list) => numbers(list, range),
            None => Some(Vec::new()),
        };
        Some(Self {
            frequency: frequency(value("FREQ")?)?,
            interval: match value("INTERVAL") {
                Some(text) => i64::from(text.parse::<u32>().ok().filter(|n| *n > 0)?),
                None => 1,
            },
            count: match value("COUNT") {
                Some(text) => Some(text.parse().ok().filter(|n| *n > 0)?),
                None => None,
            },
            until: match value("UNTIL") {
                Some(text) => Some(Time::read(text)?),
                None => None,
            },
            week_start: value("WKST").map_or(Some(Weekday::Mon), weekday)?,
            seconds: within_minute(numbers("BYSECOND", Of::From(0, 60))?),
            minutes: numbers("BYMINUTE", Of::From(0, 59))?,
            hours: numbers("BYHOUR", Of::From(0, 23))?,
            weekdays: match value("BYDAY") {
                Some(list) => weekdays(list)?,
                None => Vec::new(),
            },
            month_days: numbers("BYMONTHDAY", Of::Both(31))?,
            year_days: numbers("BYYEARDAY", Of::Both(366))?,
            weeks: numbers("BYWEEKNO", Of::Both(53))?,
            months: numbers("BYMONTH", Of::From(1, 12))?,
            positions: numbers("BYSETPOS", Of::Both(366))?,
        })
    }

    /// The same rule for days without time: parts of the time of day are ignored then (RFC 5545 §3.3.10), but a rule by the hour
    /// means nothing.
    pub fn for_days(mut self) -> Result<Self, Defect> {
        if self.frequency > Frequency::Daily {
            return Err(Defect::Rule);
        }
        self.hours.clear();
        self.minutes.clear();
        self.seconds.clear();
        Ok(self)
    }

    /// Nothing but a frequency and an interval: each period has exactly one instance, unless a month is too short.
    pub(super) fn is_plain(&self) -> bool {
        let lists = [
            &self.seconds,
            &self.minutes,
            &self.hours,
            &self.month_days,
            &self.year_days,
            &self.weeks,
            &self.months,
            &self.positions,
        ];
        self.weekdays.is_empty() && lists.iter().all(|list| list.is_empty())
    }
}

fn frequency(name: &str) -> Option<Frequency> {
    Some(match name {
        "YEARLY" => Frequency::Yearly,
        "MONTHLY" => Frequency::Monthly,
        "WEEKLY" => Frequency::Weekly,
        "DAILY" => Frequency::Daily,
        "HOURLY" => Frequency::Hourly,
        "MINUTELY" => Frequency::Minutely,
        "SECONDLY" => Frequency::Secondly,
        _ => return None,
    })
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    })
}

fn ordinal_weekday(text: &str) -> Option<(i32, Weekday)> {
    let text = text.trim();
    let (ordinal, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let ordinal = match ordinal {
        "" => 0,
        number => number.parse().ok().filter(|n| (1..=53).contains(&i32::abs(*n)))?,
    };
    Some((ordinal, weekday(name)?))
}

/// Each once: what a day is compared with is bounded.
fn weekdays(list: &str) -> Option<Vec<(i32, Weekday)>> {
    let mut days: Vec<_> = list.split(',').map(ordinal_weekday).collect::<Option<_>>()?;
    days.sort_unstable_by_key(|(ordinal, day)| (*ordinal, day.num_days_from_monday()));
    days.dedup();
    Some(days)
}

/// What numbers a list may have.
#[derive(Clone, Copy)]
enum Of {
    /// Both included.
    From(i32, i32),
    /// 1 to this, counted from the end where negative.
    Both(i32),
}

/// Sorted, each once.
fn numbers(list: &str, range: Of) -> Option<Vec<i32>> {
    let is_one = |n: &i32| match range {
        Of::From(low, high) => (low..=high).contains(n),
        Of::Both(high) => *n != 0 && (-high..=high).contains(n),
    };
    let one = |text: &str| text.trim().parse().ok().filter(is_one);
    let mut numbers: Vec<i32> = list.split(',').map(one).collect::<Option<_>>()?;
    numbers.sort_unstable();
    numbers.dedup();
    Some(numbers)
}

/// A leap second is the second before it.
fn within_minute(mut seconds: Vec<i32>) -> Vec<i32> {
    for second in &mut seconds {
        *second = (*second).min(59);
    }
    seconds.dedup();
    seconds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_read_whole_or_not_at_all() {
        let rule =
            Rule::read("freq=yearly; BYDAY=-1su,+2MO;BYSECOND=60,59;BYMONTH=10,3,3;UNTIL=20301231;").unwrap();
        assert_eq!(rule.frequency, Frequency::Yearly);
        assert_eq!(rule.weekdays, [(-1, Weekday::Sun), (2, Weekday::Mon)]);
        assert_eq!((rule.seconds, rule.months), (vec![59], vec![3, 10]));
        for wrong in [
            "",
            "COUNT=2",
            "FREQ=SOMETIMES",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;INTERVAL=-1",
            "FREQ=DAILY;COUNT=0",
            "FREQ=DAILY;COUNT=",
            "FREQ=DAILY;FREQ=DAILY",
            "FREQ=DAILY;BYHOUR=24",
            "FREQ=DAILY;BYMONTH=13",
            "FREQ=DAILY;BYMONTHDAY=0",
            "FREQ=DAILY;BYMONTHDAY=-32",
            "FREQ=DAILY;BYDAY=0MO",
            "FREQ=DAILY;BYDAY=54MO",
            "FREQ=DAILY;BYDAY=é",
            "FREQ=DAILY;WKST=XX",
            "FREQ=DAILY;UNTIL=20260230",
            "FREQ=DAILY;RSCALE=HEBREW",
            "FREQ=DAILY;BYSETPOS=367",
            "DAILY",
        ] {
            assert_eq!(Rule::read(wrong).err(), Some(Defect::Rule), "{wrong}");
        }
        assert!(Rule::read("FREQ=HOURLY").unwrap().for_days().is_err());
    }
}
