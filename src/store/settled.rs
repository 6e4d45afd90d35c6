//! Visits that are over, for the score; and what it was judged to be worth.

use chrono::NaiveDate;
use rusqlite::OptionalExtension;

use crate::domain::id::PatientId;
use crate::domain::no_show::{Judgement, Nameless};
use crate::domain::time::{Instant, Interval};

use super::instant::{at, seconds};
use super::{Db, Fault, Tx};

/// A visit to which somebody came, or nobody; excused ones are neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettledVisit {
    /// Whose.
    pub patient: PatientId,
    /// Start.
    pub start: Instant,
    /// When it was booked.
    pub created: Instant,
    /// Nobody came.
    pub is_missed: bool,
    /// The patient had confirmed by link.
    pub is_confirmed: bool,
}

const SETTLED: &str = "SELECT a.patient, a.start_at, a.created_at, a.status = 'no_show', coalesce(p.confirmed_at < a.start_at, 0)
    FROM appointments AS a LEFT JOIN presences AS p ON p.appointment = a.id
    WHERE a.start_at >= ?1 AND a.start_at < ?2 AND a.status IN ('done', 'left_unseen', 'no_show') ORDER BY a.start_at, a.id";
const NAMELESS: &str = "SELECT day, status = 'no_show' FROM past_visits
    WHERE day BETWEEN ?1 AND ?2 AND status IN ('done', 'left_unseen', 'no_show') ORDER BY day, id";
const SAVE: &str = "INSERT INTO score_judgements (day, judged_at, predictions, missed, score_error, base_error, gain_error, is_on)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (day) DO NOTHING";
const LAST: &str = "SELECT day, predictions, missed, score_error, base_error, gain_error FROM score_judgements ORDER BY day DESC LIMIT 1";
const FORGET: &str = "DELETE FROM score_judgements WHERE day < ?1";

impl Db<'_> {
    /// Visits of a span that are over, in order of start.
    pub fn settled_visits(&self, span: Interval) -> Result<Vec<SettledVisit>, Fault> {
        let mut statement = self.conn().prepare_cached(SETTLED)?;
        let rows = statement.query_map([seconds(span.start), seconds(span.end)], |row| {
            Ok(SettledVisit {
                patient: PatientId(row.get(0)?),
                start: at(row.get(1)?),
                created: at(row.get(2)?),
                is_missed: row.get(3)?,
                is_confirmed: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How the visits of patients who were erased since ended, between two local dates, both included; in order of day.
    pub fn nameless_visits(&self, first: NaiveDate, last: NaiveDate) -> Result<Vec<Nameless>, Fault> {
        let mut statement = self.conn().prepare_cached(NAMELESS)?;
        let rows = statement.query_map([first.to_string(), last.to_string()], |row| {
            Ok((super::instant::date(row, 0)?, row.get(1)?))
        })?;
        let mut found = Vec::new();
        for row in rows {
            let (day, is_missed) = row?;
            found.extend(day.map(|day| Nameless { day, is_missed }));
        }
        Ok(found)
    }

    /// The newest judgement and its local day.
    pub fn last_judgement(&self) -> Result<Option<(NaiveDate, Judgement)>, Fault> {
        let mut statement = self.conn().prepare_cached(LAST)?;
        let found = statement.query_row([], |row| {
            let judgement = Judgement {
                predictions: row.get(1)?,
                missed: row.get(2)?,
                score_error: row.get(3)?,
                base_error: row.get(4)?,
                gain_error: row.get(5)?,
            };
            Ok((super::instant::date(row, 0)?, judgement))
        });
        Ok(found
            .optional()?
            .and_then(|(day, judgement)| Some((day?, judgement))))
    }
}

impl Tx<'_> {
    /// Keeps a night's judgement, once a day; those before `forgotten` go.
    pub fn save_judgement(
        &mut self,
        day: NaiveDate,
        judgement: &Judgement,
        forgotten: NaiveDate,
    ) -> Result<(), Fault> {
        let row = (
            day.to_string(),
            seconds(self.now()),
            judgement.predictions,
            judgement.missed,
            judgement.score_error,
            judgement.base_error,
            judgement.gain_error,
            judgement.is_won(),
        );
        self.execute(SAVE, row)?;
        self.execute(FORGET, [forgotten.to_string()])?;
        Ok(())
    }
}
