//! The copy to read of one patient's data: written in the words of the back office, handed out there and to the patient.

use axum::response::Response;

use super::Web;
use super::admin;
use super::answer::Halt;
use super::extract::Visit;
use crate::app::PatientExport;

/// The document, without the name of its file.
pub(in crate::web) async fn patient_copy(
    web: &Web,
    visit: &Visit,
    export: &PatientExport,
) -> Result<Response, Halt> {
    admin::own_document(web, visit, export).await
}
