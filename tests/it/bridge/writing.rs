//! Events of ours: written once, whatever happens to the answers.

use grappe::bridge::dav::{
    Capabilities, Created, DavError, Deleted, Mark, Refusal, Session, Trial, Updated, create, new_href,
    remove, update, write_probe,
};
use grappe::sys::http::LinkError;

use super::account::{event, ours, session};
use super::fake::{Answer, Fake, Fault, Ways};

const CALENDAR: &str = "/caldav/dr/agenda/";

fn href() -> String {
    new_href(CALENDAR, "one")
}

async fn created(session: &mut Session, revision: &str) -> Result<Created, DavError> {
    let text = event("one@x", revision, "Rendez-vous");
    create(session, CALENDAR, &href(), &ours("one@x", revision, &text)).await
}

async fn updated(session: &mut Session, etag: &str, revision: &str) -> Result<Updated, DavError> {
    let text = event("one@x", revision, "Rendez-vous");
    update(session, CALENDAR, &href(), etag, &ours("one@x", revision, &text)).await
}

fn etag(created: &Result<Created, DavError>) -> String {
    match created {
        Ok(Created::Stored(Some(etag)) | Created::StoodThere(Some(etag))) => etag.clone(),
        other => unreachable!("{other:?}"),
    }
}

#[tokio::test]
async fn a_lost_answer_is_found_again() {
    let fake = Fake::start(Ways::default());
    let mut session = session(&fake.url, "");
    fake.fail("PUT", Fault::CutAfter);
    let lost = created(&mut session, "1").await;
    assert!(matches!(lost, Err(DavError::Link(LinkError::Cut(_)))), "{lost:?}");
    assert_eq!(fake.heard(), ["PUT"], "a write is never repeated by itself");
    let found = created(&mut session, "1").await;
    assert!(matches!(found, Ok(Created::StoodThere(Some(_)))), "{found:?}");
    let first = etag(&found);
    fake.fail("PUT", Fault::CutAfter);
    assert!(updated(&mut session, &first, "2").await.is_err());
    let found = updated(&mut session, &first, "2").await;
    assert!(matches!(found, Ok(Updated::StoodThere(Some(_)))), "{found:?}");
    let Ok(Updated::StoodThere(Some(second))) = found else {
        return;
    };
    fake.fail("DELETE", Fault::CutAfter);
    assert!(remove(&mut session, &href(), &second).await.is_err());
    assert_eq!(remove(&mut session, &href(), &second).await, Ok(Deleted::WasGone));
}

#[tokio::test]
async fn what_somebody_else_wrote_is_handed_back() {
    let fake = Fake::start(Ways::default());
    let mut session = session(&fake.url, "");
    let first = etag(&created(&mut session, "1").await);
    fake.write(
        "grappe-one.ics",
        &event("one@x", "1", "Déplacé par le médecin").replace("REV:1", "REV:0"),
    );
    match updated(&mut session, &first, "2").await {
        Ok(Updated::Changed(body)) => assert_eq!(Mark::of(&body.data).revision.as_deref(), Some("0")),
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        remove(&mut session, &href(), &first).await,
        Ok(Deleted::Changed(_))
    ));
    assert!(matches!(created(&mut session, "2").await, Ok(Created::Other(_))));
    fake.remove("grappe-one.ics");
    assert_eq!(updated(&mut session, &first, "2").await, Ok(Updated::Gone));
}

/// sabre/dav says 412 of what is not there, DAViCal tells no state of some events.
#[tokio::test]
async fn ways_of_servers_come_to_the_same() {
    let fake = Fake::start(Ways {
        absent: 412,
        tells_etag: false,
        ..Ways::default()
    });
    let mut session = session(&fake.url, "");
    let first = etag(&created(&mut session, "1").await);
    let second = match updated(&mut session, &first, "2").await {
        Ok(Updated::Stored {
            etag: Some(etag),
            without_lock: false,
        }) => etag,
        other => panic!("{other:?}"),
    };
    assert_ne!(first, second);
    assert_eq!(remove(&mut session, &href(), &second).await, Ok(Deleted::Done));
    assert_eq!(remove(&mut session, &href(), &second).await, Ok(Deleted::WasGone));
}

