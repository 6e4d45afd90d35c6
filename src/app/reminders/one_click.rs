//! The link by which somebody wants no reminders by e-mail any more (RFC 8058): it never cancels an appointment.

use crate::app::pass::token_of;
use crate::domain::id::PatientId;
use crate::sys::hash;
use crate::sys::secret::DeviceKey;

/// Purpose of the key that its tokens are made with.
const PURPOSE: &str = "reminders-off";

/// The token of a patient's link: the number and its proof, `42-…`. It does not end: a message may be opened years later, and the link
/// does nothing but good.
pub(super) fn reminder_token(keys: &DeviceKey, patient: PatientId) -> String {
    format!("{patient}-{}", token_of(keys, PURPOSE, &patient.to_string()))
}

/// Whose token it is; `None` for one that this box did not make.
pub(super) fn patient_of_reminder_token(keys: &DeviceKey, token: &str) -> Option<PatientId> {
    let (number, _) = token.split_once('-')?;
    let patient = PatientId(number.parse().ok()?);
    let right = hash::sha256(reminder_token(keys, patient).as_bytes());
    hash::equal(&right, &hash::sha256(token.as_bytes())).then_some(patient)
}
