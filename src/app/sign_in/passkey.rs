//! Passkeys: registered by their owner, used as second factor, or alone where the authenticator knows its owner.

use crate::domain::contact::{FieldProblem, free_text};
use crate::domain::id::StaffId;
use crate::domain::staff::Actor;
use crate::store::{Account, Db, Fault, Passkey, Record, Tx};
use crate::sys::webauthn::{Asserted, Assertion, Ceremony, Flaw, asserted, challenge_of, registered};

use super::challenge::Purpose;
use super::{Device, OpenedSession, SignInRefusal, SignedIn};
use crate::app::{App, Failure};

/// Longest name of a passkey.
const NAME_MAX: usize = 40;
/// So many keys are enough for anybody.
const KEYS_MAX: usize = 20;

/// Where the visitor is, as passkeys see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The host name, without port: credentials are bound to it.
    pub relying_party: String,
    /// Scheme, host and port.
    pub origin: String,
}

/// Why a passkey is not registered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyRefusal {
    /// The browser's answer is not one to our question, or not one at all.
    #[error("not accepted: {0}")]
    NotAccepted(&'static str),
    /// It is registered already, or there are too many.
    #[error("enough")]
    Enough,
    /// A name is needed.
    #[error("name")]
    Name(FieldProblem),
}

impl App {
    /// What a visitor's passkey is asked to sign in.
    pub fn ask_to_sign_in(&self) -> [u8; 32] {
        self.challenges.ask(Purpose::SignIn, self.session_now())
    }

    /// What the passkey of a session is asked as second factor.
    pub fn ask_second_factor(&self, who: &SignedIn) -> [u8; 32] {
        let purpose = Purpose::SecondFactor(who.session.token_hash);
        self.challenges.ask(purpose, self.session_now())
    }

    /// What a new passkey of a session is asked.
    pub fn ask_to_register(&self, who: &SignedIn) -> [u8; 32] {
        let purpose = Purpose::Register(who.session.token_hash);
        self.challenges.ask(purpose, self.session_now())
    }

    /// How authenticators name this account: says nothing about anybody.
    pub fn passkey_user(&self, staff: StaffId) -> [u8; 32] {
        self.keys.tag("passkey-user", &staff.0.to_be_bytes())
    }

    /// The passkeys of this person, the oldest first.
    pub async fn passkeys(&self, who: &SignedIn) -> Result<Vec<Passkey>, Fault> {
        let staff = who.member.id;
        self.store.read(move |db: &Db<'_>| db.passkeys_of(staff)).await
    }

    /// Signs in with a passkey alone: it knows its owner, which makes two factors of it.
    pub async fn sign_in_with_passkey(
        &self,
        place: &Place,
        given: Assertion,
        is_desk: bool,
        device: &Device,
    ) -> Result<OpenedSession, Failure<SignInRefusal>> {
        let checked = self.checked(Purpose::SignIn, place, &given).await?;
        let Some((account, passkey, used)) = checked.filter(|(_, _, used)| used.is_verified) else {
            self.note_failure(None, device).await?;
            return Err(Failure::Refused(SignInRefusal::Wrong));
        };
        let (app, device) = (self.clone(), device.clone());
        self.store
            .write(move |tx: &mut Tx<'_>| {
                note_use(tx, &passkey, used)?;
                tx.set_tries(account.member.id, 0, None)?;
                app.enter(tx, &account.member, &device, is_desk, true)
            })
            .await
    }

