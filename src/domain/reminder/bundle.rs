//! Several appointments of one patient on one day: one message (booking-rules §11).

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::due::useful_until;
use crate::domain::contact::Contact;
use crate::domain::id::AppointmentId;
use crate::domain::time::{Instant, Zone};

/// One reminder of one appointment of a patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Of which appointment.
    pub appointment: AppointmentId,
    /// Its start.
    pub start: Instant,
    /// Which of its reminders, counted from 1, the earliest first.
    pub nth: u8,
    /// To whom.
    pub to: Contact,
    /// When it is wished, on the practice's clock.
    pub wish: NaiveDateTime,
    /// When it goes out.
    pub due: Instant,
}

/// One message, about one appointment or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The first appointment of the day.
    pub appointment: AppointmentId,
    /// Which of its reminders.
    pub nth: u8,
    /// To whom.
    pub to: Contact,
    /// When it goes out: as the first of its parts would.
    pub due: Instant,
    /// Until when it is of use: before the first appointment.
    pub useful_until: Instant,
    /// Every appointment that it tells of, and when each was wished; the first appointment among them.
    pub covers: Vec<(AppointmentId, NaiveDateTime)>,
}

impl Bundle {
    /// The appointments that it tells of beside the first one, in order of start.
    pub fn with(&self) -> Vec<AppointmentId> {
        let mut others: Vec<AppointmentId> = Vec::new();
        for (id, _) in &self.covers {
            if *id != self.appointment && !others.contains(id) {
                others.push(*id);
            }
        }
        others
    }
}

/// Puts the reminders of one patient together: those of appointments of one local day that would go to one contact on one local day are
/// one message, which goes out when the first of them would.
pub fn bundled(zone: Zone, mut planned: Vec<Planned>) -> Vec<Bundle> {
    planned.sort_by_key(|one| (one.start, one.appointment, one.nth));
    let mut groups: BTreeMap<(NaiveDate, NaiveDate, Contact), Bundle> = BTreeMap::new();
    for one in planned {
        let key = (zone.date(one.start), zone.date(one.due), one.to.clone());
        let bundle = groups.entry(key).or_insert_with(|| Bundle {
            appointment: one.appointment,
            nth: one.nth,
            to: one.to,
            due: one.due,
            useful_until: useful_until(one.start, one.due),
            covers: Vec::new(),
        });
        bundle.due = bundle.due.min(one.due);
        if !bundle.covers.contains(&(one.appointment, one.wish)) {
            bundle.covers.push((one.appointment, one.wish));
        }
    }
    groups.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contact::Email;

    fn planned(appointment: i64, start: &str, nth: u8, due: &str) -> Planned {
        let due: Instant = due.parse().unwrap();
        Planned {
            appointment: AppointmentId(appointment),
            start: start.parse().unwrap(),
            nth,
            to: Contact::Email(Email::parse("zoe@example.org").unwrap()),
            wish: due.naive_utc(),
            due,
        }
    }

    #[test]
    fn one_day_is_one_message_at_the_first_of_their_hours_and_another_day_is_another() {
        let zone = Zone::named("Europe/Paris").unwrap();
        let found = bundled(
            zone,
            vec![
                planned(7, "2026-03-10T14:00:00Z", 1, "2026-03-09T13:00:00Z"),
                planned(9, "2026-03-10T09:00:00Z", 1, "2026-03-03T09:00:00Z"),
                planned(9, "2026-03-10T09:00:00Z", 2, "2026-03-09T15:00:00Z"),
                planned(8, "2026-03-11T09:00:00Z", 1, "2026-03-09T16:00:00Z"),
            ],
        );
        let told: Vec<_> = found
            .iter()
            .map(|bundle| {
                let with: Vec<i64> = bundle.with().iter().map(|id| id.0).collect();
                (bundle.appointment.0, bundle.nth, with, bundle.due.to_rfc3339())
            })
            .collect();
        let row = |id, nth, with: &[i64], due: &str| (id, nth, with.to_vec(), due.to_owned());
        assert_eq!(
            told,
            [
                row(9, 1, &[], "2026-03-03T09:00:00+00:00"),
                row(9, 2, &[7], "2026-03-09T13:00:00+00:00"),
                row(8, 1, &[], "2026-03-09T16:00:00+00:00"),
            ]
        );
        assert_eq!(
            found[1].useful_until,
            "2026-03-10T07:00:00Z".parse::<Instant>().unwrap()
        );
    }

    #[test]
    fn the_local_day_decides_not_the_one_of_greenwich() {
        let zone = Zone::named("Pacific/Noumea").unwrap();
        // 09:00 and 12:00 on 11 March at Nouméa lie on two days of UTC.
        let found = bundled(
            zone,
            vec![
                planned(1, "2026-03-10T22:00:00Z", 1, "2026-03-09T22:00:00Z"),
                planned(2, "2026-03-11T01:00:00Z", 1, "2026-03-10T01:00:00Z"),
            ],
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].with(), [AppointmentId(2)]);
    }
}
