//! A line to one server that is asked again and again: any method, whole answers within limits, one connection that is kept.

use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{Builder, SendRequest};
use hyper::header::{HOST, HeaderValue, USER_AGENT};
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use rustls::pki_types::{CertificateDer, ServerName};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;

use super::Address;
use super::answer::{Answer, Ask, LinkError, Room, Sieve};
use super::fingerprint::Fingerprint;
use super::packed::unpacked;
use super::trust::Trust;
use crate::sys::task;

/// Longest head of an answer.
const HEAD: usize = 64 * 1024;

/// How long a line waits, and how much it takes.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// For the name to be resolved and the connection made, its encryption included.
    pub connect: Duration,
    /// For a whole request, to the last byte of the answer.
    pub whole: Duration,
    /// Bytes of an answer, as it comes and after unpacking.
    pub body: usize,
}

/// See the module.
#[derive(Debug)]
pub struct Link {
    allowance: Allowance,
    /// The key that is accepted, and where: host and port.
    pin: Option<(String, u16, Fingerprint)>,
    /// Trusted besides the authorities of the system.
    roots: Vec<CertificateDer<'static>>,
    kept: Option<Kept>,
}

/// A connection that waits for the next request.
#[derive(Debug)]
struct Kept {
    to: (String, u16),
    sender: SendRequest<Full<Bytes>>,
    driver: JoinHandle<()>,
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

impl Link {
    /// A line that is not connected yet. `pin`: a key that is accepted at this address besides what is publicly valid.
    pub fn new(allowance: Allowance, pin: Option<(&Address, Fingerprint)>) -> Self {
        Self {
            allowance,
            pin: pin.map(|(address, key)| (address.host(), address.port(), key)),
            roots: Vec::new(),
            kept: None,
        }
    }

    /// Asks, once. Only a request that cannot change anything is repeated, when a kept connection turns out to have ended.
    pub async fn ask(&mut self, to: &Address, ask: &Ask) -> Result<Answer, LinkError> {
        let whole = self.allowance.whole;
        let answer = tokio::time::timeout(whole, Box::pin(self.asked(to, ask))).await;
        let answer = answer.unwrap_or(Err(LinkError::TooSlow));
        if answer.is_err() {
            self.kept = None;
        }
        answer
    }

    async fn asked(&mut self, to: &Address, ask: &Ask) -> Result<Answer, LinkError> {
        let request = request(to, ask)?;
        let room = (self.allowance.body, ask.room);
        if let Some(mut kept) = self.still_open(to).await {
            match sent(&mut kept, request.clone(), room).await {
                Err(LinkError::Cut(_)) if is_harmless(ask.method) => {}
                answer => return self.keeping(kept, answer),
            }
        }
        let connected = tokio::time::timeout(self.allowance.connect, self.connected(to)).await;
        let mut kept = connected.unwrap_or(Err(LinkError::Unreachable("too slow".to_owned())))?;
        let answer = sent(&mut kept, request, room).await;
        self.keeping(kept, answer)
    }

    /// A connection with the rest of an answer in it takes no other question.
    fn keeping(&mut self, kept: Kept, answer: Result<Answer, LinkError>) -> Result<Answer, LinkError> {
        self.kept = Some(kept).filter(|_| answer.as_ref().is_ok_and(|answer| !answer.is_cut));
        answer
    }

    async fn still_open(&mut self, to: &Address) -> Option<Kept> {
        let mut kept = self.kept.take()?;
        let is_there = kept.to == (to.host(), to.port());
        (is_there && kept.sender.ready().await.is_ok()).then_some(kept)
    }

    async fn connected(&self, to: &Address) -> Result<Kept, LinkError> {
        let place = (to.host(), to.port());
        let found = lookup_host((place.0.as_str(), place.1)).await;
        let found: Vec<_> = found.map_err(unreachable)?.collect();
        let allowed = to.allowed(found.iter().copied());
        if allowed.is_empty() && !found.is_empty() {
            return Err(LinkError::Forbidden);
        }
        let stream = TcpStream::connect(allowed.as_slice())
            .await
            .map_err(unreachable)?;
        // Requests are small and each waits for its answer.
        let _ = stream.set_nodelay(true);
        if !to.is_https() {
            return shaken(place, stream).await;
        }
        let pin = self.pin.as_ref();
        let pin = pin.filter(|(host, port, _)| (host, *port) == (&place.0, place.1));
        let trust = Trust::new(pin.map(|(_, _, key)| *key), &self.roots).map_err(encrypted)?;
        let name = ServerName::try_from(place.0.clone()).map_err(encrypted)?;
        let tls = TlsConnector::from(trust.config().map_err(encrypted)?);
        let stream = tls
            .connect(name, stream)
            .await
            .map_err(|error| match trust.refused() {
                Some((found, None)) => LinkError::Untrusted(found),
                Some((found, Some(expected))) => LinkError::KeyChanged { expected, found },
                None => encrypted(error),
            })?;
        shaken(place, stream).await
    }

