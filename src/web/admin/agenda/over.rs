//! The mark beside a booking where one more may be booked (booking-rules §10): looked up, never reckoned for a page.

use chrono::SecondsFormat;

use super::column::Scene;
use crate::store::DayRow;
use crate::web::admin::absences::percent;

/// See the module.
#[derive(Clone, Debug)]
pub(super) struct Over {
    /// The booking form, filled in.
    pub(super) href: String,
    /// How great the risk is; the form says why.
    pub(super) why: String,
}

impl Scene<'_> {
    /// Only beside somebody alone, for those who may overbook, and while the half-day is the one that was looked at.
    pub(super) fn over(&self, session: &[&DayRow]) -> Option<Over> {
        let [only] = session else { return None };
        let suggestion = self.suggestions.as_ref()?.beside(only.id)?;
        let is_true = only.capacity == 1 && suggestion.still_stands(self.agenda.zone(), self.rows);
        let t = self.visit.texts();
        is_true.then(|| Over {
            href: self.visit.link(&format!(
                "/admin/book?with={}&start={}&care={}&over=1&beside={}",
                only.practitioner,
                only.interval.start.to_rfc3339_opts(SecondsFormat::Secs, true),
                only.care,
                only.id
            )),
            why: t.with(
                "agenda-over-why",
                &[("rate", percent(t, suggestion.risk.missed).into())],
            ),
        })
    }
}
