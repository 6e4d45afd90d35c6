//! A practice without a mail server: nobody could be sent a code, so nobody is let into the form.

use grappe::web::Settings;

use super::{TUESDAY_9, pick};
use crate::support::Site;

#[test]
fn without_mail_times_are_shown_and_booked_by_phone() {
    let site = Site::with(Settings {
        is_mail_off: true,
        ..Settings::default()
    });
    let mut browser = site.browser();
    let told = ["le rendez-vous se prend par téléphone", "04 72 00 00 00"];
    browser.get("/").assert(200, &told);
    let times = browser.get("/times?care=1");
    times.assert(200, &told);
    assert!(times.starts().contains(&TUESDAY_9.to_owned()), "{}", times.text());
    let before = site.revision();
    pick(&mut browser, "1", TUESDAY_9).assert(503, &told);
    assert_eq!(site.revision(), before, "nothing was written");
}

#[test]
fn the_demonstration_shows_its_messages_itself() {
    let site = Site::with(Settings {
        is_mail_off: true,
        is_demo: true,
        ..Settings::default()
    });
    pick(&mut site.browser(), "1", TUESDAY_9).assert(303, &[]);
}
