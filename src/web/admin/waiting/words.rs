//! Lines of the list and of the offers, ready to print.

use chrono::{Datelike as _, NaiveDate, TimeDelta};

use crate::app::{OfferRow, WaitingRow};
use crate::domain::agenda::{Agenda, SetUp};
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::time::{DayTime, Instant, Zone};
use crate::domain::waiting_list::{Channel, EntryState, Urgency, Weekdays, Wishes};
use crate::i18n::Texts;
use crate::store::WaitingOfferState;
use crate::web::extract::Visit;
use crate::web::waiting::{LEAST_READY, a_week};

/// Somebody who waits.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) care: String,
    pub(super) wishes: String,
    /// « sur la liste depuis le …, jusqu'au … ».
    pub(super) since: String,
    /// When the booking is that would be replaced.
    pub(super) replaced: Option<String>,
    /// Urgency, pause, open offer.
    pub(super) tags: Vec<String>,
}

/// An offer.
#[derive(Clone, Debug)]
pub(super) struct OfferLine {
    pub(super) id: i64,
    pub(super) href: String,
    pub(super) name: String,
    /// When, with whom, for what.
    pub(super) what: String,
    pub(super) made: String,
    /// State, and until when while it is open.
    pub(super) state: String,
    pub(super) is_open: bool,
    /// To be phoned by the practice.
    pub(super) is_call: bool,
    /// The number for `tel:` and as it is read.
    pub(super) phone: Option<(String, String)>,
    /// From when on somebody may phone; `None`: now.
    pub(super) not_before: Option<String>,
}

/// The last local day on which something is offered, for an entry that expires then.
pub(super) fn last_day(zone: Zone, expires: Instant) -> NaiveDate {
    zone.date(expires - TimeDelta::seconds(1))
}

impl Line {
    pub(super) fn of(visit: &Visit, agenda: &Agenda, row: &WaitingRow) -> Self {
        let (t, zone, entry) = (visit.texts(), agenda.zone(), &row.entry);
        let mut tags = Vec::new();
        if entry.urgency != Urgency::Normal {
            tags.push(t.text(&urgency_key(entry.urgency)).into_owned());
        }
        if entry.state == EntryState::Paused {
            tags.push(t.text("waiting-state-paused").into_owned());
        }
        if row
            .offers
            .iter()
            .any(|offer| offer.state == WaitingOfferState::Open)
        {
            tags.push(t.text("offer-state-open").into_owned());
        }
        let since = t.day_short(zone.date(entry.created));
        let until = t.day_short(last_day(zone, entry.expires));
        Self {
            href: visit.link(&format!("/admin/waiting/{}", entry.id)),
            name: row.patient.sort_name(),
            care: care_name(agenda, entry.care),
            wishes: in_words(t, agenda.set_up(), &entry.wishes),
            since: t.with(
                "waiting-since-until",
                &[("date", since.into()), ("until", until.into())],
            ),
            replaced: row.replaced.as_ref().map(|old| {
                let when = t.moment_short(zone, old.interval.start);
                t.with("waiting-has", &[("when", when.into())])
            }),
            tags,
        }
    }
}

impl OfferLine {
    /// `phoned_from`: nobody is phoned before.
    pub(super) fn of(
        visit: &Visit,
        agenda: &Agenda,
        (now, phoned_from): (Instant, Instant),
        row: &OfferRow,
    ) -> Self {
        let (t, offer) = (visit.texts(), &row.offer);
        let is_open = offer.state == WaitingOfferState::Open && offer.expires > now;
        let is_call = offer.channel == Channel::Phone;
        let phone = row.patient.phone.as_ref().filter(|_| is_call);
        Self {
            id: offer.id.0,
            href: visit.link(&format!("/admin/waiting/{}", offer.entry)),
            name: row.patient.sort_name(),
            what: what(t, agenda, (row.time.care, offer.practitioner), offer.start),
            made: made(t, agenda, row),
            state: state(t, agenda, row, is_open),
            is_open,
            is_call,
            not_before: (is_call && is_open && now < phoned_from).then(|| {
                let when = t.moment_short(agenda.zone(), phoned_from);
                t.with("offer-call-from", &[("when", when.into())])
            }),
            phone: phone.map(|phone| (phone.as_str().to_owned(), t.phone(phone.as_str()))),
        }
    }
}

