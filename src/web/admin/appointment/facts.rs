//! What is said of an appointment.

use chrono::NaiveDate;

use crate::app::{AppointmentSheet, Mismatch};
use crate::domain::agenda::Agenda;
use crate::domain::booking::{Appointment, Origin, Status};
use crate::domain::contact::{Email, Phone};
use crate::domain::time::Instant;
use crate::i18n::Texts;
use crate::web::admin::absences::standing_words;
use crate::web::admin::patients::PatientLine;

/// States of the day in the order of a visit, then the others, then taking one back.
const MARKS: [Status; 7] = [
    Status::Arrived,
    Status::InProgress,
    Status::Done,
    Status::NoShow,
    Status::Excused,
    Status::LeftUnseen,
    Status::Confirmed,
];

/// Words of an appointment, ready to print.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub(super) id: i64,
    pub(super) version: i64,
    pub(super) date: NaiveDate,
    pub(super) when: String,
    pub(super) length: String,
    pub(super) minutes: i64,
    pub(super) practitioner: String,
    pub(super) care: String,
    pub(super) state: String,
    pub(super) status: Status,
    pub(super) is_orphan: bool,
    /// The visit before, where one was missed and nobody has decided.
    pub(super) frozen: Option<i64>,
    /// What the patient declared and the file does not bear out.
    pub(super) to_check: Vec<String>,
    /// Questions with what the patient answered.
    pub(super) answers: Vec<(String, String)>,
    pub(super) video: Option<String>,
    pub(super) is_future: bool,
    /// Marking its state is what somebody came for.
    pub(super) is_today: bool,
    pub(super) overbooking: Option<String>,
    pub(super) seats: Option<String>,
    pub(super) rooms: String,
    pub(super) origin: String,
    pub(super) created: String,
    /// The hour told at booking, when the rules of the zone changed since (booking-rules §1.1).
    pub(super) other_reading: Option<String>,
    pub(super) patient: PatientLine,
    /// E.164, for `tel:` links.
    pub(super) tel: String,
    pub(super) email: String,
    /// Number and words of the appointments it is tied to.
    pub(super) replacement: Option<i64>,
    pub(super) moved_from: Option<i64>,
    pub(super) follows: Option<i64>,
    /// State and key of its button.
    pub(super) marks: Vec<(&'static str, String)>,
    /// Whether the patient came late; `None` where that cannot be said.
    pub(super) late: Option<bool>,
    /// What is to be known about no-shows and confirmed presence.
    pub(super) remarks: Vec<String>,
    /// What the patient says of a no-show; the practice has not decided yet.
    pub(super) contest: Option<String>,
}

impl Facts {
    /// In words; `now` decides on what can be marked.
    pub(super) fn of(t: Texts, agenda: &Agenda, now: Instant, sheet: &AppointmentSheet) -> Self {
        let (a, patient) = (&sheet.appointment, &sheet.patient);
        let (set_up, zone) = (agenda.set_up(), agenda.zone());
        let start = a.interval.start;
        let reading = zone.wall(start).reading;
        let rooms = a.resources.iter().filter_map(|id| set_up.resources.get(id));
        let person = set_up.practitioners.get(&a.practitioner);
        let care = set_up.care_types.get(&a.care);
        let tel = patient.phone.as_ref().map(Phone::as_str);
        let email = patient.email.as_ref().map(Email::as_str);
        Self {
            id: a.id.0,
            answers: (sheet.answers.iter())
                .map(|d| (d.question.clone(), d.answer.clone()))
                .collect(),
            video: sheet.video.clone(),
            version: a.version,
            date: zone.date(start),
            when: t.moment(zone, start),
            length: t.length(a.interval.length()),
            minutes: a.interval.length().num_minutes(),
            practitioner: person.map_or_else(String::new, |p| p.name.clone()),
            care: care.map_or_else(String::new, |c| c.name.clone()),
            state: t.text(&format!("state-{}", a.status.key())).into_owned(),
            status: a.status,
            is_orphan: sheet.is_orphan,
            frozen: a.follows.filter(|_| sheet.frozen.contains(&a.id)).map(|id| id.0),
            to_check: to_check(t, &sheet.to_check),
            is_future: start > now,
            is_today: zone.date(start) == zone.date(now),
            overbooking: a.overbooking.as_ref().map(|o| o.reason.clone()),
            seats: (a.capacity > 1).then(|| format!("{}/{}", a.seats, a.capacity)),
            rooms: rooms
                .map(|unit| unit.name.as_str())
                .collect::<Vec<_>>()
                .join(", "),
            origin: t.text(origin(a.origin)).into_owned(),
            created: t.moment(zone, a.created),
            other_reading: (reading != a.wall_start).then(|| t.hour(a.wall_start.time())),
            patient: PatientLine::of(t, patient, zone.date(now)),
            tel: tel.unwrap_or("").to_owned(),
            email: email.unwrap_or("").to_owned(),
            replacement: sheet.replacement.map(|id| id.0),
            moved_from: a.moved_from.map(|id| id.0),
            follows: a.follows.map(|id| id.0),
            marks: marks(t, a, now),
            late: (sheet.is_late || may_be_late(a, now)).then_some(sheet.is_late),
            remarks: remarks(t, agenda, sheet),
            contest: undecided(sheet),
        }
    }
}

