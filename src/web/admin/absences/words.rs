//! Where somebody stands, in words for the staff.

use crate::domain::no_show::{Standing, Step};
use crate::i18n::Texts;
use crate::web::admin::patients::written_date;

/// « 2 rendez-vous manqués en 12 mois : … »; never shown to patients.
pub(in crate::web::admin) fn standing_words(t: Texts, standing: &Standing) -> String {
    let missed = ("count", i64::from(standing.missed).into());
    let step = match standing.step {
        Step::Clear | Step::Told => "",
        Step::Stricter => "standing-stricter",
        Step::Approval => "standing-approval",
        Step::Suspended(until) => {
            let until = ("date", written_date(until).into());
            return format!(
                "{} {}",
                t.with("standing-missed", &[missed]),
                t.with("standing-suspended", &[until])
            );
        }
    };
    let mut words = t.with("standing-missed", &[missed]);
    if !step.is_empty() {
        words = format!("{words} {}", t.text(step));
    }
    if standing.is_exempt && standing.step >= Step::Stricter {
        words = format!("{words} {}", t.text("standing-exempt"));
    }
    words
}
