//! The profile that sets up an iPhone, an iPad or a Mac (Apple's configuration profile with a CalDAV account).

use std::fmt::Write as _;

use super::Place;
use crate::app::RadicaleSecret;
use crate::sys::hash;

/// What iOS takes for a profile.
pub(super) const KIND: &str = "application/x-apple-aspen-config";

/// What a profile says to people.
pub(super) struct Words<'a> {
    /// Name of the calendar account.
    pub(super) account: &'a str,
    /// Whose profile it is.
    pub(super) practice: &'a str,
    /// What it does.
    pub(super) what: &'a str,
}

/// The profile. The same account gives the same identity, so that a profile with a new password takes the place of the old one.
pub(super) fn profile(place: &Place, secret: &RadicaleSecret, words: &Words<'_>) -> String {
    let identity = |part: &str| uuid(&format!("{}{part}", place.url));
    let name = format!("fr.grappe.calendar.{}", secret.login);
    let account = dictionary(&[
        ("PayloadType", "com.apple.caldav.account"),
        ("PayloadIdentifier", &format!("{name}.caldav")),
        ("PayloadUUID", &identity("caldav")),
        ("PayloadDisplayName", words.account),
        ("CalDAVAccountDescription", words.account),
        ("CalDAVHostName", &place.host),
        ("CalDAVPrincipalURL", &place.path),
        ("CalDAVUsername", &secret.login),
        ("CalDAVPassword", &secret.password),
    ]);
    let whole = dictionary(&[
        ("PayloadType", "Configuration"),
        ("PayloadIdentifier", &name),
        ("PayloadUUID", &identity("profile")),
        ("PayloadDisplayName", words.account),
        ("PayloadOrganization", words.practice),
        ("PayloadDescription", words.what),
    ]);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n{whole}<key>PayloadVersion</key><integer>1</integer>\n\
         <key>PayloadContent</key>\n<array>\n<dict>\n{account}<key>PayloadVersion</key><integer>1</integer>\n\
         <key>CalDAVPort</key><integer>{}</integer>\n<key>CalDAVUseSSL</key><{}/>\n</dict>\n</array>\n</dict>\n</plist>\n",
        place.port, place.is_https
    )
}

fn dictionary(pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(String::new(), |mut text, (key, value)| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "<key>{key}</key><string>{}</string>", escaped(value));
        text
    })
}

fn escaped(text: &str) -> String {
    text.chars()
        .fold(String::with_capacity(text.len()), |mut out, c| {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
            out
        })
}

/// A name-based UUID in the usual form (RFC 9562 version 8).
fn uuid(name: &str) -> String {
    let mut hex = hash::sha256_hex(name.as_bytes()).to_uppercase();
    hex.truncate(32);
    hex.replace_range(12..13, "8");
    hex.replace_range(16..17, "A");
    for place in [8, 13, 18, 23] {
        hex.insert(place, '-');
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_sound_and_the_same_again() {
        let place = Place::under("https://rdv.example.fr/rdv", "paul-2");
        let secret = RadicaleSecret {
            login: "paul-2".to_owned(),
            password: "abcde-fghjk".to_owned(),
        };
        let words = Words {
            account: "Agenda <du> cabinet",
            practice: "Martin & Petit",
            what: "…",
        };
        let text = profile(&place, &secret, &words);
        for part in [
            "<key>CalDAVHostName</key><string>rdv.example.fr</string>",
            "<key>CalDAVPort</key><integer>443</integer>",
            "<key>CalDAVUseSSL</key><true/>",
            "<key>CalDAVPrincipalURL</key><string>/rdv/caldav/paul-2/</string>",
            "<string>Agenda &lt;du&gt; cabinet</string>",
            "<string>Martin &amp; Petit</string>",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert_eq!(text, profile(&place, &secret, &words));
        assert_eq!(text.matches("<dict>").count(), text.matches("</dict>").count());
        let id = uuid("x");
        assert!(
            id.len() == 36 && id.as_bytes()[14] == b'8' && id.as_bytes()[19] == b'A',
            "{id}"
        );
        assert_ne!(id, uuid("y"));
    }
}
