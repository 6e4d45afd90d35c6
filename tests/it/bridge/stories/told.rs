//! Whether both sides tell the same story.

use std::collections::{BTreeMap, BTreeSet};

use grappe::domain::booking::Appointment;
use grappe::domain::calendar::DecisionKind;
use grappe::domain::ical::{Options, busy};
use grappe::domain::time::{Interval, Zone, merged};
use grappe::store::{Fault, OwnEvent};

use super::Story;
use super::phone::Edit;
use crate::support::house::instant;

/// An event of the calendar.
struct There {
    interval: Option<Interval>,
    is_cancelled: bool,
}

impl Story {
    /// What is not as it has to be; nothing where all is well.
    ///
    /// Every appointment that stands has exactly one event of ours, at its time, or an open question says why not. No event of ours is
    /// without such an appointment. What else is in the calendar takes exactly its time. Nobody lost an appointment but by the desk.
    pub(super) async fn differences(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let server = self.phone.all();
        let (events, questions) = (self.own_events().await, self.questions().await);
        let mut ours = ours_on(&server, &events);
        for (family, booked) in &self.booked {
            let row = self.standing_for(*booked).await;
            if row.status.is_called_off() || row.practitioner != self.practitioner {
                wrong.push(format!("{family}: {:?} by nobody at the desk", row.status));
                continue;
            }
            let of_row = |event: &&OwnEvent| event.appointment == Some(row.id);
            let Some(event) = events.iter().find(of_row) else {
                wrong.push(format!("{family}: no event"));
                continue;
            };
            let there = ours.remove(&event.id).unwrap_or_default();
            let asked = questions.get(&row.id.0).copied();
            let wrongly = difference(family, &row, &there, asked);
            wrong
                .extend(wrongly.map(|how| format!("{how}, known {:?} at {:?}", event.href, event.confirmed)));
        }
        for (id, there) in ours {
            let is_trace = self.options.keeps_cancelled && there.iter().all(|one| one.is_cancelled);
            if !is_trace {
                wrong.push(format!("event {id} of ours is of no appointment"));
            }
        }
        let (expected, taken) = (self.taken_on(&server, &events), self.taken_here());
        if expected != taken {
            wrong.push(format!("taken there {expected:?}, here {taken:?}"));
        }
        let problems = self.practice.problems().await;
        if !problems.is_empty() {
            wrong.push(format!("{problems:?}"));
        }
        wrong
    }

    /// The event of an appointment.
    pub(super) async fn own_event_of(&self, row: &Appointment) -> Option<OwnEvent> {
        let events = self.own_events().await;
        events.into_iter().find(|event| event.appointment == Some(row.id))
    }

    async fn own_events(&self) -> Vec<OwnEvent> {
        let link = self.link;
        let store = self.practice.app.store();
        store
            .read(move |db| -> Result<_, Fault> { db.own_events(link) })
            .await
            .unwrap()
    }

    /// The open question about each appointment as it stands now.
    async fn questions(&self) -> BTreeMap<i64, DecisionKind> {
        let mut asked = BTreeMap::new();
        for open in self.practice.app.open_calendar_decisions().await.unwrap() {
            if let Some(id) = open.appointment.filter(|_| open.kind.is_question()) {
                asked.insert(self.standing_for(id).await.id.0, open.kind);
            }
        }
        asked
    }

    /// What the calendar takes besides our appointments, from now on.
    fn taken_on(&self, server: &BTreeMap<String, String>, events: &[OwnEvent]) -> Vec<Interval> {
        let own: BTreeSet<String> = events
            .iter()
            .map(|event| format!("{}{}", event.id, super::DOMAIN))
            .collect();
        let options = Options {
            own: Some(&own),
            ..Options::default()
        };
        let read = |body: &String| busy(body.as_bytes(), zone(), horizon(), &options).busy.unwrap();
        let all = server.values().flat_map(read).map(|busy| busy.interval);
        self.coming(merged(all.collect()))
    }

    fn taken_here(&self) -> Vec<Interval> {
        self.coming(self.practice.app.agenda().busy(self.practitioner).to_vec())
    }

    fn coming(&self, all: Vec<Interval>) -> Vec<Interval> {
        let now = self.practice.app.now();
        let rest = all
            .into_iter()
            .filter_map(|one| Interval::new(one.start.max(now), one.end));
        rest.filter(|one| !one.is_empty()).collect()
    }
}

/// Our events by the left half of their UID. One that was forgotten with its appointment, and put back by somebody, takes time as any
/// other.
fn ours_on(server: &BTreeMap<String, String>, events: &[OwnEvent]) -> BTreeMap<String, Vec<There>> {
    let mut ours: BTreeMap<String, Vec<There>> = BTreeMap::new();
    for body in server.values() {
        let event = Edit::of(body);
        let id = event.value("UID").and_then(|uid| uid.strip_suffix(super::DOMAIN));
        let Some(id) = id.filter(|id| events.iter().any(|event| event.id == *id)) else {
            continue;
        };
        ours.entry(id.to_owned()).or_default().push(There {
            is_cancelled: event.value("STATUS") == Some("CANCELLED"),
            interval: first_time(Edit::of(body)),
        });
    }
    ours
}

/// What is wrong with the events of one appointment.
fn difference(
    family: &str,
    row: &Appointment,
    there: &[There],
    asked: Option<DecisionKind>,
) -> Option<String> {
    let times: Vec<_> = there.iter().map(|one| one.interval).collect();
    let is_well = match (there, asked) {
        ([], Some(DecisionKind::Deleted)) => true,
        ([one], Some(DecisionKind::Deleted)) => one.is_cancelled,
        ([one], Some(DecisionKind::MoveAsked)) => !one.is_cancelled && one.interval != Some(row.interval),
        ([one], None) => !one.is_cancelled && one.interval == Some(row.interval),
        _ => false,
    };
    (!is_well).then(|| format!("{family} at {:?}: there {times:?}, asked {asked:?}", row.interval))
}

/// When it begins and ends, whatever else it says.
pub(crate) fn first_time(event: Edit) -> Option<Interval> {
    let plain = event.without("TRANSP").without("STATUS").without("RRULE");
    let read = busy(plain.body().as_bytes(), zone(), horizon(), &Options::default());
    read.busy.ok()?.first().map(|busy| busy.interval)
}

fn zone() -> Zone {
    Zone::named("Europe/Paris").unwrap()
}

fn horizon() -> Interval {
    Interval::new(instant("2026-02-01T00:00:00Z"), instant("2027-01-01T00:00:00Z")).unwrap()
}
