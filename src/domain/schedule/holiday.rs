//! Public holidays by region, with the practice's own edits (booking-rules §2, Code du travail L3133-1).

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// A region with its own list; the key is that of booking-rules §2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum HolidayRegion {
    /// Metropolitan list.
    #[default]
    France,
    /// Moselle, Bas-Rhin, Haut-Rhin with Good Friday.
    AlsaceMoselle,
    /// The same without Good Friday (L3134-13: depends on the commune).
    AlsaceMoselleNoGoodFriday,
    /// Guadeloupe.
    Guadeloupe,
    /// Martinique.
    Martinique,
    /// Guyane.
    Guyane,
    /// La Réunion.
    Reunion,
    /// Mayotte.
    Mayotte,
    /// Saint-Barthélemy.
    SaintBarthelemy,
    /// Saint-Martin; 27 May as in L3422-2, disputed (28 May elsewhere): editable.
    SaintMartin,
    /// Saint-Pierre-et-Miquelon.
    SaintPierreMiquelon,
    /// Nouvelle-Calédonie, Polynésie, Wallis-et-Futuna: own labour law, the practice writes the list.
    Custom,
}

/// The practice's edit of one date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HolidayEdit {
    /// A custom closing day with its name.
    Added(String),
    /// A listed day on which the practice works.
    Removed,
}

/// Region and edits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HolidayRules {
    /// The list.
    pub region: HolidayRegion,
    /// The practice's edits by date.
    pub edits: std::collections::BTreeMap<NaiveDate, HolidayEdit>,
}

/// One closing day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holiday {
    /// Local date.
    pub date: NaiveDate,
    /// Key of its name in the locale files (`holiday-easter-monday`), or the practice's own text after `custom:`.
    pub name: String,
}

impl HolidayRegion {
    /// Every region, in the order of booking-rules §2.
    pub const ALL: [Self; 12] = [
        Self::France,
        Self::AlsaceMoselle,
        Self::AlsaceMoselleNoGoodFriday,
        Self::Guadeloupe,
        Self::Martinique,
        Self::Guyane,
        Self::Reunion,
        Self::Mayotte,
        Self::SaintBarthelemy,
        Self::SaintMartin,
        Self::SaintPierreMiquelon,
        Self::Custom,
    ];

    /// Key of booking-rules §2.
    pub fn key(self) -> &'static str {
        match self {
            Self::France => "FR",
            Self::AlsaceMoselle => "FR-AM",
            Self::AlsaceMoselleNoGoodFriday => "FR-AM-NOGF",
            Self::Guadeloupe => "GP",
            Self::Martinique => "MQ",
            Self::Guyane => "GF",
            Self::Reunion => "RE",
            Self::Mayotte => "YT",
            Self::SaintBarthelemy => "BL",
            Self::SaintMartin => "MF",
            Self::SaintPierreMiquelon => "PM",
            Self::Custom => "CUSTOM",
        }
    }

    /// The region of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.key() == key)
    }

    fn added(self) -> &'static [(u32, u32, &'static str)] {
        match self {
            Self::AlsaceMoselle | Self::AlsaceMoselleNoGoodFriday => &[(12, 26, "holiday-saint-stephen")],
            Self::Guadeloupe | Self::SaintMartin => &[(5, 27, "holiday-abolition")],
            Self::Martinique => &[(5, 22, "holiday-abolition")],
            Self::Guyane => &[(6, 10, "holiday-abolition")],
            Self::Reunion => &[(12, 20, "holiday-abolition")],
            Self::Mayotte => &[(4, 27, "holiday-abolition")],
            Self::SaintBarthelemy => &[(10, 9, "holiday-abolition")],
            Self::France | Self::SaintPierreMiquelon | Self::Custom => &[],
        }
    }
}

const NATIONAL: [(u32, u32, &str); 8] = [
    (1, 1, "holiday-new-year"),
    (5, 1, "holiday-labour-day"),
    (5, 8, "holiday-victory-1945"),
    (7, 14, "holiday-bastille-day"),
    (8, 15, "holiday-assumption"),
    (11, 1, "holiday-all-saints"),
    (11, 11, "holiday-armistice"),
    (12, 25, "holiday-christmas"),
];

