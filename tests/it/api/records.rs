//! Patients, days, states and what there is to book for.

use serde_json::json;

use super::program::{Program, Served, TUESDAY_9, kind, places};
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

#[test]
fn a_record_is_changed_in_part_and_never_over_somebody_elses_change() {
    let site = Served::new();
    let program = site.program();
    assert_eq!(program.post("/api/v1/patients", &anne()).0, 201);
    let path = "/api/v1/patients/1";
    let (status, changed) = program.post(path, &json!({"version": 1, "phone": "06 12 34 56 78"}));
    assert_eq!((status, &changed["version"]), (200, &json!(2)), "{changed}");
    assert_eq!(
        program.last_act(),
        ("patient.edit".to_owned(), "token:1".to_owned())
    );
    let (_, file, _) = program.get(path);
    assert_eq!(
        (
            &file["phone"],
            &file["email"],
            &file["family_name"],
            &file["version"]
        ),
        (
            &json!("+33612345678"),
            &json!("anne@example.org"),
            &json!("Le Goff"),
            &json!(2)
        ),
        "{file}"
    );
    let (status, refused) = program.post(path, &json!({"version": 1, "given_name": "Anna"}));
    assert_eq!((status, kind(&refused)), (409, "stale"), "{refused}");
    let (status, refused) = program.post(
        path,
        &json!({"version": 2, "born": "2999-01-01", "email": "no", "note": "x"}),
    );
    assert_eq!(status, 422);
    assert_eq!(places(&refused), ["#/born", "#/email", "#/note"], "{refused}");
    assert_eq!(
        program.post(path, &json!({"given_name": "Anna"})).0,
        422,
        "no version"
    );
    assert_eq!(program.post("/api/v1/patients/9", &json!({"version": 1})).0, 404);
    let (_, file, _) = program.get(path);
    assert_eq!(
        (&file["given_name"], &file["version"]),
        (&json!("Anne"), &json!(2)),
        "nothing was written"
    );
    assert_eq!(program.post(path, &json!({"version": 2, "email": null})).0, 200);
    assert_eq!(program.get(path).1["email"], json!(null));
}

#[test]
fn online_booking_is_closed_to_somebody_and_opened_again() {
    let site = Served::new();
    let program = site.program();
    assert_eq!(program.post("/api/v1/patients", &anne()).0, 201);
    let path = "/api/v1/patients/1";
    let block = json!({"version": 1, "blocked_online": true, "block_reason": "Trois absences"});
    assert_eq!(program.post(path, &block).0, 200);
    assert_eq!(program.last_act().0, "patient.block");
    let booking = json!({"care": 1, "practitioner": 1, "start": TUESDAY_9, "patient": 1});
    let (status, refused) = program.post("/api/v1/appointments", &booking);
    assert_eq!(
        (status, kind(&refused)),
        (422, "not-bookable-online"),
        "{refused}"
    );
    let (_, file, _) = program.get(path);
    assert_eq!(file["blocked_online"], json!(true));
    assert!(
        !file.to_string().contains("absences"),
        "the reason stays with the staff"
    );
    assert_eq!(
        program
            .post(path, &json!({"version": 2, "blocked_online": false}))
            .0,
        200
    );
    assert_eq!(program.post("/api/v1/appointments", &booking).0, 201);
}

#[test]
fn who_opened_a_record_is_asked_page_by_page() {
    let site = Served::new();
    let program = site.program();
    assert_eq!(program.post("/api/v1/patients", &anne()).0, 201);
    for _ in 0..120 {
        assert_eq!(program.get("/api/v1/patients/1").0, 200);
    }
    let (_, first, _) = program.get("/api/v1/audit?patient=1");
    let entries = first["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 100);
    // The newest is this very question.
    assert_eq!(
        (&entries[0]["what"], &entries[0]["who"]),
        (&json!("audit.search"), &json!("token:1"))
    );
    let before = first["next_before"].as_i64().unwrap();
    let (_, second, _) = program.get(&format!("/api/v1/audit?patient=1&before={before}"));
    let rest = second["entries"].as_array().unwrap();
    assert!(
        rest.iter()
            .all(|entry| entry["revision"].as_i64().unwrap() < before)
    );
    assert_eq!(rest.last().unwrap()["what"], "patient.create", "{second}");
    assert_eq!(second["next_before"], json!(null));
    let (_, other, _) = program.get("/api/v1/audit?patient=1&from=2020-01-01&to=2020-12-31");
    assert_eq!(other["entries"], json!([]), "another period");
    for query in [
        "patient=0",
        "from=x",
        "from=2026-03-02&to=2026-03-01",
        "who=1",
        "before=-1",
        "from=2024-01-01",
    ] {
        assert_eq!(program.get(&format!("/api/v1/audit?{query}")).0, 422, "{query}");
    }
}
