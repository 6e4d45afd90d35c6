//! What the gap doctor says and draws: each setting held against the present one.

use super::cell::Cell;
use super::figures::Figure;
use crate::domain::simulation::{Diagnosis, Gain, Trial};
use crate::i18n::Texts;
use crate::web::view::chart::{Bar, Caption, bars};

/// A setting held against the present one.
pub(super) struct Compared<'a> {
    pub(super) diagnosis: &'a Diagnosis,
    pub(super) slots: Gain,
    minutes: Gain,
    /// Requests that found nothing under it and something before.
    lost: i64,
}

impl Compared<'_> {
    /// Appointments and time both say so, and the same.
    pub(super) fn is_clear(&self) -> bool {
        self.agrees() && self.slots.is_clear() && self.minutes.is_clear()
    }

    /// Whether appointments and time go the same way.
    fn agrees(&self) -> bool {
        self.slots.total * self.minutes.total >= 0.0
    }
}

/// The settings against the present ones; first fit is left out where it is the present one.
pub(super) fn compared(diagnoses: &[Diagnosis]) -> Vec<Compared<'_>> {
    let Some((present, others)) = diagnoses.split_first() else {
        return Vec::new();
    };
    let compare = |diagnosis: &'_ Diagnosis| {
        (
            Gain::of(&diagnosis.slots, &present.slots),
            Gain::of(&diagnosis.minutes, &present.minutes),
            diagnosis.lost - present.lost,
        )
    };
    let mut all = Vec::new();
    for diagnosis in others {
        let is_same = diagnosis.slots == present.slots && diagnosis.shift == present.shift;
        if diagnosis.trial == Trial::FirstFit && is_same {
            continue;
        }
        let (slots, minutes, lost) = compare(diagnosis);
        all.push(Compared {
            diagnosis,
            slots,
            minutes,
            lost,
        });
    }
    all
}

pub(super) fn name(t: Texts, trial: Trial) -> String {
    t.text(&format!("trial-{}", trial.key())).into_owned()
}

pub(super) fn hours(t: Texts, minutes: f64) -> String {
    t.decimal(minutes.abs() / 60.0, 1)
}

/// The words say which way the appointments go: hours that go the other way have their sign.
fn said_hours(t: Texts, one: &Compared<'_>) -> String {
    if one.agrees() {
        hours(t, one.minutes.total)
    } else {
        signed(t, one.minutes.total)
    }
}

fn signed(t: Texts, minutes: f64) -> String {
    format!("{}{}", if minutes < 0.0 { "−" } else { "+" }, hours(t, minutes))
}

/// What is won or lost, how sure that is, and what the patients would have paid for it.
pub(super) fn sentence(t: Texts, one: &Compared<'_>) -> String {
    if one.diagnosis.trial == Trial::Wave {
        return t.text("gaps-wave").into_owned();
    }
    let key = match (one.is_clear(), one.slots.total > 0.0) {
        (false, _) => "gaps-unclear",
        (true, true) => "gaps-won",
        (true, false) => "gaps-cost",
    };
    let margin = |gain: &Gain| {
        if gain.margin.is_finite() {
            gain.margin
        } else {
            gain.total.abs()
        }
    };
    let (minutes, days) = one.diagnosis.shift;
    let mut said = t.with(
        key,
        &[
            ("setting", name(t, one.diagnosis.trial).into()),
            ("slots", t.decimal(one.slots.total.abs(), 0).into()),
            (
                "direction",
                if one.slots.total > 0.0 { "more" } else { "less" }.into(),
            ),
            ("slots_margin", t.decimal(margin(&one.slots), 0).into()),
            ("hours", said_hours(t, one).into()),
            ("hours_margin", hours(t, margin(&one.minutes)).into()),
            ("minutes", t.decimal(minutes, 0).into()),
            ("days", t.decimal(days, 1).into()),
        ],
    );
    if one.lost > 0 {
        said.push(' ');
        said += &t.with("gaps-lost", &[("count", one.lost.into())]);
    }
    said
}