impl Facts {
    /// Waits for an answer.
    pub(super) fn is_requested(&self) -> bool {
        self.status == Status::Requested
    }

    /// A place in a group, whose length is the group's.
    pub(super) fn is_group(&self) -> bool {
        self.seats.is_some()
    }

    /// May still become longer or shorter.
    pub(super) fn may_change_length(&self) -> bool {
        self.status.may_change_length() && !self.is_group()
    }

    /// May still be moved or cancelled.
    pub(super) fn is_pending(&self) -> bool {
        self.status.is_pending()
    }
}

/// What may be marked now: nobody is a no-show before the hour, and requests are answered instead.
fn marks(t: Texts, a: &Appointment, now: Instant) -> Vec<(&'static str, String)> {
    if a.status == Status::Requested {
        return Vec::new();
    }
    let is_early = a.interval.start > now;
    let possible = MARKS
        .iter()
        .filter(|next| a.status.may_become(**next) && !(**next == Status::NoShow && is_early));
    possible
        .map(|next| (next.key(), t.text(&format!("mark-{}", next.key())).into_owned()))
        .collect()
}

fn may_be_late(a: &Appointment, now: Instant) -> bool {
    a.interval.start <= now && a.status.takes_time() && a.status != Status::Requested
}

fn undecided(sheet: &AppointmentSheet) -> Option<String> {
    let contest = sheet
        .contest
        .as_ref()
        .filter(|contest| contest.decision.is_none());
    contest.map(|contest| contest.words.clone())
}

fn remarks(t: Texts, agenda: &Agenda, sheet: &AppointmentSheet) -> Vec<String> {
    let moment = |at| t.moment(agenda.zone(), at);
    let confirmed = sheet
        .presence
        .confirmed
        .map(|at| t.with("presence-confirmed", &[("when", moment(at).into())]));
    let asked = sheet.presence.asked.filter(|_| confirmed.is_none());
    let asked = asked.map(|at| t.with("presence-asked", &[("when", moment(at).into())]));
    let missed = i64::from(sheet.standing.missed);
    let delay = sheet
        .delay
        .map(|minutes| t.with("delay-said", &[("minutes", minutes.into())]));
    let standing = (missed > 0).then(|| standing_words(t, &sheet.standing));
    delay
        .into_iter()
        .chain(confirmed)
        .chain(asked)
        .chain(standing)
        .collect()
}

fn to_check(t: Texts, mismatches: &[Mismatch]) -> Vec<String> {
    let key = |mismatch: &Mismatch| match mismatch {
        Mismatch::SaidNew => "to-check-said-new",
        Mismatch::SaidKnown => "to-check-said-known",
        Mismatch::OtherBirthDate => "to-check-other-birth",
    };
    mismatches
        .iter()
        .map(|found| t.text(key(found)).into_owned())
        .collect()
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Online => "origin-online",
        Origin::Desk => "origin-desk",
        Origin::Api => "origin-api",
        Origin::Import => "origin-import",
    }
}
