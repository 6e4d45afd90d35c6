//! What all editors share: the form is shown, read, and its change goes through `change_set_up`; nothing typed is lost on the way.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::conflict::{self, Difference};
use super::field::{Fields, Input, Section};
pub(super) use super::removal::{Removal, remove, remove_following};
use super::{Context, done};
use crate::app::{ChangeRefusal, Changed, Failure};
use crate::domain::agenda::{Edit, Noun};
use crate::sys::ids;
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

/// The last part of the path of something that is not written yet.
const NEW: &str = "new";
/// Fields of the frame around every form.
pub(super) const FRAME: [&str; 5] = ["csrf", "seen", "was", "act", "key"];

/// One kind of thing that is edited on a page of its own.
pub(super) trait Editor: Send + Sync + 'static {
    /// Path before the number.
    const PATH: &'static str;
    /// The page to return to, and the key of its name.
    const BACK: (&'static str, &'static str);
    /// There is only one: no number in its path.
    const IS_SINGLE: bool = false;

    /// What is edited; number 0 is new.
    fn noun(id: i64) -> Noun;

    /// Title of the page.
    fn title(ctx: &Context, now: Option<&Edit>) -> String;

    /// The form of what is written, or of something new; `asked` is the query.
    fn typed(ctx: &Context, now: Option<&Edit>, asked: &Form) -> Form;

    /// The fields of a form.
    fn sections(fields: Fields<'_>) -> Vec<Section>;

    /// The edits of a form; the first one is about the noun.
    fn read(ctx: &Context, id: i64, form: &Form) -> Result<Vec<Edit>, FieldErrors>;

    /// A button that only draws the form again.
    fn act(_: &Context, _: &mut Form) {}

    /// The edit of the button below the form: archive, bring back, drop; with the key of its word and whether it is grave.
    fn removal(_: &Edit) -> Option<Removal> {
        None
    }

    /// The edits of a second button: it and what follows it by the same rule.
    fn following(_: &Context, _: &Edit) -> Vec<Edit> {
        Vec::new()
    }

    /// Links below the form.
    fn links(_: &Context, _: i64) -> Vec<Link> {
        Vec::new()
    }
}

/// A link with its words.
pub(super) struct Link {
    pub(super) label: String,
    pub(super) note: String,
    pub(super) href: String,
}

#[derive(Template)]
#[template(path = "admin/setup/editor.html")]
struct EditorPage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    done: String,
    action: String,
    seen: String,
    was: String,
    /// Tells a form that is sent twice from another one.
    key: String,
    is_saved_before: bool,
    sections: Vec<Section>,
    errors: Vec<(String, String, String)>,
    differences: Option<Vec<Difference>>,
    is_gone: bool,
    removal: Option<RemovalButton>,
    following: Option<RemovalButton>,
    links: Vec<Link>,
}

struct RemovalButton {
    action: String,
    label: String,
    hint: String,
    is_grave: bool,
}

/// The form as it stands, and what is said about it.
struct Shown {
    form: Form,
    errors: FieldErrors,
    seen: String,
    was: String,
    key: String,
    is_saved_before: bool,
    /// A word of success.
    done: String,
    differences: Option<Vec<Difference>>,
    is_gone: bool,
}

impl Shown {
    fn new(form: Form, errors: FieldErrors) -> Self {
        Self {
            seen: form.get("seen").to_owned(),
            was: form.get("was").to_owned(),
            key: match form.get("key") {
                "" => ids::token(),
                key => key.to_owned(),
            },
            is_saved_before: false,
            form,
            errors,
            done: String::new(),
            differences: None,
            is_gone: false,
        }
    }
}

pub(super) fn number<E: Editor>(last: &str) -> Result<i64, Problem> {
    let missing = || Problem::new(StatusCode::NOT_FOUND);
    match last {
        NEW if !E::IS_SINGLE => Ok(0),
        _ => last.parse().ok().filter(|id| *id > 0).ok_or_else(missing),
    }
}

