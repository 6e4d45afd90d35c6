//! Configuration: one TOML file, every key overridable by environment (`GRAPPE_<SECTION>_<KEY>`).
//!
//! What must be known before the database opens lives here; everything else is set in the back office. A file with an
//! unknown key or a bad value is refused whole, and every problem is named at once with its line.

mod clock;
mod environment;
mod key;
mod limits;
mod load;
mod log;
mod practice;
mod problem;
mod radicale;
mod section;
mod server;
mod smtp;
mod template;
mod tls;
mod update;

pub use clock::Clock;
pub use environment::Environment;
pub use key::{KEYS, Key};
pub use limits::Limits;
pub use load::{Config, load, parse};
pub use log::Log;
pub use practice::Practice;
pub use problem::{ConfigProblem, Origin, Unfit};
pub use radicale::Radicale;
pub use server::{Network, Prefix, Server, host};
pub use smtp::{Secret, Smtp, TlsMode, is_this_machine};
pub use template::{Answers, template};
pub use tls::{Acme, Source, Tls};
pub use update::Update;
