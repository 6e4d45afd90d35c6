//! A program that is told of appointments: a socket on loopback that plays a host elsewhere, answers as it is told and keeps what it heard.

use std::collections::{HashMap, VecDeque};
use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use grappe::sys::http::{Client, StandIn};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// One request.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub(crate) line: String,
    pub(crate) headers: HashMap<String, String>,
    pub(crate) body: String,
}

trait Line: Read + Write + Send {}
impl<S: Read + Write + Send> Line for S {}

/// What becomes of a request.
enum Turn {
    Answer(String, Vec<u8>),
    /// No answer until released.
    Hang,
}

#[derive(Default)]
struct State {
    heard: Vec<Heard>,
    turns: VecDeque<Turn>,
    hanging: Vec<Box<dyn Line>>,
}

#[derive(Clone)]
pub(crate) struct Receiver {
    url: String,
    stand_in: StandIn,
    state: Arc<Mutex<State>>,
}

fn fixture(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/https");
    folder.join(name)
}

/// The authority that signed the certificate of the receivers.
pub(crate) fn authority() -> CertificateDer<'static> {
    CertificateDer::from_pem_file(fixture("authority.pem")).unwrap()
}

fn encrypting() -> Arc<ServerConfig> {
    let chain = vec![CertificateDer::from_pem_file(fixture("server.pem")).unwrap()];
    let key = PrivateKeyDer::from_pem_file(fixture("server.key")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider);
    let builder = builder.with_safe_default_protocol_versions().unwrap();
    Arc::new(
        builder
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap(),
    )
}

impl Receiver {
    /// In the practice's own network, in clear; answers 204 unless told otherwise and ends with the tests.
    pub(crate) fn start() -> Self {
        let (listener, socket) = bound();
        let url = format!("http://192.168.1.10:{}/hook?k=1", socket.port());
        Self::at(listener, url, "192.168.1.10", "192.168.1.10")
    }

    /// On the internet, encrypted; `host` is one that the certificate names.
    pub(crate) fn https(host: &str) -> Self {
        Self::at(
            bound().0,
            format!("https://{host}/hook?k=1"),
            host,
            "93.184.216.34",
        )
    }

    /// The same, but its name leads to `plays`.
    pub(crate) fn https_at(host: &str, plays: &str) -> Self {
        Self::at(bound().0, format!("https://{host}/hook?k=1"), host, plays)
    }

    fn at(listener: TcpListener, url: String, host: &str, plays: &str) -> Self {
        let tls = url.starts_with("https:").then(encrypting);
        let stand_in = StandIn {
            host: host.to_owned(),
            plays: plays.parse::<IpAddr>().unwrap(),
            socket: listener.local_addr().unwrap(),
        };
        let state: Arc<Mutex<State>> = Arc::default();
        let receiver = Self {
            url,
            stand_in,
            state: Arc::clone(&state),
        };
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                serve(opened(stream.unwrap(), tls.as_ref()), &state);
            }
        });
        receiver
    }

    pub(crate) fn url(&self) -> String {
        self.url.clone()
    }

    /// A client for which these receivers are the world; it trusts the authority of their certificate.
    pub(crate) fn world(receivers: &[&Self]) -> Client {
        let cast = receivers.iter().map(|receiver| receiver.stand_in.clone());
        Client::rehearsing(cast.collect(), vec![authority()])
    }

    /// The same without that trust.
    pub(crate) fn untrusted_world(&self) -> Client {
        Client::rehearsing(vec![self.stand_in.clone()], Vec::new())
    }

    /// The next answers: status line without the version, headers, each line ended.
    pub(crate) fn will_answer(&self, answer: &str) {
        self.will_serve(answer, b"");
    }

    /// The same, with a body.
    pub(crate) fn will_serve(&self, answer: &str, body: &[u8]) {
        let turn = Turn::Answer(answer.to_owned(), body.to_vec());
        self.state.lock().unwrap().turns.push_back(turn);
    }

    /// The next request is read and not answered.
    pub(crate) fn will_hang(&self) {
        self.state.lock().unwrap().turns.push_back(Turn::Hang);
    }

    /// Answers what hangs.
    pub(crate) fn release(&self) {
        for line in self.state.lock().unwrap().hanging.drain(..) {
            answer(line, ("204 No Content\r\n", b""));
        }
    }

    /// What was heard since the last question.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        std::mem::take(&mut self.state.lock().unwrap().heard)
    }

    /// What was heard since the last question, as soon as it is so many requests.
    pub(crate) async fn hears(&self, count: usize, within: Duration) -> Vec<Heard> {
        let waiting = async {
            while self.state.lock().unwrap().heard.len() < count {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let waited = tokio::time::timeout(within, waiting).await;
        let heard = self.heard();
        assert!(waited.is_ok(), "{} of {count} within {within:?}", heard.len());
        heard
    }
}

fn bound() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

fn opened(stream: TcpStream, tls: Option<&Arc<ServerConfig>>) -> Box<dyn Line> {
    match tls {
        None => Box::new(stream),
        Some(config) => {
            let connection = ServerConnection::new(Arc::clone(config)).unwrap();
            Box::new(StreamOwned::new(connection, stream))
        }
    }
}

fn serve(mut line: Box<dyn Line>, state: &Mutex<State>) {
    // A client that does not trust the certificate goes away.
    let Some(request) = read(&mut line) else { return };
    let mut state = state.lock().unwrap();
    state.heard.push(request);
    match state.turns.pop_front() {
        Some(Turn::Hang) => state.hanging.push(line),
        Some(Turn::Answer(text, body)) => answer(line, (&text, &body)),
        None => answer(line, ("204 No Content\r\n", b"")),
    }
}

fn answer(mut line: Box<dyn Line>, (text, body): (&str, &[u8])) {
    // A line that ends without a word of TLS is a body that was cut off.
    let length = if text.starts_with("204") || text.starts_with("304") {
        String::new()
    } else {
        format!("Content-Length: {}\r\n", body.len())
    };
    let text = format!("HTTP/1.1 {text}{length}Connection: close\r\n\r\n");
    let whole = [text.as_bytes(), body].concat();
    // Whoever was kept waiting may have gone.
    let _ = line.write_all(&whole).and_then(|()| line.flush());
}

fn read(line: &mut dyn Line) -> Option<Heard> {
    let mut reader = BufReader::new(line);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let line = line.trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        lines.push(line);
    }
    let pairs = lines.get(1..)?.iter().filter_map(|line| line.split_once(": "));
    let headers: HashMap<String, String> = pairs
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let mut body = vec![
        0;
        headers
            .get("content-length")
            .map_or(0, |length| length.parse().unwrap())
    ];
    reader.read_exact(&mut body).unwrap();
    Some(Heard {
        line: lines[0].clone(),
        headers,
        body: String::from_utf8(body).unwrap(),
    })
}