#[tokio::test]
async fn an_identity_that_stands_elsewhere_is_found_there() {
    for status in [409, 412] {
        let fake = Fake::start(Ways {
            guards_identity: Some(status),
            ..Ways::default()
        });
        fake.write("imported.ics", &event("one@x", "1", "Rendez-vous"));
        // Servers look for a part of the text, too.
        fake.write("also.ics", &event("another-one@x", "1", "Rendez-vous"));
        match created(&mut session(&fake.url, ""), "1").await {
            Ok(Created::Elsewhere(member)) => assert_eq!(member.name, "imported.ics"),
            other => panic!("{other:?}"),
        }
    }
}

/// A proxy that packs answers makes every state a weak one, which never matches.
#[tokio::test]
async fn weak_states_are_compared_by_reading() {
    let fake = Fake::start(Ways {
        weak: true,
        ..Ways::default()
    });
    let mut session = session(&fake.url, "");
    let first = etag(&created(&mut session, "1").await);
    assert!(first.starts_with("W/"));
    let second = match updated(&mut session, &first, "2").await {
        Ok(Updated::Stored {
            etag: Some(etag),
            without_lock: true,
        }) => etag,
        other => panic!("{other:?}"),
    };
    assert!(matches!(
        updated(&mut session, &first, "3").await,
        Ok(Updated::Changed(_))
    ));
    assert_eq!(remove(&mut session, &href(), &second).await, Ok(Deleted::Done));
}

#[tokio::test]
async fn a_refusal_says_whether_the_calendar_is_gone() {
    let fake = Fake::start(Ways::default());
    let mut session = session(&fake.url, "");
    for status in [400, 403, 415, 422, 500] {
        fake.fail("PUT", Fault::Instead(Answer::new(status)));
        let refused = created(&mut session, "1").await;
        assert_eq!(refused, Ok(Created::Refused(Refusal::Event(status, None))));
    }
    for status in [413, 507] {
        fake.fail("PUT", Fault::Instead(Answer::new(status)));
        assert_eq!(
            created(&mut session, "1").await,
            Ok(Created::Refused(Refusal::NoRoom(status)))
        );
    }
    fake.fail("PUT", Fault::Instead(Answer::new(503).with("Retry-After", "40")));
    let busy = created(&mut session, "1").await.err();
    assert_eq!(
        busy,
        Some(DavError::Busy {
            pause: Some(std::time::Duration::from_secs(40))
        })
    );
    fake.state().calendar.is_gone = true;
    assert_eq!(
        created(&mut session, "1").await,
        Ok(Created::Refused(Refusal::CalendarGone))
    );
}

#[tokio::test]
async fn the_trial_tells_what_a_server_does_and_leaves_nothing() {
    let trial = Trial {
        summary: "Essai; de, Grappe",
        now: "2026-03-02T08:00:00Z".parse().unwrap(),
    };
    let all = Capabilities {
        tells_etag: true,
        rewrites: false,
        keeps_marks: true,
        refuses_twice: true,
        compares: true,
    };
    for (ways, expected) in [
        (Ways::default(), all),
        (
            Ways {
                tells_etag: false,
                ..Ways::default()
            },
            Capabilities {
                tells_etag: false,
                ..all
            },
        ),
        (
            Ways {
                weak: true,
                ..Ways::default()
            },
            all,
        ),
    ] {
        let fake = Fake::start(ways);
        let mut session = session(&fake.url, "");
        assert_eq!(write_probe(&mut session, CALENDAR, &trial).await, Ok(expected));
        assert!(fake.state().calendar.members.is_empty());
        let written = fake
            .state()
            .heard
            .iter()
            .find(|one| one.method == "PUT")
            .cloned()
            .unwrap();
        for line in [
            "DTSTART:20360302T",
            "TRANSP:TRANSPARENT",
            "SUMMARY:Essai\\; de\\, Grappe\r\n",
        ] {
            assert!(written.body.contains(line), "{line}");
        }
    }
    let fake = Fake::start(Ways::default());
    fake.fail("GET", Fault::Instead(Answer::new(500)));
    assert!(
        write_probe(&mut session(&fake.url, ""), CALENDAR, &trial)
            .await
            .is_err()
    );
    assert!(fake.state().calendar.members.is_empty(), "not even after a fault");
}
