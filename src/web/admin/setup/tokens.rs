//! Tokens of the machine interface: made, shown once, revoked.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::confirmed::{self, unconfirmed};
use super::field::{Field, Fields, Input, Section};
use super::reader::Reader;
use super::{Context, LABEL_MAX, done};
use crate::app::Scope;
use crate::domain::contact::FieldProblem;
use crate::store::StoredToken;
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

const PATH: &str = "/admin/setup/tokens";

#[derive(Template)]
#[template(path = "admin/setup/tokens.html")]
struct TokensPage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    done: String,
    action: String,
    /// The secret of the token that was just made.
    secret: Option<String>,
    add: Vec<Field>,
    sections: Vec<Section>,
    tokens: Vec<TokenRow>,
}

struct TokenRow {
    id: i64,
    name: String,
    note: String,
    is_good: bool,
}

fn scope_field(scope: Scope) -> String {
    format!("scope:{}", scope.key())
}

fn scope_words(ctx: &Context, scope: Scope) -> String {
    match scope {
        Scope::SlotsRead => ctx.text("setup-scope-slots"),
        Scope::AppointmentsWrite => ctx.text("setup-scope-appointments"),
        Scope::AgendaRead => ctx.text("setup-scope-agenda"),
        Scope::PatientsRead => ctx.text("setup-scope-patients"),
        Scope::PatientsWrite => ctx.text("setup-scope-patients-new"),
    }
}

async fn page(ctx: &Context, form: &Form, errors: &FieldErrors) -> Result<TokensPage, Halt> {
    let tokens = ctx.web.app.api_tokens().await?;
    let f = Fields { ctx, form, errors };
    let scopes = Scope::ALL.map(|scope| (scope_field(scope), scope_words(ctx, scope)));
    Ok(TokensPage {
        page: ctx.layout(ctx.text("setup-tokens")),
        desk: ctx.desk(),
        back: (ctx.link("/admin/setup"), ctx.text("setup-title")),
        done: String::new(),
        action: ctx.link(PATH),
        secret: None,
        sections: confirmed::section(f).into_iter().collect(),
        add: vec![
            f.field("name", "setup-token-name", Input::Line(LABEL_MAX))
                .hint(f.text("setup-token-name-hint"))
                .wide(),
            f.ticks("scopes", "setup-token-scopes", scopes),
        ],
        tokens: tokens.iter().map(|token| row(ctx, token)).collect(),
    })
}

fn row(ctx: &Context, token: &StoredToken) -> TokenRow {
    let zone = ctx.set_up.practice.zone;
    let made = [("when", ctx.t.moment(zone, token.created).into())];
    let note = match token.revoked {
        Some(at) => ctx
            .t
            .with("setup-token-revoked", &[("when", ctx.t.moment(zone, at).into())]),
        None => ctx.t.with("setup-token-made", &made),
    };
    TokenRow {
        id: token.id,
        name: token.name.clone(),
        note,
        is_good: token.revoked.is_none(),
    }
}

/// `GET /admin/setup/tokens`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    if let Some(answer) = unconfirmed(&ctx, PATH) {
        return Ok(answer);
    }
    let mut page = page(&ctx, &Form::default(), &FieldErrors::default()).await?;
    page.done = ctx.done();
    Ok(html(StatusCode::OK, &page))
}

/// `POST /admin/setup/tokens`: the only time that the secret is shown.
pub(super) async fn create(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let mut ctx = Context::new(web, visit, staff);
    let read = match confirmed::confirmed(&mut ctx, &headers, &form).await? {
        None => read(&ctx, &form),
        Some(errors) => Err(errors),
    };
    match read {
        Err(errors) => {
            let page = page(&ctx, &form, &errors).await?;
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Ok((name, scopes)) => {
            let actor = ctx.staff.0.actor();
            let secret = ctx.web.app.create_api_token(actor, name, scopes).await?;
            let mut page = page(&ctx, &Form::default(), &FieldErrors::default()).await?;
            page.secret = Some(secret);
            Ok(html(StatusCode::OK, &page))
        }
    }
}

fn read(ctx: &Context, form: &Form) -> Result<(String, Vec<Scope>), FieldErrors> {
    let mut r = Reader::new(ctx.t, form);
    let name = r.needed_line("name", LABEL_MAX);
    let ticked = Scope::ALL
        .into_iter()
        .filter(|s| form.is_ticked(&scope_field(*s)));
    let scopes: Vec<Scope> = ticked.collect();
    if scopes.is_empty() {
        r.refuse("scopes", FieldProblem::Missing);
    }
    r.finish((name, scopes))
}

/// `POST /admin/setup/tokens/{id}/revoke`.
pub(super) async fn revoke(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let missing = || Problem::new(StatusCode::NOT_FOUND);
    let id = id.parse().map_err(|_| missing())?;
    let was_good = ctx.web.app.revoke_api_token(ctx.staff.0.actor(), id).await?;
    if !was_good {
        return Err(missing().into());
    }
    Ok(onward(&ctx.visit, &done(PATH, "revoked"), None))
}
