//! From the first page to the confirmation, as a patient clicks.

use grappe::domain::booking::Status;
use grappe::web::Settings;

use super::{LEA, TUESDAY_9, book, pick, send};
use crate::support::{Browser, Site};

#[track_caller]
fn assert_calendar_file(browser: &mut Browser) {
    let file = browser.get("/appointment/calendar.ics");
    file.assert(
        200,
        &["BEGIN:VEVENT", "DTSTART:20260303T080000Z", "SUMMARY:Cabinet T."],
    );
    let disposition = file.header("content-disposition");
    assert_eq!(disposition, Some("attachment; filename=\"rendez-vous.ics\""));
}

#[test]
fn the_first_pages_show_what_can_be_had() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    browser.get("/").assert(
        200,
        &[
            "Consultation",
            "30 minutes",
            "En vidéo",
            "À partir de 18 ans",
            "04 72 00 00 00",
        ],
    );
    let times = browser.get("/times?care=1");
    times.assert(
        200,
        &["Dr Hélène Martin", "Dr Paul Petit", "Peu importe", "mardi 3 mars"],
    );
    assert!(times.starts().contains(&TUESDAY_9.to_owned()));
}

#[test]
fn a_patient_books_without_scripts() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let picked = pick(&mut browser, "1", TUESDAY_9);
    assert_eq!(picked.location().unwrap(), "/book?anybody");
    let form = browser.follow(picked);
    let shown = [
        "mardi 3 mars 2026",
        "9 h",
        "Dr Hélène Martin",
        "encore 5 minutes",
        "5 minutes de plus",
    ];
    form.assert(200, &shown);
    let sent = send(&mut browser, &form, "/book", &LEA);
    assert_eq!(sent.location().unwrap(), "/book/code?anybody");
    let code = browser.follow(sent);
    code.assert(200, &["lea@example.org", "Code à six chiffres"]);
    let wrong = send(&mut browser, &code, "/book/code", &[("code", "12")]);
    wrong.assert(422, &["Il reste 4 essais", "lea@example.org"]);
    let sent = send(&mut browser, &wrong, "/book/code", &[("code", &site.code())]);
    assert_eq!(sent.location().unwrap(), "/book/done");
    let done = browser.follow(sent);
    let shown = [
        "rendez-vous est pris",
        "mardi 3 mars 2026",
        "12, rue des Tilleuls",
        "dernière ordonnance",
        "dès que possible, par ce lien",
    ];
    done.assert(200, &shown);
    assert_calendar_file(&mut browser);
    let agenda = site.app.agenda();
    let booked = agenda.bookings().next().unwrap();
    assert_eq!(booked.interval.start.to_rfc3339(), "2026-03-03T08:00:00+00:00");
    let times = browser.get("/times?care=1");
    assert!(!times.starts().contains(&TUESDAY_9.to_owned()));
}

#[test]
fn the_same_in_english() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser().with_header("Accept-Language", "en-GB,en;q=0.9");
    let home = browser.get("/");
    home.assert(200, &["Book an appointment", "lang=\"en\"", "?lang=fr"]);
    let picked = pick(&mut browser, "1", TUESDAY_9);
    let form = browser.follow(picked);
    form.assert(200, &["Tuesday 3 March 2026", "9:00", "Who is coming?"]);
    let sent = send(&mut browser, &form, "/book", &LEA);
    let code = browser.follow(sent);
    let sent = send(&mut browser, &code, "/book/code", &[("code", &site.code())]);
    browser.follow(sent).assert(200, &["Your appointment is booked"]);
    let newest = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    assert_eq!(newest.message.language, grappe::domain::patient::Language::En);
    assert_eq!(newest.about.unwrap().appointment.status, Status::Confirmed);
}

#[test]
fn who_books_within_the_deadline_is_not_promised_a_free_cancellation() {
    for (start, told) in [
        ("2026-03-02T10:00:00Z", "Un empêchement ? Prévenez le cabinet"),
        (
            "2026-03-04T08:00:00Z",
            "librement jusqu'au mardi 3 mars 2026 à 9 h",
        ),
    ] {
        let site = Site::with(Settings::default());
        let page = book(&site, &mut site.browser(), start, &LEA);
        page.assert(200, &[]);
        assert!(
            page.text()
                .replace("&#39;", "'")
                .replace('\u{a0}', " ")
                .contains(told),
            "{}",
            page.text()
        );
    }
}
