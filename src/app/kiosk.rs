//! Tablets of the waiting room: made, bound to one device, ended; and the arrivals that patients say on them.

use chrono::{Days, NaiveDate, TimeDelta};

use crate::domain::arrival::{Arrival, Initials, arrival};
use crate::domain::booking::{Refusal, Status};
use crate::domain::staff::Actor;
use crate::domain::time::Interval;
use crate::store::{Db, Fault, Kiosk, Record, Tx};
use crate::sys::{hash, ids};

use super::{App, Failure};

/// How long a link waits for its tablet.
const LINK_LIFE: TimeDelta = TimeDelta::hours(24);

/// What an administrator says of a new tablet.
#[derive(Clone, Debug)]
pub struct NewKiosk {
    /// Where it stands.
    pub name: String,
    /// Where patients sit down after it; may be empty.
    pub place: String,
    /// Also works outside the practice's network.
    pub is_anywhere: bool,
}

impl App {
    /// Every tablet, ended ones included.
    pub async fn kiosks(&self) -> Result<Vec<Kiosk>, Fault> {
        self.store.read(|db: &Db<'_>| db.kiosks()).await
    }

    /// Adds a tablet and returns the secret of its link, shown this once only and good for one tablet within a day.
    pub async fn create_kiosk(&self, actor: Actor, new: NewKiosk) -> Result<String, Fault> {
        let secret = ids::secret256();
        let digest = hash::sha256(secret.as_bytes());
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let id = tx.insert_kiosk((&new.name, &new.place), new.is_anywhere, &digest)?;
                tx.audit(&Record::new(&actor, "kiosk.create").on(format_args!("kiosk:{id}")))?;
                Ok(())
            })
            .await?;
        Ok(secret)
    }

    /// Ends a tablet at once; whether there was one.
    pub async fn revoke_kiosk(&self, actor: Actor, id: i64) -> Result<bool, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
                let was_good = tx.revoke_kiosk(id)?;
                if was_good {
                    tx.audit(&Record::new(&actor, "kiosk.revoke").on(format_args!("kiosk:{id}")))?;
                }
                Ok(was_good)
            })
            .await
    }

    /// The tablet that an unused link is for; looking uses nothing up.
    pub async fn kiosk_of_link(&self, link: &str) -> Result<Option<Kiosk>, Fault> {
        let digest = hash::sha256(link.as_bytes());
        let found = self
            .store
            .read(move |db: &Db<'_>| db.kiosk_of_link(&digest))
            .await?;
        let now = self.now();
        Ok(found.filter(|kiosk| now < kiosk.created + LINK_LIFE))
    }

    /// Uses a link up; what the tablet keeps from now on. `None` for a link that is not good.
    pub async fn bind_kiosk(&self, link: &str) -> Result<Option<String>, Fault> {
        let Some(kiosk) = self.kiosk_of_link(link).await? else {
            return Ok(None);
        };
        let secret = ids::secret256();
        let hashes = [link, secret.as_str()].map(|text| hash::sha256(text.as_bytes()));
        let is_bound = self
            .store
            .write(move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
                let [link, device] = &hashes;
                let is_bound = tx.bind_kiosk(link, device)?;
                if is_bound {
                    let record = Record::new(&Actor::Kiosk(kiosk.id), "kiosk.bind");
                    tx.audit(&record.on(format_args!("kiosk:{}", kiosk.id)))?;
                }
                Ok(is_bound)
            })
            .await?;
        Ok(is_bound.then_some(secret))
    }

    /// The tablet that keeps this secret, while it is good.
    pub async fn kiosk_of_device(&self, secret: &str) -> Result<Option<Kiosk>, Fault> {
        let digest = hash::sha256(secret.as_bytes());
        self.store
            .read(move |db: &Db<'_>| db.kiosk_of_device(&digest))
            .await
    }

    /// Marks whoever has this birth date and these initials as arrived, where that is one person whose hour has come. A clock that
    /// may be wrong decides nothing (booking-rules §1.8): the desk does.
    pub async fn arrive(&self, kiosk: i64, born: NaiveDate, initials: Initials) -> Result<Arrival, Fault> {
        if !self.is_clock_trusted() {
            return Ok(Arrival::Desk);
        }
        let (zone, now) = (self.agenda().zone(), self.now());
        let today = zone.date(now);
        let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
        let span = Interval {
            start: zone.start_of(today),
            end: zone.start_of(tomorrow),
        };
        let day = self
            .store
            .read(move |db: &Db<'_>| db.expected(born, span))
            .await?;
        let verdict = arrival(&day, &initials, now);
        let Arrival::Here(appointment, _) = verdict else {
            return Ok(verdict);
        };
        let seen = self
            .mark_attendance(appointment, Status::Arrived, None, Actor::Kiosk(kiosk))
            .await;
        match seen {
            Ok(_) => Ok(verdict),
            // Called off or moved between the two.
            Err(Failure::Refused(Refusal::WrongState | Refusal::NotFound)) => Ok(Arrival::Desk),
            Err(Failure::Refused(refusal)) => Err(Fault::Bug(format!("arrival: {refusal:?}"))),
            Err(Failure::Fault(fault)) => Err(fault),
        }
    }
}
