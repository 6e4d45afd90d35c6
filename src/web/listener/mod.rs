//! Our own accept loop: time-outs, caps, framing, graceful stop (security T17, T20).
//!
//! `axum::serve` keeps slow connections for ever (measured), so hyper's HTTP/1 builder is driven here, without HTTP/2.

mod connections;
mod door;
mod encrypted;
mod open;
mod wire;

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use self::connections::Connections;
pub(in crate::web) use self::door::Peer;
pub use self::door::{DoorRules, LARGE_BODY_BYTES, SMALL_BODY_BYTES};
pub use self::encrypted::Https;
use self::open::{Reception, opened};
use crate::config::Network;
use crate::sys::descriptors;
use crate::sys::sockets::Listen;
use crate::sys::task::stopped;
use crate::sys::tls::ServerConfig;

/// Descriptors left to the database, the log and the program itself.
const DESCRIPTORS_KEPT: usize = 64;
/// How long an answer may stay unread in our buffers.
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);
/// How often overdue connections are looked for.
const SWEEP_EVERY: Duration = Duration::from_millis(250);
/// Pause when the machine has no socket left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

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
    /// Where https is spoken, on the same terms.
    encrypted: Option<(TcpListener, Arc<ServerConfig>)>,
    limits: Limits,
    rules: DoorRules,
}

impl Listener {
    /// Takes the address, or the socket that was handed over.
    pub async fn bind(place: Listen, limits: Limits, rules: DoorRules) -> io::Result<Self> {
        let socket = place.opened().await?;
        Ok(Self {
            socket,
            encrypted: None,
            limits: within_descriptors(limits, descriptors::limit()),
            rules,
        })
    }

    /// The same with another place where https is spoken. Both share every ceiling.
    pub async fn encrypting(self, https: &Https, place: Listen) -> io::Result<Self> {
        let socket = place.opened().await?;
        let config = https.served.config().map_err(io::Error::other)?;
        Ok(Self {
            encrypted: Some((socket, config)),
            ..self
        })
    }

    /// Where it listens.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// Where it speaks https.
    pub fn encrypted_address(&self) -> Option<SocketAddr> {
        self.encrypted
            .as_ref()
            .and_then(|(socket, _)| socket.local_addr().ok())
    }

    /// Serves until `stop` becomes true (or its sender is gone), then lets open requests end within the grace time.
    pub async fn serve(self, app: Router, mut stop: watch::Receiver<bool>) {
        let connections = Connections::new(self.limits.clone());
        let reception = Reception {
            connections: Arc::clone(&connections),
            door: Arc::new(door::Door::new(self.rules, self.limits.clone(), app)),
            stop: stop.clone(),
        };
        let (https, config) = self.encrypted.unzip();
        let mut sweep = tokio::time::interval(SWEEP_EVERY);
        loop {
            let accepted = tokio::select! {
                accepted = self.socket.accept() => accepted.map(|come| (come, None)),
                accepted = next(https.as_ref()) => accepted.map(|come| (come, config.clone())),
                _ = sweep.tick() => {
                    connections.sweep();
                    continue;
                }
                () = stopped(&mut stop) => break,
            };
            match accepted {
                Ok(((stream, peer), config)) => opened(stream, peer, config, &reception),
                Err(error) => {
                    tracing::warn!(%error, "cannot accept connections");
                    connections.sweep();
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
        drop(https);
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

/// The next connection to a socket that may not be there.
async fn next(socket: Option<&TcpListener>) -> io::Result<(TcpStream, SocketAddr)> {
    match socket {
        Some(socket) => socket.accept().await,
        None => std::future::pending().await,
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
