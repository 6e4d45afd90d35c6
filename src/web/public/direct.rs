//! Links that a practice prints or puts on its site: to a kind of appointment, to a practitioner, to both. They are made of numbers, so
//! that another name changes nothing; what is not offered any more leads to what is.

use axum::extract::{Path, State};
use axum::response::Response;

use super::criteria::Criteria;
use crate::web::Web;
use crate::web::answer::onward;
use crate::web::extract::Visit;
use crate::web::offered::narrowed;

/// `GET /care/{id}`.
pub(super) async fn care(State(web): State<Web>, visit: Visit, Path(care): Path<String>) -> Response {
    to(&web, &visit, (&care, ""))
}

/// `GET /with/{practitioner}`.
pub(super) async fn practitioner(State(web): State<Web>, visit: Visit, Path(who): Path<String>) -> Response {
    to(&web, &visit, ("", &who))
}

/// `GET /with/{practitioner}/{id}`.
pub(super) async fn both(
    State(web): State<Web>,
    visit: Visit,
    Path((who, care)): Path<(String, String)>,
) -> Response {
    to(&web, &visit, (&care, &who))
}

fn to(web: &Web, visit: &Visit, (care, who): (&str, &str)) -> Response {
    let agenda = web.app.agenda();
    let (care, practitioner) = narrowed(agenda.set_up(), (care.parse().ok(), who.parse().ok()));
    let wishes = Criteria {
        care,
        practitioner,
        ..Criteria::default()
    };
    let path = match (wishes.care, wishes.practitioner) {
        (Some(_), _) => format!("/times?{}", wishes.query()),
        (None, Some(_)) => format!("/search?{}", wishes.query()),
        (None, None) => "/".to_owned(),
    };
    onward(visit, &path, None)
}
