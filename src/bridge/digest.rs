//! Bodies of a calendar → what was seen in it: the time that events take, and how ours stand.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use chrono::Days;

use super::dav::{Body, Mark, new_name};
use crate::app::{App, Observed, OwnSeen, Times};
use crate::domain::agenda::Agenda;
use crate::domain::calendar::Stand;
use crate::domain::ical::{Busy, Calendar, Defect, Limits, Options, Part, busy, stand};
use crate::domain::time::{Instant, Interval, Zone};
use crate::store::CalendarLink;
use crate::sys::clock::Clock;
use crate::sys::hash;

/// The horizon where no care type reaches as far: 13 months (caldav §5).
const DAYS_AHEAD: u64 = 396;
/// Read so much farther than is needed: all has to be read again only when that is used up, not every day.
const MARGIN: Days = Days::new(30);
/// What the rules of one resource may take (caldav §5.7).
const PATIENCE: Duration = Duration::from_millis(250);
/// Digits of the left half of a UID of ours.
const ID_DIGITS: usize = 32;

/// How far events are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Horizon {
    /// From today −1 day.
    pub(super) span: Interval,
    /// The end that is needed today: the booking horizon +1 day.
    pub(super) needed: Instant,
}

impl Horizon {
    pub(super) fn of(agenda: &Agenda, now: Instant) -> Self {
        let zone = agenda.zone();
        let today = zone.date(now);
        let cares = agenda.set_up().care_types.values();
        let days = cares.flat_map(|care| {
            let own = care.overrides.values().filter_map(|own| own.horizon_days);
            own.chain([care.terms.horizon_days])
        });
        let days = days.max().map_or(DAYS_AHEAD, u64::from).max(DAYS_AHEAD);
        let end = today + Days::new(days + 1);
        Self {
            span: Interval {
                start: zone.start_of(today - Days::new(1)),
                end: zone.start_of(end + MARGIN),
            },
            needed: zone.start_of(end),
        }
    }
}

/// How bodies are read. Everything in it is a value, so that reading can be done on another thread.
#[derive(Clone)]
pub(super) struct Digest {
    pub(super) zone: Zone,
    pub(super) horizon: Horizon,
    pub(super) domain: String,
    pub(super) all_day_is_free: bool,
    pub(super) clock: Clock,
}

impl Digest {
    pub(super) fn of(app: &App, link: &CalendarLink) -> Self {
        let agenda = app.agenda();
        Self {
            zone: agenda.zone(),
            horizon: Horizon::of(&agenda, app.now()),
            domain: link.domain.clone(),
            all_day_is_free: link.options.ignores_all_day,
            clock: app.clock().clone(),
        }
    }

    /// One member. What was not read in time keeps no state, so that it is asked for again: another time the machine is less busy.
    pub(super) fn observed(&self, body: &Body) -> Observed {
        let (observed, is_late) = self.read(&body.name, &body.data);
        let etag = body.etag.clone().filter(|_| !is_late);
        Observed {
            etag: etag.unwrap_or_default(),
            ..observed
        }
    }

    /// One identity of a file: its name and state are made of what it says.
    pub(super) fn part(&self, part: &Part) -> Observed {
        let (observed, is_late) = self.read(&part_name(part), &part.bytes);
        let etag = if is_late {
            String::new()
        } else {
            hash::sha256_hex(&part.bytes)
        };
        Observed { etag, ..observed }
    }

    /// Without its state; also whether it was not read in time.
    fn read(&self, name: &str, data: &[u8]) -> (Observed, bool) {
        let (uid, has_mark) = identity(data);
        let uid = if uid.is_empty() {
            self.uid_of_name(name).unwrap_or_default()
        } else {
            uid
        };
        let own = self.is_ours(&uid).then(|| self.own(data, &uid)).flatten();
        let (times, is_late) = self.times(data, own.as_ref().map(|own| (&own.stand, uid.as_str())));
        let hash = match &own {
            Some(own) => fields(&own.stand, data),
            None => hash::sha256(data),
        };
        let observed = Observed {
            href: name.to_owned(),
            etag: String::new(),
            hash,
            uid,
            has_mark,
            times,
            own,
        };
        (observed, is_late)
    }

    fn is_ours(&self, uid: &str) -> bool {
        let id = uid.strip_suffix(&format!("@{}", self.domain));
        id.is_some_and(|id| id.len() == ID_DIGITS && id.bytes().all(|b| b.is_ascii_hexdigit()))
    }

