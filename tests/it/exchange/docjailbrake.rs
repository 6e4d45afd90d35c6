//! DocJailbrake dumps.

use grappe::app::exchange::import::{Reason, decoded, docjailbrake};

use super::{fixture, refused};

#[test]
fn a_dump_gives_care_types_practitioners_and_calendars_in_either_encoding() {
    for name in ["import/docjailbrake.sql", "import/docjailbrake_latin1.sql"] {
        let bytes = fixture(name);
        let draft = docjailbrake::read(&decoded(&bytes));
        let cares: Vec<_> = draft
            .care_types
            .iter()
            .map(|c| (c.name.as_str(), c.minutes))
            .collect();
        // « Certificat » belongs to a category out of use, « Frottis » is out of use itself.
        assert_eq!(
            cares,
            [
                ("Consultation", 15),
                ("Première consultation", 30),
                ("Vaccination", 20)
            ],
            "{name}"
        );
        let text = &draft.care_types[0].public_text;
        assert!(
            text.starts_with("Médecine générale\n") && text.ends_with("26,50 €"),
            "{text}"
        );
        assert!(text.contains("l'ordonnance en cours."), "{text}");
        assert_eq!(
            draft.care_types[2].public_text,
            "Prévention\nL'injection, et 10 minutes de surveillance"
        );
        let names: Vec<_> = draft.practitioners.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names, ["Hélène d'Aubigné", "Jean-Baptiste Le Goff"]);
        let calendar = draft.practitioners[0].calendar.as_ref().unwrap();
        assert_eq!(
            (calendar.login.as_str(), calendar.password.as_str()),
            ("helene", "Motdepasse-\\très;secret'1")
        );
        assert!(draft.practitioners[1].calendar.is_none());
    }
}

#[test]
fn broken_rows_are_listed_with_their_lines_and_nothing_else_is_lost() {
    let bytes = fixture("import/docjailbrake.sql");
    let text = decoded(&bytes);
    let line = |needle: &str| text.lines().position(|l| l.contains(needle)).unwrap() + 1;
    let draft = docjailbrake::read(&text);
    assert_eq!(
        refused(&draft),
        [
            line("Durée absurde"),
            line("Colonne en trop"),
            line("(NULL, '', 3"),
            line("file:///etc/passwd"),
        ]
    );
}

#[test]
fn credentials_show_in_no_message_and_no_debug_text() {
    let draft = docjailbrake::read(&decoded(&fixture("import/docjailbrake.sql")));
    let shown = format!("{draft:?}");
    assert!(
        !shown.contains("secret") && !shown.contains("Motdepasse") && !shown.contains("remote.php"),
        "{shown}"
    );
}

#[test]
fn a_dump_without_its_schema_has_the_columns_of_the_program() {
    let draft = docjailbrake::read("INSERT INTO services VALUES (1, NULL, 'Bilan', NULL, NULL, 45, 1);");
    assert_eq!(draft.care_types.len(), 1);
    assert_eq!(draft.care_types[0].minutes, 45);
}

#[test]
fn another_file_is_said_to_be_another_file() {
    for text in [
        "",
        "Nom;Prénom\nDupont;Jean\n",
        "INSERT INTO users VALUES (1);",
        "CREATE TABLE x (a int);",
    ] {
        let draft = docjailbrake::read(text);
        assert!(
            draft.unreadable.iter().any(|u| u.reason == Reason::WrongKind),
            "{text}"
        );
    }
}

#[test]
fn a_quote_that_never_closes_costs_its_statement_only_once() {
    let draft =
        docjailbrake::read("INSERT INTO services VALUES (1,NULL,'A','x',1,15,1),\n(2,NULL,'B,1,15,1);\n");
    assert_eq!(draft.care_types.len(), 1);
    assert_eq!(refused(&draft), [2]);
}
