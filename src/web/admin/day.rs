//! The routes of a working day: agenda, appointments, patients.

use axum::routing::{get, post};

use super::{
    absences as missed, act, agenda, appointment, audit, booking, calendar_dry_run, command, ill, live,
    patients, print, retention, returned, seen, show, texts, to_do, undo,
};
use crate::domain::staff::Right;
use crate::web::router::{Access, Route};

/// See the module.
pub(super) fn table() -> Vec<Route> {
    let look = Access::Right(Right::ViewAgenda);
    let manage = Access::Right(Right::ManageAppointments);
    let records = Access::Right(Right::ManagePatients);
    let notes = Access::Right(Right::ReadNotes);
    let schedules = Access::Right(Right::ManageSchedules);
    vec![
        show("/admin", look, get(agenda::show)),
        show("/admin/book", manage, get(booking::show)),
        act("/admin/book", manage, post(booking::send)),
        show("/admin/appointments/{id}", look, get(appointment::show)),
        act("/admin/appointments/{id}/mark", manage, post(appointment::mark)),
        act(
            "/admin/appointments/{id}/answer",
            manage,
            post(appointment::answer),
        ),
        act(
            "/admin/appointments/{id}/cancel",
            manage,
            post(appointment::cancel),
        ),
        act(
            "/admin/appointments/{id}/length",
            manage,
            post(appointment::length),
        ),
        show("/admin/appointments/{id}/copy", manage, get(booking::copy_show)),
        act("/admin/appointments/{id}/copy", manage, post(booking::copy_send)),
        act("/admin/undo", manage, post(undo::send)),
        show("/admin/print", look, get(print::show)),
        show("/admin/command", manage, get(command::show)),
        act("/admin/command", manage, post(command::send)),
        act("/admin/appointments/{id}/note", notes, post(appointment::note)),
        show(
            "/admin/appointments/{id}/move",
            manage,
            get(appointment::move_show),
        ),
        act(
            "/admin/appointments/{id}/move",
            manage,
            post(appointment::move_send),
        ),
        show("/admin/events", look, get(live::show)),
        show("/admin/ill", schedules, get(ill::show)),
        act("/admin/ill", schedules, post(ill::send)),
        show("/admin/ill/{draft}", schedules, get(ill::call_show)),
        act("/admin/ill/{draft}/call", schedules, post(ill::call_note)),
        show("/admin/to-do", look, get(to_do::show)),
        show("/admin/patients", records, get(patients::search_show)),
        act("/admin/patients", records, post(patients::search_send)),
        show("/admin/patients/new", records, get(patients::new_show)),
        act("/admin/patients/new", records, post(patients::new_send)),
        show("/admin/patients/{id}", records, get(patients::record_show)),
        act("/admin/patients/{id}", records, post(patients::record_send)),
    ]
}

/// What hangs on a patient's record.
pub(super) fn people() -> Vec<Route> {
    let records = Access::Right(Right::ManagePatients);
    vec![
        show(
            "/admin/patients/{id}/relatives",
            records,
            get(patients::relatives_show),
        ),
        act(
            "/admin/patients/{id}/relatives",
            records,
            post(patients::relatives_send),
        ),
        act(
            "/admin/patients/{id}/consents",
            records,
            post(patients::consents_send),
        ),
    ]
}

/// Records of one person that become one.
pub(super) fn duplicates() -> Vec<Route> {
    let records = Access::Right(Right::ManagePatients);
    vec![
        show(
            "/admin/patients/duplicates",
            records,
            get(patients::duplicates_show),
        ),
        act(
            "/admin/patients/duplicates",
            records,
            post(patients::duplicates_dismiss),
        ),
        show("/admin/patients/{id}/merge", records, get(patients::merge_show)),
        act("/admin/patients/{id}/merge", records, post(patients::merge_send)),
        act(
            "/admin/patients/merges/{id}/undo",
            records,
            post(patients::merge_undo),
        ),
    ]
}

/// What the law gives patients: to know what is held, and to have it erased (security §11).
pub(super) fn rights() -> Vec<Route> {
    let practice = Access::Right(Right::ManagePractice);
    let notes = Access::Right(Right::ReadNotes);
    let administer = Access::Right(Right::Administer);
    vec![
        show(
            "/admin/patients/{id}/export.json",
            notes,
            get(patients::export_json),
        ),
        show(
            "/admin/patients/{id}/export.html",
            notes,
            get(patients::export_page),
        ),
        show(
            "/admin/patients/{id}/erase",
            administer,
            get(patients::erase_show),
        ),
        act(
            "/admin/patients/{id}/erase",
            administer,
            post(patients::erase_send),
        ),
        act(
            "/admin/patients/{id}/erase/refuse",
            administer,
            post(patients::erase_refuse),
        ),
        show("/admin/audit", administer, get(audit::show)),
        show(
            "/admin/calendars/{id}/dry-run",
            administer,
            get(calendar_dry_run::show),
        ),
        act(
            "/admin/calendars/{id}/dry-run",
            administer,
            post(calendar_dry_run::send),
        ),
        show("/admin/setup/retention", practice, get(retention::show)),
        act("/admin/setup/retention", practice, post(retention::save)),
        act("/admin/setup/retention/apply", administer, post(retention::apply)),
    ]
}

/// No-shows.
pub(super) fn absences() -> Vec<Route> {
    let manage = Access::Right(Right::ManageAppointments);
    let practice = Access::Right(Right::ManagePractice);
    vec![
        act("/admin/appointments/{id}/late", manage, post(appointment::late)),
        act("/admin/appointments/{id}/contest", manage, post(missed::decide)),
        act("/admin/calendars/seen/{id}", manage, post(seen::answer)),
        act("/admin/texts/{id}/seen", manage, post(texts::seen)),
        act("/admin/returned/{id}", manage, post(returned::settle)),
        act(
            "/admin/appointments/{id}/series",
            manage,
            post(appointment::series),
        ),
        show("/admin/absences", manage, get(missed::show)),
        show("/admin/setup/no-shows", practice, get(missed::ladder_show)),
        act("/admin/setup/no-shows", practice, post(missed::ladder_save)),
    ]
}
