//! A practice that speaks https itself, and browsers that check what they meet.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use grappe::sys::task;
use grappe::sys::tls::Served;
use grappe::web::listener::{Https, Limits};
use grappe::web::{Server, Settings};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, SupportedProtocolVersion};
use tokio::runtime::Runtime;
use tokio::sync::watch;

use crate::support::house::Practice;

/// Far above every time-out of the server.
const PATIENCE: Duration = Duration::from_secs(30);
pub(super) const NAME: &str = "rdv.example.org";

/// See the module. Stops when dropped.
pub(super) struct Front {
    pub(super) practice: Practice,
    pub(super) plain: SocketAddr,
    pub(super) encrypted: SocketAddr,
    runtime: Runtime,
    _stop: watch::Sender<bool>,
}

impl Front {
    pub(super) fn new(served: &Arc<Served>, limits: Limits) -> Self {
        Self::of(Practice::new(), served, limits)
    }

    pub(super) fn of(practice: Practice, served: &Arc<Served>, limits: Limits) -> Self {
        let runtime = Runtime::new().unwrap();
        let https = Arc::new(Https {
            served: Arc::clone(served),
            names: vec![NAME.to_owned()],
            public_port: 443,
        });
        let settings = Settings {
            https: Some(Arc::clone(&https)),
            is_strict_transport: true,
            public_url: Some(format!("https://{NAME}")),
            ..Settings::default()
        };
        let (stop, stopped) = watch::channel(false);
        let app = practice.app.clone();
        let (plain, encrypted) = runtime.block_on(async {
            let here = || "127.0.0.1:0".parse().unwrap();
            let pages = Server::bind(app, settings, here(), limits).await.unwrap();
            let pages = pages.encrypting(&https, here()).await.unwrap();
            let addresses = (pages.address().unwrap(), pages.encrypted_address().unwrap());
            drop(task::spawn("test front", pages.serve(stopped)));
            addresses
        });
        Self {
            practice,
            plain,
            encrypted,
            runtime,
            _stop: stop,
        }
    }

    pub(super) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }
}

/// A connection that a browser made.
pub(super) type Line = StreamOwned<ClientConnection, TcpStream>;

/// How a browser speaks.
#[derive(Clone)]
pub(super) struct Speaks {
    pub(super) roots: RootCertStore,
    pub(super) versions: &'static [&'static SupportedProtocolVersion],
    pub(super) protocols: Vec<Vec<u8>>,
}

impl Speaks {
    pub(super) fn as_usual(roots: &RootCertStore) -> Self {
        Self {
            roots: roots.clone(),
            versions: rustls::DEFAULT_VERSIONS,
            protocols: vec![b"h2".to_vec(), b"http/1.1".to_vec()],
        }
    }

    /// Shakes hands; the error of the browser where it does not like what it meets.
    pub(super) fn to(&self, address: SocketAddr, name: &str) -> std::io::Result<Line> {
        let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(self.versions)
            .unwrap()
            .with_root_certificates(self.roots.clone())
            .with_no_client_auth();
        config.alpn_protocols.clone_from(&self.protocols);
        let name = ServerName::try_from(name.to_owned()).unwrap();
        let client = ClientConnection::new(Arc::new(config), name).unwrap();
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut line = StreamOwned::new(client, stream);
        while line.conn.is_handshaking() {
            line.conn.complete_io(&mut line.sock)?;
        }
        Ok(line)
    }
}

/// One request on a connection that stays open; head and body of the answer.
pub(super) fn asks(line: &mut Line, path: &str) -> std::io::Result<String> {
    line.write_all(format!("GET {path} HTTP/1.1\r\nHost: {NAME}\r\n\r\n").as_bytes())?;
    line.flush()?;
    let mut said = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = line.read(&mut buffer)?;
        said.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&said).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "))
                .map_or(0, |length| length.parse().unwrap());
            if body.len() >= length {
                return Ok(text);
            }
        }
        if count == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    }
}

/// The certificate that was shown.
pub(super) fn shown(line: &Line) -> CertificateDer<'static> {
    line.conn.peer_certificates().unwrap()[0].clone().into_owned()
}

/// Everything that is said in clear until the end of the connection.
pub(super) fn in_clear(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(bytes).unwrap();
    let mut said = Vec::new();
    // A reset is an end as well; a time-out is none.
    if let Err(error) = stream.read_to_end(&mut said) {
        assert!(
            !matches!(
                error.kind(),
                std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
            ),
            "still open"
        );
    }
    String::from_utf8_lossy(&said).into_owned()
}
