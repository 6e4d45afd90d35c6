//! What one practitioner does differently in a care type, on a page of its own.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::super::Context;
use super::super::editor::{after, not_allowed};
use super::super::field::{Fields, Input, Section};
use super::super::reader::Reader;
use super::own_form;
use crate::app::{ChangeRefusal, Failure};
use crate::domain::agenda::{Edit, Noun};
use crate::domain::care_type::{CareOverride, CareType};
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/setup/own.html")]
struct OwnPage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    lead: String,
    action: String,
    seen: String,
    is_overtaken: bool,
    has_errors: bool,
    sections: Vec<Section>,
}

/// The care type and the practitioner of a page.
struct Pair<'a> {
    care: &'a CareType,
    practitioner: PractitionerId,
}

fn pair(ctx: &Context, care: CareTypeId, practitioner: PractitionerId) -> Result<Pair<'_>, Problem> {
    let found = ctx.set_up.care_types.get(&care);
    let is_there = ctx.set_up.practitioners.contains_key(&practitioner);
    found
        .filter(|_| is_there)
        .map(|care| Pair { care, practitioner })
        .ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))
}

fn path(pair: &Pair<'_>) -> String {
    format!(
        "/admin/setup/care-types/{}/with/{}",
        pair.care.id, pair.practitioner
    )
}

fn page(ctx: &Context, pair: &Pair<'_>, form: &Form, errors: &FieldErrors) -> OwnPage {
    let name = ctx.name_of(pair.practitioner);
    let title = format!("{} – {name}", pair.care.name);
    OwnPage {
        page: ctx.layout(title),
        desk: ctx.desk(),
        back: (
            ctx.link(&format!("/admin/setup/care-types/{}", pair.care.id)),
            pair.care.name.clone(),
        ),
        lead: ctx.t.with("setup-own-lead", &[("name", name.into())]),
        action: ctx.link(&path(pair)),
        seen: form.get("seen").to_owned(),
        is_overtaken: false,
        has_errors: !errors.is_empty(),
        sections: own_form::sections(Fields { ctx, form, errors }, pair.care),
    }
}

/// `GET`.
pub(in super::super) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path((care, practitioner)): Path<(i64, i64)>,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let pair = pair(&ctx, CareTypeId(care), PractitionerId(practitioner))?;
    let mut form = own_form::typed(pair.care, pair.care.overrides.get(&pair.practitioner));
    form.set("seen", ctx.web.app.fingerprint(Noun::CareType(pair.care.id)));
    let page = page(&ctx, &pair, &form, &FieldErrors::default());
    Ok(html(StatusCode::OK, &page))
}

/// `POST`.
pub(in super::super) async fn save(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path((care, practitioner)): Path<(i64, i64)>,
    mut form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let pair = pair(&ctx, CareTypeId(care), PractitionerId(practitioner))?;
    let edit = match read(&ctx, &pair, &form) {
        Ok(edit) => edit,
        Err(errors) => {
            let page = page(&ctx, &pair, &form, &errors);
            return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
    };
    let seen = Some(form.get("seen").to_owned());
    let change = ctx.web.app.change_set_up(vec![edit], seen, ctx.staff.0.actor());
    match change.await {
        Ok(changed) => Ok(after(&ctx, &changed, &format!("/admin/setup/care-types/{care}"))),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(ChangeRefusal::NotAllowed)) => Err(not_allowed().into()),
        Err(Failure::Refused(_)) => {
            form.set("seen", ctx.web.app.fingerprint(Noun::CareType(pair.care.id)));
            let page = OwnPage {
                is_overtaken: true,
                ..page(&ctx, &pair, &form, &FieldErrors::default())
            };
            Ok(html(StatusCode::CONFLICT, &page))
        }
    }
}

fn read(ctx: &Context, pair: &Pair<'_>, form: &Form) -> Result<Edit, FieldErrors> {
    let mut r = Reader::new(ctx.t, form);
    let stored = pair.care.overrides.get(&pair.practitioner);
    let own = own_form::read(&mut r, ctx, (pair.care, stored));
    let mut care = pair.care.clone();
    if own == CareOverride::default() {
        care.overrides.remove(&pair.practitioner);
    } else {
        care.overrides.insert(pair.practitioner, own);
    }
    r.finish(Edit::CareType(Box::new(care)))
}

/// What is said of a practitioner below the care type's form.
pub(super) fn note(ctx: &Context, care: &CareType, practitioner: PractitionerId) -> String {
    let Some(terms) = care.terms_for(practitioner) else {
        return ctx.text("setup-own-note-not");
    };
    if care.overrides.contains_key(&practitioner) {
        let length = ctx.t.length(terms.duration);
        return ctx.t.with("setup-own-note-differs", &[("length", length.into())]);
    }
    ctx.text("setup-own-note-same")
}
