//! Lines and money in words.

use super::super::Context;
use crate::domain::sms::{LineSetting, Lines, Provider, Trouble, euros};
use crate::messages::sms::Site;
use crate::store::SmsDay;

/// A line as the page shows it.
pub(super) struct LineRow {
    pub(super) token: String,
    pub(super) name: String,
    /// Sender, and whom it serves.
    pub(super) note: String,
    pub(super) is_enabled: bool,
    pub(super) is_first: bool,
    /// The address to give to the provider for reports and answers.
    pub(super) hook: Option<String>,
    pub(super) tells_balance: bool,
}

/// What today cost.
pub(super) struct Spent {
    pub(super) words: String,
    /// A share of the cap was reached of which the practice is told.
    pub(super) is_alarming: bool,
}

pub(in crate::web::admin) fn name_key(provider: Provider) -> &'static str {
    match provider {
        Provider::Ovh => "sms-provider-ovh",
        Provider::Brevo => "sms-provider-brevo",
        Provider::SmsFactor => "sms-provider-smsfactor",
        Provider::Twilio => "sms-provider-twilio",
        Provider::FreeMobile => "sms-provider-free",
        Provider::Template => "sms-provider-template",
        Provider::Modem => "sms-provider-modem",
        Provider::Smsd => "sms-provider-smsd",
    }
}

pub(super) fn advice_key(provider: Provider) -> &'static str {
    match provider {
        Provider::Ovh => "sms-advice-ovh",
        Provider::Brevo => "sms-advice-brevo",
        Provider::SmsFactor => "sms-advice-smsfactor",
        Provider::Twilio => "sms-advice-twilio",
        Provider::FreeMobile => "sms-advice-free",
        Provider::Template => "sms-advice-template",
        Provider::Modem => "sms-advice-modem",
        Provider::Smsd => "sms-advice-smsd",
    }
}

/// What is wrong, and what to do about it.
pub(super) fn remedy_key(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Credentials => "sms-trouble-credentials",
        Trouble::Account => "sms-trouble-account",
        Trouble::Rights => "sms-trouble-rights",
        Trouble::Credit => "sms-trouble-credit",
        Trouble::Ceiling => "sms-trouble-ceiling",
        Trouble::Sender => "sms-trouble-sender",
        Trouble::Recipient => "sms-trouble-recipient",
        Trouble::Stopped => "sms-trouble-stopped",
        Trouble::Text => "sms-trouble-text",
        Trouble::TooMany => "sms-trouble-too-many",
        Trouble::Unreachable => "sms-trouble-unreachable",
        Trouble::Forbidden => "sms-trouble-forbidden",
        Trouble::NoAnswer => "sms-trouble-no-answer",
        Trouble::Refused => "sms-trouble-refused",
        Trouble::ModemGone => "sms-trouble-modem-gone",
        Trouble::ModemTaken => "sms-trouble-modem-taken",
        Trouble::ModemClosed => "sms-trouble-modem-closed",
        Trouble::ModemMute => "sms-trouble-modem-mute",
        Trouble::Sim => "sms-trouble-sim",
        Trouble::Pin => "sms-trouble-pin",
        Trouble::Network => "sms-trouble-network",
        Trouble::Barred => "sms-trouble-barred",
        Trouble::Spool => "sms-trouble-spool",
        Trouble::SpoolStuck => "sms-trouble-spool-stuck",
    }
}

/// The mark before the cents.
pub(super) fn mark(ctx: &Context) -> char {
    if ctx.t.code() == "fr" { ',' } else { '.' }
}

pub(super) fn rows(ctx: &Context, lines: &Lines) -> Vec<LineRow> {
    let base = ctx.web.settings.base(&ctx.visit);
    let row = |(nth, line): (usize, &LineSetting)| {
        let about = match line.provider {
            Provider::FreeMobile => ctx.text("sms-practice-only"),
            Provider::Template => line
                .field("url")
                .split(['?', '{'])
                .next()
                .unwrap_or_default()
                .to_owned(),
            Provider::Modem => line.field("device").to_owned(),
            Provider::Smsd => line.field("folder").to_owned(),
            _ => ctx.t.with("sms-from", &[("sender", line.field("sender").into())]),
        };
        let off = (!line.is_enabled).then(|| ctx.text("sms-off"));
        let hook = line
            .provider
            .calls_back()
            .then(|| Site(&base).hook(&line.token))
            .flatten();
        LineRow {
            token: line.token.clone(),
            name: ctx.text(name_key(line.provider)),
            note: std::iter::once(about).chain(off).collect::<Vec<_>>().join(" – "),
            is_enabled: line.is_enabled,
            is_first: nth == 0,
            hook,
            tells_balance: !matches!(
                line.provider,
                Provider::FreeMobile | Provider::Template | Provider::Modem | Provider::Smsd
            ),
        }
    };
    lines.lines.iter().enumerate().map(row).collect()
}

pub(super) fn spent(ctx: &Context, lines: &Lines, today: SmsDay) -> Spent {
    let amount = |mills: u64| euros(mills, mark(ctx));
    let cost = amount(lines.budget().cost(today.parts));
    let parts = today.parts.into();
    let words = match lines.cap_cents {
        Some(cents) => {
            let cap = amount(u64::from(cents) * 10);
            let values = [("parts", parts), ("cost", cost.into()), ("cap", cap.into())];
            ctx.t.with("sms-spent-of", &values)
        }
        None => ctx
            .t
            .with("sms-spent", &[("parts", parts), ("cost", cost.into())]),
    };
    let alarm = match today.alarmed {
        0 => None,
        100 => Some(ctx.text("sms-alarm-full")),
        share => Some(ctx.t.with("sms-alarm", &[("share", i64::from(share).into())])),
    };
    Spent {
        is_alarming: alarm.is_some(),
        words: std::iter::once(words).chain(alarm).collect::<Vec<_>>().join(" "),
    }
}
