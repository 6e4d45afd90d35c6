//! A practitioner's agenda for another calendar, by a secret address: made, ended, written as a calendar file. Never the care; of
//! names as much as the administrator chose.

use chrono::{DurationRound as _, TimeDelta};

use crate::domain::booking::Status;
use crate::domain::id::PractitionerId;
use crate::domain::staff::Actor;
use crate::domain::time::Interval;
use crate::store::{CalendarFeed, Db, Fault, FeedVisit, Record, Tx};
use crate::sys::{hash, ids};

use super::App;
use super::calendar_file::{AgendaEvent, agenda_file};

/// What is over stays for a while, so that calendars need not remember it.
const BACK: TimeDelta = TimeDelta::days(31);
/// How far it reaches.
const AHEAD: TimeDelta = TimeDelta::days(366);

/// How much of a patient's name an event says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedNames {
    /// « Occupé ».
    Hidden,
    /// « Z. C. »
    Initials,
    /// « CANARI Zoé ».
    Full,
}

impl FeedNames {
    /// Every choice, the most discreet first.
    pub const ALL: [Self; 3] = [Self::Hidden, Self::Initials, Self::Full];

    /// Stored spelling.
    pub fn key(self) -> &'static str {
        match self {
            Self::Hidden => "none",
            Self::Initials => "initials",
            Self::Full => "full",
        }
    }

    /// The choice of a stored spelling; what this version does not know says nothing of anybody.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.key() == key)
    }
}

impl App {
    /// Every subscription, ended ones included.
    pub async fn calendar_feeds(&self) -> Result<Vec<CalendarFeed>, Fault> {
        self.store.read(|db: &Db<'_>| db.calendar_feeds()).await
    }

    /// Makes a subscription and returns the secret part of its address, shown this once only.
    pub async fn create_calendar_feed(
        &self,
        actor: Actor,
        practitioner: PractitionerId,
        name: String,
        names: FeedNames,
    ) -> Result<String, Fault> {
        let secret = ids::secret256();
        let digest = hash::sha256(secret.as_bytes());
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let id = tx.insert_calendar_feed(practitioner, &name, &digest, names.key())?;
                tx.audit(&Record::new(&actor, "feed.create").on(format_args!("feed:{id}")))?;
                Ok(())
            })
            .await?;
        Ok(secret)
    }

    /// Ends a subscription at once; whether there was one.
    pub async fn revoke_calendar_feed(&self, actor: Actor, id: i64) -> Result<bool, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
                let was_good = tx.revoke_calendar_feed(id)?;
                if was_good {
                    tx.audit(&Record::new(&actor, "feed.revoke").on(format_args!("feed:{id}")))?;
                }
                Ok(was_good)
            })
            .await
    }

    /// The calendar file of an address; `None` for one that is unknown or was ended. `busy` is the word for an appointment whose
    /// patient is not told.
    pub async fn calendar_of(&self, secret: &str, busy: String) -> Result<Option<String>, Fault> {
        let digest = hash::sha256(secret.as_bytes());
        let now = self.now();
        let span = Interval {
            start: now - BACK,
            end: now + AHEAD,
        };
        let found = self
            .store
            .read(move |db: &Db<'_>| -> Result<_, Fault> {
                let Some(feed) = db.calendar_feed(&digest)? else {
                    return Ok(None);
                };
                let visits = db.feed_visits(feed.practitioner, span)?;
                Ok(Some((feed, visits)))
            })
            .await?;
        Ok(found.map(|(feed, visits)| {
            let names = FeedNames::from_key(&feed.names).unwrap_or(FeedNames::Hidden);
            let events = visits.iter().map(|visit| AgendaEvent {
                uid: format!("{}@grappe", visit.uid),
                sequence: visit.sequence,
                is_tentative: visit.status == Status::Requested,
                interval: visit.interval,
                summary: title(names, visit, &busy),
                category: String::new(),
            });
            // A stamp of the second would make another file of it at each question.
            let stamp = now.duration_trunc(TimeDelta::days(1)).unwrap_or(now);
            agenda_file(&events.collect::<Vec<_>>(), stamp)
        }))
    }
}

fn title(names: FeedNames, visit: &FeedVisit, busy: &str) -> String {
    let initial = |name: &str| {
        name.chars()
            .next()
            .map_or_else(String::new, |c| format!("{}.", c.to_uppercase()))
    };
    match names {
        FeedNames::Hidden => busy.to_owned(),
        FeedNames::Initials => format!("{} {}", initial(&visit.given_name), initial(&visit.family_name)),
        FeedNames::Full => format!("{} {}", visit.family_name.to_uppercase(), visit.given_name),
    }
}
