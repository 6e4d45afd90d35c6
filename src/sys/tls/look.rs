//! Which certificate somebody meets under a name, whatever it is worth.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use rustls_platform_verifier::Verifier;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::ExtraRoots;
use super::lifetime::lifetime;
use super::pair::is_for;
use crate::domain::certificate::Outside;
use crate::domain::time::Instant;

/// The whole look, the resolution of the name included.
const WITHIN: Duration = Duration::from_secs(20);

/// Connects to a name as a browser does and says what was met there; nothing is sent. `now`: the time to judge by.
pub async fn look((name, port): (&str, u16), roots: &ExtraRoots, now: Instant) -> Outside {
    let met = tokio::time::timeout(WITHIN, met(name, port, roots, now)).await;
    match met {
        Ok(Ok(outside)) => outside,
        Ok(Err(error)) => {
            tracing::debug!(%error, "the own name was not reached");
            Outside::NotSeen
        }
        Err(_) => Outside::NotSeen,
    }
}

async fn met(name: &str, port: u16, roots: &ExtraRoots, now: Instant) -> io::Result<Outside> {
    let stream = TcpStream::connect((name, port)).await?;
    let provider = Arc::new(ring::default_provider());
    let verifier = Verifier::new_with_extra_roots(roots.0.iter().cloned(), Arc::clone(&provider));
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    let onlooker = Arc::new(Onlooker {
        verifier: verifier.map_err(io::Error::other)?,
        now: UnixTime::since_unix_epoch(Duration::from_secs(seconds)),
        met: Mutex::default(),
    });
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(&onlooker) as _)
        .with_no_client_auth();
    let server = ServerName::try_from(name.to_owned()).map_err(io::Error::other)?;
    TlsConnector::from(Arc::new(config))
        .connect(server, stream)
        .await?;
    let met = onlooker.met.lock().unwrap_or_else(PoisonError::into_inner).take();
    let (certificate, is_believed) = met.ok_or_else(|| io::Error::other("no certificate"))?;
    Ok(Outside::Seen {
        lifetime: lifetime(&certificate).ok_or_else(|| io::Error::other("no dates"))?,
        is_for_name: is_for(&certificate, name),
        is_believed,
    })
}

/// Lets every certificate pass, and keeps it.
#[derive(Debug)]
struct Onlooker {
    verifier: Verifier,
    now: UnixTime,
    met: Mutex<Option<(CertificateDer<'static>, bool)>>,
}

impl ServerCertVerifier for Onlooker {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let judged =
            self.verifier
                .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, self.now);
        let is_believed = match judged {
            Ok(_) => true,
            Err(Error::InvalidCertificate(reason)) => is_of_time_or_name(&reason),
            Err(_) => false,
        };
        *self.met.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((end_entity.clone().into_owned(), is_believed));
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.verifier.supported_verify_schemes()
    }
}

/// Those are told apart from a certificate that nobody vouches for.
fn is_of_time_or_name(reason: &CertificateError) -> bool {
    matches!(
        reason,
        CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. }
            | CertificateError::NotValidForName
            | CertificateError::NotValidForNameContext { .. }
    )
}
