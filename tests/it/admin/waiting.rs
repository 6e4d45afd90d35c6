//! The waiting list over HTTP: the staff's pages, and the patient's by the link of an offer (booking-rules §9).

use grappe::app::{BookingRequest, ForWhom};
use grappe::domain::booking::{Appointment, Status};
use grappe::domain::id::{CareTypeId, PatientId};
use grappe::domain::staff::Actor;
use grappe::domain::waiting_list::Wishes;
use grappe::store::{WaitingOfferState, WaitingRequest};

use super::desk::{TUESDAY_9, again, send};
use super::{Crew, field};
use crate::support::house::{draft, instant, person};
use crate::support::{Browser, Page};

const LIST: &str = "/admin/waiting";

impl Crew {
    pub(super) fn knows(&self, family: &str) -> PatientId {
        let saved = self.app.save_patient(person(family, "Zoé"), None, Actor::System);
        self.run(saved).unwrap()
    }

    pub(super) fn books(&self, family: &str, start: &str) -> Appointment {
        let whom = ForWhom::Declared(Box::new(person(family, "Léo")));
        let request = BookingRequest::new(CareTypeId(1), None, instant(start), whom, Actor::System);
        self.run(self.app.book(request, None)).unwrap().appointment
    }

    pub(super) fn cancels(&self, appointment: &Appointment) {
        self.run(self.app.cancel(appointment.id, None, Actor::System))
            .unwrap();
    }

    fn offer_link(&self) -> String {
        let notices = self.run(self.app.recent_notices(5)).unwrap();
        let offer = notices.iter().find_map(|notice| notice.offer.as_ref()).unwrap();
        offer.link.clone()
    }

    pub(super) fn story(&self) -> Vec<WaitingOfferState> {
        let rows = self.run(self.app.offer_rows(10)).unwrap();
        rows.iter().map(|row| row.offer.state).collect()
    }
}

/// Puts a known patient on the list by the form.
pub(super) fn join(marie: &mut Browser, patient: PatientId, more: &[(&str, &str)]) -> Page {
    let path = format!("/admin/waiting/new?patient={patient}");
    let id = patient.to_string();
    let mut fields = vec![("patient", id.as_str()), ("care", "1"), ("ready", "45")];
    fields.extend(more);
    send(marie, &path, "/admin/waiting/new", &fields)
}

#[test]
fn somebody_is_put_on_the_list_from_the_record_and_found_there() {
    let site = Crew::demo();
    let (zoe, max) = (site.knows("Éluard"), site.knows("Mauriac"));
    let mut marie = site.signed_in("marie");
    marie
        .get(LIST)
        .assert(200, &["Personne n'est sur la liste d'attente"]);
    marie
        .get(&format!("/admin/patients/{zoe}"))
        .assert(200, &[&format!("/admin/waiting/new?patient={zoe}")]);
    let joined = join(
        &mut marie,
        zoe,
        &[
            ("day-1", "1"),
            ("day-3", "1"),
            ("from", "09:00"),
            ("to", "12:00"),
            ("urgency", "urgent"),
        ],
    );
    marie.follow(joined).assert(
        200,
        &[
            "Inscription enregistrée",
            "ÉLUARD Zoé",
            "mardi, jeudi",
            "9 h – 12 h",
            "urgent",
            "class=\"count num\">1<",
        ],
    );
    let joined = join(&mut marie, max, &[("with-2", "1")]);
    marie
        .follow(joined)
        .assert(200, &["MAURIAC Zoé", "Dr Paul Petit"]);
    let urgent = marie.get("/admin/waiting?urgency=urgent");
    assert!(urgent.text().contains("ÉLUARD") && !urgent.text().contains("MAURIAC"));
    let martin = marie.get("/admin/waiting?with=1");
    assert!(martin.text().contains("ÉLUARD") && !martin.text().contains("MAURIAC"));
    let paused = marie.get("/admin/waiting?state=paused");
    paused.assert(200, &["Personne ne correspond"]);
    join(&mut marie, zoe, &[]).assert(409, &["attend déjà pour ce motif"]);
}

