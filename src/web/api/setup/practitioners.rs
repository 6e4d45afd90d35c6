//! `/api/v1/setup/practitioners`.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use serde_json::{Value, json};

use super::archive::Archivable;
use super::{colour, name};
use crate::domain::agenda::{Edit, Noun};
use crate::domain::bounds::{SETUP_NAME_MAX, palette};
use crate::domain::contact::{FieldProblem, plain_line};
use crate::domain::id::PractitionerId;
use crate::domain::practitioner::{HolidayHabit, Practitioner};
use crate::domain::spoken::Spoken;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::api::appointment_json::shown;
use crate::web::api::change::{Change, made, version};
use crate::web::api::fields::{Fields, flag, text};
use crate::web::api::json_body::JsonBody;
use crate::web::api::path::Numbered;
use crate::web::api::trouble::{Kind, Trouble};

fn practitioner_json(person: &Practitioner, version: &str) -> Value {
    json!({
        "id": person.id.0,
        "version": version,
        "name": person.name,
        "speciality": person.speciality,
        "languages": person.languages,
        "step_free": person.is_step_free,
        "color": person.color,
        "online": person.is_online,
        "works_holidays": person.holidays == HolidayHabit::Open,
        "archived": person.is_archived,
    })
}

/// `GET`: those who left as well.
pub(super) async fn list(State(web): State<Web>) -> Response<Body> {
    let agenda = web.app.agenda();
    let people = agenda.set_up().practitioners.values();
    let listed: Vec<Value> = people
        .map(|person| practitioner_json(person, &web.app.fingerprint(Noun::Practitioner(person.id))))
        .collect();
    shown(&json!({ "practitioners": listed }))
}

/// `POST`: somebody new.
pub(super) async fn create(by: Change, headers: HeaderMap, body: JsonBody) -> Result<Response<Body>, Halt> {
    let count = by.web.app.agenda().set_up().practitioners.len();
    let person = body.read(&by.visit, |fields| read(fields, None))?;
    let key = by.key(&headers, &person)?;
    // The colour proposed depends on how many there are: it is no part of what is asked.
    let person = Practitioner {
        color: colour_or_next(person.color, count),
        ..person
    };
    let (noun, version) = by.apply(Edit::Practitioner(person.clone()), None, key).await?;
    let id = match noun {
        Noun::Practitioner(id) => id,
        _ => person.id,
    };
    Ok(made(&practitioner_json(&Practitioner { id, ..person }, &version)))
}

fn colour_or_next(given: String, count: usize) -> String {
    if given.is_empty() {
        return palette(count).to_owned();
    }
    given
}

/// `POST …/{id}`: what is left out stays as it is.
pub(super) async fn change(
    by: Change,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let agenda = by.web.app.agenda();
    let before = agenda.set_up().practitioners.get(&PractitionerId(id.0));
    let before = before.ok_or_else(|| Trouble::new(Kind::NotFound).halt(&by.visit))?;
    let (person, seen) = body.read(&by.visit, |fields| {
        let seen = fields.required("version", version);
        read(fields, Some(before)).zip(seen)
    })?;
    let (_, version) = by
        .apply(Edit::Practitioner(person.clone()), Some(seen), None)
        .await?;
    Ok(shown(&practitioner_json(&person, &version)))
}

fn read(fields: &mut Fields, before: Option<&Practitioner>) -> Option<Practitioner> {
    let name = name(fields, before.map(|was| was.name.as_str()));
    let speciality = fields.optional(
        "speciality",
        text(|typed: &str| plain_line(typed, SETUP_NAME_MAX)),
    );
    let languages = fields.optional("languages", languages);
    let way_in = fields.is_null("step_free").then_some(None);
    let way_in = way_in.or_else(|| fields.optional("step_free", flag).map(Some));
    let color = fields.optional("color", colour);
    let is_online = fields.optional("online", flag);
    let works_holidays = fields.optional("works_holidays", flag);
    let usual = HolidayHabit::default();
    let holidays = match works_holidays {
        Some(true) => HolidayHabit::Open,
        Some(false) => HolidayHabit::Closed,
        None => before.map_or(usual, |was| was.holidays),
    };
    let was = |of: fn(&Practitioner) -> &String| before.map(|was| of(was).clone()).unwrap_or_default();
    Some(Practitioner {
        id: before.map_or(PractitionerId(0), |was| was.id),
        name: name?,
        speciality: speciality.unwrap_or_else(|| was(|p| &p.speciality)),
        languages: languages.unwrap_or_else(|| before.map(|was| was.languages.clone()).unwrap_or_default()),
        is_step_free: way_in.unwrap_or_else(|| before.and_then(|was| was.is_step_free)),
        holidays,
        color: color.unwrap_or_else(|| was(|p| &p.color)),
        is_online: is_online.unwrap_or_else(|| before.is_none_or(|was| was.is_online)),
        is_archived: before.is_some_and(|was| was.is_archived),
    })
}

/// Each code once, in the order of the list.
fn languages(value: &Value) -> Result<Vec<Spoken>, FieldProblem> {
    let codes = value.as_array().ok_or(FieldProblem::Malformed)?;
    let read = |code: &Value| code.as_str().and_then(|code| code.parse().ok());
    let read: Option<Vec<Spoken>> = codes.iter().map(read).collect();
    let read = read.ok_or(FieldProblem::Malformed)?;
    Ok(Spoken::all().filter(|spoken| read.contains(spoken)).collect())
}

impl Archivable for Practitioner {
    fn noun(id: i64) -> Noun {
        Noun::Practitioner(PractitionerId(id))
    }

    fn told(_: &Change, edit: &Edit, version: &str) -> Option<Value> {
        match edit {
            Edit::Practitioner(person) => Some(practitioner_json(person, version)),
            _ => None,
        }
    }
}
