//! One written change of the set-up, and the set-up as it would be with it (booking-rules §7).

use crate::domain::care_type::CareType;
use crate::domain::id::{AbsenceId, CareTypeId, ExceptionId, PractitionerId, ResourceId, ScheduleId};
use crate::domain::practice::Practice;
use crate::domain::practitioner::Practitioner;
use crate::domain::resource::Resource;
use crate::domain::schedule::{Absence, HolidayRules, ScheduleException, WeeklySchedule};

use super::SetUp;

/// Number of something that is not written yet.
const NEW: i64 = 0;

/// One noun saved or dropped; number 0 makes a new one. Nouns that bookings refer to are archived, never dropped.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Everything of the practice but its holidays.
    Practice(Box<Practice>),
    /// Region and edits of the closing days.
    Holidays(HolidayRules),
    /// A practitioner.
    Practitioner(Practitioner),
    /// A care type with practitioners and overrides.
    CareType(Box<CareType>),
    /// A room, chair or machine.
    Resource(Resource),
    /// Weekly hours.
    Schedule(Box<WeeklySchedule>),
    /// Weekly hours no longer.
    DropSchedule(ScheduleId),
    /// Other hours on a date or range.
    Exception(ScheduleException),
    /// These other hours no longer.
    DropException(ExceptionId),
    /// Somebody, or everybody, away.
    Absence(Absence),
    /// Not away after all.
    DropAbsence(AbsenceId),
}

/// What an edit is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Noun {
    /// The practice.
    Practice,
    /// Its closing days.
    Holidays,
    /// A practitioner.
    Practitioner(PractitionerId),
    /// A care type.
    CareType(CareTypeId),
    /// A resource.
    Resource(ResourceId),
    /// A weekly schedule.
    Schedule(ScheduleId),
    /// A dated exception.
    Exception(ExceptionId),
    /// An absence.
    Absence(AbsenceId),
}

impl Noun {
    /// Written for the first time by this edit.
    pub fn is_new(self) -> bool {
        let number = match self {
            Self::Practice | Self::Holidays => return false,
            Self::Practitioner(id) => id.0,
            Self::CareType(id) => id.0,
            Self::Resource(id) => id.0,
            Self::Schedule(id) => id.0,
            Self::Exception(id) => id.0,
            Self::Absence(id) => id.0,
        };
        number == NEW
    }
}

impl Edit {
    /// What it is about.
    pub fn noun(&self) -> Noun {
        match self {
            Self::Practice(_) => Noun::Practice,
            Self::Holidays(_) => Noun::Holidays,
            Self::Practitioner(p) => Noun::Practitioner(p.id),
            Self::CareType(care) => Noun::CareType(care.id),
            Self::Resource(unit) => Noun::Resource(unit.id),
            Self::Schedule(hours) => Noun::Schedule(hours.id),
            Self::DropSchedule(id) => Noun::Schedule(*id),
            Self::Exception(exception) => Noun::Exception(exception.id),
            Self::DropException(id) => Noun::Exception(*id),
            Self::Absence(absence) => Noun::Absence(absence.id),
            Self::DropAbsence(id) => Noun::Absence(*id),
        }
    }

    /// Whether it takes something away for good.
    pub fn is_drop(&self) -> bool {
        matches!(
            self,
            Self::DropSchedule(_) | Self::DropException(_) | Self::DropAbsence(_)
        )
    }
}

impl SetUp {
    /// The noun as it is now, in the form of an edit that would write it back; `None` when there is no such thing.
    pub fn present(&self, noun: Noun) -> Option<Edit> {
        Some(match noun {
            Noun::Practice => Edit::Practice(Box::new(Practice {
                holidays: HolidayRules::default(),
                ..self.practice.clone()
            })),
            Noun::Holidays => Edit::Holidays(self.practice.holidays.clone()),
            Noun::Practitioner(id) => Edit::Practitioner(self.practitioners.get(&id)?.clone()),
            Noun::CareType(id) => Edit::CareType(Box::new(self.care_types.get(&id)?.clone())),
            Noun::Resource(id) => Edit::Resource(self.resources.get(&id)?.clone()),
            Noun::Schedule(id) => {
                let found = self.schedules.iter().find(|s| s.id == id)?;
                Edit::Schedule(Box::new(found.clone()))
            }
            Noun::Exception(id) => Edit::Exception(self.exceptions.iter().find(|e| e.id == id)?.clone()),
            Noun::Absence(id) => Edit::Absence(self.absences.iter().find(|a| a.id == id)?.clone()),
        })
    }

    /// The set-up with the edits, as far as it can be told before they are written: what is new has a provisional number.
    #[must_use]
    pub fn edited(&self, edits: &[Edit]) -> Self {
        let mut next = self.clone();
        for edit in edits {
            next.edit(edit);
        }
        next
    }

    fn edit(&mut self, edit: &Edit) {
        match edit {
            Edit::Practice(practice) => {
                self.practice = Practice {
                    holidays: self.practice.holidays.clone(),
                    ..practice.as_ref().clone()
                };
            }
            Edit::Holidays(rules) => self.practice.holidays = rules.clone(),
            Edit::Practitioner(p) => {
                self.practitioners.insert(p.id, p.clone());
            }
            Edit::CareType(care) => {
                self.care_types.insert(care.id, care.as_ref().clone());
            }
            Edit::Resource(unit) => {
                self.resources.insert(unit.id, unit.clone());
            }
            Edit::Schedule(hours) => replace(&mut self.schedules, hours.as_ref(), |s| s.id.0),
            Edit::DropSchedule(id) => self.schedules.retain(|s| s.id != *id),
            // The last of the list is the one written last.
            Edit::Exception(exception) => {
                self.exceptions
                    .retain(|e| e.id != exception.id || exception.id.0 == NEW);
                self.exceptions.push(exception.clone());
            }
            Edit::DropException(id) => self.exceptions.retain(|e| e.id != *id),
            Edit::Absence(absence) => replace(&mut self.absences, absence, |a| a.id.0),
            Edit::DropAbsence(id) => self.absences.retain(|a| a.id != *id),
        }
    }
}

/// Several new ones stand side by side; a known one is replaced.
fn replace<T: Clone>(all: &mut Vec<T>, one: &T, number: impl Fn(&T) -> i64) {
    let known = number(one);
    if known != NEW {
        all.retain(|other| number(other) != known);
    }
    all.push(one.clone());
}
