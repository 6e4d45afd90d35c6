//! Certificates of our own https: read from files or asked for at an authority (ACME, RFC 8555), and a look from outside at what patients
//! meet (security §9, spk §3.2).
//!
//! `Keeper` looks after the one that is served; `Lookout` calls our own public name once a day. Both tell the application what they found,
//! from which pages and alerts are made.

mod authority;
mod errand;
mod files;
mod folder;
mod keeper;
mod lookout;
mod proof;

pub use self::keeper::Keeper;
pub use self::lookout::Lookout;

use std::path::Path;

use chrono::TimeDelta;

use crate::config::{Source, Tls};
use crate::domain::certificate::{Certificates, Origin, Own, Trouble};
use crate::sys::tls::Pair;

/// Longest of the other side's words that is kept, in characters.
const WORDS_MAX: usize = 300;

/// Why there is no certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Failure {
    trouble: Trouble,
    /// The other side's words.
    words: String,
    /// What the other side wants us to wait.
    wait: Option<TimeDelta>,
}

impl Failure {
    fn new(trouble: Trouble, words: &str) -> Self {
        Self {
            trouble,
            words: words
                .chars()
                .filter(|c| !c.is_control())
                .take(WORDS_MAX)
                .collect(),
            wait: None,
        }
    }
}

/// What lies on disk, for whoever asks while the program does not run: nothing is changed, and nobody is called.
pub fn found(tls: &Tls, data: &Path) -> Certificates {
    let (origin, pair) = match &tls.source {
        Source::Files { certificate, key } => {
            let mut files = files::Files::new(certificate.clone(), key.clone());
            let read = files.changed().transpose();
            (
                Origin::Files,
                read.map_err(|failure| (failure.trouble, failure.words)),
            )
        }
        Source::Acme(_) => {
            let folder = folder::Folder::of(data);
            let pair = match (folder.pair(), folder.tried()) {
                (Ok(None), Some(tried)) => Err((tried.trouble, tried.words)),
                (pair, _) => pair,
            };
            (Origin::Authority, pair)
        }
    };
    let other = |pair: &Pair| tls.names.iter().find(|name| !pair.is_for(name)).cloned();
    let (lifetime, trouble) = match pair {
        Ok(None) => (None, None),
        Ok(Some(pair)) => {
            let other = other(&pair).map(|name| (Trouble::OtherName, name));
            (Some(pair.lifetime()), other)
        }
        Err(trouble) => (None, Some(trouble)),
    };
    Certificates {
        own: Some(Own {
            origin,
            lifetime,
            trouble,
            next_try: None,
        }),
        looked: None,
    }
}

impl From<(Trouble, String)> for Failure {
    fn from((trouble, words): (Trouble, String)) -> Self {
        Self::new(trouble, &words)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::new(Trouble::Disk, &error.to_string())
    }
}
