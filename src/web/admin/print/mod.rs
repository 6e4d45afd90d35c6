//! `GET /admin/print`: the day on paper, one A4 for each practitioner.

mod page;

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use page::Paper;

use super::agenda::{choice, span};
use super::guard::Staff;
use crate::app::PrintedRow;
use crate::domain::id::PractitionerId;
use crate::domain::staff::Right;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;
use crate::web::pdf::{Sheet, document};

/// Most dates of one document.
const DATES: usize = 7;

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let agenda = staff.agenda(&web);
    let choice = choice(&web, &staff, &visit.asked());
    let dates: Vec<_> = choice.dates().into_iter().take(DATES).collect();
    let people: BTreeSet<PractitionerId> = choice.practitioners(&agenda).into_iter().collect();
    let actor = staff.0.actor();
    let rows = web
        .app
        .printed_rows(span(agenda.zone(), &dates), people.clone(), actor)
        .await?;
    let paper = Paper {
        t: visit.texts(),
        agenda: &agenda,
        now: web.app.now(),
        may_see_patients: staff.0.may(Right::ManagePatients),
    };
    let mut sheets: Vec<Sheet> = Vec::new();
    for date in &dates {
        let day = span(agenda.zone(), &[*date]);
        for id in &people {
            let is_here = |printed: &&PrintedRow| {
                printed.row.practitioner == *id && printed.row.interval.intersects(&day)
            };
            let own: Vec<&PrintedRow> = rows.iter().filter(is_here).collect();
            // A week is not printed with its empty days.
            if dates.len() == 1 || !own.is_empty() {
                sheets.extend(paper.sheets(*id, *date, &own));
            }
        }
    }
    if sheets.is_empty() {
        sheets.push(Sheet::default());
    }
    let title = visit
        .texts()
        .with("print-title", &[("day", visit.texts().date(choice.date).into())]);
    let file = document(sheets, &title, visit.texts().code());
    Ok(downloaded(&format!("agenda-{}.pdf", choice.date), file))
}

/// Shown by the browser, and saved under this name.
pub(super) fn downloaded(name: &str, file: Vec<u8>) -> Response {
    let mut response = (StatusCode::OK, file).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    if let Ok(value) = HeaderValue::try_from(format!("inline; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
