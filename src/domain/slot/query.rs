//! A question to the slot engine and its answer.

use chrono::{NaiveDate, TimeDelta};

use crate::domain::care_type::PatientKind;
use crate::domain::id::{AppointmentId, CareTypeId, HoldId, PatientId, PractitionerId};
use crate::domain::question::Declared;
use crate::domain::time::Instant;

/// For whom free time is looked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// A patient: online practitioners and cares, notice, horizon, offer mode, eligibility and limits apply.
    #[default]
    Patient,
    /// Staff: every grid start of every practitioner from now on (booking-rules §12).
    Staff,
    /// Somebody on the waiting list to whom the practice offers a time: starts as for staff, eligibility and limits as for a
    /// patient (booking-rules §8, §9). Notice and horizon are rules for those who look by themselves.
    Invited,
}

/// What of a care's conditions (booking-rules §8) need not be shown any more. Age, block and limits are judged in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Settled {
    /// Nothing.
    #[default]
    Nothing,
    /// Letter, profession and answers, with whomever.
    Papers,
    /// Everything, with this practitioner: an appointment was made. It holds with another one who asks no more.
    With(PractitionerId),
}

/// What is known of the person the slot is for (booking-rules §8).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PatientFacts {
    /// The record, when there is one.
    pub id: Option<PatientId>,
    /// Birth date, when declared.
    pub born: Option<NaiveDate>,
    /// New or known, when declared: it counts before what the file says.
    pub kind: Option<PatientKind>,
    /// The visits that took place, by whom and on which local date; `None` where the file was not looked into.
    pub seen: Option<Vec<(PractitionerId, NaiveDate)>>,
    /// Profession, when declared.
    pub profession: Option<String>,
    /// Last local day of validity of a doctor's letter.
    pub referral_until: Option<NaiveDate>,
    /// Answers to the questions of the care; `None` where nobody was asked.
    pub answers: Option<Vec<Declared>>,
    /// What was shown before.
    pub settled: Settled,
    /// Sees no slots.
    pub is_blocked_online: bool,
    /// Local dates of this patient's other bookings of the care asked for, past and future, cancelled ones left out.
    /// `None` lets the engine read them from the agenda (which may not reach into the past).
    pub care_dates: Option<Vec<NaiveDate>>,
}

/// Asking for the next visit of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeriesStep {
    /// Start of the previous visit.
    pub first_start: Instant,
    /// Its care type, whose series rule applies.
    pub first_care: CareTypeId,
    /// Its practitioner.
    pub first_practitioner: PractitionerId,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotQuery {
    /// Which care.
    pub care: CareTypeId,
    /// With whom; `None` is anybody.
    pub practitioner: Option<PractitionerId>,
    /// First local date, included.
    pub from: NaiveDate,
    /// Last local date, included.
    pub to: NaiveDate,
    /// For whom, as far as known.
    pub patient: Option<PatientFacts>,
    /// Seats asked in one session; at least 1.
    pub seats: u16,
    /// People who come together, each with an appointment of the own (see [`super::together`]); at least 1.
    pub people: u16,
    /// Another length than the care's own, over zero, at most 12 hours: staff know who needs longer. A group keeps the care's.
    pub length: Option<TimeDelta>,
    /// The appointment this request moves: it does not count as taken.
    pub moving: Option<AppointmentId>,
    /// The asker's own hold: it does not count as taken.
    pub hold: Option<HoldId>,
    /// The visit before, in a series.
    pub after: Option<SeriesStep>,
    /// Patient or staff.
    pub audience: Audience,
    /// Who saw this patient last: taken first when anybody will do (booking-rules §12).
    pub last_seen: Option<PractitionerId>,
}

impl SlotQuery {
    /// A patient's plain question: one seat, nothing moved, nothing held.
    pub fn new(
        care: CareTypeId,
        practitioner: Option<PractitionerId>,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Self {
        Self {
            care,
            practitioner,
            from,
            to,
            patient: None,
            seats: 1,
            people: 1,
            length: None,
            moving: None,
            hold: None,
            after: None,
            audience: Audience::Patient,
            last_seen: None,
        }
    }
}

/// The answer, in order of start; one allocation for all practitioners.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    starts: Vec<(Instant, u32)>,
    by: Vec<PractitionerId>,
}

/// One free start and who can take it, in order of identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot<'a> {
    /// First instant of the care.
    pub start: Instant,
    /// Practitioners able to take it; never empty.
    pub by: &'a [PractitionerId],
}

impl Slots {
    /// From pairs in order of start, then practitioner.
    pub(super) fn from_sorted(pairs: &[(i64, PractitionerId)]) -> Self {
        let mut slots = Self {
            starts: Vec::with_capacity(pairs.len()),
            by: Vec::with_capacity(pairs.len()),
        };
        let mut last = None;
        for (second, practitioner) in pairs {
            if last != Some(second) {
                last = Some(second);
                let at = u32::try_from(slots.by.len()).unwrap_or(u32::MAX);
                slots.starts.push((super::span::instant(*second), at));
            }
            slots.by.push(*practitioner);
        }
        slots
    }

    /// Number of distinct starts.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Nothing free.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The starts in order.
    pub fn iter(&self) -> impl Iterator<Item = Slot<'_>> {
        let ends = self
            .starts
            .iter()
            .skip(1)
            .map(|(_, at)| *at as usize)
            .chain(std::iter::once(self.by.len()));
        self.starts.iter().zip(ends).map(|(&(start, from), to)| Slot {
            start,
            by: self.by.get(from as usize..to).unwrap_or(&[]),
        })
    }
}
