//! `GET` and `POST /admin/waiting/new`: somebody is put on the list, from the record or from the booking form.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;

use super::words::{care_name, urgency_key};
use crate::app::{Failure, JoinRefusal, JoinRequest};
use crate::domain::booking::Appointment;
use crate::domain::id::{AppointmentId, CareTypeId, PatientId};
use crate::domain::patient::Patient;
use crate::domain::waiting_list::{Channel, KEPT_DAYS_AT_MOST, KeptUntil, LastDay, Urgency};
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};
use crate::web::waiting::{WishFields, WishView};

#[derive(Template)]
#[template(path = "admin/waiting_new.html")]
struct JoinPage {
    page: Layout,
    desk: Desk,
    patient: PatientId,
    name: String,
    cares: Vec<(CareTypeId, String, bool)>,
    /// Bookings that an accepted offer may replace.
    bookings: Vec<(AppointmentId, String, bool)>,
    wishes: WishView,
    terms: Terms,
    errors: FieldErrors,
    refused: Option<String>,
}

/// What only staff choose: value, words, chosen.
pub(super) struct Terms {
    pub(super) channels: Vec<(&'static str, String, bool)>,
    pub(super) urgencies: Vec<(&'static str, String, bool)>,
    /// Last day on the list, as typed or kept; empty: the usual one.
    pub(super) expires: String,
}

impl Terms {
    pub(super) fn of(t: Texts, (channel, urgency): (Channel, Urgency), expires: String) -> Self {
        let words = |key: String| t.text(&key).into_owned();
        let channels = Channel::ALL.into_iter();
        let urgencies = Urgency::ALL.into_iter();
        Self {
            channels: channels
                .map(|c| {
                    (
                        c.key(),
                        words(format!("waiting-channel-{}", c.key())),
                        c == channel,
                    )
                })
                .collect(),
            urgencies: urgencies
                .map(|u| (u.key(), words(urgency_key(u)), u == urgency))
                .collect(),
            expires,
        }
    }

    /// As the form says; by e-mail where nothing else is said and e-mails reach the person.
    pub(super) fn read(form: &Form, only_phoned: OnlyPhoned) -> (Channel, Urgency) {
        (
            Channel::from_key(form.get("channel")).unwrap_or(only_phoned.reaching(Channel::Email)),
            Urgency::from_key(form.get("urgency")).unwrap_or_default(),
        )
    }
}

/// The last day that a form names; a form without the field leaves it as it was, an empty one is the usual day.
pub(super) fn kept_until(t: Texts, form: &Form, today: NaiveDate, errors: &mut FieldErrors) -> KeptUntil {
    let Some((_, typed)) = form.fields().find(|(name, _)| *name == "expires") else {
        return KeptUntil::AsBefore;
    };
    if typed.is_empty() {
        return KeptUntil::Usual;
    }
    let last = typed.parse().ok().and_then(|date| LastDay::of(date, today));
    last.map_or_else(
        || {
            let days = KEPT_DAYS_AT_MOST.into();
            errors.add("expires", t.with("waiting-expires-range", &[("days", days)]));
            KeptUntil::AsBefore
        },
        KeptUntil::Day,
    )
}

/// Why offers reach somebody by phone only, if they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OnlyPhoned {
    /// E-mails reach them.
    No,
    /// There is no address.
    NoAddress,
    /// Online booking is closed to them.
    ClosedOnline,
}

impl OnlyPhoned {
    pub(super) async fn of(web: &Web, patient: &Patient) -> Result<Self, Halt> {
        if patient.email.is_none() {
            return Ok(Self::NoAddress);
        }
        let is_only_phoned = web.app.is_offered_by_phone_only(patient.id).await?;
        Ok(if is_only_phoned {
            Self::ClosedOnline
        } else {
            Self::No
        })
    }

    /// The channel that an offer takes in the place of another one.
    pub(super) fn reaching(self, wished: Channel) -> Channel {
        wished.reaching(self != Self::NoAddress, self == Self::ClosedOnline)
    }

