//! What the law asks a practice to say of its site: who publishes it (loi n° 2004-575, article 6), and how accessible it is (loi
//! n° 2005-102, article 47; RGAA 4.1, chapter on the declaration).

use chrono::NaiveDate;

use super::contact::FieldProblem;
use super::practice::Practice;

/// Figures of a SIRET number.
const SIRET_FIGURES: usize = 14;
/// Figures of an RPPS number.
const RPPS_FIGURES: usize = 11;
/// The SIREN of La Poste, whose offices have numbers of another rule.
const LA_POSTE: &str = "356000000";

/// See the module. Empty is not said yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct LegalNotice {
    /// Who answers for what is published.
    pub director: String,
    /// 14 figures, or empty: the number of the establishment.
    pub siret: String,
    /// A line for each practitioner, with name and number of the register of professionals.
    pub rpps: String,
    /// Name and address of the host, where that is not the practice itself.
    pub host: String,
    /// Whom patients write to about their data, where that is not the practice's own address.
    pub data_contact: String,
    /// What is said of accessibility.
    pub conformity: Conformity,
    /// When accessibility was looked at, and by whom.
    pub audited: Option<NaiveDate>,
    /// Who looked at it.
    pub auditor: String,
    /// What is known not to be accessible.
    pub not_accessible: String,
    /// When the declaration was written, in the practice's zone.
    pub declared: Option<NaiveDate>,
}

/// State of conformity with the RGAA.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conformity {
    /// Nobody has looked: the RGAA counts it as none.
    #[default]
    NotAudited,
    /// Fewer than half of the criteria.
    None,
    /// At least half of the criteria.
    Partial,
    /// Every criterion.
    Full,
}

impl Conformity {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::NotAudited, Self::None, Self::Partial, Self::Full];

    /// Spelling in forms and keys of texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotAudited => "not-audited",
            Self::None => "none",
            Self::Partial => "partial",
            Self::Full => "full",
        }
    }

    /// The state of a spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// Something that a legal page needs and nobody has written yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Name of the practice.
    Name,
    /// Its postal address.
    Address,
    /// Neither a phone number nor an e-mail address.
    Contact,
    /// The director of publication.
    Director,
}

impl LegalNotice {
    /// What the pages lack, in the order in which they say it.
    pub fn missing(&self, practice: &Practice) -> Vec<Missing> {
        let lacks = [
            (practice.name.is_empty(), Missing::Name),
            (practice.address.is_empty(), Missing::Address),
            (
                practice.phone.is_empty() && practice.email.is_empty(),
                Missing::Contact,
            ),
            (self.director.is_empty(), Missing::Director),
        ];
        let lacks = lacks.into_iter().filter(|(is_missing, _)| *is_missing);
        lacks.map(|(_, what)| what).collect()
    }
}

/// A SIRET as typed, with blanks or without: its 14 figures. Its key is that of Luhn, the offices of La Poste aside.
pub fn siret(typed: &str) -> Result<String, FieldProblem> {
    let figures = figures(typed)?;
    let is_right = figures.len() == SIRET_FIGURES && (is_luhn(&figures) || figures.starts_with(LA_POSTE));
    if is_right {
        Ok(figures)
    } else {
        Err(FieldProblem::Malformed)
    }
}

/// Lines of names and RPPS numbers: each has a number of 11 figures.
pub fn rpps_lines(text: &str) -> Result<(), FieldProblem> {
    let has_number = |line: &str| {
        let figures = line.bytes().filter(u8::is_ascii_digit).count();
        figures == RPPS_FIGURES
    };
    if text
        .lines()
        .all(|line| line.trim().is_empty() || has_number(line))
    {
        Ok(())
    } else {
        Err(FieldProblem::Malformed)
    }
}

fn figures(typed: &str) -> Result<String, FieldProblem> {
    let mut figures = String::new();
    for c in typed.chars() {
        match c {
            '0'..='9' => figures.push(c),
            ' ' | '.' | '\u{a0}' | '\u{202f}' => {}
            stranger => return Err(FieldProblem::Character(stranger)),
        }
    }
    Ok(figures)
}

fn is_luhn(figures: &str) -> bool {
    let sum: u32 = figures
        .bytes()
        .rev()
        .enumerate()
        .map(|(n, figure)| {
            let value = u32::from(figure - b'0') * if n % 2 == 1 { 2 } else { 1 };
            value / 10 + value % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_siret_has_fourteen_figures_and_their_key() {
        for typed in ["732 829 320 00074", "73282932000074", "356 000 000 00048"] {
            assert_eq!(siret(typed).unwrap().len(), 14, "{typed}");
        }
        for typed in [
            "732 829 320 00075",
            "732829320",
            "7328293200007",
            "73282932000O74",
        ] {
            assert!(siret(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn every_line_of_the_register_has_its_number() {
        assert!(rpps_lines("Dr Martin : 10 00 12 34 567\nDr Petit 10001234568\n").is_ok());
        assert!(rpps_lines("").is_ok());
        assert!(rpps_lines("Dr Martin").is_err());
        assert!(rpps_lines("Dr Martin : 1000123456").is_err());
    }
}
