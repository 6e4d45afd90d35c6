//! `GET` and `POST /admin/calendars/{id}/dry-run`: a calendar that came back from a backup of our own database, what taking it up again
//! would do on each side, and the decision (caldav §6.3).

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::desk::{Desk, Section, layout};
use super::guard::Staff;
use super::path::numbered;
use crate::app::{Counted, DryRun, DrySheet, Failure, PatientList, PlannedWrite, ResumeHow};
use crate::domain::calendar::Suspicion;
use crate::domain::id::{AppointmentId, CalendarLinkId};
use crate::domain::staff::Right;
use crate::domain::time::{Instant, Interval, Zone};
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/calendar_dry_run.html")]
struct DryRunPage {
    page: Layout,
    desk: Desk,
    action: String,
    whose: String,
    /// Why there is no report; `None` when there is one.
    waits: Option<String>,
    /// When the calendar was read, for the reader and for the form.
    made: String,
    stamp: i64,
    /// What the guard says of it.
    warning: Option<String>,
    sides: Vec<Side>,
    refused: Option<&'static str>,
}

/// What would happen on one side.
struct Side {
    id: &'static str,
    title: String,
    groups: Vec<Group>,
}

/// Changes of one kind.
struct Group {
    title: String,
    lines: Vec<(String, String)>,
    more: Option<String>,
}

/// Calendars that wait for this decision, on the list of what is to be done: whose, the page.
pub(super) async fn waiting(web: &Web, visit: &Visit, staff: &Staff) -> Result<Vec<(String, String)>, Halt> {
    if !staff.0.may(Right::Administer) {
        return Ok(Vec::new());
    }
    let restored = web.app.restored_calendars().await?;
    let rows = restored.iter().map(|one| {
        let page = visit.link(&path(one.link.id));
        (whose(web, one.link.practitioner), page)
    });
    Ok(rows.collect())
}

/// See the module.
pub(super) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    answered(&web, &visit, &staff, numbered(&id)?, (StatusCode::OK, None)).await
}

/// See the module.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let id: CalendarLinkId = numbered(&id)?;
    let how = match form.get("do") {
        "again" => {
            web.app.look_at_calendar_again(id);
            return Ok(onward(&visit, &path(id), None));
        }
        "accept" => ResumeHow::AsItWas,
        "anew" => ResumeHow::Anew,
        _ => return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY).into()),
    };
    // What is accepted is what was shown.
    let sheet = web.app.dry_sheet(id).await?;
    let report = sheet.and_then(|sheet| sheet.restored.report);
    let is_shown = report.is_some_and(|run| Some(run.made.timestamp()) == form.parsed("made"));
    if !is_shown {
        let stale = (StatusCode::CONFLICT, Some("dry-stale"));
        return answered(&web, &visit, &staff, id, stale).await;
    }
    match web.app.resume_calendar(id, how, staff.0.actor()).await {
        Ok(()) => {}
        // Somebody else has decided.
        Err(Failure::Refused(_)) => return Err(Problem::new(StatusCode::NOT_FOUND).into()),
        Err(Failure::Fault(fault)) => return Err(fault.into()),
    }
    web.app.count_waiting().await?;
    Ok(onward(&visit, "/admin/to-do?done=calendar", None))
}

/// Where it is.
pub(super) fn path(id: CalendarLinkId) -> String {
    format!("/admin/calendars/{id}/dry-run")
}

fn whose(web: &Web, practitioner: crate::domain::id::PractitionerId) -> String {
    let agenda = web.app.agenda();
    let found = agenda.set_up().practitioners.get(&practitioner);
    found.map_or_else(String::new, |practitioner| practitioner.name.clone())
}

