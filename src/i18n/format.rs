//! Dates, hours, spans and phone numbers as people write them: « mardi 3 mars 2026 », « 9 h 30 », « 4 minutes ».
//!
//! Only readings of the practice's wall clock come in; the zone is applied by `domain::time`.

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Timelike};

use super::{Texts, Value};
use crate::domain::contact::Phone;
use crate::domain::patient::Language;
use crate::domain::time::{Instant, Zone};

impl Texts {
    /// « mardi 3 mars 2026 », `Tuesday 3 March 2026`.
    pub fn date(self, date: NaiveDate) -> String {
        self.dated("date-full", date)
    }

    /// « mardi 3 mars », for lists where the year is plain.
    pub fn day(self, date: NaiveDate) -> String {
        self.dated("date-day", date)
    }

    /// « 3 mars », for the ends of a week.
    pub fn day_short(self, date: NaiveDate) -> String {
        self.dated("date-short", date)
    }

    /// « mar. 3 mars », « mer. 23 sept. », for narrow columns.
    pub fn day_brief(self, date: NaiveDate) -> String {
        let weekday = format!("weekday-brief-{}", date.weekday().number_from_monday());
        let arguments = [
            ("weekday", Value::from(self.text(&weekday))),
            ("day", Value::from(self.day_number(date))),
            (
                "month",
                Value::from(self.text(&format!("month-brief-{}", date.month()))),
            ),
        ];
        self.own_words("date-brief", &arguments)
    }

    /// « 3 mars 2026 », for birth dates and ranges.
    pub fn date_plain(self, date: NaiveDate) -> String {
        self.dated("date-plain", date)
    }

    /// « mardi ».
    pub fn weekday(self, date: NaiveDate) -> String {
        self.text(&format!("weekday-{}", date.weekday().number_from_monday()))
            .into_owned()
    }

    /// « mars ».
    pub fn month(self, date: NaiveDate) -> String {
        self.text(&format!("month-{}", date.month())).into_owned()
    }

    /// « 1er », « 2 ».
    pub fn day_number(self, date: NaiveDate) -> String {
        match (date.day(), self.language()) {
            (1, Language::Fr) => "1er".to_owned(),
            (number, _) => number.to_string(),
        }
    }

    fn dated(self, key: &str, date: NaiveDate) -> String {
        let number = self.day_number(date);
        let arguments = [
            ("weekday", Value::from(self.weekday(date))),
            ("day", Value::from(number)),
            ("month", Value::from(self.month(date))),
            // As text, so that no thousands separator can get in.
            ("year", Value::from(date.year().to_string())),
        ];
        self.own_words(key, &arguments)
    }

    /// « 9 h 30 », « 14 h », with no-break spaces; `9:30`, `14:00`; `9:30 Uhr`; `9h30`, `14h00`. In Arabic as in English: the
    /// numbers of a date and an hour are those of the Maghreb and of the keys that one types.
    pub fn hour(self, time: NaiveTime) -> String {
        let (hour, minute) = (time.hour(), time.minute());
        match (self.language(), minute) {
            (Language::Fr, 0) => format!("{hour}\u{a0}h"),
            (Language::Fr, _) => format!("{hour}\u{a0}h\u{a0}{minute:02}"),
            (Language::De, _) => format!("{hour}:{minute:02}\u{a0}Uhr"),
            (Language::Pt, _) => format!("{hour}h{minute:02}"),
            (Language::En | Language::Es | Language::Ar, _) => format!("{hour}:{minute:02}"),
        }
    }

    /// The hour of an instant on a button among others, where its unit is plain: `9:30` in German, elsewhere as in a sentence.
    pub fn hour_in_list(self, zone: Zone, at: Instant) -> String {
        match self.language() {
            Language::De => self.hour_at(zone, at).replace("\u{a0}Uhr", ""),
            Language::Fr | Language::En | Language::Es | Language::Pt | Language::Ar => {
                self.hour_at(zone, at)
            }
        }
    }

    /// The hour of an instant; in the repeated autumn hour it says which of the two (booking-rules §1.4).
    pub fn hour_at(self, zone: Zone, at: Instant) -> String {
        let wall = zone.wall(at);
        let hour = self.hour(wall.reading.time());
        if !wall.is_repeated {
            return hour;
        }
        let is_first = zone.opening_instant(wall.reading) == at;
        let key = if is_first { "hour-summer" } else { "hour-winter" };
        self.own_words(key, &[("hour", hour.into())])
    }

