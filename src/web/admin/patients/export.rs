//! `GET /admin/patients/{id}/export.json` and `export.html`: everything about one person, for that person (GDPR art. 15). On record,
//! and counted, so that nobody carries the directory away file by file (security T19).

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use chrono::TimeDelta;

use super::fields::written_date;
use super::sections::{Row, Sections, row};
use crate::app::PatientExport;
use crate::domain::agenda::Agenda;
use crate::domain::booking::Appointment;
use crate::domain::contact::Email;
use crate::domain::id::PatientId;
use crate::domain::time::Zone;
use crate::domain::waiting_list::WaitingEntry;
use crate::i18n::Texts;
use crate::store::{Contest, ContestDecision, Presence};
use crate::web::Web;
use crate::web::admin::audit::{what_words, who_words};
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::admin::waiting::in_words;
use crate::web::answer::{Halt, allowed};
use crate::web::error::Problem;
use crate::web::extract::Visit;
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/patient_export.html")]
struct ExportPage {
    page: Layout,
    name: String,
    made: String,
    /// Name of each fact and the fact.
    facts: Vec<(&'static str, String)>,
    sections: Sections,
    /// Appointments, the oldest first, each with what was noted and said of it.
    visits: Vec<(Row, Vec<String>)>,
    /// Places on the waiting list, in words.
    waiting: Vec<String>,
    /// Question and answer.
    answers: Vec<(String, String)>,
    /// When, what, where it went.
    messages: Vec<(String, String, String)>,
    /// When, who, what.
    log: Vec<(String, String, String)>,
}

/// For machines.
pub(in crate::web::admin) async fn json(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let export = collected(&web, &visit, &staff, &id).await?;
    let kind = HeaderValue::from_static("application/json; charset=utf-8");
    Ok(attached(
        kind,
        "json",
        &export,
        web.app.patient_json(&export).into_response(),
    ))
}

/// For people.
pub(in crate::web::admin) async fn page(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let export = collected(&web, &visit, &staff, &id).await?;
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    let document = document(&web, &visit, &export).await?;
    Ok(attached(kind, "html", &export, document))
}

/// The copy to read, whoever hands it out.
pub(in crate::web) async fn document(
    web: &Web,
    visit: &Visit,
    export: &PatientExport,
) -> Result<Response, Halt> {
    let names = web.app.staff_names().await?;
    let (t, zone) = (visit.texts(), web.app.agenda().zone());
    let log = export.log.iter().map(|entry| {
        let who = who_words(t, &names, &entry.who);
        (t.moment(zone, entry.at), who, what_words(t, &entry.what))
    });
    let messages = export.messages.iter().map(|message| {
        let kind = t.text(&format!("outbox-kind-{}", message.kind)).into_owned();
        (t.moment(zone, message.created), kind, message.recipient.clone())
    });
    let page = ExportPage {
        page: Layout::of(visit, &web.app.agenda().set_up().practice, t.text("export-title")),
        name: export.file.patient.sort_name(),
        made: t.moment(zone, export.made),
        facts: facts(t, export)
            .into_iter()
            .chain(own_wishes(t, zone, export))
            .collect(),
        sections: Sections::of(web, visit, &export.file),
        visits: visits(web, visit, export),
        waiting: waiting(t, &web.app.agenda(), export),
        answers: export
            .answers
            .iter()
            .flatten()
            .map(|declared| (declared.question.clone(), declared.answer.clone()))
            .collect(),
        messages: messages.collect(),
        log: log.collect(),
    };
    Ok(html(StatusCode::OK, &page))
}

fn visits(web: &Web, visit: &Visit, export: &PatientExport) -> Vec<(Row, Vec<String>)> {
    let (t, agenda) = (visit.texts(), web.app.agenda());
    let all = export
        .file
        .appointments
        .iter()
        .zip(&export.said)
        .zip(&export.delays);
    all.map(|((a, said), delay)| {
        let delay = delay.map(|minutes| t.with("delay-said", &[("minutes", minutes.into())]));
        let remarks = remarks(t, &agenda, (a, said));
        (
            row(web, visit, &export.file, a),
            delay.into_iter().chain(remarks).collect(),
        )
    })
    .collect()
}

/// What was noted of an appointment, and what the patient said of it.
fn remarks(
    t: Texts,
    agenda: &Agenda,
    (a, (presence, contest)): (&Appointment, &(Presence, Option<Contest>)),
) -> Vec<String> {
    let mut all = Vec::new();
    if !a.note.is_empty() {
        all.push(t.with("export-note", &[("text", a.note.as_str().into())]));
    }
    if let Some(over) = &a.overbooking {
        all.push(t.with("export-overbooked", &[("reason", over.reason.as_str().into())]));
    }
    if let Some(at) = presence.confirmed {
        all.push(t.with(
            "presence-confirmed",
            &[("when", t.moment(agenda.zone(), at).into())],
        ));
    } else if let Some(at) = presence.asked {
        all.push(t.with("presence-asked", &[("when", t.moment(agenda.zone(), at).into())]));
    }
    if let Some(contest) = contest {
        all.push(t.with("export-contest", &[("words", contest.words.as_str().into())]));
        let decision = contest.decision.map_or("open", ContestDecision::key);
        all.push(t.text(&format!("export-contest-{decision}")).into_owned());
    }
    all
}

/// « Consultation – Dr Martin, mardi – sur la liste depuis le … – en attente ».
fn waiting(t: Texts, agenda: &Agenda, export: &PatientExport) -> Vec<String> {
    let (set_up, zone) = (agenda.set_up(), agenda.zone());
    let line = |entry: &WaitingEntry| {
        let care = set_up.care_types.get(&entry.care);
        let since = t.day_short(zone.date(entry.created));
        let length = t.length(TimeDelta::minutes(entry.wishes.ready_minutes.into()));
        let ready = t.with("waiting-ready-in", &[("length", length.into())]);
        let mut wishes = in_words(t, set_up, &entry.wishes);
        // The list leaves out what is the same for nearly everybody.
        if !wishes.contains(&ready) {
            wishes = format!("{wishes} · {ready}");
        }
        let urgency = t.text(&format!("waiting-urgency-{}", entry.urgency.key()));
        [
            care.map_or_else(String::new, |care| care.name.clone()),
            wishes,
            t.with("waiting-since", &[("date", since.into())]),
            t.with("export-urgency", &[("urgency", urgency.into())]),
            t.text(&format!("waiting-state-{}", entry.state.key()))
                .into_owned(),
        ]
        .join(" – ")
    };
    export.waiting.iter().map(line).collect()
}

async fn collected(web: &Web, visit: &Visit, staff: &Staff, id: &str) -> Result<PatientExport, Halt> {
    let id: PatientId = numbered(id)?;
    allowed(web, visit, Act::Export)?;
    let export = web.app.export_patient(id, staff.0.actor()).await?;
    export.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND).into())
}

