//! The visits that follow the one being booked (booking-rules §8, series): what was chosen for each, and what there is to choose.

use chrono::NaiveDate;

use super::book_form::BookForm;
use super::when::When;
use crate::app::NextVisit;
use crate::domain::agenda::Agenda;
use crate::domain::booking::{Alternative, FOLLOWING_MAX, dates_after, rule_of};
use crate::domain::care_type::Series;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::slot::{SlotQuery, next_times, next_visit, place};
use crate::domain::time::Instant;
use crate::i18n::Texts;
use crate::web::extract::Form;

/// Times shown at once for a visit, the best first.
pub(in crate::web::admin) const PROPOSED: usize = 5;
/// Starts in the list of all others.
const LISTED: usize = 400;
/// The value that books a visit without the next one.
const LATER: &str = "later";

/// What was chosen for one visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    At(Alternative),
    Later,
}

/// The fields `next1`, `next2` and so on, as far as they came; a time from the list of all others decides.
pub(super) fn choices(form: &Form) -> Vec<Choice> {
    let chosen = |number: usize| {
        let other = form.get(&format!("next{number}-other"));
        let plain = form.get(&format!("next{number}"));
        read(if other.is_empty() { plain } else { other })
    };
    (1..=FOLLOWING_MAX).map_while(chosen).collect()
}

fn read(value: &str) -> Option<Choice> {
    if value == LATER {
        return Some(Choice::Later);
    }
    let (with, start) = value.split_once('|')?;
    Some(Choice::At(Alternative {
        practitioner: with.parse().ok()?,
        start: start.parse().ok()?,
    }))
}

/// What is booked of them: up to the first that is left for later.
pub(super) fn wished(choices: &[Choice]) -> Vec<NextVisit> {
    let at = |choice: &Choice| match choice {
        Choice::At(time) => Some(NextVisit {
            practitioner: Some(time.practitioner),
            start: time.start,
        }),
        Choice::Later => None,
    };
    choices.iter().map_while(at).collect()
}

/// Days of free times, each with values and hours.
pub(super) type Days = Vec<(String, Vec<(String, String)>)>;

/// One visit that follows, as `admin/_next.html` shows it.
#[derive(Clone, Debug)]
pub(super) struct NextView {
    pub(super) number: usize,
    /// Name of its field.
    pub(super) field: String,
    pub(super) title: String,
    /// Between which dates, and with whom.
    pub(super) bounds: String,
    /// Value, words, and whether it is chosen; the best first.
    pub(super) times: Vec<(String, String, bool)>,
    /// Every other free time.
    pub(super) days: Days,
    /// Whether it is left for later; `None` where it may not be.
    pub(super) waits: Option<bool>,
    /// The time chosen before, which is not free or does not fit any more.
    pub(super) lost: Option<String>,
    /// Nothing was chosen yet, and something has to be.
    pub(super) is_asked: bool,
    /// One more visit may come after it, and its times depend on this one.
    pub(super) leads_on: bool,
}

/// The first visit: the question it is asked with, whom it is with, and when.
pub(super) struct First {
    pub(super) query: SlotQuery,
    pub(super) practitioner: PractitionerId,
    start: Instant,
}

impl First {
    /// The visit at a start; with anybody, whoever takes it by the rules. `None` where its care leads to no next one.
    pub(super) fn of(agenda: &Agenda, now: Instant, query: SlotQuery, start: Instant) -> Option<Self> {
        let asked = query.practitioner;
        let taken_by = || place(agenda, &query, start, now).ok().map(|p| p.practitioner);
        let practitioner = asked.or_else(taken_by)?;
        rule_of(agenda.set_up(), query.care, practitioner)?;
        Some(Self {
            query,
            practitioner,
            start,
        })
    }
}

/// The visits that follow, one after the other as far as each is chosen. The best time is chosen where nothing was; a care that comes
/// again in its own series waits until somebody asks for it.
pub(super) fn following(
    t: Texts,
    (agenda, now): (&Agenda, Instant),
    first: First,
    form: &BookForm,
) -> Vec<NextView> {
    let mut before = first;
    let mut cares: Vec<CareTypeId> = Vec::new();
    let mut views: Vec<NextView> = Vec::new();
    while views.len() < FOLLOWING_MAX {
        let First {
            query,
            practitioner,
            start,
        } = &before;
        let rule = rule_of(agenda.set_up(), query.care, *practitioner);
        let asked = next_visit(agenda, query, *practitioner, *start);
        let (Some(rule), Some(asked)) = (rule, asked) else {
            break;
        };
        let times = next_times(agenda, &asked, now);
        let is_again = cares.contains(&query.care);
        cares.push(query.care);
        let choice = form.next.get(views.len()).copied();
        let is_required = rule.require_next && !is_again;
        let chosen = chosen(&times, choice, (is_required, is_again));
        let visit = Visit {
            agenda,
            number: views.len() + 1,
            rule: &rule,
            with: *practitioner,
            dates: dates_after(&rule, agenda.zone().date(*start)),
            is_required,
        };
        let lost = choice.and_then(|choice| match choice {
            Choice::At(time) if chosen != Some(time) => Some(visit.words(t, &time)),
            _ => None,
        });
        let next_with = chosen.map_or(*practitioner, |at| at.practitioner);
        let leads_on = rule_of(agenda.set_up(), rule.next, next_with).is_some();
        views.push(NextView {
            lost,
            is_asked: !is_again && (choice.is_none() || (choice == Some(Choice::Later) && is_required)),
            leads_on,
            ..visit.view(t, &times, chosen)
        });
        let Some(at) = chosen else { break };
        before = First {
            query: asked,
            practitioner: at.practitioner,
            start: at.start,
        };
    }
    views
}