    /// « mardi 3 mars 2026 à 9 h 30 ».
    pub fn moment(self, zone: Zone, at: Instant) -> String {
        let arguments = [
            ("date", self.date(zone.date(at)).into()),
            ("hour", self.hour_at(zone, at).into()),
        ];
        self.own_words("date-and-hour", &arguments)
    }

    /// « mardi 3 mars à 9 h 30 », where the year is plain.
    pub fn moment_short(self, zone: Zone, at: Instant) -> String {
        let arguments = [
            ("date", self.day(zone.date(at)).into()),
            ("hour", self.hour_at(zone, at).into()),
        ];
        self.own_words("date-and-hour", &arguments)
    }

    /// « 30 minutes », « 1 h 15 » for the length of a care; whole minutes.
    pub fn length(self, length: TimeDelta) -> String {
        let minutes = length.num_minutes().max(0);
        match (minutes / 60, minutes % 60) {
            (0, minutes) => self.own_words("span-minutes", &[("minutes", minutes.into())]),
            (hours, 0) => self.own_words("span-hours", &[("hours", hours.into())]),
            (hours, minutes) => {
                let minutes = format!("{minutes:02}");
                self.own_words(
                    "span-hours-minutes",
                    &[("hours", hours.into()), ("minutes", minutes.into())],
                )
            }
        }
    }

    /// « 4 minutes », « moins d'une minute » for what is left of a hold, rounded up to the minute.
    pub fn remaining(self, left: TimeDelta) -> String {
        let seconds = left.num_seconds().max(0);
        if seconds < 60 {
            return self.text("span-under-a-minute").into_owned();
        }
        self.own_words("span-minutes", &[("minutes", ((seconds + 59) / 60).into())])
    }

    /// `3,25` in most languages, `3.25` in English, and in Arabic with these figures.
    pub fn decimal(self, value: f64, places: usize) -> String {
        let plain = format!("{value:.places$}");
        match self.language() {
            Language::Fr | Language::De | Language::Es | Language::Pt => plain.replace('.', ","),
            Language::En | Language::Ar => plain,
        }
    }

    /// A text whose arguments are our own words and numbers, without marks of isolation: a text of isolated words alone has no
    /// direction by itself, and would run from left to right wherever an Arabic sentence takes it up.
    fn own_words(self, key: &str, arguments: &[(&str, Value<'_>)]) -> String {
        let text = self.with(key, arguments);
        if self.language().is_right_to_left() {
            text.replace(['\u{2068}', '\u{2069}'], "")
        } else {
            text
        }
    }

    /// What comes between a name and what is said of it: « : » with a no-break space before it in French, `:` elsewhere.
    pub fn colon(self) -> &'static str {
        match self.language() {
            Language::Fr => "\u{a0}:",
            Language::En | Language::De | Language::Es | Language::Pt | Language::Ar => ":",
        }
    }

    /// What comes between the parts of a list.
    pub fn comma(self) -> &'static str {
        if self.language().is_right_to_left() {
            "، "
        } else {
            ", "
        }
    }

