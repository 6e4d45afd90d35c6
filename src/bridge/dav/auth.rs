//! Credentials in the ways that calendar servers ask for them: Basic (RFC 7617) and Digest with `qop=auth` (RFC 7616).

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::sys::hash::{md5_hex, sha256_hex};

/// Name and password; its `Debug` shows neither.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Name of the account.
    pub user: String,
    /// Password.
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

/// A way to sign in that a server offers and that is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Name and password as they are.
    Basic,
    /// A hash of them with a number of the server's.
    Digest(Digest),
}

impl Scheme {
    /// The strongest of those offered: Digest with SHA-256, then with MD5, then Basic.
    pub(super) fn strongest<'a>(headers: impl Iterator<Item = &'a str>) -> Option<Self> {
        let offered = headers.flat_map(challenges);
        let known = offered.filter_map(|challenge| challenge.scheme());
        known.max_by_key(|scheme| match scheme {
            Self::Digest(digest) if digest.algorithm == Algorithm::Sha256 => 2,
            Self::Digest(_) => 1,
            Self::Basic => 0,
        })
    }

    /// The `Authorization` of one request. `target`: as the request line has it; `nonce`: fresh for each request.
    pub(super) fn authorization(
        &mut self,
        who: &Credentials,
        method: &str,
        target: &str,
        nonce: &str,
    ) -> String {
        match self {
            Self::Basic => {
                let pair = format!("{}:{}", who.user, who.password);
                format!("Basic {}", STANDARD.encode(pair))
            }
            Self::Digest(digest) => digest.authorization(who, method, target, nonce),
        }
    }
}

/// Hash of a Digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Algorithm {
    Md5,
    Sha256,
}

impl Algorithm {
    fn hash(self, text: &str) -> String {
        match self {
            Self::Md5 => md5_hex(text.as_bytes()),
            Self::Sha256 => sha256_hex(text.as_bytes()),
        }
    }
}

/// A Digest challenge, and how often it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    algorithm: Algorithm,
    /// Whether the header named it; old servers do not know the parameter.
    names_algorithm: bool,
    realm: String,
    nonce: String,
    opaque: Option<String>,
    /// The name of the account travels hashed too.
    hides_user: bool,
    /// The credentials were right, but the nonce is too old.
    pub(super) is_stale: bool,
    count: u32,
}

impl Digest {
    /// Whether a request was signed with it: the server may have forgotten its number since, and not all say `stale`.
    pub(super) fn is_used(&self) -> bool {
        self.count > 0
    }

