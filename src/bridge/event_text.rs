//! What an event of ours says of an appointment: as much as the practice chose for this calendar (caldav §4.3).

use crate::app::CalendarTask;
use crate::domain::booking::{Appointment, Status};
use crate::domain::calendar::Privacy;
use crate::domain::ical::{OwnEventText, Standing};
use crate::domain::patient::{Language, Patient};
use crate::i18n::Texts;
use crate::store::{CalendarLink, Wish};

/// The words of a task; `None` where there is nothing to stand there. `base`: address of the pages, without a closing slash.
pub(super) fn event_text(
    task: &CalendarTask,
    link: &CalendarLink,
    base: Option<&str>,
) -> Option<OwnEventText> {
    let write = &task.write;
    let appointment = task.appointment.as_ref().filter(|_| write.wish == Wish::Present);
    let nameless = || write.event.confirmed.map(|(_, stood)| stood);
    let interval = match (write.wish, appointment) {
        (Wish::Present, Some(row)) => row.interval,
        (Wish::Nameless, _) => nameless()?,
        (Wish::Present, None) | (Wish::Absent, _) => return None,
    };
    let t = Texts::of(Language::Fr);
    let mut text = OwnEventText {
        uid: format!("{}@{}", write.event.id, link.domain),
        revision: write.revision.0,
        revised: write.revised,
        appointment: appointment.map(|row| row.id.0),
        sequence: task.sequence,
        interval,
        summary: t.text("calendar-event").into_owned(),
        standing: appointment.map_or(Standing::Confirmed, |row| standing(row.status)),
        location: task.places.join(", "),
        description: String::new(),
        hidden: None,
        zone: (!link.options.writes_utc).then_some(task.zone),
        reminds: link.options.reminds_minutes,
    };
    if let Some(row) = appointment {
        said(&mut text, (task, row), link.privacy, base);
    }
    Some(text)
}

fn standing(status: Status) -> Standing {
    match status {
        Status::Requested => Standing::Tentative,
        status if status.is_called_off() => Standing::Cancelled,
        _ => Standing::Confirmed,
    }
}

fn said(
    text: &mut OwnEventText,
    (task, row): (&CalendarTask, &Appointment),
    privacy: Privacy,
    base: Option<&str>,
) {
    let page = base.map(|base| format!("{base}/admin/appointments/{}", row.id));
    let t = Texts::of(Language::Fr);
    let phone = task.patient.as_ref().and_then(|patient| patient.phone.as_ref());
    let phone = phone.map(|phone| t.phone(phone.as_str()));
    match (privacy, &task.patient) {
        (Privacy::Full, Some(patient)) => {
            let name = format!(
                "{} {}",
                patient.family_name.as_str().to_uppercase(),
                patient.given_name.as_str()
            );
            text.summary = joined(&name, &task.care);
            let lines = [phone, Some(row.note.clone()), page];
            let lines: Vec<String> = lines
                .into_iter()
                .flatten()
                .filter(|line| !line.is_empty())
                .collect();
            text.description = lines.join("\n");
        }
        (privacy, patient) => {
            if let (Privacy::Initials, Some(patient)) = (privacy, patient) {
                text.summary = joined(&task.care, &initials(patient));
            }
            text.description = page.unwrap_or_default();
            text.hidden = phone;
        }
    }
}

fn joined(first: &str, second: &str) -> String {
    match (first.is_empty(), second.is_empty()) {
        (false, false) => format!("{first}, {second}"),
        (false, true) => first.to_owned(),
        (true, _) => second.to_owned(),
    }
}

fn initials(patient: &Patient) -> String {
    let initial = |name: &str| {
        name.chars()
            .next()
            .map(|letter| format!("{}.", letter.to_uppercase()))
    };
    let both = [
        initial(patient.given_name.as_str()),
        initial(patient.family_name.as_str()),
    ];
    both.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
