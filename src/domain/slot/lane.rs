//! One practitioner's part of a question: the terms and bounds that hold for every start, and the starts of a local date.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::opening::last_for_sale;
use super::query::{Audience, PatientFacts, Settled, SlotQuery};
use super::span::{Span, joined, second_from};
use super::units::Units;
use crate::domain::agenda::{Agenda, Booked, Calendar, Hours};
use crate::domain::booking::{
    Refusal, admits, allows_another, counts, dates_after, end_of_first, fits_day, keeps_distance, rule_into,
};
use crate::domain::care_type::{CareTerms, CareType, Eligibility, SeenBy};
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::question::{Verdict, judge};
use crate::domain::time::{Instant, Interval};

/// A question with everything it is asked of.
#[derive(Clone, Copy)]
pub(super) struct Ask<'a> {
    pub(super) agenda: &'a Agenda,
    pub(super) query: &'a SlotQuery,
    pub(super) now: Instant,
    /// The first visit of a series while a next one is looked for: taken, though not booked yet.
    pub(super) tentative: Option<&'a Booked>,
    /// Of other people who come together with this one: taken, though not booked yet (see [`super::together`]).
    pub(super) others: &'a [Booked],
    /// Care types of the visits before, so that a series that returns to itself ends.
    pub(super) chain: &'a [CareTypeId],
}

/// One practitioner's part of a question.
pub(super) struct Lane<'a> {
    pub(super) ask: Ask<'a>,
    pub(super) practitioner: PractitionerId,
    pub(super) terms: Cow<'a, CareTerms>,
    pub(super) length: i64,
    pub(super) step: i64,
    pub(super) before: i64,
    pub(super) after: i64,
    /// First and last local date on which a start is offered.
    pub(super) dates: (NaiveDate, NaiveDate),
    /// The same, had every date been asked for.
    sold: (NaiveDate, NaiveDate),
    /// First second at which a start is offered.
    pub(super) earliest: i64,
    pub(super) hours: &'a Hours,
    pub(super) calendar: Option<&'a Calendar>,
    /// What the practitioner's own calendars take.
    pub(super) busy: &'a [Interval],
    pub(super) units: Units<'a>,
    /// The patient's other cares, without buffers.
    pub(super) patient_busy: Vec<Span>,
    /// Local dates of the patient's other bookings of this care.
    care_dates: Vec<NaiveDate>,
    /// Which of the conditions of this practitioner the patient met before.
    settled: Settled,
    /// Why no start at all is offered.
    closed: Option<Refusal>,
}

impl<'a> Ask<'a> {
    pub(super) fn new(agenda: &'a Agenda, query: &'a SlotQuery, now: Instant) -> Self {
        Self {
            agenda,
            query,
            now,
            tentative: None,
            others: &[],
            chain: &[],
        }
    }

    pub(super) fn is_public(&self) -> bool {
        self.query.audience == Audience::Patient
    }

    /// Whether eligibility and limits are judged: of patients, whoever found the time (booking-rules §8).
    pub(super) fn is_bound(&self) -> bool {
        self.query.audience != Audience::Staff
    }

    /// Whether a booking takes time from this request.
    pub(super) fn counts(&self, booked: &Booked) -> bool {
        counts(booked, self.now, self.query.moving, self.query.hold)
    }

    /// What is taken though not booked yet.
    pub(super) fn unbooked(&self) -> impl Iterator<Item = &'a Booked> + use<'a> {
        self.tentative.into_iter().chain(self.others)
    }

    /// The care asked for, if this audience may ask for it.
    pub(super) fn care(&self) -> Result<&'a CareType, Refusal> {
        let care = self.agenda.set_up().care_types.get(&self.query.care);
        care.filter(|c| !c.is_archived && (!self.is_public() || c.is_online_with_somebody()))
            .ok_or(Refusal::UnknownCare)
    }

    /// The lanes of the practitioners asked for, in order of identifier.
    pub(super) fn lanes(self) -> Result<Vec<Lane<'a>>, Refusal> {
        let care = self.care()?;
        let set_up = self.agenda.set_up();
        let mut lanes = Vec::new();
        for (id, practitioner) in &set_up.practitioners {
            let is_asked = self.query.practitioner.is_none_or(|only| only == *id);
            let is_online = || practitioner.is_online && care.is_online_with(*id);
            let is_open = !practitioner.is_archived && (!self.is_public() || is_online());
            if is_asked
                && is_open
                && let Some(terms) = care.terms_for(*id)
            {
                lanes.extend(Lane::new(self, *id, terms));
            }
        }
        if lanes.is_empty() {
            return Err(Refusal::UnknownPractitioner);
        }
        Ok(lanes)
    }
}

