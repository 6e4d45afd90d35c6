//! Taking one's own last act back, for ten minutes: the appointment is again as it was, or nothing happens. The patient is never left
//! with a wrong message: what was not sent is called off, what was sent is followed by the right one.

use chrono::TimeDelta;

use crate::domain::booking::{Appointment, Status, turns};
use crate::domain::id::{AppointmentId, PractitionerId};
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::time::Interval;
use crate::store::{Act, ActKind, Author, Db, Fault, MessageKind, Record, Told, Tx};

use super::booking::tell_patient;
use super::waiting_list::withdraw_offers_at;
use super::{App, Failure};

/// How long an act may be undone, elapsed.
pub const UNDO_FOR: TimeDelta = TimeDelta::minutes(10);

/// Why an act is not undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UndoRefusal {
    /// This person did nothing lately that is not undone already.
    #[error("nothing to undo")]
    Nothing,
    /// It is older than [`UNDO_FOR`].
    #[error("too late to undo")]
    TooLate,
    /// The appointment changed since.
    #[error("changed since")]
    Changed,
    /// Somebody has the time by now.
    #[error("taken meanwhile")]
    Taken,
}

/// What was undone.
#[derive(Clone, Debug)]
pub struct Undone {
    /// The appointment as it is again; cancelled when it had just been made.
    pub appointment: Appointment,
    /// What was taken back.
    pub kind: ActKind,
}

/// Which act is to be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    /// The last one, of all or about the row that it left.
    Last(Option<AppointmentId>),
    /// The one of this number, where nothing was done to its appointment since.
    Numbered(i64),
}

/// Notes an act of the staff or of a program; nobody else can undo.
pub(super) fn note_act(
    tx: &mut Tx<'_>,
    actor: &Actor,
    kind: ActKind,
    before: Option<Status>,
    row: &Appointment,
) -> Result<(), Fault> {
    match Author::of(actor) {
        Some(author) => tx.note_act(author, kind, before, row),
        None => Ok(()),
    }
}

impl App {
    /// Undoes the last act of somebody, of all or about the row that it left.
    pub async fn undo(
        &self,
        about: Option<AppointmentId>,
        actor: Actor,
    ) -> Result<Undone, Failure<UndoRefusal>> {
        self.undo_which(Which::Last(about), actor).await
    }

    /// Undoes one act by its number, where it is the last one about its appointment.
    pub async fn undo_act(&self, id: i64, actor: Actor) -> Result<Undone, Failure<UndoRefusal>> {
        self.undo_which(Which::Numbered(id), actor).await
    }

    /// What somebody may still take back, the newest first.
    pub async fn undoable(&self, actor: &Actor) -> Result<Vec<Act>, Fault> {
        let Some(author) = Author::of(actor) else {
            return Ok(Vec::new());
        };
        let since = self.now() - UNDO_FOR;
        self.store
            .read(move |db: &Db<'_>| db.open_acts(author, since))
            .await
    }

    async fn undo_which(&self, which: Which, actor: Actor) -> Result<Undone, Failure<UndoRefusal>> {
        let app = self.clone();
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<Undone, Failure<UndoRefusal>> {
                let refused = Failure::Refused;
                let author = Author::of(&actor).ok_or(refused(UndoRefusal::Nothing))?;
                let act = asked(tx, author, which)?;
                if tx.now() - act.made > UNDO_FOR {
                    return Err(refused(UndoRefusal::TooLate));
                }
                let row = tx.appointment(act.appointment)?;
                let row = row.filter(|row| row.status == act.after);
                let row = row.ok_or(refused(UndoRefusal::Changed))?;
                tx.drop_expired_holds()?;
                let mut acts = of_one_breath(tx, &act, author, &row)?;
                acts.insert(0, act);
                app.take_back(tx, &acts, author, &actor)
            })
            .await
    }

    /// Whoever answers for fewer practitioners by now does nothing any more in the agendas of the others.
    pub(super) fn reaches_now(
        &self,
        db: &Db<'_>,
        author: Author,
        practitioner: PractitionerId,
    ) -> Result<bool, Fault> {
        match author {
            Author::Staff(id) => {
                let account = db.account(id)?;
                Ok(account.is_none_or(|account| account.member.reaches(practitioner)))
            }
            Author::Program(id) => Ok(self.token_reaches(id, practitioner)),
        }
    }

