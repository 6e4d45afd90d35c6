//! How long an offer stands, and how many get it at once (booking-rules §9).

use chrono::{NaiveDate, TimeDelta};

use super::quiet::QuietHours;
use crate::domain::time::{DayTime, Instant, Zone};

/// Local days ahead, at most, until which staff keep an entry on the list.
pub const KEPT_DAYS_AT_MOST: i64 = 366;

/// The last local day of an entry on the list, included, as staff chose it: not past, and so many days ahead at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub struct LastDay(NaiveDate);

impl LastDay {
    /// `None` where the list keeps nobody until then; `today` is the practice's local date.
    pub fn of(date: NaiveDate, today: NaiveDate) -> Option<Self> {
        let ahead = (date - today).num_days();
        (0..=KEPT_DAYS_AT_MOST).contains(&ahead).then_some(Self(date))
    }

    /// From when on nothing is offered any more: the end of that day, and never after the booking that would be replaced.
    pub fn expiry(self, zone: Zone, replaced_start: Option<Instant>) -> Instant {
        let end = zone.at(self.0, DayTime::END);
        replaced_start.map_or(end, |start| end.min(start))
    }
}

/// Until when an entry that is changed is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeptUntil {
    /// As it was.
    AsBefore,
    /// As if it had just come to the list ([`OfferRules::default_expiry`]).
    Usual,
    /// As staff chose.
    Day(LastDay),
}

/// The numbers of booking-rules §9, which the practice may set; all lengths elapsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct OfferRules {
    /// A time that starts sooner is not offered any more: it is public.
    #[serde(with = "minutes")]
    pub notice: TimeDelta,
    /// A start within this …
    #[serde(with = "minutes")]
    pub near: TimeDelta,
    /// … is offered for so long …
    #[serde(with = "minutes")]
    pub near_life: TimeDelta,
    /// … and a later one for so long.
    #[serde(with = "minutes")]
    pub far_life: TimeDelta,
    /// When less than this remains, several are asked; zero: never …
    #[serde(with = "minutes")]
    pub rush: TimeDelta,
    /// … so many at once, and the first to accept has it.
    pub at_once: u8,
    /// So many offers without any answer pause an entry.
    pub ignored_at_most: u8,
    /// An accepted offer may free another time, which is offered again, so many times in a row.
    pub cascade: u8,
    /// How long an entry stays on the list when it replaces no booking.
    pub life_days: u16,
}

/// Lengths are kept in whole minutes.
mod minutes {
    use chrono::TimeDelta;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(length: &TimeDelta, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(length.num_minutes())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<TimeDelta, D::Error> {
        u32::deserialize(from).map(|minutes| TimeDelta::minutes(minutes.into()))
    }
}

impl Default for OfferRules {
    fn default() -> Self {
        Self {
            notice: TimeDelta::minutes(45),
            near: TimeDelta::hours(24),
            near_life: TimeDelta::minutes(15),
            far_life: TimeDelta::hours(2),
            rush: TimeDelta::hours(3),
            at_once: 3,
            ignored_at_most: 3,
            cascade: 3,
            life_days: 60,
        }
    }
}

/// How a time is offered now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferTerms {
    /// Until when the offer stands.
    pub expires: Instant,
    /// Until when the time is kept from the public, whoever has the offer.
    pub kept_until: Instant,
    /// To how many it is offered at once.
    pub at_once: usize,
}

impl OfferRules {
    /// The terms of an offer made now; `None` when it is too late for one.
    pub fn terms(&self, quiet: &QuietHours<'_>, start: Instant, now: Instant) -> Option<OfferTerms> {
        let kept_until = start - self.notice;
        if kept_until <= now {
            return None;
        }
        let ahead = start - now;
        let life = if ahead <= self.near {
            self.near_life
        } else {
            self.far_life
        };
        Some(OfferTerms {
            expires: quiet.after(now, life).min(kept_until),
            kept_until,
            at_once: if ahead < self.rush {
                usize::from(self.at_once.max(1))
            } else {
                1
            },
        })
    }

