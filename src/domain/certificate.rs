//! Certificates of https: how long one lasts, when another is asked for, what is wrong with the one that patients meet (spk §3.2, security §9).

use chrono::TimeDelta;

use super::time::Instant;

/// A certificate with so many days left is worth a word.
pub const WARNING: TimeDelta = TimeDelta::days(21);
/// With so many it is urgent.
pub const CRITICAL: TimeDelta = TimeDelta::days(7);
/// A certificate that lasts twice this is renewed when no more than this is left, even if that is less than two thirds of its life.
const RENEWED_WITH: TimeDelta = TimeDelta::days(30);
/// Pauses after the first, second … failure in a row, minutes; the last one repeats: three tries a day.
const PAUSES: [i64; 3] = [60, 240, 480];
/// What the other side asks for beyond this is not waited for.
const PAUSE_AT_MOST: TimeDelta = TimeDelta::days(8);

/// From when until when a certificate holds; both ends are part of it (RFC 5280 §4.1.2.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// First instant.
    pub from: Instant,
    /// Last instant.
    pub until: Instant,
}

impl Lifetime {
    /// All of it; never negative.
    pub fn whole(&self) -> TimeDelta {
        (self.until - self.from).max(TimeDelta::zero())
    }

    /// What is left of it; negative once it is over.
    pub fn left(&self, now: Instant) -> TimeDelta {
        self.until - now
    }

    /// From when on another one is asked for: when a third of its life is left, or 30 days where that comes first.
    pub fn renewed_from(&self) -> Instant {
        let third = self.whole() / 3;
        let left = if self.whole() >= RENEWED_WITH * 2 {
            third.max(RENEWED_WITH)
        } else {
            third
        };
        self.until - left
    }

    /// How grave it is that so little is left. Certificates of less than 84 days have shorter thresholds, or a sound one of 45 days would
    /// be complained about before its renewal is due.
    pub fn grade(&self, now: Instant) -> Grade {
        let left = self.left(now);
        if now < self.from || left <= CRITICAL.min(self.whole() / 12) {
            Grade::Critical
        } else if left <= WARNING.min(self.whole() / 4) {
            Grade::Warning
        } else {
            Grade::Fine
        }
    }
}

/// How grave something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Nothing to do.
    Fine,
    /// To be looked into one of these days.
    Warning,
    /// Patients meet a page of warning, or will within days.
    Critical,
}

/// How long to wait after that many failures in a row before the next try; `asked`: what the other side said (`Retry-After`); `drawn`: a
/// random byte, by which the pause is up to a fifth shorter or longer, so that a power cut does not bring all practices back at once.
pub fn pause(failures: u32, asked: Option<TimeDelta>, drawn: u8) -> TimeDelta {
    let nth = usize::try_from(failures).unwrap_or(usize::MAX).saturating_sub(1);
    let minutes = PAUSES.get(nth).or(PAUSES.last()).copied().unwrap_or(480);
    let share = 80 + i64::from(drawn) * 40 / i64::from(u8::MAX);
    let own = TimeDelta::seconds(minutes * 60 * share / 100);
    own.max(asked.unwrap_or(TimeDelta::zero())).min(PAUSE_AT_MOST)
}

/// Why there is no new certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trouble {
    /// A file cannot be read.
    Unreadable,
    /// No certificate, or no key, in its file.
    NotPem,
    /// Certificate and key are not of each other.
    OtherKey,
    /// The certificate is not for the name of the practice.
    OtherName,
    /// The authority does not answer.
    Silent,
    /// The authority could not reach us under the name, or met somebody else.
    NotFound,
    /// The name leads nowhere.
    NoSuchName,
    /// The name's owner allows other authorities only (CAA).
    OtherAuthority,
    /// Too many tries, for the authority.
    TooMany,
    /// The authority does not want this account, this address of contact or this name.
    Declined,
    /// The data folder cannot be written.
    Disk,
    /// Anything else.
    Other,
}

impl Trouble {
    /// Every one.
    pub const ALL: [Self; 12] = [
        Self::Unreadable,
        Self::NotPem,
        Self::OtherKey,
        Self::OtherName,
        Self::Silent,
        Self::NotFound,
        Self::NoSuchName,
        Self::OtherAuthority,
        Self::TooMany,
        Self::Declined,
        Self::Disk,
        Self::Other,
    ];

