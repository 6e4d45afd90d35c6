//! Accounts of the people who sign in. Each change asks for the password again when it was typed long ago (security 7.5.1).

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::account_acts::{Button, buttons, code, invited, may_invite};
use super::confirmed::{self, unconfirmed};
use super::field::{Field, Fields, Input, Section};
use super::list::{Group, Row};
use super::reader::Reader;
use super::{Context, done};
use crate::app::{Failure, STAFF_NAME_MAX_CHARS, StaffEntry, StaffRefusal};
use crate::domain::contact::{Email, FieldProblem};
use crate::domain::id::{PractitionerId, StaffId};
use crate::domain::staff::{Role, StaffMember};
use crate::web::Web;
use crate::web::admin::SessionRow;
use crate::web::admin::desk::{Desk, role_key};
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

pub(super) const PATH: &str = "/admin/setup/staff";
/// Longest address, in characters (RFC 5321 §4.5.3.1.3).
const EMAIL_MAX: usize = 254;

#[derive(Template)]
#[template(path = "admin/setup/account.html")]
struct AccountPage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    action: String,
    done: String,
    trouble: Option<String>,
    sections: Vec<Section>,
    /// What can be done to an account that is there.
    buttons: Vec<Button>,
    /// Where the person is signed in.
    sessions: Vec<SessionRow>,
}

/// `GET /admin/setup/staff`.
pub(super) async fn list(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let members = ctx.web.app.staff().await?;
    let row = |member: &StaffMember| {
        let href = ctx.link(&format!("{PATH}/{}", member.id));
        let note = format!("{} – {}", member.login, ctx.text(role_key(member.role)));
        Row::new(member.name.as_str(), note, href)
    };
    let rows = |is_disabled: bool| -> Vec<Row> {
        let of = members.iter().filter(|m| m.is_disabled == is_disabled);
        of.map(row).collect()
    };
    let adds = vec![ctx.adds("setup-staff-add", "/admin/setup/staff/new")];
    let mut groups = vec![Group::plain(rows(false), String::new(), adds)];
    groups.extend(Group::history(ctx.text("setup-staff-disabled"), rows(true)));
    Ok(ctx.list(("setup-staff", "setup-staff-lead"), groups))
}

pub(super) async fn member(ctx: &Context, last: &str) -> Result<Option<StaffMember>, Halt> {
    if last == "new" {
        return Ok(None);
    }
    let members = ctx.web.app.staff().await?;
    let found = members.into_iter().find(|member| member.id.to_string() == last);
    let found = found.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))?;
    Ok(Some(found))
}

pub(super) fn path(member: Option<&StaffMember>) -> String {
    member.map_or_else(|| format!("{PATH}/new"), |m| format!("{PATH}/{}", m.id))
}

async fn page(
    ctx: &Context,
    member: Option<&StaffMember>,
    form: &Form,
    errors: &FieldErrors,
) -> Result<AccountPage, Halt> {
    let f = Fields { ctx, form, errors };
    let mut sections = vec![Section::new(
        ctx.text("setup-staff-account"),
        fields(f, member.is_none()),
    )];
    sections.extend(confirmed::section(f));
    let title = member.map_or_else(|| ctx.text("setup-staff-new"), |m| m.name.clone());
    Ok(AccountPage {
        page: ctx.layout(title),
        desk: ctx.desk(),
        back: (ctx.link(PATH), ctx.text("setup-staff")),
        action: ctx.link(&path(member)),
        done: String::new(),
        trouble: None,
        sections,
        buttons: member.map_or_else(Vec::new, |member| buttons(ctx, member)),
        sessions: match member {
            Some(member) => sessions(ctx, member).await?,
            None => Vec::new(),
        },
    })
}

async fn sessions(ctx: &Context, member: &StaffMember) -> Result<Vec<SessionRow>, Halt> {
    let live = ctx.web.app.sessions_of(member.id).await?;
    let (zone, this) = (ctx.set_up.practice.zone, &ctx.staff.0.session.token_hash);
    let row = |session| SessionRow::of(ctx.t, zone, session, this);
    Ok(live.into_iter().map(row).collect())
}

fn fields(f: Fields<'_>, is_new: bool) -> Vec<Field> {
    let roles = Role::ALL.map(|role| (role.key().to_owned(), f.text(role_key(role))));
    let none = (String::new(), f.text("setup-staff-nobody"));
    let practitioners = f.ctx.set_up.practitioners.values();
    let practitioners = practitioners.map(|p| (p.id.to_string(), p.name.clone()));
    let here = f.ctx.practitioners().into_iter();
    let named = here.map(|p| (named_field(p.id), p.name.clone()));
    let mut fields = vec![
        f.field("name", "setup-staff-name", Input::Line(STAFF_NAME_MAX_CHARS))
            .needed(),
        f.field("login", "setup-staff-login", Input::Line(STAFF_NAME_MAX_CHARS))
            .hint(f.text("setup-staff-login-hint"))
            .needed(),
        f.select("role", "setup-staff-role", roles)
            .hint(f.text("setup-staff-role-hint"))
            .wide(),
        f.select(
            "practitioner",
            "setup-staff-is",
            std::iter::once(none).chain(practitioners),
        )
        .hint(f.text("setup-staff-is-hint")),
        f.ticks("named", "setup-staff-named", named)
            .hint(f.text("setup-staff-named-hint")),
        f.field("email", "setup-staff-email", Input::Line(EMAIL_MAX))
            .hint(f.text("setup-staff-email-hint")),
    ];
    if is_new && may_invite(f.ctx) {
        let invite = f.field("invite", "setup-staff-invite", Input::Tick).wide();
        fields.push(invite.hint(f.text("setup-staff-invite-hint")));
    }
    fields
}

