//! `GET` and `POST /admin/setup/retention`: how long booking data are kept, what would be erased, and erasing it (security §11).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::desk::{Desk, Section, layout};
use super::guard::Staff;
use super::patients::PatientLine;
use crate::app::{Failure, PatientList, RetentionPreview};
use crate::domain::contact::FieldProblem;
use crate::domain::retention::{MESSAGE_DAYS, PATIENT_MONTHS, RetentionRules};
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

const PATH: &str = "/admin/setup/retention";

#[derive(Template)]
#[template(path = "admin/retention.html")]
struct RetentionPage {
    page: Layout,
    desk: Desk,
    done: Option<String>,
    refused: Option<&'static str>,
    patient_months: String,
    message_days: String,
    is_automatic: bool,
    errors: FieldErrors,
    patients: i64,
    appointments: i64,
    messages: i64,
    first: Vec<PatientLine>,
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    answered(&web, &visit, &staff, (StatusCode::OK, None), None).await
}

/// Saves the rules.
pub(super) async fn save(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    match read(visit.texts(), &form) {
        Ok(rules) => {
            web.app.save_retention_rules(rules, staff.0.actor()).await?;
            Ok(onward(&visit, &format!("{PATH}?done=saved"), None))
        }
        Err(errors) => {
            let wrong = (StatusCode::UNPROCESSABLE_ENTITY, None);
            answered(&web, &visit, &staff, wrong, Some((&form, errors))).await
        }
    }
}

/// `POST /admin/setup/retention/apply`: erases what the page showed.
pub(super) async fn apply(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let shown = form.parsed("shown").unwrap_or(0);
    if !form.is_ticked("sure") {
        let unsure = (StatusCode::UNPROCESSABLE_ENTITY, Some("erase-unsure"));
        return answered(&web, &visit, &staff, unsure, None).await;
    }
    match web.app.apply_retention(shown, staff.0.actor()).await {
        Ok(erased) => Ok(onward(&visit, &format!("{PATH}?done={erased}"), None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(_)) => {
            let stale = (StatusCode::CONFLICT, Some("retention-stale"));
            answered(&web, &visit, &staff, stale, None).await
        }
    }
}

fn read(t: Texts, form: &Form) -> Result<RetentionRules, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut number = |name: &str, (min, max): (u16, u16), zero: bool| {
        let fits = |n: &u16| (min..=max).contains(n) || (zero && *n == 0);
        let typed = form.parsed::<u16>(name).filter(fits);
        let (min, max) = (min.into(), max.into());
        errors
            .keep(t, name, typed.ok_or(FieldProblem::OutOfRange { min, max }))
            .unwrap_or_default()
    };
    let rules = RetentionRules {
        patient_months: number("patient_months", PATIENT_MONTHS, true),
        message_days: number("message_days", MESSAGE_DAYS, false),
        is_automatic: form.is_ticked("is_automatic"),
    };
    if errors.is_empty() { Ok(rules) } else { Err(errors) }
}

async fn answered(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    (status, refused): (StatusCode, Option<&'static str>),
    typed: Option<(&Form, FieldErrors)>,
) -> Result<Response, Halt> {
    web.app.note_look(PatientList::Retention, staff.0.actor()).await?;
    let preview = web.app.retention_preview().await?;
    let t = visit.texts();
    let done = match visit.asked().get("done") {
        "" => None,
        "saved" => Some(t.text("retention-saved").into_owned()),
        erased => {
            let count: i64 = erased.parse().unwrap_or(0);
            Some(t.with("retention-done", &[("count", count.into())]))
        }
    };
    let (form, errors) = match typed {
        Some((form, errors)) => (form.clone(), errors),
        None => (written(preview.rules), FieldErrors::default()),
    };
    let page = RetentionPage {
        page: layout(web, visit, t.text("retention-title")),
        desk: Desk::of(web, visit, staff, Section::SetUp),
        done: done.filter(|_| status == StatusCode::OK),
        refused,
        patient_months: form.get("patient_months").to_owned(),
        message_days: form.get("message_days").to_owned(),
        is_automatic: form.is_ticked("is_automatic"),
        errors,
        patients: counted(preview.patients),
        appointments: counted(preview.appointments),
        messages: counted(preview.messages),
        first: lines(web, t, &preview),
    };
    Ok(html(status, &page))
}

fn written(rules: RetentionRules) -> Form {
    let mut form = Form::default();
    form.set("patient_months", rules.patient_months.to_string());
    form.set("message_days", rules.message_days.to_string());
    if rules.is_automatic {
        form.set("is_automatic", "1");
    }
    form
}

fn lines(web: &Web, t: Texts, preview: &RetentionPreview) -> Vec<PatientLine> {
    let today = web.app.agenda().zone().date(web.app.now());
    let all = preview.first.iter();
    all.map(|patient| PatientLine::of(t, patient, today)).collect()
}

fn counted(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
