//! A text as a patient would read it, and what it would cost.

use super::super::Context;
use crate::domain::gsm::{Alphabet, Segments, first_outside};
use crate::domain::own_text::{OwnText, TextChannel, TextName};
use crate::messages::{letter, short};
use crate::web::answer::Halt;

/// What the page shows of it; no name of anybody is in a message.
pub(super) struct Preview {
    pub(super) subject: String,
    pub(super) lines: Vec<String>,
    /// Parts and price of a text message.
    pub(super) cost: String,
    /// The letter that makes it dear.
    pub(super) outside: String,
}

impl Preview {
    /// Of a text, or of the standard words, with an appointment that is still to come; `None` where there is none to show it with.
    pub(super) async fn of(
        ctx: &Context,
        (kind, channel, language): TextName,
        words: Option<OwnText>,
    ) -> Result<Option<Self>, Halt> {
        let Some(mut notice) = ctx.web.app.sample_notice(kind, language).await? else {
            return Ok(None);
        };
        notice.words = words;
        let practice = &ctx.set_up.practice;
        let base = ctx.visit.absolute("");
        Ok(match channel {
            TextChannel::Email => letter(&notice, practice, &base).map(|letter| Self {
                lines: letter.text.lines().map(str::to_owned).collect(),
                subject: letter.subject,
                cost: String::new(),
                outside: String::new(),
            }),
            TextChannel::Sms => match short(&notice, practice, &base) {
                Some(text) => Some(Self::of_text(ctx, text).await?),
                None => None,
            },
        })
    }

    async fn of_text(ctx: &Context, text: String) -> Result<Self, Halt> {
        let segments = Segments::of(&text);
        let mills = ctx.web.app.sms_price_mills().await?;
        let parts = u32::try_from(segments.parts).unwrap_or(u32::MAX);
        let euros = ctx.t.decimal(f64::from(parts.saturating_mul(mills)) / 1000.0, 3);
        let arguments = [
            ("units", segments.units.into()),
            ("parts", parts.into()),
            ("euros", euros.into()),
        ];
        // Arabic is never cheap: there is nothing to put right.
        let outside = first_outside(&text).filter(|letter| {
            segments.alphabet == Alphabet::Ucs2 && !('\u{600}'..='\u{6ff}').contains(letter)
        });
        let outside = outside.map(|letter| {
            let letter = letter.to_string();
            ctx.t.with("texts-outside", &[("letter", letter.into())])
        });
        Ok(Self {
            subject: String::new(),
            cost: ctx.t.with("texts-cost", &arguments),
            outside: outside.unwrap_or_default(),
            lines: vec![text],
        })
    }
}
