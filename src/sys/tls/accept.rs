//! The encrypted side of a connection that somebody made to us.

use std::io;
use std::sync::Arc;

use rustls::ServerConfig;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
pub use tokio_rustls::server::TlsStream;

use super::served::PROOF;

/// Begins every record of a handshake (RFC 8446 §5.1).
const HANDSHAKE: u8 = 22;

/// What somebody who connected wanted.
#[derive(Debug)]
pub enum Accepted {
    /// Pages.
    Encrypted(Box<TlsStream<TcpStream>>),
    /// The proof of a name, which it has got.
    Proof,
    /// Pages without encryption: the socket, of which nothing was read.
    Clear(TcpStream),
}

/// Waits for the first byte and shakes hands. There is no time limit in it: the caller has one.
pub async fn accept(config: Arc<ServerConfig>, stream: TcpStream) -> io::Result<Accepted> {
    let mut first = [0];
    let came = stream.peek(&mut first).await?;
    match first {
        _ if came == 0 => return Err(io::ErrorKind::UnexpectedEof.into()),
        [HANDSHAKE] => {}
        [letter] if letter.is_ascii_uppercase() => return Ok(Accepted::Clear(stream)),
        _ => return Err(io::ErrorKind::InvalidData.into()),
    }
    let stream = TlsAcceptor::from(config).accept(stream).await?;
    if stream.get_ref().1.alpn_protocol() == Some(PROOF) {
        return Ok(Accepted::Proof);
    }
    Ok(Accepted::Encrypted(Box::new(stream)))
}
