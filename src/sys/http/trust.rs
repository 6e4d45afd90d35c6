//! Whose certificate is believed: one that is publicly valid, else exactly the key that somebody compared and accepted.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use rustls_platform_verifier::Verifier;

use super::fingerprint::Fingerprint;
use crate::sys::hash::sha256;

/// Judges one server; remembers the key of one that it refused, so that it can be shown.
#[derive(Debug)]
pub(super) struct Trust {
    public: Verifier,
    pin: Option<Fingerprint>,
    refused: Mutex<Option<Fingerprint>>,
}

impl Trust {
    /// `pin`: the key that is accepted where the certificate is not publicly valid for the name.
    pub(super) fn new(
        pin: Option<Fingerprint>,
        roots: &[CertificateDer<'static>],
    ) -> Result<Arc<Self>, Error> {
        let provider = Arc::new(ring::default_provider());
        let public = Verifier::new_with_extra_roots(roots.iter().cloned(), provider)?;
        Ok(Arc::new(Self {
            public,
            pin,
            refused: Mutex::default(),
        }))
    }

    /// TLS 1.2 and later with this judgement.
    pub(super) fn config(self: &Arc<Self>) -> Result<Arc<ClientConfig>, Error> {
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let verifier: Arc<dyn ServerCertVerifier> = Arc::clone(self) as _;
        let config = builder
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        Ok(Arc::new(config))
    }

    /// The key that was refused last, with the one that was expected.
    pub(super) fn refused(&self) -> Option<(Fingerprint, Option<Fingerprint>)> {
        let refused = *self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        refused.map(|found| (found, self.pin))
    }
}

impl ServerCertVerifier for Trust {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let publicly =
            self.public
                .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        let Err(error) = publicly else { return publicly };
        let found = fingerprint(end_entity);
        if found.is_some() && found == self.pin {
            return Ok(ServerCertVerified::assertion());
        }
        *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = found;
        Err(error)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.public.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.public.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.public.supported_verify_schemes()
    }
}

fn fingerprint(certificate: &CertificateDer<'_>) -> Option<Fingerprint> {
    let parsed = ParsedCertificate::try_from(certificate).ok()?;
    Some(sha256(&parsed.subject_public_key_info()).into())
}
