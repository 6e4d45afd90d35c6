//! What is in the calendar, and how the server behaves.

use std::collections::BTreeMap;

/// What a server says of a token that it does not know.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum OldToken {
    /// 403 with `valid-sync-token`, as Radicale.
    #[default]
    Forbidden,
    /// 412, as Xandikos.
    Unmet,
    /// 207 with everything, as DAViCal.
    Everything,
}

/// What a server says of a member of a multiget that is not there.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Missing {
    #[default]
    Told,
    /// Nothing, as DAViCal.
    Silent,
    /// 404 for the whole question, as sabre/dav.
    All,
}

/// How a server asks for a password.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum SignIn {
    #[default]
    Open,
    Basic,
    /// Its numbers hold for so many requests, then `stale=true`.
    Digest(u32),
    /// The password is another one by now.
    Never,
}

#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each way by itself")]
pub(crate) struct Ways {
    pub(crate) old_token: OldToken,
    pub(crate) missing: Missing,
    pub(crate) sign_in: SignIn,
    /// Answers under `/caldav.php`, whatever it is asked under, as Synology.
    pub(crate) other_prefix: bool,
    pub(crate) tells_changes: bool,
    pub(crate) tells_etag: bool,
    /// Members of one list of changes, with a 507 for the rest.
    pub(crate) part: usize,
    /// Status for a second event of one identity.
    pub(crate) guards_identity: Option<u16>,
    /// Status for the conditional removal of what is not there.
    pub(crate) absent: u16,
    /// States are weak and never match.
    pub(crate) weak: bool,
    pub(crate) packs: bool,
    /// Refuses to list so much.
    pub(crate) lists_nothing: bool,
    /// Tells a state of what was written that it does not have.
    pub(crate) lies: bool,
    /// The program was replaced by its next version.
    pub(crate) is_newer: bool,
}

impl Default for Ways {
    fn default() -> Self {
        Self {
            old_token: OldToken::Forbidden,
            missing: Missing::Told,
            sign_in: SignIn::Open,
            other_prefix: false,
            tells_changes: true,
            tells_etag: true,
            part: usize::MAX,
            guards_identity: None,
            absent: 404,
            weak: false,
            packs: false,
            lists_nothing: false,
            lies: false,
            is_newer: false,
        }
    }
}

#[derive(Default)]
pub(crate) struct Calendar {
    pub(crate) ways: Ways,
    pub(crate) members: BTreeMap<String, (usize, String)>,
    /// Names in the order of their changes; a token is how many there were.
    changes: Vec<String>,
    /// Grows where the calendar is made anew.
    pub(crate) age: u32,
    pub(crate) is_gone: bool,
    /// Poisoned members: whoever asks for one in a batch gets a 500.
    pub(crate) poisoned: Vec<String>,
}

impl Calendar {
    pub(super) fn new(ways: Ways) -> Self {
        Self {
            ways,
            ..Self::default()
        }
    }

    pub(crate) fn write(&mut self, name: &str, body: &str) {
        self.changes.push(name.to_owned());
        let state = self.changes.len();
        self.members.insert(name.to_owned(), (state, body.to_owned()));
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.changes.push(name.to_owned());
        self.members.remove(name);
    }

    /// As DAViCal: the same place, another calendar, and tokens that go on.
    pub(crate) fn make_anew(&mut self) {
        self.members.clear();
        self.age += 1;
        let ways = self.ways;
        let age = self.age;
        let count = self.changes.len() + 1;
        *self = Self::new(ways);
        self.age = age;
        self.changes = vec![String::new(); count];
    }

    pub(super) fn etag(&self, state: usize) -> String {
        let weak = if self.ways.weak { "W/" } else { "" };
        format!("{weak}\"{}-{state}\"", self.age)
    }

    pub(super) fn ctag(&self) -> String {
        format!("\"{}-{}\"", self.age, self.changes.len())
    }

    pub(super) fn count(&self) -> usize {
        self.changes.len()
    }

    /// Names that changed after so many changes, each once, and the count after the last one told; `None` for a token from elsewhere.
    pub(super) fn since(&self, token: &str) -> Option<(Vec<String>, usize)> {
        if token.is_empty() {
            return Some((self.members.keys().cloned().collect(), self.count()));
        }
        let count: usize = token.strip_prefix("data:,")?.parse().ok()?;
        let rest = self.changes.get(count..)?;
        let told = rest.len().min(self.ways.part);
        let mut names: Vec<String> = rest[..told]
            .iter()
            .filter(|name| !name.is_empty())
            .cloned()
            .collect();
        names.sort();
        names.dedup();
        Some((names, count + told))
    }
}

/// Where the changes after so many begin.
pub(super) fn token(count: usize) -> String {
    format!("data:,{count}")
}
