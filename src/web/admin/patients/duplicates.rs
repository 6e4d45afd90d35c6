//! `GET` and `POST /admin/patients/duplicates`: records that are likely one person, and merges that can still be undone.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::line::PatientLine;
use super::merge::{refused, status};
use crate::app::{Failure, LikelyPair, PatientList};
use crate::domain::id::PatientId;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{Form, Visit};
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/duplicates.html")]
struct DuplicatesPage {
    page: Layout,
    desk: Desk,
    done: Option<&'static str>,
    refused: Option<String>,
    pairs: Vec<Pair>,
    merges: Vec<MergeRow>,
}

struct Pair {
    sides: [Side; 2],
    one: PatientId,
    other: PatientId,
    name: String,
}

struct Side {
    line: PatientLine,
    appointments: i64,
}

struct MergeRow {
    id: i64,
    survivor: PatientId,
    name: String,
    when: String,
}

/// See the module.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
) -> Result<Response, Halt> {
    let page = page(&web, &visit, &staff, None).await?;
    Ok(html(StatusCode::OK, &page))
}

/// Two people after all.
pub(in crate::web::admin) async fn dismiss(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let (one, other) = (form.parsed("one"), form.parsed("other"));
    let none = PatientId(0);
    let dismissed = web
        .app
        .dismiss_duplicates(one.unwrap_or(none), other.unwrap_or(none), staff.0.actor());
    match dismissed.await {
        Ok(()) => Ok(onward(&visit, "/admin/patients/duplicates?done=distinct", None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(refusal)) => {
            let words = refused(&web, &visit, &refusal).await;
            let page = page(&web, &visit, &staff, Some(words)).await?;
            Ok(html(status(&refusal), &page))
        }
    }
}

/// `POST /admin/patients/merges/{id}/undo`.
pub(in crate::web::admin) async fn undo(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    match web.app.undo_merge(numbered(&id)?, staff.0.actor()).await {
        Ok(_) => Ok(onward(&visit, "/admin/patients/duplicates?done=undone", None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(refusal)) => {
            let words = refused(&web, &visit, &refusal).await;
            let page = page(&web, &visit, &staff, Some(words)).await?;
            Ok(html(status(&refusal), &page))
        }
    }
}

async fn page(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    refused: Option<String>,
) -> Result<DuplicatesPage, Halt> {
    let (t, zone) = (visit.texts(), web.app.agenda().zone());
    let today = zone.date(web.app.now());
    let side = |(patient, count): &(crate::domain::patient::Patient, usize)| Side {
        line: PatientLine::of(t, patient, today),
        appointments: i64::try_from(*count).unwrap_or(i64::MAX),
    };
    web.app
        .note_look(PatientList::Duplicates, staff.0.actor())
        .await?;
    let pairs = web.app.likely_duplicates().await?;
    let merges = web.app.recent_merges().await?;
    let row = |(merge, patient): &(crate::store::Merge, Option<crate::domain::patient::Patient>)| MergeRow {
        id: merge.id,
        survivor: merge.survivor,
        name: patient
            .as_ref()
            .map_or_else(String::new, crate::domain::patient::Patient::sort_name),
        when: t.moment(zone, merge.merged),
    };
    Ok(DuplicatesPage {
        page: layout(web, visit, t.text("duplicates-title")),
        desk: Desk::of(web, visit, staff, Section::Patients),
        done: match visit.asked().get("done") {
            "merged" => Some("merge-done"),
            "undone" => Some("merge-undone"),
            "distinct" => Some("duplicates-distinct-done"),
            _ => None,
        },
        refused,
        pairs: pairs
            .iter()
            .map(|LikelyPair { one, other }| Pair {
                sides: [side(one), side(other)],
                one: one.0.id,
                other: other.0.id,
                name: one.0.sort_name(),
            })
            .collect(),
        merges: merges.iter().map(row).collect(),
    })
}
