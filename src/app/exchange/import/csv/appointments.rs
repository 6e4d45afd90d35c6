//! `appointments.csv`.

use chrono::NaiveDateTime;

use super::column::Column;
use super::patients::{optional, patient};
use super::table::{Row, each_row};
use crate::app::exchange::import::draft::{AppointmentDraft, Draft, When};
use crate::app::exchange::import::text::plain;
use crate::app::exchange::import::unreadable::Reason;
use crate::app::exchange::import::when;
use crate::domain::booking::Status;
use crate::domain::contact::FieldProblem;

/// Reads a file of appointments.
pub fn read(text: &str) -> Draft {
    let mut draft = Draft::default();
    let required: &[&[Column]] = &[
        &[Column::FamilyName, Column::FullName],
        &[Column::Practitioner],
        &[Column::Date],
    ];
    draft.unreadable = each_row(text, required, |row| {
        draft.appointments.push(appointment(row)?);
        Ok(())
    });
    draft
}

fn appointment(row: &Row<'_>) -> Result<AppointmentDraft, Reason> {
    let start = start(row)?;
    let mut patient = patient(row)?;
    Ok(AppointmentDraft {
        line: row.line,
        // Empty where a practice has one practitioner only.
        practitioner: row.cell(Column::Practitioner).to_owned(),
        care: row.cell(Column::Care).to_owned(),
        start: When::Wall(start),
        minutes: length(row, start)?,
        status: status(row.cell(Column::Status))?,
        // The note of such a row speaks of the visit.
        note: std::mem::take(&mut patient.note),
        patient,
    })
}

/// Day and time in two columns, or in one.
fn start(row: &Row<'_>) -> Result<NaiveDateTime, Reason> {
    let (day, hour) = (row.cell(Column::Date), row.cell(Column::Start));
    if hour.is_empty() || day.contains(' ') || day.contains('T') {
        return when::date_and_time(day).map_err(Reason::field("date"));
    }
    let day = when::date(day).map_err(Reason::field("date"))?;
    Ok(day.and_time(when::time(hour).map_err(Reason::field("start"))?))
}

fn length(row: &Row<'_>, start: NaiveDateTime) -> Result<Option<u16>, Reason> {
    if let Some(minutes) = optional(row.cell(Column::Minutes), when::minutes, "minutes")? {
        return Ok(Some(minutes));
    }
    let end = row.cell(Column::End);
    if end.is_empty() {
        return Ok(None);
    }
    let end = match when::date_and_time(end) {
        Ok(reading) => reading,
        Err(_) => start
            .date()
            .and_time(when::time(end).map_err(Reason::field("end"))?),
    };
    let minutes = u16::try_from((end - start).num_minutes()).ok().filter(|m| *m > 0);
    minutes
        .map(Some)
        .ok_or(Reason::field("end")(FieldProblem::EndBeforeStart))
}

/// States as this program exports them, and the words of practice programs.
fn status(cell: &str) -> Result<Option<Status>, Reason> {
    if cell.is_empty() {
        return Ok(None);
    }
    if let Some(status) = Status::from_key(cell) {
        return Ok(Some(status));
    }
    let status = match plain(cell).as_str() {
        "confirme" | "prevu" | "planifie" | "avenir" | "valide" | "confirmed" | "booked" | "scheduled" => {
            Status::Confirmed
        }
        "demande" | "enattente" | "requested" | "pending" => Status::Requested,
        "arrive" | "ensalle" | "salledattente" | "arrived" => Status::Arrived,
        "vu" | "venu" | "honore" | "termine" | "effectue" | "facture" | "present" | "done" | "seen"
        | "completed" => Status::Done,
        "absent" | "nonvenu" | "nonhonore" | "pasvenu" | "lapin" | "noshow" | "missed" => Status::NoShow,
        "excuse" | "absentexcuse" | "excused" => Status::Excused,
        "annule" | "annuleparlecabinet" | "cancelled" | "canceled" => Status::CancelledByPractice,
        "annuleparlepatient" | "annulepatient" | "cancelledbypatient" => Status::CancelledByPatient,
        "deplace" | "reporte" | "moved" | "rescheduled" => Status::Moved,
        _ => return Err(Reason::field("status")(FieldProblem::UnknownChoice)),
    };
    Ok(Some(status))
}
