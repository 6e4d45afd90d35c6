//! Notes, relatives, consents, merging, the copy for the patient and erasure, for programs.

use grappe::app::Scope;
use serde_json::{Value, json};

use super::program::{Program, Served, TUESDAY_9, kind, places};

const ANNE: &str = "/api/v1/patients/1";

/// Anne and her twin record Ann are numbers 1 and 2, little Léo is number 3.
fn family() -> (Served, Program) {
    let site = Served::new();
    let program = site.program();
    for (family, given, phone, email) in [
        ("Le Goff", "Anne", Some("0612345678"), None),
        ("Le Goff", "Anne", None, Some("anne@example.org")),
        ("Le Goff", "Léo", Some("0612345678"), None),
    ] {
        let person = json!({"family_name": family, "given_name": given, "phone": phone, "email": email});
        let (status, made) = program.post("/api/v1/patients", &person);
        assert_eq!(status, 201, "{made}");
    }
    (site, program)
}

#[track_caller]
fn done(program: &Program, path: &str, body: &Value) -> Value {
    let (status, answer) = program.post(path, body);
    assert!(status < 300, "{path} {body}: {status} {answer}");
    answer
}

#[track_caller]
fn refused(program: &Program, path: &str, body: &Value, expected: (u16, &str)) -> Value {
    let (status, answer) = program.post(path, body);
    assert_eq!((status, kind(&answer)), expected, "{path} {body}: {answer}");
    answer
}

fn acted(program: &Program, what: &str) {
    assert_eq!(program.last_act(), (what.to_owned(), "token:1".to_owned()));
}

#[test]
fn notes_are_read_and_written_by_who_has_a_key_for_them() {
    let (site, program) = family();
    let notes = &format!("{ANNE}/notes");
    done(
        &program,
        notes,
        &json!({"version": 1, "note": "Allergique\r\nau latex", "desk_note": "Parle fort"}),
    );
    acted(&program, "patient.edit");
    let (_, read, _) = program.get(notes);
    let expected = json!({"id": 1, "version": 2, "note": "Allergique\nau latex", "desk_note": "Parle fort"});
    assert_eq!(read, expected);
    done(&program, notes, &json!({"version": 2, "note": null}));
    let (_, read, _) = program.get(notes);
    assert_eq!(
        (&read["note"], &read["desk_note"]),
        (&json!(""), &json!("Parle fort"))
    );
    refused(
        &program,
        notes,
        &json!({"version": 2, "note": "x"}),
        (409, "stale"),
    );
    let long = json!({"version": 3, "desk_note": "x".repeat(1001)});
    let wrong = refused(&program, notes, &long, (422, "invalid-request"));
    assert_eq!(places(&wrong), ["#/desk_note"]);
    refused(
        &program,
        "/api/v1/patients/99/notes",
        &json!({"version": 1}),
        (404, "not-found"),
    );
    // Who may change records neither sees nor writes what is noted on them.
    let desk = Program::with(&site.0, &site.token(&[Scope::PatientsRead, Scope::PatientsWrite]));
    assert_eq!(desk.get(notes).0, 403);
    refused(&desk, notes, &json!({"version": 3}), (403, "missing-scope"));
    assert!(!desk.get(ANNE).1.to_string().contains("Parle fort"));
}

#[test]
fn relatives_are_tied_told_both_ways_and_untied() {
    let (_site, program) = family();
    let relatives = &format!("{ANNE}/relatives");
    assert_eq!(program.get(relatives).1["household"], json!([3]), "same phone");
    let tied = done(
        &program,
        relatives,
        &json!({"patient": 3, "books": "for", "kind": "child"}),
    );
    assert_eq!(tied, json!({"contact": 1, "patient": 3, "kind": "child"}));
    acted(&program, "patient.tie");
    let (_, read, _) = program.get(relatives);
    let leo =
        json!({"patient": 3, "family_name": "Le Goff", "given_name": "Léo", "kind": "child", "books": "for"});
    assert_eq!(read, json!({"relatives": [leo], "household": []}));
    let (_, of_leo, _) = program.get("/api/v1/patients/3/relatives");
    assert_eq!(
        (
            &of_leo["relatives"][0]["patient"],
            &of_leo["relatives"][0]["books"]
        ),
        (&json!(1), &json!("by"))
    );
    done(
        &program,
        "/api/v1/patients/3/relatives/remove",
        &json!({"patient": 1, "books": "by"}),
    );
    acted(&program, "patient.untie");
    assert_eq!(program.get(relatives).1["relatives"], json!([]));
    let own = json!({"patient": 1, "books": "beside", "kind": "twin"});
    let wrong = refused(&program, relatives, &own, (422, "invalid-request"));
    assert_eq!(places(&wrong), ["#/patient", "#/books", "#/kind"]);
    refused(
        &program,
        relatives,
        &json!({"patient": 99, "books": "by", "kind": "other"}),
        (404, "not-found"),
    );
}

