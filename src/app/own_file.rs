//! The own data of a patient: handed out after the link, its second fact and a code to the mailbox of the record, because it is the
//! whole file; and the wish to be erased, on which the practice decides (GDPR art. 12, 15, 17).

use chrono::TimeDelta;

use crate::domain::booking::Refusal;
use crate::domain::contact::Contact;
use crate::domain::id::PatientId;
use crate::domain::note_to_patient::NoteToPatient;
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::store::{Db, ErasureRequest, Fault, MessageKind, NewMessage, Record, Tx};
use crate::sys::{hash, ids};

use super::cancel::told;
use super::links::{behind, linked_in, usable};
use super::pass::{FilePass, LinkPass};
use super::request_code::{CODE_LIFE, contact_text, refuse_too_many};
use super::{App, Failure, PatientExport};

/// Tries of one code; then another one has to be asked for (security §4).
const TRIES: u8 = 5;
/// The answer to a request to be erased is of use for so long, elapsed.
const ANSWER_LIFE: TimeDelta = TimeDelta::days(7);

/// A judgement that must be written down although it refuses.
type Judged<T> = Result<Result<T, Refusal>, Failure>;

/// What stands of a patient's own settings, for the page behind the link.
#[derive(Clone, Debug)]
pub struct Own {
    /// Whose.
    pub patient: Patient,
    /// E-mails reach them: a code can be sent.
    pub is_written_to: bool,
    /// A calendar follows the own appointments.
    pub has_feed: bool,
    /// Browsers that know them.
    pub devices: u32,
    /// What they asked last about being erased.
    pub erasure: Option<ErasureRequest>,
}

/// Somebody who asks to be erased, on the list of the staff.
#[derive(Clone, Debug)]
pub struct ErasureAsked {
    /// Who.
    pub patient: Patient,
    /// When.
    pub asked: Instant,
}

/// What erasing somebody would take away, and what they asked.
#[derive(Clone, Debug)]
pub struct ErasureSeen {
    /// Appointments of any state.
    pub appointments: usize,
    /// Of them those that are still to come.
    pub coming: usize,
    /// Messages that are still kept.
    pub messages: usize,
    /// When they asked for it themselves, while nobody has decided.
    pub asked: Option<Instant>,
    /// Whether the answer can be sent by e-mail.
    pub is_written_to: bool,
}

impl App {
    /// What stands; nothing is changed by looking.
    pub async fn own(&self, pass: &LinkPass) -> Result<Own, Failure> {
        let (token_hash, now) = (self.token_hash(pass)?, self.now());
        self.store
            .read(move |db| -> Result<Own, Failure> {
                let (_, patient) = behind(db, &usable(db, &token_hash, now)?)?;
                let reached = told(db, patient.id)?.ok_or(Refusal::NotFound)?;
                Ok(Own {
                    is_written_to: reached.email.is_some(),
                    has_feed: db.has_own_feed(patient.id)?,
                    devices: db.devices_of(patient.id, now)?,
                    erasure: db.erasure_request(patient.id)?,
                    patient,
                })
            })
            .await
    }