impl<'a> Lane<'a> {
    fn new(ask: Ask<'a>, practitioner: PractitionerId, terms: Cow<'a, CareTerms>) -> Option<Self> {
        let (earliest, sold) = bounds(&ask, practitioner, &terms);
        let dates = (sold.0.max(ask.query.from), sold.1.min(ask.query.to));
        let own = ask.query.length.filter(|_| terms.capacity == 1);
        let length = own.unwrap_or(terms.duration).num_seconds();
        let step = terms.step.num_seconds();
        if length <= 0 || step <= 0 {
            return None;
        }
        let units = Units::new(ask, practitioner, &terms);
        let mut lane = Self {
            ask,
            practitioner,
            length,
            step,
            before: terms.buffer_before.num_seconds(),
            after: terms.buffer_after.num_seconds(),
            dates,
            sold,
            earliest,
            hours: ask.agenda.hours(practitioner)?,
            calendar: ask.agenda.calendar(practitioner),
            busy: ask.agenda.busy(practitioner),
            units,
            patient_busy: Vec::new(),
            care_dates: Vec::new(),
            settled: Settled::Nothing,
            closed: None,
            terms,
        };
        lane.know_patient();
        Some(lane)
    }

    /// Reads the patient's other bookings; a first visit not booked yet is one of them.
    fn know_patient(&mut self) {
        let (ask, query) = (self.ask, self.ask.query);
        let zone = ask.agenda.zone();
        let facts = query.patient.as_ref();
        let booked = facts
            .and_then(|f| f.id)
            .map_or(&[][..], |id| ask.agenda.bookings_of(id));
        let others = booked.iter().map(AsRef::as_ref).filter(|b| ask.counts(b));
        let (mut future, mut with_practitioner, mut dates) =
            (0, 0, facts.and_then(|f| f.care_dates.clone()).unwrap_or_default());
        for other in others.chain(ask.tentative) {
            self.patient_busy.push(other.interval.into());
            let is_ahead = other.interval.start > ask.now;
            with_practitioner += usize::from(is_ahead && other.practitioner == self.practitioner);
            if other.care == query.care {
                dates.push(zone.date(other.interval.start));
                future += usize::from(is_ahead);
            }
        }
        self.care_dates = dates;
        let Some(facts) = facts.filter(|_| ask.is_bound()) else {
            return;
        };
        self.settled = self.settled_here(facts.settled);
        self.closed = if facts.is_blocked_online {
            Some(Refusal::BlockedOnline)
        } else if !allows_another(&self.terms.limits, future, with_practitioner) {
            Some(Refusal::LimitReached)
        } else {
            self.refused_conditions(facts)
        };
    }

    /// What was settled with somebody else holds here where no more is asked for.
    fn settled_here(&self, settled: Settled) -> Settled {
        let (Settled::With(first), Ok(care)) = (settled, self.ask.care()) else {
            return settled;
        };
        let there = care.terms_for(first).unwrap_or(Cow::Borrowed(&care.terms));
        // Ages are judged anew in any case.
        let asked = |rule: &Eligibility| Eligibility {
            min_age: None,
            max_age: None,
            ..rule.clone()
        };
        let here = asked(&self.terms.eligibility);
        let is_personal = here.patients.is_some() && here.seen_by == SeenBy::Practitioner;
        let asks_the_same = asked(&there.eligibility) == here && there.questions == self.terms.questions;
        if asks_the_same && !is_personal {
            Settled::With(self.practitioner)
        } else {
            settled
        }
    }

    /// Answers that lead elsewhere; and a sure appointment is not given up for one that the practice has yet to accept.
    fn refused_conditions(&self, facts: &PatientFacts) -> Option<Refusal> {
        if let Settled::With(first) = facts.settled
            && self.ask.is_public()
            && let Ok(care) = self.ask.care()
            && care.needs_approval_with(self.practitioner)
            && !care.needs_approval_with(first)
        {
            return Some(not_offered());
        }
        let answers = facts.answers.as_ref();
        let is_settled = self.settled == Settled::With(self.practitioner);
        let answers = answers.filter(|_| !is_settled && self.settled != Settled::Papers)?;
        match judge(&self.terms.questions, answers) {
            Ok(Verdict::Go | Verdict::Approve) => None,
            Ok(Verdict::Stop(_) | Verdict::Redirect(_)) => Some(Refusal::NotEligible),
            Err(_) => Some(Refusal::QuestionsUnanswered),
        }
    }