fn path<E: Editor>(id: i64) -> String {
    match id {
        _ if E::IS_SINGLE => E::PATH.to_owned(),
        0 => format!("{}/{NEW}", E::PATH),
        id => format!("{}/{id}", E::PATH),
    }
}

fn page<E: Editor>(ctx: &Context, id: i64, state: &Shown) -> EditorPage {
    let now = ctx.set_up.present(E::noun(id));
    let sections = E::sections(Fields {
        ctx,
        form: &state.form,
        errors: &state.errors,
    });
    let here = path::<E>(id);
    let button = |removal: Removal| RemovalButton {
        action: ctx.link(&format!("{here}/remove")),
        label: ctx.text(removal.key),
        hint: ctx.text(removal.hint),
        is_grave: removal.is_grave,
    };
    let (back, back_key) = E::BACK;
    EditorPage {
        page: ctx.layout(E::title(ctx, now.as_ref())),
        desk: ctx.desk(),
        back: (ctx.link(back), ctx.text(back_key)),
        done: state.done.clone(),
        action: ctx.link(&if state.is_gone { path::<E>(0) } else { here.clone() }),
        seen: state.seen.clone(),
        was: state.was.clone(),
        key: state.key.clone(),
        is_saved_before: state.is_saved_before,
        errors: summary(&sections),
        sections,
        differences: state.differences.clone(),
        is_gone: state.is_gone,
        removal: now.as_ref().and_then(E::removal).map(button),
        following: now.as_ref().and_then(|now| {
            let count = E::following(ctx, now).len();
            (count > 1).then(|| RemovalButton {
                action: ctx.link(&format!("{here}/following")),
                label: ctx.t.with("setup-drop-following", &[("count", count.into())]),
                hint: ctx.text("setup-drop-following-hint"),
                is_grave: true,
            })
        }),
        links: E::links(ctx, id),
    }
}

/// Field, label and text of every mistake, in order of the page.
fn summary(sections: &[Section]) -> Vec<(String, String, String)> {
    let fields = sections.iter().flat_map(|section| &section.fields);
    let wrong = fields
        .filter(|field| !field.names().is_empty())
        .filter_map(|field| {
            let error = field.error.clone()?;
            Some((field.name.clone(), field.label.clone(), error))
        });
    wrong.collect()
}

/// `GET`: the form of something new or written.
pub(super) async fn show<E: Editor>(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(last): Path<String>,
) -> Result<Response, Halt> {
    let id = number::<E>(&last)?;
    shown::<E>(&Context::new(web, visit, staff).with_school().await?, id)
}

/// `GET` of the only one of its kind.
pub(super) async fn show_single<E: Editor>(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
) -> Result<Response, Halt> {
    shown::<E>(&Context::new(web, visit, staff).with_school().await?, 0)
}

fn shown<E: Editor>(ctx: &Context, id: i64) -> Result<Response, Halt> {
    let noun = E::noun(id);
    let now = ctx.set_up.present(noun);
    if now.is_none() && id != 0 {
        return Err(Problem::new(StatusCode::NOT_FOUND).into());
    }
    let form = E::typed(ctx, now.as_ref(), &ctx.visit.asked());
    let state = Shown {
        was: conflict::packed(&form),
        seen: ctx.web.app.fingerprint(noun),
        done: ctx.done(),
        ..Shown::new(form, FieldErrors::default())
    };
    Ok(html(StatusCode::OK, &page::<E>(ctx, id, &state)))
}

/// `POST`: applied at once, written down as a draft, or shown again with what is wrong.
pub(super) async fn save<E: Editor>(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(last): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let id = number::<E>(&last)?;
    saved::<E>(&Context::new(web, visit, staff).with_school().await?, id, form).await
}

