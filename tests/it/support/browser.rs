//! A browser without scripts: cookies, forms, redirects one at a time.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

/// See the module.
#[derive(Clone)]
pub(crate) struct Browser {
    address: SocketAddr,
    host: String,
    cookies: BTreeMap<String, String>,
    headers: Vec<(String, String)>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Browser {
    pub(crate) fn at(address: SocketAddr) -> Self {
        Self {
            address,
            host: address.to_string(),
            cookies: BTreeMap::new(),
            headers: Vec::new(),
        }
    }

    /// Asks for the site by a name.
    pub(crate) fn named(mut self, host: &str) -> Self {
        host.clone_into(&mut self.host);
        self
    }

    /// Sends one more header with every request.
    pub(crate) fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Behind the proxy of the tests, at another address from now on.
    pub(crate) fn coming_from(mut self, address: &str) -> Self {
        self.headers.retain(|(name, _)| name != "X-Forwarded-For");
        self.with_header("X-Forwarded-For", address)
    }

    pub(crate) fn get(&mut self, path: &str) -> Page {
        self.send("GET", path, None)
    }

    /// The head alone, as scanners of mail ask for it.
    pub(crate) fn head(&mut self, path: &str) -> Page {
        self.send("HEAD", path, None)
    }

    pub(crate) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(n, v)| format!("{}={}", encoded(n), encoded(v)))
            .collect();
        self.post_raw(path, &pairs.join("&"))
    }

    /// A body as it is.
    pub(crate) fn post_raw(&mut self, path: &str, body: &str) -> Page {
        self.post_as(path, "application/x-www-form-urlencoded", body)
    }

    /// A body of some other kind.
    pub(crate) fn post_as(&mut self, path: &str, kind: &str, body: &str) -> Page {
        self.send("POST", path, Some((kind, body)))
    }

    /// Goes where the answer sends it, as long as it does.
    pub(crate) fn follow(&mut self, mut page: Page) -> Page {
        while let Some(to) = page.location() {
            page = self.get(&to);
        }
        page
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    pub(crate) fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Any other method, as calendar programs use.
    pub(crate) fn ask(&mut self, method: &str, path: &str, body: Option<(&str, &str)>) -> Page {
        self.send(method, path, body)
    }

    fn send(&mut self, method: &str, path: &str, body: Option<(&str, &str)>) -> Page {
        let mut head = vec![
            format!("{method} {path} HTTP/1.1"),
            format!("Host: {}", self.host),
            "Connection: close".to_owned(),
        ];
        head.extend(
            self.headers
                .iter()
                .map(|(name, value)| format!("{name}: {value}")),
        );
        if !self.cookies.is_empty() {
            let pairs: Vec<_> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
            head.push(format!("Cookie: {}", pairs.join("; ")));
        }
        if let Some((kind, body)) = body {
            head.push(format!("Content-Type: {kind}"));
            head.push(format!("Content-Length: {}", body.len()));
        }
        let head = head.join("\r\n");
        let mut stream = TcpStream::connect(self.address).unwrap();
        // A refused body may end the connection before it is read.
        let _ = write!(stream, "{head}\r\n\r\n{}", body.map_or("", |(_, body)| body));
        let mut all = Vec::new();
        let mut some = [0; 4096];
        // An event stream has no end: its head and whatever came with it are the answer.
        while let Ok(read @ 1..) = stream.read(&mut some) {
            all.extend_from_slice(&some[..read]);
            if is_event_stream(&all) {
                all.truncate(all.windows(4).position(|w| w == b"\r\n\r\n").unwrap_or(0) + 4);
                break;
            }
        }
        let page = Page::read(&all);
        self.keep_cookies(&page);
        page
    }

    fn keep_cookies(&mut self, page: &Page) {
        let lines = page.head.lines().filter_map(|line| line.split_once(": "));
        for (_, line) in lines.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie")) {
            let is_bound = line.contains("; Path=/; ") && line.contains("; HttpOnly; SameSite=");
            assert!(is_bound, "{line}");
            let (name, rest) = line.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if line.contains("Max-Age=0;") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

impl Page {
    fn read(all: &[u8]) -> Self {
        let cut = all.windows(4).position(|w| w == b"\r\n\r\n").unwrap_or(all.len());
        let head = String::from_utf8(all[..cut].to_vec()).unwrap();
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .unwrap_or(0);
        let mut body = all.get(cut + 4..).unwrap_or_default().to_vec();
        if head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
            body = unchunked(&body);
        }
        Self { status, head, body }
    }

    pub(crate) fn text(&self) -> String {
        let text = String::from_utf8_lossy(&self.body).into_owned();
        text.replace("&#39;", "'").replace('\u{a0}', " ")
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let mut found = lines.filter(|(n, _)| n.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value)
    }

    pub(crate) fn location(&self) -> Option<String> {
        (self.status == 303).then(|| self.header("location").unwrap().to_owned())
    }

    /// Values of an attribute, in order of appearance.
    pub(crate) fn values(&self, before: &str) -> Vec<String> {
        let text = self.text();
        let ends = text
            .split(before)
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        ends.map(|value| value.replace("&#38;", "&").replace("&amp;", "&"))
            .collect()
    }

    /// The starts offered by buttons.
    pub(crate) fn starts(&self) -> Vec<String> {
        self.values("name=\"start=")
    }

    #[track_caller]
    pub(crate) fn assert(&self, status: u16, texts: &[&str]) {
        assert_eq!(self.status, status, "{}\n{}", self.head, self.text());
        for text in texts {
            assert!(self.text().contains(text), "no « {text} » in:\n{}", self.text());
        }
    }
}

fn is_event_stream(all: &[u8]) -> bool {
    let cut = all.windows(4).position(|w| w == b"\r\n\r\n");
    cut.is_some_and(|cut| String::from_utf8_lossy(&all[..cut]).contains("text/event-stream"))
}

fn unchunked(mut body: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    while let Some(cut) = body.windows(2).position(|w| w == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&body[..cut]).unwrap(), 16).unwrap();
        all.extend_from_slice(&body[cut + 2..cut + 2 + size]);
        body = &body[cut + 2 + size + 2..];
        if size == 0 {
            break;
        }
    }
    all
}

fn encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    text.bytes()
        .map(|b| {
            if plain(b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}
