//! One JSON with everything, which an empty practice takes over again as it was.

use std::fmt::Write as _;

use serde_json::json;

use super::Everything;
use crate::domain::time::Instant;
use crate::store::{Fault, SCHEMA};

/// Version of the form of the file.
pub(in crate::app::exchange) const FORM: i64 = 2;

/// Rows by table, with the names of the schema; what is in it and what is not says `store::TABLES`. A row is a line.
pub(super) fn json(all: &Everything, now: Instant) -> Result<String, Fault> {
    let unwritable = |error: serde_json::Error| Fault::Bug(error.to_string());
    let numbers = serde_json::to_string(&all.numbers).map_err(unwritable)?;
    let exported = json!(now.to_rfc3339());
    let mut text = format!(
        "{{\"grappe\": {FORM},\n\"schema\": {SCHEMA},\n\"exported\": {exported},\n\"numbers\": {numbers},\n\"rows\": {{"
    );
    for (nth, (table, rows)) in all.rows.iter().enumerate() {
        let comma = if nth > 0 { "," } else { "" };
        // Nothing can go wrong in writing to a text.
        let _ = write!(text, "{comma}\n{}: [", json!(table));
        for (nth, row) in rows.iter().enumerate() {
            text.push_str(if nth > 0 { ",\n" } else { "\n" });
            text.push_str(&serde_json::to_string(row).map_err(unwritable)?);
        }
        text.push(']');
    }
    text.push_str("}}\n");
    Ok(text)
}
