//! Edits of the set-up: each written by the noun's own method, and kept as JSON while a draft waits.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::agenda::{Edit, Noun};
use crate::domain::care_type::{CareType, CareWords, Venue};
use crate::domain::id::{AbsenceId, CareTypeId, ExceptionId, PractitionerId, ScheduleId};
use crate::domain::practice::Practice;
use crate::domain::practitioner::Practitioner;
use crate::domain::resource::Resource;
use crate::domain::schedule::{
    Absence, HolidayEdit, HolidayRegion, HolidayRules, ScheduleException, WeeklySchedule,
};
use crate::domain::time::Zone;

use super::terms::{json, override_from_json, override_to_json, terms_from_json, terms_to_json};
use super::{Fault, Tx};

impl Tx<'_> {
    /// Writes an edit; what is new has its number in the answer. Call [`Tx::refresh_set_up`] when all are written.
    pub fn write_edit(&mut self, edit: &Edit) -> Result<Noun, Fault> {
        Ok(match edit {
            Edit::Practice(practice) => {
                let holidays = self.agenda().set_up().practice.holidays.clone();
                self.save_practice(&Practice {
                    holidays,
                    ..practice.as_ref().clone()
                })?;
                Noun::Practice
            }
            Edit::Holidays(rules) => {
                let practice = self.agenda().set_up().practice.clone();
                self.save_practice(&Practice {
                    holidays: rules.clone(),
                    ..practice
                })?;
                Noun::Holidays
            }
            Edit::Practitioner(practitioner) => Noun::Practitioner(self.save_practitioner(practitioner)?),
            Edit::CareType(care) => Noun::CareType(self.save_care_type(care)?),
            Edit::Resource(resource) => Noun::Resource(self.save_resource(resource)?),
            Edit::Schedule(schedule) => Noun::Schedule(self.save_schedule(schedule)?),
            Edit::Exception(exception) => Noun::Exception(self.save_exception(exception)?),
            Edit::Absence(absence) => Noun::Absence(self.save_absence(absence)?),
            Edit::DropSchedule(id) => {
                self.drop_schedule(*id)?;
                Noun::Schedule(*id)
            }
            Edit::DropException(id) => {
                self.drop_exception(*id)?;
                Noun::Exception(*id)
            }
            Edit::DropAbsence(id) => {
                self.drop_absence(*id)?;
                Noun::Absence(*id)
            }
        })
    }
}

/// The stored twin of [`Edit`].
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Stored {
    Practice(StoredPractice),
    Holidays(StoredHolidays),
    Practitioner(Practitioner),
    CareType(StoredCare),
    Resource(Resource),
    Schedule(Box<WeeklySchedule>),
    DropSchedule(ScheduleId),
    Exception(ScheduleException),
    DropException(ExceptionId),
    Absence(Absence),
    DropAbsence(AbsenceId),
}

#[derive(Serialize, Deserialize)]
struct StoredPractice {
    name: String,
    neutral_name: String,
    address: String,
    directions: String,
    phone: String,
    email: String,
    zone: String,
    accent: String,
}

#[derive(Serialize, Deserialize)]
struct StoredHolidays {
    region: String,
    /// A name for a day that is added, `null` for a listed one that is worked.
    edits: BTreeMap<NaiveDate, Option<String>>,
}

#[derive(Serialize, Deserialize)]
struct StoredCare {
    id: CareTypeId,
    name: String,
    public_text: String,
    #[serde(default)]
    words: CareWords,
    color: String,
    venue: Venue,
    is_online: bool,
    is_archived: bool,
    needs_approval: bool,
    terms: String,
    /// Not offered, and the own terms.
    overrides: BTreeMap<i64, (bool, String)>,
    practitioners: Vec<PractitionerId>,
}

/// JSON of a list of edits, where `None` stands for what did not exist.
pub(super) fn edits_to_json(edits: &[Option<Edit>]) -> Result<String, Fault> {
    let stored: Result<Vec<Option<Stored>>, Fault> = edits
        .iter()
        .map(|edit| edit.as_ref().map(stored).transpose())
        .collect();
    json(&stored?)
}

/// The list of a JSON.
pub(super) fn edits_from_json(text: &str) -> Result<Vec<Option<Edit>>, Fault> {
    let unreadable = |error: serde_json::Error| Fault::Bug(format!("stored edits: {error}"));
    let stored: Vec<Option<Stored>> = serde_json::from_str(text).map_err(unreadable)?;
    let edits = stored
        .into_iter()
        .map(|one| one.map(restored).transpose().map_err(unreadable));
    edits.collect()
}

