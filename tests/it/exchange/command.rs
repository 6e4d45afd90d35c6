//! The real program: a practice begins from another program's files, leaves with an export, and begins again elsewhere.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use grappe::store::DATABASE_FILE;

/// A data folder and what the program says about it, in English.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Exit code, standard output and error together.
    fn runs(&self, arguments: &[&str]) -> (i32, String) {
        let done = Command::new(env!("CARGO_BIN_EXE_grappe"))
            .args(arguments)
            .arg("--data")
            .arg(self.data())
            .env_clear()
            .env("LC_ALL", "C")
            .output()
            .unwrap();
        let text = [done.stdout, done.stderr].concat();
        (done.status.code().unwrap(), String::from_utf8(text).unwrap())
    }

    #[track_caller]
    fn says(&self, code: i32, arguments: &[&str], words: &[&str]) -> String {
        let (found, text) = self.runs(arguments);
        assert_eq!(found, code, "{text}");
        for word in words {
            assert!(text.contains(word), "no « {word} » in:\n{text}");
        }
        text
    }

    fn exported(&self, name: &str) -> PathBuf {
        let target = self.folder.path().join(name);
        self.says(
            0,
            &["export", target.to_str().unwrap()],
            &["patients.csv", "grappe.json"],
        );
        target
    }
}

fn fixture_path(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    root.join(name).to_str().unwrap().to_owned()
}

#[test]
fn a_practice_moves_in_from_a_dump_lists_and_an_agenda() {
    let desk = Desk::new();
    let dump = fixture_path("docjailbrake.sql");
    desk.says(2, &["import", &dump, "--dry-run"], &["does not exist"]);
    assert!(!desk.data().exists(), "a rehearsal makes nothing");
    let text = desk.says(
        1,
        &["import", &dump],
        &[
            "practitioners: 2 new",
            "kinds of appointment: 3 new",
            "line 57: calendar:",
            "import --undo 1",
        ],
    );
    assert!(
        !text.contains("Motdepasse") && !text.contains("file:///etc"),
        "{text}"
    );

    let patients = fixture_path("patients_windows1252.csv");
    let database = desk.data().join(DATABASE_FILE);
    let before = fs::read(&database).unwrap();
    let words = [
        "patients: 5 new",
        "line 12: repeats line 3",
        "line 9: date of birth",
        "Nothing was written",
    ];
    desk.says(1, &["import", &patients, "--dry-run"], &words);
    assert!(
        fs::read(&database).unwrap() == before,
        "a rehearsal changed the database"
    );
    desk.says(1, &["import", &patients], &["patients: 5 new", "import --undo 2"]);
    desk.says(3, &["import", &patients], &["Nothing new", "patients: 0 new"]);

    let visits = fixture_path("appointments_windows1252.csv");
    let words = [
        "appointments: 4 new",
        "line 4: the time is taken by line 3",
        "Dr Inconnu",
        "Acupuncture",
    ];
    desk.says(1, &["import", &visits], &words);
}

#[test]
fn an_agenda_asks_whose_it_is_and_an_undo_says_what_is_in_its_way() {
    let desk = Desk::new();
    desk.runs(&["import", &fixture_path("docjailbrake.sql")]);
    desk.runs(&["import", &fixture_path("appointments_windows1252.csv")]);
    let agenda = fixture_path("agenda.ics");
    desk.says(
        2,
        &["import", &agenda],
        &["--practitioner", "Jean-Baptiste Le Goff"],
    );
    desk.says(
        1,
        &["import", &agenda, "--practitioner", "Le Goff Jean-Baptiste"],
        &["absences:"],
    );

    desk.says(
        3,
        &["import", "--undo", "1"],
        &["used or changed since", "Nothing was undone"],
    );
    desk.says(0, &["import", "--undo", "3"], &["Import 3 was undone"]);
    desk.says(3, &["import", "--undo", "3"], &["undone before"]);
    desk.says(3, &["import", "--undo", "9"], &["no import 9"]);
    desk.says(
        0,
        &["import", "--list"],
        &["docjailbrake.sql", "agenda.ics  (undone"],
    );
}

