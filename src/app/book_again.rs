//! Another booking for somebody who is known: choose a time, confirm. Who it is comes from the record; every rule and ceiling of a
//! booking online applies as it does to a stranger (booking-rules §6, §8, §10).

use crate::domain::booking::{Origin, Refusal};
use crate::domain::consent::{ConsentKind, TEXTS_VERSION};
use crate::domain::contact::Contact;
use crate::domain::patient::Patient;
use crate::domain::pressure::Sign;
use crate::domain::slot::{PatientFacts, Placement, place_held};
use crate::domain::staff::Actor;
use crate::store::{Fault, HeldForm, Tx};
use crate::sys::hash;

use super::booking::{Booking, NewBooking, Telling, place_next, remember, write};
use super::confirm_hold::refuse_too_many;
use super::facts::known;
use super::familiar::familiar_in;
use super::hold_slot::live_hold;
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
                let booking = app.again_in(tx, &form, &familiar.patient)?;
                remember(tx, Some(&key), &booking)?;
                app.note_sign(Sign::Booked, 1);
                Ok(booking)
            })
            .await
    }

    fn again_in(&self, tx: &mut Tx<'_>, form: &HeldForm, patient: &Patient) -> Result<Booking, Failure> {
        // Who comes with others is asked who they are, on the way on which everything is asked.
        if form.hold.people() > 1 {
            return Err(Refusal::WrongState.into());
        }
        self.refuse_busy_address(tx, form.hold.id)?;
        refuse_too_many(tx, &household(tx, patient)?, form)?;
        let known = known(tx, patient, form.hold.booked.care)?;
        let needs_approval = known.needs_approval;
        let facts = PatientFacts {
            // Whoever has to be asked something goes the way on which it is asked.
            answers: Some(Vec::new()),
            ..known.facts
        };
        let query = question(&form.hold, Some(facts));
        let placement = place_held(tx.agenda(), &form.hold, &query, tx.now())?;
        tx.drop_hold(form.hold.id)?;
        tx.note_booked_by_address(form.hold.id)?;
        let new = |query, placement: Placement, follows| NewBooking {
            query,
            placement: placement.approved_first(needs_approval),
            patient,
            origin: Origin::Online,
            overbooking: None,
            note: String::new(),
            follows,
            actor: &Actor::Patient,
            telling: Telling::Own,
        };
        let first = write(tx, &self.keys, &new(&query, placement, None))?;
        let next = match place_next(tx, &query, &first, None)? {
            Some((query, placement)) => Some(write(tx, &self.keys, &new(&query, placement, Some(first.id)))?),
            None => None,
        };
        self.booking(tx, first, next)
    }
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
