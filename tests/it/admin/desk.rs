//! What a secretary does, as verbs over HTTP; and bookings that are simply there.

use grappe::app::{BookingRequest, ForWhom};
use grappe::domain::booking::Appointment;
use grappe::domain::id::{CareTypeId, PractitionerId, StaffId};
use grappe::domain::patient::Patient;
use grappe::domain::slot::Placing;
use grappe::domain::staff::Actor;

use super::{Crew, field};
use crate::support::house::{instant, person};
use crate::support::practice::CONSULTATION;
use crate::support::{Browser, Page};

/// Dr Hélène Martin, 9 to 12.
pub(super) const MARTIN: PractitionerId = PractitionerId(1);
/// Dr Paul Petit, 14 to 18.
pub(super) const PETIT: PractitionerId = PractitionerId(2);
/// Tuesday, 9 in the morning in Paris.
pub(super) const TUESDAY_9: &str = "2026-03-03T08:00:00Z";

impl Crew {
    /// A consultation with Dr Martin that was booked some time ago.
    pub(super) fn booked(&self, family: &str, given: &str, start: &str) -> Appointment {
        self.booked_with(MARTIN, person(family, given), start, |_| {})
    }

    pub(super) fn booked_with(
        &self,
        practitioner: PractitionerId,
        patient: Patient,
        start: &str,
        change: impl FnOnce(&mut BookingRequest),
    ) -> Appointment {
        self.booked_care(CONSULTATION, practitioner, patient, (start, change))
    }

    pub(super) fn booked_care(
        &self,
        care: CareTypeId,
        practitioner: PractitionerId,
        patient: Patient,
        (start, change): (&str, impl FnOnce(&mut BookingRequest)),
    ) -> Appointment {
        let whom = ForWhom::Declared(Box::new(patient));
        let actor = Actor::Staff(StaffId(1));
        let mut request = BookingRequest::new(care, Some(practitioner), instant(start), whom, actor);
        request.placing = Some(Placing::Anywhere);
        change(&mut request);
        self.run(self.app.book(request, None)).unwrap().appointment
    }
}

/// Opens a page and sends its form: its hidden proofs and these fields.
pub(super) fn send(browser: &mut Browser, page: &str, to: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.get(page);
    again(browser, &page, to, fields)
}

/// Sends the form of a page that is open, with these fields.
pub(super) fn again(browser: &mut Browser, page: &Page, to: &str, fields: &[(&str, &str)]) -> Page {
    let mut all: Vec<(&str, String)> = vec![("csrf", field(page, "csrf"))];
    for hidden in ["key", "version"] {
        let found = page.values(&format!("name=\"{hidden}\" value=\""));
        if let Some(value) = found.into_iter().next()
            && !fields.iter().any(|(name, _)| *name == hidden)
        {
            all.push((hidden, value));
        }
    }
    all.extend(fields.iter().map(|(name, value)| (*name, (*value).to_owned())));
    let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(to, &all)
}

/// The page of an appointment.
pub(super) fn page_of(appointment: &Appointment) -> String {
    format!("/admin/appointments/{}", appointment.id)
}
