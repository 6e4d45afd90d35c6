//! What is counted, as the address says.

use chrono::{Datelike, Days, NaiveDate};

use crate::app::StatisticsFilter;
use crate::domain::agenda::SetUp;
use crate::domain::contact::FieldProblem;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::i18n::Texts;
use crate::web::extract::{FieldErrors, Form};

/// Dates outside these years are no day of a practice.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2119;
/// Longest span counted, in local days.
const DAYS_MAX: i64 = 1100;
/// Span shown at first: up to yesterday.
const USUAL: u64 = 90;

/// The form of the filter, what is wrong in it, and what is counted.
pub(super) struct Choice {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) errors: FieldErrors,
    pub(super) filter: StatisticsFilter,
}

/// An option of a list: value, name, chosen.
pub(super) type Choose = (String, String, bool);

impl Choice {
    /// Reads `from`, `to`, `practitioner` and `care`; what cannot be read is refused at its field, and the usual is counted.
    pub(super) fn of(t: Texts, asked: &Form, set_up: &SetUp, today: NaiveDate) -> Self {
        let mut errors = FieldErrors::default();
        let back = |days: u64| today.checked_sub_days(Days::new(days)).unwrap_or(today);
        let usual = (back(USUAL), back(1));
        let mut date = |name: &str, usual: NaiveDate| match asked.get(name) {
            "" => usual,
            typed => {
                let read = typed
                    .parse()
                    .ok()
                    .filter(|date: &NaiveDate| YEARS.contains(&date.year()));
                let kept = errors.keep(t, name, read.ok_or(FieldProblem::UnknownChoice));
                kept.unwrap_or(usual)
            }
        };
        let (from, to) = (date("from", usual.0), date("to", usual.1));
        let mut dates = (from, to);
        if to < from {
            errors.add("to", t.text("statistics-dates-crossed").into_owned());
            dates = usual;
        } else if (to - from).num_days() > DAYS_MAX {
            errors.add("to", t.text("statistics-too-long").into_owned());
            dates = usual;
        }
        let practitioner = asked.parsed("practitioner").map(PractitionerId);
        let care = asked.parsed("care").map(CareTypeId);
        let typed = |name: &str, date: NaiveDate| match asked.get(name) {
            "" => date.to_string(),
            typed => typed.to_owned(),
        };
        Self {
            from: typed("from", from),
            to: typed("to", to),
            errors,
            filter: StatisticsFilter {
                dates,
                practitioner: practitioner.filter(|id| set_up.practitioners.contains_key(id)),
                care: care.filter(|id| set_up.care_types.contains_key(id)),
            },
        }
    }

    /// The same for a link.
    pub(super) fn query(&self) -> String {
        let (from, to) = self.filter.dates;
        let who = self.filter.practitioner.map(|id| format!("&practitioner={id}"));
        let care = self.filter.care.map(|id| format!("&care={id}"));
        let (who, care) = (who.unwrap_or_default(), care.unwrap_or_default());
        format!("from={from}&to={to}{who}{care}")
    }

    /// Dates, who and which care, for paper as well.
    pub(super) fn words(&self, t: Texts, set_up: &SetUp) -> String {
        let chosen = |list: Vec<Choose>| list.into_iter().find(|(_, _, is)| *is).map(|(_, name, _)| name);
        let (from, to) = self.filter.dates;
        let who = chosen(self.practitioners(t, set_up)).unwrap_or_default();
        let care = chosen(self.cares(t, set_up)).unwrap_or_default();
        t.with(
            "statistics-counted",
            &[
                ("from", t.date_plain(from).into()),
                ("to", t.date_plain(to).into()),
                ("practitioner", who.into()),
                ("care", care.into()),
            ],
        )
    }

    /// Everybody, then each practitioner; those who left are kept for the past.
    pub(super) fn practitioners(&self, t: Texts, set_up: &SetUp) -> Vec<Choose> {
        let chosen = self.filter.practitioner;
        let all = (
            String::new(),
            t.text("statistics-all-practitioners").into_owned(),
            chosen.is_none(),
        );
        let each = set_up.practitioners.values();
        let each = each.map(|p| (p.id.to_string(), p.name.clone(), chosen == Some(p.id)));
        std::iter::once(all).chain(each).collect()
    }

    /// Every care type, archived ones included.
    pub(super) fn cares(&self, t: Texts, set_up: &SetUp) -> Vec<Choose> {
        let chosen = self.filter.care;
        let all = (
            String::new(),
            t.text("statistics-all-cares").into_owned(),
            chosen.is_none(),
        );
        let each = set_up.care_types.values();
        let each = each.map(|care| (care.id.to_string(), care.name.clone(), chosen == Some(care.id)));
        std::iter::once(all).chain(each).collect()
    }
}
