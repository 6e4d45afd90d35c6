//! Work and patience on the way to a booking (security §5, §6), as browsers with and without scripts meet them.

use chrono::TimeDelta;
use grappe::web::Settings;

use super::{LEA, TUESDAY_9, pick, send};
use crate::support::work::{solved, task_on};
use crate::support::{Browser, Page, Site};

/// As after so many requests that a limit refused.
fn pressed(refusals: usize) -> Site {
    let site = Site::with(Settings::default());
    for _ in 0..refusals {
        site.app.note_refused();
    }
    site
}

fn form(browser: &mut Browser) -> Page {
    let picked = pick(browser, "1", TUESDAY_9);
    browser.follow(picked)
}

fn mails(site: &Site) -> usize {
    site.run(site.app.recent_notices(9)).unwrap().len()
}

#[test]
fn in_calm_times_nobody_is_asked_for_anything() {
    let site = pressed(29);
    let mut browser = site.browser();
    let form = form(&mut browser);
    assert!(!form.text().contains("name=\"work\"") && !form.text().contains("/work."));
    let sent = send(&mut browser, &form, "/book", &LEA);
    assert_eq!(sent.location().as_deref(), Some("/book/code?anybody"));
}

#[test]
fn under_attack_a_browser_without_scripts_waits_and_books() {
    let site = pressed(120);
    let mut browser = site.browser();
    let form = form(&mut browser);
    assert_eq!(task_on(&form).unwrap().numbers, 800_000);
    let wait = send(&mut browser, &form, "/book", &LEA);
    wait.assert(
        429,
        &[
            "Merci de patienter 20 secondes",
            "Léa",
            "lea@example.org",
            "Continuer",
            "04 72 00 00 00",
        ],
    );
    assert_eq!(wait.header("retry-after"), Some("20"));
    assert_eq!(mails(&site), 0);
    site.clock.advance(TimeDelta::seconds(12));
    let early = send(&mut browser, &wait, "/book", &[]);
    early.assert(429, &["Merci de patienter 8 secondes", "lea@example.org"]);
    assert_eq!((early.header("retry-after"), mails(&site)), (Some("8"), 0));
    site.clock.advance(TimeDelta::seconds(8));
    let sent = send(&mut browser, &early, "/book", &[]);
    assert_eq!(sent.location().as_deref(), Some("/book/code?anybody"));
    let code = browser.follow(sent);
    let done = send(&mut browser, &code, "/book/code", &[("code", &site.code())]);
    browser.follow(done).assert(200, &["rendez-vous est pris"]);
}

#[test]
fn under_pressure_a_browser_with_scripts_goes_straight_on_and_its_work_counts_once() {
    let site = pressed(30);
    let mut browser = site.browser();
    let form = form(&mut browser);
    form.assert(200, &["/assets/work.", "role=\"status\""]);
    let task = task_on(&form).unwrap();
    assert_eq!(task.numbers, 200_000);
    let work = solved(&task);
    let typed: Vec<_> = LEA.into_iter().chain([("work", work.as_str())]).collect();
    // A mistake does not cost the work.
    let wrong: Vec<_> = typed
        .iter()
        .map(|(name, value)| (*name, if *name == "born" { "hier" } else { *value }))
        .collect();
    assert_eq!(send(&mut browser, &form, "/book", &wrong).status, 422);
    let sent = send(&mut browser, &form, "/book", &typed);
    assert_eq!(sent.location().as_deref(), Some("/book/code?anybody"));
    let again: Vec<_> = typed
        .iter()
        .map(|(name, value)| {
            (
                *name,
                if *name == "email" {
                    "autre@example.org"
                } else {
                    *value
                },
            )
        })
        .collect();
    send(&mut browser, &form, "/book", &again).assert(429, &["Merci de patienter 20 secondes"]);
    let mut stranger = site.browser();
    let other = stranger.post(
        "/hold",
        &[
            ("care", "1"),
            ("practitioner", ""),
            ("seats", "1"),
            ("start", "2026-03-04T08:00:00Z"),
        ],
    );
    let other = stranger.follow(other);
    send(&mut stranger, &other, "/book", &typed).assert(429, &["Merci de patienter"]);
    assert_eq!(mails(&site), 1);
}

