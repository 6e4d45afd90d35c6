//! The members of a JSON object, taken one by one; every mistake at once, each with its place.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde_json::{Map, Value, json};

use crate::domain::contact::FieldProblem;
use crate::domain::schedule::PLANNED_YEARS;
use crate::domain::time::Instant;
use crate::i18n::Texts;
use crate::web::extract::worded;

/// Mistakes listed at most: a hostile object must not make a larger answer.
const WRONG_MAX: usize = 20;
/// Characters of an unknown name that are repeated in the answer.
const NAME_MAX_CHARS: usize = 60;

/// Where a request is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// JSON pointer into the body, as a URI fragment.
    Pointer(String),
    /// Parameter of the query.
    Parameter(String),
    /// Header.
    Header(&'static str),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Flaw {
    Unknown,
    /// The rules refuse it: key of a text.
    Refused(&'static str),
    Field(FieldProblem),
}

/// One mistake and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    place: Place,
    flaw: Flaw,
}

impl Wrong {
    /// A member whose value is none of those possible.
    pub(super) fn choice(name: &str) -> Self {
        Self {
            place: Place::Pointer(format!("#/{name}")),
            flaw: Flaw::Field(FieldProblem::UnknownChoice),
        }
    }

    /// A member that the rules refuse, in words of their own.
    pub(super) fn saying(name: &str, key: &'static str) -> Self {
        Self {
            place: Place::Pointer(format!("#/{name}")),
            flaw: Flaw::Refused(key),
        }
    }

    /// A header that cannot be used.
    pub(super) fn header(name: &'static str) -> Self {
        Self {
            place: Place::Header(name),
            flaw: Flaw::Field(FieldProblem::Malformed),
        }
    }

    /// A query parameter that cannot be used.
    pub(super) fn parameter(name: &str, problem: FieldProblem) -> Self {
        Self {
            place: Place::Parameter(clipped(name)),
            flaw: Flaw::Field(problem),
        }
    }

    /// A query parameter that nobody knows.
    pub(super) fn unknown_parameter(name: &str) -> Self {
        Self {
            place: Place::Parameter(clipped(name)),
            flaw: Flaw::Unknown,
        }
    }

    /// The member of the problem document's `errors`.
    pub(super) fn told(&self, t: Texts) -> Value {
        let detail = match &self.flaw {
            Flaw::Unknown => t.text("api-unknown-field").into_owned(),
            Flaw::Refused(key) => t.text(key).into_owned(),
            Flaw::Field(problem) => worded(t, problem),
        };
        match &self.place {
            Place::Pointer(pointer) => json!({ "pointer": pointer, "detail": detail }),
            Place::Parameter(name) => json!({ "parameter": name, "detail": detail }),
            Place::Header(name) => json!({ "header": name, "detail": detail }),
        }
    }
}

/// See the module. `null` counts as absent.
pub(super) struct Fields {
    object: Map<String, Value>,
    pointer: String,
    wrong: Vec<Wrong>,
}

impl Fields {
    pub(super) fn new(object: Map<String, Value>) -> Self {
        Self {
            object,
            pointer: "#".to_owned(),
            wrong: Vec::new(),
        }
    }

    /// Takes a member out if it is `null`, and says whether it was.
    pub(super) fn is_null(&mut self, name: &str) -> bool {
        let is_null = self.object.get(name).is_some_and(Value::is_null);
        if is_null {
            self.object.remove(name);
        }
        is_null
    }

    /// Takes a member out as it is.
    pub(super) fn raw(&mut self, name: &str) -> Option<Value> {
        self.object.remove(name)
    }

    /// Whether a member is there, and is not `null`.
    pub(super) fn has(&self, name: &str) -> bool {
        self.object.get(name).is_some_and(|value| !value.is_null())
    }

    /// Whether a member is this very text.
    pub(super) fn says(&self, name: &str, text: &str) -> bool {
        self.object.get(name).and_then(Value::as_str) == Some(text)
    }

    /// Takes a member that may be left out: as it was before, or `null`: no longer.
    pub(super) fn kept<T: Clone>(
        &mut self,
        name: &str,
        before: Option<&T>,
        read: impl FnOnce(&Value) -> Result<T, FieldProblem>,
    ) -> Option<T> {
        if self.is_null(name) {
            return None;
        }
        if !self.has(name) {
            return before.cloned();
        }
        self.optional(name, read)
    }

