//! Free times of a kind of appointment: the first ones at once, with anybody or with somebody (booking-rules §12).

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::care::{Care, about, offered, practitioners, zone_city};
use super::criteria::{Criteria, SEATS_MAX};
use super::questions::{self, answering};
use super::search_form::SearchForm;
use super::week::{Day, Week};
use crate::domain::agenda::SetUp;
use crate::domain::booking::Alternative;
use crate::domain::care_type::CareType;
use crate::domain::id::PractitionerId;
use crate::domain::question::Declared;
use crate::domain::slot::SlotQuery;
use crate::web::Web;
use crate::web::answer::{Halt, allowed};
use crate::web::error::Problem;
use crate::web::extract::Visit;
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

/// Days whose hours are shown at once, so that a telephone is not scrolled for ever.
const OPEN_DAYS: usize = 3;
/// More than a stretch has.
const ALL_DAYS: usize = 8;

#[derive(Template)]
#[template(path = "public/times.html")]
struct TimesPage {
    page: Layout,
    care: Care,
    zone_city: String,
    people: Vec<Person>,
    form: SearchForm,
    is_narrow: bool,
    /// Nobody can confirm online just now.
    is_closed: bool,
    days: Vec<Day>,
    /// Days that are not folded up.
    open_days: usize,
    earlier: Option<String>,
    later: Option<String>,
    /// The same without days and hours.
    all: String,
    /// Hidden fields of the hours.
    practitioner: String,
    seats: u16,
    /// How many people come.
    company: u16,
}

/// A practitioner, or anybody, as a link.
struct Person {
    name: String,
    speciality: String,
    /// When first free, in words; empty when not.
    first: String,
    link: String,
    is_chosen: bool,
    /// What is otherwise with this one than with anybody.
    differs: Vec<String>,
    /// Languages and the way in.
    about: Vec<String>,
}

/// `GET /times`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::Availability)?;
    let (wishes, errors) = Criteria::read(visit.texts(), visit.query());
    let agenda = web.app.agenda();
    let set_up = agenda.set_up();
    let Some(care) = offered(set_up).find(|care| Some(care.id) == wishes.care) else {
        return Ok(Problem::new(StatusCode::NOT_FOUND)
            .saying("times-no-care")
            .into_response());
    };
    let is_known = |id| practitioners(set_up, care).any(|who| who.id == id);
    if wishes.practitioner.is_some_and(|id| !is_known(id)) {
        return Ok(Problem::new(StatusCode::NOT_FOUND)
            .saying("times-no-practitioner")
            .into_response());
    }
    let answers = questions::given(&web, &visit, &headers, (care.id, wishes.practitioner));
    let Some(answers) = answers else {
        return Ok(questions::ask(&web, &visit, care, &wishes));
    };
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let form = SearchForm::of(&visit, set_up, &wishes, errors);
    Ok(html(
        status,
        &page((&web, &visit), care, &wishes, (form, answers)),
    ))
}

fn page(
    (web, visit): (&Web, &Visit),
    care: &CareType,
    wishes: &Criteria,
    (form, answers): (SearchForm, Vec<Declared>),
) -> TimesPage {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let (set_up, zone) = (agenda.set_up(), agenda.zone());
    let today = zone.date(web.app.now());
    let query = answering(wishes.question(care.id, today), answers);
    let week = Week::find(&web.app, &query, wishes, today);
    let link = |wishes: &Criteria| visit.link(&format!("/times?{}", wishes.query()));
    let at = |date| link(&wishes.starting(Some(date)));
    TimesPage {
        page: Layout::of(visit, &set_up.practice, &care.name),
        zone_city: zone_city(zone),
        people: people(web, visit, care, (wishes, &query)),
        form,
        is_narrow: wishes.is_narrow(),
        is_closed: web.settings.is_online_closed(),
        days: if query.people > 1 {
            week.shown_together(&web.app, t, &query)
        } else {
            week.shown(t, zone)
        },
        open_days: if wishes.is_narrow() { ALL_DAYS } else { OPEN_DAYS },
        earlier: week.earlier.map(at),
        later: week.later.map(at),
        all: link(&Criteria {
            care: wishes.care,
            practitioner: wishes.practitioner,
            seats: wishes.seats,
            people: wishes.people,
            ..Criteria::default()
        }),
        practitioner: wishes.practitioner.map_or_else(String::new, |id| id.to_string()),
        seats: query.seats,
        company: query.people,
        care: shown(visit, set_up, care, wishes.practitioner),
    }
}

fn shown(visit: &Visit, set_up: &SetUp, care: &CareType, with: Option<PractitionerId>) -> Care {
    let care = Care::of(visit.texts(), set_up, care, with);
    Care {
        capacity: care.capacity.min(SEATS_MAX),
        ..care
    }
}

/// Anybody first, then each with the first free time; nobody to choose from when there is only one.
fn people(
    web: &Web,
    visit: &Visit,
    care: &CareType,
    (wishes, asked): (&Criteria, &SlotQuery),
) -> Vec<Person> {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let zone = agenda.zone();
    let everybody = Criteria {
        seats: wishes.seats,
        people: wishes.people,
        ..Criteria::default()
    };
    let query = everybody.question(care.id, zone.date(web.app.now()));
    let asked = SlotQuery {
        practitioner: None,
        // Who chose somebody has answered that one's questions only.
        patient: asked.patient.clone().filter(|_| asked.practitioner.is_none()),
        ..query
    };
    let firsts = web.app.first_free(&asked);
    let common = Care::of(t, agenda.set_up(), care, None);
    let person = |who: &crate::domain::practitioner::Practitioner| {
        let first = first_with(web, &asked, &firsts, who.id);
        Person {
            name: who.name.clone(),
            speciality: who.speciality.clone(),
            first: first.map_or_else(String::new, |first| t.day(zone.date(first.start))),
            link: visit.link(&format!("/times?{}", wishes.with(Some(who.id)).query())),
            is_chosen: wishes.practitioner == Some(who.id),
            differs: common.differences(t, &Care::of(t, agenda.set_up(), care, Some(who.id))),
            about: about(t, who),
        }
    };
    let mut people: Vec<Person> = practitioners(agenda.set_up(), care).map(person).collect();
    if people.len() > 1 {
        people.insert(
            0,
            Person {
                name: t.text("times-anybody").into_owned(),
                speciality: String::new(),
                first: firsts
                    .first()
                    .map_or_else(String::new, |first| t.day(zone.date(first.start))),
                link: visit.link(&format!("/times?{}", wishes.with(None).query())),
                is_chosen: wishes.practitioner.is_none(),
                differs: Vec::new(),
                about: Vec::new(),
            },
        );
    }
    people
}

/// The first free time with somebody: where several people come, one at which all of them can be with this one.
fn first_with(
    web: &Web,
    asked: &SlotQuery,
    firsts: &[Alternative],
    who: PractitionerId,
) -> Option<Alternative> {
    let is_with = |first: &&Alternative| first.practitioner == who;
    if asked.people == 1 {
        return firsts.iter().find(is_with).copied();
    }
    let with = SlotQuery {
        practitioner: Some(who),
        ..asked.clone()
    };
    web.app.first_free(&with).first().copied()
}
