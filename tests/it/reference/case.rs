//! One question put to the engine and to the reference.

use std::sync::Arc;

use grappe::domain::agenda::{Agenda, Booked, BookingRef, Change, SetUp};
use grappe::domain::booking::Status;
use grappe::domain::busy::BusyTime;
use grappe::domain::id::{PractitionerId, Revision};
use grappe::domain::slot::SlotQuery;
use grappe::domain::time::{Instant, Interval};

/// A booking with the state it is in.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) booked: Booked,
    /// Of an appointment; a hold is live or expired by its own clock.
    pub(super) status: Status,
}

/// An agenda, a question and the moment it is asked.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) set_up: SetUp,
    pub(super) bookings: Vec<Made>,
    /// What own calendars take, in any order, in pieces that may overlap.
    pub(super) busy: Vec<(PractitionerId, Interval)>,
    pub(super) query: SlotQuery,
    pub(super) now: Instant,
}

impl Case {
    /// The engine's agenda, made as the program makes it: half of it read at start, the rest by commits that take and free.
    pub(super) fn agenda(&self) -> Agenda {
        let all: Vec<Booked> = self.bookings.iter().map(|m| m.booked.clone()).collect();
        let (read, written) = all.split_at(all.len() / 2);
        let agenda = Agenda::new(Revision(1), Arc::new(self.set_up.clone()), read.to_vec());
        let taken = written.iter().cloned().map(Change::Taken);
        let ended = self.bookings.iter().filter(|made| {
            let is_appointment = matches!(made.booked.reference, BookingRef::Appointment(_));
            is_appointment && !made.status.takes_time()
        });
        let freed = ended.map(|made| Change::Freed(made.booked.reference));
        // First what a sync saw before, which is no longer so.
        let before = self.busy.first().map(|(practitioner, _)| Change::Busy {
            practitioner: *practitioner,
            time: BusyTime::of(self.busy.iter().map(|(_, interval)| *interval).collect()),
        });
        let busy = (1..4).map(PractitionerId).map(|practitioner| {
            let own = self.busy.iter().filter(|(who, _)| *who == practitioner);
            Change::Busy {
                practitioner,
                time: BusyTime::of(own.map(|(_, interval)| *interval).collect()),
            }
        });
        let changes: Vec<Change> = taken.chain(freed).chain(before).chain(busy).collect();
        agenda.after(Revision(2), &changes)
    }
}
