//! One call: resolve once, connect to an address that was checked, send, read the status. No redirect, no cookie, no answer.

use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST, USER_AGENT};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls_platform_verifier::Verifier;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::Target;
use super::network::{Network, StandIn};

/// A whole call, the resolution of the name included (security T10).
const WITHIN: Duration = Duration::from_secs(10);
/// Longest head of an answer; its body is never read.
const HEAD: usize = 16 * 1024;

/// Why there was no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// The name leads to addresses that may not be called, and to no other.
    #[error("address not allowed")]
    Forbidden,
    /// No name, no connection, no trusted certificate, or no answer in time.
    #[error("not reachable")]
    Unreachable,
}

/// Makes calls, side by side if asked to; the certificates of the system are read at the first one that is encrypted.
#[derive(Debug, Default)]
pub struct Client {
    network: Network,
    /// Trusted besides those of the system.
    roots: Vec<CertificateDer<'static>>,
    tls: OnceLock<Arc<ClientConfig>>,
}

impl Client {
    /// One whose names lead to stand-ins on this machine only. It reads, judges and encrypts like any other: the address that is played
    /// must be allowed, and the certificate is verified, against `roots` as well.
    pub fn rehearsing(cast: Vec<StandIn>, roots: Vec<CertificateDer<'static>>) -> Self {
        Self {
            network: Network::Rehearsal(cast),
            roots,
            tls: OnceLock::new(),
        }
    }

    /// Posts a JSON body with these headers; the status of the answer, whose body is not read.
    pub async fn post(
        &self,
        target: &Target,
        headers: &[(&str, String)],
        body: &str,
    ) -> Result<u16, CallError> {
        let request = request(target, headers, body)?;
        let called = self.called(target, request);
        tokio::time::timeout(WITHIN, Box::pin(called))
            .await
            .unwrap_or(Err(CallError::Unreachable))
    }

    async fn called(&self, target: &Target, request: Request<Full<Bytes>>) -> Result<u16, CallError> {
        let stream = self.connected(target).await?;
        if !target.is_https() {
            return asked(stream, request).await;
        }
        let name = ServerName::try_from(target.host()).map_err(unreachable)?;
        let tls = TlsConnector::from(self.tls()?);
        asked(tls.connect(name, stream).await.map_err(unreachable)?, request).await
    }

    async fn connected(&self, target: &Target) -> Result<TcpStream, CallError> {
        let found = self.network.resolved(target).await.map_err(unreachable)?;
        let allowed = target.allowed(found.iter().copied());
        if allowed.is_empty() && !found.is_empty() {
            return Err(CallError::Forbidden);
        }
        self.network
            .connected(target, &allowed)
            .await
            .map_err(unreachable)
    }

    fn tls(&self) -> Result<Arc<ClientConfig>, CallError> {
        if let Some(tls) = self.tls.get() {
            return Ok(Arc::clone(tls));
        }
        let provider = Arc::new(ring::default_provider());
        let roots = self.roots.iter().cloned();
        let verifier = Verifier::new_with_extra_roots(roots, Arc::clone(&provider)).map_err(unreachable)?;
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(unreachable)?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        Ok(Arc::clone(self.tls.get_or_init(|| Arc::new(tls))))
    }
}

/// What the other side or the system said is for the log of the operator only.
fn unreachable(error: impl std::fmt::Display) -> CallError {
    tracing::debug!(%error, "call");
    CallError::Unreachable
}

fn request(
    target: &Target,
    headers: &[(&str, String)],
    body: &str,
) -> Result<Request<Full<Bytes>>, CallError> {
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(target.path())
        .header(HOST, target.authority())
        .header(USER_AGENT, concat!("grappe/", env!("CARGO_PKG_VERSION")))
        .header(CONTENT_TYPE, "application/json");
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let body = Full::new(Bytes::copy_from_slice(body.as_bytes()));
    request.body(body).map_err(unreachable)
}

async fn asked<S>(stream: S, request: Request<Full<Bytes>>) -> Result<u16, CallError>
where
    S: AsyncRead + AsyncWrite + Send + Unpin,
{
    let mut builder = http1::Builder::new();
    builder.max_buf_size(HEAD);
    let (mut sender, connection) = builder
        .handshake(TokioIo::new(stream))
        .await
        .map_err(unreachable)?;
    let mut connection = pin!(connection);
    let mut answer = pin!(sender.send_request(request));
    let answered = tokio::select! {
        answered = &mut answer => answered,
        // A connection that ended has handed over what it read.
        _ = &mut connection => answer.await,
    };
    answered
        .map(|answer| answer.status().as_u16())
        .map_err(unreachable)
}
