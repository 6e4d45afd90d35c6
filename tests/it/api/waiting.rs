//! The waiting list: who is on it, put on it, taken off.

use serde_json::json;

use super::Served;
use super::program::{kind, places};

#[test]
fn somebody_is_put_on_the_list_and_taken_off() {
    let site = Served::new();
    let program = site.program();
    let anne = json!({"family_name": "Le Goff", "given_name": "Anne", "phone": "0612345678"});
    assert_eq!(program.post("/api/v1/patients", &anne).0, 201);
    let path = "/api/v1/waiting-list";
    let wish = json!({"patient": 1, "care": 1, "practitioners": [1], "days": ["tuesday"], "from": "09:00", "to": "11:00",
        "latest": "2026-03-31", "urgency": "soon"});
    let (status, made) = program.post(path, &wish);
    assert_eq!(status, 201, "{made}");
    assert_eq!(
        program.last_act(),
        ("waiting.join".to_owned(), "token:1".to_owned())
    );
    for (name, expected) in [
        ("state", json!("waiting")),
        ("channel", json!("phone")),
        ("days", json!(["tuesday"])),
        ("to", json!("11:00")),
        ("latest", json!("2026-03-31")),
        ("earliest", json!(null)),
    ] {
        assert_eq!(made[name], expected, "{name} of {made}");
    }
    assert_eq!(program.get(path).1["entries"], json!([made]));
    let (status, refused) = program.post(path, &wish);
    assert_eq!((status, kind(&refused)), (409, "already-waiting"), "{refused}");
    let away = format!("{path}/{}/withdraw", made["id"]);
    let (status, left) = program.post(&away, &json!({}));
    assert_eq!((status, &left["state"]), (200, &json!("left")), "{left}");
    assert_eq!(program.last_act().0, "waiting.leave");
    assert_eq!(program.get(path).1["entries"], json!([]));
    let (status, over) = program.post(&away, &json!({}));
    assert_eq!((status, kind(&over)), (409, "wrong-state"), "{over}");
    assert_eq!(program.post(&format!("{path}/9/withdraw"), &json!({})).0, 404);
}

#[test]
fn wishes_that_nobody_can_have_are_refused_at_their_place() {
    let site = Served::new();
    let program = site.program();
    let anne = json!({"family_name": "Le Goff", "given_name": "Anne", "phone": "0612345678"});
    assert_eq!(program.post("/api/v1/patients", &anne).0, 201);
    for (body, expected) in [
        (json!({}), vec!["#/patient", "#/care"]),
        (json!({"patient": 9, "care": 1}), vec!["#/patient"]),
        (
            json!({"patient": 1, "care": 9, "practitioners": [9]}),
            vec!["#/care", "#/practitioners"],
        ),
        (json!({"patient": 1, "care": 1, "days": []}), vec!["#/days"]),
        (
            json!({"patient": 1, "care": 1, "days": ["mardi"], "from": "9h"}),
            vec!["#/days", "#/from"],
        ),
        (
            json!({"patient": 1, "care": 1, "latest": "2026-03-01"}),
            vec!["#/latest"],
        ),
        (
            json!({"patient": 1, "care": 1, "from": "11:00", "to": "10:00"}),
            vec!["#/to"],
        ),
        (
            json!({"patient": 1, "care": 1, "channel": "email"}),
            vec!["#/channel"],
        ),
        (
            json!({"patient": 1, "care": 1, "replaces": 1}),
            vec!["#/replaces"],
        ),
        (
            json!({"patient": 1, "care": 1, "urgency": "now", "ready_minutes": -1}),
            vec!["#/urgency", "#/ready_minutes"],
        ),
    ] {
        let (status, refused) = program.post("/api/v1/waiting-list", &body);
        assert_eq!(
            (status, places(&refused)),
            (422, expected.iter().map(ToString::to_string).collect()),
            "{body}: {refused}"
        );
    }
}
