//! From a hold to an appointment, by the code that proves the contact (booking-rules §6, security §4).

use chrono::TimeDelta;

use crate::domain::booking::{Appointment, Hold, Origin, Refusal};
use crate::domain::consent::{ConsentKind, TEXTS_VERSION};
use crate::domain::contact::Contact;
use crate::domain::id::AppointmentId;
use crate::domain::patient::Patient;
use crate::domain::pressure::Sign;
use crate::domain::question::Declared;
use crate::domain::slot::{PatientFacts, Placement, SlotQuery, place_held};
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::store::{Code, Db, Draft, Fault, HeldForm, Tx};
use crate::sys::hash;

use super::answers::{answers_to, asks_approval, questions_for};
use super::book::{of_visit, record_of};
use super::booking::{Booking, NewBooking, NextVisit, Telling, place_next, remember, tell_booked, write};
use super::calendar::stale_calendars;
use super::facts::known;
use super::hold_slot::{live_hold, record};
use super::mismatch::refuse_blocked_namesake;
use super::once::Key;
use super::request_code::{each_person, question};
use super::{App, Failure};

/// Tries of one code; then the hold is lost (security §4).
pub(super) const TRIES: u8 = 5;
/// Open bookings of one contact where the care type says nothing else (security §5, T2).
const OPEN_PER_CONTACT: usize = 3;
/// Online bookings of one contact in seven days, whatever became of them, unless more may be open (security §5): booking and cancelling
/// ends.
const WEEKLY_PER_CONTACT: usize = 5;

/// A judgement that must be written down although it refuses.
type Judged<T> = Result<Result<T, Refusal>, Failure>;

impl App {
    /// Books what a hold keeps. Repeating the request with the same code gives the same booking. `next_starts` chooses the next
    /// visits of a series otherwise than the form did.
    pub async fn confirm_hold(
        &self,
        token: &str,
        code: &str,
        next_starts: Option<Vec<Instant>>,
    ) -> Result<Booking, Failure> {
        let token_hash = hash::sha256(token.as_bytes());
        self.freshen_for(&token_hash).await;
        let code_hash = self.code_hash(&token_hash, code);
        let key = Key {
            scope: "hold".to_owned(),
            hash: token_hash,
            request_hash: code_hash,
        };
        let app = self.clone();
        let judged: Result<Booking, Refusal> = self
            .store
            .write(move |tx| -> Judged<Booking> {
                if let Some(made) = app.made_before(tx, Some(&key))? {
                    return Ok(Ok(made));
                }
                let form = live_hold(tx, &token_hash)?;
                let draft = match prove(tx, &form, &code_hash)? {
                    Ok(draft) => draft,
                    Err(refusal) => return Ok(Err(refusal)),
                };
                let chosen = Draft {
                    next_starts: next_starts.unwrap_or(draft.next_starts),
                    ..draft
                };
                let booking = app.confirm_in(tx, &form, &chosen)?;
                remember(tx, Some(&key), &booking)?;
                app.note_sign(Sign::Booked, 1);
                Ok(Ok(booking))
            })
            .await?;
        if matches!(judged, Err(Refusal::WrongCode { tries_left: 0 })) {
            self.note_sign(Sign::Unfinished, 1);
        }
        Ok(judged?)
    }

    /// What a practitioner has put into a calendar since the time was chosen is looked at before the promise, not after it. Trouble with
    /// that is no reason to refuse anybody.
    async fn freshen_for(&self, token_hash: &[u8; 32]) {
        if !self.may_ask_calendars() {
            return;
        }
        let (hash, now) = (*token_hash, self.now());
        let stale = self.store.read(move |db: &Db<'_>| -> Result<_, Fault> {
            let Some(form) = db.hold(&hash)? else {
                return Ok(Vec::new());
            };
            let all = std::iter::once(&form.hold.booked).chain(&form.hold.further);
            let people: Vec<_> = all.map(|booked| booked.practitioner).collect();
            stale_calendars(db, &people, now)
        });
        self.freshen(stale.await).await;
    }

    fn confirm_in(&self, tx: &mut Tx<'_>, form: &HeldForm, draft: &Draft) -> Result<Booking, Failure> {
        self.refuse_busy_address(tx, form.hold.id)?;
        refuse_too_many(tx, &tx.patients_with_contact(&draft.contact)?, form)?;
        let mut people: Vec<Comer> = Vec::new();
        for (hold, draft) in each_person(form, draft)? {
            let comer = comer(tx, &hold, draft)?;
            if people.iter().any(|other| other.patient.id == comer.patient.id) {
                return Err(Refusal::PatientBusy.into());
            }
            people.push(comer);
        }
        tx.drop_hold(form.hold.id)?;
        tx.note_booked_by_address(form.hold.id)?;
        let (first, others) = people.split_first().ok_or(Refusal::HoldExpired)?;
        let written = self.written(tx, first, &first.booking())?;
        let mut others_made = self.series_after(tx, first, &written)?;
        let next = others_made.first().cloned();
        for other in others {
            others_made.push(self.written(tx, other, &other.booking())?);
        }
        tell_booked(tx, (&written, &others_made), &first.patient)?;
        self.booking(tx, written, next)
    }

    fn written(&self, tx: &mut Tx<'_>, comer: &Comer, new: &NewBooking<'_>) -> Result<Appointment, Failure> {
        let written = write(tx, &self.keys, new)?;
        tx.save_answers(written.id, &comer.answers)?;
        Ok(written)
    }

    /// The next visits, each by the rule of the one before: as they were chosen, or where one is required and none was, at the best
    /// time. All or none (booking-rules §8); a series that returns to a care already in it ends there.
    fn series_after(
        &self,
        tx: &mut Tx<'_>,
        comer: &Comer,
        first: &Appointment,
    ) -> Result<Vec<Appointment>, Failure> {
        let (mut made, mut cares) = (Vec::<Appointment>::new(), vec![first.care]);
        let mut query = comer.query.clone();
        loop {
            let before = made.last().unwrap_or(first).clone();
            let number = made.len();
            let wished = comer.draft.next_starts.get(number).copied().map(NextVisit::at);
            let of_this = |failure| of_visit(number + 1, failure);
            let Some((asked, placement)) = place_next(tx, &query, &before, wished).map_err(of_this)? else {
                return Ok(made);
            };
            let placement = placement.approved_first(comer.needs_approval);
            let new = comer.visit(&asked, placement, Some(before.id));
            let next = write(tx, &self.keys, &new).map_err(of_this)?;
            let is_end = cares.contains(&next.care);
            cares.push(next.care);
            made.push(next);
            if is_end {
                return Ok(made);
            }
            query = asked;
        }
    }
}