/// Named by number: a name would get into the list of downloads.
fn attached(kind: HeaderValue, ending: &str, export: &PatientExport, mut answer: Response) -> Response {
    let name = format!(
        "attachment; filename=\"patient-{}.{ending}\"",
        export.file.patient.id
    );
    let head = answer.headers_mut();
    head.insert(header::CONTENT_TYPE, kind);
    if let Ok(name) = HeaderValue::try_from(name) {
        head.insert(header::CONTENT_DISPOSITION, name);
    }
    answer
}

fn facts(t: Texts, export: &PatientExport) -> Vec<(&'static str, String)> {
    let (patient, marks) = (&export.file.patient, &export.file.marks);
    let text = |value: Option<&str>| value.unwrap_or("–").to_owned();
    let mark = |is_set: bool| {
        t.text(if is_set { "export-yes" } else { "export-no" })
            .into_owned()
    };
    vec![
        ("patient-family", patient.family_name.to_string()),
        ("patient-given", patient.given_name.to_string()),
        (
            "patient-born-label",
            patient.born.map_or_else(|| text(None), written_date),
        ),
        (
            "patient-phone",
            patient
                .phone
                .as_ref()
                .map_or_else(|| text(None), |phone| t.phone(phone.as_str())),
        ),
        ("patient-email", text(patient.email.as_ref().map(Email::as_str))),
        ("patient-note-label", patient.note.clone()),
        ("patient-desk-note", marks.desk_note.clone()),
        ("patient-phone-only", mark(marks.is_phone_only)),
        ("patient-blocked", mark(patient.is_blocked_online)),
        ("patient-block-reason", marks.block_reason.clone()),
        ("patient-fragile", mark(patient.is_fragile)),
    ]
}

/// What the person asked for by the own link.
fn own_wishes(t: Texts, zone: Zone, export: &PatientExport) -> Vec<(&'static str, String)> {
    let (devices, has_feed) = export.doors;
    let asked = export.erasure.as_ref().map(|asked| {
        let when = t.moment(zone, asked.asked);
        let answer = asked.refused.as_ref().map(|(_, answer)| answer.as_str());
        answer.map_or_else(|| when.clone(), |answer| format!("{when} – {answer}"))
    });
    let feed = if has_feed { "export-yes" } else { "export-no" };
    vec![
        ("export-devices", devices.to_string()),
        ("export-feed", t.text(feed).into_owned()),
        ("export-erasure", asked.unwrap_or_default()),
    ]
}
