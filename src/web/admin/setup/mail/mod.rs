//! `/admin/setup/mail`: the mail server, whether others believe the practice's mail, invitations, and the mailbox of what comes back, and
//! what becomes of a message of which nobody knows whether it left (reminders §2, §5).

mod form;
mod page;
mod proof;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Context, done};
use crate::domain::contact::Email;
use crate::domain::doubt::RatherTwice;
use crate::domain::mail::CalendarMode;
use crate::domain::mail::results::results;
use crate::messages::{Mailbox, Resolver, TrialLetter, trial};
use crate::sys::tls::ExtraRoots;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::html;

use page::{Shown, page};

const PATH: &str = "/admin/setup/mail";
/// Longest head of a message that is pasted, in characters.
const HEAD_MAX: usize = 20_000;

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    answered(&ctx, StatusCode::OK, Shown::default()).await
}

async fn answered(ctx: &Context, status: StatusCode, shown: Shown) -> Result<Response, Halt> {
    let app = &ctx.web.app;
    let choices = (app.mail_calendar().await?, app.rather_twice().await?);
    Ok(html(status, &page(ctx, choices, shown)))
}

async fn refused(ctx: &Context, form: Form, errors: FieldErrors) -> Result<Response, Halt> {
    let shown = Shown {
        form: Some(form),
        errors,
        ..Shown::default()
    };
    answered(ctx, StatusCode::UNPROCESSABLE_ENTITY, shown).await
}

/// `POST`: the server and the sender. What the configuration file says is not changed here.
pub(super) async fn save(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    if ctx.web.app.mail_setup().is_fixed {
        return Ok(onward(&ctx.visit, PATH, None));
    }
    match form::server(&ctx, &form) {
        Ok(server) => {
            ctx.web.app.save_mail_server(server, ctx.staff.0.actor()).await?;
            Ok(onward(&ctx.visit, &done(PATH, "saved"), None))
        }
        Err(errors) => refused(&ctx, form, errors).await,
    }
}

/// `POST …/returns`: the mailbox, which is opened once to see that it can be.
pub(super) async fn save_returns(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let new = match form::returns(&ctx, &form) {
        Ok(new) => new,
        Err(errors) => return refused(&ctx, form, errors).await,
    };
    let app = &ctx.web.app;
    app.save_returns(new, ctx.staff.0.actor()).await?;
    let setup = app.mail_setup();
    let Some(returns) = setup.returns.filter(|_| !ctx.web.settings.calls_nobody) else {
        return Ok(onward(&ctx.visit, &done(PATH, "saved"), None));
    };
    let shown = match Mailbox::open(&returns, &ExtraRoots::default()).await {
        Ok(mailbox) => {
            let count = mailbox.messages;
            mailbox.close().await;
            Shown::told(true, ctx.t.with("mail-returns-open", &[("count", count.into())]))
        }
        Err(trouble) => {
            let why = trouble.to_string();
            Shown::told(false, ctx.t.with("mail-returns-shut", &[("why", why.into())]))
        }
    };
    answered(&ctx, StatusCode::OK, shown).await
}

/// `POST …/calendar`: how calendar files go.
pub(super) async fn save_calendar(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let mode =
        CalendarMode::from_key(form.get("calendar")).ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST))?;
    ctx.web.app.save_mail_calendar(mode, ctx.staff.0.actor()).await?;
    Ok(onward(&ctx.visit, &done(PATH, "saved"), None))
}

/// `POST …/doubt`: what becomes of an e-mail of which nobody knows whether it was accepted.
pub(super) async fn save_doubt(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let choice = RatherTwice {
        reminders: form.is_ticked("twice_reminders"),
        others: form.is_ticked("twice_others"),
    };
    ctx.web.app.save_rather_twice(choice, ctx.staff.0.actor()).await?;
    Ok(onward(&ctx.visit, &done(PATH, "saved"), None))
}

/// `POST …/key`: the signature is made, turned on or off.
pub(super) async fn turn_key(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let (app, actor) = (&ctx.web.app, ctx.staff.0.actor());
    match form.get("do") {
        "make" => {
            let Some(server) = app.mail_setup().server else {
                return Ok(onward(&ctx.visit, PATH, None));
            };
            app.make_dkim_key(proof::domain_of(&server.from).to_owned(), actor)
                .await?;
        }
        "on" | "off" => {
            app.turn_dkim(form.get("do") == "on", actor).await?;
        }
        _ => return Err(Problem::new(StatusCode::BAD_REQUEST).into()),
    }
    Ok(onward(&ctx.visit, &done(PATH, "saved"), None))
}

/// `POST …/trial`: a message to the practice's own address.
pub(super) async fn try_it(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let app = &ctx.web.app;
    app.note_mail_trial(ctx.staff.0.actor()).await?;
    let to = Email::parse(&ctx.set_up.practice.email);
    let server = app.mail_setup().server;
    let shown = match (server, to) {
        _ if ctx.web.settings.calls_nobody => Shown::told(false, ctx.text("mail-demo")),
        (None, _) => Shown::told(false, ctx.text("mail-trial-none")),
        (_, Err(_)) => Shown::told(false, ctx.text("mail-trial-nowhere")),
        (Some(server), Ok(to)) => {
            let letter = TrialLetter {
                to,
                language: ctx.t.language(),
                subject: ctx.text("mail-trial-subject"),
                lead: ctx.text("mail-trial-lead"),
            };
            let trial = trial(app, &server, &letter, &ExtraRoots::default()).await;
            proof::tried(&ctx, &letter.to, &trial)
        }
    };
    answered(&ctx, StatusCode::OK, shown).await
}

/// `POST …/check`: what the DNS says, and the head of a message that somebody pasted.
pub(super) async fn check(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let head: String = form.exact("head").chars().take(HEAD_MAX).collect();
    if !head.trim().is_empty() {
        let shown = match results(&head) {
            Some(found) => Shown {
                verdicts: proof::verdicts(&ctx, found),
                ..Shown::default()
            },
            None => Shown::told(false, ctx.text("mail-head-none")),
        };
        return answered(&ctx, StatusCode::OK, shown).await;
    }
    let shown = match ctx.web.app.mail_setup().server {
        _ if ctx.web.settings.calls_nobody => Shown::told(false, ctx.text("mail-demo")),
        None => Shown::told(false, ctx.text("mail-trial-none")),
        Some(server) => proof::checked(&ctx, &server, &Resolver::of_system()).await,
    };
    answered(&ctx, StatusCode::OK, shown).await
}
