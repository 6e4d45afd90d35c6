//! What the worker of the calendars asks for and brings back: links to be asked, events to be written, what became of both.

use crate::app::{App, Failure};
use crate::domain::booking::Appointment;
use crate::domain::calendar::{DecisionKind, LinkState, pause_after_failures};
use crate::domain::id::{CalendarLinkId, Revision};
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::time::Zone;
use crate::store::{CalendarLink, CalendarMember, CalendarWrite, Db, Fault, Tx, Wish, WriteOutcome};
use crate::sys::clock::Trust;

use super::apply::{about, note};
use super::keep::refresh;
use super::link::{SEAL, end};

/// A link to be asked now.
#[derive(Clone)]
pub struct DueCalendar {
    /// Which one.
    pub link: CalendarLink,
    /// What opens it; `None` when it was sealed on another device, or is to be typed again.
    pub password: Option<String>,
    /// What is known of it.
    pub members: Vec<CalendarMember>,
}

/// An event to write, with everything that it may say.
#[derive(Clone, Debug)]
pub struct CalendarTask {
    /// What is wished.
    pub write: CalendarWrite,
    /// The appointment; `None` of an event that is to say nothing any more, or to go.
    pub appointment: Option<Appointment>,
    /// Grows with each change of the appointment (RFC 5545 §3.8.7.4).
    pub sequence: i64,
    /// Whom it is for; how much of it is said is the link's choice.
    pub patient: Option<Patient>,
    /// What for.
    pub care: String,
    /// Rooms and machines, by name.
    pub places: Vec<String>,
    /// Zone of the practice.
    pub zone: Zone,
}

impl App {
    /// The links to be asked now; none while the clock is not trusted (booking-rules §1.8). Those that came back from a copy are among
    /// them until a pass has told what taking them up again would do: they are read in full and not written.
    pub async fn due_calendars(&self) -> Result<Vec<DueCalendar>, Fault> {
        let now = self.now();
        self.opened_calendars(move |db: &Db<'_>| db.due_calendar_links(now))
            .await
    }

    /// These links with what a pass needs of them; none while the clock is not trusted.
    pub(super) async fn opened_calendars(
        &self,
        which: impl FnOnce(&Db<'_>) -> Result<Vec<CalendarLink>, Fault> + Send + 'static,
    ) -> Result<Vec<DueCalendar>, Fault> {
        if self.clock().trust() != Trust::Trusted {
            return Ok(Vec::new());
        }
        let (keys, tried) = (self.keys.clone(), self.dry_runs.tried());
        self.store
            .read(move |db: &Db<'_>| {
                let mut due = Vec::new();
                for mut link in which(db)? {
                    if link.is_restored() {
                        if tried.contains(&link.id) {
                            continue;
                        }
                        // All of it is listed: what the copy knew of the calendar is old.
                        (link.sync_token, link.ctag) = (None, None);
                    }
                    let sealed = db.calendar_link_secret(link.id)?;
                    let opened = sealed.and_then(|sealed| keys.open(SEAL, &sealed).ok());
                    due.push(DueCalendar {
                        members: db.calendar_members(link.id)?,
                        password: opened.and_then(|bytes| String::from_utf8(bytes).ok()),
                        link,
                    });
                }
                Ok(due)
            })
            .await
    }

    /// What a calendar waits for, in order of revision.
    pub async fn due_calendar_tasks(
        &self,
        link: CalendarLinkId,
        at_most: u32,
    ) -> Result<Vec<CalendarTask>, Fault> {
        let (now, agenda) = (self.now(), self.agenda());
        self.store
            .read(move |db: &Db<'_>| {
                let writes = db.due_calendar_writes(link, now, at_most)?;
                let tasks = writes.into_iter().map(|write| {
                    let id = write.event.appointment.filter(|_| write.wish == Wish::Present);
                    let appointment = id.map(|id| db.appointment(id)).transpose()?.flatten();
                    let identity = id.map(|id| db.calendar_identity(id)).transpose()?.flatten();
                    let patient = appointment.as_ref().map(|row| db.patient(row.patient));
                    let set_up = agenda.set_up();
                    let care = appointment
                        .as_ref()
                        .and_then(|row| set_up.care_types.get(&row.care));
                    let units = appointment.iter().flat_map(|row| &row.resources);
                    let places = units.filter_map(|unit| set_up.resources.get(unit));
                    Ok(CalendarTask {
                        sequence: identity.map_or(0, |identity| identity.sequence),
                        patient: patient.transpose()?.flatten(),
                        care: care.map_or_else(String::new, |care| care.name.clone()),
                        places: places.map(|unit| unit.name.clone()).collect(),
                        zone: agenda.zone(),
                        appointment,
                        write,
                    })
                });
                tasks.collect()
            })
            .await
    }

