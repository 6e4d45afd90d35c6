//! A practice with something in every table, and its rows as they lie there.

use std::collections::BTreeMap;
use std::path::Path;

use grappe::store::DATABASE_FILE;
use rusqlite::Connection;

use super::house::Practice;

const ROWS: &str = include_str!("../../fixtures/export/filled.sql");

/// Rows as text, by column.
pub(crate) type Rows = Vec<BTreeMap<String, String>>;

impl Practice {
    /// Patient 2 is named by every table that names patients.
    pub(crate) async fn filled() -> Self {
        let practice = Self::new();
        practice.usual().await;
        practice.database().execute_batch(ROWS).unwrap();
        practice.reopened()
    }

    /// Past everything of ours; references are kept.
    pub(crate) fn database(&self) -> Connection {
        open(self.folder.path())
    }
}

/// The database of a folder.
pub(crate) fn open(folder: &Path) -> Connection {
    let conn = Connection::open(folder.join(DATABASE_FILE)).unwrap();
    conn.pragma_update(None, "foreign_keys", true).unwrap();
    conn
}

/// Every table of the schema.
pub(crate) fn tables(conn: &Connection) -> Vec<String> {
    names(
        conn,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
}

/// The texts of a query's first column.
pub(crate) fn names(conn: &Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).unwrap();
    let found = statement.query_map([], |row| row.get(0)).unwrap();
    found.map(Result::unwrap).collect()
}

/// All rows of a table, in order, without some columns.
pub(crate) fn rows(conn: &Connection, table: &str, without: &[&str]) -> Rows {
    let mut statement = conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut found = Rows::new();
    let mut cursor = statement.query([]).unwrap();
    while let Some(row) = cursor.next().unwrap() {
        let cells = columns.iter().enumerate();
        let cells = cells.filter(|(_, name)| !without.contains(&name.as_str()));
        let cells = cells.map(|(nth, name)| (name.clone(), format!("{:?}", row.get_ref(nth).unwrap())));
        found.push(cells.collect());
    }
    found.sort();
    found
}
