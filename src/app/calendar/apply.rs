//! A pass beside what is known of the calendar: what is ours, what is somebody's, what is gone.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::Failure;
use crate::domain::agenda::BookingRef;
use crate::domain::calendar::{DecisionKind, Details, Likeness, Pass, Recorded, Whose, whose};
use crate::domain::id::AppointmentId;
use crate::domain::staff::Actor;
use crate::domain::time::Interval;
use crate::store::{CalendarLink, CalendarMember, Fault, OwnEvent, Record, Tx};

use super::link::object;
use super::pass::{CalendarPass, Observed, Times};

/// See the module.
pub(super) struct Ground<'p> {
    known: BTreeMap<String, CalendarMember>,
    listed: Option<&'p BTreeSet<String>>,
    /// Names that are gone.
    gone: BTreeSet<String>,
    /// Our events that were seen, where they are now.
    pub(super) own: Vec<(OwnEvent, &'p Observed)>,
    /// Our events that are gone, and nowhere else.
    pub(super) lost: Vec<OwnEvent>,
    foreign: Vec<(&'p Observed, Whose)>,
    /// Of the members known before, how many are ours.
    ours: usize,
    /// Of ours that were seen, how many stand at another time.
    ours_moved: usize,
}

impl<'p> Ground<'p> {
    pub(super) fn read(tx: &Tx<'_>, link: &CalendarLink, pass: &'p CalendarPass) -> Result<Self, Fault> {
        let members = tx.calendar_members(link.id)?.into_iter();
        let known: BTreeMap<_, _> = members.map(|member| (member.href.clone(), member)).collect();
        let events = tx.own_events(link.id)?;
        let is_ours = |href: &str| events.iter().any(|event| event.href.as_deref() == Some(href));
        // A listing may have begun before we wrote: of our events it proves only those that it showed before.
        let unlisted = |href: &&String| pass.listed.as_ref().is_some_and(|all| !all.contains(*href));
        let mut gone: BTreeSet<String> = known.keys().filter(unlisted).cloned().collect();
        let proven = pass
            .gone
            .iter()
            .filter(|href| known.contains_key(*href) || is_ours(href));
        gone.extend(proven.cloned());
        // Taken up again and not written since: what the listing does not show is to be made anew.
        let doubted = events.iter().filter(|event| event.confirmed.is_none());
        gone.extend(
            doubted
                .filter_map(|event| event.href.as_ref())
                .filter(unlisted)
                .cloned(),
        );
        let (mut own, mut foreign) = (Vec::new(), Vec::new());
        let mut ours_moved = 0;
        for observed in &pass.seen {
            let named = observed.uid.strip_suffix(&format!("@{}", link.domain));
            let event = named.and_then(|id| events.iter().find(|event| event.id == id));
            let recorded = event.map(|event| Recorded {
                href: event.href.as_deref(),
                is_there: event.href.as_ref().is_some_and(|href| !gone.contains(href)),
            });
            let likeness = match (observed.has_mark, named) {
                (false, _) => Likeness::None,
                (true, None) => Likeness::Marked,
                (true, Some(_)) => Likeness::Named,
            };
            match (whose(recorded, &observed.href, likeness), event) {
                (Whose::Ours | Whose::Adopted, Some(event)) => {
                    ours_moved += usize::from(is_moved(tx, event, observed)?);
                    own.push((event.clone(), observed));
                }
                (whose, _) => foreign.push((observed, whose)),
            }
        }
        let is_gone = |event: &&OwnEvent| event.href.as_ref().is_some_and(|href| gone.contains(href));
        let is_seen = |event: &OwnEvent| own.iter().any(|(seen, _)| seen.id == event.id);
        let lost = events.iter().filter(is_gone).filter(|event| !is_seen(event));
        Ok(Self {
            ours: known.keys().filter(|href| is_ours(href)).count(),
            ours_moved,
            lost: lost.cloned().collect(),
            listed: pass.listed.as_ref(),
            known,
            gone,
            own,
            foreign,
        })
    }

    /// What the guard looks at.
    pub(super) fn numbers(&self, pass: &CalendarPass) -> Pass {
        Pass {
            health: pass.health,
            known: self.known.len(),
            gone: self
                .gone
                .iter()
                .filter(|href| self.known.contains_key(*href))
                .count(),
            ours: self.ours,
            ours_gone: self.lost.len().min(self.ours),
            ours_moved: self.ours_moved,
            listed: self.listed.map(BTreeSet::len),
        }
    }

    /// The members and the time they take, as they are by now; those of our own events take none.
    pub(super) fn keep_foreign(&self, tx: &mut Tx<'_>, link: &CalendarLink) -> Result<(), Failure> {
        let busy = tx.calendar_busy(link.id)?;
        let taking: BTreeSet<String> = busy.into_iter().map(|one| one.href).collect();
        for href in &self.gone {
            tx.drop_calendar_member(link.id, href)?;
        }
        let kept = tx.kept_calendar_busy(link.id)?;
        let unlisted = |href: &&String| self.listed.is_some_and(|all| !all.contains(*href));
        for href in taking
            .iter()
            .filter(unlisted)
            .filter(|href| !kept.contains(*href))
        {
            tx.drop_calendar_member(link.id, href)?;
        }
        for (observed, whose) in &self.foreign {
            keep_member(tx, link, observed)?;
            let is_taking = taking.contains(&observed.href);
            if let Some(kind) = keep_times(tx, link, (observed, *whose), is_taking)? {
                let details = Details {
                    seen: first_time(observed),
                    ..about(&observed.href)
                };
                note(tx, link, None, (kind, &details))?;
            }
        }
        if self.listed.is_some() {
            note_kept(tx, link)?;
        }
        Ok(())
    }

    /// Somebody's event on appointments that are there: they stay, and it is told once of each event (caldav §6.2).
    pub(super) fn note_overlaps(&self, tx: &mut Tx<'_>, link: &CalendarLink) -> Result<(), Failure> {
        for (observed, whose) in &self.foreign {
            // A copy, or a second one of ours, is told as what it is.
            let (Times::Read(times), Whose::Foreign) = (&observed.times, whose) else {
                continue;
            };
            let mut met = BTreeSet::new();
            let mut first = None;
            for (_, time) in times.iter().filter(|(_, time)| time.end > tx.now()) {
                let here = meeting(tx, link, *time);
                first = first.or_else(|| here.first().map(|_| *time));
                met.extend(here);
            }
            if let Some(appointment) = met.first() {
                let details = Details {
                    seen: first,
                    count: met.len(),
                    ..about(&observed.href)
                };
                let about = Some(*appointment);
                note(tx, link, about, (DecisionKind::Overlap, &details))?;
            }
        }
        Ok(())
    }
}

/// Whether one of ours stands at another time than the server confirmed. One that is to be written anyway is no move of somebody's: after
/// many moved at once and the practice had them written again, the same moves must not stop the link once more.
fn is_moved(tx: &Tx<'_>, event: &OwnEvent, observed: &Observed) -> Result<bool, Fault> {
    let (Some((revision, stood)), Some(own)) = (event.confirmed, &observed.own) else {
        return Ok(false);
    };
    if own.stand.interval == stood {
        return Ok(false);
    }
    let wished = tx.wished_of(&event.id)?;
    Ok(wished.is_none_or(|write| write.revision.0 <= revision))
}

/// The time that one of them takes from now on; what is worth telling of it.
fn keep_times(
    tx: &mut Tx<'_>,
    link: &CalendarLink,
    (observed, whose): (&Observed, Whose),
    is_taking: bool,
) -> Result<Option<DecisionKind>, Fault> {
    let place = (observed.href.as_str(), observed.uid.as_str());
    match &observed.times {
        Times::Quarantined(_) if is_taking => {
            tx.unkeep_calendar_busy(link.id, &observed.href)?;
            Ok(Some(DecisionKind::Quarantined))
        }
        Times::Quarantined(plain) => {
            let plain: Vec<_> = plain.iter().map(|time| (None, *time)).collect();
            tx.replace_calendar_busy(link.id, place, &plain)?;
            Ok(Some(DecisionKind::Quarantined))
        }
        Times::Read(times) => {
            tx.replace_calendar_busy(link.id, place, times)?;
            Ok(match whose {
                Whose::Copy => Some(DecisionKind::Copied),
                Whose::Second => Some(DecisionKind::Twice),
                Whose::Stray => Some(DecisionKind::Stray),
                Whose::Ours | Whose::Adopted | Whose::Foreign => None,
            })
        }
    }
}

fn first_time(observed: &Observed) -> Option<Interval> {
    match &observed.times {
        Times::Read(times) => times.first().map(|(_, time)| *time),
        Times::Quarantined(plain) => *plain,
    }
}

/// Time that is kept beyond the events that took it is a question, until none is left.
fn note_kept(tx: &mut Tx<'_>, link: &CalendarLink) -> Result<(), Fault> {
    if tx.kept_calendar_busy(link.id)?.is_empty() {
        tx.end_calendar_notice(link.id, DecisionKind::Kept)
    } else {
        note(tx, link, None, (DecisionKind::Kept, &about("")))
    }
}

/// The coming appointments of the practitioner during an event.
fn meeting(tx: &Tx<'_>, link: &CalendarLink, time: Interval) -> Vec<AppointmentId> {
    let (agenda, now) = (tx.agenda(), tx.now());
    let zone = agenda.zone();
    let first = zone.date(time.start.max(now));
    let dates = first
        .iter_days()
        .take_while(|date| zone.start_of(*date) < time.end);
    let booked = dates.flat_map(|date| agenda.bookings_on(link.practitioner, date));
    let met = booked.filter(|b| b.interval.intersects(&time) && b.interval.end > now);
    let appointments = met.filter_map(|b| match b.reference {
        BookingRef::Appointment(id) => Some(id),
        BookingRef::Hold(_) | BookingRef::Offer(_) => None,
    });
    appointments.collect()
}

pub(super) fn about(href: &str) -> Details {
    Details {
        href: href.to_owned(),
        ..Details::default()
    }
}

pub(super) fn keep_member(tx: &mut Tx<'_>, link: &CalendarLink, observed: &Observed) -> Result<(), Fault> {
    let member = CalendarMember {
        href: observed.href.clone(),
        etag: observed.etag.clone(),
        uid: observed.uid.clone(),
        hash: observed.hash,
        is_quarantined: matches!(observed.times, Times::Quarantined(_)),
    };
    tx.save_calendar_member(link.id, &member)
}

/// Tells somebody, unless the same is told already.
pub(super) fn note(
    tx: &mut Tx<'_>,
    link: &CalendarLink,
    appointment: Option<AppointmentId>,
    (kind, details): (DecisionKind, &Details),
) -> Result<(), Fault> {
    if tx
        .note_calendar_decision(link.id, appointment, kind, details)?
        .is_some()
    {
        let record = Record::new(&Actor::Calendar(link.id.0), "calendar.notice");
        tx.audit(&match appointment {
            Some(id) => record.on(format_args!("appointment:{id}")),
            None => record.on(object(link.id)),
        })?;
    }
    Ok(())
}
