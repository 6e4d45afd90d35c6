//! `/api/v1/setup/care-types`: what is booked, with every term, and what one practitioner does differently.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use serde_json::{Value, json};

use super::archive::Archivable;
use super::care_json::care_json;
use super::care_read::{changed, members};
use super::{name, practitioners_named};
use crate::domain::agenda::{Edit, Noun, SetUp};
use crate::domain::bounds::{KEYWORDS_MAX, USUAL_HORIZON_DAYS, USUAL_NOTICE, palette};
use crate::domain::care_type::{CareOverride, CareTerms, CareType, CareWords, Venue};
use crate::domain::contact::{FieldProblem, plain_line};
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::api::appointment_json::shown;
use crate::web::api::change::{Change, made, practitioner, version};
use crate::web::api::fields::{Fields, flag, text};
use crate::web::api::json_body::JsonBody;
use crate::web::api::path::Numbered;
use crate::web::api::trouble::{Kind, Trouble};

/// `GET`: those that are no longer sold as well.
pub(super) async fn list(State(web): State<Web>) -> Response<Body> {
    let agenda = web.app.agenda();
    let cares = agenda.set_up().care_types.values();
    let listed: Vec<Value> = cares
        .map(|care| care_json(care, &web.app.fingerprint(Noun::CareType(care.id))))
        .collect();
    shown(&json!({ "care_types": listed }))
}

/// `POST`: a new one; what is left out is as the screen proposes it.
pub(super) async fn create(by: Change, headers: HeaderMap, body: JsonBody) -> Result<Response<Body>, Halt> {
    let agenda = by.web.app.agenda();
    let set_up = agenda.set_up();
    let mut care = body.read(&by.visit, |fields| {
        if !fields.has("minutes") {
            fields.refuse("minutes", FieldProblem::Missing);
        }
        read(fields, set_up, usual())
    })?;
    let key = by.key(&headers, &care)?;
    // The colour proposed depends on how many there are: it is no part of what is asked.
    if care.color.is_empty() {
        palette(set_up.care_types.len()).clone_into(&mut care.color);
    }
    let edit = Edit::CareType(Box::new(care.clone()));
    let (noun, version) = by.apply(edit, None, key).await?;
    let id = match noun {
        Noun::CareType(id) => id,
        _ => care.id,
    };
    Ok(made(&care_json(&CareType { id, ..care }, &version)))
}

fn usual() -> CareType {
    CareType {
        id: CareTypeId(0),
        name: String::new(),
        public_text: String::new(),
        words: CareWords::default(),
        color: String::new(),
        venue: Venue::default(),
        is_online: true,
        is_archived: false,
        needs_approval: false,
        terms: CareTerms {
            min_notice: USUAL_NOTICE,
            horizon_days: USUAL_HORIZON_DAYS,
            ..CareTerms::default()
        },
        overrides: BTreeMap::new(),
        practitioners: Vec::new(),
    }
}

/// `POST …/{id}`: what is left out stays as it is.
pub(super) async fn change(
    by: Change,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let agenda = by.web.app.agenda();
    let before = found(&by, agenda.set_up(), CareTypeId(id.0))?;
    let (care, seen) = body.read(&by.visit, |fields| {
        let seen = fields.required("version", version);
        read(fields, agenda.set_up(), before).zip(seen)
    })?;
    written(&by, care, seen).await
}

/// The one that is meant by a path.
fn found(by: &Change, set_up: &SetUp, id: CareTypeId) -> Result<CareType, Halt> {
    let found = set_up.care_types.get(&id).cloned();
    found.ok_or_else(|| Trouble::new(Kind::NotFound).halt(&by.visit))
}

async fn written(by: &Change, care: CareType, seen: String) -> Result<Response<Body>, Halt> {
    let edit = Edit::CareType(Box::new(care.clone()));
    let (_, version) = by.apply(edit, Some(seen), None).await?;
    Ok(shown(&care_json(&care, &version)))
}

fn read(fields: &mut Fields, set_up: &SetUp, before: CareType) -> Option<CareType> {
    let known = Some(before.name.as_str()).filter(|name| !name.is_empty());
    let name = name(fields, known);
    let was = Some(&before.practitioners).filter(|only| !only.is_empty());
    let only = fields.kept("practitioners", was, |value| practitioners_named(value, set_up));
    let to = members(fields, set_up);
    let keywords = fields.optional("keywords", text(|typed: &str| plain_line(typed, KEYWORDS_MAX)));
    let mut care = CareType {
        name: name?,
        practitioners: only.unwrap_or_default(),
        ..changed(before, to)
    };
    care.words.keywords = keywords.unwrap_or(care.words.keywords);
    Some(care)
}

/// `POST …/{id}/own`: what one practitioner does differently, and nothing else; without a member they do it as everybody.
pub(super) async fn own(by: Change, Numbered(id): Numbered, body: JsonBody) -> Result<Response<Body>, Halt> {
    let agenda = by.web.app.agenda();
    let mut care = found(&by, agenda.set_up(), CareTypeId(id.0))?;
    let (who, own, seen) = body.read(&by.visit, |fields| {
        let seen = fields.required("version", version);
        let who = practitioner(fields, &by.web);
        let is_offered = fields.optional("offered", flag);
        let own = CareOverride {
            is_not_offered: is_offered == Some(false),
            ..members(fields, agenda.set_up())
        };
        Some((who?, own, seen?))
    })?;
    differing(&mut care, who, own);
    written(&by, care, seen).await
}

fn differing(care: &mut CareType, who: PractitionerId, own: CareOverride) {
    if own == CareOverride::default() {
        care.overrides.remove(&who);
    } else {
        care.overrides.insert(who, own);
    }
}

impl Archivable for CareType {
    fn noun(id: i64) -> Noun {
        Noun::CareType(CareTypeId(id))
    }

    fn told(_: &Change, edit: &Edit, version: &str) -> Option<Value> {
        match edit {
            Edit::CareType(care) => Some(care_json(care, version)),
            _ => None,
        }
    }
}
