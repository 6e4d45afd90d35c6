//! One call: resolve once, connect to an address that was checked, send, read the answer. No redirect, no cookie, no second try.

use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, ETAG, HOST, USER_AGENT};
use hyper::{Method, Request, Response};
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

/// A whole call, the resolution of the name included (security T10); of a call whose answer is read, each of its two halves.
const WITHIN: Duration = Duration::from_secs(10);
/// Longest head of an answer.
const HEAD: usize = 16 * 1024;
/// Longest answer that is read, in bytes.
const BODY: usize = 64 * 1024;

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

/// A call whose answer matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Headers but for `Host` and the length.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Vec<u8>,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Status; a redirect is one like any other.
    pub status: u16,
    /// At most 64 KiB.
    pub body: Vec<u8>,
    /// State of what was fetched, as the other side names it.
    pub etag: Option<String>,
}

/// Why there is no answer, and whether the other side may have acted (reminders §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    /// Not a byte of the request left.
    #[error(transparent)]
    Before(#[from] CallError),
    /// Some of it may have arrived; nobody knows what became of it.
    #[error("no whole answer")]
    After,
}

/// Makes calls, side by side if asked to; the certificates of the system are read at the first one that is encrypted.
#[derive(Debug, Default)]
pub struct Client {
    network: Network,
    /// How long a half of a call may take, where not [`WITHIN`].
    patience: Option<Duration>,
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
            patience: None,
            roots,
            tls: OnceLock::new(),
        }
    }

    /// The same, but each half of a call whose answer is read may take only so long.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = Some(patience);
        self
    }

    /// Makes a call once and reads its answer. Neither a redirect nor a broken connection makes it a second one.
    pub async fn exchange(&self, target: &Target, call: &Call) -> Result<Reply, Lost> {
        let request = built(target, call)?;
        let within = self.patience.unwrap_or(WITHIN);
        let line = tokio::time::timeout(within, Box::pin(self.line(target))).await;
        let line = line.unwrap_or(Err(CallError::Unreachable))?;
        let replied = tokio::time::timeout(within, Box::pin(replied(line, request))).await;
        replied.unwrap_or(Err(Lost::After))
    }

    async fn line(&self, target: &Target) -> Result<Box<dyn Line>, CallError> {
        let stream = self.connected(target).await?;
        if !target.is_https() {
            return Ok(Box::new(stream));
        }
        let name = ServerName::try_from(target.host()).map_err(unreachable)?;
        let tls = TlsConnector::from(self.tls()?);
        Ok(Box::new(tls.connect(name, stream).await.map_err(unreachable)?))
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

/// A connection, encrypted or not.
trait Line: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Line for S {}

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

fn built(target: &Target, call: &Call) -> Result<Request<Full<Bytes>>, CallError> {
    let method = Method::from_bytes(call.method.as_bytes()).map_err(unreachable)?;
    let mut request = Request::builder()
        .method(method)
        .uri(target.path())
        .header(HOST, target.authority())
        .header(USER_AGENT, concat!("grappe/", env!("CARGO_PKG_VERSION")));
    for (name, value) in &call.headers {
        request = request.header(name.as_str(), value.as_bytes());
    }
    let body = Full::new(Bytes::copy_from_slice(&call.body));
    request.body(body).map_err(unreachable)
}

/// From the first byte of the request on nothing that fails proves anything.
async fn replied(line: Box<dyn Line>, request: Request<Full<Bytes>>) -> Result<Reply, Lost> {
    let mut builder = http1::Builder::new();
    builder.max_buf_size(HEAD);
    let (mut sender, connection) = builder.handshake(TokioIo::new(line)).await.map_err(unreachable)?;
    let mut connection = pin!(connection);
    let mut answer = pin!(async { whole(sender.send_request(request).await).await });
    tokio::select! {
        replied = &mut answer => replied,
        // A connection that ended has handed over what it read.
        _ = &mut connection => answer.await,
    }
}

async fn whole(answer: hyper::Result<Response<Incoming>>) -> Result<Reply, Lost> {
    let (head, mut rest) = answer.map_err(lost)?.into_parts();
    let mut body = Vec::new();
    while let Some(frame) = rest.frame().await {
        let frame = frame.map_err(lost)?;
        let bytes = frame.data_ref().map(AsRef::as_ref).unwrap_or_default();
        if body.len() + bytes.len() > BODY {
            return Err(Lost::After);
        }
        body.extend_from_slice(bytes);
    }
    let etag = head.headers.get(ETAG).and_then(|value| value.to_str().ok());
    Ok(Reply {
        status: head.status.as_u16(),
        body,
        etag: etag.map(ToOwned::to_owned),
    })
}

fn lost(error: impl std::fmt::Display) -> Lost {
    tracing::debug!(%error, "call");
    Lost::After
}
