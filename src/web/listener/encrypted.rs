//! The https side beside the plain one: what each leaves to the other.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::domain::patient::Language;
use crate::i18n::Texts;
use crate::sys::tls::Served;

/// Where an authority looks for the proof of a name (RFC 8555 §8.3).
const PROOFS: &str = "/.well-known/acme-challenge/";
/// Longest that a browser may take to read why it is on the wrong port.
const HINT_TIME: Duration = Duration::from_secs(2);

/// What https shows, and to whom.
#[derive(Clone, Debug)]
pub struct Https {
    /// What is shown there.
    pub served: Arc<Served>,
    /// Names that whoever comes in clear is sent on under; lower case.
    pub names: Vec<String>,
    /// Port by which visitors from outside reach the socket.
    pub public_port: u16,
}

impl Https {
    /// Whether https answers under this name, lower case and without a port.
    pub fn takes(&self, host: &str) -> bool {
        self.names.iter().any(|name| name == host) && self.served.pair().is_some()
    }

    /// What a request in clear gets in the place of a page: the proof that an authority asks for, or the way to https once there is a
    /// certificate. `host`: the one asked for, without its port.
    pub(super) fn instead(&self, parts: &Parts, host: &str, is_kept: bool) -> Option<Response<Body>> {
        let path = parts.uri.path();
        if let Some(token) = path.strip_prefix(PROOFS) {
            return self.served.proof(token).map(proven);
        }
        if is_kept || !self.takes(host) {
            return None;
        }
        if parts.method != Method::GET && parts.method != Method::HEAD {
            return None;
        }
        let port = match self.public_port {
            443 => String::new(),
            port => format!(":{port}"),
        };
        let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
        let location = HeaderValue::try_from(format!("https://{host}{port}{target}")).ok()?;
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
        response.headers_mut().insert(header::LOCATION, location);
        Some(response)
    }
}

fn proven(answer: String) -> Response<Body> {
    let mut response = Response::new(Body::from(answer));
    let kind = HeaderValue::from_static("application/octet-stream");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// Tells a browser that speaks in clear where https is spoken; then the connection ends.
pub(super) async fn hint(mut stream: TcpStream) {
    let words: Vec<_> = Language::STAFF
        .iter()
        .map(|language| Texts::of(*language).text("https-only").into_owned())
        .collect();
    let words = words.join("\n");
    let answer = format!(
        "HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: {}\r\n\
         x-content-type-options: nosniff\r\ncache-control: no-store\r\n\r\n{words}",
        words.len()
    );
    // What the browser still sends is read, or it would be told of a broken connection instead.
    let _ = tokio::time::timeout(HINT_TIME, async {
        stream.write_all(answer.as_bytes()).await?;
        stream.shutdown().await?;
        let mut rest = [0; 1024];
        while stream.read(&mut rest).await? > 0 {}
        std::io::Result::Ok(())
    })
    .await;
}

#[cfg(test)]
mod tests {
    use axum::http::Request;
    use rcgen::{CertificateParams, KeyPair};

    use super::*;
    use crate::sys::tls::{Pair, PrivatePkcs8KeyDer};

    const NAME: &str = "rdv.example.org";

    fn https(public_port: u16) -> Https {
        Https {
            served: Arc::default(),
            names: vec![NAME.to_owned()],
            public_port,
        }
    }

    fn certified(https: &Https) {
        let key = KeyPair::generate().unwrap();
        let made = CertificateParams::new(vec![NAME.to_owned()]).unwrap();
        let made = made.self_signed(&key).unwrap();
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        let pair = Pair::of_der(vec![made.into()], key.into()).unwrap();
        https.served.replace(pair);
    }

    /// Where a request is sent on to.
    fn onward(https: &Https, method: Method, target: &str, host: &str, is_kept: bool) -> Option<String> {
        let request = Request::builder().method(method).uri(target);
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let response = https.instead(&parts, host, is_kept)?;
        assert_eq!(response.status(), StatusCode::PERMANENT_REDIRECT);
        Some(response.headers()["location"].to_str().unwrap().to_owned())
    }

    #[test]
    fn pages_under_a_known_name_are_sent_on_once_there_is_a_certificate() {
        let (https, path) = (https(443), "/care/3?week=2026-03-02");
        assert_eq!(onward(&https, Method::GET, path, NAME, false), None);
        certified(&https);
        let there = Some(format!("https://{NAME}{path}"));
        assert_eq!(onward(&https, Method::GET, path, NAME, false), there);
        assert_eq!(onward(&https, Method::HEAD, path, NAME, false), there);
        assert_eq!(onward(&https, Method::POST, path, NAME, false), None);
        assert_eq!(onward(&https, Method::GET, path, NAME, true), None);
        for host in ["192.168.1.10", "localhost", "evil.example.org", "[::1]"] {
            assert_eq!(onward(&https, Method::GET, path, host, false), None, "{host}");
        }
    }

    #[test]
    fn the_port_that_visitors_use_is_in_the_address() {
        let https = https(8443);
        certified(&https);
        let there = onward(&https, Method::GET, "/", NAME, false);
        assert_eq!(there.unwrap(), "https://rdv.example.org:8443/");
    }

    #[test]
    fn a_proof_goes_before_the_way_to_https() {
        let https = https(443);
        certified(&https);
        https.served.prove_by_path("t".to_owned(), "t.thumb".to_owned());
        let request = Request::builder().uri("/.well-known/acme-challenge/t");
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let response = https.instead(&parts, NAME, false).unwrap();
        assert_eq!(response.status(), StatusCode::OK);
    }
}