    /// Trusts these authorities besides those of the system.
    #[must_use]
    pub fn with_roots(mut self, roots: Vec<CertificateDer<'static>>) -> Self {
        self.roots = roots;
        self
    }
}

fn unreachable(error: impl std::fmt::Display) -> LinkError {
    LinkError::Unreachable(error.to_string())
}

fn encrypted(error: impl std::fmt::Display) -> LinkError {
    LinkError::Tls(error.to_string())
}

fn cut(error: &hyper::Error) -> LinkError {
    LinkError::Cut(error.to_string())
}

/// Whether doing it twice is as good as once, without a look at what it changed.
fn is_harmless(method: &str) -> bool {
    matches!(method, "PROPFIND" | "REPORT" | "GET" | "HEAD" | "OPTIONS")
}

async fn shaken<S>(to: (String, u16), stream: S) -> Result<Kept, LinkError>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let mut builder = Builder::new();
    builder.max_buf_size(HEAD);
    let (sender, connection) = builder
        .handshake(TokioIo::new(stream))
        .await
        .map_err(unreachable)?;
    let driver = task::spawn("http link", async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a kept connection ended");
        }
    });
    Ok(Kept { to, sender, driver })
}

fn request(to: &Address, ask: &Ask) -> Result<Request<Full<Bytes>>, LinkError> {
    let malformed = |error: String| LinkError::Unreachable(error);
    let method = Method::from_bytes(ask.method.as_bytes()).map_err(|error| malformed(error.to_string()))?;
    let mut request = Request::builder()
        .method(method)
        .uri(to.path())
        .header(HOST, to.authority())
        .header(USER_AGENT, concat!("grappe/", env!("CARGO_PKG_VERSION")));
    for (name, value) in &ask.headers {
        // Names and passwords are not always in ASCII.
        let value =
            HeaderValue::from_bytes(value.as_bytes()).map_err(|error| malformed(error.to_string()))?;
        request = request.header(*name, value);
    }
    let body = Full::new(Bytes::copy_from_slice(&ask.body));
    request.body(body).map_err(|error| malformed(error.to_string()))
}

async fn sent(
    kept: &mut Kept,
    request: Request<Full<Bytes>>,
    room: (usize, Room),
) -> Result<Answer, LinkError> {
    let answer = kept.sender.send_request(request).await;
    read(answer.map_err(|error| cut(&error))?, room).await
}

async fn read(answer: Response<Incoming>, (limit, room): (usize, Room)) -> Result<Answer, LinkError> {
    let (head, rest) = answer.into_parts();
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = head.headers.iter();
    let headers: Vec<_> = headers
        .map(|(name, value)| (name.as_str().to_owned(), text(value)))
        .collect();
    let answer = Answer {
        status: head.status.as_u16(),
        headers,
        ..Answer::default()
    };
    match room {
        Room::Sifted(at_most, sieve) if answer.header("content-encoding").is_none() => {
            sifted(answer, rest, (limit, at_most, sieve())).await
        }
        Room::AtMost(at_most) => whole(answer, rest, limit.min(at_most)).await,
        Room::Line | Room::Sifted(..) => whole(answer, rest, limit).await,
    }
}

async fn whole(mut answer: Answer, mut rest: Incoming, limit: usize) -> Result<Answer, LinkError> {
    while let Some(frame) = rest.frame().await {
        let frame = frame.map_err(|error| cut(&error))?;
        let bytes = frame.data_ref().map(AsRef::as_ref).unwrap_or_default();
        if answer.body.len() + bytes.len() > limit {
            return Err(LinkError::TooLarge);
        }
        answer.body.extend_from_slice(bytes);
    }
    unpacked(answer, limit)
}

/// `limit`: bytes that are received; `at_most`: bytes that are kept of them.
async fn sifted(
    mut answer: Answer,
    mut rest: Incoming,
    (limit, at_most, mut sieve): (usize, usize, Sieve),
) -> Result<Answer, LinkError> {
    let mut received = 0;
    while let Some(frame) = rest.frame().await {
        let frame = frame.map_err(|error| cut(&error))?;
        let bytes = frame.data_ref().map(AsRef::as_ref).unwrap_or_default();
        received += bytes.len();
        sieve(bytes, &mut answer.body);
        answer.is_cut = answer.body.len() > at_most || received > limit;
        if answer.is_cut {
            answer.body.truncate(at_most);
            break;
        }
    }
    answer.left_out = received.saturating_sub(answer.body.len());
    Ok(answer)
}
