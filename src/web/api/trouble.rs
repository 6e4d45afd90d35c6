//! Problem documents of the machine interface (RFC 9457): what went wrong, where, and what is free instead.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse as _;
use serde_json::{Map, Value, json};

use super::fields::Wrong;
use crate::app::Failure;
use crate::domain::booking::{Alternative, Refusal};
use crate::domain::id::AppointmentId;
use crate::domain::time::Zone;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::Visit;

/// Seconds after which a request that the clock forbids is worth another try.
const CLOCK_RETRY_SECONDS: &str = "60";

/// What went wrong; the key is the last part of the document's `type` and names its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    MalformedJson,
    Unauthorized,
    MissingScope,
    LimitedToken,
    HttpsRequired,
    NotFound,
    UnsupportedMediaType,
    SlotTaken,
    PatientBusy,
    WrongState,
    Stale,
    LeavesAside,
    AlreadyWaiting,
    NextVisitOpen,
    OutOfStep,
    TooLate,
    StillComing,
    VisitsOverlap,
    NoWayBack,
    InvalidRequest,
    SlotNotOffered,
    NotEligible,
    LimitReached,
    NotBookableOnline,
    KeyReused,
    ClockNotTrusted,
}

impl Kind {
    fn key(self) -> &'static str {
        match self {
            Self::MalformedJson => "malformed-json",
            Self::Unauthorized => "unauthorized",
            Self::MissingScope => "missing-scope",
            Self::LimitedToken => "limited-token",
            Self::HttpsRequired => "https-required",
            Self::NotFound => "not-found",
            Self::UnsupportedMediaType => "unsupported-media-type",
            Self::SlotTaken => "slot-taken",
            Self::PatientBusy => "patient-busy",
            Self::WrongState => "wrong-state",
            Self::Stale => "stale",
            Self::LeavesAside => "leaves-aside",
            Self::AlreadyWaiting => "already-waiting",
            Self::NextVisitOpen => "next-visit-open",
            Self::OutOfStep => "out-of-step",
            Self::TooLate => "too-late",
            Self::StillComing => "still-coming",
            Self::VisitsOverlap => "visits-overlap",
            Self::NoWayBack => "no-way-back",
            Self::InvalidRequest => "invalid-request",
            Self::SlotNotOffered => "slot-not-offered",
            Self::NotEligible => "not-eligible",
            Self::LimitReached => "limit-reached",
            Self::NotBookableOnline => "not-bookable-online",
            Self::KeyReused => "key-reused",
            Self::ClockNotTrusted => "clock-not-trusted",
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Self::MalformedJson => StatusCode::BAD_REQUEST,
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::MissingScope | Self::LimitedToken | Self::HttpsRequired => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::SlotTaken
            | Self::PatientBusy
            | Self::WrongState
            | Self::Stale
            | Self::LeavesAside
            | Self::AlreadyWaiting
            | Self::NextVisitOpen
            | Self::OutOfStep
            | Self::TooLate
            | Self::StillComing
            | Self::VisitsOverlap
            | Self::NoWayBack => StatusCode::CONFLICT,
            Self::InvalidRequest
            | Self::SlotNotOffered
            | Self::NotEligible
            | Self::LimitReached
            | Self::NotBookableOnline
            | Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::ClockNotTrusted => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// A problem document before it has words.
#[derive(Clone, Debug)]
pub(super) struct Trouble {
    kind: Kind,
    wrong: Vec<Wrong>,
    alternatives: Option<Value>,
    appointments: Vec<AppointmentId>,
}

impl Trouble {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            wrong: Vec::new(),
            alternatives: None,
            appointments: Vec::new(),
        }
    }

    /// Names the places that are wrong.
    pub(super) fn at(mut self, wrong: Vec<Wrong>) -> Self {
        self.wrong = wrong;
        self
    }

    /// Names the free starts nearest to the one asked for.
    pub(super) fn with_alternatives(mut self, zone: Zone, alternatives: &[Alternative]) -> Self {
        let listed = alternatives.iter().map(|one| {
            json!({
                "start": zone.fixed(one.start).to_rfc3339(),
                "practitioner": one.practitioner.0,
            })
        });
        self.alternatives = Some(listed.collect());
        self
    }

    /// Names the appointments that stand in the way: those that would be left aside, would not fit any more, are to come, or overlap.
    pub(super) fn leaving(mut self, appointments: Vec<AppointmentId>) -> Self {
        self.appointments = appointments;
        self
    }

