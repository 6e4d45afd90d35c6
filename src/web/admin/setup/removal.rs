//! The button below a form that takes its thing away.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::Context;
use super::editor::{Editor, after, not_allowed, number};
use crate::app::{ChangeRefusal, Failure};
use crate::domain::agenda::Edit;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};

/// The edit of the button, the keys of its word and of what it means.
pub(super) struct Removal {
    pub(super) edit: Edit,
    pub(super) key: &'static str,
    pub(super) hint: &'static str,
    pub(super) is_grave: bool,
}

impl Removal {
    /// Archives, or brings back what was archived.
    pub(super) fn archiving(edit: Edit, is_archived: bool, hint: &'static str) -> Self {
        if is_archived {
            return Self {
                edit,
                key: "setup-unarchive",
                hint: "setup-unarchive-hint",
                is_grave: false,
            };
        }
        Self {
            edit,
            key: "setup-archive",
            hint,
            is_grave: true,
        }
    }

    /// Drops for good.
    pub(super) fn dropping(edit: Edit, hint: &'static str) -> Self {
        Self {
            edit,
            key: "setup-drop",
            hint,
            is_grave: true,
        }
    }
}

/// `POST`: archives, brings back or drops.
pub(super) async fn remove<E: Editor>(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(last): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let id = number::<E>(&last)?;
    let ctx = Context::new(web, visit, staff);
    let now = ctx.set_up.present(E::noun(id));
    let removal = now.as_ref().and_then(E::removal);
    let removal = removal.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))?;
    taken_away::<E>(&ctx, &form, vec![removal.edit]).await
}

/// `POST`: drops it with what follows it by the same rule.
pub(super) async fn remove_following<E: Editor>(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(last): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let id = number::<E>(&last)?;
    let ctx = Context::new(web, visit, staff);
    let now = ctx.set_up.present(E::noun(id));
    let now = now.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))?;
    let edits = E::following(&ctx, &now);
    taken_away::<E>(&ctx, &form, edits).await
}

async fn taken_away<E: Editor>(ctx: &Context, form: &Form, edits: Vec<Edit>) -> Result<Response, Halt> {
    let seen = Some(form.get("seen").to_owned());
    let change = ctx.web.app.change_set_up(edits, seen, ctx.staff.0.actor());
    match change.await {
        Ok(changed) => Ok(after(ctx, &changed, E::BACK.0)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(ChangeRefusal::NotAllowed)) => Err(not_allowed().into()),
        Err(Failure::Refused(_)) => Err(Problem::new(StatusCode::CONFLICT)
            .saying("setup-changed-meanwhile")
            .into()),
    }
}