#[test]
fn the_staff_choose_until_which_day_somebody_stays_on_the_list() {
    let site = Crew::demo();
    let (zoe, max) = (site.knows("Éluard"), site.knows("Mauriac"));
    let mut marie = site.signed_in("marie");
    for wrong in ["2026-03-01", "2027-03-04", "bientôt"] {
        join(&mut marie, zoe, &[("expires", wrong)]).assert(
            422,
            &[
                "id=\"expires-error\"",
                "366 jours à l'avance au plus",
                &format!("value=\"{wrong}\""),
            ],
        );
    }
    assert_eq!(join(&mut marie, zoe, &[("expires", "2026-03-20")]).status, 303);
    assert_eq!(join(&mut marie, max, &[("expires", "")]).status, 303);
    let list = marie.get(LIST);
    list.assert(200, &["jusqu'au 20 mars", "jusqu'au 1er mai"]);
    // Kept as it is by a form that says nothing of it, put off by one that does, and the usual day again.
    let page = list.values("href=\"/admin/waiting/").remove(0);
    let page = format!("/admin/waiting/{page}");
    marie
        .get(&page)
        .assert(200, &["name=\"expires\" type=\"date\" value=\"2026-03-20\""]);
    for (fields, shown) in [
        (&[("channel", "email")][..], "2026-03-20"),
        (&[("expires", "2027-03-03")], "2027-03-03"),
        (&[("expires", "")], "2026-05-01"),
    ] {
        let done = send(&mut marie, &page, &page, fields);
        assert_eq!(done.status, 303, "{}", done.text());
        let kept = format!("name=\"expires\" type=\"date\" value=\"{shown}\"");
        marie.get(&page).assert(200, &[&kept]);
    }
}

#[test]
fn what_is_wrong_is_told_at_its_field_and_nothing_is_written() {
    let site = Crew::demo();
    let zoe = site.knows("Éluard");
    let mut marie = site.signed_in("marie");
    let refused = join(
        &mut marie,
        zoe,
        &[
            ("latest", "2026-03-01"),
            ("from", "12:00"),
            ("to", "09:00"),
            ("day-2", "1"),
        ],
    );
    refused.assert(
        422,
        &[
            "id=\"latest-error\"",
            "id=\"to-error\"",
            "value=\"12:00\"",
            "name=\"day-2\" value=\"1\" checked",
        ],
    );
    assert!(!site.recorded("waiting.join"));
    marie.get("/admin/waiting/new?patient=999").assert(404, &[]);
    marie.get("/admin/waiting/999").assert(404, &[]);
}

#[test]
fn a_freed_time_is_marked_and_accepted_by_its_link() {
    let site = Crew::demo();
    let zoe = site.knows("Éluard");
    let taken = site.books("Petit", TUESDAY_9);
    let mut marie = site.signed_in("marie");
    join(&mut marie, zoe, &[]);
    site.cancels(&taken);
    marie
        .get("/admin?day=2026-03-03")
        .assert(200, &["proposé à la liste d'attente"]);
    marie
        .get(LIST)
        .assert(200, &["Offres en cours", "ÉLUARD Zoé", "mardi 3 mars"]);

    let mut patient = site.browser();
    let link = site.offer_link();
    let page = patient.get(&format!("/o/{link}"));
    assert_eq!(page.location().as_deref(), Some("/offer"), "a clean address");
    let revision = site.revision();
    let page = patient.follow(page);
    page.assert(200, &["trois premières lettres"]);
    assert!(
        !page.text().contains("mardi 3 mars"),
        "nothing before the second fact"
    );
    patient
        .post("/offer/open", &[("fact", "xyz")])
        .assert(422, &["fact-error"]);
    let opened = patient.post("/offer/open", &[("fact", "elu")]);
    patient
        .follow(opened)
        .assert(200, &["Bonjour Zoé", "mardi 3 mars 2026", "Accepter cet horaire"]);
    assert_eq!(site.story(), [WaitingOfferState::Open], "looking changes nothing");
    assert!(site.revision() >= revision);
    patient.get("/offer/accept");
    assert_eq!(
        site.story(),
        [WaitingOfferState::Open],
        "nor does a scanner that follows links"
    );

    let accepted = patient.post("/offer/accept", &[]);
    patient
        .follow(accepted)
        .assert(200, &["mardi 3 mars 2026", "Bonjour Zoé"]);
    assert_eq!(site.story(), [WaitingOfferState::Accepted]);
    patient
        .get("/offer")
        .assert(200, &["Vous avez accepté cet horaire"]);
    marie.get(LIST).assert(200, &["accepté"]);
}

