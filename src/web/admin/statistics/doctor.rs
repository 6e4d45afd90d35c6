//! `GET /admin/statistics/gaps`: the gap doctor, what one setting would have won or cost in the past weeks.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;

use super::cell::Cell;
use super::diagnosis::{Compared, compared, figure, hours, name, sentence};
use super::figures::{Figure, real};
use super::{Tab, tabs};
use crate::app::{Consultation, DOCTOR_DAYS, GapReport};
use crate::domain::simulation::Trial;
use crate::domain::staff::Right;
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::Visit;
use crate::web::view::{Layout, html};

const PATH: &str = "/admin/statistics/gaps";
/// Fewer appointments say nothing.
const ENOUGH: usize = 50;

#[derive(Template)]
#[template(path = "admin/statistics/gaps.html")]
struct GapsPage {
    page: Layout,
    desk: Desk,
    tabs: Vec<Tab>,
    is_working: bool,
    /// Too few appointments.
    is_thin: bool,
    lead: String,
    /// What each setting would have made of it, in a sentence.
    said: Vec<String>,
    figures: Vec<Figure>,
    /// Care types to which a setting that clearly wins can be given: setting, then name and form of each.
    apply: Vec<(String, Vec<(String, String)>)>,
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let consultation = web.app.gap_doctor().await?;
    let page = page(&web, &visit, &staff, &consultation)?;
    let mut answer = html(StatusCode::OK, &page);
    if page.is_working {
        // Nothing but a sentence is shown meanwhile: nobody is interrupted when the page comes again by itself.
        let again = (HeaderName::from_static("refresh"), HeaderValue::from_static("2"));
        answer.headers_mut().insert(again.0, again.1);
    }
    Ok(answer)
}

fn page(web: &Web, visit: &Visit, staff: &Staff, consultation: &Consultation) -> Result<GapsPage, Halt> {
    let t = visit.texts();
    let mut page = GapsPage {
        page: layout(web, visit, t.text("statistics-title")),
        desk: Desk::of(web, visit, staff, Section::Statistics),
        tabs: tabs(visit, PATH),
        is_working: true,
        is_thin: false,
        lead: String::new(),
        said: Vec::new(),
        figures: Vec::new(),
        apply: Vec::new(),
    };
    if let Consultation::Ready(report) = consultation {
        let compared = compared(&report.diagnoses);
        page.is_working = false;
        page.is_thin = report.online < ENOUGH;
        page.lead = lead(t, report);
        page.said = compared.iter().map(|one| sentence(t, one)).collect();
        page.figures = vec![figure(t, &compared).map_err(|error| Problem::incident(&error))?];
        if staff.0.may(Right::ManageSchedules) {
            page.apply = apply(web, visit, &compared);
        }
    }
    Ok(page)
}

fn lead(t: Texts, report: &GapReport) -> String {
    let whole = report
        .diagnoses
        .first()
        .map(|present| present.whole)
        .unwrap_or_default();
    t.with(
        "gaps-lead",
        &[
            ("days", i64::from(DOCTOR_DAYS).into()),
            ("from", t.date_plain(report.dates.0).into()),
            ("to", t.date_plain(report.dates.1).into()),
            ("visits", count(report.visits).into()),
            ("online", count(report.online).into()),
            ("scraps", hours(t, real(whole.scraps) / 60.0).into()),
            ("share", Cell::share(whole.scraps, whole.free).shown(t).into()),
        ],
    )
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}

/// The forms of the care types that patients book, with a setting that clearly wins filled in and nothing saved yet.
fn apply(web: &Web, visit: &Visit, compared: &[Compared<'_>]) -> Vec<(String, Vec<(String, String)>)> {
    let agenda = web.app.agenda();
    let cares = || {
        agenda
            .set_up()
            .care_types
            .values()
            .filter(|care| care.is_online_with_somebody() && !care.is_archived)
    };
    let wins = compared
        .iter()
        .filter(|one| one.diagnosis.trial != Trial::Wave && one.is_clear() && one.slots.total > 0.0);
    wins.map(|one| {
        let trial = one.diagnosis.trial;
        let form = |id| visit.link(&format!("/admin/setup/care-types/{id}?offer={}", trial.key()));
        let links = cares().map(|care| (care.name.clone(), form(care.id))).collect();
        (name(visit.texts(), trial), links)
    })
    .collect()
}
