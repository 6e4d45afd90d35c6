//! From a text to its readings.

use chrono::{Datelike, Days, NaiveDate};

use super::number::{Number, as_length, next, next_of_month, number};
use super::vocabulary::{Known, Vocabulary, has};
use super::{COMMAND_MAX_CHARS, Command};
use crate::domain::contact::folded;

/// Most words that are read.
const WORDS: usize = 16;

/// The readings of a text, the likeliest first; never none. Others take for the patient's name what the first one took for a
/// practitioner's, a care's or, where it found no name at all, a day's. `today` is the practice's local date.
pub fn parse(text: &str, vocabulary: &Vocabulary, known: &Known, today: NaiveDate) -> Vec<Command> {
    let text: String = text.chars().take(COMMAND_MAX_CHARS).collect();
    let words: Vec<&str> = text.split_whitespace().take(WORDS).collect();
    let read = |is_shy, is_named| {
        Reading {
            vocabulary,
            known,
            today,
            is_shy,
            is_named,
            words: &words,
        }
        .command()
    };
    let mut all = vec![read(false, false)];
    for other in [read(true, false), read(true, true)] {
        if !all.contains(&other) && !other.who.is_empty() {
            all.push(other);
        }
    }
    all
}

struct Reading<'a> {
    vocabulary: &'a Vocabulary,
    known: &'a Known,
    today: NaiveDate,
    /// A practitioner or a care needs its sign.
    is_shy: bool,
    /// The first word is a name, whatever else it may mean.
    is_named: bool,
    words: &'a [&'a str],
}

