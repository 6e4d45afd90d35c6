//! How soon patients get a time: two pictures with one table, by care and practitioner.

use super::cell::Cell;
use super::figures::{Figure, real};
use crate::app::{Access, ThirdNext};
use crate::domain::agenda::SetUp;
use crate::domain::slot::measure::THIRD_WITHIN;
use crate::i18n::Texts;
use crate::web::view::chart::{Bar, Caption, bars};

/// Bars drawn, the worst first; the table has all of them.
const DRAWN: usize = 24;

/// Heads of the table and of the download, in the order of [`line`].
pub(super) const HEAD: [&str; 6] = [
    "statistics-care",
    "statistics-practitioner",
    "measures-third",
    "measures-asked",
    "measures-prompt-count",
    "measures-prompt",
];

/// Letters of a name and its value that stand beside each other above a bar.
const LINE: usize = 52;

/// A name as long as there is room beside the value; the table has the whole.
fn fitted(name: String, value: &str) -> String {
    let room = LINE.saturating_sub(value.chars().count());
    if name.chars().count() <= room {
        return name;
    }
    let begin: String = name.chars().take(room.saturating_sub(1)).collect();
    format!("{}…", begin.trim_end())
}

/// What both are made of.
pub(super) struct AccessFigures<'a> {
    pub(super) t: Texts,
    pub(super) set_up: &'a SetUp,
    pub(super) access: &'a [Access],
    /// Where the table is downloaded.
    pub(super) csv: String,
    /// One practitioner was chosen: the names of the cares are enough.
    pub(super) is_of_one: bool,
}

impl AccessFigures<'_> {
    /// Third next start, share served within a week; none while there is nothing to show.
    pub(super) fn all(&self) -> askama::Result<Vec<Figure>> {
        if self.access.is_empty() {
            return Ok(Vec::new());
        }
        let days = |access: &Access| match access.third_next {
            ThirdNext::In(days) => Some((real(days), self.third(access))),
            ThirdNext::NotWithin => Some((real(THIRD_WITHIN.cast_signed()), self.third(access))),
            ThirdNext::NotSold => None,
        };
        let late = |access: &Access| {
            let share = Cell::share(access.prompt, access.asked);
            let percent = real(access.prompt) / real(access.asked.max(1)) * 100.0;
            (access.asked > 0).then(|| (percent, share.shown(self.t)))
        };
        Ok(vec![
            self.figure("measures-third", &days, |a, b| b.total_cmp(&a))?,
            self.figure("measures-prompt", &late, |a, b| a.total_cmp(&b))?,
        ])
    }

    /// The download.
    pub(super) fn rows(&self) -> Vec<Vec<Cell>> {
        self.access.iter().map(|access| self.line(access)).collect()
    }

    fn line(&self, access: &Access) -> Vec<Cell> {
        vec![
            Cell::Text(self.care(access)),
            Cell::Text(self.who(access)),
            match access.third_next {
                ThirdNext::In(days) => Cell::Count(days),
                ThirdNext::NotWithin | ThirdNext::NotSold => Cell::Text(self.third(access)),
            },
            Cell::Count(access.asked),
            Cell::Count(access.prompt),
            Cell::share(access.prompt, access.asked),
        ]
    }

    fn third(&self, access: &Access) -> String {
        match access.third_next {
            ThirdNext::In(days) => self.t.with("measures-third-in", &[("count", days.into())]),
            ThirdNext::NotWithin => {
                let within = [("days", i64::try_from(THIRD_WITHIN).unwrap_or(0).into())];
                self.t.with("measures-third-none", &within)
            }
            ThirdNext::NotSold => String::new(),
        }
    }

    fn care(&self, access: &Access) -> String {
        let care = self.set_up.care_types.get(&access.care);
        care.map_or_else(String::new, |care| care.name.clone())
    }

    fn who(&self, access: &Access) -> String {
        let who = self.set_up.practitioners.get(&access.practitioner);
        who.map_or_else(String::new, |p| p.name.clone())
    }

    fn figure(
        &self,
        id: &'static str,
        value: &dyn Fn(&Access) -> Option<(f64, String)>,
        worse: impl Fn(f64, f64) -> std::cmp::Ordering,
    ) -> askama::Result<Figure> {
        let mut drawn: Vec<(f64, Bar)> = Vec::new();
        for access in self.access {
            let Some((length, value)) = value(access) else {
                continue;
            };
            let label = if self.is_of_one {
                self.care(access)
            } else {
                format!("{} – {}", self.care(access), self.who(access))
            };
            let bar = Bar {
                label: fitted(label, &value),
                parts: vec![length],
                margin: 0.0,
                value,
            };
            drawn.push((length, bar));
        }
        drawn.sort_by(|(a, _), (b, _)| worse(*a, *b));
        let drawn: Vec<Bar> = drawn.into_iter().take(DRAWN).map(|(_, bar)| bar).collect();
        let text = |key: &str| self.t.text(key).into_owned();
        let lead = text(&format!("{id}-lead"));
        let caption = Caption {
            id: id.to_owned(),
            title: text(id),
            description: lead.clone(),
        };
        Ok(Figure {
            t: self.t,
            id,
            title: text(id),
            lead,
            picture: bars(&caption, &drawn)?,
            legend: Vec::new(),
            head: HEAD.map(text).into(),
            rows: self.rows(),
            csv: self.csv.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::fitted;

    #[test]
    fn a_long_name_makes_room_for_its_value() {
        let name = "Arrêt du tabac, deuxième entretien – Anne-Sophie N'Guessan";
        let fit = fitted(name.to_owned(), "41,9\u{a0}%");
        assert_eq!(fit, "Arrêt du tabac, deuxième entretien – Anne-Sop…");
        assert_eq!(
            fitted("Consultation".to_owned(), "pas sous 60 jours"),
            "Consultation"
        );
    }
}
