//! Offers that the desk makes by phone, over HTTP (booking-rules §9).

use grappe::domain::contact::Phone;
use grappe::domain::id::PatientId;
use grappe::domain::patient::Patient;
use grappe::domain::staff::Actor;
use grappe::domain::waiting_list::Channel;
use grappe::store::{PatientMarks, Tx, WaitingOfferState};

use super::desk::TUESDAY_9;
use super::waiting::join;
use super::{Crew, field};
use crate::support::Browser;
use crate::support::house::person;

const LIST: &str = "/admin/waiting";

fn only_phoned(site: &Crew, family: &str) -> PatientId {
    let phoned = Patient {
        phone: Phone::parse("06 11 22 33 44").ok(),
        ..person(family, "Zoé")
    };
    let saved = site.app.save_patient(phoned, None, Actor::System);
    let patient = site.run(saved).unwrap();
    let marks = PatientMarks {
        is_phone_only: true,
        ..PatientMarks::default()
    };
    let mark = move |tx: &mut Tx<'_>| tx.save_patient_marks(patient, &marks);
    site.run(site.app.store().write(mark)).unwrap();
    patient
}

/// Presses a button of the first offer on the list.
fn says(marie: &mut Browser, what: &str) -> crate::support::Page {
    let page = marie.get(LIST);
    let act = page.values("action=\"/admin/offers/").remove(0);
    let fields = [("csrf", &*field(&page, "csrf")), ("do", what)];
    let done = marie.post(&format!("/admin/offers/{act}"), &fields);
    marie.follow(done)
}

#[test]
fn who_is_only_phoned_joins_by_phone_and_e_mail_is_refused_at_its_field() {
    let site = Crew::demo();
    let zoe = only_phoned(&site, "Éluard");
    let mut marie = site.signed_in("marie");
    marie
        .get(&format!("/admin/waiting/new?patient={zoe}"))
        .assert(200, &["value=\"phone\" selected"]);
    join(&mut marie, zoe, &[("channel", "email"), ("from", "10:00")]).assert(
        422,
        &[
            "id=\"channel-error\"",
            "elle est seulement appelée",
            "value=\"10:00\"",
        ],
    );
    assert_eq!(join(&mut marie, zoe, &[]).status, 303);
    let rows = site.run(site.app.waiting_rows()).unwrap();
    assert_eq!(rows[0].entry.channel, Channel::Phone);
    marie
        .get("/admin/waiting/1")
        .assert(200, &["value=\"phone\" selected"]);
}

#[test]
fn the_desk_phones_notes_that_nobody_answers_and_the_next_one_accepts() {
    let site = Crew::demo();
    let (zoe, max) = (only_phoned(&site, "Éluard"), only_phoned(&site, "Mauriac"));
    let taken = site.books("Petit", TUESDAY_9);
    let mut marie = site.signed_in("marie");
    for patient in [zoe, max] {
        join(&mut marie, patient, &[]);
    }
    site.cancels(&taken);
    marie.get("/admin/to-do").assert(
        200,
        &[
            "Patients à appeler",
            "Une personne à appeler",
            "href=\"/admin/waiting\"",
        ],
    );
    marie.get(LIST).assert(
        200,
        &[
            "À appeler maintenant",
            "ÉLUARD Zoé",
            "href=\"tel:",
            "jusqu'à",
            "Accepte",
            "Refuse",
            "Ne répond pas",
        ],
    );
    marie
        .get("/admin/waiting/1")
        .assert(200, &["Ne répond pas", "href=\"tel:"]);
    says(&mut marie, "no-answer").assert(200, &["sans réponse", "MAURIAC Zoé", "Ne répond pas"]);
    assert!(site.recorded("offer.close"));
    says(&mut marie, "accept").assert(200, &["Le rendez-vous est pris"]);
    assert_eq!(
        site.story(),
        [WaitingOfferState::Accepted, WaitingOfferState::Ignored]
    );
}

#[test]
fn in_the_quiet_hours_calls_are_for_later() {
    let site = Crew::demo();
    let zoe = only_phoned(&site, "Éluard");
    let taken = site.books("Petit", "2026-03-05T08:00:00Z");
    let mut marie = site.signed_in("marie");
    join(&mut marie, zoe, &[]);
    site.cancels(&taken);
    // That one was over at eleven; nine minutes before eight in the evening there is another one.
    site.clock.advance(chrono::TimeDelta::minutes(10 * 60 + 51));
    let other = site.books("Blanc", "2026-03-06T08:00:00Z");
    site.run(site.app.advance_offers()).unwrap();
    site.cancels(&other);
    let mut marie = site.signed_in("marie");
    marie.get(LIST).assert(200, &["À appeler maintenant"]);
    site.clock.advance(chrono::TimeDelta::minutes(10));
    let mut marie = site.signed_in("marie");
    let page = marie.get(LIST);
    page.assert(
        200,
        &[
            "À appeler plus tard",
            "Appel possible à partir de : mardi 3 mars",
            "8 h",
        ],
    );
    assert!(!page.text().contains("À appeler maintenant"));
    assert!(!marie.get("/admin/to-do").text().contains("Patients à appeler"));
}