    /// Takes acts of one breath back, each when the time it goes back to is left by the others; the first one is the answer.
    fn take_back(
        &self,
        tx: &mut Tx<'_>,
        acts: &[Act],
        author: Author,
        actor: &Actor,
    ) -> Result<Undone, Failure<UndoRefusal>> {
        let mut ways = Vec::new();
        for act in acts {
            ways.push(way_back(tx, act)?);
        }
        let mut undone = None;
        for number in turns(&ways) {
            let Some(act) = acts.get(number) else {
                continue;
            };
            // What it follows may be another row by now.
            let row = current(tx, act)?;
            let patient = tx.patient(row.patient)?;
            let patient = patient.ok_or(Failure::Refused(UndoRefusal::Changed))?;
            make_way(tx, act, &row)?;
            let with_it = match act.kind {
                ActKind::Book => made_with(tx, &row)?,
                ActKind::Move | ActKind::Cancel | ActKind::State => Vec::new(),
            };
            let parts = (&row, with_it.as_slice(), &patient);
            let back = self.taken_back(tx, act, parts, actor).map_err(taken)?;
            for row in [&row, &back].into_iter().chain(&with_it) {
                if !self.reaches_now(tx, author, row.practitioner)? {
                    return Err(Failure::Refused(UndoRefusal::Nothing));
                }
            }
            tx.close_act(act.id)?;
            tx.audit(&record(actor, act, &row, &back))?;
            if number == 0 {
                undone = Some((back.id, act.kind));
            }
        }
        let (id, kind) = undone.ok_or(Failure::Refused(UndoRefusal::Nothing))?;
        let appointment = tx
            .appointment(id)?
            .ok_or(Failure::Refused(UndoRefusal::Changed))?;
        Ok(Undone { appointment, kind })
    }

    fn taken_back(
        &self,
        tx: &mut Tx<'_>,
        act: &Act,
        (row, with_it, patient): (&Appointment, &[Appointment], &Patient),
        actor: &Actor,
    ) -> Result<Appointment, Fault> {
        let told = tx.told_about(row.id)?;
        let (restored, is_silent) = match act.kind {
            ActKind::Move => self.put_back(tx, act, row)?,
            ActKind::Book => (unbooked(tx, (row, with_it), patient, actor)?, false),
            ActKind::Cancel | ActKind::State => {
                (tx.set_status(row, act.before.unwrap_or(row.status))?, false)
            }
        };
        if is_silent {
            tx.carry_messages(row.id, (restored.id, restored.version))?;
        } else if told.iter().any(|told| is_of(act, told)) {
            tx.call_off_messages(row.id)?;
            if let Some(kind) = to_tell(act, &told, &restored) {
                tell_patient(tx, kind, &restored, patient)?;
            }
        }
        Ok(restored)
    }

    /// The row that was replaced, once more: a move back. Also whether the patient's hour never changed, so that nobody was told.
    fn put_back(&self, tx: &mut Tx<'_>, act: &Act, row: &Appointment) -> Result<(Appointment, bool), Fault> {
        let origin = act.origin.map(|id| tx.appointment(id)).transpose()?.flatten();
        let old = origin.ok_or_else(|| Fault::Bug(format!("appointment {} replaces nothing", row.id)))?;
        let before = old.id;
        let is_silent = (old.interval.start, old.practitioner) == (row.interval.start, row.practitioner);
        let new = Appointment {
            status: row.status,
            note: row.note.clone(),
            follows: row.follows,
            moved_from: Some(row.id),
            ..old
        };
        let was_kept = tx.is_kept_visit(before)?;
        let restored = self.renew(tx, row, &new)?;
        if !was_kept {
            tx.forget_kept_visit(restored.id)?;
        }
        tx.acts_follow(before, restored.id)?;
        Ok((restored, is_silent))
    }
}

fn asked(tx: &Tx<'_>, author: Author, which: Which) -> Result<Act, Failure<UndoRefusal>> {
    let found = match which {
        Which::Last(about) => tx.last_act(author, about)?,
        Which::Numbered(id) => tx.open_act(author, id)?,
    };
    let act = found.ok_or(Failure::Refused(UndoRefusal::Nothing))?;
    if which == Which::Last(None) {
        return Ok(act);
    }
    let last = tx.last_act(author, Some(act.appointment))?;
    match last {
        Some(last) if last.id == act.id => Ok(act),
        _ => Err(Failure::Refused(UndoRefusal::Changed)),
    }
}

/// What the act freed may be offered to the waiting list by now; while nobody has accepted it, the undo comes first.
fn make_way(tx: &mut Tx<'_>, act: &Act, row: &Appointment) -> Result<(), Failure<UndoRefusal>> {
    let freed = match act.origin {
        Some(origin) => tx.appointment(origin)?,
        None => Some(row.clone()),
    };
    let withdrawn = freed.map(|freed| withdraw_offers_at(tx, freed.practitioner, freed.occupied));
    match withdrawn.transpose() {
        Ok(_) => Ok(()),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(_)) => Err(Failure::Refused(UndoRefusal::Taken)),
    }
}

