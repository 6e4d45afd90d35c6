//! Races, ended holds, replayed and forged forms: a clear answer, everything typed kept, nothing written (issue 2, "Bad input").

use chrono::TimeDelta;
use grappe::web::Settings;

use super::{LEA, TUESDAY_9, book, filled, pick, send};
use crate::support::{Page, Site};

fn site() -> Site {
    Site::with(Settings::default())
}

/// Everything that was typed is still in the page.
#[track_caller]
fn assert_kept(page: &Page) {
    for (_, typed) in LEA.iter().filter(|(name, _)| !["for", "consent"].contains(name)) {
        assert!(
            page.text().contains(&format!("value=\"{typed}\"")),
            "{typed} is lost:\n{}",
            page.text()
        );
    }
}

#[test]
fn two_browsers_race_for_one_time_and_one_gets_it() {
    let site = site();
    let (mut fast, mut slow) = (site.browser(), site.browser());
    assert_eq!(pick(&mut fast, "1", TUESDAY_9).status, 303);
    let revision = site.revision();
    let lost = pick(&mut slow, "1", TUESDAY_9);
    lost.assert(
        409,
        &["Quelqu'un vient de réserver", "Les plus proches", "mardi 3 mars"],
    );
    assert_eq!(site.revision(), revision);
    let offers = lost.values("name=\"other=");
    assert_eq!(offers.len(), 3, "{offers:?}");
    let taken = send(&mut slow, &lost, "/hold", &[("other", &offers[0])]);
    slow.follow(taken).assert(200, &["Qui vient ?"]);
}

#[test]
fn many_browsers_at_one_instant_leave_one_hold() {
    let site = site();
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..16)
            .map(|n| {
                let address = format!("198.51.100.{n}");
                let mut browser = site.browser().with_header("X-Forwarded-For", &address);
                scope.spawn(move || pick(&mut browser, "1", TUESDAY_9).status)
            })
            .collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|s| **s == 303).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|s| **s == 409).count(), 15, "{statuses:?}");
}

#[test]
fn an_ended_hold_is_taken_again_with_everything_typed() {
    let site = site();
    let mut browser = site.browser();
    let page = pick(&mut browser, "1", TUESDAY_9);
    let form = browser.follow(page);
    site.clock.advance(TimeDelta::minutes(6));
    // With a mistake in it: the form comes back, the time is held again.
    let mut typed = LEA;
    typed[6] = ("consent", "");
    let page = send(&mut browser, &form, "/book", &typed);
    page.assert(422, &["encore libre", "Sans votre accord"]);
    assert_kept(&page);
    // Without one: straight on to the code.
    site.clock.advance(TimeDelta::minutes(6));
    let sent = send(&mut browser, &page, "/book", &LEA);
    assert_eq!(sent.location().unwrap(), "/book/code?anybody");
    // The code comes too late: the same time again, a new code.
    let code_page = browser.follow(sent);
    site.clock.advance(TimeDelta::minutes(16));
    let code = site.code();
    let page = send(&mut browser, &code_page, "/book/code", &[("code", &code)]);
    page.assert(409, &["encore libre", "Recevoir mon code"]);
    assert_kept(&page);
    let sent = send(&mut browser, &page, "/book", &LEA);
    let page = browser.follow(sent);
    let sent = send(&mut browser, &page, "/book/code", &[("code", &site.code())]);
    browser.follow(sent).assert(200, &["rendez-vous est pris"]);
}

#[test]
fn a_time_lost_while_typing_is_replaced_by_one_click() {
    let site = site();
    let mut slow = site.browser();
    let page = pick(&mut slow, "1", TUESDAY_9);
    let form = slow.follow(page);
    site.clock.advance(TimeDelta::minutes(6));
    assert_eq!(pick(&mut site.browser(), "1", TUESDAY_9).status, 303);
    let page = send(&mut slow, &form, "/book", &LEA);
    page.assert(409, &["Quelqu'un vient de réserver", "Les plus proches"]);
    assert_kept(&page);
    let offers = page.values("name=\"other=");
    assert_eq!(offers.len(), 3);
    let mut typed: Vec<(&str, &str)> = LEA.into();
    typed.push(("other", &offers[1]));
    let sent = send(&mut slow, &page, "/book", &typed);
    assert_eq!(sent.location().unwrap(), "/book/code", "{}", sent.text());
    slow.follow(sent)
        .assert(200, &["Code à six chiffres", "mardi 3 mars 2026"]);
}

