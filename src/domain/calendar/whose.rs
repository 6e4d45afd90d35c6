//! Whether a resource of the calendar is one of our events (caldav §4.3, §6.1): its UID says so, and nothing else.

/// What is on record of the UID, where we issued it for this link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded<'a> {
    /// Where our event stood last; `None` until the server had it once.
    pub href: Option<&'a str>,
    /// Whether something with this UID is still there.
    pub is_there: bool,
}

/// What a resource is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Our event, where we left it.
    Ours,
    /// Our event, under another name: the record follows it.
    Adopted,
    /// Our event a second time: the one on record counts, this one takes time like any other.
    Second,
    /// A copy of our event with a UID of its own: it takes time like any other, and is worth a notice.
    Copy,
    /// Somebody's event.
    Foreign,
}

/// Whose a resource is. `has_mark` is whether it carries our own properties, which copies do as well.
pub fn whose(recorded: Option<Recorded<'_>>, href: &str, has_mark: bool) -> Whose {
    match recorded {
        Some(Recorded { href: None, .. }) => Whose::Ours,
        Some(Recorded { href: Some(own), .. }) if own == href => Whose::Ours,
        Some(Recorded { is_there: true, .. }) => Whose::Second,
        Some(_) => Whose::Adopted,
        None if has_mark => Whose::Copy,
        None => Whose::Foreign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_record(href: Option<&str>, is_there: bool) -> Recorded<'_> {
        Recorded { href, is_there }
    }

    #[test]
    fn duplicated_with_a_new_uid_is_plain_busy_time() {
        assert_eq!(whose(None, "copie.ics", true), Whose::Copy);
        assert_eq!(whose(None, "autre.ics", false), Whose::Foreign);
    }

    #[test]
    fn our_uid_under_another_href_is_adopted_unless_ours_is_still_there() {
        assert_eq!(
            whose(Some(on_record(Some("a.ics"), true)), "a.ics", true),
            Whose::Ours
        );
        assert_eq!(
            whose(Some(on_record(Some("a.ics"), false)), "b.ics", true),
            Whose::Adopted
        );
        assert_eq!(
            whose(Some(on_record(Some("a.ics"), true)), "b.ics", true),
            Whose::Second
        );
        // Phone applications drop what they do not know.
        assert_eq!(
            whose(Some(on_record(Some("a.ics"), false)), "b.ics", false),
            Whose::Adopted
        );
    }

    #[test]
    fn an_answer_that_was_lost_makes_it_no_less_ours() {
        assert_eq!(
            whose(Some(on_record(None, false)), "grappe-1.ics", true),
            Whose::Ours
        );
    }
}
