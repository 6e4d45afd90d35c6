//! Looks people up among 50,000 as a front desk does while typing, and prints the time against its limit.
//!
//! `cargo run --release --example directory`
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measure that cannot begin says where it stopped, prints its table and reads the clock"
)]

use std::time::{Duration, Instant};

use grappe::app::App;
use grappe::domain::contact::{PersonName, Phone};
use grappe::domain::id::PatientId;
use grappe::domain::patient::{Language, Patient};
use grappe::store::{Db, Fault, Tx};
use grappe::sys::clock::Clock;

const PEOPLE: usize = 50_000;
const LIMIT: Duration = Duration::from_millis(2);
const ROUNDS: usize = 40;
const FAMILIES: &str = include_str!("../data/demo/family_names.txt");
const GIVEN: [&str; 24] = [
    "Marie", "Jean", "Anne", "Luc", "Zoé", "Éloïse", "Paul", "Jeanne", "Martine", "Michel", "Nadia", "Omar",
    "Pierre", "Jérôme", "Sophie", "Yann", "Léa", "Hugo", "Inès", "Karim", "Chloé", "Thomas", "Manon",
    "Mathilde",
];
/// What is typed, letter after letter, by name, figures and birth date.
const TYPED: [&str; 29] = [
    "m",
    "ma",
    "mar",
    "mart",
    "martin",
    "martin j",
    "martin je",
    "martin jea",
    "ma je",
    "j",
    "je",
    "jean",
    "jeanne du",
    "zo",
    "eloise ber",
    "06",
    "06 12",
    "06 12 34",
    "0612345",
    "5678",
    "+33 6 50",
    "17/05/1980",
    "17 mai 1980",
    "ber 17/05/1980",
    "xyz",
    "p m",
    "marie pierre",
    "m j d",
    "jeanne du 06",
];

fn person(number: usize) -> Patient {
    let families: Vec<&str> = FAMILIES
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .collect();
    let family = families[number.wrapping_mul(7919) % families.len()];
    let given = GIVEN[number.wrapping_mul(104_729) % GIVEN.len()];
    let day = chrono::NaiveDate::from_ymd_opt(1930, 1, 1).unwrap()
        + chrono::Days::new((number as u64 * 37) % 33_000);
    Patient {
        id: PatientId(0),
        family_name: PersonName::parse(family).unwrap(),
        given_name: PersonName::parse(given).unwrap(),
        born: Some(day),
        phone: Phone::parse(&format!("06{:08}", (number * 1_234_577) % 100_000_000)).ok(),
        email: None,
        language: Language::Fr,
        is_blocked_online: false,
        is_fragile: false,
        note: String::new(),
    }
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let app = App::open(
        folder.path(),
        &Clock::manual("2026-03-02T07:00:00Z".parse().unwrap()),
    )
    .unwrap();
    let fill = |tx: &mut Tx<'_>| -> Result<(), Fault> {
        for number in 0..PEOPLE {
            tx.save_patient(&person(number))?;
        }
        Ok(())
    };
    runtime.block_on(app.store().write(fill)).unwrap();
    let timed = |db: &Db<'_>| -> Result<Vec<(&'static str, usize, Duration)>, Fault> {
        let mut rows = Vec::new();
        for typed in TYPED {
            let mut times = Vec::new();
            let mut found = 0;
            for _ in 0..ROUNDS {
                let begun = Instant::now();
                found = db.search_patients(typed)?.len();
                times.push(begun.elapsed());
            }
            times.sort();
            rows.push((typed, found, times[ROUNDS / 2]));
        }
        Ok(rows)
    };
    let rows = runtime.block_on(app.store().read(timed)).unwrap();
    println!(
        "| typed, among {PEOPLE} patients | found | median | of the limit ({LIMIT:?}) |\n|---|---|---|---|"
    );
    for (typed, found, time) in &rows {
        println!(
            "| {typed} | {found} | {time:.1?} | {:.0} % |",
            100.0 * time.as_secs_f64() / LIMIT.as_secs_f64()
        );
    }
    let slowest = rows.iter().map(|(.., time)| *time).max().unwrap();
    println!(
        "\nslowest: {:.2} × the limit",
        slowest.as_secs_f64() / LIMIT.as_secs_f64()
    );
}
