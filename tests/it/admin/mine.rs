//! What a patient has by the own link beside one appointment: a calendar, the own data, the wish to be erased, and what the practice
//! answers; over HTTP on both sides.

use chrono::TimeDelta;
use grappe::domain::booking::Appointment;
use grappe::domain::patient::Patient;
use grappe::messages::letter;
use grappe::store::{Fault, MessageKind, Tx};

use super::Crew;
use super::desk::{TUESDAY_9, send};
use crate::support::{Browser, Page};

impl Crew {
    fn changed(&self, appointment: &Appointment, change: impl FnOnce(&mut Patient) + Send + 'static) {
        let id = appointment.patient;
        let written = self
            .app
            .store()
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let mut patient = tx.patient(id)?.unwrap();
                change(&mut patient);
                tx.save_patient(&patient)?;
                Ok(())
            });
        self.run(written).unwrap();
    }

    /// The digits of the newest message.
    fn sent_code(&self) -> String {
        let newest = self.run(self.app.recent_notices(1)).unwrap().remove(0);
        newest.message.code.unwrap()
    }

    /// The patient with an open file.
    fn proven(&self, appointment: &Appointment) -> Browser {
        let mut patient = self.patient_of(appointment, "rou");
        let sent = patient.post("/mine/code", &[]);
        patient.follow(sent).assert(200, &["Code à six chiffres"]);
        let opened = patient.post("/mine/open", &[("code", &self.sent_code())]);
        patient
            .follow(opened)
            .assert(200, &["Télécharger pour lire", "Votre adresse est vérifiée"]);
        patient
    }

    /// The text of the newest message.
    fn told(&self, kind: MessageKind) -> String {
        let newest = self.run(self.app.recent_notices(1)).unwrap().remove(0);
        assert_eq!(newest.message.kind, kind);
        let practice = self.app.agenda().set_up().practice.clone();
        letter(&newest, &practice, "").unwrap().text
    }
}

fn made(patient: &mut Browser) -> (String, Page) {
    let page = patient.post("/mine/feed", &[("do", "make")]);
    page.assert(200, &["href=\"webcal://", "montrée qu'une fois"]);
    let secret = page.values("/agenda/").remove(0);
    let secret = secret.split(".ics").next().unwrap().to_owned();
    (format!("/agenda/{secret}.ics"), page)
}

#[test]
fn a_calendar_follows_the_own_appointments_and_says_no_more_than_a_message() {
    let site = Crew::demo();
    let appointment = site.booked("Roux", "Zoé", TUESDAY_9);
    site.booked("Roux", "Zoé", "2026-03-10T08:00:00Z");
    site.booked("Blanc", "Ana", "2026-03-11T08:00:00Z");
    let mut patient = site.patient_of(&appointment, "rou");
    let (feed, _) = made(&mut patient);
    let mut calendar = site.browser();
    let file = calendar.get(&feed);
    file.assert(
        200,
        &[
            "BEGIN:VCALENDAR",
            "DTSTART:20260303T080000Z",
            "DTSTART:20260310T080000Z",
            "CLASS:PRIVATE",
        ],
    );
    let text = file.text();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 2, "nobody else's");
    for telling in ["Consultation", "Martin", "Roux", "Zoé", "Médecine", "METHOD"] {
        assert!(!text.contains(telling), "{telling}: {text}");
    }
    let tag = file.header("etag").unwrap().to_owned();
    let mut again = site.browser().with_header("If-None-Match", &tag);
    assert_eq!(again.get(&feed).status, 304);
    // A new address ends the first one; so does its end, a block, and the hour.
    let (next, _) = made(&mut patient);
    assert_eq!(calendar.get(&feed).status, 404);
    site.changed(&appointment, |patient| patient.is_blocked_online = true);
    assert_eq!(calendar.get(&next).status, 404, "blocked");
    site.changed(&appointment, |patient| patient.is_blocked_online = false);
    site.clock.advance(TimeDelta::hours(30));
    let file = calendar.get(&next);
    assert_eq!(file.text().matches("BEGIN:VEVENT").count(), 1, "what is to come");
    let mut patient = site.patient_of(&appointment, "rou");
    let ended = patient.post("/mine/feed", &[("do", "end")]);
    patient
        .follow(ended)
        .assert(200, &["ne suit plus vos rendez-vous"]);
    assert_eq!(calendar.get(&next).status, 404);
    for wrong in ["/agenda/x.ics", "/agenda/x", "/agenda/.ics"] {
        assert_eq!(calendar.get(wrong).status, 404, "{wrong}");
    }
}

#[test]
fn the_notice_is_read_anew_where_its_words_changed() {
    let site = Crew::demo();
    // Booked by phone: nothing was read online yet.
    let appointment = site.booked("Roux", "Zoé", TUESDAY_9);
    let mut patient = site.patient_of(&appointment, "rou");
    let start = patient.get("/again").starts().remove(0);
    patient.post(
        "/again",
        &[("care", "1"), ("practitioner", "1"), ("start", &start)],
    );
    patient
        .get("/again/confirm")
        .assert(200, &["a changé depuis la dernière fois", "name=\"consent\""]);
    patient
        .post("/again/confirm", &[])
        .assert(422, &["cochez la case", "aria-invalid=\"true\""]);
    assert!(!site.recorded("hold.drop"), "the time stays kept");
    let sent = patient.post("/again/confirm", &[("consent", "1")]);
    assert_eq!(sent.location().as_deref(), Some("/again/done"));
    let start = patient.get("/again").starts().remove(0);
    patient.post(
        "/again",
        &[("care", "1"), ("practitioner", "1"), ("start", &start)],
    );
    assert!(
        !patient.get("/again/confirm").text().contains("name=\"consent\""),
        "once"
    );
}

