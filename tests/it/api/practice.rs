//! What is about the whole practice: every such operation, closed to a token that keeps to some practitioners.

use serde_json::Value;

/// Route, address, body and status, for a token that keeps to some practitioners.
pub(super) fn closed() -> Vec<(&'static str, &'static str, Value, u16)> {
    let reads = [
        ("/api/v1/statistics", "/api/v1/statistics"),
        ("/api/v1/statistics/measures", "/api/v1/statistics/measures"),
        ("/api/v1/statistics/gaps", "/api/v1/statistics/gaps"),
    ];
    let reads = reads.map(|(route, path)| (route, path, Value::Null, 403));
    reads.into()
}
