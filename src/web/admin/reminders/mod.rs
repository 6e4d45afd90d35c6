//! Reminders at the desk: whom to remind by phone, the hours at which nobody is disturbed, and a patient's choice.

mod calls;
mod choice;
mod quiet_hours;

pub(super) use calls::to_call;

use axum::routing::{get, post};

use super::{act, show};
use crate::domain::staff::Right;
use crate::web::router::{Access, Route};

/// The routes of these pages.
#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    let records = Access::Right(Right::ManagePatients);
    let practice = Access::Right(Right::ManagePractice);
    vec![
        show("/admin/reminders", records, get(calls::show)),
        act("/admin/reminders", records, post(calls::note)),
        act("/admin/patients/{id}/reminders", records, post(choice::send)),
        show("/admin/setup/reminders", practice, get(quiet_hours::show)),
        act("/admin/setup/reminders", practice, post(quiet_hours::save)),
    ]
}
