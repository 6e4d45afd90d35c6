//! Messages as the desk looks at them: which went out, which wait, which failed and why, how many a day, and whether a line is down.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, TimeDelta};

use crate::domain::message_trouble::Trouble;
use crate::domain::time::{Instant, Zone};
use crate::store::{Db, Fate, Fault, MessageQuery, StateCount, Stuck, Tx};

use super::{App, Notice};

/// Since when lines are down.
const SETTING: &str = "messages.lines";
/// A channel on which nothing has left for this long, elapsed, is down.
const DOWN_AFTER: TimeDelta = TimeDelta::minutes(30);

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

/// A channel on which nothing leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineTrouble {
    /// `email` or `sms`.
    pub channel: String,
    /// What is in the way.
    pub trouble: Trouble,
    /// Since when something waits, elapsed.
    pub since: Instant,
    /// Last words of the other side; they may name an address, so they go to no log.
    pub words: String,
    /// How many wait that were tried.
    pub count: u32,
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

    /// Notes since when nothing leaves on a channel for everybody's reason, and that it does again. To be called every minute: it is how
    /// it is known for how long a line has been down, also over a restart. Nothing is judged on a clock that may be wrong.
    pub async fn watch_lines(&self) -> Result<(), Fault> {
        if !self.is_clock_trusted() {
            return Ok(());
        }
        let known = self
            .store
            .read(|db: &Db<'_>| -> Result<_, Fault> { Ok((noted(db)?, stuck(db)?)) })
            .await?;
        let (before, stuck) = known;
        let now = self.now();
        let since = |channel: &String| before.get(channel).copied().unwrap_or(now.timestamp());
        let after: Noted = stuck
            .into_iter()
            .map(|(stuck, _)| (stuck.channel.clone(), since(&stuck.channel)))
            .collect();
        if after == before {
            return Ok(());
        }
        self.store
            .write(move |tx: &mut Tx<'_>| tx.save_setting(SETTING, &after))
            .await
    }

    /// Channels that are down: an account or credit that is refused, at once, since waiting does not help; a line that does not answer,
    /// after half an hour.
    pub async fn lines_down(&self) -> Result<Vec<LineTrouble>, Fault> {
        let now = self.now();
        self.store
            .read(move |db: &Db<'_>| {
                let noted = noted(db)?;
                let found = stuck(db)?.into_iter().filter_map(|(stuck, trouble)| {
                    let since = noted.get(&stuck.channel)?;
                    let since = DateTime::from_timestamp(*since, 0)?;
                    let is_down = trouble != Trouble::NoLine || now - since >= DOWN_AFTER;
                    is_down.then_some(LineTrouble {
                        channel: stuck.channel,
                        trouble,
                        since,
                        words: stuck.words,
                        count: stuck.count,
                    })
                });
                Ok(found.collect())
            })
            .await
    }
}

/// Channel, and since when nothing leaves on it, Unix seconds.
type Noted = BTreeMap<String, i64>;

fn noted(db: &Db<'_>) -> Result<Noted, Fault> {
    Ok(db.setting(SETTING)?.unwrap_or_default())
}

/// Channels on which something failed since anything left, for a reason that is everybody's.
fn stuck(db: &Db<'_>) -> Result<Vec<(Stuck, Trouble)>, Fault> {
    let all = db.stuck_channels()?.into_iter();
    let judged = all.filter_map(|stuck| {
        let trouble = Trouble::of("pending", Some(&stuck.words))?;
        trouble.is_of_the_line().then_some((stuck, trouble))
    });
    Ok(judged.collect())
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
