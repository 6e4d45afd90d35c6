//! What a pass saw of a calendar: its members, and the time that others' events take.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use crate::domain::agenda::Change;
use crate::domain::busy::{BusyInterval, BusyTime};
use crate::domain::id::{CalendarLinkId, PractitionerId};
use crate::domain::time::{Instant, Interval};

use super::agenda::MEMORY;
use super::instant::{at, interval, seconds};
use super::{Db, Fault, Tx};

const MEMBERS: &str =
    "SELECT href, etag, uid, hash, is_quarantined FROM calendar_members WHERE link = ?1 ORDER BY href";
const SAVE_MEMBER: &str = "INSERT INTO calendar_members (link, href, etag, uid, hash, is_quarantined) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (link, href) DO UPDATE SET etag = excluded.etag, uid = excluded.uid, hash = excluded.hash,
        is_quarantined = excluded.is_quarantined";
const DROP_MEMBER: &str = "DELETE FROM calendar_members WHERE link = ?1 AND href = ?2";
const DROP_MEMBERS: &str = "DELETE FROM calendar_members WHERE link = ?1";
const BUSY_OF: &str =
    "SELECT b.start_at, b.end_at FROM calendar_links AS l JOIN calendar_busy AS b ON b.link = l.id
    WHERE l.practitioner = ?1 AND b.end_at > ?2";
const ALL_BUSY: &str = "SELECT l.practitioner, b.start_at, b.end_at FROM calendar_links AS l JOIN calendar_busy AS b ON b.link = l.id
    WHERE b.end_at > ?1 ORDER BY l.practitioner";
const BUSY_ROWS: &str = "SELECT href, uid, recurrence, start_at, end_at FROM calendar_busy WHERE link = ?1 ORDER BY start_at, href";
const DROP_BUSY: &str = "DELETE FROM calendar_busy WHERE link = ?1 AND href = ?2";
const ADD_BUSY: &str = "INSERT INTO calendar_busy (link, href, uid, recurrence, start_at, end_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const KEEP: &str = "UPDATE calendar_busy SET is_kept = 1 WHERE link = ?1
    AND href NOT IN (SELECT href FROM calendar_events WHERE link = ?1 AND href IS NOT NULL)";
const KEPT: &str = "SELECT DISTINCT href FROM calendar_busy WHERE link = ?1 AND is_kept = 1";
const IS_BACK: &str = "UPDATE calendar_busy SET is_kept = 0 WHERE link = ?1 AND href = ?2";
const DROP_KEPT: &str = "DELETE FROM calendar_busy WHERE link = ?1 AND is_kept = 1";
const OVER: &str = "DELETE FROM calendar_busy WHERE link = ?1 AND end_at <= ?2";

/// A resource of a calendar as the last pass saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarMember {
    /// Last path segment, decoded.
    pub href: String,
    /// Its version, as the server says.
    pub etag: String,
    /// Its UID.
    pub uid: String,
    /// Of what it says.
    pub hash: [u8; 32],
    /// Could not be read.
    pub is_quarantined: bool,
}

/// The busy time of everybody, as changes of an agenda that knows of none.
pub(super) fn all_busy(conn: &Connection, now: Instant) -> Result<Vec<Change>, Fault> {
    let mut busy: BTreeMap<PractitionerId, Vec<Interval>> = BTreeMap::new();
    let mut statement = conn.prepare(ALL_BUSY)?;
    let mut rows = statement.query([seconds(now - MEMORY)])?;
    while let Some(row) = rows.next()? {
        let whose = PractitionerId(row.get(0)?);
        busy.entry(whose)
            .or_default()
            .push(interval(row.get(1)?, row.get(2)?));
    }
    let change = |(practitioner, intervals)| Change::Busy {
        practitioner,
        time: BusyTime::of(intervals),
    };
    Ok(busy.into_iter().map(change).collect())
}

