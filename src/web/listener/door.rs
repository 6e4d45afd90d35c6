//! What every request passes before the router sees it, and every answer before it leaves.

use std::convert::Infallible;
use std::future::Future;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::request::Parts;
use axum::http::{Method, Request, Response, StatusCode, Uri, header};
use http_body_util::BodyExt as _;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::service::service_fn;
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout_at};
use tower::ServiceExt as _;

use super::connections::Watch;
use super::{Https, Limits};
use crate::web::error::{self, Problem};
use crate::web::extract::Visit;
use crate::web::{headers, log};

/// Largest body of a form or of a JSON request.
pub const SMALL_BODY_BYTES: usize = 64 * 1024;
/// Largest body of an import.
pub const LARGE_BODY_BYTES: usize = 16 * 1024 * 1024;
/// How many large bodies may be in memory at once.
const LARGE_BODIES: usize = 1;
/// An honest client that sent a little too much should be able to read why it was refused.
const DRAIN_BYTES: usize = 1024 * 1024;
/// Answers of this kind have no end.
const EVENT_STREAM: &str = "text/event-stream";
const DRAIN_TIME: Duration = Duration::from_secs(2);

/// What the door knows of the outside.
#[derive(Clone, Debug)]
pub struct DoorRules {
    /// Names this server answers to besides plain addresses, with a port or without; empty means any.
    pub hosts: Vec<String>,
    /// Path under which the pages hang, e.g. `/rdv`; empty or starting with a slash, never ending with one.
    pub prefix: String,
    /// The host name is the practice's own: browsers may be told to insist on https (security §10).
    pub is_strict_transport: bool,
    /// The https side, where there is one: whoever comes in clear is sent there.
    pub https: Option<Arc<Https>>,
    /// Body ceiling of a request by its path (prefix removed).
    pub body_bytes: fn(&Method, &str) -> usize,
}

/// The other end of a connection.
#[derive(Clone, Copy, Debug)]
pub(in crate::web) struct Peer {
    /// Its address.
    pub(in crate::web) address: IpAddr,
    /// Nobody between it and us can read along.
    pub(in crate::web) is_encrypted: bool,
}

impl Peer {
    /// One that speaks without encryption.
    pub(in crate::web) fn in_clear(address: IpAddr) -> Self {
        Self {
            address,
            is_encrypted: false,
        }
    }
}

/// See [`DoorRules`].
pub(super) struct Door {
    rules: DoorRules,
    limits: Limits,
    app: Router,
    large_bodies: Semaphore,
}

impl Door {
    pub(super) fn new(rules: DoorRules, limits: Limits, app: Router) -> Self {
        Self {
            rules,
            limits,
            app,
            large_bodies: Semaphore::new(LARGE_BODIES),
        }
    }

    /// The service of one connection.
    pub(super) fn service(
        self: &Arc<Self>,
        peer: Peer,
        watch: Arc<Watch>,
    ) -> impl hyper::service::Service<
        Request<Incoming>,
        Response = Response<Answer>,
        Error = Infallible,
        Future: Future<Output = Result<Response<Answer>, Infallible>> + Send,
    > + Unpin
    + use<> {
        let door = Arc::clone(self);
        service_fn(move |request| {
            let (door, watch) = (Arc::clone(&door), Arc::clone(&watch));
            Box::pin(async move { Ok(door.answered(peer, request, watch).await) })
        })
    }

