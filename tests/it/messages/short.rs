//! The words of text messages: each kind in each language, with what it costs; and what is never among them.

use std::fmt::Write as _;

use grappe::app::Notice;
use grappe::domain::gsm::{Alphabet, Segments};
use grappe::domain::own_text::{OwnText, TextChannel, TextKind};
use grappe::domain::patient::Language;
use grappe::domain::staff::Actor;
use grappe::messages::{letter, short};

use super::scenes::{KINDS, TELLING, happens, practice};
use crate::support::house::Practice;

/// As long as addresses of practices are.
const BASE: &str = "https://rdv.cabinet-tilleuls.fr";

async fn newest(kind: &str, language: Language) -> (Practice, Notice) {
    let (practice, care, asked) = practice().await;
    happens(&practice, (care, asked), kind, language).await;
    let notice = practice.app.recent_notices(1).await.unwrap().remove(0);
    (practice, notice)
}

fn text_of(practice: &Practice, notice: &Notice) -> String {
    let agenda = practice.app.agenda();
    short(notice, &agenda.set_up().practice, BASE).unwrap()
}

/// Tokens are drawn at random; they have 22 letters each.
fn redacted(notice: &Notice, text: &str) -> String {
    let code = notice.message.code.clone();
    let links = [
        notice.about.as_ref().map(|about| about.link.clone()),
        notice.offer.as_ref().map(|offer| offer.link.clone()),
        notice.waiting.as_ref().map(|waiting| waiting.link.clone()),
    ];
    let drawn = links.into_iter().flatten().map(|link| (link, "TOKEN"));
    let drawn = drawn.chain(code.map(|code| (code, "CODE")));
    drawn.fold(text.to_owned(), |text, (random, name)| {
        text.replace(&random, name)
    })
}

#[tokio::test]
async fn each_text_in_each_language_with_its_parts() {
    for language in Language::ALL {
        let mut shown = String::new();
        for kind in KINDS {
            let (practice, notice) = newest(kind, language).await;
            let text = text_of(&practice, &notice);
            let segments = Segments::of(&text);
            assert!(
                !text.contains(['\n', '\u{a0}', '\u{2068}', '\u{2069}']),
                "{text:?}"
            );
            for word in TELLING {
                assert!(!text.contains(word), "{kind}: {word} in {text}");
            }
            if language == Language::Fr {
                assert_eq!(segments.parts, 1, "{kind}: {} in {text}", segments.units);
            }
            if language != Language::Ar {
                assert_eq!(segments.alphabet, Alphabet::Gsm7, "{kind} {language:?}: {text}");
            }
            let (parts, units) = (segments.parts, segments.units);
            writeln!(
                shown,
                "{kind}: {parts} part(s), {units} units\n  {}",
                redacted(&notice, &text)
            )
            .unwrap();
        }
        insta::assert_snapshot!(format!("short_{}", language.code()), shown);
    }
}

#[tokio::test]
async fn own_words_take_the_place_of_ours_in_both_channels() {
    let (practice, _) = newest("confirmed", Language::Fr).await;
    let app = &practice.app;
    let kind = TextKind::Confirmed;
    let own = OwnText::parse(
        (kind, TextChannel::Email),
        "À {day} !",
        "Bonjour de {practice}.\nRendez-vous {day} {date} à {time}.\nPour changer : {link}.\nAppelez le {phone}.",
    )
    .unwrap();
    app.save_own_text((kind, TextChannel::Email, Language::Fr), Some(own), Actor::System)
        .await
        .unwrap();
    let notice = app.recent_notices(1).await.unwrap().remove(0);
    let agenda = app.agenda();
    let letter = letter(&notice, &agenda.set_up().practice, BASE).unwrap();
    assert_eq!(letter.subject, "À mardi !");
    let link = format!("{BASE}/m/{}", notice.about.as_ref().unwrap().link);
    let plain = letter.text.replace('\u{a0}', " ");
    for words in [
        "Bonjour de Cabinet d'Été.",
        "Rendez-vous mardi 3 mars 2026 à 9 h.",
        &format!("Pour changer :\n{link}\n"),
        "Appelez le 04 72 00 00 00.",
        "Message automatique",
    ] {
        assert!(plain.contains(words), "{words} in {plain}");
    }
    assert!(!plain.contains("Votre rendez-vous est confirmé"), "{plain}");
    assert!(
        letter.html.contains(&format!("<a href=\"{link}\"")),
        "{}",
        letter.html
    );
    assert!(
        letter.calendar.is_some(),
        "the calendar file is not theirs to leave out"
    );

    let mut notice = notice;
    notice.words = Some(
        OwnText::parse(
            (kind, TextChannel::Sms),
            "",
            "{practice} {day} {date} {time} {link}",
        )
        .unwrap(),
    );
    assert_eq!(
        short(&notice, &agenda.set_up().practice, BASE).unwrap(),
        format!("Cabinet d'Été mar. 03/03 9h {link}")
    );
}
