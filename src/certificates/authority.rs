//! One certificate from an authority: account, order, proofs, request, chain (RFC 8555 §7).

use std::sync::Arc;
use std::time::Duration;

use instant_acme::{
    Account, AuthorizationStatus, ChallengeType, Error, Identifier, NewAccount, NewOrder, Order, OrderStatus,
    Problem, RetryPolicy,
};

use super::errand::Errand;
use super::folder::{self, Folder, with_key};
use super::{Failure, proof};
use crate::config::Acme;
use crate::domain::certificate::Trouble;
use crate::domain::time::Instant;
use crate::sys::tls::{ExtraRoots, Pair, Served};

const PROBLEMS: &str = "urn:ietf:params:acme:error:";
/// An authority looks for a proof within seconds, and may look from several places.
const PATIENCE: RetryPolicy = RetryPolicy::new()
    .initial_delay(Duration::from_millis(500))
    .backoff(1.4)
    .timeout(Duration::from_mins(2));

/// Where a certificate is asked for, and what for.
#[derive(Clone, Debug)]
pub(super) struct Authority {
    pub(super) acme: Acme,
    pub(super) names: Vec<String>,
    pub(super) folder: Folder,
    pub(super) served: Arc<Served>,
    /// The page in clear is where an authority looks (port 80): that proof first.
    pub(super) prefers_path: bool,
}

impl Authority {
    /// Asks for one certificate and puts it on disk. Proofs go both ways: where the first is not found, the second is tried at once.
    pub(super) async fn obtain(&self, now: Instant) -> Result<Pair, Failure> {
        let errand = Errand::new(&self.roots()?, now);
        let obtained = self.with_proofs(&errand).await;
        self.served.forget_proofs();
        obtained.map_err(|failure| Failure {
            wait: errand.wait(),
            ..failure
        })
    }

    fn roots(&self) -> Result<ExtraRoots, Failure> {
        let Some(path) = &self.acme.authority else {
            return Ok(ExtraRoots::default());
        };
        let text = std::fs::read_to_string(path);
        let unreadable = |error: std::io::Error| Failure::new(Trouble::Unreadable, &error.to_string());
        ExtraRoots::of_pem(&text.map_err(unreadable)?).map_err(unreadable)
    }

    async fn with_proofs(&self, errand: &Errand) -> Result<Pair, Failure> {
        let account = self.account(errand).await?;
        let mut kinds = [ChallengeType::TlsAlpn01, ChallengeType::Http01];
        if self.prefers_path {
            kinds.reverse();
        }
        let [first, second] = kinds;
        match self.ordered(&account, first).await {
            Err(failure) if failure.trouble == Trouble::NotFound => {
                tracing::info!(
                    words = failure.words,
                    "the first proof was not found, trying the other"
                );
                // The first refusal names the usual cause; the second often only says the same of another port.
                self.ordered(&account, second).await.map_err(|again| Failure {
                    words: format!("{} / {}", failure.words, again.words),
                    ..again
                })
            }
            result => result,
        }
    }

    async fn account(&self, errand: &Errand) -> Result<Account, Failure> {
        let kept = self.folder.account();
        if let Some(kept) = kept.filter(|kept| kept.directory == self.acme.directory) {
            let builder = Account::builder_with_http(Box::new(errand.clone()));
            return builder.from_credentials(kept.credentials).await.map_err(failed);
        }
        let contact = self.acme.contact.as_ref();
        let contact = contact.map(|email| format!("mailto:{}", email.as_str()));
        let contacts: Vec<&str> = contact.iter().map(String::as_str).collect();
        let wanted = NewAccount {
            contact: &contacts,
            terms_of_service_agreed: true,
            only_return_existing: false,
        };
        let builder = Account::builder_with_http(Box::new(errand.clone()));
        let made = builder.create(&wanted, self.acme.directory.clone(), None).await;
        let (account, credentials) = made.map_err(failed)?;
        self.folder.save_account(&folder::Account {
            directory: self.acme.directory.clone(),
            credentials,
        })?;
        Ok(account)
    }

    /// The order, to its end; one that was cut off by the end of the program is taken up where it stood.
    async fn ordered(&self, account: &Account, kind: ChallengeType) -> Result<Pair, Failure> {
        let (mut order, key) = match self.taken_up(account).await {
            Some(found) => found,
            None => self.placed(account).await?,
        };
        let done = self.fulfilled(&mut order, &key, kind).await;
        if done.is_ok() || order.state().status == OrderStatus::Invalid {
            self.folder.forget_order()?;
        }
        done
    }