#[test]
fn an_attack_ends_by_itself() {
    let site = pressed(120);
    let mut browser = site.browser();
    assert!(task_on(&form(&mut browser)).is_some());
    site.clock.advance(TimeDelta::minutes(11));
    assert!(task_on(&form(&mut browser)).is_none());
}

/// Starts on different days, so that no day has its share held.
fn starts(browser: &mut Browser) -> Vec<String> {
    let mut found = browser.get("/times?care=1").starts();
    found.sort();
    found.dedup_by_key(|start| format!("{} {}", &start[..10], start[11..13].parse::<u32>().unwrap() / 4));
    found
}

fn hold(browser: &mut Browser, start: &str) -> Page {
    pick(browser, "1", start)
}

#[test]
fn behind_one_address_the_fourth_waits_and_the_tenth_is_refused() {
    let site = Site::with(Settings::default());
    let somebody = || site.browser().coming_from("198.51.100.7");
    let starts = starts(&mut somebody());
    assert!(starts.len() >= 10, "{starts:?}");
    for start in &starts[..3] {
        assert_eq!(
            hold(&mut somebody(), start).location().as_deref(),
            Some("/book?anybody")
        );
    }
    for (n, start) in starts[3..9].iter().enumerate() {
        let mut browser = somebody();
        let wait = hold(&mut browser, start);
        wait.assert(
            429,
            &["Merci de patienter 20 secondes", start, "action=\"/hold\""],
        );
        let held = if n == 0 {
            let work = solved(&task_on(&wait).unwrap());
            send(&mut browser, &wait, "/hold", &[("work", &work)])
        } else {
            site.clock.advance(TimeDelta::seconds(20));
            send(&mut browser, &wait, "/hold", &[])
        };
        assert_eq!(held.location().as_deref(), Some("/book?anybody"), "{start}");
    }
    let refused = hold(&mut somebody(), &starts[9]);
    refused.assert(429, &["Trop d'horaires sont gardés"]);
    assert_eq!(refused.header("retry-after"), Some("300"));
    assert!(task_on(&refused).is_none());
    let elsewhere = hold(&mut site.browser().coming_from("198.51.100.8"), &starts[9]);
    assert_eq!(elsewhere.status, 303);
}

#[test]
fn an_address_works_for_its_eleventh_booking_and_has_no_thirty_first() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    assert!(task_on(&form(&mut browser)).is_none());
    // As if so many others had booked from here.
    let others = |from: i64, to: i64| {
        let conn = site.database();
        conn.execute(
            "WITH RECURSIVE n (i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
            INSERT INTO hold_addresses SELECT 1000 + i, address_hash, site_hash, taken_at, taken_at FROM n, hold_addresses WHERE hold < 1000",
            [from, to],
        )
        .unwrap();
    };
    others(1, 10);
    let asked = browser.get("/book?anybody");
    assert_eq!(task_on(&asked).unwrap().numbers, 200_000);
    let wait = send(&mut browser, &asked, "/book", &LEA);
    wait.assert(429, &["Merci de patienter"]);
    site.clock.advance(TimeDelta::seconds(20));
    let sent = send(&mut browser, &wait, "/book", &[]);
    let code = browser.follow(sent);
    others(11, 30);
    let refused = send(&mut browser, &code, "/book/code", &[("code", &site.code())]);
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert_eq!(site.booked(), 0);
}

#[test]
fn the_sixth_code_of_an_hour_takes_work_and_the_sixteenth_is_refused() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let form = form(&mut browser);
    let ask = |browser: &mut Browser, n: usize| {
        let email = format!("n{n}@example.org");
        let typed: Vec<_> = LEA
            .into_iter()
            .map(|(name, value)| (name, if name == "email" { email.as_str() } else { value }))
            .collect();
        send(browser, &form, "/book", &typed)
    };
    for n in 0..5 {
        assert_eq!(ask(&mut browser, n).status, 303, "{n}");
    }
    for n in 5..15 {
        let wait = ask(&mut browser, n);
        wait.assert(429, &["Merci de patienter"]);
        site.clock.advance(TimeDelta::seconds(20));
        assert_eq!(send(&mut browser, &wait, "/book", &[]).status, 303, "{n}");
    }
    let wait = ask(&mut browser, 15);
    site.clock.advance(TimeDelta::seconds(20));
    let refused = send(&mut browser, &wait, "/book", &[]);
    refused.assert(429, &["Attendez", "Qui vient"]);
    assert!(refused.header("retry-after").is_some());
}
