//! The part of a form that asks when and with whom.

use chrono::{Days, NaiveDate, SecondsFormat};

use super::when::When;
use crate::domain::agenda::Agenda;
use crate::domain::id::PractitionerId;
use crate::domain::slot::{Slot, SlotQuery};
use crate::domain::staff::Right;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::extract::Visit;

/// Days searched for free times.
const REACH: u64 = 60;
/// Days listed at once.
const DAYS_SHOWN: usize = 4;

/// What `admin/when.html` shows.
#[derive(Clone, Debug, Default)]
pub(in crate::web::admin) struct WhenView {
    pub(in crate::web::admin) people: Vec<(PractitionerId, String, bool)>,
    pub(in crate::web::admin) day: String,
    pub(in crate::web::admin) start: String,
    /// « mardi 3 mars à 9 h 30 » once a start is chosen.
    pub(in crate::web::admin) chosen: Option<String>,
    pub(in crate::web::admin) time: String,
    pub(in crate::web::admin) is_outside: bool,
    pub(in crate::web::admin) is_over: bool,
    pub(in crate::web::admin) reason: String,
    pub(in crate::web::admin) may_overbook: bool,
    /// Free times by day, when they were asked for.
    pub(in crate::web::admin) times: Option<Vec<DayTimes>>,
    /// The date after the last one listed.
    pub(in crate::web::admin) later: String,
    /// Value and words of times near one that was refused.
    pub(in crate::web::admin) alternatives: Vec<(String, String)>,
}

/// Free times of one date: value of the button, hour.
#[derive(Clone, Debug)]
pub(in crate::web::admin) struct DayTimes {
    pub(in crate::web::admin) date: String,
    pub(in crate::web::admin) hours: Vec<(String, String)>,
}

impl WhenView {
    /// The fields as typed.
    pub(in crate::web::admin) fn of(web: &Web, visit: &Visit, when: &When, staff: &Staff) -> Self {
        let agenda = staff.agenda(web);
        let (t, zone) = (visit.texts(), agenda.zone());
        let start = when.start.filter(|_| when.time.is_empty());
        let day = when.day.or_else(|| start.map(|at| zone.date(at)));
        let day = day.unwrap_or_else(|| zone.date(web.app.now()));
        Self {
            people: people(&agenda, when.with),
            day: day.to_string(),
            start: start.map_or_else(String::new, |at| at.to_rfc3339_opts(SecondsFormat::Secs, true)),
            chosen: start.map(|at| t.moment_short(zone, at)),
            time: when.time.clone(),
            is_outside: when.is_outside,
            is_over: when.is_over,
            reason: when.reason.clone(),
            may_overbook: staff.0.may(Right::Overbook),
            times: None,
            later: day.to_string(),
            alternatives: Vec::new(),
        }
    }

    /// Looks free times up from the day on.
    pub(in crate::web::admin) fn with_times(mut self, web: &Web, visit: &Visit, query: &SlotQuery) -> Self {
        let (t, zone) = (visit.texts(), web.app.agenda().zone());
        let today = zone.date(web.app.now());
        let from = self.day.parse().unwrap_or(today).max(today);
        let query = SlotQuery {
            from,
            to: from.checked_add_days(Days::new(REACH)).unwrap_or(from),
            ..query.clone()
        };
        let slots = web.app.find_slots(&query);
        let all: Vec<Slot<'_>> = slots.iter().collect();
        let days = all.chunk_by(|a, b| zone.date(a.start) == zone.date(b.start));
        let listed: Vec<(NaiveDate, DayTimes)> = days
            .take(DAYS_SHOWN)
            .filter_map(|day| {
                let date = zone.date(day.first()?.start);
                let hours = day.iter().map(|slot| {
                    let value = When::choosing(query.practitioner, slot.start);
                    (value, t.hour_at(zone, slot.start))
                });
                let times = DayTimes {
                    date: t.day(date),
                    hours: hours.collect(),
                };
                Some((date, times))
            })
            .collect();
        let last = listed.last().map_or(query.to, |(date, _)| *date);
        self.later = last.succ_opt().unwrap_or(last).to_string();
        self.times = Some(listed.into_iter().map(|(_, times)| times).collect());
        self
    }
}

/// Number, name and whether it is chosen; those who left are not offered.
fn people(agenda: &Agenda, chosen: Option<PractitionerId>) -> Vec<(PractitionerId, String, bool)> {
    let practitioners = agenda.set_up().practitioners.values();
    let working = practitioners.filter(|p| !p.is_archived || chosen == Some(p.id));
    working
        .map(|p| (p.id, p.name.clone(), chosen == Some(p.id)))
        .collect()
}
