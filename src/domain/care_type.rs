//! What the practice sells: durations, steps, buffers, notice, horizon, capacity, limits (booking-rules §4, §8).

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::id::{CareTypeId, PractitionerId};
use super::question::Question;
use super::reminder::ReminderPlan;
use super::resource::ResourceKind;
use super::time::DayTime;
use super::video_link::VideoLink;

pub use super::offer_mode::{OfferMode, Reach};

/// Whether the patient was seen before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PatientKind {
    /// Never seen, or too long ago.
    New,
    /// Seen before.
    Known,
}

/// By whom a patient must have been seen to count as known (booking-rules §8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeenBy {
    /// By anybody of the practice.
    #[default]
    Practice,
    /// By the practitioner whom the appointment is with.
    Practitioner,
}

/// Who may book (booking-rules §8). Ages in completed years on the local day of the appointment, inclusive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Eligibility {
    /// Youngest age admitted.
    pub min_age: Option<u16>,
    /// Oldest age admitted.
    pub max_age: Option<u16>,
    /// Only new or only known patients.
    pub patients: Option<PatientKind>,
    /// Whose visits make a patient known.
    pub seen_by: SeenBy,
    /// Who was not seen for so many months before the local day of the appointment counts as new; `None`: once seen, always known.
    pub known_within_months: Option<u16>,
    /// A doctor's letter valid on the day is needed.
    pub needs_referral: bool,
    /// Only these professions; empty means everybody.
    pub professions: Vec<String>,
}

/// Ceilings per patient and per day (booking-rules §8); `None` is no ceiling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Future bookings of this care per patient.
    pub max_future: Option<u16>,
    /// Future bookings, of whatever care, per patient with the practitioner of this one.
    pub max_future_with: Option<u16>,
    /// Local days between two bookings of this care by one patient.
    pub min_days_between: Option<u16>,
    /// Bookings of this care per practitioner and local day.
    pub max_per_day: Option<u16>,
    /// Open bookings, of whatever care, of one verified contact that books this one online.
    pub max_per_contact: Option<u16>,
}

/// The visit that must follow (booking-rules §8, series).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Care type of the next visit.
    pub next: CareTypeId,
    /// Fewest local days after this visit.
    pub min_days: u16,
    /// Most local days after this visit.
    pub max_days: u16,
    /// The same practitioner must be kept.
    pub same_practitioner: bool,
    /// This visit is offered only where a next one is feasible, and both are booked in one transaction.
    pub require_next: bool,
}

/// Everything that decides slots of a care type; elapsed lengths unless named days (booking-rules §1.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CareTerms {
    /// Length of the care itself; over zero, at most 12 hours.
    pub duration: TimeDelta,
    /// Distance of grid starts; over zero.
    pub step: TimeDelta,
    /// Kept free before.
    pub buffer_before: TimeDelta,
    /// Kept free after.
    pub buffer_after: TimeDelta,
    /// `start >= now + min_notice`, inclusive.
    pub min_notice: TimeDelta,
    /// Local date of start <= today + this many days.
    pub horizon_days: u16,
    /// On the last day of the horizon, starts show from this local hour on.
    pub release_at: Option<DayTime>,
    /// Seats of one session; 1 means no group.
    pub capacity: u16,
    /// One unit of each kind is needed.
    pub requires: Vec<ResourceKind>,
    /// Which feasible starts are offered.
    pub offer: OfferMode,
    /// Who may book.
    pub eligibility: Eligibility,
    /// Ceilings.
    pub limits: Limits,
    /// The visit that follows.
    pub series: Option<Series>,
    /// Until how long before the start a patient may cancel or move freely.
    pub cancellation_deadline: TimeDelta,
    /// Asked of patients before they see free times.
    pub questions: Vec<Question>,
    /// Where a care by video takes place.
    pub video: Option<VideoLink>,
    /// When patients are reminded.
    pub reminders: ReminderPlan,
}

impl Default for CareTerms {
    fn default() -> Self {
        Self {
            duration: TimeDelta::minutes(30),
            step: TimeDelta::minutes(30),
            buffer_before: TimeDelta::zero(),
            buffer_after: TimeDelta::zero(),
            min_notice: TimeDelta::zero(),
            horizon_days: 365,
            release_at: None,
            capacity: 1,
            requires: Vec::new(),
            offer: OfferMode::Grid,
            eligibility: Eligibility::default(),
            limits: Limits::default(),
            series: None,
            cancellation_deadline: TimeDelta::hours(24),
            questions: Vec::new(),
            video: None,
            reminders: ReminderPlan::default(),
        }
    }
}

