//! Recovery codes: ten, each good once, for who has neither telephone nor passkey at hand.

use crate::domain::staff::Actor;
use crate::store::{Db, Fault, Record, Tx};
use crate::sys::secret::DeviceKey;

use super::code::{letters, plain};
use super::{Device, OpenedSession, SignInRefusal, SignedIn, throttle};
use crate::app::{App, Failure};

/// How many are made at once.
const CODES: usize = 10;
/// 50 bits behind the pauses of wrong tries; the hash is keyed, so that a copied database is of no use.
const LETTERS: usize = 10;
/// Purpose of the hashes.
const PURPOSE: &str = "recovery-code";

fn hashed(keys: &DeviceKey, typed: &str) -> [u8; 32] {
    keys.tag(PURPOSE, plain(typed).as_bytes())
}

impl App {
    /// How many codes of this person are still good.
    pub async fn recovery_codes_left(&self, who: &SignedIn) -> Result<u32, Fault> {
        let staff = who.member.id;
        self.store
            .read(move |db: &Db<'_>| db.recovery_codes_left(staff))
            .await
    }

    /// Makes new codes, told this once only; earlier ones are no longer good.
    pub async fn renew_recovery_codes(&self, who: &SignedIn) -> Result<Vec<String>, Fault> {
        let codes: Vec<String> = (0..CODES).map(|_| letters::<LETTERS>(5)).collect();
        let hashes: Vec<[u8; 32]> = codes.iter().map(|code| hashed(&self.keys, code)).collect();
        let (staff, actor) = (who.member.id, who.actor());
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.replace_recovery_codes(staff, &hashes)?;
                tx.audit(&Record::new(&actor, "staff.recovery_codes").on(format_args!("user:{staff}")))?;
                Ok(())
            })
            .await?;
        Ok(codes)
    }

    /// Gives a recovery code instead of the second factor; the session is replaced by a complete one.
    pub async fn give_recovery_code(
        &self,
        who: &SignedIn,
        typed: &str,
        device: &Device,
    ) -> Result<OpenedSession, Failure<SignInRefusal>> {
        let id = who.member.id;
        let found = self.store.read(move |db: &Db<'_>| db.account(id)).await?;
        let now = self.session_now();
        let Some(account) = found.filter(|account| throttle::is_heard(account, device, now)) else {
            self.note_failure(None, device).await?;
            return Err(Failure::Refused(SignInRefusal::Wrong));
        };
        let hash = hashed(&self.keys, typed);
        let (app, to, from) = (self.clone(), who.clone(), device.clone());
        let given = self
            .store
            .write(move |tx: &mut Tx<'_>| {
                if !tx.use_recovery_code(id, &hash)? {
                    return Err(Failure::Refused(SignInRefusal::Wrong));
                }
                let record = Record::new(&Actor::Staff(id), "login.recovery_code");
                tx.audit(&record.on(format_args!("user:{id}")))?;
                app.complete(tx, &to, &from, true)
            })
            .await;
        if matches!(given, Err(Failure::Refused(_))) {
            self.note_failure(Some(account), device).await?;
        }
        given
    }
}
