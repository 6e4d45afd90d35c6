//! Whether a care may begin at a minute: every rule of booking-rules §3, §4, §5 and §8, one after the other.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use chrono::{NaiveDate, TimeDelta};
use grappe::domain::agenda::{Booked, BookingRef};
use grappe::domain::care_type::{CareTerms, Series};
use grappe::domain::id::{CareTypeId, HoldId, PractitionerId};
use grappe::domain::slot::{Audience, PatientFacts, SlotQuery};
use grappe::domain::time::Interval;

use super::case::Case;
use super::clock::{Clock, Minute, instant, later};
use super::hours::Openings;
use super::person::{are_apart, is_answered, is_eligible};
use super::taken::{Body, Taken, counted, is_alone, may_join, units};
use super::terms::{first_visit, sellers};

/// Dates before and after those asked whose windows may still be one with theirs.
pub(super) const REACH: u64 = 7;

/// A question, and the visits that would have been booked when it is asked.
pub(super) struct Question<'c> {
    pub(super) case: &'c Case,
    pub(super) query: SlotQuery,
    /// The first visit of a series whose next one is looked for: taken, and the same patient's.
    pub(super) first: Option<Booked>,
    /// Cares of the visits before: a series that comes back to one of them ends there.
    pub(super) chain: Vec<CareTypeId>,
    known: Known,
}

/// Openings already read, by practitioner, care, first and last date: the next visits of a case ask for the same again.
type Known = Rc<RefCell<HashMap<(PractitionerId, CareTypeId, NaiveDate, NaiveDate), Rc<Openings>>>>;

/// One practitioner's part of a question.
pub(super) struct Visit<'q> {
    pub(super) question: &'q Question<'q>,
    pub(super) who: PractitionerId,
    pub(super) terms: CareTerms,
    pub(super) clock: Clock,
    openings: Rc<Openings>,
    /// Everything that counts as taken.
    pub(super) taken: Vec<Taken<'q>>,
    /// The patient's own bookings.
    own: Vec<Taken<'q>>,
    admitted: RefCell<HashMap<NaiveDate, bool>>,
    feasible: RefCell<HashMap<Minute, bool>>,
    /// Dates after which a next visit is feasible at all.
    followed: RefCell<HashMap<NaiveDate, bool>>,
    /// Merged windows already walked through, as the minutes of a date with the window found there.
    windows: RefCell<Vec<(Range<Minute>, Range<Minute>)>>,
}

impl<'q> Question<'q> {
    pub(super) fn of(case: &'q Case) -> Self {
        Self {
            case,
            query: case.query.clone(),
            first: None,
            chain: Vec::new(),
            known: Known::default(),
        }
    }

    /// The visits of everybody who can be asked, in order of identifier.
    pub(super) fn visits(&'q self) -> Vec<Visit<'q>> {
        let query = &self.query;
        let sellers = sellers(&self.case.set_up, query.care, query.practitioner, query.audience);
        sellers
            .into_iter()
            .map(|(who, terms)| self.visit(who, terms))
            .collect()
    }

    fn has_a_start(&'q self) -> bool {
        self.visits().iter().any(Visit::has_a_start)
    }

    fn visit(&'q self, who: PractitionerId, terms: CareTerms) -> Visit<'q> {
        let query = &self.query;
        let mut taken = counted(self.case, query);
        let patient = query.patient.as_ref().and_then(|facts| facts.id);
        let mut own: Vec<Taken<'_>> = taken
            .iter()
            .filter(|t| patient.is_some() && t.booked.patient == patient)
            .cloned()
            .collect();
        own.extend(self.first.as_ref().map(Taken::by));
        taken.extend(self.first.as_ref().map(Taken::by));
        Visit {
            question: self,
            who,
            clock: Clock::of(self.case.set_up.practice.zone),
            openings: self.openings(who),
            terms,
            taken,
            own,
            admitted: RefCell::default(),
            feasible: RefCell::default(),
            followed: RefCell::default(),
            windows: RefCell::default(),
        }
    }

    fn openings(&self, who: PractitionerId) -> Rc<Openings> {
        let (care, from, to) = (self.query.care, self.query.from, self.query.to);
        let read = || {
            let reach = TimeDelta::days(2 * i64::try_from(REACH).unwrap());
            Rc::new(Openings::of(
                (&self.case.set_up, &self.case.busy),
                (who, care),
                (from - reach, to + reach),
            ))
        };
        let mut known = self.known.borrow_mut();
        Rc::clone(known.entry((who, care, from, to)).or_insert_with(read))
    }

    pub(super) fn is_public(&self) -> bool {
        self.query.audience == Audience::Patient
    }
}

impl Visit<'_> {
    pub(super) fn body(&self, start: Minute) -> Body<'_> {
        Body {
            who: self.who,
            care: self.question.query.care,
            terms: &self.terms,
            start,
        }
    }