    /// An event of ours that cannot be read is still known by its name.
    fn uid_of_name(&self, name: &str) -> Option<String> {
        let id = name.strip_prefix("grappe-")?.strip_suffix(".ics")?;
        let uid = format!("{id}@{}", self.domain);
        (self.is_ours(&uid) && new_name(id) == name).then_some(uid)
    }

    fn own(&self, data: &[u8], uid: &str) -> Option<OwnSeen> {
        let read = stand(data, uid, self.zone)?;
        Some(OwnSeen {
            stand: Stand {
                interval: read.interval,
                is_cancelled: read.is_cancelled,
                is_transparent: read.is_transparent,
                repeats: read.repeats,
                revision: read.revision,
                modified: read.modified,
            },
            body: String::from_utf8_lossy(data).into_owned(),
        })
    }

    /// The time that it takes; also whether it could not be read in time. Of an event of ours the first instance is the appointment's.
    fn times(&self, data: &[u8], own: Option<(&Stand, &str)>) -> (Times, bool) {
        let began = self.clock.elapsed();
        let is_over = || self.clock.elapsed().saturating_sub(began) > PATIENCE;
        let series = own.filter(|(stand, _)| stand.repeats);
        let ours: BTreeSet<String> = series.iter().map(|(_, uid)| (*uid).to_owned()).collect();
        let options = Options {
            own: (!ours.is_empty()).then_some(&ours),
            all_day_is_free: self.all_day_is_free,
            limits: Limits::default(),
            is_over: Some(&is_over),
        };
        match busy(data, self.zone, self.horizon.span, &options).busy {
            Ok(all) => {
                let one = |busy: Busy| {
                    let recurrence = busy.causes.first().and_then(|cause| cause.recurrence);
                    (recurrence, busy.interval)
                };
                // Beside the rest, so that a second event of ours with this identity takes all of its time.
                let first = series.filter(|(stand, _)| !stand.is_cancelled && !stand.is_transparent);
                let first = first.map(|(stand, _)| (None, stand.interval));
                (
                    Times::Read(first.into_iter().chain(all.into_iter().map(one)).collect()),
                    false,
                )
            }
            Err(unread) => {
                tracing::debug!(fault = %unread.fault, "an event of a calendar cannot be read");
                let is_late = unread.fault.defect == Defect::OutOfTime;
                (Times::Quarantined(unread.plain.first().copied()), is_late)
            }
        }
    }
}

/// UID of the first event, empty where there is none, and whether it carries properties of ours.
fn identity(data: &[u8]) -> (String, bool) {
    let calendar = Calendar::read(data, &Limits::default());
    let event = calendar.components.iter().find(|one| one.name == "VEVENT");
    let Some(event) = event else {
        return (Mark::of(data).uid.unwrap_or_default(), false);
    };
    let uid = event.property("UID").map(|uid| uid.value().to_owned());
    let has_mark = event
        .properties
        .iter()
        .any(|property| property.name().to_ascii_uppercase().starts_with("X-GRAPPE-"));
    (uid.unwrap_or_default(), has_mark)
}

/// Of the fields that are ours, however a server writes them.
fn fields(stand: &Stand, data: &[u8]) -> [u8; 32] {
    let mut text = String::new();
    let Interval { start, end } = stand.interval;
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "{}/{}/{}/{}/{:?}",
        start.timestamp(),
        end.timestamp(),
        stand.is_cancelled,
        stand.is_transparent,
        stand.revision
    );
    let calendar = Calendar::read(data, &Limits::default());
    let mut events = calendar.components.iter().filter(|one| one.name == "VEVENT");
    text += &events.find_map(|event| event.text("SUMMARY")).unwrap_or_default();
    hash::sha256(text.as_bytes())
}

/// What the calendar itself could not hand over: nothing of it is known to be gone, and it is asked for again.
pub(super) fn unfetched(name: &str) -> Observed {
    Observed {
        href: name.to_owned(),
        etag: String::new(),
        uid: String::new(),
        hash: [0; 32],
        has_mark: false,
        times: Times::Quarantined(None),
        own: None,
    }
}

/// What the events of one identity of a file are known by.
pub(super) fn part_name(part: &Part) -> String {
    let text = part
        .uid
        .as_ref()
        .map_or(part.bytes.as_slice(), |uid| uid.as_bytes());
    let digest = hash::sha256_hex(text);
    digest.get(..ID_DIGITS).unwrap_or_default().to_owned()
}
