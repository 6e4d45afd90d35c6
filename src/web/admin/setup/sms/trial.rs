//! A trial of one line: a text message to a number that was typed, and what became of it in plain words.

use super::super::Context;
use super::rows::remedy_key;
use crate::app::Spend;
use crate::domain::contact::Phone;
use crate::domain::sms::{NumberProblem, Trouble};
use crate::messages::sms::{Line, Site, line};
use crate::messages::{Carrier as _, TextMessage, Verdict};
use crate::sys::ids;
use crate::web::answer::Halt;

/// Words, and whether they are good news; `None` where there is no such line.
type Outcome = Option<(String, bool)>;

async fn opened(ctx: &Context, token: &str) -> Result<Option<Option<Line>>, Halt> {
    let opened = ctx.web.app.opened_sms_line(token).await?;
    let base = ctx.web.settings.base(&ctx.visit);
    Ok(opened.map(|opened| line(&opened.setting, &opened.secrets, ctx.web.sms.clone(), Site(&base))))
}

/// Sends a text message that says nothing but that it is a trial. It costs what any other costs.
pub(super) async fn tried(ctx: &Context, token: &str, number: &str) -> Result<Outcome, Halt> {
    let bad = |key: &str| Ok(Some((ctx.text(key), false)));
    let Some(line) = opened(ctx, token).await? else {
        return Ok(None);
    };
    if ctx.web.settings.calls_nobody {
        return bad("sms-trial-demo");
    }
    let Ok(to) = Phone::parse(number) else {
        return bad("sms-trial-number");
    };
    match ctx.web.app.sms_lines().await?.may_text(&to) {
        Ok(()) => {}
        Err(NumberProblem::Fixed) => return bad("sms-trial-fixed"),
        Err(NumberProblem::Foreign) => return bad("sms-trial-foreign"),
    }
    let Some(line) = line else {
        return bad("sms-trial-sealed");
    };
    if ctx.web.app.begin_sms_trial(ctx.staff.0.actor()).await? != Spend::Granted {
        return bad("sms-alarm-full");
    }
    let now = ctx.web.app.now();
    let message = TextMessage {
        to,
        text: ctx.text("sms-trial-text"),
        key: ids::token(),
        useful_until: now + chrono::TimeDelta::hours(1),
    };
    Ok(Some(in_words(ctx, &line.send(&message).await)))
}

fn in_words(ctx: &Context, verdict: &Verdict) -> (String, bool) {
    let reason = match verdict {
        Verdict::Sent(_) => return (ctx.text("sms-trial-sent"), true),
        Verdict::NoLine(reason)
        | Verdict::Misconfigured(reason)
        | Verdict::NotNow(reason)
        | Verdict::Never(reason)
        | Verdict::Unknown(reason) => reason,
    };
    let (trouble, words) = Trouble::of(reason).unwrap_or((Trouble::Refused, reason));
    let remedy = ctx.text(remedy_key(trouble));
    if words.is_empty() {
        return (remedy, false);
    }
    let said = ctx.t.with("sms-trial-said", &[("words", words.into())]);
    (format!("{remedy} {said}"), false)
}

/// Asks what is left on the account.
pub(super) async fn balance(ctx: &Context, token: &str) -> Result<Outcome, Halt> {
    let Some(line) = opened(ctx, token).await? else {
        return Ok(None);
    };
    if ctx.web.settings.calls_nobody {
        return Ok(Some((ctx.text("sms-trial-demo"), false)));
    }
    let left = match &line {
        Some(line) => line.balance().await,
        None => None,
    };
    Ok(Some(match left {
        Some(left) => (ctx.t.with("sms-balance-left", &[("left", left.into())]), true),
        None => (ctx.text("sms-balance-unknown"), false),
    }))
}
