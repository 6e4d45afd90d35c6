//! What a patient declares against what the file says: the staff are told, nobody is refused at the door (booking-rules §8).

use crate::domain::booking::{Appointment, Origin, Refusal, Status, kind_on};
use crate::domain::care_type::PatientKind;
use crate::domain::contact::{Contact, folded};
use crate::domain::patient::Patient;
use crate::store::{Draft, Fault, Tx};

use super::Failure;
use super::facts::visits;
use super::no_show::{is_closed_online, standing_of};

/// Something for the staff to check before an appointment booked online.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// Declared to come for the first time; the file has earlier visits.
    SaidNew,
    /// Declared to have come before; the file has no earlier visit.
    SaidKnown,
    /// Another record has the same names and a contact in common, but another birth date.
    OtherBirthDate,
}

/// Read when the appointment is looked at, so that a corrected file is not blamed any more. A care for new or for known patients
/// is booked online only by those who declare to be so.
pub(super) fn mismatches(
    tx: &Tx<'_>,
    appointment: &Appointment,
    patient: &Patient,
) -> Result<Vec<Mismatch>, Fault> {
    let is_ahead = appointment.status.takes_time() && appointment.status != Status::Done;
    if appointment.origin != Origin::Online || !is_ahead {
        return Ok(Vec::new());
    }
    let kind = misdeclared(tx, appointment)?;
    let email = patient.email.clone().map(Contact::Email);
    let phone = patient.phone.clone().map(Contact::Phone);
    let mut has_other_birth = false;
    for contact in email.into_iter().chain(phone) {
        let mut namesakes = namesakes(tx, patient, &contact)?.into_iter();
        has_other_birth |= namesakes.any(|other| other.id != patient.id && differ(other.born, patient.born));
    }
    let birth = has_other_birth.then_some(Mismatch::OtherBirthDate);
    Ok(kind.into_iter().chain(birth).collect())
}

/// Who is blocked online does not get round it by another birth date.
pub(super) fn refuse_blocked_namesake(tx: &Tx<'_>, draft: &Draft, proven: &Patient) -> Result<(), Failure> {
    if tx.same_person(proven)?.is_some() {
        return Ok(());
    }
    for other in namesakes(tx, proven, &draft.contact)? {
        let standing = standing_of(tx, tx.agenda().zone(), &other, tx.now())?;
        if is_closed_online(tx, &other, &standing)? {
            return Err(Refusal::BlockedOnline.into());
        }
    }
    Ok(())
}

/// New or known by the rule of the practitioner whom the appointment is with, on its local day, by the visits before it.
fn misdeclared(tx: &Tx<'_>, appointment: &Appointment) -> Result<Option<Mismatch>, Fault> {
    let agenda = tx.agenda();
    let care = agenda.set_up().care_types.get(&appointment.care);
    let Some(terms) = care.and_then(|care| care.terms_for(appointment.practitioner)) else {
        return Ok(None);
    };
    let rule = &terms.eligibility;
    let Some(declared) = rule.patients else {
        return Ok(None);
    };
    let (zone, start) = (agenda.zone(), appointment.interval.start);
    let mut history = tx.appointments_of(appointment.patient)?;
    history.retain(|visit| visit.interval.start < start);
    let seen = visits(&history, zone);
    let on_file = kind_on(rule, &seen, appointment.practitioner, zone.date(start));
    Ok((on_file != declared).then_some(match declared {
        PatientKind::New => Mismatch::SaidNew,
        PatientKind::Known => Mismatch::SaidKnown,
    }))
}

fn namesakes(tx: &Tx<'_>, who: &Patient, contact: &Contact) -> Result<Vec<Patient>, Fault> {
    let names = |who: &Patient| (folded(who.family_name.as_str()), folded(who.given_name.as_str()));
    let mut found = tx.patients_with_contact(contact)?;
    found.retain(|other| names(other) == names(who));
    Ok(found)
}

fn differ(one: Option<chrono::NaiveDate>, other: Option<chrono::NaiveDate>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}
