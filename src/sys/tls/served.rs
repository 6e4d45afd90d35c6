//! What the https side shows: one certificate, which may be another at any moment, and proofs for an authority that asks whose name it is.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwapOption;
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{Error, ServerConfig};

use super::pair::Pair;

/// What browsers speak with us; HTTP/2 stays out (security §9).
const HTTP: &[u8] = b"http/1.1";
/// What an authority speaks that looks for a proof (RFC 8737 §6.2).
pub(super) const PROOF: &[u8] = b"acme-tls/1";

/// See the module. Connections that are open keep the certificate they began with.
#[derive(Debug, Default)]
pub struct Served {
    pair: ArcSwapOption<Pair>,
    proofs: Mutex<Proofs>,
}

#[derive(Debug, Default)]
struct Proofs {
    /// Token → answer (RFC 8555 §8.3).
    by_path: HashMap<String, String>,
    /// Name → certificate that only proves it (RFC 8737 §3).
    by_name: HashMap<String, Arc<CertifiedKey>>,
}

impl Served {
    /// The certificate that visitors get; `None`: https is refused.
    pub fn pair(&self) -> Option<Arc<Pair>> {
        self.pair.load_full()
    }

    /// Gives another one to whoever comes from now on.
    pub fn replace(&self, pair: Pair) {
        self.pair.store(Some(Arc::new(pair)));
    }

    fn proofs(&self) -> MutexGuard<'_, Proofs> {
        self.proofs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers `/.well-known/acme-challenge/{token}`.
    pub fn prove_by_path(&self, token: String, answer: String) {
        self.proofs().by_path.insert(token, answer);
    }

    /// Shows this certificate to whoever asks for the proof of a name and for nothing else.
    pub fn prove_by_name(
        &self,
        name: String,
        certificate: CertificateDer<'static>,
        key: PrivateKeyDer<'static>,
    ) -> Result<(), Error> {
        // Not by `from_der`: it reads certificates, and one with an extension that must be understood is none it would read.
        let key = ring::default_provider().key_provider.load_private_key(key)?;
        let shown = CertifiedKey::new(vec![certificate], key);
        self.proofs().by_name.insert(name, Arc::new(shown));
        Ok(())
    }

    /// Ends all proofs.
    pub fn forget_proofs(&self) {
        *self.proofs() = Proofs::default();
    }

    /// The answer that proves a token.
    pub fn proof(&self, token: &str) -> Option<String> {
        self.proofs().by_path.get(token).cloned()
    }

    /// TLS 1.2 and 1.3 with what is shown at the time.
    pub fn config(self: &Arc<Self>) -> Result<Arc<ServerConfig>, Error> {
        let resolver: Arc<dyn ResolvesServerCert> = Arc::clone(self) as _;
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(resolver);
        config.alpn_protocols = vec![HTTP.to_vec(), PROOF.to_vec()];
        Ok(Arc::new(config))
    }
}

impl ResolvesServerCert for Served {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let mut spoken = hello.alpn().into_iter().flatten();
        let is_proof = spoken.next() == Some(PROOF) && spoken.next().is_none();
        if is_proof {
            return self.proofs().by_name.get(hello.server_name()?).cloned();
        }
        Some(self.pair()?.certified())
    }
}
