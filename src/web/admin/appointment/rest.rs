//! The rest of a series beside one of its visits (booking-rules §8): what still fits, what waits for a decision, where it could go.

use std::collections::BTreeMap;

use crate::app::{AppointmentSheet, MoveRequest};
use crate::domain::agenda::Agenda;
use crate::domain::booking::{
    Alternative, Appointment, Breach, Status, breach_between, dates_after, rule_of,
};
use crate::domain::care_type::Series;
use crate::domain::id::{AppointmentId, PractitionerId};
use crate::domain::slot::{Audience, PatientFacts, SeriesStep, SlotQuery, next_times, place};
use crate::domain::time::Instant;
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::admin::booking::{PROPOSED, When};
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::extract::Form;

/// The value that leaves a next visit where it is.
const STAY: &str = "stay";

/// One visit still to come.
#[derive(Clone, Debug)]
pub(super) struct RestVisit {
    pub(super) id: i64,
    pub(super) version: i64,
    pub(super) when: String,
    pub(super) what: String,
    /// One before it was missed, and nobody has decided.
    pub(super) is_frozen: bool,
    /// Why it does not fit after the visit before it.
    pub(super) breach: Option<String>,
    /// Value and words of times that would fit, the best first.
    pub(super) times: Vec<(String, String)>,
    /// The time that is chosen; empty where it stays.
    pub(super) chosen: String,
    /// The time chosen before, which does not fit any more.
    pub(super) lost: Option<String>,
}

/// A visit that does not fit: why, where it could go, and whether others than the practitioner before may take it.
struct Broken {
    breach: Breach,
    times: Vec<Alternative>,
    is_with_anybody: bool,
}

/// What the words are made of.
struct Asked<'a> {
    web: &'a Web,
    agenda: &'a Agenda,
    t: Texts,
    now: Instant,
}

/// The visits still to come after the one on its page.
pub(super) fn rest(web: &Web, t: Texts, staff: &Staff, sheet: &AppointmentSheet) -> Vec<RestVisit> {
    let agenda = staff.agenda(web);
    let asked = Asked {
        web,
        agenda: &agenda,
        t,
        now: web.app.now(),
    };
    let own = &sheet.appointment;
    let by_id: BTreeMap<AppointmentId, &Appointment> = (sheet.rest.iter().chain([own]))
        .map(|visit| (visit.id, visit))
        .collect();
    let view = |visit: &Appointment| {
        let before = visit.follows.and_then(|id| by_id.get(&id).copied());
        let before = before.filter(|before| before.status.takes_time());
        let broken = before.and_then(|before| asked.broken(before, visit));
        RestVisit {
            is_frozen: sheet.frozen.contains(&visit.id),
            ..asked.view(visit, broken.as_ref())
        }
    };
    sheet.rest.iter().map(view).collect()
}

/// The next visits that would not fit any more after a move there; each with what was chosen for it, else with the best time.
pub(super) fn broken_by(
    web: &Web,
    (t, staff): (Texts, &Staff),
    sheet: &AppointmentSheet,
    (to, form): ((Option<PractitionerId>, Instant), &Form),
) -> Vec<RestVisit> {
    let agenda = staff.agenda(web);
    let asked = Asked {
        web,
        agenda: &agenda,
        t,
        now: web.app.now(),
    };
    let Some(moved) = asked.moved(&sheet.appointment, to) else {
        return Vec::new();
    };
    let next = sheet.rest.iter().filter(|visit| visit.follows == Some(moved.id));
    let broken = next.filter_map(|visit| {
        let broken = asked.broken(&moved, visit)?;
        let mut view = asked.view(visit, Some(&broken));
        view.choose(t, &agenda, form.get(&field(visit.id)));
        Some(view)
    });
    broken.collect()
}

/// Why the appointment does not fit after the visit before it, where it stands or where it would go.
pub(super) fn own_breach(
    web: &Web,
    (t, staff): (Texts, &Staff),
    sheet: &AppointmentSheet,
    to: Option<(Option<PractitionerId>, Instant)>,
) -> Option<String> {
    let agenda = staff.agenda(web);
    let asked = Asked {
        web,
        agenda: &agenda,
        t,
        now: web.app.now(),
    };
    let own = match to {
        Some(to) => asked.moved(&sheet.appointment, to)?,
        None => sheet.appointment.clone(),
    };
    let before = sheet
        .before
        .as_ref()
        .filter(|before| before.status.takes_time())?;
    let breach = breach_between(&agenda, before, &own).filter(|_| own.status.is_pending())?;
    let key = match breach {
        Breach::TooSoon => "series-own-too-soon",
        Breach::TooLate => "series-own-too-late",
        Breach::SomebodyElse => "series-own-somebody-else",
    };
    let when = t.moment(agenda.zone(), before.interval.start);
    Some(t.with(key, &[("when", when.into())]))
}

