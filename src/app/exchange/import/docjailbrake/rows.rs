//! The rows of the three tables, by column name.

use std::collections::HashMap;

use super::scan::{Scan, Word};
use crate::app::exchange::import::text::{LINE_MAX_BYTES, RECORDS_MAX, UNREADABLE_MAX};
use crate::app::exchange::import::unreadable::{Reason, Unreadable};

/// The tables that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Table {
    Categories,
    Services,
    Workers,
}

impl Table {
    fn named(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "services_cat" => Some(Self::Categories),
            "services" => Some(Self::Services),
            "workers" => Some(Self::Workers),
            _ => None,
        }
    }

    /// The columns of the program's own schema, for a dump without `CREATE TABLE` and without column lists.
    fn known_columns(self) -> Vec<String> {
        let names: &[&str] = match self {
            Self::Categories => &["id", "cat_description", "active"],
            Self::Services => &[
                "id",
                "category",
                "short_description",
                "description",
                "price",
                "duration",
                "active",
            ],
            Self::Workers => &[
                "id",
                "first_name",
                "last_name",
                "calendar_url",
                "login",
                "password",
                "email",
            ],
        };
        names.iter().map(|name| (*name).to_owned()).collect()
    }
}

/// One row by column name, `NULL` left out.
#[derive(Debug, Default)]
pub(super) struct Cells(HashMap<String, String>);

impl Cells {
    /// The value, `None` for `NULL` or no such column.
    pub(super) fn value(&self, column: &str) -> Option<String> {
        self.0.get(column).cloned()
    }

    /// A flag that is absent counts as set: only two of the tables have one.
    pub(super) fn is_set(&self, column: &str) -> bool {
        let is_off = |value: &String| matches!(value.trim(), "0" | "" | "\0" | "false" | "FALSE" | "n" | "N");
        !self.0.get(column).is_some_and(is_off)
    }
}

/// Everything found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) rows: Vec<(Table, usize, Cells)>,
    pub(super) unreadable: Vec<Unreadable>,
    /// Nothing in the text names one of the tables.
    pub(super) is_foreign: bool,
}

impl Found {
    fn is_full(&self) -> bool {
        self.rows.len() > RECORDS_MAX || self.unreadable.len() > UNREADABLE_MAX
    }
}

/// Reads every `INSERT` and `REPLACE` into the three tables.
pub(super) fn read(text: &str) -> Found {
    let mut reader = Reader {
        scan: Scan::new(text),
        columns: HashMap::new(),
        found: Found {
            is_foreign: true,
            ..Found::default()
        },
    };
    while let Some(word) = reader.scan.word() {
        reader.statement(&word);
        if reader.found.is_full() {
            reader.refuse(reader.scan.line(), Reason::TooMany(RECORDS_MAX));
            break;
        }
    }
    reader.found
}

struct Reader<'a> {
    scan: Scan<'a>,
    columns: HashMap<Table, Vec<String>>,
    found: Found,
}

/// Why a row, or the rest of a statement, could not be read.
enum Broken {
    Row(Reason),
    Statement,
}