#[test]
fn who_wished_for_anybody_is_offered_everybody_when_the_code_comes_too_late() {
    let site = site();
    let care = site.sells(|care| {
        care.terms.duration = TimeDelta::minutes(60);
        care.terms.step = TimeDelta::minutes(60);
    });
    let eleven = "2026-03-03T10:00:00Z";
    for is_again in [false, true] {
        let mut slow = site.browser();
        let page = pick(&mut slow, &care, eleven);
        let form = slow.follow(page);
        let sent = send(&mut slow, &form, "/book", &LEA);
        let mut page = slow.follow(sent);
        if is_again {
            site.clock.advance(TimeDelta::minutes(1));
            let again = page
                .values("action=\"")
                .into_iter()
                .find(|to| to.contains("again"));
            let sent = slow.post(&again.unwrap(), &[]);
            page = slow.follow(sent);
            page.assert(200, &["nouveau code est parti"]);
        }
        site.clock.advance(TimeDelta::minutes(16));
        let mut fast = site.browser();
        assert_eq!(pick(&mut fast, &care, eleven).status, 303);
        let page = send(&mut slow, &page, "/book/code", &[("code", &site.code())]);
        page.assert(409, &["Quelqu'un vient de réserver"]);
        assert_kept(&page);
        let offers = page.values("name=\"other=");
        let of_petit = "2026-03-03T13:00:00Z~2";
        assert!(offers.iter().any(|offer| offer == of_petit), "{offers:?}");
        assert_eq!(fast.post("/book/release", &[]).status, 303);
    }
}

#[test]
fn a_hold_is_renewed_once_and_given_back_with_what_was_typed() {
    let site = site();
    let mut browser = site.browser();
    let page = pick(&mut browser, "1", TUESDAY_9);
    let form = browser.follow(page);
    site.clock.advance(TimeDelta::minutes(4));
    let page = send(&mut browser, &form, "/book/renew", &LEA);
    page.assert(200, &["encore 5 minutes"]);
    assert_kept(&page);
    assert!(!page.text().contains("5 minutes de plus"));
    let page = send(&mut browser, &page, "/book/renew", &LEA);
    page.assert(409, &["déjà été prolongé"]);
    assert_kept(&page);
    let page = send(&mut browser, &page, "/book/release", &LEA);
    assert_eq!(page.location().unwrap(), "/times?care=1");
    browser.follow(page);
    browser.get("/book").assert(409, &["n'est plus gardé"]);
    assert_eq!(
        pick(&mut site.browser(), "1", TUESDAY_9).status,
        303,
        "free again"
    );
}

#[test]
fn forged_times_write_nothing() {
    let site = site();
    let revision = site.revision();
    for (care, practitioner, start, status) in [
        ("1", "", "2026-03-03T08:07:00Z", 409),   // off the grid
        ("1", "", "2026-03-02T07:00:00Z", 409),   // past
        ("1", "", "2026-03-02T08:30:00Z", 409),   // before the notice
        ("1", "", "2026-03-03T03:00:00Z", 409),   // closed
        ("1", "", "2027-03-03T08:00:00Z", 409),   // beyond the horizon
        ("1", "2", TUESDAY_9, 409),               // with somebody who is not in
        ("1", "99", TUESDAY_9, 404),              // with nobody
        ("99", "", TUESDAY_9, 404),               // no such care
        ("3", "", TUESDAY_9, 404),                // not online
        ("1", "", "2026-03-03T08:00:00.5Z", 422), // no whole second
        ("1", "", "+99999-01-01T00:00:00Z", 422), // another age
        ("1", "", "", 409),                       // none
        ("1", "x", TUESDAY_9, 422),
        ("-1", "", TUESDAY_9, 404),
        ("1 OR 1=1", "", TUESDAY_9, 422),
    ] {
        let mut browser = site.browser();
        let fields = [
            ("care", care),
            ("practitioner", practitioner),
            ("seats", "1"),
            ("start", start),
        ];
        let page = browser.post("/hold", &fields);
        let status = if start.is_empty() { 422 } else { status };
        assert_eq!(page.status, status, "{fields:?}\n{}", page.text());
        assert!(page.text().contains("</html>") && page.text().contains("<h1>"));
    }
    for body in [
        "",
        "start=%00",
        "care=1&care=2&start=x",
        "%ff%fe=%ff",
        "seats=70000&care=1&start=2026-03-03T08:00:00Z",
    ] {
        let page = site.browser().post_raw("/hold", body);
        assert_eq!(page.status, 422, "{body}");
    }
    assert_eq!(site.revision(), revision);
}

#[test]
fn wrong_fields_are_told_at_the_field_and_nothing_is_sent() {
    let site = site();
    let mut browser = site.browser();
    let page = pick(&mut browser, "1", TUESDAY_9);
    let form = browser.follow(page);
    let revision = site.revision();
    let long = "é".repeat(61);
    for (field, text, words) in [
        ("family", "", "À remplir"),
        ("family", long.as_str(), "60 caractères au plus"),
        ("family", "<script>alert(1)</script>", "caractère « &#60; »"),
        ("given", "Gagnez 500e http://x.y", "n'est pas accepté"),
        ("given", "a\r\nBcc: x", "n'est pas accepté"),
        ("born", "demain", "17/05/1980"),
        ("born", "01/01/2099", "17/05/1980"),
        ("email", "lea@", "n'est pas complète"),
        ("email", "a@b.fr\r\nBcc: c@d.fr", "n'est pas"),
        ("phone", "12", "La forme ne convient pas"),
        ("consent", "", "Sans votre accord"),
    ] {
        let typed: Vec<_> = LEA.map(|(n, v)| (n, if n == field { text } else { v })).into();
        let page = send(&mut browser, &form, "/book", &typed);
        page.assert(422, &["Quelques réponses sont à revoir"]);
        let shown = String::from_utf8_lossy(&page.body)
            .replace("&#39;", "'")
            .replace('\u{a0}', " ");
        assert!(shown.contains(words), "{field}: no « {words} » in\n{shown}");
        assert!(!shown.contains("<script>alert"), "unescaped");
        assert_eq!(site.revision(), revision, "{field}");
    }
}

