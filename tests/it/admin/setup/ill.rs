//! « Malade aujourd'hui », times offered by link, and the phone list.

use grappe::app::{LinkPass, SecondFact};
use grappe::domain::booking::{Alternative, Appointment, Status};
use grappe::domain::id::{AppointmentId, CareTypeId, PractitionerId};
use grappe::domain::patient::Patient;
use grappe::store::{Db, PatientMarks, Tx};

use super::{Crew, filled, saved};
use crate::support::house::{at_the_desk, person};
use crate::support::{Browser, Page};

/// Monday 2 March 2026 with Dr Martin, who is there from 9 to 12; it is 9.
const MORNING: [&str; 3] = [
    "2026-03-02T09:00:00Z",
    "2026-03-02T09:30:00Z",
    "2026-03-02T10:30:00Z",
];

fn book(site: &Crew, start: &str, patient: Patient) -> AppointmentId {
    let request = grappe::app::BookingRequest {
        practitioner: Some(PractitionerId(1)),
        ..at_the_desk(CareTypeId(1), start, patient)
    };
    site.run(site.app.book(request, None)).unwrap().appointment.id
}

/// Two with an address, one without.
fn booked(site: &Crew) -> [AppointmentId; 3] {
    let without = Patient {
        email: None,
        phone: grappe::domain::contact::Phone::parse("06 11 22 33 44").ok(),
        ..person("Muet", "Jean")
    };
    [
        book(site, MORNING[0], person("Petit", "Léo")),
        book(site, MORNING[1], person("Le Gall", "Nora")),
        book(site, MORNING[2], without),
    ]
}

fn appointment(site: &Crew, id: AppointmentId) -> Appointment {
    let found = site.run(site.app.store().read(move |db: &Db<'_>| db.appointment(id)));
    found.unwrap().unwrap()
}

fn kinds(site: &Crew) -> Vec<(String, Option<String>)> {
    let newest = site.run(site.app.recent_notices(20)).unwrap();
    let mut kinds: Vec<_> = newest
        .into_iter()
        .map(|n| (n.message.kind.key().to_owned(), n.message.note))
        .filter(|(kind, _)| kind != "confirmed")
        .collect();
    kinds.sort();
    kinds
}

#[track_caller]
fn declared(browser: &mut Browser, answers: &[(&str, &str)]) -> Page {
    let page = browser.get("/admin/ill?practitioner=1");
    page.assert(
        200,
        &[
            "3 rendez-vous concernés",
            "PETIT Léo",
            "à appeler",
            "06 11 22 33 44",
        ],
    );
    let text = String::from_utf8_lossy(&page.body).into_owned();
    let second = text.replacen("action=\"/admin/ill\"", "", 1);
    let page = Page {
        body: second.into_bytes(),
        ..page
    };
    filled(&page, "/admin/ill")
        .with(answers)
        .post(browser, "/admin/ill")
}

#[test]
fn who_is_only_phoned_is_on_the_phone_list_whatever_address_there_is() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let [leo, _, mute] = booked(&site);
    let patient = appointment(&site, leo).patient;
    let marks = PatientMarks {
        is_phone_only: true,
        ..PatientMarks::default()
    };
    let mark = move |tx: &mut Tx<'_>| tx.save_patient_marks(patient, &marks);
    site.run(site.app.store().write(mark)).unwrap();
    let done = declared(&mut marie, &[("tell", "cancel")]);
    marie.follow(done).assert(200, &["PETIT Léo", "à décider"]);
    let flagged = site.run(site.app.undecided_orphans()).unwrap();
    assert_eq!(flagged.into_iter().collect::<Vec<_>>(), [leo, mute]);
    assert_eq!(kinds(&site).len(), 1);
    assert!(appointment(&site, leo).status.is_pending(), "nobody has told him");
}

#[test]
fn an_appointment_beside_the_hours_is_concerned_as_well() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let late = site.booked("Dupont", "Jean", "2026-03-02T15:00:00Z");
    let page = marie.get("/admin/ill?practitioner=1");
    page.assert(200, &["DUPONT Jean"]);
    // Kept as an exception to one absence, it is concerned by the next one.
    let away = saved(
        &mut marie,
        "/admin/setup/absences/new",
        &[
            ("practitioner", "1"),
            ("from_date", "2026-03-02"),
            ("part", "afternoon"),
        ],
    );
    let draft = away.location().unwrap();
    let kept = [(format!("d:{}", late.id), "keep".to_owned())];
    let kept: Vec<(&str, &str)> = kept
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let settled = saved(&mut marie, &draft, &kept);
    assert_eq!(settled.status, 303, "{}", settled.text());
    marie
        .get("/admin/ill?practitioner=1")
        .assert(200, &["DUPONT Jean"]);
}

