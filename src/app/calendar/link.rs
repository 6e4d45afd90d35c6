//! Linking a practitioner's calendar, and letting go of it.

use crate::app::{App, Failure};
use crate::domain::calendar::{LinkKind, LinkReason, LinkState, phase};
use crate::domain::id::{CalendarLinkId, Revision};
use crate::domain::staff::Actor;
use crate::store::{CalendarLink, CalendarLinkEdit, Db, Fault, NewCalendarLink, Record, Tx};

/// Purpose of the sealed passwords.
pub(in crate::app) const SEAL: &str = "calendar";

/// Why a link is not made or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarRefusal {
    /// There is no such practitioner, or not any more.
    UnknownPractitioner,
    /// The practitioner's appointments are written to another calendar already.
    AlreadyWritten,
    /// This calendar is linked for the practitioner already, or holds the appointments of a colleague.
    AlreadyLinked,
    /// There is no such link.
    Unknown,
    /// It is being left, or not in the state that this is for.
    WrongState,
}

/// A calendar to link, with its password.
#[derive(Clone)]
pub struct LinkRequest {
    /// What is agreed.
    pub link: NewCalendarLink,
    /// Sealed before it is stored.
    pub password: String,
}

/// How a link that was stopped goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResumeHow {
    /// As if nothing had been: what is there is compared with what was known. After our own database came back from a copy, this
    /// accepts what the dry run has shown.
    AsItWas,
    /// The calendar lost its events by accident: ours are written again, and the time of others' that vanished stays taken until they
    /// are back or somebody frees it.
    Recreate,
    /// The others' events that vanished are gone, and their time is free; ours are written again.
    Anew,
}

/// A link, with what is known of its calendar in numbers.
#[derive(Clone, Debug)]
pub struct LinkedCalendar {
    /// What was agreed, and how it stands.
    pub link: CalendarLink,
    /// Events in the calendar, ours included.
    pub members: usize,
    /// Events that are still to be written or taken away.
    pub waiting: usize,
}

impl App {
    /// Every link, by practitioner.
    pub async fn calendar_links(&self) -> Result<Vec<CalendarLink>, Fault> {
        self.store.read(|db: &Db<'_>| db.calendar_links()).await
    }

    /// Every link with its numbers, by practitioner.
    pub async fn linked_calendars(&self) -> Result<Vec<LinkedCalendar>, Fault> {
        self.store
            .read(|db: &Db<'_>| {
                let links = db.calendar_links()?.into_iter();
                let counted = links.map(|link| {
                    Ok(LinkedCalendar {
                        members: db.calendar_members(link.id)?.len(),
                        waiting: db.calendar_writes_left(link.id)?,
                        link,
                    })
                });
                counted.collect()
            })
            .await
    }

