//! What `simulate` prints: the table, the verdict on the claim of the optimiser, CSV for programs.

use std::fmt::Write as _;

use super::simulate::Run;
use crate::domain::simulation::{Figures, Trial};
use crate::i18n::Texts;

/// More usable slots than first fit, in percent, that a setting must bring to be worth its price.
const GOAL_PERCENT: f64 = 3.0;
/// Width of the first column and of each setting.
const LABEL: usize = 46;
const COLUMN: usize = 17;

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    Utilisation,
    Fragmentation,
    Usable,
    UsableAtLoad,
    ThirdNext,
    Prompt,
    Unserved,
    DistanceDays,
    DistanceMinutes,
    Overtime,
    Idle,
    Waiting,
}

impl Figure {
    const ALL: [Self; 12] = [
        Self::Utilisation,
        Self::Fragmentation,
        Self::Usable,
        Self::UsableAtLoad,
        Self::ThirdNext,
        Self::Prompt,
        Self::Unserved,
        Self::DistanceDays,
        Self::DistanceMinutes,
        Self::Overtime,
        Self::Idle,
        Self::Waiting,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::Utilisation => "utilisation",
            Self::Fragmentation => "fragmentation",
            Self::Usable => "usable",
            Self::UsableAtLoad => "usable-at-load",
            Self::ThirdNext => "third-next",
            Self::Prompt => "prompt",
            Self::Unserved => "unserved",
            Self::DistanceDays => "distance-days",
            Self::DistanceMinutes => "distance-minutes",
            Self::Overtime => "overtime",
            Self::Idle => "idle",
            Self::Waiting => "waiting",
        }
    }

    fn is_share(self) -> bool {
        matches!(
            self,
            Self::Utilisation | Self::Fragmentation | Self::Prompt | Self::Unserved
        )
    }

    /// Shares in percent, the rest in its own unit.
    pub(super) fn of(self, own: &Figures, base: &Figures) -> f64 {
        match self {
            Self::Utilisation => own.utilisation * 100.0,
            Self::Fragmentation => own.fragmentation * 100.0,
            Self::Usable => own.usable,
            Self::UsableAtLoad => own.curve.beside(&base.curve).map_or(0.0, |(mine, _)| mine),
            Self::ThirdNext => own.third_next,
            Self::Prompt => own.prompt * 100.0,
            Self::Unserved => own.unserved * 100.0,
            Self::DistanceDays => own.distance_days,
            Self::DistanceMinutes => own.distance_minutes,
            Self::Overtime => own.overtime,
            Self::Idle => own.idle,
            Self::Waiting => own.waiting,
        }
    }
}

/// Means and standard deviations over the seeds.
pub(super) struct Spread<'a> {
    runs: &'a [Run],
}

impl<'a> Spread<'a> {
    pub(super) fn of(runs: &'a [Run]) -> Self {
        Self { runs }
    }

    /// Over the runs, of anything that a run says.
    fn over(&self, value: impl Fn(&Run) -> f64) -> (f64, f64) {
        let values: Vec<f64> = self.runs.iter().map(value).collect();
        let count = f64::from(u32::try_from(values.len()).unwrap_or(1).max(1));
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        (mean, (squares / (count - 1.0).max(1.0)).sqrt())
    }
}

