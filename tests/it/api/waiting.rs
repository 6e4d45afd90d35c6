//! The waiting list: who is on it, put on it, taken off.

use serde_json::{Value, json};

use super::Served;
use super::program::{Program, kind, places};

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
fn an_entry_is_kept_until_the_day_that_a_program_says() {
    let site = Served::new();
    let program = site.program();
    let anne = json!({"family_name": "Le Goff", "given_name": "Anne", "phone": "0612345678"});
    assert_eq!(program.post("/api/v1/patients", &anne).0, 201);
    let path = "/api/v1/waiting-list";
    for wrong in ["2026-03-01", "2027-03-04", "mars"] {
        let (status, refused) = program.post(path, &json!({"patient": 1, "care": 1, "expires": wrong}));
        assert_eq!(
            (status, places(&refused)),
            (422, vec!["#/expires".to_owned()]),
            "{refused}"
        );
    }
    let wish = json!({"patient": 1, "care": 1, "expires": "2026-04-30"});
    let (status, made) = program.post(path, &wish);
    assert_eq!(
        (status, &made["expires"]),
        (201, &json!("2026-05-01T00:00:00+02:00")),
        "{made}"
    );
    let one = format!("{path}/{}", made["id"]);
    for (change, expires) in [
        (
            json!({"version": 1, "urgency": "soon"}),
            "2026-05-01T00:00:00+02:00",
        ),
        (
            json!({"version": 2, "expires": "2026-03-02"}),
            "2026-03-03T00:00:00+01:00",
        ),
        (json!({"version": 3, "expires": null}), "2026-05-01"),
    ] {
        let (status, changed) = program.post(&one, &change);
        assert_eq!(status, 200, "{changed}");
        let now = changed["expires"].as_str().unwrap();
        assert!(now.starts_with(expires), "{change}: {now}");
    }
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

/// Anne Le Goff waits for a consultation with Dr Martin, by telephone.
fn waiting(program: &Program) -> Value {
    let anne = json!({"family_name": "Le Goff", "given_name": "Anne", "phone": "0612345678"});
    assert_eq!(program.post("/api/v1/patients", &anne).0, 201);
    let wish =
        json!({"patient": 1, "care": 1, "practitioners": [1], "days": ["tuesday"], "latest": "2026-03-31"});
    let (status, made) = program.post("/api/v1/waiting-list", &wish);
    assert_eq!(status, 201, "{made}");
    made
}

#[test]
fn an_entry_is_changed_in_parts_and_paused() {
    let site = Served::new();
    let program = site.program();
    let made = waiting(&program);
    let path = format!("/api/v1/waiting-list/{}", made["id"]);
    let change = json!({"version": made["version"], "from": "08:30", "latest": null, "urgency": "urgent"});
    let (status, changed) = program.post(&path, &change);
    assert_eq!(status, 200, "{changed}");
    assert_eq!(
        program.last_act(),
        ("waiting.edit".to_owned(), "token:1".to_owned())
    );
    for (name, expected) in [
        ("from", json!("08:30")),
        ("latest", json!(null)),
        ("urgency", json!("urgent")),
        ("days", json!(["tuesday"])),
        ("practitioners", json!([1])),
        ("channel", json!("phone")),
    ] {
        assert_eq!(changed[name], expected, "{name} of {changed}");
    }
    let (status, stale) = program.post(&path, &change);
    assert_eq!((status, kind(&stale)), (409, "stale"), "{stale}");
    for (member, value) in [
        ("version", json!(null)),
        ("channel", json!("email")),
        ("to", json!("08:00")),
        ("patient", json!(2)),
    ] {
        let mut wrong = json!({"version": changed["version"]});
        wrong[member] = value;
        let (status, refused) = program.post(&path, &wrong);
        assert_eq!(
            (status, places(&refused)),
            (422, vec![format!("#/{member}")]),
            "{refused}"
        );
    }
    for (act, state, record) in [
        ("pause", "paused", "waiting.pause"),
        ("resume", "waiting", "waiting.resume"),
    ] {
        let (status, entry) = program.post(&format!("{path}/{act}"), &json!({}));
        assert_eq!((status, &entry["state"]), (200, &json!(state)), "{entry}");
        assert_eq!(program.last_act().0, record);
    }
    assert_eq!(
        program.post("/api/v1/waiting-list/9", &json!({"version": 1})).0,
        404
    );
    assert_eq!(program.post("/api/v1/waiting-list/9/pause", &json!({})).0, 404);
}

fn act(program: &Program, offer: &Value, act: &str) -> (u16, Value) {
    program.post(&format!("/api/v1/offers/{}/{act}", offer["id"]), &json!({}))
}

#[test]
fn a_time_is_offered_and_answered_for_the_person() {
    let site = Served::new();
    let program = site.program();
    let made = waiting(&program);
    let path = format!("/api/v1/waiting-list/{}/offers", made["id"]);
    // Out of turn is outside the wishes too: a Wednesday.
    let wednesday = json!({"practitioner": 1, "start": "2026-03-04T09:00:00+01:00"});
    let (status, offer) = program.post(&path, &wednesday);
    assert_eq!(status, 201, "{offer}");
    assert_eq!(
        program.last_act(),
        ("offer.make".to_owned(), "token:1".to_owned())
    );
    assert_eq!(
        (&offer["state"], &offer["by_hand"]),
        (&json!("open"), &json!(true)),
        "{offer}"
    );
    assert_eq!(program.get("/api/v1/offers").1["offers"], json!([offer]));
    let (status, twice) = program.post(&path, &wednesday);
    assert_eq!((status, kind(&twice)), (409, "wrong-state"), "{twice}");
    let (status, declined) = act(&program, &offer, "decline");
    assert_eq!(
        (status, &declined["state"]),
        (200, &json!("declined")),
        "{declined}"
    );
    let (status, over) = act(&program, &offer, "accept");
    assert_eq!((status, kind(&over)), (409, "wrong-state"), "{over}");

    let (_, offer) = program.post(&path, &wednesday);
    let (status, withdrawn) = act(&program, &offer, "withdraw");
    assert_eq!(
        (status, &withdrawn["state"]),
        (200, &json!("withdrawn")),
        "{withdrawn}"
    );
    for missing in ["accept", "decline", "withdraw"] {
        let nothing = json!({"id": 9});
        assert_eq!(act(&program, &nothing, missing).0, 404);
    }
}

#[test]
fn an_offer_accepted_for_the_person_is_booked() {
    let site = Served::new();
    let program = site.program();
    let made = waiting(&program);
    let path = format!("/api/v1/waiting-list/{}/offers", made["id"]);
    let thursday = json!({"practitioner": 1, "start": "2026-03-05T09:00:00+01:00"});
    let (_, offer) = program.post(&path, &thursday);
    let (status, accepted) = act(&program, &offer, "accept");
    assert_eq!(
        (status, &accepted["state"]),
        (200, &json!("accepted")),
        "{accepted}"
    );
    let booked = &accepted["appointment"];
    assert_eq!(
        (&booked["start"], &booked["patient"]),
        (&thursday["start"], &json!(1)),
        "{booked}"
    );
    assert_eq!(
        act(&program, &offer, "accept"),
        (200, accepted.clone()),
        "repeated, the same answer"
    );
    assert_eq!(program.get("/api/v1/waiting-list").1["entries"], json!([]));
    let (status, taken) = program.post(&path, &thursday);
    assert_eq!((status, kind(&taken)), (409, "wrong-state"), "{taken}");
}
