//! Practitioners, care types, rooms and closing days, written by programs as the screens write them.

use grappe::app::Scope;
use serde_json::{Value, json};

use super::program::{Program, Served, TUESDAY_9, booking, kind, places};

const PEOPLE: &str = "/api/v1/setup/practitioners";
const CARES: &str = "/api/v1/setup/care-types";
const ROOMS: &str = "/api/v1/setup/resources";
const HOLIDAYS: &str = "/api/v1/setup/holidays";

#[track_caller]
fn done(program: &Program, path: &str, body: &Value) -> Value {
    let (status, answer) = program.post(path, body);
    assert!(status < 300, "{path} {body}: {status} {answer}");
    answer
}

#[track_caller]
fn refused(program: &Program, path: &str, body: &Value, expected: (u16, &str)) -> Vec<String> {
    let (status, answer) = program.post(path, body);
    assert_eq!((status, kind(&answer)), expected, "{path} {body}: {answer}");
    places(&answer)
}

/// The thing of that number in a list.
#[track_caller]
fn one(program: &Program, path: &str, id: &Value) -> Value {
    let (status, answer, _) = program.get(path);
    assert_eq!(status, 200, "{answer}");
    let lists = answer.as_object().unwrap().values();
    let mut all = lists.filter_map(Value::as_array).flatten();
    all.find(|one| one["id"] == *id).expect("listed").clone()
}

fn acted(program: &Program, what: &str) {
    assert_eq!(program.last_act(), (what.to_owned(), "token:1".to_owned()));
}

#[test]
fn a_practitioner_comes_is_changed_leaves_and_is_back() {
    let site = Served::new();
    let program = site.program();
    let keyed = program.saying("Idempotency-Key", "anne");
    let new = json!({"name": "  Dr Anne   Roux ", "works_holidays": true});
    let made = done(&keyed, PEOPLE, &new);
    assert_eq!(
        (&made["name"], &made["online"], &made["works_holidays"]),
        (&json!("Dr Anne Roux"), &json!(true), &json!(true))
    );
    assert!(made["color"].as_str().unwrap().starts_with('#'), "{made}");
    acted(&program, "practitioner.create");
    assert_eq!(done(&keyed, PEOPLE, &new)["id"], made["id"], "nobody twice");
    assert_eq!(one(&program, PEOPLE, &made["id"]), made);
    let own = format!("{PEOPLE}/{}", made["id"]);
    let change = json!({"version": made["version"], "speciality": "Pédiatre", "color": "#0B6E63",
        "languages": ["br", "fr"], "step_free": true});
    let changed = done(&program, &own, &change);
    assert_eq!(
        (&changed["name"], &changed["color"], &changed["works_holidays"]),
        (&json!("Dr Anne Roux"), &json!("#0b6e63"), &json!(true))
    );
    assert_eq!(
        (&changed["languages"], &changed["step_free"]),
        (&json!(["fr", "br"]), &json!(true))
    );
    acted(&program, "practitioner.edit");
    refused(&program, &own, &change, (409, "stale"));
    let left = done(&program, &format!("{own}/archive"), &json!({}));
    assert_eq!(left["archived"], json!(true));
    let (_, sold, _) = program.get("/api/v1/practitioners");
    assert_eq!(sold["practitioners"].as_array().unwrap().len(), 2);
    let back = json!({"version": left["version"]});
    assert_eq!(
        done(&program, &format!("{own}/restore"), &back)["archived"],
        json!(false)
    );
    let wrong = json!({"name": "", "color": "red", "online": "yes", "title": "Dr"});
    assert_eq!(
        refused(&program, PEOPLE, &wrong, (422, "invalid-request")),
        ["#/name", "#/color", "#/online", "#/title"]
    );
    refused(&program, &format!("{PEOPLE}/99"), &change, (404, "not-found"));
    refused(
        &program,
        &format!("{PEOPLE}/99/archive"),
        &json!({}),
        (404, "not-found"),
    );
}

#[test]
fn who_has_appointments_to_come_does_not_leave_unseen() {
    let site = Served::new();
    let program = site.program();
    let mut asked = booking(TUESDAY_9, "Goff");
    asked["practitioner"] = json!(1);
    done(&program, "/api/v1/appointments", &asked);
    let before = site.0.revision();
    let (status, told) = program.post(&format!("{PEOPLE}/1/archive"), &json!({}));
    assert_eq!((status, kind(&told)), (409, "leaves-aside"), "{told}");
    assert_eq!(told["appointments"], json!([1]));
    assert_eq!(site.0.revision(), before);
}

