//! Booking, reading, moving and cancelling by a program.

use grappe::domain::id::PatientId;
use grappe::domain::patient::Patient;
use grappe::domain::staff::Actor;
use grappe::store::Db;
use serde_json::{Value, json};

use super::Served;
use super::program::{TUESDAY_9, booking, kind, places};

const BOOK: &str = "/api/v1/appointments";

fn address(appointment: &Value) -> String {
    format!("{BOOK}/{}", appointment["id"])
}

#[test]
fn a_booking_is_made_read_moved_and_cancelled() {
    let served = Served::new();
    let program = served.program();
    let body = booking(TUESDAY_9, "Lefort").to_string();
    let (status, booked, page) = program.post_as(BOOK, "application/json; charset=utf-8", &body);
    assert_eq!(status, 201, "{booked}");
    assert_eq!(page.header("location"), Some(address(&booked).as_str()));
    let told = |name: &str| booked[name].clone();
    assert_eq!(told("start"), TUESDAY_9);
    assert_eq!(told("end"), "2026-03-03T09:30:00+01:00");
    assert_eq!(
        (told("status"), told("practitioner")),
        (json!("confirmed"), json!(1))
    );
    assert_eq!(program.get(&address(&booked)).1, booked);

    let ten = json!({"start": "2026-03-03T10:00:00+01:00", "version": booked["version"]});
    let (status, moved) = program.post(&format!("{}/move", address(&booked)), &ten);
    assert_eq!(status, 201, "{moved}");
    assert_eq!(
        (&moved["moved_from"], &moved["practitioner"]),
        (&booked["id"], &json!(1))
    );
    assert_eq!(program.get(&address(&booked)).1["status"], "moved");

    // Left to whoever is free: Dr Petit, in the afternoon.
    let anybody = json!({"start": "2026-03-03T14:00:00+01:00", "practitioner": null});
    let (status, moved) = program.post(&format!("{}/move", address(&moved)), &anybody);
    assert_eq!((status, &moved["practitioner"]), (201, &json!(2)), "{moved}");

    let cancel = format!("{}/cancel", address(&moved));
    let (status, cancelled, _) = program.post_as(&cancel, "application/json", "");
    assert_eq!(
        (status, &cancelled["status"]),
        (200, &json!("cancelled_by_patient"))
    );
    let (status, problem) = program.post(&cancel, &json!({}));
    assert_eq!((status, kind(&problem)), (409, "wrong-state"));
    let problems = served
        .0
        .run(served.0.app.store().read(|db: &Db<'_>| db.problems()))
        .unwrap();
    assert_eq!(problems, []);
}

#[test]
fn after_the_deadline_a_cancellation_counts_as_late_unless_the_practice_cancels() {
    let served = Served::new();
    let program = served.program();
    let one = program.books("2026-03-02T10:30:00+01:00", "Lefort");
    let two = program.books("2026-03-02T11:00:00+01:00", "Morel");
    let (_, late) = program.post(&format!("{}/cancel", address(&one)), &json!({"by": "patient"}));
    assert_eq!(late["status"], "cancelled_late");
    let (_, ours) = program.post(&format!("{}/cancel", address(&two)), &json!({"by": "practice"}));
    assert_eq!(ours["status"], "cancelled_by_practice");
}

#[test]
fn a_taken_time_is_refused_with_the_three_nearest() {
    let served = Served::new();
    let program = served.program();
    program.books("2026-03-03T10:00:00+01:00", "Lefort");
    let other = program.books("2026-03-03T11:30:00+01:00", "Morel");
    let (status, problem) = program.post(BOOK, &booking("2026-03-03T10:00:00+01:00", "Autre"));
    assert_eq!((status, kind(&problem)), (409, "slot-taken"));
    let expected = json!([
        {"start": "2026-03-03T09:30:00+01:00", "practitioner": 1},
        {"start": "2026-03-03T10:30:00+01:00", "practitioner": 1},
        {"start": "2026-03-03T09:00:00+01:00", "practitioner": 1},
    ]);
    assert_eq!(problem["alternatives"], expected);
    let (status, problem) = program.post(
        &format!("{}/move", address(&other)),
        &json!({"start": "2026-03-03T10:00:00+01:00"}),
    );
    assert_eq!((status, kind(&problem)), (409, "slot-taken"));
    assert_eq!(problem["alternatives"].as_array().unwrap().len(), 3);
    assert_eq!(
        program.get(&address(&other)).1["status"],
        "confirmed",
        "the old time stays"
    );
}

#[test]
fn a_patient_is_not_in_two_places_and_hears_when_both_are_free() {
    let served = Served::new();
    let program = served.program();
    let first = program.books("2026-03-03T14:00:00+01:00", "Lefort");
    let video = json!({"care": 2, "practitioner": 2, "start": "2026-03-03T14:00:00+01:00", "patient": first["patient"]});
    let (status, problem) = program.post(BOOK, &video);
    assert_eq!((status, kind(&problem)), (409, "patient-busy"), "{problem}");
    let alternatives = problem["alternatives"].as_array().unwrap();
    assert_eq!(
        alternatives[0],
        json!({"start": "2026-03-03T14:30:00+01:00", "practitioner": 2})
    );
    // A move into the other one is refused alike.
    let other = program.books("2026-03-03T15:00:00+01:00", "Lefort");
    let (status, problem) = program.post(
        &format!("{}/move", address(&other)),
        &json!({"start": "2026-03-03T14:00:00+01:00", "practitioner": null}),
    );
    assert_eq!((status, kind(&problem)), (409, "patient-busy"));
    assert_eq!(problem["alternatives"].as_array().unwrap().len(), 3);
    // The same person declared again is the same record.
    let again = json!({"care": 2, "practitioner": 2, "start": "2026-03-03T14:00:00+01:00", "patient": booking(TUESDAY_9, "Lefort")["patient"]});
    let (_, problem) = program.post(BOOK, &again);
    assert_eq!(problem["alternatives"][0]["start"], "2026-03-03T14:30:00+01:00");
}

#[test]
fn times_that_are_not_offered_are_refused_at_the_field() {
    let served = Served::new();
    let program = served.program();
    let revision = served.0.revision();
    for start in [
        "2026-03-02T09:00:00+01:00",
        "2026-03-03T09:10:00+01:00",
        "2026-03-03T13:00:00+01:00",
        "2026-03-07T09:00:00+01:00",
        "2026-03-01T09:00:00Z",
        "2026-12-01T09:00:00+01:00",
        "2026-03-03T09:00:00.5+01:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-12:00",
    ] {
        let (status, problem) = program.post(BOOK, &booking(start, "Lefort"));
        assert_eq!(
            (status, kind(&problem)),
            (422, "slot-not-offered"),
            "{start} {problem}"
        );
        assert_eq!(places(&problem), ["#/start"]);
        assert!(problem["alternatives"].is_array());
    }
    assert_eq!(served.0.revision(), revision, "nothing was written");
}

#[test]
fn every_wrong_field_is_named_at_once() {
    let served = Served::new();
    let program = served.program();
    let body = json!({
        "care": "1", "practitioner": 1.5, "start": "2026-03-03 09:00", "seats": 0, "note": "x", "a/b~": 1,
        "patient": {"family_name": "", "born": "2030-01-01", "email": "no", "phone": 3, "nir": "1 55"},
    });
    let (status, problem) = program.post(BOOK, &body);
    assert_eq!((status, kind(&problem)), (422, "invalid-request"));
    let mut named = places(&problem);
    named.sort();
    let expected = [
        "#/a~1b~0",
        "#/care",
        "#/note",
        "#/patient/born",
        "#/patient/email",
        "#/patient/family_name",
        "#/patient/given_name",
        "#/patient/nir",
        "#/patient/phone",
        "#/practitioner",
        "#/seats",
        "#/start",
    ];
    assert_eq!(named, expected);
    for (body, place) in [
        (json!({"care": 1, "start": TUESDAY_9}), "#/patient"),
        (
            json!({"care": 1, "start": TUESDAY_9, "patient": 999}),
            "#/patient",
        ),
        (
            json!({"care": 1, "start": TUESDAY_9, "patient": true}),
            "#/patient",
        ),
        (
            json!({"care": 1, "start": TUESDAY_9, "patient": {"family_name": "A", "given_name": "B"}}),
            "#/patient/phone",
        ),
        (
            json!({"care": 7, "start": TUESDAY_9, "patient": booking(TUESDAY_9, "X")["patient"]}),
            "#/care",
        ),
        (
            json!({"care": 3, "start": TUESDAY_9, "patient": booking(TUESDAY_9, "X")["patient"]}),
            "#/care",
        ),
        (json!([1]), "#/"),
    ] {
        let (status, problem) = program.post(BOOK, &body);
        assert_eq!(
            (status, places(&problem)),
            (422, vec![place.to_owned()]),
            "{body} {problem}"
        );
    }
}

#[test]
fn rules_about_the_patient_are_told_and_a_block_keeps_its_reason() {
    let served = Served::new();
    let program = served.program();
    let mut child = booking("2026-03-03T14:00:00+01:00", "Petit");
    child["care"] = json!(2);
    child["patient"]["born"] = json!("2020-01-01");
    let (status, problem) = program.post(BOOK, &child);
    assert_eq!((status, kind(&problem)), (422, "not-eligible"));
    assert_eq!(places(&problem), ["#/patient"]);

    let known = program.books(TUESDAY_9, "Lefort");
    let id = PatientId(known["patient"].as_i64().unwrap());
    let block = async {
        let file = served
            .0
            .app
            .open_patient(id, Actor::System)
            .await
            .unwrap()
            .unwrap();
        let blocked = Patient {
            is_blocked_online: true,
            ..file.patient
        };
        served
            .0
            .app
            .save_patient(blocked, Some(file.version), Actor::System)
            .await
            .unwrap();
    };
    served.0.run(block);
    let other = json!({"care": 1, "start": "2026-03-04T09:00:00+01:00", "patient": id.0});
    let (status, problem) = program.post(BOOK, &other);
    assert_eq!((status, kind(&problem)), (422, "not-bookable-online"));
    assert!(!problem.to_string().to_lowercase().contains("block"), "{problem}");
}

#[test]
fn stale_versions_unknown_numbers_and_odd_paths_are_refused() {
    let served = Served::new();
    let program = served.program();
    let booked = program.books(TUESDAY_9, "Lefort");
    let (status, problem) = program.post(&format!("{}/cancel", address(&booked)), &json!({"version": 99}));
    assert_eq!((status, kind(&problem)), (409, "stale"));
    for path in ["999", "x", "-1", "99999999999999999999", "%00"] {
        let (status, problem, _) = program.get(&format!("{BOOK}/{path}"));
        assert_eq!((status, kind(&problem)), (404, "not-found"), "{path}");
        let body = json!({"start": TUESDAY_9});
        assert_eq!(
            program.post(&format!("{BOOK}/{path}/move"), &body).0,
            404,
            "{path}"
        );
        assert_eq!(
            program.post(&format!("{BOOK}/{path}/cancel"), &json!({})).0,
            404,
            "{path}"
        );
    }
    assert_eq!(program.get("/api/v1/nothing").0, 404);
    assert_eq!(program.get("/api/v1/appointments").0, 405);
}

#[test]
fn an_appointment_is_made_longer_and_the_same_key_does_it_once() {
    let site = Served::new();
    let program = site.program();
    let booked = program.books(TUESDAY_9, "Goff");
    let path = "/api/v1/appointments/1/length";
    for minutes in [4, 721] {
        let odd = json!({"minutes": minutes, "version": 1});
        assert_eq!(program.post(path, &odd).0, 422, "{minutes}");
    }
    let longer = json!({"minutes": 45, "version": 1});
    let keyed = program.saying("Idempotency-Key", "longer-1");
    let (status, changed) = keyed.post(path, &longer);
    assert_eq!(
        (status, &changed["end"]),
        (201, &json!("2026-03-03T09:45:00+01:00")),
        "{changed}"
    );
    assert_eq!(
        (&changed["start"], &changed["moved_from"]),
        (&booked["start"], &json!(1))
    );
    assert_eq!(keyed.post(path, &longer), (201, changed));
    assert_eq!(
        program.last_act(),
        ("appointment.length".to_owned(), "token:1".to_owned())
    );
    assert_eq!(program.post(path, &longer).0, 409, "that row stands no longer");
    for minutes in [json!(0), json!(721), json!("45"), json!(null)] {
        assert_eq!(
            program
                .post("/api/v1/appointments/2/length", &json!({"minutes": minutes}))
                .0,
            422,
            "{minutes}"
        );
    }
    assert_eq!(
        program
            .post("/api/v1/appointments/9/length", &json!({"minutes": 45}))
            .0,
        404
    );
}