    /// Takes a member that may be left out.
    pub(super) fn optional<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&Value) -> Result<T, FieldProblem>,
    ) -> Option<T> {
        let value = self.raw(name).filter(|value| !value.is_null())?;
        self.keep(name, read(&value))
    }

    /// Takes a member that must be there.
    pub(super) fn required<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&Value) -> Result<T, FieldProblem>,
    ) -> Option<T> {
        let value = self.raw(name).unwrap_or(Value::Null);
        let read = if value.is_null() {
            Err(FieldProblem::Missing)
        } else {
            read(&value)
        };
        self.keep(name, read)
    }

    /// Takes an object inside, whose mistakes are noted with this one's.
    pub(super) fn inside<T>(
        &mut self,
        name: &str,
        object: Map<String, Value>,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let mut inner = Self {
            object,
            pointer: format!("{}/{name}", self.pointer),
            wrong: Vec::new(),
        };
        let value = read(&mut inner);
        let wrong = inner.finish();
        let value = value.filter(|_| wrong.is_empty());
        self.wrong.extend(wrong);
        value
    }

    /// Notes what is wrong with a member.
    pub(super) fn refuse(&mut self, name: &str, problem: FieldProblem) {
        self.wrong.push(Wrong {
            place: Place::Pointer(format!("{}/{name}", self.pointer)),
            flaw: Flaw::Field(problem),
        });
    }

    /// Notes that the rules refuse a member, in words of their own.
    pub(super) fn refuse_saying(&mut self, name: &str, key: &'static str) {
        self.wrong.push(Wrong {
            place: Place::Pointer(format!("{}/{name}", self.pointer)),
            flaw: Flaw::Refused(key),
        });
    }

    fn keep<T>(&mut self, name: &str, read: Result<T, FieldProblem>) -> Option<T> {
        read.map_err(|problem| self.refuse(name, problem)).ok()
    }

    /// Every mistake; members that nobody took are mistakes too.
    pub(super) fn finish(mut self) -> Vec<Wrong> {
        for name in self.object.keys().take(WRONG_MAX) {
            let escaped = clipped(name).replace('~', "~0").replace('/', "~1");
            self.wrong.push(Wrong {
                place: Place::Pointer(format!("{}/{escaped}", self.pointer)),
                flaw: Flaw::Unknown,
            });
        }
        self.wrong.truncate(WRONG_MAX);
        self.wrong
    }
}

fn clipped(name: &str) -> String {
    name.chars().take(NAME_MAX_CHARS).collect()
}

/// A whole number.
pub(super) fn integer(value: &Value) -> Result<i64, FieldProblem> {
    value.as_i64().ok_or(FieldProblem::Malformed)
}

/// A whole number from `min` to `max`.
pub(super) fn count(value: &Value, min: u16, max: u16) -> Result<u16, FieldProblem> {
    let number = u16::try_from(integer(value)?).ok();
    let fit = number.filter(|n| (min..=max).contains(n));
    fit.ok_or(FieldProblem::OutOfRange {
        min: min.into(),
        max: max.into(),
    })
}

/// An instant in RFC 3339; without an offset it would be a reading of some wall, so it is refused.
pub(super) fn instant(value: &Value) -> Result<Instant, FieldProblem> {
    let text = value.as_str().ok_or(FieldProblem::Malformed)?;
    let at = DateTime::parse_from_rfc3339(text).map_err(|_| FieldProblem::Malformed)?;
    Ok(at.with_timezone(&Utc))
}

/// A date in ISO 8601.
pub(super) fn date(value: &Value) -> Result<NaiveDate, FieldProblem> {
    let text = value.as_str().ok_or(FieldProblem::Malformed)?;
    iso_date(text)
}

/// `2026-03-02`, nothing looser.
pub(super) fn iso_date(text: &str) -> Result<NaiveDate, FieldProblem> {
    let parts = (
        text.get(..4),
        text.get(4..5),
        text.get(5..7),
        text.get(7..8),
        text.get(8..),
    );
    let (Some(year), Some("-"), Some(month), Some("-"), Some(day)) = parts else {
        return Err(FieldProblem::Malformed);
    };
    let digits = |part: &str, count: usize| {
        let is_plain = part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        is_plain.then(|| part.parse().ok()).flatten()
    };
    let year = digits(year, 4).and_then(|year| i32::try_from(year).ok());
    let date = year
        .zip(digits(month, 2).zip(digits(day, 2)))
        .and_then(|(year, (month, day))| NaiveDate::from_ymd_opt(year, month, day));
    date.ok_or(FieldProblem::Malformed)
}

/// A date in the years in which practices plan.
pub(super) fn planned_date(value: &Value) -> Result<NaiveDate, FieldProblem> {
    planned(date(value)?)
}

/// The same of a date that was read already.
pub(super) fn planned(date: NaiveDate) -> Result<NaiveDate, FieldProblem> {
    let is_planned = PLANNED_YEARS.contains(&date.year());
    is_planned.then_some(date).ok_or(FieldProblem::Malformed)
}

/// Yes or no.
pub(super) fn flag(value: &Value) -> Result<bool, FieldProblem> {
    value.as_bool().ok_or(FieldProblem::Malformed)
}

/// A text that `parse` accepts.
pub(super) fn text<T>(
    parse: impl FnOnce(&str) -> Result<T, FieldProblem>,
) -> impl FnOnce(&Value) -> Result<T, FieldProblem> {
    move |value| parse(value.as_str().ok_or(FieldProblem::Malformed)?)
}