    /// The password of a link, to ask its server; `None` when it was sealed on another device, or is to be typed again.
    pub async fn linked_password(&self, id: CalendarLinkId) -> Result<Option<String>, Fault> {
        let keys = self.keys.clone();
        self.store
            .read(move |db: &Db<'_>| {
                let sealed = db.calendar_link_secret(id)?;
                let opened = sealed.and_then(|sealed| keys.open(SEAL, &sealed).ok());
                Ok(opened.and_then(|bytes| String::from_utf8(bytes).ok()))
            })
            .await
    }

    /// Links a calendar. One that is written gets every coming appointment.
    pub async fn link_calendar(
        &self,
        request: LinkRequest,
        actor: Actor,
    ) -> Result<CalendarLinkId, Failure<CalendarRefusal>> {
        let sealed = self.sealed(&request.password)?;
        let new = request.link;
        self.store
            .write(move |tx: &mut Tx<'_>| {
                let practitioners = &tx.agenda().set_up().practitioners;
                let whose = practitioners.get(&new.practitioner);
                if whose.is_none_or(|practitioner| practitioner.is_archived) {
                    return Err(Failure::Refused(CalendarRefusal::UnknownPractitioner));
                }
                for other in tx.calendar_links()? {
                    if let Some(refusal) = beside(&new, &other) {
                        return Err(Failure::Refused(refusal));
                    }
                }
                let id = tx.insert_calendar_link(&new, &sealed, tx.now())?;
                let link = found(tx, id)?;
                let revision = tx.audit(&Record::new(&actor, "calendar.create").on(object(id)))?;
                if link.kind == LinkKind::Written {
                    tx.fill_calendar(&link, revision)?;
                }
                let due = tx.now() + phase(id.0);
                tx.defer_calendar(id, due)?;
                tx.announce();
                Ok(id)
            })
            .await
    }

    /// Changes what a link says and does; `password` is a new one, `None` keeps it. One that the server refused is tried again.
    pub async fn edit_calendar(
        &self,
        id: CalendarLinkId,
        (edit, password): (CalendarLinkEdit, Option<String>),
        actor: Actor,
    ) -> Result<(), Failure<CalendarRefusal>> {
        let sealed = password.map(|password| self.sealed(&password)).transpose()?;
        self.store
            .write(move |tx: &mut Tx<'_>| {
                let link = found(tx, id)?;
                tx.save_calendar_link(id, &edit, sealed.as_deref())?;
                tx.release_calendar_writes(id)?;
                if link.state == LinkState::Refused {
                    tx.set_calendar_state(id, LinkState::Active, None)?;
                }
                let revision = tx.audit(&Record::new(&actor, "calendar.edit").on(object(id)))?;
                // What the events say of patients follows at once.
                let says_other = (
                    link.privacy,
                    link.options.writes_utc,
                    link.options.reminds_minutes,
                ) != (
                    edit.privacy,
                    edit.options.writes_utc,
                    edit.options.reminds_minutes,
                );
                if link.kind == LinkKind::Written && says_other {
                    tx.fill_calendar(&link, revision)?;
                }
                tx.announce();
                Ok::<_, Failure<CalendarRefusal>>(())
            })
            .await?;
        self.dry_runs.forget(id);
        Ok(())
    }

    /// Puts a link to rest: what is known of the calendar goes on taking time, what is to be written waits.
    pub async fn pause_calendar(
        &self,
        id: CalendarLinkId,
        actor: Actor,
    ) -> Result<(), Failure<CalendarRefusal>> {
        self.store
            .write(move |tx: &mut Tx<'_>| {
                let link = found(tx, id)?;
                if link.state == LinkState::Leaving || link.is_restored() {
                    return Err(Failure::Refused(CalendarRefusal::WrongState));
                }
                set_state(tx, &link, (LinkState::Paused, None), &actor)?;
                Ok(())
            })
            .await
    }

    /// Takes a link up again that was paused, or stopped by the guard or after a copy was put back (caldav §6.3): the appointments
    /// stay, whatever is chosen. After a copy it is refused until a dry run has told what this will do.
    pub async fn resume_calendar(
        &self,
        id: CalendarLinkId,
        how: ResumeHow,
        actor: Actor,
    ) -> Result<(), Failure<CalendarRefusal>> {
        let shown = self.dry_runs.of(id);
        self.store
            .write(move |tx: &mut Tx<'_>| {
                let link = found(tx, id)?;
                let is_unseen = link.is_restored() && shown.is_none();
                if is_unseen || matches!(link.state, LinkState::Active | LinkState::Leaving) {
                    return Err(Failure::Refused(CalendarRefusal::WrongState));
                }
                let revision = set_state(tx, &link, (LinkState::Active, None), &actor)?;
                if how != ResumeHow::AsItWas {
                    start_again(tx, &link, how, revision)?;
                } else if let Some(shown) = shown.filter(|_| link.is_restored()) {
                    tx.accept_calendar(id, shown.accepted)?;
                }
                tx.forget_calendar_marks(id)?;
                Ok::<_, Failure<CalendarRefusal>>(())
            })
            .await?;
        self.dry_runs.forget(id);
        Ok(())
    }

    /// Lets go of a calendar. Our coming events stay in it, or are taken out of it first; appointments stay in any case.
    pub async fn remove_calendar(
        &self,
        id: CalendarLinkId,
        takes_events_out: bool,
        actor: Actor,
    ) -> Result<(), Failure<CalendarRefusal>> {
        self.store
            .write(move |tx: &mut Tx<'_>| {
                let link = found(tx, id)?;
                if takes_events_out && link.state != LinkState::Leaving {
                    let revision = set_state(tx, &link, (LinkState::Leaving, None), &actor)?;
                    tx.empty_calendar(id, revision)?;
                }
                if !takes_events_out || tx.calendar_writes_left(id)? == 0 {
                    end(tx, &link, &actor)?;
                }
                Ok(())
            })
            .await
    }

    /// The server does not let us in, or does not want what we write: nothing is tried before somebody has looked. What came back from a
    /// copy stays what it is, and is looked at again once the link was changed or somebody wishes it.
    pub async fn stop_calendar(
        &self,
        id: CalendarLinkId,
        (state, reason): (LinkState, LinkReason),
    ) -> Result<(), Failure<CalendarRefusal>> {
        let is_restored = self
            .store
            .write(move |tx: &mut Tx<'_>| {
                let link = found(tx, id)?;
                if link.state != LinkState::Leaving && !link.is_restored() {
                    set_state(tx, &link, (state, Some(reason)), &Actor::System)?;
                }
                Ok::<_, Failure<CalendarRefusal>>(link.is_restored())
            })
            .await?;
        if is_restored {
            self.dry_runs.stopped(id, reason);
        }
        Ok(())
    }

    fn sealed(&self, password: &str) -> Result<String, Fault> {
        let sealed = self.keys.seal(SEAL, password.as_bytes());
        sealed.map_err(|error| Fault::Bug(error.to_string()))
    }
}

