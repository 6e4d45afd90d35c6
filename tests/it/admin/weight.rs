//! A full day of ten practitioners: one statement over the appointments, and a page that a slow line carries.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use grappe::app::{BookingRequest, ForWhom};
use grappe::domain::id::PractitionerId;
use grappe::domain::practitioner::{HolidayHabit, Practitioner};
use grappe::domain::slot::Placing;
use grappe::domain::staff::Actor;
use grappe::store::Watcher;

use super::Crew;
use super::agenda::written;
use crate::support::house::{instant, person};
use crate::support::practice::CONSULTATION;

/// Bytes of the page, not compressed.
const PAGE_MAX: usize = 200_000;
const PEOPLE: i64 = 10;
const EACH: i64 = 25;

/// A name of its own for each.
fn letter(n: i64) -> char {
    char::from(b'@' + u8::try_from(n).unwrap())
}

fn full_day(site: &Crew) {
    written(site, |tx| {
        let mut care = tx.agenda().set_up().care_types[&CONSULTATION].clone();
        care.practitioners.clear();
        tx.save_care_type(&care)?;
        for n in 3..=PEOPLE {
            tx.save_practitioner(&Practitioner {
                id: PractitionerId(0),
                name: format!("Dr Marie-Antoinette Lefebvre-Delacroix {n}"),
                speciality: String::new(),
                languages: Vec::new(),
                is_step_free: None,
                holidays: HolidayHabit::Closed,
                color: "#336699".to_owned(),
                is_online: true,
                is_archived: false,
            })?;
        }
        Ok(())
    });
    for who in 1..=PEOPLE {
        for n in 1..=EACH {
            let patient = person(
                &format!("Delacroix-Montmorency {}", letter(who)),
                &format!("Marie-Amélie {}", letter(n)),
            );
            let start = instant("2026-03-03T07:00:00Z") + TimeDelta::minutes(20 * (n - 1));
            let request = BookingRequest {
                placing: Some(Placing::Anywhere),
                length: Some(TimeDelta::minutes(20)),
                ..BookingRequest::new(
                    CONSULTATION,
                    Some(PractitionerId(who)),
                    start,
                    ForWhom::Declared(Box::new(patient)),
                    Actor::System,
                )
            };
            site.run(site.app.book(request, None)).unwrap();
        }
    }
}

#[test]
fn a_day_of_ten_practitioners_is_one_statement_and_a_light_page() {
    let site = Crew::demo();
    full_day(&site);
    let mut marie = site.signed_in("marie");
    let path = "/admin?day=2026-03-03&all=1&by=both";
    marie.get(path);
    let told = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&told);
    let watcher: Watcher = Arc::new(move |sql: &str| list.lock().unwrap().push(sql.to_owned()));
    site.app.store().watch_reads(&watcher).unwrap();
    let page = marie.get(path);
    page.assert(200, &["DELACROIX-MONTMORENCY J Marie-Amélie Y"]);
    let statements = told.lock().unwrap().clone();
    let about: Vec<&String> = statements
        .iter()
        .filter(|sql| sql.contains("appointments") || sql.contains("patients"))
        .collect();
    assert_eq!(about.len(), 1, "{statements:#?}");
    let blocks = page.text().matches("<li class=\"b ").count();
    assert_eq!(i64::try_from(blocks).unwrap(), PEOPLE * EACH);
    assert!(page.body.len() <= PAGE_MAX, "{} bytes", page.body.len());
}
