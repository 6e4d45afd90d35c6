//! Where somebody stands, in words for the staff.

use crate::app::Suggestion;
use crate::domain::no_show::{Factor, Level, Risk, Standing, Step};
use crate::i18n::Texts;
use crate::web::admin::patients::written_date;

/// « 2 rendez-vous manqués en 12 mois : … »; never shown to patients.
pub(in crate::web::admin) fn standing_words(t: Texts, standing: &Standing) -> String {
    let missed = ("count", i64::from(standing.missed).into());
    let step = match standing.step {
        Step::Clear | Step::Told => "",
        Step::Stricter => "standing-stricter",
        Step::Approval => "standing-approval",
        Step::Suspended(until) => {
            let until = ("date", written_date(until).into());
            return format!(
                "{} {}",
                t.with("standing-missed", &[missed]),
                t.with("standing-suspended", &[until])
            );
        }
    };
    let mut words = t.with("standing-missed", &[missed]);
    if !step.is_empty() {
        words = format!("{words} {}", t.text(step));
    }
    if standing.is_exempt && standing.step >= Step::Stricter {
        words = format!("{words} {}", t.text("standing-exempt"));
    }
    words
}

/// A factor of the odds within this of 1 moves nothing.
const EVEN: f64 = 0.05;

/// « Risque élevé (31 %) : … », with its three reasons.
pub(in crate::web::admin) fn risk_words(t: Texts, risk: &Risk) -> String {
    let key = match risk.level {
        Level::Low => "risk-low",
        Level::Medium => "risk-medium",
        Level::High => "risk-high",
    };
    let reasons = risk.reasons.iter().map(|(factor, ratio)| {
        let key = match ratio {
            ratio if *ratio > 1.0 + EVEN => "factor-up",
            ratio if *ratio < 1.0 - EVEN => "factor-down",
            _ => "factor-even",
        };
        t.with(key, &[("reason", factor_words(t, *factor).into())])
    });
    let reasons = reasons.collect::<Vec<_>>().join(" ; ");
    let rate = percent(t, risk.missed);
    t.with(key, &[("rate", rate.into()), ("reasons", reasons.into())])
}

fn factor_words(t: Texts, factor: Factor) -> String {
    match factor {
        Factor::Own(missed, visits) => t.with(
            "factor-own",
            &[("missed", missed.into()), ("visits", visits.into())],
        ),
        Factor::Lead(days) if days < 0 => t.text("factor-lead-unknown").into_owned(),
        Factor::Lead(days) => t.with("factor-lead", &[("days", days.into())]),
        Factor::New(true) => t.text("factor-new").into_owned(),
        Factor::New(false) => t.text("factor-known").into_owned(),
        Factor::Hour(hour) => t.with("factor-hour", &[("hour", hour.into())]),
        Factor::Confirmed(true) => t.text("factor-confirmed").into_owned(),
        Factor::Confirmed(false) => t.text("factor-unconfirmed").into_owned(),
    }
}

/// « 8,4 % ».
pub(in crate::web::admin) fn percent(t: Texts, share: f64) -> String {
    let written = t.decimal(share * 100.0, 1);
    format!("{written}\u{a0}%")
}

/// How many of the half-day are expected to come.
pub(in crate::web::admin) fn expected_words(t: Texts, one: &Suggestion) -> String {
    let (come, booked) = one.expected;
    let booked = i64::try_from(booked).unwrap_or(i64::MAX);
    t.with(
        "overbooking-expected",
        &[("come", t.decimal(come, 1).into()), ("booked", booked.into())],
    )
}

/// With four figures after the comma.
pub(super) fn decimal(t: Texts, value: f64) -> String {
    t.decimal(value, 4)
}
