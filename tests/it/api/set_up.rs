//! Hours, absences and rooms: read, changed at once, or refused with the appointments that would be left aside.

use grappe::domain::agenda::Edit;
use grappe::domain::staff::Actor;
use serde_json::{Value, json};

use super::program::{Program, Served, TUESDAY_9, booking, kind, places};
use crate::support::practice::room;

fn absence(practitioner: &Value, from: &str, to: &str) -> Value {
    let hour = |date: &str| format!("{date}T00:00:00+01:00");
    json!({"practitioner": practitioner, "start": hour(from), "end": hour(to), "label": "Congrès"})
}

#[track_caller]
fn acted(program: &Program, what: &str) {
    assert_eq!(program.last_act(), (what.to_owned(), "token:1".to_owned()));
}

fn is_free(program: &Program, date: &str) -> bool {
    let (status, slots, _) = program.get(&format!("/api/v1/slots?care=1&practitioner=1&from={date}"));
    assert_eq!(status, 200, "{slots}");
    slots["slots"] != json!([])
}

#[test]
fn an_absence_is_made_seen_and_taken_away() {
    let site = Served::new();
    let program = site.program();
    let path = "/api/v1/absences";
    assert!(is_free(&program, "2026-03-03"));
    let (status, made) = program.post(path, &absence(&json!(1), "2026-03-03", "2026-03-04"));
    assert_eq!((status, &made["label"]), (201, &json!("Congrès")), "{made}");
    acted(&program, "absence.create");
    assert!(!is_free(&program, "2026-03-03"), "in force at once");
    let (_, all, _) = program.get(path);
    assert_eq!(all["absences"], json!([made]));
    let (_, other, _) = program.get("/api/v1/absences?practitioner=2");
    assert_eq!(other["absences"], json!([]));
    let (_, later, _) = program.get("/api/v1/absences?from=2026-03-04&to=2026-03-31");
    assert_eq!(later["absences"], json!([]), "half-open");
    let away = format!("{path}/{}/remove", made["id"]);
    let (status, stale) = program.post(&away, &json!({"version": "0000000000000000"}));
    assert_eq!((status, kind(&stale)), (409, "stale"));
    assert_eq!(program.post(&away, &json!({"version": made["version"]})).0, 200);
    acted(&program, "absence.drop");
    assert!(is_free(&program, "2026-03-03"));
    assert_eq!(program.post(&away, &json!({})).0, 404);
    let (status, everybody) = program.post(path, &absence(&json!("all"), "2026-03-05", "2026-03-06"));
    assert_eq!(
        (status, &everybody["practitioner"]),
        (201, &json!("all")),
        "{everybody}"
    );
    assert!(!is_free(&program, "2026-03-05"));
}

#[test]
fn what_would_leave_appointments_aside_is_refused_with_their_numbers() {
    let site = Served::new();
    let program = site.program();
    let mut asked = booking(TUESDAY_9, "Goff");
    asked["practitioner"] = json!(1);
    assert_eq!(program.post("/api/v1/appointments", &asked).0, 201);
    let before = site.0.revision();
    let closed = json!({"practitioner": 1, "from": "2026-03-03", "windows": []});
    let schedule = json!({"practitioner": 1, "days": {"friday": [{"start": "09:00", "end": "12:00"}]}});
    let (_, hours, _) = program.get("/api/v1/schedules?practitioner=1");
    let id = &hours["schedules"][0]["id"];
    let mut other = schedule.clone();
    other["version"] = hours["schedules"][0]["version"].clone();
    for (path, body) in [
        (
            "/api/v1/absences".to_owned(),
            absence(&json!(1), "2026-03-03", "2026-03-04"),
        ),
        (
            "/api/v1/absences".to_owned(),
            absence(&json!("all"), "2026-03-01", "2026-03-31"),
        ),
        ("/api/v1/exceptions".to_owned(), closed),
        (format!("/api/v1/schedules/{id}"), other),
        (format!("/api/v1/schedules/{id}/remove"), json!({})),
    ] {
        let (status, refused) = program.post(&path, &body);
        assert_eq!(
            (status, kind(&refused)),
            (409, "leaves-aside"),
            "{path}: {refused}"
        );
        assert_eq!(refused["appointments"], json!([1]), "{path}");
    }
    assert_eq!(site.0.revision(), before, "nothing is written, not even a draft");
    assert_eq!(program.post("/api/v1/appointments/1/cancel", &json!({})).0, 200);
    let (status, made) = program.post(
        "/api/v1/absences",
        &absence(&json!(1), "2026-03-03", "2026-03-04"),
    );
    assert_eq!(status, 201, "{made}");
}

