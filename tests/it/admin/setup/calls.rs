//! Whom a change of schedule obliges to phone: the list after the decisions, linked until the last one is ticked (booking-rules §7).

use grappe::domain::contact::Phone;
use grappe::domain::id::{AppointmentId, CareTypeId, PractitionerId};
use grappe::domain::patient::Patient;
use grappe::store::{Db, PatientMarks, Tx};

use super::{Crew, filled, saved};
use crate::support::house::{at_the_desk, person};
use crate::support::{Browser, Page};

/// Wednesday 4 March 2026 with Dr Martin, two days ahead; with an address, without one, and who is only phoned whatever there is.
fn booked(site: &Crew) -> [AppointmentId; 3] {
    let without = Patient {
        email: None,
        phone: Phone::parse("06 11 22 33 44").ok(),
        ..person("Muet", "Jean")
    };
    let book = |start: &str, patient: Patient| {
        let request = grappe::app::BookingRequest {
            practitioner: Some(PractitionerId(1)),
            ..at_the_desk(CareTypeId(1), start, patient)
        };
        site.run(site.app.book(request, None)).unwrap().appointment
    };
    let written = book("2026-03-04T08:00:00Z", person("Petit", "Léo"));
    let mute = book("2026-03-04T08:30:00Z", without);
    let marked = book("2026-03-04T09:00:00Z", person("Le Gall", "Nora"));
    let (patient, marks) = (
        marked.patient,
        PatientMarks {
            is_phone_only: true,
            ..PatientMarks::default()
        },
    );
    let mark = move |tx: &mut Tx<'_>| tx.save_patient_marks(patient, &marks);
    site.run(site.app.store().write(mark)).unwrap();
    [written.id, mute.id, marked.id]
}

/// Dr Martin is away that morning, and one thing is decided for all.
#[track_caller]
fn settled(browser: &mut Browser, others: &str) -> (String, Page) {
    let away = saved(
        browser,
        "/admin/setup/absences/new",
        &[
            ("practitioner", "1"),
            ("from_date", "2026-03-04"),
            ("part", "morning"),
        ],
    );
    let draft = away.location().unwrap();
    let done = saved(browser, &draft, &[("others", others)]);
    assert_eq!(done.status, 303, "{}", done.text());
    (draft, done)
}

fn list_of(draft: &str) -> String {
    draft.replace("/admin/setup/drafts/", "/admin/ill/")
}

fn tick(browser: &mut Browser, list: &str, id: AppointmentId, call: &str) {
    let page = browser.get(list);
    let csrf = filled(&page, &format!("{list}/call")).0["csrf"].clone();
    let number = id.to_string();
    let fields = [("csrf", csrf.as_str()), ("appointment", &number), ("call", call)];
    assert_eq!(browser.post(&format!("{list}/call"), &fields).status, 303);
}

#[test]
fn who_cannot_be_written_to_is_listed_after_a_cancellation_until_everybody_is_ticked() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let [written, mute, marked] = booked(&site);
    let (draft, done) = settled(&mut marie, "cancel");
    let list = list_of(&draft);
    assert_eq!(done.location(), Some(format!("{list}?done=settled")));
    let page = marie.follow(done);
    page.assert(
        200,
        &[
            "le changement est en vigueur",
            "Absence : Dr Hélène Martin",
            "2 personnes à appeler",
            "MUET Jean",
            "06 11 22 33 44",
            "LE GALL Nora",
            "Un patient prévenu par courriel",
            "Voir le changement",
        ],
    );
    let rows = page.text();
    let (to_phone, told) = rows.split_once("prévenu par courriel").unwrap();
    assert!(!to_phone.contains("PETIT Léo") && told.contains("PETIT Léo"));
    for place in ["/admin/to-do", &draft] {
        marie.get(place).assert(200, &["2 personnes à appeler", &list]);
    }
    assert_eq!(site.run(site.app.count_waiting()).unwrap(), 2);

    tick(&mut marie, &list, mute, "reached");
    for place in ["/admin/to-do", &draft] {
        marie.get(place).assert(200, &["Une personne à appeler", &list]);
    }
    tick(&mut marie, &list, marked, "reached");
    assert!(
        !marie.get("/admin/to-do").text().contains(&list),
        "nobody is left"
    );
    assert_eq!(site.run(site.app.count_waiting()).unwrap(), 0);
    marie.get(&draft).assert(200, &["Plus personne à appeler", &list]);
    // Ticked by mistake: it is not forgotten.
    tick(&mut marie, &list, marked, "undo");
    marie.get("/admin/to-do").assert(200, &["Une personne à appeler"]);
    let found = site.run(site.app.store().read(move |db: &Db<'_>| db.appointment(written)));
    assert!(found.unwrap().unwrap().status.is_called_off());
}

#[test]
fn the_list_tells_where_each_appointment_was_moved() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let [_, mute, _] = booked(&site);
    let (draft, done) = settled(&mut marie, "move");
    assert_eq!(done.location(), Some(format!("{}?done=settled", list_of(&draft))));
    let moved = site.run(site.app.store().read(move |db: &Db<'_>| db.replacement_of(mute)));
    assert!(moved.unwrap().is_some());
    marie
        .follow(done)
        .assert(200, &["2 personnes à appeler", "MUET Jean", "déplacé : "]);
}

#[test]
fn nobody_is_phoned_about_what_stays() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    booked(&site);
    let (draft, done) = settled(&mut marie, "keep");
    assert_eq!(done.location().as_deref(), Some("/admin/setup?done=settled"));
    assert!(!marie.get("/admin/to-do").text().contains("/admin/ill/"));
    assert!(!marie.get(&draft).text().contains("/admin/ill/"));
    assert_eq!(site.run(site.app.count_waiting()).unwrap(), 0);
}

#[test]
fn who_cannot_be_offered_times_by_link_is_phoned_while_the_others_choose() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    booked(&site);
    let (draft, done) = settled(&mut marie, "offer");
    assert_eq!(
        done.location().as_deref(),
        Some(draft.as_str()),
        "two are undecided"
    );
    let list = list_of(&draft);
    marie.get(&draft).assert(200, &["2 personnes à appeler", &list]);
    marie.get(&list).assert(
        200,
        &[
            "MUET Jean",
            "à décider",
            "Décider des rendez-vous restants",
            "Joint, annuler",
        ],
    );
}

#[test]
fn what_waits_for_a_decision_is_told_to_nobody_yet() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    booked(&site);
    let (draft, _) = settled(&mut marie, "");
    marie.get("/admin/to-do").assert(200, &[&draft]);
    assert!(!marie.get("/admin/to-do").text().contains("/admin/ill/"));
    marie
        .get(&list_of(&draft))
        .assert(200, &["Plus personne à appeler", "Personne n'est à appeler"]);
}
