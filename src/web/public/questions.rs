//! The questions of a care type, before its free times are shown (booking-rules §8). Answers are posted, and kept sealed by the
//! browser: they never stand in an address (security §1, S3).

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::browser::{ANSWERS, keep_answers};
use super::care::offered;
use super::criteria::Criteria;
use crate::domain::care_type::CareType;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::question::{Declared, Question, Verdict};
use crate::domain::slot::{PatientFacts, SlotQuery};
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "public/questions.html")]
struct QuestionsPage {
    page: Layout,
    care: String,
    name: String,
    /// Wishes that come back with the times.
    wishes: String,
    questions: Vec<Asked>,
    has_errors: bool,
}

/// One question with its answers: number of the answer, text, chosen.
struct Asked {
    field: String,
    text: String,
    answers: Vec<(usize, String, bool)>,
    is_wrong: bool,
}

#[derive(Template)]
#[template(path = "public/answered.html")]
struct AnsweredPage {
    page: Layout,
    /// Why there is no booking; else another care type is the right one.
    stop: Option<String>,
    other: Option<(String, String)>,
    back: String,
}

/// Whose questions: a care with one practitioner, or with anybody.
pub(super) type Whose = (CareTypeId, Option<PractitionerId>);

/// The answers of this browser to the questions of a care; none are needed where nothing is asked. An unknown care is somebody
/// else's business.
pub(super) fn given(web: &Web, visit: &Visit, headers: &HeaderMap, whose: Whose) -> Option<Vec<Declared>> {
    if web.app.questions(whose.0, whose.1).is_empty() {
        return Some(Vec::new());
    }
    let cookie = ANSWERS.read(visit, headers)?;
    web.app.answers_given(whose.0, whose.1, cookie)
}

/// The question about free times, of somebody who gave these answers.
pub(super) fn answering(query: SlotQuery, answers: Vec<Declared>) -> SlotQuery {
    let facts = PatientFacts {
        answers: Some(answers),
        ..query.patient.unwrap_or_default()
    };
    SlotQuery {
        patient: Some(facts),
        ..query
    }
}

/// The page of questions in the place of the free times.
pub(super) fn ask(web: &Web, visit: &Visit, care: &CareType, wishes: &Criteria) -> Response {
    let page = page((web, visit), care, (&Form::default(), wishes), None);
    html(StatusCode::OK, &page)
}

fn field(place: usize) -> String {
    format!("q{place}")
}

fn page(
    (web, visit): (&Web, &Visit),
    care: &CareType,
    (form, wishes): (&Form, &Criteria),
    declared: Option<&[Declared]>,
) -> QuestionsPage {
    let agenda = web.app.agenda();
    let questions = web.app.questions(care.id, wishes.practitioner);
    let asked = |(place, question): (usize, &Question)| {
        let chosen: Option<usize> = form.parsed(&field(place));
        let is_answered = |d: &[Declared]| d.iter().any(|d| d.question == question.text);
        Asked {
            field: field(place),
            text: question.text.clone(),
            answers: (question.answers.iter().enumerate())
                .map(|(n, answer)| (n, answer.text.clone(), chosen == Some(n)))
                .collect(),
            is_wrong: declared.is_some_and(|declared| !is_answered(declared)),
        }
    };
    QuestionsPage {
        page: Layout::of(visit, &agenda.set_up().practice, &care.name),
        care: care.id.to_string(),
        name: care.name.clone(),
        questions: questions.iter().enumerate().map(asked).collect(),
        wishes: wishes.query(),
        has_errors: declared.is_some(),
    }
}

/// `POST /answers`.
pub(super) async fn send(State(web): State<Web>, visit: Visit, form: Form) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::Availability)?;
    let agenda = web.app.agenda();
    let id = form.parsed("care").map(CareTypeId);
    let Some(care) = offered(agenda.set_up()).find(|care| Some(care.id) == id) else {
        let problem = Problem::new(StatusCode::NOT_FOUND).saying("times-no-care");
        return Ok(problem.into_response());
    };
    let (wishes, _) = Criteria::read(visit.texts(), form.get("wishes"));
    let wishes = Criteria {
        care: Some(care.id),
        ..wishes
    };
    let declared = declared(&web.app.questions(care.id, wishes.practitioner), &form);
    match web.app.judge_answers(care.id, wishes.practitioner, &declared) {
        Err(_) => {
            let typed = (&form, &wishes);
            let page = page((&web, &visit), care, typed, Some(&declared));
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Ok(Verdict::Go | Verdict::Approve) => {
            let sealed = web.app.seal_answers(care.id, wishes.practitioner, &declared)?;
            let path = format!("/times?{}", wishes.query());
            Ok(onward(&visit, &path, [keep_answers(&visit, &sealed)]))
        }
        Ok(Verdict::Stop(why)) => Ok(answered(&web, &visit, Some(why), None)),
        Ok(Verdict::Redirect(other)) => Ok(answered(&web, &visit, None, Some(other))),
    }
}

fn declared(questions: &[Question], form: &Form) -> Vec<Declared> {
    let one = |(place, question): (usize, &Question)| {
        let answer = question.answers.get(form.parsed::<usize>(&field(place))?)?;
        Some(Declared {
            question: question.text.clone(),
            answer: answer.text.clone(),
        })
    };
    questions.iter().enumerate().filter_map(one).collect()
}

/// The end of the way for this care. Nothing is kept.
fn answered(web: &Web, visit: &Visit, stop: Option<String>, other: Option<CareTypeId>) -> Response {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let set_up = agenda.set_up();
    let found = offered(set_up).find(|care| Some(care.id) == other);
    let page = AnsweredPage {
        page: Layout::of(visit, &set_up.practice, t.text("questions-answered")),
        stop,
        other: found.map(|care| {
            let link = visit.link(&format!("/times?care={}", care.id));
            (link, care.name.clone())
        }),
        back: visit.link("/"),
    };
    html(StatusCode::OK, &page)
}
