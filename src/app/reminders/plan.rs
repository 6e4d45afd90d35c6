//! The plan of every reminder, as a function of what the database holds: appointments, plans of the cares, contacts, refusals, quiet
//! hours. After each act that may have changed one of them the plan is made again and compared with the rows of the outbox.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use crate::app::App;
use crate::domain::agenda::Agenda;
use crate::domain::contact::Phone;
use crate::domain::id::{AppointmentId, PatientId};
use crate::domain::reminder::{
    Bundle, Calendar, Due, Planned, QUIET_HOURS, QuietHours, REMINDERS_MAX, Reach, Visit, bundled, contact,
    due, wish, wished_instant,
};
use crate::domain::staff::Actor;
use crate::domain::time::zone_data_version;
use crate::store::{Covered, Db, Fault, PlannedReminder, Record, Remindable, Touched, Tx};
use crate::sys::ids;

/// Above so many patients all are planned at once: two statements for everybody instead of two for each.
const ONE_BY_ONE: usize = 50;

/// What all reminders are planned by.
struct Rules {
    hours: QuietHours,
    has_text_line: bool,
}

/// A reminder that is wished.
struct Wished {
    planned: Planned,
    /// Nothing but quiet hours is left for it.
    is_too_late: bool,
}

impl App {
    /// The hours at which no reminder goes out.
    pub async fn quiet_hours(&self) -> Result<QuietHours, Fault> {
        let read = |db: &Db<'_>| db.setting(QUIET_HOURS);
        Ok(self.store.read(read).await?.unwrap_or_default())
    }

    /// Changes them; what waits is planned anew in the same transaction.
    pub async fn save_quiet_hours(&self, hours: QuietHours, actor: Actor) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.save_setting(QUIET_HOURS, &hours)?;
                tx.audit(&Record::new(&actor, "setting.change").on(QUIET_HOURS))?;
                Ok(())
            })
            .await
    }

    /// Plans all reminders anew; to be called at start. What changes them while the program runs does so in its own transaction, but
    /// the zone rules come with the program itself.
    pub async fn replan_reminders(&self) -> Result<(), Fault> {
        let planned_by = self.store.read(|db: &Db<'_>| db.planned_by_zone_data()).await?;
        if planned_by == zone_data_version() {
            return Ok(());
        }
        self.store
            .write(|tx: &mut Tx<'_>| -> Result<(), Fault> {
                if tx.planned_by_zone_data()? == zone_data_version() || !tx.is_clock_trusted() {
                    return Ok(());
                }
                tx.save_zone_data(zone_data_version())?;
                plan_all(tx)
            })
            .await
    }
}

/// Plans the reminders anew that an act may have changed; part of what follows from every act.
pub(in crate::app) fn plan_touched(tx: &mut Tx<'_>) -> Result<(), Fault> {
    let Touched {
        mut patients,
        appointments,
        is_everybody,
    } = tx.take_touched();
    // A clock that may be wrong decides nothing: who was booked meanwhile is planned once it is right.
    if !tx.is_clock_trusted() {
        return tx.save_zone_data("");
    }
    if is_everybody {
        return plan_all(tx);
    }
    for id in appointments {
        patients.extend(tx.appointment(id)?.map(|found| found.patient));
    }
    if patients.len() > ONE_BY_ONE {
        return plan_all(tx);
    }
    let rules = rules(tx)?;
    for patient in patients {
        let coming = tx.remindable(Some(patient), tx.now())?;
        let known = tx.planned_reminders(Some(patient), tx.now())?;
        if !coming.is_empty() || !known.is_empty() {
            reconcile(tx, &rules, patient, (&coming, &known))?;
        }
    }
    Ok(())
}