    /// Notes a channel that does not reach them at its field.
    pub(super) fn check(self, t: Texts, channel: Channel, errors: &mut FieldErrors) {
        match (self, channel) {
            (Self::No, _) | (_, Channel::Phone) => {}
            (Self::NoAddress, Channel::Email) => {
                errors.add("channel", t.text("waiting-no-email").into_owned());
            }
            (Self::ClosedOnline, Channel::Email) => {
                errors.add("channel", t.text("waiting-only-phoned").into_owned());
            }
        }
    }
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let form = visit.asked();
    let page = page(&web, &visit, &staff, &form, (FieldErrors::default(), None)).await?;
    Ok(html(StatusCode::OK, &page))
}

/// See the module.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let t = visit.texts();
    let mut errors = FieldErrors::default();
    let asked = form.parsed("patient").unwrap_or(PatientId(0));
    let patient = web.app.patient_named(asked).await?;
    let patient = patient.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))?;
    let only_phoned = OnlyPhoned::of(&web, &patient).await?;
    let Some(request) = request(&web, t, &form, (patient.id, only_phoned), &mut errors) else {
        let page = page(&web, &visit, &staff, &form, (errors, None)).await?;
        return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    match web.app.join_waiting_list(request, staff.0.actor()).await {
        Ok(_) => Ok(onward(&visit, "/admin/waiting?done=joined", None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(refusal)) => {
            let said = Some(t.text(refused_key(refusal)).into_owned());
            let page = page(&web, &visit, &staff, &form, (errors, said)).await?;
            Ok(html(StatusCode::CONFLICT, &page))
        }
    }
}

/// Key of the words for a refusal.
pub(super) fn refused_key(refusal: JoinRefusal) -> &'static str {
    match refusal {
        JoinRefusal::AlreadyWaiting(_) => "waiting-refused-twice",
        JoinRefusal::NotReplaceable => "waiting-refused-booking",
        JoinRefusal::Over => "waiting-refused-over",
        JoinRefusal::Stale => "refused-stale",
        JoinRefusal::KeyReused => "refused-sent-before",
        JoinRefusal::NotFound => "refused-gone",
    }
}

fn request(
    web: &Web,
    t: Texts,
    form: &Form,
    (patient, only_phoned): (PatientId, OnlyPhoned),
    errors: &mut FieldErrors,
) -> Option<JoinRequest> {
    let agenda = web.app.agenda();
    let today = agenda.zone().date(web.app.now());
    let wishes = WishFields::read(form).parsed(t, agenda.set_up(), today, errors);
    let (channel, urgency) = Terms::read(form, only_phoned);
    only_phoned.check(t, channel, errors);
    let care: Option<CareTypeId> = form.parsed("care");
    if care.is_none() {
        errors.add("care", t.text("field-missing").into_owned());
    }
    let until = match kept_until(t, form, today, errors) {
        KeptUntil::Day(last) => Some(last),
        KeptUntil::AsBefore | KeptUntil::Usual => None,
    };
    let request = JoinRequest {
        patient,
        care: care?,
        wishes: wishes?,
        channel,
        replaces: form.parsed("replaces"),
        urgency,
        until,
    };
    errors.is_empty().then_some(request)
}

async fn patient(web: &Web, staff: &Staff, form: &Form) -> Result<Patient, Halt> {
    let id = form.parsed("patient").unwrap_or(PatientId(0));
    let found = web.app.look_at_patient(id, staff.0.actor()).await?;
    found.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND).into())
}

async fn page(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    form: &Form,
    (errors, refused): (FieldErrors, Option<String>),
) -> Result<JoinPage, Halt> {
    let (t, agenda, now) = (visit.texts(), web.app.agenda(), web.app.now());
    let patient = patient(web, staff, form).await?;
    let coming = web.app.coming_of(patient.id).await?;
    let replaces: Option<AppointmentId> = form.parsed("replaces");
    let of_booking = coming.iter().find(|a| replaces == Some(a.id)).map(|a| a.care);
    let care: Option<CareTypeId> = form.parsed("care").or(of_booking);
    let cares = agenda.set_up().care_types.values().filter(|c| !c.is_archived);
    let listed = |a: &Appointment| {
        let when = t.moment_short(agenda.zone(), a.interval.start);
        (
            a.id,
            format!("{when} · {}", care_name(&agenda, a.care)),
            replaces == Some(a.id),
        )
    };
    let only_phoned = OnlyPhoned::of(web, &patient).await?;
    let (channel, urgency) = Terms::read(form, only_phoned);
    Ok(JoinPage {
        page: layout(web, visit, t.text("waiting-new-title")),
        desk: Desk::of(web, visit, staff, Section::Waiting),
        patient: patient.id,
        name: patient.sort_name(),
        cares: cares
            .map(|c| (c.id, c.name.clone(), care == Some(c.id)))
            .collect(),
        bookings: coming
            .iter()
            .filter(|a| a.interval.start > now)
            .map(listed)
            .collect(),
        wishes: WishFields::read(form).view(t, agenda.set_up(), None),
        terms: Terms::of(t, (channel, urgency), form.get("expires").to_owned()),
        errors,
        refused,
    })
}
