//! Free times of a kind of appointment: the first ones at once, with anybody or with somebody (booking-rules §12).

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::care::{Care, about, offered, practitioners};
use super::criteria::{Criteria, SEATS_MAX};
use super::opening::ahead;
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
use crate::web::extract::{FieldErrors, Visit};
use crate::web::limit::Act;
use crate::web::view::{Layout, Words, html};

/// Days whose hours are shown at once, so that a telephone is not scrolled for ever.
const OPEN_DAYS: usize = 3;
/// More than a stretch has.
const ALL_DAYS: usize = 8;

#[derive(Template)]
#[template(path = "public/times.html")]
struct TimesPage {
    page: Layout,
    times: Times,
    /// Nobody can confirm online just now.
    is_closed: bool,
}

/// A care with its free times, on their own page or, where there is nothing else to choose from, on the first one.
pub(super) struct Times {
    pub(super) care: Care,
    pub(super) people: Vec<Person>,
    pub(super) form: SearchForm,
    pub(super) is_narrow: bool,
    pub(super) days: Vec<Day>,
    /// When further ones open, where none is free.
    pub(super) opens: Vec<String>,
    /// Where one waits for a time, where none is free; empty where nobody does.
    pub(super) wait: String,
    pub(super) earlier: Option<String>,
    pub(super) later: Option<String>,
    /// The same without days and hours.
    pub(super) all: String,
    /// Hidden fields of the hours.
    pub(super) practitioner: String,
    pub(super) seats: u16,
    /// How many people come.
    pub(super) company: u16,
}

impl Times {
    /// Days that are not folded up.
    pub(super) fn open_days(&self) -> usize {
        if self.is_narrow { ALL_DAYS } else { OPEN_DAYS }
    }
}

/// A practitioner, or anybody, as a link.
pub(super) struct Person {
    pub(super) name: Words,
    pub(super) speciality: String,
    /// When first free, in words; empty when not.
    pub(super) first: String,
    pub(super) link: String,
    pub(super) is_chosen: bool,
    /// What is otherwise with this one than with anybody.
    pub(super) differs: Vec<Words>,
    /// Languages and the way in.
    pub(super) about: Vec<String>,
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
    let page = TimesPage {
        page: Layout::of(&visit, &set_up.practice, &care.name),
        times: times((&web, &visit), care, &wishes, (form, answers)),
        is_closed: web.is_online_closed(),
    };
    Ok(html(status, &page))
}

/// The first free times of the only care that there is; `None` where its questions come before them.
pub(super) fn first_times(web: &Web, visit: &Visit, headers: &HeaderMap, only: &CareType) -> Option<Times> {
    let answers = questions::given(web, visit, headers, (only.id, None))?;
    let wishes = Criteria {
        care: Some(only.id),
        ..Criteria::default()
    };
    let agenda = web.app.agenda();
    let form = SearchForm::of(visit, agenda.set_up(), &wishes, FieldErrors::default());
    Some(times((web, visit), only, &wishes, (form, answers)))
}

fn times(
    (web, visit): (&Web, &Visit),
    care: &CareType,
    wishes: &Criteria,
    (form, answers): (SearchForm, Vec<Declared>),
) -> Times {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let (set_up, zone) = (agenda.set_up(), agenda.zone());
    let today = zone.date(web.app.now());
    let query = answering(wishes.question(care.id, today), answers);
    let firsts = firsts(web, care, (wishes, &query));
    // A year without a free time is not looked through twice.
    let week = if firsts.found.is_empty() {
        Week::default()
    } else {
        Week::find(&web.app, &query, wishes, today)
    };
    let (opens, wait) = ahead((web, visit), &query, wishes, &week);
    let link = |wishes: &Criteria| visit.link(&format!("/times?{}", wishes.query()));
    let at = |date| link(&wishes.starting(Some(date)));
    Times {
        people: people(web, visit, care, (wishes, &firsts)),
        form,
        is_narrow: wishes.is_narrow(),
        days: week.shown_to_all(&web.app, t, &query),
        opens,
        wait,
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

/// The first free time of each practitioner from today on, whatever the wishes.
pub(super) struct Firsts {
    asked: SlotQuery,
    found: Vec<Alternative>,
}

impl Firsts {
    /// The first with somebody: where several people come, one at which all of them can be with this one.
    fn with(&self, web: &Web, who: PractitionerId) -> Option<Alternative> {
        if self.asked.people == 1 {
            return self.found.iter().find(|first| first.practitioner == who).copied();
        }
        let with = SlotQuery {
            practitioner: Some(who),
            ..self.asked.clone()
        };
        web.app.first_free(&with).first().copied()
    }
}

/// See [`Firsts`].
pub(super) fn firsts(web: &Web, care: &CareType, (wishes, asked): (&Criteria, &SlotQuery)) -> Firsts {
    let everybody = Criteria {
        seats: wishes.seats,
        people: wishes.people,
        ..Criteria::default()
    };
    let query = everybody.question(care.id, web.app.agenda().zone().date(web.app.now()));
    let asked = SlotQuery {
        practitioner: None,
        // Who chose somebody has answered that one's questions only.
        patient: asked.patient.clone().filter(|_| asked.practitioner.is_none()),
        ..query
    };
    let found = web.app.first_free(&asked);
    Firsts { asked, found }
}

/// Anybody first, then each with the first free time; nobody to choose from when there is only one.
pub(super) fn people(
    web: &Web,
    visit: &Visit,
    care: &CareType,
    (wishes, firsts): (&Criteria, &Firsts),
) -> Vec<Person> {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let zone = agenda.zone();
    let common = Care::of(t, agenda.set_up(), care, None);
    let person = |who: &crate::domain::practitioner::Practitioner| {
        let first = firsts.with(web, who.id);
        Person {
            name: Words::Practice(who.name.clone()),
            speciality: who.speciality.clone(),
            first: first.map_or_else(String::new, |first| t.moment_short(zone, first.start)),
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
                name: Words::Page(t.text("times-anybody").into_owned()),
                speciality: String::new(),
                first: firsts
                    .found
                    .first()
                    .map_or_else(String::new, |first| t.moment_short(zone, first.start)),
                link: visit.link(&format!("/times?{}", wishes.with(None).query())),
                is_chosen: wishes.practitioner.is_none(),
                differs: Vec::new(),
                about: Vec::new(),
            },
        );
    }
    people
}
