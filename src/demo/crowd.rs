//! Which patient comes: of the right age, to the practitioner who knows them, once a day at most.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::cares::{CHILD, GROUP};
use super::practice::{GP, PAEDIATRICIAN, PARTNER};
use crate::domain::chance::Chance;
use crate::domain::id::{CareTypeId, PatientId, PractitionerId};
use crate::domain::patient::{Patient, age_on};

/// How often somebody else is asked when the first one has an appointment that day.
const TRIES: usize = 12;

/// Patients by age, and the days on which each of them comes.
pub(super) struct Crowd {
    children: Vec<PatientId>,
    vaccinated: Vec<PatientId>,
    adults: [Vec<PatientId>; 2],
    comes: BTreeSet<(PatientId, NaiveDate)>,
}

impl Crowd {
    pub(super) fn new(everybody: &[Patient], today: NaiveDate) -> Self {
        let aged = |ages: std::ops::RangeInclusive<i32>| -> Vec<PatientId> {
            let is_aged = |p: &&Patient| p.born.is_some_and(|born| ages.contains(&age_on(born, today)));
            everybody.iter().filter(is_aged).map(|p| p.id).collect()
        };
        let (even, odd) = aged(19..=120).into_iter().partition(|id| id.0 % 2 == 0);
        Self {
            children: aged(0..=14),
            vaccinated: aged(12..=120),
            adults: [even, odd],
            comes: BTreeSet::new(),
        }
    }

    /// Somebody who has no appointment on the date yet, and has one from now on.
    pub(super) fn draw(
        &mut self,
        dice: &mut Chance,
        practitioner: PractitionerId,
        care: CareTypeId,
        date: NaiveDate,
    ) -> Option<PatientId> {
        for _ in 0..TRIES {
            let from = match (practitioner, care) {
                (_, GROUP) => &self.vaccinated,
                (PAEDIATRICIAN, _) | (_, CHILD) => &self.children,
                (GP, _) => &self.adults[0],
                (PARTNER, _) => &self.adults[1],
                _ if dice.percent(50) => &self.adults[0],
                _ => &self.adults[1],
            };
            let drawn = *dice.pick(from)?;
            if self.comes.insert((drawn, date)) {
                return Some(drawn);
            }
        }
        None
    }

    /// Makes this patient come on the date; not when they come already.
    pub(super) fn summon(&mut self, patient: PatientId, date: NaiveDate) -> bool {
        self.comes.insert((patient, date))
    }
}
