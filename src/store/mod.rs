//! The database of record: SQLite lives here and nowhere else.
//!
//! One writer thread commits in groups and answers after the commit is durable; a few readers never wait for it. The schema is
//! `migrations/0001_core.sql`: read it first, it says what each table is for.
//! A new noun gets a file with the SQL as constants and its methods as `impl Db<'_>` (reading) and `impl Tx<'_>` (writing).

mod acts;
mod agenda;
mod answers;
mod api_tokens;
mod appointments;
mod audit;
mod audit_search;
mod audit_steps;
mod calendar_decisions;
mod calendar_events;
mod calendar_feeds;
mod calendar_links;
mod calendar_outbox;
mod calendar_restated;
mod calendar_seen;
mod care_types;
mod connection;
mod contradictions;
mod copy;
mod crowd;
mod day_rows;
mod delays;
mod directory;
mod drafts;
mod edits;
mod erasure;
mod erasure_requests;
mod fault;
mod folder;
mod freed_times;
mod hold_form;
mod holds;
mod idempotency;
mod imports;
mod inspect;
mod instant;
mod invariants;
mod inventory;
mod kiosks;
mod links;
mod mail;
mod mail_notices;
mod measures;
mod merges;
mod message_lines;
mod migrate;
mod move_offers;
mod no_shows;
mod outbox;
mod outbox_chain;
mod outbox_lines;
mod outbox_list;
mod outbox_sending;
mod passkeys;
mod past;
mod patient_doors;
mod patient_marks;
mod patients;
mod practice;
mod practitioners;
mod reader;
mod recovery_codes;
mod reminder_wishes;
mod reminders;
mod returned;
mod rows;
mod schedules;
mod series;
mod sessions;
mod set_up;
mod settled;
mod sms;
mod sms_texts;
mod staff;
mod statistics;
mod terms;
mod tombstones;
mod tx;
mod waiting_entries;
mod waiting_links;
mod waiting_offers;
mod waiting_requests;
mod webhook_deliveries;
mod webhooks;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::TimeDelta;

use crate::domain::agenda::Agenda;
use crate::sys::clock::Clock;

use instant::whole_seconds;
use reader::Readers;
use writer::Writer;

pub use acts::{Act, ActKind, Author};
pub use api_tokens::StoredToken;
pub use appointments::CalendarIdentity;
pub use audit::{Break, Head, Record};
pub use audit_search::{AuditEntry, AuditQuery};
pub use audit_steps::Step;
pub use calendar_decisions::CalendarDecision;
pub use calendar_events::{OwnEvent, Written};
pub use calendar_feeds::{CalendarFeed, FeedVisit};
pub use calendar_links::{CalendarLink, CalendarLinkEdit, NewCalendarLink, PassMarks};
pub use calendar_outbox::{CalendarWrite, Wish, WriteOutcome};
pub use calendar_seen::CalendarMember;
pub use crowd::AddressKeys;
pub use day_rows::{DayRow, InSeries};
pub use drafts::{OrphanDecision, SetUpDraft};
pub use erasure::SentMessage;
pub use erasure_requests::ErasureRequest;
pub use fault::{Cause, Fault, Wall};
pub use folder::{DATABASE_FILE, OpenError};
pub use freed_times::{FreedState, ReservedTime};
pub use hold_form::{Draft, DraftPerson};
pub use holds::{Code, HeldForm, HoldKeys};
pub use idempotency::Answered;
pub use imports::{ImportNoun, ImportedRow, StoredImport};
pub use inspect::{Inspection, inspect, look};
pub use invariants::Problem;
pub use inventory::{Keeping, Kept, TABLES};
pub use kiosks::Kiosk;
pub use links::Link;
pub use mail::MessageIdentity;
pub use mail_notices::MailNoticeRow;
pub use measures::{KeptTime, MeasuredDay};
pub use merges::Merge;
pub use message_lines::{LineState, MessageLine};
pub use migrate::SCHEMA;
pub use move_offers::{MoveOffer, OfferState};
pub use no_shows::{Contest, ContestDecision, Presence};
pub use outbox::{Message, MessageKind, NewMessage};
pub use outbox_chain::Told;
pub use outbox_lines::{CeilingCounts, Stuck};
pub use outbox_list::{Fate, ListedMessage, MessageQuery, StateCount};
pub use outbox_sending::{Claim, Medium, Outcome, Wanted};
pub use passkeys::Passkey;
pub use past::PastVisit;
pub use patient_marks::{Consent, PatientMarks, Tie};
pub use reader::Watcher;
pub use reminder_wishes::{MessageChannel, RefusedBy, ReminderRefusal, Unreminded};
pub use reminders::{Covered, PlannedReminder, Remindable};
pub use returned::NEWEST_FILE;
pub use rows::{BadRow, NotTaken, Row, Rows};
pub use sessions::Session;
pub use settled::SettledVisit;
pub use sms::SmsDay;
pub use sms_texts::TextIn;
pub use staff::Account;
pub use statistics::{AskedRow, CountRow, Counted};
pub use tombstones::{ERASED_FILE, Tombstone};
pub use tx::{Db, Touched, Tx};
pub use waiting_links::WaitingLink;
pub use waiting_offers::{NewOffer, Offer, WaitingOfferState};
pub use waiting_requests::WaitingRequest;
pub use webhook_deliveries::{Delivery, DueDelivery, Tried};
pub use webhooks::{NewWebhook, Webhook};

