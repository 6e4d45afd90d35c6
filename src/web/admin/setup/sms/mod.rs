//! `/admin/setup/sms`: the lines of text messages, in the order in which they are tried, what they may cost, and a trial of each.

mod form;
mod rows;
mod trial;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use self::form::{PROVIDER, provider_fields, read_line, read_rules, rules_fields, rules_form};
pub(in crate::web::admin) use self::rows::name_key;
use self::rows::{LineRow, Spent, spent};
use self::trial::{balance, tried};
use super::confirmed::{self, confirmed, unconfirmed};
use super::field::{Field, Fields, Input, Section};
use super::{Context, done};
use crate::domain::sms::Provider;
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

const PATH: &str = "/admin/setup/sms";

#[derive(Template)]
#[template(path = "admin/setup/sms.html")]
struct SmsPage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    action: String,
    done: String,
    /// What became of a trial, and whether that is good.
    outcome: Option<(String, bool)>,
    rows: Vec<LineRow>,
    /// Each provider: key, name, the page with its form, whether that is shown.
    providers: Vec<(&'static str, String, String, bool)>,
    /// The form of the provider that was chosen.
    add: Vec<Field>,
    provider: String,
    /// What to do in its account first.
    advice: String,
    /// The password again, where it was typed too long ago.
    confirm: Vec<Section>,
    rules: Vec<Field>,
    spent: Spent,
}

/// What the two forms of the page hold.
#[derive(Default)]
struct Typed {
    provider: Option<Provider>,
    line: (Form, FieldErrors),
    rules: Option<(Form, FieldErrors)>,
    outcome: Option<(String, bool)>,
}

/// `GET`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    if let Some(answer) = unconfirmed(&ctx, PATH) {
        return Ok(answer);
    }
    let typed = Typed {
        provider: Provider::from_key(ctx.visit.asked().get(PROVIDER)),
        ..Typed::default()
    };
    Ok(html(StatusCode::OK, &page(&ctx, typed).await?))
}

/// `POST`: one more line.
pub(super) async fn add(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let mut ctx = Context::new(web, visit, staff);
    let Some(provider) = Provider::from_key(form.get(PROVIDER)) else {
        return Ok(Problem::new(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    };
    let unconfirmed = confirmed(&mut ctx, &headers, &form).await?;
    let read = match unconfirmed {
        Some(errors) => Err(errors),
        None => read_line(&ctx, provider, &form),
    };
    match read {
        Ok(new) => {
            ctx.web.app.add_sms_line(ctx.staff.0.actor(), new).await?;
            Ok(onward(&ctx.visit, &done(PATH, "saved"), None))
        }
        Err(errors) => {
            let typed = Typed {
                provider: Some(provider),
                line: (form, errors),
                ..Typed::default()
            };
            let page = page(&ctx, typed).await?;
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

/// `POST …/rules`: what they may cost.
pub(super) async fn rule(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let mut ctx = Context::new(web, visit, staff);
    let unconfirmed = confirmed(&mut ctx, &headers, &form).await?;
    let read = match unconfirmed {
        Some(errors) => Err(errors),
        None => read_rules(&ctx, &form),
    };
    match read {
        Ok(rules) => {
            ctx.web.app.save_sms_rules(ctx.staff.0.actor(), rules).await?;
            Ok(onward(&ctx.visit, &done(PATH, "saved"), None))
        }
        Err(errors) => {
            let typed = Typed {
                rules: Some((form, errors)),
                ..Typed::default()
            };
            let page = page(&ctx, typed).await?;
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

/// `POST …/lines/{token}`: order, switch, removal, or a trial.
pub(super) async fn change(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(token): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    if let Some(answer) = unconfirmed(&ctx, PATH) {
        return Ok(answer);
    }
    let (app, actor) = (&ctx.web.app, ctx.staff.0.actor());
    let was_there = match form.get("act") {
        "raise" => app.raise_sms_line(actor, token).await?,
        "remove" => app.remove_sms_line(actor, token).await?,
        "on" => app.enable_sms_line(actor, token, true).await?,
        "off" => app.enable_sms_line(actor, token, false).await?,
        act @ ("trial" | "balance") => {
            let outcome = if act == "trial" {
                tried(&ctx, &token, form.get("phone")).await?
            } else {
                balance(&ctx, &token).await?
            };
            let Some(outcome) = outcome else {
                return Ok(Problem::new(StatusCode::NOT_FOUND).into_response());
            };
            let typed = Typed {
                outcome: Some(outcome),
                ..Typed::default()
            };
            return Ok(html(StatusCode::OK, &page(&ctx, typed).await?));
        }
        _ => false,
    };
    if !was_there {
        return Ok(Problem::new(StatusCode::NOT_FOUND).into_response());
    }
    Ok(onward(&ctx.visit, &done(PATH, "saved"), None))
}

async fn page(ctx: &Context, typed: Typed) -> Result<SmsPage, Halt> {
    let lines = ctx.web.app.sms_lines().await?;
    let today = ctx.web.app.sms_today().await?;
    let (rules_form, rules_errors) = typed
        .rules
        .unwrap_or_else(|| (rules_form(ctx, &lines), FieldErrors::default()));
    let (form, errors) = &typed.line;
    let f = Fields { ctx, form, errors };
    let chosen = typed.provider;
    let provider = |provider: Provider| {
        let key = provider.key();
        let page = ctx.link(&format!("{PATH}?{PROVIDER}={key}#add"));
        (key, ctx.text(name_key(provider)), page, chosen == Some(provider))
    };
    let has_errors = !errors.is_empty() || !rules_errors.is_empty();
    Ok(SmsPage {
        page: ctx.layout(ctx.text("sms-title")),
        desk: ctx.desk(),
        back: (ctx.link("/admin/setup"), ctx.text("setup-title")),
        action: ctx.link(PATH),
        done: if has_errors || typed.outcome.is_some() {
            String::new()
        } else {
            ctx.done()
        },
        outcome: typed.outcome,
        rows: rows::rows(ctx, &lines),
        providers: Provider::ALL.map(provider).into(),
        add: chosen
            .map(|provider| provider_fields(f, provider))
            .unwrap_or_default(),
        provider: chosen.map_or_else(String::new, |provider| provider.key().to_owned()),
        advice: chosen.map_or_else(String::new, |provider| ctx.text(rows::advice_key(provider))),
        confirm: confirmed::section(f).into_iter().collect(),
        rules: rules_fields(Fields {
            ctx,
            form: &rules_form,
            errors: &rules_errors,
        }),
        spent: spent(ctx, &lines, today),
    })
}
