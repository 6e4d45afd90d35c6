//! The screen on which an illness is declared.

use askama::Template;
use chrono::NaiveDate;

use super::PATH;
use crate::app::{ChangeRefusal, Failure, PatientList};
use crate::domain::booking::Appointment;
use crate::domain::id::PractitionerId;
use crate::domain::patient::Patient;
use crate::domain::practitioner::Practitioner;
use crate::sys::ids;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::extract::{FieldErrors, Form, Visit, worded};
use crate::web::view::Layout;

#[derive(Template)]
#[template(path = "admin/ill.html")]
pub(super) struct IllPage {
    page: Layout,
    desk: Desk,
    action: String,
    people: Vec<(PractitionerId, String, bool)>,
    until: String,
    today: NaiveDate,
    errors: Vec<(&'static str, String)>,
    /// Chosen and known: the second half is shown.
    chosen: Option<Chosen>,
    /// Said above everything.
    pub(super) trouble: Option<String>,
}

struct Chosen {
    id: PractitionerId,
    name: String,
    key: String,
    is_offering: bool,
    note: String,
    rows: Vec<Row>,
    without_email: usize,
}

struct Row {
    when: String,
    who: String,
    phone: String,
    has_email: bool,
}

/// Whom and until when; what is missing is guessed, what is wrong is refused at its field.
pub(super) struct Asked {
    pub(super) practitioner: Option<PractitionerId>,
    pub(super) until: NaiveDate,
}

/// Those whose absence this person may declare, in order of name.
fn people<'a>(staff: &Staff, agenda: &'a crate::domain::agenda::Agenda) -> Vec<&'a Practitioner> {
    let all = agenda.set_up().practitioners.values();
    let mut here: Vec<_> = all
        .filter(|p| !p.is_archived && staff.0.member.may_change_hours_of(Some(p.id)))
        .collect();
    here.sort_by(|a, b| a.name.cmp(&b.name));
    here
}

/// Reads the first half of the form.
pub(super) fn asked(web: &Web, visit: &Visit, staff: &Staff, form: &Form, errors: &mut FieldErrors) -> Asked {
    let agenda = web.app.agenda();
    let today = agenda.zone().date(web.app.now());
    let here = people(staff, &agenda);
    let typed = form.get("practitioner");
    let found = here.iter().find(|p| p.id.to_string() == typed).map(|p| p.id);
    let guessed = match here.as_slice() {
        [only] => Some(only.id),
        _ => staff.0.member.practitioner,
    };
    if !typed.is_empty() && found.is_none() {
        let problem = crate::domain::contact::FieldProblem::UnknownChoice;
        errors.add("practitioner", worded(visit.texts(), &problem));
    }
    let until = match form.get("until") {
        "" => today,
        text => match text.parse::<NaiveDate>() {
            Ok(date) if date >= today && (date - today).num_days() <= 366 => date,
            Ok(_) => {
                errors.add("until", visit.texts().text("ill-until-wrong").into_owned());
                today
            }
            Err(_) => {
                let problem = crate::domain::contact::FieldProblem::Malformed;
                errors.add("until", worded(visit.texts(), &problem));
                today
            }
        },
    };
    Asked {
        practitioner: if typed.is_empty() { guessed } else { found },
        until,
    }
}

/// The screen with what was typed and what is wrong.
pub(super) async fn page(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    (form, errors): (&Form, &FieldErrors),
) -> Result<IllPage, Halt> {
    let asked = asked(web, visit, staff, form, &mut FieldErrors::default());
    let agenda = web.app.agenda();
    let today = agenda.zone().date(web.app.now());
    let chosen = match asked.practitioner {
        None => None,
        Some(id) => {
            web.app.note_look(PatientList::Ill, staff.0.actor()).await?;
            let found = web.app.ill_preview(id, asked.until).await?;
            Some(chosen(web, visit, (id, found), form))
        }
    };
    let typed_until = form.get("until");
    Ok(IllPage {
        page: layout(web, visit, visit.texts().text("ill-title")),
        desk: Desk::of(web, visit, staff, Section::Agenda),
        action: visit.link(PATH),
        people: people(staff, &agenda)
            .iter()
            .map(|p| (p.id, p.name.clone(), asked.practitioner == Some(p.id)))
            .collect(),
        until: if typed_until.is_empty() {
            today.to_string()
        } else {
            typed_until.to_owned()
        },
        today,
        errors: ["practitioner", "until", "note"]
            .into_iter()
            .filter_map(|name| Some((name, errors.of(name)?.to_owned())))
            .collect(),
        chosen,
        trouble: None,
    })
}

fn chosen(
    web: &Web,
    visit: &Visit,
    (id, found): (PractitionerId, Vec<(Appointment, Patient)>),
    form: &Form,
) -> Chosen {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let row = |(appointment, patient): &(Appointment, Patient)| Row {
        when: t.moment_short(agenda.zone(), appointment.interval.start),
        who: patient.sort_name(),
        phone: patient
            .phone
            .as_ref()
            .map_or_else(String::new, |p| t.phone(p.as_str())),
        has_email: patient.email.is_some(),
    };
    let set_up = agenda.set_up();
    Chosen {
        id,
        name: set_up
            .practitioners
            .get(&id)
            .map_or_else(String::new, |p| p.name.clone()),
        key: match form.get("key") {
            "" => ids::token(),
            key => key.to_owned(),
        },
        is_offering: form.get("tell") == "offer",
        note: form.get("note").to_owned(),
        without_email: found
            .iter()
            .filter(|(_, patient)| patient.email.is_none())
            .count(),
        rows: found.iter().map(row).collect(),
    }
}

impl IllPage {
    fn error(&self, name: &str) -> Option<&String> {
        self.errors
            .iter()
            .find(|(of, _)| *of == name)
            .map(|(_, text)| text)
    }
}

/// What a refusal of the change means here.
pub(super) fn trouble(visit: &Visit, refusal: ChangeRefusal) -> String {
    let key = match refusal {
        ChangeRefusal::NotAllowed => "admin-right-missing",
        ChangeRefusal::SavedBefore => "ill-saved-before",
        ChangeRefusal::NotFound | ChangeRefusal::Stale => "setup-changed-meanwhile",
    };
    visit.texts().text(key).into_owned()
}

/// A fault goes on; a refusal is for the page.
pub(super) fn refusal_of<R>(failure: Failure<R>) -> Result<R, Halt> {
    match failure {
        Failure::Refused(refusal) => Ok(refusal),
        Failure::Fault(fault) => Err(fault.into()),
    }
}
