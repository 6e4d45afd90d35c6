//! One text: written, tried, saved, or the standard words again.

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::TimeDelta;

use super::super::Context;
use super::super::confirmed::{self, confirmed};
use super::super::field::{Fields, Input, Section};
use super::preview::Preview;
use super::words::problem;
use super::{PATH, path};
use crate::app::{StaffMessage, StaffWords};
use crate::domain::contact::{Contact, Phone};
use crate::domain::own_text::{
    OWN_EMAIL_MAX, OWN_SMS_MAX, OWN_SUBJECT_MAX, OwnText, Placeholder, TextChannel, TextName,
};
use crate::messages::standard;
use crate::sys::ids;
use crate::web::admin::desk::Desk;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{FieldErrors, Form};
use crate::web::view::{Layout, html};

/// A test that has not left within the hour is not waited for any more.
const TEST_LIFE: TimeDelta = TimeDelta::hours(1);

#[derive(Template)]
#[template(path = "admin/setup/text.html")]
struct TextPage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    done: String,
    action: String,
    kind: &'static str,
    channel: &'static str,
    language: &'static str,
    /// Of the language that the text is in.
    direction: &'static str,
    /// Placeholder and what it stands for.
    places: Vec<(String, String)>,
    sections: Vec<Section>,
    preview: Option<Preview>,
    is_own: bool,
    /// Where a test would go.
    test_to: Option<String>,
}

pub(super) async fn show(ctx: &Context, name: TextName) -> Result<Response, Halt> {
    let texts = ctx.web.app.own_texts().await?;
    let own = texts.get(name).cloned();
    let mut form = Form::default();
    let (subject, text) = own.clone().map_or_else(
        || standard(name.0, name.1, name.2),
        |own| (own.subject.unwrap_or_default(), own.text),
    );
    form.set("subject", subject);
    form.set("text", text);
    let state = State {
        name,
        is_own: own.is_some(),
        preview: Preview::of(ctx, name, own).await?,
    };
    let page = page(ctx, &form, &FieldErrors::default(), state);
    Ok(html(StatusCode::OK, &page))
}

/// What is shown besides the form.
struct State {
    name: TextName,
    is_own: bool,
    preview: Option<Preview>,
}

pub(super) async fn send(
    mut ctx: Context,
    name: TextName,
    headers: &HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let mut errors = FieldErrors::default();
    let act = form.get("act").to_owned();
    let words = if act == "standard" {
        None
    } else {
        parsed(&ctx, name, &form, &mut errors)
    };
    let is_change = matches!(act.as_str(), "save" | "standard");
    let test = match act.as_str() {
        "test" => target(&ctx, name, &form, &mut errors),
        _ => None,
    };
    // Who is to confirm sees every mistake at once.
    if is_change && let Some(wrong) = confirmed(&mut ctx, headers, &form).await? {
        for (field, text) in wrong.all() {
            errors.add(field, text.to_owned());
        }
    }
    let preview = match (&words, errors.is_empty()) {
        (Some(words), true) => Preview::of(&ctx, name, Some(words.clone())).await?,
        _ => None,
    };
    if errors.is_empty() && is_change {
        let actor = ctx.staff.0.actor();
        ctx.web.app.save_own_text(name, words, actor).await?;
        return Ok(onward(&ctx.visit, &format!("{}&done=saved", path(name)), None));
    }
    if errors.is_empty()
        && let (Some(to), Some(preview)) = (test, &preview)
    {
        post_test(&ctx, name, to, preview).await?;
        return Ok(onward(&ctx.visit, &format!("{}&done=tested", path(name)), None));
    }
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let state = State {
        name,
        is_own: ctx.web.app.own_texts().await?.get(name).is_some(),
        preview,
    };
    Ok(html(status, &page(&ctx, &form, &errors, state)))
}

