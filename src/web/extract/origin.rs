//! Requests that change something must come from our own pages (security T11).

use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Visit;
use crate::web::error::Problem;

/// Middleware: 403 for an unsafe method from another origin. Requests with a bearer token carry no ambient authority and
/// pass; so do clients that are no browsers and send neither `Sec-Fetch-Site` nor `Origin`, because they hold no
/// cookies of a victim.
pub async fn own_origin_only(visit: Visit, request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || is_own(request.headers(), visit.host()) {
        next.run(request).await
    } else {
        Problem::new(StatusCode::FORBIDDEN)
            .saying("error-foreign-origin")
            .into_response()
    }
}

fn is_own(headers: &HeaderMap, host: &str) -> bool {
    let text = |name: header::HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if text(header::AUTHORIZATION).is_some_and(|value| value.starts_with("Bearer ")) {
        return true;
    }
    match (
        headers.get("sec-fetch-site").map(|v| v.to_str().unwrap_or("?")),
        text(header::ORIGIN),
    ) {
        (Some("same-origin" | "none"), _) | (None, None) => true,
        (Some(_), _) => false,
        (None, Some(origin)) => {
            let authority = origin.split_once("://").map(|(_, authority)| authority);
            authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_may_post() {
        for (pairs, expected) in [
            (&[("sec-fetch-site", "same-origin")][..], true),
            (
                &[("sec-fetch-site", "cross-site"), ("origin", "http://rdv.fr")],
                false,
            ),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("origin", "https://rdv.fr")], true),
            (&[("origin", "https://rdv.fr.evil")], false),
            (&[("origin", "null")], false),
            (&[], true),
            (
                &[("sec-fetch-site", "cross-site"), ("authorization", "Bearer x")],
                true,
            ),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, value.parse().unwrap());
            }
            assert_eq!(is_own(&headers, "rdv.fr"), expected, "{pairs:?}");
        }
    }
}
