//! The questions that patients answer before they see free times, a fold each (booking-rules §8).

use super::super::Context;
use super::super::field::{Field, Fields, Input, Section};
use super::super::reader::Reader;
use crate::domain::bounds::{ANSWER_CHARS_MAX as ANSWER_MAX, QUESTION_CHARS_MAX as QUESTION_MAX};
use crate::domain::contact::FieldProblem;
use crate::domain::id::CareTypeId;
use crate::domain::question::{ANSWERS_MAX, Answer, Effect, QUESTIONS_MAX, Question};
use crate::web::extract::Form;

/// What answers may lead to, as chosen in the form.
const EFFECTS: [&str; 4] = ["go", "stop", "redirect", "approve"];

fn text_field(question: usize) -> String {
    format!("q{question}-text")
}

fn field(question: usize, answer: usize, part: &str) -> String {
    format!("q{question}-a{answer}-{part}")
}

pub(super) fn fill(form: &mut Form, questions: &[Question]) {
    for (n, question) in (1..).zip(questions) {
        form.set(text_field(n), question.text.as_str());
        for (a, answer) in (1..).zip(&question.answers) {
            form.set(field(n, a, "text"), answer.text.as_str());
            let key = match &answer.effect {
                Effect::Go => "go",
                Effect::Stop(say) => {
                    form.set(field(n, a, "say"), say.as_str());
                    "stop"
                }
                Effect::Redirect(care) => {
                    form.set(field(n, a, "care"), care.to_string());
                    "redirect"
                }
                Effect::Approve => "approve",
            };
            form.set(field(n, a, "effect"), key);
        }
    }
}

fn is_filled(form: &Form, question: usize) -> bool {
    let prefix = format!("q{question}-");
    let mut answers = form.fields().filter(|(name, value)| {
        let is_choice = name.ends_with("-effect") && *value == "go";
        name.starts_with(&prefix) && !value.trim().is_empty() && !is_choice
    });
    answers.next().is_some()
}

/// A fold for each question, and one more.
pub(super) fn sections(f: Fields<'_>) -> Vec<Section> {
    let last = (1..=QUESTIONS_MAX).filter(|n| is_filled(f.form, *n)).max();
    let shown = (last.unwrap_or(0) + 1).min(QUESTIONS_MAX);
    let section = |n: usize| {
        let title = if is_filled(f.form, n) {
            let text = f.form.get(&text_field(n)).to_owned();
            f.ctx.t.with("question-title", &[("text", text.into())])
        } else {
            f.text("question-add")
        };
        Section::new(title, fields(f, n))
            .led(f.text("question-lead"))
            .told_by_title()
    };
    (1..=shown).map(section).collect()
}

fn fields(f: Fields<'_>, n: usize) -> Vec<Field> {
    let mut fields = vec![
        f.field(text_field(n), "question-text", Input::Line(QUESTION_MAX))
            .hint(f.text("question-text-hint"))
            .wide(),
    ];
    for a in 1..=ANSWERS_MAX {
        let number = |key: &str| f.ctx.t.with(key, &[("number", a.into())]);
        let effects = EFFECTS.map(|key| (key.to_owned(), f.text(&format!("question-effect-{key}"))));
        let none = (String::new(), f.text("setup-choose"));
        let cares = f.ctx.set_up.care_types.values().filter(|care| !care.is_archived);
        let cares = std::iter::once(none).chain(cares.map(|care| (care.id.to_string(), care.name.clone())));
        fields.extend([
            f.field(field(n, a, "text"), "question-answer", Input::Line(ANSWER_MAX))
                .labelled(number("question-answer"))
                .wide(),
            f.select(&field(n, a, "effect"), "question-effect", effects)
                .labelled(number("question-effect")),
            f.field(field(n, a, "say"), "question-say", Input::Line(QUESTION_MAX))
                .labelled(number("question-say"))
                .hint(f.text("question-say-hint")),
            f.select(&field(n, a, "care"), "question-care", cares)
                .labelled(number("question-care")),
        ]);
    }
    fields
}

pub(super) fn read(r: &mut Reader<'_>, ctx: &Context) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    for n in (1..=QUESTIONS_MAX).filter(|n| is_filled(r.form, *n)) {
        let text = r.needed_line(&text_field(n), QUESTION_MAX);
        if questions.iter().any(|other| other.text == text) {
            r.refuse(&text_field(n), FieldProblem::Taken);
        }
        let mut answers: Vec<Answer> = Vec::new();
        for a in 1..=ANSWERS_MAX {
            let Some(answer) = read_answer(r, ctx, (n, a)) else {
                continue;
            };
            if answers.iter().any(|other| other.text == answer.text) {
                r.refuse(&field(n, a, "text"), FieldProblem::Taken);
            }
            answers.push(answer);
        }
        if answers.len() < 2 {
            let place = field(n, answers.len() + 1, "text");
            let text = r.t.text("question-two-answers").into_owned();
            r.refuse_saying(&place, text);
        }
        questions.push(Question { text, answers });
    }
    questions
}

/// `None` for a row that is empty.
fn read_answer(r: &mut Reader<'_>, ctx: &Context, (n, a): (usize, usize)) -> Option<Answer> {
    let name = |part: &str| field(n, a, part);
    let is_plain = matches!(r.form.get(&name("effect")), "" | "go");
    let is_empty = ["text", "say", "care"]
        .iter()
        .all(|part| r.form.get(&name(part)).is_empty());
    if is_empty && is_plain {
        return None;
    }
    let text = r.needed_line(&name("text"), ANSWER_MAX);
    let effect = match r.form.get(&name("effect")).to_owned().as_str() {
        "" | "go" => Effect::Go,
        "approve" => Effect::Approve,
        "stop" => Effect::Stop(r.needed_line(&name("say"), QUESTION_MAX)),
        "redirect" => {
            let care = r.chosen(&name("care"), |key| {
                let id = CareTypeId(key.parse().ok()?);
                ctx.set_up.care_types.contains_key(&id).then_some(id)
            });
            Effect::Redirect(care?)
        }
        _ => {
            r.refuse(&name("effect"), FieldProblem::UnknownChoice);
            Effect::Go
        }
    };
    Some(Answer { text, effect })
}
