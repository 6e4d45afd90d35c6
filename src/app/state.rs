//! What every use case works with.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, Mutex};

use arc_swap::ArcSwap;
use tokio::sync::{broadcast, watch};

use crate::domain::agenda::Agenda;
use crate::domain::certificate::Certificates;
use crate::domain::id::Revision;
use crate::domain::sms::Lines;
use crate::domain::time::Instant;
use crate::store::{Aftermath, Fault, OpenError, Store, Tx};
use crate::sys::clock::{Clock, Trust};
use crate::sys::secret::DeviceKey;

use super::api_tokens::KnownTokens;
use super::calendar::{Asked, DryRuns};
use super::effort::Guard;
use super::event::Events;
use super::gap_doctor::Doctor;
use super::looks::Looks;
use super::mail::{self, MailSetup};
use super::no_show::{KeptSuggestions, Scored};
use super::reminders::plan_touched;
use super::sign_in::Challenges;
use super::waiting_list::follow;

/// Codes by e-mail in 24 hours where the configuration says nothing else (security §5).
pub const CODE_MAILS_A_DAY: u32 = 300;

/// The application: store, agenda, clock, keys, events. Cheap to clone; the use cases are its methods.
#[derive(Clone, Debug)]
pub struct App {
    pub(super) store: Store,
    pub(super) clock: Clock,
    pub(super) keys: Arc<DeviceKey>,
    agenda: Arc<ArcSwap<Agenda>>,
    events: Events,
    pub(super) tokens: KnownTokens,
    /// How much waits for somebody, as last counted.
    pub(super) waiting: Arc<AtomicU32>,
    pub(super) looks: Looks,
    /// Codes that the practice sends in 24 hours at most.
    pub(super) code_mails_a_day: u32,
    /// Multiplies what one address may hold and book in a day; 1 is security §5.
    pub(super) address_factor: u32,
    pub(super) guard: Arc<Guard>,
    pub(super) doctor: Arc<Doctor>,
    pub(super) challenges: Challenges,
    /// The score of no-shows as it was last judged.
    pub(super) score: Arc<ArcSwap<Scored>>,
    /// Suggested overbooking as it was last reckoned.
    pub(super) suggestions: Arc<KeptSuggestions>,
    /// Passes over calendars that somebody waits for.
    pub(super) asked: Arc<Asked>,
    /// What taking calendars up again would do, after our database came back from a copy.
    pub(super) dry_runs: Arc<DryRuns>,
    /// What is known of certificates.
    pub(super) certificates: Arc<ArcSwap<Certificates>>,
    /// How e-mail goes.
    pub(super) mail: Arc<watch::Sender<MailSetup>>,
    /// The lines of text messages as they were last saved.
    pub(super) sms: Arc<watch::Sender<Arc<Lines>>>,
    /// When lines of messages that are left alone are tried again, by name.
    pub(super) tries: Arc<Mutex<BTreeMap<String, Instant>>>,
}

/// Why the application cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be used.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// The database cannot be read.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// The device key cannot be read or made.
    #[error("device key: {0}")]
    Key(#[source] io::Error),
}

impl App {
    /// Opens a data folder and loads the agenda.
    pub fn open(data_folder: &Path, clock: &Clock) -> Result<Self, StartError> {
        let opened = Store::open(data_folder, clock)?;
        let keys = DeviceKey::load_or_create(data_folder).map_err(StartError::Key)?;
        let clock = opened.clock().clone();
        let tokens = KnownTokens::default();
        tokens.replace(opened.db().api_tokens()?);
        let sms = Arc::new(watch::Sender::new(Arc::new(opened.db().sms_lines()?)));
        let agenda = Arc::new(ArcSwap::from_pointee(opened.agenda().clone()));
        let events = Events::new();
        let publish = {
            let (agenda, events) = (Arc::clone(&agenda), events.clone());
            Box::new(move |next: Arc<Agenda>| {
                let revision = next.revision();
                agenda.store(next);
                events.tell(revision);
            })
        };
        let keys = Arc::new(keys);
        let mail = Arc::new(watch::Sender::new(mail::load(&opened.db(), &keys)?));
        let aftermath: Aftermath = {
            let keys = Arc::clone(&keys);
            Box::new(move |tx: &mut Tx<'_>| follow(tx, &keys))
        };
        Ok(Self {
            store: opened.start(publish, vec![aftermath, Box::new(plan_touched)])?,
            clock,
            keys,
            agenda,
            events,
            tokens,
            waiting: Arc::default(),
            looks: Looks::default(),
            code_mails_a_day: CODE_MAILS_A_DAY,
            address_factor: 1,
            guard: Arc::default(),
            doctor: Arc::default(),
            challenges: Challenges::default(),
            score: Arc::default(),
            suggestions: Arc::default(),
            asked: Arc::default(),
            dry_runs: Arc::default(),
            certificates: Arc::default(),
            mail,
            sms,
            tries: Arc::default(),
        })
    }

    /// The same with another ceiling of codes in 24 hours, of all visitors together.
    #[must_use]
    pub fn with_code_mails_a_day(self, code_mails_a_day: u32) -> Self {
        Self {
            code_mails_a_day,
            ..self
        }
    }

    /// The same with so many times the daily ceilings of an address.
    #[must_use]
    pub fn with_address_factor(self, address_factor: u32) -> Self {
        Self {
            address_factor: address_factor.max(1),
            ..self
        }
    }

    /// The agenda of the last durable commit.
    pub fn agenda(&self) -> Arc<Agenda> {
        self.agenda.load_full()
    }

    /// Revisions from now on, one per commit that changed what screens show.
    pub fn events(&self) -> broadcast::Receiver<Revision> {
        self.events.listen()
    }

    /// The clock, whose floor is the newest record (booking-rules §1.8).
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Whether anything may be decided from the time; screens of the staff say so when not.
    pub fn is_clock_trusted(&self) -> bool {
        self.clock.trust() == Trust::Trusted
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The device key.
    pub fn keys(&self) -> &DeviceKey {
        &self.keys
    }
}
