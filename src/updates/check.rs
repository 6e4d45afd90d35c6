//! One question: the list and its signature, over the careful client and within small sizes (security T10).

use minisign_verify::PublicKey;

use super::manifest;
use crate::config::Update;
use crate::domain::update::{Release, UpdateTrouble};
use crate::sys::http::{Call, CallError, Client, Lost, Reply, Target};

/// Longest signature, in bytes; the client itself reads no more than 64 KiB of a list.
const SIGNATURE_BYTES_MAX: usize = 4 * 1024;

/// Where the list is, and whose signature counts.
pub struct Source {
    list: Target,
    signature: Target,
    key: PublicKey,
    name: String,
}

/// Why what is configured is no source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceProblem {
    /// The address may not be called: it must be https, on the internet.
    #[error("address not allowed")]
    Address,
    /// Not a public key of minisign.
    #[error("not a public key")]
    Key,
}

impl Source {
    /// What was configured.
    pub fn new(update: &Update) -> Result<Self, SourceProblem> {
        let target = |url: &str| Target::parse(url, false).map_err(|_| SourceProblem::Address);
        Ok(Self {
            list: target(&update.url)?,
            signature: target(&format!("{}.minisig", update.url))?,
            key: PublicKey::from_base64(&update.public_key).map_err(|_| SourceProblem::Key)?,
            name: format!("{} {}", update.url, update.public_key),
        })
    }

    /// What its record is kept under: address and key.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// What a question led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// The list is in the state that was known.
    Same,
    /// The newest release, and the state of the list.
    Found(Release, Option<String>),
}

/// Asks for the list; `known` is the state in which it was seen last.
pub async fn check(client: &Client, source: &Source, known: Option<&str>) -> Result<Answered, UpdateTrouble> {
    let list = asked(client, &source.list, known).await?;
    if list.status == 304 && known.is_some() {
        return Ok(Answered::Same);
    }
    let list = there(list)?;
    let signature = there(asked(client, &source.signature, None).await?)?;
    if signature.body.len() > SIGNATURE_BYTES_MAX {
        return Err(UpdateTrouble::Signature);
    }
    let release = manifest::read(&source.key, &list.body, &signature.body)?;
    Ok(Answered::Found(release, list.etag))
}

async fn asked(client: &Client, target: &Target, known: Option<&str>) -> Result<Reply, UpdateTrouble> {
    let known = known.map(|etag| ("if-none-match".to_owned(), etag.to_owned()));
    let call = Call {
        method: "GET",
        headers: known.into_iter().collect(),
        body: Vec::new(),
    };
    let asked = Box::pin(client.exchange(target, &call)).await;
    asked.map_err(|lost| match lost {
        Lost::Before(CallError::Forbidden) => UpdateTrouble::Forbidden,
        Lost::Before(CallError::Unreachable) | Lost::After => UpdateTrouble::Unreachable,
    })
}

fn there(reply: Reply) -> Result<Reply, UpdateTrouble> {
    match reply.status {
        200 => Ok(reply),
        400..=499 => Err(UpdateTrouble::Absent),
        _ => Err(UpdateTrouble::Unreachable),
    }
}
