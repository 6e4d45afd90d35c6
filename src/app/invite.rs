//! Invitations by e-mail: a link with a one-time code, good for three days (security 6.4.x).

use chrono::TimeDelta;

use crate::domain::contact::Contact;
use crate::domain::id::StaffId;
use crate::domain::patient::Language;
use crate::domain::staff::Actor;
use crate::store::{Fault, MessageKind, NewMessage, Record, Tx};
use crate::sys::ids;
use crate::sys::secret::DeviceKey;

use super::sign_in::new_code;
use super::staff::StaffRefusal;
use super::{App, Failure};

/// Days off included: an invitation of Friday is still good on Monday morning.
const LIFE: TimeDelta = TimeDelta::days(3);
/// Purpose of the sealed codes that wait for the mail server.
const SEAL: &str = "invitation";

/// The code of a message that waits, for its letter.
pub(super) fn opened(keys: &DeviceKey, sealed: &str) -> Option<String> {
    let code = keys.open(SEAL, sealed).ok()?;
    String::from_utf8(code).ok()
}

impl App {
    /// Sends the link with which this person chooses a password; earlier codes and links are no longer good. The account needs an
    /// address.
    pub async fn invite(
        &self,
        actor: Actor,
        staff: StaffId,
        language: Language,
    ) -> Result<(), Failure<StaffRefusal>> {
        let (code, hash) = new_code();
        let sealed = self.keys.seal(SEAL, code.as_bytes());
        let sealed = sealed.map_err(|error| Fault::Bug(error.to_string()))?;
        let expires = self.session_now() + LIFE;
        self.store
            .write(move |tx: &mut Tx<'_>| {
                let found = tx.account(staff)?;
                let email = found.and_then(|account| account.member.email);
                let email = email.ok_or(Failure::Refused(StaffRefusal::NotFound))?;
                tx.set_setup_code(staff, &hash, expires)?;
                tx.post(&NewMessage {
                    kind: MessageKind::Invitation,
                    about: None,
                    with: Vec::new(),
                    to: Contact::Email(email),
                    language,
                    code: Some(sealed),
                    key: ids::token(),
                    useful_until: expires,
                })?;
                tx.audit(&Record::new(&actor, "staff.invite").on(format_args!("user:{staff}")))?;
                Ok(())
            })
            .await
    }
}
