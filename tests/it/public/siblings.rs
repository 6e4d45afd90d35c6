//! Which times several people are offered together (booking-rules §8, relatives), as rows.

use grappe::domain::id::PractitionerId;
use grappe::domain::slot::{SlotQuery, together};
use grappe::domain::time::Instant;
use grappe::store::{Fault, Tx};
use grappe::web::Settings;

use super::{LEA, book};
use crate::support::Site;
use crate::support::practice::{CONSULTATION, published, room};

const HALF_PAST_NINE: &str = "2026-03-03T08:30:00Z";

impl Site {
    /// When each of so many people is seen if the first comes at a time of Tuesday, by the clock of the wall.
    fn together(&self, people: u16, with: Option<i64>, start: &str) -> Option<Vec<(String, i64)>> {
        let agenda = self.app.agenda();
        let date = "2026-03-03".parse().unwrap();
        let query = SlotQuery {
            people,
            ..SlotQuery::new(CONSULTATION, with.map(PractitionerId), date, date)
        };
        let at = format!("2026-03-03T{start}:00+01:00").parse::<Instant>().unwrap();
        let all = together(&agenda, &query, at, self.app.now())?;
        let hour = |at: Instant| agenda.zone().wall(at).reading.format("%H:%M").to_string();
        Some(
            all.iter()
                .map(|one| (hour(one.start), one.practitioner.0))
                .collect(),
        )
    }
}

fn vector(site: &Site, asked: (u16, Option<i64>, &str), expected: Option<&[(&str, i64)]>) {
    let found = site.together(asked.0, asked.1, asked.2);
    let expected = expected.map(|all| {
        all.iter()
            .map(|(at, id)| ((*at).to_owned(), *id))
            .collect::<Vec<_>>()
    });
    assert_eq!(found, expected, "{asked:?}");
}

#[test]
fn one_after_the_other_with_one_practitioner() {
    let site = Site::with(Settings::default());
    vector(&site, (2, Some(1), "09:00"), Some(&[("09:00", 1), ("09:30", 1)]));
    let four = [("10:00", 1), ("10:30", 1), ("11:00", 1), ("11:30", 1)];
    vector(&site, (4, Some(1), "10:00"), Some(&four));
    vector(&site, (4, Some(1), "10:30"), None);
    vector(&site, (2, Some(1), "11:30"), None);
    // Dr Petit begins two hours after Dr Martin ends: that is not together.
    vector(&site, (2, None, "11:30"), None);
    // A quarter of an hour to clean up: the next start of the grid is half an hour after the end, no more.
    site.consultation(|terms| terms.buffer_after = chrono::TimeDelta::minutes(15));
    vector(&site, (2, Some(1), "09:00"), Some(&[("09:00", 1), ("10:00", 1)]));
    site.consultation(|terms| terms.buffer_after = chrono::TimeDelta::minutes(45));
    vector(&site, (2, Some(1), "09:00"), None);
    site.consultation(|terms| {
        terms.buffer_after = chrono::TimeDelta::zero();
        terms.limits.max_per_day = Some(3);
    });
    vector(
        &site,
        (3, Some(1), "09:00"),
        Some(&[("09:00", 1), ("09:30", 1), ("10:00", 1)]),
    );
    vector(&site, (4, Some(1), "09:00"), None);
}

#[test]
fn a_taken_time_between_is_stepped_over_within_the_gap() {
    let site = Site::with(Settings::default());
    book(&site, &mut site.browser(), HALF_PAST_NINE, &LEA).assert(200, &["rendez-vous est pris"]);
    vector(&site, (2, Some(1), "09:00"), Some(&[("09:00", 1), ("10:00", 1)]));
    vector(
        &site,
        (3, Some(1), "09:00"),
        Some(&[("09:00", 1), ("10:00", 1), ("10:30", 1)]),
    );
}

#[test]
fn side_by_side_where_nothing_follows_and_never_in_one_room() {
    let site = Site::with(Settings::default());
    let colleague = site.app.store().write(|tx: &mut Tx<'_>| -> Result<(), Fault> {
        let mut schedule = tx.agenda().set_up().schedules[0].clone();
        schedule.id = grappe::domain::id::ScheduleId(0);
        schedule.practitioner = PractitionerId(2);
        tx.save_schedule(&schedule)?;
        published(tx)
    });
    site.run(colleague).unwrap();
    vector(&site, (2, None, "09:00"), Some(&[("09:00", 1), ("09:30", 1)]));
    vector(&site, (2, None, "11:30"), Some(&[("11:30", 1), ("11:30", 2)]));
    vector(&site, (3, None, "11:30"), None);
    let rooms = site.app.store().write(|tx: &mut Tx<'_>| -> Result<(), Fault> {
        tx.save_resource(&room())?;
        published(tx)
    });
    site.run(rooms).unwrap();
    site.consultation(|terms| terms.requires = vec![room().kind]);
    vector(&site, (2, None, "11:30"), None);
    vector(&site, (2, None, "11:00"), Some(&[("11:00", 1), ("11:30", 1)]));
}

#[test]
fn seats_of_one_session_come_first() {
    let site = Site::with(Settings::default());
    site.consultation(|terms| terms.capacity = 3);
    vector(
        &site,
        (3, Some(1), "09:00"),
        Some(&[("09:00", 1), ("09:00", 1), ("09:00", 1)]),
    );
    let four = [("09:00", 1), ("09:00", 1), ("09:00", 1), ("09:30", 1)];
    vector(&site, (4, Some(1), "09:00"), Some(&four));
}
