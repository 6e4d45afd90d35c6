//! Tokens that keep to some practitioners: every operation, about somebody else.

mod appointments;
mod desk;
mod hours;
mod waiting;

use axum::http::Method;
use grappe::domain::agenda::Edit;
use grappe::domain::id::PractitionerId;
use grappe::domain::resource::Resource;
use grappe::domain::staff::Actor;
use grappe::web::router::{Access, table};
use serde_json::{Value, json};

use super::program::{Program, Served, TUESDAY_9, kind, places};
use crate::support::practice::room;

/// A Tuesday at 14 in Paris, which Dr Petit offers.
const TUESDAY_14: &str = "2026-03-03T14:00:00+01:00";

fn booking(practitioner: &Value, start: &str) -> Value {
    json!({"care": 1, "practitioner": practitioner, "start": start, "patient": 1})
}

/// Both practitioners have an appointment of patient 1, an absence in April, other hours on a Saturday, hours, and an entry of the
/// waiting list; both are offered the Saturday; there is a room. What number 1 is Dr Martin's, number 2 Dr Petit's.
pub(super) fn furnished() -> Served {
    let site = Served::new();
    let program = site.program();
    let made = |path: &str, body: &Value| {
        let (status, answer) = program.post(path, body);
        assert_eq!(status, 201, "{path}: {answer}");
    };
    for name in ["Anne", "Jeanne"] {
        made(
            "/api/v1/patients",
            &json!({"family_name": "Le Goff", "given_name": name, "phone": "0612345678"}),
        );
    }
    for (who, start) in [(1, TUESDAY_9), (2, TUESDAY_14)] {
        made("/api/v1/appointments", &booking(&json!(who), start));
        made(
            "/api/v1/waiting-list",
            &json!({"patient": who, "care": 1, "practitioners": [who]}),
        );
        let (start, end) = ("2026-04-01T00:00:00+02:00", "2026-04-02T00:00:00+02:00");
        made(
            "/api/v1/absences",
            &json!({"practitioner": who, "start": start, "end": end}),
        );
        let windows = json!([{"start": "09:00", "end": "10:00"}]);
        made(
            "/api/v1/exceptions",
            &json!({"practitioner": who, "from": "2026-03-07", "windows": windows}),
        );
    }
    let room = Resource {
        practitioners: Some(vec![PractitionerId(2)]),
        ..room()
    };
    let written = site
        .0
        .app
        .change_set_up(vec![Edit::Resource(room)], None, Actor::System);
    site.0.run(written).unwrap();
    site
}

/// An operation about Dr Petit by a program that keeps to Dr Martin: its route, address, body, status. What is not refused answers
/// without him.
type About = (&'static str, &'static str, Value, u16);

/// Every operation.
fn about_somebody_else() -> Vec<About> {
    let mut all = [
        appointments::asked(),
        hours::asked(),
        waiting::asked(),
        desk::asked(),
    ]
    .concat();
    all.push(("/api/v1/audit", "/api/v1/audit", Value::Null, 403));
    all
}

fn asked(program: &Program, path: &str, body: &Value) -> (u16, Value) {
    if body.is_null() {
        let (status, answer, _) = program.get(path);
        return (status, answer);
    }
    program.post(path, body)
}

/// Whether something in an answer names this practitioner.
fn names(answer: &Value, practitioner: i64) -> bool {
    match answer {
        Value::Object(members) => members.iter().any(|(name, value)| match name.as_str() {
            "practitioner" => value == practitioner,
            "practitioners" => value.as_array().is_some_and(|all| {
                all.iter()
                    .any(|one| one == practitioner || one["id"] == practitioner)
            }),
            _ => names(value, practitioner),
        }),
        Value::Array(all) => all.iter().any(|one| names(one, practitioner)),
        _ => false,
    }
}

