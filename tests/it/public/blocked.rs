//! A patient blocked online: a neutral text and the phone number, never the reason (booking-rules §8, security T4).

use grappe::domain::contact::Email;
use grappe::domain::patient::Patient;
use grappe::store::Tx;
use grappe::web::Settings;

use super::{LEA, TUESDAY_9, pick, send};
use crate::support::house::person;
use crate::support::{Page, Site};

/// The page that asks for the code, with what differs from one visit to the next left out.
fn told(page: &Page, email: &str) -> Vec<String> {
    let lines = page.text().replace(email, "…");
    let lines = lines.lines().filter(|line| !line.contains("type=\"hidden\""));
    lines.map(str::to_owned).collect()
}

#[test]
fn who_is_blocked_is_told_to_phone_and_nothing_else() {
    let site = Site::with(Settings::default());
    let blocked = Patient {
        email: Email::parse("lea@example.org").ok(),
        is_blocked_online: true,
        ..person("d'Aubigné", "Léa")
    };
    site.run(
        site.app
            .store()
            .write(move |tx: &mut Tx<'_>| tx.save_patient(&blocked)),
    )
    .unwrap();
    let mut pages = Vec::new();
    let mut browser = site.browser();
    for email in ["zoe@example.org", "lea@example.org"] {
        let typed: Vec<_> = LEA.map(|(n, v)| (n, if n == "email" { email } else { v })).into();
        let picked = pick(&mut browser, "1", TUESDAY_9);
        let form = browser.follow(picked);
        let sent = send(&mut browser, &form, "/book", &typed);
        let page = browser.follow(sent);
        pages.push((told(&page, email), page));
    }
    assert_eq!(
        pages[0].0, pages[1].0,
        "until the code, nothing tells who is blocked"
    );
    let page = send(&mut browser, &pages[1].1, "/book/code", &[("code", &site.code())]);
    page.assert(409, &["ne peut pas être pris en ligne", "04 72 00 00 00"]);
    let shown = page.text().to_lowercase();
    for telling in ["bloqu", "suspend", "refus", "secrétariat a", "name=\"other="] {
        assert!(!shown.contains(telling), "{telling}:\n{shown}");
    }
    assert_eq!(site.booked(), 0);
}
