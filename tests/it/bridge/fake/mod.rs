//! An invented calendar server with every way of the real ones, and every fault: set them, and see what the client makes of it.

mod answers;
mod calendar;
mod wire;

use std::net::TcpListener;
use std::sync::{Arc, Mutex, MutexGuard};

use rustls::ServerConfig;

use calendar::Calendar;
use wire::Heard;

pub(crate) use calendar::{Missing, OldToken, SignIn, Ways};
pub(crate) use wire::{Answer, Fault};

/// See the module. Its calendar is `/caldav/dr/agenda/`, of the account « dr » with the password « secret »; ends with the tests.
#[derive(Clone)]
pub(crate) struct Fake {
    pub(crate) url: String,
    state: Arc<Mutex<State>>,
}

/// What it knows, heard, and will do wrong.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) calendar: Calendar,
    pub(crate) heard: Vec<Heard>,
    /// Hangs up on everybody.
    pub(crate) is_down: bool,
    /// Each is done once, at the first request of its method.
    faults: Vec<(&'static str, Fault)>,
    /// Numbers given out for Digest, and how often each was used.
    nonces: Vec<u32>,
}

impl Fake {
    pub(crate) fn start(ways: Ways) -> Self {
        Self::at(ways, None)
    }

    /// Encrypted, with this certificate.
    pub(crate) fn encrypted(ways: Ways, tls: Arc<ServerConfig>) -> Self {
        Self::at(ways, Some(tls))
    }

    fn at(ways: Ways, tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let port = listener.local_addr().unwrap().port();
        let url = format!("{scheme}://localhost:{port}/caldav/dr/agenda/");
        let state = Arc::new(Mutex::new(State {
            calendar: Calendar::new(ways),
            ..State::default()
        }));
        let fake = Self { url, state };
        let serving = fake.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (serving, tls) = (serving.clone(), tls.clone());
                std::thread::spawn(move || wire::serve(stream, tls.as_ref(), &serving));
            }
        });
        fake
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Its root.
    pub(crate) fn root(&self) -> String {
        self.url.replace("caldav/dr/agenda/", "")
    }

    /// Does this at the next request of this method.
    pub(crate) fn fail(&self, method: &'static str, fault: Fault) {
        self.state().faults.push((method, fault));
    }

    /// What somebody else writes.
    pub(crate) fn write(&self, name: &str, body: &str) {
        self.state().calendar.write(name, body);
    }

    pub(crate) fn remove(&self, name: &str) {
        self.state().calendar.remove(name);
    }

    /// The methods asked for since the last look.
    pub(crate) fn heard(&self) -> Vec<String> {
        let heard = std::mem::take(&mut self.state().heard);
        heard.into_iter().map(|heard| heard.method).collect()
    }
}
