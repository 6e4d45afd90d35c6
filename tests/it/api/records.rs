//! Patients, days, states and what there is to book for.

use serde_json::json;

use super::program::{Program, Served, TUESDAY_9};
use grappe::app::Scope;

fn anne() -> serde_json::Value {
    json!({"family_name": "Le Goff", "given_name": "Anne", "born": "1985-11-12", "email": "anne@example.org"})
}

#[test]
fn a_patient_is_written_found_and_opened() {
    let site = Served::new();
    let program = site.program();
    let (status, made, page) = program.post_as("/api/v1/patients", "application/json", &anne().to_string());
    assert_eq!(status, 201, "{made}");
    assert_eq!(page.header("location"), Some("/api/v1/patients/1"));
    let (status, found) = program.post("/api/v1/patients/search", &json!({"q": "le goff"}));
    assert_eq!(
        (status, &found["patients"][0]["born"]),
        (200, &json!("1985-11-12")),
        "{found}"
    );
    let before = site.0.revision();
    let (status, file, _) = program.get("/api/v1/patients/1");
    assert_eq!((status, &file["appointments"]), (200, &json!([])), "{file}");
    assert!(site.0.revision() > before, "that it was opened is on record");
    assert_eq!(program.get("/api/v1/patients/99").0, 404);
    for body in [
        json!({}),
        json!({"q": ""}),
        json!({"q": 7}),
        json!({"q": "a", "more": 1}),
    ] {
        assert_eq!(program.post("/api/v1/patients/search", &body).0, 422, "{body}");
    }
    let nobody = json!({"family_name": "Le Goff", "given_name": "Anne"});
    assert_eq!(
        program.post("/api/v1/patients", &nobody).0,
        422,
        "no way to reach her"
    );
}

#[test]
fn a_day_is_listed_and_its_states_are_set() {
    let site = Served::new();
    let program = site.program();
    let booking = json!({"care": 1, "practitioner": 1, "start": TUESDAY_9, "patient": anne()});
    assert_eq!(program.post("/api/v1/appointments", &booking).0, 201);
    let (status, day, _) = program.get("/api/v1/agenda?date=2026-03-03&practitioner=1");
    assert_eq!(
        (status, &day["appointments"][0]["start"]),
        (200, &json!(TUESDAY_9)),
        "{day}"
    );
    assert!(!day.to_string().contains("Goff"), "numbers, no names");
    let (_, other, _) = program.get("/api/v1/agenda?date=2026-03-03&practitioner=2");
    assert_eq!(other["appointments"], json!([]));
    let state = "/api/v1/appointments/1/state";
    let (status, marked) = program.post(state, &json!({"status": "arrived", "version": 1}));
    assert_eq!((status, &marked["status"]), (200, &json!("arrived")), "{marked}");
    assert_eq!(
        program.post(state, &json!({"status": "done", "version": 1})).0,
        409,
        "changed meanwhile"
    );
    for status in ["moved", "cancelled_by_patient", "requested", "nonsense"] {
        assert_eq!(program.post(state, &json!({"status": status})).0, 422, "{status}");
    }
    assert_eq!(
        program
            .post("/api/v1/appointments/9/state", &json!({"status": "arrived"}))
            .0,
        404
    );
}

#[test]
fn what_there_is_to_book_for_is_listed() {
    let site = Served::new();
    let reader = Program::with(&site.0, &site.token(&[Scope::SlotsRead]));
    let (_, people, _) = reader.get("/api/v1/practitioners");
    assert_eq!(people["practitioners"][0]["name"], "Dr Hélène Martin");
    let (_, cares, _) = reader.get("/api/v1/care-types");
    assert_eq!(cares["care_types"][0]["practitioners"], json!([1, 2]), "{cares}");
    for path in ["/api/v1/agenda?date=2026-03-03", "/api/v1/patients/1"] {
        assert_eq!(reader.get(path).0, 403, "{path}");
    }
}
