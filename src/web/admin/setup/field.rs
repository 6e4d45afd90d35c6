//! Fields and sections of a form, as the templates draw them. The submitted or prepared [`Form`] is the only source of values, so
//! that what was typed is always shown again.

use super::Context;
use crate::web::extract::{FieldErrors, Form};

/// A titled part of a form.
pub(super) struct Section {
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) fields: Vec<Field>,
    /// Starts closed: few practices need it.
    pub(super) is_folded: bool,
    pub(super) is_open: bool,
}

impl Section {
    pub(super) fn new(title: String, fields: Vec<Field>) -> Self {
        Self {
            title,
            lead: String::new(),
            fields,
            is_folded: false,
            is_open: false,
        }
    }

    pub(super) fn led(mut self, lead: String) -> Self {
        self.lead = lead;
        self
    }

    /// Open when something in it is wrong: its title says the rest.
    pub(super) fn told_by_title(mut self) -> Self {
        self.is_folded = true;
        self.is_open = self.fields.iter().any(|field| field.error.is_some());
        self
    }

    /// Open when something in it is wrong or differs from `usual`.
    pub(super) fn folded(mut self, form: &Form, usual: &Form) -> Self {
        self.is_folded = true;
        self.is_open = self.fields.iter().any(|field| {
            let differs = |name: &str| form.get(name) != usual.get(name);
            field.error.is_some() || field.names().iter().any(|name| differs(name))
        });
        self
    }
}

/// One question.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) error: Option<String>,
    pub(super) value: String,
    pub(super) placeholder: String,
    pub(super) input: Input,
    pub(super) is_needed: bool,
    pub(super) is_wide: bool,
}

/// How it is answered.
pub(super) enum Input {
    /// One line of at most so many characters.
    Line(usize),
    /// The password of whoever is signed in here, never shown again.
    Secret,
    /// A password of somewhere else, which the browser must not fill in by itself; never shown again.
    OtherSecret,
    /// Several lines.
    Lines(usize),
    /// A whole number.
    Number,
    /// A number with a unit in the field `<name>_unit`.
    Length(Vec<Choice>),
    /// A date.
    Date,
    /// A colour.
    Colour,
    /// One box.
    Tick,
    /// One of several.
    Select(Vec<Choice>),
    /// One of several whose words are worth reading side by side.
    Radios(Vec<Choice>),
    /// Any of several, each a field of its own.
    Ticks(Vec<Choice>),
    /// A button that only draws the form again (field `act`).
    Act,
    /// No question: the label is a remark.
    Note,
}

/// One possibility. For [`Input::Ticks`] the value is the name of a field.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) is_chosen: bool,
}

impl Field {
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    pub(super) fn needed(mut self) -> Self {
        self.is_needed = true;
        self
    }

    pub(super) fn wide(mut self) -> Self {
        self.is_wide = true;
        self
    }

    pub(super) fn placeholder(mut self, text: impl Into<String>) -> Self {
        self.placeholder = text.into();
        self
    }

    pub(super) fn labelled(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// What describes it to a screen reader: ids of hint and error.
    pub(super) fn described_by(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.name));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }

    /// The fields of the form it stands for.
    pub(super) fn names(&self) -> Vec<String> {
        match &self.input {
            Input::Ticks(ticks) => ticks.iter().map(|tick| tick.value.clone()).collect(),
            Input::Length(_) => vec![self.name.clone(), format!("{}_unit", self.name)],
            Input::Act | Input::Note => Vec::new(),
            _ => vec![self.name.clone()],
        }
    }

    /// The answer in words, to compare two of them.
    pub(super) fn answer(&self) -> String {
        let chosen = |all: &[Choice]| {
            let labels = all.iter().filter(|c| c.is_chosen).map(|c| c.label.as_str());
            labels.collect::<Vec<_>>().join(", ")
        };
        match &self.input {
            Input::Select(all) | Input::Radios(all) | Input::Ticks(all) => chosen(all),
            Input::Length(units) => format!("{} {}", self.value, chosen(units)),
            Input::Tick if self.value.is_empty() => "–".to_owned(),
            Input::Tick => "✓".to_owned(),
            _ => self.value.clone(),
        }
    }
}

/// Makes fields with the values and mistakes of one form.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    pub(super) ctx: &'a Context,
    pub(super) form: &'a Form,
    pub(super) errors: &'a FieldErrors,
}

impl Fields<'_> {
    /// A field; `label` is a key.
    pub(super) fn field(&self, name: impl Into<String>, label: &str, input: Input) -> Field {
        let name = name.into();
        Field {
            label: self.ctx.text(label),
            hint: String::new(),
            error: self.errors.of(&name).map(str::to_owned),
            value: self.form.get(&name).to_owned(),
            placeholder: String::new(),
            is_needed: false,
            is_wide: matches!(
                input,
                Input::Lines(_) | Input::Ticks(_) | Input::Note | Input::Act
            ),
            input,
            name,
        }
    }

    pub(super) fn text(&self, key: &str) -> String {
        self.ctx.text(key)
    }

    /// A choice between values with their labels.
    pub(super) fn select(
        &self,
        name: &str,
        label: &str,
        choices: impl IntoIterator<Item = (String, String)>,
    ) -> Field {
        self.field(name, label, Input::Select(self.choices(name, choices)))
    }

    pub(super) fn choices(
        &self,
        name: &str,
        choices: impl IntoIterator<Item = (String, String)>,
    ) -> Vec<Choice> {
        let value = self.form.get(name);
        let choice = |(key, label): (String, String)| Choice {
            is_chosen: key == value,
            value: key,
            label,
        };
        choices.into_iter().map(choice).collect()
    }

    /// Boxes, each a field of its own; pairs of field and label.
    pub(super) fn ticks(
        &self,
        name: &str,
        label: &str,
        boxes: impl IntoIterator<Item = (String, String)>,
    ) -> Field {
        let tick = |(name, label): (String, String)| Choice {
            is_chosen: self.form.is_ticked(&name),
            value: name,
            label,
        };
        self.field(name, label, Input::Ticks(boxes.into_iter().map(tick).collect()))
    }
}
