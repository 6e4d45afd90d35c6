//! What the page of a new appointment asks about the rest of a series (booking-rules §8).

use chrono::{NaiveDate, SecondsFormat};

use super::book_form::BookForm;
use super::length::length;
use super::next::{First, NextView, following};
use crate::domain::id::CareTypeId;
use crate::domain::slot::{Audience, PatientFacts, SlotQuery};
use crate::domain::time::Instant;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::extract::{FieldErrors, Form, Visit};

/// What is asked of the agenda for the visit that is booked.
pub(super) fn question(form: &BookForm, care: CareTypeId, date: NaiveDate) -> SlotQuery {
    let facts = PatientFacts {
        id: form.patient,
        ..PatientFacts::default()
    };
    SlotQuery {
        audience: Audience::Staff,
        length: length(&form.length).ok().flatten(),
        patient: Some(facts),
        ..SlotQuery::new(care, form.when.with, date, date)
    }
}

/// The visits that follow the time chosen. Who takes the first one is settled by then: the others may depend on it.
pub(super) fn next_visits(web: &Web, visit: &Visit, staff: &Staff, form: &mut BookForm) -> Vec<NextView> {
    let (agenda, now) = (staff.agenda(web), web.app.now());
    let (t, zone) = (visit.texts(), agenda.zone());
    let start = form.when.instant(zone, t, &mut FieldErrors::default());
    let (Some(care), Some(start)) = (form.care, start) else {
        return Vec::new();
    };
    let query = question(form, care, zone.date(start));
    let Some(first) = First::of(&agenda, now, query, start) else {
        return Vec::new();
    };
    form.when.with = Some(first.practitioner);
    following(t, (&agenda, now), first, form)
}

/// A visit that follows and about which nothing was decided.
pub(super) struct Unanswered {
    /// Its field.
    pub(super) field: String,
    /// Start of the first visit.
    start: Instant,
}

/// The first visit that is still to be decided on; `None` where the booking is as somebody wanted it.
pub(super) fn unanswered(web: &Web, visit: &Visit, staff: &Staff, typed: &BookForm) -> Option<Unanswered> {
    let visits = next_visits(web, visit, staff, &mut typed.clone());
    let asked = visits.iter().find(|next| next.is_asked)?;
    let zone = web.app.agenda().zone();
    let start = typed
        .when
        .instant(zone, visit.texts(), &mut FieldErrors::default());
    Some(Unanswered {
        field: asked.field.clone(),
        start: start?,
    })
}

impl Unanswered {
    /// Where a booking from the sheet goes on: the page that asks, with all that was said. `None` for what has no place in an address
    /// (security §1): the form itself comes back then.
    pub(super) fn own_page(&self, form: &Form, typed: &BookForm) -> Option<String> {
        let (patient, care) = (typed.patient?, typed.care?);
        if form.get("back").is_empty() || typed.when.is_over || !typed.note.is_empty() {
            return None;
        }
        let with = typed
            .when
            .with
            .map_or_else(String::new, |with| format!("&with={with}"));
        let length = length(&typed.length).ok().flatten();
        let length = length.map_or_else(String::new, |length| format!("&length={}", length.num_minutes()));
        let outside = if typed.when.is_outside { "&outside=1" } else { "" };
        let start = self.start.to_rfc3339_opts(SecondsFormat::Secs, true);
        Some(format!(
            "/admin/book?patient={patient}&care={care}&start={start}{with}{length}{outside}"
        ))
    }
}
