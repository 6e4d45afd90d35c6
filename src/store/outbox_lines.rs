//! What the outbox tells of lines: what waits for one that is down, what the ceiling of a day holds back, and what went the other way.

use super::instant::seconds;
use super::{Db, Fault, Medium, Tx};
use crate::domain::time::Instant;

/// A channel on which something failed since anything left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// `email` or `sms`.
    pub channel: String,
    /// Last words of the other side.
    pub words: String,
    /// How many wait that were tried.
    pub count: u32,
}

/// What became of text messages that the ceiling of a day held back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CeilingCounts {
    /// They wait for the next day.
    pub waiting: u32,
    /// The next day was too late: they went by e-mail.
    pub gone: u32,
    /// The next day was too late, and there was no other way: somebody has to phone.
    pub lost: u32,
}

// The bare column is that of the newest row, as `max` says. The ceiling of the day is no trouble of the line: it has a notice of its own.
const STUCK: &str = "SELECT channel, last_error, count(*), max(updated_at) FROM outbox AS o
    WHERE state = 'pending' AND attempts > 0 AND last_error IS NOT NULL AND substr(last_error, 1, 7) <> 'ceiling' AND NOT EXISTS (
        SELECT 1 FROM outbox AS s WHERE s.channel = o.channel AND s.state IN ('sent', 'delivered') AND s.updated_at > o.updated_at)
    GROUP BY channel ORDER BY channel";
const OVERDUE: &str = "SELECT count(*) FROM outbox
    WHERE state = 'pending' AND channel = ?1 AND due_at <= ?2 AND useful_until > ?2";
// An abandoned row with a twin on the other channel: the twin is what was sent instead.
const GONE: &str = "SELECT count(*) FROM outbox AS o WHERE o.state = 'failed_permanent' AND o.channel = ?1 AND o.updated_at >= ?2
    AND EXISTS (SELECT 1 FROM outbox AS t WHERE t.appointment = o.appointment AND t.appointment_version = o.appointment_version
        AND t.kind = o.kind AND t.channel <> o.channel AND t.id > o.id)";
const HELD: &str = "SELECT
        count(*) FILTER (WHERE o.state = 'pending'),
        count(*) FILTER (WHERE o.state = 'failed_permanent' AND has_twin),
        count(*) FILTER (WHERE o.state = 'failed_permanent' AND NOT has_twin)
    FROM (SELECT state, EXISTS (SELECT 1 FROM outbox AS t WHERE t.appointment = m.appointment
            AND t.appointment_version = m.appointment_version AND t.kind = m.kind AND t.channel <> m.channel AND t.id > m.id) AS has_twin
        FROM outbox AS m WHERE m.channel = 'sms' AND m.state IN ('pending', 'failed_permanent')
            AND substr(m.last_error, 1, 7) = 'ceiling' AND (m.state = 'pending' OR m.updated_at >= ?1)) AS o";
const RELEASE: &str = "UPDATE outbox SET not_before = NULL
    WHERE state = 'pending' AND channel = 'sms' AND substr(last_error, 1, 7) = 'ceiling'";

impl Db<'_> {
    /// Channels on which something failed since anything left, with the newest words.
    pub fn stuck_channels(&self) -> Result<Vec<Stuck>, Fault> {
        let mut statement = self.conn().prepare_cached(STUCK)?;
        let rows = statement.query_map([], |row| {
            Ok(Stuck {
                channel: row.get(0)?,
                words: row.get(1)?,
                count: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many messages of a way should have left until `now` and wait.
    pub fn overdue_messages(&self, medium: Medium, now: Instant) -> Result<u32, Fault> {
        let mut statement = self.conn().prepare_cached(OVERDUE)?;
        Ok(statement.query_row((medium.key(), seconds(now)), |row| row.get(0))?)
    }

    /// How many messages of a way were given up since an instant and went the other way.
    pub fn messages_gone_elsewhere(&self, medium: Medium, since: Instant) -> Result<u32, Fault> {
        let mut statement = self.conn().prepare_cached(GONE)?;
        Ok(statement.query_row((medium.key(), seconds(since)), |row| row.get(0))?)
    }

    /// What the ceiling of the day that began at `start` holds back.
    pub fn held_by_ceiling(&self, start: Instant) -> Result<CeilingCounts, Fault> {
        let mut statement = self.conn().prepare_cached(HELD)?;
        Ok(statement.query_row([seconds(start)], |row| {
            Ok(CeilingCounts {
                waiting: row.get(0)?,
                gone: row.get(1)?,
                lost: row.get(2)?,
            })
        })?)
    }
}

impl Tx<'_> {
    /// Lets text messages be judged again that the ceiling of the day holds back: it may be another one now.
    pub fn release_held_by_ceiling(&mut self) -> Result<(), Fault> {
        if self.execute(RELEASE, [])? > 0 {
            self.announce();
        }
        Ok(())
    }
}
