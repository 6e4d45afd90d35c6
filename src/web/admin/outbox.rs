//! `GET /admin/outbox`: what became of each message, and whom to phone because it did not arrive.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::desk::{Desk, Section, layout};
use super::guard::Staff;
use crate::app::{Notice, PatientList};
use crate::domain::contact::Contact;
use crate::domain::time::Zone;
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;
use crate::web::view::{Layout, html};

/// Messages shown, newest first.
const SHOWN: u32 = 200;

#[derive(Template)]
#[template(path = "admin/outbox.html")]
struct OutboxPage {
    page: Layout,
    desk: Desk,
    is_off: bool,
    is_demo: bool,
    /// Nobody can be sure that these arrived.
    troubled: Vec<Row>,
    waiting: Vec<Row>,
    over: Vec<Row>,
}

struct Row {
    what: String,
    who: String,
    to: String,
    visit: String,
    at: String,
    state: String,
    /// What the mail server said.
    reason: String,
    href: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Troubled,
    Waiting,
    Over,
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    web.app.note_look(PatientList::Outbox, staff.0.actor()).await?;
    let notices = web.app.recent_notices(SHOWN).await?;
    let zone = web.app.agenda().zone();
    let of = |fate: Fate| {
        let fated = notices.iter().filter(|notice| fate_of(notice) == fate);
        fated.map(|notice| row(&visit, zone, notice)).collect()
    };
    let page = OutboxPage {
        page: layout(&web, &visit, visit.texts().text("outbox-title")),
        desk: Desk::of(&web, &visit, &staff, Section::Outbox),
        is_off: web.is_online_closed(),
        is_demo: web.settings.is_demo,
        troubled: of(Fate::Troubled),
        waiting: of(Fate::Waiting),
        over: of(Fate::Over),
    };
    Ok(html(StatusCode::OK, &page))
}

/// A code that came to nothing troubles nobody: whoever still wants one has asked again.
fn fate_of(notice: &Notice) -> Fate {
    let is_code = notice.about.is_none() && notice.offer.is_none() && notice.waiting.is_none();
    match notice.message.state.as_str() {
        "pending" | "attempting" => Fate::Waiting,
        "failed_permanent" | "unknown" | "given_up" | "undelivered" | "expired" if !is_code => Fate::Troubled,
        _ => Fate::Over,
    }
}

fn row(visit: &Visit, zone: Zone, notice: &Notice) -> Row {
    let t = visit.texts();
    let message = &notice.message;
    let about = notice.about.as_ref();
    let offer = notice.offer.as_ref();
    let waiting = notice.waiting.as_ref();
    let patient = about
        .map(|about| &about.patient)
        .or(offer.map(|offer| &offer.patient))
        .or(waiting.map(|waiting| &waiting.patient));
    let start = about
        .map(|about| about.appointment.interval.start)
        .or(offer.map(|offer| offer.start));
    Row {
        what: t
            .text(&format!("outbox-kind-{}", message.kind.key()))
            .into_owned(),
        who: patient.map_or_else(String::new, crate::domain::patient::Patient::sort_name),
        to: match &message.to {
            Contact::Email(email) => email.as_str().to_owned(),
            Contact::Phone(phone) => t.phone(phone.as_str()),
        },
        visit: start.map_or_else(String::new, |start| t.moment_short(zone, start)),
        at: t.moment_short(zone, message.created),
        state: state(t, zone, notice),
        reason: message.last_error.clone().unwrap_or_default(),
        href: about
            .map(|about| visit.link(&format!("/admin/appointments/{}", about.appointment.id)))
            .or(offer
                .map(|_| ())
                .or(waiting.map(|_| ()))
                .map(|()| visit.link("/admin/waiting"))),
    }
}

fn state(t: Texts, zone: Zone, notice: &Notice) -> String {
    let message = &notice.message;
    if message.state == "pending" && message.attempts > 0 {
        let next = t.hour_at(zone, message.due);
        return t.with("outbox-next", &[("hour", next.into())]);
    }
    let key = message.state.replace('_', "-");
    t.text(&format!("outbox-state-{key}")).into_owned()
}