#[test]
fn a_consent_is_given_once_for_a_key_and_taken_back_once() {
    let (_site, program) = family();
    let consents = &format!("{ANNE}/consents");
    let keyed = program.saying("Idempotency-Key", "consent-1");
    let given = done(&keyed, consents, &json!({"kind": "reminders"}));
    assert_eq!(given, json!({"id": 1, "kind": "reminders"}));
    assert_eq!(done(&keyed, consents, &json!({"kind": "reminders"})), given);
    refused(
        &keyed,
        consents,
        &json!({"kind": "information"}),
        (422, "key-reused"),
    );
    acted(&program, "consent.give");
    let (_, read, _) = program.get(consents);
    let only = &read["consents"][0];
    assert_eq!(read["consents"].as_array().unwrap().len(), 1, "{read}");
    assert_eq!(
        (&only["online"], &only["withdrawn"]),
        (&json!(false), &json!(null))
    );
    let away = &format!("{consents}/withdraw");
    done(&program, away, &json!({"consent": 1}));
    acted(&program, "consent.withdraw");
    assert!(program.get(consents).1["consents"][0]["withdrawn"].is_string());
    refused(&program, away, &json!({"consent": 1}), (404, "not-found"));
    refused(
        &program,
        consents,
        &json!({"kind": "marketing"}),
        (422, "invalid-request"),
    );
}

#[test]
fn two_records_become_one_once_for_a_key_and_two_again() {
    let (_site, program) = family();
    let (_, pairs, _) = program.get("/api/v1/duplicates");
    let pair = json!({"one": {"patient": 1, "appointments": 0}, "other": {"patient": 2, "appointments": 0}});
    assert_eq!(pairs["pairs"], json!([pair]));
    let merge = &format!("{ANNE}/merge");
    let body = json!({"absorbed": 2, "version": 1, "absorbed_version": 1, "take": ["email"]});
    let keyed = program.saying("Idempotency-Key", "merge-1");
    let merged = done(&keyed, merge, &body);
    assert_eq!(merged, json!({"id": 1, "survivor": 1, "absorbed": 2}));
    assert_eq!(done(&keyed, merge, &body), merged, "sent again");
    acted(&program, "patient.merge");
    let (_, anne, _) = program.get(ANNE);
    assert_eq!(
        (&anne["phone"], &anne["email"]),
        (&json!("+33612345678"), &json!("anne@example.org")),
        "{anne}"
    );
    assert_eq!(program.get("/api/v1/patients/2").0, 404);
    refused(&program, merge, &body, (404, "not-found"));
    let (_, undoable, _) = program.get("/api/v1/merges");
    assert_eq!(undoable["merges"][0]["absorbed"], json!(2), "{undoable}");
    done(&program, "/api/v1/merges/1/undo", &json!({}));
    acted(&program, "patient.unmerge");
    assert_eq!(
        program.get("/api/v1/patients/2").1["email"],
        json!("anne@example.org")
    );
    assert_eq!(program.get(ANNE).1["email"], json!(null));
    refused(
        &program,
        "/api/v1/merges/1/undo",
        &json!({}),
        (409, "no-way-back"),
    );
    refused(&program, "/api/v1/merges/9/undo", &json!({}), (404, "not-found"));
    let two = json!({"one": 1, "other": 2});
    done(&program, "/api/v1/duplicates/dismiss", &two);
    acted(&program, "patient.distinct");
    assert_eq!(program.get("/api/v1/duplicates").1["pairs"], json!([]));
}

