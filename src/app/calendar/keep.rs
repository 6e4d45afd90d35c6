//! What a pass brings is applied in one transaction: members, the time they take, our events, and where the pass has left off.

use crate::app::{App, Failure};
use crate::domain::calendar::{Health, LinkReason, LinkState, Suspicion, guard};
use crate::domain::staff::Actor;
use crate::store::{CalendarLink, Db, Fault, Record, Tx};

use super::apply::Ground;
use super::link::{object, set_state};
use super::pass::CalendarPass;

/// What became of a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// All of it is in.
    Done,
    /// Nothing of it is: many events vanished or moved, or the collection is not what it was.
    Suspended(Suspicion),
    /// The link was let go of, paused or stopped meanwhile; or it came back from a copy, and the pass is reported only (see
    /// [`super::DryRun`]).
    Ignored,
}

impl App {
    /// Applies a pass (caldav §3.1, §6).
    pub async fn apply_calendar(&self, pass: CalendarPass) -> Result<Applied, Failure> {
        let (app, id) = (self.clone(), pass.link);
        let is_restored = move |db: &Db<'_>| -> Result<bool, Fault> {
            Ok(db.calendar_link(id)?.is_some_and(|link| link.is_restored()))
        };
        if self.store.read(is_restored).await? {
            self.dry_run_calendar(pass).await?;
            return Ok(Applied::Ignored);
        }
        self.store.write(move |tx| app.apply_calendar_in(tx, &pass)).await
    }

    fn apply_calendar_in(&self, tx: &mut Tx<'_>, pass: &CalendarPass) -> Result<Applied, Failure> {
        let link = tx.calendar_link(pass.link)?;
        let Some(link) = link.filter(|link| link.state == LinkState::Active) else {
            return Ok(Applied::Ignored);
        };
        // What a clock without trust would put into the past stays where it is.
        if !tx.is_clock_trusted() {
            return Ok(Applied::Ignored);
        }
        if is_quiet(pass) {
            tx.note_calendar_pass(link.id, &pass.marks)?;
            return Ok(Applied::Done);
        }
        let ground = Ground::read(tx, &link, pass)?;
        let numbers = ground.numbers(pass);
        let is_accepted = link.accepted.is_some_and(|accepted| accepted.covers(&numbers));
        if let Err(suspicion) = guard(&numbers)
            && !is_accepted
        {
            let reason = Some(LinkReason::Guard(suspicion));
            set_state(tx, &link, (LinkState::Suspended, reason), &Actor::System)?;
            return Ok(Applied::Suspended(suspicion));
        }
        self.bring_in(tx, &link, &ground)?;
        tx.note_calendar_pass(link.id, &pass.marks)?;
        Ok(Applied::Done)
    }

    /// What the guard has let through, or somebody has accepted.
    pub(super) fn bring_in(
        &self,
        tx: &mut Tx<'_>,
        link: &CalendarLink,
        ground: &Ground<'_>,
    ) -> Result<(), Failure> {
        ground.keep_foreign(tx, link)?;
        tx.drop_past_busy(link.id)?;
        refresh(tx, link)?;
        self.keep_own(tx, link, ground)?;
        // Of one of ours that was made to repeat, the other times are taken.
        refresh(tx, link)?;
        ground.note_overlaps(tx, link)
    }
}

/// Most passes: what is known stays, however much that is, and there is nothing to be afraid of.
fn is_quiet(pass: &CalendarPass) -> bool {
    pass.health == Health::Sound && pass.listed.is_none() && pass.seen.is_empty() && pass.gone.is_empty()
}

/// What the practitioner's calendars take, in the agenda.
pub(super) fn refresh(tx: &mut Tx<'_>, link: &CalendarLink) -> Result<(), Fault> {
    if tx.refresh_busy(link.practitioner)? {
        tx.audit(&Record::new(&Actor::Calendar(link.id.0), "calendar.busy").on(object(link.id)))?;
    }
    Ok(())
}
