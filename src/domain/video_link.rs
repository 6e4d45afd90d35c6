//! Where a care by video takes place: a fixed room, or one for each appointment.

/// Longest address, in characters.
pub const VIDEO_LINK_MAX: usize = 300;
/// Stands for the unguessable word of the appointment.
const PLACE: &str = "{code}";

/// An `https` address; `{code}` in it becomes a word that only the people of one appointment know.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct VideoLink(String);

/// It is no plain `https` address, or has another placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no address of a video room")]
pub struct NoVideoLink;

impl VideoLink {
    /// Reads what was typed.
    pub fn parse(typed: &str) -> Result<Self, NoVideoLink> {
        let rest = typed.strip_prefix("https://").ok_or(NoVideoLink)?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let is_host = host.contains('.')
            && host
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b".-:".contains(&b));
        let plain = rest.replacen(PLACE, "", 1);
        let is_plain = plain
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"<>\"'{}\\^`|".contains(&b));
        if is_host && is_plain && typed.chars().count() <= VIDEO_LINK_MAX {
            Ok(Self(typed.to_owned()))
        } else {
            Err(NoVideoLink)
        }
    }

    /// As typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The room of an appointment with this word.
    pub fn room(&self, code: &str) -> String {
        self.0.replacen(PLACE, code, 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_are_plain_https_addresses() {
        for good in [
            "https://visio.exemple.fr/dr-martin",
            "https://visio.exemple.fr:8443/?salle=a&b=1#c",
            "https://visio.exemple.fr/cabinet-{code}",
        ] {
            assert!(VideoLink::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "http://visio.exemple.fr/",
            "javascript:alert(1)",
            "https://",
            "https://salle",
            "https://a:b@visio.exemple.fr/",
            "https://visio.exemple.fr/ salle",
            "https://visio.exemple.fr/\"><script>",
            "https://visio.exemple.fr/{nom}",
            "https://visio.exemple.fr/{code}/{code}",
            "https://{code}.exemple.fr/",
        ] {
            assert_eq!(VideoLink::parse(bad), Err(NoVideoLink), "{bad}");
        }
    }

    #[test]
    fn a_template_has_a_room_for_each_appointment() {
        let link = VideoLink::parse("https://visio.exemple.fr/c-{code}?x").unwrap();
        assert_eq!(link.room("abc"), "https://visio.exemple.fr/c-abc?x");
    }
}
