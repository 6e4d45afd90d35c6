//! Lines of text messages, what a day cost, and reports of deliveries.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::contact::Phone;
use crate::domain::sms::{Fate, LineSetting, Lines, Provider, RULES};
use chrono::NaiveDate;

use super::instant::{seconds, unreadable};
use super::{Db, Fault, Tx};

const LINES: &str = "SELECT token, provider, fields, sealed, is_enabled FROM sms_lines ORDER BY position";
const CLEAR: &str = "DELETE FROM sms_lines";
const ADD: &str = "INSERT INTO sms_lines (position, token, provider, fields, sealed, is_enabled)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const DAY: &str = "SELECT parts, alarmed FROM sms_days WHERE day = ?1";
const SPEND: &str = "INSERT INTO sms_days (day, parts) VALUES (?1, ?2)
    ON CONFLICT (day) DO UPDATE SET parts = parts + excluded.parts";
const ALARM: &str = "INSERT INTO sms_days (day, alarmed) VALUES (?1, ?2)
    ON CONFLICT (day) DO UPDATE SET alarmed = excluded.alarmed";
const FORGET_DAYS: &str = "DELETE FROM sms_days WHERE day < ?1";
const CODES: &str = "SELECT count(*) FROM outbox WHERE kind = 'code' AND channel = 'sms' AND created_at > ?1";
// Only from what a report cannot contradict: a later « sent » takes nothing back. That it was accepted at all settles a doubt.
const REPORT: &str = "UPDATE outbox SET state = ?3, updated_at = ?4, payload = '{}'
    WHERE channel = 'sms' AND (provider_ref = ?1 OR key = ?2) AND CASE ?3
        WHEN 'delivered' THEN state IN ('attempting', 'sent', 'undelivered', 'unknown', 'given_up')
        WHEN 'undelivered' THEN state IN ('attempting', 'sent', 'unknown', 'given_up')
        ELSE state IN ('unknown', 'given_up') END";
const STOP: &str = "INSERT INTO sms_stops (phone, stopped_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
const UNSTOP: &str = "DELETE FROM sms_stops WHERE phone = ?1";
const STOPPED: &str = "SELECT EXISTS (SELECT 1 FROM sms_stops WHERE phone = ?1)";

#[derive(Debug, thiserror::Error)]
#[error("unknown provider: {0}")]
struct UnknownProvider(String);

/// What was spent on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SmsDay {
    /// Parts that were claimed.
    pub parts: u32,
    /// The highest alarm of which the practice was told, in percent of the cap; 0 for none.
    pub alarmed: u8,
}

fn read(row: &Row<'_>) -> rusqlite::Result<LineSetting> {
    let provider: String = row.get(1)?;
    let fields: String = row.get(2)?;
    Ok(LineSetting {
        token: row.get(0)?,
        provider: Provider::from_key(&provider).ok_or_else(|| unreadable(1, UnknownProvider(provider)))?,
        fields: serde_json::from_str(&fields).map_err(|error| unreadable(2, error))?,
        sealed: row.get(3)?,
        is_enabled: row.get(4)?,
    })
}

impl Db<'_> {
    /// The lines in their order, with what they may cost.
    pub fn sms_lines(&self) -> Result<Lines, Fault> {
        let rules: Option<Lines> = self.setting(RULES)?;
        let mut statement = self.conn().prepare_cached(LINES)?;
        let lines = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
        Ok(Lines {
            lines,
            ..rules.unwrap_or_default()
        })
    }

    /// What was spent on a local day.
    pub fn sms_day(&self, day: NaiveDate) -> Result<SmsDay, Fault> {
        let mut statement = self.conn().prepare_cached(DAY)?;
        let found = statement.query_row([day.to_string()], |row| {
            Ok(SmsDay {
                parts: row.get(0)?,
                alarmed: row.get(1)?,
            })
        });
        Ok(found.optional()?.unwrap_or_default())
    }

    /// Codes by text message that were written since an instant.
    pub fn sms_codes_since(&self, since: crate::domain::time::Instant) -> Result<u32, Fault> {
        let mut statement = self.conn().prepare_cached(CODES)?;
        Ok(statement.query_row([seconds(since)], |row| row.get(0))?)
    }

    /// Whether this number answered STOP: reminders do not go there, codes do.
    pub fn has_stopped_sms(&self, phone: &Phone) -> Result<bool, Fault> {
        let mut statement = self.conn().prepare_cached(STOPPED)?;
        Ok(statement.query_row([phone.as_str()], |row| row.get(0))?)
    }
}

impl Tx<'_> {
    /// Replaces the lines and what they may cost.
    pub fn save_sms_lines(&mut self, lines: &Lines) -> Result<(), Fault> {
        self.save_setting(RULES, lines)?;
        self.execute(CLEAR, [])?;
        for (position, line) in (0_u32..).zip(&lines.lines) {
            let fields =
                serde_json::to_string(&line.fields).map_err(|error| Fault::Bug(error.to_string()))?;
            let (token, provider) = (&line.token, line.provider.key());
            self.execute(
                ADD,
                (position, token, provider, fields, &line.sealed, line.is_enabled),
            )?;
        }
        // Whether there is a line decides how patients are reminded.
        self.touch_everybody();
        Ok(())
    }

    /// Counts parts against a local day.
    pub fn spend_sms(&mut self, day: NaiveDate, parts: u32) -> Result<(), Fault> {
        self.execute(SPEND, (day.to_string(), parts))?;
        Ok(())
    }

    /// Notes of which alarm of a day the practice was told, and forgets the days before the day before.
    pub fn note_sms_alarm(&mut self, day: NaiveDate, alarm: u8) -> Result<(), Fault> {
        self.execute(ALARM, (day.to_string(), alarm))?;
        let before = day.pred_opt().unwrap_or(day);
        self.execute(FORGET_DAYS, [before.to_string()])?;
        self.announce();
        Ok(())
    }

    /// Records what a provider reports of a message, by its reference or ours; whether that told anything new.
    pub fn report_sms(
        &mut self,
        reference: Option<&str>,
        key: Option<&str>,
        fate: Fate,
    ) -> Result<bool, Fault> {
        let now = seconds(self.now());
        Ok(self.execute(REPORT, (reference, key, fate.key(), now))? > 0)
    }

    /// Sends no reminders by text message to this number any more.
    pub fn stop_sms(&mut self, phone: &Phone) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(STOP, (phone.as_str(), now))?;
        Ok(())
    }

    /// Sends them again, as the desk was asked to; whether they had been stopped.
    pub fn unstop_sms(&mut self, phone: &Phone) -> Result<bool, Fault> {
        Ok(self.execute(UNSTOP, [phone.as_str()])? > 0)
    }
}
