//! The figures of the overview: each a picture with its table.

use chrono::NaiveDate;

use super::cell::Cell;
use crate::app::{Statistics, Tally};
use crate::domain::agenda::SetUp;
use crate::domain::booking::Origin;
use crate::i18n::Texts;
use crate::web::view::chart::{Bar, Caption, bars, columns};

/// Bands of days ahead: the last day of each, and the key of its name.
const BANDS: [(i64, &str); 6] = [
    (0, "statistics-lead-day"),
    (2, "statistics-lead-3"),
    (6, "statistics-lead-week"),
    (13, "statistics-lead-2-weeks"),
    (29, "statistics-lead-month"),
    (i64::MAX, "statistics-lead-later"),
];

/// A picture, what it says, and its numbers.
pub(super) struct Figure {
    pub(super) t: Texts,
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) lead: String,
    /// SVG made by `view::chart`, which escapes what it shows.
    pub(super) picture: String,
    pub(super) legend: Vec<String>,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) csv: String,
}

impl Figure {
    /// The table as the page shows it.
    pub(super) fn cells(&self) -> Vec<Vec<String>> {
        let shown = |row: &Vec<Cell>| row.iter().map(|cell| cell.shown(self.t)).collect();
        self.rows.iter().map(shown).collect()
    }
}

/// Words, names and counts of one answer.
pub(super) struct Figures<'a> {
    pub(super) t: Texts,
    pub(super) set_up: &'a SetUp,
    pub(super) counted: &'a Statistics,
    /// A care was chosen: open time is not that of one care, so that shares of it are small.
    pub(super) query: String,
}

#[expect(clippy::cast_precision_loss, reason = "counts of a practice")]
pub(super) fn real(count: i64) -> f64 {
    count as f64
}

fn percent(part: i64, whole: i64) -> f64 {
    if whole > 0 {
        real(part) / real(whole) * 100.0
    } else {
        0.0
    }
}

