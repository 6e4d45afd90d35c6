//! Our own accept loop: time-outs, caps, framing, graceful stop (security T17, T20).
//!
//! `axum::serve` keeps slow connections for ever (measured), so hyper's HTTP/1 builder is driven here, without HTTP/2.

mod connections;
mod door;
mod wire;

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use self::connections::{Connections, Eviction, Place};
pub use self::door::{DoorRules, LARGE_BODY_BYTES, SMALL_BODY_BYTES};
use self::wire::Wire;
use crate::config::Network;
use crate::sys::descriptors;
use crate::sys::sockets::Listen;
use crate::sys::task::{self, stopped};

/// Largest request head, and hyper's read buffer.
const HEAD_BYTES: usize = 16 * 1024;
/// Most header lines in a request.
const HEADERS: usize = 64;
/// Descriptors left to the database, the log and the program itself.
const DESCRIPTORS_KEPT: usize = 64;
/// How long an answer may stay unread in our buffers.
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);
/// How often overdue connections are looked for.
const SWEEP_EVERY: Duration = Duration::from_millis(250);
/// Pause when the machine has no socket left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// What a client hears that never finished its request head.
const TIMED_OUT: &[u8] =
    b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\nx-content-type-options: nosniff\r\n\r\n";

/// Ceilings of one listener (security §5, T17).
#[derive(Clone, Debug)]
pub struct Limits {
    /// Time for a request head, from its first byte, or from the opening of the connection.
    pub head: Duration,
    /// Time for a request body.
    pub body: Duration,
    /// Time from the end of the head to the beginning of the answer.
    pub request: Duration,
    /// How long a connection may stay open between two requests.
    pub idle: Duration,
    /// Connections in all: 512 on a Pi, 1,024 on a NAS.
    pub connections: usize,
    /// Connections of one address; does not count for [`Self::proxies`].
    pub per_address: usize,
    /// Peers that speak for others.
    pub proxies: Vec<Network>,
    /// How long open requests may take to end when the program stops.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            body: Duration::from_secs(10),
            request: Duration::from_secs(15),
            idle: Duration::from_secs(20),
            connections: 512,
            per_address: 32,
            proxies: Vec::new(),
            grace: Duration::from_secs(10),
        }
    }
}

impl Limits {
    /// Whether forwarded headers of this peer are believed.
    pub fn is_proxy(&self, peer: IpAddr) -> bool {
        self.proxies.iter().any(|network| network.contains(peer))
    }
}

/// A bound socket, not serving yet.
pub struct Listener {
    socket: TcpListener,
    limits: Limits,
    rules: DoorRules,
}

impl Listener {
    /// Takes the address, or the socket that was handed over.
    pub async fn bind(place: Listen, limits: Limits, rules: DoorRules) -> io::Result<Self> {
        let socket = place.opened().await?;
        Ok(Self {
            socket,
            limits: within_descriptors(limits, descriptors::limit()),
            rules,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// Serves until `stop` becomes true (or its sender is gone), then lets open requests end within the grace time.
    pub async fn serve(self, app: Router, mut stop: watch::Receiver<bool>) {
        let connections = Connections::new(self.limits.clone());
        let door = Arc::new(door::Door::new(self.rules, self.limits.clone(), app));
        let mut sweep = tokio::time::interval(SWEEP_EVERY);
        loop {
            tokio::select! {
                accepted = self.socket.accept() => match accepted {
                    Ok((stream, peer)) => open(stream, peer, &connections, &door, &stop),
                    Err(error) => {
                        tracing::warn!(%error, "cannot accept connections");
                        connections.sweep();
                        tokio::time::sleep(ACCEPT_PAUSE).await;
                    }
                },
                _ = sweep.tick() => connections.sweep(),
                () = stopped(&mut stop) => break,
            }
        }
        drop(self.socket);
        connections.end_streams();
        let ended = tokio::time::timeout(self.limits.grace, all_closed(&connections)).await;
        if ended.is_err() {
            tracing::warn!(
                open = connections.count(),
                "connections still open after the grace time"
            );
        }
    }
}

/// With fewer descriptors than connections, newcomers would wait outside instead of taking the place of silent ones.
fn within_descriptors(limits: Limits, descriptors: Option<usize>) -> Limits {
    let Some(room) = descriptors.map(|count| count.saturating_sub(DESCRIPTORS_KEPT).max(1)) else {
        return limits;
    };
    if room < limits.connections {
        tracing::warn!(
            room,
            wanted = limits.connections,
            "the system allows fewer connections"
        );
    }
    Limits {
        connections: limits.connections.min(room),
        ..limits
    }
}

async fn all_closed(connections: &Arc<Connections>) {
    while connections.count() > 0 {
        connections.sweep();
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn open(
    stream: TcpStream,
    peer: SocketAddr,
    connections: &Arc<Connections>,
    door: &Arc<door::Door>,
    stop: &watch::Receiver<bool>,
) {
    let peer = SocketAddr::new(peer.ip().to_canonical(), peer.port());
    let Some(place) = connections.admit(peer.ip()) else {
        return;
    };
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no nodelay");
    }
    let work = drive(stream, peer, place, Arc::clone(door), stop.clone());
    // Detached on purpose: a connection ends by itself or by the table.
    drop(task::spawn("connection", work));
}

async fn drive(
    stream: TcpStream,
    peer: SocketAddr,
    place: Place,
    door: Arc<door::Door>,
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
        let stream = connection.into_parts().io.into_inner().into_stream();
        // Best effort on a socket that may be gone.
        let _ = stream.try_write(TIMED_OUT);
    }
    drop(place);
}
