//! Asks one server: credentials, redirects on the same server, an end after two refusals.

use super::auth::{Credentials, Scheme};
use super::trouble::DavError;
use crate::sys::http::{Address, Allowance, Answer, Ask, Fingerprint, Link};
use crate::sys::ids;

/// Longest answer, as it comes and unpacked: a batch of bodies that is larger is asked for in halves.
const BODY_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Redirects that one request follows.
const REDIRECTS_MAX: usize = 5;
/// Refusals of the same credentials, one after the other, before they are not tried again: servers block who goes on.
const REFUSALS_MAX: u8 = 2;

/// What was agreed on for a server, besides its address and the account.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// Somebody ticked that the password may travel unencrypted, within the practice's own network.
    pub allows_clear: bool,
    /// The key that somebody compared and accepted.
    pub pin: Option<Fingerprint>,
    /// Times and sizes.
    pub allowance: Allowance,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            allows_clear: false,
            pin: None,
            allowance: Allowance {
                connect: std::time::Duration::from_secs(10),
                whole: std::time::Duration::from_mins(2),
                body: BODY_BYTES_MAX,
            },
        }
    }
}

/// See the module.
#[derive(Debug)]
pub struct Session {
    address: Address,
    link: Link,
    credentials: Credentials,
    allows_clear: bool,
    scheme: Option<Scheme>,
    refusals: u8,
}

impl Session {
    /// One that has asked nothing yet. `address`: what was typed; it decides which server is meant.
    pub fn new(address: Address, credentials: Credentials, terms: &Terms) -> Self {
        let pin = terms.pin.map(|key| (&address, key));
        Self {
            link: Link::new(terms.allowance, pin),
            address,
            credentials,
            allows_clear: terms.allows_clear,
            scheme: None,
            refusals: 0,
        }
    }

    /// The address it was made with.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// How the server wants to be signed in to; `None` while it did not ask.
    pub fn scheme(&self) -> Option<&Scheme> {
        self.scheme.as_ref()
    }

    /// Asks, and follows the server to another path of its own.
    pub(super) async fn ask(&mut self, ask: &Ask) -> Result<Answer, DavError> {
        let mut to = self.located(&self.address, &ask.href)?;
        for _ in 0..=REDIRECTS_MAX {
            let answer = self.signed_in(&to, ask).await?;
            let location = answer.header("location");
            match (answer.status, location) {
                (301 | 302 | 303 | 307 | 308, Some(location)) => to = self.located(&to, location)?,
                _ => return Ok(answer),
            }
        }
        Err(DavError::TooManyRedirects)
    }

    /// Where a name leads: to the same server, since the password goes with it.
    fn located(&self, from: &Address, reference: &str) -> Result<Address, DavError> {
        let elsewhere = || DavError::Elsewhere(reference.to_owned());
        let to = from.joined(reference).ok_or_else(elsewhere)?;
        if self.address.is_same_server(&to) {
            Ok(to)
        } else {
            Err(elsewhere())
        }
    }

    async fn signed_in(&mut self, to: &Address, ask: &Ask) -> Result<Answer, DavError> {
        if self.refusals >= REFUSALS_MAX {
            return Err(DavError::Credentials);
        }
        // Once for the question how, once for a number that is too old.
        let mut asked = 0;
        loop {
            let may_be_old = match &self.scheme {
                None => true,
                Some(Scheme::Digest(digest)) => digest.is_used(),
                Some(Scheme::Basic) => false,
            };
            let signed = self.signed(to, ask);
            let answer = self.link.ask(to, &signed).await?;
            if answer.status != 401 {
                self.refusals = 0;
                return Ok(answer);
            }
            let offered = Scheme::strongest(answer.headers_named("www-authenticate"));
            let offered = offered.ok_or(DavError::NoKnownScheme)?;
            if offered == Scheme::Basic && !to.is_https() && !self.allows_clear {
                return Err(DavError::InClear);
            }
            let is_stale = matches!(&offered, Scheme::Digest(digest) if digest.is_stale);
            self.scheme = Some(offered);
            asked += 1;
            if asked > 2 || !(may_be_old || is_stale) {
                self.refusals += 1;
                return Err(DavError::Credentials);
            }
        }
    }

    fn signed(&mut self, to: &Address, ask: &Ask) -> Ask {
        let mut ask = ask.clone();
        if let Some(scheme) = &mut self.scheme {
            let who = &self.credentials;
            let value = scheme.authorization(who, ask.method, &to.path(), &ids::token());
            ask.headers.push(("authorization", value));
        }
        ask
    }
}