    /// Its spelling, in keys of words and in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::NotPem => "not-pem",
            Self::OtherKey => "other-key",
            Self::OtherName => "other-name",
            Self::Silent => "silent",
            Self::NotFound => "not-found",
            Self::NoSuchName => "no-such-name",
            Self::OtherAuthority => "other-authority",
            Self::TooMany => "too-many",
            Self::Declined => "declined",
            Self::Disk => "disk",
            Self::Other => "other",
        }
    }

    /// What a problem of the authority means (RFC 8555 §6.7, without the `urn:ietf:params:acme:error:`).
    pub fn of_acme(kind: &str) -> Self {
        match kind {
            "connection" | "unauthorized" | "tls" | "incorrectResponse" => Self::NotFound,
            "dns" => Self::NoSuchName,
            "caa" => Self::OtherAuthority,
            "rateLimited" => Self::TooMany,
            "accountDoesNotExist"
            | "externalAccountRequired"
            | "invalidContact"
            | "rejectedIdentifier"
            | "unsupportedContact"
            | "unsupportedIdentifier"
            | "userActionRequired" => Self::Declined,
            "serverInternal" => Self::Silent,
            _ => Self::Other,
        }
    }
}

/// Where a certificate of ours comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Files that somebody else looks after.
    Files,
    /// An authority that we ask ourselves (ACME).
    Authority,
}

/// What we serve ourselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Where it comes from.
    pub origin: Origin,
    /// Of the certificate served; `None`: there is none yet, and pages are served without encryption.
    pub lifetime: Option<Lifetime>,
    /// Why there is no newer one, with the other side's words.
    pub trouble: Option<(Trouble, String)>,
    /// When it is tried again, after a failure.
    pub next_try: Option<Instant>,
}

/// What was met under the practice's public name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outside {
    /// Nobody answered here: many routers do not lead back inside what is meant for outside.
    NotSeen,
    /// A certificate.
    Seen {
        /// How long it lasts.
        lifetime: Lifetime,
        /// It is for this name.
        is_for_name: bool,
        /// An authority that is generally believed has signed it.
        is_believed: bool,
    },
}

/// The latest look from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// Name that was called.
    pub name: String,
    /// When.
    pub at: Instant,
    /// What was met.
    pub outside: Outside,
}

/// What is known of certificates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Certificates {
    /// Where we serve https ourselves.
    pub own: Option<Own>,
    /// Where the practice's public address is one of https.
    pub looked: Option<Looked>,
}

/// What is to be told about a certificate: the key of its words and how grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// What patients meet is for another name.
    OtherName,
    /// No authority that is generally believed has signed it.
    NotBelieved,
    /// It is over, or does not hold yet.
    Over,
    /// It ends soon.
    EndsSoon,
    /// There is none yet, and why.
    NoneYet(Trouble),
    /// A newer one could not be had, and why.
    Stuck(Trouble),
}

impl Looked {
    /// Whether something is wrong with what was met.
    pub fn is_wrong(&self, now: Instant) -> bool {
        seen(&self.outside, now).is_some()
    }
}

impl Certificates {
    /// When the certificate ends that patients meet, as far as is known.
    pub fn until(&self) -> Option<Instant> {
        let looked = self.looked.as_ref().and_then(|looked| match &looked.outside {
            Outside::Seen { lifetime, .. } => Some(lifetime.until),
            Outside::NotSeen => None,
        });
        let own = || self.own.as_ref().and_then(|own| own.lifetime);
        looked.or_else(|| own().map(|lifetime| lifetime.until))
    }

    /// The gravest thing to tell, with its grade; `None`: nothing. What could not be looked at is never a fault.
    pub fn finding(&self, now: Instant) -> Option<(Grade, Finding)> {
        let seen = self.looked.as_ref().and_then(|looked| seen(&looked.outside, now));
        let own = self.own.as_ref().and_then(|own| own.finding(now));
        [seen, own].into_iter().flatten().max_by_key(|(grade, _)| *grade)
    }
}

impl Own {
    fn finding(&self, now: Instant) -> Option<(Grade, Finding)> {
        let why = self.trouble.as_ref().map(|(trouble, _)| *trouble);
        let Some(lifetime) = &self.lifetime else {
            return why.map(|why| (Grade::Critical, Finding::NoneYet(why)));
        };
        let grade = lifetime.grade(now);
        let ending = ending(lifetime, now).map(|finding| (grade, finding));
        match why {
            Some(Trouble::OtherName) => Some((Grade::Critical, Finding::OtherName)),
            Some(why) => Some((grade.max(Grade::Warning), Finding::Stuck(why))),
            None => ending,
        }
    }
}