impl Figures<'_> {
    /// Every figure, in the order of the page; the identifiers are those of the downloads.
    pub(super) fn all(&self) -> askama::Result<Vec<Figure>> {
        Ok(vec![
            self.occupancy()?,
            self.outcomes()?,
            self.leads()?,
            self.origins()?,
            self.practitioners()?,
            self.cares()?,
        ])
    }

    fn text(&self, key: &str) -> String {
        self.t.text(key).into_owned()
    }

    fn heads(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| self.text(key)).collect()
    }

    /// « 3 mars », « mars 2026 ».
    fn period(&self, date: NaiveDate) -> String {
        if self.counted.is_monthly {
            format!("{} {}", self.t.month(date), date.format("%Y"))
        } else {
            self.t.day_short(date)
        }
    }

    /// As narrow as a column's foot.
    fn brief(&self, date: NaiveDate) -> String {
        date.format(if self.counted.is_monthly { "%m/%y" } else { "%d/%m" })
            .to_string()
    }

    fn figure(&self, id: &'static str, picture: String, head: Vec<String>, rows: Vec<Vec<Cell>>) -> Figure {
        Figure {
            t: self.t,
            id,
            title: self.text(&format!("statistics-{id}")),
            lead: self.text(&format!("statistics-{id}-lead")),
            picture,
            legend: Vec::new(),
            head,
            rows,
            csv: format!("{}&table={id}", self.query),
        }
    }

    fn caption(&self, id: &str, description: String) -> Caption {
        Caption {
            id: id.to_owned(),
            title: self.text(&format!("statistics-{id}")),
            description,
        }
    }

    /// The highest and the lowest, for a screen reader.
    fn extremes(&self, bars: &[Bar]) -> String {
        let whole = |bar: &&Bar| bar.parts.iter().sum::<f64>();
        let by = |a: &&Bar, b: &&Bar| whole(a).total_cmp(&whole(b));
        let (Some(least), Some(most)) = (bars.iter().min_by(by), bars.iter().max_by(by)) else {
            return self.text("statistics-nothing");
        };
        self.t.with(
            "statistics-extremes",
            &[
                ("most", format!("{} ({})", most.label, most.value).into()),
                ("least", format!("{} ({})", least.label, least.value).into()),
            ],
        )
    }

    fn period_key(&self) -> &'static str {
        if self.counted.is_monthly {
            "statistics-month"
        } else {
            "statistics-week"
        }
    }

    /// A number of a scale, as short as it can be told from its neighbours.
    fn scale(&self, value: f64) -> String {
        self.t.decimal(value, usize::from(value.fract() > 0.01))
    }

    fn occupancy(&self) -> askama::Result<Figure> {
        let columns_of: Vec<Bar> = self
            .counted
            .periods
            .iter()
            .map(|(date, tally)| Bar {
                label: self.brief(*date),
                parts: vec![percent(tally.cared, tally.open)],
                margin: 0.0,
                value: Cell::share(tally.cared, tally.open).shown(self.t),
            })
            .collect();
        let caption = self.caption("occupancy", self.extremes(&columns_of));
        let picture = columns(&caption, &columns_of, |value| {
            format!("{}\u{a0}%", self.scale(value))
        })?;
        let head = self.heads(&[
            self.period_key(),
            "statistics-open-hours",
            "statistics-cared-hours",
            "statistics-occupancy",
        ]);
        let rows = self.counted.periods.iter().map(|(date, tally)| {
            vec![
                Cell::Text(self.period(*date)),
                hours(tally.open),
                hours(tally.cared),
                Cell::share(tally.cared, tally.open),
            ]
        });
        Ok(self.figure("occupancy", picture, head, rows.collect()))
    }

    fn outcomes(&self) -> askama::Result<Figure> {
        let bars: Vec<Bar> = self
            .counted
            .periods
            .iter()
            .map(|(date, tally)| Bar {
                label: self.brief(*date),
                parts: vec![
                    real(tally.no_show),
                    real(tally.cancelled_late),
                    real(tally.cancelled + tally.cancelled_by_practice),
                ],
                margin: 0.0,
                value: (tally.no_show + tally.called_off()).to_string(),
            })
            .collect();
        let caption = self.caption("outcomes", self.extremes(&bars));
        let picture = columns(&caption, &bars, |value| self.scale(value))?;
        let head = self.heads(&[
            self.period_key(),
            "statistics-booked",
            "statistics-seen",
            "statistics-no-show",
            "statistics-excused",
            "statistics-cancelled-late",
            "statistics-cancelled",
            "statistics-cancelled-by-practice",
            "statistics-moved",
            "statistics-pending",
            "statistics-no-show-share",
        ]);
        let rows = self.counted.periods.iter().map(|(date, tally)| {
            let mut row = vec![Cell::Text(self.period(*date))];
            row.extend(outcomes(tally));
            row
        });
        let mut figure = self.figure("outcomes", picture, head, rows.collect());
        figure.legend = self.heads(&[
            "statistics-no-show",
            "statistics-cancelled-late",
            "statistics-cancelled-all",
        ]);
        Ok(figure)
    }

    fn leads(&self) -> askama::Result<Figure> {
        let mut counts = [0; BANDS.len()];
        for (days, asked) in &self.counted.leads {
            let band = BANDS.iter().position(|(last, _)| days <= last);
            if let Some(count) = band.and_then(|band| counts.get_mut(band)) {
                *count += asked;
            }
        }
        let named: Vec<(String, i64)> = BANDS.iter().map(|(_, key)| self.text(key)).zip(counts).collect();
        self.shares("leads", "statistics-lead", &named)
    }

    fn origins(&self) -> askama::Result<Figure> {
        let name = |origin: Origin| match origin {
            Origin::Online => "statistics-origin-online",
            Origin::Desk => "statistics-origin-desk",
            Origin::Api => "statistics-origin-api",
            Origin::Import => "statistics-origin-import",
        };
        let named: Vec<(String, i64)> = self
            .counted
            .origins
            .iter()
            .map(|(origin, count)| (self.text(name(*origin)), *count))
            .collect();
        self.shares("origins", "statistics-origin", &named)
    }

    /// Parts of a whole, one bar each.
    fn shares(&self, id: &'static str, head: &str, named: &[(String, i64)]) -> askama::Result<Figure> {
        let all: i64 = named.iter().map(|(_, count)| count).sum();
        let drawn: Vec<Bar> = named
            .iter()
            .map(|(name, count)| Bar {
                label: name.clone(),
                parts: vec![real(*count)],
                margin: 0.0,
                value: format!("{count} · {}", Cell::share(*count, all).shown(self.t)),
            })
            .collect();
        let picture = bars(&self.caption(id, self.extremes(&drawn)), &drawn)?;
        let rows = named.iter().map(|(name, count)| {
            vec![
                Cell::Text(name.clone()),
                Cell::Count(*count),
                Cell::share(*count, all),
            ]
        });
        let head = self.heads(&[head, "statistics-booked", "statistics-share"]);
        Ok(self.figure(id, picture, head, rows.collect()))
    }

    fn practitioners(&self) -> askama::Result<Figure> {
        let here = &self.set_up.practitioners;
        let tallies = self.counted.practitioners.iter();
        let named = tallies.map(|(id, tally)| (here.get(id).map_or("", |p| p.name.as_str()), tally));
        let named: Vec<_> = named.collect();
        let heads = ["statistics-practitioner", "statistics-occupancy"];
        self.each("practitioners", heads, &named, |tally| tally.open)
    }

    fn cares(&self) -> askama::Result<Figure> {
        let here = &self.set_up.care_types;
        let tallies = self.counted.cares.iter();
        let named = tallies.map(|(id, tally)| (here.get(id).map_or("", |care| care.name.as_str()), tally));
        let named: Vec<_> = named.collect();
        let all: i64 = named.iter().map(|(_, tally)| tally.cared).sum();
        let heads = ["statistics-care", "statistics-share"];
        self.each("cares", heads, &named, |_| all)
    }

    /// A bar for each: its time in appointments, as a part of some whole.
    fn each(
        &self,
        id: &'static str,
        heads: [&str; 2],
        named: &[(&str, &Tally)],
        whole: impl Fn(&Tally) -> i64,
    ) -> askama::Result<Figure> {
        let drawn: Vec<Bar> = named
            .iter()
            .map(|(name, tally)| Bar {
                label: (*name).to_owned(),
                parts: vec![percent(tally.cared, whole(tally))],
                margin: 0.0,
                value: Cell::share(tally.cared, whole(tally)).shown(self.t),
            })
            .collect();
        let picture = bars(&self.caption(id, self.extremes(&drawn)), &drawn)?;
        let [first, share] = heads;
        let head = self.heads(&[
            first,
            "statistics-cared-hours",
            share,
            "statistics-booked",
            "statistics-seen",
            "statistics-no-show",
            "statistics-excused",
            "statistics-cancelled-late",
            "statistics-cancelled",
            "statistics-cancelled-by-practice",
            "statistics-moved",
            "statistics-pending",
            "statistics-no-show-share",
        ]);
        let rows = named.iter().map(|(name, tally)| {
            let mut row = vec![
                Cell::Text((*name).to_owned()),
                hours(tally.cared),
                Cell::share(tally.cared, whole(tally)),
            ];
            row.extend(outcomes(tally));
            row
        });
        Ok(self.figure(id, picture, head, rows.collect()))
    }
}

fn hours(seconds: i64) -> Cell {
    Cell::Number(real(seconds) / 3600.0, 1)
}

fn outcomes(tally: &Tally) -> [Cell; 10] {
    [
        Cell::Count(tally.booked()),
        Cell::Count(tally.seen),
        Cell::Count(tally.no_show),
        Cell::Count(tally.excused),
        Cell::Count(tally.cancelled_late),
        Cell::Count(tally.cancelled),
        Cell::Count(tally.cancelled_by_practice),
        Cell::Count(tally.moved),
        Cell::Count(tally.pending),
        Cell::share(tally.no_show, tally.settled()),
    ]
}
