//! Signs that a list of changes cannot be trusted, so that everything is listed in the same pass.

use std::collections::BTreeMap;

use super::propfind::Collection;
use super::read::Before;
use super::sync::Delta;

/// See the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspicion {
    /// Most of what was known is called changed, with the states that were known: a full list in disguise.
    MostlyUnchanged,
    /// A token that counts went back.
    TokenBackwards,
    /// The contents changed, and the list of changes says nothing, twice in a row.
    SilentChange,
    /// A member that is called changed is not there.
    Vanished,
    /// The server is another one, or can do other things.
    OtherServer,
    /// Another calendar is at this place.
    OtherCalendar,
}

/// What the changes themselves give away.
pub(super) fn of_delta(delta: &Delta, before: &Before) -> Option<Suspicion> {
    if is_backwards(before.token.as_deref(), delta.token.as_deref()) {
        return Some(Suspicion::TokenBackwards);
    }
    is_mostly_unchanged(delta, &before.members).then_some(Suspicion::MostlyUnchanged)
}

/// What the calendar itself gives away.
pub(super) fn of_calendar(now: &Collection, before: &Before) -> Option<Suspicion> {
    let changed =
        |one: &Option<String>, other: &Option<String>| one.is_some() && other.is_some() && one != other;
    let was = &before.calendar;
    (changed(&was.name, &now.name) && changed(&was.resource_id, &now.resource_id))
        .then_some(Suspicion::OtherCalendar)
}

fn is_mostly_unchanged(delta: &Delta, known: &BTreeMap<String, Option<String>>) -> bool {
    let is_known = |member: &&super::Member| {
        member.etag.is_some() && known.get(&member.name).is_some_and(|etag| *etag == member.etag)
    };
    let unchanged = delta.changed.iter().filter(is_known).count();
    unchanged * 2 > known.len()
}

/// Only tokens that are one number after the same words: `data:,7`.
fn is_backwards(before: Option<&str>, after: Option<&str>) -> bool {
    let (Some(before), Some(after)) = (before.map(counted), after.map(counted)) else {
        return false;
    };
    match (before.1, after.1) {
        (Some(was), Some(is)) => before.0 == after.0 && is < was,
        _ => false,
    }
}

fn counted(token: &str) -> (&str, Option<u64>) {
    let words = token.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = token.strip_prefix(words).and_then(|digits| digits.parse().ok());
    (words, number)
}

#[cfg(test)]
mod tests {
    use super::super::Member;
    use super::*;

    #[test]
    fn a_token_that_counts_may_not_go_back() {
        for (before, after, is) in [
            ("data:,7", "data:,6", true),
            ("data:,7", "data:,7", false),
            ("data:,9", "data:,10", false),
            ("7", "6", true),
            (
                "http://radicale.org/ns/sync/a9",
                "http://radicale.org/ns/sync/b8",
                false,
            ),
            ("ae4423", "ae4422fe", false),
        ] {
            assert_eq!(is_backwards(Some(before), Some(after)), is, "{before} {after}");
        }
        assert!(!is_backwards(None, Some("data:,1")) && !is_backwards(Some("data:,1"), None));
    }

    #[test]
    fn a_list_of_what_is_known_is_no_list_of_changes() {
        let etag = |n: usize| Some(format!("\"{n}\""));
        let known: BTreeMap<_, _> = (0..4).map(|n| (format!("{n}.ics"), etag(n))).collect();
        let delta = |unchanged: usize, changed: usize| Delta {
            changed: (0..unchanged + changed)
                .map(|n| Member {
                    name: format!("{n}.ics"),
                    href: String::new(),
                    etag: etag(if n < unchanged { n } else { n + 100 }),
                })
                .collect(),
            ..Delta::default()
        };
        assert!(is_mostly_unchanged(&delta(3, 0), &known));
        assert!(!is_mostly_unchanged(&delta(2, 0), &known));
        assert!(!is_mostly_unchanged(&delta(0, 4), &known));
        assert!(!is_mostly_unchanged(&delta(0, 0), &BTreeMap::new()));
    }
}
