//! What the staff do at the desk, done by a program that may (`desk:write`).

mod booking;
mod deciding;
mod ill;
mod marks;
mod moving;
mod undo;

use grappe::domain::booking::Status;
use grappe::domain::care_type::Series;
use grappe::domain::id::{AppointmentId, CareTypeId};
use grappe::store::{Fault, Tx};
use serde_json::{Value, json};

use super::program::{Program, Served, kind, places};
use crate::support::practice::{CONSULTATION, published};

pub(super) const BOOK: &str = "/api/v1/desk/appointments";
/// What the patient says of a no-show.
pub(super) const WORDS: &str = "J'étais là à l'heure.";

pub(super) fn desk(id: &Value, act: &str) -> String {
    format!("{BOOK}/{id}{act}")
}

/// A consultation with Dr Martin for somebody new, at a local time of the first week of March.
pub(super) fn asked(start: &str, family: &str) -> Value {
    json!({"care": 1, "practitioner": 1, "start": paris(start), "patient": {"family_name": family, "given_name": "Zoé"}})
}

pub(super) fn paris(start: &str) -> String {
    format!("{start}:00+01:00")
}

/// The same with other members.
pub(super) fn with(mut body: Value, more: &Value) -> Value {
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

#[track_caller]
pub(super) fn made(program: &Program, path: &str, body: &Value) -> Value {
    let (status, answer) = program.post(path, body);
    assert!(matches!(status, 200 | 201), "{path} {body}: {status} {answer}");
    answer
}

/// What is refused, with the kind of its problem.
#[track_caller]
pub(super) fn refused(program: &Program, path: &str, (body, expected): (&Value, (u16, &str))) -> Value {
    let (status, answer) = program.post(path, body);
    assert_eq!((status, kind(&answer)), expected, "{path} {body}: {answer}");
    answer
}

#[track_caller]
pub(super) fn sheet(program: &Program, id: &Value) -> Value {
    let (status, sheet, _) = program.get(&desk(id, ""));
    assert_eq!(status, 200, "{sheet}");
    sheet
}

pub(super) fn written<T: Send + 'static>(
    site: &Served,
    act: impl FnOnce(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
) -> T {
    let done = site
        .0
        .app
        .store()
        .write(move |tx: &mut Tx<'_>| -> Result<T, Fault> {
            let done = act(tx)?;
            published(tx)?;
            Ok(done)
        });
    site.0.run(done).unwrap()
}

/// Care 4, which leads to a consultation three to four weeks later.
pub(super) fn leading(site: &Served, is_required: bool) {
    written(site, move |tx| {
        let mut care = tx.agenda().set_up().care_types[&CONSULTATION].clone();
        care.id = CareTypeId(0);
        "Premier vaccin".clone_into(&mut care.name);
        care.terms.series = Some(Series {
            next: CONSULTATION,
            min_days: 21,
            max_days: 28,
            same_practitioner: true,
            require_next: is_required,
        });
        tx.save_care_type(&care)
    });
}

/// Both visits of a series, the first on a Tuesday.
pub(super) fn series(program: &Program) -> (Value, Value) {
    series_on(program, "2026-03-03")
}

/// Both visits of a series: at nine on a day of the first week of March, and on the 25th.
pub(super) fn series_on(program: &Program, first: &str) -> (Value, Value) {
    let body = json!({"care": 4, "next": [{"start": paris("2026-03-25T09:00")}]});
    let first = made(
        program,
        BOOK,
        &with(asked(&format!("{first}T09:00"), "Roux"), &body),
    );
    let next = first["next"]["id"].clone();
    (first["id"].clone(), next)
}

/// Gives an appointment a state that no program may give it.
pub(super) fn becomes(site: &Served, id: &Value, status: Status) {
    let id = AppointmentId(id.as_i64().unwrap());
    written(site, move |tx| {
        let found = tx.appointment(id)?.unwrap();
        tx.set_status(&found, status)
    });
}

/// A no-show that its patient contests; it is Tuesday noon afterwards.
pub(super) fn contested(site: &Served, program: &Program) -> Value {
    let missed = made(program, BOOK, &asked("2026-03-03T09:00", "Faure"))["id"].clone();
    site.0.clock.set("2026-03-03T11:00:00Z".parse().unwrap());
    let state = format!("/api/v1/appointments/{missed}/state");
    made(program, &state, &json!({"status": "no_show"}));
    let id = AppointmentId(missed.as_i64().unwrap());
    assert!(written(site, move |tx| tx.save_contest(id, WORDS)));
    missed
}

/// The places of the mistakes in a body.
#[track_caller]
pub(super) fn wrong(program: &Program, path: &str, body: &Value) -> Vec<String> {
    places(&refused(program, path, (body, (422, "invalid-request"))))
}