impl HolidayRules {
    /// Whether a practitioner who is closed on holidays is closed on this date.
    pub fn is_closed(&self, date: NaiveDate) -> bool {
        match self.edits.get(&date) {
            Some(HolidayEdit::Added(_)) => true,
            Some(HolidayEdit::Removed) => false,
            None => self.listed(date).is_some(),
        }
    }

    /// The closing days of a calendar year, edits applied, in order.
    pub fn of_year(&self, year: i32) -> Vec<Holiday> {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MIN);
        first
            .iter_days()
            .take_while(|d| d.year() == year)
            .filter_map(|date| self.on(date))
            .collect()
    }

    /// Working days of a year between a closing day and the week-end ("ponts"): the Friday after a Thursday, the Monday before a
    /// Tuesday.
    pub fn bridges(&self, year: i32) -> Vec<NaiveDate> {
        let beside = |holiday: Holiday| match holiday.date.weekday() {
            Weekday::Thu => holiday.date.succ_opt(),
            Weekday::Tue => holiday.date.pred_opt(),
            _ => None,
        };
        let of_year = self.of_year(year).into_iter().filter_map(beside);
        of_year.filter(|date| !self.is_closed(*date)).collect()
    }

    /// The closing day on a date, edits applied.
    pub fn on(&self, date: NaiveDate) -> Option<Holiday> {
        match self.edits.get(&date) {
            Some(HolidayEdit::Added(name)) => Some(Holiday {
                date,
                name: format!("custom:{name}"),
            }),
            Some(HolidayEdit::Removed) => None,
            None => self.listed(date).map(|name| Holiday {
                date,
                name: name.to_owned(),
            }),
        }
    }

    fn listed(&self, date: NaiveDate) -> Option<&'static str> {
        if self.region == HolidayRegion::Custom {
            return None;
        }
        let fixed = NATIONAL
            .iter()
            .chain(self.region.added())
            .find(|(m, d, _)| (date.month(), date.day()) == (*m, *d));
        if let Some((_, _, name)) = fixed {
            return Some(name);
        }
        let easter = easter_sunday(date.year());
        match (date - easter).num_days() {
            -2 if self.region == HolidayRegion::AlsaceMoselle => Some("holiday-good-friday"),
            1 => Some("holiday-easter-monday"),
            39 => Some("holiday-ascension"),
            50 => Some("holiday-whit-monday"),
            _ => None,
        }
    }
}

/// Gregorian Easter Sunday (anonymous computus, valid from 1583).
#[expect(
    clippy::many_single_char_names,
    reason = "the letters of the published algorithm"
)]
pub fn easter_sunday(year: i32) -> NaiveDate {
    let (a, b, c) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let from_march_22 = h + l - 7 * m;
    let march_22 = NaiveDate::from_ymd_opt(year, 3, 22).unwrap_or(NaiveDate::MIN);
    march_22
        .checked_add_days(Days::new(u64::from(from_march_22.unsigned_abs())))
        .unwrap_or(march_22)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_of_known_years() {
        for (y, m, d) in [
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
            (2285, 3, 22),
        ] {
            assert_eq!(easter_sunday(y), NaiveDate::from_ymd_opt(y, m, d).unwrap(), "{y}");
        }
    }

    #[test]
    fn bridges_lie_between_a_closing_day_and_the_week_end() {
        let date = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
        let mut rules = HolidayRules::default();
        // 1 January is a Thursday, Ascension always is, 14 July is a Tuesday.
        assert_eq!(rules.bridges(2026), [date(1, 2), date(5, 15), date(7, 13)]);
        rules
            .edits
            .insert(date(5, 15), HolidayEdit::Added("Pont".to_owned()));
        rules.edits.insert(date(7, 14), HolidayEdit::Removed);
        assert_eq!(rules.bridges(2026), [date(1, 2)]);
    }

    #[test]
    fn metropolitan_france_has_eleven_days() {
        let rules = HolidayRules::default();
        assert_eq!(rules.of_year(2026).len(), 11);
    }
}