/// What the staff chose for the visits after one that is moved.
pub(super) async fn chosen(
    web: &Web,
    staff: &Staff,
    id: AppointmentId,
    form: &Form,
) -> Result<Vec<MoveRequest>, Halt> {
    let rest = web.app.rest_of_series(id).await?;
    let next = rest.iter().filter(|visit| visit.follows == Some(id));
    let reached = next.filter(|visit| staff.0.member.reaches(visit.practitioner));
    let moved = reached.filter_map(|visit| {
        let to = read(form.get(&field(visit.id)))?;
        Some(MoveRequest {
            appointment: visit.id,
            expected_version: form.parsed(&format!("{}-version", field(visit.id))),
            practitioner: Some(to.practitioner),
            start: to.start,
            audience: Audience::Staff,
            placing: None,
            overbooking: None,
            actor: staff.0.actor(),
        })
    });
    Ok(moved.collect())
}

fn field(id: AppointmentId) -> String {
    format!("next{id}")
}

fn read(value: &str) -> Option<Alternative> {
    let (with, start) = value.split_once('|')?;
    Some(Alternative {
        practitioner: with.parse().ok()?,
        start: start.parse().ok()?,
    })
}

impl RestVisit {
    fn choose(&mut self, t: Texts, agenda: &Agenda, typed: &str) {
        if typed == STAY {
            return;
        }
        let is_free = self.times.iter().any(|(value, _)| value == typed);
        if is_free {
            typed.clone_into(&mut self.chosen);
            return;
        }
        self.lost = read(typed).map(|time| t.moment_short(agenda.zone(), time.start));
        if let Some((best, _)) = self.times.first() {
            self.chosen.clone_from(best);
        }
    }
}

impl Asked<'_> {
    /// The appointment as it would be; with anybody, whoever takes it by the rules.
    fn moved(
        &self,
        old: &Appointment,
        (with, start): (Option<PractitionerId>, Instant),
    ) -> Option<Appointment> {
        let date = self.agenda.zone().date(start);
        let query = SlotQuery {
            moving: Some(old.id),
            seats: old.seats,
            audience: Audience::Staff,
            ..SlotQuery::new(old.care, None, date, date)
        };
        let taken_by = || {
            place(self.agenda, &query, start, self.now)
                .ok()
                .map(|p| p.practitioner)
        };
        let mut moved = old.clone();
        moved.practitioner = with.or_else(taken_by)?;
        moved.interval.end = start + old.interval.length();
        moved.interval.start = start;
        Some(moved)
    }

    fn broken(&self, before: &Appointment, visit: &Appointment) -> Option<Broken> {
        let breach = breach_between(self.agenda, before, visit)?;
        let rule = rule_of(self.agenda.set_up(), before.care, before.practitioner)?;
        let mut times = next_times(self.agenda, &self.elsewhere(&rule, before, visit), self.now);
        times.truncate(PROPOSED);
        Some(Broken {
            breach,
            times,
            is_with_anybody: !rule.same_practitioner,
        })
    }

    fn elsewhere(&self, rule: &Series, before: &Appointment, visit: &Appointment) -> SlotQuery {
        let (from, to) = dates_after(rule, self.agenda.zone().date(before.interval.start));
        SlotQuery {
            patient: Some(PatientFacts {
                id: Some(visit.patient),
                ..PatientFacts::default()
            }),
            seats: visit.seats,
            length: self.web.app.kept_length(visit),
            moving: Some(visit.id),
            after: Some(SeriesStep {
                first_start: before.interval.start,
                first_care: before.care,
                first_practitioner: before.practitioner,
            }),
            audience: Audience::Staff,
            ..SlotQuery::new(
                visit.care,
                rule.same_practitioner.then_some(before.practitioner),
                from,
                to,
            )
        }
    }

    fn view(&self, visit: &Appointment, broken: Option<&Broken>) -> RestVisit {
        let (t, zone) = (self.t, self.agenda.zone());
        let care = self.agenda.set_up().care_types.get(&visit.care);
        let what = [
            ("care", care.map_or("", |care| care.name.as_str()).into()),
            ("who", self.name(visit.practitioner).into()),
        ];
        let is_with_anybody = broken.is_some_and(|broken| broken.is_with_anybody);
        let time = |time: &Alternative| {
            let value = When::choosing(Some(time.practitioner), time.start);
            let when = t.moment_short(zone, time.start);
            if !is_with_anybody {
                return (value, when);
            }
            let who = self.name(time.practitioner).into();
            (
                value,
                t.with("book-time-with", &[("when", when.into()), ("who", who)]),
            )
        };
        let times = broken.map_or(&[][..], |broken| &broken.times);
        RestVisit {
            id: visit.id.0,
            version: visit.version,
            when: t.moment(zone, visit.interval.start),
            what: t.with("series-what", &what),
            is_frozen: false,
            breach: broken.map(|broken| t.text(words(broken.breach)).into_owned()),
            times: times.iter().map(time).collect(),
            chosen: String::new(),
            lost: None,
        }
    }

    fn name(&self, id: PractitionerId) -> &str {
        let who = self.agenda.set_up().practitioners.get(&id);
        who.map_or("", |who| who.name.as_str())
    }
}

fn words(breach: Breach) -> &'static str {
    match breach {
        Breach::TooSoon => "series-too-soon",
        Breach::TooLate => "series-too-late",
        Breach::SomebodyElse => "series-somebody-else",
    }
}

/// Key of what is to be said about the visits that follow one in this state; `None` where there is nothing to decide.
pub(super) fn question(status: Status) -> Option<&'static str> {
    match status {
        Status::NoShow => Some("series-broken-off"),
        status if status.is_called_off() => Some("series-still-booked"),
        _ => None,
    }
}
