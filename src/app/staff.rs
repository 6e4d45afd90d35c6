//! Accounts: made, changed, disabled (security §3, 7.4.x).

use std::collections::BTreeSet;

use crate::domain::contact::Email;
use crate::domain::id::{PractitionerId, StaffId};
use crate::domain::staff::{Actor, Role, StaffMember};
use crate::store::{Db, Fault, Record, Tx};

use super::{App, Failure};

/// Longest login and name, in characters.
pub const STAFF_NAME_MAX_CHARS: usize = 60;

/// Why an account is not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StaffRefusal {
    /// No such account.
    #[error("not found")]
    NotFound,
    /// A login is 2 to 60 lower-case letters, figures, points, hyphens, `_` and `@`.
    #[error("login malformed")]
    LoginMalformed,
    /// Somebody has this login.
    #[error("login taken")]
    LoginTaken,
    /// A name is needed, of at most 60 characters.
    #[error("name malformed")]
    NameMalformed,
    /// A remote secretary works for somebody.
    #[error("nobody named")]
    NobodyNamed,
    /// Nobody would be left to administer.
    #[error("last administrator")]
    LastAdministrator,
}

/// What an account says of a person.
#[derive(Clone, Debug)]
pub struct StaffEntry {
    /// Typed to sign in; kept in lower case.
    pub login: String,
    /// Shown beside acts.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Where an invitation goes.
    pub email: Option<Email>,
    /// The practitioner this person is, if any.
    pub practitioner: Option<PractitionerId>,
    /// The practitioners a remote secretary works for.
    pub named: BTreeSet<PractitionerId>,
}

impl StaffEntry {
    /// Somebody with a role, and nothing else said.
    pub fn new(login: impl Into<String>, name: impl Into<String>, role: Role) -> Self {
        Self {
            login: login.into(),
            name: name.into(),
            role,
            email: None,
            practitioner: None,
            named: BTreeSet::new(),
        }
    }

    /// What is wrong with it, whoever has an account already.
    pub fn refusal(&self) -> Option<StaffRefusal> {
        self.checked().err()
    }

    fn checked(&self) -> Result<(String, String), StaffRefusal> {
        let login = self.login.trim().to_lowercase();
        let is_plain = |c: char| c.is_alphanumeric() || ".-_@".contains(c);
        let length = login.chars().count();
        if !(2..=STAFF_NAME_MAX_CHARS).contains(&length) || !login.chars().all(is_plain) {
            return Err(StaffRefusal::LoginMalformed);
        }
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_name = (1..=STAFF_NAME_MAX_CHARS).contains(&name.chars().count());
        if !is_name || name.chars().any(char::is_control) {
            return Err(StaffRefusal::NameMalformed);
        }
        if self.role == Role::RemoteSecretary && self.named.is_empty() {
            return Err(StaffRefusal::NobodyNamed);
        }
        Ok((login, name))
    }
}

impl App {
    /// Everybody who has an account, in order of name.
    pub async fn staff(&self) -> Result<Vec<StaffMember>, Fault> {
        let accounts = self.store.read(|db: &Db<'_>| db.staff()).await?;
        Ok(accounts.into_iter().map(|account| account.member).collect())
    }

    /// Makes an account, which signs in with a code of [`App::create_sign_in_code`].
    pub async fn create_staff(
        &self,
        actor: Actor,
        entry: StaffEntry,
    ) -> Result<StaffId, Failure<StaffRefusal>> {
        let (login, name) = entry.checked().map_err(Failure::Refused)?;
        let member = StaffMember {
            id: StaffId(0),
            login,
            name,
            role: entry.role,
            email: entry.email,
            practitioner: entry.practitioner,
            named: entry.named,
            has_totp: false,
            has_passkey: false,
            is_disabled: false,
        };
        self.store
            .write(move |tx: &mut Tx<'_>| {
                let id = tx.save_staff(&member).map_err(login_taken)?;
                tx.audit(&Record::new(&actor, "staff.create").on(format_args!("user:{id}")))?;
                Ok(id)
            })
            .await
    }

    /// Changes login, name, role, address and practitioners.
    pub async fn edit_staff(
        &self,
        actor: Actor,
        id: StaffId,
        entry: StaffEntry,
    ) -> Result<(), Failure<StaffRefusal>> {
        let (login, name) = entry.checked().map_err(Failure::Refused)?;
        self.change_staff(actor, "staff.edit", id, move |member| StaffMember {
            login,
            name,
            role: entry.role,
            email: entry.email,
            practitioner: entry.practitioner,
            named: entry.named,
            ..member
        })
        .await
    }

    /// Disables an account, which ends its sessions at once, or enables it again.
    pub async fn disable_staff(
        &self,
        actor: Actor,
        id: StaffId,
        is_disabled: bool,
    ) -> Result<(), Failure<StaffRefusal>> {
        let what = if is_disabled {
            "staff.disable"
        } else {
            "staff.enable"
        };
        self.change_staff(actor, what, id, move |member| StaffMember {
            is_disabled,
            ..member
        })
        .await
    }

    /// Removes every second factor of somebody who lost them, recovery codes included; the next sign-in of an administrator sets up another one.
    pub async fn remove_second_factor(&self, actor: Actor, id: StaffId) -> Result<(), Failure<StaffRefusal>> {
        self.store
            .write(move |tx: &mut Tx<'_>| {
                tx.account(id)?.ok_or(Failure::Refused(StaffRefusal::NotFound))?;
                tx.set_second_factor(id, None, 0)?;
                tx.drop_passkeys(id)?;
                tx.replace_recovery_codes(id, &[])?;
                tx.end_sessions(id, None)?;
                tx.audit(&Record::new(&actor, "staff.second_factor_removed").on(format_args!("user:{id}")))?;
                Ok(())
            })
            .await
    }

    async fn change_staff(
        &self,
        actor: Actor,
        what: &'static str,
        id: StaffId,
        change: impl FnOnce(StaffMember) -> StaffMember + Send + 'static,
    ) -> Result<(), Failure<StaffRefusal>> {
        self.store
            .write(move |tx: &mut Tx<'_>| {
                let found = tx.account(id)?.ok_or(Failure::Refused(StaffRefusal::NotFound))?;
                let before = (found.member.role, found.member.named.clone());
                let member = change(found.member);
                tx.save_staff(&member).map_err(login_taken)?;
                let is_left = tx
                    .staff()?
                    .iter()
                    .any(|a| a.member.role == Role::Administrator && !a.member.is_disabled);
                if !is_left {
                    return Err(Failure::Refused(StaffRefusal::LastAdministrator));
                }
                // Another role is another privilege: who has it signs in again (security T13).
                if member.is_disabled || (member.role, &member.named) != (before.0, &before.1) {
                    tx.end_sessions(id, None)?;
                }
                tx.audit(&Record::new(&actor, what).on(format_args!("user:{id}")))?;
                Ok(())
            })
            .await
    }
}

fn login_taken(fault: Fault) -> Failure<StaffRefusal> {
    match fault {
        Fault::Duplicate(_) => Failure::Refused(StaffRefusal::LoginTaken),
        other => Failure::Fault(other),
    }
}
