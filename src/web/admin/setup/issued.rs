//! Secrets that are made here, shown once and ended: keys of the machine interface, addresses of calendars, webhooks.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::confirmed::{self, unconfirmed};
use super::field::{Field, Fields, Input, Section};
use super::{Context, done};
use crate::domain::time::Instant;
use crate::store::Fault;
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

/// The keys of what a page says.
pub(super) struct Words {
    pub(super) title: &'static str,
    pub(super) lead: &'static str,
    /// Over the secret that was just made, and that it is shown once.
    pub(super) made: &'static str,
    pub(super) once: &'static str,
    /// Over the form, and on its button.
    pub(super) add: &'static str,
    pub(super) add_button: &'static str,
    /// On the button that ends one.
    pub(super) end: &'static str,
}

/// One kind of secret.
pub(super) trait Issued: Send + Sync + 'static {
    /// Path of the page.
    const PATH: &'static str;
    const WORDS: Words;
    /// What `?done=` says after one was ended.
    const ENDED: &'static str;

    /// What a form asks for.
    type New: Send;

    /// Those there are, and were.
    fn rows(ctx: &Context) -> impl Future<Output = Result<Vec<IssuedRow>, Fault>> + Send;

    /// The fields of a new one.
    fn fields(f: Fields<'_>) -> Vec<Field>;

    /// Reads them.
    fn read(ctx: &Context, form: &Form) -> Result<Self::New, FieldErrors>;

    /// Makes one; what is shown once.
    fn make(ctx: &Context, new: Self::New) -> impl Future<Output = Result<String, Fault>> + Send;

    /// Ends one; whether it was good.
    fn end(ctx: &Context, id: i64) -> impl Future<Output = Result<bool, Fault>> + Send;

    /// What was sent to them, the newest first.
    fn sent(_: &Context) -> impl Future<Output = Result<Vec<SentRow>, Fault>> + Send {
        async { Ok(Vec::new()) }
    }
}

/// One of them.
pub(super) struct IssuedRow {
    pub(super) id: i64,
    pub(super) name: String,
    /// Where it leads; empty where that is the secret.
    pub(super) address: String,
    pub(super) note: String,
    pub(super) is_good: bool,
}

/// Something sent, and what became of it.
pub(super) struct SentRow {
    pub(super) id: i64,
    pub(super) what: String,
    pub(super) state: String,
    pub(super) may_resend: bool,
}

#[derive(Template)]
#[template(path = "admin/setup/issued.html")]
struct IssuedPage {
    page: Layout,
    desk: Desk,
    words: Words,
    back: (String, String),
    done: String,
    action: String,
    /// The secret that was just made.
    secret: Option<String>,
    add: Vec<Field>,
    sections: Vec<Section>,
    rows: Vec<IssuedRow>,
    sent: Vec<SentRow>,
}

/// Since when one is good, or when it was ended.
pub(super) fn life(ctx: &Context, made: Instant, ended: Option<Instant>) -> String {
    let zone = ctx.set_up.practice.zone;
    let when = [("when", ctx.t.moment(zone, ended.unwrap_or(made)).into())];
    if ended.is_some() {
        ctx.t.with("setup-token-revoked", &when)
    } else {
        ctx.t.with("setup-token-made", &when)
    }
}

async fn page<I: Issued>(ctx: &Context, form: &Form, errors: &FieldErrors) -> Result<IssuedPage, Halt> {
    let (rows, sent) = (I::rows(ctx).await?, I::sent(ctx).await?);
    let fields = || Fields { ctx, form, errors };
    Ok(IssuedPage {
        page: ctx.layout(ctx.text(I::WORDS.title)),
        desk: ctx.desk(),
        words: I::WORDS,
        back: (ctx.link("/admin/setup"), ctx.text("setup-title")),
        done: ctx.done(),
        action: ctx.link(I::PATH),
        secret: None,
        add: I::fields(fields()),
        sections: confirmed::section(fields()).into_iter().collect(),
        rows,
        sent,
    })
}

/// `GET` of the page.
pub(super) async fn show<I: Issued>(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    if let Some(answer) = unconfirmed(&ctx, I::PATH) {
        return Ok(answer);
    }
    let page = page::<I>(&ctx, &Form::default(), &FieldErrors::default()).await?;
    Ok(html(StatusCode::OK, &page))
}

/// `POST` of the page: the only time that the secret is shown.
pub(super) async fn create<I: Issued>(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let mut ctx = Context::new(web, visit, staff);
    let read = match confirmed::confirmed(&mut ctx, &headers, &form).await? {
        None => I::read(&ctx, &form),
        Some(errors) => Err(errors),
    };
    match read {
        Err(errors) => {
            let page = page::<I>(&ctx, &form, &errors).await?;
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Ok(new) => {
            let secret = I::make(&ctx, new).await?;
            let mut page = page::<I>(&ctx, &Form::default(), &FieldErrors::default()).await?;
            page.secret = Some(secret);
            Ok(html(StatusCode::OK, &page))
        }
    }
}

/// `POST …/{id}/revoke`.
pub(super) async fn revoke<I: Issued>(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let was_good = I::end(&ctx, numbered(&id)?).await?;
    back::<I>(&ctx, was_good, I::ENDED)
}

/// The number in a path.
pub(super) fn numbered(id: &str) -> Result<i64, Problem> {
    id.parse().map_err(|_| Problem::new(StatusCode::NOT_FOUND))
}

/// Back to the page with a word of success; there is nothing to act on where nothing was good.
pub(super) fn back<I: Issued>(ctx: &Context, was_good: bool, word: &str) -> Result<Response, Halt> {
    if !was_good {
        return Err(Problem::new(StatusCode::NOT_FOUND).into());
    }
    Ok(onward(&ctx.visit, &done(I::PATH, word), None))
}