/// A care type that says everything.
fn everything() -> Value {
    json!({
        "name": "Bilan", "practitioners": [1, 2],
        "minutes": 40, "step_minutes": 20, "buffer_before_minutes": 0, "buffer_after_minutes": 5,
        "notice_minutes": 4320, "cancellation_minutes": 2880, "horizon_days": 120, "release_at": "08:00", "capacity": 1,
        "requires": ["salle"],
        "offer": {"mode": "best", "useful_minutes": 20, "choices": 3, "relaxed_hours": 24, "reach_days": 14},
        "eligibility": {"min_age": 16, "max_age": 99, "patients": "known", "seen_by": "practitioner", "known_within_months": 36,
            "needs_referral": true, "professions": ["infirmier"]},
        "limits": {"max_future": 1, "max_future_with": 2, "min_days_between": 30, "max_per_day": 4, "max_per_contact": 3},
        "series": {"next": 1, "min_days": 10, "max_days": 20, "same_practitioner": true, "require_next": false},
        "questions": [{"text": "Fumez-vous ?", "answers": [{"text": "non", "then": "go"}, {"text": "oui", "then": "approve"},
            {"text": "parfois", "then": "stop", "say": "Appelez-nous."}, {"text": "autre", "then": "redirect", "care": 1}]}],
        "text": "Une heure.", "price": "30 €", "preparation": "À jeun.", "keywords": "examen", "color": "#1f5f8b", "venue": "practice", "online": true, "approval": true, "video_link": null,
        "reminders": [{"channel": "email", "days": 7, "at": "18:00"}, {"channel": "sms", "hours": 24}],
    })
}

#[test]
fn a_care_type_with_every_term_comes_back_as_it_was_given() {
    let site = Served::new();
    let program = site.program();
    done(&program, ROOMS, &json!({"name": "Salle 1", "kind": "salle"}));
    let made = done(&program, CARES, &everything());
    acted(&program, "care_type.create");
    for (name, value) in everything().as_object().unwrap() {
        assert_eq!(&made[name], value, "{name}");
    }
    assert_eq!((&made["archived"], &made["own"]), (&json!(false), &json!([])));
    assert_eq!(one(&program, CARES, &made["id"]), made);
    // What is left out stays; `null` takes away what may be absent.
    let own = format!("{CARES}/{}", made["id"]);
    let change = json!({"version": made["version"], "minutes": 30, "series": null, "release_at": null, "practitioners": null});
    let changed = done(&program, &own, &change);
    acted(&program, "care_type.edit");
    for (name, value) in made.as_object().unwrap() {
        let expected = change.get(name).filter(|_| name != "version").unwrap_or(value);
        if name != "version" {
            assert_eq!(&changed[name], expected, "{name}");
        }
    }
    refused(&program, &own, &change, (409, "stale"));
    done(&program, &format!("{own}/archive"), &json!({}));
    let (_, sold, _) = program.get("/api/v1/care-types");
    assert!(
        sold["care_types"]
            .as_array()
            .unwrap()
            .iter()
            .all(|care| care["id"] != made["id"]),
        "{sold}"
    );
    done(&program, &format!("{own}/restore"), &json!({}));
}

#[test]
fn a_new_care_type_is_as_the_screen_proposes_it() {
    let site = Served::new();
    let program = site.program();
    let keyed = program.saying("Idempotency-Key", "suivi");
    let new = json!({"name": "Suivi", "minutes": 20});
    let made = done(&keyed, CARES, &new);
    for (name, value) in [
        ("step_minutes", json!(20)),
        ("notice_minutes", json!(120)),
        ("horizon_days", json!(90)),
        ("online", json!(true)),
        ("practitioners", json!(null)),
        ("offer", json!({"mode": "grid"})),
    ] {
        assert_eq!(made[name], value, "{name}");
    }
    assert_eq!(done(&keyed, CARES, &new)["id"], made["id"]);
    // A step that was the length of the care follows it.
    let own = format!("{CARES}/{}", made["id"]);
    let longer = done(
        &program,
        &own,
        &json!({"version": made["version"], "minutes": 25}),
    );
    assert_eq!(longer["step_minutes"], json!(25));
    let id = &made["id"];
    let path = format!("/api/v1/slots?care={id}&practitioner=1&from=2026-03-03");
    assert_ne!(program.get(&path).1["slots"], json!([]), "offered at once");
}