fn chosen(
    times: &[Alternative],
    choice: Option<Choice>,
    (is_required, is_again): (bool, bool),
) -> Option<Alternative> {
    match choice {
        Some(Choice::Later) if !is_required => None,
        Some(Choice::At(time)) if times.contains(&time) => Some(time),
        Some(_) => times.first().copied(),
        None => times.first().copied().filter(|_| !is_again),
    }
}

/// What is known of one visit before its words.
struct Visit<'a> {
    agenda: &'a Agenda,
    number: usize,
    rule: &'a Series,
    with: PractitionerId,
    dates: (NaiveDate, NaiveDate),
    is_required: bool,
}

impl Visit<'_> {
    fn view(&self, t: Texts, times: &[Alternative], chosen: Option<Alternative>) -> NextView {
        let best = times.iter().take(PROPOSED);
        let other = chosen.filter(|at| !times.iter().take(PROPOSED).any(|best| best == at));
        let shown = best.chain(&other).map(|time| {
            let value = When::choosing(Some(time.practitioner), time.start);
            (value, self.words(t, time), chosen == Some(*time))
        });
        let shown: Vec<_> = shown.collect();
        let care = self.agenda.set_up().care_types.get(&self.rule.next);
        NextView {
            number: self.number,
            field: format!("next{}", self.number),
            title: t.with(
                if self.number == 1 {
                    "series-next"
                } else {
                    "series-next-of"
                },
                &[
                    ("care", care.map_or("", |care| care.name.as_str()).into()),
                    ("number", (self.number + 1).into()),
                ],
            ),
            bounds: self.bounds(t),
            days: if times.len() > shown.len() {
                self.days(t, times)
            } else {
                Vec::new()
            },
            times: shown,
            waits: (!self.is_required).then_some(chosen.is_none()),
            lost: None,
            is_asked: false,
            leads_on: false,
        }
    }

    /// « du mercredi 25 mars au mercredi 1er avril, avec Dr Martin ».
    fn bounds(&self, t: Texts) -> String {
        let (from, to) = self.dates;
        let key = if self.rule.same_practitioner {
            "series-between-with"
        } else {
            "series-between"
        };
        let from_to = [
            ("from", t.day(from).into()),
            ("to", t.day(to).into()),
            ("who", self.name(self.with).into()),
        ];
        t.with(key, &from_to)
    }

    fn words(&self, t: Texts, time: &Alternative) -> String {
        let when = t.moment_short(self.agenda.zone(), time.start);
        if self.rule.same_practitioner {
            return when;
        }
        let who = self.name(time.practitioner);
        t.with("book-time-with", &[("when", when.into()), ("who", who.into())])
    }

    fn days(&self, t: Texts, times: &[Alternative]) -> Days {
        let zone = self.agenda.zone();
        let mut all = times.to_vec();
        all.sort_by_key(|time| (time.start, time.practitioner));
        all.truncate(LISTED);
        let days = all.chunk_by(|a, b| zone.date(a.start) == zone.date(b.start));
        let day = |day: &[Alternative]| {
            let date = zone.date(day.first()?.start);
            let hours = day.iter().map(|time| {
                let value = When::choosing(Some(time.practitioner), time.start);
                (value, self.words(t, time))
            });
            Some((t.day(date), hours.collect()))
        };
        days.filter_map(day).collect()
    }

    fn name(&self, id: PractitionerId) -> &str {
        let who = self.agenda.set_up().practitioners.get(&id);
        who.map_or("", |who| who.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(query: &str) -> Vec<Choice> {
        choices(&Form::parse(query).unwrap())
    }

    fn at(with: i64, start: &str) -> Choice {
        Choice::At(Alternative {
            practitioner: PractitionerId(with),
            start: start.parse().unwrap(),
        })
    }

    #[test]
    fn choices_are_read_up_to_the_first_that_is_none_and_the_list_decides() {
        let first = at(1, "2026-03-26T08:00:00Z");
        assert_eq!(read_all("next1=1%7C2026-03-26T08:00:00Z"), [first]);
        let other = "next1=later&next1-other=2%7C2026-03-27T08:00:00Z&next2=later";
        assert_eq!(read_all(other), [at(2, "2026-03-27T08:00:00Z"), Choice::Later]);
        for none in [
            "",
            "next1=",
            "next1=x%7Cy",
            "next2=later",
            "next1=%7C2026-03-26T08:00:00Z",
        ] {
            assert_eq!(read_all(none), [], "{none}");
        }
        let all = read_all("next1=1%7C2026-03-26T08:00:00Z&next2=later&next3=1%7C2026-05-26T08:00:00Z");
        assert_eq!(
            wished(&all).len(),
            1,
            "what comes after a visit left for later is not booked"
        );
    }
}