fn made(t: Texts, agenda: &Agenda, row: &OfferRow) -> String {
    let when = t.moment_short(agenda.zone(), row.offer.created);
    let key = match (row.offer.channel, row.offer.is_by_hand) {
        (Channel::Email, false) => "offer-made-email",
        (Channel::Email, true) => "offer-made-email-by-hand",
        (Channel::Phone, false) => "offer-made-phone",
        (Channel::Phone, true) => "offer-made-phone-by-hand",
    };
    t.with(key, &[("when", when.into())])
}

fn state(t: Texts, agenda: &Agenda, row: &OfferRow, is_open: bool) -> String {
    if is_open {
        let until = t.moment_short(agenda.zone(), row.offer.expires);
        return t.with("offer-open-until", &[("when", until.into())]);
    }
    let key = match row.offer.state {
        // Nobody has noticed yet that its time is over.
        WaitingOfferState::Open => WaitingOfferState::Ignored.key(),
        state => state.key(),
    };
    t.text(&format!("offer-state-{key}")).into_owned()
}

/// « mardi 3 mars, 9 h · Dr Martin · Consultation ».
pub(super) fn what(
    t: Texts,
    agenda: &Agenda,
    (care, practitioner): (CareTypeId, PractitionerId),
    start: Instant,
) -> String {
    let who = agenda.set_up().practitioners.get(&practitioner);
    let who = who.map_or("", |p| p.name.as_str());
    format!(
        "{} · {who} · {}",
        t.moment_short(agenda.zone(), start),
        care_name(agenda, care)
    )
}

pub(super) fn care_name(agenda: &Agenda, care: CareTypeId) -> String {
    let care = agenda.set_up().care_types.get(&care);
    care.map_or_else(String::new, |care| care.name.clone())
}

pub(super) fn urgency_key(urgency: Urgency) -> String {
    format!("waiting-urgency-{}", urgency.key())
}

/// What suits, in one line: « Dr Martin · mardi, jeudi · 9 h – 12 h · jusqu'au 3 mars ».
pub(in crate::web::admin) fn in_words(t: Texts, set_up: &SetUp, wishes: &Wishes) -> String {
    let mut parts = Vec::new();
    let names = wishes
        .practitioners
        .iter()
        .filter_map(|id| set_up.practitioners.get(id));
    let names: Vec<&str> = names.map(|p| p.name.as_str()).collect();
    parts.push(if names.is_empty() {
        t.text("waiting-anybody").into_owned()
    } else {
        names.join(", ")
    });
    if wishes.days != Weekdays::ALL {
        let days = a_week().filter(|date| wishes.days.contains(date.weekday()));
        parts.push(days.map(|date| t.weekday(date)).collect::<Vec<_>>().join(", "));
    }
    if (wishes.from, wishes.to) != (DayTime::START, DayTime::END) {
        let hour = |time: DayTime| time.time().map_or_else(|| "24 h".to_owned(), |time| t.hour(time));
        let (from, to) = (hour(wishes.from), hour(wishes.to));
        parts.push(if wishes.from == DayTime::START {
            t.with("waiting-before-hour", &[("hour", to.into())])
        } else if wishes.to == DayTime::END {
            t.with("waiting-after-hour", &[("hour", from.into())])
        } else {
            format!("{from} – {to}")
        });
    }
    if let Some(date) = wishes.earliest {
        parts.push(t.with("waiting-from-date", &[("date", t.day_short(date).into())]));
    }
    if let Some(date) = wishes.latest {
        parts.push(t.with("waiting-to-date", &[("date", t.day_short(date).into())]));
    }
    if wishes.ready_minutes > LEAST_READY {
        let length = t.length(TimeDelta::minutes(wishes.ready_minutes.into()));
        parts.push(t.with("waiting-ready-in", &[("length", length.into())]));
    }
    parts.join(" · ")
}