async fn answered(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    id: CalendarLinkId,
    (status, refused): (StatusCode, Option<&'static str>),
) -> Result<Response, Halt> {
    let sheet = web.app.dry_sheet(id).await?;
    let sheet = sheet.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))?;
    web.app.note_look(PatientList::ToDo, staff.0.actor()).await?;
    let (t, zone) = (visit.texts(), web.app.agenda().zone());
    let report = sheet.restored.report.as_deref();
    let suspicion = report.and_then(|run| run.suspicion);
    let why = |suspicion: Suspicion| t.text(&format!("dry-warning-{}", suspicion.key())).into_owned();
    let unread = suspicion.filter(|one| !matches!(one, Suspicion::Vanished | Suspicion::Moved));
    let report = report.filter(|_| unread.is_none());
    let waits = match (report, unread, sheet.restored.stopped) {
        (Some(_), ..) => None,
        (None, Some(unread), _) => Some(why(unread)),
        (None, None, Some(reason)) => Some(t.text(&format!("dry-stopped-{}", reason.key())).into_owned()),
        (None, None, None) => Some(t.text("dry-waits").into_owned()),
    };
    let page = DryRunPage {
        page: layout(web, visit, t.text("dry-title")),
        desk: Desk::of(web, visit, staff, Section::ToDo),
        action: visit.link(&path(id)),
        whose: whose(web, sheet.restored.link.practitioner),
        waits,
        made: report.map_or_else(String::new, |run| t.moment(zone, run.made)),
        stamp: report.map_or(0, |run| run.made.timestamp()),
        warning: suspicion.map(why),
        sides: report.map_or_else(Vec::new, |run| sides(t, zone, (run, &sheet))),
        refused,
    };
    Ok(html(status, &page))
}

fn sides(t: Texts, zone: Zone, (run, sheet): (&DryRun, &DrySheet)) -> Vec<Side> {
    let words = Words {
        t,
        zone,
        names: &sheet.names,
    };
    let here = [
        words.group("dry-moved", &run.moved, |(id, from, to)| {
            let times = [
                ("from", words.at(from.start).into()),
                ("to", words.at(to.start).into()),
            ];
            (words.name(Some(*id)), t.with("dry-from-to", &times))
        }),
        words.group("dry-asked", &run.asked, |(id, kind)| {
            (
                words.name(*id),
                t.text(&format!("dry-kind-{}", kind.key())).into_owned(),
            )
        }),
        words.group("dry-taken", &run.taken, |time| (String::new(), words.span(*time))),
        words.group("dry-freed", &run.freed, |time| (String::new(), words.span(*time))),
    ];
    let there = [
        words.group("dry-created", &run.created, |write| words.write(write)),
        words.group("dry-changed", &run.changed, |write| words.write(write)),
        words.group("dry-removed", &run.removed, |write| words.write(write)),
    ];
    let side = |id, key, groups: Vec<Option<Group>>| Side {
        id,
        title: t.text(key).into_owned(),
        groups: groups.into_iter().flatten().collect(),
    };
    vec![
        side("here", "dry-here", here.into()),
        side("there", "dry-there", there.into()),
    ]
}

struct Words<'a> {
    t: Texts,
    zone: Zone,
    names: &'a BTreeMap<AppointmentId, String>,
}

impl Words<'_> {
    fn group<T>(&self, key: &str, of: &Counted<T>, line: impl Fn(&T) -> (String, String)) -> Option<Group> {
        let more = of.count - of.first.len();
        (of.count > 0).then(|| Group {
            title: self.t.with(key, &[("count", of.count.into())]),
            lines: of.first.iter().map(line).collect(),
            more: of
                .has_more()
                .then(|| self.t.with("dry-more", &[("count", more.into())])),
        })
    }

    fn name(&self, id: Option<AppointmentId>) -> String {
        let known = id.and_then(|id| self.names.get(&id));
        known.map_or_else(|| self.t.text("dry-nobody").into_owned(), Clone::clone)
    }

    fn at(&self, at: Instant) -> String {
        self.t.moment(self.zone, at)
    }

    fn span(&self, time: Interval) -> String {
        let times = [
            ("from", self.at(time.start).into()),
            ("to", self.at(time.end).into()),
        ];
        self.t.with("dry-span", &times)
    }

    fn write(&self, write: &PlannedWrite) -> (String, String) {
        let when = write.time.map_or_else(String::new, |time| self.at(time.start));
        (self.name(write.appointment), when)
    }
}
