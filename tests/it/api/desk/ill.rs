//! Ill today: the absence, the messages, the list of calls.

use serde_json::{Value, json};

use super::{BOOK, asked, made, refused, with, wrong};
use crate::api::program::{Program, Served, kind};

const ILL: &str = "/api/v1/desk/ill";
const CALLS: &str = "/api/v1/desk/calls";

/// One patient with an address and one with a phone only, both on Monday.
fn booked(program: &Program) -> (Value, Value) {
    let person =
        |name: &str, contact: Value| with(json!({"family_name": name, "given_name": "Zoé"}), &contact);
    let mail = json!({"patient": person("Roux", json!({"email": "zoe@example.org"}))});
    let phone = json!({"patient": person("Noir", json!({"phone": "0612345678"}))});
    let told = made(program, BOOK, &with(asked("2026-03-02T10:00", ""), &mail));
    let called = made(program, BOOK, &with(asked("2026-03-02T11:00", ""), &phone));
    (told["id"].clone(), called["id"].clone())
}

#[test]
fn an_illness_is_looked_at_and_declared_once() {
    let site = Served::new();
    let program = site.program();
    let (told, called) = booked(&program);
    let (_, before, _) = program.get(&format!("{ILL}?practitioner=1"));
    let ways: Vec<&Value> = before["appointments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["told_by"])
        .collect();
    assert_eq!(ways, ["email", "phone"], "{before}");
    let keyed = program.saying("Idempotency-Key", "ill-1");
    let ill = json!({"practitioner": 1, "tell": "cancel", "message": "Avec nos excuses."});
    let declared = made(&keyed, ILL, &ill);
    assert_eq!(made(&keyed, ILL, &ill), declared, "once");
    assert!(site.0.recorded("practitioner.ill"));
    let (_, lists, _) = program.get(CALLS);
    assert_eq!(
        (&lists["calls"][0]["id"], &lists["calls"][0]["left"]),
        (&declared["calls"], &json!(2)),
        "{lists}"
    );
    let notices = site.0.run(site.0.app.recent_notices(1)).unwrap();
    assert_eq!(notices[0].message.note.as_deref(), Some("Avec nos excuses."));
    // Nobody counts on an e-mail that is sent today about today: both are phoned.
    let (_, seen, _) = program.get(&format!("{CALLS}/{}", declared["calls"]));
    let [first, second] = [&seen["patients"][0], &seen["patients"][1]];
    assert_eq!(
        (&first["appointment"]["id"], &first["fate"], &first["to_phone"]),
        (&told, &json!("changed"), &json!(true))
    );
    assert_eq!(
        (&second["appointment"]["id"], &second["fate"], &second["to_phone"]),
        (&called, &json!("undecided"), &json!(true))
    );
    // Ill already: nobody else is left aside.
    assert_eq!(
        made(&program, ILL, &json!({"practitioner": 1, "tell": "offer"}))["calls"],
        Value::Null
    );
}

#[test]
fn what_a_call_came_to_is_noted_and_taken_back() {
    let site = Served::new();
    let program = site.program();
    let (_, called) = booked(&program);
    let declared = made(&program, ILL, &json!({"practitioner": 1, "tell": "cancel"}));
    let list = format!("{CALLS}/{}", declared["calls"]);
    let after = made(
        &program,
        &list,
        &json!({"appointment": called, "call": "cancelled"}),
    );
    assert_eq!(
        program.last_act(),
        ("patient.call".to_owned(), "token:1".to_owned())
    );
    assert_eq!(
        after["patients"][1]["appointment"]["status"],
        "cancelled_by_practice"
    );
    assert_eq!(after["patients"][1]["reached"], true);
    let after = made(
        &program,
        &list,
        &json!({"appointment": called, "call": "not_reached"}),
    );
    assert_eq!(after["patients"][1]["reached"], false);
    assert_eq!(
        wrong(&program, &list, &json!({"call": "x"})),
        ["#/appointment", "#/call"]
    );
    refused(
        &program,
        &list,
        (&json!({"appointment": 99, "call": "reached"}), (404, "not-found")),
    );
}

#[test]
fn every_mistake_of_an_illness_is_told_at_its_place() {
    let site = Served::new();
    let program = site.program();
    for (body, expected) in [
        (json!({}), vec!["#/practitioner", "#/tell"]),
        (
            json!({"practitioner": 9, "tell": "shout"}),
            vec!["#/practitioner", "#/tell"],
        ),
        (
            json!({"practitioner": 1, "tell": "offer", "until": "2026-03-01"}),
            vec!["#/until"],
        ),
        (
            json!({"practitioner": 1, "tell": "offer", "until": "2036-03-01"}),
            vec!["#/until"],
        ),
        (
            json!({"practitioner": 1, "tell": "offer", "message": "Plus de téléconsultation"}),
            vec!["#/message"],
        ),
    ] {
        assert_eq!(wrong(&program, ILL, &body), expected, "{body}");
    }
    for query in [
        "",
        "?practitioner=x",
        "?practitioner=1&until=2026-03-01",
        "?who=1",
    ] {
        assert_eq!(program.get(&format!("{ILL}{query}")).0, 422, "{query}");
    }
}

#[test]
fn a_limited_token_declares_and_phones_for_its_own() {
    let site = Served::new();
    let (program, petit) = (site.program(), site.limited(&[2]));
    booked(&program);
    refused(
        &petit,
        ILL,
        (&json!({"practitioner": 1, "tell": "offer"}), (404, "not-found")),
    );
    let list = made(&program, ILL, &json!({"practitioner": 1, "tell": "offer"}))["calls"].clone();
    assert_eq!(petit.get(CALLS).1["calls"], json!([]));
    let (status, missing, _) = petit.get(&format!("{CALLS}/{list}"));
    assert_eq!((status, kind(&missing)), (404, "not-found"));
    let martin = site.limited(&[1]);
    assert_eq!(martin.get(&format!("{CALLS}/{list}")).0, 200);
}
