//! A DocJailbrake database dump: `services_cat`, `services`, `workers`, as `mysqldump` or an administration page writes it.
//!
//! Only the rows are read; every other statement is skipped. Calendar credentials travel in a type that prints nothing
//! and are sealed before they are stored.

mod rows;
mod scan;

use std::collections::HashMap;

use rows::{Cells, Table};

use super::draft::{CalendarDraft, CareTypeDraft, Draft, PractitionerDraft};
use super::unreadable::{Reason, Unreadable};
use super::when;
use crate::domain::contact::FieldProblem;

/// Longest name of a care type or practitioner, in characters.
const NAME_MAX_CHARS: usize = 120;
/// Longest public text, in characters.
const TEXT_MAX_CHARS: usize = 2_000;
/// Longest address, account or password of a calendar, in characters.
const CREDENTIAL_MAX_CHARS: usize = 500;

/// Reads a dump.
pub fn read(text: &str) -> Draft {
    let found = rows::read(text);
    let mut draft = Draft {
        unreadable: found.unreadable,
        ..Draft::default()
    };
    // A dump lists its tables in any order, so the categories are taken first.
    let of = |wanted: Table| found.rows.iter().filter(move |(table, ..)| *table == wanted);
    let categories: HashMap<String, Category> = of(Table::Categories)
        .map(|(_, _, cells)| (cells.value("id").unwrap_or_default(), Category::of(cells)))
        .collect();
    for (_, line, cells) in of(Table::Services) {
        let outcome = service(*line, cells, &categories).map(|service| draft.care_types.extend(service));
        refuse(&mut draft, *line, outcome);
    }
    for (_, line, cells) in of(Table::Workers) {
        let outcome = worker(*line, cells).map(|worker| draft.practitioners.extend(worker));
        refuse(&mut draft, *line, outcome);
    }
    if found.is_foreign {
        let reason = Reason::WrongKind;
        draft.unreadable.push(Unreadable { line: 1, reason });
    }
    draft.unreadable.sort_by_key(|u| u.line);
    draft
}

fn refuse(draft: &mut Draft, line: usize, outcome: Result<(), Reason>) {
    if let Err(reason) = outcome {
        draft.unreadable.push(Unreadable { line, reason });
    }
}

struct Category {
    description: String,
    is_active: bool,
}

impl Category {
    fn of(cells: &Cells) -> Self {
        Self {
            description: cells.value("cat_description").unwrap_or_default(),
            is_active: cells.is_set("active"),
        }
    }
}

/// `None` for a service that is out of use.
fn service(
    line: usize,
    cells: &Cells,
    categories: &HashMap<String, Category>,
) -> Result<Option<CareTypeDraft>, Reason> {
    let category = cells.value("category").and_then(|id| categories.get(&id));
    if !cells.is_set("active") || category.is_some_and(|c| !c.is_active) {
        return Ok(None);
    }
    let name = name(&cells.value("short_description").unwrap_or_default())?;
    let long = bounded(cells.value("description"), "public-text", TEXT_MAX_CHARS)?;
    let duration = cells.value("duration").unwrap_or_default();
    let minutes = when::minutes(&duration).map_err(Reason::field("minutes"))?;
    let category = category.map(|c| c.description.trim().to_owned());
    let parts = [
        category,
        Some(long),
        cells.value("price").and_then(|price| price_text(&price)),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    Ok(Some(CareTypeDraft {
        line,
        name,
        public_text: parts.join("\n"),
        minutes,
        step_minutes: minutes,
        is_online: true,
    }))
}

/// A price of zero says nothing.
fn price_text(price: &str) -> Option<String> {
    let number: f64 = price.trim().replace(',', ".").parse().ok()?;
    (number > 0.0 && number < 100_000.0).then(|| format!("{number:.2} €").replace('.', ","))
}

/// `None` for a worker who left.
fn worker(line: usize, cells: &Cells) -> Result<Option<PractitionerDraft>, Reason> {
    if !cells.is_set("active") {
        return Ok(None);
    }
    let first = cells.value("first_name").unwrap_or_default();
    let last = cells.value("last_name").unwrap_or_default();
    let name = name(&format!("{first} {last}"))?;
    let credential = |column| bounded(cells.value(column), "calendar", CREDENTIAL_MAX_CHARS);
    let (url, login, password) = (
        credential("calendar_url")?,
        credential("login")?,
        credential("password")?,
    );
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    if !url.is_empty() && !is_web {
        return Err(Reason::field("calendar")(FieldProblem::Malformed));
    }
    let calendar = (!url.is_empty()).then_some(CalendarDraft { url, login, password });
    Ok(Some(PractitionerDraft { line, name, calendar }))
}

fn name(text: &str) -> Result<String, Reason> {
    let tidy = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let tidy: String = tidy.chars().filter(|c| !c.is_control()).collect();
    let problem = match tidy.chars().count() {
        0 => FieldProblem::Missing,
        n if n > NAME_MAX_CHARS => FieldProblem::TooLong { max: NAME_MAX_CHARS },
        _ => return Ok(tidy),
    };
    Err(Reason::field("name")(problem))
}

fn bounded(text: Option<String>, column: &'static str, max: usize) -> Result<String, Reason> {
    let text = text.unwrap_or_default().trim().to_owned();
    if text.chars().count() > max {
        return Err(Reason::field(column)(FieldProblem::TooLong { max }));
    }
    Ok(text)
}
