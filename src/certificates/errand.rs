//! The way to an authority: the ACME client's requests over our own line, with its limits on time and size.

use std::error::Error as StdError;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::header::CONTENT_TYPE;
use hyper::{Method, Request, Response};
use instant_acme::{BodyWrapper, BytesResponse, Error, HttpClient};

use crate::domain::time::Instant;
use crate::sys::http::{Address, Allowance, Answer, Ask, Link, Room};
use crate::sys::tls::ExtraRoots;

/// An answer of an authority is small; a chain of certificates is its largest.
const ANSWER_BYTES: usize = 256 * 1024;

/// A line to one authority. Requests follow each other over one connection.
#[derive(Clone, Debug)]
pub(super) struct Errand {
    link: Arc<tokio::sync::Mutex<Link>>,
    wait: Arc<Mutex<Option<TimeDelta>>>,
    now: Instant,
}

impl Errand {
    /// `roots`: trusted besides the authorities of the system; `now`: what dates in answers are measured by.
    pub(super) fn new(roots: &ExtraRoots, now: Instant) -> Self {
        let allowance = Allowance {
            connect: Duration::from_secs(15),
            whole: Duration::from_mins(1),
            body: ANSWER_BYTES,
        };
        let link = Link::new(allowance, None).with_roots(roots.certificates());
        Self {
            link: Arc::new(tokio::sync::Mutex::new(link)),
            wait: Arc::default(),
            now,
        }
    }

    /// What the last refusal wanted us to wait.
    pub(super) fn wait(&self) -> Option<TimeDelta> {
        *self.wait.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn run(self, request: Request<BodyWrapper<Bytes>>) -> Result<BytesResponse, Error> {
        let (head, body) = request.into_parts();
        let body = body.collect().await.map_err(other)?.to_bytes();
        let to = Address::parse(&head.uri.to_string()).map_err(other)?;
        if !to.is_https() {
            return Err(Error::Str("an address of https in the directory"));
        }
        let kind = head.headers.get(CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).map(str::to_owned);
        let ask = Ask {
            method: match head.method {
                Method::HEAD => "HEAD",
                Method::GET => "GET",
                _ => "POST",
            },
            href: String::new(),
            headers: kind.map(|kind| ("content-type", kind)).into_iter().collect(),
            body: body.to_vec(),
            room: Room::default(),
        };
        let answer = self.link.lock().await.ask(&to, &ask).await.map_err(other)?;
        if answer.status >= 400 {
            let wait = answer
                .header("retry-after")
                .and_then(|value| waited(value, self.now));
            *self.wait.lock().unwrap_or_else(PoisonError::into_inner) = wait;
        }
        Ok(BytesResponse::from(response(answer)?))
    }
}

impl HttpClient for Errand {
    fn request(
        &self,
        request: Request<BodyWrapper<Bytes>>,
    ) -> Pin<Box<dyn Future<Output = Result<BytesResponse, Error>> + Send>> {
        Box::pin(self.clone().run(request))
    }
}

fn other(error: impl StdError + Send + Sync + 'static) -> Error {
    Error::Other(Box::new(error))
}

fn response(answer: Answer) -> Result<Response<Full<Bytes>>, Error> {
    let mut response = Response::builder().status(answer.status);
    for (name, value) in &answer.headers {
        response = response.header(name, value);
    }
    Ok(response.body(Full::new(Bytes::from(answer.body)))?)
}

/// Seconds, or a date (RFC 9110 §10.2.3).
fn waited(value: &str, now: Instant) -> Option<TimeDelta> {
    let seconds = value.trim().parse().ok().and_then(TimeDelta::try_seconds);
    seconds.or_else(|| {
        let date = DateTime::parse_from_rfc2822(value.trim()).ok()?;
        Some(date.to_utc() - now)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_seconds_or_a_date() {
        let now = "2026-03-02T08:00:00Z".parse().unwrap();
        assert_eq!(waited("3600", now), Some(TimeDelta::hours(1)));
        assert_eq!(
            waited("Mon, 02 Mar 2026 10:00:00 GMT", now),
            Some(TimeDelta::hours(2))
        );
        assert_eq!(waited("soon", now), None);
    }
}
