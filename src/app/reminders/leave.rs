//! Whether a reminder may leave at the moment at which it is claimed.

use crate::domain::contact::Contact;
use crate::domain::reminder::{Calendar, Leaving, Overdue, QUIET_HOURS, QuietHours, leaving};
use crate::domain::time::Instant;
use crate::store::{Fault, Message, Tx};

/// Judges a message that is about to be claimed. What is no reminder may always leave. A reminder that falls into quiet hours waits for
/// their end, one that is of no use any more is given up for the phone list; `able_since` is when the clock began to be believed.
pub(in crate::app) fn may_leave(
    tx: &mut Tx<'_>,
    message: &Message,
    able_since: Instant,
) -> Result<bool, Fault> {
    if !message.kind.is_reminder() {
        return Ok(true);
    }
    if let Contact::Phone(phone) = &message.to
        && tx.has_stopped_sms(phone)?
    {
        // Said by whoever holds the telephone, whoever of its people is reminded.
        tx.expire_message(message.id)?;
        return Ok(false);
    }
    let Some((due, useful_until, was_tried)) = tx.message_usefulness(message.id)? else {
        return Ok(false);
    };
    let reminder = Overdue {
        due,
        useful_until,
        was_tried,
    };
    let hours: QuietHours = tx.setting(QUIET_HOURS)?.unwrap_or_default();
    let agenda = tx.agenda().clone();
    let calendar = Calendar {
        zone: agenda.zone(),
        holidays: &agenda.set_up().practice.holidays,
    };
    match leaving(reminder, (tx.now(), able_since), &hours, calendar) {
        Leaving::Now => return Ok(true),
        Leaving::From(opening) => tx.postpone_message(message.id, opening)?,
        Leaving::Never => tx.expire_message(message.id)?,
    }
    Ok(false)
}
