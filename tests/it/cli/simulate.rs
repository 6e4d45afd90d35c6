//! The table by which a claim about the optimiser is shown.

use super::program::Machine;

const SMALL: [&str; 7] = ["simulate", "--practitioners", "1", "--days", "14", "--seed", "3"];

#[test]
fn the_same_seed_prints_the_same_table_with_every_setting_judged() {
    let machine = Machine::new();
    let (first, again) = (machine.run(&SMALL), machine.run(&SMALL));
    assert_eq!((first.code, &first.said), (Some(0), &again.said));
    for word in [
        "premier libre",
        "par vagues",
        "Places utiles à occupation égale",
        "Servis en 7 jours",
        "promesse",
    ] {
        assert!(first.said.contains(word), "{word}: {}", first.said);
    }
    let english = Machine::new().with("LC_ALL", "C").run(&SMALL);
    assert!(english.said.contains("Third next available"), "{}", english.said);
}

#[test]
fn programs_get_every_figure_of_every_seed() {
    let machine = Machine::new();
    let ended = machine.run(&[&SMALL[..], &["--runs", "2", "--csv"]].concat());
    let lines: Vec<&str> = ended.said.lines().collect();
    assert_eq!(lines[0], "seed,setting,figure,value");
    assert_eq!(lines.len(), 1 + 2 * 6 * 12);
    assert!(lines[1].starts_with("3,first-fit,utilisation,"), "{}", lines[1]);
}

#[test]
fn a_number_that_is_none_is_refused() {
    let ended = Machine::new().run(&["simulate", "--practitioners", "0"]);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    assert!(ended.complained.contains("--practitioners"), "{ended:?}");
}