    /// When an entry leaves the list by itself: with the booking it would replace, else after so many days.
    pub fn default_expiry(&self, replaced_start: Option<Instant>, now: Instant) -> Instant {
        replaced_start.unwrap_or(now + TimeDelta::days(self.life_days.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::schedule::{HolidayRegion, HolidayRules};
    use crate::domain::time::Zone;
    use proptest::prelude::*;

    const ZONES: [(&str, HolidayRegion); 5] = [
        ("Europe/Paris", HolidayRegion::AlsaceMoselle),
        ("Indian/Reunion", HolidayRegion::Reunion),
        ("Pacific/Marquesas", HolidayRegion::Custom),
        ("America/Miquelon", HolidayRegion::SaintPierreMiquelon),
        ("America/Martinique", HolidayRegion::Martinique),
    ];

    fn holidays(region: HolidayRegion) -> HolidayRules {
        HolidayRules {
            region,
            ..HolidayRules::default()
        }
    }

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    /// By the wall clock of Paris: now, start, end of the offer, how many at once.
    const CASES: &str = "
        2026-03-02T10:00:00+01:00 2026-03-02T16:00:00+01:00 2026-03-02T10:15:00+01:00 1 within a day
        2026-03-02T10:00:00+01:00 2026-03-03T10:00:00+01:00 2026-03-02T10:15:00+01:00 1 24 h are within a day
        2026-03-02T10:00:00+01:00 2026-03-03T10:01:00+01:00 2026-03-02T12:00:00+01:00 1 later
        2026-03-02T10:00:00+01:00 2026-03-02T12:59:00+01:00 2026-03-02T10:15:00+01:00 3 under three hours
        2026-03-02T10:00:00+01:00 2026-03-02T13:00:00+01:00 2026-03-02T10:15:00+01:00 1 three hours
        2026-03-02T10:00:00+01:00 2026-03-02T10:50:00+01:00 2026-03-02T10:05:00+01:00 3 cut at 45 minutes
        2026-03-02T19:50:00+01:00 2026-03-03T09:00:00+01:00 2026-03-03T08:05:00+01:00 1 paused by night
        2026-03-02T23:00:00+01:00 2026-03-03T08:50:00+01:00 2026-03-03T08:05:00+01:00 1 and cut in the morning
        2026-03-07T19:00:00+01:00 2026-03-10T09:00:00+01:00 2026-03-09T09:00:00+01:00 1 over a Sunday
        2026-04-04T19:00:00+02:00 2026-04-08T09:00:00+02:00 2026-04-07T09:00:00+02:00 1 and Easter Monday
        2026-03-28T19:00:00+01:00 2026-03-31T09:00:00+02:00 2026-03-30T09:00:00+02:00 1 over the spring change
        2026-10-24T19:30:00+02:00 2026-10-28T09:00:00+01:00 2026-10-26T09:30:00+01:00 1 and the autumn one";

    #[test]
    fn the_list_keeps_from_today_to_a_year_ahead() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-03-02");
        for (last, is_kept) in [
            ("2026-03-01", false),
            ("2026-03-02", true),
            ("2027-03-03", true),
            ("2027-03-04", false),
        ] {
            assert_eq!(LastDay::of(day(last), today).is_some(), is_kept, "{last}");
        }
        // The day of the spring change ends where the next one begins, wherever that is.
        for (zone, end) in [
            ("Europe/Paris", "2026-03-29T22:00:00Z"),
            ("Indian/Reunion", "2026-03-29T20:00:00Z"),
            ("Pacific/Marquesas", "2026-03-30T09:30:00Z"),
        ] {
            let zone = Zone::named(zone).unwrap();
            let last = LastDay::of(day("2026-03-29"), today).unwrap();
            assert_eq!(last.expiry(zone, None), at(end));
            let before = at(end) - TimeDelta::hours(3);
            assert_eq!(last.expiry(zone, Some(before)), before);
            assert_eq!(last.expiry(zone, Some(at(end) + TimeDelta::hours(3))), at(end));
        }
    }

    #[test]
    fn offers_stand_as_the_rules_say() {
        let holidays = holidays(HolidayRegion::France);
        let quiet = QuietHours {
            zone: Zone::named("Europe/Paris").unwrap(),
            holidays: &holidays,
        };
        let terms = |now: &str, start: &str| OfferRules::default().terms(&quiet, at(start), at(now));
        for case in CASES.lines().skip(1) {
            let words: Vec<&str> = case.trim().splitn(5, ' ').collect();
            let [now, start, expires, at_once, why] = words[..] else {
                panic!("{case}");
            };
            let terms = terms(now, start).expect(why);
            assert_eq!(
                (terms.expires, terms.at_once),
                (at(expires), at_once.parse().unwrap()),
                "{why}"
            );
            assert_eq!(terms.kept_until, at(start) - TimeDelta::minutes(45), "{why}");
        }
        assert_eq!(
            terms("2026-03-02T10:00:00+01:00", "2026-03-02T10:45:00+01:00"),
            None
        );
        assert_eq!(
            terms("2026-03-02T10:00:00+01:00", "2026-03-02T09:00:00+01:00"),
            None
        );
    }

    /// Minutes outside the quiet hours, counted one by one.
    fn waking_minutes(quiet: &QuietHours<'_>, from: Instant, to: Instant) -> i64 {
        let minute = TimeDelta::minutes(1);
        let minutes = std::iter::successors(Some(from), |at| Some(*at + minute));
        let awake = minutes.take_while(|at| *at < to).filter(|at| {
            let wall = quiet.zone.wall(*at).reading;
            let hour = chrono::Timelike::hour(&wall);
            let date = wall.date();
            (8..20).contains(&hour)
                && chrono::Datelike::weekday(&date) != chrono::Weekday::Sun
                && !quiet.holidays.is_closed(date)
        });
        i64::try_from(awake.count()).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// Around the changes of the clock as well: days are drawn from the end of March and of October, and from anywhere.
        #[test]
        fn the_clock_of_an_offer_stands_still_in_quiet_hours(
            zone in 0..ZONES.len(),
            day in prop_oneof![80i64..95, 295i64..305, 0i64..365],
            minute in 0i64..1440,
            ahead in 46i64..(5 * 1440),
        ) {
            let (name, region) = ZONES[zone];
            let holidays = holidays(region);
            let quiet = QuietHours { zone: Zone::named(name).unwrap(), holidays: &holidays };
            let now = at("2026-01-01T00:00:00Z") + TimeDelta::days(day) + TimeDelta::minutes(minute);
            let start = now + TimeDelta::minutes(ahead);
            let rules = OfferRules::default();
            let terms = rules.terms(&quiet, start, now).unwrap();
            prop_assert!(now < terms.expires && terms.expires <= terms.kept_until);
            prop_assert!(terms.kept_until == start - rules.notice);
            let life = if ahead <= 1440 { 15 } else { 120 };
            let awake = waking_minutes(&quiet, now, terms.expires);
            prop_assert!(awake <= life);
            prop_assert!(awake == life || terms.expires == terms.kept_until);
            // Nobody's last minute is spent asleep.
            let is_last_quiet = quiet.is_quiet(terms.expires - TimeDelta::minutes(1));
            prop_assert!(!is_last_quiet || terms.expires == terms.kept_until);
            prop_assert_eq!(terms.at_once, if ahead < 180 { 3 } else { 1 });
        }

        #[test]
        fn quiet_is_what_the_wall_clock_says(zone in 0..ZONES.len(), minute in 0i64..(366 * 1440)) {
            let (name, region) = ZONES[zone];
            let holidays = holidays(region);
            let quiet = QuietHours { zone: Zone::named(name).unwrap(), holidays: &holidays };
            let now = at("2026-01-01T00:00:00Z") + TimeDelta::minutes(minute);
            let is_awake = waking_minutes(&quiet, now, now + TimeDelta::minutes(1)) == 1;
            prop_assert_eq!(quiet.is_quiet(now), !is_awake);
            let next = quiet.next_waking(now);
            prop_assert!(next >= now && !quiet.is_quiet(next));
            prop_assert!(next == now || quiet.is_quiet(next - TimeDelta::minutes(1)));
            prop_assert_eq!(waking_minutes(&quiet, now, next), 0);
        }
    }
}
