//! A practice whose names would tell too much, and one message of each kind.

use grappe::app::{IllRequest, JoinRequest, MoveRequest, SecondFact};
use grappe::domain::booking::{Appointment, Status};
use grappe::domain::care_type::{CareTerms, CareType, Venue};
use grappe::domain::id::CareTypeId;
use grappe::domain::note_to_patient::NoteToPatient;
use grappe::domain::patient::{Language, Patient};
use grappe::domain::schedule::HolidayRules;
use grappe::domain::slot::Audience;
use grappe::domain::staff::Actor;
use grappe::domain::time::Zone;
use grappe::domain::waiting_list::{Channel, Urgency, Wishes};
use grappe::store::WaitingRequest;

use crate::support::house::{Practice, at_the_desk, care_type, draft, instant, person, secretary};

pub(crate) const NINE: &str = "2026-03-03T08:00:00Z";
const TEN: &str = "2026-03-03T09:00:00Z";

/// What may happen to an appointment that a message tells.
pub(crate) const KINDS: [&str; 16] = [
    "code",
    "requested",
    "accepted",
    "refused",
    "confirmed",
    "moved",
    "cancelled",
    "cancelled late",
    "cancelled by practice",
    "offer",
    "offered",
    "waiting",
    "no show",
    "presence asked",
    "erased",
    "not erased",
];

/// Words that must never leave the practice by e-mail.
pub(crate) const TELLING: [&str; 6] = [
    "Oncologie",
    "Chimiothérapie",
    "Aubigné",
    "Zoé",
    "Hélène",
    "Cancérologie",
];

/// The practice and its two kinds of care: one agreed at once, one that the practice must accept.
pub(crate) async fn practice() -> (Practice, CareTypeId, CareTypeId) {
    let practice = Practice::new();
    practice
        .set_up(|tx| {
            tx.save_practice(&grappe::domain::practice::Practice {
                name: "Centre d'Oncologie des Tilleuls".to_owned(),
                neutral_name: "Cabinet d'Été".to_owned(),
                address: "12, rue de l'Église, 69003 Lyon".to_owned(),
                directions: "Deuxième étage, ascenseur.".to_owned(),
                phone: "+33472000000".to_owned(),
                email: "contact@oncologie.example.org".to_owned(),
                zone: Zone::named("Europe/Paris").unwrap(),
                holidays: HolidayRules::default(),
                accent: "#1f5f8b".to_owned(),
            })
        })
        .await;
    let doctor = practice
        .with_practitioner("Dr Hélène d'Aubigné, Cancérologie")
        .await;
    practice.open(doctor, "09:00", "17:00").await;
    let care = practice.sells("Chimiothérapie", CareTerms::default()).await;
    let asked = practice
        .sells_care(CareType {
            needs_approval: true,
            venue: Venue::Video,
            ..care_type("Chimiothérapie à distance", CareTerms::default())
        })
        .await;
    (practice, care, asked)
}

/// Without the reminders that were planned so far: for stories of one message over hours.
pub(crate) fn forget_reminders(practice: &Practice) {
    let database = rusqlite::Connection::open(practice.app.store().file()).unwrap();
    let forget = "PRAGMA foreign_keys = ON; DELETE FROM outbox WHERE kind LIKE 'reminder%'";
    database.execute_batch(forget).unwrap();
}

fn zoe(language: Language) -> Patient {
    Patient {
        language,
        ..person("d'Aubigné", "Zoé")
    }
}

/// Leads to one new message of the kind: the newest of the outbox.
pub(crate) async fn happens(
    practice: &Practice,
    (care, asked): (CareTypeId, CareTypeId),
    kind: &str,
    language: Language,
) {
    let app = &practice.app;
    let patient = zoe(language);
    match kind {
        "code" => {
            let held = practice.holds(care, NINE, "one").await;
            app.request_code(&held.token, draft(patient)).await.unwrap();
        }
        "requested" | "refused" | "accepted" => {
            let held = practice.holds(asked, NINE, "one").await;
            app.request_code(&held.token, draft(patient)).await.unwrap();
            let code = practice.newest_code().await;
            let made = app
                .confirm_hold(&held.token, &code, None)
                .await
                .unwrap()
                .appointment;
            match kind {
                "refused" => drop(app.refuse(made.id, None, secretary()).await.unwrap()),
                "accepted" => drop(app.approve(made.id, None, secretary()).await.unwrap()),
                _ => {}
            }
        }
        "offer" => offered(practice, care, patient).await,
        "waiting" => waiting(practice, care, patient).await,
        "erased" | "not erased" => erasure(practice, care, patient, kind == "erased").await,
        "no show" => missed(practice, care, &patient, &[NINE]).await,
        "presence asked" => presence_asked(practice, care, patient).await,
        _ => {
            let made = app
                .book(at_the_desk(care, NINE, patient), None)
                .await
                .unwrap()
                .appointment;
            match kind {
                "moved" => {
                    let request = MoveRequest {
                        appointment: made.id,
                        expected_version: None,
                        practitioner: None,
                        start: instant(TEN),
                        audience: Audience::Staff,
                        placing: None,
                        overbooking: None,
                        actor: secretary(),
                    };
                    drop(app.move_appointment(request, None).await.unwrap());
                }
                "cancelled" => drop(app.cancel_for_patient(made.id, secretary()).await.unwrap()),
                "cancelled late" => {
                    practice.clock.set(instant("2026-03-02T15:00:00Z"));
                    drop(app.cancel_for_patient(made.id, secretary()).await.unwrap());
                }
                "offered" => ill(practice, &made).await,
                "cancelled by practice" => drop(app.cancel(made.id, None, secretary()).await.unwrap()),
                _ => {}
            }
        }
    }
}

