//! `user`: the way back in.

use super::program::{Machine, code_in};

#[test]
fn accounts_are_made_listed_changed_and_closed() {
    let (machine, first) = Machine::ready();
    let added = machine.on_data(&[
        "user",
        "add",
        "Marie.L",
        "--name",
        "Marie L'Hôte",
        "--role",
        "secretary",
    ]);
    assert_eq!(added.code, Some(0), "{added:?}");
    let code = code_in(&added.said);
    let listed = machine.on_data(&["user", "list"]).said;
    assert!(
        listed.contains("admin  Administration  Administration"),
        "{listed}"
    );
    assert!(listed.contains("marie.l  Marie L'Hôte  Secrétariat"), "{listed}");

    let again = machine.on_data(&["user", "code", "MARIE.L"]);
    assert_ne!(code_in(&again.said), code, "an earlier code is no longer good");
    assert_eq!(
        machine.on_data(&["user", "role", "marie.l", "reader"]).code,
        Some(0)
    );
    assert_eq!(machine.on_data(&["user", "disable", "marie.l"]).code, Some(0));
    let listed = machine.on_data(&["user", "list"]).said;
    assert!(listed.contains("Lecture seule  (fermé)"), "{listed}");
    assert_eq!(machine.on_data(&["user", "enable", "marie.l"]).code, Some(0));
    let removed = machine.on_data(&["user", "second-factor", "admin"]);
    assert_eq!(removed.code, Some(0), "{removed:?}");
    let opened = machine.on_data(&["user", "outside", "open"]);
    assert_eq!(opened.code, Some(0), "{opened:?}");
    assert!(opened.said.contains("aussi de l'extérieur"), "{opened:?}");
    let closed = machine.on_data(&["user", "outside", "closed"]);
    assert!(closed.said.contains("que sur le réseau du cabinet"), "{closed:?}");
    assert_eq!(machine.on_data(&["user", "outside", "maybe"]).code, Some(2));
    assert_eq!(machine.on_data(&["check"]).code, Some(0));
    drop(first);
}

#[test]
fn what_cannot_be_is_refused_with_the_reason() {
    let (machine, _) = Machine::ready();
    for (arguments, exit, words) in [
        (&["user", "code", "nobody"][..], 1, "Aucun compte"),
        (&["user", "add", "admin", "--name", "X"], 1, "déjà pris"),
        (&["user", "add", "a b", "--name", "X"], 2, "identifiant"),
        (&["user", "add", "paul", "--name", " "], 2, "de 1 à 60"),
        (
            &["user", "add", "paul", "--name", "X", "--role", "boss"],
            2,
            "administrator",
        ),
        (&["user", "disable", "admin"], 1, "dernier compte"),
        (&["user", "role", "admin", "reader"], 1, "dernier compte"),
    ] {
        let ended = machine.on_data(arguments);
        assert_eq!(ended.code, Some(exit), "{arguments:?}: {ended:?}");
        assert!(ended.complained.contains(words), "{arguments:?}: {ended:?}");
    }
    let serving = machine.serve();
    let busy = machine.on_data(&["user", "list"]);
    assert_eq!(busy.code, Some(4), "{busy:?}");
    drop(serving);
}
