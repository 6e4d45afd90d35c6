//! What waits for somebody: requests, contested no-shows, broken series, past bookings without a state, visits to confirm.

use grappe::domain::booking::Status;
use grappe::domain::no_show::LadderRules;
use serde_json::{Value, json};

use super::{
    BOOK, WORDS, asked, becomes, contested, desk, leading, made, paris, refused, series, sheet, written,
    wrong,
};
use crate::api::program::{Program, Served};

fn to_do(program: &Program) -> Value {
    let (status, list, _) = program.get("/api/v1/desk/to-do");
    assert_eq!(status, 200, "{list}");
    list
}

fn numbers(list: &Value) -> Vec<&Value> {
    list.as_array().unwrap().iter().map(|one| &one["id"]).collect()
}

#[test]
fn the_list_has_requests_and_past_bookings_without_a_state() {
    let site = Served::new();
    let program = site.program();
    let unsettled = made(&program, BOOK, &asked("2026-03-02T10:00", "Roux"))["id"].clone();
    let requested = made(&program, BOOK, &asked("2026-03-05T09:00", "Noir"))["id"].clone();
    becomes(&site, &requested, Status::Requested);
    let other = super::with(asked("2026-03-05T14:00", "Vert"), &json!({"practitioner": 2}));
    let other = made(&program, BOOK, &other)["id"].clone();
    becomes(&site, &other, Status::Requested);
    assert_eq!(
        numbers(&to_do(&program)["unsettled"]),
        Vec::<&Value>::new(),
        "of days before today"
    );
    site.0.clock.advance(chrono::TimeDelta::days(1));
    let list = to_do(&program);
    assert_eq!(numbers(&list["requested"]), [&requested, &other]);
    assert_eq!(
        (numbers(&list["unsettled"]), &list["unsettled_count"]),
        (vec![&unsettled], &json!(1))
    );
    assert_eq!((&list["page"], &list["has_older"]), (&json!(1), &json!(false)));
    assert_eq!(numbers(&to_do(&site.limited(&[1]))["requested"]), [&requested]);
    made(
        &program,
        &format!("/api/v1/appointments/{unsettled}/state"),
        &json!({"status": "done"}),
    );
    assert_eq!(to_do(&program)["unsettled_count"], 0);
    for query in ["?page=0", "?page=x", "?day=1"] {
        assert_eq!(
            program.get(&format!("/api/v1/desk/to-do{query}")).0,
            422,
            "{query}"
        );
    }
}

#[test]
fn a_contested_no_show_is_read_and_decided_once() {
    let site = Served::new();
    let program = site.program();
    let missed = contested(&site, &program);
    let list = to_do(&program);
    assert_eq!(list["contested"][0]["appointment"]["id"], missed);
    assert_eq!(list["contested"][0]["contest"]["words"], WORDS);
    assert_eq!(to_do(&site.limited(&[2]))["contested"], json!([]));
    let decide = desk(&missed, "/contest");
    assert_eq!(
        wrong(&program, &decide, &json!({"decision": "perhaps"})),
        ["#/decision"]
    );
    let done = made(&program, &decide, &json!({"decision": "excused"}));
    assert_eq!(done["status"], "excused");
    assert_eq!(
        program.last_act(),
        ("no_show.decide".to_owned(), "token:1".to_owned())
    );
    assert_eq!(to_do(&program)["contested"], json!([]));
    assert_eq!(sheet(&program, &missed)["contest"]["decision"], "excused");
    refused(
        &program,
        &decide,
        (&json!({"decision": "kept"}), (409, "wrong-state")),
    );
}

#[test]
fn a_visit_of_a_broken_series_is_kept_moved_or_cancelled() {
    let site = Served::new();
    let program = site.program();
    leading(&site, false);
    let decided = |body: &Value, act: &str| {
        let (first, next) = series(&program);
        refused(
            &program,
            &desk(&next, "/series"),
            (&json!({"decision": "keep"}), (409, "wrong-state")),
        );
        site.0.clock.set("2026-03-03T11:00:00Z".parse().unwrap());
        let state = format!("/api/v1/appointments/{first}/state");
        made(&program, &state, &json!({"status": "no_show"}));
        assert_eq!(numbers(&to_do(&program)["to_decide"]), [&next]);
        assert_eq!(sheet(&program, &next)["to_decide"], json!([next]));
        let answer = made(&program, &desk(&next, act), body);
        assert_eq!(to_do(&program)["to_decide"], json!([]));
        // The clock of a test goes back for the next one.
        site.0.clock.set("2026-03-02T08:00:01Z".parse().unwrap());
        made(&program, &state, &json!({"status": "confirmed"}));
        made(
            &program,
            &format!("/api/v1/appointments/{first}/cancel"),
            &json!({"by": "practice", "rest": true}),
        );
        answer
    };
    assert_eq!(
        decided(&json!({"decision": "keep"}), "/series")["status"],
        "confirmed"
    );
    let cancel = json!({"decision": "cancel", "message": "Rappelez-nous."});
    assert_eq!(decided(&cancel, "/series")["status"], "cancelled_by_practice");
    let moved = decided(&json!({"start": paris("2026-03-26T09:00")}), "/move");
    assert_eq!(moved["start"], paris("2026-03-26T09:00"));
    assert_eq!(
        wrong(
            &program,
            &desk(&moved["id"], "/series"),
            &json!({"decision": "move", "message": "http://x"})
        ),
        ["#/decision", "#/message"]
    );
}

#[test]
fn who_missed_visits_is_to_be_phoned_before_the_next() {
    let site = Served::new();
    let program = site.program();
    let path = "/api/v1/desk/to-confirm";
    let first = made(&program, BOOK, &asked("2026-03-02T10:00", "Roux"));
    let patient = &first["patient"];
    let again =
        |start: &str| json!({"care": 1, "practitioner": 1, "start": paris(start), "patient": patient});
    let second = made(&program, BOOK, &again("2026-03-03T10:00"));
    let next = made(&program, BOOK, &again("2026-03-05T10:00"));
    assert_eq!(program.get(path).1["visits"], json!([]));
    written(&site, |tx| {
        tx.save_setting(grappe::app::LADDER, &LadderRules::default())
    });
    site.0.clock.advance(chrono::TimeDelta::days(2));
    for missed in [&first, &second] {
        made(
            &program,
            &format!("/api/v1/appointments/{}/state", missed["id"]),
            &json!({"status": "no_show"}),
        );
    }
    let (_, list, _) = program.get(path);
    assert_eq!(list["visits"][0]["appointment"]["id"], next["id"], "{list}");
    assert_eq!(list["visits"][0]["missed"], 2);
    assert_eq!(site.limited(&[2]).get(path).1["visits"], json!([]));
}
