//! Accounts of the people who sign in. Passwords come in as Argon2 strings, second factors sealed, one-time codes hashed.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, Row};

use crate::domain::contact::Email;
use crate::domain::id::{PractitionerId, StaffId};
use crate::domain::staff::{Role, StaffMember};
use crate::domain::time::Instant;

use super::instant::{at, seconds, unreadable};
use super::{Db, Fault, Tx};

// The column order is that of `read`.
const ALL: &str =
    "SELECT id, login, name, role, practitioner, totp_secret, is_disabled, password, totp_step, setup_code,
        setup_expires_at, failed_tries, locked_until, email, EXISTS (SELECT 1 FROM passkeys WHERE passkeys.staff = staff.id)
    FROM staff ORDER BY name, id";
const BY_ID: &str =
    "SELECT id, login, name, role, practitioner, totp_secret, is_disabled, password, totp_step, setup_code,
        setup_expires_at, failed_tries, locked_until, email, EXISTS (SELECT 1 FROM passkeys WHERE passkeys.staff = staff.id)
    FROM staff WHERE id = ?1";
const BY_LOGIN: &str =
    "SELECT id, login, name, role, practitioner, totp_secret, is_disabled, password, totp_step, setup_code,
        setup_expires_at, failed_tries, locked_until, email, EXISTS (SELECT 1 FROM passkeys WHERE passkeys.staff = staff.id)
    FROM staff WHERE login = ?1";
const BY_SETUP_CODE: &str =
    "SELECT id, login, name, role, practitioner, totp_secret, is_disabled, password, totp_step, setup_code,
        setup_expires_at, failed_tries, locked_until, email, EXISTS (SELECT 1 FROM passkeys WHERE passkeys.staff = staff.id)
    FROM staff WHERE setup_code = ?1";
const SAVE: &str = "INSERT INTO staff (id, login, name, role, practitioner, is_disabled, created_at, email)
    VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    ON CONFLICT (id) DO UPDATE SET login = excluded.login, name = excluded.name, role = excluded.role,
        practitioner = excluded.practitioner, is_disabled = excluded.is_disabled, email = excluded.email
    RETURNING id";
const NAMED: &str = "SELECT practitioner FROM staff_practitioners WHERE staff = ?1";
const NAME_NOBODY: &str = "DELETE FROM staff_practitioners WHERE staff = ?1";
const NAME: &str = "INSERT INTO staff_practitioners (staff, practitioner) VALUES (?1, ?2)";
const SET_CODE: &str = "UPDATE staff SET setup_code = ?2, setup_expires_at = ?3 WHERE id = ?1";
const SET_PASSWORD: &str =
    "UPDATE staff SET password = ?2, setup_code = NULL, setup_expires_at = NULL, failed_tries = 0,
        locked_until = NULL WHERE id = ?1";
const SET_SECOND_FACTOR: &str = "UPDATE staff SET totp_secret = ?2, totp_step = ?3 WHERE id = ?1";
const ACCEPT_STEP: &str = "UPDATE staff SET totp_step = ?2 WHERE id = ?1 AND totp_step < ?2";
const SET_TRIES: &str = "UPDATE staff SET failed_tries = ?2, locked_until = ?3 WHERE id = ?1";

/// An account with everything that proves who somebody is.
#[derive(Clone)]
pub struct Account {
    /// The person.
    pub member: StaffMember,
    /// Argon2id in PHC form; `None` until the one-time code was used.
    pub password: Option<String>,
    /// Sealed with the device key.
    pub totp_secret: Option<String>,
    /// Last time step accepted.
    pub totp_step: i64,
    /// SHA-256 of the one-time code.
    pub setup_code: Option<[u8; 32]>,
    /// Until when the code is good.
    pub setup_expires: Option<Instant>,
    /// Wrong tries since the last right one.
    pub failed_tries: u32,
    /// No try is looked at before.
    pub locked_until: Option<Instant>,
}

#[derive(Debug, thiserror::Error)]
#[error("unknown role: {0}")]
struct UnknownRole(String);

fn role_of(key: String) -> rusqlite::Result<Role> {
    Role::from_key(&key).ok_or_else(|| unreadable(3, UnknownRole(key)))
}

