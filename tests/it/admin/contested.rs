//! « Je viendrai », a contested no-show and what the desk decides, over HTTP on both sides (booking-rules §10).

use chrono::TimeDelta;
use grappe::app::CONTEST_MAX;
use grappe::domain::booking::{Appointment, Status};
use grappe::domain::staff::Actor;

use super::desk::{TUESDAY_9, page_of, send};
use super::{Crew, field};
use crate::support::Browser;
use crate::support::house::instant;

const WORDS: &str = "J'étais là à l'heure.";

impl Crew {
    /// The patient of an appointment at its page, by the link and the first letters of the name.
    pub(super) fn patient_of(&self, appointment: &Appointment, letters: &str) -> Browser {
        let mut browser = self.patient_of_name(appointment, letters);
        browser
            .get("/appointment")
            .assert(200, &["Bonjour", "mardi 3 mars 2026"]);
        browser
    }

    /// The same on whatever day.
    pub(super) fn patient_of_name(&self, appointment: &Appointment, letters: &str) -> Browser {
        let link = self.run(self.app.about(appointment)).unwrap().link;
        let mut browser = self.browser();
        let page = browser.get(&format!("/m/{link}"));
        browser.follow(page);
        let opened = browser.post("/appointment/open", &[("fact", letters)]);
        browser.follow(opened).assert(200, &["Bonjour"]);
        browser
    }

    /// Somebody who did not come on Tuesday at nine; it is Tuesday noon afterwards.
    fn missed(&self) -> Appointment {
        let appointment = self.booked("Roux", "Zoé", TUESDAY_9);
        self.clock.set(instant("2026-03-03T11:00:00Z"));
        let marked = self
            .app
            .mark_attendance(appointment.id, Status::NoShow, None, Actor::System);
        self.run(marked).unwrap()
    }
}

/// What the desk answers on its list; the page of the list afterwards.
fn decided(desk: &mut Browser, appointment: &Appointment, decision: &str) {
    let to = format!("{}/contest", page_of(appointment));
    let sent = send(desk, "/admin/to-do", &to, &[("decision", decision)]);
    assert_eq!(sent.location().as_deref(), Some("/admin/to-do?done=decided"));
    let list = desk.follow(sent);
    list.assert(200, &["La décision est notée"]);
    assert!(!list.text().contains(WORDS), "no longer waits");
}

#[test]
fn coming_is_confirmed_once_and_both_read_it() {
    let site = Crew::demo();
    let appointment = site.booked("Roux", "Zoé", TUESDAY_9);
    let mut marie = site.signed_in("marie");
    let desk = marie.get(&page_of(&appointment));
    assert!(!desk.text().contains("A confirmé sa venue"));
    let mut patient = site.patient_of(&appointment, "rou");
    let page = patient.get("/appointment");
    page.assert(200, &["action=\"/appointment/confirm\"", "Je viendrai"]);
    assert!(!site.recorded("presence.confirm"), "looking never acts");
    let sent = patient.post("/appointment/confirm", &[]);
    assert_eq!(sent.location().as_deref(), Some("/appointment"));
    let page = patient.follow(sent);
    page.assert(200, &["Vous avez confirmé votre venue (lundi 2 mars 2026"]);
    assert!(!page.text().contains("/appointment/confirm"), "asked once");
    assert!(site.recorded("presence.confirm"));
    marie
        .get(&page_of(&appointment))
        .assert(200, &["A confirmé sa venue par le lien, lundi 2 mars 2026"]);
    // What has begun is not confirmed any more.
    site.clock.set(instant(TUESDAY_9) + TimeDelta::minutes(1));
    patient.post("/appointment/confirm", &[]).assert(410, &[]);
}

