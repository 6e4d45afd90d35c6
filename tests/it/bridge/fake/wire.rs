//! Requests and answers on the wire, and what may go wrong there.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::{End, Fake, When, answers};

/// One request.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub(crate) method: String,
    pub(crate) path: String,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Heard {
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(own, _)| own == name);
        found.map_or("", |(_, value)| value.as_str())
    }
}

/// What goes wrong with one request.
#[derive(Clone)]
pub(crate) enum Fault {
    /// Answers this instead, and does nothing.
    Instead(Answer),
    /// Does it, and hangs up without a word.
    CutAfter,
    /// Half of the answer, then hangs up.
    Truncated,
    /// Half of the answer as if it were whole.
    Half,
    /// A byte a second.
    Drip,
    /// Packed, and much larger than it looks.
    Bomb,
}

#[derive(Clone, Default)]
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    pub(crate) fn new(status: u16) -> Self {
        Self {
            status,
            ..Self::default()
        }
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn body(mut self, text: &str) -> Self {
        self.body = text.as_bytes().to_vec();
        self
    }

    pub(super) fn packed(mut self, bytes: &[u8]) -> Self {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        packer.write_all(bytes).unwrap();
        self.body = packer.finish().unwrap();
        self.with("Content-Encoding", "gzip")
    }

    fn bytes(&self) -> Vec<u8> {
        let mut head = format!(
            "HTTP/1.1 {} X\r\nContent-Length: {}\r\n",
            self.status,
            self.body.len()
        );
        for (name, value) in &self.headers {
            head += &[name, ": ", value, "\r\n"].concat();
        }
        [head.as_bytes(), b"\r\n", &self.body].concat()
    }
}

pub(super) fn serve(stream: TcpStream, tls: Option<&Arc<ServerConfig>>, fake: &Fake) {
    match tls {
        None => talk(stream, fake),
        Some(tls) => {
            let connection = ServerConnection::new(Arc::clone(tls)).unwrap();
            talk(StreamOwned::new(connection, stream), fake);
        }
    }
}

/// Answers until one side hangs up.
#[expect(clippy::disallowed_methods, reason = "a slow server is slow in real time")]
fn talk<S: Read + Write>(stream: S, fake: &Fake) {
    let mut line = BufReader::new(stream);
    while let Some(asked) = heard(&mut line) {
        let Some((answer, fault, end)) = answered(fake, &asked) else {
            return;
        };
        if let Some(end) = end.as_ref().filter(|end| end.when == When::Done) {
            killed(end);
            return;
        }
        let bytes = answer.bytes();
        let half = bytes.len() - answer.body.len() / 2;
        let stream = line.get_mut();
        let sent = match fault {
            Some(Fault::CutAfter) => return,
            Some(Fault::Truncated) => {
                let _ = stream.write_all(&bytes[..half]);
                return;
            }
            Some(Fault::Half) => {
                let mut shorter = answer.clone();
                shorter.body.truncate(answer.body.len() / 2);
                stream.write_all(&shorter.bytes())
            }
            Some(Fault::Drip) => bytes.iter().try_for_each(|byte| {
                std::thread::sleep(Duration::from_secs(1));
                stream.write_all(&[*byte]).and_then(|()| stream.flush())
            }),
            _ => stream.write_all(&bytes),
        };
        if sent.and_then(|()| stream.flush()).is_err() {
            return;
        }
        if let Some(end) = end
            && let When::Answered(pause) = end.when
        {
            std::thread::sleep(pause);
            killed(&end);
            return;
        }
    }
}

/// The answer, and what goes wrong with it; nothing where it hangs up at once.
fn answered(fake: &Fake, asked: &Heard) -> Option<(Answer, Option<Fault>, Option<End>)> {
    let mut state = fake.state();
    if state.is_down {
        return None;
    }
    let end = state.ends();
    if let Some(end) = end.as_ref().filter(|end| end.when == When::Before) {
        killed(end);
        return None;
    }
    let nth = state
        .faults
        .iter()
        .position(|(method, _)| *method == asked.method);
    let fault = nth.map(|nth| state.faults.remove(nth).1);
    state.heard.push(asked.clone());
    let answer = match &fault {
        Some(Fault::Instead(answer)) => answer.clone(),
        Some(Fault::Bomb) => Answer::new(207).packed(&vec![b' '; 32 * 1024 * 1024]),
        _ => answers::answer(&mut state, asked),
    };
    Some((answer, fault, end))
}

fn killed(end: &End) {
    let sent = Command::new("kill")
        .args(["-9", &end.program.to_string()])
        .status();
    assert!(sent.unwrap().success(), "{end:?}");
}

fn heard<S: Read + Write>(line: &mut BufReader<S>) -> Option<Heard> {
    let mut first = String::new();
    line.read_line(&mut first).ok()?;
    let mut words = first.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        line.read_line(&mut header).ok()?;
        let Some((name, value)) = header.trim_end().split_once(": ") else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.map_or(0, |(_, value)| value.parse().unwrap());
    let mut body = vec![0; length];
    line.read_exact(&mut body).ok()?;
    Some(Heard {
        method,
        path,
        headers,
        body: String::from_utf8(body).unwrap(),
    })
}