#[test]
fn an_offer_is_declined_and_the_list_left() {
    let site = Crew::demo();
    let zoe = site.knows("Éluard");
    let taken = site.books("Petit", TUESDAY_9);
    let mut marie = site.signed_in("marie");
    join(&mut marie, zoe, &[]);
    site.cancels(&taken);
    let mut patient = site.browser().with_header("Accept-Language", "en");
    let page = patient.get(&format!("/o/{}", site.offer_link()));
    patient.follow(page);
    patient.post("/offer/open", &[("fact", "17/05/1980")]);
    patient.get("/offer").assert(200, &["Accept this time"]);
    let declined = patient.post("/offer/decline", &[("leave", "1")]);
    patient
        .follow(declined)
        .assert(200, &["Noted", "no longer on our waiting list"]);
    assert_eq!(site.story(), [WaitingOfferState::Declined]);
    patient.post("/offer/accept", &[]).assert(409, &["Noted"]);
    marie
        .get(LIST)
        .assert(200, &["refusé", "Personne n'est sur la liste d'attente"]);
}

#[test]
fn the_desk_answers_for_somebody_on_the_phone_and_takes_offers_back() {
    let site = Crew::demo();
    let (zoe, max) = (site.knows("Éluard"), site.knows("Mauriac"));
    let (first, second) = (
        site.books("Petit", TUESDAY_9),
        site.books("Blanc", "2026-03-04T08:00:00Z"),
    );
    let mut marie = site.signed_in("marie");
    join(&mut marie, zoe, &[("channel", "phone")]);
    site.cancels(&first);
    let page = marie.get(LIST);
    page.assert(200, &["À appeler maintenant", "ÉLUARD Zoé"]);
    let act = page.values("action=\"/admin/offers/").remove(0);
    let csrf = field(&page, "csrf");
    let path = format!("/admin/offers/{act}");
    let done = marie.post(&path, &[("csrf", &csrf), ("do", "accept")]);
    marie.follow(done).assert(200, &["Le rendez-vous est pris"]);

    join(&mut marie, max, &[]);
    site.cancels(&second);
    let page = marie.get(LIST);
    let act = page.values("action=\"/admin/offers/").remove(0);
    let path = format!("/admin/offers/{act}");
    let done = marie.post(&path, &[("csrf", &field(&page, "csrf")), ("do", "withdraw")]);
    marie.follow(done).assert(200, &["L'offre est reprise", "repris"]);
    let again = marie.post(&path, &[("csrf", &field(&page, "csrf")), ("do", "withdraw")]);
    again.assert(409, &[]);
}

#[test]
fn an_entry_is_changed_paused_offered_by_hand_and_taken_off() {
    let site = Crew::demo();
    let zoe = site.knows("Éluard");
    let mut marie = site.signed_in("marie");
    join(&mut marie, zoe, &[]);
    let entry = "/admin/waiting/1";
    let shown = marie.get(entry);
    shown.assert(200, &["ÉLUARD Zoé", "Proposer un horaire maintenant"]);
    let changed = again(
        &mut marie,
        &shown,
        entry,
        &[("day-0", "1"), ("urgency", "soon"), ("ready", "120")],
    );
    marie
        .follow(changed)
        .assert(200, &["C'est enregistré", "lundi", "assez urgent"]);
    again(&mut marie, &shown, entry, &[]).assert(409, &[]);

    let page = marie.get(entry);
    let at = page.values("name=\"at\" value=\"").remove(0);
    let offered = marie.post(
        "/admin/waiting/1/offer",
        &[("csrf", &field(&page, "csrf")), ("at", &at)],
    );
    marie.follow(offered).assert(200, &["Proposé à la main"]);
    assert_eq!(site.story(), [WaitingOfferState::Open]);
    let taken = marie.post(
        "/admin/waiting/1/offer",
        &[("csrf", &field(&page, "csrf")), ("at", &at)],
    );
    assert_eq!(taken.status, 409);

    let paused = marie.post(
        "/admin/waiting/1/state",
        &[("csrf", &field(&page, "csrf")), ("state", "paused")],
    );
    marie
        .follow(paused)
        .assert(200, &["en pause", "Reprendre les offres"]);
    assert_eq!(site.story(), [WaitingOfferState::Withdrawn]);
    let left = marie.post(
        "/admin/waiting/1/state",
        &[("csrf", &field(&page, "csrf")), ("state", "left")],
    );
    marie.follow(left).assert(200, &["retirée de la liste"]);
}