    /// Sends a code to the mailbox of the record, within the ceilings of all codes (security §5).
    pub async fn send_file_code(&self, pass: &LinkPass) -> Result<(), Failure> {
        let token_hash = self.token_hash(pass)?;
        let digits = ids::code6();
        let code_hash = self.code_hash(&token_hash, &digits);
        let app = self.clone();
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Failure> {
                let (appointment, patient) = linked_in(tx, &token_hash)?;
                let reached = told(tx, patient.id)?.ok_or(Refusal::NotFound)?;
                // Whom the practice only phones asks by phone.
                let email = reached.email.ok_or(Refusal::BlockedOnline)?;
                let to = Contact::Email(email);
                let contact = app.keys.tag("code-contact", contact_text(&to).as_bytes());
                refuse_too_many(tx, &contact, app.code_mails_a_day)?;
                let expires = tx.now() + CODE_LIFE;
                tx.save_file_code(&token_hash, &code_hash, expires)?;
                let since = tx.now() - TimeDelta::days(1);
                tx.note_code_sent(&contact, crate::domain::id::HoldId(0), since)?;
                tx.post(&NewMessage {
                    kind: MessageKind::Code,
                    about: None,
                    with: Vec::new(),
                    to,
                    language: patient.language,
                    code: Some(digits),
                    key: ids::token(),
                    useful_until: expires,
                })?;
                let record = Record::new(&Actor::Patient, "link.code");
                tx.audit(&record.on(format_args!("appointment:{}", appointment.id)))?;
                Ok(())
            })
            .await
    }

    /// Judges the code; a right one is used up and opens the file for as long as a pass lives.
    pub async fn open_file(&self, pass: &LinkPass, code: &str) -> Result<FilePass, Failure> {
        let token_hash = self.token_hash(pass)?;
        let code_hash = self.code_hash(&token_hash, code);
        let judged: Result<(), Refusal> = self
            .store
            .write(move |tx: &mut Tx<'_>| -> Judged<()> {
                let (appointment, _) = linked_in(tx, &token_hash)?;
                let on_record = |what| {
                    let record = Record::new(&Actor::Patient, what);
                    record.on(format_args!("appointment:{}", appointment.id))
                };
                let Some(sent) = tx.file_code(&token_hash)?.filter(|code| code.expires > tx.now()) else {
                    return Ok(Err(Refusal::CodeExpired));
                };
                if hash::equal(&sent.hash, &code_hash) {
                    tx.drop_file_code(&token_hash)?;
                    tx.audit(&on_record("link.proven"))?;
                    return Ok(Ok(()));
                }
                let tries_left = TRIES.saturating_sub(sent.tries + 1);
                if tries_left == 0 {
                    tx.drop_file_code(&token_hash)?;
                } else {
                    tx.count_file_code_try(&token_hash)?;
                }
                tx.audit(&on_record("link.unproven"))?;
                Ok(Err(Refusal::WrongCode { tries_left }))
            })
            .await?;
        judged?;
        Ok(FilePass::seal(&self.keys, &token_hash, self.now())?)
    }

    /// Whether the file is open to this pass.
    pub fn is_file_open(&self, pass: &LinkPass, file: &FilePass) -> bool {
        self.proven(pass, file).is_ok()
    }

    /// Everything about the person of the link, as the practice's own export has it; on record.
    pub async fn own_export(&self, pass: &LinkPass, file: &FilePass) -> Result<PatientExport, Failure> {
        self.proven(pass, file)?;
        let id = self.linked(pass).await?.patient.id;
        let export = self.export_patient(id, Actor::Patient).await?;
        Ok(export.ok_or(Refusal::NotFound)?)
    }

    /// Asks to be erased; again while that waits is fine.
    pub async fn ask_erasure(&self, pass: &LinkPass, file: &FilePass) -> Result<(), Failure> {
        let token_hash = self.proven(pass, file)?;
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Failure> {
                let (_, patient) = linked_in(tx, &token_hash)?;
                let last = tx.erasure_request(patient.id)?;
                if last.is_some_and(|last| last.refused.is_none()) {
                    return Ok(());
                }
                tx.ask_erasure(patient.id)?;
                let record = Record::new(&Actor::Patient, "erasure.ask");
                tx.audit(&record.on(format_args!("patient:{}", patient.id)))?;
                Ok(())
            })
            .await
    }

    /// Both passes are of the same link.
    fn proven(&self, pass: &LinkPass, file: &FilePass) -> Result<[u8; 32], Refusal> {
        let token_hash = self.token_hash(pass)?;
        if file.token_hash(&self.keys, self.now())? == token_hash {
            Ok(token_hash)
        } else {
            Err(Refusal::NotFound)
        }
    }

    /// Who waits for an answer, the oldest first.
    pub async fn erasures_asked(&self) -> Result<Vec<ErasureAsked>, Fault> {
        self.store
            .read(|db: &Db<'_>| {
                let mut all = Vec::new();
                for request in db.open_erasure_requests()? {
                    let patient = db.patient(request.patient)?;
                    all.extend(patient.map(|patient| ErasureAsked {
                        patient,
                        asked: request.asked,
                    }));
                }
                Ok(all)
            })
            .await
    }

    /// What erasing somebody would take away; nothing is. `None` when there is no such record.
    pub async fn erasure_seen(&self, id: PatientId) -> Result<Option<ErasureSeen>, Fault> {
        let now = self.now();
        self.store
            .read(move |db: &Db<'_>| {
                let Some(patient) = db.patient(id)? else {
                    return Ok(None);
                };
                let appointments = db.appointments_of(id)?;
                let is_coming =
                    |a: &&crate::domain::booking::Appointment| a.status.takes_time() && a.interval.end > now;
                let asked = db.erasure_request(id)?.filter(|asked| asked.refused.is_none());
                Ok(Some(ErasureSeen {
                    coming: appointments.iter().filter(is_coming).count(),
                    appointments: appointments.len(),
                    messages: db.messages_to(&patient)?.len(),
                    asked: asked.map(|asked| asked.asked),
                    is_written_to: told(db, id)?.is_some_and(|patient| patient.email.is_some()),
                }))
            })
            .await
    }

    /// Refuses to erase somebody who asked; the answer goes out by e-mail, and stands on the patient's page.
    pub async fn refuse_erasure(
        &self,
        id: PatientId,
        answer: NoteToPatient,
        actor: Actor,
    ) -> Result<(), Failure> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Failure> {
                if !tx.refuse_erasure(id, answer.as_str())? {
                    return Err(Refusal::WrongState.into());
                }
                answered(tx, told(tx, id)?, MessageKind::NotErased, Some(answer.as_str()))?;
                tx.audit(&Record::new(&actor, "erasure.refuse").on(format_args!("patient:{id}")))?;
                Ok(())
            })
            .await
    }
}

/// Tells somebody what became of the request; who has no mailbox is phoned.
pub(super) fn answered(
    tx: &mut Tx<'_>,
    patient: Option<Patient>,
    kind: MessageKind,
    note: Option<&str>,
) -> Result<(), Fault> {
    let Some((email, language)) = patient.and_then(|patient| Some((patient.email?, patient.language))) else {
        return Ok(());
    };
    let id = tx.post(&NewMessage {
        kind,
        about: None,
        with: Vec::new(),
        to: Contact::Email(email),
        language,
        code: None,
        key: ids::token(),
        useful_until: tx.now() + ANSWER_LIFE,
    })?;
    note.map_or(Ok(()), |note| tx.annotate_message(id, note))
}
