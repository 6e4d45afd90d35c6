//! Agendas that other calendars subscribe to, by a secret address.

use super::field::{Field, Fields, Input};
use super::issued::{Issued, IssuedRow, Words, life};
use super::reader::Reader;
use super::{Context, LABEL_MAX};
use crate::app::FeedNames;
use crate::domain::id::PractitionerId;
use crate::store::{CalendarFeed, Fault};
use crate::web::extract::{FieldErrors, Form};

/// See the module.
pub(super) struct Feeds;

impl Issued for Feeds {
    const PATH: &'static str = "/admin/setup/feeds";
    const WORDS: Words = Words {
        title: "feed-title",
        lead: "feed-lead",
        made: "feed-new",
        once: "feed-once",
        add: "feed-add",
        add_button: "feed-add-button",
        end: "setup-token-revoke",
    };
    const ENDED: &'static str = "ended";

    type New = (PractitionerId, String, FeedNames);

    async fn rows(ctx: &Context) -> Result<Vec<IssuedRow>, Fault> {
        let feeds = ctx.web.app.calendar_feeds().await?;
        Ok(feeds.iter().map(|feed| row(ctx, feed)).collect())
    }

    fn fields(f: Fields<'_>) -> Vec<Field> {
        let here = f.ctx.practitioners().into_iter();
        let here = here.map(|p| (p.id.to_string(), p.name.clone()));
        let names = FeedNames::ALL.map(|names| (names.key().to_owned(), f.text(names_key(names))));
        vec![
            f.select("practitioner", "setup-for-practitioner", here),
            f.select("names", "feed-names", names)
                .hint(f.text("feed-names-hint")),
            f.field("name", "feed-name", Input::Line(LABEL_MAX))
                .hint(f.text("feed-name-hint"))
                .wide(),
        ]
    }

    fn read(ctx: &Context, form: &Form) -> Result<Self::New, FieldErrors> {
        let mut r = Reader::new(ctx.t, form);
        let here = |key: &str| {
            let id = PractitionerId(key.parse().ok()?);
            ctx.practitioners().iter().any(|p| p.id == id).then_some(id)
        };
        let practitioner = r.chosen("practitioner", here).unwrap_or(PractitionerId(0));
        let names = r
            .chosen("names", FeedNames::from_key)
            .unwrap_or(FeedNames::Hidden);
        let name = r.needed_line("name", LABEL_MAX);
        r.finish((practitioner, name, names))
    }

    async fn make(ctx: &Context, (practitioner, name, names): Self::New) -> Result<String, Fault> {
        let actor = ctx.staff.0.actor();
        let made = ctx.web.app.create_calendar_feed(actor, practitioner, name, names);
        let secret = made.await?;
        Ok(ctx.visit.absolute(&format!("/calendar/{secret}.ics")))
    }

    async fn end(ctx: &Context, id: i64) -> Result<bool, Fault> {
        ctx.web.app.revoke_calendar_feed(ctx.staff.0.actor(), id).await
    }
}

fn names_key(names: FeedNames) -> &'static str {
    match names {
        FeedNames::Hidden => "feed-names-none",
        FeedNames::Initials => "feed-names-initials",
        FeedNames::Full => "feed-names-full",
    }
}

fn row(ctx: &Context, feed: &CalendarFeed) -> IssuedRow {
    let whose = ctx.name_of(feed.practitioner);
    let names = FeedNames::from_key(&feed.names).unwrap_or(FeedNames::Hidden);
    let life = life(ctx, feed.created, feed.revoked);
    IssuedRow {
        id: feed.id,
        name: feed.name.clone(),
        address: String::new(),
        note: format!("{whose} – {} – {life}", ctx.text(names_key(names))),
        is_good: feed.revoked.is_none(),
    }
}