    fn authorization(&mut self, who: &Credentials, method: &str, target: &str, cnonce: &str) -> String {
        self.count += 1;
        let (hash, count) = (|text: &str| self.algorithm.hash(text), self.count);
        let secret = hash(&format!("{}:{}:{}", who.user, self.realm, who.password));
        let asked = hash(&format!("{method}:{target}"));
        let response = hash(&format!(
            "{secret}:{}:{count:08x}:{cnonce}:auth:{asked}",
            self.nonce
        ));
        let user = if self.hides_user {
            hash(&format!("{}:{}", who.user, self.realm))
        } else {
            who.user.clone()
        };
        let mut header = format!(
            "Digest username={}, realm={}, nonce={}, uri={}, response=\"{response}\", qop=auth, nc={count:08x}, cnonce=\"{cnonce}\"",
            quoted(&user),
            quoted(&self.realm),
            quoted(&self.nonce),
            quoted(target)
        );
        if self.names_algorithm {
            header += match self.algorithm {
                Algorithm::Md5 => ", algorithm=MD5",
                Algorithm::Sha256 => ", algorithm=SHA-256",
            };
        }
        if let Some(opaque) = &self.opaque {
            header += ", opaque=";
            header += &quoted(opaque);
        }
        if self.hides_user {
            header += ", userhash=true";
        }
        header
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// One challenge of a `WWW-Authenticate`.
struct Challenge {
    scheme: String,
    parameters: Vec<(String, String)>,
}

impl Challenge {
    fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    fn scheme(&self) -> Option<Scheme> {
        match self.scheme.as_str() {
            "basic" => Some(Scheme::Basic),
            "digest" => Some(Scheme::Digest(self.digest()?)),
            _ => None,
        }
    }

    /// `None` for what is not known here: other hashes, sessions, integrity of bodies only.
    fn digest(&self) -> Option<Digest> {
        let named = self.parameter("algorithm").map(str::to_ascii_lowercase);
        let algorithm = match named.as_deref() {
            None | Some("md5") => Algorithm::Md5,
            Some("sha-256") => Algorithm::Sha256,
            Some(_) => return None,
        };
        let mut qualities = self.parameter("qop")?.split(',');
        if !qualities.any(|quality| quality.trim().eq_ignore_ascii_case("auth")) {
            return None;
        }
        let is_set = |name| {
            self.parameter(name)
                .is_some_and(|value| value.eq_ignore_ascii_case("true"))
        };
        Some(Digest {
            algorithm,
            names_algorithm: named.is_some(),
            realm: self.parameter("realm")?.to_owned(),
            nonce: self.parameter("nonce")?.to_owned(),
            opaque: self.parameter("opaque").map(ToOwned::to_owned),
            hides_user: is_set("userhash"),
            is_stale: is_set("stale"),
            count: 0,
        })
    }
}

/// The challenges of one header: several may stand in one, with commas between them and within them (RFC 9110 §11.6.1).
fn challenges(header: &str) -> Vec<Challenge> {
    let mut found: Vec<Challenge> = Vec::new();
    for part in parts(header) {
        let (before, value) = match part.split_once('=') {
            Some((before, value)) => (before.trim(), Some(value.trim())),
            None => (part.trim(), None),
        };
        // « Digest realm » begins a challenge, « nonce » goes on with it.
        let (scheme, name) = match (before.split_once(char::is_whitespace), value) {
            (Some((scheme, name)), _) => (Some(scheme), name.trim()),
            (None, None) => (Some(before), ""),
            (None, Some(_)) => (None, before),
        };
        if let Some(scheme) = scheme.filter(|scheme| !scheme.is_empty()) {
            found.push(Challenge {
                scheme: scheme.to_ascii_lowercase(),
                parameters: Vec::new(),
            });
        }
        if let (Some(challenge), Some(value)) = (found.last_mut(), value) {
            let parameter = (name.to_ascii_lowercase(), unquoted(value));
            challenge.parameters.push(parameter);
        }
    }
    found
}

/// Splits at commas outside of quotes.
fn parts(header: &str) -> Vec<&str> {
    let (mut found, mut rest) = (Vec::new(), header);
    let (mut is_quoted, mut is_escaped) = (false, false);
    let mut commas = Vec::new();
    for (at, c) in header.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = is_quoted,
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => commas.push(at),
            _ => {}
        }
    }
    for at in commas.into_iter().rev() {
        let (before, after) = rest.split_at(at);
        found.push(after.trim_start_matches(','));
        rest = before;
    }
    found.push(rest);
    found.reverse();
    found
}

