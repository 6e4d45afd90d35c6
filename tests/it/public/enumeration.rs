//! Whether somebody is a patient cannot be learnt from any answer (security T4).

use grappe::web::Settings;

use super::{LEA, TUESDAY_9, book, pick, send};
use crate::support::Site;

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
