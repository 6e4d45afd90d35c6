//! `GET /api/v1/openapi.json`: what this interface is, for programs that make programs (`OpenAPI` 3.1). `tests/it/api/openapi.rs` holds
//! it against the router's table, `tests/api/run` against the answers.

use axum::body::Body;
use axum::http::{HeaderValue, Response, header};

const DOCUMENT: &str = include_str!("openapi.json");

pub(super) async fn show() -> Response<Body> {
    let mut response = Response::new(Body::from(DOCUMENT));
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
