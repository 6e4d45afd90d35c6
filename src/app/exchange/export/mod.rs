//! Everything the practice has, for other programs and for whoever leaves: CSV, calendars and one JSON. What opens doors is
//! never in it: no password, token, link, code or calendar account.

mod sheet;
mod whole;

pub(super) use whole::FORM;

use std::collections::BTreeMap;

use crate::app::App;
use crate::app::calendar_file::{AgendaEvent, agenda_file};
use crate::domain::agenda::SetUp;
use crate::domain::booking::{Appointment, Status};
use crate::domain::contact::folded;
use crate::domain::patient::Patient;
use crate::domain::practitioner::Practitioner;
use crate::domain::staff::Actor;
use crate::domain::time::{Instant, Interval, Zone};
use crate::store::{CalendarIdentity, Db, Fault, Record, Rows, Tx};

/// One file of an export.
#[derive(Clone, Debug)]
pub struct ExportedFile {
    /// Name, without a folder.
    pub name: String,
    /// Contents.
    pub bytes: Vec<u8>,
}

/// What an export is made of.
struct Everything {
    patients: Vec<Patient>,
    appointments: Vec<(Appointment, CalendarIdentity)>,
    rows: Rows,
    numbers: BTreeMap<String, i64>,
    log: Vec<String>,
}

impl App {
    /// The files of an export; that there was one is on record.
    pub async fn export(&self, actor: Actor) -> Result<Vec<ExportedFile>, Fault> {
        let all = self.store.read(|db: &Db<'_>| everything(db)).await?;
        let (agenda, now) = (self.agenda(), self.now());
        let set_up = agenda.set_up();
        let book = sheet::Book::of(set_up, &all);
        let mut files = vec![
            file("patients.csv", book.patients()?),
            file("rendez-vous.csv", book.appointments(agenda.zone())?),
            file("grappe.json", whole::json(&all, now)?),
            file("journal.jsonl", all.log.join("\n") + "\n"),
        ];
        files.extend(calendars(set_up, &all, now));
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.audit(&Record::new(&actor, "export.write"))?;
                Ok(())
            })
            .await?;
        Ok(files)
    }
}

fn everything(db: &Db<'_>) -> Result<Everything, Fault> {
    let always = Interval {
        start: Instant::MIN_UTC,
        end: Instant::MAX_UTC,
    };
    let mut appointments = Vec::new();
    for appointment in db.appointments_between(always)? {
        let identity = db.calendar_identity(appointment.id)?;
        let identity = identity.ok_or_else(|| Fault::Bug("an appointment without identity".to_owned()))?;
        appointments.push((appointment, identity));
    }
    appointments.sort_by_key(|(appointment, _)| appointment.id);
    Ok(Everything {
        patients: db.patients()?,
        rows: db.kept_rows()?,
        numbers: db.numbers_given()?,
        log: db.audit_lines()?,
        appointments,
    })
}

fn file(name: &str, text: String) -> ExportedFile {
    ExportedFile {
        name: name.to_owned(),
        bytes: text.into_bytes(),
    }
}

/// Two calendars a practitioner: appointments, which read again as such, and absences, which read again as busy time.
fn calendars(set_up: &SetUp, all: &Everything, now: Instant) -> Vec<ExportedFile> {
    let mut files = Vec::new();
    for practitioner in set_up.practitioners.values() {
        let name = format!("{}-{}", practitioner.id, file_name(practitioner));
        let visits = all
            .appointments
            .iter()
            .filter(|(a, _)| a.practitioner == practitioner.id && a.status.takes_time())
            .filter_map(|(a, identity)| visit(set_up, all, a, identity));
        files.push(file(
            &format!("agenda-{name}.ics"),
            agenda_file(&visits.collect::<Vec<_>>(), now),
        ));
        let away = set_up.absences.iter().filter(|a| a.concerns(practitioner.id));
        let away = away.map(|absence| AgendaEvent {
            uid: format!("absence-{}-{}", absence.id, practitioner.id),
            sequence: 0,
            is_tentative: false,
            interval: absence.interval,
            summary: absence.label.clone(),
            category: String::new(),
        });
        files.push(file(
            &format!("absences-{name}.ics"),
            agenda_file(&away.collect::<Vec<_>>(), now),
        ));
    }
    files
}

fn visit(
    set_up: &SetUp,
    all: &Everything,
    a: &Appointment,
    identity: &CalendarIdentity,
) -> Option<AgendaEvent> {
    let care = set_up.care_types.get(&a.care);
    Some(AgendaEvent {
        uid: identity.uid.clone(),
        sequence: identity.sequence,
        is_tentative: a.status == Status::Requested,
        interval: a.interval,
        // The comma keeps names of several words whole when it is read again.
        summary: all.patient(a).map(comma_name)?,
        category: care.map(|care| care.name.clone()).unwrap_or_default(),
    })
}

fn comma_name(patient: &Patient) -> String {
    format!("{}, {}", patient.family_name, patient.given_name)
}

/// Letters, digits and hyphens: the name goes to every file system.
fn file_name(practitioner: &Practitioner) -> String {
    let plain = folded(&practitioner.name).replace(' ', "-");
    plain
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .take(40)
        .collect()
}

impl Everything {
    fn patient(&self, appointment: &Appointment) -> Option<&Patient> {
        let place = self.patients.binary_search_by_key(&appointment.patient, |p| p.id);
        self.patients.get(place.ok()?)
    }
}

fn reading(zone: Zone, at: Instant) -> chrono::NaiveDateTime {
    zone.wall(at).reading
}
