//! What suits somebody on the waiting list, as forms of every face ask for it.

use chrono::{Datelike as _, NaiveDate, TimeDelta, Weekday};

use crate::domain::agenda::SetUp;
use crate::domain::contact::FieldProblem;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::time::DayTime;
use crate::domain::waiting_list::{Weekdays, Wishes};
use crate::i18n::Texts;
use crate::web::extract::{FieldErrors, Form};

/// Minutes to come: three quarters of an hour is the least that anybody is offered.
pub(in crate::web) const LEAST_READY: u16 = 45;
/// Those that are asked for.
const READY: [u16; 6] = [LEAST_READY, 60, 120, 240, 1440, 2880];
/// A Monday, for the names of the days.
const A_MONDAY: (i32, u32) = (2026, 10);

/// The fields as they were typed, or as an entry has them.
#[derive(Clone, Debug, Default)]
pub(in crate::web) struct WishFields {
    pub(in crate::web) people: Vec<PractitionerId>,
    pub(in crate::web) earliest: String,
    pub(in crate::web) latest: String,
    pub(in crate::web) days: Vec<Weekday>,
    pub(in crate::web) from: String,
    pub(in crate::web) to: String,
    pub(in crate::web) ready: u16,
}

/// The same in words, for `waiting_fields.html`.
#[derive(Clone, Debug, Default)]
pub(in crate::web) struct WishView {
    /// Name of the field, name, ticked.
    pub(in crate::web) people: Vec<(String, String, bool)>,
    pub(in crate::web) days: Vec<(String, String, bool)>,
    /// Minutes, words, chosen.
    pub(in crate::web) ready: Vec<(u16, String, bool)>,
    pub(in crate::web) earliest: String,
    pub(in crate::web) latest: String,
    pub(in crate::web) from: String,
    pub(in crate::web) to: String,
}

fn week() -> impl Iterator<Item = Weekday> {
    std::iter::successors(Some(Weekday::Mon), |day| Some(day.succ())).take(7)
}

/// The days of a week, for their names.
pub(in crate::web) fn a_week() -> impl Iterator<Item = NaiveDate> {
    let monday = NaiveDate::from_isoywd_opt(A_MONDAY.0, A_MONDAY.1, Weekday::Mon).unwrap_or_default();
    monday.iter_days().take(7)
}

impl WishFields {
    /// As an entry has them.
    pub(in crate::web) fn of(wishes: &Wishes) -> Self {
        let date = |date: Option<NaiveDate>| date.map_or_else(String::new, |date| date.to_string());
        let hour = |time: DayTime, usual| {
            if time == usual {
                String::new()
            } else {
                time.to_string()
            }
        };
        let is_any_day = wishes.days == Weekdays::ALL;
        Self {
            people: wishes.practitioners.clone(),
            earliest: date(wishes.earliest),
            latest: date(wishes.latest),
            days: week()
                .filter(|day| !is_any_day && wishes.days.contains(*day))
                .collect(),
            from: hour(wishes.from, DayTime::START),
            to: hour(wishes.to, DayTime::END),
            ready: wishes.ready_minutes,
        }
    }

    /// As they were typed.
    pub(in crate::web) fn read(form: &Form) -> Self {
        let people = form
            .fields()
            .filter_map(|(name, _)| name.strip_prefix("with-")?.parse().ok());
        Self {
            people: people.collect(),
            earliest: form.get("earliest").to_owned(),
            latest: form.get("latest").to_owned(),
            days: week().filter(|day| form.is_ticked(&day_name(*day))).collect(),
            from: form.get("from").to_owned(),
            to: form.get("to").to_owned(),
            ready: form.parsed("ready").unwrap_or(0),
        }
    }

    /// The same as hidden fields.
    pub(in crate::web) fn fields(&self) -> Vec<(String, String)> {
        let ticked = |name: String| (name, "1".to_owned());
        let people = self.people.iter().map(|id| ticked(format!("with-{id}")));
        let days = self.days.iter().map(|day| ticked(day_name(*day)));
        let rest = [
            ("earliest", self.earliest.clone()),
            ("latest", self.latest.clone()),
            ("from", self.from.clone()),
            ("to", self.to.clone()),
            ("ready", self.ready.to_string()),
        ];
        let rest = rest.map(|(name, text)| (name.to_owned(), text));
        people.chain(days).chain(rest).collect()
    }

    /// What they say; every mistake is noted at its field. No day ticked is any day.
    pub(in crate::web) fn parsed(
        &self,
        t: Texts,
        set_up: &SetUp,
        today: NaiveDate,
        errors: &mut FieldErrors,
    ) -> Option<Wishes> {
        let earliest = errors.keep(t, "earliest", optional(&self.earliest));
        let latest = errors.keep(t, "latest", optional::<NaiveDate>(&self.latest));
        let from = errors.keep(t, "from", optional(&self.from));
        let to = errors.keep(t, "to", optional(&self.to));
        let (earliest, latest) = (earliest?, latest?);
        let (from, to) = (from?.unwrap_or(DayTime::START), to?.unwrap_or(DayTime::END));
        if latest.is_some_and(|latest| latest < today || earliest.is_some_and(|earliest| latest < earliest)) {
            errors.add("latest", t.text("waiting-latest-before").into_owned());
        }
        if to <= from {
            errors.add("to", t.text("field-end-before-start").into_owned());
        }
        let known = self
            .people
            .iter()
            .filter(|id| set_up.practitioners.contains_key(id));
        errors.is_empty().then(|| Wishes {
            practitioners: known.copied().collect(),
            earliest,
            latest,
            days: Weekdays::of(self.days.iter().copied()).unwrap_or(Weekdays::ALL),
            from,
            to,
            ready_minutes: self.ready.min(10_080),
        })
    }

    /// The fields in words; who does the care, or everybody while none is chosen.
    pub(in crate::web) fn view(&self, t: Texts, set_up: &SetUp, care: Option<CareTypeId>) -> WishView {
        let care = care.and_then(|care| set_up.care_types.get(&care));
        let does = |id: PractitionerId| care.is_none_or(|care| care.terms_for(id).is_some());
        let people = set_up
            .practitioners
            .values()
            .filter(|p| !p.is_archived && does(p.id));
        let ready = READY.iter().map(|minutes| {
            let is_chosen = *minutes == READY.into_iter().rfind(|m| *m <= self.ready).unwrap_or(READY[0]);
            (
                *minutes,
                t.length(TimeDelta::minutes((*minutes).into())),
                is_chosen,
            )
        });
        let days = a_week().map(|date| {
            let day = date.weekday();
            (day_name(day), t.weekday(date), self.days.contains(&day))
        });
        WishView {
            people: people
                .map(|p| {
                    (
                        format!("with-{}", p.id),
                        p.name.clone(),
                        self.people.contains(&p.id),
                    )
                })
                .collect(),
            days: days.collect(),
            ready: ready.collect(),
            earliest: self.earliest.clone(),
            latest: self.latest.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
        }
    }
}

fn day_name(day: Weekday) -> String {
    format!("day-{}", day.num_days_from_monday())
}

fn optional<T: std::str::FromStr>(text: &str) -> Result<Option<T>, FieldProblem> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| FieldProblem::Malformed)
}
