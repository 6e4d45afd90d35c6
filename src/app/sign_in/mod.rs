//! Signing in: password, second factor, throttling (security T13, T14). Every way in answers alike whether the login is unknown,
//! the password wrong or the account asleep.

mod challenge;
mod code;
mod device;
mod passkey;
mod password;
mod recovery;
mod second_factor;
mod session;
mod throttle;

use crate::domain::id::StaffId;
use crate::domain::staff::{Actor, Role, StaffMember};
use crate::domain::time::Instant;
use crate::store::{Account, Db, Fault, Record, Tx};

use super::{App, Failure};

pub(in crate::app) use challenge::Challenges;
pub(in crate::app) use code::new_code;
pub use device::{Device, network_of};
pub use passkey::{PasskeyRefusal, Place};
pub use password::{PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS, WeakPassword};
pub use second_factor::Proposal;
pub use session::{OpenedSession, SignedIn};

use second_factor::sealed_step_of;
use session::{NewSession, is_desk};

/// Why somebody is not let in. Nothing here tells whether a login exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInRefusal {
    /// Login, password or code are wrong, or there were too many tries.
    #[error("wrong")]
    Wrong,
    /// The password is right; from outside the practice a second factor is needed, and there is none yet.
    #[error("second factor needed from outside")]
    OutsideWithoutSecondFactor,
    /// The new password is not accepted.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
}

/// What is typed to sign in.
#[derive(Clone)]
pub struct Credentials {
    /// Login in any case.
    pub login: String,
    /// Password as typed.
    pub password: String,
    /// A desk that stays open up to eight hours without a click.
    pub is_desk: bool,
}

/// Whether a second factor must be set up before anything else.
fn must_enrol(member: &StaffMember, device: &Device) -> bool {
    let is_due = member.role == Role::Administrator || device.is_outside();
    is_due && !member.has_second_factor() && !device.is_demo()
}

impl App {
    /// Signs in with a password. The session is complete when no second factor is due.
    pub async fn sign_in(
        &self,
        typed: Credentials,
        device: &Device,
    ) -> Result<OpenedSession, Failure<SignInRefusal>> {
        let login = typed.login.trim().to_lowercase();
        let found = self
            .store
            .read(move |db: &Db<'_>| db.account_of_login(&login))
            .await?;
        let now = self.session_now();
        let asked = found.filter(|account| throttle::is_heard(account, device, now));
        let phc = asked.as_ref().and_then(|account| account.password.clone());
        let is_right = password::verified(typed.password, phc).await?;
        match asked {
            Some(account) if is_right => self.let_in(account, typed.is_desk, device).await,
            refused => {
                self.note_failure(refused, device).await?;
                Err(Failure::Refused(SignInRefusal::Wrong))
            }
        }
    }

    async fn let_in(
        &self,
        account: Account,
        is_desk: bool,
        device: &Device,
    ) -> Result<OpenedSession, Failure<SignInRefusal>> {
        let member = account.member;
        if device.is_outside() && !member.has_second_factor() {
            self.note_outside(member.id, device).await?;
            return Err(Failure::Refused(SignInRefusal::OutsideWithoutSecondFactor));
        }
        let is_complete = !member.has_second_factor() && !must_enrol(&member, device);
        let (app, device) = (self.clone(), device.clone());
        self.store
            .write(move |tx: &mut Tx<'_>| {
                // Of an account with a second factor the wrong tries are forgotten once it is given.
                if !member.has_second_factor() {
                    tx.set_tries(member.id, 0, None)?;
                }
                app.enter(tx, &member, &device, is_desk, is_complete)
            })
            .await
    }