impl Reader<'_> {
    fn refuse(&mut self, line: usize, reason: Reason) {
        self.found.unreadable.push(Unreadable { line, reason });
    }

    fn statement(&mut self, first: &Word) {
        match first {
            Word::Bare(verb) if is_any(verb, &["INSERT", "REPLACE"]) => self.insert(),
            Word::Bare(verb) if is_any(verb, &["CREATE"]) => self.create(),
            Word::Mark(';') => {}
            _ => self.pass_statement(),
        }
    }

    /// To the semicolon outside quotes.
    fn pass_statement(&mut self) {
        while self.scan.word().is_some_and(|word| word != Word::Mark(';')) {}
    }

    /// `CREATE TABLE [IF NOT EXISTS] [db.]table ( name type …, …)`: a column is named by the first word of its entry.
    fn create(&mut self) {
        let noise = ["TABLE", "IF", "NOT", "EXISTS", "TEMPORARY"];
        let Some((table, Word::Mark('('))) = self.table_name(&noise) else {
            return self.pass_statement();
        };
        let mut columns = Vec::new();
        let (mut depth, mut is_start) = (1_usize, true);
        while let Some(word) = self.scan.word() {
            let begins = std::mem::take(&mut is_start);
            match word {
                Word::Mark('(') => depth += 1,
                Word::Mark(')') if depth == 1 => break,
                Word::Mark(')') => depth -= 1,
                Word::Mark(',') if depth == 1 => is_start = true,
                Word::Name(name) if begins => columns.push(name.to_ascii_lowercase()),
                Word::Bare(name) if begins && !is_any(&name, KEY_WORDS) => {
                    columns.push(name.to_ascii_lowercase());
                }
                Word::Mark(';') => return,
                _ => {}
            }
        }
        if let Some(table) = table {
            self.columns.insert(table, columns);
        }
        self.pass_statement();
    }

    /// Passes the words of `noise`, then reads `[db.]table`; also gives the word after it.
    fn table_name(&mut self, noise: &[&str]) -> Option<(Option<Table>, Word)> {
        let mut name = String::new();
        loop {
            match self.scan.word()? {
                Word::Bare(word) if name.is_empty() && is_any(&word, noise) => {}
                Word::Bare(word) | Word::Name(word) if name.is_empty() => name = word,
                Word::Mark('.') => name.clear(),
                next if !name.is_empty() => {
                    let table = Table::named(&name);
                    self.found.is_foreign &= table.is_none();
                    return Some((table, next));
                }
                _ => return None,
            }
        }
    }

    /// `INSERT INTO table [(columns)] VALUES (…), (…) [ON DUPLICATE …];`
    fn insert(&mut self) {
        let noise = ["INTO", "IGNORE", "LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED"];
        let Some((Some(table), mut next)) = self.table_name(&noise) else {
            return self.pass_statement();
        };
        let created = self.columns.get(&table).filter(|columns| !columns.is_empty());
        let mut columns = created.cloned().unwrap_or_else(|| table.known_columns());
        if next == Word::Mark('(') {
            columns = self.column_list();
            next = self.scan.word().unwrap_or(Word::Open);
        }
        if matches!(&next, Word::Bare(word) if is_any(word, &["VALUES", "VALUE"])) {
            return self.tuples(table, &columns);
        }
        self.refuse(self.scan.line(), Reason::Malformed);
        if next != Word::Mark(';') {
            self.pass_statement();
        }
    }

    fn column_list(&mut self) -> Vec<String> {
        let mut columns = Vec::new();
        while let Some(word) = self.scan.word() {
            match word {
                Word::Name(name) | Word::Bare(name) => columns.push(name.to_ascii_lowercase()),
                Word::Mark(',') => {}
                _ => break,
            }
        }
        columns
    }

    fn tuples(&mut self, table: Table, columns: &[String]) {
        while !self.found.is_full() {
            match self.scan.word() {
                Some(Word::Mark('(')) => {
                    let line = self.scan.line();
                    match self.tuple(columns) {
                        Ok(cells) => self.found.rows.push((table, line, cells)),
                        Err(Broken::Row(reason)) => self.refuse(line, reason),
                        Err(Broken::Statement) => return self.refuse(line, Reason::Malformed),
                    }
                }
                Some(Word::Mark(',')) => {}
                Some(Word::Mark(';')) | None => return,
                // `ON DUPLICATE KEY UPDATE …`
                Some(_) => return self.pass_statement(),
            }
        }
    }

    /// After the opening bracket, up to and with the closing one.
    fn tuple(&mut self, columns: &[String]) -> Result<Cells, Broken> {
        let mut values: Vec<Option<String>> = Vec::new();
        let (mut value, mut is_given, mut is_odd, mut bytes) = (None::<String>, false, false, 0);
        loop {
            match self.scan.word() {
                None | Some(Word::Open | Word::Mark(';')) => return Err(Broken::Statement),
                Some(Word::Mark(end @ (',' | ')'))) => {
                    is_odd |= !is_given;
                    values.push(value.take());
                    is_given = false;
                    if end == ')' {
                        break;
                    }
                }
                // `_binary 'x'`, `N'x'`: the introducer says nothing about the value.
                Some(Word::Text(text)) if !is_given || value.as_deref().is_some_and(is_introducer) => {
                    bytes += text.len();
                    (value, is_given) = (Some(text), true);
                }
                Some(Word::Bare(word)) if !is_given => {
                    value = Some(word).filter(|word| !word.eq_ignore_ascii_case("NULL"));
                    is_given = true;
                }
                // A function call: a value that cannot be known.
                Some(Word::Mark('(')) => {
                    is_odd = true;
                    self.pass_brackets()?;
                }
                Some(_) => is_odd = true,
            }
        }
        if bytes > LINE_MAX_BYTES {
            return Err(Broken::Row(Reason::TooLong(LINE_MAX_BYTES)));
        }
        if is_odd || values.len() != columns.len() {
            return Err(Broken::Row(Reason::Malformed));
        }
        let named = columns.iter().zip(values);
        let given = named.filter_map(|(name, value)| Some((name.clone(), value?)));
        Ok(Cells(given.collect()))
    }

    fn pass_brackets(&mut self) -> Result<(), Broken> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.scan.word() {
                None | Some(Word::Open | Word::Mark(';')) => return Err(Broken::Statement),
                Some(Word::Mark('(')) => depth += 1,
                Some(Word::Mark(')')) => depth -= 1,
                Some(_) => {}
            }
        }
        Ok(())
    }
}

/// First words of the entries of `CREATE TABLE` that are no columns.
const KEY_WORDS: &[&str] = &[
    "PRIMARY",
    "KEY",
    "UNIQUE",
    "INDEX",
    "CONSTRAINT",
    "FOREIGN",
    "FULLTEXT",
    "SPATIAL",
    "CHECK",
];

fn is_any(word: &str, words: &[&str]) -> bool {
    words.iter().any(|candidate| word.eq_ignore_ascii_case(candidate))
}

fn is_introducer(word: &str) -> bool {
    word.starts_with('_') || is_any(word, &["N", "X"])
}
