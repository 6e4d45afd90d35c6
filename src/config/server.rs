//! `[server]`: where the pages are served and who stands before them.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

use super::problem::Unfit;
use super::section::Section;

/// Longest host name (RFC 1035 §2.3.4).
const HOST_MAX_BYTES: usize = 253;
/// Longest path prefix.
const PREFIX_MAX_BYTES: usize = 100;

/// A path prefix such as `/rdv/`; always begins and ends with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefix(String);

impl Default for Prefix {
    fn default() -> Self {
        Self("/".to_owned())
    }
}

impl Prefix {
    /// Letters, digits, `-`, `_` and `.` between slashes; no empty, `.` or `..` segment.
    pub fn parse(text: &str) -> Result<Self, Unfit> {
        let inner = text.strip_prefix('/').ok_or(Unfit::NotPrefix)?;
        let inner = inner.strip_suffix('/').unwrap_or(inner);
        if inner.is_empty() {
            return Ok(Self::default());
        }
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let is_segment = |s: &str| !s.is_empty() && s != "." && s != ".." && s.chars().all(is_plain);
        if inner.len() <= PREFIX_MAX_BYTES && inner.split('/').all(is_segment) {
            Ok(Self(format!("/{inner}/")))
        } else {
            Err(Unfit::NotPrefix)
        }
    }

    /// `/`, or `/name/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A proxy or a network of them, e.g. `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// `192.0.2.1`, `10.0.0.0/8`, `fd00::/8`.
    pub fn parse(text: &str) -> Result<Self, Unfit> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(a, b)| (a, Some(b)));
        let address: IpAddr = address.trim().parse().map_err(|_| Unfit::NotNetwork)?;
        let widest = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(widest), |b| b.trim().parse().map_err(|_| Unfit::NotNetwork))?;
        if bits <= widest {
            Ok(Self { address, bits })
        } else {
            Err(Unfit::NotNetwork)
        }
    }

    /// Whether the address lies in it; an IPv4 address written in IPv6 counts as the IPv4 one.
    pub fn contains(&self, address: IpAddr) -> bool {
        let shift = |width: u32| width.saturating_sub(u32::from(self.bits));
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(ours), IpAddr::V4(theirs)) => {
                let differing = ours.to_bits() ^ theirs.to_bits();
                differing.checked_shr(shift(32)).unwrap_or(0) == 0
            }
            (IpAddr::V6(ours), IpAddr::V6(theirs)) => {
                let differing = ours.to_bits() ^ theirs.to_bits();
                differing.checked_shr(shift(128)).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = Unfit;

    fn from_str(text: &str) -> Result<Self, Unfit> {
        Self::parse(text)
    }
}

/// The listener and what it believes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Address of the pages for links in messages, without a closing slash; none: built from `listen` and `prefix`.
    pub public_url: Option<String>,
    /// Host names the pages answer to, besides addresses of this machine and the host of `public_url`.
    pub hosts: Vec<String>,
    /// Path under which the pages live.
    pub prefix: Prefix,
    /// The host name and all names below it are the practice's own and always behind https: browsers may insist on it
    /// (security §10). Never on a shared name of a dynamic address service.
    pub strict_transport: bool,
    /// Proxies whose `X-Forwarded-*` headers are believed.
    pub trusted_proxies: Vec<Network>,
    /// Open connections at most; by default what the smallest machine bears (security §5: 512 on a Pi, 1,024 on a NAS).
    pub max_connections: usize,
    /// Open connections of one address at most; proxies are exempt.
    pub max_connections_per_address: usize,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            public_url: None,
            hosts: Vec::new(),
            prefix: Prefix::default(),
            strict_transport: false,
            trusted_proxies: Vec::new(),
            max_connections: 512,
            max_connections_per_address: 32,
        }
    }
}

impl Server {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let base = Self::default();
        Self {
            listen: section
                .parsed("listen", |text| text.parse().map_err(|_| Unfit::NotAddress))
                .unwrap_or(base.listen),
            public_url: section.parsed("public_url", public_url),
            hosts: section.list("hosts", host).unwrap_or(base.hosts),
            prefix: section.parsed("prefix", Prefix::parse).unwrap_or(base.prefix),
            strict_transport: section.flag("strict_transport").unwrap_or(base.strict_transport),
            trusted_proxies: section
                .list("trusted_proxies", Network::parse)
                .unwrap_or(base.trusted_proxies),
            max_connections: section
                .number("max_connections", 16, 65_536)
                .unwrap_or(base.max_connections),
            max_connections_per_address: section
                .number("max_connections_per_address", 4, 65_536)
                .unwrap_or(base.max_connections_per_address),
        }
    }

    /// Every name the pages answer to; empty when none was configured, which means any.
    pub fn names(&self) -> Vec<String> {
        let public = self.public_url.as_deref().and_then(host_of);
        let named: Vec<String> = self
            .hosts
            .iter()
            .map(String::as_str)
            .chain(public)
            .map(str::to_owned)
            .collect();
        if named.is_empty() {
            return named;
        }
        // The machine itself asks under this name: health checks, and whoever sits in front of it.
        named.into_iter().chain(["localhost".to_owned()]).collect()
    }

    /// Name and port that patients reach over https, where the public address is one of https.
    pub fn public_https(&self) -> Option<(String, u16)> {
        let authority = self
            .public_url
            .as_deref()?
            .strip_prefix("https://")?
            .split('/')
            .next()?;
        let port = authority.rsplit_once(':').and_then(|(_, port)| port.parse().ok());
        Some((self.public_host()?, port.unwrap_or(443)))
    }

    /// The host of `public_url`, lower case.
    pub(super) fn public_host(&self) -> Option<String> {
        let url = self.public_url.as_deref()?;
        host_of(url).map(str::to_ascii_lowercase)
    }

    /// Address of the pages, for links: `public_url`, else the listening address and the prefix; no closing slash.
    pub fn page_url(&self) -> String {
        let built = || {
            format!(
                "http://{}{}",
                self.listen,
                self.prefix.as_str().trim_end_matches('/')
            )
        };
        self.public_url.clone().unwrap_or_else(built)
    }
}

/// The host of an address that [`public_url`] accepted.
fn host_of(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split('/').next()?;
    Some(authority.rsplit_once(':').map_or(authority, |(name, _)| name))
}

/// A host name, lower-cased; a port is not part of it.
pub fn host(text: &str) -> Result<String, Unfit> {
    let name = text.trim().to_ascii_lowercase();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let is_address = name.parse::<IpAddr>().is_ok();
    let is_name = !name.is_empty()
        && name.len() <= HOST_MAX_BYTES
        && name.chars().all(is_plain)
        && name
            .split('.')
            .all(|label| !label.is_empty() && !label.starts_with('-'));
    if is_address || is_name {
        Ok(name)
    } else {
        Err(Unfit::NotHost)
    }
}

pub(super) fn public_url(text: &str) -> Result<String, Unfit> {
    let text = text.trim().trim_end_matches('/');
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .ok_or(Unfit::NotUrl)?;
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let name = match authority.rsplit_once(':') {
        Some((name, port)) if port.parse::<u16>().is_ok() => name,
        Some(_) => return Err(Unfit::NotUrl),
        None => authority,
    };
    host(name).map_err(|_| Unfit::NotUrl)?;
    Prefix::parse(&format!("/{path}")).map_err(|_| Unfit::NotUrl)?;
    Ok(text.to_owned())
}
