//! `GET` and `POST /admin/command`: the field and what it found. Posted, so that no name gets into an address (security §1); a script
//! of the agenda shows the part `found` below the field while one types.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::SecondsFormat;

use super::find::{Asking, Found, Proposal};
use super::vocabulary::{known, vocabulary};
use crate::domain::agenda::Agenda;
use crate::domain::command::{COMMAND_MAX_CHARS, Command, parse};
use crate::domain::patient::Patient;
use crate::domain::staff::Right;
use crate::domain::time::Instant;
use crate::i18n::Texts;
use crate::sys::ids;
use crate::web::Web;
use crate::web::admin::agenda::view;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::admin::patients::PatientLine;
use crate::web::answer::Halt;
use crate::web::extract::{Form, Visit};
use crate::web::view::{Layout, html};

/// Patients proposed at once; who wants others types more letters.
const PEOPLE: usize = 5;
/// Coming appointments shown of a patient.
const COMING: usize = 2;

#[derive(Template)]
#[template(path = "admin/command.html")]
struct CommandPage {
    page: Layout,
    desk: Desk,
    q: String,
    back: String,
    max: usize,
    /// Nothing was typed.
    is_empty: bool,
    /// The date to go to, and its words, when a day was said and nobody.
    day: Option<(String, String)>,
    /// Whom nobody fits.
    nobody: Option<String>,
    people: Vec<Person>,
    is_cut: bool,
    may_see_patients: bool,
}

/// A patient who fits.
struct Person {
    line: PatientLine,
    /// Where and when appointments are planned already.
    coming: Vec<(String, String)>,
    is_later: bool,
    offers: Vec<Offer>,
}

/// A time that one key books.
struct Offer {
    when: String,
    what: String,
    care: i64,
    with: i64,
    start: String,
    length: String,
    key: String,
}

/// See the module.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
) -> Result<Response, Halt> {
    let page = page(&web, &visit, &staff, &Form::default()).await?;
    Ok(html(StatusCode::OK, &page))
}

/// See the module.
pub(in crate::web::admin) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let page = page(&web, &visit, &staff, &form).await?;
    Ok(html(StatusCode::OK, &page))
}

async fn page(web: &Web, visit: &Visit, staff: &Staff, form: &Form) -> Result<CommandPage, Halt> {
    let (t, agenda, now) = (visit.texts(), staff.agenda(web), web.app.now());
    let today = agenda.zone().date(now);
    let q: String = form.get("q").chars().take(COMMAND_MAX_CHARS).collect();
    let readings = parse(&q, vocabulary(), &known(&agenda), today);
    let (command, found) = understood(web, staff, &readings).await?;
    // A day without a name or a length is a place to go to, whoever else is called like it.
    let day = readings
        .first()
        .filter(|first| first.is_about_a_day_only() && first.minutes.is_none());
    let day = day.and_then(|first| first.day);
    let shown = found.iter().take(PEOPLE).map(|patient| patient.id).collect();
    let usual = web.app.usual_practitioners(shown).await?;
    let member = &staff.0.member;
    let own = member.practitioner;
    let asking = Asking {
        agenda: &agenda,
        now,
        own: own.or_else(|| member.reach().and_then(|named| named.first().copied())),
        usual: &usual,
    };
    let people = found.iter().take(PEOPLE);
    let people = people.map(|patient| person((visit, &agenda, now), &asking, &command, patient));
    let is_nobody = found.is_empty() && !command.who.is_empty();
    Ok(CommandPage {
        page: layout(web, visit, t.text("command-title")),
        desk: Desk::of(web, visit, staff, Section::Agenda),
        is_empty: q.is_empty(),
        q,
        back: view(form.get("back")).unwrap_or_else(|| "/admin".to_owned()),
        max: COMMAND_MAX_CHARS,
        day: day.map(|day| {
            let words = t.with("command-go", &[("day", t.day(day).into())]);
            (visit.link(&format!("/admin?day={day}")), words)
        }),
        nobody: is_nobody.then(|| command.who.clone()),
        people: people.collect(),
        is_cut: found.len() > PEOPLE,
        may_see_patients: staff.0.may(Right::ManagePatients),
    })
}

/// The first reading that names somebody on record, else the first.
async fn understood(web: &Web, staff: &Staff, readings: &[Command]) -> Result<(Command, Vec<Patient>), Halt> {
    for command in readings.iter().filter(|command| !command.who.is_empty()) {
        let found = web
            .app
            .find_patients(command.who.clone(), staff.0.actor())
            .await?;
        if !found.is_empty() {
            return Ok((command.clone(), found));
        }
    }
    Ok((readings.first().cloned().unwrap_or_default(), Vec::new()))
}

fn person(
    (visit, agenda, now): (&Visit, &Agenda, Instant),
    asking: &Asking<'_>,
    command: &Command,
    patient: &Patient,
) -> Person {
    let t = visit.texts();
    let Found { proposals, is_later } = asking.times(command, patient);
    let ahead = agenda.bookings_of(patient.id).iter();
    let ahead = ahead.filter(|booked| booked.interval.start > now).take(COMING);
    let coming = ahead.map(|booked| {
        let day = agenda.zone().date(booked.interval.start);
        let when = t.moment_short(agenda.zone(), booked.interval.start);
        (visit.link(&format!("/admin?day={day}")), when)
    });
    Person {
        line: PatientLine::of(t, patient, agenda.zone().date(now)),
        coming: coming.collect(),
        is_later,
        offers: proposals
            .iter()
            .map(|offered| offer(t, agenda, offered))
            .collect(),
    }
}

fn offer(t: Texts, agenda: &Agenda, offered: &Proposal) -> Offer {
    let set_up = agenda.set_up();
    let care = set_up.care_types.get(&offered.care);
    let who = set_up.practitioners.get(&offered.practitioner);
    let name = |name: Option<&String>| name.cloned().unwrap_or_default();
    Offer {
        when: t.moment_short(agenda.zone(), offered.start),
        what: t.with(
            "command-what",
            &[
                ("care", name(care.map(|care| &care.name)).into()),
                ("length", t.length(offered.length).into()),
                ("who", name(who.map(|who| &who.name)).into()),
            ],
        ),
        care: offered.care.0,
        with: offered.practitioner.0,
        start: offered.start.to_rfc3339_opts(SecondsFormat::Secs, true),
        length: offered
            .minutes
            .map_or_else(String::new, |minutes| minutes.to_string()),
        key: ids::token(),
    }
}