#[test]
fn what_one_practitioner_does_differently_is_set_and_taken_back() {
    let site = Served::new();
    let program = site.program();
    let care = one(&program, CARES, &json!(1));
    let own = &format!("{CARES}/1/own");
    let differs = json!({"version": care["version"], "practitioner": 2, "minutes": 20, "venue": "video",
        "video_link": "https://visio.example.org/{code}", "text": "", "limits": {"max_per_day": 3}, "release_at": null});
    let changed = done(&program, own, &differs);
    acted(&program, "care_type.edit");
    let expected = json!([{"practitioner": 2, "offered": true, "minutes": 20, "venue": "video", "text": "", "release_at": null,
        "video_link": "https://visio.example.org/{code}",
        "limits": {"max_future": null, "max_future_with": null, "min_days_between": null, "max_per_day": 3, "max_per_contact": null}}]);
    assert_eq!(changed["own"], expected, "{changed}");
    assert_eq!(changed["minutes"], care["minutes"], "with the others as before");
    let (_, sold, _) = program.get("/api/v1/care-types");
    assert_eq!(sold["care_types"][0]["with"][1]["minutes"], json!(20));
    let not = done(
        &program,
        own,
        &json!({"version": changed["version"], "practitioner": 2, "offered": false}),
    );
    assert_eq!(not["own"], json!([{"practitioner": 2, "offered": false}]));
    let (_, sold, _) = program.get("/api/v1/care-types");
    assert_eq!(sold["care_types"][0]["practitioners"], json!([1]));
    let back = done(
        &program,
        own,
        &json!({"version": not["version"], "practitioner": 2}),
    );
    assert_eq!(back, care, "as it was, version and all");
    let nobody = json!({"version": back["version"], "practitioner": 9});
    assert_eq!(
        refused(&program, own, &nobody, (422, "invalid-request")),
        ["#/practitioner"]
    );
}

#[test]
fn every_mistake_of_a_care_type_is_told_at_its_place() {
    let site = Served::new();
    let program = site.program();
    let before = site.0.revision();
    let cases = [
        (json!({}), vec!["#/minutes", "#/name"]),
        (
            json!({"minutes": 0, "capacity": 201, "horizon_days": -1, "notice_minutes": 129_601}),
            vec!["#/minutes", "#/notice_minutes", "#/horizon_days", "#/capacity"],
        ),
        (json!({"requires": ["piscine"]}), vec!["#/requires"]),
        (
            json!({"offer": {"mode": "compact", "choices": 3}}),
            vec!["#/offer/useful_minutes", "#/offer/choices"],
        ),
        (json!({"offer": {"mode": "any"}}), vec!["#/offer/mode"]),
        (
            json!({"eligibility": {"min_age": 18, "max_age": 16, "professions": ["a, b"]}}),
            vec!["#/eligibility/max_age", "#/eligibility/professions"],
        ),
        (
            json!({"series": {"next": 99, "min_days": 9, "max_days": 3}}),
            vec!["#/series/next", "#/series/max_days"],
        ),
        (
            json!({"questions": [{"text": "Seul ?", "answers": [{"text": "oui"}]}]}),
            vec!["#/questions/0/answers"],
        ),
        (
            json!({"questions": [{"text": "Où ?", "answers": [{"text": "ici", "then": "stop"}, {"text": "là", "then": "fly"}]}]}),
            vec![
                "#/questions/0/answers/0/say",
                "#/questions/0/answers/1/then",
                "#/questions/0/answers",
            ],
        ),
        (
            json!({"reminders": [{"channel": "email", "days": 1, "at": "21:00"}, {"channel": "fax", "hours": 73}]}),
            vec!["#/reminders/0/at", "#/reminders/1/channel", "#/reminders/1/hours"],
        ),
        (
            json!({"video_link": "http://visio.example.org", "venue": "garden", "text": "\u{202e}"}),
            vec!["#/text", "#/venue", "#/video_link"],
        ),
    ];
    for (mut body, mut expected) in cases {
        let is_bare = body == json!({});
        if !is_bare {
            body["name"] = json!("Bilan");
            if body.get("minutes").is_none() {
                body["minutes"] = json!(20);
            }
        }
        let mut told = refused(&program, CARES, &body, (422, "invalid-request"));
        told.sort_unstable();
        expected.sort_unstable();
        assert_eq!(told, expected, "{body}");
    }
    assert_eq!(site.0.revision(), before);
}

