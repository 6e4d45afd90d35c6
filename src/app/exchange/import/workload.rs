//! The workload of `booking_bench` as it is: practitioners, four cares, weekdays of equal hours, patients, a year of
//! appointments, past ones included. Patients are drawn at random there, a few of them at two places at once, which no
//! practice has: the next one who is free takes the place.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::draft::{
    AppointmentDraft, CareTypeDraft, Draft, PatientDraft, PractitionerDraft, ScheduleDraft, When,
};
use super::text::RECORDS_MAX;
use super::unreadable::{Reason, Unreadable};
use crate::domain::contact::{FieldProblem, PersonName};
use crate::domain::time::DayTime;

/// Most practitioners of a workload.
const STAFF_MAX: usize = 500;

#[derive(serde::Deserialize)]
struct Workload {
    staff: usize,
    care: Vec<(String, u16)>,
    open: u16,
    close: u16,
    step: u16,
    patients: usize,
    appointments: Vec<Entry>,
}

/// Reads a workload; line numbers count appointments from 1, since the file is one line.
pub fn read(text: &str) -> Draft {
    let mut draft = Draft::default();
    match serde_json::from_str::<Workload>(text) {
        Ok(workload) => fill(&workload, &mut draft),
        Err(error) => draft.unreadable.push(Unreadable {
            line: error.line().max(1),
            reason: Reason::WrongKind,
        }),
    }
    draft
}

fn fill(workload: &Workload, draft: &mut Draft) {
    let refuse = |draft: &mut Draft, line, reason| draft.unreadable.push(Unreadable { line, reason });
    let records = workload.appointments.len().max(workload.patients);
    if records > RECORDS_MAX || workload.staff > STAFF_MAX || workload.care.len() > STAFF_MAX {
        return refuse(draft, 1, Reason::TooMany(RECORDS_MAX));
    }
    let hours = DayTime::from_minutes(workload.open).zip(DayTime::from_minutes(workload.close));
    let Some((start, end)) = hours.filter(|(start, end)| start < end) else {
        return refuse(draft, 1, Reason::field("open")(FieldProblem::EndBeforeStart));
    };
    draft.practitioners = (0..workload.staff).map(practitioner).collect();
    draft.schedules = (0..workload.staff)
        .map(|index| ScheduleDraft {
            practitioner: practitioner(index).name,
            days: [true, true, true, true, true, false, false],
            start,
            end,
        })
        .collect();
    draft.care_types = workload
        .care
        .iter()
        .map(|(name, minutes)| care(name, *minutes, workload.step))
        .collect();
    let patients: Vec<Option<PatientDraft>> = (0..workload.patients).map(patient).collect();
    let mut busy = Busy::default();
    for (index, entry) in workload.appointments.iter().enumerate() {
        let entry = busy.placed(*entry, workload.patients);
        match appointment(index + 1, &entry, workload, &patients) {
            Ok(taken) => draft.appointments.push(taken),
            Err(reason) => refuse(draft, index + 1, reason),
        }
    }
    draft.patients = patients.into_iter().flatten().collect();
}

/// Date, practitioner, care, start and end in minutes of the day, patient.
type Entry = (NaiveDate, usize, usize, u32, u32, usize);

/// When each patient is somewhere.
#[derive(Default)]
struct Busy(HashMap<(NaiveDate, usize), Vec<(u32, u32)>>);

impl Busy {
    fn placed(&mut self, entry: Entry, patients: usize) -> Entry {
        let (date, staff, care, start, end, drawn) = entry;
        let is_free = |patient: &usize| {
            let times = self.0.get(&(date, *patient)).map_or(&[][..], Vec::as_slice);
            times.iter().all(|(from, to)| end <= *from || *to <= start)
        };
        let next = (0..patients).map(|n| (drawn + n) % patients);
        // One who is not on the list is told by its line.
        let patient = next.filter(|_| drawn < patients).find(is_free).unwrap_or(drawn);
        self.0.entry((date, patient)).or_default().push((start, end));
        (date, staff, care, start, end, patient)
    }
}

fn appointment(
    line: usize,
    &(date, staff, care, start, end, patient): &Entry,
    workload: &Workload,
    patients: &[Option<PatientDraft>],
) -> Result<AppointmentDraft, Reason> {
    let out_of_list = |column| Reason::field(column)(FieldProblem::UnknownChoice);
    let (name, _) = workload.care.get(care).ok_or(out_of_list("care"))?;
    let patient = patients
        .get(patient)
        .and_then(Option::as_ref)
        .ok_or(out_of_list("patient"))?;
    if staff >= workload.staff {
        return Err(out_of_list("staff"));
    }
    let length = end
        .checked_sub(start)
        .and_then(|minutes| u16::try_from(minutes).ok());
    let minutes = length
        .filter(|m| *m > 0)
        .ok_or(Reason::field("end")(FieldProblem::EndBeforeStart))?;
    let midnight = date.and_time(NaiveTime::MIN);
    let reading = midnight
        .checked_add_signed(TimeDelta::minutes(i64::from(start)))
        .filter(|reading| start < 1440 && reading.date() == date)
        .ok_or(Reason::field("start")(FieldProblem::OutOfRange {
            min: 0,
            max: 1439,
        }))?;
    Ok(AppointmentDraft {
        line,
        practitioner: practitioner(staff).name,
        care: name.clone(),
        patient: patient.clone(),
        start: When::Wall(reading),
        minutes: Some(minutes),
        status: None,
        note: String::new(),
    })
}

fn practitioner(index: usize) -> PractitionerDraft {
    PractitionerDraft {
        line: 1,
        name: format!("Praticien {:02}", index + 1),
        calendar: None,
    }
}

fn care(name: &str, minutes: u16, step_minutes: u16) -> CareTypeDraft {
    CareTypeDraft {
        line: 1,
        name: name.to_owned(),
        public_text: String::new(),
        minutes,
        step_minutes,
        is_online: true,
    }
}

/// Names take letters only, so the number is spelt in base 26: 0 is `Aaaa`, 27 is `Aabb`.
fn patient(index: usize) -> Option<PatientDraft> {
    let letter = |divisor: usize| char::from_u32(u32::from(b'a') + u32::try_from(index / divisor % 26).ok()?);
    let spelt: Option<String> = [17_576, 676, 26, 1].into_iter().map(letter).collect();
    let born = NaiveDate::from_ymd_opt(1940, 1, 1)? + TimeDelta::days(i64::try_from(index % 25_000).ok()?);
    Some(PatientDraft {
        line: 1,
        family_name: PersonName::parse("Banc").ok()?,
        given_name: PersonName::parse(&spelt?).ok()?,
        born: Some(born),
        phone: None,
        email: None,
        note: String::new(),
    })
}
