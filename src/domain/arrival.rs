//! A patient says on a tablet of the waiting room to have come: who is meant by a birth date and two initials, and when it counts.
//!
//! The answer tells nothing about anybody else: nobody and more than one are the same.

use chrono::TimeDelta;

use super::booking::Status;
use super::contact::folded;
use super::id::{AppointmentId, PatientId};
use super::time::Instant;

/// Nobody sits in a waiting room for longer than that before the hour.
pub const EARLY: TimeDelta = TimeDelta::hours(2);
/// Whoever comes later than that is for the desk to decide about.
pub const LATE: TimeDelta = TimeDelta::minutes(30);

/// The first letters of a given and a family name, accents and case aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Initials {
    given: char,
    family: char,
}

impl Initials {
    /// Of what was typed: the first letter of each counts. `None` where one has no letter.
    pub fn typed(given: &str, family: &str) -> Option<Self> {
        let first = |text: &str| folded(text).chars().next();
        Some(Self {
            given: first(given)?,
            family: first(family)?,
        })
    }

    /// Whether a name has them: any word of a name of several may be the one that is used (« Le Goff », « Martin-Petit »).
    pub fn are_of(&self, given: &str, family: &str) -> bool {
        let begins = |name: &str, letter: char| folded(name).split(' ').any(|word| word.starts_with(letter));
        begins(given, self.given) && begins(family, self.family)
    }
}

/// An appointment of the day, of somebody born on the day that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Which.
    pub appointment: AppointmentId,
    /// Whose.
    pub patient: PatientId,
    /// Given name of the patient.
    pub given_name: String,
    /// Family name of the patient.
    pub family_name: String,
    /// When the care starts.
    pub start: Instant,
    /// State.
    pub status: Status,
}

/// What becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// Expected at this instant, and marked as arrived by this act.
    Here(AppointmentId, Instant),
    /// Expected at this instant, and marked before.
    Noted(Instant),
    /// The hour is too far ahead.
    TooEarly,
    /// The hour has passed.
    TooLate,
    /// Nobody, or more than one: for people to find out.
    Desk,
}

/// The verdict on the appointments of a local day, at `now`.
pub fn arrival(day: &[Expected], initials: &Initials, now: Instant) -> Arrival {
    let meant: Vec<&Expected> = day
        .iter()
        .filter(|one| initials.are_of(&one.given_name, &one.family_name))
        .collect();
    let Some(first) = meant.first() else {
        return Arrival::Desk;
    };
    if meant.iter().any(|one| one.patient != first.patient) {
        return Arrival::Desk;
    }
    let is_time = |one: &&&Expected| one.start - EARLY <= now && now <= one.start + LATE;
    let earliest = |is_right: fn(Status) -> bool| {
        let right = meant.iter().filter(|one| is_right(one.status));
        right.filter(is_time).min_by_key(|one| one.start)
    };
    if let Some(one) = earliest(|status| status == Status::Confirmed) {
        return Arrival::Here(one.appointment, one.start);
    }
    if let Some(one) = earliest(|status| matches!(status, Status::Arrived | Status::InProgress)) {
        return Arrival::Noted(one.start);
    }
    let mut open = meant
        .iter()
        .filter(|one| one.status == Status::Confirmed)
        .peekable();
    if open.peek().is_none() {
        return Arrival::Desk;
    }
    if open.any(|one| one.start > now) {
        Arrival::TooEarly
    } else {
        Arrival::TooLate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: &str) -> Instant {
        format!("2026-03-03T{hour}:00Z").parse().unwrap()
    }

    fn expected(patient: i64, (given, family): (&str, &str), hour: &str, status: Status) -> Expected {
        Expected {
            appointment: AppointmentId(patient * 10),
            patient: PatientId(patient),
            given_name: given.to_owned(),
            family_name: family.to_owned(),
            start: at(hour),
            status,
        }
    }

    fn verdict(day: &[Expected], (given, family): (&str, &str), hour: &str) -> Arrival {
        arrival(day, &Initials::typed(given, family).unwrap(), at(hour))
    }

    #[test]
    fn initials_are_read_as_people_write_their_names() {
        for (typed, given, family) in [
            (("e", "d"), "Élodie", "d'Aubigné"),
            (("É", "A"), "Élodie", "d'Aubigné"),
            (("J", "G"), "Jean-Pierre", "Le Goff"),
            (("P", "L"), "Jean-Pierre", "Le Goff"),
            (("œ", "Ç"), "Oedipe", "Çelik"),
        ] {
            let initials = Initials::typed(typed.0, typed.1).unwrap();
            assert!(initials.are_of(given, family), "{typed:?} {given} {family}");
            assert!(!initials.are_of(family, "Zola"));
        }
        for typed in [("", "A"), ("A", "-"), (" ", " ")] {
            assert_eq!(Initials::typed(typed.0, typed.1), None, "{typed:?}");
        }
    }

    #[test]
    fn an_arrival_counts_from_two_hours_before_until_half_an_hour_after() {
        let day = [expected(1, ("Zoé", "Roux"), "10:00", Status::Confirmed)];
        let here = Arrival::Here(AppointmentId(10), at("10:00"));
        for (now, found) in [
            ("07:59", Arrival::TooEarly),
            ("08:00", here),
            ("10:30", here),
            ("10:31", Arrival::TooLate),
        ] {
            assert_eq!(verdict(&day, ("z", "r"), now), found, "{now}");
        }
        assert_eq!(verdict(&day, ("z", "x"), "10:00"), Arrival::Desk);
    }

    #[test]
    fn two_who_cannot_be_told_apart_are_nobody() {
        let twins = [
            expected(1, ("Zoé", "Roux"), "10:00", Status::Confirmed),
            expected(2, ("Zacharie", "Roux"), "15:00", Status::Confirmed),
        ];
        assert_eq!(verdict(&twins, ("z", "r"), "10:00"), Arrival::Desk);
    }

    #[test]
    fn of_two_visits_the_one_whose_hour_has_come_is_meant() {
        let mut day = [
            expected(1, ("Zoé", "Roux"), "15:00", Status::Confirmed),
            expected(1, ("Zoé", "Roux"), "09:00", Status::Confirmed),
        ];
        day[1].appointment = AppointmentId(11);
        assert_eq!(
            verdict(&day, ("z", "r"), "08:50"),
            Arrival::Here(AppointmentId(11), at("09:00"))
        );
        day[1].status = Status::Arrived;
        assert_eq!(verdict(&day, ("z", "r"), "08:51"), Arrival::Noted(at("09:00")));
        day[1].status = Status::Done;
        assert_eq!(verdict(&day, ("z", "r"), "11:00"), Arrival::TooEarly);
        assert_eq!(
            verdict(&day, ("z", "r"), "14:00"),
            Arrival::Here(AppointmentId(10), at("15:00"))
        );
        day[0].status = Status::NoShow;
        assert_eq!(verdict(&day, ("z", "r"), "16:00"), Arrival::Desk);
    }
}