    /// Whether a start may be offered on a local date at all.
    pub(super) fn admits(&self, date: NaiveDate) -> Result<(), Refusal> {
        if date < self.dates.0 || date > self.dates.1 {
            return Err(not_offered());
        }
        self.admits_patient(date)
    }

    /// [`Self::admits`], had the date been asked for.
    pub(super) fn sells_on(&self, date: NaiveDate) -> bool {
        self.sold.0 <= date && date <= self.sold.1 && self.admits_patient(date).is_ok()
    }

    /// Eligibility and limits on a local date (booking-rules §8); staff are not bound by them.
    pub(super) fn admits_patient(&self, date: NaiveDate) -> Result<(), Refusal> {
        if let Some(refusal) = &self.closed {
            return Err(refusal.clone());
        }
        if !self.ask.is_bound() {
            return Ok(());
        }
        let limits = &self.terms.limits;
        if let Some(facts) = &self.ask.query.patient {
            let where_and_when = (self.practitioner, date);
            if !admits(&self.terms.eligibility, facts, self.settled, where_and_when) {
                return Err(Refusal::NotEligible);
            }
            if !keeps_distance(limits, date, &self.care_dates) {
                return Err(Refusal::LimitReached);
            }
        }
        if limits.max_per_day.is_some() && !fits_day(limits, self.booked_on(date)) {
            return Err(Refusal::LimitReached);
        }
        Ok(())
    }

    /// Bookings of this care that start on a local date.
    fn booked_on(&self, date: NaiveDate) -> usize {
        let day = self.hours.on(date).day;
        let unbooked = self.ask.unbooked();
        let own = unbooked.filter(|t| t.practitioner == self.practitioner);
        let all = self.counted_on(date).chain(own);
        all.filter(|b| b.care == self.ask.query.care && day.covers(b.interval.start))
            .count()
    }

    /// Minutes of a local date for which the practitioner is booked: a session of several patients counts once.
    pub(super) fn minutes_on(&self, date: NaiveDate) -> i64 {
        let day = Span::from(self.hours.on(date).day);
        let cares = self.counted_on(date).map(|b| Span::from(b.interval));
        let booked = joined(cares.filter_map(|care| care.clipped(day)).collect());
        booked.iter().map(|span| span.to - span.from).sum::<i64>() / 60
    }

    fn counted_on(&self, date: NaiveDate) -> impl Iterator<Item = &'a Booked> {
        let booked = self.calendar.map_or(&[][..], |c| c.on(date)).iter();
        booked.map(AsRef::as_ref).filter(|b| self.ask.counts(b))
    }

    /// The local dates on which starts are offered.
    pub(super) fn dates(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let (from, to) = self.dates;
        from.iter_days().take_while(move |date| *date <= to)
    }

    /// The care with its buffers, started at a second.
    pub(super) fn occupied(&self, start: i64) -> Span {
        Span::new(start - self.before, start + self.length + self.after)
    }

    /// The care itself, started at a second.
    pub(super) fn care_span(&self, start: i64) -> Span {
        Span::new(start, start + self.length)
    }
}

/// Nothing to say but that it is not for sale; alternatives are added where they are looked for.
pub(super) fn not_offered() -> Refusal {
    Refusal::NotOffered {
        alternatives: Vec::new(),
    }
}

/// First second and local dates on which starts are offered: notice, horizon and release hour for patients, "from now on" for
/// staff, and the dates of a series (booking-rules §4, §8).
fn bounds(ask: &Ask<'_>, practitioner: PractitionerId, terms: &CareTerms) -> (i64, (NaiveDate, NaiveDate)) {
    let zone = ask.agenda.zone();
    let query = ask.query;
    let today = zone.date(ask.now);
    let mut earliest = ask.now;
    let (mut from, mut to) = (today, NaiveDate::MAX);
    if ask.is_public() {
        earliest += terms.min_notice;
        to = last_for_sale(zone, terms, ask.now);
    }
    let mut earliest = second_from(earliest);
    if let Some(step) = &query.after {
        let nobody = (earliest, (NaiveDate::MAX, NaiveDate::MIN));
        let Some(rule) = rule_into(ask.agenda.set_up(), step, query.care) else {
            return nobody;
        };
        if rule.same_practitioner && practitioner != step.first_practitioner {
            return nobody;
        }
        let (first, last) = dates_after(&rule, zone.date(step.first_start));
        (from, to) = (from.max(first), to.min(last));
        // One patient has no two cares at a time, this one's first visit included.
        earliest = earliest.max(second_from(end_of_first(ask.agenda.set_up(), step)));
    }
    (earliest, (from, to))
}