#[test]
fn a_merge_that_cannot_be_says_why() {
    let (_site, program) = family();
    // Both practitioners are there on a Saturday, and she has an appointment with each at nine.
    for number in [1, 2] {
        let windows = json!([{"start": "09:00", "end": "10:00"}]);
        let saturday = json!({"practitioner": number, "from": "2026-03-07", "windows": windows});
        done(&program, "/api/v1/exceptions", &saturday);
        let asked = json!({"care": 1, "practitioner": number, "start": "2026-03-07T09:00:00+01:00", "patient": number});
        done(&program, "/api/v1/appointments", &asked);
    }
    let merge = &format!("{ANNE}/merge");
    let body = json!({"absorbed": 2, "version": 7, "absorbed_version": 1});
    refused(&program, merge, &body, (409, "stale"));
    let odd = json!({"absorbed": 1, "version": 1, "absorbed_version": "1", "take": ["shoes"]});
    let wrong = refused(&program, merge, &odd, (422, "invalid-request"));
    assert_eq!(places(&wrong), ["#/absorbed", "#/absorbed_version", "#/take"]);
    let both = json!({"absorbed": 2, "version": 1, "absorbed_version": 1});
    let overlap = refused(&program, merge, &both, (409, "visits-overlap"));
    assert_eq!(overlap["appointments"], json!([1, 2]));
    done(&program, "/api/v1/appointments/2/cancel", &json!({}));
    done(&program, merge, &both);
    done(&program, ANNE, &json!({"version": 2, "language": "en"}));
    refused(
        &program,
        "/api/v1/merges/1/undo",
        &json!({}),
        (409, "no-way-back"),
    );
}

#[test]
fn everything_about_somebody_is_taken_out_which_is_on_record() {
    let (site, program) = family();
    done(
        &program,
        &format!("{ANNE}/notes"),
        &json!({"version": 1, "note": "Vue"}),
    );
    let (status, copy, _) = program.get(&format!("{ANNE}/export"));
    assert_eq!(
        (status, &copy["format"]),
        (200, &json!("grappe-patient-1")),
        "{copy}"
    );
    assert_eq!(
        (&copy["person"]["note"], &copy["person"]["number"]),
        (&json!("Vue"), &json!(1))
    );
    acted(&program, "patient.export");
    assert_eq!(program.get("/api/v1/patients/99/export").0, 404);
    let reader = Program::with(&site.0, &site.token(&[Scope::PatientsRead, Scope::NotesRead]));
    assert_eq!(reader.get(&format!("{ANNE}/export")).0, 403);
}

#[test]
fn an_erasure_is_previewed_and_done_as_it_was_shown() {
    let (site, program) = family();
    let asked = json!({"care": 1, "practitioner": 1, "start": TUESDAY_9, "patient": 1});
    done(&program, "/api/v1/appointments", &asked);
    let erasure = &format!("{ANNE}/erasure");
    let (_, preview, _) = program.get(erasure);
    assert_eq!(
        (&preview["erasable"], &preview["in_the_way"]["appointments"]),
        (&json!(false), &json!([1])),
        "{preview}"
    );
    assert_eq!(preview["goes"]["appointments"], json!(1));
    let coming = refused(&program, erasure, &json!({"version": 1}), (409, "still-coming"));
    assert_eq!(coming["appointments"], json!([1]));
    done(&program, "/api/v1/appointments/1/cancel", &json!({}));
    assert_eq!(program.get(erasure).1["erasable"], json!(true));
    done(&program, ANNE, &json!({"version": 1, "language": "en"}));
    refused(&program, erasure, &json!({"version": 1}), (409, "stale"));
    let missing = refused(&program, erasure, &json!({}), (422, "invalid-request"));
    assert_eq!(places(&missing), ["#/version"]);
    let writer = Program::with(
        &site.0,
        &site.token(&[Scope::PatientsWrite, Scope::PatientsMerge]),
    );
    refused(&writer, erasure, &json!({"version": 2}), (403, "missing-scope"));
    let gone = done(&program, erasure, &json!({"version": 2}));
    assert_eq!(gone, json!({"erased": true}));
    acted(&program, "patient.erase");
    assert_eq!(program.get(ANNE).0, 404);
    refused(&program, erasure, &json!({"version": 2}), (404, "not-found"));
}
