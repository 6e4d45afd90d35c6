//! https beside the plain pages, and whoever looks after its certificate.

use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::DaemonError;
use crate::app::App;
use crate::certificates::{Keeper, Lookout};
use crate::config::Config;
use crate::sys::sockets::Listen;
use crate::web::Server;
use crate::web::listener::Https;

/// Where https is spoken, and who looks after certificates; nowhere and nobody by default.
#[derive(Debug, Default)]
pub struct Certificates {
    /// Where https is spoken; the service manager may have another place for it.
    pub place: Option<Listen>,
    keeper: Option<Keeper>,
    lookout: Option<Lookout>,
}

impl Certificates {
    /// As it is configured, with the https side for the pages; a certificate that is there already is served from the first visitor on.
    pub(super) fn of(app: &App, config: &Config) -> (Self, Option<Arc<Https>>) {
        let server = &config.server;
        let public = server.public_https();
        let keeper = config
            .tls
            .as_ref()
            .map(|tls| Keeper::new(app.clone(), tls, &config.practice.data, server.listen.port()));
        let https = config
            .tls
            .as_ref()
            .zip(keeper.as_ref())
            .map(|(tls, keeper)| Https {
                served: Arc::clone(keeper.served()),
                names: tls.names.clone(),
                public_port: public.as_ref().map_or(tls.listen.port(), |(_, port)| *port),
            });
        let duties = Self {
            place: config.tls.as_ref().map(|tls| tls.listen.into()),
            keeper,
            lookout: public.map(|public| Lookout::new(app.clone(), public)),
        };
        (duties, https.map(Arc::new))
    }

    /// Starts them.
    pub(super) fn begin(self, stop: &watch::Receiver<bool>) -> impl Iterator<Item = JoinHandle<()>> {
        let keeping = self.keeper.map(|keeper| keeper.supervised(stop));
        let looking = self.lookout.map(|lookout| lookout.supervised(stop));
        keeping.into_iter().chain(looking)
    }
}

/// Takes the place of https as well.
pub(super) async fn beside(
    server: Server,
    https: Option<Arc<Https>>,
    place: Option<Listen>,
) -> Result<Server, DaemonError> {
    let Some((https, place)) = https.zip(place) else {
        return Ok(server);
    };
    let address = place.address();
    let server = server.encrypting(&https, place).await;
    let server = server.map_err(|source| DaemonError::Address { address, source })?;
    let address = server.encrypted_address().unwrap_or(address);
    tracing::info!(%address, has_certificate = https.served.pair().is_some(), "https");
    Ok(server)
}

/// A public address of https without anybody who encrypts that is known of.
pub(super) fn warn_of_strangers(config: &Config) {
    let is_behind_proxy = config.tls.is_none() && config.server.public_https().is_some();
    if is_behind_proxy && config.server.trusted_proxies.is_empty() {
        tracing::warn!(
            "public_url is https, and no proxy is trusted: everybody who comes through one counts as outside the practice; \
            name it in server.trusted_proxies"
        );
    }
}