#[test]
fn nobody_confirms_or_contests_without_the_second_fact() {
    let site = Crew::demo();
    let appointment = site.missed();
    let link = site.run(site.app.about(&appointment)).unwrap().link;
    let revision = site.revision();
    let mut scanner = site.browser();
    let page = scanner.get(&format!("/m/{link}"));
    scanner.follow(page);
    for path in ["/appointment/confirm", "/appointment/contest"] {
        scanner
            .post(path, &[("words", WORDS)])
            .assert(410, &["courriel de confirmation"]);
    }
    assert_eq!(site.revision(), revision);
}

#[test]
fn an_answer_that_is_none_is_refused_at_its_field_and_kept() {
    let site = Crew::demo();
    let appointment = site.missed();
    let mut patient = site.patient_of(&appointment, "rou");
    let revision = site.revision();
    let long = "é".repeat(CONTEST_MAX + 1);
    for words in ["", "  ", long.as_str()] {
        let page = patient.post("/appointment/contest", &[("words", words)]);
        page.assert(422, &["aria-invalid=\"true\"", "id=\"words-error\""]);
        let kept = format!(">{}</textarea>", words.trim());
        assert!(page.text().contains(&kept), "kept");
    }
    assert_eq!(site.revision(), revision);
    let longest = "é".repeat(CONTEST_MAX);
    let sent = patient.post("/appointment/contest", &[("words", &longest)]);
    patient.follow(sent).assert(200, &["Votre réponse est arrivée"]);
}

#[test]
fn a_contested_no_show_is_decided_at_the_desk_and_both_read_it() {
    for (decision, told, state) in [
        ("excused", "a accepté votre explication", Status::Excused),
        ("kept", "maintient l'absence", Status::NoShow),
    ] {
        let site = Crew::demo();
        let appointment = site.missed();
        let mut patient = site.patient_of(&appointment, "rou");
        patient.get("/appointment").assert(
            200,
            &[
                "vous n'êtes pas venu",
                "un rendez-vous manqué",
                "Ce n'est pas exact",
            ],
        );
        let sent = patient.post("/appointment/contest", &[("words", WORDS)]);
        assert_eq!(sent.location().as_deref(), Some("/appointment"));
        let page = patient.follow(sent);
        page.assert(200, &[WORDS, "Votre réponse est arrivée"]);
        assert!(!page.text().contains("<textarea"), "once");
        // A second click changes nothing and says nothing wrong; other words are refused.
        let revision = site.revision();
        let twice = patient.post("/appointment/contest", &[("words", WORDS)]);
        assert_eq!(twice.location().as_deref(), Some("/appointment"));
        let other = patient.post("/appointment/contest", &[("words", "Encore.")]);
        assert_eq!((other.status, site.revision()), (409, revision));

        let mut marie = site.signed_in("marie");
        marie
            .get(&page_of(&appointment))
            .assert(200, &["conteste cette absence", WORDS]);
        marie
            .get("/admin/to-do")
            .assert(200, &["Absences contestées", "ROUX Zoé", WORDS]);
        let to = format!("{}/contest", page_of(&appointment));
        let csrf = field(&marie.get("/admin/to-do"), "csrf");
        let forged = [("csrf", csrf.as_str()), ("decision", "deleted")];
        marie.post(&to, &forged).assert(422, &[]);
        assert!(!site.recorded("no_show.decide"));

        decided(&mut marie, &appointment, decision);
        assert!(site.recorded("no_show.decide"), "{decision}");
        let again = [("csrf", csrf.as_str()), ("decision", "excused")];
        assert_eq!(marie.post(&to, &again).status, 409, "decided once");
        let sheet = marie.get(&page_of(&appointment));
        assert!(!sheet.text().contains("conteste cette absence"));
        let now = site
            .run(site.app.open_appointment(appointment.id, Actor::System))
            .unwrap();
        assert_eq!(now.unwrap().appointment.status, state);
        let page = patient.get("/appointment");
        page.assert(200, &[WORDS, told]);
        assert_eq!(
            page.text().contains("un rendez-vous manqué"),
            state == Status::NoShow,
            "an excused one does not count"
        );
    }
}
