//! Our rules against those of two other libraries, on rules made at random.
//!
//! What is not compared, because the others are wrong by RFC 5545 §3.3.10 or the standard leaves it open, is in [`is_wrong_in_both`], each
//! with its reason. Rules by the clock are compared with looking at every single second, minute or hour.

use calcard::common::timezone::Tz;
use calcard::icalendar::ICalendar;
use chrono::{Datelike, NaiveDateTime, TimeDelta, Timelike};
use grappe::domain::ical::{Budget, Rule, Span, readings};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// A rule at random: only parts that the table of RFC 5545 §3.3.10 allows for its frequency.
#[derive(Clone, Debug)]
struct Random {
    frequency: &'static str,
    parts: Vec<(&'static str, String)>,
    start: NaiveDateTime,
}

impl Random {
    fn has(&self, name: &str) -> bool {
        self.parts.iter().any(|(own, _)| *own == name)
    }

    fn is_by_the_clock(&self) -> bool {
        ["HOURLY", "MINUTELY", "SECONDLY"].contains(&self.frequency)
    }

    fn interval(&self) -> u32 {
        self.value("INTERVAL").map_or(1, |value| value.parse().unwrap())
    }

    fn value(&self, name: &str) -> Option<&str> {
        let part = self.parts.iter().find(|(own, _)| *own == name);
        part.map(|(_, value)| value.as_str())
    }

    /// Whether a list has the number, counted from either end; a list that is not there has all.
    fn has_number(&self, name: &str, n: u32, length: u32) -> bool {
        let (n, from_end) = (i64::from(n), i64::from(n) - i64::from(length) - 1);
        self.value(name).is_none_or(|list| {
            let mut numbers = list.split(',').map(|one| one.parse::<i64>().unwrap());
            numbers.any(|own| own == n || (own < 0 && own == from_end))
        })
    }

    /// Whether a rule by the clock names this moment, looked at by itself.
    fn names(&self, at: NaiveDateTime) -> bool {
        let unit = match self.frequency {
            "HOURLY" => 3_600,
            "MINUTELY" => 60,
            _ => 1,
        };
        let units = |at: NaiveDateTime| at.and_utc().timestamp().div_euclid(unit);
        let is_on_grid = (units(at) - units(self.start)) % i64::from(self.interval()) == 0;
        // What a longer period leaves open is that of the start.
        let is_minute = unit < 3_600 || self.has("BYMINUTE") || at.minute() == self.start.minute();
        let is_second = unit < 60 || self.has("BYSECOND") || at.second() == self.start.second();
        let date = at.date();
        let next_month = date.with_day(1).unwrap() + chrono::Months::new(1);
        let month = (next_month - date.with_day(1).unwrap()).num_days();
        let name = date.weekday().to_string()[..2].to_uppercase();
        is_on_grid
            && is_minute
            && is_second
            && self.has_number("BYHOUR", at.hour(), 0)
            && self.has_number("BYMINUTE", at.minute(), 0)
            && self.has_number("BYSECOND", at.second(), 0)
            && self.has_number("BYMONTH", date.month(), 0)
            && self.has_number("BYMONTHDAY", date.day(), u32::try_from(month).unwrap())
            && self.has_number(
                "BYYEARDAY",
                date.ordinal(),
                if date.leap_year() { 366 } else { 365 },
            )
            && self
                .value("BYDAY")
                .is_none_or(|days| days.split(',').any(|day| day == name))
    }

    fn text(&self) -> String {
        let parts = self.parts.iter().map(|(name, value)| format!(";{name}={value}"));
        format!("FREQ={}{}", self.frequency, parts.collect::<String>())
    }

