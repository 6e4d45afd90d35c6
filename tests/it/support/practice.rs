//! A small practice in Paris, open from Monday to Friday.

use chrono::TimeDelta;
use grappe::app::App;
use grappe::domain::care_type::{CareTerms, CareType, CareWords, Eligibility, Venue};
use grappe::domain::id::{CareTypeId, PractitionerId, ResourceId, ScheduleId};
use grappe::domain::practice::Practice;
use grappe::domain::practitioner::{HolidayHabit, Practitioner};
use grappe::domain::resource::{Resource, ResourceKind};
use grappe::domain::schedule::{HolidayRules, WeeklySchedule, Weeks, Window};
use grappe::domain::staff::Actor;
use grappe::domain::time::Zone;
use grappe::store::{Fault, Record, Tx};

use super::house::care_type;

/// Consultation, 30 minutes, 24 hours to cancel.
pub(crate) const CONSULTATION: CareTypeId = CareTypeId(1);

fn practice() -> Practice {
    Practice {
        name: "Cabinet des Tilleuls".to_owned(),
        neutral_name: "Cabinet T.".to_owned(),
        address: "12, rue des Tilleuls, 69003 Lyon".to_owned(),
        directions: "Deuxième étage, ascenseur. Code 12A3.".to_owned(),
        phone: "04 72 00 00 00".to_owned(),
        email: String::new(),
        zone: Zone::named("Europe/Paris").unwrap(),
        holidays: HolidayRules::default(),
        accent: "#1f5f8b".to_owned(),
    }
}

fn practitioner(id: i64, name: &str) -> Practitioner {
    Practitioner {
        id: PractitionerId(id),
        name: name.to_owned(),
        speciality: "Médecine générale".to_owned(),
        languages: Vec::new(),
        is_step_free: None,
        holidays: HolidayHabit::Closed,
        color: "#1f5f8b".to_owned(),
        is_online: true,
        is_archived: false,
    }
}

fn care(name: &str, terms: CareTerms) -> CareType {
    CareType {
        public_text: "Apportez votre dernière ordonnance.".to_owned(),
        words: CareWords::default(),
        color: "#1f5f8b".to_owned(),
        ..care_type(name, terms)
    }
}

fn open_hours(practitioner: i64, from: &str, to: &str) -> WeeklySchedule {
    let window = Window::new(from.parse().unwrap(), to.parse().unwrap(), None).unwrap();
    let day = vec![window];
    let weekend = Vec::new;
    WeeklySchedule {
        id: ScheduleId(0),
        practitioner: PractitionerId(practitioner),
        valid_from: None,
        valid_to: None,
        weeks: Weeks::All,
        days: [
            day.clone(),
            day.clone(),
            day.clone(),
            day.clone(),
            day,
            weekend(),
            weekend(),
        ],
    }
}

/// A room that everybody may use.
pub(crate) fn room() -> Resource {
    Resource {
        id: ResourceId(0),
        name: "Salle 1".to_owned(),
        kind: ResourceKind("salle".to_owned()),
        capacity: 1,
        practitioners: None,
        closed: Vec::new(),
        is_archived: false,
    }
}

/// Lets the agenda see what was written.
pub(crate) fn published(tx: &mut Tx<'_>) -> Result<(), Fault> {
    tx.refresh_set_up()?;
    tx.audit(&Record::new(&Actor::System, "practice.edit"))?;
    Ok(())
}

/// Writes the practice: Dr Martin 9–12, Dr Petit 14–18; a consultation, one by video for adults, one by staff only.
pub(crate) async fn write(app: &App) {
    let terms = CareTerms {
        horizon_days: 60,
        min_notice: TimeDelta::hours(1),
        ..CareTerms::default()
    };
    let adults = CareTerms {
        eligibility: Eligibility {
            min_age: Some(18),
            ..Eligibility::default()
        },
        ..terms.clone()
    };
    app.store()
        .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
            tx.save_practice(&practice())?;
            tx.save_practitioner(&practitioner(0, "Dr Hélène Martin"))?;
            tx.save_practitioner(&practitioner(0, "Dr Paul Petit"))?;
            tx.save_care_type(&care("Consultation", terms.clone()))?;
            tx.save_care_type(&CareType {
                venue: Venue::Video,
                ..care("Téléconsultation", adults)
            })?;
            tx.save_care_type(&CareType {
                is_online: false,
                ..care("Réservé au secrétariat", terms)
            })?;
            tx.save_schedule(&open_hours(1, "09:00", "12:00"))?;
            tx.save_schedule(&open_hours(2, "14:00", "18:00"))?;
            published(tx)
        })
        .await
        .unwrap();
}
