//! A mailbox of an IMAP server (RFC 9051): only looked at, so that whoever reads it too finds it as it was.

use std::time::Duration;

use async_imap::{Client, Session};
use futures_util::TryStreamExt as _;

use crate::app::{Returns, ReturnsMark};
use crate::config::TlsMode;
use crate::sys::tls::{self, ExtraRoots, Wire};

/// How long a step may take.
const STEP: Duration = Duration::from_secs(20);
/// Messages read in one go, the oldest first.
const MESSAGES_AT_MOST: usize = 50;
/// As much is read of one message: a report quotes what came back at its end, mostly its head only.
const MESSAGE_BYTES: usize = 256 * 1024;
/// How far back the first look goes, days.
const FIRST_LOOK_DAYS: i64 = 7;

/// Why a mailbox could not be read; the words are the server's, about no patient.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailboxTrouble {
    /// Nobody answers there, or not in this way.
    #[error("not reachable: {0}")]
    Unreachable(String),
    /// Account or password are wrong.
    #[error("refused: {0}")]
    Refused(String),
    /// There is no such folder.
    #[error("no such folder: {0}")]
    NoFolder(String),
    /// It broke off.
    #[error("cut off: {0}")]
    Cut(String),
}

/// An open mailbox.
pub struct Mailbox {
    session: Session<Box<dyn Wire>>,
    validity: u32,
    /// Messages in the folder.
    pub messages: u32,
}

impl Mailbox {
    /// Signs in and looks into the folder.
    pub async fn open(returns: &Returns, roots: &ExtraRoots) -> Result<Self, MailboxTrouble> {
        let unreachable = |error: String| MailboxTrouble::Unreachable(error);
        let place = (returns.host.as_str(), returns.port);
        let connecting = tls::connected(place, returns.tls == TlsMode::Tls, roots);
        let wire = within(connecting)
            .await
            .ok_or_else(|| unreachable("too slow".to_owned()))?;
        let mut client = Client::new(wire.map_err(|error| unreachable(error.to_string()))?);
        let greeting = within(client.read_response()).await;
        match greeting {
            Some(Ok(Some(_))) => {}
            Some(Err(error)) => return Err(unreachable(error.to_string())),
            Some(Ok(None)) | None => return Err(unreachable("no greeting".to_owned())),
        }
        if returns.tls == TlsMode::StartTls {
            client = encrypted(client, &returns.host, roots).await?;
        }
        let signing_in = client.login(&returns.user, returns.password.reveal());
        let mut session = match within(signing_in).await {
            Some(Ok(session)) => session,
            Some(Err((error, _))) => return Err(MailboxTrouble::Refused(error.to_string())),
            None => return Err(MailboxTrouble::Cut("too slow".to_owned())),
        };
        let folder = match within(session.examine(&returns.folder)).await {
            Some(Ok(folder)) => folder,
            Some(Err(error)) => return Err(MailboxTrouble::NoFolder(error.to_string())),
            None => return Err(MailboxTrouble::Cut("too slow".to_owned())),
        };
        Ok(Self {
            session,
            validity: folder.uid_validity.unwrap_or(0),
            messages: folder.exists,
        })
    }

    /// What came after the mark, at most a handful, and the mark after it. `today` bounds the first look.
    pub async fn after(
        &mut self,
        mark: Option<ReturnsMark>,
        today: chrono::NaiveDate,
    ) -> Result<(Vec<Vec<u8>>, ReturnsMark), MailboxTrouble> {
        let last = mark
            .filter(|mark| mark.validity == self.validity)
            .map_or(0, |mark| mark.uid);
        let query = if last > 0 {
            format!("UID {}:*", last.saturating_add(1))
        } else {
            let since = today - chrono::TimeDelta::days(FIRST_LOOK_DAYS);
            format!("SINCE {}", since.format("%-d-%b-%Y"))
        };
        let found = self.searched(&query).await?;
        let mut uids: Vec<u32> = found.into_iter().filter(|uid| *uid > last).collect();
        uids.sort_unstable();
        uids.truncate(MESSAGES_AT_MOST);
        let mut bodies = Vec::new();
        for uid in &uids {
            bodies.extend(
                self.body(*uid, &format!("BODY.PEEK[]<0.{MESSAGE_BYTES}>"))
                    .await?,
            );
        }
        let mark = ReturnsMark {
            validity: self.validity,
            uid: uids.last().copied().unwrap_or(last),
        };
        Ok((bodies, mark))
    }

    /// The head of the message with this `Message-ID` (without brackets), if it is there.
    pub async fn head_of(&mut self, id: &str) -> Result<Option<Vec<u8>>, MailboxTrouble> {
        let found = self.searched(&format!("HEADER Message-ID \"{id}\"")).await?;
        match found.into_iter().max() {
            Some(uid) => self.body(uid, "BODY.PEEK[HEADER]").await,
            None => Ok(None),
        }
    }

    async fn searched(&mut self, query: &str) -> Result<Vec<u32>, MailboxTrouble> {
        let found = within(self.session.uid_search(query)).await;
        let found = found.ok_or_else(|| MailboxTrouble::Cut("too slow".to_owned()))?;
        Ok(found.map_err(|error| cut(&error))?.into_iter().collect())
    }

    async fn body(&mut self, uid: u32, what: &str) -> Result<Option<Vec<u8>>, MailboxTrouble> {
        let reading = async {
            let answer = self.session.uid_fetch(uid.to_string(), what).await?;
            answer.try_collect::<Vec<_>>().await
        };
        let found = within(reading).await;
        let found = found.ok_or_else(|| MailboxTrouble::Cut("too slow".to_owned()))?;
        let found = found.map_err(|error| cut(&error))?;
        Ok(found
            .iter()
            .find_map(|fetch| fetch.body().or_else(|| fetch.header()))
            .map(<[u8]>::to_vec))
    }

    /// Takes leave.
    pub async fn close(mut self) {
        // Politeness: everything that matters was read.
        let _ = within(self.session.logout()).await;
    }
}

/// Encrypts before anything is said (RFC 9051 §6.2.1). What the server sent beyond its answer goes with the old client, unread: it came
/// in the clear, from anybody.
async fn encrypted(
    mut client: Client<Box<dyn Wire>>,
    host: &str,
    roots: &ExtraRoots,
) -> Result<Client<Box<dyn Wire>>, MailboxTrouble> {
    let unreachable = |error: String| MailboxTrouble::Unreachable(error);
    match within(client.run_command_and_check_ok("STARTTLS", None)).await {
        Some(Ok(())) => {}
        Some(Err(error)) => return Err(unreachable(format!("STARTTLS: {error}"))),
        None => return Err(unreachable("STARTTLS: no answer".to_owned())),
    }
    let securing = tls::secured(host, client.into_inner(), roots);
    let wire = within(securing)
        .await
        .ok_or_else(|| unreachable("too slow".to_owned()))?;
    Ok(Client::new(wire.map_err(|error| unreachable(error.to_string()))?))
}

fn cut(error: &async_imap::error::Error) -> MailboxTrouble {
    MailboxTrouble::Cut(error.to_string())
}

async fn within<T>(step: impl Future<Output = T>) -> Option<T> {
    tokio::time::timeout(STEP, step).await.ok()
}
