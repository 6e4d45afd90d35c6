//! Links that set a telephone up: good once, for a quarter of an hour, and gone with the program. What they open is never in the link.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::domain::id::PractitionerId;
use crate::sys::{hash, ids};

/// How long a link waits for its telephone.
pub(in crate::web) const LIFE: Duration = Duration::from_mins(15);
/// How long the profile can be fetched once the link was opened: telephones ask for it twice.
const OPENED_LIFE: Duration = Duration::from_mins(5);
/// Links that wait at a time; beyond it the oldest ends.
const TICKETS_AT_MOST: usize = 64;

#[derive(Default)]
pub(in crate::web) struct Tickets(Mutex<Vec<Ticket>>);

struct Ticket {
    digest: [u8; 32],
    practitioner: PractitionerId,
    until: Duration,
    is_opened: bool,
}

impl Tickets {
    /// A new link's secret. `now`: the monotonic reading of the clock.
    pub(in crate::web) fn issue(&self, practitioner: PractitionerId, now: Duration) -> String {
        self.add(practitioner, now + LIFE, false, now)
    }

    /// Whose telephone an unused link sets up; looking uses nothing up (security T15).
    pub(super) fn look(&self, secret: &str, now: Duration) -> Option<PractitionerId> {
        self.found(secret, false, now)
    }

    /// Uses a link up: whose it is, and the secret of the profile.
    pub(super) fn open(&self, secret: &str, now: Duration) -> Option<(PractitionerId, String)> {
        let digest = hash::sha256(secret.as_bytes());
        let used = {
            let mut tickets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let at = tickets
                .iter()
                .position(|ticket| ticket.digest == digest && !ticket.is_opened && now < ticket.until)?;
            tickets.swap_remove(at)
        };
        let profile = self.add(used.practitioner, now + OPENED_LIFE, true, now);
        Some((used.practitioner, profile))
    }

    /// Whose profile it is.
    pub(super) fn profile(&self, secret: &str, now: Duration) -> Option<PractitionerId> {
        self.found(secret, true, now)
    }

    fn found(&self, secret: &str, is_opened: bool, now: Duration) -> Option<PractitionerId> {
        let digest = hash::sha256(secret.as_bytes());
        let tickets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = tickets
            .iter()
            .find(|ticket| ticket.digest == digest && ticket.is_opened == is_opened && now < ticket.until);
        found.map(|ticket| ticket.practitioner)
    }

    fn add(&self, practitioner: PractitionerId, until: Duration, is_opened: bool, now: Duration) -> String {
        let secret = ids::token();
        let mut tickets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tickets.retain(|ticket| now < ticket.until);
        if tickets.len() >= TICKETS_AT_MOST {
            tickets.remove(0);
        }
        tickets.push(Ticket {
            digest: hash::sha256(secret.as_bytes()),
            practitioner,
            until,
            is_opened,
        });
        secret
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_good_once_and_for_a_quarter_of_an_hour() {
        let tickets = Tickets::default();
        let paul = PractitionerId(2);
        let at = Duration::from_secs;
        let link = tickets.issue(paul, at(0));
        assert_eq!(tickets.look(&link, at(899)), Some(paul));
        assert_eq!(tickets.look(&link, at(900)), None);
        assert_eq!(tickets.profile(&link, at(1)), None, "not before it was opened");
        let (whose, profile) = tickets.open(&link, at(10)).unwrap();
        assert_eq!(whose, paul);
        assert!(tickets.open(&link, at(11)).is_none() && tickets.look(&link, at(11)).is_none());
        assert_eq!(tickets.profile(&profile, at(12)), Some(paul));
        assert_eq!(
            tickets.profile(&profile, at(13)),
            Some(paul),
            "telephones ask twice"
        );
        assert_eq!(tickets.profile(&profile, at(310)), None);
        assert!(tickets.open("other", at(11)).is_none());
    }

    #[test]
    fn links_that_nobody_opens_take_no_more_memory() {
        let tickets = Tickets::default();
        for n in 0..1000 {
            tickets.issue(PractitionerId(n), Duration::ZERO);
        }
        assert_eq!(tickets.0.lock().unwrap().len(), TICKETS_AT_MOST);
    }
}
