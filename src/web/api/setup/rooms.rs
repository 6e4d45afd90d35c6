//! `/api/v1/setup/resources`: rooms, chairs and machines. Closures are those of the hours (`/api/v1/resources/{id}/closures`).

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use serde_json::{Value, json};

use super::archive::Archivable;
use super::{line, name, practitioners_named};
use crate::domain::agenda::{Edit, Noun, SetUp};
use crate::domain::bounds::{RESOURCE_KIND_MAX, RESOURCE_USERS_MAX};
use crate::domain::id::ResourceId;
use crate::domain::resource::{Resource, ResourceKind};
use crate::domain::time::Zone;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::api::appointment_json::{shown, with};
use crate::web::api::change::{Change, made, version};
use crate::web::api::fields::{Fields, count};
use crate::web::api::json_body::JsonBody;
use crate::web::api::path::Numbered;
use crate::web::api::resources::resource_json;
use crate::web::api::trouble::{Kind, Trouble};

fn room_json(zone: Zone, unit: &Resource, version: &str) -> Value {
    with(
        resource_json(zone, unit),
        [("version", version.into()), ("archived", unit.is_archived.into())],
    )
}

/// `GET`: those out of use as well.
pub(super) async fn list(State(web): State<Web>) -> Response<Body> {
    let agenda = web.app.agenda();
    let version = |unit: &Resource| web.app.fingerprint(Noun::Resource(unit.id));
    let units = agenda.set_up().resources.values();
    let listed: Vec<Value> = units
        .map(|unit| room_json(agenda.zone(), unit, &version(unit)))
        .collect();
    shown(&json!({ "resources": listed }))
}

/// `POST`: a new one.
pub(super) async fn create(by: Change, headers: HeaderMap, body: JsonBody) -> Result<Response<Body>, Halt> {
    let agenda = by.web.app.agenda();
    let unit = body.read(&by.visit, |fields| read(fields, agenda.set_up(), None))?;
    let (noun, version) = by.create(&headers, Edit::Resource(unit.clone())).await?;
    let id = match noun {
        Noun::Resource(id) => id,
        _ => unit.id,
    };
    Ok(made(&room_json(
        agenda.zone(),
        &Resource { id, ..unit },
        &version,
    )))
}

/// `POST …/{id}`: what is left out stays as it is.
pub(super) async fn change(
    by: Change,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let agenda = by.web.app.agenda();
    let before = agenda.set_up().resources.get(&ResourceId(id.0));
    let before = before.ok_or_else(|| Trouble::new(Kind::NotFound).halt(&by.visit))?;
    let (unit, seen) = body.read(&by.visit, |fields| {
        let seen = fields.required("version", version);
        read(fields, agenda.set_up(), Some(before)).zip(seen)
    })?;
    let (_, version) = by.apply(Edit::Resource(unit.clone()), Some(seen), None).await?;
    Ok(shown(&room_json(agenda.zone(), &unit, &version)))
}

fn read(fields: &mut Fields, set_up: &SetUp, before: Option<&Resource>) -> Option<Resource> {
    let name = name(fields, before.map(|was| was.name.as_str()));
    let kind = line(
        fields,
        "kind",
        RESOURCE_KIND_MAX,
        before.map(|was| was.kind.0.as_str()),
    );
    let capacity = fields.optional("capacity", |value| count(value, 1, RESOURCE_USERS_MAX));
    let was = before.and_then(|was| was.practitioners.as_ref());
    let practitioners = fields.kept("practitioners", was, |value| practitioners_named(value, set_up));
    Some(Resource {
        id: before.map_or(ResourceId(0), |was| was.id),
        name: name?,
        kind: ResourceKind(kind?),
        capacity: capacity.unwrap_or_else(|| before.map_or(1, |was| was.capacity)),
        practitioners,
        closed: before.map(|was| was.closed.clone()).unwrap_or_default(),
        is_archived: before.is_some_and(|was| was.is_archived),
    })
}

impl Archivable for Resource {
    fn noun(id: i64) -> Noun {
        Noun::Resource(ResourceId(id))
    }

    fn told(by: &Change, edit: &Edit, version: &str) -> Option<Value> {
        match edit {
            Edit::Resource(unit) => Some(room_json(by.web.app.agenda().zone(), unit, version)),
            _ => None,
        }
    }
}
