//! The main pages as they are read, in French, and one in English: a change of words or structure is seen in review.

use grappe::web::Settings;

use super::{LEA, pick, send};
use crate::support::{Page, Site};

/// More than a day ahead, with Dr Martin.
const WEDNESDAY_9: &str = "2026-03-04T08:00:00Z";

/// What is between the header and the footer; nothing in it depends on the day, the build or chance.
fn main_of(page: &Page) -> String {
    assert_eq!(page.status, 200, "{}", page.text());
    let text = page.text();
    let (_, rest) = text.split_once("<main id=\"main\" tabindex=\"-1\">").unwrap();
    let (main, _) = rest.split_once("</main>").unwrap();
    let lines: Vec<&str> = main
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

#[test]
fn the_pages_of_a_booking_in_french() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    insta::assert_snapshot!("home_fr", main_of(&browser.get("/")));
    insta::assert_snapshot!("times_fr", main_of(&browser.get("/times?care=1")));
    let picked = pick(&mut browser, "1", WEDNESDAY_9);
    let form = browser.follow(picked);
    insta::assert_snapshot!("identity_fr", main_of(&form));
    let sent = send(&mut browser, &form, "/book", &LEA);
    let code = browser.follow(sent);
    insta::assert_snapshot!("code_fr", main_of(&code));
    let sent = send(&mut browser, &code, "/book/code", &[("code", &site.code())]);
    insta::assert_snapshot!("done_fr", main_of(&browser.follow(sent)));
    insta::assert_snapshot!("manage_fr", main_of(&browser.get("/appointment")));
}

#[test]
fn the_identity_form_in_english() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser().with_header("Accept-Language", "en-GB,en;q=0.9");
    let picked = pick(&mut browser, "1", WEDNESDAY_9);
    insta::assert_snapshot!("identity_en", main_of(&browser.follow(picked)));
}
