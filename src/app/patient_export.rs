//! Everything the box holds about one person, for that person (GDPR art. 15): a file for machines and what a page shows.

use serde_json::{Value, json};

use crate::domain::booking::Appointment;
use crate::domain::contact::{Email, Phone};
use crate::domain::id::PatientId;
use crate::domain::question::Declared;
use crate::domain::staff::Actor;
use crate::domain::time::{Instant, Interval};
use crate::domain::waiting_list::WaitingEntry;
use crate::store::{
    AuditEntry, AuditQuery, Contest, ErasureRequest, Fault, Presence, Record, SentMessage, Tx,
};

use super::patients::file;
use super::{App, PatientFile};

/// Records of the log that an export holds at most; the newest ones.
const LOG_AT_MOST: u32 = 5000;

/// Everything about one person.
#[derive(Clone, Debug)]
pub struct PatientExport {
    /// The record with what hangs on it.
    pub file: PatientFile,
    /// Of each appointment: confirmed presence, and what the patient said of a no-show.
    pub said: Vec<(Presence, Option<Contest>)>,
    /// Of each appointment: the delay that the patient announced, in minutes.
    pub delays: Vec<Option<u16>>,
    /// Of each appointment: what was answered before it was booked.
    pub answers: Vec<Vec<Declared>>,
    /// Places on the waiting list.
    pub waiting: Vec<WaitingEntry>,
    /// Messages, sent or not.
    pub messages: Vec<SentMessage>,
    /// Browsers that know the person, and whether a calendar follows the own appointments.
    pub doors: (u32, bool),
    /// The last request to be erased, with what the practice answered.
    pub erasure: Option<ErasureRequest>,
    /// Who saw or changed what, the newest first.
    pub log: Vec<AuditEntry>,
    /// When it was made.
    pub made: Instant,
}