impl Reading<'_> {
    fn command(&self) -> Command {
        let mut command = Command::default();
        let mut who: Vec<&str> = Vec::new();
        let name = self.first_name();
        let mut at = 0;
        while let Some(word) = self.words.get(at) {
            let next = self
                .words
                .get(at + 1)
                .map_or_else(String::new, |next| folded(next));
            let used = if Some(at) == name {
                0
            } else {
                self.understood(word, &next, at, &mut command)
            };
            if used == 0 {
                who.push(word);
            }
            at += used.max(1);
        }
        command.who = who.join(" ");
        command
    }

    /// The word that is surely the patient's: the first one that is no number, even « mar » or « lun », unless it is the only word that
    /// could be a day and another one could be a name.
    fn first_name(&self) -> Option<usize> {
        let is_word = |word: &&&str| !word.starts_with(|c: char| c.is_ascii_digit() || "+@#".contains(c));
        let first = self.words.iter().position(|word| is_word(&word))?;
        let is_day = |word: &str| {
            self.vocabulary
                .weekday(word)
                .or(self.vocabulary.days_ahead(word).map(|_| 0))
                .is_some()
        };
        let word = folded(self.words.get(first)?);
        if self.is_named || (!is_day(&word) && !has(&self.vocabulary.noise, &word)) {
            return Some(first);
        }
        let others = self
            .words
            .iter()
            .skip(first + 1)
            .filter(is_word)
            .map(|word| folded(word));
        let others: Vec<String> = others.collect();
        let has_other_day = others.iter().any(|word| is_day(word));
        (has_other_day && is_day(&word)).then_some(first)
    }

    /// How many words were understood from `word` on; 0 for a part of the name.
    fn understood(&self, word: &str, next: &str, at: usize, command: &mut Command) -> usize {
        if let Some(number) = number(word, self.today) {
            return self.counted(number, next, at, command);
        }
        if let Some(name) = word.strip_prefix('@') {
            let found = self.known.practitioner(&folded(name));
            command.practitioner = command.practitioner.or(found);
            return usize::from(found.is_some());
        }
        if let Some(name) = word.strip_prefix('#') {
            let found = self.known.care(&folded(name));
            command.care = command.care.or(found);
            return usize::from(found.is_some());
        }
        let word = folded(word);
        self.day_word(&word, command)
            .or_else(|| self.name_word(&word, command))
            .map_or(0, |()| 1)
    }

    fn day_word(&self, word: &str, command: &mut Command) -> Option<()> {
        if has(&self.vocabulary.noise, word) {
            return Some(());
        }
        if command.day.is_none() {
            let ahead = self.vocabulary.days_ahead(word).or_else(|| {
                let wanted = u64::from(self.vocabulary.weekday(word)?);
                let today = u64::from(self.today.weekday().num_days_from_monday());
                // « jeudi » said on a Thursday is the next one: for today there is a word of its own.
                Some((wanted + 6 - today) % 7 + 1)
            });
            if let Some(ahead) = ahead {
                command.day = self.today.checked_add_days(Days::new(ahead));
                return Some(());
            }
        }
        let half = self.vocabulary.half(word).filter(|_| command.half.is_none())?;
        command.half = Some(half);
        Some(())
    }

    fn name_word(&self, word: &str, command: &mut Command) -> Option<()> {
        if self.is_shy {
            return None;
        }
        if command.practitioner.is_none()
            && let Some(practitioner) = self.known.practitioner(word)
        {
            command.practitioner = Some(practitioner);
            return Some(());
        }
        let care = self.known.care(word).filter(|_| command.care.is_none())?;
        command.care = Some(care);
        Some(())
    }

    fn counted(&self, number: Number, next_word: &str, at: usize, command: &mut Command) -> usize {
        match number {
            Number::Time(time) if command.time.is_none() => {
                command.time = Some(time);
                1
            }
            Number::Minutes(minutes) if command.minutes.is_none() => {
                command.minutes = Some(minutes);
                1
            }
            Number::Date(date) if command.day.is_none() => {
                command.day = Some(date);
                1
            }
            Number::Plain(value) => self.plain(value, next_word, at, command),
            _ => 0,
        }
    }

    /// « 12 mars », « 20 min », « le 12 », « 15 ».
    fn plain(&self, value: u16, next_word: &str, at: usize, command: &mut Command) -> usize {
        if command.day.is_none()
            && let Some(month) = self.vocabulary.month(next_word)
            && let Some(date) = next(u32::from(value), month, self.today)
        {
            command.day = Some(date);
            return 2;
        }
        let has_unit = has(&self.vocabulary.minutes, next_word);
        if has_unit && command.minutes.is_none() && (5..=240).contains(&value) {
            command.minutes = Some(value);
            return 2;
        }
        let before = at.checked_sub(1).and_then(|at| self.words.get(at));
        let is_after_article = before.is_some_and(|word| has(&self.vocabulary.noise, &folded(word)));
        if is_after_article
            && command.day.is_none()
            && let Some(date) = next_of_month(value, self.today)
        {
            command.day = Some(date);
            return 1;
        }
        match as_length(value).filter(|_| command.minutes.is_none()) {
            Some(minutes) => {
                command.minutes = Some(minutes);
                1
            }
            None => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::command::Half;
    use crate::domain::id::{CareTypeId, PractitionerId};

    fn words(list: &str) -> Vec<String> {
        list.split(' ').map(str::to_owned).collect()
    }

    fn vocabulary() -> Vocabulary {
        Vocabulary {
            weekdays: [
                "lundi lu monday",
                "mardi ma tuesday",
                "mercredi me wednesday",
                "jeudi je thursday",
                "vendredi ve friday",
                "samedi sa saturday",
                "dimanche di sunday",
            ]
            .map(words),
            months: [
                "janvier january",
                "fevrier february",
                "mars march",
                "avril april",
                "mai may",
                "juin june",
                "juillet july",
                "aout august",
                "septembre september",
                "octobre october",
                "novembre november",
                "decembre december",
            ]
            .map(words),
            today: words("aujourd auj today"),
            tomorrow: words("demain dem tomorrow"),
            after_tomorrow: words("apresdemain adem"),
            morning: words("matin am"),
            afternoon: words("aprem pm"),
            minutes: words("min mn minutes"),
            noise: words("le a avec the at"),
        }
    }

    fn known() -> Known {
        Known {
            cares: vec![
                (CareTypeId(1), "consultation".to_owned()),
                (CareTypeId(2), "consultation de suivi".to_owned()),
                (CareTypeId(3), "vaccination".to_owned()),
            ],
            people: vec![
                (PractitionerId(1), "dr helene martin".to_owned()),
                (PractitionerId(2), "dr paul petit".to_owned()),
            ],
        }
    }

    /// Who, minutes, day, time, care, practitioner; read on Wednesday 4 March 2026.
    fn read(text: &str) -> String {
        let today = "2026-03-04".parse().unwrap();
        let command = parse(text, &vocabulary(), &known(), today).remove(0);
        let or = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        [
            command.who.clone(),
            or(command.minutes.map(|m| m.to_string())),
            or(command.day.map(|d| d.to_string())),
            or(command.time.map(|t| t.to_string())),
            or(command.care.map(|c| c.to_string())),
            or(command.practitioner.map(|p| p.to_string())),
        ]
        .join("|")
    }

    #[test]
    fn it_is_read_as_it_is_said() {
        for (text, expected) in [
            ("dup 15 jeu", "dup|15|2026-03-05|-|-|-"),
            ("Dupont Jean jeudi 14h30", "Dupont Jean|-|2026-03-05|14:30|-|-"),
            ("dup me", "dup|-|2026-03-11|-|-|-"),
            ("dup auj 9h", "dup|-|2026-03-04|09:00|-|-"),
            ("dup demain 930", "dup|-|2026-03-05|09:30|-|-"),
            ("dup 12/3", "dup|-|2026-03-12|-|-|-"),
            ("dup 1/3", "dup|-|2027-03-01|-|-|-"),
            ("dup 12 mars 20 min", "dup|20|2026-03-12|-|-|-"),
            ("dup le 12", "dup|-|2026-03-12|-|-|-"),
            ("dup 2026-04-01 45'", "dup|45|2026-04-01|-|-|-"),
            ("dup vac petit ven", "dup|-|2026-03-06|-|3|2"),
            ("petit jeu", "petit|-|2026-03-05|-|-|-"),
            ("mar 15 jeu", "mar|15|2026-03-05|-|-|-"),
            ("jeu dup 15", "dup|15|2026-03-05|-|-|-"),
            ("15 dup jeu", "dup|15|2026-03-05|-|-|-"),
            ("dup con jeu", "dup con|-|2026-03-05|-|-|-"),
            ("dup #suivi @mar thu 10:15", "dup|-|2026-03-05|10:15|2|1"),
            ("Éloïse d'Aubigné lun", "Éloïse d'Aubigné|-|2026-03-09|-|-|-"),
            ("0612 jeu", "0612|-|2026-03-05|-|-|-"),
            ("dup 17/05/1980", "dup 17/05/1980|-|-|-|-|-"),
            ("dup 1980", "dup 1980|-|-|-|-|-"),
            ("dup +7", "dup|-|2026-03-11|-|-|-"),
            ("dup 29/2", "dup|-|2028-02-29|-|-|-"),
            ("12/3", "|-|2026-03-12|-|-|-"),
            ("jeu", "|-|2026-03-05|-|-|-"),
            ("", "|-|-|-|-|-"),
            ("dup 31/2 99h 0", "dup 31/2 99h 0|-|-|-|-|-"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_half_of_the_day_and_a_second_reading() {
        let today = "2026-03-04".parse().unwrap();
        let all = parse("dup jeu matin petit", &vocabulary(), &known(), today);
        assert_eq!(all[0].half, Some(Half::Morning));
        assert_eq!(
            (all[0].who.as_str(), all[0].practitioner),
            ("dup", Some(PractitionerId(2)))
        );
        assert_eq!((all[1].who.as_str(), all[1].practitioner), ("dup petit", None));
        assert!(!all[1].is_about_a_day_only() && all.len() == 2);
    }

    #[test]
    fn the_name_of_a_day_may_be_the_beginning_of_a_name() {
        let today = "2026-03-04".parse().unwrap();
        for (text, minutes) in [("mar", None), ("mar 15", Some(15))] {
            let all = parse(text, &vocabulary(), &known(), today);
            assert!(all[0].is_about_a_day_only(), "{text}");
            assert_eq!(
                (all[1].who.as_str(), all[1].day, all[1].minutes),
                ("mar", None, minutes)
            );
        }
    }

    proptest! {
        #[test]
        fn nothing_typed_is_too_odd(text in "\\PC{0,200}") {
            let today = "2026-03-04".parse().unwrap();
            let all = parse(&text, &vocabulary(), &known(), today);
            prop_assert!(!all.is_empty() && all.len() <= 3);
            for command in all {
                prop_assert!(command.day.is_none_or(|day| day >= today));
                prop_assert!(command.minutes.is_none_or(|m| (5..=240).contains(&m)));
            }
        }
    }
}
