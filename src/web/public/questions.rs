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
use crate::domain::id::CareTypeId;
use crate::domain::question::{Declared, Verdict, judge};
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

/// The answers of this browser to the questions of a care; none are needed where nothing is asked.
pub(super) fn given(web: &Web, visit: &Visit, headers: &HeaderMap, care: &CareType) -> Option<Vec<Declared>> {
    if care.terms.questions.is_empty() {
        return Some(Vec::new());
    }
    web.app.answers_given(care.id, ANSWERS.read(visit, headers)?)
}

/// The same for a care by its number; an unknown one is somebody else's business.
pub(super) fn given_for(
    web: &Web,
    visit: &Visit,
    headers: &HeaderMap,
    care: CareTypeId,
) -> Option<Vec<Declared>> {
    let agenda = web.app.agenda();
    match agenda.set_up().care_types.get(&care) {
        Some(care) => given(web, visit, headers, care),
        None => Some(Vec::new()),
    }
}

/// The page of questions in the place of the free times.
pub(super) fn ask(web: &Web, visit: &Visit, care: &CareType, wishes: &Criteria) -> Response {
    let page = page(web, visit, care, (&Form::default(), wishes.query()), None);
    html(StatusCode::OK, &page)
}

fn field(place: usize) -> String {
    format!("q{place}")
}

fn page(
    web: &Web,
    visit: &Visit,
    care: &CareType,
    (form, wishes): (&Form, String),
    declared: Option<&[Declared]>,
) -> QuestionsPage {
    let agenda = web.app.agenda();
    let asked = |(place, question): (usize, &crate::domain::question::Question)| {
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
        wishes,
        questions: care.terms.questions.iter().enumerate().map(asked).collect(),
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
    let declared = declared(care, &form);
    let (wishes, _) = Criteria::read(visit.texts(), form.get("wishes"));
    let wishes = Criteria {
        care: Some(care.id),
        ..wishes
    };
    match judge(&care.terms.questions, &declared) {
        Err(_) => {
            let typed = (&form, wishes.query());
            let page = page(&web, &visit, care, typed, Some(&declared));
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Ok(Verdict::Go | Verdict::Approve) => {
            let sealed = web.app.seal_answers(care.id, &declared)?;
            let path = format!("/times?{}", wishes.query());
            Ok(onward(&visit, &path, [keep_answers(&visit, &sealed)]))
        }
        Ok(Verdict::Stop(why)) => Ok(answered(&web, &visit, Some(why), None)),
        Ok(Verdict::Redirect(other)) => Ok(answered(&web, &visit, None, Some(other))),
    }
}

fn declared(care: &CareType, form: &Form) -> Vec<Declared> {
    let one = |(place, question): (usize, &crate::domain::question::Question)| {
        let answer = question.answers.get(form.parsed::<usize>(&field(place))?)?;
        Some(Declared {
            question: question.text.clone(),
            answer: answer.text.clone(),
        })
    };
    care.terms.questions.iter().enumerate().filter_map(one).collect()
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