    /// A number as typed by the practice, in national notation with no-break spaces when it can be read as one.
    pub fn phone(self, text: &str) -> String {
        Phone::parse(text).map_or_else(
            |_| text.to_owned(),
            |phone| phone.national().replace(' ', "\u{a0}"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FR: fn() -> Texts = || Texts::of(Language::Fr);
    const EN: fn() -> Texts = || Texts::of(Language::En);

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn dates_are_written_out() {
        assert_eq!(FR().date(day("2026-03-03")), "mardi 3 mars 2026");
        assert_eq!(FR().date(day("2026-03-01")), "dimanche 1er mars 2026");
        assert_eq!(EN().date(day("2026-03-01")), "Sunday 1 March 2026");
        assert_eq!(FR().day(day("2026-08-14")), "vendredi 14 août");
        assert_eq!(FR().day_brief(day("2026-11-23")), "lun.\u{a0}23\u{a0}nov.");
        assert_eq!(EN().day_brief(day("2026-03-01")), "Sun\u{a0}1\u{a0}Mar");
        assert_eq!(FR().date_plain(day("1957-12-25")), "25 décembre 1957");
    }

    #[test]
    fn hours_follow_the_language() {
        let at = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
        assert_eq!(FR().hour(at(9, 30)), "9\u{a0}h\u{a0}30");
        assert_eq!(FR().hour(at(14, 0)), "14\u{a0}h");
        assert_eq!(FR().hour(at(9, 5)), "9\u{a0}h\u{a0}05");
        assert_eq!(EN().hour(at(14, 0)), "14:00");
    }

    #[test]
    fn the_repeated_autumn_hour_says_which_one() {
        let zone = Zone::named("Europe/Paris").unwrap();
        let at = |text: &str| text.parse::<Instant>().unwrap();
        assert_eq!(
            FR().hour_at(zone, at("2026-10-25T00:30:00Z")),
            "2\u{a0}h\u{a0}30 (heure d'été)"
        );
        assert_eq!(
            FR().hour_at(zone, at("2026-10-25T01:30:00Z")),
            "2\u{a0}h\u{a0}30 (heure d'hiver)"
        );
        assert_eq!(FR().hour_at(zone, at("2026-10-25T02:30:00Z")), "3\u{a0}h\u{a0}30");
        assert_eq!(
            FR().moment(zone, at("2026-03-03T08:30:00Z")),
            "mardi 3 mars 2026 à 9\u{a0}h\u{a0}30"
        );
    }

    #[test]
    fn spans_are_words() {
        assert_eq!(FR().remaining(TimeDelta::seconds(300)), "5\u{a0}minutes");
        assert_eq!(FR().remaining(TimeDelta::seconds(241)), "5\u{a0}minutes");
        assert_eq!(FR().remaining(TimeDelta::seconds(60)), "1\u{a0}minute");
        assert_eq!(FR().remaining(TimeDelta::seconds(59)), "moins d'une minute");
        assert_eq!(FR().length(TimeDelta::minutes(45)), "45\u{a0}minutes");
        assert_eq!(FR().length(TimeDelta::minutes(75)), "1\u{a0}h\u{a0}15");
        assert_eq!(FR().length(TimeDelta::minutes(60)), "1\u{a0}heure");
        assert_eq!(EN().length(TimeDelta::minutes(120)), "2\u{a0}hours");
    }

    #[test]
    fn further_languages_write_dates_and_hours_their_own_way() {
        let zone = Zone::named("Europe/Paris").unwrap();
        let tuesday = "2026-03-03T08:30:00Z".parse::<Instant>().unwrap();
        let autumn = "2026-10-25T01:30:00Z".parse::<Instant>().unwrap();
        let said = |text: String| text.replace('\u{a0}', " ");
        for (language, moment, brief, winter) in [
            (
                Language::De,
                "Dienstag, 3. März 2026 um 9:30 Uhr",
                "Di. 3. März",
                "2:30 Uhr (Winterzeit)",
            ),
            (
                Language::Es,
                "martes, 3 de marzo de 2026, a las 9:30",
                "mar. 3 mar.",
                "2:30 (horario de invierno)",
            ),
            (
                Language::Pt,
                "terça-feira, 3 de março de 2026, às 9h30",
                "ter. 3 mar.",
                "2h30 (hora de inverno)",
            ),
            (
                Language::Ar,
                "الثلاثاء 3 مارس 2026 في الساعة 9:30",
                "الثلاثاء 3 مارس",
                "2:30 (التوقيت الشتوي)",
            ),
        ] {
            let t = Texts::of(language);
            assert_eq!(said(t.moment(zone, tuesday)), moment);
            assert_eq!(said(t.day_brief(zone.date(tuesday))), brief);
            assert_eq!(said(t.hour_at(zone, autumn)), winter);
        }
        assert_eq!(Texts::of(Language::De).hour_in_list(zone, tuesday), "9:30");
        assert_eq!(
            Texts::of(Language::Fr).hour_in_list(zone, tuesday),
            "9\u{a0}h\u{a0}30"
        );
        assert_eq!(Texts::of(Language::De).decimal(3.25, 2), "3,25");
        assert_eq!(Texts::of(Language::Ar).decimal(3.25, 2), "3.25");
    }

    #[test]
    fn arabic_counts_in_its_own_way() {
        let t = Texts::of(Language::Ar);
        let said = |minutes| t.length(TimeDelta::minutes(minutes));
        for (minutes, expected) in [
            (1, "دقيقة واحدة"),
            (2, "دقيقتان"),
            (5, "5\u{a0}دقائق"),
            (10, "10\u{a0}دقائق"),
            (30, "30\u{a0}دقيقة"),
            (60, "ساعة واحدة"),
            (120, "ساعتان"),
            (180, "3\u{a0}ساعات"),
            (75, "ساعة و15\u{a0}د"),
        ] {
            assert_eq!(said(minutes), expected);
        }
    }

    #[test]
    fn phones_are_grouped_when_they_can_be_read() {
        assert_eq!(FR().phone("+33145678901"), "01\u{a0}45\u{a0}67\u{a0}89\u{a0}01");
        assert_eq!(FR().phone("3237 (serveur)"), "3237 (serveur)");
    }
}
