//! Fills a form as a browser does: what the page proposes, with some answers changed.

use std::collections::BTreeMap;

use crate::support::{Browser, Page};

/// Fields of one form by name.
#[derive(Clone, Debug)]
pub(in crate::admin) struct Filled(pub(super) BTreeMap<String, String>);

impl Filled {
    /// With other answers; an empty one unticks a box and empties a line.
    pub(in crate::admin) fn with(mut self, answers: &[(&str, &str)]) -> Self {
        for (name, value) in answers {
            self.0.insert((*name).to_owned(), (*value).to_owned());
        }
        self
    }

    /// The field whose name begins and ends like that.
    #[track_caller]
    pub(super) fn name_like(&self, begins: &str, ends: &str) -> String {
        let fits = |name: &&String| name.starts_with(begins) && name.ends_with(ends);
        self.0.keys().find(fits).expect("such a field").clone()
    }

    /// What the page proposes for a field; empty where it has none.
    pub(super) fn value(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_default()
    }

    /// Whether a box is ticked.
    pub(super) fn is_ticked(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|value| !value.is_empty())
    }

    pub(in crate::admin) fn post(&self, browser: &mut Browser, path: &str) -> Page {
        let fields: Vec<(&str, &str)> = self.0.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        browser.post(path, &fields)
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(unescaped(rest.split('"').next()?))
}

fn unescaped(text: &str) -> String {
    text.replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&")
}

/// The fields of the form with this action as the page proposes them.
#[track_caller]
pub(in crate::admin) fn filled(page: &Page, action: &str) -> Filled {
    let text = String::from_utf8_lossy(&page.body).into_owned();
    let start = text.find(&format!("action=\"{action}\""));
    let start = start.expect("a form with this action");
    let form = text[start..].split("</form>").next().unwrap();
    let mut fields = BTreeMap::new();
    let mut select = None;
    for (at, _) in form.match_indices('<') {
        let tag = form[at..].split('>').next().unwrap();
        let name = attribute(tag, "name");
        if tag.starts_with("<input ") {
            let is_box = ["checkbox", "radio"]
                .iter()
                .any(|kind| tag.contains(&format!("type=\"{kind}\"")));
            if let Some(name) = name.filter(|_| !is_box || tag.contains(" checked")) {
                fields.insert(name, attribute(tag, "value").unwrap_or_default());
            }
        } else if tag.starts_with("<textarea ") {
            let body = &form[at + tag.len() + 1..];
            let body = body.split("</textarea>").next().unwrap().trim_start_matches('\n');
            fields.insert(name.unwrap(), unescaped(body));
        } else if tag.starts_with("<select ") {
            select = name;
        } else if tag.starts_with("<option ") {
            let select = select.clone().unwrap();
            let value = attribute(tag, "value").unwrap();
            if tag.contains(" selected") || !fields.contains_key(&select) {
                fields.insert(select, value);
            }
        }
    }
    Filled(fields)
}

/// Opens a form, changes some answers, sends it.
#[track_caller]
pub(super) fn saved(browser: &mut Browser, path: &str, answers: &[(&str, &str)]) -> Page {
    let page = browser.get(path);
    page.assert(200, &[]);
    let action = path.split('?').next().unwrap();
    filled(&page, action).with(answers).post(browser, action)
}
