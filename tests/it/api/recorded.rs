//! Every operation that changes something is on record under the key that asked for it (security §7, T19); one that is not used here
//! fails.

use std::collections::BTreeSet;

use axum::http::Method;
use grappe::domain::booking::Status;
use grappe::web::router::{Access, table};
use serde_json::{Value, json};

use super::desk::{BOOK, asked, becomes, contested, desk, leading, made, paris, series_on};
use super::reach::furnished;
use super::{Program, Served};

/// Route, path, body, in an order in which each can be done; `version` is filled in from what is there.
#[expect(clippy::too_many_lines, reason = "a table of every operation")]
fn acts() -> Vec<(&'static str, &'static str, Value)> {
    let windows = json!([{"start": "09:00", "end": "10:00"}]);
    let hours = json!({"practitioner": 1, "days": {"saturday": windows}});
    let span = json!({"start": "2026-05-04T08:00:00Z", "end": "2026-05-04T09:00:00Z"});
    let mut away = span.clone();
    away["practitioner"] = json!(1);
    let wednesday = |at: &str| format!("2026-03-04T{at}:00+01:00");
    let booking = json!({"care": 1, "practitioner": 1, "start": wednesday("09:00"), "patient": 1});
    let person = json!({"family_name": "Neuf", "given_name": "Ève", "phone": "0612345679"});
    let search = "/api/v1/patients/search";
    vec![
        ("/api/v1/patients", "/api/v1/patients", person),
        (
            "/api/v1/patients/{id}",
            "/api/v1/patients/1",
            json!({"version": 1, "fragile": true}),
        ),
        (search, search, json!({"q": "le goff"})),
        ("/api/v1/appointments", "/api/v1/appointments", booking),
        (
            "/api/v1/appointments/{id}/length",
            "/api/v1/appointments/3/length",
            json!({"minutes": 20}),
        ),
        (
            "/api/v1/appointments/{id}/move",
            "/api/v1/appointments/4/move",
            json!({"start": wednesday("10:00")}),
        ),
        (
            "/api/v1/appointments/{id}/state",
            "/api/v1/appointments/1/state",
            json!({"status": "arrived"}),
        ),
        (
            "/api/v1/appointments/{id}/cancel",
            "/api/v1/appointments/5/cancel",
            json!({}),
        ),
        (
            "/api/v1/offers/{id}/decline",
            "/api/v1/offers/2/decline",
            json!({}),
        ),
        (
            "/api/v1/waiting-list/{id}",
            "/api/v1/waiting-list/2",
            json!({"urgency": "soon"}),
        ),
        (
            "/api/v1/waiting-list/{id}/pause",
            "/api/v1/waiting-list/2/pause",
            json!({}),
        ),
        (
            "/api/v1/waiting-list/{id}/resume",
            "/api/v1/waiting-list/2/resume",
            json!({}),
        ),
        (
            "/api/v1/waiting-list/{id}/offers",
            "/api/v1/waiting-list/2/offers",
            json!({"practitioner": 2, "start": wednesday("14:00")}),
        ),
        (
            "/api/v1/offers/{id}/withdraw",
            "/api/v1/offers/3/withdraw",
            json!({}),
        ),
        ("/api/v1/offers/{id}/accept", "/api/v1/offers/1/accept", json!({})),
        (
            "/api/v1/waiting-list/{id}/withdraw",
            "/api/v1/waiting-list/2/withdraw",
            json!({}),
        ),
        ("/api/v1/absences", "/api/v1/absences", away),
        (
            "/api/v1/absences/{id}/remove",
            "/api/v1/absences/1/remove",
            json!({}),
        ),
        (
            "/api/v1/exceptions",
            "/api/v1/exceptions",
            json!({"practitioner": 1, "from": "2026-05-09", "windows": windows}),
        ),
        (
            "/api/v1/exceptions/{id}/remove",
            "/api/v1/exceptions/2/remove",
            json!({}),
        ),
        ("/api/v1/schedules", "/api/v1/schedules", hours.clone()),
        ("/api/v1/schedules/{id}", "/api/v1/schedules/3", hours),
        (
            "/api/v1/schedules/{id}/remove",
            "/api/v1/schedules/3/remove",
            json!({}),
        ),
        (
            "/api/v1/resources/{id}/closures",
            "/api/v1/resources/1/closures",
            span.clone(),
        ),
        (
            "/api/v1/resources/{id}/closures/remove",
            "/api/v1/resources/1/closures/remove",
            span,
        ),
        (
            "/api/v1/waiting-list",
            "/api/v1/waiting-list",
            json!({"patient": 1, "care": 2}),
        ),
    ]
}

