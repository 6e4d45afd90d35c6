//! Rows as an export holds them: the columns of the schema by name, whatever they are, so that no column can be forgotten.

use std::collections::BTreeMap;

use rusqlite::types::{Value as Stored, ValueRef};
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use serde_json::{Map, Value};

use crate::domain::time::{Instant, Interval};
use crate::sys::hash;

use super::{Db, Fault, Tx, inventory, migrate};

/// A row: JSON by column. Blobs are hexadecimal; reals are text, which keeps their last digit.
pub type Row = Map<String, Value>;

/// Rows by table.
pub type Rows = BTreeMap<String, Vec<Row>>;

/// A row that cannot be written: the table, and which of its rows, from 1; 0 where only the whole shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Its table.
    pub table: String,
    /// Which one.
    pub number: usize,
}

/// Why rows are not taken over.
#[derive(Debug)]
pub enum NotTaken {
    /// One of them.
    Row(BadRow),
    /// Nobody's decision.
    Fault(Fault),
}

impl<E: Into<Fault>> From<E> for NotTaken {
    fn from(error: E) -> Self {
        Self::Fault(error.into())
    }
}

const COLUMNS: &str = "SELECT name, type FROM pragma_table_info(?1) ORDER BY cid";
const IN_ORDER: &str = "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk";
const NUMBERS: &str = "SELECT name, seq FROM sqlite_sequence ORDER BY name";
const RAISE_NUMBER: &str = "UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1";
const BEGIN_NUMBER: &str = "INSERT INTO sqlite_sequence (name, seq) SELECT ?1, ?2
    WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)
        AND EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ?1 AND type = 'table')";
const DANGLING: &str = "PRAGMA foreign_key_check";
const TO_STAFF: &str = "SELECT \"from\" FROM pragma_foreign_key_list(?1) WHERE \"table\" = 'staff'";
const ACCOUNT: &str = "SELECT id FROM staff WHERE login = ?1";
const IS_NUMBER_TAKEN: &str = "SELECT EXISTS (SELECT 1 FROM staff WHERE id = ?1)";

/// An appointment over another one is written after it, as it was made: the walls let nobody in under it.
const APPOINTMENTS_IN_ORDER: &str = "overbooking_reason IS NOT NULL, id";
const RESOURCES_IN_ORDER: &str =
    "(SELECT overbooking_reason IS NOT NULL FROM appointments WHERE id = appointment), appointment, resource";

fn columns(conn: &Connection, table: &str) -> Result<Vec<(String, String)>, Fault> {
    let mut statement = conn.prepare_cached(COLUMNS)?;
    let rows = statement.query_map([table], |row| row.try_into())?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn order(conn: &Connection, table: &str) -> Result<String, Fault> {
    match table {
        "appointments" => return Ok(APPOINTMENTS_IN_ORDER.to_owned()),
        "appointment_resources" => return Ok(RESOURCES_IN_ORDER.to_owned()),
        _ => {}
    }
    let mut statement = conn.prepare_cached(IN_ORDER)?;
    let rows = statement.query_map([table], |row| row.get::<_, String>(0))?;
    let keys: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(keys.join(", "))
}

fn rows_of(conn: &Connection, table: &str, without: &[&str]) -> Result<Vec<Row>, Fault> {
    let columns = columns(conn, table)?.into_iter().map(|(name, _)| name);
    let columns: Vec<String> = columns.filter(|name| !without.contains(&name.as_str())).collect();
    let sql = format!(
        "SELECT \"{}\" FROM {table} ORDER BY {}",
        columns.join("\", \""),
        order(conn, table)?
    );
    let mut statement = conn.prepare(&sql)?;
    let mut found = Vec::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut read = Row::new();
        for (nth, column) in columns.iter().enumerate() {
            read.insert(column.clone(), json_of(row.get_ref(nth)?));
        }
        found.push(read);
    }
    Ok(found)
}

fn all_rows(conn: &Connection) -> Result<Rows, Fault> {
    inventory::taken()
        .map(|(table, without)| Ok((table.to_owned(), rows_of(conn, table, without)?)))
        .collect()
}

fn json_of(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.to_string().into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
        ValueRef::Blob(bytes) => hash::hex(bytes).into(),
    }
}

