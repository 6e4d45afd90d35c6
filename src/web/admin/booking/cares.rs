//! The care types a booking may be for, and the one proposed.

use super::book_form::BookForm;
use crate::domain::agenda::Agenda;
use crate::domain::care_type::CareType;
use crate::domain::id::CareTypeId;
use crate::domain::slot::{Audience, Placing, SlotQuery, place_free};
use crate::domain::time::Instant;

/// What is sold by the practitioner chosen: number, name, whether it is chosen. When nothing else is chosen, the first that fits
/// the start asked for is: a window reserved to emergencies proposes an emergency.
pub(super) fn cares(agenda: &Agenda, form: &BookForm, now: Instant) -> Vec<(CareTypeId, String, bool)> {
    let all = agenda.set_up().care_types.values();
    let is_sold = |care: &&CareType| {
        let by_chosen = form.when.with.is_none_or(|with| care.terms_for(with).is_some());
        !care.is_archived && (by_chosen || form.care == Some(care.id))
    };
    let sold: Vec<_> = all.filter(is_sold).collect();
    let chosen = sold
        .iter()
        .find(|care| form.care == Some(care.id))
        .or_else(|| sold.iter().find(|care| is_free(agenda, form, care.id, now)))
        .or_else(|| sold.iter().find(|care| is_open(agenda, form, care.id)))
        .or(sold.first())
        .map(|care| care.id);
    sold.iter()
        .map(|care| (care.id, care.name.clone(), chosen == Some(care.id)))
        .collect()
}

/// Whether it would be granted at the start chosen: the window accepts it, and its whole length is free, rooms included.
fn is_free(agenda: &Agenda, form: &BookForm, care: CareTypeId, now: Instant) -> bool {
    let (Some(with), Some(start)) = (form.when.with, form.when.start) else {
        return true;
    };
    let date = agenda.zone().date(start);
    let query = SlotQuery {
        audience: Audience::Staff,
        ..SlotQuery::new(care, Some(with), date, date)
    };
    place_free(agenda, &query, start, Placing::InOpeningHours, now).is_ok()
}

/// Whether the window at the start chosen accepts it.
fn is_open(agenda: &Agenda, form: &BookForm, care: CareTypeId) -> bool {
    let (Some(with), Some(start)) = (form.when.with, form.when.start) else {
        return true;
    };
    let opening = agenda.opening(with, agenda.zone().date(start));
    opening.for_care(care).iter().any(|window| window.covers(start))
}
