//! Fifteen hundred invented patients, in households that share a name and a telephone.

use chrono::{Datelike, Days, NaiveDate};

use super::words::{family_names, given_names, word};
use crate::domain::chance::Chance;
use crate::domain::contact::{Email, PersonName, Phone, folded};
use crate::domain::id::PatientId;
use crate::domain::patient::{Language, Patient};

/// How many there are.
pub(super) const PATIENTS: usize = 1500;

/// Domains that nobody can register (RFC 2606 §3).
const DOMAINS: [&str; 3] = ["example.org", "example.net", "example.com"];
/// How many have a second record.
const TYPED_TWICE: usize = 3;
const NOTES: [&str; 4] = ["note.chair", "note.morning", "note.interpreter", "note.call"];
/// Age of the youngest parent.
const ADULT: i64 = 24;

/// Everybody, numbered from 1 in the order of the list.
pub(super) fn everybody(dice: &mut Chance, today: NaiveDate) -> Vec<Patient> {
    let names = Names {
        family: family_names(),
        given: given_names(),
    };
    let mut all = Vec::with_capacity(PATIENTS);
    while all.len() < PATIENTS {
        let mut house = names.household(dice);
        for age in ages(dice) {
            if all.len() == PATIENTS {
                break;
            }
            let number = all.len() + 1;
            let born = birthday(dice, today, age);
            all.extend(names.person(dice, &mut house, (born, age >= 18), number));
        }
    }
    all
}

/// Some of these a second time, as somebody in a hurry types them on the phone: without accents and address, another telephone.
pub(super) fn typed_twice(everybody: &[Patient]) -> Vec<Patient> {
    let is_accented = |p: &&Patient| !p.family_name.as_str().is_ascii() || !p.given_name.as_str().is_ascii();
    let few = everybody.iter().filter(is_accented).take(TYPED_TWICE);
    let plain = |name: &PersonName| PersonName::parse(&without_accents(name.as_str())).ok();
    few.enumerate()
        .filter_map(|(n, patient)| {
            Some(Patient {
                id: PatientId(0),
                family_name: plain(&patient.family_name)?,
                given_name: plain(&patient.given_name)?,
                born: patient.born,
                phone: Phone::parse(&format!("063998{n:04}")).ok(),
                email: None,
                language: Language::Fr,
                is_blocked_online: false,
                is_fragile: false,
                note: String::new(),
            })
        })
        .collect()
}

/// With capitals where there were some.
fn without_accents(name: &str) -> String {
    let plain = folded(name);
    let mut capitals = name.chars().map(char::is_uppercase);
    let cased = |c: char| match capitals.next() {
        Some(true) => c.to_ascii_uppercase(),
        _ => c,
    };
    plain.chars().map(cased).collect()
}

/// Ages of the people under one roof.
fn ages(dice: &mut Chance) -> Vec<i64> {
    if dice.percent(45) {
        return vec![dice.between(18, 96)];
    }
    let parent = dice.between(ADULT, 60);
    let mut ages = vec![parent, parent + dice.between(-5, 5)];
    for _ in 0..dice.below(4) {
        ages.push(dice.between(0, (parent - ADULT).clamp(0, 17)));
    }
    ages
}

fn birthday(dice: &mut Chance, today: NaiveDate, age: i64) -> NaiveDate {
    let days = age * 365 + age / 4 + dice.between(1, 360);
    today
        .checked_sub_days(Days::new(days.unsigned_abs()))
        .unwrap_or(today)
}

/// What the people under one roof share: children are reached through a parent.
#[derive(Default)]
struct Household {
    family: String,
    phone: Option<Phone>,
    email: Option<Email>,
}

