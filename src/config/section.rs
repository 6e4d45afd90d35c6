//! Reading one section: each getter takes file or environment, records what is unfit, and never stops at the first.

use std::collections::BTreeMap;

use super::environment::Environment;
use super::key::Key;
use super::problem::{Origin, Unfit};

/// A value as written, with its place.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub(super) value: Value,
    pub(super) origin: Origin,
}

/// The shapes a key may take.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Number(i64),
    Flag(bool),
    List(Vec<String>),
    /// From the environment: the key decides what the text means.
    Variable(String),
    /// A date, a table, a fraction: no key takes one.
    Other,
}

/// One section while it is read.
pub(super) struct Section<'a> {
    name: &'static str,
    written: BTreeMap<&'static str, Written>,
    problems: &'a mut Vec<(Origin, String, Unfit)>,
}

impl<'a> Section<'a> {
    /// The keys of the section from the file, replaced by the environment where it has them.
    pub(super) fn new(
        name: &'static str,
        keys: impl Iterator<Item = &'static Key>,
        mut file: BTreeMap<&'static str, Written>,
        environment: &Environment,
        problems: &'a mut Vec<(Origin, String, Unfit)>,
    ) -> Self {
        for key in keys {
            let variable = key.variable();
            if let Some(text) = environment.get(&variable) {
                let value = Value::Variable(text.to_owned());
                let origin = Origin::Variable(variable);
                file.insert(key.name, Written { value, origin });
            }
        }
        Self {
            name,
            written: file,
            problems,
        }
    }

    /// Records a problem of a key at the place it was written.
    pub(super) fn refuse(&mut self, key: &'static str, unfit: Unfit) {
        let origin = self.written.get(key).map_or(Origin::Absent, |w| w.origin.clone());
        self.problems
            .push((origin, format!("{}.{key}", self.name), unfit));
    }

    /// Whether the key is written anywhere.
    pub(super) fn has(&self, key: &'static str) -> bool {
        self.written.contains_key(key)
    }

    /// A text that `parse` accepts; `None` when absent or refused.
    pub(super) fn parsed<T>(
        &mut self,
        key: &'static str,
        parse: impl FnOnce(&str) -> Result<T, Unfit>,
    ) -> Option<T> {
        let parsed = match &self.written.get(key)?.value {
            Value::Text(text) | Value::Variable(text) => parse(text),
            _ => Err(Unfit::NotText),
        };
        self.kept(key, parsed)
    }

    /// A list of texts that `parse` accepts one by one; commas separate them in the environment.
    pub(super) fn list<T>(
        &mut self,
        key: &'static str,
        parse: impl Fn(&str) -> Result<T, Unfit>,
    ) -> Option<Vec<T>> {
        let parsed = match &self.written.get(key)?.value {
            Value::List(items) => items.iter().map(|item| parse(item)).collect(),
            Value::Variable(text) => text.split(',').map(|item| parse(item.trim())).collect(),
            _ => Err(Unfit::NotList),
        };
        self.kept(key, parsed)
    }

    /// A whole number from `min` to `max`, both included.
    pub(super) fn number<T: TryFrom<i64>>(&mut self, key: &'static str, min: i64, max: i64) -> Option<T> {
        let number = match &self.written.get(key)?.value {
            Value::Number(number) => Some(*number),
            Value::Variable(text) => text.trim().parse().ok(),
            _ => None,
        };
        let fit = number
            .filter(|n| (min..=max).contains(n))
            .and_then(|n| T::try_from(n).ok());
        self.kept(key, fit.ok_or(Unfit::NotNumber { min, max }))
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let flag = match &self.written.get(key)?.value {
            Value::Flag(flag) => Ok(*flag),
            Value::Variable(text) => text.trim().parse().map_err(|_| Unfit::NotFlag),
            _ => Err(Unfit::NotFlag),
        };
        self.kept(key, flag)
    }

    fn kept<T>(&mut self, key: &'static str, parsed: Result<T, Unfit>) -> Option<T> {
        parsed.map_err(|unfit| self.refuse(key, unfit)).ok()
    }
}
