//! How soon patients get a time, by practitioner and care: the third next available start, and the share of the requests that were
//! served within a week (booking-rules §12).

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Days;

use crate::domain::agenda::Agenda;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::slot::measure::{PROMPT_DAYS, THIRD_WITHIN, third_next};
use crate::domain::slot::{Audience, SlotQuery};
use crate::domain::time::Instant;
use crate::store::{AskedRow, Db, Fault};

use super::App;
use super::statistics::{StatisticsFilter, counted};

/// When the third next start of a care with a practitioner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThirdNext {
    /// So many local days from today.
    In(i64),
    /// Fewer than three starts are offered within [`THIRD_WITHIN`] days.
    NotWithin,
    /// The care is not offered by the practitioner any more.
    NotSold,
}

/// One care with one practitioner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// With whom.
    pub practitioner: PractitionerId,
    /// Which care.
    pub care: CareTypeId,
    /// As of now, for who books by themselves; as staff see it, for a care that only they book.
    pub third_next: ThirdNext,
    /// Appointments of the filter's dates, whatever became of them; those that were moved count where they went, imported ones and
    /// refused requests do not.
    pub asked: i64,
    /// Those at most [`PROMPT_DAYS`] local days after they were made.
    pub prompt: i64,
}

impl App {
    /// By practitioner and care, both in order of number.
    pub async fn access(&self, filter: StatisticsFilter) -> Result<Vec<Access>, Fault> {
        let (agenda, now) = (self.agenda(), self.now());
        let (zone, counted) = (agenda.zone(), counted(agenda.zone(), filter));
        let asked = self
            .store
            .read(move |db: &Db<'_>| db.asked(counted, zone))
            .await?;
        // A full agenda is searched for weeks ahead: not on a thread that answers others.
        let thirds = tokio::task::spawn_blocking(move || thirds(&agenda, filter, now)).await;
        let mut found = thirds.map_err(|error| Fault::Bug(error.to_string()))?;
        for row in &asked {
            note(&mut found, row);
        }
        Ok(found.into_values().collect())
    }
}

type Pairs = BTreeMap<(PractitionerId, CareTypeId), Access>;

fn note(pairs: &mut Pairs, row: &AskedRow) {
    let key = (row.practitioner, row.care);
    let pair = pairs.entry(key).or_insert(Access {
        practitioner: row.practitioner,
        care: row.care,
        third_next: ThirdNext::NotSold,
        asked: 0,
        prompt: 0,
    });
    pair.asked += row.count;
    if row.days <= PROMPT_DAYS {
        pair.prompt += row.count;
    }
}

fn thirds(agenda: &Arc<Agenda>, filter: StatisticsFilter, now: Instant) -> Pairs {
    let set_up = agenda.set_up();
    let people = set_up.practitioners.values().filter(|p| !p.is_archived);
    let mut pairs = Pairs::new();
    for who in people.map(|p| p.id) {
        for care in set_up.care_types.values().filter(|care| !care.is_archived) {
            let is_asked = filter.practitioner.is_none_or(|only| only == who)
                && filter.care.is_none_or(|only| only == care.id);
            if !is_asked || care.terms_for(who).is_none() {
                continue;
            }
            let today = agenda.zone().date(now);
            let last = today.checked_add_days(Days::new(THIRD_WITHIN)).unwrap_or(today);
            let query = SlotQuery {
                audience: if care.is_online {
                    Audience::Patient
                } else {
                    Audience::Staff
                },
                ..SlotQuery::new(care.id, Some(who), today, last)
            };
            let access = Access {
                practitioner: who,
                care: care.id,
                third_next: third_next(agenda, &query, now).map_or(ThirdNext::NotWithin, ThirdNext::In),
                asked: 0,
                prompt: 0,
            };
            pairs.insert((who, care.id), access);
        }
    }
    pairs
}