pub(super) fn figure(t: Texts, compared: &[Compared<'_>]) -> askama::Result<Figure> {
    let shown = || compared.iter().filter(|one| one.diagnosis.trial != Trial::Wave);
    let drawn: Vec<Bar> = shown()
        .map(|one| Bar {
            label: name(t, one.diagnosis.trial),
            parts: vec![one.minutes.total / 60.0],
            margin: one.minutes.margin / 60.0,
            value: format!("{}\u{a0}h", signed(t, one.minutes.total)),
        })
        .collect();
    let caption = Caption {
        id: "gaps-plot".to_owned(),
        title: t.text("gaps-plot").into_owned(),
        description: drawn
            .iter()
            .map(|bar| format!("{} : {}", bar.label, bar.value))
            .collect::<Vec<_>>()
            .join(" ; "),
    };
    let rows = compared.iter().map(|one| {
        let (minutes, days) = one.diagnosis.shift;
        vec![
            Cell::Text(name(t, one.diagnosis.trial)),
            Cell::Number(one.slots.total, 0),
            Cell::Number(one.slots.margin, 0),
            Cell::Number(one.minutes.total, 0),
            Cell::Share(Some(one.diagnosis.whole.fragmentation())),
            Cell::Number(minutes, 0),
            Cell::Number(days, 1),
            Cell::Count(one.lost),
        ]
    });
    let head = [
        "gaps-setting",
        "gaps-slots",
        "gaps-margin",
        "gaps-minutes",
        "measures-fragmentation",
        "gaps-shift-minutes",
        "gaps-shift-days",
        "gaps-without",
    ];
    Ok(Figure {
        t,
        id: "gaps-plot",
        title: t.text("gaps-plot").into_owned(),
        lead: t.text("gaps-plot-lead").into_owned(),
        picture: bars(&caption, &drawn)?,
        legend: Vec::new(),
        head: head.map(|key| t.text(key).into_owned()).into(),
        rows: rows.collect(),
        csv: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::patient::Language;
    use crate::domain::slot::measure::DayMeasure;

    fn diagnosis(trial: Trial, (slots, minutes): ([i64; 4], [i64; 4]), lost: i64) -> Diagnosis {
        let shift = if matches!(trial, Trial::Present | Trial::FirstFit) {
            (0.0, 0.0)
        } else {
            (12.4, 0.5)
        };
        Diagnosis {
            trial,
            whole: DayMeasure::default(),
            slots: slots.into(),
            minutes: minutes.into(),
            lost,
            shift,
        }
    }

    const SAME: ([i64; 4], [i64; 4]) = ([10; 4], [300; 4]);
    /// Ten slots and 270 minutes more than [`SAME`]; the margins by hand: 3.182 · √(1/3) · 2 = 3.67 and 3.182 · √75 · 2 = 55.1.
    const MORE: ([i64; 4], [i64; 4]) = ([12, 13, 12, 13], [360, 375, 360, 375]);
    const LESS: ([i64; 4], [i64; 4]) = ([8, 7, 8, 7], [240, 225, 240, 225]);

    fn said(diagnoses: &[Diagnosis]) -> Vec<String> {
        let t = Texts::of(Language::Fr);
        let said = compared(diagnoses)
            .iter()
            .map(|one| sentence(t, one))
            .collect::<Vec<_>>();
        said.into_iter().map(|one| one.replace('\u{a0}', " ")).collect()
    }

    #[test]
    fn what_is_won_lost_and_not_found_is_said_with_its_margin() {
        let t = Texts::of(Language::Fr);
        let said = said(&[
            diagnosis(Trial::Present, SAME, 1),
            diagnosis(Trial::FirstFit, SAME, 1),
            diagnosis(Trial::Compact, MORE, 1),
            diagnosis(Trial::BestFit, LESS, 2),
            diagnosis(Trial::Wave, SAME, 1),
        ]);
        let [won, cost, wave] = &said[..] else {
            panic!("first fit is the present setting: {said:?}");
        };
        let compact = name(t, Trial::Compact);
        assert_eq!(
            *won,
            format!(
                "« {compact} » aurait gardé de la place pour 10 rendez-vous de plus (± 4), soit 4,5 h (± 0,9). \
                 Prix : les patients en ligne auraient eu une heure décalée de 12 minutes et 0,5 jour en moyenne."
            )
        );
        let best = name(t, Trial::BestFit);
        assert_eq!(
            *cost,
            format!(
                "« {best} » aurait coûté de la place pour 10 rendez-vous (± 4), soit 4,5 h (± 0,9), et décalé les \
                 patients en ligne de 12 minutes et 0,5 jour en moyenne. 1 patient n'aurait pas trouvé d'heure dans les \
                 deux semaines."
            )
        );
        assert!(wave.contains("ne change pas l'agenda"), "{wave}");
    }

    #[test]
    fn where_appointments_and_time_disagree_nothing_is_sure() {
        let said = said(&[
            diagnosis(Trial::Present, SAME, 0),
            diagnosis(Trial::Compact, (MORE.0, LESS.1), 0),
            diagnosis(Trial::BestFit, (LESS.0, MORE.1), 0),
        ]);
        let unsure = "n'aurait rien changé de sûr : 10 rendez-vous de";
        assert!(
            said[0].contains(&format!("{unsure} plus, à ± 4 près (−4,5 h, ± 0,9)")),
            "{said:?}"
        );
        assert!(
            said[1].contains(&format!("{unsure} moins, à ± 4 près (+4,5 h, ± 0,9)")),
            "{said:?}"
        );
    }

    #[test]
    fn the_plot_shows_a_gain_to_the_right_and_a_loss_to_the_left() {
        let t = Texts::of(Language::Fr);
        let diagnoses = [
            diagnosis(Trial::Present, SAME, 0),
            diagnosis(Trial::Compact, MORE, 0),
            diagnosis(Trial::BestFit, LESS, 0),
        ];
        let picture = figure(t, &compared(&diagnoses)).unwrap().picture;
        for (trial, value) in [(Trial::Compact, "+4,5\u{a0}h"), (Trial::BestFit, "−4,5\u{a0}h")] {
            let told = format!("{} : {value}", name(t, trial));
            assert!(picture.contains(&told), "{told} in {picture}");
            assert!(
                picture.contains(&format!(">{value}</text>")),
                "{value} in {picture}"
            );
        }
        // Zero is in the middle of 360; 270 of 270 + 55.1 minutes are 149.5 of 180 to either side.
        for bar in [
            "x=\"180.0\" y=\"18.0\" width=\"149.5\"",
            "x=\"30.5\" y=\"54.0\" width=\"149.5\"",
        ] {
            assert!(picture.contains(bar), "{bar} in {picture}");
        }
    }
}