    /// Gives a passkey as second factor; the session is replaced by a complete one.
    pub async fn give_passkey(
        &self,
        who: &SignedIn,
        place: &Place,
        given: Assertion,
        device: &Device,
    ) -> Result<OpenedSession, Failure<SignInRefusal>> {
        let purpose = Purpose::SecondFactor(who.session.token_hash);
        let checked = self.checked(purpose, place, &given).await?;
        let own = checked.filter(|(account, _, _)| account.member.id == who.member.id);
        let Some((_, passkey, used)) = own else {
            self.note_failure(None, device).await?;
            return Err(Failure::Refused(SignInRefusal::Wrong));
        };
        let (app, who, device) = (self.clone(), who.clone(), device.clone());
        self.store
            .write(move |tx: &mut Tx<'_>| {
                note_use(tx, &passkey, used)?;
                app.complete(tx, &who, &device, true)
            })
            .await
    }

    /// The account and passkey of a right answer.
    async fn checked(
        &self,
        purpose: Purpose,
        place: &Place,
        given: &Assertion,
    ) -> Result<Option<(Account, Passkey, Asserted)>, Fault> {
        let challenge = challenge_of(&given.client_data).unwrap_or_default();
        if !self.challenges.take(&challenge, purpose, self.session_now()) {
            return Ok(None);
        }
        let credential = given.credential.clone();
        let found = self
            .store
            .read(move |db: &Db<'_>| -> Result<_, Fault> {
                let Some(passkey) = db.passkey(&credential)? else {
                    return Ok(None);
                };
                Ok(db.account(passkey.staff)?.map(|account| (account, passkey)))
            })
            .await?;
        let Some((account, passkey)) = found.filter(|(account, _)| !account.member.is_disabled) else {
            return Ok(None);
        };
        let ceremony = Ceremony {
            challenge: &challenge,
            relying_party: &place.relying_party,
            origin: &place.origin,
        };
        let here = if passkey.relying_party == place.relying_party {
            asserted(&ceremony, &passkey.key, given)
        } else {
            Err(Flaw::RelyingParty)
        };
        match here {
            Ok(used) => Ok(Some((account, passkey, used))),
            Err(flaw) => {
                tracing::warn!(passkey = passkey.id, %flaw, "a passkey was not accepted");
                Ok(None)
            }
        }
    }

    /// Registers a passkey. Of a session that must set a second factor up first, it becomes that factor: the session is replaced
    /// by a complete one.
    pub async fn register_passkey(
        &self,
        who: &SignedIn,
        place: &Place,
        name: &str,
        (client_data, attestation): (Vec<u8>, Vec<u8>),
        device: &Device,
    ) -> Result<Option<OpenedSession>, Failure<PasskeyRefusal>> {
        let name = named(name).map_err(|problem| Failure::Refused(PasskeyRefusal::Name(problem)))?;
        let not_accepted = |why| Failure::Refused(PasskeyRefusal::NotAccepted(why));
        let challenge = challenge_of(&client_data).unwrap_or_default();
        let purpose = Purpose::Register(who.session.token_hash);
        if !self.challenges.take(&challenge, purpose, self.session_now()) {
            return Err(not_accepted("challenge"));
        }
        let ceremony = Ceremony {
            challenge: &challenge,
            relying_party: &place.relying_party,
            origin: &place.origin,
        };
        let made = registered(&ceremony, &client_data, &attestation).map_err(|flaw| {
            tracing::warn!(%flaw, "a new passkey was not accepted");
            not_accepted("registration")
        })?;
        let passkey = Passkey {
            id: 0,
            staff: who.member.id,
            credential: made.credential,
            key: made.key,
            relying_party: place.relying_party.clone(),
            name,
            count: made.count,
            created: self.session_now(),
            used: None,
        };
        let (app, who, device) = (self.clone(), who.clone(), device.clone());
        self.store
            .write(move |tx: &mut Tx<'_>| {
                write_passkey(tx, &passkey)?;
                if who.session.is_complete {
                    return Ok(None);
                }
                let opened = app
                    .complete(tx, &who, &device, false)
                    .map_err(|failure| match failure {
                        Failure::Fault(fault) => Failure::Fault(fault),
                        Failure::Refused(_) => Failure::Refused(PasskeyRefusal::NotAccepted("session")),
                    })?;
                Ok(Some(opened))
            })
            .await
    }

    /// Forgets a passkey of this person; whether there was one.
    pub async fn remove_passkey(&self, who: &SignedIn, id: i64) -> Result<bool, Fault> {
        let (staff, actor) = (who.member.id, who.actor());
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
                if !tx.drop_passkey(staff, id)? {
                    return Ok(false);
                }
                tx.audit(&Record::new(&actor, "staff.passkey_removed").on(format_args!("passkey:{id}")))?;
                Ok(true)
            })
            .await
    }
}

fn named(typed: &str) -> Result<String, FieldProblem> {
    let name = free_text(&typed.split_whitespace().collect::<Vec<_>>().join(" "), NAME_MAX)?;
    if name.is_empty() {
        return Err(FieldProblem::Missing);
    }
    Ok(name)
}

fn write_passkey(tx: &mut Tx<'_>, passkey: &Passkey) -> Result<(), Failure<PasskeyRefusal>> {
    let enough = || Failure::Refused(PasskeyRefusal::Enough);
    if tx.passkeys_of(passkey.staff)?.len() >= KEYS_MAX {
        return Err(enough());
    }
    let id = tx.insert_passkey(passkey).map_err(|fault| match fault {
        Fault::Duplicate(_) => enough(),
        other => Failure::Fault(other),
    })?;
    let actor = Actor::Staff(passkey.staff);
    tx.audit(&Record::new(&actor, "staff.passkey").on(format_args!("passkey:{id}")))?;
    Ok(())
}

/// A counter that does not grow may mean a copied authenticator: it is written down (Level 2 §6.1.1).
fn note_use(tx: &mut Tx<'_>, passkey: &Passkey, used: Asserted) -> Result<(), Fault> {
    let counts = passkey.count > 0 || used.count > 0;
    if counts && used.count <= passkey.count {
        let record = Record::new(&Actor::Staff(passkey.staff), "passkey.counter").outcome("suspect");
        tx.audit(&record.on(format_args!("passkey:{}", passkey.id)))?;
    }
    tx.passkey_used(passkey.id, used.count.max(passkey.count))
}
