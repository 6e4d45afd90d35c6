//! `GET` and `POST /admin/account/messages`: what one wants to be told by message, and the own line at Free Mobile with its trial.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::desk::{Desk, Section, layout};
use super::guard::Staff;
use crate::app::{FreeIdentity, MailWishes, may_be_alerted};
use crate::config::Secret;
use crate::domain::contact::{FieldProblem, Phone};
use crate::domain::sms::Trouble;
use crate::messages::Verdict;
use crate::messages::sms::FreeAccount;
use crate::web::Web;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

const PATH: &str = "/admin/account/messages";
/// Hours at which an agenda may leave: before a day begins, or the evening before is none.
const HOURS: std::ops::RangeInclusive<u32> = 4..=12;
/// Longest number or key of a subscriber at Free Mobile, in characters; theirs have 8 and 14.
const FREE_MAX: usize = 40;

#[derive(Template)]
#[template(path = "admin/own_messages.html")]
struct OwnMessagesPage {
    page: Layout,
    desk: Desk,
    is_done: bool,
    has_email: bool,
    /// Value, words, chosen; none for who receives no patients.
    hours: Vec<(String, String, bool)>,
    /// Ticked, and the number; none for who neither administers nor receives patients.
    alerts: Option<(bool, String)>,
    /// Number of the own line at Free Mobile, as kept or as typed.
    free_user: String,
    /// It is kept: it can be tried.
    has_free: bool,
    /// What came of a trial, and whether that is good.
    told: Option<(bool, String)>,
    errors: FieldErrors,
}

/// What a page shows besides what is kept.
#[derive(Default)]
struct Shown {
    /// What was typed and refused: the phone, the number at Free Mobile.
    typed: Option<(String, String)>,
    told: Option<(bool, String)>,
    errors: FieldErrors,
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    answered(&web, &visit, &staff, (StatusCode::OK, Shown::default())).await
}

async fn answered(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    (status, shown): (StatusCode, Shown),
) -> Result<Response, Halt> {
    let id = staff.0.member.id;
    let wishes = web.app.mail_wishes(id).await?;
    let user = web.app.free_mobile_user(id).await?;
    Ok(html(status, &page(web, visit, staff, (wishes, user), shown)))
}

/// `POST …/trial`: a text message to the own line at Free Mobile.
pub(super) async fn try_it(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let (t, id) = (visit.texts(), staff.0.member.id);
    let told = match web.app.free_mobile(id).await? {
        _ if web.settings.calls_nobody => (false, t.text("sms-trial-demo").into_owned()),
        None => (false, t.text("own-messages-free-none").into_owned()),
        Some(identity) => {
            web.app.note_free_trial(id).await?;
            let account = FreeAccount::new(web.sms.clone(), &identity.user, identity.pass.reveal());
            in_words(&visit, &account.tell(&t.text("sms-trial-text")).await)
        }
    };
    let shown = Shown {
        told: Some(told),
        ..Shown::default()
    };
    answered(&web, &visit, &staff, (StatusCode::OK, shown)).await
}