/// Told of every durable commit that changed what screens show, in order, on the writer thread: must be quick.
pub type Publisher = Box<dyn FnMut(Arc<Agenda>) + Send>;

/// What else follows from an act that freed time or changed the set-up or what own calendars take, in the same transaction. When it fails, what it wrote is undone
/// and the act stands: nobody is kept from cancelling because of what ought to come next.
pub type Aftermath = Box<dyn FnMut(&mut Tx<'_>) -> Result<(), Fault> + Send>;

/// Handle on the database; cheap to clone. The writer ends, its queue served, when the last clone is dropped.
#[derive(Clone, Debug)]
pub struct Store {
    // Dropped first: the writer can merge the log only when nobody reads any more.
    readers: Arc<Readers>,
    writer: Arc<Writer>,
    file: Arc<PathBuf>,
}

/// A data folder that was opened, locked, migrated and checked; [`Opened::start`] makes it work.
pub struct Opened {
    folder: folder::Folder,
    conn: rusqlite::Connection,
    clock: Clock,
    agenda: Agenda,
}

impl Opened {
    /// The agenda as the database has it.
    pub fn agenda(&self) -> &Agenda {
        &self.agenda
    }

    /// Read access before the writer starts.
    pub fn db(&self) -> Db<'_> {
        Db::new(&self.conn)
    }

    /// The clock, untrusted until it reads later than the newest record (booking-rules §1.8).
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Starts the writer, which hands each new agenda to `publish` before anybody is answered, and runs what follows after each act,
    /// one after the other: the failure of one undoes no other.
    pub fn start(self, publish: Publisher, aftermath: Vec<Aftermath>) -> Result<Store, OpenError> {
        let file = self.folder.database();
        let readers = Readers::open(&file).map_err(|fault| self.folder.failed(fault))?;
        let writer = Writer::start(writer::State {
            folder: self.folder,
            clock: self.clock,
            conn: Some(self.conn),
            agenda: self.agenda,
            publish,
            aftermath,
        })
        .map_err(|source| OpenError::File {
            path: file.clone(),
            source: Arc::new(source),
        })?;
        Ok(Store {
            writer: Arc::new(writer),
            readers: Arc::new(readers),
            file: Arc::new(file),
        })
    }
}

impl Store {
    /// Opens a data folder: created when it is not there, refused when another process has it, when it is damaged or newer.
    pub fn open(data_folder: &Path, clock: &Clock) -> Result<Opened, OpenError> {
        let folder = folder::Folder::open(data_folder)?;
        let conn = migrate::open(&folder)?;
        let load = || -> Result<(Clock, Agenda), Fault> {
            invariants::quick(&conn, &folder.database())?;
            tombstones::ensure_word(&conn)?;
            mail::ensure_install(&conn)?;
            let clock = match audit::newest(&conn)? {
                Some(last) => clock.clone().with_floor(last),
                None => clock.clone(),
            };
            // The mark itself may be read once more (reminders §4), a record's second may not.
            let clock = match reminder_wishes::high_water(&conn)? {
                Some(mark) => clock.with_floor(mark - TimeDelta::seconds(1)),
                None => clock,
            };
            let agenda = agenda::load(&conn, whole_seconds(clock.known_now()))?;
            // The pages read for that are not those the writer will want.
            conn.execute_batch("PRAGMA shrink_memory")?;
            Ok((clock, agenda))
        };
        let (clock, agenda) = load().map_err(|fault| folder.failed(fault))?;
        Ok(Opened {
            folder,
            conn,
            clock,
            agenda,
        })
    }

    /// Runs the closure in the writer's transaction; the answer comes once the commit is durable. When the closure refuses, all it
    /// wrote is undone and its neighbours in the same commit are not touched. Nothing may be awaited in it.
    pub async fn write<T, E, F>(&self, act: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        self.writer.write(act).await
    }

    /// Grows with each batch of the writer: whoever finds the same number again finds the writer where it was.
    pub fn commits(&self) -> u64 {
        self.writer.commits()
    }

    /// Whether the writer waits for the disk to take a commit.
    pub fn is_committing(&self) -> bool {
        self.commits() % 2 == 1
    }

    /// Runs the closure on a read-only connection: one view of the last commit, never waiting for the writer.
    pub async fn read<T, E, F>(&self, act: F) -> Result<T, E>
    where
        F: FnOnce(&Db<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        Arc::clone(&self.readers).read(act).await
    }

    /// Tells of each statement that is read with from now on: how a page's statements are counted.
    pub fn watch_reads(&self, told: &Watcher) -> Result<(), Fault> {
        self.readers.watch(told)
    }

    /// Writes a consistent copy of the database to a file while bookings go on.
    pub async fn copy_to(&self, path: PathBuf) -> Result<(), Fault> {
        self.read(move |db| copy::to_file(db.conn(), &path)).await
    }

    /// The database file.
    pub fn file(&self) -> &Path {
        &self.file
    }
}

/// Version of the SQLite inside.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}
