//! The messages that a real practice would send, as their readers would see them.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::app::Notice;
use crate::domain::contact::Contact;
use crate::messages::{Letter, letter};
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::Visit;
use crate::web::view::{Layout, html};

/// Messages shown, newest first.
const SHOWN: u32 = 30;

#[derive(Template)]
#[template(path = "demo/outbox.html")]
struct OutboxPage {
    page: Layout,
    letters: Vec<Shown>,
}

struct Shown {
    id: i64,
    language: &'static str,
    subject: String,
    to: String,
    at: String,
    /// Paragraphs of lines; a line that is the link is shown as one.
    paragraphs: Vec<Vec<Line>>,
    calendar: Option<String>,
}

struct Line {
    text: String,
    is_link: bool,
}

/// `GET /demo/outbox`.
pub(super) async fn show(State(web): State<Web>, visit: Visit) -> Result<Response, Halt> {
    demo_only(&web)?;
    let notices = web.app.recent_notices(SHOWN).await?;
    let agenda = web.app.agenda();
    let practice = &agenda.set_up().practice;
    let base = visit.absolute("");
    let shown = notices.iter().filter_map(|notice| {
        let letter = letter(notice, practice, &base)?;
        let at = visit.texts().moment_short(practice.zone, notice.message.created);
        Some(shown(notice, &letter, at))
    });
    let page = OutboxPage {
        page: Layout::of(&visit, practice, visit.texts().text("demo-outbox-title")),
        letters: shown.collect(),
    };
    Ok(html(StatusCode::OK, &page))
}

/// `GET /demo/outbox/{id}/calendar.ics`: the attached file.
pub(super) async fn calendar(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<Response, Halt> {
    demo_only(&web)?;
    let found = web.app.notice(id).await?;
    let agenda = web.app.agenda();
    let written = found.and_then(|notice| letter(&notice, &agenda.set_up().practice, &visit.absolute("")));
    let part = written
        .and_then(|letter| letter.calendar)
        .ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))?;
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind)], part.text).into_response())
}

/// A real practice shows nobody's messages.
fn demo_only(web: &Web) -> Result<(), Problem> {
    if web.settings.is_demo {
        Ok(())
    } else {
        Err(Problem::new(StatusCode::NOT_FOUND))
    }
}

fn shown(notice: &Notice, letter: &Letter, at: String) -> Shown {
    let to = match &notice.message.to {
        Contact::Email(email) => email.as_str().to_owned(),
        Contact::Phone(phone) => phone.national(),
    };
    let line = |text: &str| Line {
        text: text.trim().to_owned(),
        is_link: letter.link.as_deref() == Some(text),
    };
    let paragraphs = letter.text.split("\n\n");
    Shown {
        id: notice.message.id,
        language: crate::i18n::Texts::of(notice.message.language).code(),
        subject: letter.subject.clone(),
        to,
        at,
        paragraphs: paragraphs
            .map(|paragraph| paragraph.lines().filter(|l| *l != "-- ").map(line).collect())
            .collect(),
        calendar: letter.calendar.as_ref().map(|part| part.name.clone()),
    }
}
