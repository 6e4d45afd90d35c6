//! A certificate with its key, as both lie in files.

use std::sync::Arc;

use rustls::client::verify_server_name;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::server::ParsedCertificate;
use rustls::sign::CertifiedKey;
use rustls::{Error, InconsistentKeys};

use super::lifetime::lifetime;
use crate::domain::certificate::{Lifetime, Trouble};

/// A certificate, those that vouch for it, and the key.
#[derive(Clone, Debug)]
pub struct Pair {
    certified: Arc<CertifiedKey>,
    lifetime: Lifetime,
}

impl Pair {
    /// From PEM texts: the certificate first, then those that vouch for it; and the key. The key is tried, since a pair of which one file
    /// was replaced and the other not yet would fail every visitor.
    pub fn of_pem(chain: &[u8], key: &[u8]) -> Result<Self, (Trouble, String)> {
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(chain).collect();
        let chain = chain.map_err(|error| (Trouble::NotPem, format!("certificate: {error}")))?;
        let key =
            PrivateKeyDer::from_pem_slice(key).map_err(|error| (Trouble::NotPem, format!("key: {error}")))?;
        Self::of_der(chain, key)
    }

    /// The same from DER.
    pub fn of_der(
        chain: Vec<CertificateDer<'static>>,
        key: PrivateKeyDer<'static>,
    ) -> Result<Self, (Trouble, String)> {
        let lifetime = chain.first().and_then(|first| lifetime(first));
        let lifetime = lifetime.ok_or((Trouble::NotPem, "certificate: none in the file".to_owned()))?;
        let certified =
            CertifiedKey::from_der(chain, key, &ring::default_provider()).map_err(|error| match error {
                Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => {
                    (Trouble::OtherKey, error.to_string())
                }
                other => (Trouble::NotPem, other.to_string()),
            })?;
        Ok(Self {
            certified: Arc::new(certified),
            lifetime,
        })
    }

    /// From when until when it holds.
    pub fn lifetime(&self) -> Lifetime {
        self.lifetime
    }

    /// Whether a browser that asks for this name is content with it.
    pub fn is_for(&self, name: &str) -> bool {
        self.certified
            .cert
            .first()
            .is_some_and(|first| is_for(first, name))
    }

    pub(super) fn certified(&self) -> Arc<CertifiedKey> {
        Arc::clone(&self.certified)
    }
}

/// Whether a certificate is for a name.
pub(super) fn is_for(certificate: &CertificateDer<'_>, name: &str) -> bool {
    let (Ok(parsed), Ok(name)) = (
        ParsedCertificate::try_from(certificate),
        ServerName::try_from(name),
    ) else {
        return false;
    };
    verify_server_name(&parsed, &name).is_ok()
}