    /// The document in the language asked for.
    pub(super) fn told(&self, visit: &Visit) -> Response<Body> {
        let (t, key) = (visit.texts(), self.kind.key());
        let status = self.kind.status();
        let mut document = Map::new();
        document.insert("type".to_owned(), format!("urn:grappe:problem:{key}").into());
        document.insert("title".to_owned(), t.text(&format!("api-title-{key}")).into());
        document.insert("status".to_owned(), status.as_u16().into());
        document.insert("detail".to_owned(), t.text(&format!("api-detail-{key}")).into());
        if !self.wrong.is_empty() {
            let errors: Vec<Value> = self.wrong.iter().map(|wrong| wrong.told(t)).collect();
            document.insert("errors".to_owned(), errors.into());
        }
        if let Some(alternatives) = &self.alternatives {
            document.insert("alternatives".to_owned(), alternatives.clone());
        }
        if !self.appointments.is_empty() {
            let numbers: Vec<i64> = self.appointments.iter().map(|id| id.0).collect();
            document.insert("appointments".to_owned(), numbers.into());
        }
        let mut response = Response::new(Body::from(Value::Object(document).to_string()));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        match self.kind {
            Kind::Unauthorized => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Kind::ClockNotTrusted => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static(CLOCK_RETRY_SECONDS));
            }
            _ => {}
        }
        response
    }

    /// Ends a handler.
    pub(super) fn halt(&self, visit: &Visit) -> Halt {
        self.told(visit).into()
    }
}

/// The patient is elsewhere at that time; the starts named are free for both.
pub(super) fn patient_busy(zone: Zone, alternatives: &[Alternative]) -> Trouble {
    Trouble::new(Kind::PatientBusy).with_alternatives(zone, alternatives)
}

/// From a failure of a use case to what the program is told.
pub(super) fn failed(visit: &Visit, zone: Zone, failure: Failure) -> Halt {
    match failure {
        Failure::Refused(refusal) => refused(zone, refusal).halt(visit),
        Failure::Fault(fault) => Problem::from(fault).into_response().into(),
    }
}

/// The same before it has words.
pub(super) fn refused(zone: Zone, refusal: Refusal) -> Trouble {
    let field = |name| vec![Wrong::choice(name)];
    let of_patient = |kind: Kind, words| Trouble::new(kind).at(vec![Wrong::saying("patient", words)]);
    match refusal {
        Refusal::NextVisit { why, .. } => refused(zone, *why).at(field("next_start")),
        Refusal::SlotTaken { alternatives } | Refusal::Busy { alternatives } => {
            Trouble::new(Kind::SlotTaken).with_alternatives(zone, &alternatives)
        }
        Refusal::NotOffered { alternatives } => Trouble::new(Kind::SlotNotOffered)
            .at(field("start"))
            .with_alternatives(zone, &alternatives),
        Refusal::UnknownCare => Trouble::new(Kind::InvalidRequest).at(field("care")),
        Refusal::UnknownPractitioner => Trouble::new(Kind::InvalidRequest).at(field("practitioner")),
        Refusal::PatientBusy => patient_busy(zone, &[]),
        Refusal::NotEligible => of_patient(Kind::NotEligible, "api-detail-not-eligible"),
        Refusal::QuestionsUnanswered => {
            Trouble::new(Kind::InvalidRequest).at(vec![Wrong::saying("answers", "api-detail-questions")])
        }
        Refusal::LimitReached | Refusal::TooManyHolds | Refusal::DayHeld => {
            of_patient(Kind::LimitReached, "api-detail-limit-reached")
        }
        Refusal::BlockedOnline => of_patient(Kind::NotBookableOnline, "api-detail-not-bookable-online"),
        Refusal::Stale => Trouble::new(Kind::Stale),
        Refusal::OutOfStep { visits } => {
            Trouble::new(Kind::OutOfStep).leaving(visits.iter().map(|visit| visit.id).collect())
        }
        Refusal::KeyReused => Trouble::new(Kind::KeyReused),
        Refusal::ClockNotTrusted => Trouble::new(Kind::ClockNotTrusted),
        Refusal::NotAllowed => Trouble::new(Kind::MissingScope),
        Refusal::NotFound => Trouble::new(Kind::NotFound),
        // What remains belongs to holds, codes and links, which this interface has none of.
        _ => Trouble::new(Kind::WrongState),
    }
}
