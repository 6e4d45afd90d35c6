//! Whether others believe that the practice's mail is its own: what the DNS says, and what a receiver found.

use super::super::Context;
use super::page::{Line, Shown};
use crate::config::Smtp;
use crate::domain::contact::Email;
use crate::domain::mail::records::{Finding, Records, Standing, judge};
use crate::domain::mail::results::{Results, Verdict};
use crate::messages::{NoAnswer, Resolver, Trial, TrialOutcome};

/// Domain of an address.
pub(super) fn domain_of(email: &Email) -> &str {
    let address = email.as_str();
    address.rsplit_once('@').map_or(address, |(_, domain)| domain)
}

/// What came of a message to the practice's own address.
pub(super) fn tried(ctx: &Context, to: &Email, trial: &Trial) -> Shown {
    let key = format!("mail-trial-{}", trial.outcome.key());
    let text = ctx.t.with(&key, &[("address", to.as_str().to_owned().into())]);
    Shown {
        words: trial.words.clone(),
        verdicts: trial
            .results
            .map(|results| verdicts(ctx, results))
            .unwrap_or_default(),
        ..Shown::told(trial.outcome == TrialOutcome::Sent, text)
    }
}

/// What the DNS says of the sender's domain, and what is to be added.
pub(super) async fn checked(ctx: &Context, server: &Smtp, resolver: &Resolver) -> Shown {
    let domain = domain_of(&server.from).to_ascii_lowercase();
    let dkim = ctx.web.app.mail_setup().dkim;
    let own_key = dkim.map(|dkim| (dkim.record_name(), dkim.record()));
    match asked(resolver, &domain, own_key.as_ref()).await {
        Ok(records) => {
            let findings = judge(&domain, &server.host, own_key.as_ref(), &records);
            Shown {
                findings: findings.into_iter().map(|finding| line(ctx, finding)).collect(),
                ..Shown::default()
            }
        }
        Err(trouble) => Shown {
            words: trouble.to_string(),
            ..Shown::told(false, ctx.text("mail-dns-silent"))
        },
    }
}

async fn asked(
    resolver: &Resolver,
    domain: &str,
    own_key: Option<&(String, String)>,
) -> Result<Records, NoAnswer> {
    Ok(Records {
        domain: resolver.texts(domain).await?,
        dkim: match own_key {
            Some((name, _)) => Some(resolver.texts(name).await?),
            None => None,
        },
        dmarc: resolver.texts(&format!("_dmarc.{domain}")).await?,
    })
}

fn line(ctx: &Context, finding: Finding) -> Line {
    let (mark, state) = match finding.standing {
        Standing::Good => ("ok", "mail-state-good"),
        Standing::Weak => ("warn", "mail-state-weak"),
        Standing::Bad => ("bad", "mail-state-bad"),
        Standing::Open => ("", "mail-state-open"),
    };
    Line {
        mark,
        state: ctx.text(state),
        text: ctx.text(&format!("mail-dns-{}", finding.key)),
        add: finding.add,
    }
}

/// The three verdicts of a receiver.
pub(super) fn verdicts(ctx: &Context, results: Results) -> Vec<Line> {
    let methods = [
        ("spf", results.spf),
        ("dkim", results.dkim),
        ("dmarc", results.dmarc),
    ];
    let line = |(method, verdict): (&str, Option<Verdict>)| {
        let (mark, state) = match verdict {
            Some(Verdict::Pass) => ("ok", "pass"),
            Some(Verdict::Fail) => ("bad", "fail"),
            Some(Verdict::None) | None => ("warn", "none"),
        };
        Line {
            mark,
            state: ctx.text(&format!("mail-verdict-{state}")),
            text: ctx.text(&format!("mail-verdict-{method}")),
            add: None,
        }
    };
    methods.map(line).into()
}
