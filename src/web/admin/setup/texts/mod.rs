//! `GET` and `POST /admin/setup/texts`: words of the practice's own for messages (security T9).

mod list;
mod one;
mod preview;
mod words;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::Context;
use crate::domain::own_text::{TextChannel, TextKind, TextName};
use crate::domain::patient::Language;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::extract::{Form, Visit};

const PATH: &str = "/admin/setup/texts";

/// See the module: the list, or one text where the address names one.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    match named(&ctx.visit.asked()) {
        Some(name) => one::show(&ctx, name).await,
        None => list::show(&ctx).await,
    }
}

/// See the module.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    match named(&form) {
        Some(name) => one::send(ctx, name, &headers, form).await,
        None => list::show(&ctx).await,
    }
}

/// The text that an address or a form names; `None` for none that there is.
fn named(form: &Form) -> Option<TextName> {
    Some((
        TextKind::ALL
            .into_iter()
            .find(|kind| kind.key() == form.get("kind"))?,
        TextChannel::from_key(form.get("channel"))?,
        Language::of_code(form.get("language"))?,
    ))
}

/// The page of a text.
fn path((kind, channel, language): TextName) -> String {
    format!(
        "{PATH}?kind={}&channel={}&language={}",
        kind.key(),
        channel.key(),
        language.code()
    )
}
