//! One source file as the rules see it: its code without comments, texts and test module, and the paths it names.

use std::iter::Peekable;
use std::str::Chars;

/// A file below `src`.
pub(super) struct Source {
    /// From the project's root: `src/domain/id.rs`.
    pub(super) path: String,
    /// The text up to the inline test module.
    pub(super) code: String,
    /// Every path named, resolved from the crate's root where it is ours: `["crate", "domain", "id"]`.
    pub(super) paths: Vec<Vec<String>>,
    /// Every identifier, in order.
    pub(super) words: Vec<String>,
}

#[derive(Clone, PartialEq)]
enum Token {
    Word(String),
    PathSeparator,
    Sign(char),
}

impl Source {
    pub(super) fn new(path: &str, text: &str) -> Self {
        let code = without_tests(text);
        let tokens = tokens(&code);
        let module = module_of(path);
        let paths = paths(&tokens)
            .into_iter()
            .map(|named| resolve(&module, named))
            .collect();
        let words = tokens
            .iter()
            .filter_map(|token| match token {
                Token::Word(word) => Some(word.clone()),
                _ => None,
            })
            .collect();
        Self {
            path: path.to_owned(),
            code,
            paths,
            words,
        }
    }

    /// The module path below the crate's root: `["domain", "id"]`.
    pub(super) fn module(&self) -> Vec<String> {
        module_of(&self.path)
    }

    /// Whether a path ends in these segments, as `Instant::now` does in `std::time::Instant::now`.
    pub(super) fn names(&self, ending: &[&str]) -> bool {
        self.paths.iter().any(|path| {
            path.len() >= ending.len()
                && path[path.len() - ending.len()..]
                    .iter()
                    .zip(ending)
                    .all(|(a, b)| a == b)
        })
    }
}

fn without_tests(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let end = lines
        .windows(2)
        .position(|pair| pair[0].trim() == "#[cfg(test)]" && pair[1].trim_start().starts_with("mod "))
        .unwrap_or(lines.len());
    lines[..end].join("\n")
}

fn module_of(path: &str) -> Vec<String> {
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs");
    let mut module: Vec<String> = inside.split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| last == "mod") || module == ["lib"] {
        module.pop();
    }
    module
}

/// Turns `self` and `super` into a path from the crate's root.
fn resolve(module: &[String], named: Vec<String>) -> Vec<String> {
    let ups = named.iter().take_while(|segment| *segment == "super").count();
    let rest = match named[0].as_str() {
        "self" => 1,
        "super" => ups,
        _ => return named,
    };
    let base = &module[..module.len().saturating_sub(ups)];
    [&["crate".to_owned()], base, &named[rest..]].concat()
}

fn tokens(code: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(first) = chars.next() {
        match first {
            '/' if chars.peek() == Some(&'/') => while chars.next_if(|c| *c != '\n').is_some() {},
            '"' => skip_text(&mut chars),
            'r' if matches!(chars.peek(), Some('"' | '#')) => skip_raw_text(&mut chars),
            '\'' => skip_char(&mut chars),
            ':' if chars.next_if_eq(&':').is_some() => found.push(Token::PathSeparator),
            c if c.is_alphabetic() || c == '_' => {
                let mut word = String::from(c);
                while let Some(next) = chars.next_if(|c| c.is_alphanumeric() || *c == '_') {
                    word.push(next);
                }
                found.push(Token::Word(word));
            }
            c if c.is_whitespace() => {}
            c => found.push(Token::Sign(c)),
        }
    }
    found
}

fn skip_text(chars: &mut Peekable<Chars>) {
    while let Some(c) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            '"' => return,
            _ => {}
        }
    }
}

fn skip_raw_text(chars: &mut Peekable<Chars>) {
    let mut hashes = 0;
    while chars.next_if_eq(&'#').is_some() {
        hashes += 1;
    }
    if chars.next_if_eq(&'"').is_none() {
        return;
    }
    while let Some(c) = chars.next() {
        if c == '"' {
            let mut closing = 0;
            while closing < hashes && chars.next_if_eq(&'#').is_some() {
                closing += 1;
            }
            if closing == hashes {
                return;
            }
        }
    }
}

/// After a quote: a character, or the beginning of a lifetime, of which nothing needs to be skipped.
fn skip_char(chars: &mut Peekable<Chars>) {
    let mut ahead = chars.clone();
    let first = ahead.next();
    if first == Some('\\') {
        chars.next();
        chars.next();
        while chars.next_if(|c| *c != '\'').is_some() {}
        chars.next();
    } else if ahead.next() == Some('\'') {
        chars.next();
        chars.next();
    }
}

/// Every path of two segments or more, `use` trees opened out.
fn paths(tokens: &[Token]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            Token::Word(_) if tokens.get(at + 1) == Some(&Token::PathSeparator) => {
                at = read_path(tokens, at, &[], &mut found);
            }
            _ => at += 1,
        }
    }
    found
}

/// Reads the tree that begins at `at`, below `before`; answers the place after it.
fn read_path(tokens: &[Token], mut at: usize, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut path = before.to_vec();
    loop {
        match tokens.get(at) {
            Some(Token::Word(word)) => path.push(word.clone()),
            Some(Token::Sign('{')) => return read_group(tokens, at + 1, &path, found),
            _ => break,
        }
        at += 1;
        if tokens.get(at) != Some(&Token::PathSeparator) {
            break;
        }
        at += 1;
    }
    found.push(path);
    at
}

fn read_group(tokens: &[Token], mut at: usize, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    loop {
        match tokens.get(at) {
            None => return at,
            Some(Token::Sign('}')) => return at + 1,
            Some(Token::Word(_)) => at = read_path(tokens, at, before, found),
            Some(_) => at += 1,
        }
    }
}
