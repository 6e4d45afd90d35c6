//! The words of each message, in both languages; and what is never among them.

use grappe::domain::patient::Language;
use grappe::messages::{Letter, letter};
use grappe::store::MessageKind;

use super::scenes::{KINDS, TELLING, happens, practice};
use crate::support::house::{at_the_desk, instant, person};

/// The newest message, with what is drawn at random redacted.
async fn written(kind: &str, language: Language) -> Letter {
    let (practice, care, asked) = practice().await;
    happens(&practice, (care, asked), kind, language).await;
    let notice = practice.app.recent_notices(1).await.unwrap().remove(0);
    let agenda = practice.app.agenda();
    let base = "https://rdv.example.org";
    let mut letter = letter(&notice, &agenda.set_up().practice, base).unwrap();
    let mut drawn = vec![(notice.message.code.clone().unwrap_or_default(), "[code]")];
    if let Some(about) = &notice.about {
        drawn.push((about.link.clone(), "[token]"));
        let uid = about
            .calendar
            .lines()
            .find_map(|line| line.strip_prefix("UID:"))
            .unwrap();
        drawn.push((uid.to_owned(), "[uid]"));
    }
    if let Some(offer) = &notice.offer {
        drawn.push((offer.link.clone(), "[token]"));
    }
    if let Some(waiting) = &notice.waiting {
        drawn.push((waiting.link.clone(), "[token]"));
    }
    for (random, name) in drawn.iter().filter(|(random, _)| !random.is_empty()) {
        let part = letter.calendar.as_mut().map(|part| &mut part.text);
        for text in [&mut letter.text, &mut letter.html].into_iter().chain(part) {
            *text = text.replace(random, name);
        }
    }
    letter
}

#[tokio::test]
async fn each_message_in_both_languages() {
    for (language, code) in [(Language::Fr, "fr"), (Language::En, "en")] {
        for kind in KINDS {
            let letter = written(kind, language).await;
            let calendar = letter.calendar.as_ref().map_or_else(String::new, |part| {
                format!(
                    "--- {} ({})\n{}",
                    part.name,
                    part.method,
                    part.text.replace("\r\n", "\n")
                )
            });
            let shown = format!("{}\n\n{}\n{calendar}", letter.subject, letter.text);
            insta::assert_snapshot!(format!("{kind} {code}").replace(' ', "_"), shown);
        }
    }
}

/// What is put into an Arabic sentence stands between marks of isolation, shown here by brackets.
fn with_marks(text: &str) -> String {
    text.replace('\u{2068}', "⟨").replace('\u{2069}', "⟩")
}

#[tokio::test]
async fn the_confirmation_in_the_further_languages_of_patients() {
    let further = Language::ALL
        .into_iter()
        .filter(|language| !Language::STAFF.contains(language));
    for language in further {
        let letter = written("confirmed", language).await;
        let shown = format!("{}\n\n{}", letter.subject, letter.text);
        insta::assert_snapshot!(format!("confirmed_{}", language.code()), with_marks(&shown));
    }
    let letter = written("confirmed", Language::Ar).await;
    insta::assert_snapshot!("html_confirmed_ar", with_marks(&letter.html));
}

#[tokio::test]
async fn the_html_says_the_same() {
    for kind in ["code", "confirmed"] {
        let letter = written(kind, Language::Fr).await;
        insta::assert_snapshot!(format!("html_{kind}"), letter.html);
    }
}

#[tokio::test]
async fn nothing_tells_why_or_who() {
    let in_french = KINDS.map(|kind| (kind, Language::Fr));
    let elsewhere = Language::ALL.map(|language| ("confirmed", language));
    for (kind, language) in in_french.into_iter().chain(elsewhere) {
        let letter = written(kind, language).await;
        let calendar = letter.calendar.as_ref().map_or("", |part| part.text.as_str());
        for text in [&letter.subject, &letter.text, &letter.html, calendar] {
            for word in TELLING {
                assert!(!text.contains(word), "{kind}: {word} in {text}");
            }
        }
        assert!(!letter.subject.contains(['\r', '\n']));
        if kind == "code" {
            // What a visitor typed, nobody has confirmed yet (security T9).
            assert_eq!((letter.link, letter.calendar), (None, None));
            assert!(!letter.text.contains("http"), "{}", letter.text);
        }
    }
}

/// Two clicks and one fact from any message: each about a visit to come has the link to it, in each language, in both of its forms.
#[tokio::test]
async fn every_message_about_a_visit_to_come_leads_to_it() {
    let link = "https://rdv.example.org/m/[token]";
    for kind in [
        "requested",
        "accepted",
        "confirmed",
        "moved",
        "offered",
        "presence asked",
    ] {
        for language in Language::ALL {
            let letter = written(kind, language).await;
            for text in [&letter.text, &letter.html] {
                assert!(text.contains(link), "{kind} in {language:?}:\n{text}");
            }
        }
    }
}

/// A reminder of one appointment, and one of two on a day, as they are sent.
async fn reminder(language: Language, starts: &[&str]) -> Letter {
    let (practice, care, _) = practice().await;
    for start in starts {
        let zoe = grappe::domain::patient::Patient {
            language,
            ..person("d'Aubigné", "Zoé")
        };
        practice
            .app
            .book(at_the_desk(care, start, zoe), None)
            .await
            .unwrap();
    }
    practice.clock.set(instant("2026-03-09T13:00:00Z"));
    let due = practice.app.due_notices(20).await.unwrap();
    let notice = due
        .into_iter()
        .find(|notice| notice.message.kind == MessageKind::Reminder(2));
    let notice = notice.expect("the day before at two");
    let agenda = practice.app.agenda();
    let mut letter = letter(&notice, &agenda.set_up().practice, "https://rdv.example.org").unwrap();
    let about = notice.about.iter().chain(&notice.with);
    for link in about.map(|about| about.link.clone()) {
        letter.text = letter.text.replace(&link, "[token]");
        letter.html = letter.html.replace(&link, "[token]");
    }
    for word in TELLING {
        assert!(
            !format!("{}{}{}", letter.subject, letter.text, letter.html).contains(word),
            "{word}"
        );
    }
    letter
}

#[tokio::test]
async fn a_reminder_in_every_language_of_patients_of_one_appointment_and_of_two() {
    let (one, other) = ("2026-03-10T09:00:00Z", "2026-03-10T14:00:00Z");
    for language in Language::ALL {
        for (name, starts) in [("reminder", &[one][..]), ("reminder_together", &[one, other])] {
            let letter = reminder(language, starts).await;
            assert_eq!(
                letter.calendar, None,
                "it is in the calendar since the confirmation"
            );
            let strong = letter.html.matches("<strong>").count();
            assert_eq!(strong, starts.len(), "each time is as plain to see as the other");
            let shown = format!("{}\n\n{}", letter.subject, letter.text);
            insta::assert_snapshot!(format!("{name}_{}", language.code()), with_marks(&shown));
        }
    }
}
