//! `/api/v1/resources`: rooms, chairs and machines, and when they are closed.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use serde_json::{Value, json};

use super::appointment_json::shown;
use super::bearer::Bearer;
use super::change::{Change, interval, made};
use super::json_body::JsonBody;
use super::path::Numbered;
use super::trouble::{Kind, Trouble};
use crate::domain::agenda::{Edit, Noun};
use crate::domain::id::ResourceId;
use crate::domain::resource::Resource;
use crate::domain::time::{Interval, Zone};
use crate::web::Web;
use crate::web::answer::Halt;

pub(super) fn resource_json(zone: Zone, unit: &Resource) -> Value {
    let hour = |at| zone.fixed(at).to_rfc3339();
    let closed = unit
        .closed
        .iter()
        .map(|closed| json!({ "start": hour(closed.start), "end": hour(closed.end) }));
    let users = unit.practitioners.as_ref();
    json!({
        "id": unit.id.0,
        "name": unit.name,
        "kind": unit.kind.0,
        "capacity": unit.capacity,
        "practitioners": users.map(|only| only.iter().map(|id| id.0).collect::<Vec<_>>()),
        "closed": closed.collect::<Vec<_>>(),
    })
}

/// `GET`: those that are in use, by the program's practitioners where it keeps to some.
pub(super) async fn list(State(web): State<Web>, bearer: Bearer) -> Response<Body> {
    let agenda = web.app.agenda();
    let used = agenda
        .set_up()
        .resources
        .values()
        .filter(|unit| !unit.is_archived);
    let reached = used.filter_map(|unit| {
        let mut unit = unit.clone();
        if let Some(users) = &mut unit.practitioners {
            users.retain(|id| bearer.reaches(*id));
        }
        let is_anybodys = unit.practitioners.as_ref().is_none_or(|users| !users.is_empty());
        is_anybodys.then(|| resource_json(agenda.zone(), &unit))
    });
    let listed: Vec<Value> = reached.collect();
    shown(&json!({ "resources": listed }))
}

/// `POST …/{id}/closures`: one more closure.
pub(super) async fn close(
    by: Change,
    Numbered(id): Numbered,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let written = changed(&by, ResourceId(id.0), (Some(&headers), body), |closed, span| {
        if !closed.contains(&span) {
            closed.push(span);
            closed.sort_unstable();
        }
        true
    });
    Ok(made(&written.await?))
}

/// `POST …/{id}/closures/remove`: the closure that begins and ends then.
pub(super) async fn reopen(
    by: Change,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let written = changed(&by, ResourceId(id.0), (None, body), |closed, span| {
        let before = closed.len();
        closed.retain(|one| *one != span);
        closed.len() < before
    });
    Ok(shown(&written.await?))
}

/// Changes the closures by one span; `false` says that there is no such closure.
async fn changed(
    by: &Change,
    id: ResourceId,
    (headers, body): (Option<&HeaderMap>, JsonBody),
    change: impl FnOnce(&mut Vec<Interval>, Interval) -> bool,
) -> Result<Value, Halt> {
    let missing = || Trouble::new(Kind::NotFound).halt(&by.visit);
    let span = body.read(&by.visit, |fields| interval(fields, &by.web))?;
    let key = match headers {
        Some(headers) => by.key(headers, &("closure", id, span))?,
        None => None,
    };
    // In this order: what changes in between is refused as stale, not overwritten.
    let seen = by.web.app.fingerprint(Noun::Resource(id));
    let agenda = by.web.app.agenda();
    let found = agenda
        .set_up()
        .resources
        .get(&id)
        .filter(|unit| !unit.is_archived);
    let mut unit = found.cloned().ok_or_else(missing)?;
    if !change(&mut unit.closed, span) {
        return Err(missing());
    }
    by.apply(Edit::Resource(unit.clone()), Some(seen), key).await?;
    Ok(resource_json(agenda.zone(), &unit))
}
