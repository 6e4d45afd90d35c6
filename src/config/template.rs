//! The commented file that `init` writes.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::Path;

use super::key::{KEYS, Key};

/// What `init` was told; these keys are written live, every other one as a comment.
#[derive(Clone, Copy, Debug)]
pub struct Answers<'a> {
    /// Data folder.
    pub data: &'a Path,
    /// Listening address.
    pub listen: SocketAddr,
    /// Folder of Radicale, where it was asked for.
    pub radicale: Option<&'a Path>,
}

/// The file with every key described by `text` (a lookup in the locale files), ready to edit.
pub fn template(answers: &Answers<'_>, text: impl Fn(&str) -> String) -> String {
    let mut out = commented(&text("config-header"));
    let mut section = "";
    for key in KEYS {
        if section != key.section {
            section = key.section;
            let heading = commented(&text(&format!("config-{section}")));
            let _ = write!(out, "\n{heading}[{section}]\n");
        }
        let described = commented(&text(&key.description()));
        let _ = write!(
            out,
            "{described}# {}\n{}\n",
            key.variable(),
            setting(key, answers)
        );
    }
    out
}

fn setting(key: &Key, answers: &Answers<'_>) -> String {
    let live = match (key.section, key.name) {
        ("practice", "data") => Some(answers.data.display().to_string()),
        ("server", "listen") => Some(answers.listen.to_string()),
        ("radicale", "folder") => answers.radicale.map(|folder| folder.display().to_string()),
        _ => None,
    };
    match live {
        Some(live) => format!("{} = {}", key.name, toml::Value::String(live)),
        None => format!("#{} = {}", key.name, key.example),
    }
}

fn commented(text: &str) -> String {
    text.lines().fold(String::new(), |mut out, line| {
        let _ = writeln!(out, "# {line}");
        out
    })
}
