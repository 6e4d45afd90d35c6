//! When and with whom, as chosen or typed; booking and moving ask alike.

use chrono::{NaiveDate, SecondsFormat};

use crate::domain::booking::REASON_MAX;
use crate::domain::contact::{FieldProblem, free_text};
use crate::domain::id::PractitionerId;
use crate::domain::slot::Placing;
use crate::domain::staff::StaffMember;
use crate::domain::time::{DayTime, Instant, Zone};
use crate::i18n::Texts;
use crate::web::extract::{FieldErrors, Form};

/// See the module.
#[derive(Clone, Debug, Default)]
pub(in crate::web::admin) struct When {
    /// With whom; `None` is anybody.
    pub(in crate::web::admin) with: Option<PractitionerId>,
    /// Local date looked at.
    pub(in crate::web::admin) day: Option<NaiveDate>,
    /// The start chosen.
    pub(in crate::web::admin) start: Option<Instant>,
    /// A time of that day that is on no list, as typed.
    pub(in crate::web::admin) time: String,
    /// Outside opening hours as well.
    pub(in crate::web::admin) is_outside: bool,
    /// Over other bookings.
    pub(in crate::web::admin) is_over: bool,
    /// Why, as typed.
    pub(in crate::web::admin) reason: String,
}

impl When {
    /// Reads the fields; the buttons `at`, `jump` and `do=other-time` decide over them.
    pub(in crate::web::admin) fn of(form: &Form) -> Self {
        let mut when = Self {
            with: form.parsed("with"),
            day: form.parsed("jump").or_else(|| form.parsed("day")),
            start: form.parsed("start"),
            time: form.get("time").to_owned(),
            is_outside: form.is_ticked("outside"),
            is_over: form.is_ticked("over"),
            reason: form.get("reason").to_owned(),
        };
        if let Some((with, start)) = form.get("at").split_once('|') {
            when.with = with.parse().ok();
            when.start = start.parse().ok();
            when.time.clear();
        }
        if form.get("do") == "other-time" || form.is_ticked("jump") {
            when.start = None;
        }
        when
    }

    /// Who works for some practitioners never books with just anybody: nobody chosen is the first of them.
    #[must_use]
    pub(in crate::web::admin) fn within(self, member: &StaffMember) -> Self {
        let first = member.reach().and_then(|named| named.first().copied());
        Self {
            with: self.with.or(first),
            ..self
        }
    }

    /// The value of a button that chooses a start.
    pub(in crate::web::admin) fn choosing(with: Option<PractitionerId>, start: Instant) -> String {
        let with = with.map_or_else(String::new, |id| id.to_string());
        format!("{with}|{}", start.to_rfc3339_opts(SecondsFormat::Secs, true))
    }

    /// The instant meant: what was typed, else what was chosen.
    pub(in crate::web::admin) fn instant(
        &self,
        zone: Zone,
        t: Texts,
        errors: &mut FieldErrors,
    ) -> Option<Instant> {
        if self.time.is_empty() {
            if self.start.is_none() {
                errors.add("time", t.text("book-time-missing").into_owned());
            }
            return self.start;
        }
        let time = day_time(&self.time).ok_or(FieldProblem::Malformed);
        let time = errors.keep(t, "time", time)?;
        let Some(day) = self.day else {
            errors.add("day", t.text("field-missing").into_owned());
            return None;
        };
        if self.with.is_none() {
            errors.add("with", t.text("book-with-missing").into_owned());
        }
        Some(zone.at(day, time))
    }

    /// Where staff may place it: with a named practitioner at any free minute, with anybody on the grid.
    pub(in crate::web::admin) fn placing(&self) -> Option<Placing> {
        let placing = if self.is_outside {
            Placing::Anywhere
        } else {
            Placing::InOpeningHours
        };
        self.with.map(|_| placing)
    }

    /// The reason of an overbooking that is asked for.
    pub(in crate::web::admin) fn overbooking(&self, t: Texts, errors: &mut FieldErrors) -> Option<String> {
        if self.is_over && self.with.is_none() {
            errors.add("with", t.text("book-with-missing").into_owned());
        }
        self.reason_given(t, errors)
    }

    /// The same where the practitioner is known.
    pub(in crate::web::admin) fn reason_given(&self, t: Texts, errors: &mut FieldErrors) -> Option<String> {
        if !self.is_over {
            return None;
        }
        let reason = free_text(&self.reason, REASON_MAX);
        let reason = reason.and_then(|r| {
            if r.is_empty() {
                Err(FieldProblem::Missing)
            } else {
                Ok(r)
            }
        });
        errors.keep(t, "reason", reason)
    }
}

/// `9:30`, « 9 h 30 », `9h`, `930`.
fn day_time(text: &str) -> Option<DayTime> {
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || "hH:.".contains(c))
        .filter(|part| !part.is_empty())
        .collect();
    let (hour, minute) = match parts.as_slice() {
        [hour, minute] => (*hour, *minute),
        [digits] if digits.len() > 2 => digits.split_at_checked(digits.len() - 2)?,
        [hour] => (*hour, "00"),
        _ => return None,
    };
    format!("{hour}:{minute}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::patient::Language;

    fn typed(query: &str) -> (Option<Instant>, bool) {
        let when = When::of(&Form::parse(query).unwrap());
        let mut errors = FieldErrors::default();
        let zone = Zone::named("Europe/Paris").unwrap();
        let at = when.instant(zone, Texts::of(Language::Fr), &mut errors);
        (at, errors.is_empty())
    }

    #[test]
    fn hours_are_read_as_secretaries_write_them() {
        let nine_thirty: Instant = "2026-03-03T08:30:00Z".parse().unwrap();
        for time in ["9:30", "09:30", "930", "0930", "9h30", "9 h 30", "9H30", "9.30"] {
            let time = time.replace(' ', "+");
            assert_eq!(
                typed(&format!("with=1&day=2026-03-03&time={time}")),
                (Some(nine_thirty), true),
                "{time}"
            );
        }
        let nine: Instant = "2026-03-03T08:00:00Z".parse().unwrap();
        for time in ["9", "9h", "09:00", "9+h"] {
            assert_eq!(
                typed(&format!("with=1&day=2026-03-03&time={time}")),
                (Some(nine), true),
                "{time}"
            );
        }
        for query in [
            "",
            "with=1&day=2026-03-03&time=25:00",
            "with=1&time=9:00",
            "day=2026-03-03&time=9:00",
            "start=x",
        ] {
            assert!(!typed(query).1, "{query}");
        }
    }

    #[test]
    fn a_button_decides_over_the_fields() {
        let form =
            Form::parse("with=1&start=2026-03-03T08:00:00Z&time=7:00&at=2%7C2026-03-04T09:00:00Z").unwrap();
        let when = When::of(&form);
        assert_eq!(when.with, Some(PractitionerId(2)));
        assert_eq!(
            When::choosing(when.with, when.start.unwrap()),
            "2|2026-03-04T09:00:00Z"
        );
        assert!(when.time.is_empty());
        let other = When::of(&Form::parse("start=2026-03-03T08:00:00Z&do=other-time").unwrap());
        assert_eq!(other.start, None);
    }
}
