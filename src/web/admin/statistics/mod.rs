//! Statistics, measures and the gap doctor: pictures and numbers without a patient's name.

mod access;
mod cell;
mod choice;
mod diagnosis;
mod doctor;
mod figures;
mod measures;
mod overview;

use axum::routing::get;

use super::show;
use crate::domain::staff::Right;
use crate::web::extract::Visit;
use crate::web::router::{Access, Route};

/// The routes of this part.
pub(super) fn table() -> Vec<Route> {
    let look = Access::Right(Right::ViewStatistics);
    vec![
        show("/admin/statistics", look, get(overview::show)),
        show("/admin/statistics/csv", look, get(overview::csv)),
        show("/admin/statistics/measures", look, get(measures::show)),
        show("/admin/statistics/measures/csv", look, get(measures::csv)),
        show("/admin/statistics/gaps", look, get(doctor::show)),
    ]
}

/// A page of this part.
struct Tab {
    href: String,
    label: String,
    is_current: bool,
}

const TABS: [(&str, &str); 3] = [
    ("/admin/statistics", "statistics-overview"),
    ("/admin/statistics/measures", "statistics-measures"),
    ("/admin/statistics/gaps", "statistics-gaps"),
];

fn tabs(visit: &Visit, here: &str) -> Vec<Tab> {
    TABS.iter()
        .map(|(path, key)| Tab {
            href: visit.link(path),
            label: visit.texts().text(key).into_owned(),
            is_current: *path == here,
        })
        .collect()
}
