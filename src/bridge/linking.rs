//! What somebody asks a server while a calendar is linked: which calendars there are, whether one can be made, whether it can be written to.
//! A page waits for the answer, so that each question ends in time.

use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::time::timeout;

use super::dav::{
    Capabilities, Collection, Credentials, DavError, File, Found, Scheme, Session, Terms, Trial, discover,
    file, make_calendar, write_probe,
};
use crate::sys::hash::hex;
use crate::sys::http::{Address, Allowance, Fingerprint, LinkError};
use crate::sys::{ids, task};

/// How long a page waits: less than any request may take (security T17).
const WAIT_AT_MOST: Duration = Duration::from_secs(12);
/// Longest answer: a list of calendars, or one event.
const ANSWER_BYTES_MAX: usize = 4 * 1024 * 1024;

/// What may stand before a calendar begins: a mark of the encoding, blanks.
const BEGIN_WITHIN: usize = 64;

/// A server and the account on it; its `Debug` shows no password.
#[derive(Clone, Debug)]
pub struct Account {
    /// What was typed, or where the calendar is.
    pub address: Address,
    /// Who signs in.
    pub credentials: Credentials,
    /// Somebody ticked that the password may travel unencrypted, within the practice's own network.
    pub allows_clear: bool,
    /// The key that somebody compared and accepted.
    pub pin: Option<Fingerprint>,
}

/// What was found at a server.
#[derive(Clone, Debug)]
pub struct Looked {
    /// Calendars, who answered, and where another one may be made.
    pub found: Found,
    /// How the server wants to be signed in to; `None` while it did not ask.
    pub scheme: Option<Scheme>,
}

impl Account {
    fn session(&self) -> Session {
        self.session_for(ANSWER_BYTES_MAX)
    }

    fn session_for(&self, body: usize) -> Session {
        let terms = Terms {
            allows_clear: self.allows_clear,
            pin: self.pin,
            allowance: Allowance {
                connect: Duration::from_secs(5),
                whole: Duration::from_secs(8),
                body,
            },
        };
        Session::new(self.address.clone(), self.credentials.clone(), &terms)
    }

    /// The address of a calendar that was found, as it is stored.
    pub fn url_of(&self, calendar: &Collection) -> Result<String, DavError> {
        let joined = self.address.joined(&calendar.href);
        let own = joined.filter(|address| self.address.is_same_server(address));
        let own = own.ok_or_else(|| DavError::Elsewhere(calendar.href.clone()))?;
        Ok(own.as_str().to_owned())
    }
}

/// Looks for calendars. Nothing is written.
pub async fn calendars_of(account: &Account) -> Result<Looked, DavError> {
    let mut session = account.session();
    let found = timeout(WAIT_AT_MOST, discover(&mut session)).await;
    let found = found.unwrap_or_else(|_| Err(too_slow()))?;
    Ok(Looked {
        scheme: session.scheme().cloned(),
        found,
    })
}

/// Whether what is at the address is one file of a calendar, as is subscribed to.
pub async fn is_file(account: &Account) -> Result<bool, DavError> {
    let mut session = account.session_for(Terms::default().allowance.body);
    let file = timeout(WAIT_AT_MOST, file(&mut session, None)).await;
    let begin = b"BEGIN:VCALENDAR";
    Ok(match file.unwrap_or_else(|_| Err(too_slow()))? {
        File::Here(body, _) => {
            let is_begin = |part: &[u8]| part.eq_ignore_ascii_case(begin);
            body.windows(begin.len()).take(BEGIN_WITHIN).any(is_begin)
        }
        File::Same => false,
    })
}

/// Makes a calendar of this name where the server keeps those of the account.
pub async fn made_calendar(account: &Account, home: &str, name: &str) -> Result<Collection, DavError> {
    let (mut session, home, name) = (account.session(), home.to_owned(), name.to_owned());
    let segment = format!("grappe-{}", hex(&ids::bytes::<8>()));
    to_its_end(async move { make_calendar(&mut session, &home, &segment, &name).await }).await
}

/// Writes, reads, changes and removes one event, with consent. `summary`: what somebody would read who looked just then.
pub async fn tried_writing(
    account: &Account,
    calendar: &Collection,
    (summary, now): (String, DateTime<Utc>),
) -> Result<Capabilities, DavError> {
    let (mut session, href) = (account.session(), calendar.href.clone());
    to_its_end(async move {
        let trial = Trial {
            summary: &summary,
            now,
        };
        write_probe(&mut session, &href, &trial).await
    })
    .await
}

/// What changes something at the server goes on when the page does not wait any longer: the event of a trial is taken away again.
async fn to_its_end<T: Send + 'static>(
    work: impl Future<Output = Result<T, DavError>> + Send + 'static,
) -> Result<T, DavError> {
    match timeout(WAIT_AT_MOST, task::spawn("calendar question", work)).await {
        Ok(Ok(done)) => done,
        Ok(Err(died)) => Err(LinkError::Cut(died.to_string()).into()),
        Err(_) => Err(too_slow()),
    }
}

fn too_slow() -> DavError {
    LinkError::TooSlow.into()
}
