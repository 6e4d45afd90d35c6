//! Seats of one session (booking-rules §5).

use grappe::web::Settings;

use super::{LEA, TUESDAY_9, send};
use crate::support::{Browser, Page, Site};

/// A site with a session of six seats, and its number.
fn site() -> (Site, String) {
    let site = Site::with(Settings::default());
    let care = site.sells(|care| {
        "Atelier du dos".clone_into(&mut care.name);
        care.terms.capacity = 6;
    });
    (site, care)
}

fn pick_seats(browser: &mut Browser, care: &str, seats: &str) -> Page {
    let fields = [
        ("care", care),
        ("practitioner", ""),
        ("seats", seats),
        ("start", TUESDAY_9),
    ];
    browser.post("/hold", &fields)
}

fn is_offered(site: &Site, care: &str, seats: usize) -> bool {
    let times = site.browser().get(&format!("/times?care={care}&seats={seats}"));
    times.starts().contains(&TUESDAY_9.to_owned())
}

#[test]
fn two_seats_are_booked_in_one_go() {
    let (site, care) = site();
    let mut browser = site.browser();
    let picked = pick_seats(&mut browser, &care, "2");
    let form = browser.follow(picked);
    form.assert(200, &["Atelier du dos", "2 places"]);
    let sent = send(&mut browser, &form, "/book", &LEA);
    let code = browser.follow(sent);
    let sent = send(&mut browser, &code, "/book/code", &[("code", &site.code())]);
    browser
        .follow(sent)
        .assert(200, &["rendez-vous est pris", "2 places"]);
    let seats: Vec<u16> = site.app.agenda().bookings().map(|b| b.seats).collect();
    assert_eq!(seats, [2]);
    assert!(is_offered(&site, &care, 4), "four are left");
    assert!(!is_offered(&site, &care, 5));
}

#[test]
fn the_last_seats_are_raced_for_and_never_sold_twice() {
    let (site, care) = site();
    assert_eq!(pick_seats(&mut site.browser(), &care, "2").status, 303);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|n| {
                let address = format!("198.51.100.{n}");
                let mut browser = site.browser().with_header("X-Forwarded-For", &address);
                let care = &care;
                scope.spawn(move || pick_seats(&mut browser, care, "2").status)
            })
            .collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|s| **s == 303).count(), 2, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|s| **s == 409).count(), 6, "{statuses:?}");
    let taken: u16 = site.app.agenda().bookings().map(|b| b.seats).sum();
    assert_eq!(taken, 6);
    assert!(!is_offered(&site, &care, 1));
}