/// What one practitioner does differently; `None` keeps the care type's own term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CareOverride {
    /// This practitioner does not offer the care.
    pub is_not_offered: bool,
    /// Own duration.
    pub duration: Option<TimeDelta>,
    /// Own step; when only the duration is overridden and the care's step equals its duration, the step follows it.
    pub step: Option<TimeDelta>,
    /// Own buffer before.
    pub buffer_before: Option<TimeDelta>,
    /// Own buffer after.
    pub buffer_after: Option<TimeDelta>,
    /// Own minimum notice.
    pub min_notice: Option<TimeDelta>,
    /// Own horizon.
    pub horizon_days: Option<u16>,
    /// Own release hour.
    pub release_at: Option<Option<DayTime>>,
    /// Own capacity.
    pub capacity: Option<u16>,
    /// Own required kinds.
    pub requires: Option<Vec<ResourceKind>>,
    /// Own offer mode.
    pub offer: Option<OfferMode>,
    /// Own eligibility.
    pub eligibility: Option<Eligibility>,
    /// Own limits.
    pub limits: Option<Limits>,
    /// Own series rule.
    pub series: Option<Option<Series>>,
    /// Own cancellation deadline.
    pub cancellation_deadline: Option<TimeDelta>,
    /// Own questions; an empty list asks nothing.
    pub questions: Option<Vec<Question>>,
    /// Own text to patients; empty says nothing.
    pub public_text: Option<String>,
    /// Own price; empty says nothing.
    pub price: Option<String>,
    /// Own words of what to bring; empty says nothing.
    pub preparation: Option<String>,
    /// Own colour on the agenda, `#rrggbb`.
    pub color: Option<String>,
    /// Own place.
    pub venue: Option<Venue>,
    /// Whether patients book it online with this practitioner.
    pub is_online: Option<bool>,
    /// Whether bookings with this practitioner wait for approval.
    pub needs_approval: Option<bool>,
    /// Own video room; `Some(None)` has none, whatever the care type's.
    pub video: Option<Option<VideoLink>>,
    /// Own reminders.
    pub reminders: Option<ReminderPlan>,
}

/// Where the care takes place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Venue {
    /// At the practice.
    #[default]
    Practice,
    /// By video.
    Video,
}

/// What patients are told of a care type besides its text, and the words that they use for it. Each may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CareWords {
    /// In one line, with what is reimbursed: fees must be told beforehand (code de la santé publique, L1111-3).
    pub price: String,
    /// What to bring, and how to prepare.
    pub preparation: String,
    /// Other words for it, with commas between: « mal de dos, lumbago ». Never shown.
    pub keywords: String,
}

/// A kind of appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CareType {
    /// Identifier.
    pub id: CareTypeId,
    /// Name in plain words, shown to patients.
    pub name: String,
    /// Text shown to patients. May be empty.
    pub public_text: String,
    /// What else patients are told, and what they find it by.
    pub words: CareWords,
    /// Colour on the agenda, `#rrggbb`.
    pub color: String,
    /// Place or video.
    pub venue: Venue,
    /// Patients may book it online; else staff only.
    pub is_online: bool,
    /// No longer sold; kept for history (booking-rules §7).
    pub is_archived: bool,
    /// Bookings wait for the practice's approval.
    pub needs_approval: bool,
    /// Common terms.
    pub terms: CareTerms,
    /// Differences per practitioner.
    pub overrides: BTreeMap<PractitionerId, CareOverride>,
    /// Who offers it; empty means every practitioner.
    pub practitioners: Vec<PractitionerId>,
}