fn plan_all(tx: &mut Tx<'_>) -> Result<(), Fault> {
    let rules = rules(tx)?;
    let mut people: BTreeMap<PatientId, (Vec<Remindable>, Vec<PlannedReminder>)> = BTreeMap::new();
    for one in tx.remindable(None, tx.now())? {
        people.entry(one.patient).or_default().0.push(one);
    }
    for one in tx.planned_reminders(None, tx.now())? {
        let theirs: BTreeSet<PatientId> = one.covers.iter().map(|covered| covered.patient).collect();
        for patient in theirs {
            people.entry(patient).or_default().1.push(one.clone());
        }
    }
    for (patient, (coming, known)) in people {
        reconcile(tx, &rules, patient, (&coming, &known))?;
    }
    Ok(())
}

fn rules(db: &Db<'_>) -> Result<Rules, Fault> {
    Ok(Rules {
        hours: db.setting(QUIET_HOURS)?.unwrap_or_default(),
        has_text_line: has_text_line(db)?,
    })
}

/// Whether the practice has a line for text messages that is switched on.
pub(super) fn has_text_line(db: &Db<'_>) -> Result<bool, Fault> {
    Ok(db.sms_lines()?.serve_patients())
}

/// Makes the rows of one patient what they are to be.
fn reconcile(
    tx: &mut Tx<'_>,
    rules: &Rules,
    patient: PatientId,
    (coming, known): (&[Remindable], &[PlannedReminder]),
) -> Result<(), Fault> {
    let agenda = tx.agenda().clone();
    let (mut wanted, mut too_late) = (Vec::new(), Vec::new());
    for one in coming {
        for wished in not_done(wishes(&agenda, rules, one), one, known) {
            if wished.is_too_late {
                too_late.push(wished.planned);
            } else if wished.planned.due > tx.now() || is_waiting(&wished.planned, known) {
                wanted.push(wished.planned);
            }
        }
    }
    let of: BTreeMap<AppointmentId, &Remindable> = coming.iter().map(|one| (one.appointment, one)).collect();
    let zone = agenda.zone();
    let is_own = |one: &&PlannedReminder| one.is_pending && one.patient() == Some(patient);
    let mut waiting: Vec<&PlannedReminder> = known.iter().filter(is_own).collect();
    let mut anew = Vec::new();
    for bundle in bundled(zone, wanted) {
        let Some(first) = of.get(&bundle.appointment) else {
            continue;
        };
        match waiting.iter().position(|one| is_row_of(one, &bundle)) {
            Some(found) => {
                let row = waiting.swap_remove(found);
                if !is_as_wished(row, &bundle, first)
                    && !tx.replan_reminder(row.id, &bundle, (first.version, first.language))?
                {
                    tx.call_off_reminder(row.id)?;
                    anew.push((bundle, false));
                }
            }
            None => anew.push((bundle, false)),
        }
    }
    for row in waiting {
        tx.call_off_reminder(row.id)?;
    }
    // Each alone: what is not sent is told of by the desk, appointment by appointment.
    anew.extend(
        too_late
            .into_iter()
            .flat_map(|one| bundled(zone, vec![one]))
            .map(|one| (one, true)),
    );
    for (bundle, is_too_late) in anew {
        if let Some(first) = of.get(&bundle.appointment) {
            write(tx, &bundle, first, is_too_late)?;
        }
    }
    Ok(())
}

/// The number of a reminder is a label: where a reminder under it has left already, another one is used.
fn write(tx: &mut Tx<'_>, bundle: &Bundle, first: &Remindable, is_too_late: bool) -> Result<(), Fault> {
    let others = (1..=u8::try_from(REMINDERS_MAX).unwrap_or(u8::MAX)).filter(|nth| *nth != bundle.nth);
    for nth in std::iter::once(bundle.nth).chain(others) {
        let labelled = Bundle {
            nth,
            ..bundle.clone()
        };
        let key = ids::token();
        if tx
            .plan_reminder(&labelled, (first.version, first.language), (&key, is_too_late))?
            .is_some()
        {
            return Ok(());
        }
    }
    Ok(())
}

