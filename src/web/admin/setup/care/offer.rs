//! How the free times of a care are shown to patients (booking-rules §12).

use chrono::TimeDelta;

use super::super::Context;
use super::super::field::{Field, Fields, Input};
use super::super::reader::Reader;
use crate::domain::bounds::{
    CHOICES_MAX, REACH_DAYS_MAX as DAYS_MAX, RELAXED_HOURS_MAX as RELAXED_MAX,
    USEFUL_MINUTES_MAX as USEFUL_MAX, USUAL_CHOICES as CHOICES, USUAL_FILL as FILL,
};
use crate::domain::care_type::{CareType, OfferMode, Reach};
use crate::domain::contact::FieldProblem;
use crate::domain::simulation::{Trial, useful_for};
use crate::web::extract::Form;

/// The fields that a mode may need.
pub(super) const NAMES: &[&str] = &["offer", "min_useful", "choices", "min_fill", "relaxed", "reach"];

pub(super) fn fill(form: &mut Form, offer: OfferMode) {
    let key = match offer {
        OfferMode::Grid => "grid",
        OfferMode::Packed => "packed",
        OfferMode::Compact { .. } => "compact",
        OfferMode::BestFit { .. } => "best",
        OfferMode::MorningFill { .. } => "morning",
    };
    form.set("offer", key);
    match offer {
        OfferMode::Grid | OfferMode::Packed => {}
        OfferMode::Compact { min_useful, reach } => {
            form.set("min_useful", min_useful.num_minutes().to_string());
            fill_reach(form, reach);
        }
        OfferMode::BestFit {
            min_useful,
            choices,
            reach,
        } => {
            form.set("min_useful", min_useful.num_minutes().to_string());
            form.set("choices", choices.to_string());
            fill_reach(form, reach);
        }
        OfferMode::MorningFill { min_fill, reach } => {
            form.set("min_fill", min_fill.to_string());
            fill_reach(form, reach);
        }
    }
}

/// What the gap doctor proposes, by the key of its trial; anything else changes nothing.
pub(super) fn propose(form: &mut Form, ctx: &Context, care: &CareType, key: &str) {
    if let Some(trial) = Trial::BASELINES.into_iter().find(|trial| trial.key() == key) {
        for name in NAMES {
            form.set(*name, "");
        }
        fill(form, trial.offer(useful_for(&ctx.set_up, care)));
    }
}

fn fill_reach(form: &mut Form, reach: Reach) {
    form.set("relaxed", reach.relaxed.num_hours().to_string());
    form.set("reach", reach.days.min(DAYS_MAX).to_string());
}

pub(super) fn read(r: &mut Reader<'_>) -> OfferMode {
    let key = r.form.get("offer").to_owned();
    match key.as_str() {
        "grid" => OfferMode::Grid,
        "packed" => OfferMode::Packed,
        "compact" => OfferMode::Compact {
            min_useful: read_useful(r),
            reach: read_reach(r),
        },
        "best" => OfferMode::BestFit {
            min_useful: read_useful(r),
            choices: small(r.number("choices", 1, CHOICES_MAX), CHOICES),
            reach: read_reach(r),
        },
        "morning" => OfferMode::MorningFill {
            min_fill: small(r.number("min_fill", 1, 100), FILL),
            reach: read_reach(r),
        },
        _ => {
            r.refuse("offer", FieldProblem::UnknownChoice);
            OfferMode::Grid
        }
    }
}

fn small(typed: Option<u16>, usual: u8) -> u8 {
    typed.and_then(|n| u8::try_from(n).ok()).unwrap_or(usual)
}

fn read_useful(r: &mut Reader<'_>) -> TimeDelta {
    TimeDelta::minutes(r.needed_number("min_useful", 1, USEFUL_MAX).into())
}

fn read_reach(r: &mut Reader<'_>) -> Reach {
    let usual = Reach::default();
    let hours = r.number("relaxed", 0, RELAXED_MAX);
    Reach {
        relaxed: hours.map_or(usual.relaxed, |hours| TimeDelta::hours(hours.into())),
        days: r.number("reach", 0, DAYS_MAX).unwrap_or(usual.days),
    }
}

pub(super) fn fields(f: Fields<'_>) -> Vec<Field> {
    let modes = [
        ("grid".to_owned(), f.text("setup-care-offer-grid")),
        ("packed".to_owned(), f.text("setup-care-offer-packed")),
        ("compact".to_owned(), f.text("setup-care-offer-compact")),
        ("best".to_owned(), f.text("offer-best")),
        ("morning".to_owned(), f.text("offer-morning")),
    ];
    let usual = Reach::default();
    vec![
        f.select("offer", "setup-care-offer-mode", modes)
            .hint(f.text("setup-care-offer-hint"))
            .wide(),
        f.field("min_useful", "setup-care-useful", Input::Number)
            .hint(f.text("setup-care-useful-hint")),
        f.field("choices", "offer-choices", Input::Number)
            .hint(f.text("offer-choices-hint"))
            .placeholder(CHOICES.to_string()),
        f.field("min_fill", "offer-fill", Input::Number)
            .hint(f.text("offer-fill-hint"))
            .placeholder(FILL.to_string()),
        f.field("relaxed", "offer-relaxed", Input::Number)
            .hint(f.text("offer-relaxed-hint"))
            .placeholder(usual.relaxed.num_hours().to_string()),
        f.field("reach", "offer-reach", Input::Number)
            .hint(f.text("offer-reach-hint"))
            .placeholder(usual.days.to_string()),
    ]
}
