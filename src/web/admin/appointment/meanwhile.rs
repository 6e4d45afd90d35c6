//! What changed under somebody's hands, in words: « Marie a changé l'état à 10 h 12 : Confirmé → Arrivé ».

use crate::app::{ChangeKind, ChangeTold, ChangedBy};
use crate::domain::agenda::Agenda;
use crate::domain::booking::Appointment;
use crate::domain::id::AppointmentId;
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

/// What became of an appointment since a version.
pub(super) struct Since {
    /// The row that stands for it now.
    pub(super) id: AppointmentId,
    /// What happened, in words.
    pub(super) words: Vec<String>,
    /// The note is another one.
    pub(super) is_note_changed: bool,
}

impl Since {
    /// It stands where it stood, and there is nothing to tell.
    pub(super) fn nothing(id: AppointmentId) -> Self {
        Self {
            id,
            words: Vec::new(),
            is_note_changed: false,
        }
    }
}

/// The row that stands for an appointment now, where this person may see it, and what happened since a version.
pub(super) async fn meanwhile(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    (id, seen): (AppointmentId, Option<i64>),
) -> Result<Since, Halt> {
    let Some(seen) = seen else {
        return Ok(Since::nothing(id));
    };
    let meanwhile = web.app.meanwhile(id, seen).await?;
    let now = meanwhile
        .now
        .filter(|row| staff.0.member.reaches(row.practitioner));
    let Some(now) = now else {
        return Ok(Since::nothing(id));
    };
    let agenda = web.app.agenda();
    let changes = meanwhile.changes.iter();
    let words = changes.map(|change| worded(visit.texts(), &agenda, change));
    Ok(Since {
        id: now.id,
        words: words.collect(),
        is_note_changed: meanwhile
            .changes
            .iter()
            .any(|change| change.kind == ChangeKind::Note),
    })
}

fn worded(t: Texts, agenda: &Agenda, change: &ChangeTold) -> String {
    let who = match &change.by {
        ChangedBy::Staff(name) => name.clone(),
        ChangedBy::Patient => t.text("meanwhile-patient").into_owned(),
        ChangedBy::Program => t.text("meanwhile-program").into_owned(),
    };
    let when = t.moment_short(agenda.zone(), change.at);
    let state =
        |status: crate::domain::booking::Status| t.text(&format!("state-{}", status.key())).into_owned();
    let (before, after) = match &change.kind {
        ChangeKind::Note => {
            return t.with("meanwhile-note", &[("who", who.into()), ("when", when.into())]);
        }
        ChangeKind::State(before, after) => (state(*before), state(*after)),
        ChangeKind::Moved(rows) => (place(t, agenda, &rows.0), place(t, agenda, &rows.1)),
    };
    t.with(
        "meanwhile-change",
        &[
            ("who", who.into()),
            ("when", when.into()),
            ("before", before.into()),
            ("after", after.into()),
        ],
    )
}

fn place(t: Texts, agenda: &Agenda, row: &Appointment) -> String {
    let who = agenda.set_up().practitioners.get(&row.practitioner);
    t.with(
        "meanwhile-place",
        &[
            ("when", t.moment_short(agenda.zone(), row.interval.start).into()),
            ("length", t.length(row.interval.length()).into()),
            ("who", who.map_or("", |who| who.name.as_str()).into()),
        ],
    )
}
