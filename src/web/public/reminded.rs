//! Reminders off and on again: behind the link of an appointment, and by the one click of a mail program (RFC 8058). Neither cancels
//! anything.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::browser::pass;
use super::dead_link::{dead_link, no_link};
use crate::app::{Failure, LinkedAppointment, ReminderChoice};
use crate::i18n::Texts;
use crate::store::MessageChannel;
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

/// A channel as the page of the appointment shows it.
pub(super) struct Channel {
    pub(super) key: &'static str,
    /// What stands now.
    pub(super) state: String,
    /// What the button says, and the value that it sends.
    pub(super) button: String,
    pub(super) turns_on: &'static str,
}

impl Channel {
    /// Every channel by which the patient may be reminded.
    pub(super) fn all(t: Texts, linked: &LinkedAppointment) -> Vec<Self> {
        let channel = |choice: &ReminderChoice| {
            let key = choice.channel.key();
            let (state, button, turns_on) = if choice.is_on {
                ("on", "stop", "0")
            } else {
                ("off", "start", "1")
            };
            Self {
                key,
                state: t.text(&format!("reminded-{key}-{state}")).into_owned(),
                button: t.text(&format!("reminded-{key}-{button}")).into_owned(),
                turns_on,
            }
        };
        linked.reminders.iter().map(channel).collect()
    }
}

#[derive(Template)]
#[template(path = "public/reminders_off.html")]
struct OffPage {
    page: Layout,
    token: String,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// The button is still to be pressed.
    Asked,
    Done,
    Unknown,
}

/// `POST /appointment/reminders`.
pub(super) async fn choose(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::LinkAct)?;
    let Some(pass) = pass(&visit, &headers) else {
        return Ok(no_link(&web, &visit, StatusCode::GONE));
    };
    let Some(channel) = MessageChannel::from_key(form.get("channel")) else {
        return Ok(onward(&visit, "/appointment#own-reminders", []));
    };
    let choice = ReminderChoice {
        channel,
        is_on: form.get("on") == "1",
    };
    match web.app.choose_own_reminders(&pass, choice).await {
        Ok(()) => Ok(onward(&visit, "/appointment#own-reminders", [])),
        Err(Failure::Refused(_)) => Ok(dead_link(&web, &visit)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

/// `GET /reminders/off/{token}`: nothing is changed by looking, since mail scanners follow links.
pub(super) async fn ask(State(web): State<Web>, visit: Visit, Path(token): Path<String>) -> Response {
    if web.app.may_end_reminders(&token) {
        page(&web, &visit, token, (StatusCode::OK, What::Asked))
    } else {
        page(&web, &visit, token, (StatusCode::NOT_FOUND, What::Unknown))
    }
}

/// `POST /reminders/off/{token}`: by the button of the page, or by a mail program, which has no cookie and reads no answer. Whatever
/// the body says, there is one thing that this can mean.
pub(super) async fn off(
    State(web): State<Web>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, Halt> {
    match web.app.reminders_off_by_click(&token).await {
        Ok(()) => Ok(page(&web, &visit, token, (StatusCode::OK, What::Done))),
        Err(Failure::Refused(_)) => Ok(page(&web, &visit, token, (StatusCode::NOT_FOUND, What::Unknown))),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

fn page(web: &Web, visit: &Visit, token: String, (status, what): (StatusCode, What)) -> Response {
    let agenda = web.app.agenda();
    let title = visit.texts().text("reminders-off-title");
    let page = Layout::of(visit, &agenda.set_up().practice, title);
    html(status, &OffPage { page, token, what })
}
