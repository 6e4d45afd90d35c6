//! Looks after the certificate that is served: files that change, a life that ends (security §9).

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::Failure;
use super::authority::Authority;
use super::files::Files;
use super::folder::{Folder, Tried};
use crate::app::App;
use crate::config::{Source, Tls};
use crate::domain::certificate::{Lifetime, Origin, Own, Trouble, pause};
use crate::domain::time::Instant;
use crate::sys::ids;
use crate::sys::task::{self, stopped};
use crate::sys::tls::{Pair, Served};

/// How often it looks.
const LOOK_EVERY: Duration = Duration::from_mins(1);
/// A whole try at an authority, both proofs included.
const TRY_WITHIN: Duration = Duration::from_mins(10);
/// Whoever put something right and started the program again waits so long at most, counted from the failure: an authority allows five
/// failures an hour for a name, and a program that dies and is started again must not use them up.
const AFTER_START: TimeDelta = TimeDelta::hours(1);
/// Where an authority looks for a proof by path.
const HTTP_PORT: u16 = 80;

/// See the module. It is the only one that replaces what is served.
#[derive(Debug)]
pub struct Keeper {
    app: App,
    served: Arc<Served>,
    names: Vec<String>,
    source: Kept,
    trouble: Option<(Trouble, String)>,
    next_try: Option<Instant>,
}

#[derive(Debug)]
enum Kept {
    Files(Files),
    Authority(Box<Authority>, Folder),
}

impl Keeper {
    /// Over the data folder `data`; what is there already is served from now on. `plain_port`: where pages are served without encryption.
    pub fn new(app: App, tls: &Tls, data: &Path, plain_port: u16) -> Self {
        let served = Arc::new(Served::default());
        let folder = Folder::of(data);
        let source = match &tls.source {
            Source::Files { certificate, key } => Kept::Files(Files::new(certificate.clone(), key.clone())),
            Source::Acme(acme) => Kept::Authority(
                Box::new(Authority {
                    acme: acme.clone(),
                    names: tls.names.clone(),
                    folder: folder.clone(),
                    served: Arc::clone(&served),
                    prefers_path: plain_port == HTTP_PORT,
                }),
                folder,
            ),
        };
        let mut keeper = Self {
            app,
            served,
            names: tls.names.clone(),
            source,
            trouble: None,
            next_try: None,
        };
        keeper.begin();
        keeper.tell();
        keeper
    }

    /// What is served; whoever has it sees every replacement.
    pub fn served(&self) -> &Arc<Served> {
        &self.served
    }

    fn begin(&mut self) {
        match &mut self.source {
            Kept::Files(_) => self.look_at_files(),
            Kept::Authority(authority, folder) => {
                match folder.pair() {
                    Ok(Some(pair)) => self.served.replace(pair),
                    Ok(None) => {}
                    Err((trouble, words)) => tracing::warn!(
                        trouble = trouble.key(),
                        words,
                        "the kept certificate is not usable, another one is asked for"
                    ),
                }
                let with = configuration(authority);
                let tried = folder.tried().filter(|tried| tried.with == with);
                self.next_try = tried.as_ref().map(|tried| match tried.trouble {
                    // As the authority wishes.
                    Trouble::TooMany => tried.next,
                    _ => tried.next.min(tried.at + AFTER_START),
                });
                self.trouble = tried.map(|tried| (tried.trouble, tried.words));
            }
        }
    }

    /// Starts it as a task that is started again where it fails.
    pub fn supervised(self, stop: &watch::Receiver<bool>) -> JoinHandle<()> {
        let keeper = Arc::new(tokio::sync::Mutex::new(self));
        let told = stop.clone();
        task::supervise("certificate", stop.clone(), move || {
            let (keeper, mut told) = (Arc::clone(&keeper), told.clone());
            async move {
                let mut keeper = keeper.lock().await;
                loop {
                    tokio::select! {
                        // An order that is cut off here is taken up at the next start.
                        () = keeper.round() => {}
                        () = stopped(&mut told) => return,
                    }
                    tokio::select! {
                        () = tokio::time::sleep(LOOK_EVERY) => {}
                        () = stopped(&mut told) => return,
                    }
                }
            }
        })
    }

