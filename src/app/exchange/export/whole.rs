//! One JSON with everything, which an empty practice takes over again as it was.

use serde_json::json;

use super::Everything;
use crate::domain::time::Instant;
use crate::store::{Fault, SCHEMA};

/// Version of the form of the file.
pub(in crate::app::exchange) const FORM: i64 = 2;

/// Rows by table, with the names of the schema; what is in it and what is not says `store::TABLES`.
pub(super) fn json(all: &Everything, now: Instant) -> Result<String, Fault> {
    let document = json!({
        "grappe": FORM,
        "schema": SCHEMA,
        "exported": now.to_rfc3339(),
        "numbers": all.numbers,
        "rows": all.rows,
    });
    serde_json::to_string_pretty(&document).map_err(|error| Fault::Bug(error.to_string()))
}
