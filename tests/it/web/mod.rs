//! The public face at the level of bytes, over a real socket.

mod forms;
mod forwarded;
mod framing;
mod hostile;
mod slow;
mod telephone;
mod wire;
