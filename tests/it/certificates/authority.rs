//! An authority of the tests: certificates of any name and age.

use grappe::domain::time::Instant;
use grappe::sys::tls::{ExtraRoots, Pair};
use rcgen::{BasicConstraints, Certificate, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::RootCertStore;

/// See the module.
pub(super) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    root: Certificate,
}

/// A certificate and its key in PEM.
pub(super) struct Issued {
    pub(super) chain: String,
    pub(super) key: String,
}

impl Authority {
    pub(super) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params
            .distinguished_name
            .push(DnType::CommonName, "Tests of Grappe");
        let key = KeyPair::generate().unwrap();
        let root = params.self_signed(&key).unwrap();
        Self {
            issuer: Issuer::new(params, key),
            root,
        }
    }

    /// For a name, from one date until another (`2026-03-02`), midnight UTC.
    pub(super) fn issues(&self, name: &str, from: &str, until: &str) -> Issued {
        let day = |text: &str| {
            let at: Instant = format!("{text}T00:00:00Z").parse().unwrap();
            let (year, month, day) = (at.format("%Y"), at.format("%m"), at.format("%d"));
            date_time_ymd(
                year.to_string().parse().unwrap(),
                month.to_string().parse().unwrap(),
                day.to_string().parse().unwrap(),
            )
        };
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.not_before = day(from);
        params.not_after = day(until);
        params.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate().unwrap();
        let issued = params.signed_by(&key, &self.issuer).unwrap();
        Issued {
            chain: pem("CERTIFICATE", issued.der()),
            key: pem("PRIVATE KEY", key.serialized_der()),
        }
    }

    /// What believes it.
    pub(super) fn believers(&self) -> RootCertStore {
        let mut roots = RootCertStore::empty();
        roots.add(self.root.der().clone()).unwrap();
        roots
    }

    /// The same for the program.
    pub(super) fn roots(&self) -> ExtraRoots {
        ExtraRoots::of_pem(&self.root_pem()).unwrap()
    }

    pub(super) fn root_pem(&self) -> String {
        pem("CERTIFICATE", self.root.der())
    }
}

impl Issued {
    pub(super) fn pair(&self) -> Pair {
        Pair::of_pem(self.chain.as_bytes(), self.key.as_bytes()).unwrap()
    }
}

/// RFC 7468.
pub(super) fn pem(label: &str, der: &[u8]) -> String {
    use base64::Engine as _;
    let digits = base64::engine::general_purpose::STANDARD.encode(der);
    let lines: Vec<_> = digits
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        lines.join("\n")
    )
}