/// These, and those that come after them.
fn all() -> Vec<(&'static str, &'static str, Value)> {
    let mut all = acts();
    all.extend(super::practice::acts());
    all
}

/// What the practice has now of a thing that is changed by version.
fn with_version(program: &Program, path: &str, mut body: Value) -> Value {
    for (list, things) in [
        ("/api/v1/schedules", "schedules"),
        ("/api/v1/waiting-list", "entries"),
        ("/api/v1/setup/practitioners", "practitioners"),
        ("/api/v1/setup/care-types", "care_types"),
        ("/api/v1/setup/resources", "resources"),
    ] {
        let path = path.strip_suffix("/own").unwrap_or(path);
        let id = path.strip_prefix(list).and_then(|rest| rest.strip_prefix('/'));
        if let Some(id) = id.and_then(|id| id.parse::<i64>().ok()) {
            let all = program.get(list).1;
            let all = all[things].as_array().unwrap();
            let found = all.iter().find(|one| one["id"] == id).expect(path);
            body["version"] = found["version"].clone();
        }
    }
    body
}

/// The same at the desk, each made ready first: path and body.
fn desk_acts(site: &Served, program: &Program) -> Vec<(String, Value)> {
    leading(site, false);
    let booked = |start: &str| made(program, BOOK, &asked(start, "Roux"))["id"].clone();
    let requested = booked("2026-03-05T09:00");
    becomes(site, &requested, Status::Requested);
    let [moved, longer, noted] = ["2026-03-05T10:00", "2026-03-05T10:30", "2026-03-05T11:00"].map(booked);
    let missed = contested(site, program);
    let (first, next) = series_on(program, "2026-03-04");
    site.0.clock.set("2026-03-04T11:00:00Z".parse().unwrap());
    made(
        program,
        &format!("/api/v1/appointments/{first}/state"),
        &json!({"status": "no_show"}),
    );
    booked("2026-03-06T10:30");
    let undo = program.get("/api/v1/undo").1["acts"][0]["id"].clone();
    let at = |id: &Value, act: &str| desk(id, act);
    let copied = json!({"start": paris("2026-03-06T10:00"), "accept": ["next-visit-open"]});
    let ill = json!({"practitioner": 1, "tell": "cancel", "until": "2026-03-06"});
    vec![
        (format!("/api/v1/undo/{undo}"), json!({})),
        (BOOK.to_owned(), asked("2026-03-06T09:07", "Blanc")),
        (at(&requested, "/answer"), json!({"answer": "accept"})),
        (at(&missed, "/contest"), json!({"decision": "kept"})),
        (at(&first, "/copy"), copied),
        (at(&longer, "/length"), json!({"minutes": 20})),
        (at(&moved, "/move"), json!({"start": paris("2026-03-06T11:00")})),
        (at(&noted, "/note"), json!({"note": "Porte B"})),
        (at(&noted, "/late"), json!({"late": false})),
        (at(&next, "/series"), json!({"decision": "keep"})),
        ("/api/v1/desk/ill".to_owned(), ill),
        (
            "/api/v1/desk/calls/1".to_owned(),
            json!({"appointment": noted, "call": "reached"}),
        ),
    ]
}

/// The route of a path whose only number is the object's.
fn route_of(path: &str) -> String {
    let part = |part: &str| {
        let is_number = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if is_number { "{id}" } else { part }.to_owned()
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn on_record(site: &Served, program: &Program, (path, body, who): (&str, &Value, &str)) {
    let before = site.0.revision();
    let (status, answer) = program.post(path, body);
    assert!(matches!(status, 200 | 201), "{path}: {status} {answer}");
    let written = site.0.written_since(before);
    assert!(
        written.iter().any(|[by, ..]| by == who),
        "{path} is not on record under its key: {written:?}"
    );
}

#[test]
fn every_operation_that_changes_something_is_on_record_under_its_key() {
    let site = furnished();
    let program = site.program();
    let mut used: BTreeSet<String> = BTreeSet::new();
    for (route, path, body) in all() {
        let body = with_version(&program, path, body);
        on_record(&site, &program, (path, &body, "token:2"));
        used.insert(route.to_owned());
    }
    let site = Served::new();
    let program = site.program();
    for (path, body) in desk_acts(&site, &program) {
        on_record(&site, &program, (&path, &body, "token:1"));
        used.insert(route_of(&path));
    }
    let unused: Vec<&str> = table()
        .into_iter()
        .filter(|route| matches!(route.access, Access::Token(_)) && route.method == Method::POST)
        .map(|route| route.path)
        .filter(|path| !used.contains(*path))
        .collect();
    assert!(unused.is_empty(), "not used: {unused:?}");
}
