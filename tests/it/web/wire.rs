//! A client that says any bytes.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Far above every time-out of the server: whoever waits this long has found a defect.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the server said until it ended the connection.
#[derive(Debug)]
pub(super) struct Heard(Vec<u8>);

impl Heard {
    /// The statuses of the answers, in order.
    pub(super) fn statuses(&self) -> Vec<u16> {
        let text = String::from_utf8_lossy(&self.0);
        let heads = text.split("HTTP/1.1 ").skip(1);
        heads.map(|head| head[..3].parse().unwrap()).collect()
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.0).into_owned()
    }
}

pub(super) fn connected(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// Sends the bytes and listens until the server ends the connection, which it must.
pub(super) fn say(address: SocketAddr, bytes: &[u8]) -> Heard {
    let mut stream = connected(address);
    // A refused client may not get to say everything.
    let _ = stream.write_all(bytes);
    heard(&mut stream)
}

/// Everything until the end of the connection.
pub(super) fn heard(stream: &mut TcpStream) -> Heard {
    let mut all = Vec::new();
    let mut buffer = vec![0; 65536];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return Heard(all),
            Ok(count) => all.extend_from_slice(&buffer[..count]),
            Err(error) => {
                // A reset is an end as well.
                let is_open = matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut);
                assert!(!is_open, "still open after {}", String::from_utf8_lossy(&all));
                return Heard(all);
            }
        }
    }
}
