//! The generic HTTP template of a provider that is not known otherwise: places, and how each is written where it stands (reminders §6).

/// What is sent, with places: `{to}` (E.164 with its plus), `{digits}` (the same without), `{text}`, `{sender}`, `{key}` (the secret of the
/// account) and `{id}` (identity of the message).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Address; places stand in its path and query only.
    pub url: String,
    /// `POST` instead of `GET`.
    pub is_post: bool,
    /// `Name: value`, one a line; no place but `{key}` and `{id}`.
    pub headers: String,
    /// Body of a `POST`.
    pub body: String,
    /// What the answer must hold, besides a status of 2xx; empty for anything.
    pub must_hold: String,
}

/// What stands for the places.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a> {
    /// E.164 with its plus.
    pub to: &'a str,
    /// The text.
    pub text: &'a str,
    /// The sender, which may be empty.
    pub sender: &'a str,
    /// The secret of the account, which may be empty.
    pub key: &'a str,
    /// Identity of the message.
    pub id: &'a str,
}

/// A template with its places filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Address, percent-encoded.
    pub url: String,
    /// Header lines.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: String,
}

/// Why a template cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateProblem {
    /// A place before the path: the text of a message must not choose whom we call.
    #[error("a place in the host")]
    PlaceInHost,
    /// Braces around something unknown.
    #[error("unknown place")]
    UnknownPlace,
    /// Neither address nor body holds the number, or the text.
    #[error("no place for number and text")]
    NoPlace,
    /// A header line without colon, with a name that is none, with a place that may hold a line end, or that is ours to write.
    #[error("not a header")]
    Header,
}

/// How a value is written where it stands.
#[derive(Clone, Copy)]
enum Writing {
    Percent,
    Json,
    Plain,
}

const PLACES: [&str; 6] = ["to", "digits", "text", "sender", "key", "id"];

impl Template {
    /// Whether it can be used.
    pub fn check(&self) -> Result<(), TemplateProblem> {
        let after_scheme = self.url.find("://").map_or(0, |at| at + 3);
        let rest = self.url.get(after_scheme..).unwrap_or_default();
        let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let before_path = self.url.get(..after_scheme + host_end).unwrap_or_default();
        if before_path.contains(['{', '}']) {
            return Err(TemplateProblem::PlaceInHost);
        }
        let body = if self.is_post { self.body.as_str() } else { "" };
        for text in [self.url.as_str(), body, self.headers.as_str()] {
            if places(text).any(|place| !PLACES.contains(&place)) && !is_json(body, text) {
                return Err(TemplateProblem::UnknownPlace);
            }
        }
        let has = |place: &str| self.url.contains(place) || body.contains(place);
        if !has("{text}") || !(has("{to}") || has("{digits}")) {
            return Err(TemplateProblem::NoPlace);
        }
        self.header_lines().map(|_| ())
    }

    /// The request for a message.
    pub fn filled(&self, values: &Values<'_>) -> Result<Filled, TemplateProblem> {
        self.check()?;
        let lines = self.header_lines()?;
        let content = lines
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("content-type"))
            .map_or("", |(_, value)| value.as_str())
            .to_ascii_lowercase();
        let writing = if content.contains("json") {
            Writing::Json
        } else if content.contains("x-www-form-urlencoded") {
            Writing::Percent
        } else {
            Writing::Plain
        };
        let header = |(name, value): (String, String)| (name, put(&value, values, Writing::Plain));
        Ok(Filled {
            url: put(&self.url, values, Writing::Percent),
            headers: lines.into_iter().map(header).collect(),
            body: if self.is_post {
                put(&self.body, values, writing)
            } else {
                String::new()
            },
        })
    }

    fn header_lines(&self) -> Result<Vec<(String, String)>, TemplateProblem> {
        let lines = self.headers.lines().filter(|line| !line.trim().is_empty());
        lines
            .map(|line| header_line(line).ok_or(TemplateProblem::Header))
            .collect()
    }
}

fn header_line(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    let (name, value) = (name.trim(), value.trim());
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    let is_ours = ["host", "content-length", "transfer-encoding", "connection"]
        .iter()
        .any(|ours| name.eq_ignore_ascii_case(ours));
    let is_allowed = !name.is_empty()
        && name.chars().all(is_token)
        && !is_ours
        && value.chars().all(|c| (' '..='~').contains(&c))
        && places(value).all(|place| place == "key" || place == "id");
    is_allowed.then(|| (name.to_owned(), value.to_owned()))
}

/// A body of JSON is full of braces that are no places.
fn is_json(body: &str, text: &str) -> bool {
    std::ptr::eq(body, text) && body.trim_start().starts_with(['{', '['])
}

