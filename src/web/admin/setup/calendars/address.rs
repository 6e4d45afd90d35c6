//! Step 1 of a search, `GET` and `POST /admin/setup/calendars/new`: whose calendar, on which server, with which account. The server is asked
//! which calendars there are.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::super::confirmed::{self, confirmed, unconfirmed};
use super::super::field::{Field, Fields, Input, Section};
use super::account::{self, place};
use super::searches::Draft;
use super::subscription::{self, Refused};
use super::{CHOOSE, Context, Help, NEW, PATH, compare_help, wrong};
use crate::bridge::dav::DavError;
use crate::bridge::linking::{Account, Looked, calendars_of};
use crate::domain::id::PractitionerId;
use crate::sys::http::Fingerprint;
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/setup/calendars/address.html")]
struct AddressPage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    action: String,
    step: String,
    /// What the server said, or why it is not asked: a paragraph a line.
    trouble: Vec<String>,
    errors: Vec<(String, String, String)>,
    helps: Vec<Help>,
    fields: Vec<Field>,
    /// A key to be compared: itself, and the box that accepts it.
    key: Option<(String, Field)>,
    sections: Vec<Section>,
}

/// What is shown beside the form.
#[derive(Default)]
struct Shown {
    errors: FieldErrors,
    trouble: Vec<String>,
    key: Option<Fingerprint>,
    /// A password was typed before.
    is_held: bool,
    /// Whether the password may travel in clear is asked.
    asks_clear: bool,
}

fn page(ctx: &Context, form: &Form, shown: &Shown) -> AddressPage {
    let f = Fields {
        ctx,
        form,
        errors: &shown.errors,
    };
    let mut fields = account::fields(f, shown.is_held);
    if shown.asks_clear || form.is_ticked("clear") {
        fields.push(account::clear_field(f));
    }
    let key = shown.key.map(|key| account::key_field(f, key));
    let told: Vec<&Field> = fields.iter().chain(key.iter().map(|(_, field)| field)).collect();
    AddressPage {
        page: ctx.layout(ctx.text("calendars-add")),
        desk: ctx.desk(),
        back: (ctx.link(PATH), ctx.text("calendars-title")),
        action: ctx.link(NEW),
        step: ctx.t.with("calendars-step", &[("step", 1.into())]),
        errors: wrong(&told),
        trouble: shown.trouble.clone(),
        helps: helps(ctx, key.is_some()),
        fields,
        key,
        sections: confirmed::section(f).into_iter().collect(),
    }
}

fn helps(ctx: &Context, compares: bool) -> Vec<Help> {
    if compares {
        return vec![compare_help(ctx).opened()];
    }
    let synology = [
        "calendars-synology-1",
        "calendars-synology-2",
        "calendars-synology-3",
        "calendars-synology-4",
        "calendars-synology-5",
    ];
    let other = ["calendars-other-1", "calendars-other-2", "calendars-other-3"];
    vec![
        Help::new(ctx, "calendars-synology", &synology),
        Help::new(ctx, "calendars-other", &other),
    ]
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Response {
    let ctx = Context::new(web, visit, staff);
    if let Some(answer) = unconfirmed(&ctx, NEW) {
        return answer;
    }
    let (session, now) = place(&ctx);
    let held = ctx.web.searches.draft(session, now);
    let mut form = Form::default();
    if let Some(draft) = &held {
        form.set("practitioner", draft.practitioner.to_string());
        form.set("url", draft.account.address.as_str());
        form.set("user", draft.account.credentials.user.as_str());
        form.set("clear", if draft.account.allows_clear { "1" } else { "" });
    }
    if let Some(asked) = ctx.visit.asked().parsed::<PractitionerId>("practitioner") {
        form.set("practitioner", asked.to_string());
    }
    let shown = Shown {
        is_held: held.is_some(),
        ..Shown::default()
    };
    html(StatusCode::OK, &page(&ctx, &form, &shown))
}

/// See the module.
pub(super) async fn search(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let mut ctx = Context::new(web, visit, staff);
    let refused =
        |ctx: &Context, shown: &Shown| html(StatusCode::UNPROCESSABLE_ENTITY, &page(ctx, &form, shown));
    let (session, now) = place(&ctx);
    let held = ctx.web.searches.draft(session, now);
    let mut shown = Shown {
        is_held: held.is_some(),
        ..Shown::default()
    };
    if let Some(errors) = confirmed(&mut ctx, &headers, &form).await? {
        return Ok(refused(&ctx, &Shown { errors, ..shown }));
    }
    let (practitioner, account) = match account::read(&ctx, &form, held.as_ref()) {
        Ok(read) => read,
        Err(errors) => {
            shown.key = Fingerprint::parse(form.get("pin"));
            return Ok(refused(&ctx, &Shown { errors, ..shown }));
        }
    };
    let found = if form.is_ticked(account::FILE) {
        subscription::link(&ctx, practitioner, &account).await?
    } else {
        looked(&ctx, practitioner, &account).await?
    };
    match found {
        Ok(answer) => return Ok(answer),
        Err(Refused::Words(why)) => shown.trouble = vec![why],
        Err(Refused::Server(error)) => {
            shown.trouble = account::trouble(&ctx, &error, &account.address);
            shown.key = account::shown_key(&error);
            shown.asks_clear = error == DavError::InClear;
            shown.is_held = error != DavError::Credentials;
            if shown.is_held {
                keep(&ctx, practitioner, account, None);
            }
        }
    }
    Ok(refused(&ctx, &shown))
}

/// Looks for calendars, and goes on to the choice.
async fn looked(
    ctx: &Context,
    practitioner: PractitionerId,
    account: &Account,
) -> Result<Result<Response, Refused>, Halt> {
    let asking = match account::question(ctx, account)? {
        Ok(asking) => asking,
        Err(why) => return Ok(Err(Refused::Words(why))),
    };
    let looked = calendars_of(account).await;
    drop(asking);
    account::answered(ctx, account, &looked);
    Ok(match looked {
        Ok(looked) if looked.found.home.is_none() && looked.found.calendars.is_empty() => {
            Err(Refused::Server(DavError::NoCalendar))
        }
        Ok(looked) => {
            keep(ctx, practitioner, account.clone(), Some(looked));
            Ok(onward(&ctx.visit, CHOOSE, None))
        }
        Err(error) => Err(Refused::Server(error)),
    })
}

/// Keeps what was typed and found, for the next step or the next try.
fn keep(ctx: &Context, practitioner: PractitionerId, account: Account, looked: Option<Looked>) {
    let (session, now) = place(ctx);
    let draft = Draft {
        practitioner,
        account,
        looked,
        choice: None,
        learnt: None,
    };
    ctx.web.searches.keep(session, now, draft);
}
