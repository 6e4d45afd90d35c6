//! The frame of every page: head, header, footer.

use std::fmt::Display;

use askama::Template;
use askama::filters::{Escaper as _, Html, HtmlSafeOutput};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Accent;
use crate::domain::contact::Phone;
use crate::domain::patient::Language;
use crate::domain::practice::Practice;
use crate::domain::time::Zone;
use crate::i18n::Texts;
use crate::web::assets;
use crate::web::error::Problem;
use crate::web::extract::Visit;

/// The language that practices write in: cares, instructions, questions.
const PRACTICE: Language = Language::Fr;

/// Words by whose they are: some places show a word of ours where the practice said nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// In the language of the page.
    Page(String),
    /// As the practice wrote them.
    Practice(String),
}

impl Words {
    /// The bare words.
    pub fn text(&self) -> &str {
        match self {
            Self::Page(text) | Self::Practice(text) => text,
        }
    }
}

/// What `base.html` needs; every page template has one as its field `page`.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Words.
    pub t: Texts,
    /// Title of the page, shown before the name of the practice.
    pub title: String,
    /// Name of the practice, empty on pages that do not know it.
    pub practice: String,
    /// Phone of the practice as people write it, may be empty.
    pub phone: String,
    /// The same for `tel:` links.
    pub phone_link: String,
    /// Address of the practice, may be empty.
    pub address: String,
    /// The city that the practice's zone is named after, for « heure de Paris »; empty where no practice is known.
    pub zone_city: String,
    prefix: String,
    query: String,
    languages: &'static [Language],
    accent: Accent,
}

impl Layout {
    /// The frame of a practice's page.
    pub fn of(visit: &Visit, practice: &Practice, title: impl Into<String>) -> Self {
        let dialled = Phone::parse(&practice.phone).map(|phone| phone.as_str().to_owned());
        Self {
            practice: practice.name.clone(),
            phone: visit.texts().phone(&practice.phone),
            phone_link: dialled.unwrap_or_else(|_| practice.phone.replace(' ', "")),
            address: practice.address.clone(),
            zone_city: city_of(practice.zone),
            accent: Accent::of(&practice.accent),
            ..Self::plain(visit, title)
        }
    }

    /// The frame of a page that knows no practice: errors before anything could be looked up.
    pub fn plain(visit: &Visit, title: impl Into<String>) -> Self {
        Self {
            t: visit.texts(),
            title: title.into(),
            practice: String::new(),
            phone: String::new(),
            phone_link: String::new(),
            address: String::new(),
            zone_city: String::new(),
            prefix: visit.prefix().to_owned(),
            query: visit.query().to_owned(),
            languages: visit.languages(),
            accent: Accent::of(""),
        }
    }

    /// Path of the style sheet.
    pub fn style(&self) -> String {
        self.link(&assets::style_url(&self.accent))
    }

    /// Path of another asset.
    pub fn asset(&self, name: &str) -> String {
        self.link(&assets::url(name))
    }

    /// A path of ours with the prefix.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// What the practice wrote, of itself or of what it does, in the middle of words of ours: told apart in the way it runs, and in its
    /// language where the page is in another one, so that a screen reader pronounces it (WCAG 3.1.2).
    pub fn own(&self, words: impl Display) -> HtmlSafeOutput<String> {
        HtmlSafeOutput(format!(
            "<bdi{}>{}</bdi>",
            self.own_lang(),
            escaped(&words.to_string())
        ))
    }

    /// The same for an element that has nothing else in it: its attributes, with the blank before them.
    pub fn own_lang(&self) -> HtmlSafeOutput<&'static str> {
        HtmlSafeOutput(if self.t.language() == PRACTICE {
            ""
        } else {
            " lang=\"fr\" dir=\"auto\""
        })
    }

    /// Words that may be either's.
    pub fn said(&self, words: &Words) -> HtmlSafeOutput<String> {
        match words {
            Words::Page(text) => HtmlSafeOutput(escaped(text)),
            Words::Practice(text) => self.own(text),
        }
    }

    /// The other languages that this page is there in, each with the address of the same page in it.
    pub fn other_languages(&self) -> Vec<(Language, String)> {
        let others = self
            .languages
            .iter()
            .filter(|language| **language != self.t.language());
        let link = |language: &Language| {
            let code = language.code();
            if self.query.is_empty() {
                (*language, format!("?lang={code}"))
            } else {
                (*language, format!("?{}&lang={code}", self.query))
            }
        };
        others.map(link).collect()
    }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = Html.write_escaped_str(&mut safe, text);
    safe
}

/// The place that a zone is named after, as it is spelt there: the names of zones have no accents.
fn city_of(zone: Zone) -> String {
    match zone.name() {
        "Indian/Reunion" => "La Réunion".to_owned(),
        "Pacific/Noumea" => "Nouméa".to_owned(),
        "America/St_Barthelemy" => "Saint-Barthélemy".to_owned(),
        name => name.rsplit('/').next().unwrap_or("").replace('_', " "),
    }
}

/// Renders a page with a status.
pub fn html(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(text) => {
            let kind = HeaderValue::from_static("text/html; charset=utf-8");
            (status, [(header::CONTENT_TYPE, kind)], text).into_response()
        }
        Err(error) => Problem::incident(&error).into_response(),
    }
}