#[test]
fn a_patient_asks_for_an_earlier_time_from_the_page_of_the_appointment() {
    let site = Crew::demo();
    let later = site.books("Éluard", "2026-03-05T09:00:00Z");
    let earlier = site.books("Petit", TUESDAY_9);
    let about = site.run(site.app.about(&later)).unwrap();
    let mut patient = site.browser();
    let page = patient.get(&format!("/m/{}", about.link));
    patient.follow(page);
    patient.post("/appointment/open", &[("fact", "elu")]);
    patient
        .get("/appointment")
        .assert(200, &["Vous préférez venir plus tôt"]);
    patient
        .get("/appointment/earlier")
        .assert(200, &["inscrire sur la liste", "leo.eluard@example.org"]);
    patient
        .post("/appointment/earlier", &[("latest", "x")])
        .assert(422, &["latest-error"]);
    let asked = patient.post("/appointment/earlier", &[("day-1", "1"), ("ready", "60")]);
    patient.follow(asked).assert(
        200,
        &["Vous êtes sur la liste d'attente pour un horaire plus tôt"],
    );
    site.cancels(&earlier);
    let page = patient.get(&format!("/o/{}", site.offer_link()));
    patient.follow(page);
    patient.post("/offer/open", &[("fact", "elu")]);
    patient
        .get("/offer")
        .assert(200, &["jeudi 5 mars", "remplacé par celui-ci"]);
    let accepted = patient.post("/offer/accept", &[]);
    patient.follow(accepted).assert(200, &["mardi 3 mars 2026"]);
    let moved = site.run(site.app.appointment(later.id)).unwrap().unwrap();
    assert_eq!(moved.status, Status::Moved);

    let left = patient.post("/appointment/earlier", &[("do", "leave")]);
    patient
        .follow(left)
        .assert(200, &["Vous n'êtes plus sur la liste d'attente"]);
}

#[test]
fn the_booking_form_leads_to_the_list_when_nothing_suits() {
    let site = Crew::demo();
    let zoe = site.knows("Éluard");
    let mut marie = site.signed_in("marie");
    let page = marie.get(&format!("/admin/book?patient={zoe}&care=1"));
    page.assert(200, &["Rien ne convient"]);
    let link = page.values("<a href=\"/admin/waiting/new").remove(0);
    marie
        .get(&format!("/admin/waiting/new{link}"))
        .assert(200, &["ÉLUARD Zoé"]);
}

#[test]
fn who_joined_online_stands_on_the_list_like_any_other() {
    let site = Crew::demo();
    let request = WaitingRequest {
        care: CareTypeId(1),
        wishes: Wishes::default(),
        draft: draft(person("Éluard", "Zoé")),
    };
    let token = site.run(site.app.ask_to_wait(request)).unwrap();
    let code = site.run(site.app.recent_notices(1)).unwrap().remove(0);
    let code = code.message.code.unwrap();
    site.run(site.app.confirm_waiting(&token, &code)).unwrap();
    let mut marie = site.signed_in("marie");
    marie
        .get(LIST)
        .assert(200, &["ÉLUARD Zoé", "Consultation", "n'importe qui"]);
    let left = send(
        &mut marie,
        "/admin/waiting/1",
        "/admin/waiting/1/state",
        &[("state", "left")],
    );
    assert_eq!(left.location().as_deref(), Some("/admin/waiting?done=left"));
    marie
        .get("/admin/messages")
        .assert(200, &["Inscription en liste d'attente", "ÉLUARD Zoé"]);
    site.signed_in("alice").get("/admin/audit").assert(
        200,
        &[
            "A demandé à être en liste d'attente",
            "A inscrit en liste d'attente",
        ],
    );
}
