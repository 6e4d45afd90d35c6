//! What text messages of a day may cost: asked within the transaction that claims one, so that the stop holds to the message.

use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::store::{Fault, Record, Tx};

use super::App;

/// Whether a message may go today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spend {
    /// It is counted, and may go.
    Granted,
    /// The cap of the day is reached: it waits until this instant if it is of use then, else another channel is tried.
    Until(Instant),
}

/// Counts a message of so many parts against its day, or refuses it. To be called in the transaction that claims the message. The practice
/// is told once a day at each share of the cap (security T18).
pub fn spend(tx: &mut Tx<'_>, parts: u32) -> Result<Spend, Fault> {
    let lines = tx.sms_lines()?;
    let (zone, budget) = (tx.agenda().zone(), lines.budget());
    let today = zone.date(tx.now());
    let spent = tx.sms_day(today)?;
    let is_granted = budget.allows(spent.parts, parts);
    let after = if is_granted {
        spent.parts.saturating_add(parts)
    } else {
        spent.parts
    };
    if is_granted {
        tx.spend_sms(today, parts)?;
    }
    let alarm = budget.alarm(after, !is_granted);
    if alarm > spent.alarmed {
        tx.note_sms_alarm(today, alarm)?;
        tx.audit(&Record::new(&Actor::System, "sms_line.alarm").on(format_args!("share:{alarm}")))?;
    }
    if is_granted {
        return Ok(Spend::Granted);
    }
    let tomorrow = today.succ_opt().unwrap_or(today);
    Ok(Spend::Until(zone.start_of(tomorrow)))
}

/// Parts of a trial.
const TRIAL_PARTS: u32 = 1;

impl App {
    /// Counts the trial of a line, which has no row among the messages, and puts it on record.
    pub async fn begin_sms_trial(&self, actor: Actor) -> Result<Spend, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<Spend, Fault> {
                let spend = spend(tx, TRIAL_PARTS)?;
                let record = Record::new(&actor, "sms_line.trial");
                tx.audit(&if spend == Spend::Granted {
                    record
                } else {
                    record.outcome("refused")
                })?;
                Ok(spend)
            })
            .await
    }
}
