//! File, environment, defaults.

use std::net::IpAddr;
use std::path::Path;

use grappe::config::{Config, Environment, KEYS, Network, Prefix, TlsMode, load, parse};
use grappe::domain::patient::Language;

/// For each key a value that is neither the default nor what `BASE` says.
#[expect(clippy::panic, reason = "a test without a value for a new key must fail")]
fn other_value(section: &str, name: &str, folder: &Path) -> String {
    let value = match (section, name) {
        ("practice", "data") => "/srv/other",
        ("server", "listen") => "127.0.0.1:9999",
        ("server", "public_url") => "https://autre.example.org",
        ("server", "hosts") => "a.example.org, b.example.org",
        ("server", "prefix") => "/rdv",
        ("server", "trusted_proxies") => "10.0.0.0/8,::1",
        ("server", "max_connections") => "100",
        ("server", "max_connections_per_address") => "10",
        ("tls", "listen") => "[::]:8443",
        ("tls", "acme") => "letsencrypt-trial",
        ("tls", "names") => "autre.example.org",
        ("tls", "certificate") => "/srv/certificate.pem",
        ("tls", "key") => "/srv/key.pem",
        ("tls", "authority") => "/srv/authority.pem",
        ("smtp", "host") => "mail2.example.org",
        ("smtp", "port") => "465",
        ("smtp", "tls") => "tls",
        ("smtp", "user") => "autre",
        ("smtp", "password") => "autre secret",
        ("smtp", "password_file") => return folder.join("password").display().to_string(),
        ("smtp", "from") | ("tls", "contact") => "autre@example.org",
        ("server", "strict_transport") | ("clock", "require_network_time") | ("tls", "accept_terms") => {
            "true"
        }
        ("radicale", "folder") => "/srv/radicale",
        ("radicale", "address") => "127.0.0.1:15232",
        ("update", "enabled") => "false",
        ("update", "url") => "https://autre.example.org/manifest.json",
        ("update", "public_key") => "RWRjW0EMvBF8E8NuoR80AAZDlZDkRB0n2yYhLw9IsZyLJDeYq0vVYwhB",
        ("log", "filter") => "warn,grappe::web=debug",
        ("limits", "import_megabytes") => "12",
        ("limits", "token_requests_per_second") => "200",
        ("limits", "code_mails_per_day") => "40",
        other => panic!("a key without a value in this test: {other:?}"),
    };
    value.to_owned()
}

const BASE: &str = "[tls]\nlisten = \"[::]:443\"\nacme = \"letsencrypt\"\naccept_terms = true\nnames = [\"rdv.example.org\"]\n\
    [radicale]\nfolder = \"/var/lib/radicale\"\n\
    [update]\nurl = \"https://example.org/manifest.json\"\npublic_key = \"RWS0QeEPVE0RvrRBqFPoi9tVCOlpuBBLeTRUw+eu0NfhYRgT+9ZWdXUz\"\n\
    [smtp]\nhost = \"mail.example.org\"\nuser = \"rdv\"\npassword = \"secret\"\nfrom = \"rdv@example.org\"\n";

#[test]
fn each_key_can_be_overridden_by_its_variable() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("password"), "du fichier\n").unwrap();
    let base = parse(BASE, None, &Environment::default()).unwrap();
    for key in KEYS {
        let value = other_value(key.section, key.name, folder.path());
        let environment = Environment::from([(key.variable().as_str(), value.as_str())]);
        // The two ways to give a password exclude each other, and so do those to come by a certificate.
        let text = match key.name {
            "password_file" => BASE.replace("password = \"secret\"\n", ""),
            "certificate" => BASE.replace("acme = \"letsencrypt\"", "key = \"/k.pem\""),
            "key" => BASE.replace("acme = \"letsencrypt\"", "certificate = \"/c.pem\""),
            "accept_terms" => BASE.replace("accept_terms = true\n", ""),
            _ => BASE.to_owned(),
        };
        let overridden = parse(&text, None, &environment).unwrap_or_else(|p| panic!("{key:?}: {p:?}"));
        if key.name == "accept_terms" {
            // Without it the file is refused; it says nothing else.
            assert!(parse(&text, None, &Environment::default()).is_err());
            assert_eq!(overridden, base);
            continue;
        }
        assert_ne!(overridden, base, "{key:?} is not overridden");
    }
}

#[test]
fn a_file_is_read_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("grappe.toml");
    let text = "[practice]\ndata = \"/srv/cabinet\"\n[server]\nprefix = \"/rdv\"\nhosts = [\"RDV.example.org\"]\n\
                trusted_proxies = [\"10.0.0.0/8\"]\nmax_connections = 4_000\n";
    std::fs::write(&path, format!("{text}{BASE}port = 465\ntls = \"tls\"\n")).unwrap();
    let config = load(Some(&path), &Environment::default()).unwrap();
    assert_eq!(config.practice.data, Path::new("/srv/cabinet"));
    assert_eq!(config.server.prefix.as_str(), "/rdv/");
    assert_eq!(config.server.hosts, ["rdv.example.org"]);
    assert_eq!(config.server.max_connections, 4000);
    let smtp = config.smtp.unwrap();
    assert_eq!((smtp.port, smtp.tls), (465, TlsMode::Tls));
    assert_eq!(smtp.password.as_ref().unwrap().reveal(), "secret");
    assert!(
        !format!("{smtp:?}").contains("secret"),
        "a password shows in a log"
    );
}

#[test]
fn without_file_or_variables_the_defaults_apply() {
    assert_eq!(load(None, &Environment::default()).unwrap(), Config::default());
}

#[test]
fn networks_hold_their_addresses_only() {
    let holds = |network: &str, address: &str| {
        Network::parse(network)
            .unwrap()
            .contains(address.parse::<IpAddr>().unwrap())
    };
    assert!(holds("10.0.0.0/8", "10.255.1.2") && !holds("10.0.0.0/8", "11.0.0.1"));
    assert!(holds("192.0.2.7", "192.0.2.7") && !holds("192.0.2.7", "192.0.2.8"));
    assert!(holds("192.0.2.7", "::ffff:192.0.2.7"), "IPv4 written in IPv6");
    assert!(holds("fd00::/8", "fd12::1") && !holds("fd00::/8", "fe80::1"));
    assert!(holds("0.0.0.0/0", "8.8.8.8") && !holds("0.0.0.0/0", "::1"));
    for wrong in ["10.0.0.0/33", "10.0.0/8", "::1/129", "x", "10.0.0.0/-1"] {
        assert!(Network::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn prefixes_are_paths_and_nothing_else() {
    for (text, expected) in [
        ("/", "/"),
        ("/rdv", "/rdv/"),
        ("/rdv/", "/rdv/"),
        ("/a/b-c_1.2", "/a/b-c_1.2/"),
    ] {
        assert_eq!(Prefix::parse(text).unwrap().as_str(), expected);
    }
    for wrong in ["", "rdv", "/..", "/a//b", "/é", "/a b", "/\"", "/a?b"] {
        assert!(Prefix::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn the_language_follows_the_locale() {
    for (variables, expected) in [
        ([("LANG", "fr_FR.UTF-8"), ("LC_ALL", "")], Language::Fr),
        ([("LANG", "fr_FR.UTF-8"), ("LC_ALL", "en_GB.UTF-8")], Language::En),
        ([("LANG", "C.UTF-8"), ("X", "")], Language::En),
        ([("X", ""), ("Y", "")], Language::Fr),
    ] {
        assert_eq!(Environment::from(variables).language(), expected, "{variables:?}");
    }
}