fn parsed(
    ctx: &Context,
    (kind, channel, _): TextName,
    form: &Form,
    errors: &mut FieldErrors,
) -> Option<OwnText> {
    match OwnText::parse((kind, channel), form.get("subject"), form.get("text")) {
        Ok(words) => Some(words),
        Err(problems) => {
            for (field, found) in ["subject", "text"].into_iter().zip(problems) {
                if let Some(found) = found {
                    errors.add(field, problem(ctx.t, &found));
                }
            }
            None
        }
    }
}

/// Where a test goes: an e-mail to the own address, a text message to a mobile that is typed.
fn target(
    ctx: &Context,
    (_, channel, _): TextName,
    form: &Form,
    errors: &mut FieldErrors,
) -> Option<Contact> {
    if channel == TextChannel::Email {
        let own = ctx.staff.0.member.email.clone().map(Contact::Email);
        if own.is_none() {
            errors.add("text", ctx.text("texts-test-nowhere"));
        }
        return own;
    }
    let phone = errors.keep(ctx.t, "phone", Phone::parse(form.get("phone")))?;
    if !phone.is_french_mobile() {
        errors.add("phone", ctx.text("texts-test-mobile"));
        return None;
    }
    Some(Contact::Phone(phone))
}

async fn post_test(ctx: &Context, name: TextName, to: Contact, preview: &Preview) -> Result<(), Halt> {
    let message = StaffMessage {
        to,
        language: name.2,
        words: StaffWords {
            subject: preview.subject.clone(),
            text: preview.lines.join("\n"),
        },
        key: ids::token(),
        life: TEST_LIFE,
    };
    ctx.web.app.post_to_staff(message, ctx.staff.0.actor()).await?;
    Ok(())
}

fn page(ctx: &Context, form: &Form, errors: &FieldErrors, state: State) -> TextPage {
    let (kind, channel, language) = state.name;
    let title = ctx.text(&format!("texts-kind-{}", kind.key()));
    let how = ctx.text(&format!("texts-channel-{}", channel.key()));
    let email = ctx
        .staff
        .0
        .member
        .email
        .as_ref()
        .map(|email| email.as_str().to_owned());
    TextPage {
        page: ctx.layout(format!("{title}, {how}, {}", language.own_name())),
        desk: ctx.desk(),
        back: (
            ctx.link(&format!("{PATH}?language={}", language.code())),
            ctx.text("texts-title"),
        ),
        done: if errors.is_empty() {
            ctx.done()
        } else {
            String::new()
        },
        action: ctx.link(PATH),
        kind: kind.key(),
        channel: channel.key(),
        language: language.code(),
        direction: if language.is_right_to_left() { "rtl" } else { "ltr" },
        places: Placeholder::ALL
            .map(|place| {
                (
                    format!("{{{}}}", place.key()),
                    ctx.text(&format!("texts-place-{}", place.key())),
                )
            })
            .into(),
        sections: sections(Fields { ctx, form, errors }, channel),
        preview: state.preview,
        is_own: state.is_own,
        test_to: match channel {
            TextChannel::Email => email,
            TextChannel::Sms => Some(String::new()),
        },
    }
}

/// What is typed: subject and text, the telephone of a test, and the password where it is asked for.
fn sections(f: Fields<'_>, channel: TextChannel) -> Vec<Section> {
    let mut fields = Vec::new();
    if channel == TextChannel::Email {
        fields.push(
            f.field("subject", "texts-subject", Input::Line(OWN_SUBJECT_MAX))
                .wide()
                .needed(),
        );
        fields.push(
            f.field("text", "texts-text", Input::Lines(OWN_EMAIL_MAX))
                .needed(),
        );
    } else {
        let text = f.field("text", "texts-text", Input::Lines(OWN_SMS_MAX)).needed();
        fields.push(text.hint(f.text("texts-sms-hint")));
    }
    let mut sections = vec![Section::new(String::new(), fields)];
    if channel == TextChannel::Sms {
        let phone = f.field("phone", "texts-test-phone", Input::Line(20));
        sections.push(Section::new(f.text("texts-test-section"), vec![phone]).told_by_title());
    }
    sections.extend(confirmed::section(f));
    sections
}
