//! Requests played against the slot engine in their order: what each patient is offered, takes, and gives back.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Days, NaiveDate};

use super::request::Request;
use super::trial::Trial;
use crate::domain::agenda::{Agenda, BookingRef, Change, SetUp};
use crate::domain::id::{AppointmentId, PractitionerId, Revision};
use crate::domain::slot::{Audience, Placement, Placing, SlotQuery, place, place_free, search};
use crate::domain::time::{Instant, Interval};

/// Days around the wish that are looked at, one try after the other.
const REACHES: [u16; 5] = [1, 4, 14, 40, 120];

/// What a request got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Got {
    /// With whom.
    pub practitioner: PractitionerId,
    /// The care itself.
    pub visit: Interval,
    /// When the patient was asked to come.
    pub told: Instant,
    /// It was called off before it began.
    pub is_off: bool,
}

/// The end of a replay.
#[derive(Debug)]
pub struct Played {
    /// The agenda with everything that was not called off.
    pub agenda: Agenda,
    /// By request; `None` for those who found nothing.
    pub got: Vec<Option<Got>>,
}

/// Plays requests, given in order of time, on an empty agenda with the trial's setting. `watch` is called at the first request of
/// every local day with what is on the agenda then.
pub fn replay(
    trial: Trial,
    set_up: &SetUp,
    requests: &[Request],
    mut watch: impl FnMut(&Agenda, NaiveDate, Instant),
) -> Played {
    let agenda = Agenda::new(Revision(0), Arc::new(trial.applied(set_up)), Vec::new());
    let mut play = Play {
        trial,
        agenda,
        got: Vec::with_capacity(requests.len()),
        freed: BTreeSet::new(),
    };
    let mut today = None;
    for request in requests {
        play.free_until(request.at);
        let date = play.agenda.zone().date(request.at);
        if today != Some(date) {
            today = Some(date);
            watch(&play.agenda, date, request.at);
        }
        play.ask(request);
    }
    play.free_until(Instant::MAX_UTC);
    Played {
        agenda: play.agenda,
        got: play.got,
    }
}

impl Played {
    /// Tells everybody when to come as another setting with the same agenda would.
    pub(super) fn tell_again(&mut self, trial: Trial) {
        let zone = self.agenda.zone();
        for got in self.got.iter_mut().flatten() {
            let open = self
                .agenda
                .open_time(got.practitioner, zone.date(got.visit.start));
            got.told = trial.told(zone, &got.visit, &open);
        }
    }
}

struct Play {
    trial: Trial,
    agenda: Agenda,
    got: Vec<Option<Got>>,
    /// Requests that give their time back, by when.
    freed: BTreeSet<(Instant, usize)>,
}

fn number(at: usize) -> BookingRef {
    BookingRef::Appointment(AppointmentId(i64::try_from(at).unwrap_or(i64::MAX)))
}

impl Play {
    fn free_until(&mut self, now: Instant) {
        while self.freed.first().is_some_and(|(when, _)| *when <= now) {
            if let Some((_, at)) = self.freed.pop_first() {
                self.agenda.apply(Revision(0), &[Change::Freed(number(at))]);
            }
        }
    }

    fn ask(&mut self, request: &Request) {
        let at = self.got.len();
        let placed = if request.is_desk {
            self.desk(request)
        } else {
            self.chosen(request, Audience::Patient)
        };
        let got = placed.map(|placed| {
            let freed = request.freed_at(placed.interval.start);
            if let Some(when) = freed {
                self.freed.insert((when, at));
            }
            let zone = self.agenda.zone();
            let open = self
                .agenda
                .open_time(placed.practitioner, zone.date(placed.interval.start));
            let got = Got {
                practitioner: placed.practitioner,
                visit: placed.interval,
                told: self.trial.told(zone, &placed.interval, &open),
                is_off: freed.is_some(),
            };
            self.agenda
                .apply(Revision(0), &[Change::Taken(placed.booked(number(at), None))]);
            got
        });
        self.got.push(got);
    }

    /// Staff take the time wished for, on the grid or not, or the nearest.
    fn desk(&self, request: &Request) -> Option<Placement> {
        let date = self.agenda.zone().date(request.wish);
        let mut query = SlotQuery::new(request.care, request.practitioner, date, date);
        query.audience = Audience::Staff;
        let wished = place_free(&self.agenda, &query, request.wish, Placing::Anywhere, request.at);
        wished.ok().or_else(|| self.chosen(request, Audience::Staff))
    }

    /// The start offered that costs the patient least, the earlier of two.
    fn chosen(&self, request: &Request, audience: Audience) -> Option<Placement> {
        let date = self.agenda.zone().date(request.wish);
        let mut query = SlotQuery::new(request.care, request.practitioner, date, date);
        query.audience = audience;
        let mut best: Option<(i64, Instant)> = None;
        let mut inner = None;
        for reach in REACHES {
            let reach = reach.min(request.patience);
            for (from, to) in ring(date, inner, reach) {
                (query.from, query.to) = (from, to);
                let slots = search(&self.agenda, &query, request.at);
                let costs = slots.iter().map(|slot| (request.cost(slot.start), slot.start));
                best = costs.chain(best).min();
            }
            // What lies further costs a day more than the reach at least.
            let is_settled = best.is_some_and(|(cost, _)| cost <= i64::from(reach) * request.day_weight);
            if is_settled || reach == request.patience {
                break;
            }
            inner = Some(reach);
        }
        let (_, start) = best?;
        place(&self.agenda, &query, start, request.at).ok()
    }
}

/// The dates at most `reach` days from one, without those at most `inner` days from it, first to last: a date offers the same however
/// many are asked for with it.
fn ring(date: NaiveDate, inner: Option<u16>, reach: u16) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
    let back = |days: u16| date.checked_sub_days(Days::new(days.into())).unwrap_or(date);
    let ahead = |days: u16| date.checked_add_days(Days::new(days.into())).unwrap_or(date);
    let (first, second) = match inner {
        None => ((back(reach), ahead(reach)), None),
        Some(inner) => (
            (back(reach), back(inner.saturating_add(1))),
            Some((ahead(inner.saturating_add(1)), ahead(reach))),
        ),
    };
    std::iter::once(first).chain(second)
}
