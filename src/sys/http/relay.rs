//! One request handed on to a program on this very machine, and its answer as it comes.

use std::net::SocketAddr;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::Builder;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::sys::task;

/// Longest head of an answer, and what is held of its body at a time.
const HELD: usize = 64 * 1024;
/// A program on this machine takes a connection at once, or is not there.
const CONNECT: Duration = Duration::from_secs(3);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    /// Nobody is there.
    #[error("nobody answers at {0}")]
    Nobody(SocketAddr),
    /// The connection ended before the answer began.
    #[error("no answer: {0}")]
    Cut(#[from] hyper::Error),
}

/// Asks once, on a connection of its own, which ends after `whole` at the latest. The body of the answer is read while it is passed on.
pub async fn relay(
    to: SocketAddr,
    request: Request<Full<Bytes>>,
    whole: Duration,
) -> Result<Response<Incoming>, RelayError> {
    let nobody = || RelayError::Nobody(to);
    let stream = timeout(CONNECT, TcpStream::connect(to)).await;
    let stream = stream.ok().and_then(Result::ok).ok_or_else(nobody)?;
    let mut builder = Builder::new();
    builder.max_buf_size(HELD);
    let (mut sender, connection) = builder.handshake(TokioIo::new(stream)).await?;
    drop(task::spawn("relay", async move {
        match timeout(whole, connection).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::debug!(%error, "a relayed connection ended"),
            Err(_) => tracing::warn!(%to, "a relayed answer took too long"),
        }
    }));
    Ok(sender.send_request(request).await?)
}