/// What was done to the rest of the series in the same breath goes with it: the visits were moved or cancelled together.
fn of_one_breath(tx: &Tx<'_>, act: &Act, author: Author, row: &Appointment) -> Result<Vec<Act>, Fault> {
    let mut acts = Vec::new();
    if !matches!(act.kind, ActKind::Move | ActKind::Cancel) {
        return Ok(acts);
    }
    let mut open = vec![row.id];
    while let Some(before) = open.pop() {
        for next in tx.appointments_following(before)? {
            let done = tx.last_act(author, Some(next.id))?;
            let is_of_it = |done: &Act| (done.made, done.kind) == (act.made, act.kind);
            acts.extend(done.filter(|done| is_of_it(done) && done.after == next.status));
            open.push(next.id);
        }
    }
    Ok(acts)
}

/// The appointment of an act as it is now.
fn current(tx: &Tx<'_>, act: &Act) -> Result<Appointment, Failure<UndoRefusal>> {
    let row = tx.appointment(act.appointment)?;
    row.ok_or(Failure::Refused(UndoRefusal::Changed))
}

/// The time that an appointment holds and the one that it goes back to.
fn way_back(tx: &Tx<'_>, act: &Act) -> Result<(Interval, Interval), Failure<UndoRefusal>> {
    let row = current(tx, act)?;
    let origin = match act.origin {
        Some(origin) => tx.appointment(origin)?,
        None => None,
    };
    Ok((row.occupied, origin.map_or(row.occupied, |old| old.occupied)))
}

/// The next visits that were booked in the same breath.
fn made_with(tx: &Tx<'_>, row: &Appointment) -> Result<Vec<Appointment>, Fault> {
    let mut made = Vec::new();
    let mut waiting = tx.appointments_following(row.id)?;
    while let Some(next) = waiting.pop() {
        if next.created == row.created && next.status.is_pending() {
            waiting.extend(tx.appointments_following(next.id)?);
            made.push(next);
        }
    }
    Ok(made)
}

/// A booking that was just made goes, and with it the next visits made in the same breath, each on record: whoever is told of one
/// appointment is told of each.
fn unbooked(
    tx: &mut Tx<'_>,
    (row, with_it): (&Appointment, &[Appointment]),
    patient: &Patient,
    actor: &Actor,
) -> Result<Appointment, Fault> {
    for next in with_it {
        let was = next.status;
        let has_left = tx.told_about(next.id)?.iter().any(|told| told.has_left);
        tx.call_off_messages(next.id)?;
        let next = tx.set_status(next, Status::CancelledByPractice)?;
        if has_left {
            tell_patient(tx, MessageKind::Cancelled, &next, patient)?;
        }
        let record = Record::new(actor, "appointment.undo").on(format_args!("appointment:{}", next.id));
        tx.audit(&record.change(was.key(), next.status.key()))?;
    }
    tx.set_status(row, Status::CancelledByPractice)
}

/// Whether a message was written by an act or after it.
fn is_of(act: &Act, told: &Told) -> bool {
    (told.appointment, told.version) >= act.left
}

/// What the patient must hear now: something when the act was told already, or when it kept an earlier message from leaving.
fn to_tell(act: &Act, told: &[Told], restored: &Appointment) -> Option<MessageKind> {
    if told.iter().any(|told| is_of(act, told) && told.has_left) {
        return Some(match (act.kind, restored.status) {
            (ActKind::Book, _) => MessageKind::Cancelled,
            (ActKind::Move, _) => MessageKind::Moved,
            (_, Status::Requested) => MessageKind::Requested,
            _ => MessageKind::Confirmed,
        });
    }
    let earlier = told
        .iter()
        .rfind(|told| !is_of(act, told) && !told.kind.is_reminder())?;
    (earlier.is_called_off && act.kind != ActKind::Book).then_some(earlier.kind)
}

fn record(actor: &Actor, act: &Act, row: &Appointment, restored: &Appointment) -> Record {
    let record = Record::new(actor, "appointment.undo").on(format_args!("appointment:{}", restored.id));
    if act.kind == ActKind::Move {
        let (before, after) = (
            row.interval.start.timestamp(),
            restored.interval.start.timestamp(),
        );
        return record.change(
            format_args!("appointment:{}@{before}", row.id),
            format_args!("appointment:{}@{after}", restored.id),
        );
    }
    record.change(row.status.key(), restored.status.key())
}

/// The walls of the database refuse a time that somebody has by now.
fn taken(fault: Fault) -> Failure<UndoRefusal> {
    match fault {
        Fault::Overlap(_) => Failure::Refused(UndoRefusal::Taken),
        other => Failure::Fault(other),
    }
}