#[test]
fn an_export_is_private_and_another_practice_begins_with_it() {
    let desk = Desk::new();
    desk.runs(&["import", &fixture_path("docjailbrake.sql")]);
    desk.runs(&["import", &fixture_path("patients_utf8.csv")]);
    desk.runs(&["import", &fixture_path("appointments_windows1252.csv")]);
    let target = desk.exported("export");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&target), 0o700);
    let mut all = String::new();
    for entry in fs::read_dir(&target).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
        all += &fs::read_to_string(&path).unwrap();
    }
    for secret in ["Motdepasse", "cloud.example.org", "calendar_settings"] {
        assert!(!all.contains(secret), "{secret} left the house");
    }
    desk.says(2, &["export", target.to_str().unwrap()], &["is not empty"]);

    // The JSON begins a practice that is the same, file by file.
    let other = Desk::new();
    let json = target.join("grappe.json");
    let words = [
        "practitioners: 2 new",
        "patients: 6 new",
        "appointments: 4 new",
        "Everything was taken over",
    ];
    other.says(0, &["import", json.to_str().unwrap()], &words);
    let again = other.exported("again");
    for entry in fs::read_dir(&target).unwrap() {
        let name = entry.unwrap().file_name();
        if name == "journal.jsonl" {
            continue;
        }
        let stamped = |folder: &Path| -> Vec<String> {
            let text = fs::read_to_string(folder.join(&name)).unwrap();
            let is_lasting = |line: &&str| {
                !line.contains("DTSTAMP") && !line.contains("\"exported\"") && !line.contains("\"created\"")
            };
            text.lines().filter(is_lasting).map(str::to_owned).collect()
        };
        assert_eq!(stamped(&again), stamped(&target), "{}", name.to_string_lossy());
    }
    other.says(3, &["import", json.to_str().unwrap()], &["not empty"]);

    // Every sheet and calendar reads again as what is there already.
    for (name, options) in [
        ("patients.csv", &[][..]),
        ("rendez-vous.csv", &[]),
        (
            "agenda-1-helene-d-aubigne.ics",
            &["--kind", "ics-appointments", "--practitioner", "d'Aubigné Hélène"],
        ),
    ] {
        let file = again.join(name);
        let arguments = [&["import", file.to_str().unwrap()], options].concat();
        let text = other.says(0, &arguments, &["Nothing new"]);
        assert!(
            text.contains("already there") && !text.contains("line "),
            "{text}"
        );
    }
}

#[test]
fn files_that_are_none_are_refused_with_their_codes() {
    let desk = Desk::new();
    desk.says(2, &["import", "/nothing/there.csv"], &["cannot be read"]);
    desk.says(2, &["import"], &["Missing"]);
    desk.says(2, &["import", "--undo", "1", "x.csv"], &[]);
    assert!(!desk.data().exists());
    let odd = desk.folder.path().join("odd.txt");
    fs::write(&odd, "\u{0}\u{1}garbage").unwrap();
    desk.says(3, &["import", odd.to_str().unwrap()], &["Nothing new"]);
}

#[test]
fn formulas_of_strangers_stay_text_in_a_spreadsheet() {
    let desk = Desk::new();
    let list = desk.folder.path().join("list.csv");
    fs::write(
        &list,
        "Nom;Prénom;Téléphone;Remarque\n-Durand;Léa;+1 202 555 0123;=HYPERLINK(\"http://x\")\n",
    )
    .unwrap();
    desk.says(0, &["import", list.to_str().unwrap()], &["patients: 1 new"]);
    let sheet = fs::read_to_string(desk.exported("export").join("patients.csv")).unwrap();
    let row = sheet.lines().nth(1).unwrap();
    assert!(
        row.starts_with("'-Durand;Léa;;'+12025550123;;\"'=HYPERLINK("),
        "{row}"
    );
    let again = desk.folder.path().join("again.csv");
    fs::write(&again, &sheet).unwrap();
    desk.says(
        0,
        &["import", again.to_str().unwrap()],
        &["1 already there", "Nothing new"],
    );
}
