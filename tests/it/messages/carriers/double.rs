//! A provider of text messages: a socket on loopback that plays its host, encrypted, answers as it is told and keeps every byte it heard.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use grappe::messages::sms::Wire;
use grappe::sys::clock::Clock;
use grappe::sys::http::{Client, StandIn};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// What becomes of a request.
enum Turn {
    Answer(String),
    /// Read, and the connection ended.
    Drop,
    /// Read, and kept waiting.
    Hang,
}

#[derive(Default)]
struct State {
    heard: Vec<String>,
    turns: VecDeque<Turn>,
    hanging: Vec<TcpStream>,
}

/// See the module.
#[derive(Clone)]
pub(crate) struct Double {
    stand_in: StandIn,
    state: Arc<Mutex<State>>,
}

fn fixture(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sms");
    folder.join(name)
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

impl Double {
    /// Plays this host on the internet, and ends with the tests.
    pub(crate) fn of(host: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let stand_in = StandIn {
            host: host.to_owned(),
            plays: "93.184.216.34".parse().unwrap(),
            socket: listener.local_addr().unwrap(),
        };
        let state: Arc<Mutex<State>> = Arc::default();
        let double = Self {
            stand_in,
            state: Arc::clone(&state),
        };
        std::thread::spawn(move || {
            let config = encrypting();
            for stream in listener.incoming() {
                serve(stream.unwrap(), &config, &state);
            }
        });
        double
    }

    /// The same host, played by another socket.
    pub(crate) fn at(&self, socket: SocketAddr) -> Self {
        let mut moved = self.clone();
        moved.stand_in.socket = socket;
        moved
    }

    /// A way out for which this provider is the world.
    pub(crate) fn wire(&self, clock: &Clock) -> Wire {
        self.wire_with(clock, Duration::from_secs(10))
    }

    /// The same with another patience.
    pub(crate) fn wire_with(&self, clock: &Clock, patience: Duration) -> Wire {
        let authority = CertificateDer::from_pem_file(fixture("authority.pem")).unwrap();
        let client = Client::rehearsing(vec![self.stand_in.clone()], vec![authority]);
        Wire::new(Arc::new(client.with_patience(patience)), clock.clone())
    }

    /// The client alone, patient for two seconds.
    pub(crate) fn client(&self) -> Client {
        let authority = CertificateDer::from_pem_file(fixture("authority.pem")).unwrap();
        let client = Client::rehearsing(vec![self.stand_in.clone()], vec![authority]);
        client.with_patience(Duration::from_secs(2))
    }

    /// A way out on which its certificate is not trusted.
    pub(crate) fn untrusted(&self, clock: &Clock) -> Wire {
        let client = Client::rehearsing(vec![self.stand_in.clone()], Vec::new());
        Wire::new(Arc::new(client), clock.clone())
    }

    /// The next answer.
    pub(crate) fn answers(&self, status: u16, body: &str) {
        let text = format!(
            "HTTP/1.1 {status} X\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.turn(Turn::Answer(text));
    }

    /// The next answer, to the byte.
    pub(crate) fn says(&self, text: &str) {
        self.turn(Turn::Answer(text.to_owned()));
    }

    /// The next request is read, and the connection ends.
    pub(crate) fn drops(&self) {
        self.turn(Turn::Drop);
    }

    /// The next request is read and never answered.
    pub(crate) fn hangs(&self) {
        self.turn(Turn::Hang);
    }

    fn turn(&self, turn: Turn) {
        self.state.lock().unwrap().turns.push_back(turn);
    }

    /// What was heard since the last question, head and body as they came.
    pub(crate) fn heard(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().unwrap().heard)
    }
}

fn serve(stream: TcpStream, config: &Arc<ServerConfig>, state: &Mutex<State>) {
    let kept = stream.try_clone().unwrap();
    let mut line = StreamOwned::new(ServerConnection::new(Arc::clone(config)).unwrap(), stream);
    // A client that does not trust the certificate goes away.
    let Some(request) = read(&mut line) else { return };
    let mut state = state.lock().unwrap();
    state.heard.push(request);
    match state.turns.pop_front() {
        Some(Turn::Answer(text)) => {
            // Whoever was kept waiting may have gone.
            let _ = line.write_all(text.as_bytes()).and_then(|()| line.flush());
        }
        Some(Turn::Hang) => state.hanging.push(kept),
        Some(Turn::Drop) | None => {}
    }
}

fn read(line: &mut impl Read) -> Option<String> {
    let mut bytes = Vec::new();
    let mut next = [0; 1];
    while !bytes.ends_with(b"\r\n\r\n") {
        line.read_exact(&mut next).ok()?;
        bytes.push(next[0]);
    }
    let head = String::from_utf8(bytes).unwrap();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    line.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8(body).unwrap())
}