    async fn answered(&self, peer: Peer, request: Request<Incoming>, watch: Arc<Watch>) -> Response<Answer> {
        let began = Instant::now();
        let is_ambiguous = watch.next_is_ambiguous();
        let (mut parts, body) = request.into_parts();
        let is_proxied = self.limits.is_proxy(peer.address);
        let visit = Visit::of(&parts, peer, is_proxied, &self.rules.prefix);
        let checked = self.checked(&parts);
        let elsewhere = self.elsewhere(&parts, &visit, is_proxied, checked.is_ok() && !is_ambiguous);
        if !visit.prefix().is_empty() || parts.uri.authority().is_some() {
            parts.uri = without_prefix(&parts.uri, visit.prefix());
        }
        let (method, path) = (parts.method.clone(), parts.uri.path().to_owned());
        let refused = if is_ambiguous {
            Err(Problem::new(StatusCode::BAD_REQUEST))
        } else {
            checked
        };
        let response = match (refused, elsewhere) {
            (Err(problem), _) => problem.closing(),
            (Ok(()), Some(response)) => response,
            (Ok(()), None) => match self.with_body(parts, body, &visit, &watch).await {
                Err(problem) => problem.closing(),
                Ok(request) => {
                    watch.working();
                    let answer = self.app.clone().oneshot(request);
                    match timeout_at(began + self.limits.request, answer).await {
                        Ok(Ok(response)) => response,
                        Err(_) => Problem::overloaded().closing(),
                    }
                }
            },
        };
        let response = error::rendered(&visit, response);
        let response = headers::sealed(response, visit.is_secure() && self.rules.is_strict_transport);
        log::request(&visit, &method, &path, response.status(), began.elapsed());
        if response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind == EVENT_STREAM)
        {
            watch.streaming();
        }
        response.map(|body| Answer { body, watch })
    }

    /// What a request in clear gets in the place of a page; nothing where somebody in front of us encrypts, or where it never left this
    /// machine.
    fn elsewhere(
        &self,
        parts: &Parts,
        visit: &Visit,
        is_proxied: bool,
        is_sound: bool,
    ) -> Option<Response<Body>> {
        let https = self
            .rules
            .https
            .as_ref()
            .filter(|_| is_sound && !visit.is_secure())?;
        let (host, _) = host_name(visit.host())?;
        // Programs are refused instead: what they sent has travelled in clear already (security 4.1.2).
        let is_kept = is_proxied || visit.client().is_loopback() || visit.path().starts_with("/api/");
        https.instead(parts, &host, is_kept)
    }

    fn checked(&self, parts: &Parts) -> Result<(), Problem> {
        if parts.method == Method::TRACE || parts.method == Method::CONNECT {
            return Err(Problem::new(StatusCode::METHOD_NOT_ALLOWED));
        }
        let mut hosts = parts.headers.get_all(header::HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else {
            return Err(Problem::new(StatusCode::BAD_REQUEST));
        };
        let host = host
            .to_str()
            .ok()
            .and_then(host_name)
            .ok_or(Problem::new(StatusCode::BAD_REQUEST))?;
        // An absolute target would override Host (RFC 9112 §3.2.2): both must name the same server.
        if parts
            .uri
            .authority()
            .is_some_and(|a| host_name(a.as_str()).as_ref() != Some(&host))
        {
            return Err(Problem::new(StatusCode::BAD_REQUEST));
        }
        let is_known = |known: &String| host_name(known).as_ref().is_some_and(|known| known.0 == host.0);
        // An address is no name that somebody else could point at this machine.
        let is_address = host.0.trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
        if self.rules.hosts.is_empty() || is_address || self.rules.hosts.iter().any(is_known) {
            Ok(())
        } else {
            Err(Problem::new(StatusCode::MISDIRECTED_REQUEST))
        }
    }

    async fn with_body(
        &self,
        mut parts: Parts,
        body: Incoming,
        visit: &Visit,
        watch: &Watch,
    ) -> Result<Request<Body>, Problem> {
        watch.reading_body();
        let cap = (self.rules.body_bytes)(&parts.method, parts.uri.path());
        if body.size_hint().lower() > cap as u64 {
            drain(body).await;
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE));
        }
        let deadline = Instant::now() + self.limits.body;
        let room = if cap > SMALL_BODY_BYTES && !body.is_end_stream() {
            let room = timeout_at(deadline, self.large_bodies.acquire()).await;
            Some(room.map_err(|_| Problem::overloaded())?)
        } else {
            None
        };
        let read = timeout_at(deadline, whole(body, cap)).await;
        drop(room);
        let bytes = read
            .unwrap_or(Err(StatusCode::REQUEST_TIMEOUT))
            .map_err(Problem::new)?;
        parts.extensions.insert(visit.clone());
        Ok(Request::from_parts(parts, Body::from(bytes)))
    }
}

/// Lower-case name and port of a `Host` value; `None` when it is none.
fn host_name(text: &str) -> Option<(String, Option<u16>)> {
    let authority: axum::http::uri::Authority = text.parse().ok()?;
    let has_user = text.contains('@');
    let is_plain = text
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b".-_:[]".contains(&b));
    let host = authority.host().trim_end_matches('.').to_ascii_lowercase();
    (!has_user && is_plain && !host.is_empty()).then_some((host, authority.port_u16()))
}

/// A body in one piece, or the status that refuses it. What arrives is copied: a single byte would keep the whole buffer alive
/// that it was read into, and a client may send single bytes.
async fn whole(mut body: Incoming, cap: usize) -> Result<Bytes, StatusCode> {
    let mut all = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| StatusCode::BAD_REQUEST)?;
        let data = frame.data_ref().map_or(&[][..], |data| data);
        if data.len() > cap.saturating_sub(all.len()) {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        all.extend_from_slice(data);
    }
    Ok(all.into())
}

async fn drain(mut body: Incoming) {
    let rest = async {
        let mut left = DRAIN_BYTES;
        while let Some(Ok(frame)) = body.frame().await {
            let size = frame.data_ref().map_or(0, Bytes::len);
            match left.checked_sub(size) {
                Some(rest) => left = rest,
                None => break,
            }
        }
    };
    // Whatever comes of it, the answer is the same.
    let _ = tokio::time::timeout(DRAIN_TIME, rest).await;
}

/// The router knows no prefix: a proxy may have removed it or not.
fn without_prefix(uri: &Uri, prefix: &str) -> Uri {
    let rest = uri.path().strip_prefix(prefix).unwrap_or(uri.path());
    let path = match rest {
        "" => "/",
        rest if rest.starts_with('/') => rest,
        _ => uri.path(),
    };
    let whole = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    whole.parse().unwrap_or_else(|_| Uri::from_static("/"))
}

/// A body that tells the connection table when it has been handed over.
pub(super) struct Answer {
    body: Body,
    watch: Arc<Watch>,
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.watch.answered();
    }
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_values_are_names_with_ports_and_nothing_else() {
        assert_eq!(
            host_name("Rdv.Example.fr:8443"),
            Some(("rdv.example.fr".to_owned(), Some(8443)))
        );
        assert_eq!(host_name("[::1]:80"), Some(("[::1]".to_owned(), Some(80))));
        for wrong in ["", "a b", "a/b", "user@a", "a?b", "é.fr", "a:b:c", "a%20"] {
            assert_eq!(host_name(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_prefix_is_removed_whole_or_not_at_all() {
        let cut = |uri: &str| without_prefix(&uri.parse().unwrap(), "/rdv").to_string();
        assert_eq!(cut("/rdv"), "/");
        assert_eq!(cut("/rdv/care/3?week=2026-03-02"), "/care/3?week=2026-03-02");
        assert_eq!(cut("/care/3"), "/care/3");
        assert_eq!(cut("/rdvx"), "/rdvx");
        assert_eq!(cut("/rdv?x=1"), "/?x=1");
    }
}