/// Why a calendar cannot be linked beside another one: what is written there for one practitioner would take the time of the other.
fn beside(new: &NewCalendarLink, other: &CalendarLink) -> Option<CalendarRefusal> {
    let is_same_person = other.practitioner == new.practitioner;
    let is_written = |kind| kind == LinkKind::Written;
    if is_same_person && is_written(new.kind) && is_written(other.kind) {
        return Some(CalendarRefusal::AlreadyWritten);
    }
    let is_taken = is_same_person || is_written(new.kind) || is_written(other.kind);
    (other.url == new.url && is_taken).then_some(CalendarRefusal::AlreadyLinked)
}

pub(super) fn object(id: CalendarLinkId) -> String {
    format!("calendar:{id}")
}

pub(super) fn found(db: &Db<'_>, id: CalendarLinkId) -> Result<CalendarLink, Failure<CalendarRefusal>> {
    let link = db.calendar_link(id)?;
    link.ok_or(Failure::Refused(CalendarRefusal::Unknown))
}

pub(super) fn set_state(
    tx: &mut Tx<'_>,
    link: &CalendarLink,
    (state, reason): (LinkState, Option<LinkReason>),
    actor: &Actor,
) -> Result<Revision, Fault> {
    tx.set_calendar_state(link.id, state, reason)?;
    let record = Record::new(actor, "calendar.state").on(object(link.id));
    let revision = tx.audit(&record.change(link.state.key(), state.key()))?;
    tx.announce();
    Ok(revision)
}

/// What was known of the members is forgotten and all of them listed anew; our coming events are written as the appointments are,
/// wherever they stand now.
fn start_again(
    tx: &mut Tx<'_>,
    link: &CalendarLink,
    how: ResumeHow,
    revision: Revision,
) -> Result<(), Fault> {
    if how == ResumeHow::Recreate {
        tx.keep_calendar_busy(link.id)?;
    }
    tx.forget_calendar_members(link.id)?;
    tx.disbelieve_own_events(link.id)?;
    if link.kind == LinkKind::Written {
        tx.fill_calendar(link, revision)?;
    }
    Ok(())
}

/// All that is known of the calendar goes; its time is free.
pub(super) fn end(tx: &mut Tx<'_>, link: &CalendarLink, actor: &Actor) -> Result<(), Fault> {
    tx.drop_calendar_link(link.id)?;
    tx.refresh_busy(link.practitioner)?;
    tx.audit(&Record::new(actor, "calendar.remove").on(object(link.id)))?;
    tx.announce();
    Ok(())
}
