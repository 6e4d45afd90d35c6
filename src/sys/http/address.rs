//! The address of a server of the practice's choice, such as a calendar on its own NAS.
//!
//! Another policy than that of webhooks ([`super::Target`]): an administrator typed this address to be read from and written to with a
//! password, and it is private or this very machine more often than not. What nobody can mean stays refused, metadata services first.

use std::net::{IpAddr, SocketAddr};

use url::{Host, Url};

use super::reach::Reach;

/// A URL of such a server, without fragment and credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(Url);

/// Why a text is no address of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressProblem {
    /// Not a web address.
    #[error("not a web address")]
    Malformed,
    /// A name or a password before `@`, where logs and screens would show them.
    #[error("credentials in the address")]
    Credentials,
    /// An address that is never a server of the practice.
    #[error("address not allowed")]
    Forbidden,
    /// Without encryption to a server on the internet.
    #[error("not encrypted")]
    InClear,
}

impl Address {
    /// Reads what was typed.
    pub fn parse(text: &str) -> Result<Self, AddressProblem> {
        let mut url = Url::parse(text.trim()).map_err(|_| AddressProblem::Malformed)?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(AddressProblem::Malformed);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressProblem::Credentials);
        }
        url.set_fragment(None);
        let address = Self(url);
        let ip = match address.0.host() {
            Some(Host::Ipv4(ip)) => Some(IpAddr::from(ip)),
            Some(Host::Ipv6(ip)) => Some(IpAddr::from(ip)),
            _ => None,
        };
        match ip.map(|ip| address.may_reach(ip)) {
            None | Some(true) => Ok(address),
            Some(false) if ip.is_some_and(|ip| Reach::of(ip) == Reach::Public) => {
                Err(AddressProblem::InClear)
            }
            Some(false) => Err(AddressProblem::Forbidden),
        }
    }

    /// Where a `Location` or an `href` of an answer leads, seen from here; `None` where that is no web address.
    pub fn joined(&self, reference: &str) -> Option<Self> {
        let url = self.0.join(reference).ok()?;
        Self::parse(url.as_str()).ok()
    }

    /// Whether a request with a password may be sent there when it was meant for here: same scheme and same host, whatever the port.
    pub fn is_same_server(&self, other: &Self) -> bool {
        self.0.scheme() == other.0.scheme() && self.0.host() == other.0.host()
    }

    /// As it is shown.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether it is encrypted.
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Host name or address, without brackets.
    pub fn host(&self) -> String {
        match self.0.host() {
            Some(Host::Domain(name)) => name.to_owned(),
            Some(Host::Ipv4(ip)) => ip.to_string(),
            Some(Host::Ipv6(ip)) => ip.to_string(),
            None => String::new(),
        }
    }

    /// Port.
    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or(443)
    }

    /// What the `Host` header says.
    pub fn authority(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        match self.0.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// Path and query, as the request line has them.
    pub fn path(&self) -> String {
        match self.0.query() {
            Some(query) => format!("{}?{query}", self.0.path()),
            None => self.0.path().to_owned(),
        }
    }

    /// The addresses of the host that may be connected to.
    pub(super) fn allowed(&self, found: impl Iterator<Item = SocketAddr>) -> Vec<SocketAddr> {
        found.filter(|address| self.may_reach(address.ip())).collect()
    }

    /// In clear only on this machine and in the practice's own network.
    fn may_reach(&self, ip: IpAddr) -> bool {
        let mapped = match ip {
            IpAddr::V6(six) => six.to_ipv4_mapped().map_or(ip, IpAddr::V4),
            IpAddr::V4(_) => ip,
        };
        mapped.is_loopback()
            || match Reach::of(ip) {
                Reach::Private => true,
                Reach::Public => self.is_https(),
                Reach::Never => false,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use AddressProblem::{Credentials, Forbidden, InClear, Malformed};

    const ADDRESSES: [(&str, Option<AddressProblem>); 17] = [
        ("https://nas.example.org/caldav/dr/", None),
        ("http://nas.local:5000/caldav/dr", None),
        ("https://192.168.1.10:5001/", None),
        ("http://192.168.1.10:5000/", None),
        ("http://127.0.0.1:5232/", None),
        ("http://localhost:5232/", None),
        ("http://[::1]:5232/", None),
        ("http://[::ffff:127.0.0.1]:5232/", None),
        ("http://[fd12:3456::1]/", None),
        ("http://93.184.216.34/", Some(InClear)),
        ("https://93.184.216.34/", None),
        ("https://169.254.169.254/latest/", Some(Forbidden)),
        ("http://[::ffff:169.254.169.254]/", Some(Forbidden)),
        ("https://0.0.0.0/", Some(Forbidden)),
        ("https://dr:secret@nas.example.org/", Some(Credentials)),
        ("nas.example.org", Some(Malformed)),
        ("ftp://nas.example.org/", Some(Malformed)),
    ];

    #[test]
    fn the_own_network_is_meant_and_metadata_services_are_not() {
        for (text, problem) in ADDRESSES {
            assert_eq!(Address::parse(text).err(), problem, "{text}");
        }
    }

    #[test]
    fn a_name_in_clear_leads_to_the_own_network_only() {
        let found = ["93.184.216.34:80", "192.168.1.10:80", "169.254.169.254:80"];
        let found = || found.iter().map(|address| address.parse().unwrap());
        let plain = Address::parse("http://nas.example.org/").unwrap();
        assert_eq!(plain.allowed(found()), ["192.168.1.10:80".parse().unwrap()]);
        let encrypted = Address::parse("https://nas.example.org/").unwrap();
        assert_eq!(encrypted.allowed(found()).len(), 2);
    }

    #[test]
    fn a_redirect_stays_on_the_server() {
        let from = Address::parse("https://nas.example.org:5001/caldav/").unwrap();
        for (location, stays) in [
            ("/caldav.php/", true),
            ("https://nas.example.org/dav/", true),
            ("http://nas.example.org:5001/caldav.php/", false),
            ("https://evil.example.org/", false),
            ("//evil.example.org/", false),
        ] {
            let to = from.joined(location).unwrap();
            assert_eq!(from.is_same_server(&to), stays, "{location}");
        }
        assert_eq!(from.joined("ftp://nas.example.org/"), None);
        assert_eq!(from.joined("https://dr:secret@nas.example.org/"), None);
    }
}
