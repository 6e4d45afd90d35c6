//! Questions that a care type asks before it shows free times, and what their answers lead to (booking-rules §8).

use super::id::CareTypeId;

/// Most questions of a care type.
pub const QUESTIONS_MAX: usize = 5;
/// Most answers to choose from.
pub const ANSWERS_MAX: usize = 4;

/// One question with its possible answers.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Question {
    /// As the patient reads it.
    pub text: String,
    /// Two to [`ANSWERS_MAX`].
    pub answers: Vec<Answer>,
}

/// One possible answer.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Answer {
    /// As the patient reads it.
    pub text: String,
    /// What it leads to.
    pub effect: Effect,
}

/// What an answer leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Nothing: the booking goes on.
    #[default]
    Go,
    /// No booking; the patient is told this (« appelez le 15 »).
    Stop(String),
    /// Another care type is the right one.
    Redirect(CareTypeId),
    /// The booking waits for the practice's approval.
    Approve,
}

/// An answer that was given, in the words of its day: kept with the appointment for staff.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Declared {
    /// The question.
    pub question: String,
    /// The answer chosen.
    pub answer: String,
}

/// Where the answers lead together: what stops is stronger than what redirects, and that than what asks for approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// On to the free times.
    Go,
    /// On, and the practice must accept.
    Approve,
    /// To another care type.
    Redirect(CareTypeId),
    /// Nowhere; why.
    Stop(String),
}

/// Judges what was declared; the position of the first question that has none of its answers is refused. What is declared beyond the
/// questions is not looked at.
pub fn judge(questions: &[Question], declared: &[Declared]) -> Result<Verdict, usize> {
    let mut verdict = Verdict::Go;
    for (place, question) in questions.iter().enumerate() {
        let given = declared.iter().find(|d| d.question == question.text);
        let answer = given.and_then(|given| question.answers.iter().find(|a| a.text == given.answer));
        let effect = &answer.ok_or(place)?.effect;
        verdict = stronger(verdict, effect);
    }
    Ok(verdict)
}

fn stronger(so_far: Verdict, effect: &Effect) -> Verdict {
    match (so_far, effect) {
        (stop @ Verdict::Stop(_), _) => stop,
        (_, Effect::Stop(why)) => Verdict::Stop(why.clone()),
        (redirect @ Verdict::Redirect(_), _) => redirect,
        (_, Effect::Redirect(care)) => Verdict::Redirect(*care),
        (_, Effect::Approve) => Verdict::Approve,
        (other, Effect::Go) => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(text: &str, effects: &[Effect]) -> Question {
        let answer = |(n, effect): (usize, &Effect)| Answer {
            text: n.to_string(),
            effect: effect.clone(),
        };
        Question {
            text: text.to_owned(),
            answers: effects.iter().enumerate().map(answer).collect(),
        }
    }

    fn declared(answers: &[(&str, &str)]) -> Vec<Declared> {
        let one = |(question, answer): &(&str, &str)| Declared {
            question: (*question).to_owned(),
            answer: (*answer).to_owned(),
        };
        answers.iter().map(one).collect()
    }

    #[test]
    fn the_strongest_effect_wins_whatever_the_order() {
        let stop = Effect::Stop("15".to_owned());
        let redirect = Effect::Redirect(CareTypeId(7));
        let all = [Effect::Go, Effect::Approve, redirect, stop];
        let questions = [question("a", &all), question("b", &all)];
        let expected = [
            Verdict::Go,
            Verdict::Approve,
            Verdict::Redirect(CareTypeId(7)),
            Verdict::Stop("15".to_owned()),
        ];
        for a in 0..4 {
            for b in 0..4 {
                let given = declared(&[("a", &a.to_string()), ("b", &b.to_string())]);
                let verdict = judge(&questions, &given).unwrap();
                assert_eq!(verdict, expected[a.max(b)], "{a} {b}");
            }
        }
    }

    #[test]
    fn every_question_needs_one_of_its_answers() {
        let questions = [question("a", &[Effect::Go]), question("b", &[Effect::Go])];
        assert_eq!(judge(&questions, &declared(&[("a", "0")])), Err(1));
        assert_eq!(judge(&questions, &declared(&[("a", "9"), ("b", "0")])), Err(0));
        assert_eq!(judge(&[], &[]), Ok(Verdict::Go));
    }
}
