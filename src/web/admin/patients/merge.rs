//! `GET` and `POST /admin/patients/{id}/merge`: two records side by side, and the field of each that stays.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::fields::PatientFields;
use super::line::PatientLine;
use crate::app::{Failure, MergeRefusal, MergeRequest};
use crate::domain::id::{AppointmentId, PatientId};
use crate::domain::patient::Patient;
use crate::store::Db;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::view::{Layout, html};

/// Fields that are chosen one by one, and the keys of their names.
const FIELDS: [(&str, &str); 6] = [
    ("family", "patient-family"),
    ("given", "patient-given"),
    ("born", "patient-born-label"),
    ("phone", "patient-phone"),
    ("email", "patient-email"),
    ("language", "patient-language"),
];

#[derive(Template)]
#[template(path = "admin/merge.html")]
struct MergePage {
    page: Layout,
    desk: Desk,
    refused: Option<String>,
    /// The record that stays, and the one that goes.
    one: Side,
    other: Side,
    rows: Vec<Choice>,
}

struct Side {
    line: PatientLine,
    version: i64,
    appointments: i64,
}

/// One field of both.
struct Choice {
    name: &'static str,
    label: String,
    one: String,
    other: String,
    /// The other one is chosen.
    is_other: bool,
    is_same: bool,
}

/// Both records with their versions and numbers of appointments.
type Pair = [(Patient, i64, usize); 2];

/// See the module; the other record is in the field `with`.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let asked = visit.asked();
    let other = asked.parsed("other").unwrap_or(PatientId(0));
    let pair = pair(&web, &staff, (numbered(&id)?, other)).await?;
    let page = page(&web, &visit, &staff, (&pair, None), None);
    Ok(html(StatusCode::OK, &page))
}

/// See the module.
pub(in crate::web::admin) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let other = form.parsed("other").unwrap_or(PatientId(0));
    let pair = pair(&web, &staff, (numbered(&id)?, other)).await?;
    let request = MergeRequest {
        survivor: chosen(&pair, &form),
        survivor_version: form.parsed("version").unwrap_or(-1),
        absorbed: other,
        absorbed_version: form.parsed("other_version").unwrap_or(-1),
        actor: staff.0.actor(),
    };
    match web.app.merge_patients(request).await {
        Ok(_) => Ok(onward(&visit, "/admin/patients/duplicates?done=merged", None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(refusal)) => {
            let words = refused(&web, &visit, &refusal).await;
            let page = page(&web, &visit, &staff, (&pair, Some(&form)), Some(words));
            Ok(html(status(&refusal), &page))
        }
    }
}

async fn pair(web: &Web, staff: &Staff, both: (PatientId, PatientId)) -> Result<Pair, Halt> {
    let found = web.app.compare_patients(both, staff.0.actor()).await?;
    found.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND).into())
}

/// The fields ticked on the right side are the other record's.
fn chosen([one, other]: &Pair, form: &Form) -> Patient {
    let is_other = |name: &str| form.get(name) == "other";
    let side = |name: &str| if is_other(name) { &other.0 } else { &one.0 };
    Patient {
        family_name: side("family").family_name.clone(),
        given_name: side("given").given_name.clone(),
        born: side("born").born,
        phone: side("phone").phone.clone(),
        email: side("email").email.clone(),
        language: side("language").language,
        ..one.0.clone()
    }
}

fn page(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    ([one, other], form): (&Pair, Option<&Form>),
    refused: Option<String>,
) -> MergePage {
    let t = visit.texts();
    let today = web.app.agenda().zone().date(web.app.now());
    let words = |patient: &Patient| {
        let fields = PatientFields::of_record(t, patient);
        [
            fields.family,
            fields.given,
            fields.born,
            fields.phone,
            fields.email,
            patient.language.own_name().to_owned(),
        ]
    };
    let both = words(&one.0).into_iter().zip(words(&other.0));
    let rows = FIELDS.iter().zip(both).map(|((name, key), (one, other))| Choice {
        name,
        label: t.text(key).into_owned(),
        // What one lacks, the other gives.
        is_other: form.map_or(one.is_empty(), |form| form.get(name) == "other"),
        is_same: one == other,
        one,
        other,
    });
    let side = |(patient, version, count): &(Patient, i64, usize)| Side {
        line: PatientLine::of(t, patient, today),
        version: *version,
        appointments: i64::try_from(*count).unwrap_or(i64::MAX),
    };
    MergePage {
        page: layout(web, visit, t.text("merge-title")),
        desk: Desk::of(web, visit, staff, Section::Patients),
        refused,
        rows: rows.collect(),
        one: side(one),
        other: side(other),
    }
}

/// Why not, in words.
pub(super) async fn refused(web: &Web, visit: &Visit, refusal: &MergeRefusal) -> String {
    let t = visit.texts();
    let key = match refusal {
        MergeRefusal::Unknown => "merge-unknown",
        MergeRefusal::Stale | MergeRefusal::KeyReused => "merge-stale",
        MergeRefusal::Done => "merge-already-undone",
        MergeRefusal::TooOld => "merge-too-old",
        MergeRefusal::Used => "merge-used",
        MergeRefusal::Overlap(pairs) => {
            let first = pairs.first().map_or(AppointmentId(0), |(one, _)| *one);
            let read = move |db: &Db<'_>| db.appointment(first);
            let at = web.app.store().read(read).await.ok().flatten();
            let when = at.map_or_else(String::new, |a| {
                t.moment(web.app.agenda().zone(), a.interval.start)
            });
            return t.with("merge-overlap", &[("when", when.into())]);
        }
    };
    t.text(key).into_owned()
}

/// The status that goes with it.
pub(super) fn status(refusal: &MergeRefusal) -> StatusCode {
    match refusal {
        MergeRefusal::Unknown => StatusCode::NOT_FOUND,
        _ => StatusCode::CONFLICT,
    }
}