/// The reminders of one appointment by its plan, the earliest first.
fn wishes(agenda: &Agenda, rules: &Rules, one: &Remindable) -> Vec<Wished> {
    let care = agenda.set_up().care_types.get(&one.care);
    // Whoever came with an import was never asked by us.
    let is_asked = if one.is_imported {
        one.has_agreed
    } else {
        one.has_agreed || !one.has_withdrawn
    };
    let Some(care) = care.filter(|_| is_asked && !one.is_phone_only) else {
        return Vec::new();
    };
    let [refuses_email, refuses_text] = one.refused;
    let reach = Reach {
        email: one.email.clone().filter(|_| !refuses_email),
        text: one
            .phone
            .as_ref()
            .and_then(Phone::for_text)
            .filter(|_| !refuses_text),
        has_refused_text: refuses_text,
        has_text_line: rules.has_text_line,
    };
    let (zone, Visit { start, .. }) = (agenda.zone(), one.visit);
    let plan = care.reminders_with(one.practitioner);
    let mut entries: Vec<_> = plan
        .0
        .iter()
        .filter_map(|reminder| {
            Some((
                wish(reminder.before, start, zone),
                contact(reminder.channel, &reach)?,
            ))
        })
        .collect();
    entries.sort();
    entries.dedup();
    let calendar = Calendar {
        zone,
        holidays: &agenda.set_up().practice.holidays,
    };
    let mut wished = Vec::new();
    for (nth, (wish, to)) in (1_u8..).zip(entries) {
        let at = wished_instant(wish, zone);
        let (due, is_too_late) = match due(at, one.visit, &rules.hours, calendar) {
            Due::At(due) => (due, false),
            Due::TooLate => (at, true),
            Due::Needless => continue,
        };
        let planned = Planned {
            appointment: one.appointment,
            start,
            nth,
            to,
            wish,
            due,
        };
        wished.push(Wished { planned, is_too_late });
    }
    wished
}

/// Leaves out what has left, or may have left: of the reminders of one local day as many as have, since plan, hour or channel may have
/// changed since.
fn not_done(wished: Vec<Wished>, one: &Remindable, known: &[PlannedReminder]) -> Vec<Wished> {
    let is_its = |covered: &&Covered| (covered.patient, covered.start) == (one.patient, one.visit.start);
    let gone = known.iter().filter(|row| !row.is_pending);
    let mut gone: Vec<NaiveDateTime> = gone
        .flat_map(|row| row.covers.iter().filter(is_its).map(|covered| covered.wish))
        .collect();
    let mut left = Vec::new();
    for one in wished {
        match gone
            .iter()
            .position(|wish| wish.date() == one.planned.wish.date())
        {
            Some(found) => {
                gone.swap_remove(found);
            }
            None => left.push(one),
        }
    }
    left
}

/// Whether a reminder of that day waits already, perhaps for a line: then its hour may have passed.
fn is_waiting(wanted: &Planned, known: &[PlannedReminder]) -> bool {
    let mut waiting = known
        .iter()
        .filter(|row| row.is_pending)
        .flat_map(|row| &row.covers);
    waiting.any(|covered| covered.start == wanted.start && covered.wish.date() == wanted.wish.date())
}

/// Whether a row that has not left is to become this message: same appointment, number and channel.
fn is_row_of(row: &PlannedReminder, bundle: &Bundle) -> bool {
    let same_channel = std::mem::discriminant(&row.to) == std::mem::discriminant(&bundle.to);
    row.about.0 == bundle.appointment && row.nth == bundle.nth && same_channel
}

fn is_as_wished(row: &PlannedReminder, bundle: &Bundle, first: &Remindable) -> bool {
    let covers: BTreeSet<_> = row.covers.iter().map(|one| (one.appointment, one.wish)).collect();
    row.about.1 == first.version
        && row.to == bundle.to
        && row.language == first.language
        && (row.was_tried || row.due == bundle.due)
        && row.useful_until == bundle.useful_until
        && covers == bundle.covers.iter().copied().collect()
}
