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
    /// An event with a UID of our making that is not on record: made after the copy that our database came back from. It takes time like
    /// any other.
    Stray,
    /// A copy of our event with a UID of its own: it takes time like any other, and is worth a notice.
    Copy,
    /// Somebody's event.
    Foreign,
}

/// How much a resource looks like one of our events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Not at all.
    None,
    /// It carries our own properties, which copies do as well.
    Marked,
    /// It carries them, and its UID is such as this link gives.
    Named,
}

/// Whose a resource is.
pub fn whose(recorded: Option<Recorded<'_>>, href: &str, likeness: Likeness) -> Whose {
    match recorded {
        Some(Recorded { href: None, .. }) => Whose::Ours,
        Some(Recorded { href: Some(own), .. }) if own == href => Whose::Ours,
        Some(Recorded { is_there: true, .. }) => Whose::Second,
        Some(_) => Whose::Adopted,
        None => match likeness {
            Likeness::Named => Whose::Stray,
            Likeness::Marked => Whose::Copy,
            Likeness::None => Whose::Foreign,
        },
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
        assert_eq!(whose(None, "copie.ics", Likeness::Marked), Whose::Copy);
        assert_eq!(whose(None, "autre.ics", Likeness::None), Whose::Foreign);
    }

    #[test]
    fn what_we_made_and_know_nothing_of_is_no_copy() {
        assert_eq!(whose(None, "grappe-1.ics", Likeness::Named), Whose::Stray);
    }

    #[test]
    fn our_uid_under_another_href_is_adopted_unless_ours_is_still_there() {
        assert_eq!(
            whose(Some(on_record(Some("a.ics"), true)), "a.ics", Likeness::Named),
            Whose::Ours
        );
        assert_eq!(
            whose(Some(on_record(Some("a.ics"), false)), "b.ics", Likeness::Named),
            Whose::Adopted
        );
        assert_eq!(
            whose(Some(on_record(Some("a.ics"), true)), "b.ics", Likeness::Named),
            Whose::Second
        );
        // Phone applications drop what they do not know.
        assert_eq!(
            whose(Some(on_record(Some("a.ics"), false)), "b.ics", Likeness::None),
            Whose::Adopted
        );
    }

    #[test]
    fn an_answer_that_was_lost_makes_it_no_less_ours() {
        assert_eq!(
            whose(Some(on_record(None, false)), "grappe-1.ics", Likeness::Named),
            Whose::Ours
        );
    }
}
