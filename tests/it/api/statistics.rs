//! Counts and measures for programs: the numbers of the pages, and no names.

use serde_json::{Value, json};

use super::program::{Program, Served, TUESDAY_9, booking, kind, places};
use crate::support::house::instant;

const WEEK: &str = "from=2026-03-02&to=2026-03-08";

/// On Tuesday one was seen and one stayed away, one was called off in time, all with Dr Martin; it is Friday.
fn known_week() -> (Served, Program) {
    let site = Served::new();
    let program = site.program();
    let book = |start: &str, family: &str| {
        let mut asked = booking(start, family);
        asked["practitioner"] = json!(1);
        let (status, booked) = program.post("/api/v1/appointments", &asked);
        assert_eq!(status, 201, "{booked}");
        booked["id"].clone()
    };
    let seen = book(TUESDAY_9, "Goff");
    let missed = book("2026-03-03T09:30:00+01:00", "Roux");
    let off = book("2026-03-03T10:00:00+01:00", "Blanc");
    let act = |path: String, body: Value| {
        let (status, answer) = program.post(&path, &body);
        assert_eq!(status, 200, "{path}: {answer}");
    };
    act(format!("/api/v1/appointments/{off}/cancel"), json!({}));
    site.0.clock.set(instant("2026-03-06T08:00:00Z"));
    for (id, state) in [(seen, "done"), (missed, "no_show")] {
        act(
            format!("/api/v1/appointments/{id}/state"),
            json!({ "status": state }),
        );
    }
    (site, program)
}

#[test]
fn a_known_week_is_counted_as_the_pages_count_it() {
    let (_site, program) = known_week();
    let (status, told, _) = program.get(&format!("/api/v1/statistics?{WEEK}"));
    assert_eq!(status, 200, "{told}");
    let whole = &told["whole"];
    for (name, count) in [
        ("booked", 3),
        ("seen", 1),
        ("no_show", 1),
        ("cancelled", 1),
        ("pending", 0),
        ("care_minutes", 60),
        // Five mornings of three hours and five afternoons of four.
        ("open_minutes", 35 * 60),
    ] {
        assert_eq!(whole[name], json!(count), "{name} of {whole}");
    }
    assert_eq!(whole["no_show_share"], json!(0.5));
    assert_eq!(whole["occupancy"], json!(60.0 / 2100.0));
    assert_eq!(
        (&told["period"], &told["periods"][0]["first"]),
        (&json!("week"), &json!("2026-03-02"))
    );
    let martin = &told["by_practitioner"][0];
    assert_eq!(
        (&martin["practitioner"], &martin["booked"]),
        (&json!(1), &json!(3))
    );
    assert_eq!(told["by_care"][0]["care"], json!(1));
    assert_eq!(told["origins"][2], json!({"origin": "api", "count": 3}));
    let text = told.to_string();
    assert!(!text.contains("Goff") && !text.contains("patient\":"), "{text}");
    // Of Dr Petit there is open time only.
    let (_, petit, _) = program.get(&format!("/api/v1/statistics?{WEEK}&practitioner=2"));
    assert_eq!(
        (&petit["whole"]["booked"], &petit["whole"]["open_minutes"]),
        (&json!(0), &json!(1200))
    );
    let (_, none, _) = program.get(&format!("/api/v1/statistics?{WEEK}&care=2"));
    assert_eq!(none["whole"]["booked"], json!(0));
}

#[test]
fn past_days_and_the_next_times_are_measured() {
    let (site, program) = known_week();
    site.0.run(site.0.app.measure_days()).unwrap();
    let (status, told, _) = program.get(&format!("/api/v1/statistics/measures?{WEEK}&practitioner=1"));
    assert_eq!(status, 200, "{told}");
    let days = told["days"].as_array().unwrap();
    let dates: Vec<&str> = days.iter().map(|day| day["date"].as_str().unwrap()).collect();
    assert_eq!(dates, ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"]);
    let tuesday = &days[1];
    // Who stayed away kept the half hour from others; the third one was free again.
    assert_eq!(
        (&tuesday["open_minutes"], &tuesday["care_minutes"]),
        (&json!(180), &json!(60)),
        "{tuesday}"
    );
    assert_eq!(tuesday["utilisation"], json!(60.0 / 180.0));
    assert_eq!(
        (&tuesday["idle_minutes"], &tuesday["overtime_minutes"]),
        (&json!(0), &json!(0))
    );
    let access = told["access"].as_array().unwrap();
    let consultation = access.iter().find(|one| one["care"] == 1).expect("care 1");
    assert_eq!(
        (&consultation["asked"], &consultation["prompt"]),
        (&json!(3), &json!(3)),
        "{consultation}"
    );
    assert_eq!(consultation["third_next"], json!("in"));
    assert!(consultation["third_next_days"].is_i64(), "{consultation}");
    assert!(access.iter().all(|one| one["practitioner"] == 1), "{access:?}");
}

#[test]
fn the_gap_doctor_tells_what_it_found_against_the_present_settings() {
    let (_site, program) = known_week();
    let ask = || program.get("/api/v1/statistics/gaps").1;
    let mut told = ask();
    for _ in 0..20 {
        if told["state"] == "ready" {
            break;
        }
        told = ask();
    }
    assert_eq!(told["state"], "ready", "{told}");
    let report = &told["report"];
    assert_eq!(
        (&report["visits"], &report["to"]),
        (&json!(3), &json!("2026-03-05"))
    );
    let settings = report["settings"].as_array().unwrap();
    assert!(settings.len() > 3, "{report}");
    assert_eq!(settings[0]["setting"], "present");
    assert_eq!(settings[0]["usable_slots_gained"], json!(0.0));
}

#[test]
fn a_period_that_is_none_is_refused_at_its_parameter() {
    let site = Served::new();
    let program = site.program();
    for (query, expected) in [
        ("from=2026-03-08&to=2026-03-02", "to"),
        ("from=2020-01-01&to=2026-01-01", "to"),
        ("from=march", "from"),
        ("practitioner=x", "practitioner"),
        ("table=leads", "table"),
    ] {
        for part in ["", "/measures"] {
            let (status, refused, _) = program.get(&format!("/api/v1/statistics{part}?{query}"));
            assert_eq!((status, kind(&refused)), (422, "invalid-request"), "{query}");
            assert_eq!(places(&refused), [expected], "{query}: {refused}");
        }
    }
}