/// Somebody whose hold was granted.
struct Comer {
    patient: Patient,
    draft: Draft,
    query: SlotQuery,
    placement: Placement,
    answers: Vec<Declared>,
    /// What this one books online waits for the practice.
    needs_approval: bool,
}

impl Comer {
    fn booking(&self) -> NewBooking<'_> {
        self.visit(&self.query, self.placement.clone(), None)
    }

    fn visit<'a>(
        &'a self,
        query: &'a SlotQuery,
        placement: Placement,
        follows: Option<AppointmentId>,
    ) -> NewBooking<'a> {
        NewBooking {
            query,
            placement,
            patient: &self.patient,
            origin: Origin::Online,
            overbooking: None,
            note: self.draft.note.clone(),
            follows,
            actor: &Actor::Patient,
            telling: Telling::Together,
        }
    }
}

/// Judges one of the people by their record, which is written where there is none.
fn comer(tx: &mut Tx<'_>, hold: &Hold, draft: Draft) -> Result<Comer, Failure> {
    let proven = proven(&draft);
    refuse_blocked_namesake(tx, &draft, &proven)?;
    let patient = record_of(tx, &draft.patient, &proven)?;
    tx.note_consent(patient.id, ConsentKind::Information, TEXTS_VERSION, true)?;
    let known = known(tx, &patient, hold.booked.care)?;
    let query = asked(hold, &draft, known.facts);
    let placement = place_held(tx.agenda(), hold, &query, tx.now())?;
    let asked = questions_for(tx.agenda().set_up(), &placement);
    let is_asked = asks_approval(&asked, &draft.answers);
    Ok(Comer {
        placement: placement.approved_first(known.needs_approval || is_asked),
        answers: answers_to(&asked, &draft.answers),
        needs_approval: known.needs_approval,
        patient,
        draft,
        query,
    })
}

/// Judges the code. A wrong one is counted, which must be kept: hence the refusal inside.
fn prove(tx: &mut Tx<'_>, form: &HeldForm, code_hash: &[u8; 32]) -> Judged<Draft> {
    let (Some(draft), Some(code)) = (&form.draft, &form.code) else {
        return Ok(Err(Refusal::CodeExpired));
    };
    if code.expires <= tx.now() {
        return Ok(Err(Refusal::CodeExpired));
    }
    if hash::equal(&code.hash, code_hash) {
        return Ok(Ok(draft.clone()));
    }
    let Code { tries, .. } = code;
    let tries_left = TRIES.saturating_sub(tries + 1);
    if tries_left == 0 {
        tx.drop_hold(form.hold.id)?;
    } else {
        tx.count_code_try(form.hold.id, tries + 1)?;
    }
    record(tx, "code.wrong", &form.hold)?;
    Ok(Err(Refusal::WrongCode { tries_left }))
}

/// Somebody else's record is not opened by typing their number: only the contact that was proven may match.
pub(super) fn proven(draft: &Draft) -> Patient {
    let (phone, email) = match draft.contact.clone() {
        Contact::Phone(phone) => (Some(phone), None),
        Contact::Email(email) => (None, Some(email)),
    };
    Patient {
        phone,
        email,
        ..draft.patient.clone()
    }
}

/// The question with what was declared over what is on file. New or known was answered in the form; where the file says otherwise,
/// the staff see it (booking-rules §8).
fn asked(hold: &Hold, draft: &Draft, recorded: PatientFacts) -> SlotQuery {
    let facts = PatientFacts {
        seen: None,
        profession: draft.profession.clone(),
        referral_until: draft.referral_until,
        answers: Some(draft.answers.clone()),
        ..recorded
    };
    question(hold, Some(facts))
}

/// The people of one contact together (security §5). Where the practice set no ceiling, a family that comes together may be larger than
/// the usual one, as long as nothing else of theirs is open; each of them counts afterwards.
pub(super) fn refuse_too_many(tx: &Tx<'_>, people: &[Patient], form: &HeldForm) -> Result<(), Failure> {
    let booked = &form.hold.booked;
    let care = tx.agenda().set_up().care_types.get(&booked.care);
    let terms = care.and_then(|care| care.terms_for(booked.practitioner));
    let own = terms.and_then(|terms| terms.limits.max_per_contact);
    let more = form.hold.people();
    let most = own.map_or(OPEN_PER_CONTACT.max(more), usize::from);
    let (mut open, mut lately) = (0, 0);
    for patient in people {
        let booked = tx.agenda().bookings_of(patient.id);
        open += booked.iter().filter(|b| b.interval.start > tx.now()).count();
        lately += tx.online_bookings_since(patient.id, tx.now() - TimeDelta::days(7))?;
    }
    if open + more > most || lately + more > most.max(WEEKLY_PER_CONTACT) {
        return Err(Refusal::LimitReached.into());
    }
    Ok(())
}
