//! What people type about themselves: names of any script, phones in any notation, births on 29 February, codes however grouped.

use grappe::domain::contact::{PersonName, Phone};
use grappe::web::Settings;

use super::{LEA, book, pick, send};
use crate::support::{Browser, Site};

#[test]
fn phones_are_read_in_any_notation() {
    for typed in [
        "0612345678",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "06-12-34-56-78",
        "06\u{2011}12\u{2011}34\u{2011}56\u{2011}78",
        "06/12/34/56/78",
        "06\u{a0}12\u{202f}34\u{a0}56\u{a0}78",
        "+33612345678",
        "+33 6 12 34 56 78",
        "+33 (0)6 12 34 56 78",
        "+33 06 12 34 56 78",
        "0033 6 12 34 56 78",
        "33612345678",
        "\u{202a}+33 6 12 34 56 78\u{202c}",
        "٠٦١٢٣٤٥٦٧٨",
        "０６１２３４５６７８",
    ] {
        assert_eq!(Phone::parse(typed).unwrap().as_str(), "+33612345678", "{typed}");
    }
    for (typed, expected) in [
        ("+32 470 12 34 56", "+32470123456"),
        ("00 41 79 123 45 67", "+41791234567"),
        ("+590 690 12 34 56", "+590690123456"),
    ] {
        assert_eq!(Phone::parse(typed).unwrap().as_str(), expected);
    }
    for typed in [
        "12",
        "06 12 34 56 7",
        "06 12 34 56 78 9",
        "+33 6 12",
        "0+612345678x",
        "six",
    ] {
        assert!(Phone::parse(typed).is_err(), "{typed}");
    }
}

#[test]
fn names_of_any_script_are_names_and_nothing_else_is() {
    for (typed, kept) in [
        ("Y", "Y"),
        ("d\u{2019}Aubigné", "d'Aubigné"),
        ("‘t Hart", "'t Hart"),
        ("de La Rochefoucauld", "de La Rochefoucauld"),
        ("Jean\u{2011}Noël", "Jean-Noël"),
        ("Ngue\u{301}ma", "Ngue\u{301}ma"),
        ("O\u{2bc}Neill", "O\u{2bc}Neill"),
        ("Marcel·lí", "Marcel·lí"),
        ("\u{200f}بن يوسف\u{200f}", "بن يوسف"),
        ("مُحَمَّد", "مُحَمَّد"),
        ("علی\u{200c}رضا", "علی\u{200c}رضا"),
        ("שָׁלוֹם", "שָׁלוֹם"),
        ("प्रिया", "प्रिया"),
        ("தமிழ்", "தமிழ்"),
        ("ณัฐวุฒิ์", "ณัฐวุฒิ์"),
        ("李", "李"),
        ("Nguyễn", "Nguyễn"),
    ] {
        assert_eq!(PersonName::parse(typed).unwrap().as_str(), kept, "{typed}");
    }
    for typed in [
        "",
        "-",
        "'",
        "\u{301}",
        "\u{200c}",
        "\u{202e}",
        "R2D2",
        "a@b",
        "<b>",
        "x/y",
        "Léa 😀",
        "a\u{0}",
    ] {
        assert!(PersonName::parse(typed).is_err(), "{typed:?}");
    }
}

/// Given and family name, birth, phone, and what opens the link later.
const PEOPLE: [[&str; 5]; 8] = [
    ["Y", "O", "29/02/1984", "06.12.34.56.01", "o"],
    [
        "Anne-Marie",
        "de l\u{2019}Étang",
        "29 2 2000",
        "+33 (0)6 12 34 56 02",
        "DEL",
    ],
    [
        "Ngue\u{301}ma",
        "Be\u{301}lanova",
        "29022004",
        "0033612345603",
        "bél",
    ],
    ["ليلى", "بن يوسف", "٢٩/٠٢/١٩٨٤", "٠٦١٢٣٤٥٦٠٤", "بني"],
    [
        "שָׁלוֹם",
        "כהן",
        "1984-02-29",
        "\u{202a}+33 6 12 34 56 05\u{202c}",
        "כהן",
    ],
    [
        "علی\u{200c}رضا",
        "O'Neill",
        "29.02.1984",
        "06-12-34-56-06",
        "29/02/1984",
    ],
    ["தமிழ்", "van der Meer", "29/02/1984", "+32 470 12 34 56", "van"],
    ["李", "Nguyễn", "29/02/1984", "", "ngu"],
];

/// Starts of a day with both, in order.
const DAY: [&str; 8] = [
    "2026-03-05T08:00:00Z",
    "2026-03-05T08:30:00Z",
    "2026-03-05T09:00:00Z",
    "2026-03-05T09:30:00Z",
    "2026-03-05T10:00:00Z",
    "2026-03-05T10:30:00Z",
    "2026-03-05T13:00:00Z",
    "2026-03-05T13:30:00Z",
];

fn from(site: &Site, host: usize) -> Browser {
    site.browser()
        .with_header("X-Forwarded-For", &format!("198.51.100.{host}"))
}

#[test]
fn people_of_any_name_book_and_open_their_link() {
    let site = Site::with(Settings::default());
    for (host, ([given, family, born, phone, fact], start)) in PEOPLE.iter().zip(DAY).enumerate() {
        let email = format!("p{host}@example.org");
        let typed = [
            ("given", *given),
            ("family", *family),
            ("born", *born),
            ("email", email.as_str()),
            ("phone", *phone),
            ("for", "me"),
            ("consent", "1"),
        ];
        book(&site, &mut from(&site, host), start, &typed).assert(200, &["rendez-vous est pris"]);
        let mut later = from(&site, host);
        let page = later.get(&format!("/m/{}", site.link()));
        later.follow(page).assert(200, &["trois premières lettres"]);
        let opened = later.post("/appointment/open", &[("fact", fact)]);
        assert_eq!(opened.status, 303, "{family} by {fact}:\n{}", opened.text());
        later
            .follow(opened)
            .assert(200, &[&format!("Bonjour {given}"), "jeudi 5 mars 2026"]);
    }
}

#[test]
fn a_birth_on_a_day_that_was_not_is_told_at_the_field() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let picked = pick(&mut browser, "1", DAY[0]);
    let form = browser.follow(picked);
    for wrong in ["29/02/1900", "29/02/1983", "30/02/1984"] {
        let typed: Vec<_> = LEA.map(|(n, v)| (n, if n == "born" { wrong } else { v })).into();
        let page = send(&mut browser, &form, "/book", &typed);
        page.assert(422, &["id=\"born-error\"", &format!("value=\"{wrong}\"")]);
    }
}

#[test]
fn a_code_is_read_however_it_is_grouped() {
    let grouped = [
        |code: &str| format!("{} {}", &code[..3], &code[3..]),
        |code: &str| {
            let eastern = |c: char| char::from_u32(0x660 + c.to_digit(10).unwrap()).unwrap();
            code.chars().map(eastern).collect()
        },
    ];
    for group in grouped {
        let site = Site::with(Settings::default());
        let mut browser = site.browser();
        let picked = pick(&mut browser, "1", DAY[0]);
        let form = browser.follow(picked);
        let sent = send(&mut browser, &form, "/book", &LEA);
        let page = browser.follow(sent);
        let sent = send(
            &mut browser,
            &page,
            "/book/code",
            &[("code", &group(&site.code()))],
        );
        browser.follow(sent).assert(200, &["rendez-vous est pris"]);
    }
}