fn named_field(id: PractitionerId) -> String {
    format!("named:{id}")
}

pub(super) fn typed(member: Option<&StaffMember>) -> Form {
    let mut form = Form::default();
    let Some(member) = member else {
        form.set("role", Role::Secretary.key());
        return form;
    };
    form.set("name", member.name.as_str());
    form.set("login", member.login.as_str());
    form.set("role", member.role.key());
    for id in &member.named {
        form.set(named_field(*id), "1");
    }
    form.set("email", member.email.as_ref().map_or("", Email::as_str));
    form.set(
        "practitioner",
        member.practitioner.map_or_else(String::new, |p| p.to_string()),
    );
    form
}

/// `GET /admin/setup/staff/{id}`.
pub(super) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(last): Path<String>,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let member = member(&ctx, &last).await?;
    if let Some(answer) = unconfirmed(&ctx, &path(member.as_ref())) {
        return Ok(answer);
    }
    let form = typed(member.as_ref());
    let mut page = page(&ctx, member.as_ref(), &form, &FieldErrors::default()).await?;
    page.done = ctx.done();
    Ok(html(StatusCode::OK, &page))
}

/// `POST /admin/setup/staff/{id}`.
pub(super) async fn save(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(last): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let mut ctx = Context::new(web, visit, staff);
    let member = member(&ctx, &last).await?;
    let read = match confirmed::confirmed(&mut ctx, &headers, &form).await? {
        None => read(&ctx, &form),
        Some(errors) => Err(errors),
    };
    let entry = match read {
        Ok(entry) => entry,
        Err(errors) => {
            let page = page(&ctx, member.as_ref(), &form, &errors).await?;
            return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
    };
    match written(&ctx, member.as_ref(), entry).await {
        Ok(None) => Ok(onward(&ctx.visit, &done(PATH, "saved"), None)),
        Ok(Some(id)) if form.is_ticked("invite") && may_invite(&ctx) => invited(&ctx, id).await,
        Ok(Some(id)) => code(&ctx, id).await,
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(refusal)) => refused(&ctx, member.as_ref(), &form, refusal).await,
    }
}

/// The number of an account that was made by this.
async fn written(
    ctx: &Context,
    member: Option<&StaffMember>,
    entry: StaffEntry,
) -> Result<Option<StaffId>, Failure<StaffRefusal>> {
    let actor = ctx.staff.0.actor();
    match member {
        Some(member) => ctx
            .web
            .app
            .edit_staff(actor, member.id, entry)
            .await
            .map(|()| None),
        None => ctx.web.app.create_staff(actor, entry).await.map(Some),
    }
}

fn read(ctx: &Context, form: &Form) -> Result<StaffEntry, FieldErrors> {
    let mut r = Reader::new(ctx.t, form);
    let role = r.chosen("role", Role::from_key);
    let practitioner = if form.get("practitioner").is_empty() {
        None
    } else {
        r.chosen("practitioner", |key| {
            let id = PractitionerId(key.parse().ok()?);
            ctx.set_up.practitioners.contains_key(&id).then_some(id)
        })
    };
    let email = Some(form.get("email")).filter(|typed| !typed.is_empty());
    let email = email.and_then(|typed| r.kept("email", Email::parse(typed)));
    if form.is_ticked("invite") && form.get("email").is_empty() {
        r.refuse("email", FieldProblem::Missing);
    }
    let here = ctx.practitioners().into_iter().map(|p| p.id);
    let entry = StaffEntry {
        email,
        named: here.filter(|id| form.is_ticked(&named_field(*id))).collect(),
        login: r.needed_line("login", STAFF_NAME_MAX_CHARS),
        name: r.needed_line("name", STAFF_NAME_MAX_CHARS),
        role: role.unwrap_or(Role::Reader),
        practitioner,
    };
    r.finish(entry)
}

pub(super) async fn refused(
    ctx: &Context,
    member: Option<&StaffMember>,
    form: &Form,
    refusal: StaffRefusal,
) -> Result<Response, Halt> {
    let mut r = Reader::new(ctx.t, form);
    match refusal {
        StaffRefusal::LoginMalformed => r.refuse_saying("login", ctx.text("setup-staff-login-malformed")),
        StaffRefusal::LoginTaken => r.refuse("login", FieldProblem::Taken),
        StaffRefusal::NameMalformed => r.refuse("name", FieldProblem::Malformed),
        StaffRefusal::NobodyNamed => r.refuse("named", FieldProblem::Missing),
        StaffRefusal::LastAdministrator => r.refuse_saying("role", ctx.text("setup-staff-last")),
        StaffRefusal::NotFound => r.refuse_saying("login", ctx.text("setup-gone-account")),
    }
    let errors = r.finish(()).err().unwrap_or_default();
    let page = page(ctx, member, form, &errors).await?;
    Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
