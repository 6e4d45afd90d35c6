//! Encryption: a connection to a server of the practice's own choice, for protocols that have no client of ours in `http`; and our own https.

mod accept;
mod lifetime;
mod look;
mod pair;
mod served;

use std::fmt;
use std::io;
use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::ring;
use rustls::pki_types::ServerName;
use rustls::pki_types::pem::PemObject as _;
use rustls_platform_verifier::Verifier;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

pub use self::accept::{Accepted, TlsStream, accept};
pub use self::look::look;
pub use self::pair::Pair;
pub use self::served::Served;
pub use rustls::ServerConfig;
pub use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// Bytes both ways.
pub trait Wire: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug> Wire for T {}

/// Authorities that are trusted besides those of the system.
#[derive(Clone, Debug, Default)]
pub struct ExtraRoots(Vec<CertificateDer<'static>>);

impl ExtraRoots {
    /// The certificates of a PEM text.
    pub fn of_pem(text: &str) -> io::Result<Self> {
        let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(text.as_bytes()).collect();
        Ok(Self(found.map_err(io::Error::other)?))
    }

    /// The certificates.
    pub fn certificates(&self) -> Vec<CertificateDer<'static>> {
        self.0.clone()
    }
}

/// Connects; with `is_tls` encrypted from the first byte, the certificate checked for the name.
pub async fn connected(
    (host, port): (&str, u16),
    is_tls: bool,
    roots: &ExtraRoots,
) -> io::Result<Box<dyn Wire>> {
    let stream = TcpStream::connect((host, port)).await?;
    if is_tls {
        secured(host, Box::new(stream), roots).await
    } else {
        Ok(Box::new(stream))
    }
}

/// Encrypts a connection from here on, the certificate checked for the name. Whatever came before was readable on its way: nothing of
/// it may be believed.
pub async fn secured(host: &str, wire: Box<dyn Wire>, roots: &ExtraRoots) -> io::Result<Box<dyn Wire>> {
    let provider = Arc::new(ring::default_provider());
    let verifier = Verifier::new_with_extra_roots(roots.0.iter().cloned(), Arc::clone(&provider));
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier.map_err(io::Error::other)?))
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
    let wire = TlsConnector::from(Arc::new(config)).connect(name, wire).await?;
    Ok(Box::new(wire))
}
