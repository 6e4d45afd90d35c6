//! Writes the plan in the order in which it happens, on a clock that is turned from round to round: the rows, the walls and the
//! log are those of a practice that has worked for six months.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;

use super::visit::Visit;
use crate::domain::booking::{Appointment, Origin, Status};
use crate::domain::id::StaffId;
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::store::{CalendarIdentity, Fault, Record, Store, Tx};
use crate::sys::clock::Clock;
use crate::sys::ids;

/// What happens in a round, in this order: time is freed, taken, taken over what is there already; visits are noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Act {
    Book(usize),
    Squeeze(usize),
    Mark(usize, usize),
}

/// Rounds that wait for the writer at a time; it holds many more.
const AT_ONCE: usize = 100;

/// What was written of a visit.
struct Written {
    row: Appointment,
    identity: CalendarIdentity,
}

/// Visits and what was written of them so far; handed to the writer's thread and back.
pub(super) struct Chronicle {
    visits: Arc<Vec<Visit>>,
    written: BTreeMap<usize, Written>,
    desk: Actor,
}

/// Writes the patients, who keep their numbers.
pub(super) async fn write_patients(store: &Store, everybody: Vec<Patient>) -> Result<(), Fault> {
    let write = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
        for patient in &everybody {
            tx.save_patient(patient)?;
        }
        Ok(())
    };
    store.write(write).await
}

impl Chronicle {
    pub(super) fn new(visits: Vec<Visit>, desk: StaffId) -> Self {
        Self {
            visits: Arc::new(visits),
            written: BTreeMap::new(),
            desk: Actor::Staff(desk),
        }
    }

    /// Writes everything. Rounds share commits: each turns the clock to the next one when it is done.
    pub(super) async fn write(self, store: &Store, clock: &Clock) -> Result<(), Fault> {
        let rounds: Vec<(Instant, Vec<Act>)> = self.rounds().into_iter().collect();
        let chronicle = Arc::new(Mutex::new(self));
        for part in rounds.chunks(AT_ONCE) {
            let nexts = part.iter().skip(1).map(|(at, _)| Some(*at));
            if let Some((at, _)) = part.first() {
                clock.set(*at);
            }
            let writes = part.iter().zip(nexts.chain([None])).map(|((_, acts), next)| {
                let (chronicle, clock, acts) = (Arc::clone(&chronicle), clock.clone(), acts.clone());
                Box::pin(store.write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                    let mut chronicle = chronicle.lock().unwrap_or_else(PoisonError::into_inner);
                    acts.into_iter().try_for_each(|act| chronicle.act(tx, act))?;
                    // Reminders of a past that is invented were never planned; those to come are planned once, when all is written.
                    tx.take_touched();
                    if let Some(next) = next {
                        clock.set(next);
                    }
                    Ok(())
                }))
            });
            in_order(writes.collect()).await?;
        }
        Ok(())
    }

    fn rounds(&self) -> BTreeMap<Instant, Vec<Act>> {
        let mut rounds: BTreeMap<Instant, Vec<Act>> = BTreeMap::new();
        for (number, visit) in self.visits.iter().enumerate() {
            let book = match visit.overbooked {
                None => Act::Book(number),
                Some(_) => Act::Squeeze(number),
            };
            rounds.entry(visit.created).or_default().push(book);
            for (order, (at, _)) in visit.marks.iter().enumerate() {
                rounds.entry(*at).or_default().push(Act::Mark(number, order));
            }
        }
        for acts in rounds.values_mut() {
            acts.sort();
        }
        rounds
    }

    fn act(&mut self, tx: &mut Tx<'_>, act: Act) -> Result<(), Fault> {
        let (Act::Book(number) | Act::Squeeze(number) | Act::Mark(number, _)) = act;
        let visits = Arc::clone(&self.visits);
        let Some(visit) = visits.get(number) else {
            return Ok(());
        };
        match act {
            Act::Mark(_, order) => match visit.marks.get(order) {
                Some((_, status)) => self.mark(tx, number, *status),
                None => Ok(()),
            },
            Act::Book(_) | Act::Squeeze(_) => self.book(tx, number, visit),
        }
    }

    fn book(&mut self, tx: &mut Tx<'_>, number: usize, visit: &Visit) -> Result<(), Fault> {
        let id_of = |other: usize| self.written.get(&other).map(|written| written.row.id);
        let row = visit.appointment(tx.agenda().zone(), id_of);
        // A move keeps the identity that other calendars know.
        let before = visit.moved_from.and_then(|other| self.written.get(&other));
        let identity = CalendarIdentity {
            uid: before.map_or_else(ids::token, |written| written.identity.uid.clone()),
            sequence: before.map_or(0, |written| written.identity.sequence + 1),
        };
        let row = tx.insert_appointment(&row, &identity)?;
        let what = match row.overbooking {
            Some(_) => "appointment.overbook",
            None => "appointment.book",
        };
        let who = match row.origin {
            Origin::Online => &Actor::Patient,
            _ => &self.desk,
        };
        let record = Record::new(who, what).on(format_args!("appointment:{}", row.id));
        tx.audit(&record.change("-", row.status.key()))?;
        self.written.insert(number, Written { row, identity });
        Ok(())
    }

    fn mark(&mut self, tx: &mut Tx<'_>, number: usize, status: Status) -> Result<(), Fault> {
        let Some(written) = self.written.get_mut(&number) else {
            return Ok(());
        };
        let before = written.row.status;
        written.row = tx.set_status(&written.row, status)?;
        let (who, what) = match status {
            Status::CancelledByPatient | Status::CancelledLate => (&Actor::Patient, "appointment.cancel"),
            Status::CancelledByPractice => (&self.desk, "appointment.cancel"),
            Status::Moved => (&self.desk, "appointment.move"),
            _ => (&self.desk, "appointment.mark"),
        };
        let record = Record::new(who, what).on(format_args!("appointment:{}", written.row.id));
        tx.audit(&record.change(before.key(), status.key()))?;
        Ok(())
    }
}

/// Sends the writes one after the other and waits for all of them.
async fn in_order(mut writes: Vec<Pin<Box<impl Future<Output = Result<(), Fault>>>>>) -> Result<(), Fault> {
    let mut answers = vec![None; writes.len()];
    poll_fn(|context| {
        for (write, answer) in writes.iter_mut().zip(&mut answers) {
            if answer.is_none()
                && let Poll::Ready(result) = write.as_mut().poll(context)
            {
                *answer = Some(result);
            }
        }
        if answers.iter().all(Option::is_some) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
    answers.into_iter().flatten().collect()
}
