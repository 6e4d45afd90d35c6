//! Everything that is wrong is told at once, with its place and a remedy.

use std::path::Path;

use grappe::config::{Environment, Origin, Unfit, load, parse};
use grappe::domain::patient::Language;
use grappe::i18n::keys;
use proptest::prelude::*;

fn found(text: &str) -> Vec<(Origin, String, Unfit)> {
    let problems = parse(text, None, &Environment::default()).unwrap_err();
    problems.into_iter().map(|p| (p.origin, p.key, p.unfit)).collect()
}

#[test]
fn all_problems_are_told_at_once_with_their_lines() {
    let text =
        "[server]\nlisten = \"8080\"\nhost = \"x\"\n\n[smpt]\nport = 25\n[limits]\nimport_megabytes = 999\n";
    let mut problems = found(text);
    problems.sort_by_key(|(origin, ..)| format!("{origin:?}"));
    assert_eq!(
        problems,
        [
            (Origin::Line(2), "server.listen".to_owned(), Unfit::NotAddress),
            (
                Origin::Line(3),
                "server.host".to_owned(),
                Unfit::UnknownKey(Some("server.hosts".to_owned()))
            ),
            (
                Origin::Line(5),
                "smpt".to_owned(),
                Unfit::UnknownSection(Some("smtp"))
            ),
            (
                Origin::Line(8),
                "limits.import_megabytes".to_owned(),
                Unfit::NotNumber { min: 1, max: 500 }
            ),
        ]
    );
}

#[test]
fn a_misspelt_variable_is_refused() {
    let environment = Environment::from([
        ("GRAPPE_SERVER_LISTN", "127.0.0.1:1"),
        ("GRAPPE_SLOT_VECTORS", "/x"),
    ]);
    let problems = parse("", None, &environment).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(
        problems[0].origin,
        Origin::Variable("GRAPPE_SERVER_LISTN".to_owned())
    );
    assert_eq!(
        problems[0].unfit,
        Unfit::UnknownKey(Some("GRAPPE_SERVER_LISTEN".to_owned()))
    );
}

#[test]
fn a_bad_variable_is_named_rather_than_the_line_it_replaces() {
    let environment = Environment::from([("GRAPPE_SMTP_PORT", "0")]);
    let problems = parse("[smtp]\nport = 25\n", None, &environment).unwrap_err();
    assert_eq!(
        problems[0].origin,
        Origin::Variable("GRAPPE_SMTP_PORT".to_owned())
    );
}

#[test]
fn values_of_the_wrong_shape_are_refused() {
    for (line, expected) in [
        ("[server]\nlisten = 8080", Unfit::NotText),
        ("[server]\nhosts = \"x\"", Unfit::NotList),
        ("[server]\nhosts = [1]", Unfit::NotList),
        ("[server]\nhosts = [\"https://x\"]", Unfit::NotHost),
        ("[server]\nprefix = \"rdv\"", Unfit::NotPrefix),
        ("[server]\npublic_url = \"rdv.example.org\"", Unfit::NotUrl),
        ("[server]\npublic_url = \"https://x/?a\"", Unfit::NotUrl),
        ("[server]\ntrusted_proxies = [\"10.0.0.0/40\"]", Unfit::NotNetwork),
        ("[clock]\nrequire_network_time = \"yes\"", Unfit::NotFlag),
        ("[practice]\ndata = \"relative\"", Unfit::NotAbsolute),
        ("[log]\nfilter = \"loud\"", Unfit::NotFilter),
        ("[radicale]\nfolder = \"radicale\"", Unfit::NotAbsolute),
        (
            "[radicale]\nfolder = \"/r\"\naddress = \"0.0.0.0:5232\"",
            Unfit::NotThisMachine,
        ),
        ("[smtp]\ntls = \"ssl\"", Unfit::NotTlsMode),
        ("[smtp]\nfrom = \"a@b\\r\\nBcc: c@d.fr\"", Unfit::NotEmail),
        (
            "[smtp]\nhost = \"mail.example.org\"",
            Unfit::NeedsKey("smtp.from"),
        ),
        (
            "[smtp]\nhost = \"m.fr\"\nfrom = \"a@b.fr\"\ntls = \"none\"",
            Unfit::ClearTextAway,
        ),
        ("[smtp]\nuser = \"a\"", Unfit::NeedsKey("smtp.password")),
        ("[update]\nurl = \"http://example.org/m.json\"", Unfit::NotHttps),
        (
            "[update]\nurl = \"https://example.org/m.json\"",
            Unfit::NeedsKey("update.public_key"),
        ),
        ("[update]\npublic_key = \"RWQ\"", Unfit::NotPublicKey),
        (
            "[smtp]\nuser = \"a\"\npassword = \"b\"\npassword_file = \"/nowhere\"",
            Unfit::Excludes("smtp.password_file"),
        ),
    ] {
        assert!(
            found(line).iter().any(|(_, _, unfit)| *unfit == expected),
            "{line}: {:?}",
            found(line)
        );
    }
}