/// What stands between braces.
fn places(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(place, _)| place)
}

/// One pass, so that a text that holds `{key}` gets nothing.
fn put(text: &str, values: &Values<'_>, writing: Writing) -> String {
    let mut out = String::with_capacity(text.len() + values.text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let found = after
            .split_once('}')
            .and_then(|(place, rest)| Some((value(values, place)?, rest)));
        if let Some((value, behind)) = found {
            write(&mut out, value, writing);
            rest = behind;
        } else {
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

fn value<'a>(values: &Values<'a>, place: &str) -> Option<&'a str> {
    Some(match place {
        "to" => values.to,
        "digits" => values.to.trim_start_matches('+'),
        "text" => values.text,
        "sender" => values.sender,
        "key" => values.key,
        "id" => values.id,
        _ => return None,
    })
}

fn write(out: &mut String, value: &str, writing: Writing) {
    use std::fmt::Write as _;
    for c in value.chars() {
        match writing {
            Writing::Plain => out.push(c),
            Writing::Json => match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                c if c.is_control() => {
                    // A control character is one unit of UTF-16.
                    let _ = write!(out, "\\u{:04x}", u32::from(c));
                }
                c => out.push(c),
            },
            // RFC 3986 §2.3: everything but the unreserved, in UTF-8.
            Writing::Percent => match c {
                'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '.' | '_' | '~' => out.push(c),
                c => {
                    let mut bytes = [0; 4];
                    for byte in c.encode_utf8(&mut bytes).bytes() {
                        let _ = write!(out, "%{byte:02X}");
                    }
                }
            },
        }
    }
}

/// A text for a query or a form (RFC 3986 §2.1): everything but the unreserved is escaped.
pub fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    write(&mut out, text, Writing::Percent);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUES: Values<'static> = Values {
        to: "+33612345678",
        text: "RDV 03/03 \"14h30\" à&b={key}\n",
        sender: "CABINET",
        key: "s3cret",
        id: "ob-01",
    };

    fn template(url: &str, headers: &str, body: &str) -> Template {
        Template {
            url: url.to_owned(),
            is_post: !body.is_empty(),
            headers: headers.to_owned(),
            body: body.to_owned(),
            must_hold: String::new(),
        }
    }

    #[test]
    fn each_place_is_written_for_where_it_stands() {
        let get = template("https://sms.example.org/s/{id}?to={to}&t={text}&k={key}", "", "");
        assert_eq!(
            get.filled(&VALUES).unwrap().url,
            "https://sms.example.org/s/ob-01?to=%2B33612345678&t=RDV%2003%2F03%20%2214h30%22%20%C3%A0%26b%3D%7Bkey%7D%0A&k=s3cret"
        );
        let json = template(
            "https://sms.example.org/",
            "Content-Type: application/json\nX-Key: {key}",
            r#"{"n":{"to":"{digits}"},"t":"{text}"}"#,
        );
        let json = json.filled(&VALUES).unwrap();
        assert_eq!(
            json.body,
            r#"{"n":{"to":"33612345678"},"t":"RDV 03/03 \"14h30\" à&b={key}\u000a"}"#
        );
        assert_eq!(json.headers[1], ("X-Key".to_owned(), "s3cret".to_owned()));
        let form = template(
            "https://sms.example.org/",
            "content-type: application/x-www-form-urlencoded",
            "to={to}&t={text}",
        );
        let form = form.filled(&VALUES).unwrap();
        assert_eq!(
            form.body,
            "to=%2B33612345678&t=RDV%2003%2F03%20%2214h30%22%20%C3%A0%26b%3D%7Bkey%7D%0A"
        );
    }

    #[test]
    fn what_could_lead_elsewhere_or_split_a_header_is_refused() {
        use TemplateProblem::{Header, NoPlace, PlaceInHost, UnknownPlace};
        let query = "?to={to}&t={text}";
        for (url, headers, problem) in [
            ("https://{text}.example.org/?to={to}", "", PlaceInHost),
            ("{text}/?to={to}", "", PlaceInHost),
            ("https://a.example.org/{nom}?to={to}&t={text}", "", UnknownPlace),
            ("https://a.example.org/?to={to}", "", NoPlace),
            ("https://a.example.org/?t={text}", "", NoPlace),
        ] {
            assert_eq!(template(url, headers, "").check(), Err(problem), "{url}");
        }
        for header in [
            "X {key}",
            "X-A: {text}",
            "Host: b.example.org",
            "X-A: é",
            ": x",
            "Content-Length: 1",
        ] {
            let url = format!("https://a.example.org/{query}");
            assert_eq!(template(&url, header, "").check(), Err(Header), "{header}");
        }
    }
}
