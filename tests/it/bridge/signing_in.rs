//! Passwords: in which way, how often.

use grappe::bridge::dav::{DavError, Scheme, discover};

use super::account::{session, session_on, terms};
use super::fake::{Fake, SignIn, Ways};
use grappe::bridge::dav::Terms;

fn asking(sign_in: SignIn) -> Fake {
    Fake::start(Ways {
        sign_in,
        ..Ways::default()
    })
}

#[tokio::test]
async fn a_password_travels_in_clear_only_where_that_was_ticked() {
    let fake = asking(SignIn::Basic);
    let terms = Terms {
        allows_clear: false,
        ..terms()
    };
    let mut careful = session_on(&fake.url, "secret", terms);
    assert_eq!(discover(&mut careful).await.err(), Some(DavError::InClear));
    let asked = std::mem::take(&mut fake.state().heard);
    assert!(asked.iter().all(|one| one.header("authorization").is_empty()));
    let mut ticked = session(&fake.url, "secret");
    assert!(discover(&mut ticked).await.is_ok());
    assert_eq!(ticked.scheme(), Some(&Scheme::Basic));
}

/// Servers block who goes on trying.
#[tokio::test]
async fn two_refusals_end_it() {
    let fake = asking(SignIn::Basic);
    let mut wrong = session(&fake.url, "wrong");
    for _ in 0..4 {
        assert_eq!(discover(&mut wrong).await.err(), Some(DavError::Credentials));
    }
    let asked = std::mem::take(&mut fake.state().heard);
    let tried = asked.iter().filter(|one| !one.header("authorization").is_empty());
    assert_eq!(tried.count(), 2);
}

/// Digest is taken although Basic is offered first; its numbers count, and one that is too old is replaced.
#[tokio::test]
async fn digest_goes_on_when_its_number_is_too_old() {
    let fake = asking(SignIn::Digest(2));
    let terms = Terms {
        allows_clear: false,
        ..terms()
    };
    let mut session = session_on(&fake.url, "secret", terms);
    for _ in 0..5 {
        assert!(discover(&mut session).await.is_ok());
    }
    assert!(matches!(session.scheme(), Some(Scheme::Digest(_))));
    // The first question, two of each search, and after each two the one that found the number too old.
    assert_eq!(fake.heard().len(), 1 + 10 + 4);
}

#[tokio::test]
async fn digest_with_a_wrong_password_ends_as_well() {
    let fake = asking(SignIn::Digest(100));
    let mut wrong = session(&fake.url, "wrong");
    for _ in 0..4 {
        assert_eq!(discover(&mut wrong).await.err(), Some(DavError::Credentials));
    }
    assert!(fake.heard().len() <= 5);
}
