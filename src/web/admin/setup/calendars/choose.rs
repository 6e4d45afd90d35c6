//! Step 2 of a search, `GET` and `POST /admin/setup/calendars/choose`: which of the calendars that were found, or a new one; for what, and how
//! much it says. One that is only read is linked here, one that is written is tried first.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::super::field::{Field, Fields, Input, Section};
use super::super::reader::Reader;
use super::account::{self, place};
use super::searches::{Choice, Draft};
use super::trial::link;
use super::{CHOOSE, Context, NEW, TRIAL, choice, drafted, wrong};
use crate::bridge::dav::{Collection, DavError};
use crate::bridge::linking::{Looked, made_calendar};
use crate::bridge::words;
use crate::domain::calendar::{LinkKind, LinkOptions, Privacy};
use crate::domain::contact::FieldProblem;
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

/// Longest name of a calendar that is made, in characters.
const NAME_MAX: usize = 80;
/// Stands for a calendar that is to be made; the others are numbered.
const MAKE: &str = "make";

#[derive(Template)]
#[template(path = "admin/setup/calendars/choose.html")]
struct ChoosePage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    action: String,
    step: String,
    lead: String,
    trouble: Vec<String>,
    errors: Vec<(String, String, String)>,
    fields: Vec<Field>,
    sections: Vec<Section>,
}

pub(super) fn name(ctx: &Context, calendar: &Collection) -> String {
    let named = calendar.name.clone().filter(|name| !name.trim().is_empty());
    named.unwrap_or_else(|| ctx.text("calendars-unnamed"))
}

fn calendars_field(f: Fields<'_>, looked: &Looked) -> Field {
    let calendars = (0_usize..).zip(&looked.found.calendars);
    let choices = calendars.map(|(nth, calendar)| {
        let writing = words::writing(f.ctx.t, calendar);
        let arguments = [
            ("name", name(f.ctx, calendar).into()),
            ("writing", writing.trim_end_matches('.').into()),
        ];
        (nth.to_string(), f.ctx.t.with("calendars-one", &arguments))
    });
    let make = looked
        .found
        .home
        .is_some()
        .then(|| (MAKE.to_owned(), f.text("calendars-make")));
    let choices = f.choices("calendar", choices.chain(make));
    f.field("calendar", "calendars-which", Input::Radios(choices))
        .wide()
}

fn page(
    ctx: &Context,
    draft: &Draft,
    looked: &Looked,
    shown: (&Form, &FieldErrors, Vec<String>),
) -> ChoosePage {
    let (form, errors, trouble) = shown;
    let f = Fields { ctx, form, errors };
    let mut fields = vec![calendars_field(f, looked)];
    if looked.found.home.is_some() {
        let made = f.field("name", "calendars-make-name", Input::Line(NAME_MAX));
        fields.push(made.hint(f.text("calendars-make-name-hint")).wide());
    }
    fields.push(choice::kind_field(f));
    fields.push(choice::privacy_field(f));
    let options = choice::options_section(f, None);
    let (line, way) = words::line(ctx.t, &draft.account.address, looked.scheme.as_ref());
    let arguments = [
        ("kind", words::kind(ctx.t, &looked.found.server).into()),
        ("line", line.into()),
        ("way", way.into()),
    ];
    let told: Vec<&Field> = fields.iter().chain(&options.fields).collect();
    ChoosePage {
        page: ctx.layout(ctx.text("calendars-choose-title")),
        desk: ctx.desk(),
        back: (ctx.link(NEW), ctx.text("calendars-add")),
        action: ctx.link(CHOOSE),
        step: ctx.t.with("calendars-step", &[("step", 2.into())]),
        lead: ctx.t.with("calendars-found", &arguments),
        trouble,
        errors: wrong(&told),
        fields,
        sections: vec![options],
    }
}

/// What is proposed: the only calendar, written where nothing is yet.
async fn proposed(ctx: &Context, draft: &Draft, looked: &Looked) -> Result<Form, Halt> {
    let mut form = Form::default();
    let is_written = choice::is_written(ctx, draft.practitioner).await?;
    let mut kind = if is_written {
        LinkKind::Read
    } else {
        LinkKind::Written
    };
    choice::set(&mut form, Privacy::default(), LinkOptions::default());
    match &draft.choice {
        Some(before) => {
            let place = looked.found.calendars.iter();
            let nth = place.into_iter().position(|one| one.href == before.calendar.href);
            form.set("calendar", nth.map_or_else(String::new, |nth| nth.to_string()));
            choice::set(&mut form, before.privacy, before.options);
            kind = before.kind;
        }
        None if looked.found.calendars.is_empty() => form.set("calendar", MAKE),
        None if looked.found.calendars.len() == 1 => form.set("calendar", "0"),
        None => {}
    }
    form.set("kind", kind.key());
    Ok(form)
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let (draft, looked) = drafted(&ctx, CHOOSE, |draft| draft.looked.clone())?;
    let form = proposed(&ctx, &draft, &looked).await?;
    let page = page(
        &ctx,
        &draft,
        &looked,
        (&form, &FieldErrors::default(), Vec::new()),
    );
    Ok(html(StatusCode::OK, &page))
}

