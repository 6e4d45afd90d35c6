//! `GET` and `POST /admin/setup/reminders`: the hours at which no reminder goes out (reminders §4).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::domain::contact::FieldProblem;
use crate::domain::reminder::QuietHours;
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::admin::setup::time_of_day;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

const PATH: &str = "/admin/setup/reminders";

#[derive(Template)]
#[template(path = "admin/reminders/quiet_hours.html")]
struct QuietHoursPage {
    page: Layout,
    desk: Desk,
    is_saved: bool,
    /// Name and key of each hour, and what was typed.
    hours: [(&'static str, &'static str, String); 2],
    /// Name and key of each kind of day, and whether it is quiet.
    days: [(&'static str, &'static str, bool); 2],
    errors: FieldErrors,
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let hours = web.app.quiet_hours().await?;
    let mut form = Form::default();
    form.set("from", hours.closes().to_string());
    form.set("to", hours.opens().to_string());
    let (sundays, holidays) = hours.quiet_days();
    for (name, is_quiet) in [("sundays", sundays), ("holidays", holidays)] {
        if is_quiet {
            form.set(name, "1");
        }
    }
    let page = page(&web, &visit, &staff, &form, FieldErrors::default());
    Ok(html(StatusCode::OK, &page))
}

/// See the module.
pub(super) async fn save(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    match read(visit.texts(), &form) {
        Ok(hours) => {
            web.app.save_quiet_hours(hours, staff.0.actor()).await?;
            Ok(onward(&visit, &format!("{PATH}?done=saved"), None))
        }
        Err(errors) => {
            let page = page(&web, &visit, &staff, &form, errors);
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

fn read(t: Texts, form: &Form) -> Result<QuietHours, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut hour = |name: &str| {
        let typed = time_of_day(form.get(name)).ok_or(FieldProblem::Malformed);
        errors.keep(t, name, typed)
    };
    let (from, to) = (hour("from"), hour("to"));
    let days = (form.is_ticked("sundays"), form.is_ticked("holidays"));
    let hours = from.zip(to).map(|(from, to)| QuietHours::new(from, to, days));
    match hours {
        Some(Ok(hours)) => Ok(hours),
        Some(Err(_)) => {
            errors.add("to", t.text("quiet-too-long").into_owned());
            Err(errors)
        }
        None => Err(errors),
    }
}

fn page(web: &Web, visit: &Visit, staff: &Staff, form: &Form, errors: FieldErrors) -> QuietHoursPage {
    let typed = |name: &'static str, key| (name, key, form.get(name).to_owned());
    let ticked = |name: &'static str, key| (name, key, form.is_ticked(name));
    QuietHoursPage {
        page: layout(web, visit, visit.texts().text("quiet-title")),
        desk: Desk::of(web, visit, staff, Section::SetUp),
        is_saved: errors.is_empty() && visit.asked().get("done") == "saved",
        hours: [typed("from", "quiet-from"), typed("to", "quiet-to")],
        days: [
            ticked("sundays", "quiet-sundays"),
            ticked("holidays", "quiet-holidays"),
        ],
        errors,
    }
}
