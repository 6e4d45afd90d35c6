//! Seven days of free times, beginning with the first free one; empty weeks are skipped.

use chrono::{Days, NaiveDate};

use super::asked::values;
use super::criteria::Criteria;
use crate::app::App;
use crate::domain::slot::{SlotQuery, together};
use crate::domain::time::{Instant, Zone};
use crate::i18n::Texts;

/// Days shown at a time.
const SPAN: Days = Days::new(6);
/// Weeks looked through for days and hours that suit; beyond any horizon that is looked at.
const WEEKS: usize = 60;

/// See the module.
#[derive(Clone, Debug, Default)]
pub(super) struct Week {
    /// Dates with their starts; empty when nothing is free.
    pub(super) days: Vec<(NaiveDate, Vec<Instant>)>,
    /// First date of the stretch before, if anything is free there.
    pub(super) earlier: Option<NaiveDate>,
    /// First free date after the stretch.
    pub(super) later: Option<NaiveDate>,
}

impl Week {
    /// The first stretch with a start that suits, from `query.from` on; `today` is as far back as one can go.
    pub(super) fn find(app: &App, query: &SlotQuery, wishes: &Criteria, today: NaiveDate) -> Self {
        let Some((first, days)) = stretch(app, query, wishes) else {
            return Self {
                earlier: before(app, query, wishes, today, query.from),
                ..Self::default()
            };
        };
        let after = first.checked_add_days(SPAN).and_then(|last| last.succ_opt());
        let rest = after.map(|from| SlotQuery {
            from,
            ..query.clone()
        });
        Self {
            earlier: before(app, query, wishes, today, first),
            later: rest.and_then(|rest| first_that_suits(app, &rest, wishes)),
            days,
        }
    }

    /// The days as a page shows them.
    pub(super) fn shown(&self, t: Texts, zone: Zone) -> Vec<Day> {
        let day = |(date, starts): &(NaiveDate, Vec<Instant>)| Day {
            title: t.day(*date),
            hours: starts.iter().map(|start| Hour::of(t, zone, *start)).collect(),
        };
        self.days.iter().map(day).collect()
    }

    /// The first times, where each stands alone; for several people each is a time for each of them.
    pub(super) fn first(&self, app: &App, t: Texts, query: &SlotQuery, most: usize) -> Vec<Hour> {
        let zone = app.agenda().zone();
        let starts = self.days.iter().flat_map(|(_, starts)| starts).take(most);
        let dated = |start: &Instant| {
            if query.people == 1 {
                return Some(Hour::dated(t, zone, *start));
            }
            let all = Hour::together(app, t, query, *start)?;
            let date = t.day(zone.date(*start));
            let said = [("date", date.into()), ("hour", all.label.as_str().into())];
            Some(Hour {
                label: t.with("date-and-hour", &said),
                ..all
            })
        };
        starts.filter_map(dated).collect()
    }

    /// The days as a page shows them to as many people as come.
    pub(super) fn shown_to_all(&self, app: &App, t: Texts, query: &SlotQuery) -> Vec<Day> {
        if query.people > 1 {
            self.shown_together(app, t, query)
        } else {
            self.shown(t, app.agenda().zone())
        }
    }

    /// The days as a page shows them to several people: each hour is a time for each of them.
    fn shown_together(&self, app: &App, t: Texts, query: &SlotQuery) -> Vec<Day> {
        let hour = |start: &Instant| Hour::together(app, t, query, *start);
        let day = |(date, starts): &(NaiveDate, Vec<Instant>)| Day {
            title: t.day(*date),
            hours: starts.iter().filter_map(hour).collect(),
        };
        self.days.iter().map(day).collect()
    }
}

/// A date and its hours, in words.
#[derive(Clone, Debug)]
pub(super) struct Day {
    pub(super) title: String,
    pub(super) hours: Vec<Hour>,
}

/// A start as a button.
#[derive(Clone, Debug)]
pub(super) struct Hour {
    /// For the clock of the visitor: with its distance from UTC.
    pub(super) at: String,
    /// What the form sends.
    pub(super) value: String,
    /// The hour; which one of the two where it comes twice (booking-rules §1.4).
    pub(super) label: String,
}

impl Hour {
    /// The hour alone, under its day.
    pub(super) fn of(t: Texts, zone: Zone, start: Instant) -> Self {
        Self {
            at: zone.fixed(start).to_rfc3339(),
            value: value(start),
            label: t.hour_in_list(zone, start),
        }
    }

