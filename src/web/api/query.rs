//! The parameters of an address, taken one by one; every mistake at once, each with its place.

use chrono::NaiveDate;

use super::fields::{Wrong, iso_date};
use super::trouble::{Kind, Trouble};
use crate::domain::contact::FieldProblem;
use crate::domain::time::{Interval, Zone};
use crate::web::answer::Halt;
use crate::web::extract::{Form, Visit};

/// Greatest number that every reader of JSON keeps exactly (RFC 8259 §6).
pub(super) const NUMBER_MAX: i64 = (1 << 53) - 1;
/// Longest period of one question, in local days, both ends included.
pub(super) const DAYS_MAX: i64 = 366;

/// See the module.
pub(super) struct Query {
    form: Form,
    wrong: Vec<Wrong>,
}

impl Query {
    /// Of an address; parameters that are not among the known ones are wrong.
    pub(super) fn of(query: Option<&str>, known: &[&str]) -> Self {
        let read = Form::parse(query.unwrap_or(""));
        let is_whole = read.is_some();
        let form = read.unwrap_or_default();
        let strangers = form.fields().map(|(name, _)| name);
        let mut wrong: Vec<Wrong> = strangers
            .filter(|name| !known.contains(name))
            .map(Wrong::unknown_parameter)
            .collect();
        if !is_whole {
            let first = known.first().copied().unwrap_or("");
            wrong.push(Wrong::parameter(first, FieldProblem::Malformed));
        }
        Self { form, wrong }
    }

    fn given(&self, name: &str) -> Option<&str> {
        let mut all = self.form.fields();
        all.find(|(given, _)| *given == name).map(|(_, value)| value)
    }

    fn kept<T>(&mut self, name: &str, read: Result<T, FieldProblem>) -> Option<T> {
        read.map_err(|problem| self.wrong.push(Wrong::parameter(name, problem)))
            .ok()
    }

    /// A number from 1 that may be left out.
    pub(super) fn number(&mut self, name: &str) -> Option<i64> {
        let text = self.given(name)?;
        let number = text.parse().ok().filter(|id| (1..=NUMBER_MAX).contains(id));
        self.kept(name, number.ok_or(FieldProblem::Malformed))
    }

    /// A date that may be left out.
    pub(super) fn date(&mut self, name: &str) -> Option<NaiveDate> {
        let read = iso_date(self.given(name)?);
        self.kept(name, read)
    }

    /// A date that must be there.
    pub(super) fn needed_date(&mut self, name: &str) -> Option<NaiveDate> {
        match self.given(name) {
            None | Some("") => self.kept(name, Err(FieldProblem::Missing)),
            Some(_) => self.date(name),
        }
    }

    /// The local dates `from` (else `usual.0`) and `to` (else `usual.1`, not before `from`), at most `most` days with both included.
    pub(super) fn dates(&mut self, usual: (NaiveDate, NaiveDate), most: i64) -> (NaiveDate, NaiveDate) {
        let from = self.date("from").unwrap_or(usual.0);
        let to = self.date("to").unwrap_or(usual.1.max(from));
        if to < from {
            self.wrong
                .push(Wrong::parameter("to", FieldProblem::EndBeforeStart));
        } else if (to - from).num_days() >= most {
            let (min, max) = (1, most);
            self.wrong
                .push(Wrong::parameter("to", FieldProblem::OutOfRange { min, max }));
        }
        (from, to)
    }

    /// The same as time, at most [`DAYS_MAX`] days.
    pub(super) fn days(&mut self, zone: Zone, usual: (NaiveDate, NaiveDate)) -> Interval {
        let (from, to) = self.dates(usual, DAYS_MAX);
        Interval {
            start: zone.start_of(from),
            end: zone.start_of(to.succ_opt().unwrap_or(to)),
        }
    }

    /// The value when nothing was wrong.
    pub(super) fn finish<T>(self, value: Option<T>) -> Result<T, Vec<Wrong>> {
        match value {
            Some(value) if self.wrong.is_empty() => Ok(value),
            _ => Err(self.wrong),
        }
    }
}

/// What is wrong with an address.
pub(super) fn refused(visit: &Visit, wrong: Vec<Wrong>) -> Halt {
    Trouble::new(Kind::InvalidRequest).at(wrong).halt(visit)
}
