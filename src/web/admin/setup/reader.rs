//! Reads a form of the set-up field by field and notes every mistake at its field (security T9).

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::hours;
use crate::domain::contact::{FieldProblem, plain_line, plain_text};
use crate::domain::schedule::PLANNED_YEARS;
use crate::domain::time::DayTime;
use crate::i18n::Texts;
use crate::web::extract::{FieldErrors, Form};

/// A form and what was found wrong in it so far.
pub(super) struct Reader<'a> {
    pub(super) t: Texts,
    pub(super) form: &'a Form,
    errors: FieldErrors,
}

impl<'a> Reader<'a> {
    pub(super) fn new(t: Texts, form: &'a Form) -> Self {
        Self {
            t,
            form,
            errors: FieldErrors::default(),
        }
    }

    /// The value when nothing was wrong.
    pub(super) fn finish<T>(self, value: T) -> Result<T, FieldErrors> {
        if self.errors.is_empty() {
            Ok(value)
        } else {
            Err(self.errors)
        }
    }

    /// How many fields are wrong so far.
    pub(super) fn mistakes(&self) -> usize {
        self.errors.all().count()
    }

    pub(super) fn refuse(&mut self, name: &str, problem: FieldProblem) {
        self.errors.keep::<()>(self.t, name, Err(problem));
    }

    /// Takes a parsed value, or notes why it was refused.
    pub(super) fn kept<T>(&mut self, name: &str, parsed: Result<T, FieldProblem>) -> Option<T> {
        self.errors.keep(self.t, name, parsed)
    }

    /// Notes words of our own.
    pub(super) fn refuse_saying(&mut self, name: &str, text: String) {
        self.errors.add(name, text);
    }

    /// One line, may be empty.
    pub(super) fn line(&mut self, name: &str, max: usize) -> String {
        let typed = self.form.get(name);
        self.kept(name, plain_line(typed, max)).unwrap_or_default()
    }

    /// One line that must not be empty.
    pub(super) fn needed_line(&mut self, name: &str, max: usize) -> String {
        if self.form.get(name).is_empty() {
            self.refuse(name, FieldProblem::Missing);
        }
        self.line(name, max)
    }

    /// Several lines, may be empty.
    pub(super) fn lines(&mut self, name: &str, max: usize) -> String {
        let typed = self.form.get(name);
        self.kept(name, plain_text(typed, max)).unwrap_or_default()
    }

    /// A whole number, `None` when nothing was typed.
    pub(super) fn number(&mut self, name: &str, min: u16, max: u16) -> Option<u16> {
        let typed = self.form.get(name);
        if typed.is_empty() {
            return None;
        }
        let is_plain = typed.bytes().all(|b| b.is_ascii_digit());
        let number = typed.parse().ok().filter(|n| is_plain && (min..=max).contains(n));
        if number.is_none() {
            let (min, max) = (min.into(), max.into());
            self.refuse(name, FieldProblem::OutOfRange { min, max });
        }
        number
    }

    /// A whole number that must be there.
    pub(super) fn needed_number(&mut self, name: &str, min: u16, max: u16) -> u16 {
        if self.form.get(name).is_empty() {
            self.refuse(name, FieldProblem::Missing);
        }
        self.number(name, min, max).unwrap_or(min)
    }

    /// Minutes.
    pub(super) fn minutes(&mut self, name: &str, min: u16, max: u16) -> Option<TimeDelta> {
        self.number(name, min, max).map(|n| TimeDelta::minutes(n.into()))
    }

    /// A number with its unit; at most `max`.
    pub(super) fn length(&mut self, name: &str, max: TimeDelta) -> Option<TimeDelta> {
        let number = i64::from(self.number(name, 0, 9999)?);
        let unit = match self.form.get(&format!("{name}_unit")) {
            "min" => TimeDelta::minutes(1),
            "h" => TimeDelta::hours(1),
            "d" => TimeDelta::days(1),
            _ => {
                self.refuse(name, FieldProblem::UnknownChoice);
                return None;
            }
        };
        let length = TimeDelta::seconds(unit.num_seconds() * number);
        if length > max {
            let max = max.num_seconds() / unit.num_seconds();
            self.refuse(name, FieldProblem::OutOfRange { min: 0, max });
            return None;
        }
        Some(length)
    }

    /// A date, `None` when nothing was typed. Takes `2026-12-31` and `31/12/2026`.
    pub(super) fn date(&mut self, name: &str) -> Option<NaiveDate> {
        let typed = self.form.get(name);
        if typed.is_empty() {
            return None;
        }
        let date = parsed_date(typed).filter(|date| PLANNED_YEARS.contains(&date.year()));
        if date.is_none() {
            self.refuse(name, FieldProblem::Malformed);
        }
        date
    }

    /// A date that must be there.
    pub(super) fn needed_date(&mut self, name: &str) -> Option<NaiveDate> {
        if self.form.get(name).is_empty() {
            self.refuse(name, FieldProblem::Missing);
        }
        self.date(name)
    }

    /// A time of day, `None` when nothing was typed.
    pub(super) fn hour(&mut self, name: &str) -> Option<DayTime> {
        let typed = self.form.get(name);
        if typed.is_empty() {
            return None;
        }
        let time = hours::time(typed);
        if time.is_none() {
            let text = self
                .t
                .with("setup-hour-malformed", &[("typed", short(typed).into())]);
            self.refuse_saying(name, text);
        }
        time
    }

    /// One of several; anything else is refused.
    pub(super) fn chosen<T>(&mut self, name: &str, of: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let choice = of(self.form.get(name));
        if choice.is_none() {
            self.refuse(name, FieldProblem::UnknownChoice);
        }
        choice
    }

    /// `#rrggbb`.
    pub(super) fn colour(&mut self, name: &str) -> String {
        let typed = self.form.get(name).to_ascii_lowercase();
        let digits = typed.strip_prefix('#').unwrap_or("");
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            self.refuse(name, FieldProblem::Malformed);
        }
        typed
    }
}

/// For a message: a long text is cut.
pub(super) fn short(typed: &str) -> String {
    typed.chars().take(30).collect()
}

/// A date as it is typed: `2026-12-31` or `31/12/2026`.
pub(super) fn parsed_date(typed: &str) -> Option<NaiveDate> {
    if let Ok(date) = typed.parse() {
        return Some(date);
    }
    let mut parts = typed.splitn(3, ['/', '.']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}
