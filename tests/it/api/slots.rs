//! `GET /api/v1/slots`.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::Served;
use super::program::{TUESDAY_9, kind, places};

fn starts(answer: &Value) -> Vec<&str> {
    let slots = answer["slots"].as_array().unwrap();
    slots.iter().map(|slot| slot["start"].as_str().unwrap()).collect()
}

#[test]
fn free_starts_come_in_the_zone_of_the_practice_with_who_can_take_them() {
    let served = Served::new();
    let program = served.program();
    let (status, answer, _) = program.get("/api/v1/slots?care=1&from=2026-03-03");
    assert_eq!((status, &answer["zone"]), (200, &json!("Europe/Paris")));
    assert_eq!(answer["revision"], served.0.app.agenda().revision().0);
    assert_eq!(starts(&answer).len(), 6 + 8);
    assert_eq!(
        answer["slots"][0],
        json!({"start": TUESDAY_9, "practitioners": [1]})
    );
    let (_, second, _) = program.get("/api/v1/slots?care=1&from=2026-03-03&practitioner=2");
    assert_eq!(starts(&second).len(), 8);
    // Today by default, from an hour ahead.
    let (_, today, _) = program.get("/api/v1/slots?care=1&practitioner=1");
    assert_eq!(starts(&today)[0], "2026-03-02T10:30:00+01:00");
    // Over the change of hour the offset follows.
    let (_, weeks, _) = program.get("/api/v1/slots?care=1&practitioner=1&from=2026-03-27&to=2026-03-30");
    assert!(starts(&weeks).contains(&"2026-03-27T09:00:00+01:00"));
    assert!(starts(&weeks).contains(&"2026-03-30T09:00:00+02:00"));
}

#[test]
fn for_several_people_only_starts_come_that_the_others_can_follow() {
    let served = Served::new();
    let program = served.program();
    let path = "/api/v1/slots?care=1&from=2026-03-03&practitioner=1";
    let (_, alone, _) = program.get(path);
    let (_, two, _) = program.get(&format!("{path}&people=2"));
    let (_, four, _) = program.get(&format!("{path}&people=4"));
    // Nobody follows the last one of the morning.
    assert_eq!(starts(&two), starts(&alone)[..5]);
    assert_eq!(starts(&four), starts(&alone)[..3]);
    let (_, one, _) = program.get(&format!("{path}&people=1"));
    assert_eq!(one, alone);
}

#[test]
fn a_booked_start_is_gone_and_the_tag_tells() {
    let served = Served::new();
    let program = served.program();
    let path = "/api/v1/slots?care=1&from=2026-03-03&practitioner=1";
    let (_, before, page) = program.get(path);
    let tag = page.header("etag").unwrap().to_owned();
    assert_eq!(page.header("cache-control"), Some("private, no-cache"));
    let again = |tag: &str| program.saying("If-None-Match", tag).get(path);
    assert_eq!(again(&tag).0, 304);
    assert_eq!(again(&format!("\"other\", {tag}")).0, 304);
    assert_eq!(again("\"other\"").0, 200);
    program.books(TUESDAY_9, "Lefort");
    let (status, after, _) = again(&tag);
    assert_eq!(status, 200);
    assert_eq!(starts(&after), starts(&before)[1..]);
    // Nothing is written while starts go by.
    let (_, _, page) = program.get(path);
    let tag = page.header("etag").unwrap().to_owned();
    served.0.clock.advance(TimeDelta::hours(26));
    let (status, later, _) = again(&tag);
    assert_eq!((status, starts(&later).len()), (200, 0), "all are past by now");
}

#[test]
fn what_patients_are_not_offered_does_not_exist() {
    let served = Served::new();
    let program = served.program();
    for (query, place) in [
        ("care=3", "care"),
        ("care=9", "care"),
        ("care=1&practitioner=9", "practitioner"),
        ("care=1&patient=3", "patient"),
        ("care=1&from=02/03/2026", "from"),
        ("care=1&from=2026-03-02&to=2028-03-02", "to"),
        ("care=1&seats=0", "seats"),
        ("care=1&people=0", "people"),
        ("care=1&people=5", "people"),
        ("care=1&people=2.5", "people"),
        ("", "care"),
    ] {
        let (status, problem, _) = program.get(&format!("/api/v1/slots?{query}"));
        assert_eq!((status, kind(&problem)), (422, "invalid-request"), "{query}");
        assert_eq!(places(&problem), [place], "{query}");
    }
}

#[test]
fn problems_come_in_the_language_asked_for() {
    let served = Served::new();
    let program = served.program();
    let (_, english, _) = program.get("/api/v1/slots?care=9");
    assert_eq!(english["title"], "Some values do not fit");
    let (_, french, _) = program.get("/api/v1/slots?care=9&lang=fr");
    assert_eq!(french["title"], "Certaines valeurs ne conviennent pas");
}