fn stored(edit: &Edit) -> Result<Stored, Fault> {
    Ok(match edit {
        Edit::Practice(p) => Stored::Practice(StoredPractice {
            name: p.name.clone(),
            neutral_name: p.neutral_name.clone(),
            address: p.address.clone(),
            directions: p.directions.clone(),
            phone: p.phone.clone(),
            email: p.email.clone(),
            zone: p.zone.name().to_owned(),
            accent: p.accent.clone(),
        }),
        Edit::Holidays(rules) => Stored::Holidays(StoredHolidays {
            region: rules.region.key().to_owned(),
            edits: rules.edits.iter().map(|(d, e)| (*d, name_of(e))).collect(),
        }),
        Edit::CareType(care) => Stored::CareType(stored_care(care)?),
        Edit::Practitioner(p) => Stored::Practitioner(p.clone()),
        Edit::Resource(unit) => Stored::Resource(unit.clone()),
        Edit::Schedule(hours) => Stored::Schedule(hours.clone()),
        Edit::DropSchedule(id) => Stored::DropSchedule(*id),
        Edit::Exception(exception) => Stored::Exception(exception.clone()),
        Edit::DropException(id) => Stored::DropException(*id),
        Edit::Absence(absence) => Stored::Absence(absence.clone()),
        Edit::DropAbsence(id) => Stored::DropAbsence(*id),
    })
}

fn restored(stored: Stored) -> serde_json::Result<Edit> {
    Ok(match stored {
        Stored::Practice(p) => Edit::Practice(Box::new(Practice {
            name: p.name,
            neutral_name: p.neutral_name,
            address: p.address,
            directions: p.directions,
            phone: p.phone,
            email: p.email,
            zone: Zone::named(&p.zone).map_err(serde::de::Error::custom)?,
            holidays: HolidayRules::default(),
            accent: p.accent,
        })),
        Stored::Holidays(rules) => {
            let region = HolidayRegion::from_key(&rules.region);
            let edit = |name: Option<String>| name.map_or(HolidayEdit::Removed, HolidayEdit::Added);
            Edit::Holidays(HolidayRules {
                region: region.ok_or_else(|| serde::de::Error::custom("unknown region"))?,
                edits: rules.edits.into_iter().map(|(d, n)| (d, edit(n))).collect(),
            })
        }
        Stored::CareType(care) => Edit::CareType(Box::new(restored_care(care)?)),
        Stored::Practitioner(p) => Edit::Practitioner(p),
        Stored::Resource(unit) => Edit::Resource(unit),
        Stored::Schedule(hours) => Edit::Schedule(hours),
        Stored::DropSchedule(id) => Edit::DropSchedule(id),
        Stored::Exception(exception) => Edit::Exception(exception),
        Stored::DropException(id) => Edit::DropException(id),
        Stored::Absence(absence) => Edit::Absence(absence),
        Stored::DropAbsence(id) => Edit::DropAbsence(id),
    })
}

fn name_of(edit: &HolidayEdit) -> Option<String> {
    match edit {
        HolidayEdit::Added(name) => Some(name.clone()),
        HolidayEdit::Removed => None,
    }
}

fn stored_care(care: &CareType) -> Result<StoredCare, Fault> {
    let overrides: Result<_, Fault> = care
        .overrides
        .iter()
        .map(|(id, own)| Ok((id.0, (own.is_not_offered, override_to_json(own)?))))
        .collect();
    Ok(StoredCare {
        id: care.id,
        name: care.name.clone(),
        public_text: care.public_text.clone(),
        words: care.words.clone(),
        color: care.color.clone(),
        venue: care.venue,
        is_online: care.is_online,
        is_archived: care.is_archived,
        needs_approval: care.needs_approval,
        terms: terms_to_json(&care.terms)?,
        overrides: overrides?,
        practitioners: care.practitioners.clone(),
    })
}

fn restored_care(care: StoredCare) -> serde_json::Result<CareType> {
    let overrides: serde_json::Result<_> = care
        .overrides
        .into_iter()
        .map(|(id, (is_out, terms))| Ok((PractitionerId(id), override_from_json(is_out, &terms)?)))
        .collect();
    Ok(CareType {
        id: care.id,
        name: care.name,
        public_text: care.public_text,
        words: care.words,
        color: care.color,
        venue: care.venue,
        is_online: care.is_online,
        is_archived: care.is_archived,
        needs_approval: care.needs_approval,
        terms: terms_from_json(&care.terms)?,
        overrides: overrides?,
        practitioners: care.practitioners,
    })
}
