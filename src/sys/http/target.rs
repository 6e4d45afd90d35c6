//! A configured URL, read once and strictly.

use std::net::{IpAddr, SocketAddr};

use url::{Host, Url};

use super::reach::{Reach, is_allowed};

/// Ports that may be called without a tick.
const PORTS: [u16; 2] = [443, 8443];

/// A URL that may be called, as far as it can be told before its name is resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    url: Url,
    may_reach_private: bool,
}

/// Why a URL may not be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetProblem {
    /// Not a web address.
    #[error("not a web address")]
    Malformed,
    /// A name or a password before `@`.
    #[error("credentials in the address")]
    Credentials,
    /// Neither https nor, with the tick, http.
    #[error("not https")]
    NotHttps,
    /// Another port than 443 and 8443, without the tick.
    #[error("port not allowed")]
    Port,
    /// An address of the own network without the tick, or one that is never called.
    #[error("address not allowed")]
    Forbidden,
}

impl Target {
    /// Reads a URL. `may_reach_private`: the administrator ticked that it belongs to the practice's own network.
    pub fn parse(text: &str, may_reach_private: bool) -> Result<Self, TargetProblem> {
        let mut url = Url::parse(text).map_err(|_| TargetProblem::Malformed)?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(TargetProblem::Malformed);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(TargetProblem::Credentials);
        }
        if url.scheme() != "https" && !may_reach_private {
            return Err(TargetProblem::NotHttps);
        }
        url.set_fragment(None);
        let target = Self {
            url,
            may_reach_private,
        };
        if !may_reach_private && !PORTS.contains(&target.port()) {
            return Err(TargetProblem::Port);
        }
        match target.url.host() {
            Some(Host::Ipv4(ip)) if !target.may_reach(ip.into()) => Err(TargetProblem::Forbidden),
            Some(Host::Ipv6(ip)) if !target.may_reach(ip.into()) => Err(TargetProblem::Forbidden),
            Some(Host::Domain(name)) if is_this_machine(name) => Err(TargetProblem::Forbidden),
            _ => Ok(target),
        }
    }

    /// As it is stored and shown.
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// Whether the call is encrypted.
    pub fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Whether one of the addresses of its name may be connected to; in clear only within the practice's own network.
    pub fn may_reach(&self, ip: IpAddr) -> bool {
        is_allowed(ip, self.may_reach_private) && (self.is_https() || Reach::of(ip) == Reach::Private)
    }

    /// Host name or address, without brackets.
    pub fn host(&self) -> String {
        match self.url.host() {
            Some(Host::Domain(name)) => name.to_owned(),
            Some(Host::Ipv4(ip)) => ip.to_string(),
            Some(Host::Ipv6(ip)) => ip.to_string(),
            None => String::new(),
        }
    }

    /// Port.
    pub fn port(&self) -> u16 {
        self.url.port_or_known_default().unwrap_or(443)
    }

    /// What the `Host` header says.
    pub fn authority(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        match self.url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// Path and query.
    pub fn path(&self) -> String {
        match self.url.query() {
            Some(query) => format!("{}?{query}", self.url.path()),
            None => self.url.path().to_owned(),
        }
    }

    /// The addresses of the host, resolved once, that may be connected to.
    pub(super) fn allowed(&self, found: impl Iterator<Item = SocketAddr>) -> Vec<SocketAddr> {
        found.filter(|address| self.may_reach(address.ip())).collect()
    }
}

/// RFC 6761 §6.3: names that never mean another machine.
fn is_this_machine(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    name == "localhost" || name.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    use TargetProblem::{Credentials, Forbidden, Malformed, NotHttps, Port};

    /// What is refused without the tick and with it.
    const URLS: [(&str, Option<TargetProblem>, Option<TargetProblem>); 34] = [
        ("https://example.org/hook?a=1", None, None),
        ("https://example.org:8443/", None, None),
        ("HTTPS://EXAMPLE.ORG", None, None),
        ("https://93.184.216.34/", None, None),
        ("https://example.org:22/", Some(Port), None),
        ("https://example.org:5432/", Some(Port), None),
        ("http://example.org/", Some(NotHttps), None),
        ("http://93.184.216.34/", Some(NotHttps), Some(Forbidden)),
        ("http://127.0.0.1:8080/", Some(NotHttps), Some(Forbidden)),
        ("http://192.168.1.10:8080/", Some(NotHttps), None),
        ("https://LOCALHOST./", Some(Forbidden), Some(Forbidden)),
        ("https://a.localhost/", Some(Forbidden), Some(Forbidden)),
        ("https://localhost.example.org/", None, None),
        ("https://127.0.0.1/", Some(Forbidden), Some(Forbidden)),
        ("https://2130706433/", Some(Forbidden), Some(Forbidden)),
        ("https://0x7f000001/", Some(Forbidden), Some(Forbidden)),
        ("https://0177.0.0.1/", Some(Forbidden), Some(Forbidden)),
        ("https://127.1/", Some(Forbidden), Some(Forbidden)),
        ("https://[::1]/", Some(Forbidden), Some(Forbidden)),
        ("https://[::ffff:127.0.0.1]/", Some(Forbidden), Some(Forbidden)),
        ("https://192.168.1.10/", Some(Forbidden), None),
        (
            "https://169.254.169.254/latest/meta-data",
            Some(Forbidden),
            Some(Forbidden),
        ),
        ("https://2852039166/", Some(Forbidden), Some(Forbidden)),
        ("https://[::ffff:a9fe:a9fe]/", Some(Forbidden), Some(Forbidden)),
        ("https://0.0.0.0/", Some(Forbidden), Some(Forbidden)),
        ("https://[::]/", Some(Forbidden), Some(Forbidden)),
        ("https://[fe80::1]/", Some(Forbidden), Some(Forbidden)),
        (
            "https://example.org@127.0.0.1/",
            Some(Credentials),
            Some(Credentials),
        ),
        ("https://a:b@example.org/", Some(Credentials), Some(Credentials)),
        ("https://１２７.０.０.１/", Some(Forbidden), Some(Forbidden)),
        ("ftp://example.org/", Some(Malformed), Some(Malformed)),
        ("file:///etc/passwd", Some(Malformed), Some(Malformed)),
        ("gopher://127.0.0.1:6379/_", Some(Malformed), Some(Malformed)),
        ("example.org", Some(Malformed), Some(Malformed)),
    ];

    #[test]
    fn tricky_addresses_are_read_as_what_they_are() {
        for (text, strict, ticked) in URLS {
            assert_eq!(Target::parse(text, false).err(), strict, "{text}");
            assert_eq!(Target::parse(text, true).err(), ticked, "{text}, ticked");
        }
    }

    #[test]
    fn a_name_is_judged_by_every_address_it_leads_to() {
        let target = Target::parse("https://example.org/", false).unwrap();
        let found = ["127.0.0.1:443", "93.184.216.34:443", "[fe80::1]:443"];
        let found = found.iter().map(|address| address.parse().unwrap());
        assert_eq!(target.allowed(found), ["93.184.216.34:443".parse().unwrap()]);
        let plain = Target::parse("http://nas.example.org/", true).unwrap();
        assert!(
            !plain.may_reach("93.184.216.34".parse().unwrap()),
            "in clear over the internet"
        );
    }
}
