//! Where names lead: to what the system resolves, or, in a rehearsal, to sockets that stand in for addresses elsewhere.

use std::io;
use std::net::{IpAddr, SocketAddr};

use tokio::net::{TcpStream, lookup_host};

use super::Target;

/// A socket on this machine that plays a server elsewhere. What is judged is the address it plays.
#[derive(Clone, Debug)]
pub struct StandIn {
    /// Host as in the URL.
    pub host: String,
    /// What the host resolves to.
    pub plays: IpAddr,
    /// What answers there.
    pub socket: SocketAddr,
}

/// See the module.
#[derive(Debug, Default)]
pub(super) enum Network {
    #[default]
    System,
    Rehearsal(Vec<StandIn>),
}

impl Network {
    /// Resolves the host of a target, once per call.
    pub(super) async fn resolved(&self, target: &Target) -> io::Result<Vec<SocketAddr>> {
        let (host, port) = (target.host(), target.port());
        match self {
            Self::System => Ok(lookup_host((host, port)).await?.collect()),
            Self::Rehearsal(cast) => Ok(of(cast, &host).map(|s| SocketAddr::new(s.plays, port)).collect()),
        }
    }

    /// Connects to the first of these addresses of the target that answers.
    pub(super) async fn connected(&self, target: &Target, allowed: &[SocketAddr]) -> io::Result<TcpStream> {
        match self {
            Self::System => TcpStream::connect(allowed).await,
            Self::Rehearsal(cast) => {
                let host = target.host();
                let is_allowed = |s: &&StandIn| allowed.iter().any(|address| address.ip() == s.plays);
                let played = of(cast, &host).filter(is_allowed);
                let sockets: Vec<SocketAddr> = played.map(|s| s.socket).collect();
                TcpStream::connect(sockets.as_slice()).await
            }
        }
    }
}

fn of<'a>(cast: &'a [StandIn], host: &'a str) -> impl Iterator<Item = &'a StandIn> {
    cast.iter().filter(move |stand_in| stand_in.host == host)
}