#[test]
fn other_hours_of_a_day_replace_it() {
    let site = Served::new();
    let program = site.program();
    let path = "/api/v1/exceptions";
    assert!(!is_free(&program, "2026-03-07"), "a Saturday");
    let saturday = json!({"practitioner": 1, "from": "2026-03-07", "windows": [{"start": "09:00", "end": "24:00", "cares": [1]}]});
    let (status, made) = program.post(path, &saturday);
    assert_eq!((status, &made["to"]), (201, &json!("2026-03-07")), "{made}");
    acted(&program, "exception.create");
    assert!(is_free(&program, "2026-03-07"));
    let (_, day, _) = program.get("/api/v1/exceptions?from=2026-03-07&practitioner=1");
    assert_eq!(day["exceptions"], json!([made]));
    for query in ["", "?from=2026-03-08", "?from=2026-03-07&practitioner=2"] {
        assert_eq!(
            program.get(&format!("{path}{query}")).1["exceptions"],
            json!([]),
            "{query}"
        );
    }
    let away = format!("{path}/{}/remove", made["id"]);
    assert_eq!(program.post(&away, &json!({})).0, 200);
    acted(&program, "exception.drop");
    assert!(!is_free(&program, "2026-03-07"));
}

#[test]
fn weekly_hours_are_read_made_replaced_and_taken_away() {
    let site = Served::new();
    let program = site.program();
    let path = "/api/v1/schedules";
    let (_, hours, _) = program.get(path);
    assert_eq!(hours["schedules"].as_array().unwrap().len(), 2);
    let monday = json!([{"start": "09:00", "end": "12:00", "cares": null}]);
    assert_eq!(hours["schedules"][0]["days"]["monday"], monday);
    let saturdays = json!({"practitioner": 1, "days": {"saturday": monday}, "valid_from": "2026-03-01",
        "weeks": {"every": 2, "anchor": "2026-03-07"}});
    let (status, made) = program.post(path, &saturdays);
    assert_eq!((status, &made["weeks"]["every"]), (201, &json!(2)), "{made}");
    acted(&program, "schedule.create");
    assert!(is_free(&program, "2026-03-07") && !is_free(&program, "2026-03-14"));
    let own = format!("{path}/{}", made["id"]);
    let mut other =
        json!({"practitioner": 1, "days": {"saturday": monday}, "weeks": "odd", "version": made["version"]});
    let (status, replaced) = program.post(&own, &other);
    assert_eq!((status, &replaced["weeks"]), (200, &json!("odd")), "{replaced}");
    acted(&program, "schedule.edit");
    let (status, stale) = program.post(&own, &other);
    assert_eq!((status, kind(&stale)), (409, "stale"), "{stale}");
    other["version"] = replaced["version"].clone();
    assert_eq!(program.post(&format!("{path}/99"), &other).0, 404);
    assert_eq!(
        program
            .post(&format!("{own}/remove"), &json!({"version": replaced["version"]}))
            .0,
        200
    );
    acted(&program, "schedule.drop");
    assert_eq!(program.get(path).1, hours, "as it was");
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of every mistake")]
fn every_mistake_of_a_change_is_told_at_its_place() {
    let site = Served::new();
    let program = site.program();
    let before = site.0.revision();
    let window = |start: &str, end: &str| json!({"start": start, "end": end});
    let thirteen = json!(vec![window("09:00", "10:00"); 13]);
    for (path, body, expected) in [
        ("absences", json!({}), vec!["#/practitioner", "#/start", "#/end"]),
        (
            "absences",
            absence(&json!(9), "2026-03-03", "2026-03-03"),
            vec!["#/practitioner", "#/end"],
        ),
        (
            "absences",
            absence(&json!("any"), "1026-03-03", "2026-03-03"),
            vec!["#/practitioner", "#/start"],
        ),
        (
            "absences",
            absence(&json!(null), "2026-03-03", "9026-03-03"),
            vec!["#/practitioner", "#/end"],
        ),
        (
            "exceptions",
            json!({"practitioner": 1, "from": "2026-03-03"}),
            vec!["#/windows"],
        ),
        (
            "exceptions",
            json!({"practitioner": 1, "from": "2026-03-03", "to": "2026-03-02",
                "windows": [window("9:00", "12:00"), window("12:00", "09:00"), {"start": "10:00", "end": "11:00", "cares": [77]}]}),
            vec![
                "#/windows/0/start",
                "#/windows/1/end",
                "#/windows/2/cares",
                "#/to",
            ],
        ),
        (
            "exceptions",
            json!({"practitioner": 1, "from": "2026-03-03", "windows": thirteen}),
            vec!["#/windows"],
        ),
        (
            "schedules",
            json!({"practitioner": 1, "days": {}}),
            vec!["#/days"],
        ),
        (
            "schedules",
            json!({"practitioner": 1, "days": {"monday": [window("09:00", "10:00")], "lundi": []}, "weeks": {"every": 1},
                "valid_from": "2026-03-03", "valid_to": "2026-03-02"}),
            vec!["#/days/lundi", "#/valid_to", "#/weeks/every", "#/weeks/anchor"],
        ),
        (
            "schedules/1",
            json!({"practitioner": 1, "days": {"monday": [window("09:00", "10:00")]}}),
            vec!["#/version"],
        ),
    ] {
        let (status, refused) = program.post(&format!("/api/v1/{path}"), &body);
        assert_eq!((status, kind(&refused)), (422, "invalid-request"), "{body}");
        assert_eq!(places(&refused), expected, "{body}: {refused}");
    }
    // Number 0 is what is not written yet: a change of it would be a new one.
    let hours = json!({"practitioner": 1, "days": {"monday": [window("09:00", "10:00")]}, "version": "0"});
    assert_eq!(program.post("/api/v1/schedules/0", &hours).0, 404);
    for noun in ["absences", "exceptions", "schedules"] {
        for number in ["0", "-1", "x", "9007199254740992"] {
            let path = format!("/api/v1/{noun}/{number}/remove");
            assert_eq!(program.post(&path, &json!({})).0, 404, "{path}");
        }
    }
    for query in [
        "absences?from=x",
        "absences?to=2020-01-01",
        "absences?practitioner=x",
        "exceptions?day=1",
        "schedules?with=1",
    ] {
        assert_eq!(program.get(&format!("/api/v1/{query}")).0, 422, "{query}");
    }
    assert_eq!(site.0.revision(), before);
}

#[test]
fn a_room_is_closed_and_opened_again() {
    let site = Served::new();
    let program = site.program();
    let room = room();
    let written = site
        .0
        .app
        .change_set_up(vec![Edit::Resource(room)], None, Actor::System);
    site.0.run(written).unwrap();
    let span = json!({"start": "2026-03-03T09:00:00+01:00", "end": "2026-03-03T12:00:00+01:00"});
    let path = "/api/v1/resources/1/closures";
    let (status, closed) = program.post(path, &span);
    assert_eq!((status, &closed["closed"]), (201, &json!([span])), "{closed}");
    acted(&program, "resource.edit");
    let (_, rooms, _) = program.get("/api/v1/resources");
    assert_eq!(rooms["resources"], json!([closed]));
    assert_eq!(program.post("/api/v1/resources/9/closures", &span).0, 404);
    assert_eq!(
        program
            .post(path, &json!({"start": span["end"], "end": span["start"]}))
            .0,
        422
    );
    let away = "/api/v1/resources/1/closures/remove";
    let (status, open) = program.post(away, &span);
    assert_eq!((status, &open["closed"]), (200, &json!([])), "{open}");
    acted(&program, "resource.edit");
    assert_eq!(program.post(away, &span).0, 404, "no such closure");
}