#[test]
fn a_room_is_made_changed_and_taken_out_of_use() {
    let site = Served::new();
    let program = site.program();
    let made = done(
        &program,
        ROOMS,
        &json!({"name": "Salle 1", "kind": "salle", "practitioners": [2]}),
    );
    acted(&program, "resource.create");
    assert_eq!(
        (&made["capacity"], &made["practitioners"], &made["closed"]),
        (&json!(1), &json!([2]), &json!([]))
    );
    let own = format!("{ROOMS}/{}", made["id"]);
    let change = json!({"version": made["version"], "capacity": 2, "practitioners": null});
    let changed = done(&program, &own, &change);
    assert_eq!(
        (&changed["capacity"], &changed["practitioners"], &changed["name"]),
        (&json!(2), &json!(null), &json!("Salle 1"))
    );
    refused(&program, &own, &change, (409, "stale"));
    done(&program, &format!("{own}/archive"), &json!({}));
    assert_eq!(program.get("/api/v1/resources").1["resources"], json!([]));
    assert_eq!(one(&program, ROOMS, &made["id"])["archived"], json!(true));
    done(&program, &format!("{own}/restore"), &json!({}));
    let wrong = json!({"name": "Salle 2", "capacity": 0, "practitioners": [9]});
    assert_eq!(
        refused(&program, ROOMS, &wrong, (422, "invalid-request")),
        ["#/kind", "#/capacity", "#/practitioners"]
    );
}

#[test]
fn closing_days_are_listed_opened_closed_and_added() {
    let site = Served::new();
    let program = site.program();
    let day = |answer: &Value, date: &str| {
        let days = answer["days"].as_array().unwrap();
        days.iter().find(|day| day["date"] == date).cloned()
    };
    let (_, all, _) = program.get(HOLIDAYS);
    let armistice = day(&all, "2026-11-11").expect("listed");
    assert_eq!(
        (&armistice["name"], &armistice["closed"], &armistice["added"]),
        (&json!("Armistice Day"), &json!(true), &json!(false))
    );
    assert!(day(&all, "2027-12-25").is_some() && day(&all, "2028-01-01").is_none());
    let one_day = json!({"date": "2026-11-11"});
    let open = done(&program, &format!("{HOLIDAYS}/open"), &one_day);
    acted(&program, "holidays.edit");
    assert_eq!(day(&open, "2026-11-11").unwrap()["closed"], json!(false));
    let again = refused(
        &program,
        &format!("{HOLIDAYS}/open"),
        &one_day,
        (422, "invalid-request"),
    );
    assert_eq!(again, ["#/date"]);
    let closed = done(&program, &format!("{HOLIDAYS}/close"), &one_day);
    assert_eq!(closed, all, "as it was");
    let bridge = json!({"date": "2026-05-15", "name": "Pont", "version": all["version"]});
    let added = done(&program, HOLIDAYS, &bridge);
    assert_eq!(
        day(&added, "2026-05-15").unwrap(),
        json!({"date": "2026-05-15", "name": "Pont", "closed": true, "added": true})
    );
    let twice = json!({"date": "2026-05-15", "name": "Pont"});
    assert_eq!(
        refused(&program, HOLIDAYS, &twice, (422, "invalid-request")),
        ["#/date"]
    );
    let stale = json!({"date": "2026-05-18", "name": "Pont", "version": all["version"]});
    refused(&program, HOLIDAYS, &stale, (409, "stale"));
    let dropped = done(
        &program,
        &format!("{HOLIDAYS}/open"),
        &json!({"date": "2026-05-15"}),
    );
    assert_eq!(day(&dropped, "2026-05-15"), None);
    let alsace = done(
        &program,
        &format!("{HOLIDAYS}/region"),
        &json!({"region": "FR-AM"}),
    );
    assert!(day(&alsace, "2026-12-26").is_some(), "{alsace}");
    assert_eq!(
        refused(
            &program,
            &format!("{HOLIDAYS}/region"),
            &json!({"region": "Mars"}),
            (422, "invalid-request")
        ),
        ["#/region"]
    );
}

#[test]
fn reading_the_set_up_is_not_writing_it() {
    let site = Served::new();
    let reader = Program::with(&site.0, &site.token(&[Scope::SetUpRead, Scope::SchedulesWrite]));
    for path in [PEOPLE, CARES, ROOMS, HOLIDAYS] {
        assert_eq!(reader.get(path).0, 200, "{path}");
        refused(&reader, path, &json!({}), (403, "missing-scope"));
    }
}