/// They have a booking later in the week, and somebody else gives an earlier time up.
async fn offered(practice: &Practice, care: CareTypeId, patient: Patient) {
    let app = &practice.app;
    let other = app
        .book(at_the_desk(care, NINE, person("Petit", "Léo")), None)
        .await
        .unwrap();
    let later = at_the_desk(care, "2026-03-06T13:00:00Z", patient);
    let later = app.book(later, None).await.unwrap().appointment;
    let request = JoinRequest {
        patient: later.patient,
        care,
        wishes: Wishes::default(),
        channel: Channel::Email,
        replaces: Some(later.id),
        urgency: Urgency::Normal,
        until: None,
    };
    app.join_waiting_list(request, secretary()).await.unwrap();
    app.cancel(other.appointment.id, None, secretary()).await.unwrap();
}

/// They put themselves on the list.
async fn waiting(practice: &Practice, care: CareTypeId, patient: Patient) {
    let request = WaitingRequest {
        care,
        wishes: Wishes::default(),
        draft: draft(patient),
    };
    let token = practice.app.ask_to_wait(request).await.unwrap();
    let code = practice.newest_code().await;
    practice.app.confirm_waiting(&token, &code).await.unwrap();
}

/// The practitioner of an appointment is ill until it is over, for a reason that is nobody's business; other times are offered.
async fn ill(practice: &Practice, made: &Appointment) {
    let request = IllRequest {
        practitioner: made.practitioner,
        until: practice.app.agenda().zone().date(made.interval.end),
        is_offering: true,
        note: None,
        label: "Chimiothérapie".to_owned(),
        actor: Actor::System,
    };
    practice.app.declare_ill(request, None).await.unwrap();
}

/// They book these times and come to none of them; it is Thursday evening afterwards.
async fn missed(practice: &Practice, care: CareTypeId, patient: &Patient, starts: &[&str]) {
    let app = &practice.app;
    let mut booked = Vec::new();
    for start in starts {
        let request = at_the_desk(care, start, patient.clone());
        booked.push(app.book(request, None).await.unwrap().appointment);
    }
    practice.clock.set(instant("2026-03-05T17:00:00Z"));
    for visit in booked {
        let marked = app.mark_attendance(visit.id, Status::NoShow, None, secretary());
        marked.await.unwrap();
    }
}

/// They missed two visits and have another one on Monday, of which the night asks them.
async fn presence_asked(practice: &Practice, care: CareTypeId, patient: Patient) {
    missed(practice, care, &patient, &[NINE, TEN]).await;
    let next = at_the_desk(care, "2026-03-09T08:00:00Z", patient);
    practice.app.book(next, None).await.unwrap();
    practice.clock.set(instant("2026-03-06T03:00:00Z"));
    practice.app.night().await.unwrap();
}

/// Somebody asks by the link to be erased, and is answered.
async fn erasure(practice: &Practice, care: CareTypeId, patient: Patient, is_granted: bool) {
    let app = &practice.app;
    let made = app
        .book(at_the_desk(care, NINE, patient), None)
        .await
        .unwrap()
        .appointment;
    let link = app.about(&made).await.unwrap().link;
    let fact = SecondFact::Letters("dau".to_owned());
    let pass = app.open_link(&link, fact).await.unwrap();
    app.send_file_code(&pass).await.unwrap();
    let code = practice.newest_code().await;
    let file = app.open_file(&pass, &code).await.unwrap();
    app.ask_erasure(&pass, &file).await.unwrap();
    if is_granted {
        app.cancel(made.id, None, secretary()).await.unwrap();
        app.erase_patient(made.patient, secretary()).await.unwrap();
        return;
    }
    let why = "La loi nous oblige à garder ces dates encore deux mois.";
    let why = NoteToPatient::parse(why, app.agenda().set_up());
    app.refuse_erasure(made.patient, why.unwrap().unwrap(), secretary())
        .await
        .unwrap();
}
