//! `GET /admin/audit`: who did what, by patient, by person, by period (security §7). Addresses hold numbers and dates only.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Days, NaiveDate};

use super::desk::{Desk, Section, layout};
use super::guard::Staff;
use crate::domain::booking::Status;
use crate::domain::id::{PatientId, StaffId};
use crate::domain::pressure::Pressure;
use crate::domain::time::Interval;
use crate::i18n::Texts;
use crate::store::{AuditEntry, AuditQuery};
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;
use crate::web::view::{Layout, html};

/// Records of one page.
const PAGE: u32 = 50;
/// Without dates: the days up to today.
const USUAL_DAYS: u64 = 30;
/// What an act is about and people know by a number.
const OBJECTS: [&str; 23] = [
    "appointment",
    "patient",
    "waiting",
    "draft",
    "passkey",
    "offer",
    "token",
    "import",
    "feed",
    "hold",
    "practitioner",
    "care_type",
    "resource",
    "absence",
    "exception",
    "schedule",
    "webhook",
    "delivery",
    "kiosk",
    "calendar",
    "share",
    "text",
    "message",
];

#[derive(Template)]
#[template(path = "admin/audit.html")]
struct AuditLogPage {
    page: Layout,
    desk: Desk,
    patient: Option<PatientId>,
    patient_name: String,
    from: NaiveDate,
    to: NaiveDate,
    /// Number, name, chosen.
    people: Vec<(StaffId, String, bool)>,
    rows: Vec<Row>,
    /// Query of the next page.
    older: Option<String>,
}

struct Row {
    when: String,
    who: String,
    what: String,
    object: String,
    href: Option<String>,
    change: String,
    /// What became of it when it is not plainly done, and from where it came.
    outcome: String,
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let asked = visit.asked();
    let zone = web.app.agenda().zone();
    let today = zone.date(web.app.now());
    let usual = today.checked_sub_days(Days::new(USUAL_DAYS)).unwrap_or(today);
    let from: NaiveDate = asked.parsed("from").unwrap_or(usual);
    let to: NaiveDate = asked.parsed("to").unwrap_or(today);
    let patient: Option<PatientId> = asked.parsed("patient");
    let person: Option<StaffId> = asked.parsed("staff");
    let after = to.checked_add_days(Days::new(1)).unwrap_or(to);
    let (start, end) = (zone.start_of(from), zone.start_of(after));
    let query = AuditQuery {
        patient,
        staff: person,
        span: Interval {
            start,
            end: end.max(start),
        },
        before: asked.parsed("before"),
        limit: PAGE,
    };
    let found = web.app.audit_page(query, staff.0.actor()).await?;
    let named = match patient {
        Some(id) => web.app.patient_named(id).await?,
        None => None,
    };
    let last = found.entries.last().map(|entry| entry.seq);
    let is_full = found.entries.len() == PAGE as usize;
    let rows = found
        .entries
        .iter()
        .map(|entry| row(&web, &visit, &found.names, entry));
    let rows = rows.collect();
    let page = AuditLogPage {
        page: layout(&web, &visit, visit.texts().text("audit-title")),
        desk: Desk::of(&web, &visit, &staff, Section::SetUp),
        patient,
        patient_name: named.map_or_else(String::new, |patient| patient.sort_name()),
        from,
        to,
        people: found
            .names
            .into_iter()
            .map(|(id, name)| (id, name, Some(id) == person))
            .collect(),
        rows,
        older: last.filter(|_| is_full).map(|seq| {
            let patient = patient.map_or_else(String::new, |id| format!("&patient={id}"));
            let person = person.map_or_else(String::new, |id| format!("&staff={id}"));
            format!("?from={from}&to={to}{patient}{person}&before={seq}")
        }),
    };
    Ok(html(StatusCode::OK, &page))
}

