//! Changes of hours that leave appointments aside, settled by a program.

use serde_json::{Value, json};

use super::program::{Program, Served, TUESDAY_9, booking, kind, places};

const DRAFTS: &str = "/api/v1/drafts";

#[track_caller]
fn done(program: &Program, path: &str, body: &Value) -> Value {
    let (status, answer) = program.post(path, body);
    assert!(status < 300, "{path} {body}: {status} {answer}");
    answer
}

/// Dr Martin has four appointments on Tuesday from nine, and is away.
fn away() -> (Served, Program, String) {
    let site = Served::new();
    let program = site.program();
    for (start, family) in [
        (TUESDAY_9, "Goff"),
        ("2026-03-03T09:30:00+01:00", "Roux"),
        ("2026-03-03T10:00:00+01:00", "Blanc"),
        ("2026-03-03T10:30:00+01:00", "Petit"),
    ] {
        let mut asked = booking(start, family);
        asked["practitioner"] = json!(1);
        done(&program, "/api/v1/appointments", &asked);
    }
    let made = done(&program, DRAFTS, &absence());
    assert_eq!(made, json!({"applied": false, "draft": 1}));
    (site, program, format!("{DRAFTS}/1"))
}

fn absence() -> Value {
    json!({"absence": {"practitioner": 1, "start": "2026-03-03T00:00:00+01:00", "end": "2026-03-04T00:00:00+01:00"}})
}

fn status_of(program: &Program, appointment: i64) -> String {
    let (_, told, _) = program.get(&format!("/api/v1/appointments/{appointment}"));
    told["status"].as_str().unwrap().to_owned()
}

