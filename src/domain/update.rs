//! Versions of the program that are published: which is newer, what was seen of them, and what of that a person is to be told.
//! Nothing here installs anything.

use std::cmp::Ordering;

use chrono::{NaiveDate, TimeDelta};

use super::time::Instant;

/// After so long without an answer that could be believed somebody is told.
const SILENCE: TimeDelta = TimeDelta::days(14);
/// A list that has said nothing new for so long is told: somebody between us and it may be holding it back.
const FROZEN: TimeDelta = TimeDelta::days(180);

/// A version as Semantic Versioning 2.0.0 writes it; compared by its §11, what follows `+` does not count.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Version {
    core: [u64; 3],
    /// Empty for one that is released.
    before_release: Vec<Part>,
    text: String,
}

/// A part between dots of what follows the hyphen. Numbers come before words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u64),
    Word(String),
}

/// No version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a version")]
pub struct NoVersion;

impl Version {
    /// Reads `1.2.3`, `1.2.3-rc.1`, `1.2.3+build`.
    pub fn parse(text: &str) -> Result<Self, NoVersion> {
        let (counted, build) = text.split_once('+').unwrap_or((text, "0"));
        let (core, before) = match counted.split_once('-') {
            Some((core, before)) => (core, Some(before)),
            None => (counted, None),
        };
        let numbers: Option<Vec<u64>> = core.split('.').map(number).collect();
        let core = numbers.and_then(|numbers| numbers.try_into().ok());
        let parts: Option<Vec<Part>> =
            before.map_or(Some(Vec::new()), |before| before.split('.').map(part).collect());
        let is_built = build.split('.').all(is_word);
        match (core, parts) {
            (Some(core), Some(before_release)) if is_built => Ok(Self {
                core,
                before_release,
                text: text.to_owned(),
            }),
            _ => Err(NoVersion),
        }
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Without zeros before it.
fn number(text: &str) -> Option<u64> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let is_short = text.len() == 1 || !text.starts_with('0');
    (is_number && is_short).then(|| text.parse().ok())?
}

fn part(text: &str) -> Option<Part> {
    if !is_word(text) {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return number(text).map(Part::Number);
    }
    Some(Part::Word(text.to_owned()))
}

impl TryFrom<String> for Version {
    type Error = NoVersion;

    fn try_from(text: String) -> Result<Self, NoVersion> {
        Self::parse(&text)
    }
}

impl From<Version> for String {
    fn from(version: Version) -> Self {
        version.text
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        // What comes before a release has parts, the release has none.
        let released = |version: &Self| version.before_release.is_empty();
        self.core
            .cmp(&other.core)
            .then(released(self).cmp(&released(other)))
            .then_with(|| self.before_release.cmp(&other.before_release))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Version {}

/// The newest release, as its publisher signed it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Release {
    /// Which.
    pub version: Version,
    /// The day on which it was published.
    pub published: NaiveDate,
    /// What is new in it, in French; may be empty.
    pub notes_fr: String,
    /// The same in English.
    pub notes_en: String,
}

/// Why a question for the newest release came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UpdateTrouble {
    /// The address leads where no call may go (security T10).
    Forbidden,
    /// Nobody answers there, or not with a certificate that is believed, or not in time.
    Unreachable,
    /// There is no list at the address.
    Absent,
    /// It is not signed by the key that is configured, or was changed since.
    Signature,
    /// It is signed, and cannot be read: another form, or larger than a list is.
    Form,
    /// It is older than one that was seen before: somebody shows an old one again.
    Older,
}

impl UpdateTrouble {
    /// Every trouble.
    pub const ALL: [Self; 6] = [
        Self::Forbidden,
        Self::Unreachable,
        Self::Absent,
        Self::Signature,
        Self::Form,
        Self::Older,
    ];

    /// The end of the key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Forbidden => "forbidden",
            Self::Unreachable => "unreachable",
            Self::Absent => "absent",
            Self::Signature => "signature",
            Self::Form => "form",
            Self::Older => "older",
        }
    }

    /// Whether somebody may be at work, and it is told at once.
    fn is_suspicious(self) -> bool {
        matches!(self, Self::Signature | Self::Older)
    }
}

/// What is known of the releases of one source.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct UpdateRecord {
    /// Address and key that all of it is about; of others nothing is known.
    pub source: String,
    /// State of the list, as its server names it.
    pub etag: Option<String>,
    /// The newest that was ever signed.
    pub newest: Option<Release>,
    /// The first question.
    pub began: Option<Instant>,
    /// The last question.
    pub asked: Option<Instant>,
    /// The last answer that could be believed.
    pub answered: Option<Instant>,
    /// What came of the last question, where that was nothing.
    pub trouble: Option<UpdateTrouble>,
}

/// What a person is to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UpdateNews {
    /// There is a newer version.
    Newer(Release),
    /// The last list was not to be believed.
    Suspicious(UpdateTrouble),
    /// No list could be had since then.
    Silent(Instant),
    /// The list has said nothing new since that day.
    Frozen(NaiveDate),
}

impl UpdateRecord {
    /// The record of this source; an empty one where it is about another.
    #[must_use]
    pub fn of(self, source: &str) -> Self {
        if self.source == source {
            self
        } else {
            Self {
                source: source.to_owned(),
                ..Self::default()
            }
        }
    }

    /// The list is still in the state that is known.
    #[must_use]
    pub fn unchanged(self, now: Instant) -> Self {
        Self {
            answered: Some(now),
            trouble: None,
            ..self.asked(now)
        }
    }

