//! Answers to the questions of a care type: kept by the browser while it books, judged again inside the transaction, stored with the
//! appointment for staff (booking-rules §8). They never stand in an address.

use chrono::TimeDelta;

use crate::domain::agenda::SetUp;
use crate::domain::care_type::CareType;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::question::{Declared, Question, Verdict, judge};
use crate::domain::slot::Placement;
use crate::store::Fault;
use crate::sys::hash;

use super::App;

/// How long a browser keeps them, elapsed: nobody answers for tomorrow's state of health.
const LIFE: TimeDelta = TimeDelta::hours(2);
const PURPOSE: &str = "answers";

/// For a cookie: positions only, which mean nothing without the questions.
#[derive(serde::Serialize, serde::Deserialize)]
struct Kept {
    care: CareTypeId,
    /// Whose questions; `None` is everybody's.
    practitioner: Option<PractitionerId>,
    until: i64,
    /// Of the questions as they were.
    asked: String,
    /// Position of each answer.
    given: Vec<usize>,
}

impl App {
    /// What is asked of patients who book a care online: the questions of one practitioner, or those of everybody who offers it
    /// online.
    pub fn questions(&self, care: CareTypeId, practitioner: Option<PractitionerId>) -> Vec<Question> {
        asked_online(self.agenda().set_up(), care, practitioner)
    }

    /// Where answers lead who asks for a care with one practitioner, or with anybody: on, as soon as one of them takes the patient.
    /// The position of the first question without an answer is refused.
    pub fn judge_answers(
        &self,
        care: CareTypeId,
        practitioner: Option<PractitionerId>,
        declared: &[Declared],
    ) -> Result<Verdict, usize> {
        let agenda = self.agenda();
        let set_up = agenda.set_up();
        let all = asked_online(set_up, care, practitioner);
        // What is missing is missing, whoever asks it.
        let verdict = judge(&all, declared)?;
        let Some(care) = set_up.care_types.get(&care) else {
            return Ok(verdict);
        };
        let asking = sellers(set_up, care).filter(|id| practitioner.is_none_or(|only| only == *id));
        let takes = |id| {
            let own = judge(care.questions_with(id), declared);
            matches!(own, Ok(Verdict::Go | Verdict::Approve))
        };
        let is_taken = asking.into_iter().any(takes);
        Ok(if is_taken { Verdict::Go } else { verdict })
    }

    /// Seals answers for the browser's cookie.
    pub fn seal_answers(
        &self,
        care: CareTypeId,
        practitioner: Option<PractitionerId>,
        declared: &[Declared],
    ) -> Result<String, Fault> {
        let questions = self.questions(care, practitioner);
        let place = |question: &Question| {
            let given = declared.iter().find(|d| d.question == question.text)?;
            question.answers.iter().position(|a| a.text == given.answer)
        };
        let kept = Kept {
            care,
            practitioner,
            until: (self.now() + LIFE).timestamp(),
            asked: fingerprint(&questions),
            given: questions.iter().filter_map(place).collect(),
        };
        let plain = serde_json::to_vec(&kept).map_err(|error| Fault::Bug(error.to_string()))?;
        self.keys
            .seal(PURPOSE, &plain)
            .map_err(|error| Fault::Bug(error.to_string()))
    }

    /// The answers that a cookie keeps for a care type with one practitioner or anybody; `None` when one is missing, or the questions
    /// are others by now.
    pub fn answers_given(
        &self,
        care: CareTypeId,
        practitioner: Option<PractitionerId>,
        cookie: &str,
    ) -> Option<Vec<Declared>> {
        let plain = self.keys.open(PURPOSE, cookie).ok()?;
        let kept: Kept = serde_json::from_slice(&plain).ok()?;
        let questions = self.questions(care, kept.practitioner);
        let is_ours = kept.care == care && kept.asked == fingerprint(&questions);
        if !is_ours || kept.until <= self.now().timestamp() || kept.given.len() != questions.len() {
            return None;
        }
        let declared = questions.iter().zip(kept.given).map(|(question, place)| {
            question.answers.get(place).map(|answer| Declared {
                question: question.text.clone(),
                answer: answer.text.clone(),
            })
        });
        let declared: Vec<Declared> = declared.collect::<Option<_>>()?;
        let takes_them = !matches!(
            self.judge_answers(care, practitioner, &declared),
            Err(_) | Ok(Verdict::Stop(_) | Verdict::Redirect(_))
        );
        takes_them.then_some(declared)
    }
}

/// Who offers a care online, in order of number.
fn sellers<'a>(set_up: &'a SetUp, care: &'a CareType) -> impl Iterator<Item = PractitionerId> + 'a {
    let here = set_up.practitioners.values();
    here.filter(|who| who.is_online && !who.is_archived && care.is_online_with(who.id))
        .map(|who| who.id)
        .filter(|id| care.terms_for(*id).is_some())
}

pub(super) fn asked_online(
    set_up: &SetUp,
    care: CareTypeId,
    practitioner: Option<PractitionerId>,
) -> Vec<Question> {
    let Some(care) = set_up.care_types.get(&care) else {
        return Vec::new();
    };
    match practitioner {
        Some(id) => care.questions_with(id).to_vec(),
        None => care.questions_of(sellers(set_up, care)),
    }
}

/// The questions of the practitioner who takes a placement.
pub(super) fn questions_for(set_up: &SetUp, placement: &Placement) -> Vec<Question> {
    asked_online(set_up, placement.care, Some(placement.practitioner))
}

fn fingerprint(questions: &[Question]) -> String {
    hash::sha256_hex(format!("{questions:?}").as_bytes())
}

/// Whether the answers, which the engine let pass, ask for the practice's approval.
pub(super) fn asks_approval(questions: &[Question], declared: &[Declared]) -> bool {
    judge(questions, declared) == Ok(Verdict::Approve)
}

/// The answers to these questions: what only a colleague asked is nothing to keep.
pub(super) fn answers_to(questions: &[Question], declared: &[Declared]) -> Vec<Declared> {
    let is_asked = |given: &&Declared| questions.iter().any(|q| q.text == given.question);
    declared.iter().filter(is_asked).cloned().collect()
}
