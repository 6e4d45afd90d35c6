//! Numbers for the names of a vector.

use std::collections::{BTreeMap, BTreeSet};

use grappe::domain::id::{CareTypeId, PractitionerId};

use super::format;

/// Numbers for the names of a vector, in order of name, so that identifiers sort as names do.
pub(super) struct Names(BTreeMap<String, i64>);

impl Names {
    pub(super) fn of(vector: &format::Vector) -> Self {
        let mut all = BTreeSet::new();
        let mut know = |name: &str| {
            all.insert(name.to_owned());
        };
        vector.practitioners.iter().for_each(|p| know(&p.id));
        vector.cares.iter().for_each(|c| know(&c.id));
        vector.resources.iter().for_each(|r| know(&r.id));
        vector.patients.iter().for_each(|p| know(&p.id));
        for booking in &vector.bookings {
            know(&booking.practitioner);
            know(&booking.care);
            booking
                .id
                .iter()
                .chain(&booking.patient)
                .chain(&booking.resources)
                .for_each(|name| know(name));
        }
        let query = &vector.query;
        let asked = [
            &query.practitioner,
            &query.patient,
            &query.moving,
            &query.hold,
            &query.first_care,
            &query.first_practitioner,
        ];
        asked
            .into_iter()
            .flatten()
            .chain([&query.care])
            .for_each(|name| know(name));
        for care in &vector.cares {
            care.overrides.keys().for_each(|name| know(name));
            care.series.iter().for_each(|s| know(&s.next));
        }
        let windows = vector.practitioners.iter().flat_map(windows);
        for window in windows {
            if let format::Window::Reserved(_, _, cares) = window {
                for name in cares {
                    know(name);
                }
            }
        }
        let users = vector
            .resources
            .iter()
            .filter_map(|r| r.practitioners.as_ref())
            .flatten();
        users
            .chain(vector.absences.iter().map(|a| &a.practitioner))
            .for_each(|name| know(name));
        Self(all.into_iter().zip(1..).collect())
    }

    pub(super) fn number(&self, name: &str) -> i64 {
        self.0[name]
    }

    pub(super) fn care(&self, name: &str) -> CareTypeId {
        CareTypeId(self.number(name))
    }

    pub(super) fn practitioner(&self, name: &str) -> PractitionerId {
        PractitionerId(self.number(name))
    }
}

fn windows(practitioner: &format::Practitioner) -> impl Iterator<Item = &format::Window> {
    let days = practitioner
        .schedules
        .iter()
        .flat_map(|s| week(&s.days))
        .flatten();
    days.chain(practitioner.exceptions.iter().flat_map(|e| &e.hours))
}

pub(super) fn week(days: &format::Days) -> [&Vec<format::Window>; 7] {
    [
        &days.mon, &days.tue, &days.wed, &days.thu, &days.fri, &days.sat, &days.sun,
    ]
}