/// One line a figure, one column a setting.
pub(super) fn table(t: Texts, spread: &Spread<'_>) -> String {
    let mut out = String::new();
    let mut line = padded("", LABEL);
    for trial in Trial::BASELINES {
        line += &right(&t.text(&format!("trial-short-{}", trial.key())), COLUMN);
    }
    let _ = writeln!(out, "{line}");
    for figure in Figure::ALL {
        let mut line = padded(&t.text(&format!("simulate-{}", figure.key())), LABEL);
        for at in 0..Trial::BASELINES.len() {
            let (mean, deviation) = spread.over(|run| run.figure(at, figure));
            let mut cell = number(t, mean);
            if spread.runs.len() > 1 {
                cell = format!("{cell} ± {}", number(t, deviation));
            }
            if figure.is_share() {
                cell += "\u{a0}%";
            }
            line += &right(&cell, COLUMN);
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

/// Whether a setting keeps the promise of the optimiser, with what it costs. Usable slots of the days ahead also grow when patients
/// are served sooner and book less far ahead: so the promise is judged again on days that are as full.
pub(super) fn verdict(t: Texts, spread: &Spread<'_>, trial: Trial) -> String {
    let at = Trial::BASELINES.iter().position(|one| *one == trial).unwrap_or(0);
    let percent = |figure| {
        spread.over(move |run: &Run| {
            let base = run.figure(0, figure).max(f64::MIN_POSITIVE);
            (run.figure(at, figure) / base - 1.0) * 100.0
        })
    };
    let against = |figure| spread.over(move |run: &Run| run.figure(at, figure) - run.figure(0, figure));
    // Compact and best fit choose from packed starts: that is what the patient would see without them.
    let packed = Trial::BASELINES
        .iter()
        .position(|one| *one == Trial::Packed)
        .unwrap_or(0);
    let priced = |figure| spread.over(move |run: &Run| run.figure(at, figure) - run.figure(packed, figure));
    let (usable, at_load) = (percent(Figure::Usable), percent(Figure::UsableAtLoad));
    let prompt = against(Figure::Prompt);
    let key = match (
        usable.0 >= GOAL_PERCENT && prompt.0 > 0.0,
        at_load.0 >= GOAL_PERCENT,
    ) {
        (true, true) => "simulate-kept",
        (true, false) => "simulate-partly",
        (false, _) => "simulate-missed",
    };
    let number = |(mean, deviation): (f64, f64)| format!("{} ± {}", signed(t, mean), number(t, deviation));
    let arguments = [
        ("setting", t.text(&format!("trial-{}", trial.key())).into()),
        ("usable", number(usable).into()),
        ("at_load", number(at_load).into()),
        ("prompt", number(prompt).into()),
        ("utilisation", number(against(Figure::Utilisation)).into()),
        ("days", number(priced(Figure::DistanceDays)).into()),
        ("minutes", number(priced(Figure::DistanceMinutes)).into()),
    ];
    let figures = t.with("simulate-verdict", &arguments);
    format!("{} {figures}", t.with(key, &arguments[..1]))
}

/// One line a seed, setting and figure; a point for decimals, whatever the language: this is for programs.
pub(super) fn csv(runs: &[Run]) -> String {
    let mut out = "seed,setting,figure,value\n".to_owned();
    for run in runs {
        for (at, trial) in Trial::BASELINES.iter().enumerate() {
            for figure in Figure::ALL {
                let value = run.figure(at, figure);
                let _ = writeln!(out, "{},{},{},{value:.4}", run.seed, trial.key(), figure.key());
            }
        }
    }
    out
}

fn number(t: Texts, value: f64) -> String {
    t.decimal(value, 2)
}

fn signed(t: Texts, value: f64) -> String {
    let sign = if value < 0.0 { "−" } else { "+" };
    format!("{sign}{}", number(t, value.abs()))
}

fn padded(text: &str, width: usize) -> String {
    let gap = width.saturating_sub(text.chars().count());
    format!("{text}{}", " ".repeat(gap))
}

fn right(text: &str, width: usize) -> String {
    let gap = width.saturating_sub(text.chars().count()).max(1);
    format!("{}{text}", " ".repeat(gap))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::patient::Language;

    fn run(seed: u64, prompt: f64) -> Run {
        let base = Figures {
            prompt: 0.8,
            ..Figures::default()
        };
        let mut figures = vec![base; Trial::BASELINES.len()];
        figures[2].prompt = prompt;
        Run {
            seed,
            requests: 10,
            figures,
        }
    }

    #[test]
    fn a_verdict_says_no_with_figures_when_nothing_is_won() {
        let runs = [run(1, 0.9), run(2, 0.7)];
        let said = verdict(Texts::of(Language::Fr), &Spread::of(&runs), Trial::Compact);
        assert!(said.contains("non tenue") && said.contains("±"), "{said}");
        let text = table(Texts::of(Language::En), &Spread::of(&runs));
        assert!(text.contains("80.00 ± 14.14\u{a0}%"), "{text}");
        assert_eq!(csv(&runs).lines().count(), 1 + 2 * 6 * 12);
    }
}
