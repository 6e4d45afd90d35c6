//! `[radicale]`: the calendar server beside us on this machine, and where its files are (ADR 0015).

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use super::practice::absolute;
use super::problem::Unfit;
use super::section::Section;

/// Where Radicale listens by its own default.
const PORT: u16 = 5232;

/// Radicale on this machine; telephones reach it through us and in no other way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Radicale {
    /// Folder of its configuration, accounts and calendars.
    pub folder: PathBuf,
    /// Where it listens; always this very machine.
    pub address: SocketAddr,
}

impl Radicale {
    /// The one of a folder, where it listens unless said otherwise.
    pub fn in_folder(folder: PathBuf) -> Self {
        Self {
            folder,
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, PORT)),
        }
    }

    /// `None` without `radicale.folder`: nothing is handed on to anybody.
    pub(super) fn read(section: &mut Section<'_>) -> Option<Self> {
        let address = section.parsed("address", here);
        let base = Self::in_folder(section.parsed("folder", absolute)?);
        Some(Self {
            address: address.unwrap_or(base.address),
            ..base
        })
    }

    /// Its file of accounts.
    pub fn accounts(&self) -> PathBuf {
        self.folder.join("users")
    }

    /// Its configuration.
    pub fn configuration(&self) -> PathBuf {
        self.folder.join("config")
    }

    /// Its address as a URL, with a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }
}

fn here(text: &str) -> Result<SocketAddr, Unfit> {
    let address: SocketAddr = text.trim().parse().map_err(|_| Unfit::NotAddress)?;
    if address.ip().is_loopback() {
        Ok(address)
    } else {
        Err(Unfit::NotThisMachine)
    }
}
