//! Whether somebody is a patient cannot be learnt from any answer (security T4).

use std::time::{Duration, Instant};

use grappe::web::Settings;

use super::{LEA, TUESDAY_9, book, pick, send};
use crate::support::Site;
use crate::support::house::{Practice, draft, person};

#[test]
fn a_known_and_an_unknown_contact_get_the_same_answers() {
    let site = Site::with(Settings::default());
    book(&site, &mut site.browser(), TUESDAY_9, &LEA).assert(200, &[]);
    site.clock.advance(chrono::TimeDelta::minutes(1));
    let mut answers = Vec::new();
    // As long as the other, so that even lengths tell nothing.
    for email in ["lea@example.org", "leo@example.org"] {
        let mut browser = site.browser();
        let typed: Vec<_> = LEA.map(|(n, v)| (n, if n == "email" { email } else { v })).into();
        let picked = pick(&mut browser, "1", "2026-03-04T08:00:00Z");
        let form = browser.follow(picked);
        let sent = send(&mut browser, &form, "/book", &typed);
        let page = browser.follow(sent);
        let newest = site.run(site.app.recent_notices(1)).unwrap().remove(0);
        assert!(newest.about.is_none(), "a code tells nothing of anybody");
        answers.push((page.status, page.text().replace(email, "EMAIL")));
        browser.post("/book/release", &[]);
    }
    assert_eq!(answers[0], answers[1]);
    assert!(answers[0].1.contains("EMAIL"));
}

/// What a contact is worth to somebody who only listens to the clock (security T4).
#[expect(clippy::disallowed_methods, reason = "the time that passes is what is tested")]
#[tokio::test]
async fn a_known_and_an_unknown_contact_take_the_same_time() {
    const EACH: usize = 60;
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let letters = |n: usize| {
        let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
        format!("J{}{}", letter(n / 26), letter(n))
    };
    for n in 0..EACH {
        practice.knows(person("Connu", &letters(n))).await;
    }
    let mut times: [Vec<Duration>; 2] = Default::default();
    for n in 0..EACH {
        // By turns, so that what else the machine does falls on both.
        for (family, times) in ["Connu", "Autre"].into_iter().zip(&mut times) {
            let held = practice.holds(care, "2026-03-04T08:00:00Z", &letters(n)).await;
            let who = draft(person(family, &letters(n)));
            let begun = Instant::now();
            practice.app.request_code(&held.token, who).await.unwrap();
            times.push(begun.elapsed());
            practice.app.drop_hold(&held.token).await.unwrap();
        }
    }
    let [known, unknown] = times.map(|mut times| {
        times.sort();
        times[EACH / 2]
    });
    let apart = known.abs_diff(unknown);
    assert!(apart < Duration::from_millis(5), "{known:?} {unknown:?}");
}