fn in_words(visit: &Visit, verdict: &Verdict) -> (bool, String) {
    let t = visit.texts();
    let reason = match verdict {
        Verdict::Sent(_) => return (true, t.text("own-messages-free-sent").into_owned()),
        Verdict::NoLine(reason)
        | Verdict::Misconfigured(reason)
        | Verdict::NotNow(reason)
        | Verdict::Never(reason)
        | Verdict::Unknown(reason) => reason,
    };
    let (trouble, _) = Trouble::of(reason).unwrap_or((Trouble::Refused, ""));
    let key = match trouble {
        Trouble::Credentials | Trouble::Account => "own-messages-free-refused".to_owned(),
        trouble => format!("sms-trouble-{}", trouble.key()),
    };
    (false, t.text(&key).into_owned())
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
    let free = match free_mobile(&web, &staff, &form).await? {
        Ok(free) => free,
        Err((field, problem)) => {
            errors.keep::<()>(visit.texts(), field, Err(problem));
            Free::Kept
        }
    };
    let hour: Option<u32> = form.parsed("hour").filter(|hour| HOURS.contains(hour));
    let wishes = MailWishes {
        agenda_hour: hour.filter(|_| staff.0.member.practitioner.is_some()),
        alerts: form.is_ticked("alerts") && may_be_alerted(&staff.0.member),
        phone: phone.filter(|_| may_be_alerted(&staff.0.member)),
        language: visit.texts().language(),
    };
    if !errors.is_empty() {
        let shown = Shown {
            typed: Some((typed.to_owned(), form.get("free_user").to_owned())),
            errors,
            ..Shown::default()
        };
        let user = web.app.free_mobile_user(staff.0.member.id).await?;
        let page = page(&web, &visit, &staff, (wishes, user), shown);
        return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let id = staff.0.member.id;
    web.app.save_mail_wishes(id, wishes).await?;
    match free {
        Free::Kept => {}
        Free::Gone => web.app.save_free_mobile(id, None).await?,
        Free::Is(identity) => web.app.save_free_mobile(id, Some(identity)).await?,
    }
    Ok(onward(&visit, &format!("{PATH}?done=saved"), None))
}

/// What becomes of the own line at Free Mobile.
enum Free {
    Kept,
    Gone,
    Is(FreeIdentity),
}

/// A key goes with the number that it was typed for, and with no other.
async fn free_mobile(
    web: &Web,
    staff: &Staff,
    form: &Form,
) -> Result<Result<Free, (&'static str, FieldProblem)>, Halt> {
    let kept = web.app.free_mobile_user(staff.0.member.id).await?;
    let (user, pass) = (form.get("free_user"), form.get("free_pass"));
    let is_word = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric());
    let too_long = |text: &str| text.chars().count() > FREE_MAX;
    Ok(
        if !may_be_alerted(&staff.0.member) || (user.is_empty() && kept.is_none()) {
            Ok(Free::Kept)
        } else if user.is_empty() {
            Ok(Free::Gone)
        } else if too_long(user) || !user.bytes().all(|b| b.is_ascii_digit()) {
            Err(("free_user", FieldProblem::Malformed))
        } else if pass.is_empty() && kept.as_deref() == Some(user) {
            Ok(Free::Kept)
        } else if pass.is_empty() {
            Err(("free_pass", FieldProblem::Missing))
        } else if too_long(pass) || !is_word(pass) {
            Err(("free_pass", FieldProblem::Malformed))
        } else {
            Ok(Free::Is(FreeIdentity {
                user: user.to_owned(),
                pass: Secret::new(pass),
            }))
        },
    )
}

fn page(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    (wishes, user): (MailWishes, Option<String>),
    shown: Shown,
) -> OwnMessagesPage {
    let t = visit.texts();
    let phone = wishes
        .phone
        .as_deref()
        .map_or_else(String::new, |phone| t.phone(phone));
    let typed = shown.typed.map(|(phone, user)| (Some(phone), Some(user)));
    let typed = typed.unwrap_or_default();
    let hour = |hour: u32| {
        let time = chrono::NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        (hour.to_string(), t.hour(time), wishes.agenda_hour == Some(hour))
    };
    OwnMessagesPage {
        page: layout(web, visit, t.text("own-messages-title")),
        desk: Desk::of(web, visit, staff, Section::Account),
        is_done: visit.asked().get("done") == "saved" && shown.errors.is_empty() && shown.told.is_none(),
        has_email: staff.0.member.email.is_some(),
        hours: HOURS
            .filter(|_| staff.0.member.practitioner.is_some())
            .map(hour)
            .collect(),
        alerts: may_be_alerted(&staff.0.member).then(|| (wishes.alerts, typed.0.unwrap_or(phone))),
        has_free: user.is_some(),
        free_user: typed.1.or(user).unwrap_or_default(),
        told: shown.told,
        errors: shown.errors,
    }
}