fn email_of(text: Option<String>) -> rusqlite::Result<Option<Email>> {
    let parsed = text.map(|text| Email::parse(&text)).transpose();
    parsed.map_err(|problem| unreadable(13, problem))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Account> {
    let totp_secret: Option<String> = row.get(5)?;
    Ok(Account {
        member: StaffMember {
            id: StaffId(row.get(0)?),
            login: row.get(1)?,
            name: row.get(2)?,
            role: role_of(row.get(3)?)?,
            email: email_of(row.get(13)?)?,
            named: BTreeSet::new(),
            practitioner: row.get::<_, Option<i64>>(4)?.map(PractitionerId),
            has_totp: totp_secret.is_some(),
            has_passkey: row.get(14)?,
            is_disabled: row.get(6)?,
        },
        totp_secret,
        password: row.get(7)?,
        totp_step: row.get(8)?,
        setup_code: row.get(9)?,
        setup_expires: row.get::<_, Option<i64>>(10)?.map(at),
        failed_tries: row.get(11)?,
        locked_until: row.get::<_, Option<i64>>(12)?.map(at),
    })
}

impl Db<'_> {
    /// Everybody who has an account, disabled ones included, in order of name.
    pub fn staff(&self) -> Result<Vec<Account>, Fault> {
        let mut statement = self.conn().prepare_cached(ALL)?;
        let rows = statement.query_map([], read)?;
        let accounts = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        accounts
            .into_iter()
            .map(|account| self.with_named(account))
            .collect()
    }

    /// Other roles reach everybody, and need no second look.
    fn with_named(&self, mut account: Account) -> Result<Account, Fault> {
        if account.member.role == Role::RemoteSecretary {
            let mut statement = self.conn().prepare_cached(NAMED)?;
            let rows = statement.query_map([account.member.id.0], |row| row.get(0).map(PractitionerId))?;
            account.member.named = rows.collect::<rusqlite::Result<_>>()?;
        }
        Ok(account)
    }

    /// One account.
    pub fn account(&self, id: StaffId) -> Result<Option<Account>, Fault> {
        let mut statement = self.conn().prepare_cached(BY_ID)?;
        let found = statement.query_row([id.0], read).optional()?;
        found.map(|account| self.with_named(account)).transpose()
    }

    /// The account of a login, which is lower case.
    pub fn account_of_login(&self, login: &str) -> Result<Option<Account>, Fault> {
        let mut statement = self.conn().prepare_cached(BY_LOGIN)?;
        let found = statement.query_row([login], read).optional()?;
        found.map(|account| self.with_named(account)).transpose()
    }

    /// The account that waits for a one-time code.
    pub fn account_of_code(&self, hash: &[u8; 32]) -> Result<Option<Account>, Fault> {
        let mut statement = self.conn().prepare_cached(BY_SETUP_CODE)?;
        let found = statement.query_row([hash], read).optional()?;
        found.map(|account| self.with_named(account)).transpose()
    }
}

impl Tx<'_> {
    /// Writes login, name, role, address, practitioners and state; number 0 makes a new account. [`Fault::Duplicate`] when the login is taken.
    pub fn save_staff(&mut self, member: &StaffMember) -> Result<StaffId, Fault> {
        let now = seconds(self.now());
        let id = self.insert(
            SAVE,
            (
                member.id.0,
                &member.login,
                &member.name,
                member.role.key(),
                member.practitioner.map(|p| p.0),
                member.is_disabled,
                now,
                member.email.as_ref().map(Email::as_str),
            ),
        )?;
        self.execute(NAME_NOBODY, [id])?;
        for practitioner in member.reach().into_iter().flatten() {
            self.execute(NAME, (id, practitioner.0))?;
        }
        Ok(StaffId(id))
    }

    /// Waits for a one-time code; an earlier one is no longer good.
    pub fn set_setup_code(&mut self, id: StaffId, hash: &[u8; 32], expires: Instant) -> Result<(), Fault> {
        self.execute(SET_CODE, (id.0, hash, seconds(expires)))?;
        Ok(())
    }

    /// Replaces the password, uses up the one-time code, forgets the wrong tries.
    pub fn set_password(&mut self, id: StaffId, phc: &str) -> Result<(), Fault> {
        self.execute(SET_PASSWORD, (id.0, phc))?;
        Ok(())
    }

    /// Replaces the second factor; `step` is that of the code which proved it. `None` removes it.
    pub fn set_second_factor(&mut self, id: StaffId, sealed: Option<&str>, step: i64) -> Result<(), Fault> {
        self.execute(SET_SECOND_FACTOR, (id.0, sealed, step))?;
        Ok(())
    }

    /// Uses a time step up; `false` when it, or a later one, was used before.
    pub fn accept_totp_step(&mut self, id: StaffId, step: i64) -> Result<bool, Fault> {
        Ok(self.execute(ACCEPT_STEP, (id.0, step))? == 1)
    }

    /// Notes how many tries in a row were wrong, and until when none is looked at.
    pub fn set_tries(&mut self, id: StaffId, tries: u32, locked_until: Option<Instant>) -> Result<(), Fault> {
        self.execute(SET_TRIES, (id.0, tries, locked_until.map(seconds)))?;
        Ok(())
    }
}