fn seen(outside: &Outside, now: Instant) -> Option<(Grade, Finding)> {
    match outside {
        Outside::NotSeen => None,
        Outside::Seen {
            is_for_name: false, ..
        } => Some((Grade::Critical, Finding::OtherName)),
        Outside::Seen {
            is_believed: false, ..
        } => Some((Grade::Critical, Finding::NotBelieved)),
        Outside::Seen { lifetime, .. } => ending(lifetime, now).map(|finding| (lifetime.grade(now), finding)),
    }
}

fn ending(lifetime: &Lifetime, now: Instant) -> Option<Finding> {
    match lifetime.grade(now) {
        Grade::Fine => None,
        _ if now > lifetime.until || now < lifetime.from => Some(Finding::Over),
        _ => Some(Finding::EndsSoon),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn lasting(days: i64) -> Lifetime {
        let from = at("2026-03-02T08:00:00Z");
        Lifetime {
            from,
            until: from + TimeDelta::days(days),
        }
    }

    #[test]
    fn another_one_is_asked_for_with_a_third_or_thirty_days_left() {
        for (days, left) in [(90, 30), (365, 121), (66, 30), (60, 30), (45, 15), (6, 2)] {
            let life = lasting(days);
            assert_eq!((life.until - life.renewed_from()).num_days(), left, "{days} days");
        }
    }

    #[test]
    fn the_days_of_the_specification_hold_and_short_lives_are_not_complained_about_before_their_renewal() {
        let grades = |days: i64, left: i64| {
            let life = lasting(days);
            life.grade(life.until - TimeDelta::days(left))
        };
        for days in [84, 90, 365] {
            assert_eq!(grades(days, 22), Grade::Fine, "{days}");
            assert_eq!(grades(days, 21), Grade::Warning, "{days}");
            assert_eq!(grades(days, 8), Grade::Warning, "{days}");
            assert_eq!(grades(days, 7), Grade::Critical, "{days}");
            assert_eq!(grades(days, -1), Grade::Critical, "{days}");
        }
        for days in [6, 45] {
            let life = lasting(days);
            assert_eq!(life.grade(life.renewed_from()), Grade::Fine, "{days}");
        }
        assert_eq!(
            lasting(90).grade(at("2026-03-02T07:59:59Z")),
            Grade::Critical,
            "it does not hold yet"
        );
    }

    #[test]
    fn the_authority_is_asked_a_few_times_a_day() {
        let minutes = |failures| pause(failures, None, 128).num_minutes();
        assert_eq!([1, 2, 3, 4, 90].map(minutes), [60, 240, 480, 480, 480]);
        assert_eq!(pause(1, None, 0), TimeDelta::minutes(48));
        assert_eq!(pause(1, None, u8::MAX), TimeDelta::minutes(72));
        let asked = Some(TimeDelta::hours(30));
        assert_eq!(pause(1, asked, 128), TimeDelta::hours(30));
        assert_eq!(pause(1, Some(TimeDelta::days(400)), 128), PAUSE_AT_MOST);
    }

    #[test]
    fn what_could_not_be_looked_at_is_no_fault_and_the_gravest_is_told() {
        let now = at("2026-05-29T08:00:00Z");
        let mut known = Certificates {
            own: None,
            looked: Some(Looked {
                name: "rdv.example.org".to_owned(),
                at: now,
                outside: Outside::NotSeen,
            }),
        };
        assert_eq!(known.finding(now), None);
        let seen = |days: i64, is_for_name, is_believed| Outside::Seen {
            lifetime: lasting(days),
            is_for_name,
            is_believed,
        };
        for (outside, told) in [
            (seen(200, true, true), None),
            (seen(100, true, true), Some((Grade::Warning, Finding::EndsSoon))),
            (seen(90, true, true), Some((Grade::Critical, Finding::EndsSoon))),
            (seen(80, true, true), Some((Grade::Critical, Finding::Over))),
            (
                seen(200, false, true),
                Some((Grade::Critical, Finding::OtherName)),
            ),
            (
                seen(200, true, false),
                Some((Grade::Critical, Finding::NotBelieved)),
            ),
        ] {
            known.looked.as_mut().unwrap().outside = outside.clone();
            assert_eq!(known.finding(now), told, "{outside:?}");
        }
        let own = Own {
            origin: Origin::Authority,
            lifetime: Some(lasting(300)),
            trouble: Some((Trouble::Silent, String::new())),
            next_try: None,
        };
        known.looked = None;
        known.own = Some(own.clone());
        assert_eq!(
            known.finding(now),
            Some((Grade::Warning, Finding::Stuck(Trouble::Silent)))
        );
        known.own = Some(Own {
            lifetime: None,
            ..own
        });
        assert_eq!(
            known.finding(now),
            Some((Grade::Critical, Finding::NoneYet(Trouble::Silent)))
        );
    }
}
