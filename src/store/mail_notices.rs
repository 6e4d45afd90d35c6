//! What came back by e-mail, for somebody of the staff.

use rusqlite::{OptionalExtension, Row};

use crate::domain::id::{AppointmentId, PatientId};
use crate::domain::time::Instant;

use super::instant::{at, seconds};
use super::{Db, Fault, MessageIdentity, Tx};

// What left as an e-mail and may still come back.
const LEFT: &str = "SELECT id, kind, appointment, appointment_version, key FROM outbox
    WHERE channel = 'email' AND state IN ('sent', 'delivered', 'unknown') AND updated_at >= ?1";
const RETURN: &str = "UPDATE outbox SET state = 'undelivered', last_error = ?2, updated_at = ?3
    WHERE id = ?1 AND state IN ('sent', 'delivered', 'unknown')";
const NOTE_RETURNED: &str = "INSERT INTO mail_notices (kind, message, appointment, status, created_at)
    SELECT 'returned', id, NULL, ?2, ?3 FROM outbox WHERE id = ?1 ON CONFLICT DO NOTHING";
const NOTE_DECLINED: &str =
    "INSERT INTO mail_notices (kind, appointment, status, created_at) VALUES ('declined', ?1, '', ?2)
    ON CONFLICT (kind, appointment) DO NOTHING";
const BY_UID: &str = "SELECT id FROM appointments WHERE uid = ?1 AND status IN ('requested', 'confirmed') ORDER BY id DESC LIMIT 1";
const OPEN: &str = "SELECT n.id, n.kind, n.status, n.created_at, a.id, a.patient, o.recipient
    FROM mail_notices AS n LEFT JOIN outbox AS o ON o.id = n.message
        LEFT JOIN appointments AS a ON a.id = coalesce(n.appointment, o.appointment)
    WHERE n.settled_at IS NULL AND (n.kind = 'returned' OR a.status IN ('requested', 'confirmed'))
    ORDER BY n.created_at DESC, n.id DESC LIMIT ?1";
const OPEN_COUNT: &str =
    "SELECT count(*) FROM mail_notices AS n LEFT JOIN appointments AS a ON a.id = n.appointment
    WHERE n.settled_at IS NULL AND (n.kind = 'returned' OR a.status IN ('requested', 'confirmed'))";
const SETTLE: &str = "UPDATE mail_notices SET settled_at = ?2 WHERE id = ?1 AND settled_at IS NULL";

/// Something that came back, to which somebody is to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailNoticeRow {
    /// Its number.
    pub id: i64,
    /// A message was not delivered; else an invitation was declined.
    pub is_returned: bool,
    /// The status of the report (RFC 3463), empty for an invitation.
    pub status: String,
    /// When it was read.
    pub created: Instant,
    /// About which appointment, where it is about one, and whose that is.
    pub about: Option<(AppointmentId, PatientId)>,
    /// Where the message went.
    pub recipient: Option<String>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<MailNoticeRow> {
    let kind: String = row.get(1)?;
    let appointment: Option<i64> = row.get(4)?;
    let patient: Option<i64> = row.get(5)?;
    Ok(MailNoticeRow {
        id: row.get(0)?,
        is_returned: kind == "returned",
        status: row.get(2)?,
        created: at(row.get(3)?),
        about: appointment.map(AppointmentId).zip(patient.map(PatientId)),
        recipient: row.get(6)?,
    })
}

impl Db<'_> {
    /// The e-mails that left since an instant and may still come back, each with its number.
    pub fn mails_left_since(&self, since: Instant) -> Result<Vec<(i64, MessageIdentity)>, Fault> {
        let mut statement = self.conn().prepare_cached(LEFT)?;
        let rows = statement.query_map([seconds(since)], |row| {
            let appointment = row.get::<_, Option<i64>>(2)?.map(AppointmentId);
            let identity = MessageIdentity {
                kind: row.get(1)?,
                about: appointment.zip(row.get(3)?),
                key: row.get(4)?,
            };
            Ok((row.get(0)?, identity))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The appointment of a calendar identity, while it is to come about.
    pub fn appointment_of_uid(&self, uid: &str) -> Result<Option<AppointmentId>, Fault> {
        let mut statement = self.conn().prepare_cached(BY_UID)?;
        let found = statement.query_row([uid], |row| row.get(0).map(AppointmentId));
        Ok(found.optional()?)
    }

    /// How much came back and nobody has seen to.
    pub fn open_mail_notice_count(&self) -> Result<u32, Fault> {
        Ok(self
            .conn()
            .prepare_cached(OPEN_COUNT)?
            .query_row([], |row| row.get(0))?)
    }

    /// What came back and nobody has seen to, the newest first.
    pub fn open_mail_notices(&self, at_most: u32) -> Result<Vec<MailNoticeRow>, Fault> {
        let mut statement = self.conn().prepare_cached(OPEN)?;
        let rows = statement.query_map([at_most], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// A message was not delivered, `words` as the other side says why; whether that is news.
    pub fn return_message(&mut self, id: i64, status: &str, words: &str) -> Result<bool, Fault> {
        let now = seconds(self.now());
        let is_news = self.execute(RETURN, (id, words, now))? == 1;
        if is_news {
            self.execute(NOTE_RETURNED, (id, status, now))?;
        }
        Ok(is_news)
    }

    /// An invitation was declined; whether that is news.
    pub fn note_declined(&mut self, appointment: AppointmentId) -> Result<bool, Fault> {
        let now = seconds(self.now());
        Ok(self.execute(NOTE_DECLINED, (appointment.0, now))? == 1)
    }

    /// Somebody has seen to it; whether it was open.
    pub fn settle_mail_notice(&mut self, id: i64) -> Result<bool, Fault> {
        let now = seconds(self.now());
        Ok(self.execute(SETTLE, (id, now))? == 1)
    }
}
