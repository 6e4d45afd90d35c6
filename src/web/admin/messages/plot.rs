//! What left and what failed each day, as a picture with its table.

use crate::app::DayCount;
use crate::i18n::Texts;
use crate::web::view::chart::{Bar, Caption, columns};

/// Days shown.
pub(super) const DAYS: u32 = 30;

/// A picture and its numbers, as `admin/statistics/figure.html` draws them.
pub(super) struct Plot {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) lead: String,
    /// SVG made by `view::chart`, which escapes what it shows.
    pub(super) picture: String,
    pub(super) legend: Vec<String>,
    pub(super) head: Vec<String>,
    rows: Vec<Vec<String>>,
    /// No download.
    pub(super) csv: String,
}

impl Plot {
    /// The plot of some days, the oldest first.
    pub(super) fn of(t: Texts, days: &[DayCount]) -> askama::Result<Self> {
        let text = |key: &str| t.text(key).into_owned();
        let bars: Vec<Bar> = days
            .iter()
            .map(|day| Bar {
                label: day.date.format("%d/%m").to_string(),
                parts: vec![f64::from(day.sent), f64::from(day.failed)],
                margin: 0.0,
                value: (day.sent + day.failed).to_string(),
            })
            .collect();
        let (sent, failed) = days.iter().fold((0, 0), |(sent, failed), day| {
            (sent + day.sent, failed + day.failed)
        });
        let said = t.with(
            "outbox-plot-said",
            &[("sent", sent.into()), ("failed", failed.into())],
        );
        let caption = Caption {
            id: "sent".to_owned(),
            title: text("outbox-plot"),
            description: said.clone(),
        };
        let whole = |value: f64| t.decimal(value, usize::from(value.fract() > 0.01));
        let shown = |day: &DayCount| vec![t.day(day.date), day.sent.to_string(), day.failed.to_string()];
        Ok(Self {
            id: "sent",
            title: text("outbox-plot"),
            lead: said,
            picture: columns(&caption, &bars, whole)?,
            legend: vec![text("outbox-plot-sent"), text("outbox-plot-failed")],
            head: vec![
                text("outbox-plot-day"),
                text("outbox-plot-sent"),
                text("outbox-plot-failed"),
            ],
            // The newest on top: a table is read from there.
            rows: days.iter().rev().map(shown).collect(),
            csv: String::new(),
        })
    }

    /// The table as the page shows it.
    pub(super) fn cells(&self) -> &[Vec<String>] {
        &self.rows
    }
}
