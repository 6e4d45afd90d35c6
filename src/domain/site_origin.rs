//! Web sites of the practice that may show its free times: origins, as browsers compare them (RFC 6454).

use std::fmt;

use super::contact::FieldProblem;

/// Longest origin, in characters: a host name has at most 253 (RFC 1035 §2.3.4).
pub const ORIGIN_MAX: usize = 270;
/// Most sites of a practice.
pub const SITES_MAX: usize = 10;

/// `https://www.cabinet-martin.fr`, without a path; nothing in it can mean anything else in a header.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct SiteOrigin(String);

impl SiteOrigin {
    /// As people copy it: with or without `https://`, with a page behind it. No wildcard, no name with accents (its `xn--` form is
    /// meant).
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        let text = text.trim().to_lowercase();
        if text.chars().count() > ORIGIN_MAX {
            return Err(FieldProblem::TooLong { max: ORIGIN_MAX });
        }
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme @ ("http" | "https"), rest)) => (scheme, rest),
            Some(_) => return Err(FieldProblem::Malformed),
            None => ("https", text.as_str()),
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
        let (host, port) = match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        };
        let is_label = |label: &str| {
            let is_plain = label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            !label.is_empty() && is_plain && !label.starts_with('-') && !label.ends_with('-')
        };
        if let Some(stranger) = host
            .chars()
            .find(|c| !c.is_ascii_alphanumeric() && !"-.".contains(*c))
        {
            return Err(FieldProblem::Character(stranger));
        }
        let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|n| n > 0));
        if !host.split('.').all(is_label) || !is_port {
            return Err(FieldProblem::Malformed);
        }
        let port = port.map_or_else(String::new, |port| format!(":{port}"));
        Ok(Self(format!("{scheme}://{host}{port}")))
    }
}

impl fmt::Display for SiteOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_read_as_people_copy_them() {
        for (typed, origin) in [
            ("www.cabinet.fr", "https://www.cabinet.fr"),
            ("https://WWW.Cabinet.fr/contact?x=1#y", "https://www.cabinet.fr"),
            (" http://cabinet.fr:8080/ ", "http://cabinet.fr:8080"),
            ("xn--caf-dma.fr", "https://xn--caf-dma.fr"),
            ("localhost:9000", "https://localhost:9000"),
        ] {
            assert_eq!(SiteOrigin::parse(typed).unwrap().to_string(), origin, "{typed}");
        }
    }

    #[test]
    fn nothing_that_means_more_in_a_header_is_a_site() {
        for typed in [
            "",
            "https://",
            "*",
            "*.cabinet.fr",
            "https://a.fr; script-src *",
            "https://a.fr b.fr",
            "a.fr, b.fr",
            "'none'",
            "javascript://a.fr",
            "https://u:p@a.fr",
            "a..fr",
            "-a.fr",
            "a.fr:0",
            "a.fr:99999",
            "café.fr",
            "a.fr\r\nX: y",
        ] {
            assert!(SiteOrigin::parse(typed).is_err(), "{typed}");
        }
    }
}
