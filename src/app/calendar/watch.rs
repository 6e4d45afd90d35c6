//! How the passes over a calendar go: when the next one is due, and who is told when none goes well.

use chrono::TimeDelta;

use crate::app::{App, Failure};
use crate::domain::calendar::{DecisionKind, Details, LinkReason, LinkState};
use crate::domain::id::CalendarLinkId;
use crate::domain::staff::Actor;
use crate::domain::time::{Instant, Interval, Zone};
use crate::store::{CalendarLink, Db, Fault, Record, Tx};
use crate::sys::clock::Trust;

use super::apply::{about, note};
use super::link::{CalendarRefusal, object};
use super::work::DueCalendar;

/// After so long without a pass that went well somebody is told (caldav §3.6).
const SILENCE: TimeDelta = TimeDelta::minutes(30);
/// After so long it is tried again whether a calendar may be written by now.
const HOLD: TimeDelta = TimeDelta::hours(1);

impl App {
    /// These calendars whether they are due or not, as far as anything is done with them.
    pub async fn calendars_of(&self, ids: Vec<CalendarLinkId>) -> Result<Vec<DueCalendar>, Fault> {
        self.opened_calendars(move |db: &Db<'_>| {
            let mut links = db.calendar_links()?;
            links.retain(|link| {
                ids.contains(&link.id) && matches!(link.state, LinkState::Active | LinkState::Leaving)
            });
            Ok(links)
        })
        .await
    }

    /// The calendars whose events wait to be written, of servers that answered last time.
    pub async fn calendars_to_write(&self) -> Result<Vec<DueCalendar>, Fault> {
        let now = self.now();
        self.opened_calendars(move |db: &Db<'_>| db.calendar_links_waited_for(now))
            .await
    }

    /// When each calendar is to be asked, the first one first; none while the clock is not trusted.
    pub async fn calendar_dues(&self) -> Result<Vec<(CalendarLinkId, Instant)>, Fault> {
        if self.clock().trust() != Trust::Trusted {
            return Ok(Vec::new());
        }
        self.store.read(|db: &Db<'_>| db.calendar_dues()).await
    }

    /// The next pass begins not before then: the server asked for a pause.
    pub async fn defer_calendar(&self, link: CalendarLinkId, due: Instant) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| tx.defer_calendar(link, due))
            .await
    }

    /// Every event was read as far as then, in this zone and under the choices that `link` had; where either is another one by now, they
    /// are to be read once more.
    pub async fn note_calendar_read(
        &self,
        link: &CalendarLink,
        (until, zone): (Instant, Zone),
    ) -> Result<(), Fault> {
        let (id, options) = (link.id, link.options);
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let is_same = tx.calendar_link(id)?.is_some_and(|link| link.options == options);
                if is_same && tx.agenda().zone() == zone {
                    tx.note_calendar_read(id, until)?;
                }
                Ok(())
            })
            .await
    }

    /// After a pass that came to nothing: tells somebody where none has gone well for long.
    pub async fn note_calendar_silence(&self, link: CalendarLinkId) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let link = tx.calendar_link(link)?;
                let Some(link) = link.filter(|link| link.state == LinkState::Active) else {
                    return Ok(());
                };
                let last = link.polled.unwrap_or(link.created);
                if !tx.is_clock_trusted() || tx.now() - last < SILENCE {
                    return Ok(());
                }
                let details = Details {
                    seen: Interval::new(last, last),
                    ..about("")
                };
                note(tx, &link, None, (DecisionKind::Silent, &details))
            })
            .await
    }

    /// A pass went well: what was told of passes that did not is over.
    pub async fn end_calendar_silence(&self, link: CalendarLinkId) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let mut open = tx.open_calendar_decisions()?;
                open.retain(|one| {
                    one.link == link && matches!(one.kind, DecisionKind::Silent | DecisionKind::Stopped)
                });
                for one in &open {
                    tx.settle_calendar_decision(one.id, &Actor::System, "over")?;
                }
                if !open.is_empty() {
                    tx.audit(&Record::new(&Actor::Calendar(link.0), "calendar.answer").on(object(link)))?;
                }
                Ok(())
            })
            .await
    }

    /// The account may not write there: what waits is held back for an hour, and somebody is told once for all of it. Reading goes on.
    pub async fn hold_calendar_writes(&self, link: CalendarLinkId) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.defer_calendar_writes(link, tx.now() + HOLD)?;
                let Some(link) = tx
                    .calendar_link(link)?
                    .filter(|link| link.state == LinkState::Active)
                else {
                    return Ok(());
                };
                note(tx, &link, None, (DecisionKind::ReadOnly, &about("")))
            })
            .await
    }

    /// Something was written: what was told of a calendar that may not be is over, and what was held back is due.
    pub async fn end_calendar_hold(&self, link: CalendarLinkId) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.release_calendar_writes(link)?;
                tx.end_calendar_notice(link, DecisionKind::ReadOnly)
            })
            .await
    }

    /// Stops a calendar, as [`App::stop_calendar`] does, and tells somebody.
    pub async fn halt_calendar(
        &self,
        link: CalendarLinkId,
        why: (LinkState, LinkReason),
    ) -> Result<(), Failure<CalendarRefusal>> {
        self.stop_calendar(link, why).await?;
        Ok(self.note_calendar_stop(link).await?)
    }

    /// Tells somebody that a calendar is stopped, by the guard or for another reason.
    pub async fn note_calendar_stop(&self, link: CalendarLinkId) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let is_stopped =
                    |link: &CalendarLink| matches!(link.state, LinkState::Suspended | LinkState::Refused);
                let Some(link) = tx.calendar_link(link)?.filter(is_stopped) else {
                    return Ok(());
                };
                note(tx, &link, None, (DecisionKind::Stopped, &about("")))
            })
            .await
    }
}