struct Names {
    family: Vec<&'static str>,
    given: Vec<(std::ops::RangeInclusive<i32>, Vec<&'static str>)>,
}

impl Names {
    fn household(&self, dice: &mut Chance) -> Household {
        let mut family = dice.pick(&self.family).copied().unwrap_or_default().to_owned();
        if dice.percent(5)
            && let Some(second) = dice.pick(&self.family)
        {
            family = format!("{family}-{second}");
        }
        Household {
            family,
            ..Household::default()
        }
    }

    /// A name that is none leaves nobody; a test holds the number.
    fn person(
        &self,
        dice: &mut Chance,
        house: &mut Household,
        (born, is_adult): (NaiveDate, bool),
        number: usize,
    ) -> Option<Patient> {
        let in_use = self.given.iter().find(|(years, _)| years.contains(&born.year()));
        let given = in_use.and_then(|(_, names)| dice.pick(names)).copied()?;
        if is_adult {
            house.phone = phone(dice);
            house.email = email(dice, given, &house.family, number);
        }
        let note = dice.pick(&NOTES).map(|key| word(key)).filter(|_| dice.percent(4));
        Some(Patient {
            id: PatientId(i64::try_from(number).ok()?),
            family_name: PersonName::parse(&house.family).ok()?,
            given_name: PersonName::parse(given).ok()?,
            born: Some(born),
            phone: house.phone.clone(),
            email: house.email.clone(),
            language: if dice.percent(3) {
                Language::En
            } else {
                Language::Fr
            },
            is_blocked_online: number.is_multiple_of(500),
            is_fragile: dice.percent(2),
            note: note.unwrap_or_default(),
        })
    }
}

/// Numbers that are kept for works of fiction (ARCEP, decision 2018-0881): 06 39 98 and 01 99 00, four figures each.
fn phone(dice: &mut Chance) -> Option<Phone> {
    let range = if dice.percent(80) { "063998" } else { "019900" };
    Phone::parse(&format!("{range}{:04}", dice.below(10_000))).ok()
}

/// Four people in five have an address; the number keeps those of homonyms apart.
fn email(dice: &mut Chance, given: &str, family: &str, number: usize) -> Option<Email> {
    let plain = |name: &str| folded(name).replace(' ', "-");
    let domain = dice.pick(&DOMAINS).filter(|_| dice.percent(80))?;
    Email::parse(&format!("{}.{}{number}@{domain}", plain(given), plain(family))).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::patient::age_on;

    #[test]
    fn there_are_fifteen_hundred_of_every_age_with_numbers_of_fiction_only() {
        let today: NaiveDate = "2026-11-26".parse().unwrap();
        let all = everybody(&mut Chance::new(1), today);
        assert_eq!(all.len(), PATIENTS);
        assert_eq!(all, everybody(&mut Chance::new(1), today));
        let numbers: BTreeSet<i64> = all.iter().map(|p| p.id.0).collect();
        assert_eq!((numbers.first(), numbers.len()), (Some(&1), PATIENTS));
        for patient in &all {
            let age = age_on(patient.born.unwrap(), today);
            assert!((0..=101).contains(&age), "{patient:?}");
            let phone = patient.phone.as_ref().unwrap().as_str();
            assert!(
                phone.starts_with("+3363998") || phone.starts_with("+3319900"),
                "{phone}"
            );
        }
        let twice = typed_twice(&all);
        assert_eq!(twice.len(), TYPED_TWICE);
        for patient in &twice {
            let of_one = |p: &&Patient| {
                p.born == patient.born && folded(&p.sort_name()) == folded(&patient.sort_name())
            };
            assert_eq!(all.iter().filter(of_one).count(), 1, "{patient:?}");
            assert!(patient.sort_name().is_ascii(), "{patient:?}");
        }
        let is_child = |p: &&Patient| age_on(p.born.unwrap(), today) < 16;
        assert!(all.iter().filter(is_child).count() > 150);
        for mark in ['é', '-', '\'', ' ', 'ï'] {
            assert!(
                all.iter().any(|p| p.sort_name().to_lowercase().contains(mark)),
                "{mark}"
            );
        }
    }
}
