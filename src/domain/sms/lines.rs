//! The lines that the practice set up, in the order in which they are tried, and what they may cost.

use std::collections::BTreeMap;

use super::{Budget, Provider};
use crate::domain::contact::Phone;

/// Under which key the prices and ceilings are kept.
pub const RULES: &str = "sms.rules";
/// Longest sender of letters and digits (GSM 03.38).
pub const SENDER_MAX: usize = 11;
/// Codes by text message in 24 hours, until the practice raises it (security §5).
const CODES_A_DAY: u32 = 30;
/// Price of a part where the practice did not say: 65 thousandths of a euro, the order of what French providers ask.
const PRICE_MILLS: u32 = 65;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineSetting {
    /// 128 random bits: its identity, and the path under which its provider reports.
    pub token: String,
    /// Who carries.
    pub provider: Provider,
    /// What may be shown, by the names of [`Provider::fields`].
    pub fields: BTreeMap<String, String>,
    /// The secrets, JSON by the same names, sealed with the device key.
    pub sealed: String,
    /// Whether it is tried.
    pub is_enabled: bool,
}

impl LineSetting {
    /// A field that may be shown; empty where it was not given.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

/// The lines and their ceilings.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Lines {
    /// In the order in which they are tried; kept apart, since they hold secrets.
    #[serde(skip)]
    pub lines: Vec<LineSetting>,
    /// Price of a part, in thousandths of a euro.
    pub price_mills: u32,
    /// The most that a day may cost, in cents; unlimited while nobody said.
    pub cap_cents: Option<u32>,
    /// Whether a patient may get the code by text message; only with a cap.
    pub sends_codes: bool,
    /// Codes by text message in 24 hours (security §5).
    pub codes_a_day: u32,
    /// Beginnings of numbers that are texted besides French mobiles, `+262692` (security T18).
    pub prefixes: Vec<String>,
}

impl Default for Lines {
    fn default() -> Self {
        Self {
            lines: Vec::new(),
            price_mills: PRICE_MILLS,
            cap_cents: None,
            sends_codes: false,
            codes_a_day: CODES_A_DAY,
            prefixes: Vec::new(),
        }
    }
}

/// Why a number is not texted (reminders §6, security T18).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberProblem {
    /// A French number that is no mobile.
    #[error("a fixed line")]
    Fixed,
    /// A country that the practice did not choose.
    #[error("a country that is not texted")]
    Foreign,
}

impl Lines {
    /// The line of a token.
    pub fn line(&self, token: &str) -> Option<&LineSetting> {
        self.lines.iter().find(|line| line.token == token)
    }

    /// Whether anything is tried for patients.
    pub fn serve_patients(&self) -> bool {
        let serves = |line: &LineSetting| line.is_enabled && line.provider.serves_patients();
        self.lines.iter().any(serves)
    }

    /// Whether patients may choose a text message for their code.
    pub fn may_send_codes(&self) -> bool {
        self.sends_codes && self.cap_cents.is_some() && self.serve_patients()
    }

    /// What a day may cost.
    pub fn budget(&self) -> Budget {
        Budget::new(self.price_mills, self.cap_cents)
    }

    /// Whether this number may be texted.
    pub fn may_text(&self, phone: &Phone) -> Result<(), NumberProblem> {
        let is_chosen = self
            .prefixes
            .iter()
            .any(|prefix| phone.as_str().starts_with(prefix));
        if phone.is_french_mobile() || is_chosen {
            Ok(())
        } else if phone.as_str().starts_with("+33") {
            Err(NumberProblem::Fixed)
        } else {
            Err(NumberProblem::Foreign)
        }
    }

    /// Puts a line one place nearer to the front; whether there was one to move.
    pub fn raise(&mut self, token: &str) -> bool {
        let found = self.lines.iter().position(|line| line.token == token);
        match found {
            Some(at) if at > 0 => {
                self.lines.swap(at - 1, at);
                true
            }
            _ => false,
        }
    }

    /// Takes a line away; whether there was one.
    pub fn remove(&mut self, token: &str) -> bool {
        let before = self.lines.len();
        self.lines.retain(|line| line.token != token);
        self.lines.len() < before
    }
}

/// Whether a text can be a sender: up to eleven letters and digits with a letter among them, or a number of at most fifteen digits.
pub fn is_sender(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let is_number = (3..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let is_name = (3..=SENDER_MAX).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
    is_number || is_name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_mobiles_and_chosen_prefixes_are_texted_and_no_other() {
        let lines = Lines {
            prefixes: vec!["+262692".to_owned()],
            ..Lines::default()
        };
        for (number, expected) in [
            ("06 12 34 56 78", Ok(())),
            ("07 12 34 56 78", Ok(())),
            ("+262692123456", Ok(())),
            ("01 23 45 67 89", Err(NumberProblem::Fixed)),
            ("09 12 34 56 78", Err(NumberProblem::Fixed)),
            ("+262262123456", Err(NumberProblem::Foreign)),
            ("+447700900123", Err(NumberProblem::Foreign)),
        ] {
            assert_eq!(
                lines.may_text(&Phone::parse(number).unwrap()),
                expected,
                "{number}"
            );
        }
    }

    #[test]
    fn a_sender_is_a_short_name_or_a_number() {
        for (text, expected) in [
            ("CABINET", true),
            ("Cabinet2026", true),
            ("36180", true),
            ("+33612345678", true),
            ("CABINET ROUX", false),
            ("CABINETDUPARC", false),
            ("Médecin", false),
            ("", false),
        ] {
            assert_eq!(is_sender(text), expected, "{text}");
        }
    }

    #[test]
    fn codes_need_a_line_for_patients_and_a_cap() {
        let line = |provider| LineSetting {
            token: "t".to_owned(),
            provider,
            fields: BTreeMap::new(),
            sealed: String::new(),
            is_enabled: true,
        };
        let mut lines = Lines {
            lines: vec![line(Provider::FreeMobile)],
            sends_codes: true,
            cap_cents: Some(500),
            ..Lines::default()
        };
        assert!(!lines.may_send_codes(), "Free Mobile reaches the practice only");
        lines.lines.push(line(Provider::Brevo));
        assert!(lines.may_send_codes());
        lines.cap_cents = None;
        assert!(!lines.may_send_codes());
    }
}
