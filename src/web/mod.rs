//! The HTTP face: public pages, back office, machine interface, behind our own listener.

mod admin;
mod answer;
mod api;
pub mod assets;
mod demo;
pub mod error;
pub mod extract;
mod headers;
mod hooks;
mod kiosk;
pub mod limit;
pub mod listener;
mod log;
mod offered;
mod patient_copy;
pub mod pdf;
pub mod public;
mod radicale;
pub mod router;
pub mod view;
mod waiting;

use std::io;
use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::Arc;

use axum::Router;
use tokio::runtime::Handle;
use tokio::sync::watch;

use crate::app::App;
use crate::config::{Radicale, Update};
use crate::messages::sms::Wire;
use crate::messages::sms::modem::{Modems, Ties};
use crate::sys::http::Client;
use crate::sys::sockets::Listen;

use self::limit::RateLimits;
use self::listener::{DoorRules, Https, Limits, Listener};
pub use self::router::HEALTH;

/// What an operator chooses about the pages.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent choices of an operator")]
pub struct Settings {
    /// Names this server answers to besides plain addresses, with a port or without; empty means any.
    pub hosts: Vec<String>,
    /// Path under which the pages hang, e.g. `/rdv`; empty for none.
    pub prefix: String,
    /// The host name is the practice's own (security §10: `Strict-Transport-Security`).
    pub is_strict_transport: bool,
    /// Where the program speaks https itself.
    pub https: Option<Arc<Https>>,
    /// Address of the pages as patients reach them, without a closing slash; `None`: as whoever asks reaches them.
    pub public_url: Option<String>,
    /// The calendar server beside us that telephones reach through us; `None`: there is none.
    pub radicale: Option<Radicale>,
    /// Where newer versions are published.
    pub update: Option<Update>,
    /// Shows the demo's outbox page instead of real mail; never on a real practice.
    pub is_demo: bool,
    /// Asks no calendar server, whatever is typed: whoever tries the invented practice must not make this machine call others.
    pub calls_nobody: bool,
    /// The configuration names no mail server: where none was typed on the page either, messages wait in the outbox, and the staff is
    /// told.
    pub is_mail_off: bool,
    /// Multiplies every limit per address; 1 is security §5.
    pub limit_factor: u32,
    /// Requests a second that the machine interface answers to one token.
    pub token_requests_per_second: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            hosts: Vec::new(),
            prefix: String::new(),
            is_strict_transport: false,
            https: None,
            public_url: None,
            radicale: None,
            update: None,
            is_demo: false,
            calls_nobody: false,
            is_mail_off: false,
            limit_factor: 1,
            token_requests_per_second: 50_000,
        }
    }
}

impl Settings {
    /// Address of the pages for what is printed or put elsewhere, without a closing slash.
    pub(in crate::web) fn base(&self, visit: &extract::Visit) -> String {
        self.public_url.clone().unwrap_or_else(|| visit.absolute(""))
    }

    /// The part that the listener's door applies.
    pub fn door_rules(&self) -> DoorRules {
        DoorRules {
            hosts: self.hosts.clone(),
            prefix: self.prefix.clone(),
            is_strict_transport: self.is_strict_transport,
            https: self.https.clone(),
            body_bytes: router::body_bytes,
        }
    }
}

/// What every handler works with. Cheap to clone.
#[derive(Clone)]
pub struct Web(Arc<Shared>);

/// See [`Web`].
pub struct Shared {
    /// The application.
    pub app: App,
    /// Rate limits.
    pub limits: RateLimits,
    /// The operator's choices.
    pub settings: Settings,
    /// Screens of the staff that watch the agenda.
    pub(in crate::web) streams: Arc<admin::Streams>,
    /// Telephones that ask for calendars, and those that are being set up.
    pub(in crate::web) telephones: radicale::Telephones,
    /// Calendars that are about to be linked.
    pub(in crate::web) searches: Arc<admin::Searches>,
    /// The way to providers of text messages, for a trial of a line.
    pub(in crate::web) sms: Wire,
}

impl Shared {
    /// Codes cannot be sent, so that no patient could confirm: free times are shown, and booked by phone.
    pub fn is_online_closed(&self) -> bool {
        self.settings.is_mail_off && !self.settings.is_demo && !self.app.has_mail_server()
    }
}

impl Web {
    /// Puts the pages over an application.
    pub fn new(app: App, settings: Settings) -> Self {
        Self::through(app, settings, Client::default())
    }

    /// The same with another way out.
    pub fn through(app: App, settings: Settings, client: Client) -> Self {
        // Without a runtime nothing runs that could hear a modem.
        let ties = Handle::try_current().map(|runtime| Ties::of(&app, &runtime));
        let modems = Modems::new(app.clock().clone(), ties.unwrap_or_default());
        let sms = Wire::new(Arc::new(client), app.clock().clone()).with_modems(modems);
        let app = app.with_address_factor(settings.limit_factor);
        let limits = RateLimits::new(app.clock().clone(), settings.limit_factor)
            .with_token_rate(settings.token_requests_per_second);
        Self(Arc::new(Shared {
            app,
            limits,
            settings,
            streams: Arc::default(),
            telephones: radicale::Telephones::default(),
            searches: Arc::default(),
            sms,
        }))
    }
}

impl Deref for Web {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// The whole HTTP face, bound and not answering yet.
pub struct Server {
    listener: Listener,
    router: Router,
    sms: Wire,
}

impl Server {
    /// Takes the place and builds the pages over the application.
    pub async fn bind(app: App, settings: Settings, place: Listen, limits: Limits) -> io::Result<Self> {
        Self::over(Web::new(app, settings), place, limits).await
    }

    /// The same over pages that are there.
    pub async fn over(web: Web, place: Listen, limits: Limits) -> io::Result<Self> {
        let listener = Listener::bind(place, limits, web.settings.door_rules()).await?;
        let router = router::router(&web);
        let sms = web.sms.clone();
        Ok(Self {
            listener,
            router,
            sms,
        })
    }

    /// The same with https beside it, at this place.
    pub async fn encrypting(self, https: &Https, place: Listen) -> io::Result<Self> {
        let listener = self.listener.encrypting(https, place).await?;
        Ok(Self { listener, ..self })
    }

    /// The way to those who carry text messages, with the modems at work: a device is for one at a time.
    pub fn sms(&self) -> &Wire {
        &self.sms
    }

    /// Where it listens.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.address()
    }

    /// Where it speaks https.
    pub fn encrypted_address(&self) -> Option<SocketAddr> {
        self.listener.encrypted_address()
    }

    /// Answers until `stop` becomes true, then lets open requests end.
    pub async fn serve(self, stop: watch::Receiver<bool>) {
        self.listener.serve(self.router, stop).await;
    }
}
