//! Our own events as a pass saw them: each is decided by the matrix of conflicts, and the decision is done (caldav §6.1).

use chrono::TimeDelta;

use crate::app::{App, Failure};
use crate::domain::booking::{Appointment, Status};
use crate::domain::calendar::{Around, Decision, DecisionKind, Details, Known, Seen, Stand, Web, decide};
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::time::Interval;
use crate::store::{CalendarLink, Fault, OwnEvent, Record, Tx};

use super::accept::{Way, way};
use super::apply::{Ground, about, keep_member, note};
use super::pass::{Observed, Times};

/// A deletion that cancels by itself may be taken back for so long.
const GRACE: TimeDelta = TimeDelta::minutes(10);

/// One of our events with its appointment, as they are here.
struct Case<'a> {
    link: &'a CalendarLink,
    event: &'a OwnEvent,
    known: Known,
    row: Appointment,
    patient: Patient,
    web: Web,
}

impl App {
    pub(super) fn keep_own(
        &self,
        tx: &mut Tx<'_>,
        link: &CalendarLink,
        ground: &Ground<'_>,
    ) -> Result<(), Failure> {
        for (event, observed) in &ground.own {
            keep_member(tx, link, observed)?;
            let Some(own) = &observed.own else {
                note(
                    tx,
                    link,
                    event.appointment,
                    (DecisionKind::Quarantined, &about(&observed.href)),
                )?;
                continue;
            };
            tx.see_own_event(&event.id, &observed.href, &observed.etag, &own.body)?;
            tx.replace_calendar_busy(
                link.id,
                (&observed.href, &observed.uid),
                &other_times(observed, own.stand),
            )?;
            // It is back, or somewhere else: what was asked about it before is asked anew, or over.
            if !own.stand.is_cancelled {
                tx.end_calendar_questions(&event.identity)?;
            }
            self.settle_own(tx, (link, event), Seen::Standing(own.stand), &observed.href)?;
        }
        for event in &ground.lost {
            let href = event.href.clone().unwrap_or_default();
            tx.lose_own_event(&event.id)?;
            self.settle_own(tx, (link, event), Seen::Gone, &href)?;
        }
        Ok(())
    }

    fn settle_own(
        &self,
        tx: &mut Tx<'_>,
        (link, event): (&CalendarLink, &OwnEvent),
        seen: Seen,
        href: &str,
    ) -> Result<(), Failure> {
        let Some(case) = case(tx, link, event)? else {
            return Ok(());
        };
        let actor = Actor::Calendar(link.id.0);
        let mut ahead = None;
        let around = match seen {
            Seen::Standing(stand) if stand.interval != case.known.interval && case.web.is_pending => {
                let way = way(tx, (&case.row, &case.patient), stand.interval, &actor)?;
                let around = way.around(tx, link.polled);
                ahead = Some(way);
                around
            }
            Seen::Standing(_) | Seen::Gone => Around {
                now: tx.now(),
                polled: link.polled,
                is_in_hours: true,
                meets_booking: false,
                meets_busy: false,
            },
        };
        let decision = decide(seen, case.known, case.web, around, link.options);
        self.carry_out(tx, &case, (decision, ahead), (seen, href))
    }

