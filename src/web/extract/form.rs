//! Submitted forms: every field as typed, every mistake at once.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};

use crate::domain::contact::FieldProblem;
use crate::i18n::Texts;
use crate::web::error::Problem;

/// Most fields in a form.
const FIELDS_MAX: usize = 200;

/// The fields of an `application/x-www-form-urlencoded` body. A field that comes twice is refused (security 15.3.7).
///
/// A button says what it stands for in its name, `name="start=2026-03-03T08:00:00Z"`: text browsers read a button's value aloud in the
/// place of its words, so that buttons of patients' pages have none.
#[derive(Clone, Debug, Default)]
pub struct Form(BTreeMap<String, String>);

impl Form {
    /// Reads `name=value&…`; `None` for a repeated name or too many fields.
    pub fn parse(encoded: &str) -> Option<Self> {
        let mut fields = BTreeMap::new();
        for pair in encoded.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decoded(name), decoded(value));
            let (name, value) = match name.split_once('=') {
                Some((button, stands_for)) => (button.to_owned(), stands_for.to_owned()),
                None => (name, value),
            };
            let is_new = fields.insert(name, value).is_none();
            if !is_new || fields.len() > FIELDS_MAX {
                return None;
            }
        }
        Some(Self(fields))
    }

    /// What was typed, without surrounding blanks; empty when the field did not come.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }

    /// What was typed with its blanks: passwords.
    pub fn exact(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Whether the field came at all, filled in or not.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Whether a box was ticked.
    pub fn is_ticked(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// A value that parses, `None` for a missing or malformed one.
    pub fn parsed<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name).parse().ok()
    }

    /// Puts a value where one would have come: forms that are filled from what is written.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.insert(name.into(), value.into());
    }

    /// Names and values, sorted by name.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl<S: Sync> FromRequest<S> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        if !kind
            .unwrap_or("")
            .starts_with("application/x-www-form-urlencoded")
        {
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let bytes = axum::body::to_bytes(request.into_body(), usize::MAX).await;
        let bytes = bytes.map_err(|_| Problem::new(StatusCode::BAD_REQUEST))?;
        let text = std::str::from_utf8(&bytes).map_err(|_| Problem::new(StatusCode::BAD_REQUEST))?;
        Self::parse(text).ok_or_else(|| Problem::new(StatusCode::UNPROCESSABLE_ENTITY))
    }
}

/// `+` and `%xx`; bytes that are no UTF-8 become replacement characters, which no validator accepts.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let escaped = hex
            .filter(|_| byte == b'%')
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(escaped.unwrap_or(if byte == b'+' { b' ' } else { byte }));
        rest = if escaped.is_some() {
            after.get(2..).unwrap_or(&[])
        } else {
            after
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What is wrong with a form, by field, in the visitor's language.
#[derive(Clone, Debug, Default)]
pub struct FieldErrors(BTreeMap<String, String>);

impl FieldErrors {
    /// Notes the text for a field; the first one stays.
    pub fn add(&mut self, field: impl Into<String>, text: String) {
        self.0.entry(field.into()).or_insert(text);
    }

    /// Takes a parsed value, or notes why it was refused.
    pub fn keep<T>(&mut self, t: Texts, field: &str, parsed: Result<T, FieldProblem>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(problem) => {
                self.add(field, worded(t, &problem));
                None
            }
        }
    }

    /// The text for a field, if it is wrong.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(String::as_str)
    }

    /// Field and text, for the summary at the top.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, text)| (field.as_str(), text.as_str()))
    }

    /// Nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What is wrong with a field, in the visitor's language.
pub fn worded(t: Texts, problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::Missing => t.text("field-missing").into_owned(),
        FieldProblem::TooLong { max } => t.with("field-too-long", &[("max", (*max).into())]),
        FieldProblem::Character(c) => t.with("field-character", &[("character", c.to_string().into())]),
        FieldProblem::Malformed => t.text("field-malformed").into_owned(),
        FieldProblem::OutOfRange { min, max } => t.with(
            "field-out-of-range",
            &[("min", (*min).into()), ("max", (*max).into())],
        ),
        FieldProblem::UnknownChoice => t.text("field-unknown-choice").into_owned(),
        FieldProblem::SocialSecurityNumber => t.text("field-social-security").into_owned(),
        FieldProblem::EndBeforeStart => t.text("field-end-before-start").into_owned(),
        FieldProblem::Taken => t.text("field-taken").into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_decoded_once_and_repeated_fields_refused() {
        let form = Form::parse("family=d%27Aubign%C3%A9+&given=L%C3%A9a&raw=%2541&empty=&odd=%zz%2").unwrap();
        assert_eq!(form.get("family"), "d'Aubigné");
        assert_eq!(form.get("given"), "Léa");
        assert_eq!(form.get("raw"), "%41");
        assert_eq!(form.get("odd"), "%zz%2");
        assert_eq!(form.get("absent"), "");
        assert!(!form.is_ticked("empty"));
        assert!(Form::parse("a=1&a=2").is_none());
        assert!(Form::parse("a=1&%61=2").is_none());
    }

    #[test]
    fn a_button_stands_for_what_its_name_says_whatever_it_is_called() {
        for called in ["", "9+h", "Submit"] {
            let form = Form::parse(&format!("care=1&start%3D2026-03-03T08%3A00%3A00Z={called}")).unwrap();
            assert_eq!(form.get("start"), "2026-03-03T08:00:00Z");
            assert_eq!(form.fields().count(), 2);
        }
        assert!(Form::parse("do=make&do%3Dend=").is_none());
    }
}
