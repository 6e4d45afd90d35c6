//! Passes: what changed, and what must not be believed.

use std::collections::BTreeMap;

use grappe::bridge::dav::{DavError, Kind, Seen, Suspicion};

use super::account::{Reader, came, event, listed};
use super::fake::{Answer, Fake, Fault, Missing, OldToken, Ways};

/// Three events that were read.
async fn known(ways: Ways) -> (Fake, Reader) {
    let fake = Fake::start(ways);
    for name in ["a.ics", "b.ics", "c d.ics"] {
        fake.write(name, &event(name, "1", "Réunion"));
    }
    let mut reader = Reader::found(&fake.url, "agenda").await;
    let pass = reader.pass().await;
    assert_eq!(came(&pass), ["a.ics", "b.ics", "c d.ics"]);
    // XML has one end of line only.
    let text = event("a.ics", "1", "Réunion").replace("\r\n", "\n");
    assert_eq!(pass.fetched.bodies[0].data, text.as_bytes());
    fake.heard();
    (fake, reader)
}

#[tokio::test]
async fn a_quiet_pass_is_one_question() {
    let (fake, mut reader) = known(Ways::default()).await;
    assert_eq!(reader.pass().await.seen, Seen::Nothing);
    assert_eq!(fake.heard(), ["REPORT"]);
    let ways = Ways {
        tells_changes: false,
        ..Ways::default()
    };
    let (fake, mut reader) = known(ways).await;
    assert_eq!(reader.pass().await.seen, Seen::Nothing);
    assert_eq!(fake.heard(), ["PROPFIND"]);
}

#[tokio::test]
async fn changes_are_read_and_only_they() {
    let (fake, mut reader) = known(Ways::default()).await;
    fake.write("a.ics", &event("a", "2", "Réunion"));
    fake.write("new.ics", &event("new", "1", "Réunion"));
    fake.remove("b.ics");
    // Made and removed between two passes: never known.
    fake.write("short.ics", "x");
    fake.remove("short.ics");
    let pass = reader.pass().await;
    assert_eq!(came(&pass), ["a.ics", "new.ics"]);
    assert_eq!(pass.seen, Seen::Delta(vec!["b.ics".to_owned()]));
    assert_eq!(reader.pass().await.seen, Seen::Nothing);
}

/// A server that would refuse the token of another calendar needs no second look at its own.
#[tokio::test]
async fn one_change_is_two_questions_where_tokens_can_be_trusted() {
    for (kind, asked) in [
        (Kind::Radicale, &["REPORT", "GET"][..]),
        (Kind::Xandikos, &["REPORT", "GET"]),
        (Kind::Other, &["REPORT", "PROPFIND", "GET"]),
    ] {
        let (fake, mut reader) = known(Ways::default()).await;
        reader.before.server.kind = kind;
        fake.write("a.ics", &event("a", "2", "Réunion"));
        assert_eq!(came(&reader.pass().await), ["a.ics"]);
        assert_eq!(fake.heard(), asked, "{kind:?}");
        // What was not looked at is no silent change afterwards.
        assert_eq!(reader.pass().await.seen, Seen::Nothing);
        fake.remove("b.ics");
        assert_eq!(reader.pass().await.seen, Seen::Delta(vec!["b.ics".to_owned()]));
        assert_eq!(reader.before.silent, 0);
    }
}

#[tokio::test]
async fn without_a_list_of_changes_states_are_compared() {
    let ways = Ways {
        tells_changes: false,
        missing: Missing::All,
        ..Ways::default()
    };
    let (fake, mut reader) = known(ways).await;
    fake.write("a.ics", &event("a", "2", "Réunion"));
    fake.remove("b.ics");
    let pass = reader.pass().await;
    assert_eq!(
        (came(&pass), listed(&pass)),
        (vec!["a.ics"], Some(vec!["a.ics", "c d.ics"]))
    );
}

/// 507 for the calendar itself: there is more.
#[tokio::test]
async fn a_list_in_parts_is_put_together() {
    let ways = Ways {
        part: 2,
        ..Ways::default()
    };
    let (fake, mut reader) = known(ways).await;
    for name in ["1.ics", "2.ics", "3.ics", "4.ics"] {
        fake.write(name, &event(name, "1", "Réunion"));
    }
    fake.remove("1.ics");
    let pass = reader.pass().await;
    assert_eq!(came(&pass), ["2.ics", "3.ics", "4.ics"]);
    assert!(matches!(pass.seen, Seen::Delta(_)) && pass.suspicions.is_empty());
    assert_eq!(reader.pass().await.seen, Seen::Nothing);
}

#[tokio::test]
async fn a_token_that_is_not_known_leads_to_a_list_of_everything() {
    for old_token in [OldToken::Forbidden, OldToken::Unmet, OldToken::Everything] {
        let ways = Ways {
            old_token,
            ..Ways::default()
        };
        let (fake, mut reader) = known(ways).await;
        fake.remove("b.ics");
        reader.before.token = Some("data:,999".to_owned());
        let pass = reader.pass().await;
        assert_eq!(
            (listed(&pass), came(&pass).len()),
            (Some(vec!["a.ics", "c d.ics"]), 0)
        );
        let is_told = old_token != OldToken::Everything;
        assert_eq!(
            (pass.token_refused, pass.suspicions.is_empty()),
            (is_told, is_told)
        );
        // Words that do not count cannot go back, but a list of what is known gives itself away.
        reader.before.token = Some("foreign".to_owned());
        let pass = reader.pass().await;
        assert_eq!(pass.suspicions.contains(&Suspicion::MostlyUnchanged), !is_told);
        assert!(listed(&pass).is_some());
    }
}

