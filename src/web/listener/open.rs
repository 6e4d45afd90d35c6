//! One connection, from its acceptance to its end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;

use super::connections::{Connections, Eviction, Place};
use super::door::{Door, Peer};
use super::encrypted;
use super::wire::Wire;
use crate::sys::task::{self, stopped};
use crate::sys::tls::{Accepted, ServerConfig, accept};

/// Largest request head, and hyper's read buffer.
const HEAD_BYTES: usize = 16 * 1024;
/// Most header lines in a request.
const HEADERS: usize = 64;
/// What a client hears that never finished its request head.
const TIMED_OUT: &[u8] =
    b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\nx-content-type-options: nosniff\r\n\r\n";
/// How long a last word may take on a socket that may be gone.
const LAST_WORD: Duration = Duration::from_millis(200);

/// What every connection is received with.
pub(super) struct Reception {
    pub(super) connections: Arc<Connections>,
    pub(super) door: Arc<Door>,
    pub(super) stop: watch::Receiver<bool>,
}

/// Gives a new connection its place, or closes it; with a `config` it speaks https. The place is taken before the handshake, so that
/// handshakes that are begun and left alone count as any other connection.
pub(super) fn opened(
    stream: TcpStream,
    peer: SocketAddr,
    config: Option<Arc<ServerConfig>>,
    reception: &Reception,
) {
    let peer = SocketAddr::new(peer.ip().to_canonical(), peer.port());
    let Some(place) = reception.connections.admit(peer.ip()) else {
        return;
    };
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no nodelay");
    }
    let (door, stop) = (Arc::clone(&reception.door), reception.stop.clone());
    // Detached on purpose: a connection ends by itself or by the table.
    drop(match config {
        None => {
            let peer = Peer::in_clear(peer.ip());
            task::spawn("connection", drive(stream, peer, place, door, stop))
        }
        Some(config) => task::spawn("connection", shaken(stream, peer, place, config, door, stop)),
    });
}

async fn shaken(
    stream: TcpStream,
    peer: SocketAddr,
    place: Place,
    config: Arc<ServerConfig>,
    door: Arc<Door>,
    mut stop: watch::Receiver<bool>,
) {
    let accepted = tokio::select! {
        accepted = accept(config, stream) => accepted,
        // The table has the clock: a handshake has the time of a head, and goes first where places are short.
        _ = place.watch.evicted() => return,
        () = stopped(&mut stop) => return,
    };
    match accepted {
        Ok(Accepted::Encrypted(stream)) => {
            place.watch.shaken();
            let peer = Peer {
                address: peer.ip(),
                is_encrypted: true,
            };
            drive(*stream, peer, place, door, stop).await;
        }
        Ok(Accepted::Proof) => tracing::info!("an authority has looked at the proof of a name"),
        Ok(Accepted::Clear(stream)) => encrypted::hint(stream).await,
        Err(error) => tracing::debug!(%error, "no handshake"),
    }
}

async fn drive<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
    stream: S,
    peer: Peer,
    place: Place,
    door: Arc<Door>,
    mut stop: watch::Receiver<bool>,
) {
    let watch = Arc::clone(&place.watch);
    let io = TokioIo::new(Wire::new(stream, Arc::clone(&watch)));
    let service = door.service(peer, Arc::clone(&watch));
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // The table has the clock: it can say 408, and knows idle from slow.
        .header_read_timeout(None)
        .half_close(false)
        .max_buf_size(HEAD_BYTES)
        .max_headers(HEADERS)
        .serve_connection(io, service);
    let mut is_stopping = false;
    let eviction = loop {
        tokio::select! {
            ended = &mut connection => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "connection ended");
                }
                return;
            }
            why = watch.evicted() => break why,
            () = stopped(&mut stop), if !is_stopping => {
                is_stopping = true;
                Pin::new(&mut connection).graceful_shutdown();
            }
        }
    };
    if eviction == Eviction::SlowHead {
        let mut stream = connection.into_parts().io.into_inner().into_stream();
        // Best effort on a socket that may be gone.
        let _ = tokio::time::timeout(LAST_WORD, async {
            stream.write_all(TIMED_OUT).await?;
            stream.flush().await
        })
        .await;
    }
    drop(place);
}
