//! Another booking for somebody who is known: choose a time, confirm. Who it is comes from the record; every rule and ceiling of a
//! booking online applies as it does to a stranger (booking-rules §6, §8, §10).

use crate::domain::booking::{Hold, Origin, Refusal};
use crate::domain::consent::{ConsentKind, TEXTS_VERSION};
use crate::domain::contact::Contact;
use crate::domain::id::AppointmentId;
use crate::domain::patient::Patient;
use crate::domain::pressure::Sign;
use crate::domain::slot::{PatientFacts, Placement, SlotQuery, place_held};
use crate::domain::staff::Actor;
use crate::store::{Fault, HeldForm, Tx};
use crate::sys::hash;

use super::booking::{Booking, NewBooking, Telling, place_next, remember, tell_booked, write};
use super::confirm_hold::refuse_too_many;
use super::facts::known;
use super::familiar::{Familiar, familiar_in};
use super::hold_slot::live_hold;
use super::no_show::{is_closed_online, standing_of};
use super::once::Key;
use super::request_code::question;
use super::{App, Failure, Proof};

impl App {
    /// Books what a hold keeps; the same hold again gives the same booking. `has_read` says that the notice on personal data was
    /// read just now, which is needed where its words changed since.
    pub async fn book_again(&self, hold: &str, proof: &Proof, has_read: bool) -> Result<Booking, Failure> {
        let token_hash = hash::sha256(hold.as_bytes());
        let key = Key {
            scope: "again".to_owned(),
            hash: token_hash,
            request_hash: token_hash,
        };
        let (app, shown) = (self.clone(), self.shown(proof)?);
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<Booking, Failure> {
                if let Some(made) = app.made_before(tx, Some(&key))? {
                    return Ok(made);
                }
                let form = live_hold(tx, &token_hash)?;
                let familiar = familiar_in(tx, (tx.agenda().zone(), tx.now()), (shown, None))?;
                if !familiar.is_informed {
                    if !has_read {
                        return Err(Refusal::WrongState.into());
                    }
                    let kind = ConsentKind::Information;
                    tx.note_consent(familiar.patient.id, kind, TEXTS_VERSION, true)?;
                }
                let booking = app.again_in(tx, &form, &familiar)?;
                remember(tx, Some(&key), &booking)?;
                app.note_sign(Sign::Booked, 1);
                Ok(booking)
            })
            .await
    }

    fn again_in(&self, tx: &mut Tx<'_>, form: &HeldForm, familiar: &Familiar) -> Result<Booking, Failure> {
        let holds = form.hold.each();
        let everybody: Vec<&Patient> = std::iter::once(&familiar.patient).chain(&familiar.with).collect();
        // Alone, or all who came together the time before; whoever comes with others is asked who they are, on the way on which
        // everything is asked.
        if holds.len() != 1 && holds.len() != everybody.len() {
            return Err(Refusal::WrongState.into());
        }
        self.refuse_busy_address(tx, form.hold.id)?;
        refuse_too_many(tx, &household(tx, &familiar.patient)?, form)?;
        let mut people = Vec::new();
        for (hold, patient) in holds.iter().zip(everybody) {
            people.push(granted(tx, hold, patient)?);
        }
        tx.drop_hold(form.hold.id)?;
        tx.note_booked_by_address(form.hold.id)?;
        let (first, others) = people.split_first().ok_or(Refusal::HoldExpired)?;
        let telling = if others.is_empty() {
            Telling::Own
        } else {
            Telling::Together
        };
        let made = write(
            tx,
            &self.keys,
            &first.booking((&first.query, first.placement.clone()), telling, None),
        )?;
        if !others.is_empty() {
            let mut rest = Vec::new();
            for other in others {
                let new = other.booking((&other.query, other.placement.clone()), telling, None);
                rest.push(write(tx, &self.keys, &new)?);
            }
            tell_booked(tx, (&made, &rest), first.patient)?;
            return self.booking(tx, made, None);
        }
        let next = match place_next(tx, &first.query, &made, None)? {
            Some((query, placement)) => {
                let new = first.booking((&query, placement), telling, Some(made.id));
                Some(write(tx, &self.keys, &new)?)
            }
            None => None,
        };
        self.booking(tx, made, next)
    }
}

/// Somebody whose time was granted by the own record.
struct Granted<'a> {
    patient: &'a Patient,
    query: SlotQuery,
    placement: Placement,
    needs_approval: bool,
}

impl Granted<'_> {
    fn booking<'a>(
        &'a self,
        (query, placement): (&'a SlotQuery, Placement),
        telling: Telling,
        follows: Option<AppointmentId>,
    ) -> NewBooking<'a> {
        NewBooking {
            query,
            placement: placement.approved_first(self.needs_approval),
            patient: self.patient,
            origin: Origin::Online,
            overbooking: None,
            note: String::new(),
            follows,
            actor: &Actor::Patient,
            telling,
        }
    }
}

fn granted<'a>(tx: &Tx<'_>, hold: &Hold, patient: &'a Patient) -> Result<Granted<'a>, Failure> {
    let standing = standing_of(tx, tx.agenda().zone(), patient, tx.now())?;
    if is_closed_online(tx, patient, &standing)? {
        return Err(Refusal::BlockedOnline.into());
    }
    let known = known(tx, patient, hold.booked.care)?;
    let facts = PatientFacts {
        // Whoever has to be asked something goes the way on which it is asked.
        answers: Some(Vec::new()),
        ..known.facts
    };
    let query = question(hold, Some(facts));
    Ok(Granted {
        placement: place_held(tx.agenda(), hold, &query, tx.now())?,
        needs_approval: known.needs_approval,
        patient,
        query,
    })
}

/// Everybody with the contact that the confirmation goes to, themselves included: what one contact may book is counted together.
fn household(tx: &Tx<'_>, patient: &Patient) -> Result<Vec<Patient>, Fault> {
    let email = patient.email.clone().map(Contact::Email);
    let contact = email.or_else(|| patient.phone.clone().map(Contact::Phone));
    let mut all = match contact {
        Some(contact) => tx.patients_with_contact(&contact)?,
        None => Vec::new(),
    };
    all.retain(|other| other.id != patient.id);
    all.push(patient.clone());
    Ok(all)
}
