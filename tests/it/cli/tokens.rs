//! `token`: made, listed, taken back; some keep to practitioners.

use super::program::Machine;

/// Two practitioners, as the settings page would have written them.
fn with_practitioners() -> Machine {
    let (machine, _) = Machine::ready();
    let database = rusqlite::Connection::open(machine.database()).unwrap();
    for name in ["Dr Un", "Dr Deux"] {
        database
            .execute(
                "INSERT INTO practitioners (name, speciality, holidays, color, is_online, is_archived)
                 VALUES (?1, '', 'closed', '#1f5f8b', 1, 0)",
                [name],
            )
            .unwrap();
    }
    machine
}

#[test]
fn a_token_may_keep_to_practitioners() {
    let machine = with_practitioners();
    let add = ["token", "add", "site", "--scope", "slots:read"];
    let all = machine.on_data(&add);
    assert_eq!(all.code, Some(0), "{all:?}");
    let stranger = machine.on_data(&[&add[..], &["--practitioner", "9"]].concat());
    assert_eq!(stranger.code, Some(1), "{stranger:?}");
    assert!(
        stranger.complained.contains("Il n'y a pas de praticien 9."),
        "{stranger:?}"
    );
    let word = machine.on_data(&[&add[..], &["--practitioner", "Dr Un"]].concat());
    assert_eq!(word.code, Some(2), "{word:?}");
    let named = machine.on_data(&[&add[..], &["--practitioner", "2", "--practitioner", "1"]].concat());
    assert_eq!(named.code, Some(0), "{named:?}");
    let one = machine.on_data(&[&add[..], &["--practitioner", "2"]].concat());
    let key = one.said.split_whitespace().last().unwrap().to_owned();

    let listed = machine.on_data(&["token", "list"]).said;
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(lines.len(), 3, "the stranger's was not made: {listed}");
    assert!(lines[0].contains("slots:read  créé le"), "{listed}");
    assert!(lines[1].contains("slots:read  1,2  créé le"), "{listed}");
    assert!(lines[2].contains("slots:read  2  créé le"), "{listed}");

    // It sees that one only, until it is taken back.
    let serving = machine.serve();
    let program = || {
        let browser = serving.browser();
        browser.with_header("Authorization", &format!("Bearer {key}"))
    };
    let seen = program().get("/api/v1/practitioners");
    seen.assert(200, &["Dr Deux"]);
    assert!(!seen.text().contains("Dr Un"), "{}", seen.text());
    drop(serving);
    assert_eq!(machine.on_data(&["token", "revoke", "3"]).code, Some(0));
    let again = machine.on_data(&["token", "revoke", "3"]);
    assert_eq!(again.code, Some(1), "{again:?}");
    let listed = machine.on_data(&["token", "list"]).said;
    assert!(listed.lines().nth(2).unwrap().contains("retiré le"), "{listed}");
}
