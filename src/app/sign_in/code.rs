//! One-time codes of a first sign-in or a recovery: made by the console or an administrator, used once, kept as a hash
//! (security 6.3.2, 6.4.x).

use chrono::TimeDelta;

use crate::domain::id::StaffId;
use crate::domain::staff::{Actor, StaffMember};
use crate::store::{Account, Db, Fault, Record, Tx};
use crate::sys::{hash, ids};

use super::{Device, OpenedSession, SignInRefusal, must_enrol, password};
use crate::app::{App, Failure};

/// How long a code waits for its owner.
const CODE_LIFE: TimeDelta = TimeDelta::hours(24);
/// 80 bits: a code opens by itself, no login is asked.
const LETTERS: usize = 16;
/// Digits and letters without those that look alike (I, L, O, U).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn generated() -> String {
    letters::<LETTERS>(4)
}

/// `N` random letters, five bits each, in groups.
pub(super) fn letters<const N: usize>(group: usize) -> String {
    let letters: Vec<char> = ids::bytes::<N>()
        .iter()
        .filter_map(|byte| ALPHABET.get(usize::from(byte % 32)).copied())
        .map(char::from)
        .collect();
    let groups: Vec<String> = letters
        .chunks(group)
        .map(|group| group.iter().collect())
        .collect();
    groups.join("-")
}

/// A code as it was meant, however it is typed.
pub(super) fn plain(typed: &str) -> String {
    let letters = typed.chars().filter(char::is_ascii_alphanumeric);
    letters
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

fn code_hash(typed: &str) -> [u8; 32] {
    hash::sha256(plain(typed).as_bytes())
}

/// A code and its hash.
pub(in crate::app) fn new_code() -> (String, [u8; 32]) {
    let code = generated();
    let hash = code_hash(&code);
    (code, hash)
}

impl App {
    /// Makes the one-time code with which this person chooses a password at `/admin/welcome`; an earlier code is no longer good.
    pub async fn create_sign_in_code(&self, actor: Actor, staff: StaffId) -> Result<String, Fault> {
        let ((code, code_hash), expires) = (new_code(), self.session_now() + CODE_LIFE);
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.set_setup_code(staff, &code_hash, expires)?;
                tx.audit(&Record::new(&actor, "staff.code").on(format_args!("user:{staff}")))?;
                Ok(())
            })
            .await?;
        Ok(code)
    }

    /// Uses a one-time code up: sets the password, ends every session of the account, begins one. A second factor that is set up
    /// is still asked for.
    pub async fn use_sign_in_code(
        &self,
        typed: &str,
        password: String,
        device: &Device,
    ) -> Result<OpenedSession, Failure<SignInRefusal>> {
        let code_hash = code_hash(typed);
        let found = self
            .store
            .read(move |db: &Db<'_>| db.account_of_code(&code_hash))
            .await?;
        let Some(account) = found.filter(|account| is_good(account, self.session_now())) else {
            self.note_failure(None, device).await?;
            return Err(Failure::Refused(SignInRefusal::Wrong));
        };
        let member = account.member;
        self.accepts_password(&member, &password)?;
        let phc = password::hashed(password).await?;
        let (app, device) = (self.clone(), device.clone());
        self.store
            .write(move |tx: &mut Tx<'_>| {
                // Somebody may have used it meanwhile.
                if tx.account_of_code(&code_hash)?.is_none() {
                    return Err(Failure::Refused(SignInRefusal::Wrong));
                }
                tx.set_password(member.id, &phc)?;
                tx.end_sessions(member.id, None)?;
                let record = Record::new(&Actor::Staff(member.id), "staff.password");
                tx.audit(&record.on(format_args!("user:{}", member.id)))?;
                let is_complete = !member.has_second_factor() && !must_enrol(&member, &device);
                app.enter(tx, &member, &device, false, is_complete)
            })
            .await
    }

    fn accepts_password(&self, member: &StaffMember, typed: &str) -> Result<(), Failure<SignInRefusal>> {
        let agenda = self.agenda();
        let practice = &agenda.set_up().practice;
        let names = agenda.set_up().practitioners.values().map(|p| p.name.as_str());
        let own = [
            "grappe",
            practice.name.as_str(),
            practice.address.as_str(),
            member.login.as_str(),
            member.name.as_str(),
        ];
        let context: Vec<&str> = own.into_iter().chain(names).collect();
        password::check(typed, &context).map_err(|weak| Failure::Refused(weak.into()))
    }
}

fn is_good(account: &Account, now: crate::domain::time::Instant) -> bool {
    let is_in_time = account.setup_expires.is_some_and(|until| now < until);
    is_in_time && !account.member.is_disabled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_however_they_are_typed() {
        let code = generated();
        assert_eq!(code.len(), 19);
        assert_ne!(code, generated());
        assert_eq!(
            code_hash(&code),
            code_hash(&code.to_lowercase().replace('-', " "))
        );
        assert_eq!(code_hash("0O1I-lL"), code_hash("001111"));
        assert_ne!(code_hash("AAAA"), code_hash("AAAB"));
    }
}