    /// Open and not absent.
    pub(super) fn is_free_time(&self, minute: Minute) -> bool {
        self.openings.is_open(minute) && !self.openings.is_away(minute)
    }

    /// The merged window of an open minute: the open minutes before and after it. That of a practice that never closes is
    /// followed seven dates back and forth.
    pub(super) fn window(&self, minute: Minute) -> Range<Minute> {
        let is_there = |(day, window): &&(Range<Minute>, Range<Minute>)| {
            day.contains(&minute) && window.contains(&minute)
        };
        if let Some((_, window)) = self.windows.borrow().iter().find(is_there) {
            return window.clone();
        }
        let date = self.clock.date(instant(minute));
        let oldest = self.clock.day(date - TimeDelta::days(7)).start;
        let latest = self.clock.day(later(date, REACH)).end;
        let is_open = |m: &Minute| self.openings.is_open(*m);
        let before = (oldest..minute).rev().take_while(is_open).last();
        let after = (minute..latest).take_while(is_open).last();
        let window = before.unwrap_or(minute)..after.map_or(minute, |m| m + 1);
        self.windows
            .borrow_mut()
            .push((self.clock.day(date), window.clone()));
        window
    }

    /// The grid advances by elapsed minutes from the start of the merged window.
    pub(super) fn is_on_grid(&self, start: Minute) -> bool {
        (start - self.window(start).start) % self.terms.step.num_minutes() == 0
    }

    /// Whether a new session may begin there, grid or not.
    pub(super) fn is_feasible(&self, start: Minute) -> bool {
        let known = self.feasible.borrow().get(&start).copied();
        known.unwrap_or_else(|| {
            let answer = self.may_begin(start);
            self.feasible.borrow_mut().insert(start, answer);
            answer
        })
    }

    fn may_begin(&self, start: Minute) -> bool {
        let body = self.body(start);
        let day = || self.clock.day(self.clock.date(instant(start)));
        self.is_allowed(start)
            && self.question.query.seats <= self.terms.capacity
            && is_alone(&self.taken, &body)
            && units(&self.question.case.set_up, &self.taken, &body, &day()).is_some()
            && self.is_followed(start)
    }

    /// Whether a session that begins there has seats for this request.
    pub(super) fn is_joinable(&self, start: Minute) -> bool {
        may_join(&self.taken, &self.body(start), self.question.query.seats)
            && self.is_allowed(start)
            && self.is_on_grid(start)
            && self.is_followed(start)
    }

    /// Everything but other people's bookings.
    fn is_allowed(&self, start: Minute) -> bool {
        let care = self.body(start).minutes();
        care.clone().all(|minute| self.is_free_time(minute))
            && self.is_in_time(start)
            && self.is_patient_free(&care)
            && self.is_admitted(self.clock.date(instant(start)))
    }

    /// Notice is elapsed, the horizon counts local days, the last of which opens at the release hour. A next visit keeps to
    /// its dates and begins when the first is over.
    fn is_in_time(&self, start: Minute) -> bool {
        let now = self.question.case.now;
        let at = instant(start);
        let (date, today) = (self.clock.date(at), self.clock.date(now));
        if self.question.is_public() {
            let last = later(today, u64::from(self.terms.horizon_days));
            let is_released = self
                .terms
                .release_at
                .is_none_or(|hour| now >= instant(self.clock.first(today, hour.minutes().into())));
            if at < now + self.terms.min_notice || date > last || (date == last && !is_released) {
                return false;
            }
        }
        at >= now && self.is_next(start, date)
    }

    fn is_next(&self, start: Minute, date: NaiveDate) -> bool {
        if let Some(first) = &self.question.first
            && instant(start) < first.interval.end
        {
            return false;
        }
        let Some(step) = &self.question.query.after else {
            return true;
        };
        let set_up = &self.question.case.set_up;
        let Some((rule, length)) = first_visit(set_up, step.first_care, step.first_practitioner) else {
            return false;
        };
        let first = self.clock.date(step.first_start);
        rule.next == self.question.query.care
            && !(rule.same_practitioner && self.who != step.first_practitioner)
            && later(first, u64::from(rule.min_days)) <= date
            && date <= later(first, u64::from(rule.max_days))
            && instant(start) >= step.first_start + length
    }

    /// One patient never has two overlapping cares, without buffers, whoever the practitioner.
    fn is_patient_free(&self, care: &Range<Minute>) -> bool {
        !care
            .clone()
            .any(|minute| self.own.iter().any(|own| own.care.contains(&minute)))
    }

    fn is_admitted(&self, date: NaiveDate) -> bool {
        let known = self.admitted.borrow().get(&date).copied();
        known.unwrap_or_else(|| {
            let answer = !self.question.is_public() || self.is_admitted_online(date);
            self.admitted.borrow_mut().insert(date, answer);
            answer
        })
    }