#[test]
fn the_whole_file_needs_the_link_the_fact_and_the_mailbox() {
    let site = Crew::demo();
    let appointment = site.booked("Roux", "Zoé", TUESDAY_9);
    let other = site.booked("Blanc", "Ana", "2026-03-11T08:00:00Z");
    let mut patient = site.patient_of(&appointment, "rou");
    let page = patient.get("/mine");
    page.assert(200, &["Recevoir un code"]);
    for shut in ["/mine/file", "/mine/erase"] {
        let sent = patient.post(shut, &[("form", "json")]);
        assert_eq!(sent.location().as_deref(), Some("/mine"), "{shut}");
    }
    patient
        .post("/mine/open", &[("code", "123456")])
        .assert(422, &["ne vaut plus rien"]);
    patient.post("/mine/code", &[]);
    let right = site.sent_code();
    let wrong = if right == "000000" { "000001" } else { "000000" };
    for _ in 0..4 {
        patient
            .post("/mine/open", &[("code", wrong)])
            .assert(422, &["aria-invalid=\"true\""]);
    }
    patient
        .post("/mine/open", &[("code", wrong)])
        .assert(422, &["ne vaut plus rien"]);
    patient
        .post("/mine/open", &[("code", &right)])
        .assert(422, &["ne vaut plus rien"]);
    assert!(site.recorded("link.unproven"));
    // One code a minute to one mailbox.
    patient.post("/mine/code", &[]).assert(429, &[]);
    site.clock.advance(TimeDelta::minutes(2));
    let mut patient = site.proven(&appointment);
    let file = patient.post("/mine/file", &[("form", "json")]);
    file.assert(200, &["\"format\": \"grappe-patient-1\"", "Roux", "2026-03-03"]);
    assert!(file.header("content-disposition").unwrap().contains("attachment"));
    assert!(!file.text().contains("Blanc"));
    patient
        .post("/mine/file", &[("form", "html")])
        .assert(200, &["ROUX Zoé", "mardi 3 mars 2026"]);
    assert!(site.recorded("patient.export"));
    // The proof of one person opens nothing of another.
    let proof = patient.cookie("file").unwrap().to_owned();
    let mut neighbour = site.patient_of_name(&other, "bla");
    neighbour.set_cookie("file", &proof);
    let sent = neighbour.post("/mine/file", &[("form", "json")]);
    assert_eq!(sent.location().as_deref(), Some("/mine"));
}

#[test]
fn who_asks_to_be_erased_is_answered_either_way() {
    let site = Crew::demo();
    let appointment = site.booked("Roux", "Zoé", TUESDAY_9);
    let mut patient = site.proven(&appointment);
    patient.get("/mine").assert(200, &["Demander l'effacement"]);
    for _ in 0..2 {
        let sent = patient.post("/mine/erase", &[]);
        patient
            .follow(sent)
            .assert(200, &["Vous avez demandé l'effacement (lundi 2 mars 2026"]);
    }
    assert_eq!(site.outcomes("erasure.ask").len(), 1, "asked once");
    let erase = format!("/admin/patients/{}/erase", appointment.patient);
    let mut alice = site.signed_in("alice");
    alice
        .get("/admin/to-do")
        .assert(200, &["Demandes d'effacement", "ROUX Zoé", &erase]);
    let mut marie = site.signed_in("marie");
    let list = marie.get("/admin/to-do");
    list.assert(200, &["Demandes d'effacement", "Un administrateur décide"]);
    assert!(!list.text().contains(&erase));
    alice.get(&erase).assert(
        200,
        &[
            "Le patient l'a demandé lui-même",
            "1 rendez-vous, ",
            "1 rendez-vous est encore à venir",
        ],
    );
    let refuse = format!("{erase}/refuse");
    for (note, words) in [
        ("", "le patient a droit à une réponse"),
        ("Voir www.example.org", "note-error"),
    ] {
        send(&mut alice, &erase, &refuse, &[("note", note)]).assert(422, &[words]);
    }
    let why = "La loi nous oblige à les garder encore deux mois.";
    let sent = send(&mut alice, &erase, &refuse, &[("note", why)]);
    assert_eq!(sent.location().as_deref(), Some("/admin/to-do?done=refused"));
    let list = alice.follow(sent);
    list.assert(200, &["La réponse est partie"]);
    assert!(!list.text().contains("ROUX Zoé"));
    let told = site.told(MessageKind::NotErased);
    assert!(told.contains(why), "{told}");
    patient
        .get("/mine")
        .assert(200, &["Le cabinet a répondu", why, "Demander l'effacement"]);
    assert!(site.recorded("erasure.refuse"));

    // Asked again, and granted once nothing is to come.
    let sent = patient.post("/mine/erase", &[]);
    patient.follow(sent).assert(200, &["va répondre par courriel"]);
    send(&mut alice, &erase, &erase, &[("sure", "1")]).assert(409, &[]);
    let (feed, _) = made(&mut patient);
    patient.post("/device/remember", &[]);
    patient.post("/appointment/cancel", &[]);
    let sent = send(&mut alice, &erase, &erase, &[("sure", "1")]);
    assert_eq!(sent.location().as_deref(), Some("/admin/patients?done=erased"));
    let told = site.told(MessageKind::Erased);
    assert!(told.contains("a effacé vos données"), "{told}");
    assert_eq!(site.browser().get(&feed).status, 404);
    assert!(!patient.get("/").text().contains("Bonjour"));
    assert_eq!(patient.get("/again").location().as_deref(), Some("/"));
}
