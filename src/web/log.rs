//! One line per request, without anything personal: no query, no token, no whole address (security T15, §7).

use std::net::IpAddr;
use std::time::Duration;

use axum::http::{Method, StatusCode};

use super::extract::Visit;

/// Segments this long are tokens; nothing we name ourselves is.
const TOKEN_LENGTH: usize = 16;

/// Logs one answered request.
pub(super) fn request(visit: &Visit, method: &Method, path: &str, status: StatusCode, took: Duration) {
    tracing::info!(
        method = %method,
        path = masked_path(path),
        status = status.as_u16(),
        ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        client = masked_address(visit.client()),
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

/// The /24 or /48 an address belongs to.
pub(crate) fn masked_address(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_and_addresses_are_masked() {
        assert_eq!(masked_path("/r/AbCdEfGhIjKlMnOpQrStUv"), "/r/*");
        assert_eq!(masked_path("/care/3"), "/care/3");
        assert_eq!(masked_address("192.0.2.77".parse().unwrap()), "192.0.2.0/24");
        assert_eq!(
            masked_address("2001:db8:1:2::9".parse().unwrap()),
            "2001:db8:1::/48"
        );
    }
}