#[test]
fn replayed_and_stolen_forms_do_nothing() {
    let site = site();
    let mut browser = site.browser();
    let page = pick(&mut browser, "1", TUESDAY_9);
    let form = browser.follow(page);
    let sent = send(&mut browser, &form, "/book", &LEA);
    // The same form once more: one code only.
    let again = send(&mut browser, &form, "/book", &LEA);
    assert_eq!((sent.status, again.location()), (303, sent.location()));
    let code_page = browser.follow(sent);
    let code = site.code();
    // Somebody else with the code but without the cookie.
    let revision = site.revision();
    let mut thief = site.browser();
    let page = thief.post("/book/code", &[("code", &code)]);
    assert_eq!(page.status, 409, "{}", page.text());
    let fields = filled(&code_page, &[("code", &code)]);
    assert_eq!(site.revision(), revision);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let done = browser.post("/book/code", &fields);
    assert_eq!(done.location().unwrap(), "/book/done");
    // Replayed after the booking: the same answer, nothing more.
    let revision = site.revision();
    let replayed = browser.post("/book/code", &fields);
    assert_eq!(replayed.location().unwrap(), "/book/done");
    assert_eq!(browser.get("/book/code").location().unwrap(), "/book/done");
    assert_eq!(site.revision(), revision);
    assert_eq!(site.app.agenda().bookings().count(), 1);
}

#[test]
fn five_wrong_codes_lose_the_time_and_keep_the_words() {
    let site = site();
    let mut browser = site.browser();
    let page = pick(&mut browser, "1", TUESDAY_9);
    let form = browser.follow(page);
    let sent = send(&mut browser, &form, "/book", &LEA);
    let mut page = browser.follow(sent);
    let wrong = if site.code() == "000000" {
        "000001"
    } else {
        "000000"
    };
    for left in (1..5).rev() {
        page = send(&mut browser, &page, "/book/code", &[("code", wrong)]);
        let words = if left == 1 {
            "Il reste un essai".to_owned()
        } else {
            format!("Il reste {left} essais")
        };
        page.assert(422, &[&words]);
    }
    let page = send(&mut browser, &page, "/book/code", &[("code", wrong)]);
    page.assert(422, &["Cinq codes faux"]);
    assert_kept(&page);
    assert_eq!(site.app.agenda().bookings().count(), 0);
}

#[test]
fn codes_come_once_a_minute_and_three_a_day() {
    let site = site();
    let mut browser = site.browser();
    let page = pick(&mut browser, "1", TUESDAY_9);
    let form = browser.follow(page);
    let sent = send(&mut browser, &form, "/book", &LEA);
    browser.follow(sent);
    let first = site.code();
    browser
        .post("/book/code/again", &[])
        .assert(429, &["Attendez une minute", "Code à six chiffres"]);
    site.clock.advance(TimeDelta::minutes(1));
    let sent = browser.post("/book/code/again", &[]);
    let page = browser.follow(sent);
    page.assert(200, &["nouveau code est parti"]);
    let second = site.code();
    if first != second {
        send(&mut browser, &page, "/book/code", &[("code", &first)]).assert(422, &["pas le bon"]);
    }
    let sent = send(&mut browser, &page, "/book/code", &[("code", &second)]);
    browser.follow(sent).assert(200, &["rendez-vous est pris"]);
}

#[test]
fn a_clock_that_is_not_trusted_books_nothing() {
    let site = Site::in_1970();
    let mut browser = site.browser();
    let revision = site.revision();
    pick(&mut browser, "1", TUESDAY_9).assert(503, &["ne connaît pas encore l'heure"]);
    assert_eq!(browser.get("/").status, 200, "reading goes on");
    assert_eq!(site.revision(), revision);
}

#[test]
fn a_contact_with_three_bookings_is_told_to_phone() {
    let site = site();
    for day in 4..7 {
        let start = format!("2026-03-0{day}T08:00:00Z");
        book(&site, &mut site.browser(), &start, &LEA).assert(200, &["rendez-vous est pris"]);
        site.clock.advance(TimeDelta::minutes(1));
    }
    // A code may be sent again the next day.
    site.clock.advance(TimeDelta::days(1));
    let page = book(&site, &mut site.browser(), "2026-03-10T08:00:00Z", &LEA);
    page.assert(409, &["nombre de rendez-vous possibles", "04 72 00 00 00"]);
}
