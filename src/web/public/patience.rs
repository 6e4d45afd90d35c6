//! The page between a form and its answer while work is asked for (security §6). A browser with scripts works for a moment and goes
//! on by itself; any other waits twenty seconds, and presses a button. The form is the one that was sent, whole.

use std::time::Duration;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::{Effort, Patience, Task};
use crate::web::Web;
use crate::web::answer::after;
use crate::web::extract::{Form, Visit};
use crate::web::view::{Layout, html};

/// Field of what was solved.
const WORK: &str = "work";
/// Field of since when somebody waits.
const WAITED: &str = "waited";

#[derive(Template)]
#[template(path = "public/patience.html")]
struct PatiencePage<'a> {
    page: Layout,
    /// Where the form goes again.
    action: String,
    fields: Vec<(&'a str, &'a str)>,
    task: &'a Task,
    stamp: &'a str,
    left: u32,
}

/// What a form brings along.
pub(super) fn effort(form: &Form) -> Effort<'_> {
    Effort {
        work: form.get(WORK),
        waited: form.get(WAITED),
    }
}

/// Asks for patience before a form is taken; what was typed stays in it.
pub(super) fn page(web: &Web, visit: &Visit, form: &Form, patience: &Patience) -> Response {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let title = t.with("patience-title", &[("seconds", patience.left.into())]);
    let fields = form.fields().filter(|(name, _)| ![WORK, WAITED].contains(name));
    let page = PatiencePage {
        page: Layout::of(visit, &agenda.set_up().practice, title),
        action: visit.link(visit.path()),
        fields: fields.collect(),
        task: &patience.task,
        stamp: &patience.stamp,
        left: patience.left,
    };
    let answer = html(StatusCode::TOO_MANY_REQUESTS, &page);
    after(answer, Duration::from_secs(patience.left.into()))
}
