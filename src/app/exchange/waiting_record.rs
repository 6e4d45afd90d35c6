//! Entries of the waiting list as the export's JSON holds them. Offers are not among them: they end within hours.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::domain::id::{AppointmentId, CareTypeId, PatientId, WaitingEntryId};
use crate::domain::time::Instant;
use crate::domain::waiting_list::{Channel, EntryState, Urgency, WaitingEntry, Wishes};

/// An entry.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WaitingRecord {
    patient: PatientId,
    care: CareTypeId,
    wishes: Wishes,
    channel: Channel,
    replaces: Option<AppointmentId>,
    urgency: Urgency,
    state: EntryState,
    ignored: u8,
    created: Instant,
    expires: Instant,
}

impl From<&WaitingEntry> for WaitingRecord {
    fn from(entry: &WaitingEntry) -> Self {
        Self {
            patient: entry.patient,
            care: entry.care,
            wishes: entry.wishes.clone(),
            channel: entry.channel,
            replaces: entry.replaces,
            urgency: entry.urgency,
            state: entry.state,
            ignored: entry.ignored,
            created: entry.created,
            expires: entry.expires,
        }
    }
}

impl WaitingRecord {
    /// The entry again, with the number that the booking it would replace has by now.
    pub(super) fn entry(&self, numbers: &HashMap<AppointmentId, AppointmentId>) -> WaitingEntry {
        WaitingEntry {
            id: WaitingEntryId(0),
            patient: self.patient,
            care: self.care,
            wishes: self.wishes.clone(),
            channel: self.channel,
            replaces: self.replaces.and_then(|id| numbers.get(&id).copied()),
            urgency: self.urgency,
            state: self.state,
            ignored: self.ignored,
            created: self.created,
            expires: self.expires,
            version: 1,
        }
    }
}