    /// The hours of several people, the first of whom is seen at `start`.
    fn together(app: &App, t: Texts, query: &SlotQuery, start: Instant) -> Option<Self> {
        let agenda = app.agenda();
        let people = together(&agenda, query, start, app.now())?;
        let starts: Vec<Instant> = people.iter().map(|one| one.start).collect();
        Some(Self {
            at: agenda.zone().fixed(start).to_rfc3339(),
            value: values(starts.iter().copied()),
            label: hours(t, agenda.zone(), &starts),
        })
    }

    /// Day and hour, where it stands alone.
    pub(super) fn dated(t: Texts, zone: Zone, start: Instant) -> Self {
        Self {
            at: zone.fixed(start).to_rfc3339(),
            value: value(start),
            label: t.moment_short(zone, start),
        }
    }
}

/// « 9 h 00 et 9 h 20 »: the hours of people who come together, each hour once.
pub(super) fn hours(t: Texts, zone: Zone, starts: &[Instant]) -> String {
    let mut distinct = starts.to_vec();
    distinct.dedup();
    let labels: Vec<String> = distinct
        .iter()
        .map(|start| t.hour_in_list(zone, *start))
        .collect();
    let Some((last, before)) = labels.split_last() else {
        return String::new();
    };
    let comma = |all: String, next: &String| {
        t.with(
            "times-then",
            &[("before", all.into()), ("next", next.as_str().into())],
        )
    };
    match before.split_first() {
        None => last.clone(),
        Some((first, rest)) => {
            let before = rest.iter().fold(first.clone(), comma);
            t.with(
                "times-and",
                &[("before", before.into()), ("next", last.as_str().into())],
            )
        }
    }
}

/// An instant as forms carry it.
pub(super) fn value(start: Instant) -> String {
    start.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

type Days7 = (NaiveDate, Vec<(NaiveDate, Vec<Instant>)>);

fn stretch(app: &App, query: &SlotQuery, wishes: &Criteria) -> Option<Days7> {
    let mut rest = query.clone();
    for _ in 0..WEEKS {
        let first = app.next_day_with_slots(&rest)?;
        let days = suitable(app, &rest, wishes, first);
        match days.first() {
            Some((suits, _)) if *suits == first => return Some((first, days)),
            // Days that do not suit at the beginning make room for more at the end.
            Some((suits, _)) => return Some((*suits, suitable(app, &rest, wishes, *suits))),
            None => rest.from = first.checked_add_days(SPAN)?.succ_opt()?,
        }
    }
    None
}

/// The first date with a start that suits; without wishes no start has to be looked at.
fn first_that_suits(app: &App, query: &SlotQuery, wishes: &Criteria) -> Option<NaiveDate> {
    if !wishes.is_narrow() {
        return app.next_day_with_slots(query);
    }
    stretch(app, query, wishes).map(|(first, _)| first)
}

fn suitable(
    app: &App,
    query: &SlotQuery,
    wishes: &Criteria,
    first: NaiveDate,
) -> Vec<(NaiveDate, Vec<Instant>)> {
    let last = first.checked_add_days(SPAN).unwrap_or(first).min(query.to);
    let slots = app.find_slots(&SlotQuery {
        from: first,
        to: last,
        ..query.clone()
    });
    let zone = app.agenda().zone();
    let mut days: Vec<(NaiveDate, Vec<Instant>)> = Vec::new();
    for slot in slots.iter().filter(|slot| wishes.fits(zone, slot.start)) {
        let date = zone.date(slot.start);
        match days.last_mut() {
            Some((last, starts)) if *last == date => starts.push(slot.start),
            _ => days.push((date, vec![slot.start])),
        }
    }
    days
}

/// Where the stretch before `first` begins. The nearest days are looked through first: going on by weeks must not cost more the farther
/// one has gone.
fn before(
    app: &App,
    query: &SlotQuery,
    wishes: &Criteria,
    today: NaiveDate,
    first: NaiveDate,
) -> Option<NaiveDate> {
    let mut to = first.pred_opt()?;
    while to >= today {
        let from = to.checked_sub_days(SPAN)?.max(today);
        let week = SlotQuery { to, ..query.clone() };
        let days = suitable(app, &week, wishes, from);
        if let Some((last, _)) = days.last() {
            return Some(last.checked_sub_days(SPAN)?.max(today));
        }
        to = from.pred_opt()?;
    }
    None
}