    /// A right password that opens nothing, which its owner should hear of.
    async fn note_outside(&self, staff: StaffId, device: &Device) -> Result<(), Fault> {
        let record = Record::new(&Actor::System, "login")
            .outcome("outside")
            .address(device.network())
            .on(format_args!("user:{staff}"));
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.audit(&record)?;
                Ok(())
            })
            .await
    }

    fn enter(
        &self,
        tx: &mut Tx<'_>,
        member: &StaffMember,
        device: &Device,
        is_desk: bool,
        is_complete: bool,
    ) -> Result<OpenedSession, Failure<SignInRefusal>> {
        let new = NewSession {
            staff: member.id,
            device,
            is_desk,
            is_complete,
            instead_of: None,
            is_confirmed: true,
        };
        Ok(self.begin(tx, &new)?)
    }

    fn begin(&self, tx: &mut Tx<'_>, new: &NewSession<'_>) -> Result<OpenedSession, Fault> {
        let what = if new.is_complete {
            "login"
        } else {
            "login.password"
        };
        let record = Record::new(&Actor::Staff(new.staff), what).address(new.device.network());
        tx.audit(&record.on(format_args!("user:{}", new.staff)))?;
        self.open_session(tx, new)
    }

    /// Gives the second factor of an account that has one; the session is replaced by a complete one.
    pub async fn give_second_factor(
        &self,
        who: &SignedIn,
        code: &str,
        device: &Device,
    ) -> Result<OpenedSession, Failure<SignInRefusal>> {
        let id = who.member.id;
        let found = self.store.read(move |db: &Db<'_>| db.account(id)).await?;
        let now = self.session_now();
        let asked = found.filter(|account| throttle::is_heard(account, device, now));
        let sealed = asked.as_ref().and_then(|account| account.totp_secret.clone());
        let step = match sealed {
            Some(sealed) => sealed_step_of(&self.keys, &sealed, code, now)?,
            None => None,
        };
        let Some(step) = step else {
            self.note_failure(asked, device).await?;
            return Err(Failure::Refused(SignInRefusal::Wrong));
        };
        let (app, to, from) = (self.clone(), who.clone(), device.clone());
        let given = self
            .store
            .write(move |tx: &mut Tx<'_>| {
                if !tx.accept_totp_step(to.member.id, step)? {
                    return Err(Failure::Refused(SignInRefusal::Wrong));
                }
                app.complete(tx, &to, &from, true)
            })
            .await;
        // Somebody has read a code that was used already.
        if matches!(given, Err(Failure::Refused(_))) {
            self.note_failure(asked, device).await?;
        }
        given
    }

    /// The secret proposed to a session as its second factor.
    pub fn second_factor_proposal(&self, who: &SignedIn) -> Proposal {
        Proposal::of_session(&self.keys, &who.session.token_hash)
    }

    /// Sets the proposed second factor up, proved by its first code; the session is replaced by a complete one.
    pub async fn enrol_second_factor(
        &self,
        who: &SignedIn,
        code: &str,
        device: &Device,
    ) -> Result<OpenedSession, Failure<SignInRefusal>> {
        let proposal = self.second_factor_proposal(who);
        let Some(step) = proposal.step_of(code, self.clock.now())? else {
            return Err(Failure::Refused(SignInRefusal::Wrong));
        };
        let sealed = proposal.sealed(&self.keys)?;
        let (app, who, device) = (self.clone(), who.clone(), device.clone());
        self.store
            .write(move |tx: &mut Tx<'_>| {
                tx.set_second_factor(who.member.id, Some(&sealed), step)?;
                let record = Record::new(&who.actor(), "staff.second_factor");
                tx.audit(&record.on(format_args!("user:{}", who.member.id)))?;
                app.complete(tx, &who, &device, false)
            })
            .await
    }

    /// A new token at the change of privilege (security T13); a session that was complete already lives no longer by it.
    fn complete(
        &self,
        tx: &mut Tx<'_>,
        who: &SignedIn,
        device: &Device,
        is_confirmed: bool,
    ) -> Result<OpenedSession, Failure<SignInRefusal>> {
        tx.set_tries(who.member.id, 0, None)?;
        tx.end_session(&who.session.token_hash)?;
        let new = NewSession {
            staff: who.member.id,
            device,
            is_desk: is_desk(&who.session),
            is_complete: true,
            instead_of: Some(&who.session),
            is_confirmed,
        };
        Ok(self.begin(tx, &new)?)
    }

    /// Checks the password again before a sensitive change; the session is replaced by one that is freshly confirmed.
    pub async fn confirm_password(
        &self,
        who: &SignedIn,
        typed: String,
        device: &Device,
    ) -> Result<OpenedSession, Failure<SignInRefusal>> {
        self.prove_password(who, typed, device).await?;
        let (app, who, device) = (self.clone(), who.clone(), device.clone());
        self.store
            .write(move |tx: &mut Tx<'_>| app.complete(tx, &who, &device, true))
            .await
    }

    /// The same with a form that is sent along: the session stays, so that the form still is ours. When it was confirmed.
    pub async fn confirm_here(
        &self,
        who: &SignedIn,
        typed: String,
        device: &Device,
    ) -> Result<Instant, Failure<SignInRefusal>> {
        self.prove_password(who, typed, device).await?;
        let (who, at) = (who.clone(), self.session_now());
        self.store
            .write(move |tx: &mut Tx<'_>| {
                tx.set_tries(who.member.id, 0, None)?;
                tx.session_confirmed(&who.session.token_hash, at)?;
                let record = Record::new(&who.actor(), "login.confirmed");
                tx.audit(&record.on(format_args!("user:{}", who.member.id)))?;
                Ok(at)
            })
            .await
    }

    async fn prove_password(
        &self,
        who: &SignedIn,
        typed: String,
        device: &Device,
    ) -> Result<(), Failure<SignInRefusal>> {
        let id = who.member.id;
        let found = self.store.read(move |db: &Db<'_>| db.account(id)).await?;
        let now: Instant = self.session_now();
        let asked = found.filter(|account| throttle::is_heard(account, device, now));
        let phc = asked.as_ref().and_then(|account| account.password.clone());
        if !password::verified(typed, phc).await? {
            self.note_failure(asked, device).await?;
            return Err(Failure::Refused(SignInRefusal::Wrong));
        }
        Ok(())
    }

    /// Counts a wrong try against the account, if it was heard, and writes it down in any case.
    async fn note_failure(&self, account: Option<Account>, device: &Device) -> Result<(), Fault> {
        let (network, now) = (device.network(), self.session_now());
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let mut record = Record::new(&Actor::System, "login")
                    .outcome("failed")
                    .address(network);
                if let Some(account) = account {
                    let id = account.member.id;
                    // Tries that ran side by side count one by one.
                    let tries = tx.account(id)?.map_or(0, |a| a.failed_tries).saturating_add(1);
                    tx.set_tries(id, tries, throttle::locked_until(tries, now))?;
                    record = record.on(format_args!("user:{id}"));
                }
                tx.audit(&record)?;
                Ok(())
            })
            .await
    }
}
