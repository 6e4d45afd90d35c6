//! From where and with what somebody signs in.

use std::net::IpAddr;

/// Longest name of a browser that is kept.
const NAME_MAX_CHARS: usize = 120;

/// The other end of a session.
#[derive(Clone, Debug)]
pub struct Device {
    address: IpAddr,
    is_known: bool,
    name: String,
    is_demo: bool,
}

impl Device {
    /// `name` is what the browser says of itself; a demonstration asks nobody for a second factor. An address that is not known to
    /// be the other end's own, such as a proxy's, is never inside.
    pub fn new((address, is_known): (IpAddr, bool), name: &str, is_demo: bool) -> Self {
        let name = name.chars().filter(|c| !c.is_control()).take(NAME_MAX_CHARS);
        Self {
            address: address.to_canonical(),
            is_known,
            name: name.collect(),
            is_demo,
        }
    }

    /// The network it is in: /24 or /48, all that logs may keep (security §7).
    pub fn network(&self) -> String {
        network_of(self.address)
    }

    /// In the practice's own network: loopback, private or link-local.
    pub fn is_inside(&self) -> bool {
        self.is_known && self.is_private()
    }

    /// Whether whoever comes from there needs a second factor for anything at all (security T14).
    pub fn is_outside(&self) -> bool {
        !self.is_inside() && !self.is_demo
    }

    fn is_private(&self) -> bool {
        match self.address {
            IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
            IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
        }
    }

    /// What the browser says of itself.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn is_demo(&self) -> bool {
        self.is_demo
    }
}

/// The network of an address: /24 or /48 (security §7).
pub fn network_of(address: IpAddr) -> String {
    match address.to_canonical() {
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
    fn addresses_are_cut_and_told_apart() {
        for (address, network, is_inside) in [
            ("203.0.113.77", "203.0.113.0/24", false),
            ("192.168.1.20", "192.168.1.0/24", true),
            ("::ffff:10.1.2.3", "10.1.2.0/24", true),
            ("2001:db8:77:1::9", "2001:db8:77::/48", false),
            ("fd00:1:2::3", "fd00:1:2::/48", true),
            ("::1", "0:0:0::/48", true),
        ] {
            let device = Device::new((address.parse().unwrap(), true), "Firefox\r\n", false);
            assert_eq!(
                (device.network().as_str(), device.is_inside()),
                (network, is_inside)
            );
            assert_eq!(device.name(), "Firefox");
            let through_a_proxy = Device::new((address.parse().unwrap(), false), "", false);
            assert!(through_a_proxy.is_outside());
        }
    }
}
