//! The link by which somebody wants no reminders by e-mail any more (RFC 8058): it never cancels an appointment.

use crate::domain::id::PatientId;
use crate::sys::hash;
use crate::sys::secret::DeviceKey;

use super::super::pass::token_of;

/// Purpose of the key that its tokens are made with.
const PURPOSE: &str = "reminders-off";

/// The token of a patient's link: the number and its proof, `42-…`. It does not end, since a message may be opened years later and
/// does nothing but good.
pub fn reminder_token(keys: &DeviceKey, patient: PatientId) -> String {
    format!("{patient}-{}", token_of(keys, PURPOSE, &patient.to_string()))
}

/// Whose token it is; `None` for one that this box did not make.
pub fn patient_of_reminder_token(keys: &DeviceKey, token: &str) -> Option<PatientId> {
    let (number, _) = token.split_once('-')?;
    let patient = PatientId(number.parse().ok()?);
    let right = reminder_token(keys, patient);
    hash::equal(right.as_bytes(), token.as_bytes()).then_some(patient)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_and_no_other() {
        let keys = DeviceKey::random();
        let token = reminder_token(&keys, PatientId(42));
        assert!(token.starts_with("42-") && token.len() == 25, "{token}");
        assert_eq!(patient_of_reminder_token(&keys, &token), Some(PatientId(42)));
        for other in [
            token.replacen("42", "43", 1),
            token.replacen("42", "042", 1),
            token.replacen("42", "+42", 1),
            reminder_token(&DeviceKey::random(), PatientId(42)),
            format!("{token}x"),
            "42".to_owned(),
            String::new(),
        ] {
            assert_eq!(patient_of_reminder_token(&keys, &other), None, "{other}");
        }
    }
}
