//! A table of numbers: as a page shows it, and as a spreadsheet reads it.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::domain::patient::Language;
use crate::i18n::Texts;
use crate::web::error::Problem;

/// What makes a cell a formula in some spreadsheet.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Text(String),
    Count(i64),
    /// With so many decimals.
    Number(f64, usize),
    /// A share; `None` where there is nothing to have a share of.
    Share(Option<f64>),
}

impl Cell {
    /// The share of a whole.
    #[expect(clippy::cast_precision_loss, reason = "counts of a practice")]
    pub(super) fn share(part: i64, whole: i64) -> Self {
        Self::Share((whole > 0).then(|| part as f64 / whole as f64))
    }

    /// As a page shows it.
    pub(super) fn shown(&self, t: Texts) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Number(number, places) => t.decimal(*number, *places),
            Self::Share(None) => "–".to_owned(),
            Self::Share(Some(share)) => format!("{}\u{a0}%", t.decimal(share * 100.0, 1)),
        }
    }

    /// As a spreadsheet reads it: shares in percent without a sign, nothing where there is nothing, and nothing that it would run.
    fn written(&self, t: Texts) -> String {
        match self {
            Self::Text(text) if text.starts_with(FORMULA) => format!("'{text}"),
            Self::Share(None) => String::new(),
            Self::Share(Some(share)) => t.decimal(share * 100.0, 1),
            other => other.shown(t),
        }
    }
}

/// A download: semicolons and decimal commas in French, as French spreadsheets expect, with a byte-order mark so that they see the
/// accents; commas and points in English.
pub(super) fn sheet(t: Texts, name: &str, head: &[String], rows: &[Vec<Cell>]) -> Response {
    let delimiter = if t.language() == Language::Fr { b';' } else { b',' };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(Vec::new());
    let write = |writer: &mut csv::Writer<Vec<u8>>| -> csv::Result<()> {
        writer.write_record(head)?;
        for row in rows {
            writer.write_record(row.iter().map(|cell| cell.written(t)))?;
        }
        Ok(())
    };
    if let Err(error) = write(&mut writer) {
        return Problem::incident(&error).into_response();
    }
    let body = match writer.into_inner() {
        Ok(body) => ["\u{feff}".as_bytes(), &body].concat(),
        Err(error) => return Problem::incident(&error).into_response(),
    };
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    let saved = HeaderValue::try_from(format!("attachment; filename=\"{name}.csv\""));
    let saved = saved.unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, saved)];
    (StatusCode::OK, headers, body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nothing_is_no_share_and_a_formula_no_formula() {
        let t = Texts::of(Language::Fr);
        assert_eq!(Cell::share(1, 0).shown(t), "–");
        assert_eq!(
            (Cell::share(1, 8).shown(t), Cell::share(1, 8).written(t)),
            ("12,5\u{a0}%".to_owned(), "12,5".to_owned())
        );
        assert_eq!(Cell::Text("=1+1".to_owned()).written(t), "'=1+1");
    }
}
