//! School holidays: shown to who plans, closing nothing. The calendars are those of `data/school_holidays.csv`; the practice adds
//! its own periods, and those of places whose calendar is not in it.

use std::sync::LazyLock;

use chrono::NaiveDate;

/// A zone of the ministry's calendar, or a place with a calendar of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum SchoolZone {
    /// Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers.
    A,
    /// Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, Orléans-Tours, Reims, Rennes, Strasbourg.
    B,
    /// Créteil, Montpellier, Paris, Toulouse, Versailles.
    C,
    /// Corse: set by its rector, not embedded.
    Corse,
    /// Overseas: set there, not embedded.
    Overseas,
}

impl SchoolZone {
    /// Every zone.
    pub const ALL: [Self; 5] = [Self::A, Self::B, Self::C, Self::Corse, Self::Overseas];

    /// Spelling in forms and data.
    pub fn key(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::Corse => "corse",
            Self::Overseas => "overseas",
        }
    }

    /// The zone of a spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|zone| zone.key() == key)
    }
}

/// A stretch without school, both dates included.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct SchoolPeriod {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Key of its name (`autumn`), or the practice's own words after `custom:`.
    pub name: String,
}

/// What a practice shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SchoolHolidays {
    /// Whose calendar; `None` shows only the practice's own periods.
    pub zone: Option<SchoolZone>,
    /// Periods that the practice wrote.
    pub own: Vec<SchoolPeriod>,
}

static OFFICIAL: LazyLock<Vec<(SchoolZone, SchoolPeriod)>> =
    LazyLock::new(|| rows(include_str!("../../../data/school_holidays.csv")));

fn rows(text: &str) -> Vec<(SchoolZone, SchoolPeriod)> {
    let row = |line: &str| {
        let mut cells = line.split(',');
        let (zone, from, to, name) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
        let period = SchoolPeriod {
            from: from.parse().ok()?,
            to: to.parse().ok()?,
            name: name.to_owned(),
        };
        Some((SchoolZone::from_key(zone)?, period))
    };
    text.lines().skip(1).filter_map(row).collect()
}

impl SchoolHolidays {
    /// The periods that touch a stretch of dates, in order.
    pub fn between(&self, from: NaiveDate, to: NaiveDate) -> Vec<SchoolPeriod> {
        let official = OFFICIAL.iter().filter(|(zone, _)| Some(*zone) == self.zone);
        let all = official.map(|(_, period)| period).chain(&self.own);
        let mut found: Vec<_> = all.filter(|p| p.from <= to && from <= p.to).cloned().collect();
        found.sort();
        found
    }

    /// The period that a date lies in.
    pub fn on(&self, date: NaiveDate) -> Option<SchoolPeriod> {
        self.between(date, date).into_iter().next()
    }

    /// The last date that the calendar of the zone reaches; `None`: not published, or not embedded.
    pub fn published_until(&self) -> Option<NaiveDate> {
        let official = OFFICIAL.iter().filter(|(zone, _)| Some(*zone) == self.zone);
        official.map(|(_, period)| period.to).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_row_of_the_data_is_read_and_each_zone_has_two_school_years() {
        let text = include_str!("../../../data/school_holidays.csv");
        assert_eq!(OFFICIAL.len(), text.lines().count() - 1);
        for zone in [SchoolZone::A, SchoolZone::B, SchoolZone::C] {
            let all: Vec<_> = OFFICIAL
                .iter()
                .filter(|(z, _)| *z == zone)
                .map(|(_, p)| p)
                .collect();
            assert_eq!(all.len(), 10, "{zone:?}");
            assert!(
                all.windows(2).all(|w| w[0].to < w[1].from),
                "{zone:?}: in order, apart"
            );
        }
    }

    #[test]
    fn periods_begin_on_a_saturday_and_end_on_a_sunday() {
        use chrono::{Datelike as _, Weekday};
        for (zone, period) in OFFICIAL.iter() {
            assert_eq!(period.from.weekday(), Weekday::Sat, "{zone:?} {period:?}");
            let is_summer = period.name == "summer";
            assert!(
                is_summer || period.to.weekday() == Weekday::Sun,
                "{zone:?} {period:?}"
            );
        }
    }

    #[test]
    fn own_periods_stand_beside_the_zone_s() {
        let shown = SchoolHolidays {
            zone: Some(SchoolZone::B),
            own: vec![SchoolPeriod {
                from: date("2027-03-01"),
                to: date("2027-03-01"),
                name: "custom:Pont du collège".to_owned(),
            }],
        };
        assert_eq!(shown.on(date("2027-02-20")).unwrap().name, "winter");
        assert_eq!(shown.on(date("2027-02-19")), None);
        assert_eq!(shown.between(date("2027-02-01"), date("2027-03-31")).len(), 2);
        assert_eq!(shown.published_until(), Some(date("2027-08-31")));
        let corse = SchoolHolidays {
            zone: Some(SchoolZone::Corse),
            own: Vec::new(),
        };
        assert_eq!(corse.published_until(), None, "not published yet");
    }
}
