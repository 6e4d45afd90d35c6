//! The machine: clock, randomness, secrets, atomic files, tasks, the service manager. Imports nothing of ours but
//! `domain` types.

pub mod clock;
pub mod crypt;
pub mod descriptors;
pub mod file;
pub mod hash;
pub mod http;
pub mod ids;
pub mod notify;
pub mod prompt;
pub mod rsa;
pub mod secret;
pub mod serial;
pub mod sockets;
pub mod task;
pub mod temporary;
pub mod tls;
pub mod webauthn;
