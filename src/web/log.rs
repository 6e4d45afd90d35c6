//! One line per request, without anything personal: no query, no token, no whole address (security T15, §7).

use std::time::Duration;

use axum::http::{Method, StatusCode};

use super::HEALTH;
use super::extract::Visit;
use crate::app::network_of;

/// Segments this long are tokens; nothing we name ourselves is.
const TOKEN_LENGTH: usize = 16;

/// Logs one answered request; not those of the watchdog, which asks four times a minute.
pub(super) fn request(visit: &Visit, method: &Method, path: &str, status: StatusCode, took: Duration) {
    if path == HEALTH && status.is_success() {
        return;
    }
    tracing::info!(
        method = %method,
        path = masked_path(path),
        status = status.as_u16(),
        ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        client = network_of(visit.client()),
        "request"
    );
}

fn masked_path(path: &str) -> String {
    let masked = path.split('/').map(|segment| {
        if segment.len() >= TOKEN_LENGTH {
            "*"
        } else {
            segment
        }
    });
    masked.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_masked() {
        assert_eq!(masked_path("/r/AbCdEfGhIjKlMnOpQrStUv"), "/r/*");
        assert_eq!(masked_path("/care/3"), "/care/3");
    }
}
