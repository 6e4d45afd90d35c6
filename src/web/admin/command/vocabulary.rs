//! The words that the command field understands, of every language at once, and the practice's names.

use std::sync::LazyLock;

use crate::domain::agenda::Agenda;
use crate::domain::command::{Known, Vocabulary};
use crate::domain::contact::folded;
use crate::domain::patient::Language;
use crate::i18n::Texts;

static WORDS: LazyLock<Vocabulary> = LazyLock::new(read);

/// See the module.
pub(super) fn vocabulary() -> &'static Vocabulary {
    &WORDS
}

fn read() -> Vocabulary {
    let words = |key: &str| -> Vec<String> {
        let all = Language::STAFF.map(|language| Texts::of(language).text(key));
        all.iter()
            .flat_map(|text| text.split_whitespace())
            .map(folded)
            .collect()
    };
    Vocabulary {
        weekdays: std::array::from_fn(|day| words(&format!("command-weekday-{}", day + 1))),
        months: std::array::from_fn(|month| words(&format!("command-month-{}", month + 1))),
        today: words("command-today"),
        tomorrow: words("command-tomorrow"),
        after_tomorrow: words("command-after-tomorrow"),
        morning: words("command-morning"),
        afternoon: words("command-afternoon"),
        minutes: words("command-minutes"),
        noise: words("command-noise"),
    }
}

/// What may be booked, and with whom.
pub(super) fn known(agenda: &Agenda) -> Known {
    let set_up = agenda.set_up();
    let cares = set_up.care_types.values().filter(|care| !care.is_archived);
    let people = set_up.practitioners.values().filter(|p| !p.is_archived);
    Known {
        cares: cares.map(|care| (care.id, folded(&care.name))).collect(),
        people: people.map(|p| (p.id, folded(&p.name))).collect(),
    }
}