impl Db<'_> {
    /// What is known of a calendar, in order of name.
    pub fn calendar_members(&self, link: CalendarLinkId) -> Result<Vec<CalendarMember>, Fault> {
        let mut statement = self.conn().prepare_cached(MEMBERS)?;
        let rows = statement.query_map([link.0], |row| {
            Ok(CalendarMember {
                href: row.get(0)?,
                etag: row.get(1)?,
                uid: row.get(2)?,
                hash: row.get(3)?,
                is_quarantined: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The time that others' events of a calendar take, in order of start.
    pub fn calendar_busy(&self, link: CalendarLinkId) -> Result<Vec<BusyInterval>, Fault> {
        let mut statement = self.conn().prepare_cached(BUSY_ROWS)?;
        let rows = statement.query_map([link.0], |row| {
            Ok(BusyInterval {
                link,
                href: row.get(0)?,
                uid: row.get(1)?,
                recurrence: row.get::<_, Option<i64>>(2)?.map(at),
                interval: interval(row.get(3)?, row.get(4)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Names of events that vanished and whose time stays taken.
    pub fn kept_calendar_busy(&self, link: CalendarLinkId) -> Result<BTreeSet<String>, Fault> {
        let mut statement = self.conn().prepare_cached(KEPT)?;
        let rows = statement.query_map([link.0], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// The time that others' events take now stays taken, whatever the next listing lacks.
    pub fn keep_calendar_busy(&mut self, link: CalendarLinkId) -> Result<(), Fault> {
        self.execute(KEEP, [link.0])?;
        Ok(())
    }

    /// An event is there again, or still: its time is no longer kept beyond it.
    pub fn unkeep_calendar_busy(&mut self, link: CalendarLinkId, href: &str) -> Result<(), Fault> {
        self.execute(IS_BACK, (link.0, href))?;
        Ok(())
    }

    /// Gives back the time that was kept; how many times that were.
    pub fn free_kept_calendar_busy(&mut self, link: CalendarLinkId) -> Result<usize, Fault> {
        self.execute(DROP_KEPT, [link.0])
    }

    /// Notes a member as it was seen.
    pub fn save_calendar_member(
        &mut self,
        link: CalendarLinkId,
        member: &CalendarMember,
    ) -> Result<(), Fault> {
        let (etag, uid) = (&member.etag, &member.uid);
        self.execute(
            SAVE_MEMBER,
            (
                link.0,
                &member.href,
                etag,
                uid,
                member.hash,
                member.is_quarantined,
            ),
        )?;
        Ok(())
    }

    /// Forgets a member with the time it takes.
    pub fn drop_calendar_member(&mut self, link: CalendarLinkId, href: &str) -> Result<(), Fault> {
        self.execute(DROP_MEMBER, (link.0, href))?;
        self.execute(DROP_BUSY, (link.0, href))?;
        Ok(())
    }

    /// Forgets every member; the time they take goes on until all are listed anew.
    pub fn forget_calendar_members(&mut self, link: CalendarLinkId) -> Result<(), Fault> {
        self.execute(DROP_MEMBERS, [link.0])?;
        Ok(())
    }

    /// What one resource takes is this from now on; empty intervals take nothing.
    pub fn replace_calendar_busy(
        &mut self,
        link: CalendarLinkId,
        (href, uid): (&str, &str),
        times: &[(Option<Instant>, Interval)],
    ) -> Result<(), Fault> {
        self.execute(DROP_BUSY, (link.0, href))?;
        for (recurrence, time) in times.iter().filter(|(_, time)| !time.is_empty()) {
            let recurrence = recurrence.map(seconds);
            let (start, end) = (seconds(time.start), seconds(time.end));
            // Whole seconds: less than one is none.
            if start < end {
                self.execute(ADD_BUSY, (link.0, href, uid, recurrence, start, end))?;
            }
        }
        Ok(())
    }

    /// Forgets what is long over; the agenda has forgotten it before.
    pub fn drop_past_busy(&mut self, link: CalendarLinkId) -> Result<(), Fault> {
        let before = seconds(self.now() - MEMORY);
        self.execute(OVER, (link.0, before))?;
        Ok(())
    }

    /// Brings the busy time of a practitioner into the agenda; whether it is another than before. The act needs an audit record then.
    pub fn refresh_busy(&mut self, practitioner: PractitionerId) -> Result<bool, Fault> {
        let since = seconds(self.now() - MEMORY);
        let times: Vec<Interval> = {
            let mut statement = self.conn().prepare_cached(BUSY_OF)?;
            let rows = statement.query_map((practitioner.0, since), |row| {
                Ok(interval(row.get(0)?, row.get(1)?))
            })?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        let time = BusyTime::of(times);
        // What was over when it was left out changes nothing for anybody.
        let coming = |all: &[Interval]| -> Vec<Interval> {
            let cut = self.now();
            all.iter().filter(|one| one.end > cut).copied().collect()
        };
        if coming(self.agenda().busy(practitioner)) == coming(time.intervals()) {
            return Ok(false);
        }
        self.change(Change::Busy { practitioner, time });
        Ok(true)
    }
}