/// `POST` of the only one of its kind.
pub(super) async fn save_single<E: Editor>(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    saved::<E>(&Context::new(web, visit, staff).with_school().await?, 0, form).await
}

async fn saved<E: Editor>(ctx: &Context, id: i64, mut form: Form) -> Result<Response, Halt> {
    let is_redraw = form.is_ticked("act");
    if is_redraw {
        E::act(ctx, &mut form);
    }
    let read = if is_redraw {
        Err(FieldErrors::default())
    } else {
        E::read(ctx, id, &form)
    };
    match read {
        Err(errors) => {
            let status = if is_redraw {
                StatusCode::OK
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            };
            Ok(html(status, &page::<E>(ctx, id, &Shown::new(form, errors))))
        }
        Ok(edits) => changed::<E>(ctx, id, form, edits).await,
    }
}

async fn changed<E: Editor>(ctx: &Context, id: i64, form: Form, edits: Vec<Edit>) -> Result<Response, Halt> {
    let seen = Some(form.get("seen").to_owned());
    let key = Some(form.get("key").to_owned()).filter(|key| !key.is_empty());
    let actor = ctx.staff.0.actor();
    match ctx.web.app.change_set_up_once(edits, seen, key, actor).await {
        Ok(changed) => Ok(after(ctx, &changed, E::BACK.0)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(ChangeRefusal::NotAllowed)) => Err(not_allowed().into()),
        Err(Failure::Refused(ChangeRefusal::SavedBefore)) => Ok(saved_before::<E>(ctx, id, form)),
        Err(Failure::Refused(refusal)) => Ok(overtaken::<E>(ctx, id, form, refusal)),
    }
}

/// Somebody else's hours, for who sets only own ones.
pub(super) fn not_allowed() -> Problem {
    Problem::new(StatusCode::FORBIDDEN).saying("admin-right-missing")
}

/// The same form came with other answers: what was typed is kept, and saving it again is another thing.
fn saved_before<E: Editor>(ctx: &Context, id: i64, mut form: Form) -> Response {
    form.set("key", "");
    let state = Shown {
        is_saved_before: true,
        ..Shown::new(form, FieldErrors::default())
    };
    html(StatusCode::CONFLICT, &page::<E>(ctx, id, &state))
}

/// Where a change leads: back to the list, or to its draft.
pub(super) fn after(ctx: &Context, changed: &Changed, back: &str) -> Response {
    match changed {
        Changed::Applied(_) => onward(&ctx.visit, &done(back, "saved"), None),
        Changed::Drafted(id) => onward(&ctx.visit, &format!("/admin/setup/drafts/{id}"), None),
    }
}

/// Somebody was faster: what they changed beside what was typed; saving once more overwrites it knowingly.
fn overtaken<E: Editor>(ctx: &Context, id: i64, form: Form, refusal: ChangeRefusal) -> Response {
    // The agenda may have moved on since this request began.
    let ctx = &Context {
        school: ctx.school.clone(),
        ..Context::new(ctx.web.clone(), ctx.visit.clone(), ctx.staff.clone())
    };
    let noun = E::noun(id);
    let now = ctx.set_up.present(noun);
    let current = E::typed(ctx, now.as_ref(), &Form::default());
    let was = Form::parse(form.get("was")).unwrap_or_default();
    let is_gone = refusal == ChangeRefusal::NotFound;
    let errors = FieldErrors::default();
    let of = |form: &Form| {
        E::sections(Fields {
            ctx,
            form,
            errors: &errors,
        })
    };
    let differences = conflict::differences(&of(&was), &of(&current), &of(&form));
    let state = Shown {
        differences: Some(differences),
        seen: ctx.web.app.fingerprint(if is_gone { E::noun(0) } else { noun }),
        was: conflict::packed(&current),
        is_gone,
        ..Shown::new(form, FieldErrors::default())
    };
    html(StatusCode::CONFLICT, &page::<E>(ctx, id, &state))
}
