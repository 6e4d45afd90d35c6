//! A certificate from files that somebody else replaces.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use grappe::certificates::{Keeper, found};
use grappe::config::{Source, Tls};
use grappe::domain::certificate::{Finding, Grade, Own, Trouble};

use super::authority::{Authority, Issued};
use super::front::NAME;
use crate::support::house::Practice;

fn tls(folder: &Path) -> Tls {
    Tls {
        listen: "127.0.0.1:0".parse().unwrap(),
        names: vec![NAME.to_owned()],
        source: Source::Files {
            certificate: folder.join("certificate.pem"),
            key: folder.join("key.pem"),
        },
    }
}

fn own(practice: &Practice) -> Own {
    practice.app.certificates().own.clone().unwrap()
}

fn trouble(practice: &Practice) -> Option<Trouble> {
    own(practice).trouble.map(|(trouble, _)| trouble)
}

fn put(folder: &Path, chain: &str, key: &str) {
    // As programs do that renew: another file in its place.
    for (name, text) in [("certificate.pem", chain), ("key.pem", key)] {
        let beside = folder.join(format!("{name}.new"));
        fs::write(&beside, text).unwrap();
        fs::rename(beside, folder.join(name)).unwrap();
    }
}

#[tokio::test]
async fn files_are_read_again_when_they_change_and_a_pair_that_does_not_fit_is_not_served() {
    let (practice, authority) = (Practice::new(), Authority::new());
    let files = tempfile::tempdir().unwrap();
    let tls = tls(files.path());
    let mut keeper = Keeper::new(practice.app.clone(), &tls, practice.folder.path(), 80);
    let served = Arc::clone(keeper.served());
    assert!(served.pair().is_none());
    assert_eq!(trouble(&practice), Some(Trouble::Unreadable));

    let first = authority.issues(NAME, "2026-02-01", "2026-06-01");
    put(files.path(), &first.chain, &first.key);
    keeper.round().await;
    let until = |served: &grappe::sys::tls::Served| served.pair().unwrap().lifetime().until.to_rfc3339();
    assert_eq!(until(&served), "2026-06-01T00:00:00+00:00");
    assert_eq!(trouble(&practice), None);

    // The certificate has been replaced, the key not yet.
    let second = authority.issues(NAME, "2026-03-01", "2026-07-01");
    put(files.path(), &second.chain, &first.key);
    keeper.round().await;
    assert_eq!(
        until(&served),
        "2026-06-01T00:00:00+00:00",
        "the old one serves on"
    );
    assert_eq!(trouble(&practice), Some(Trouble::OtherKey));
    assert_eq!(
        practice.app.certificate_finding(),
        Some((Grade::Warning, Finding::Stuck(Trouble::OtherKey)))
    );
    put(files.path(), &second.chain, &second.key);
    keeper.round().await;
    assert_eq!(until(&served), "2026-07-01T00:00:00+00:00");
    assert_eq!(trouble(&practice), None);

    for (chain, key, expected) in [
        (
            &second.chain[..second.chain.len() / 2],
            second.key.as_str(),
            Trouble::NotPem,
        ),
        ("", second.key.as_str(), Trouble::NotPem),
        (second.chain.as_str(), "", Trouble::NotPem),
        (second.chain.as_str(), "-----BEGIN nothing", Trouble::NotPem),
    ] {
        put(files.path(), chain, key);
        keeper.round().await;
        assert_eq!(trouble(&practice), Some(expected), "{chain:.30} {key:.30}");
        assert_eq!(until(&served), "2026-07-01T00:00:00+00:00");
    }
    fs::remove_file(files.path().join("key.pem")).unwrap();
    keeper.round().await;
    assert_eq!(trouble(&practice), Some(Trouble::Unreadable));
    assert!(served.pair().is_some());
}

#[tokio::test]
async fn a_certificate_for_another_name_is_served_and_told_at_once() {
    let (practice, authority) = (Practice::new(), Authority::new());
    let files = tempfile::tempdir().unwrap();
    let Issued { chain, key } = authority.issues("other.example.org", "2026-02-01", "2026-06-01");
    put(files.path(), &chain, &key);
    let tls = tls(files.path());
    let keeper = Keeper::new(practice.app.clone(), &tls, practice.folder.path(), 80);
    assert!(keeper.served().pair().is_some());
    practice.clock.advance(chrono::TimeDelta::seconds(1));
    assert_eq!(
        practice.app.certificate_finding(),
        Some((Grade::Critical, Finding::OtherName))
    );
}

#[test]
fn the_check_reads_what_lies_on_disk() {
    let authority = Authority::new();
    let (data, files) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let tls = tls(files.path());
    let finding = |now: &str| found(&tls, data.path()).finding(now.parse().unwrap());
    let now = "2026-03-02T08:00:00Z";
    assert_eq!(
        finding(now),
        Some((Grade::Critical, Finding::NoneYet(Trouble::Unreadable)))
    );
    let issued = authority.issues(NAME, "2026-01-01", "2026-04-01");
    put(files.path(), &issued.chain, &issued.key);
    assert_eq!(finding(now), None);
    assert_eq!(
        finding("2026-03-12T08:00:00Z"),
        Some((Grade::Warning, Finding::EndsSoon))
    );
    assert_eq!(
        finding("2026-04-12T08:00:00Z"),
        Some((Grade::Critical, Finding::Over))
    );
}
