//! Where a visit fits, and putting it there: window, grid, absences, buffers and room, as the engine and the walls see them.

use chrono::Days;

use super::cares::{FIRST, GROUP, STOP, URGENT};
use super::plan::{Day, Due, Plan};
use super::visit::Visit;
use crate::domain::booking::Origin;
use crate::domain::care_type::CareTerms;
use crate::domain::id::{CareTypeId, PractitionerId, ResourceId};
use crate::domain::schedule::OpenWindow;
use crate::domain::time::{Instant, Interval};

/// First visits that a day takes.
const FIRST_A_DAY: usize = 4;

impl Plan<'_> {
    /// Terms and room of a care that fits there.
    pub(super) fn placed(
        &self,
        day: &Day,
        window: &OpenWindow,
        care: CareTypeId,
        at: Instant,
    ) -> Option<(CareTypeId, CareTerms, Vec<ResourceId>)> {
        let is_accepted = window.cares.as_ref().is_none_or(|only| only.contains(&care));
        let terms = self
            .agenda
            .set_up()
            .care_types
            .get(&care)?
            .terms_for(day.practitioner)?;
        let interval = Interval::lasting(at, terms.duration);
        let occupied = interval.padded(terms.buffer_before, terms.buffer_after);
        let is_on_grid = (at - window.interval.start).num_seconds() % terms.step.num_seconds() == 0;
        let is_away = day.away.iter().any(|away| away.intersects(&interval));
        let is_full = care == FIRST && day.firsts == FIRST_A_DAY;
        let fits = window.interval.contains(&interval) && occupied.start >= day.free;
        if !is_accepted || !is_on_grid || is_away || is_full || !fits {
            return None;
        }
        let rooms = match terms.requires.first() {
            None => Vec::new(),
            Some(_) => vec![self.room(day, occupied)?],
        };
        Some((care, terms.into_owned(), rooms))
    }

    fn room(&self, day: &Day, occupied: Interval) -> Option<ResourceId> {
        let may_use = |users: &Option<Vec<PractitionerId>>| {
            users
                .as_ref()
                .is_none_or(|users| users.contains(&day.practitioner))
        };
        let rooms = self.agenda.set_up().resources.values();
        let mut rooms = rooms
            .filter(|room| may_use(&room.practitioners))
            .map(|room| room.id);
        rooms.find(|room| {
            let taken = self.rooms.get(&(*room, day.date));
            taken.is_none_or(|taken| !taken.iter().any(|other| other.intersects(&occupied)))
        })
    }

    pub(super) fn book(
        &mut self,
        day: &mut Day,
        (care, terms): (CareTypeId, &CareTerms),
        at: Instant,
        rooms: &[ResourceId],
        due: Option<&Due>,
    ) {
        let seats = match care {
            GROUP => 1 + self.dice.below(1 + day.fill / 18),
            _ => 1,
        };
        for _ in 0..seats {
            let given = due
                .and_then(|due| self.visits.get(due.first))
                .map(|first| (first.patient, first.created));
            let (patient, created) = match given {
                Some((patient, created)) if self.crowd.summon(patient, day.date) => (patient, created),
                Some(_) => return,
                None => {
                    let drawn = self.crowd.draw(&mut self.dice, day.practitioner, care, day.date);
                    let Some(patient) = drawn else { return };
                    (patient, self.rounds.before(at, &mut self.dice))
                }
            };
            let is_online = care != URGENT && self.dice.percent(55);
            let visit = Visit {
                resources: rooms.to_vec(),
                origin: if is_online { Origin::Online } else { Origin::Desk },
                follows: due.map(|due| due.first),
                ..Visit::new(day.practitioner, (care, terms), patient, at, created)
            };
            for room in rooms {
                let taken = self.rooms.entry((*room, day.date)).or_default();
                taken.push(visit.occupied);
            }
            self.visits.push(visit);
        }
        day.firsts += usize::from(care == FIRST);
        if care == STOP {
            let later = |days| day.date.checked_add_days(Days::new(days)).unwrap_or(day.date);
            self.due.push(Due {
                first: self.visits.len() - 1,
                practitioner: day.practitioner,
                dates: (later(14), later(28)),
            });
        }
    }
}