#[test]
fn one_screen_closes_the_day_tells_everybody_and_lists_who_is_to_be_phoned() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let ids = booked(&site);
    let done = declared(
        &mut marie,
        &[("tell", "cancel"), ("note", "Le docteur est souffrant.")],
    );
    let path = done.location().unwrap();
    assert!(path.starts_with("/admin/ill/"), "{path}");
    assert_eq!(site.app.agenda().set_up().absences.len(), 1);
    assert_eq!(appointment(&site, ids[0]).status, Status::CancelledByPractice);
    assert_eq!(appointment(&site, ids[1]).status, Status::CancelledByPractice);
    assert_eq!(
        appointment(&site, ids[2]).status,
        Status::Confirmed,
        "nobody has told this one"
    );
    let note = Some("Le docteur est souffrant.".to_owned());
    assert_eq!(
        kinds(&site),
        [
            ("cancelled".to_owned(), note.clone()),
            ("cancelled".to_owned(), note)
        ]
    );
    let flagged = site.run(site.app.undecided_orphans()).unwrap();
    assert_eq!(flagged.into_iter().collect::<Vec<_>>(), [ids[2]]);

    // All three come within three hours: who was written to is phoned as well.
    let page = marie.get(&path);
    page.assert(
        200,
        &["3 personnes à appeler", "MUET Jean", "à décider", "annulé", "☐"],
    );
    let csrf = filled(&page, &format!("{path}/call")).0["csrf"].clone();
    let call = |browser: &mut Browser, id: AppointmentId, call: &str| {
        let number = id.to_string();
        let fields = [("csrf", csrf.as_str()), ("appointment", &number), ("call", call)];
        browser.post(&format!("{path}/call"), &fields)
    };
    assert_eq!(call(&mut marie, ids[2], "cancelled").status, 303);
    assert_eq!(appointment(&site, ids[2]).status, Status::CancelledByPractice);
    assert_eq!(call(&mut marie, ids[0], "reached").status, 303);
    marie
        .get(&path)
        .assert(200, &["Une personne à appeler", "Joint", "☑"]);
    assert_eq!(call(&mut marie, ids[0], "undo").status, 303);
    marie.get(&path).assert(200, &["2 personnes à appeler"]);
    call(&mut marie, AppointmentId(999), "reached").assert(404, &[]);
    call(&mut marie, ids[0], "dance").assert(422, &[]);
    assert_eq!(
        site.run(site.app.open_drafts()).unwrap().len(),
        0,
        "everything is decided"
    );
}

#[test]
fn the_same_button_pressed_twice_is_one_absence() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    booked(&site);
    let key = [("key", "the-same"), ("tell", "cancel")];
    let first = declared(&mut marie, &key);
    let csrf = filled(&marie.get("/admin/to-do"), "/admin/sign-out").0["csrf"].clone();
    let again = marie.post(
        "/admin/ill",
        &[
            ("csrf", csrf.as_str()),
            ("practitioner", "1"),
            ("until", "2026-03-02"),
            ("key", "the-same"),
            ("tell", "cancel"),
        ],
    );
    assert_eq!(again.location(), first.location());
    assert_eq!(site.app.agenda().set_up().absences.len(), 1);
}

#[test]
fn what_must_not_be_written_to_patients_is_refused_and_everything_typed_kept() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    booked(&site);
    // Looking is on record once in a while.
    marie.get("/admin/ill?practitioner=1").assert(200, &[]);
    let before = site.revision();
    for (note, why) in [
        ("Votre téléconsultation est reportée", "téléconsultation"),
        ("Voir https://exemple.fr", "adresse internet"),
    ] {
        let refused = declared(&mut marie, &[("tell", "offer"), ("note", note)]);
        refused.assert(422, &[why.replace('é', "e").as_str(), note]);
    }
    let page = marie.get("/admin/ill?practitioner=1&until=2026-02-01");
    page.assert(422, &["à partir d'aujourd'hui"]);
    marie
        .get("/admin/ill?practitioner=77")
        .assert(422, &["Choisissez une des possibilités"]);
    assert_eq!(site.revision(), before, "nothing was written");
}