    fn carry_out(
        &self,
        tx: &mut Tx<'_>,
        case: &Case<'_>,
        (decision, ahead): (Decision, Option<Way>),
        (seen, href): (Seen, &str),
    ) -> Result<(), Failure> {
        let details = Details {
            stood: case.web.interval,
            seen: match seen {
                Seen::Standing(stand) => Some(stand.interval),
                Seen::Gone => None,
            },
            ..about(href)
        };
        let tell = |tx: &mut Tx<'_>, kind, details: &Details| {
            note(tx, case.link, Some(case.row.id), (kind, details))
        };
        match (decision, ahead) {
            (Decision::Nothing, _) => agree(tx, case, seen)?,
            (Decision::Notice(kind), _) => tell(tx, kind, &details)?,
            (Decision::Move(to, kind), Some(way)) => {
                let new = self.follow_way(tx, (&case.row, &case.patient), way)?;
                tx.agree_on_event(&case.event.id, to)?;
                if let Some(kind) = kind {
                    note(tx, case.link, Some(new.id), (kind, &details))?;
                }
                self.note_series(tx, case.link, (&new, &details))?;
            }
            (Decision::AskMove(_), _) => tell(tx, DecisionKind::MoveAsked, &details)?,
            (Decision::PutBack(kind), _) => {
                put_back(tx, case)?;
                if let Some(kind) = kind {
                    tell(tx, kind, &details)?;
                }
            }
            (Decision::AskDeleted, _) => tell(tx, DecisionKind::Deleted, &details)?,
            (Decision::CancelLater, _) => {
                let not_before = Some(tx.now() + GRACE);
                tell(
                    tx,
                    DecisionKind::Deleted,
                    &Details {
                        not_before,
                        ..details
                    },
                )?;
            }
            (Decision::Withdraw(kind), _) => {
                let revision = tx.audit(&record(case, "calendar.withdraw"))?;
                let event = tx.own_event(&case.event.id)?;
                tx.withdraw_event(event.as_ref().unwrap_or(case.event), revision)?;
                if let Some(kind) = kind {
                    tell(tx, kind, &details)?;
                }
            }
            (Decision::Move(..), None) => {
                return Err(Fault::Bug("a move without a way".to_owned()).into());
            }
        }
        Ok(())
    }
}

impl App {
    /// Told where a visit of a series went to a time at which its care, or that of the one before, does not want it.
    pub(super) fn note_series(
        &self,
        tx: &mut Tx<'_>,
        link: &CalendarLink,
        (new, details): (&Appointment, &Details),
    ) -> Result<(), Failure> {
        let moved = self.moved(tx, new.clone())?;
        if moved.is_out_of_step || !moved.out_of_step.is_empty() {
            note(tx, link, Some(new.id), (DecisionKind::OutOfSeries, details))?;
        }
        Ok(())
    }
}

/// `None` where there is nothing to decide: the patient was erased, or the server has confirmed nothing yet.
fn case<'a>(tx: &Tx<'_>, link: &'a CalendarLink, event: &'a OwnEvent) -> Result<Option<Case<'a>>, Fault> {
    let (Some(id), Some((revision, interval))) = (event.appointment, event.confirmed) else {
        return Ok(None);
    };
    let Some(row) = tx.appointment(id)?.filter(|row| row.status != Status::Moved) else {
        return Ok(None);
    };
    let Some(patient) = tx.patient(row.patient)? else {
        return Ok(None);
    };
    // With somebody else by now: on its way out of this calendar.
    let stands = !row.status.is_called_off() && row.practitioner == link.practitioner;
    let wished = tx.wished_of(&event.id)?;
    Ok(Some(Case {
        link,
        event,
        known: Known { interval, revision },
        web: Web {
            interval: stands.then_some(row.interval),
            is_pending: stands && row.status.is_pending(),
            changed: wished
                .filter(|write| write.revision.0 > revision)
                .map(|write| write.revised),
        },
        row,
        patient,
    }))
}

/// Moved here and there to the same time, or put where the appointment is: that is where it stands.
fn agree(tx: &mut Tx<'_>, case: &Case<'_>, seen: Seen) -> Result<(), Fault> {
    match seen {
        Seen::Standing(stand) if Some(stand.interval) == case.web.interval => {
            tx.agree_on_event(&case.event.id, stand.interval)
        }
        Seen::Standing(_) | Seen::Gone => Ok(()),
    }
}

fn put_back(tx: &mut Tx<'_>, case: &Case<'_>) -> Result<(), Fault> {
    let revision = tx.audit(&record(case, "calendar.put_back"))?;
    tx.write_event_again(&case.event.id, revision)
}

fn record(case: &Case<'_>, what: &'static str) -> Record {
    let actor = Actor::Calendar(case.link.id.0);
    Record::new(&actor, what).on(format_args!("appointment:{}", case.row.id))
}

/// Of one that was made to repeat: every time but the first takes time like somebody's event.
fn other_times(observed: &Observed, stand: Stand) -> Vec<(Option<chrono::DateTime<chrono::Utc>>, Interval)> {
    match &observed.times {
        Times::Read(times) if stand.repeats => {
            let others = times.iter().filter(|(_, time)| *time != stand.interval);
            others.copied().collect()
        }
        Times::Read(_) | Times::Quarantined(_) => Vec::new(),
    }
}
