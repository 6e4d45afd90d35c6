//! What stands beside the record on its page: appointments, relatives, consents.

use super::fields::written_date;
use super::line::PatientLine;
use crate::app::{PatientFile, ReminderChoice};
use crate::domain::booking::Appointment;
use crate::domain::consent::ConsentKind;
use crate::domain::id::PatientId;
use crate::domain::waiting_list::WaitingEntry;
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::admin::absences::standing_words;
use crate::web::extract::Visit;

/// An appointment in the list.
pub(super) struct Row {
    pub(super) href: String,
    pub(super) when: String,
    pub(super) what: String,
    pub(super) state: String,
    pub(super) is_late: bool,
}

/// A relative: who, in which way.
pub(super) struct RelativeRow {
    pub(super) id: PatientId,
    pub(super) name: String,
    pub(super) born: String,
    pub(super) words: String,
    /// `for`: this patient books for the other one.
    pub(super) way: &'static str,
}

/// Something that was agreed to.
pub(super) struct ConsentRow {
    pub(super) id: i64,
    pub(super) what: String,
    pub(super) when: String,
    pub(super) withdrawn: Option<String>,
}

/// Ready to print.
pub(super) struct Sections {
    pub(super) coming: Vec<Row>,
    pub(super) past: Vec<Row>,
    /// What they wait for: the entry's page and its words.
    pub(super) waiting: Vec<(String, String)>,
    pub(super) relatives: Vec<RelativeRow>,
    pub(super) household: Vec<PatientLine>,
    pub(super) consents: Vec<ConsentRow>,
    pub(super) consent_kinds: [ConsentKind; 2],
    /// Channels of reminders: key, what stands, whether they are sent.
    pub(super) reminders: Vec<(&'static str, String, bool)>,
    /// Where the person stands with no-shows; empty when there is nothing to say.
    pub(super) standing: String,
    pub(super) is_phone_only: bool,
    pub(super) desk_note: String,
}

impl Sections {
    pub(super) fn of(web: &Web, visit: &Visit, file: &PatientFile) -> Self {
        let (t, now, agenda) = (visit.texts(), web.app.now(), web.app.agenda());
        let today = agenda.zone().date(now);
        let is_coming = |a: &&Appointment| a.interval.end > now && a.status.takes_time();
        let all = file.appointments.iter();
        let (coming, past): (Vec<&Appointment>, Vec<&Appointment>) = all.partition(is_coming);
        let rows = |all: Vec<&Appointment>| {
            all.into_iter()
                .map(|a| row(web, visit, file, a))
                .collect::<Vec<_>>()
        };
        let mut past = rows(past);
        past.reverse();
        let household = file.household.iter().map(|one| PatientLine::of(t, one, today));
        Self {
            coming: rows(coming),
            past,
            waiting: file
                .waiting
                .iter()
                .map(|entry| waiting(web, visit, entry))
                .collect(),
            relatives: relatives(visit, file),
            household: household.collect(),
            consents: consents(web, visit, file),
            consent_kinds: ConsentKind::ALL,
            reminders: file.reminders.iter().map(|choice| reminded(t, *choice)).collect(),
            standing: if file.standing.missed > 0 {
                standing_words(t, &file.standing)
            } else {
                String::new()
            },
            is_phone_only: file.marks.is_phone_only,
            desk_note: file.marks.desk_note.clone(),
        }
    }
}

fn reminded(t: Texts, choice: ReminderChoice) -> (&'static str, String, bool) {
    let (key, state) = (choice.channel.key(), if choice.is_on { "on" } else { "off" });
    let words = t.text(&format!("choice-{key}-{state}")).into_owned();
    (key, words, choice.is_on)
}

fn waiting(web: &Web, visit: &Visit, entry: &WaitingEntry) -> (String, String) {
    let (t, agenda) = (visit.texts(), web.app.agenda());
    let care = agenda.set_up().care_types.get(&entry.care);
    let care = care.map_or("", |care| care.name.as_str());
    (
        visit.link(&format!("/admin/waiting/{}", entry.id)),
        t.with("waiting-for", &[("care", care.into())]),
    )
}

pub(super) fn row(web: &Web, visit: &Visit, file: &PatientFile, a: &Appointment) -> Row {
    let (t, agenda) = (visit.texts(), web.app.agenda());
    let care = agenda.set_up().care_types.get(&a.care);
    let person = agenda.set_up().practitioners.get(&a.practitioner);
    Row {
        href: visit.link(&format!("/admin/appointments/{}", a.id)),
        when: t.moment(agenda.zone(), a.interval.start),
        what: format!(
            "{}, {}",
            care.map_or("", |c| c.name.as_str()),
            person.map_or("", |p| p.name.as_str())
        ),
        state: t.text(&format!("state-{}", a.status.key())).into_owned(),
        is_late: file.late.contains(&a.id),
    }
}

fn relatives(visit: &Visit, file: &PatientFile) -> Vec<RelativeRow> {
    let t = visit.texts();
    let row = |relative: &crate::app::Relative| {
        let kind = t.text(&format!("kinship-{}", relative.kind.key())).to_lowercase();
        let (key, way) = if relative.is_contact {
            ("relatives-books-for-this", "by")
        } else {
            ("relatives-is-booked-for", "for")
        };
        RelativeRow {
            id: relative.person.id,
            name: relative.person.sort_name(),
            born: relative.person.born.map_or_else(String::new, written_date),
            words: t.with(key, &[("kind", kind.into())]),
            way,
        }
    };
    file.relatives.iter().map(row).collect()
}

fn consents(web: &Web, visit: &Visit, file: &PatientFile) -> Vec<ConsentRow> {
    let (t, zone) = (visit.texts(), web.app.agenda().zone());
    let row = |consent: &crate::store::Consent| {
        let source = if consent.is_online {
            "consent-online"
        } else {
            "consent-desk"
        };
        let when = [
            ("when", t.moment(zone, consent.given).into()),
            ("version", consent.version.as_str().into()),
        ];
        ConsentRow {
            id: consent.id,
            what: t
                .text(&format!("consent-kind-{}", consent.kind.key()))
                .into_owned(),
            when: t.with(source, &when),
            withdrawn: consent
                .withdrawn
                .map(|at| t.with("consent-withdrawn", &[("when", t.moment(zone, at).into())])),
        }
    };
    file.consents.iter().map(row).collect()
}
