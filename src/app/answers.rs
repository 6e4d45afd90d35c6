//! Answers to the questions of a care type: kept by the browser while it books, judged again inside the transaction, stored with the
//! appointment for staff (booking-rules §8). They never stand in an address.

use chrono::TimeDelta;

use crate::domain::agenda::SetUp;
use crate::domain::booking::Refusal;
use crate::domain::id::CareTypeId;
use crate::domain::question::{Declared, Question, Verdict, judge};
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
    until: i64,
    /// Of the questions as they were.
    asked: String,
    /// Position of each answer.
    given: Vec<usize>,
}

impl App {
    /// Seals answers for the browser's cookie.
    pub fn seal_answers(&self, care: CareTypeId, declared: &[Declared]) -> Result<String, Fault> {
        let agenda = self.agenda();
        let questions = questions(agenda.set_up(), care);
        let place = |question: &Question| {
            let given = declared.iter().find(|d| d.question == question.text)?;
            question.answers.iter().position(|a| a.text == given.answer)
        };
        let kept = Kept {
            care,
            until: (self.now() + LIFE).timestamp(),
            asked: fingerprint(questions),
            given: questions.iter().filter_map(place).collect(),
        };
        let plain = serde_json::to_vec(&kept).map_err(|error| Fault::Bug(error.to_string()))?;
        self.keys
            .seal(PURPOSE, &plain)
            .map_err(|error| Fault::Bug(error.to_string()))
    }

    /// The answers that a cookie keeps for a care type; `None` when there are none, or the questions are others by now.
    pub fn answers_given(&self, care: CareTypeId, cookie: &str) -> Option<Vec<Declared>> {
        let plain = self.keys.open(PURPOSE, cookie).ok()?;
        let kept: Kept = serde_json::from_slice(&plain).ok()?;
        let agenda = self.agenda();
        let questions = questions(agenda.set_up(), care);
        let is_ours = kept.care == care && kept.asked == fingerprint(questions);
        if !is_ours || kept.until <= self.now().timestamp() || kept.given.len() != questions.len() {
            return None;
        }
        let declared = questions.iter().zip(kept.given).map(|(question, place)| {
            question.answers.get(place).map(|answer| Declared {
                question: question.text.clone(),
                answer: answer.text.clone(),
            })
        });
        declared.collect()
    }
}

fn questions(set_up: &SetUp, care: CareTypeId) -> &[Question] {
    let found = set_up.care_types.get(&care);
    found.map_or(&[], |care| care.terms.questions.as_slice())
}

fn fingerprint(questions: &[Question]) -> String {
    hash::sha256_hex(format!("{questions:?}").as_bytes())
}

/// Whether the answers ask for the practice's approval; answers that are missing or lead elsewhere are refused.
pub(super) fn asks_approval(
    set_up: &SetUp,
    care: CareTypeId,
    declared: &[Declared],
) -> Result<bool, Refusal> {
    match judge(questions(set_up, care), declared) {
        Ok(Verdict::Go) => Ok(false),
        Ok(Verdict::Approve) => Ok(true),
        Ok(Verdict::Stop(_) | Verdict::Redirect(_)) => Err(Refusal::NotEligible),
        Err(_) => Err(Refusal::QuestionsUnanswered),
    }
}
