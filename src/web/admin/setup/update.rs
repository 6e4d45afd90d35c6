//! What an administrator is told of newer versions of the program.

use super::context::Context;
use crate::domain::patient::Language;
use crate::domain::staff::Right;
use crate::domain::time::Instant;
use crate::domain::update::{Release, UpdateNews, UpdateRecord, UpdateTrouble, Version};
use crate::store::Fault;
use crate::updates::Source;

/// One thing to know.
pub(super) struct News {
    pub(super) text: String,
    /// What is new, a line each; empty where nothing is said.
    pub(super) notes: Vec<String>,
}

/// What there is to tell this person; nothing where nothing is asked for.
pub(super) async fn news(ctx: &Context) -> Result<Vec<News>, Fault> {
    let update = ctx.web.settings.update.as_ref();
    let update = update.filter(|update| update.is_enabled && ctx.may(Right::Administer));
    let Some(source) = update.and_then(|update| Source::new(update).ok()) else {
        return Ok(Vec::new());
    };
    let Ok(own) = Version::parse(env!("CARGO_PKG_VERSION")) else {
        return Ok(Vec::new());
    };
    let record = ctx.web.app.update_record().await?.of(source.name());
    let all = record.news(&own, ctx.web.app.now());
    Ok(all.iter().map(|one| said(ctx, &record, one)).collect())
}

fn said(ctx: &Context, record: &UpdateRecord, news: &UpdateNews) -> News {
    let plain = |text: String| News {
        text,
        notes: Vec::new(),
    };
    match news {
        UpdateNews::Newer(release) => newer(ctx, release),
        UpdateNews::Suspicious(trouble) => plain(why(ctx, *trouble)),
        UpdateNews::Silent(since) => {
            let why = record.trouble.map(|trouble| why(ctx, trouble));
            let since = day(ctx, *since);
            let words = [("since", since.into()), ("why", why.unwrap_or_default().into())];
            plain(ctx.t.with("update-silent", &words))
        }
        UpdateNews::Frozen(published) => {
            let since = ctx.t.date(*published);
            plain(ctx.t.with("update-frozen", &[("since", since.into())]))
        }
    }
}

fn newer(ctx: &Context, release: &Release) -> News {
    let words = [
        ("version", release.version.as_str().into()),
        ("published", ctx.t.date(release.published).into()),
        ("own", env!("CARGO_PKG_VERSION").into()),
    ];
    let told = ctx.t.with("update-newer", &words);
    let notes = match ctx.t.language() {
        Language::Fr => &release.notes_fr,
        _ => &release.notes_en,
    };
    News {
        text: format!("{told} {}", ctx.text("update-newer-do")),
        notes: notes.lines().map(ToOwned::to_owned).collect(),
    }
}

fn why(ctx: &Context, trouble: UpdateTrouble) -> String {
    ctx.text(&format!("update-trouble-{}", trouble.key()))
}

fn day(ctx: &Context, at: Instant) -> String {
    let zone = ctx.set_up.practice.zone;
    ctx.t.date(zone.date(at))
}