/// DAViCal: the old token of a calendar that was made anew gets no change at all.
#[tokio::test]
async fn a_calendar_made_anew_is_noticed() {
    let (fake, mut reader) = known(Ways::default()).await;
    fake.state().calendar.make_anew();
    let first = reader.pass().await;
    assert_eq!((&first.seen, first.silent), (&Seen::Nothing, 1));
    let second = reader.pass().await;
    assert_eq!(second.suspicions, [Suspicion::SilentChange]);
    assert_eq!(listed(&second), Some(vec![]));
    assert_eq!(reader.pass().await.seen, Seen::Nothing);
}

#[tokio::test]
async fn a_member_that_is_called_changed_and_is_not_there_is_a_suspicion() {
    for missing in [Missing::Told, Missing::Silent, Missing::All] {
        let ways = Ways {
            missing,
            ..Ways::default()
        };
        let (fake, mut reader) = known(ways).await;
        fake.write("a.ics", &event("a", "2", "Réunion"));
        fake.write("e.ics", &event("e", "1", "Réunion"));
        // Between the list of changes and the bodies.
        fake.fail(
            "REPORT",
            Fault::Instead(changed(&["a.ics", "e.ics", "ghost.ics"])),
        );
        let pass = reader.pass().await;
        assert_eq!(pass.suspicions, [Suspicion::Vanished]);
        assert_eq!(listed(&pass), Some(vec!["a.ics", "b.ics", "c d.ics", "e.ics"]));
        assert_eq!(came(&pass), ["a.ics", "e.ics"]);
        assert!(pass.fetched.missing.is_empty());
    }
}

fn changed(names: &[&str]) -> Answer {
    let one = |name: &&str| {
        format!(
            "<response><href>/caldav/dr/agenda/{name}</href><propstat><prop><getetag>\"new\"</getetag></prop>\
             <status>HTTP/1.1 200 OK</status></propstat></response>"
        )
    };
    let all = names.iter().map(one).collect::<Vec<_>>().concat();
    Answer::new(207).body(&format!(
        "<multistatus xmlns=\"DAV:\">{all}<sync-token>data:,9</sync-token></multistatus>"
    ))
}

/// Batches of fifty; the one that spoils its batch is found and left as it was known.
#[tokio::test]
async fn a_poisoned_member_is_put_aside() {
    let fake = Fake::start(Ways::default());
    for n in 0..120 {
        fake.write(&format!("{n:03}.ics"), &event(&n.to_string(), "1", "Réunion"));
    }
    fake.state().calendar.poisoned.push("077.ics".to_owned());
    let mut reader = Reader::found(&fake.url, "agenda").await;
    let pass = reader.pass().await;
    assert_eq!(came(&pass).len(), 119);
    let names: Vec<_> = pass
        .fetched
        .quarantined
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(names, ["077.ics"]);
    assert_eq!(
        listed(&pass).map(|names| names.len()),
        Some(120),
        "listed, though not read"
    );
}

#[tokio::test]
async fn another_prefix_is_taken_over_and_nothing_read_twice() {
    let ways = Ways {
        other_prefix: true,
        packs: true,
        ..Ways::default()
    };
    let (fake, mut reader) = known(ways).await;
    assert_eq!(reader.calendar(), "/caldav.php/dr/agenda/");
    reader.before.calendar.href = "/caldav/dr/agenda/".to_owned();
    reader.before.token = None;
    let pass = reader.pass().await;
    assert_eq!(
        (came(&pass).len(), reader.calendar().as_str()),
        (0, "/caldav.php/dr/agenda/")
    );
    fake.remove("a.ics");
    assert_eq!(reader.pass().await.seen, Seen::Delta(vec!["a.ics".to_owned()]));
}

#[tokio::test]
async fn a_calendar_that_is_gone_is_an_error_and_no_removal() {
    for tells_changes in [true, false] {
        let ways = Ways {
            tells_changes,
            ..Ways::default()
        };
        let (fake, mut reader) = known(ways).await;
        fake.state().calendar.is_gone = true;
        assert_eq!(reader.tried().await.err(), Some(DavError::NotFound));
        assert_eq!(reader.before.members.len(), 3);
    }
}

/// A server may refuse to list so much; the question for events has no range of time, which one damaged event would spoil.
#[tokio::test]
async fn what_may_not_be_listed_is_asked_for_by_kind() {
    let ways = Ways {
        lists_nothing: true,
        ..Ways::default()
    };
    let (fake, mut reader) = known(ways).await;
    reader.before.token = None;
    fake.remove("b.ics");
    assert_eq!(listed(&reader.pass().await), Some(vec!["a.ics", "c d.ics"]));
    let asked = std::mem::take(&mut fake.state().heard);
    assert!(asked.iter().any(|one| one.body.contains("calendar-query")));
    assert!(!asked.iter().any(|one| one.body.contains("time-range")));
}

/// A first pass never takes the mark of the contents for known.
#[tokio::test]
async fn the_first_pass_reads_everything() {
    let ways = Ways {
        tells_changes: false,
        ..Ways::default()
    };
    let (_, reader) = known(ways).await;
    let states: BTreeMap<_, _> = reader.before.members;
    assert!(states.len() == 3 && states.values().all(Option::is_some));
}