    /// Looks once, and does what is due.
    pub async fn round(&mut self) {
        match &self.source {
            Kept::Files(_) => self.look_at_files(),
            Kept::Authority(..) => Box::pin(self.renew()).await,
        }
        self.tell();
    }

    fn look_at_files(&mut self) {
        let Kept::Files(files) = &mut self.source else {
            return;
        };
        let Some(read) = files.changed() else { return };
        let trouble = match read {
            Ok(pair) => {
                let other = self.names.iter().find(|name| !pair.is_for(name)).cloned();
                tracing::info!(until = %pair.lifetime().until, "the certificate of the files is served");
                self.served.replace(pair);
                other.map(|name| (Trouble::OtherName, name))
            }
            Err(failure) => Some((failure.trouble, failure.words)),
        };
        // Files that stay as they are are not read again: once for each change.
        if let Some((trouble, words)) = &trouble {
            tracing::warn!(
                trouble = trouble.key(),
                words,
                "certificate and key: what was served before is kept"
            );
        }
        self.trouble = trouble;
    }

    async fn renew(&mut self) {
        let Kept::Authority(authority, folder) = &self.source else {
            return;
        };
        // Neither a certificate nor a pause is judged by a clock that may be wrong (booking-rules §1.8).
        if !self.app.is_clock_trusted() {
            return;
        }
        let now = self.app.now();
        let is_early = self.next_try.is_some_and(|next| now < next);
        if is_early || !self.is_due(now) {
            return;
        }
        let tried = tokio::time::timeout(TRY_WITHIN, authority.obtain(now)).await;
        let tried = tried.unwrap_or_else(|_| Err(Failure::new(Trouble::Silent, "too slow")));
        match tried {
            Ok(pair) => {
                tracing::info!(until = %pair.lifetime().until, "a new certificate is served");
                self.served.replace(pair);
                (self.trouble, self.next_try) = (None, None);
                if let Err(error) = folder.forget_tried() {
                    tracing::warn!(%error, "an earlier failure is still on disk");
                }
            }
            Err(failure) => {
                let with = configuration(authority);
                let before = folder.tried().filter(|tried| tried.with == with);
                let failures = before.map_or(0, |tried| tried.failures).saturating_add(1);
                let next = now + pause(failures, failure.wait, ids::bytes::<1>()[0]);
                tracing::warn!(
                    trouble = failure.trouble.key(),
                    words = failure.words,
                    %next,
                    "no new certificate; what was served before is kept"
                );
                let note = Tried {
                    with,
                    failures,
                    at: now,
                    trouble: failure.trouble,
                    words: failure.words.clone(),
                    next,
                };
                if let Err(error) = folder.save_tried(&note) {
                    tracing::warn!(%error, "the failure is not on disk");
                }
                self.trouble = Some((failure.trouble, failure.words));
                self.next_try = Some(next);
            }
        }
    }

    /// There is none, it ends, or it lacks a name that was added since.
    fn is_due(&self, now: Instant) -> bool {
        self.served.pair().is_none_or(|pair| {
            let is_whole = self.names.iter().all(|name| pair.is_for(name));
            !is_whole || now >= pair.lifetime().renewed_from()
        })
    }

    fn tell(&self) {
        let lifetime: Option<Lifetime> = self.served.pair().map(|pair: Arc<Pair>| pair.lifetime());
        self.app.note_own_certificate(&Own {
            origin: match self.source {
                Kept::Files(_) => Origin::Files,
                Kept::Authority(..) => Origin::Authority,
            },
            lifetime,
            trouble: self.trouble.clone(),
            next_try: self.next_try,
        });
    }
}

/// What a failure was about: with another directory, contact or other names it says nothing.
fn configuration(authority: &Authority) -> String {
    let contact = authority.acme.contact.as_ref().map_or("", |email| email.as_str());
    format!(
        "{} {contact} {}",
        authority.acme.directory,
        authority.names.join(" ")
    )
}
