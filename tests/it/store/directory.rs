//! The directory over the real store: any order, any writing, always in step with what is written (booking-rules §8).

use grappe::domain::contact::Phone;
use grappe::domain::id::PatientId;
use grappe::domain::patient::Patient;
use grappe::store::{Db, Fault};

use crate::support::house::{Practice, person};

async fn found(practice: &Practice, typed: &str) -> Vec<String> {
    let typed = typed.to_owned();
    let search = move |db: &Db<'_>| -> Result<Vec<Patient>, Fault> { db.search_patients(&typed) };
    let people = practice.app.store().read(search).await.unwrap();
    people.iter().map(Patient::sort_name).collect()
}

#[tokio::test]
async fn people_are_found_by_any_part_in_any_order() {
    let practice = Practice::new();
    practice
        .knows(Patient {
            phone: Phone::parse("06 12 34 56 78").ok(),
            ..person("d'Aubigné", "Marie Éloïse")
        })
        .await;
    practice
        .knows(Patient {
            born: "2015-03-01".parse().ok(),
            phone: Phone::parse("+32 475 12 34 56").ok(),
            ..person("Le Goff", "Yannick")
        })
        .await;
    let aubigne = "D'AUBIGNÉ Marie Éloïse";
    for typed in [
        "aub",
        "AUBIGNÉ",
        "eloise",
        "elo aub",
        "marie d aub elo",
        "d'aubigne",
        "06 12",
        "+33 6 12 34",
        "0033612345678",
        "5678",
        "34 56 78",
        "612345678",
        "17/05/1980",
        "17 mai 1980 aub",
        "aub 17.5.80",
        "elo 0612",
    ] {
        assert_eq!(found(&practice, typed).await, [aubigne], "{typed}");
    }
    for typed in [
        "goff",
        "yan goff",
        "le y",
        "1er mars 2015",
        "+32 475",
        "475123456",
    ] {
        assert_eq!(found(&practice, typed).await, ["LE GOFF Yannick"], "{typed}");
    }
    for typed in [
        "",
        "  ",
        "'",
        "xyz",
        "aub yannick",
        "aub 18/05/1980",
        "0699",
        "%",
        "_",
        "a\" b",
    ] {
        assert_eq!(found(&practice, typed).await, Vec::<String>::new(), "{typed}");
    }
}

#[tokio::test]
async fn a_record_that_changes_is_found_by_what_it_says_now() {
    let practice = Practice::new();
    let id = practice.knows(person("Roux", "Zoé")).await;
    practice
        .knows(Patient {
            id: PatientId(id.0),
            phone: Phone::parse("07 00 00 00 01").ok(),
            ..person("Blanc", "Zoé")
        })
        .await;
    assert_eq!(found(&practice, "roux").await, Vec::<String>::new());
    assert_eq!(found(&practice, "blanc").await, ["BLANC Zoé"]);
    assert_eq!(found(&practice, "0700000001").await, ["BLANC Zoé"]);
}

#[tokio::test]
async fn family_names_come_first_and_never_more_than_fifty() {
    let practice = Practice::new();
    for number in 0..60 {
        let letter = char::from(b'a' + (number % 26));
        practice.knows(person(&format!("Martin{letter}"), "Luc")).await;
    }
    practice.knows(person("Abel", "Martine")).await;
    let people = found(&practice, "martin").await;
    assert_eq!(people.len(), 50);
    assert!(people.iter().all(|name| name.starts_with("MARTIN")), "{people:?}");
    assert_eq!(
        found(&practice, "martine").await,
        ["MARTINE Luc", "MARTINE Luc", "MARTINE Luc", "ABEL Martine"]
    );
}
