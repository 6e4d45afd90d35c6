//! The waiting list for the staff (booking-rules §9): who waits, who was offered what, and what came of it.

mod acts;
mod entry;
mod join;
mod list;
mod words;

pub(super) use words::in_words;

use axum::routing::{get, post};

use super::{act, show};
use crate::domain::staff::Right;
use crate::web::router::{Access, Route};

/// The routes. The list shows the patients of the whole practice, so it is for those who look after their records.
pub(super) fn table() -> Vec<Route> {
    let records = Access::Right(Right::ManagePatients);
    vec![
        show("/admin/waiting", records, get(list::show)),
        show("/admin/waiting/new", records, get(join::show)),
        act("/admin/waiting/new", records, post(join::send)),
        show("/admin/waiting/{id}", records, get(entry::show)),
        act("/admin/waiting/{id}", records, post(entry::send)),
        act("/admin/waiting/{id}/state", records, post(acts::set_state)),
        act("/admin/waiting/{id}/offer", records, post(acts::offer)),
        act("/admin/offers/{id}", records, post(acts::answer)),
    ]
}
