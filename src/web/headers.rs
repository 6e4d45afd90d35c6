//! The headers of every answer, errors included (security §10).

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, header};

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
     frame-ancestors 'none'; require-trusted-types-for 'script'";

/// Set on every answer, whatever a handler said.
static ALWAYS: [(HeaderName, HeaderValue); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(CONTENT_SECURITY_POLICY),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), payment=()"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// Put beside an answer that pages of other sites may use: everything else is for our own pages only.
#[derive(Clone, Debug, Default)]
pub(super) struct Elsewhere {
    /// Origins of pages that may show it in a frame, with blanks between; none: it is no page.
    pub(super) shown_by: String,
}

impl Elsewhere {
    fn policy(&self) -> Option<HeaderValue> {
        if self.shown_by.is_empty() {
            return None;
        }
        let ancestors = format!("frame-ancestors {}", self.shown_by);
        HeaderValue::try_from(CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", &ancestors)).ok()
    }
}

/// Adds them; `Cache-Control: no-store` unless the handler chose otherwise.
pub(super) fn sealed(mut response: Response<Body>, is_strict_transport: bool) -> Response<Body> {
    let elsewhere = response.extensions_mut().remove::<Elsewhere>();
    let headers = response.headers_mut();
    headers.reserve(ALWAYS.len() + 2);
    for (name, value) in &ALWAYS {
        headers.insert(name, value.clone());
    }
    if let Some(elsewhere) = elsewhere {
        let policy = HeaderName::from_static("cross-origin-resource-policy");
        headers.insert(policy, HeaderValue::from_static("cross-origin"));
        if let Some(policy) = elsewhere.policy() {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if is_strict_transport {
        let value = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    response
}
