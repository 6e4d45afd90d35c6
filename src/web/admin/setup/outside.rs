//! `GET` and `POST /admin/setup/access`: whether the back office also opens outside the practice's network (security 3.5.4).

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::confirmed::{self, confirmed, unconfirmed};
use super::field::{Fields, Input, Section};
use super::{Context, done};
use crate::domain::staff::Role;
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

const PATH: &str = "/admin/setup/access";
const OPEN: &str = "open";

#[derive(Template)]
#[template(path = "admin/setup/outside.html")]
struct OutsidePage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    action: String,
    done: String,
    /// Somebody who works elsewhere has an account, and cannot come in.
    needs_it: bool,
    sections: Vec<Section>,
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    if let Some(answer) = unconfirmed(&ctx, PATH) {
        return Ok(answer);
    }
    let mut form = Form::default();
    if ctx.web.app.is_open_outside().await? {
        form.set(OPEN, "1");
    }
    let page = page(&ctx, &form, &FieldErrors::default()).await?;
    Ok(html(StatusCode::OK, &page))
}

/// See the module.
pub(super) async fn save(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let mut ctx = Context::new(web, visit, staff);
    if let Some(errors) = confirmed(&mut ctx, &headers, &form).await? {
        let page = page(&ctx, &form, &errors).await?;
        return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let actor = ctx.staff.0.actor();
    ctx.web.app.open_outside(form.is_ticked(OPEN), actor).await?;
    Ok(onward(&ctx.visit, &done(PATH, "saved"), None))
}

async fn page(ctx: &Context, form: &Form, errors: &FieldErrors) -> Result<OutsidePage, Halt> {
    let f = Fields { ctx, form, errors };
    let open = f.field(OPEN, "outside-open", Input::Tick);
    let open = open.hint(f.text("outside-open-hint"));
    let mut sections = vec![Section::new(String::new(), vec![open])];
    sections.extend(confirmed::section(f));
    let members = ctx.web.app.staff().await?;
    let is_elsewhere = members
        .iter()
        .any(|member| member.role == Role::RemoteSecretary && !member.is_disabled);
    Ok(OutsidePage {
        page: ctx.layout(ctx.text("outside-title")),
        desk: ctx.desk(),
        back: (ctx.link("/admin/setup"), ctx.text("setup-title")),
        action: ctx.link(PATH),
        done: if errors.is_empty() {
            ctx.done()
        } else {
            String::new()
        },
        needs_it: is_elsewhere && !ctx.web.app.is_open_outside().await?,
        sections,
    })
}
