//! The catalogues of all languages, read once, and the handle that pages and messages take their words from.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

use crate::domain::patient::Language;

pub use fluent_bundle::FluentValue as Value;

#[derive(RustEmbed)]
#[folder = "locales/"]
struct Files;

type Bundle = FluentBundle<FluentResource>;

static FRENCH: LazyLock<Bundle> = LazyLock::new(|| loaded(Language::Fr));
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| loaded(Language::En));

/// The words of one language. Copy it freely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Texts {
    language: Language,
}

impl Texts {
    /// The words of `language`.
    pub fn of(language: Language) -> Self {
        Self { language }
    }

    /// Which language.
    pub fn language(self) -> Language {
        self.language
    }

    /// The `lang` attribute: `fr` or `en`.
    pub fn code(self) -> &'static str {
        code(self.language)
    }

    /// The text of a key without arguments. A key that is nowhere shows itself, and a test refuses it before that.
    pub fn text(self, key: &str) -> Cow<'static, str> {
        self.formatted(key, None)
    }

    /// The text of a key with its arguments: `t.with("hold-left", &[("minutes", 4.into())])`.
    pub fn with(self, key: &str, arguments: &[(&str, Value<'_>)]) -> String {
        let arguments: FluentArgs<'_> = arguments
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        self.formatted(key, Some(&arguments)).into_owned()
    }

    fn formatted(self, key: &str, arguments: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
        let own = bundle(self.language);
        let found = [own, &FRENCH]
            .into_iter()
            .find_map(|bundle| Some((bundle, bundle.get_message(key)?.value()?)));
        let Some((bundle, pattern)) = found else {
            tracing::error!(key, "no such text");
            return Cow::Owned(key.to_owned());
        };
        let mut errors = Vec::new();
        let text = bundle
            .format_pattern(pattern, arguments, &mut errors)
            .into_owned();
        if !errors.is_empty() {
            tracing::error!(key, ?errors, "text with wrong arguments");
        }
        Cow::Owned(text)
    }
}

/// Every key of a language with the file it is in; for the test that compares languages with the sources.
pub fn keys(language: Language) -> Vec<(String, String)> {
    let is_key = |line: &str| -> Option<String> {
        let (key, _) = line.split_once('=')?;
        let key = key.trim_end();
        let is_identifier = key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        is_identifier.then(|| key.to_owned())
    };
    let in_file = |(path, text): (String, String)| -> Vec<_> {
        text.lines()
            .filter_map(is_key)
            .map(|key| (key, path.clone()))
            .collect()
    };
    files(language).into_iter().flat_map(in_file).collect()
}

/// What is wrong with the catalogue files: syntax, and keys defined twice. Empty in a program that passed its tests.
pub fn mistakes(language: Language) -> Vec<String> {
    built(language).1
}

fn code(language: Language) -> &'static str {
    match language {
        Language::Fr => "fr",
        Language::En => "en",
    }
}

fn bundle(language: Language) -> &'static Bundle {
    match language {
        Language::Fr => &FRENCH,
        Language::En => &ENGLISH,
    }
}

fn files(language: Language) -> Vec<(String, String)> {
    let folder = format!("{}/", code(language));
    Files::iter()
        .filter(|path| path.starts_with(&folder))
        .filter_map(|path| {
            let text = String::from_utf8_lossy(&Files::get(&path)?.data).into_owned();
            Some((path.into_owned(), text))
        })
        .collect()
}

fn loaded(language: Language) -> Bundle {
    let (bundle, mistakes) = built(language);
    for mistake in mistakes {
        tracing::error!(mistake, "catalogue");
    }
    bundle
}

fn built(language: Language) -> (Bundle, Vec<String>) {
    // "fr" and "en" are well formed; the default would be "und", with the plural of no language.
    let locale: LanguageIdentifier = code(language).parse().unwrap_or_default();
    let mut mistakes = Vec::new();
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // Isolation marks would turn GSM-7 texts into UCS-2 and show as boxes in old mail programs; neither language of the
    // catalogue is written from right to left.
    bundle.set_use_isolating(false);
    for (path, text) in files(language) {
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
            mistakes.push(format!("{path}: {errors:?}"));
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            mistakes.push(format!("{path}: {errors:?}"));
        }
    }
    (bundle, mistakes)
}
