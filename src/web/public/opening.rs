//! When further times open, in words, where none is free: nobody has to try again every day without knowing.

use super::criteria::Criteria;
use super::waiting::waiting_link;
use super::week::Week;
use crate::domain::slot::SlotQuery;
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::extract::Visit;

/// Days within which the horizon is what keeps times back: it moves on every day. What opens later waits for a schedule.
const SOON: i64 = 7;

/// When further times open, and where one waits for one, where a stretch has none; nothing of either where it has some.
pub(super) fn ahead(
    (web, visit): (&Web, &Visit),
    query: &SlotQuery,
    wishes: &Criteria,
    week: &Week,
) -> (Vec<String>, String) {
    if !week.days.is_empty() {
        return Default::default();
    }
    let opens = openings(web, visit.texts(), query, wishes);
    (opens, waiting_link(web, visit, wishes))
}

/// One sentence, or two where a further day opens every day; none where nothing opens.
fn openings(web: &Web, t: Texts, query: &SlotQuery, wishes: &Criteria) -> Vec<String> {
    let zone = web.app.agenda().zone();
    let suits = |start| wishes.fits(zone, start);
    let Some(opening) = web.app.next_opening(query, suits) else {
        return Vec::new();
    };
    let said = [
        ("when", t.moment(zone, opening.at).into()),
        ("day", t.date(opening.first_day).into()),
    ];
    let first = t.with("times-opens", &said);
    let is_soon = zone.days_ahead(web.app.now(), opening.at) <= SOON;
    let hour = || {
        t.with(
            "times-opens-daily",
            &[("hour", t.hour_at(zone, opening.at).into())],
        )
    };
    std::iter::once(first).chain(is_soon.then(hour)).collect()
}