#[test]
fn a_draft_is_looked_at_and_each_appointment_decided() {
    let (_site, program, draft) = away();
    let (_, open, _) = program.get(DRAFTS);
    assert_eq!(
        (&open["drafts"][0]["id"], &open["drafts"][0]["applied"]),
        (&json!(1), &json!(null))
    );
    let (status, sheet, _) = program.get(&draft);
    assert_eq!((status, &sheet["undecided_count"]), (200, &json!(4)), "{sheet}");
    let first = &sheet["undecided"][0];
    assert_eq!(first["appointment"]["start"], json!(TUESDAY_9));
    let proposals = first["proposals"].as_array().unwrap();
    assert!(proposals.len() > 1, "{first}");
    assert!(!sheet.to_string().contains("Goff"), "numbers, no names");
    assert_eq!(
        program.get("/api/v1/absences").1["absences"],
        json!([]),
        "not in force"
    );
    let to = &proposals[1];
    let decisions = json!({"note": "Je suis absent ce jour-là.", "decisions": [
        {"appointment": 1, "do": "move", "start": to["start"], "practitioner": to["practitioner"]},
        {"appointment": 2, "do": "keep"},
        {"appointment": 3, "do": "cancel"},
    ]});
    let settled = done(&program, &format!("{draft}/settle"), &decisions);
    assert_eq!(settled, json!({"undecided": 1}));
    assert_eq!(
        program.get("/api/v1/absences").1["absences"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(status_of(&program, 1), "moved");
    assert_eq!(status_of(&program, 2), "confirmed");
    assert_eq!(status_of(&program, 3), "cancelled_by_practice");
    let (_, sheet, _) = program.get(&draft);
    assert_eq!(sheet["undecided"][0]["appointment"]["id"], json!(4));
    let decided: Vec<&str> = sheet["decided"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["decision"].as_str().unwrap())
        .collect();
    assert_eq!(decided, ["move", "keep", "cancel"]);
    // Other times by link: the patient is asked, nothing is decided yet.
    let asked = done(&program, &format!("{draft}/settle"), &json!({"others": "offer"}));
    assert_eq!(asked, json!({"undecided": 1}));
    assert_eq!(
        program.get(&draft).1["undecided"][0]["offer"]["state"],
        json!("open")
    );
    let moved = done(&program, &format!("{draft}/settle"), &json!({"others": "move"}));
    assert_eq!(moved, json!({"undecided": 0}));
    assert_eq!(program.get(DRAFTS).1["drafts"], json!([]));
}

#[test]
fn a_draft_comes_once_for_a_key_and_is_thrown_away() {
    let (site, program, _) = away();
    let keyed = program.saying("Idempotency-Key", "away");
    let made = done(&keyed, DRAFTS, &absence());
    assert_eq!(made, json!({"applied": false, "draft": 2}));
    let revision = site.0.revision();
    assert_eq!(done(&keyed, DRAFTS, &absence()), made);
    assert_eq!(site.0.revision(), revision, "nothing twice");
    let discard = format!("{DRAFTS}/2/discard");
    assert_eq!(done(&program, &discard, &json!({})), json!({"discarded": true}));
    assert_eq!(
        program.last_act(),
        ("draft.discard".to_owned(), "token:1".to_owned())
    );
    let (status, gone) = program.post(&discard, &json!({}));
    assert_eq!((status, kind(&gone)), (404, "not-found"));
    assert_eq!(program.get(&format!("{DRAFTS}/2")).0, 404);
}

#[test]
fn what_leaves_nobody_aside_is_in_force_at_once() {
    let (_site, program, _) = away();
    let windows = json!([{"start": "09:00", "end": "10:00"}]);
    let (_, hours, _) = program.get("/api/v1/schedules?practitioner=2");
    let (id, version) = (&hours["schedules"][0]["id"], &hours["schedules"][0]["version"]);
    for change in [
        json!({"exception": {"practitioner": 1, "from": "2026-03-07", "windows": windows}}),
        json!({"remove": {"exception": 1}}),
        json!({"schedule": {"practitioner": 2, "days": {"saturday": windows}}}),
        json!({"schedule": {"id": id, "version": version, "practitioner": 2, "days": {"monday": windows}}}),
        json!({"remove": {"schedule": id}}),
    ] {
        let made = done(&program, DRAFTS, &change);
        assert_eq!(made, json!({"applied": true, "draft": null}), "{change}");
    }
    let (status, stale) = program.post(
        DRAFTS,
        &json!({"remove": {"schedule": 1, "version": "0000000000000000"}}),
    );
    assert_eq!((status, kind(&stale)), (409, "stale"));
    let (status, gone) = program.post(DRAFTS, &json!({"remove": {"absence": 9}}));
    assert_eq!((status, kind(&gone)), (404, "not-found"));
}

#[test]
fn every_mistake_of_a_draft_is_told_at_its_place() {
    let (site, program, draft) = away();
    let before = site.0.revision();
    let settle = &format!("{draft}/settle");
    for (path, body, expected) in [
        (DRAFTS, json!({}), vec!["#/schedule"]),
        (
            DRAFTS,
            json!({"absence": {"practitioner": 9, "start": TUESDAY_9, "end": TUESDAY_9}, "remove": {}}),
            vec!["#/absence/practitioner", "#/absence/end", "#/remove"],
        ),
        (DRAFTS, json!({"remove": {}}), vec!["#/remove/schedule"]),
        (
            DRAFTS,
            json!({"schedule": {"id": 1, "practitioner": 1, "days": {}}}),
            vec!["#/schedule/version", "#/schedule/days"],
        ),
        (
            settle,
            json!({"others": "burn", "note": "Voir https://example.org", "decisions": [{"appointment": 1, "do": "move", "start": "9"}, {"do": "fly"}, {"appointment": 0, "do": "keep"}]}),
            vec![
                "#/decisions/0/start",
                "#/decisions/0/practitioner",
                "#/decisions/1/appointment",
                "#/decisions/1/do",
                "#/decisions/2/appointment",
                "#/others",
                "#/note",
            ],
        ),
        (
            settle,
            json!({"note": "Pour votre téléconsultation"}),
            vec!["#/note"],
        ),
    ] {
        let (status, refused) = program.post(path, &body);
        assert_eq!(
            (status, kind(&refused)),
            (422, "invalid-request"),
            "{body}: {refused}"
        );
        assert_eq!(places(&refused), expected, "{body}: {refused}");
    }
    // A time that is taken: all or nothing.
    let taken = json!({"decisions": [{"appointment": 1, "do": "cancel"},
        {"appointment": 2, "do": "move", "start": "2026-03-03T14:10:00+01:00", "practitioner": 1}]});
    let (status, refused) = program.post(settle, &taken);
    assert!(matches!(status, 409 | 422), "{refused}");
    assert_eq!(refused["appointments"], json!([2]), "{refused}");
    assert_eq!(site.0.revision(), before);
    assert_eq!(status_of(&program, 1), "confirmed");
    assert_eq!(program.post(&format!("{DRAFTS}/9/settle"), &json!({})).0, 404);
}