#[test]
fn every_operation_keeps_to_the_practitioners_of_its_token() {
    let site = furnished();
    let (all, martin) = (site.program(), site.limited(&[1]));
    let before: Vec<Value> = [
        "/api/v1/agenda?date=2026-03-03",
        "/api/v1/schedules",
        "/api/v1/waiting-list",
        "/api/v1/offers",
    ]
    .map(|path| all.get(path).1)
    .to_vec();
    let mut cases = about_somebody_else();
    cases.extend(super::practice::closed());
    for (_, path, body, expected) in &cases {
        let (status, answer) = asked(&martin, path, body);
        assert_eq!(status, *expected, "{path} {body}: {answer}");
        assert!(!names(&answer, 2), "{path} {body}: {answer}");
        match status {
            403 => assert_eq!(kind(&answer), "limited-token", "{path}"),
            404 => assert_eq!(kind(&answer), "not-found", "{path}"),
            _ => {}
        }
    }
    let after: Vec<Value> = [
        "/api/v1/agenda?date=2026-03-03",
        "/api/v1/schedules",
        "/api/v1/waiting-list",
        "/api/v1/offers",
    ]
    .map(|path| all.get(path).1)
    .to_vec();
    assert_eq!(before, after, "nothing of his was touched");
    // A route that has no line here was not thought about.
    let served = table()
        .into_iter()
        .filter(|route| matches!(route.access, Access::Token(_)));
    for route in served {
        let is_get = route.method == Method::GET;
        let has_case = cases
            .iter()
            .any(|(path, _, body, _)| *path == route.path && body.is_null() == is_get);
        assert!(has_case, "{} {}", route.method, route.path);
    }
}

#[test]
fn what_is_asked_about_ones_own_is_done() {
    let site = furnished();
    let martin = site.limited(&[1]);
    let (_, day, _) = martin.get("/api/v1/agenda?date=2026-03-03");
    assert_eq!(day["appointments"].as_array().unwrap().len(), 1, "{day}");
    let (_, file, _) = martin.get("/api/v1/patients/1");
    assert_eq!(file["appointments"].as_array().unwrap().len(), 1, "{file}");
    // Anybody is the only one there is.
    let (status, booked) = martin.post(
        "/api/v1/appointments",
        &booking(&json!(null), "2026-03-05T09:00:00+01:00"),
    );
    assert_eq!((status, &booked["practitioner"]), (201, &json!(1)), "{booked}");
    let (status, moved) = martin.post(
        "/api/v1/appointments/1/move",
        &json!({"start": "2026-03-06T09:00:00+01:00", "practitioner": null}),
    );
    assert_eq!((status, &moved["practitioner"]), (201, &json!(1)), "{moved}");
    for path in [
        "/api/v1/absences/1/remove",
        "/api/v1/exceptions/1/remove",
        "/api/v1/waiting-list/1/pause",
        "/api/v1/waiting-list/1/resume",
        "/api/v1/waiting-list/1/withdraw",
    ] {
        let (status, answer) = martin.post(path, &json!({}));
        assert_eq!(status, 200, "{path}: {answer}");
    }
    // Free times of others are no help.
    let (status, taken) = martin.post(
        "/api/v1/appointments",
        &booking(&json!(1), "2026-03-03T14:30:00+01:00"),
    );
    assert_eq!(status, 422, "{taken}");
    assert!(!names(&taken, 2), "{taken}");
}

#[test]
fn who_keeps_to_several_has_to_name_one() {
    let site = furnished();
    let both = site.limited(&[1, 2]);
    let (status, refused) = both.post(
        "/api/v1/appointments",
        &booking(&json!(null), "2026-03-05T09:00:00+01:00"),
    );
    assert_eq!(
        (status, places(&refused)),
        (422, vec!["#/practitioner".to_owned()]),
        "{refused}"
    );
    let (status, refused) = both.post("/api/v1/waiting-list", &json!({"patient": 1, "care": 2}));
    assert_eq!(
        (status, places(&refused)),
        (422, vec!["#/practitioners".to_owned()]),
        "{refused}"
    );
    let (_, people, _) = both.get("/api/v1/practitioners");
    assert_eq!(people["practitioners"].as_array().unwrap().len(), 2);
}

#[test]
fn a_list_of_nobody_is_not_everybody() {
    let site = furnished();
    let nobody = site.limited(&[]);
    assert_eq!(nobody.get("/api/v1/practitioners").1["practitioners"], json!([]));
    assert_eq!(nobody.get("/api/v1/appointments/1").0, 404);
}
