//! Which texts there are, and which are the practice's own.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::super::Context;
use super::{PATH, path};
use crate::domain::own_text::{TextChannel, TextKind};
use crate::domain::patient::Language;
use crate::web::admin::desk::Desk;
use crate::web::answer::Halt;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/setup/texts.html")]
struct TextsPage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    done: String,
    /// Address, name and code of a language, and whether it is shown.
    languages: Vec<(String, &'static str, &'static str, bool)>,
    rows: Vec<Row>,
}

/// What is told, and on each channel the page and whether the words are own ones.
struct Row {
    name: String,
    cells: Vec<(String, String, bool)>,
}

pub(super) async fn show(ctx: &Context) -> Result<Response, Halt> {
    let texts = ctx.web.app.own_texts().await?;
    let language = Language::of_code(ctx.visit.asked().get("language")).unwrap_or_default();
    let cell = |kind: TextKind, channel: TextChannel| {
        let name = (kind, channel, language);
        let words = ctx.text(&format!("texts-channel-{}", channel.key()));
        (ctx.link(&path(name)), words, texts.get(name).is_some())
    };
    let rows = TextKind::ALL.into_iter().map(|kind| Row {
        name: ctx.text(&format!("texts-kind-{}", kind.key())),
        cells: TextChannel::ALL.map(|channel| cell(kind, channel)).into(),
    });
    let page = TextsPage {
        page: ctx.layout(ctx.text("texts-title")),
        desk: ctx.desk(),
        back: (ctx.link("/admin/setup"), ctx.text("setup-title")),
        done: ctx.done(),
        languages: Language::ALL
            .into_iter()
            .map(|one| {
                let href = ctx.link(&format!("{PATH}?language={}", one.code()));
                (href, one.own_name(), one.code(), one == language)
            })
            .collect(),
        rows: rows.collect(),
    };
    Ok(html(StatusCode::OK, &page))
}
