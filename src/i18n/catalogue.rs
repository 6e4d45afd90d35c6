//! The catalogues of all languages, each read once when it is first asked for, and the handle that pages and messages take their
//! words from.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

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

/// The texts of a language. Nine in ten are mere words, which stay where the program has them: as syntax trees all of them would
/// take 1.5 MB a language.
struct Catalogue {
    words: HashMap<&'static str, &'static str>,
    /// Those with arguments, or of several lines.
    phrases: HashMap<&'static str, Phrase>,
    language: Language,
}

/// A text that has to be put together, as it is written; its syntax tree is made when it is first asked for. No text names another
/// one, so that each stands alone.
struct Phrase {
    source: &'static str,
    bundle: OnceLock<Box<Bundle>>,
}

/// By the order of [`Language`]; what nobody reads takes no memory.
static CATALOGUES: [OnceLock<Catalogue>; Language::ALL.len()] =
    [const { OnceLock::new() }; Language::ALL.len()];

/// The files of what patients meet, on pages and in messages: these are there in every language, and the others, for the staff, in
/// French and English.
pub const PATIENT_FILES: [&str; 12] = [
    "booking.ftl",
    "common.ftl",
    "earlier.ftl",
    "embed.ftl",
    "errors.ftl",
    "finding.ftl",
    "kiosk.ftl",
    "legal.ftl",
    "messages.ftl",
    "mine.ftl",
    "public.ftl",
    "short.ftl",
];

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

    /// The `lang` attribute: `fr`, `en` and so on.
    pub fn code(self) -> &'static str {
        self.language.code()
    }

    /// The `dir` attribute.
    pub fn direction(self) -> &'static str {
        if self.language.is_right_to_left() {
            "rtl"
        } else {
            "ltr"
        }
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
        let in_french = || {
            let french = catalogue(Language::Fr).formatted(key, arguments)?;
            tracing::error!(key, language = self.code(), "text in French only");
            Some(french)
        };
        let found = catalogue(self.language)
            .formatted(key, arguments)
            .or_else(in_french);
        found.unwrap_or_else(|| {
            tracing::error!(key, "no such text");
            Cow::Owned(key.to_owned())
        })
    }
}

impl Catalogue {
    fn formatted(&'static self, key: &str, arguments: Option<&FluentArgs<'_>>) -> Option<Cow<'static, str>> {
        if let Some(words) = self.words.get(key) {
            return Some(Cow::Borrowed(words));
        }
        let bundle = self.phrases.get(key)?.bundle(self.language);
        let pattern = bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = bundle
            .format_pattern(pattern, arguments, &mut errors)
            .into_owned();
        if !errors.is_empty() {
            tracing::error!(key, ?errors, "text with wrong arguments");
        }
        Some(Cow::Owned(text))
    }

    /// Takes the messages of a file in.
    fn add(&mut self, text: &'static str) {
        for source in entries(text) {
            let Some((key, value)) = source.split_once('=').and_then(message) else {
                continue;
            };
            if is_plain(value) {
                self.words.insert(key, value);
            } else {
                let bundle = OnceLock::new();
                self.phrases.insert(key, Phrase { source, bundle });
            }
        }
    }
}

impl Phrase {
    fn bundle(&self, language: Language) -> &Bundle {
        self.bundle.get_or_init(|| {
            let (bundle, mistakes) = of_files(language, vec![(String::new(), Cow::Borrowed(self.source))]);
            for mistake in mistakes {
                tracing::error!(mistake, "catalogue");
            }
            Box::new(bundle)
        })
    }
}

/// Every key of a language with the file it is in; for the test that compares languages with the sources.
pub fn keys(language: Language) -> Vec<(String, String)> {
    let is_key = |line: &str| {
        line.split_once('=')
            .map(|(key, _)| key.trim_end())
            .filter(|key| is_key(key))
            .map(str::to_owned)
    };
    let in_file = |(path, text): (String, Cow<'static, str>)| -> Vec<_> {
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

fn catalogue(language: Language) -> &'static Catalogue {
    let [fr, en, de, es, pt, ar] = &CATALOGUES;
    let shelf = match language {
        Language::Fr => fr,
        Language::En => en,
        Language::De => de,
        Language::Es => es,
        Language::Pt => pt,
        Language::Ar => ar,
    };
    shelf.get_or_init(|| loaded(language))
}

fn files(language: Language) -> Vec<(String, Cow<'static, str>)> {
    let folder = format!("{}/", language.code());
    Files::iter()
        .filter(|path| path.starts_with(&folder))
        .filter_map(|path| {
            let text = match Files::get(&path)?.data {
                Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
                Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
            };
            Some((path.into_owned(), text))
        })
        .collect()
}

fn loaded(language: Language) -> Catalogue {
    let mut catalogue = Catalogue {
        words: HashMap::new(),
        phrases: HashMap::new(),
        language,
    };
    for (_, text) in files(language) {
        // In a program for use this is no copy; one for development reads the files, once.
        catalogue.add(match text {
            Cow::Borrowed(text) => text,
            Cow::Owned(text) => text.leak(),
        });
    }
    catalogue.words.shrink_to_fit();
    catalogue.phrases.shrink_to_fit();
    catalogue
}

/// The entries of a file: each begins at the margin and goes on in lines that do not.
fn entries(text: &'static str) -> Vec<&'static str> {
    let mut begins = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if !line.starts_with([' ', '\t', '}', '\r', '\n']) {
            begins.push(at);
        }
        at += line.len();
    }
    let ends = begins.iter().skip(1).copied().chain([text.len()]);
    let entry = |(from, to)| text.get(from..to);
    begins.iter().copied().zip(ends).filter_map(entry).collect()
}

/// A key and what stands after it; nothing for a comment.
fn message((key, value): (&'static str, &'static str)) -> Option<(&'static str, &'static str)> {
    let key = key.trim_end();
    is_key(key).then_some((key, value.trim()))
}

fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
}

/// Whether a value is nothing but words on one line.
fn is_plain(value: &str) -> bool {
    !value.is_empty() && !value.contains(['{', '}', '\n'])
}

fn built(language: Language) -> (Bundle, Vec<String>) {
    of_files(language, files(language))
}

fn of_files(language: Language, files: Vec<(String, Cow<'static, str>)>) -> (Bundle, Vec<String>) {
    // Our codes are well formed; the default would be "und", with the plural of no language.
    let locale: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut mistakes = Vec::new();
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // What stands in an Arabic sentence, be it a name, an address or a number, must not turn the order of the words around it.
    // Elsewhere the marks would only turn GSM-7 texts into UCS-2 and show as boxes in old mail programs.
    bundle.set_use_isolating(language.is_right_to_left());
    for (path, text) in files {
        let resource = FluentResource::try_new(text.into_owned()).unwrap_or_else(|(resource, errors)| {
            mistakes.push(format!("{path}: {errors:?}"));
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            mistakes.push(format!("{path}: {errors:?}"));
        }
    }
    (bundle, mistakes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_kept_aside_are_those_of_the_whole_catalogue() {
        for language in Language::ALL {
            let (whole, _) = built(language);
            let ours = catalogue(language);
            let all = keys(language);
            for (key, path) in &all {
                let pattern = whole.get_message(key).unwrap().value().unwrap();
                let expected = whole.format_pattern(pattern, None, &mut Vec::new());
                assert_eq!(ours.formatted(key, None).unwrap(), expected, "{key} in {path}");
            }
            let share = ours.words.len() * 100 / all.len();
            assert!(share > 75, "{language:?}, {share} %: the rest takes memory");
        }
    }
}
