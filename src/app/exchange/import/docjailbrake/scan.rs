//! The words of a MySQL dump, with the line each stands on. Tolerant: what is not understood is one `Other` word.

use crate::app::exchange::import::text::decoded;

/// A word of SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A bare word or number, as written.
    Bare(String),
    /// A name in backticks.
    Name(String),
    /// A text in quotes, unescaped; or the bytes of a hexadecimal literal.
    Text(String),
    /// One of `( ) , ; = .`.
    Mark(char),
    /// A quote that never closes.
    Open,
    /// Anything else.
    Other,
}

/// Reads words one by one.
pub(super) struct Scan<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    line: usize,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            rest: text.chars().peekable(),
            line: 1,
        }
    }

    /// Line of the next character, from 1.
    pub(super) fn line(&self) -> usize {
        self.line
    }

    fn take(&mut self) -> Option<char> {
        let next = self.rest.next();
        self.line += usize::from(next == Some('\n'));
        next
    }

    fn take_if(&mut self, wanted: char) -> bool {
        let is_next = self.rest.peek() == Some(&wanted);
        if is_next {
            self.take();
        }
        is_next
    }

    /// The next word; comments and blanks are passed over.
    pub(super) fn word(&mut self) -> Option<Word> {
        loop {
            let next = self.take()?;
            match next {
                c if c.is_whitespace() => {}
                '#' => self.pass_line(),
                '-' if self.rest.peek() == Some(&'-') => self.pass_line(),
                '/' if self.take_if('*') => self.pass_block(),
                '\'' | '"' => return Some(self.quoted(next).map_or(Word::Open, Word::Text)),
                '`' => return Some(self.quoted(next).map_or(Word::Open, Word::Name)),
                '(' | ')' | ',' | ';' | '=' | '.' => return Some(Word::Mark(next)),
                c if c.is_alphanumeric() || "_@$+-".contains(c) => return Some(self.bare(c)),
                _ => return Some(Word::Other),
            }
        }
    }

    fn pass_line(&mut self) {
        while self.take().is_some_and(|c| c != '\n') {}
    }

    /// Versioned comments (`/*!40101 … */`) hold no rows and are passed over as well.
    fn pass_block(&mut self) {
        while let Some(c) = self.take() {
            if c == '*' && self.take_if('/') {
                return;
            }
        }
    }

    /// Up to the closing quote; a doubled quote is one, a backslash escapes (not in backticks). `None` when it never
    /// closes.
    fn quoted(&mut self, quote: char) -> Option<String> {
        let mut text = String::new();
        loop {
            match self.take()? {
                '\\' if quote != '`' => text.push_str(&unescaped(self.take()?)),
                c if c == quote && self.take_if(quote) => text.push(quote),
                c if c == quote => return Some(text),
                c => text.push(c),
            }
        }
    }

    fn bare(&mut self, first: char) -> Word {
        let mut text = String::from(first);
        let is_number = first.is_ascii_digit() || first == '-' || first == '+';
        while let Some(&c) = self.rest.peek() {
            let is_part = c.is_alphanumeric() || "_$".contains(c) || (is_number && ".+-".contains(c));
            if !is_part {
                break;
            }
            text.push(c);
            self.take();
        }
        match text.strip_prefix("0x").and_then(from_hexadecimal) {
            Some(bytes) => Word::Text(decoded(&bytes).into_owned()),
            None => Word::Bare(text),
        }
    }
}

/// MySQL's escapes; `\%` and `\_` keep their backslash, NUL and Ctrl-Z are dropped.
fn unescaped(escape: char) -> String {
    match escape {
        'n' => "\n".to_owned(),
        'r' => "\r".to_owned(),
        't' => "\t".to_owned(),
        'b' => "\u{8}".to_owned(),
        '0' | 'Z' => String::new(),
        '%' | '_' => format!("\\{escape}"),
        other => other.to_string(),
    }
}

fn from_hexadecimal(digits: &str) -> Option<Vec<u8>> {
    if digits.is_empty() || digits.len() % 2 == 1 {
        return None;
    }
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}
