//! Patients' records beyond name and contact: notes, relatives, consents, merging, the copy for the patient, erasure.

mod consents;
mod erasure;
mod export;
mod merges;
mod notes;
mod relatives;

use axum::routing::{get, post};

use super::{acts, shows};
use crate::app::{PatientFile, Scope};
use crate::domain::id::PatientId;
use crate::web::answer::Halt;
use crate::web::api::change::Change;
use crate::web::api::trouble::{Kind, Trouble};
use crate::web::router::Route;

/// The routes of this part.
#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    use Scope::{
        NotesRead, NotesWrite, PatientsErase, PatientsExport, PatientsMerge, PatientsRead, PatientsWrite,
    };
    vec![
        shows("/api/v1/patients/{id}/notes", NotesRead, get(notes::show)),
        acts("/api/v1/patients/{id}/notes", NotesWrite, post(notes::change)),
        shows("/api/v1/patients/{id}/relatives", PatientsRead, get(relatives::list)),
        acts("/api/v1/patients/{id}/relatives", PatientsWrite, post(relatives::tie)),
        acts("/api/v1/patients/{id}/relatives/remove", PatientsWrite, post(relatives::untie)),
        shows("/api/v1/patients/{id}/consents", PatientsRead, get(consents::list)),
        acts("/api/v1/patients/{id}/consents", PatientsWrite, post(consents::give)),
        acts("/api/v1/patients/{id}/consents/withdraw", PatientsWrite, post(consents::withdraw)),
        shows("/api/v1/patients/{id}/export", PatientsExport, get(export::show)),
        shows("/api/v1/patients/{id}/erasure", PatientsErase, get(erasure::preview)),
        acts("/api/v1/patients/{id}/erasure", PatientsErase, post(erasure::erase)),
        acts("/api/v1/patients/{id}/merge", PatientsMerge, post(merges::merge)),
        shows("/api/v1/duplicates", PatientsMerge, get(merges::duplicates)),
        acts("/api/v1/duplicates/dismiss", PatientsMerge, post(merges::dismiss)),
        shows("/api/v1/merges", PatientsMerge, get(merges::list)),
        acts("/api/v1/merges/{id}/undo", PatientsMerge, post(merges::undo)),
    ]
}

/// Opens a record, which is on record.
async fn opened(by: &Change, id: PatientId) -> Result<PatientFile, Halt> {
    let found = by.web.app.open_patient(id, by.bearer.actor()).await?;
    found.ok_or_else(|| Trouble::new(Kind::NotFound).halt(&by.visit))
}