    /// Where both stop: far enough for some instances of each frequency.
    fn horizon(&self) -> NaiveDateTime {
        let days = match self.frequency {
            "YEARLY" => 366 * 12,
            "MONTHLY" => 366 * 3,
            "WEEKLY" => 300,
            "DAILY" => 120,
            _ => 12,
        };
        self.start + TimeDelta::days(days)
    }
}

const INSTANCES: usize = 120;

fn list(values: Vec<String>) -> BoxedStrategy<Option<String>> {
    let most = values.len().min(3);
    let some = subsequence(values, 1..=most).prop_map(|chosen| Some(chosen.join(",")));
    prop_oneof![2 => Just(None), 1 => some].boxed()
}

fn numbers(all: &[i32]) -> BoxedStrategy<Option<String>> {
    list(all.iter().map(i32::to_string).collect())
}

fn weekdays(frequency: &str) -> BoxedStrategy<Option<String>> {
    let plain = ["MO", "TU", "WE", "FR", "SU"].map(str::to_owned).to_vec();
    let ordinal = ["1MO", "-1FR", "2TU", "5WE", "-2SU"].map(str::to_owned).to_vec();
    match frequency {
        "MONTHLY" | "YEARLY" => prop_oneof![list(plain), list(ordinal)].boxed(),
        _ => list(plain),
    }
}

fn random() -> impl Strategy<Value = Random> {
    let frequencies = vec![
        "YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY",
    ];
    let start = (0_i64..3_000, 0_i64..86_400).prop_map(|(day, second)| {
        let epoch: NaiveDateTime = "2019-01-01T00:00:00".parse().unwrap();
        epoch + TimeDelta::days(day) + TimeDelta::seconds(second)
    });
    (select(frequencies), start).prop_flat_map(|(frequency, start)| {
        let is = |names: &[&str]| names.contains(&frequency);
        let when = |allowed: bool, list: BoxedStrategy<Option<String>>| {
            if allowed { list } else { Just(None).boxed() }
        };
        let long = is(&["YEARLY", "MONTHLY"]);
        let days = (
            numbers(&[1, 2, 3, 7, 10, 12]),
            when(is(&["YEARLY"]), numbers(&[1, 9, 20, 52, 53, -1, -53])),
            when(is(&["YEARLY", "HOURLY", "MINUTELY", "SECONDLY"]), numbers(&[1, 60, 100, 200, 366, -1, -366])),
            when(!is(&["WEEKLY"]), numbers(&[1, 5, 13, 28, 29, 31, -1, -31])),
            weekdays(frequency),
        );
        let times = (numbers(&[0, 2, 9, 17, 23]), numbers(&[0, 15, 59]), numbers(&[0, 30, 59]));
        let others = (
            prop_oneof![3 => Just(1), 1 => 2_u32..=5, 1 => 6_u32..=40],
            prop_oneof![2 => Just(None), 1 => (1_u32..40).prop_map(|n| Some(n.to_string()))],
            prop_oneof![2 => Just(None), 1 => select(vec!["SU", "WE", "SA"]).prop_map(|day| Some(day.to_owned()))],
            when(long || is(&["WEEKLY", "DAILY"]), numbers(&[1, 2, 4, -1, -3])),
        );
        (days, times, others).prop_map(move |(days, times, (interval, count, wkst, positions))| {
            let all = [
                ("BYMONTH", days.0),
                ("BYWEEKNO", days.1),
                ("BYYEARDAY", days.2),
                ("BYMONTHDAY", days.3),
                ("BYDAY", days.4),
                ("BYHOUR", times.0),
                ("BYMINUTE", times.1),
                ("BYSECOND", times.2),
                ("INTERVAL", Some(interval.to_string())),
                ("COUNT", count),
                ("WKST", wkst),
            ];
            let mut parts: Vec<_> = all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
            // "BYSETPOS must only be used in conjunction with another BYxxx rule part."
            if let Some(positions) = positions
                && parts.iter().any(|(name, _)| name.starts_with("BY"))
            {
                parts.push(("BYSETPOS", positions));
            }
            Random {
                frequency,
                parts,
                start,
            }
        })
    })
}

/// Ours, as far as the other went. A start that its rule does not name is no instance for the others, so it is none of COUNT here
/// either; that it is one by the standard is for other tests.
fn ours(rule: &Random, to: NaiveDateTime) -> Option<Vec<NaiveDateTime>> {
    let span = Span { from: rule.start, to };
    let read = Rule::read(&rule.text()).unwrap();
    readings(&read, rule.start, false, span, &mut Budget::default()).ok()
}

/// Rules that both others, children of one parent, read otherwise than RFC 5545 §3.3.10.
fn is_wrong_in_both(rule: &Random) -> bool {
    // "A set of recurrence instances starts at the beginning of the interval defined by the FREQ rule part": they begin the first
    // week at the start of the event.
    let first_week = rule.frequency == "WEEKLY" && rule.has("BYSETPOS");
    // Where a part limits days, hours or minutes of a rule by the clock, they jump to the next that is allowed and count on from
    // there, off the grid that INTERVAL lays out from the start, or days too late. The test below has these rules.
    let off_grid = rule.is_by_the_clock() && rule.parts.iter().any(|(name, _)| name.starts_with("BY"));
    // The last days of December may be in week 1 of the next year, its 53rd or 52nd from the end, and the first days of January in the
    // last week of the year before: they forget them.
    let weeks = rule.value("BYWEEKNO");
    let at_the_edge =
        weeks.is_some_and(|weeks| weeks.contains('-') || weeks.contains("52") || weeks.contains("53"));
    // "Information, not contained in the rule, necessary to determine the various recurrence instance start time and dates are
    // derived from the Start Time (DTSTART)": a week number without a day means the weekday of the start; they take all seven.
    let without_day = weeks.is_some()
        && !["BYDAY", "BYMONTHDAY", "BYYEARDAY"]
            .iter()
            .any(|name| rule.has(name));
    // An ordinal day with a week number is what the standard forbids.
    let days = rule.value("BYDAY");
    let is_open = weeks.is_some() && days.is_some_and(|days| days.contains(|c: char| c.is_ascii_digit()));
    first_week || off_grid || at_the_edge || without_day || is_open
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn rules_give_what_rrule_gives(rule in random().prop_filter("known wrong there", |rule| !is_wrong_in_both(rule))) {
        let text = format!("DTSTART:{}\nRRULE:{}", rule.start.format("%Y%m%dT%H%M%SZ"), rule.text());
        let Ok(set) = text.parse::<rrule::RRuleSet>() else {
            return Err(TestCaseError::reject("refused there"));
        };
        let horizon = rule.horizon();
        let found = set.before(horizon.and_utc().with_timezone(&rrule::Tz::UTC)).all(u16::try_from(INSTANCES).unwrap());
        let theirs: Vec<_> = found.dates.iter().map(chrono::DateTime::naive_utc).collect();
        let to = if found.limited { theirs.last().copied().unwrap_or(rule.start) } else { horizon };
        if let Some(ours) = ours(&rule, to) {
            prop_assert_eq!(ours, theirs, "{}", text);
        }
    }

    #[test]
    fn rules_give_what_calcard_gives(rule in random().prop_filter("known wrong there", |rule| !is_wrong_in_both(rule))) {
        let event = format!("DTSTART:{}\r\nRRULE:{}", rule.start.format("%Y%m%dT%H%M%S"), rule.text());
        let text = format!("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
        let found = ICalendar::parse(&text).unwrap().expand_dates(Tz::Floating, INSTANCES);
        prop_assert!(found.errors.is_empty(), "{}", event);
        let mut theirs: Vec<_> = found.events.iter().map(|event| event.start.naive_local()).collect();
        theirs.sort();
        theirs.retain(|at| *at <= rule.horizon());
        let to = theirs.last().copied().filter(|_| theirs.len() >= INSTANCES).unwrap_or_else(|| rule.horizon());
        if let Some(ours) = ours(&rule, to) {
            prop_assert_eq!(ours, theirs, "{}", event);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn rules_by_the_clock_give_what_looking_at_every_moment_gives(
        rule in random().prop_filter("by the clock", Random::is_by_the_clock),
    ) {
        let seconds = if rule.frequency == "SECONDLY" { 86_400 } else { 2 * 86_400 };
        let to = rule.start + TimeDelta::seconds(seconds);
        if let Some(ours) = ours(&rule, to) {
            let mut all: Vec<_> = (0..=seconds).map(|s| rule.start + TimeDelta::seconds(s)).filter(|at| rule.names(*at)).collect();
            if let Some(count) = rule.value("COUNT") {
                all.truncate(count.parse().unwrap());
            }
            prop_assert_eq!(ours, all, "DTSTART:{} {}", rule.start, rule.text());
        }
    }
}