/// What a patient's link opens, by birth date.
fn pass(site: &Crew, id: AppointmentId) -> (String, LinkPass) {
    let found = appointment(site, id);
    let link = site.run(site.app.about(&found)).unwrap().link;
    let fact = SecondFact::Born("1980-05-17".parse().unwrap());
    let pass = site.run(site.app.open_link(&link, fact)).unwrap();
    (link, pass)
}

fn offered(site: &Crew, pass: &LinkPass) -> Vec<Alternative> {
    let linked = site.run(site.app.linked(pass)).unwrap();
    linked.offered.map_or_else(Vec::new, |times| times.free)
}

#[test]
fn three_times_are_offered_by_link_and_one_is_chosen() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let ids = booked(&site);
    let path = declared(&mut marie, &[("tell", "offer")]).location().unwrap();
    assert_eq!(
        kinds(&site),
        [("offered".to_owned(), None), ("offered".to_owned(), None)]
    );
    assert_eq!(
        appointment(&site, ids[0]).status,
        Status::Confirmed,
        "until the patient chooses"
    );
    marie
        .get(&path)
        .assert(200, &["horaires proposés, réponse avant"]);

    let (link, own) = pass(&site, ids[0]);
    let (_, other) = pass(&site, ids[1]);
    let (mine, theirs) = (offered(&site, &own), offered(&site, &other));
    assert_eq!((mine.len(), theirs.len()), (3, 3));
    assert!(
        mine.iter().all(|time| !theirs.contains(time)),
        "nothing is promised twice"
    );
    assert_eq!(mine[0].practitioner, PractitionerId(1), "the same practitioner");
    assert_eq!(
        mine[0].start.to_rfc3339(),
        "2026-03-03T09:00:00+00:00",
        "next day, same hour"
    );

    chooses(&site, &mut marie, (ids[0], &link), &path);
}

/// The public page: GET shows, POST acts.
fn chooses(site: &Crew, marie: &mut Browser, (id, link): (AppointmentId, &str), path: &str) {
    let mut patient = site.browser();
    patient.get(&format!("/m/{link}"));
    patient.post("/appointment/open", &[("fact", "17/05/1980")]);
    let before = site.revision();
    let page = patient.get("/appointment");
    page.assert(
        200,
        &[
            "Choisissez un autre horaire",
            "mardi 3 mars à 10 h",
            "Appelez le cabinet",
        ],
    );
    assert_eq!(
        patient.get("/appointment/offered").location().as_deref(),
        Some("/appointment")
    );
    assert_eq!(site.revision(), before, "looking changes nothing");
    let forged = [("other", "2026-03-06T08:00:00Z~1")];
    patient.post("/appointment/offered", &forged).assert(409, &[]);
    let choice = page.values("name=\"other=").first().unwrap().clone();
    let chosen = patient.post("/appointment/offered", &[("other", &choice)]);
    assert_eq!(chosen.location().as_deref(), Some("/appointment?moved"));
    assert_eq!(appointment(site, id).status, Status::Moved);
    patient
        .get("/appointment?moved")
        .assert(200, &["mardi 3 mars 2026"]);
    patient
        .post("/appointment/offered", &[("other", &choice)])
        .assert(409, &[]);
    marie.get(path).assert(200, &["déplacé"]);
}

#[test]
fn an_offered_time_that_was_sold_meanwhile_is_not_shown_and_not_given() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let ids = booked(&site);
    declared(&mut marie, &[("tell", "offer")]);
    let (_, own) = pass(&site, ids[0]);
    let times = offered(&site, &own);
    book(&site, &times[0].start.to_rfc3339(), person("Vite", "Fait"));
    assert_eq!(offered(&site, &own), times[1..]);
    assert!(site.run(site.app.choose_offered(&own, times[0])).is_err());
    assert_eq!(
        appointment(&site, ids[0]).status,
        Status::Confirmed,
        "the old one stays"
    );
    assert!(site.run(site.app.choose_offered(&own, times[1])).is_ok());
}

#[test]
fn an_offer_that_nobody_answers_ends_and_what_has_passed_is_put_down_as_cancelled() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let ids = booked(&site);
    let path = declared(&mut marie, &[("tell", "offer")]).location().unwrap();
    site.clock.advance(chrono::TimeDelta::hours(36));
    site.run(site.app.sweep()).unwrap();
    assert_eq!(appointment(&site, ids[0]).status, Status::CancelledByPractice);
    assert_eq!(
        appointment(&site, ids[2]).status,
        Status::Confirmed,
        "was never told: nothing is assumed"
    );
    let mut marie_again = site.signed_in("marie");
    marie_again.get(&path).assert(200, &["annulé"]);
}