#[test]
fn https_without_what_it_needs_is_refused() {
    for (line, expected) in [
        ("[tls]\nlisten = \":443\"", Unfit::NotAddress),
        ("[tls]\nlisten = \"[::]:443\"", Unfit::NeedsSource),
        ("[tls]\nlisten = \"[::]:443\"", Unfit::NeedsKey("tls.names")),
        (
            "[tls]\nlisten = \"[::]:443\"\nacme = \"letsencrypt\"",
            Unfit::TermsNotAccepted,
        ),
        ("[tls]\nacme = \"letsencrypt\"", Unfit::NeedsKey("tls.listen")),
        ("[tls]\nnames = [\"a.fr\"]", Unfit::NeedsKey("tls.listen")),
        ("[tls]\nacme = \"http://a.fr/dir\"", Unfit::NotDirectory),
        ("[tls]\nnames = [\"192.168.1.10\"]", Unfit::NotHost),
        ("[tls]\nnames = [\"localhost\"]", Unfit::NotHost),
        ("[tls]\ncontact = \"cabinet\"", Unfit::NotEmail),
        ("[tls]\nkey = \"key.pem\"", Unfit::NotAbsolute),
        (
            "[tls]\nlisten = \"[::]:443\"\ncertificate = \"/c.pem\"",
            Unfit::NeedsKey("tls.key"),
        ),
        (
            "[tls]\nlisten = \"[::]:443\"\nkey = \"/k.pem\"",
            Unfit::NeedsKey("tls.certificate"),
        ),
        (
            "[tls]\nlisten = \"[::]:443\"\nkey = \"/k.pem\"\ncertificate = \"/c.pem\"\nacme = \"letsencrypt\"",
            Unfit::Excludes("tls.certificate"),
        ),
    ] {
        assert!(
            found(line).iter().any(|(_, _, unfit)| *unfit == expected),
            "{line}: {:?}",
            found(line)
        );
    }
}

#[test]
fn https_is_for_the_public_names_unless_others_are_given() {
    let https = "[tls]\nlisten = \"[::]:8443\"\nacme = \"letsencrypt\"\naccept_terms = true\n";
    let server = "[server]\npublic_url = \"https://RDV.example.org/rdv\"\nhosts = [\"192.168.1.10\", \"www.example.org\"]\n";
    let read = |text: &str| parse(text, None, &Environment::default()).unwrap();
    let config = read(&format!("{server}{https}"));
    assert_eq!(
        config.tls.as_ref().unwrap().names,
        ["rdv.example.org", "www.example.org"]
    );
    assert_eq!(
        config.server.public_https(),
        Some(("rdv.example.org".to_owned(), 443))
    );
    let config = read(&format!("{server}{https}names = [\"cabinet.fr\"]\n"));
    assert_eq!(config.tls.as_ref().unwrap().names, ["cabinet.fr"]);
    assert!(
        config.names().contains(&"cabinet.fr".to_owned()),
        "the pages answer to it"
    );
}

#[test]
fn a_file_that_is_no_toml_or_not_there_is_named() {
    assert!(
        matches!(found("[server\nlisten ="), ref all if all.iter().any(|(o, _, u)| {
            *o == Origin::Line(1) && matches!(u, Unfit::Syntax(_))
        }))
    );
    let path = Path::new("/nowhere/grappe.toml");
    let problems = load(Some(path), &Environment::default()).unwrap_err();
    assert_eq!(problems[0].file.as_deref(), Some(path));
    assert!(matches!(problems[0].unfit, Unfit::Unreadable(_)));
}

#[test]
fn each_reason_has_its_words() {
    let known: Vec<String> = keys(Language::Fr).into_iter().map(|(key, _)| key).collect();
    for unfit in [
        Unfit::Unreadable(String::new()),
        Unfit::Syntax(String::new()),
        Unfit::UnknownSection(None),
        Unfit::UnknownSection(Some("log")),
        Unfit::UnknownKey(None),
        Unfit::UnknownKey(Some(String::new())),
        Unfit::NotNumber { min: 0, max: 1 },
        Unfit::NotHttps,
        Unfit::NotPublicKey,
        Unfit::NeedsKey("x"),
        Unfit::Excludes("x"),
    ] {
        assert!(known.contains(&unfit.message().to_owned()), "{unfit:?}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,400}") {
        let _ = parse(&text, None, &Environment::default());
    }

    #[test]
    fn no_value_makes_a_key_panic(value in "[ -~]{0,60}", at in 0_usize..19) {
        let key = grappe::config::KEYS[at % grappe::config::KEYS.len()];
        let _ = parse("", None, &Environment::from([(key.variable().as_str(), value.as_str())]));
    }
}