    async fn taken_up(&self, account: &Account) -> Option<(Order, Vec<u8>)> {
        let kept = self.folder.order()?;
        let is_ours = kept.directory == self.acme.directory && kept.names == self.names;
        let key = kept.key().filter(|_| is_ours)?;
        let mut order = account.order(kept.url).await.ok()?;
        let is_over = order.state().status == OrderStatus::Invalid;
        (!is_over).then_some((order, key))
    }

    async fn placed(&self, account: &Account) -> Result<(Order, Vec<u8>), Failure> {
        let names: Vec<Identifier> = self.names.iter().cloned().map(Identifier::Dns).collect();
        let placed = account.new_order(&NewOrder::new(&names)).await;
        if is_unknown(&placed) {
            // The authority has lost us; the next try makes another account.
            self.folder.forget_account()?;
        }
        let order = placed.map_err(failed)?;
        let key = proof::key().map_err(unmade)?;
        let kept = folder::Order::new(&self.acme.directory, &self.names, order.url(), &key);
        self.folder.save_order(&kept)?;
        Ok((order, key))
    }

    async fn fulfilled(&self, order: &mut Order, key: &[u8], kind: ChallengeType) -> Result<Pair, Failure> {
        if order.state().status == OrderStatus::Pending {
            self.prove(order, kind).await?;
            let proved = order.poll_ready(&PATIENCE).await;
            if order.state().status == OrderStatus::Invalid {
                return Err(refusal(order).await);
            }
            proved.map_err(failed)?;
        }
        if order.state().status == OrderStatus::Ready {
            let request = proof::request(&self.names, key).map_err(unmade)?;
            order.finalize_csr(&request).await.map_err(failed)?;
        }
        let chain = order.poll_certificate(&PATIENCE).await.map_err(failed)?;
        let text = with_key(&chain, key);
        let pair = Pair::of_pem(text.as_bytes(), text.as_bytes())?;
        self.folder.save_pair(&chain, key)?;
        Ok(pair)
    }

    async fn prove(&self, order: &mut Order, kind: ChallengeType) -> Result<(), Failure> {
        let mut wanted = order.authorizations();
        while let Some(one) = wanted.next().await {
            let mut one = one.map_err(failed)?;
            if one.status != AuthorizationStatus::Pending {
                continue;
            }
            let name = one.identifier().to_string();
            let mut challenge = one
                .challenge(kind.clone())
                .ok_or_else(|| Failure::new(Trouble::NotFound, "this way of proof is not offered"))?;
            let proof = challenge.key_authorization();
            if kind == ChallengeType::Http01 {
                self.served
                    .prove_by_path(challenge.token.clone(), proof.as_str().to_owned());
            } else {
                let (certificate, key) = proof::certificate(&name, &proof).map_err(unmade)?;
                let shown = self.served.prove_by_name(name, certificate, key);
                shown.map_err(|error| Failure::new(Trouble::Other, &error.to_string()))?;
            }
            challenge.set_ready().await.map_err(failed)?;
        }
        Ok(())
    }
}

/// What an order that failed says of it: the first proof that was refused.
async fn refusal(order: &mut Order) -> Failure {
    let mut looked = order.authorizations();
    while let Some(Ok(one)) = looked.next().await {
        let refused = one
            .challenges
            .iter()
            .find_map(|challenge| challenge.error.clone());
        if let Some(problem) = refused {
            return failed(Error::Api(problem));
        }
    }
    Failure::new(Trouble::NotFound, "the order was refused without a word")
}

fn is_unknown<T>(result: &Result<T, Error>) -> bool {
    matches!(result, Err(Error::Api(problem)) if kind_of(problem) == "accountDoesNotExist")
}

fn kind_of(problem: &Problem) -> &str {
    // A problem about several names has that of the first one inside.
    let inner = problem
        .subproblems
        .first()
        .and_then(|first| first.r#type.as_deref());
    let outer = problem.r#type.as_deref().unwrap_or_default();
    let kind = if outer.ends_with(":compound") {
        inner.unwrap_or(outer)
    } else {
        outer
    };
    kind.strip_prefix(PROBLEMS).unwrap_or(kind)
}

#[expect(clippy::needless_pass_by_value, reason = "the end of an error")]
fn failed(error: Error) -> Failure {
    let trouble = match &error {
        Error::Api(problem) => Trouble::of_acme(kind_of(problem)),
        // Our own line's errors, a page in the place of an answer, no end in time.
        Error::Other(_) | Error::Json(_) | Error::Timeout(_) | Error::Str(_) => Trouble::Silent,
        _ => Trouble::Other,
    };
    let words = match &error {
        Error::Api(problem) => problem.detail.clone().unwrap_or_default(),
        other => other.to_string(),
    };
    Failure::new(trouble, &words)
}

#[expect(clippy::needless_pass_by_value, reason = "the end of an error")]
fn unmade(error: rcgen::Error) -> Failure {
    Failure::new(Trouble::Other, &error.to_string())
}
