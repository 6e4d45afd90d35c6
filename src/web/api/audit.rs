//! `GET /api/v1/audit`: who did what, about a patient or about everything, the newest first; looking is on record as well.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::Response;
use chrono::Days;
use serde_json::{Value, json};

use super::appointment_json::shown;
use super::bearer::Bearer;
use super::query::{Query, refused};
use crate::domain::id::PatientId;
use crate::domain::time::Zone;
use crate::store::{AuditEntry, AuditQuery};
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

/// Records of one answer.
const PAGE: u32 = 100;
/// Without dates: the days up to today.
const USUAL_DAYS: u64 = 30;

pub(super) async fn search(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    RawQuery(query): RawQuery,
) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    let today = zone.date(web.app.now());
    let usual = today.checked_sub_days(Days::new(USUAL_DAYS)).unwrap_or(today);
    let mut query = Query::of(query.as_deref(), &["before", "from", "patient", "to"]);
    let span = query.days(zone, (usual, today));
    let patient = query.number("patient").map(PatientId);
    let before = query.number("before");
    let asked = query.finish(Some(AuditQuery {
        patient,
        staff: None,
        span,
        before,
        limit: PAGE,
    }));
    let asked = asked.map_err(|wrong| refused(&visit, wrong))?;
    let found = web.app.audit_page(asked, bearer.actor()).await?;
    let is_full = found.entries.len() == PAGE as usize;
    let next = found.entries.last().map(|last| last.seq).filter(|_| is_full);
    let listed: Vec<Value> = found.entries.iter().map(|one| entry_json(zone, one)).collect();
    Ok(shown(&json!({ "entries": listed, "next_before": next })))
}

/// Numbers only, as the log has them.
fn entry_json(zone: Zone, entry: &AuditEntry) -> Value {
    let (before, after) = entry.change.clone().unzip();
    json!({
        "revision": entry.seq,
        "at": zone.fixed(entry.at).to_rfc3339(),
        "who": entry.who,
        "what": entry.what,
        "object": entry.object,
        "before": before,
        "after": after,
        "outcome": entry.outcome,
        "network": entry.network,
    })
}
