//! Messages as the desk looks at them: which went out, which wait, which failed and why, how many a day.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, TimeDelta};

use crate::domain::message_trouble::Trouble;
use crate::domain::time::{Instant, Zone};
use crate::store::{Db, Fate, Fault, MessageQuery, StateCount};

use super::{App, Notice};

/// A message of a list, with what it is about.
#[derive(Clone, Debug)]
pub struct BoardRow {
    /// The message and whom and what it is about.
    pub notice: Notice,
    /// When it left or failed; when it is due, while it waits.
    pub moment: Instant,
    /// Where it stands for the desk.
    pub fate: Fate,
    /// What is wrong with it.
    pub trouble: Option<Trouble>,
    /// Somebody saw to it by telephone.
    pub is_handled: bool,
    /// What was sent in its place.
    pub resent_as: Option<i64>,
}

/// What became of messages on a local date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCount {
    /// The date at the practice.
    pub date: NaiveDate,
    /// Accepted by the other side.
    pub sent: u32,
    /// Failed, in doubt, or over before they could leave.
    pub failed: u32,
}

impl App {
    /// Messages of a list with what they are about, and whether there are more. To be shown only after a look is on record.
    pub async fn message_rows(&self, query: MessageQuery) -> Result<(Vec<BoardRow>, bool), Fault> {
        let app = self.clone();
        // Of all patients together the reminders of the next day are enough: those of weeks would hide everything else.
        let is_narrow = query.patient.is_some() || query.span.is_some();
        let reminders_until = (!is_narrow).then(|| self.now() + TimeDelta::days(1));
        self.store
            .read(move |db: &Db<'_>| {
                let wanted = usize::try_from(query.limit).unwrap_or(usize::MAX);
                let one_more = MessageQuery {
                    limit: query.limit.saturating_add(1),
                    reminders_until,
                    ..query
                };
                let mut listed = db.listed_messages(&one_more)?;
                let has_more = listed.len() > wanted;
                listed.truncate(wanted);
                let mut rows = Vec::with_capacity(listed.len());
                for line in listed {
                    let message = &line.message;
                    let trouble = Trouble::of(&message.state, message.last_error.as_deref());
                    let notice = app.notices(db, vec![line.message])?.into_iter().next();
                    rows.extend(notice.map(|notice| BoardRow {
                        notice,
                        moment: line.moment,
                        fate: line.fate,
                        trouble,
                        is_handled: line.is_handled,
                        resent_as: line.resent_as,
                    }));
                }
                Ok((rows, has_more))
            })
            .await
    }

    /// What left and what failed on each of the last so many local dates, today included, the oldest first.
    pub async fn message_days(&self, days: u32) -> Result<Vec<DayCount>, Fault> {
        let zone = self.agenda().zone();
        let today = zone.date(self.now());
        let first = today.checked_sub_days(Days::new(u64::from(days.saturating_sub(1))));
        let first = first.unwrap_or(today);
        let since = zone.start_of(first);
        let quarters = self
            .store
            .read(move |db: &Db<'_>| db.settled_by_quarter(since))
            .await?;
        Ok(by_day(zone, (first, today), &quarters))
    }

    /// How many messages stand in which state on which channel.
    pub async fn message_counts(&self) -> Result<Vec<StateCount>, Fault> {
        self.store.read(|db: &Db<'_>| db.message_counts()).await
    }
}

fn by_day(
    zone: Zone,
    (first, last): (NaiveDate, NaiveDate),
    quarters: &[(Instant, bool, u32)],
) -> Vec<DayCount> {
    let empty = |date: NaiveDate| DayCount {
        date,
        sent: 0,
        failed: 0,
    };
    let dates = first.iter_days().take_while(|date| *date <= last);
    let mut days: BTreeMap<NaiveDate, DayCount> = dates.map(|date| (date, empty(date))).collect();
    for (start, is_sent, count) in quarters {
        if let Some(day) = days.get_mut(&zone.date(*start)) {
            let side = if *is_sent { &mut day.sent } else { &mut day.failed };
            *side = side.saturating_add(*count);
        }
    }
    days.into_values().collect()
}
