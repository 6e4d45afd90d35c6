//! French typography in every catalogue of French words: no line breaks before « : ; ? ! » or inside the quotation marks.

use std::fs;
use std::path::Path;

/// Marks that a blank stands before.
const AFTER_A_BLANK: [char; 5] = [':', ';', '?', '!', '»'];

fn is_unbreakable(blank: char) -> bool {
    blank == '\u{a0}' || blank == '\u{202f}'
}

/// A line of words, with what is put in left out: a placeable is a word like another.
fn words(line: &str) -> String {
    let mut words = String::new();
    let mut depth = 0_u8;
    for letter in line.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth > 0 => {
                depth -= 1;
                words.push('x');
            }
            _ if depth == 0 => words.push(letter),
            _ => {}
        }
    }
    // What opens on this line and closes on a later one is a choice between forms, without words of its own.
    words
}

/// What is wrong with the blanks of a line.
fn mistakes(line: &str) -> Vec<String> {
    let letters: Vec<char> = words(line).chars().collect();
    let before = |at: usize| at.checked_sub(1).and_then(|at| letters.get(at)).copied();
    let after = |at: usize| letters.get(at + 1).copied();
    let near = |at: usize| {
        letters
            .iter()
            .skip(at.saturating_sub(15))
            .take(25)
            .collect::<String>()
    };
    let is_wrong = |at: usize, letter: char| match letter {
        '«' => after(at).is_some_and(|next| !is_unbreakable(next)),
        // Inside an address, an hour of a machine or the name of an option, a colon touches its neighbours.
        ':' => before(at) == Some(' '),
        _ if AFTER_A_BLANK.contains(&letter) => {
            before(at).is_some_and(|last| !is_unbreakable(last) && last != '?' && last != '!')
        }
        _ => false,
    };
    let found = letters.iter().enumerate();
    found
        .filter(|(at, letter)| is_wrong(*at, **letter))
        .map(|(at, _)| near(at))
        .collect()
}

#[test]
fn french_marks_stand_after_a_blank_that_does_not_break() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/fr");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.starts_with('#')) {
            seen += 1;
            let told = mistakes(line).into_iter();
            wrong.extend(told.map(|near| format!("{name}:{number}: {near}")));
        }
    }
    assert!(seen > 1000, "{seen} lines were read");
    assert!(wrong.is_empty(), "{} places:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_blank_that_breaks_is_found() {
    for line in [
        "key = Quoi ?",
        "key = Quoi?",
        "key = dit « oui\u{a0}»",
        "key = dit «\u{a0}oui »",
        "key = { $name } : rien",
        "key = un ; deux",
        "    [one] un jour !",
    ] {
        assert_eq!(mistakes(line).len(), 1, "{line}");
    }
    for line in [
        "key = Quoi\u{a0}?",
        "key = Quoi\u{202f}?!",
        "key = https://exemple.fr",
        "key = { $n ->",
        "key = «\u{a0}{ $name }\u{a0}»\u{a0}: 127.0.0.1:8080",
    ] {
        assert_eq!(mistakes(line), Vec::<String>::new(), "{line}");
    }
}
