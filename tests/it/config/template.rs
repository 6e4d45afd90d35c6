//! What `init` writes.

use std::fmt::Write as _;
use std::path::Path;

use grappe::config::{Answers, Config, Environment, KEYS, parse, template};
use grappe::domain::patient::Language;
use grappe::i18n::{Texts, keys};

fn written(language: Language) -> String {
    let answers = Answers {
        data: Path::new("/srv/cabinet \"d'Aubigné\""),
        listen: "127.0.0.1:8081".parse().unwrap(),
        radicale: Some(Path::new("/srv/radicale")),
    };
    let texts = Texts::of(language);
    template(&answers, |key| texts.text(key).into_owned())
}

#[test]
fn the_template_parses_and_holds_the_answers() {
    for language in [Language::Fr, Language::En] {
        let config = parse(&written(language), None, &Environment::default()).unwrap();
        assert_eq!(config.practice.data, Path::new("/srv/cabinet \"d'Aubigné\""));
        assert_eq!(config.server.listen.port(), 8081);
        assert_eq!(config.smtp, None);
        assert_eq!(config.radicale.unwrap().folder, Path::new("/srv/radicale"));
    }
}

#[test]
fn the_defaults_in_the_template_are_the_defaults_that_apply() {
    let mut text = String::new();
    let mut section = "";
    for key in KEYS.iter().filter(|key| key.is_default && key.section != "smtp") {
        if section != key.section {
            section = key.section;
            writeln!(text, "[{section}]").unwrap();
        }
        writeln!(text, "{} = {}", key.name, key.example).unwrap();
    }
    assert_eq!(
        parse(&text, None, &Environment::default()).unwrap(),
        Config::default()
    );
}

#[test]
fn each_key_stands_in_the_template_with_its_variable_and_its_description() {
    let described: Vec<String> = keys(Language::Fr).into_iter().map(|(key, _)| key).collect();
    let text = written(Language::Fr);
    for key in KEYS {
        assert!(
            described.contains(&key.description()),
            "no text for {}",
            key.description()
        );
        assert!(
            text.contains(&format!("# {}\n", key.variable())),
            "{}",
            key.variable()
        );
    }
}