    /// Claims a write before its first byte leaves; `false` when something else is wished by now, or the link is stopped.
    pub async fn claim_calendar_write(&self, write: &CalendarWrite) -> Result<bool, Fault> {
        let write = write.clone();
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
                let link = tx.calendar_link(write.event.link)?;
                let is_open =
                    link.is_some_and(|link| matches!(link.state, LinkState::Active | LinkState::Leaving));
                Ok(is_open && tx.is_clock_trusted() && tx.claim_calendar_write(&write)?)
            })
            .await
    }

    /// Records what became of a write; only the revision that was written is settled. A calendar that is left ends with its last one.
    pub async fn settle_calendar_write(
        &self,
        link: CalendarLinkId,
        (event, revision, wish): (String, Revision, Wish),
        outcome: WriteOutcome,
    ) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let known = tx.own_event(&event)?;
                tx.settle_calendar_write((&event, revision, wish), &outcome)?;
                let Some(link) = tx.calendar_link(link)? else {
                    return Ok(());
                };
                match &outcome {
                    WriteOutcome::Stands(written) => stands(tx, &link, (&event, &written.href))?,
                    WriteOutcome::IsGone => {
                        if let Some(href) = known.and_then(|event| event.href) {
                            tx.drop_calendar_member(link.id, &href)?;
                            refresh(tx, &link)?;
                        }
                    }
                    WriteOutcome::Refused => {
                        let row = known.and_then(|event| event.appointment);
                        note(tx, &link, row, (DecisionKind::NotWritten, &about(&event)))?;
                    }
                    WriteOutcome::Again(..) => {}
                }
                if link.state == LinkState::Leaving && tx.calendar_writes_left(link.id)? == 0 {
                    end(tx, &link, &Actor::System)?;
                }
                Ok(())
            })
            .await
    }

    /// Records a pass that came to nothing; how many in a row by now. The pauses grow.
    pub async fn note_calendar_failure(&self, link: CalendarLinkId) -> Result<u32, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<u32, Fault> {
                let Some(known) = tx.calendar_link(link)? else {
                    return Ok(0);
                };
                let due = tx.now() + pause_after_failures(known.failures + 1);
                tx.note_calendar_failure(link, due)
            })
            .await
    }

    /// Keeps what was found out about a server, as JSON.
    pub async fn save_calendar_capabilities(&self, link: CalendarLinkId, json: String) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| tx.save_calendar_capabilities(link, &json))
            .await
    }

    /// What time itself ends: events of long past appointments are not written any more, deletions past their grace cancel.
    pub async fn sweep_calendars(&self) -> Result<(), Failure> {
        let drop_past = |tx: &mut Tx<'_>| -> Result<usize, Fault> {
            if tx.is_clock_trusted() {
                tx.drop_past_calendar_writes()
            } else {
                Ok(0)
            }
        };
        let dropped = self.store.write(drop_past).await?;
        if dropped > 0 {
            tracing::info!(
                dropped,
                "events of past appointments are not written to calendars any more"
            );
        }
        self.cancel_deleted().await?;
        Ok(())
    }
}

/// A member from now on, in a state that the next pass looks at: whoever takes it away before has deleted it.
fn stands(tx: &mut Tx<'_>, link: &CalendarLink, (event, href): (&str, &str)) -> Result<(), Fault> {
    let member = CalendarMember {
        href: href.to_owned(),
        etag: String::new(),
        uid: format!("{event}@{}", link.domain),
        hash: [0; 32],
        is_quarantined: false,
    };
    tx.save_calendar_member(link.id, &member)
}