/// What a column of that type holds; `None` where the JSON is something else.
fn stored(value: &Value, kind: &str) -> Option<Stored> {
    match (value, kind) {
        (Value::Null, _) => Some(Stored::Null),
        (Value::Number(number), "INTEGER") => number.as_i64().map(Stored::Integer),
        (Value::String(text), "TEXT") => Some(Stored::Text(text.clone())),
        (Value::String(text), "REAL") => text.parse().ok().map(Stored::Real),
        (Value::String(text), "BLOB") => hash::unhex(text).map(Stored::Blob),
        _ => None,
    }
}

/// Writes the rows of a table. What a new folder has by itself (the practice, settings) gives way.
fn write_table(conn: &Connection, table: &str, rows: &[Row]) -> Result<(), NotTaken> {
    let columns: BTreeMap<String, String> = columns(conn, table)?.into_iter().collect();
    let verb = match table {
        "practice" | "settings" => "INSERT OR REPLACE",
        _ => "INSERT",
    };
    for (nth, row) in rows.iter().enumerate() {
        let bad = || {
            NotTaken::Row(BadRow {
                table: table.to_owned(),
                number: nth + 1,
            })
        };
        // Only names that the schema has come into the statement.
        let values: Option<Vec<(&str, Stored)>> = row
            .iter()
            .map(|(name, value)| {
                let (name, kind) = columns.get_key_value(name)?;
                Some((name.as_str(), stored(value, kind)?))
            })
            .collect();
        let (names, values): (Vec<_>, Vec<_>) = values.ok_or_else(bad)?.into_iter().unzip();
        let marks = vec!["?"; names.len()].join(", ");
        let sql = format!(
            "{verb} INTO {table} (\"{}\") VALUES ({marks})",
            names.join("\", \"")
        );
        let written = conn
            .prepare_cached(&sql)
            .and_then(|mut statement| statement.execute(params_from_iter(values)));
        if let Err(error) = written {
            let fault = Fault::from(error);
            return Err(if fault.ends_transaction() {
                fault.into()
            } else {
                bad()
            });
        }
    }
    Ok(())
}

fn unknown_table(table: &str) -> NotTaken {
    NotTaken::Row(BadRow {
        table: table.to_owned(),
        number: 0,
    })
}

/// Rows of an older schema as this program would have them, had it upgraded their database.
fn brought_up(schema: i64, rows: &Rows) -> Result<Rows, NotTaken> {
    let mut conn = Connection::open_in_memory().map_err(Fault::from)?;
    migrate::to(&mut conn, schema)?;
    conn.pragma_update(None, "foreign_keys", false)
        .map_err(Fault::from)?;
    let known = |table: &str| inventory::taken().position(|(name, _)| name == table);
    let mut tables: Vec<&String> = rows.keys().collect();
    tables.sort_by_key(|table| known(table));
    for table in tables {
        if columns(&conn, table)?.is_empty() {
            return Err(unknown_table(table));
        }
        write_table(&conn, table, &rows[table])?;
    }
    migrate::to(&mut conn, migrate::SCHEMA).map_err(|_| unknown_table("schema"))?;
    Ok(all_rows(&conn)?)
}

