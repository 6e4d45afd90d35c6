//! School holidays in words, for the month and the forms that plan.

use crate::domain::schedule::{SchoolHolidays, SchoolPeriod, SchoolZone};
use crate::i18n::Texts;

/// Marks the practice's own words.
pub(super) const CUSTOM: &str = "custom:";

/// The name of a period.
pub(super) fn name(t: Texts, period: &SchoolPeriod) -> String {
    match period.name.strip_prefix(CUSTOM) {
        Some(own) => own.to_owned(),
        None => t.text(&format!("school-{}", period.name)).into_owned(),
    }
}

/// The name with the zone whose calendar it comes from; a period of the practice's own has none.
pub(super) fn name_and_zone(t: Texts, school: &SchoolHolidays, period: &SchoolPeriod) -> String {
    let is_own = period.name.starts_with(CUSTOM);
    let zone = school.zone.filter(|_| !is_own).map_or("none", SchoolZone::key);
    t.with(
        "school-period",
        &[("name", name(t, period).into()), ("zone", zone.into())],
    )
}