    fn is_admitted_online(&self, date: NaiveDate) -> bool {
        let (query, now) = (&self.question.query, self.question.case.now);
        let limits = &self.terms.limits;
        let is_this_care = |b: &&Booked| b.care == query.care;
        if let Some(facts) = &query.patient {
            let same = || self.own.iter().map(|own| own.booked).filter(is_this_care);
            let future = same().filter(|b| b.interval.start > now).count();
            let ahead = self.own.iter().map(|own| own.booked);
            let with_them = ahead
                .filter(|b| b.practitioner == self.who && b.interval.start > now)
                .count();
            let is_full = |ceiling: Option<u16>, there| ceiling.is_some_and(|max| there >= usize::from(max));
            let is_at_ceiling =
                is_full(limits.max_future, future) || is_full(limits.max_future_with, with_them);
            let is_near = |other| !are_apart(other, date, limits.min_days_between.unwrap_or(0));
            let known = self.known_dates(facts, same());
            if facts.is_blocked_online
                || is_at_ceiling
                || !is_eligible(&self.terms, facts, self.who, date)
                || !is_answered(&self.terms, facts)
                || known.into_iter().any(is_near)
            {
                return false;
            }
        }
        let that_day = self
            .taken
            .iter()
            .map(|t| t.booked)
            .filter(is_this_care)
            .filter(|b| b.practitioner == self.who && self.clock.date(b.interval.start) == date);
        limits
            .max_per_day
            .is_none_or(|max| that_day.count() < usize::from(max))
    }

    /// Local dates of the patient's bookings of this care: those the asker knows and those of the agenda, a first visit not
    /// booked yet among them.
    fn known_dates<'b>(
        &self,
        facts: &PatientFacts,
        same: impl Iterator<Item = &'b Booked>,
    ) -> Vec<NaiveDate> {
        let booked = same.map(|b| self.clock.date(b.interval.start));
        facts.care_dates.iter().flatten().copied().chain(booked).collect()
    }

    /// With `require_next` a first visit is offered only where at least one next visit is feasible. Staff see all.
    fn is_followed(&self, start: Minute) -> bool {
        let question = self.question;
        let Some(rule) = self.terms.series.as_ref().filter(|rule| rule.require_next) else {
            return true;
        };
        if !question.is_public() || question.chain.contains(&question.query.care) {
            return true;
        }
        // The edges of a gap are looked for minute by minute: the full reading is kept for the grid.
        (self.is_on_grid(start) || self.may_be_followed(rule, start))
            && self.next_question(rule, start).has_a_start()
    }

    /// Whether any next visit is feasible after a first one on this date that took no time: bookings only ever take.
    fn may_be_followed(&self, rule: &Series, start: Minute) -> bool {
        let date = self.clock.date(instant(start));
        let known = self.followed.borrow().get(&date).copied();
        known.unwrap_or_else(|| {
            let mut next = self.next_question(rule, start);
            if let Some(first) = &mut next.first {
                let midnight = instant(self.clock.day(date).start);
                let nothing = Interval {
                    start: midnight,
                    end: midnight,
                };
                (first.interval, first.occupied) = (nothing, nothing);
                first.resources = Box::default();
            }
            let answer = next.has_a_start();
            self.followed.borrow_mut().insert(date, answer);
            answer
        })
    }

    fn next_question(&self, rule: &Series, start: Minute) -> Question<'_> {
        let question = self.question;
        let date = self.clock.date(instant(start));
        let body = self.body(start);
        let interval = |minutes: Range<Minute>| Interval {
            start: instant(minutes.start),
            end: instant(minutes.end),
        };
        let day = self.clock.day(date);
        // Who joins a session takes no second unit.
        let joins = may_join(&self.taken, &body, question.query.seats);
        let own = units(&question.case.set_up, &self.taken, &body, &day).filter(|_| !joins);
        let resources = own.unwrap_or_default();
        Question {
            case: question.case,
            query: SlotQuery {
                care: rule.next,
                practitioner: rule.same_practitioner.then_some(self.who),
                from: later(date, u64::from(rule.min_days)),
                to: later(date, u64::from(rule.max_days)),
                patient: question.query.patient.clone().map(|facts| PatientFacts {
                    care_dates: None,
                    answers: None,
                    ..facts
                }),
                after: None,
                ..question.query.clone()
            },
            first: Some(Booked {
                reference: BookingRef::Hold(HoldId(-1)),
                practitioner: self.who,
                care: question.query.care,
                patient: None,
                interval: interval(body.minutes()),
                occupied: interval(body.occupied()),
                seats: question.query.seats,
                capacity: self.terms.capacity,
                resources: resources.into(),
                expires: None,
            }),
            chain: question
                .chain
                .iter()
                .copied()
                .chain([question.query.care])
                .collect(),
            known: Rc::clone(&question.known),
        }
    }
}