/// What was chosen, before anything is asked.
struct Chosen {
    /// One of those found; `None`: one is to be made.
    nth: Option<usize>,
    name: String,
    kind: LinkKind,
    privacy: Privacy,
    options: LinkOptions,
}

async fn read(
    ctx: &Context,
    form: &Form,
    draft: &Draft,
    looked: &Looked,
) -> Result<Result<Chosen, FieldErrors>, Halt> {
    let is_written = choice::is_written(ctx, draft.practitioner).await?;
    let mut r = Reader::new(ctx.t, form);
    let which = |key: &str| match key.parse::<usize>() {
        Ok(nth) => (nth < looked.found.calendars.len()).then_some(Some(nth)),
        Err(_) => (key == MAKE && looked.found.home.is_some()).then_some(None),
    };
    let nth = r.chosen("calendar", which);
    let kind = |key: &str| LinkKind::from_key(key).filter(|kind| *kind != LinkKind::Subscribed);
    let kind = r.chosen("kind", kind).unwrap_or(LinkKind::Read);
    let name = if nth == Some(None) {
        r.needed_line("name", NAME_MAX)
    } else {
        String::new()
    };
    let nth = nth.flatten();
    let calendar = nth.and_then(|nth| looked.found.calendars.get(nth));
    if kind == LinkKind::Written {
        if is_written {
            r.refuse_saying("kind", ctx.text("calendars-written-already"));
        }
        if calendar.is_some_and(|calendar| calendar.may_write == Some(false)) {
            r.refuse_saying("kind", ctx.text("calendars-read-only"));
        }
    }
    let (privacy, options) = choice::read(&mut r, Privacy::default(), draft.account.allows_clear);
    if r.mistakes() == 0 && nth.is_none() && name.is_empty() {
        r.refuse("calendar", FieldProblem::Missing);
    }
    Ok(r.finish(Chosen {
        nth,
        name,
        kind,
        privacy,
        options,
    }))
}

/// See the module.
pub(super) async fn choose(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let (mut draft, mut looked) = drafted(&ctx, CHOOSE, |draft| draft.looked.clone())?;
    let refused = |draft: &Draft, looked: &Looked, errors: &FieldErrors, trouble: Vec<String>| {
        let page = page(&ctx, draft, looked, (&form, errors, trouble));
        html(StatusCode::UNPROCESSABLE_ENTITY, &page)
    };
    let chosen = match read(&ctx, &form, &draft, &looked).await? {
        Ok(chosen) => chosen,
        Err(errors) => return Ok(refused(&draft, &looked, &errors, Vec::new())),
    };
    let known = chosen
        .nth
        .and_then(|nth| looked.found.calendars.get(nth).cloned());
    let calendar = match known {
        Some(calendar) => calendar,
        None => match made(&ctx, &draft, &looked, &chosen.name).await? {
            Ok(calendar) => {
                looked.found.calendars.push(calendar.clone());
                calendar
            }
            Err(trouble) => return Ok(refused(&draft, &looked, &FieldErrors::default(), trouble)),
        },
    };
    draft.looked = Some(looked.clone());
    draft.learnt = None;
    draft.choice = Some(Choice {
        calendar,
        kind: chosen.kind,
        privacy: chosen.privacy,
        options: chosen.options,
    });
    let (session, now) = place(&ctx);
    ctx.web.searches.keep(session, now, draft.clone());
    if chosen.kind == LinkKind::Written {
        return Ok(onward(&ctx.visit, TRIAL, None));
    }
    match link(&ctx, &draft).await? {
        Ok(answer) => Ok(answer),
        Err(why) => Ok(refused(&draft, &looked, &FieldErrors::default(), vec![why])),
    }
}

/// Makes a calendar of this name.
async fn made(
    ctx: &Context,
    draft: &Draft,
    looked: &Looked,
    name: &str,
) -> Result<Result<Collection, Vec<String>>, Halt> {
    let (account, home) = (&draft.account, looked.found.home.as_deref().unwrap_or_default());
    let asking = match account::question(ctx, account)? {
        Ok(asking) => asking,
        Err(why) => return Ok(Err(vec![why])),
    };
    let made: Result<Collection, DavError> = made_calendar(account, home, name).await;
    drop(asking);
    account::answered(ctx, account, &made);
    Ok(made.map_err(|error| account::trouble(ctx, &error, &account.address)))
}