impl CareType {
    /// The terms one practitioner works by; `None` when that practitioner does not offer the care.
    pub fn terms_for(&self, practitioner: PractitionerId) -> Option<Cow<'_, CareTerms>> {
        if !self.practitioners.is_empty() && !self.practitioners.contains(&practitioner) {
            return None;
        }
        match self.overrides.get(&practitioner) {
            None => Some(Cow::Borrowed(&self.terms)),
            Some(own) if own.is_not_offered => None,
            Some(own) => Some(Cow::Owned(self.overridden(own))),
        }
    }

    /// The text to patients of one practitioner; of nobody in particular, the common one.
    pub fn public_text_with(&self, practitioner: Option<PractitionerId>) -> &str {
        let own = self.own(practitioner).and_then(|own| own.public_text.as_deref());
        own.unwrap_or(&self.public_text)
    }

    /// What it costs with one practitioner; with nobody in particular, what it usually does. Empty is not said.
    pub fn price_with(&self, practitioner: Option<PractitionerId>) -> &str {
        let own = self.own(practitioner).and_then(|own| own.price.as_deref());
        own.unwrap_or(&self.words.price)
    }

    /// What to bring to one practitioner; to nobody in particular, the common text.
    pub fn preparation_with(&self, practitioner: Option<PractitionerId>) -> &str {
        let own = self.own(practitioner).and_then(|own| own.preparation.as_deref());
        own.unwrap_or(&self.words.preparation)
    }

    /// The colour on the agenda of one practitioner.
    pub fn color_with(&self, practitioner: PractitionerId) -> &str {
        let own = self.own(Some(practitioner));
        own.and_then(|own| own.color.as_deref()).unwrap_or(&self.color)
    }

    /// Where it takes place with one practitioner; with nobody in particular, where it usually does.
    pub fn venue_with(&self, practitioner: Option<PractitionerId>) -> Venue {
        self.own(practitioner)
            .and_then(|own| own.venue)
            .unwrap_or(self.venue)
    }

    /// Whether patients book it online with one practitioner who offers it.
    pub fn is_online_with(&self, practitioner: PractitionerId) -> bool {
        let own = self.own(Some(practitioner));
        own.and_then(|own| own.is_online).unwrap_or(self.is_online)
    }

    /// Whether patients book it online with anybody at all.
    pub fn is_online_with_somebody(&self) -> bool {
        self.is_online || self.overrides.values().any(|own| own.is_online == Some(true))
    }

    /// Whether what patients book with one practitioner waits for approval.
    pub fn needs_approval_with(&self, practitioner: PractitionerId) -> bool {
        let own = self.own(Some(practitioner));
        own.and_then(|own| own.needs_approval)
            .unwrap_or(self.needs_approval)
    }

    /// What is asked of patients of one practitioner.
    pub fn questions_with(&self, practitioner: PractitionerId) -> &[Question] {
        let own = self.own(Some(practitioner));
        own.and_then(|own| own.questions.as_deref())
            .unwrap_or(&self.terms.questions)
    }

    /// What is asked of patients who come to any of these practitioners: every question of any of them, with every answer of any
    /// of them. Each judges what is answered by its own.
    pub fn questions_of(&self, practitioners: impl IntoIterator<Item = PractitionerId>) -> Vec<Question> {
        let mut all: Vec<Question> = Vec::new();
        for question in practitioners.into_iter().flat_map(|id| self.questions_with(id)) {
            let Some(known) = all.iter_mut().find(|known| known.text == question.text) else {
                all.push(question.clone());
                continue;
            };
            for answer in &question.answers {
                if known.answers.iter().all(|other| other.text != answer.text) {
                    known.answers.push(answer.clone());
                }
            }
        }
        all
    }

    fn own(&self, practitioner: Option<PractitionerId>) -> Option<&CareOverride> {
        self.overrides.get(&practitioner?)
    }

    /// Whether nothing is different but the terms of one practitioner.
    pub fn differs_only_for(&self, other: &Self, practitioner: PractitionerId) -> bool {
        let common = |care: &Self| {
            let mut care = care.clone();
            care.overrides.remove(&practitioner);
            care
        };
        common(self) == common(other)
    }

    fn overridden(&self, own: &CareOverride) -> CareTerms {
        let base = &self.terms;
        let duration = own.duration.unwrap_or(base.duration);
        let step = own.step.unwrap_or(if base.step == base.duration {
            duration
        } else {
            base.step
        });
        CareTerms {
            duration,
            step,
            buffer_before: own.buffer_before.unwrap_or(base.buffer_before),
            buffer_after: own.buffer_after.unwrap_or(base.buffer_after),
            min_notice: own.min_notice.unwrap_or(base.min_notice),
            horizon_days: own.horizon_days.unwrap_or(base.horizon_days),
            release_at: own.release_at.unwrap_or(base.release_at),
            capacity: own.capacity.unwrap_or(base.capacity),
            requires: own.requires.clone().unwrap_or_else(|| base.requires.clone()),
            offer: own.offer.unwrap_or(base.offer),
            eligibility: own
                .eligibility
                .clone()
                .unwrap_or_else(|| base.eligibility.clone()),
            limits: own.limits.clone().unwrap_or_else(|| base.limits.clone()),
            series: own.series.clone().unwrap_or_else(|| base.series.clone()),
            cancellation_deadline: own.cancellation_deadline.unwrap_or(base.cancellation_deadline),
            questions: own.questions.clone().unwrap_or_else(|| base.questions.clone()),
            video: own.video.clone().unwrap_or_else(|| base.video.clone()),
            reminders: own.reminders.clone().unwrap_or_else(|| base.reminders.clone()),
        }
    }
}