fn row(web: &Web, visit: &Visit, names: &BTreeMap<StaffId, String>, entry: &AuditEntry) -> Row {
    let t = visit.texts();
    let object = entry.object.clone().unwrap_or_default();
    let href = match object.split_once(':') {
        Some(("patient", id)) => Some(visit.link(&format!("/admin/patients/{id}"))),
        Some(("appointment", id)) => Some(visit.link(&format!("/admin/appointments/{id}"))),
        _ => None,
    };
    Row {
        when: t.moment(web.app.agenda().zone(), entry.at),
        who: who_words(t, names, &entry.who),
        what: what_words(t, &entry.what),
        href,
        object: object_words(t, names, &object),
        change: entry
            .change
            .as_ref()
            .map_or_else(String::new, |(before, after)| change_words(t, before, after)),
        outcome: outcome_words(t, entry),
    }
}

/// « Refusé (203.0.113.0/24) »; empty when it is plainly done.
fn outcome_words(t: Texts, entry: &AuditEntry) -> String {
    let Some(outcome) = &entry.outcome else {
        return String::new();
    };
    let words = t.text(&format!("audit-outcome-{}", hyphenated(outcome)));
    match &entry.network {
        Some(network) => t.with(
            "audit-outcome-from",
            &[("outcome", words.into()), ("network", network.as_str().into())],
        ),
        None => words.into_owned(),
    }
}

/// « Confirmé → Annulé par le patient », as the agenda calls the states; what began has only the second.
fn change_words(t: Texts, before: &str, after: &str) -> String {
    let words = |key: &str| {
        let pressure = Pressure::ALL.iter().any(|pressure| pressure.text() == key);
        match Status::from_key(key) {
            Some(status) => t.text(&format!("state-{}", status.key())).into_owned(),
            None if pressure => t.text(&format!("audit-pressure-{key}")).into_owned(),
            None => key.to_owned(),
        }
    };
    match before {
        "-" => words(after),
        before => format!("{} → {}", words(before), words(after)),
    }
}

/// « Marie L. », « le patient », « un programme ».
pub(super) fn who_words(t: Texts, names: &BTreeMap<StaffId, String>, who: &str) -> String {
    match who.split_once(':') {
        Some(("user", id)) => {
            let name = id.parse().ok().and_then(|id| names.get(&StaffId(id)));
            name.cloned()
                .unwrap_or_else(|| t.with("audit-object-user", &[("number", id.into())]))
        }
        Some(("token", id)) => t.with("audit-by-token", &[("number", id.into())]),
        Some(("calendar", id)) => t.with("audit-object-calendar", &[("number", id.into())]),
        Some(("kiosk", id)) => t.with("audit-object-kiosk", &[("number", id.into())]),
        _ if who == "patient" => t.text("audit-by-patient").into_owned(),
        _ => t.text("audit-by-system").into_owned(),
    }
}

/// An act in words; every act on record has its text (`tests/it/i18n/audit.rs`).
pub(super) fn what_words(t: Texts, what: &str) -> String {
    t.text(&format!("audit-act-{}", hyphenated(what))).into_owned()
}

/// What an act is about: a person of the staff by name, the rest by number.
fn object_words(t: Texts, names: &BTreeMap<StaffId, String>, object: &str) -> String {
    match object.split_once(':') {
        Some(("user", _)) => who_words(t, names, object),
        Some(("page", list)) => page_words(t, list),
        Some(("route", path)) => path.to_owned(),
        Some((noun, number)) if OBJECTS.contains(&noun) => t.with(
            &format!("audit-object-{}", hyphenated(noun)),
            &[("number", number.into())],
        ),
        _ => String::new(),
    }
}

/// A list of patients by the title of its page.
fn page_words(t: Texts, list: &str) -> String {
    let title = match list {
        "duplicates" => t.text("duplicates-title"),
        "absences" => t.text("absences-title"),
        "ill" => t.text("ill-title"),
        "calls" => t.text("ill-calls-title"),
        "draft" => t.text("setup-draft"),
        "outbox" => t.text("outbox-title"),
        "waiting" => t.text("waiting-title"),
        "to_do" => t.text("admin-nav-to-do"),
        "retention" => t.text("retention-title"),
        _ => return String::new(),
    };
    title.into_owned()
}

fn hyphenated(name: &str) -> String {
    name.replace(['.', '_'], "-")
}
