//! `GET` and `POST /admin/account/messages`: what one wants to be told by message.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::desk::{Desk, Section, layout};
use super::guard::Staff;
use crate::app::MailWishes;
use crate::domain::contact::Phone;
use crate::domain::staff::Role;
use crate::web::Web;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

const PATH: &str = "/admin/account/messages";
/// Hours at which an agenda may leave: before a day begins, or the evening before is none.
const HOURS: std::ops::RangeInclusive<u32> = 4..=12;

#[derive(Template)]
#[template(path = "admin/own_messages.html")]
struct OwnMessagesPage {
    page: Layout,
    desk: Desk,
    is_done: bool,
    has_email: bool,
    /// Value, words, chosen; none for who receives no patients.
    hours: Vec<(String, String, bool)>,
    /// Ticked, and the number; none for who does not administer.
    alerts: Option<(bool, String)>,
    errors: FieldErrors,
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let wishes = web.app.mail_wishes(staff.0.member.id).await?;
    let page = page(&web, &visit, &staff, (wishes, FieldErrors::default()), None);
    Ok(html(StatusCode::OK, &page))
}

/// See the module.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let mut errors = FieldErrors::default();
    let typed = form.get("phone");
    let phone = match Phone::parse(typed) {
        _ if typed.is_empty() => None,
        Ok(phone) if phone.is_french_mobile() => Some(phone.as_str().to_owned()),
        Ok(_) => {
            errors.add("phone", visit.texts().text("texts-test-mobile").into_owned());
            None
        }
        Err(problem) => errors.keep::<String>(visit.texts(), "phone", Err(problem)),
    };
    let hour: Option<u32> = form.parsed("hour").filter(|hour| HOURS.contains(hour));
    let wishes = MailWishes {
        agenda_hour: hour.filter(|_| staff.0.member.practitioner.is_some()),
        alerts: form.is_ticked("alerts") && is_administrator(&staff),
        phone: phone.filter(|_| is_administrator(&staff)),
        language: visit.texts().language(),
    };
    if !errors.is_empty() {
        let page = page(&web, &visit, &staff, (wishes, errors), Some(typed.to_owned()));
        return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    web.app.save_mail_wishes(staff.0.member.id, wishes).await?;
    Ok(onward(&visit, &format!("{PATH}?done=saved"), None))
}

fn is_administrator(staff: &Staff) -> bool {
    staff.0.member.role == Role::Administrator
}

fn page(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    (wishes, errors): (MailWishes, FieldErrors),
    typed: Option<String>,
) -> OwnMessagesPage {
    let t = visit.texts();
    let phone = wishes
        .phone
        .as_deref()
        .map_or_else(String::new, |phone| t.phone(phone));
    let hour = |hour: u32| {
        let time = chrono::NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        (hour.to_string(), t.hour(time), wishes.agenda_hour == Some(hour))
    };
    OwnMessagesPage {
        page: layout(web, visit, t.text("own-messages-title")),
        desk: Desk::of(web, visit, staff, Section::Account),
        is_done: visit.asked().get("done") == "saved" && errors.is_empty(),
        has_email: staff.0.member.email.is_some(),
        hours: HOURS
            .filter(|_| staff.0.member.practitioner.is_some())
            .map(hour)
            .collect(),
        alerts: is_administrator(staff).then(|| (wishes.alerts, typed.unwrap_or(phone))),
        errors,
    }
}