impl App {
    /// Collects it, which is on record; `None` when there is no such person.
    pub async fn export_patient(&self, id: PatientId, actor: Actor) -> Result<Option<PatientExport>, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<_, Fault> {
                let (Some(patient), Some(version)) = (tx.patient(id)?, tx.patient_version(id)?) else {
                    return Ok(None);
                };
                tx.audit(&Record::new(&actor, "patient.export").on(format_args!("patient:{id}")))?;
                let messages = tx.messages_to(&patient)?;
                let file = file(tx, patient, version)?;
                let (mut said, mut answers, mut delays) = (Vec::new(), Vec::new(), Vec::new());
                for appointment in &file.appointments {
                    delays.push(tx.delay(appointment.id)?);
                    answers.push(tx.answers_of(appointment.id)?);
                    said.push((tx.presence(appointment.id)?, tx.contest(appointment.id)?));
                }
                let log = tx.search_audit(&AuditQuery {
                    patient: Some(id),
                    staff: None,
                    span: Interval {
                        start: Instant::UNIX_EPOCH,
                        end: tx.now() + chrono::TimeDelta::days(1),
                    },
                    before: None,
                    limit: LOG_AT_MOST,
                })?;
                Ok(Some(PatientExport {
                    waiting: tx.waiting_entries_of(id)?,
                    doors: (tx.devices_of(id, tx.now())?, tx.has_own_feed(id)?),
                    erasure: tx.erasure_request(id)?,
                    file,
                    said,
                    delays,
                    answers,
                    messages,
                    log,
                    made: tx.now(),
                }))
            })
            .await
    }

    /// The same as one JSON document.
    pub fn patient_json(&self, export: &PatientExport) -> String {
        let file = &export.file;
        let (patient, marks) = (&file.patient, &file.marks);
        let told = export.said.iter().zip(&export.answers).zip(&export.delays);
        let visits = file.appointments.iter().zip(told);
        let document = json!({
            "format": "grappe-patient-1",
            "made": export.made.to_rfc3339(),
            "practice": self.agenda().set_up().practice.name,
            "person": {
                "number": patient.id,
                "family_name": patient.family_name.as_str(),
                "given_name": patient.given_name.as_str(),
                "born": patient.born,
                "phone": patient.phone.as_ref().map(Phone::as_str),
                "email": patient.email.as_ref().map(Email::as_str),
                "language": patient.language,
                "note": patient.note,
                "front_desk_note": marks.desk_note,
                "by_phone_only": marks.is_phone_only,
                "online_booking_closed": patient.is_blocked_online,
                "online_booking_closed_because": marks.block_reason,
                "fragile": patient.is_fragile,
                "no_shows_counted": file.standing.missed,
            },
            "appointments": visits.map(|(a, ((said, answers), delay))| self.visit(file, a, (said, answers, *delay))).collect::<Vec<_>>(),
            "waiting_list": export.waiting.iter().map(|entry| self.place(entry)).collect::<Vec<_>>(),
            "remembered_devices": export.doors.0,
            "calendar_address": export.doors.1,
            "erasure_asked": export.erasure.as_ref().map(|asked| json!({
                "at": asked.asked.to_rfc3339(),
                "refused": asked.refused.as_ref().map(|(at, answer)| json!({"at": at.to_rfc3339(), "answer": answer})),
            })),
            "relatives": file.relatives.iter().map(|relative| json!({
                "name": relative.person.sort_name(),
                "kind": relative.kind.key(),
                "books_for_this_person": relative.is_contact,
            })).collect::<Vec<_>>(),
            "consents": file.consents.iter().map(|consent| json!({
                "kind": consent.kind.key(),
                "text": consent.version,
                "online": consent.is_online,
                "given": consent.given.to_rfc3339(),
                "withdrawn": consent.withdrawn.map(|at| at.to_rfc3339()),
            })).collect::<Vec<_>>(),
            "messages": export.messages.iter().map(|message| json!({
                "kind": message.kind,
                "channel": message.channel,
                "to": message.recipient,
                "state": message.state,
                "written": message.created.to_rfc3339(),
            })).collect::<Vec<_>>(),
            "log": export.log.iter().map(|entry| json!({
                "number": entry.seq,
                "at": entry.at.to_rfc3339(),
                "who": entry.who,
                "what": entry.what,
                "object": entry.object,
            })).collect::<Vec<_>>(),
        });
        format!("{document:#}")
    }

    fn place(&self, entry: &WaitingEntry) -> Value {
        json!({
            "care": self.agenda().set_up().care_types.get(&entry.care).map(|care| care.name.clone()),
            "state": entry.state.key(),
            "since": entry.created.to_rfc3339(),
            "until": entry.expires.to_rfc3339(),
            "wishes": entry.wishes,
            "told_by": entry.channel.key(),
            "urgency": entry.urgency.key(),
            "replaces": entry.replaces,
        })
    }

    fn visit(
        &self,
        file: &PatientFile,
        a: &Appointment,
        (said, answers, delay): (&(Presence, Option<Contest>), &[Declared], Option<u16>),
    ) -> Value {
        let agenda = self.agenda();
        let care = agenda.set_up().care_types.get(&a.care);
        let person = agenda.set_up().practitioners.get(&a.practitioner);
        json!({
            "number": a.id,
            "start": a.interval.start.to_rfc3339(),
            "end": a.interval.end.to_rfc3339(),
            "care": care.map(|care| care.name.as_str()),
            "practitioner": person.map(|person| person.name.as_str()),
            "state": a.status,
            "origin": a.origin,
            "booked": a.created.to_rfc3339(),
            "note": a.note,
            "overbooked_because": a.overbooking.as_ref().map(|over| &over.reason),
            "came_late": file.late.contains(&a.id),
            "announced_minutes_late": delay,
            "answers": answers.iter().map(|declared| json!({
                "question": declared.question,
                "answer": declared.answer,
            })).collect::<Vec<_>>(),
            "presence_confirmed": said.0.confirmed.map(|at| at.to_rfc3339()),
            "objection": said.1.as_ref().map(|contest| json!({
                "words": contest.words,
                "decision": contest.decision.map(crate::store::ContestDecision::key),
            })),
        })
    }
}
