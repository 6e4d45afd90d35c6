//! Which addresses a configured URL may lead to (security T10).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whom an address belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The internet.
    Public,
    /// The network around this machine.
    Private,
    /// Nobody that a practice may want to call: this machine, metadata services, link-local, multicast, unspecified, reserved.
    Never,
}

/// Metadata services of hosting companies outside the link-local range, and their relatives.
const METADATA_V4: [Ipv4Addr; 2] = [Ipv4Addr::new(100, 100, 100, 200), Ipv4Addr::new(168, 63, 129, 16)];
const METADATA_V6: Ipv6Addr = Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254);

impl Reach {
    /// Whom this address belongs to.
    pub fn of(ip: IpAddr) -> Self {
        match ip {
            IpAddr::V4(ip) => of_v4(ip),
            IpAddr::V6(ip) => of_v6(ip),
        }
    }
}

/// Whether a call may go there: public addresses always, those of the practice's own network if that was ticked.
pub fn is_allowed(ip: IpAddr, may_reach_private: bool) -> bool {
    match Reach::of(ip) {
        Reach::Public => true,
        Reach::Private => may_reach_private,
        Reach::Never => false,
    }
}

fn of_v4(ip: Ipv4Addr) -> Reach {
    let [a, b, c, _] = ip.octets();
    if METADATA_V4.contains(&ip) {
        return Reach::Never;
    }
    match (a, b, c) {
        (10, ..) | (192, 168, _) | (172, 16..=31, _) | (100, 64..=127, _) => Reach::Private,
        // "This network", this machine, link-local, protocol assignments, relays, benchmarks, examples, multicast, reserved.
        (0 | 127 | 224.., ..)
        | (169, 254, _)
        | (192, 0, 0 | 2)
        | (192, 88, 99)
        | (198, 18 | 19, _)
        | (198, 51, 100)
        | (203, 0, 113) => Reach::Never,
        _ => Reach::Public,
    }
}

fn of_v6(ip: Ipv6Addr) -> Reach {
    if let Some(inside) = embedded(ip) {
        return of_v4(inside);
    }
    if ip == METADATA_V6 {
        return Reach::Never;
    }
    match ip.segments() {
        [0xfc00..=0xfdff, ..] => Reach::Private,
        // Tunnels hide another address, and 2001:db8::/32 is for examples.
        [0x2002, ..] | [0x2001, 0 | 0xdb8, ..] => Reach::Never,
        [0x2000..=0x3fff, ..] => Reach::Public,
        _ => Reach::Never,
    }
}

/// The IPv4 address that really is called: `::ffff:a.b.c.d`, or behind a NAT64 `64:ff9b::a.b.c.d`.
fn embedded(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let [.., a, b, c, d] = ip.octets();
    match ip.segments() {
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => Some(Ipv4Addr::new(a, b, c, d)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESSES: [(&str, Reach); 38] = [
        ("93.184.216.34", Reach::Public),
        ("8.8.8.8", Reach::Public),
        ("172.15.0.1", Reach::Public),
        ("172.32.0.1", Reach::Public),
        ("100.63.0.1", Reach::Public),
        ("2a01:cb00::1", Reach::Public),
        ("64:ff9b::8.8.8.8", Reach::Public),
        ("127.0.0.1", Reach::Never),
        ("127.255.255.254", Reach::Never),
        ("10.0.0.1", Reach::Private),
        ("172.16.0.1", Reach::Private),
        ("172.31.255.255", Reach::Private),
        ("192.168.1.10", Reach::Private),
        ("100.64.0.1", Reach::Private),
        ("::1", Reach::Never),
        ("fd12:3456::1", Reach::Private),
        ("::ffff:127.0.0.1", Reach::Never),
        ("::ffff:192.168.1.10", Reach::Private),
        ("64:ff9b::10.0.0.1", Reach::Private),
        ("169.254.169.254", Reach::Never),
        ("::ffff:169.254.169.254", Reach::Never),
        ("64:ff9b::169.254.169.254", Reach::Never),
        ("100.100.100.200", Reach::Never),
        ("168.63.129.16", Reach::Never),
        ("fd00:ec2::254", Reach::Never),
        ("0.0.0.0", Reach::Never),
        ("0.1.2.3", Reach::Never),
        ("::", Reach::Never),
        ("::127.0.0.1", Reach::Never),
        ("224.0.0.1", Reach::Never),
        ("255.255.255.255", Reach::Never),
        ("240.0.0.1", Reach::Never),
        ("198.18.0.1", Reach::Never),
        ("fe80::1", Reach::Never),
        ("ff02::1", Reach::Never),
        ("2002:7f00:1::", Reach::Never),
        ("2001:0:1::", Reach::Never),
        ("2001:db8::1", Reach::Never),
    ];

    #[test]
    fn nobody_is_called_who_should_not_be() {
        for (address, reach) in ADDRESSES {
            let ip = address.parse().unwrap();
            assert_eq!(Reach::of(ip), reach, "{address}");
            assert_eq!(is_allowed(ip, false), reach == Reach::Public, "{address}");
            assert_eq!(is_allowed(ip, true), reach != Reach::Never, "{address}, ticked");
        }
    }
}