fn unquoted(value: &str) -> String {
    let Some(inside) = value.strip_prefix('"') else {
        return value.to_owned();
    };
    let inside = inside.strip_suffix('"').unwrap_or(inside);
    let (mut text, mut is_escaped) = (String::new(), false);
    for c in inside.chars() {
        if c == '\\' && !is_escaped {
            is_escaped = true;
        } else {
            text.push(c);
            is_escaped = false;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(user: &str, password: &str) -> Credentials {
        Credentials {
            user: user.to_owned(),
            password: password.to_owned(),
        }
    }

    fn answered(header: &str, password: &str, cnonce: &str) -> String {
        let mut scheme = Scheme::strongest([header].into_iter()).unwrap();
        scheme.authorization(&who("Mufasa", password), "GET", "/dir/index.html", cnonce)
    }

    /// RFC 7616 §3.9.1.
    const SHARED: &str = "realm=\"http-auth@example.org\", qop=\"auth, auth-int\", \
        nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
    const CNONCE: &str = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    #[test]
    fn digest_is_that_of_the_standards() {
        let password = "Circle of Life";
        let sha = answered(&format!("Digest {SHARED}, algorithm=SHA-256"), password, CNONCE);
        assert!(
            sha.contains("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"")
        );
        assert!(
            sha.contains("algorithm=SHA-256") && sha.contains("nc=00000001") && sha.contains("qop=auth,")
        );
        assert!(sha.contains("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""));
        let md5 = answered(&format!("Digest {SHARED}, algorithm=MD5"), password, CNONCE);
        assert!(
            md5.contains("response=\"8ca523f5e9506fed4657c9700eebdbec\""),
            "{md5}"
        );
        // RFC 2617 §3.5, which names no algorithm.
        let old = "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", \
            opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"";
        let old = answered(old, "Circle Of Life", "0a4f113b");
        assert!(
            old.contains("response=\"6629fae49393a05397450978507c4ef1\""),
            "{old}"
        );
        assert!(!old.contains("algorithm"));
    }

    #[test]
    fn basic_is_that_of_the_standard() {
        // RFC 7617 §2 and §2.1.
        let basic = |user, password| Scheme::Basic.authorization(&who(user, password), "GET", "/", "");
        assert_eq!(
            basic("Aladdin", "open sesame"),
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
        );
        assert_eq!(basic("test", "123£"), "Basic dGVzdDoxMjPCow==");
    }

    #[test]
    fn the_strongest_offer_is_taken() {
        let kind = |headers: &[&str]| match Scheme::strongest(headers.iter().copied()) {
            None => "none",
            Some(Scheme::Basic) => "basic",
            Some(Scheme::Digest(digest)) if digest.algorithm == Algorithm::Md5 => "md5",
            Some(Scheme::Digest(_)) => "sha-256",
        };
        let sha = "Digest realm=\"a, b\", nonce=\"1\", qop=\"auth\", algorithm=SHA-256";
        let md5 = "Digest realm=\"a\",nonce=\"1\",qop=\"auth\",opaque=\"x=\"";
        let basic = "Basic realm=\"Radicale - Password Required\"";
        assert_eq!(kind(&[basic, md5, sha]), "sha-256");
        assert_eq!(kind(&[&format!("{md5}, {sha}, {basic}")]), "sha-256");
        assert_eq!(kind(&[&format!("{basic}, {md5}")]), "md5");
        assert_eq!(kind(&["Negotiate, Basic realm=x, charset=\"UTF-8\""]), "basic");
        assert_eq!(kind(&["Negotiate", "Bearer realm=\"x\""]), "none");
        // Other hashes, sessions, no qop, integrity only.
        for unknown in [
            "Digest realm=\"a\", nonce=\"1\", qop=\"auth\", algorithm=SHA-512-256",
            "Digest realm=\"a\", nonce=\"1\", qop=\"auth\", algorithm=MD5-sess",
            "Digest realm=\"a\", nonce=\"1\"",
            "Digest realm=\"a\", nonce=\"1\", qop=\"auth-int\"",
            "Digest qop=auth",
        ] {
            assert_eq!(kind(&[unknown]), "none", "{unknown}");
        }
    }

    #[test]
    fn each_request_counts_and_names_are_escaped() {
        let header = "Digest realm=\"a \\\"b\\\"\", nonce=\"n\", qop=auth, stale=TRUE, userhash=true";
        let Some(Scheme::Digest(mut digest)) = Scheme::strongest([header].into_iter()) else {
            panic!("no digest")
        };
        assert!(digest.is_stale);
        let first = digest.authorization(&who("d\"r", "x"), "PUT", "/a%20b", "c");
        assert!(first.contains("realm=\"a \\\"b\\\"\"") && first.contains("uri=\"/a%20b\""));
        assert!(
            first.contains("userhash=true") && !first.contains("d\\\"r"),
            "{first}"
        );
        let second = digest.authorization(&who("d\"r", "x"), "PUT", "/a%20b", "c");
        assert!(second.contains("nc=00000002"), "{second}");
        assert!(!format!("{:?}", who("Mufasa", "Circle")).contains("Circle"));
    }
}