    /// A list that its key signed. An older one than was seen before is not believed, whoever signed it then.
    #[must_use]
    pub fn found(self, (release, etag): (Release, Option<String>), now: Instant) -> Self {
        let is_older = |seen: &Release| release.version < seen.version || release.published < seen.published;
        if self.newest.as_ref().is_some_and(is_older) {
            return self.failed(UpdateTrouble::Older, now);
        }
        Self {
            etag,
            newest: Some(release),
            ..self.unchanged(now)
        }
    }

    /// The question came to nothing.
    #[must_use]
    pub fn failed(self, trouble: UpdateTrouble, now: Instant) -> Self {
        Self {
            trouble: Some(trouble),
            ..self.asked(now)
        }
    }

    fn asked(self, now: Instant) -> Self {
        Self {
            began: self.began.or(Some(now)),
            asked: Some(now),
            ..self
        }
    }

    /// What a person is to be told now, where `own` runs.
    pub fn news(&self, own: &Version, now: Instant) -> Vec<UpdateNews> {
        let mut news = Vec::new();
        if let Some(newest) = self.newest.as_ref().filter(|newest| newest.version > *own) {
            news.push(UpdateNews::Newer(newest.clone()));
        }
        let last = self.answered.or(self.began);
        match (self.trouble, last, &self.newest) {
            (Some(trouble), _, _) if trouble.is_suspicious() => news.push(UpdateNews::Suspicious(trouble)),
            (Some(_), Some(last), _) if now - last >= SILENCE => news.push(UpdateNews::Silent(last)),
            (None, _, Some(newest)) if now.date_naive() - newest.published >= FROZEN => {
                news.push(UpdateNews::Frozen(newest.published));
            }
            _ => {}
        }
        news
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    fn at(day: &str) -> Instant {
        format!("{day}T12:00:00Z").parse().unwrap()
    }

    fn release(number: &str, published: &str) -> Release {
        Release {
            version: version(number),
            published: published.parse().unwrap(),
            notes_fr: String::new(),
            notes_en: String::new(),
        }
    }

    /// The order of semver.org §11, and what is no version.
    #[test]
    fn versions_are_compared_part_by_part() {
        let rising = [
            "0.9.10",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.0.1",
            "1.10.0",
            "2.0.0",
        ];
        for two in rising.windows(2) {
            assert!(version(two[0]) < version(two[1]), "{two:?}");
        }
        assert_eq!(version("1.0.0+a"), version("1.0.0+b.1"));
        for wrong in [
            "",
            "1",
            "1.0",
            "1.0.0.0",
            "01.0.0",
            "1.0.0-",
            "1.0.0-a..b",
            "1.0.0-01",
            "1.0.0+",
            "v1.0.0",
            "1.0.-1",
            "1.0.0-é",
            "99999999999999999999.0.0",
        ] {
            assert_eq!(Version::parse(wrong), Err(NoVersion), "{wrong}");
        }
    }

    #[test]
    fn a_newer_one_is_told_and_an_older_list_is_not_believed() {
        let own = version("0.1.0");
        let now = at("2026-11-27");
        let record = UpdateRecord::default().of("here");
        let same = record.clone().found((release("0.1.0", "2026-11-01"), None), now);
        assert_eq!(same.news(&own, now), []);
        let newer = same.found((release("0.2.0", "2026-11-20"), Some("\"2\"".to_owned())), now);
        let told = UpdateNews::Newer(release("0.2.0", "2026-11-20"));
        assert_eq!(newer.news(&own, now), vec![told.clone()]);
        for old in [release("0.1.9", "2026-11-21"), release("0.2.0", "2026-11-19")] {
            let shown = newer.clone().found((old, Some("\"1\"".to_owned())), now);
            assert_eq!(
                (shown.newest.clone(), shown.etag.clone()),
                (newer.newest.clone(), newer.etag.clone())
            );
            let news = shown.news(&own, now);
            assert_eq!(news, [told.clone(), UpdateNews::Suspicious(UpdateTrouble::Older)]);
        }
        assert_eq!(newer.of("elsewhere").newest, None);
    }

    #[test]
    fn silence_is_told_after_a_fortnight_and_a_list_that_stands_still_after_half_a_year() {
        let own = version("0.2.0");
        let first = at("2026-01-01");
        let record = UpdateRecord::default().failed(UpdateTrouble::Unreachable, first);
        assert_eq!(record.news(&own, at("2026-01-14")), []);
        let silent = record.clone().failed(UpdateTrouble::Absent, at("2026-01-15"));
        assert_eq!(silent.news(&own, at("2026-01-15")), [UpdateNews::Silent(first)]);
        let heard = silent.found((release("0.2.0", "2026-01-02"), None), at("2026-01-16"));
        assert_eq!(heard.news(&own, at("2026-01-16")), []);
        let still = heard.clone().unchanged(at("2026-07-02"));
        let day = "2026-01-02".parse().unwrap();
        assert_eq!(still.news(&own, at("2026-07-02")), [UpdateNews::Frozen(day)]);
        let forged = heard.failed(UpdateTrouble::Signature, at("2026-01-17"));
        let told = [UpdateNews::Suspicious(UpdateTrouble::Signature)];
        assert_eq!(forged.news(&own, at("2026-01-17")), told, "at once");
    }

    #[test]
    fn a_record_is_read_back() {
        let record = UpdateRecord::default()
            .of("here")
            .found(
                (release("0.2.0-rc.1", "2026-11-20"), Some("\"2\"".to_owned())),
                at("2026-11-27"),
            )
            .failed(UpdateTrouble::Signature, at("2026-11-28"));
        let text = serde_json::to_string(&record).unwrap();
        assert_eq!(serde_json::from_str::<UpdateRecord>(&text).unwrap(), record);
    }
}
