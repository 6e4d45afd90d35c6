//! Where a server listens: an address of its own choice, or a socket that the service manager has opened for it and handed over
//! (systemd.socket(5), `sd_listen_fds(3)`). A program without rights has port 80 only that way.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::str::FromStr;

use listenfd::ListenFd;

/// Name of the socket for plain HTTP (`FileDescriptorName=`); one that comes alone and without a name is this one.
pub const HTTP: &str = "http";
/// Name of the socket for https.
pub const HTTPS: &str = "https";
/// What the service manager writes where no name was given.
const UNNAMED: &str = "unknown";

/// A place for one listener.
#[derive(Debug)]
pub enum Listen {
    /// To be bound; port 0 lets the machine choose.
    At(SocketAddr),
    /// Bound and listening already.
    On(TcpListener),
}

impl Listen {
    /// Where that is; an address that nobody can tell is the unspecified one.
    pub fn address(&self) -> SocketAddr {
        match self {
            Self::At(address) => *address,
            Self::On(socket) => socket
                .local_addr()
                .unwrap_or_else(|_| SocketAddr::from(([0, 0, 0, 0], 0))),
        }
    }

    /// The socket, on the runtime of the caller; binds it where nobody has.
    pub async fn opened(self) -> io::Result<tokio::net::TcpListener> {
        match self {
            Self::At(address) => tokio::net::TcpListener::bind(address).await,
            Self::On(socket) => {
                socket.set_nonblocking(true)?;
                tokio::net::TcpListener::from_std(socket)
            }
        }
    }
}

impl From<SocketAddr> for Listen {
    fn from(address: SocketAddr) -> Self {
        Self::At(address)
    }
}

impl FromStr for Listen {
    type Err = std::net::AddrParseError;

    /// `127.0.0.1:8080`, `[::1]:0`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self::At)
    }
}

/// Sockets that were handed over and not taken yet.
#[derive(Debug, Default)]
pub struct Handed(Vec<(String, TcpListener)>);

impl Handed {
    /// Those of this process; none where the variables speak to another process. `names` is `LISTEN_FDNAMES`. To be asked once and
    /// before the first thread starts, since the variables are taken out of the environment, so that no program of ours believes they
    /// mean it. One that is no TCP socket is an error.
    pub fn to_process(names: Option<&str>) -> io::Result<Self> {
        let mut given = ListenFd::from_env();
        let names = named(names, given.len());
        let mut taken = Vec::new();
        for (index, name) in names.into_iter().enumerate() {
            let what = |error: io::Error| io::Error::new(error.kind(), format!("{name}: {error}"));
            if let Some(socket) = given.take_tcp_listener(index).map_err(what)? {
                taken.push((name, socket));
            }
        }
        Ok(Self(taken))
    }

    /// Takes the first one of this name.
    pub fn take(&mut self, name: &str) -> Option<TcpListener> {
        let index = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(index).1)
    }

    /// Name and address of what nobody has taken.
    pub fn rest(&self) -> impl Iterator<Item = (&str, Option<SocketAddr>)> {
        self.0
            .iter()
            .map(|(name, socket)| (name.as_str(), socket.local_addr().ok()))
    }
}

/// A name for each of `count` sockets, in their order.
fn named(names: Option<&str>, count: usize) -> Vec<String> {
    let mut given = names.unwrap_or_default().split(':').map(str::to_owned);
    (0..count)
        .map(|_| match given.next().filter(|name| !name.is_empty()) {
            Some(name) if name != UNNAMED => name,
            _ if count == 1 => HTTP.to_owned(),
            _ => UNNAMED.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_has_the_name_at_its_place() {
        assert_eq!(named(Some("http:https"), 2), ["http", "https"]);
        assert_eq!(named(Some("https"), 1), ["https"]);
        assert_eq!(named(Some("a"), 2), ["a", UNNAMED], "too few names");
        assert!(named(Some("http"), 0).is_empty());
    }

    #[test]
    fn one_without_a_name_is_for_plain_http() {
        for names in [None, Some(""), Some("unknown")] {
            assert_eq!(named(names, 1), [HTTP]);
        }
        assert_eq!(named(None, 2), [UNNAMED, UNNAMED], "nobody can tell which");
    }

    #[tokio::test]
    async fn a_socket_that_was_handed_over_accepts() {
        let socket = TcpListener::bind("127.0.0.1:0").unwrap();
        let place = Listen::On(socket);
        let address = place.address();
        let listening = place.opened().await.unwrap();
        let (visitor, accepted) = tokio::join!(tokio::net::TcpStream::connect(address), listening.accept());
        assert_eq!(visitor.unwrap().local_addr().unwrap(), accepted.unwrap().1);
    }
}
