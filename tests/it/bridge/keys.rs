//! Encrypted lines: certificates that are publicly valid, keys that somebody accepted, and no other.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use grappe::bridge::dav::{DavError, Terms, discover};
use grappe::sys::http::{Address, Ask, Fingerprint, Link, LinkError};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::account::{session_on, terms};
use super::fake::{Fake, Ways};

/// Of `nas.pem`, as openssl tells it (see the page beside it).
pub(crate) const NAS: &str = "46009b90549b626ee7cd7fdb6cad544734429cdf63e4c89c9b1efac96822e8be";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/caldav")
        .join(name)
}

pub(crate) fn encrypted(name: &str) -> Fake {
    let chain = vec![CertificateDer::from_pem_file(fixture(&format!("{name}.pem"))).unwrap()];
    let key = PrivateKeyDer::from_pem_file(fixture(&format!("{name}.key"))).unwrap();
    let builder = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap();
    let config = builder
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    Fake::encrypted(Ways::default(), Arc::new(config))
}

async fn seen(fake: &Fake, pin: Option<&str>) -> Option<DavError> {
    let terms = Terms {
        pin: pin.map(|text| Fingerprint::parse(text).unwrap()),
        ..terms()
    };
    discover(&mut session_on(&fake.url, "", terms)).await.err()
}

/// Another name, and ended long ago: the key is what was compared.
#[tokio::test]
async fn a_self_signed_certificate_is_accepted_by_its_key_only() {
    let nas = Fingerprint::parse(NAS).unwrap();
    let fake = encrypted("nas");
    assert_eq!(
        seen(&fake, None).await,
        Some(DavError::Link(LinkError::Untrusted(nas)))
    );
    assert_eq!(seen(&fake, Some(NAS)).await, None);
    let other = encrypted("nas-new");
    match seen(&other, Some(NAS)).await {
        Some(DavError::Link(LinkError::KeyChanged { expected, found })) => {
            assert_eq!(expected, nas);
            assert_ne!(found, nas);
        }
        error => panic!("{error:?}"),
    }
    assert!(
        other.heard().is_empty(),
        "nothing was asked, and no password told"
    );
}

/// A publicly valid certificate needs no key, and another key that was accepted before does not stand in its way.
#[tokio::test]
async fn a_valid_certificate_is_accepted_whatever_the_key() {
    let fake = encrypted("localhost");
    let address = Address::parse(&fake.url).unwrap();
    let authority = || vec![CertificateDer::from_pem_file(fixture("authority.pem")).unwrap()];
    let ask = Ask {
        method: "OPTIONS",
        href: fake.url.clone(),
        ..Ask::default()
    };
    for pin in [None, Some((&address, Fingerprint::parse(NAS).unwrap()))] {
        let mut link = Link::new(terms().allowance, pin).with_roots(authority());
        assert!(link.ask(&address, &ask).await.is_ok());
        let mut stranger = Link::new(terms().allowance, pin);
        assert!(stranger.ask(&address, &ask).await.is_err());
    }
}

#[tokio::test]
async fn no_encryption_where_it_is_expected_is_said() {
    let fake = Fake::start(Ways::default());
    let url = fake.url.replace("http:", "https:");
    let found = discover(&mut session_on(&url, "", terms())).await.err();
    assert!(
        matches!(found, Some(DavError::Link(LinkError::Tls(_)))),
        "{found:?}"
    );
}
