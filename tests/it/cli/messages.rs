//! `messages`: counted, listed, sent once more.

use super::program::Machine;

/// A practice with one appointment of far away, whose confirmation failed, and whose request nobody knows the fate of.
fn with_messages() -> Machine {
    let (machine, _) = Machine::ready();
    let database = rusqlite::Connection::open(machine.database()).unwrap();
    database
        .execute_batch(
            "INSERT INTO practitioners (id, name, speciality, holidays, color, is_online, is_archived)
                VALUES (1, 'Dr Un', '', 'closed', '#1f5f8b', 1, 0);
            INSERT INTO outbox (kind, channel, recipient, language, payload, state, key, due_at, useful_until, created_at, updated_at, last_error)
                VALUES ('erased', 'email', 'zoe@example.org', 'fr', '{}', 'failed_permanent', 'a', 0, 9, 0, 1767225600, '550 5.1.1 nobody'),
                    ('erased', 'email', 'zoe@example.org', 'fr', '{}', 'sent', 'b', 0, 9, 0, 1767312000, NULL),
                    ('erased', 'sms', '+33612345678', 'fr', '{}', 'unknown', 'c', 0, 9, 0, 1767398400, NULL);",
        )
        .unwrap();
    machine
}

#[test]
fn messages_are_counted_and_listed_without_anybodys_name_or_address() {
    let machine = with_messages();
    let counted = machine.on_data(&["messages", "count"]);
    assert_eq!(counted.code, Some(0), "{counted:?}");
    for line in [
        "1  email  refusé par le serveur",
        "1  email  envoyé",
        "1  sms    envoi incertain",
    ] {
        assert!(counted.said.contains(line), "{line}: {counted:?}");
    }
    let json = machine.on_data(&["messages", "count", "--json"]).said;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["email"]["sent"], 1);
    assert_eq!(json["sms"]["unknown"], 1);

    let listed = machine.on_data(&["messages", "list", "--state", "troubled"]);
    assert_eq!(listed.said.lines().count(), 2, "{listed:?}");
    assert!(
        listed.said.contains("L'adresse ou le numéro n'existe pas."),
        "{listed:?}"
    );
    assert!(
        !listed.said.contains("example.org") && !listed.said.contains("612345678"),
        "{listed:?}"
    );
    let json = machine
        .on_data(&["messages", "list", "--date", "2026-01-02", "--json"])
        .said;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 1, "{json}");
    assert_eq!(
        (&json[0]["state"], &json[0]["fate"]),
        (&"sent".into(), &"over".into())
    );
    assert!(!json.to_string().contains("zoe"), "{json}");

    for wrong in [
        ["messages", "list", "--state", "lost"],
        ["messages", "list", "--date", "hier"],
        ["messages", "list", "--limit", "0"],
    ] {
        assert_eq!(machine.on_data(&wrong).code, Some(2), "{wrong:?}");
    }
}

#[test]
fn looking_needs_no_stopped_server_and_sending_again_does() {
    let machine = with_messages();
    let refused = machine.on_data(&["messages", "resend", "1"]);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(
        refused.complained.contains("Le message 1 ne se renvoie pas."),
        "{refused:?}"
    );
    let unknown = machine.on_data(&["messages", "resend", "99"]);
    assert!(
        unknown.complained.contains("Il n'y a pas de message 99."),
        "{unknown:?}"
    );
    let serving = machine.serve();
    assert_eq!(machine.on_data(&["messages", "count"]).code, Some(0));
    assert_eq!(machine.on_data(&["messages", "resend", "1"]).code, Some(4));
    drop(serving);
}
