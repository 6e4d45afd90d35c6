//! CSV for spreadsheets of French desks: semicolons, a byte-order mark, French headers that the import reads again.

use super::{Everything, reading};
use crate::domain::agenda::SetUp;
use crate::domain::booking::Appointment;
use crate::domain::patient::Patient;
use crate::domain::time::Zone;
use crate::store::Fault;

/// What makes a cell a formula in some spreadsheet.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

const PATIENTS: [&str; 6] = [
    "Nom",
    "Prénom",
    "Date de naissance",
    "Téléphone",
    "Courriel",
    "Remarque",
];
const APPOINTMENTS: [&str; 11] = [
    "Date",
    "Début",
    "Durée",
    "Praticien",
    "Motif",
    "Nom",
    "Prénom",
    "Date de naissance",
    "Téléphone",
    "Statut",
    "Remarque",
];

/// The sheets of one practice.
pub(super) struct Book<'a> {
    set_up: &'a SetUp,
    all: &'a Everything,
}

impl<'a> Book<'a> {
    pub(super) fn of(set_up: &'a SetUp, all: &'a Everything) -> Self {
        Self { set_up, all }
    }

    pub(super) fn patients(&self) -> Result<String, Fault> {
        let rows = self.all.patients.iter().map(|patient| {
            let email = patient.email.as_ref().map(|email| email.as_str().to_owned());
            vec![
                patient.family_name.as_str().to_owned(),
                patient.given_name.as_str().to_owned(),
                born(patient),
                phone(patient),
                email.unwrap_or_default(),
                patient.note.clone(),
            ]
        });
        sheet(&PATIENTS, rows)
    }

    /// Times are readings of the practice's clocks: of the repeated autumn hour only the JSON tells which.
    pub(super) fn appointments(&self, zone: Zone) -> Result<String, Fault> {
        let rows = self.all.appointments.iter().filter_map(|(appointment, _)| {
            let patient = self.all.patient(appointment)?;
            Some(self.visit(zone, appointment, patient))
        });
        sheet(&APPOINTMENTS, rows)
    }

    fn visit(&self, zone: Zone, appointment: &Appointment, patient: &Patient) -> Vec<String> {
        let start = reading(zone, appointment.interval.start);
        let practitioner = self.set_up.practitioners.get(&appointment.practitioner);
        let care = self.set_up.care_types.get(&appointment.care);
        vec![
            start.format("%d/%m/%Y").to_string(),
            start.format("%H:%M").to_string(),
            appointment.interval.length().num_minutes().to_string(),
            practitioner.map(|p| p.name.clone()).unwrap_or_default(),
            care.map(|c| c.name.clone()).unwrap_or_default(),
            patient.family_name.as_str().to_owned(),
            patient.given_name.as_str().to_owned(),
            born(patient),
            phone(patient),
            appointment.status.key().to_owned(),
            appointment.note.clone(),
        ]
    }
}

fn born(patient: &Patient) -> String {
    patient
        .born
        .map(|day| day.format("%d/%m/%Y").to_string())
        .unwrap_or_default()
}

fn phone(patient: &Patient) -> String {
    patient
        .phone
        .as_ref()
        .map(crate::domain::contact::Phone::national)
        .unwrap_or_default()
}

fn sheet(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<String, Fault> {
    let failed = |error: csv::Error| Fault::Bug(error.to_string());
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(header).map_err(failed)?;
    for row in rows {
        let cells: Vec<String> = row.into_iter().map(guarded).collect();
        writer.write_record(&cells).map_err(failed)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| Fault::Bug(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| Fault::Bug(error.to_string()))
}

/// A spreadsheet must not run what a patient typed (CSV injection); the import takes the guard off again.
fn guarded(cell: String) -> String {
    if cell.starts_with(FORMULA) {
        format!("'{cell}")
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula() {
        for text in ["=1+1", "+33 1", "-2", "@SUM(A1)", "\tx", "\r=1"] {
            assert!(guarded(text.to_owned()).starts_with('\''), "{text}");
        }
        assert_eq!(guarded("06 39".to_owned()), "06 39");
    }
}