impl Db<'_> {
    /// Every row that an export takes.
    pub fn kept_rows(&self) -> Result<Rows, Fault> {
        all_rows(self.conn())
    }

    /// The last number that each table gave: a number is never given twice, not even after its row was erased.
    pub fn numbers_given(&self) -> Result<BTreeMap<String, i64>, Fault> {
        let mut statement = self.conn().prepare_cached(NUMBERS)?;
        let rows = statement.query_map([], |row| row.try_into())?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Writes the rows of an export of that schema, this one or an older one, into a practice that is empty, and reads everything
    /// again. Accounts that are here already stay, and stand for those of the same login.
    pub fn take_over(
        &mut self,
        schema: i64,
        rows: Rows,
        numbers: &BTreeMap<String, i64>,
    ) -> Result<(), NotTaken> {
        let mut rows = match schema {
            migrate::SCHEMA => rows,
            1..migrate::SCHEMA => brought_up(schema, &rows)?,
            _ => return Err(unknown_table("schema")),
        };
        let done = self.write_whole(&mut rows, numbers);
        if let Err(NotTaken::Fault(fault)) = &done {
            self.note_trouble(fault);
        }
        done
    }

    fn write_whole(&mut self, rows: &mut Rows, numbers: &BTreeMap<String, i64>) -> Result<(), NotTaken> {
        // Rows name others of their own table that come later; nothing may be left dangling in the end.
        self.conn().pragma_update(None, "defer_foreign_keys", true)?;
        let written = self.write_tables(rows);
        let whole = written.and_then(|()| self.dangling());
        self.conn().pragma_update(None, "defer_foreign_keys", false)?;
        whole?;
        for (table, number) in numbers {
            self.execute(RAISE_NUMBER, (table, number))?;
            self.execute(BEGIN_NUMBER, (table, number))?;
        }
        self.read_again()
    }

    fn write_tables(&mut self, rows: &mut Rows) -> Result<(), NotTaken> {
        let people = self.write_accounts(rows.remove("staff").unwrap_or_default())?;
        for (table, without) in inventory::taken() {
            let Some(mut rows) = rows.remove(table) else {
                continue;
            };
            self.renumber(table, &mut rows, &people)?;
            for row in &mut rows {
                row.retain(|column, _| !without.contains(&column.as_str()));
            }
            write_table(self.conn(), table, &rows)?;
        }
        match rows.keys().next() {
            Some(table) => Err(unknown_table(table)),
            None => Ok(()),
        }
    }

    /// Accounts without what opens them; the numbers that they have here by the numbers that they had.
    fn write_accounts(&mut self, rows: Vec<Row>) -> Result<BTreeMap<i64, i64>, NotTaken> {
        let secrets = inventory::taken().find(|(table, _)| *table == "staff");
        let secrets = secrets.map_or(&[][..], |(_, without)| without);
        let mut people = BTreeMap::new();
        for (nth, mut row) in rows.into_iter().enumerate() {
            let bad = || {
                NotTaken::Row(BadRow {
                    table: "staff".to_owned(),
                    number: nth + 1,
                })
            };
            row.retain(|column, _| !secrets.contains(&column.as_str()));
            let old = row.get("id").and_then(Value::as_i64).ok_or_else(bad)?;
            let login = row
                .get("login")
                .and_then(Value::as_str)
                .ok_or_else(bad)?
                .to_owned();
            let find = |conn: &Connection| -> rusqlite::Result<Option<i64>> {
                let mut statement = conn.prepare_cached(ACCOUNT)?;
                statement.query_row([&login], |row| row.get(0)).optional()
            };
            if find(self.conn())?.is_none() {
                let is_taken: bool = self.conn().query_row(IS_NUMBER_TAKEN, [old], |row| row.get(0))?;
                if is_taken {
                    row.remove("id");
                }
                write_table(self.conn(), "staff", &[row]).map_err(|problem| match problem {
                    NotTaken::Row(_) => bad(),
                    fault @ NotTaken::Fault(_) => fault,
                })?;
            }
            people.insert(old, find(self.conn())?.ok_or_else(bad)?);
        }
        Ok(people)
    }

    fn renumber(&self, table: &str, rows: &mut [Row], people: &BTreeMap<i64, i64>) -> Result<(), Fault> {
        let mut statement = self.conn().prepare_cached(TO_STAFF)?;
        let columns = statement.query_map([table], |row| row.get::<_, String>(0))?;
        for column in columns {
            let column = column?;
            for row in rows.iter_mut() {
                let old = row.get(&column).and_then(Value::as_i64);
                if let Some(new) = old.and_then(|old| people.get(&old)) {
                    row.insert(column.clone(), (*new).into());
                }
            }
        }
        Ok(())
    }

    fn dangling(&self) -> Result<(), NotTaken> {
        let mut statement = self.conn().prepare(DANGLING)?;
        let table = statement
            .query_row([], |row| row.get::<_, String>(0))
            .optional()?;
        table.map_or(Ok(()), |table| Err(unknown_table(&table)))
    }

    /// The agenda, and every noun as the program reads it: what it cannot read must not get in.
    fn read_again(&mut self) -> Result<(), NotTaken> {
        let read = |what: &str, read: Result<(), Fault>| match read {
            Err(fault) if !fault.ends_transaction() => {
                tracing::warn!(%fault, what, "rows of an export cannot be read");
                Err(unknown_table(what))
            }
            other => other.map_err(NotTaken::Fault),
        };
        let done = self.reload_agenda();
        read("practice", done)?;
        read("patients", self.patients().map(drop))?;
        let always = Interval {
            start: Instant::MIN_UTC,
            end: Instant::MAX_UTC,
        };
        read("appointments", self.appointments_between(always).map(drop))?;
        read("waiting_entries", self.all_waiting_entries().map(drop))?;
        read("drafts", self.open_drafts(self.now()).map(drop))
    }
}
