//! Search by several wishes at once: kind of care, practitioner, length, place or video, days and hours.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::care::{Care, offered, practitioners};
use super::criteria::Criteria;
use super::opening::ahead;
use super::search_form::SearchForm;
use super::summary::name_of;
use super::week::{Hour, Week};
use crate::domain::agenda::SetUp;
use crate::domain::care_type::{CareTerms, CareType};
use crate::domain::contact::folded;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::practitioner::Practitioner;
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::answer::{Halt, allowed};
use crate::web::extract::Visit;
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

/// Times shown of each care found.
const TIMES: usize = 3;
/// Cares of which a search that finds no time says what comes next: each is a search of its own.
const AHEAD: usize = 3;

#[derive(Template)]
#[template(path = "public/search.html")]
struct SearchPage {
    page: Layout,
    form: SearchForm,
    /// Something was asked.
    is_asked: bool,
    found: Vec<Found>,
    /// Where no time was found: what comes next of each care that fits.
    full: Vec<Full>,
    seats: u16,
    /// How many people come.
    company: u16,
}

/// A care that fits and has no time that does.
struct Full {
    care: Care,
    /// With whom, where not with anybody.
    with: String,
    /// When further times open.
    opens: Vec<String>,
    /// Where one waits for a time; empty where nobody does.
    wait: String,
}

/// A care that fits, with its first times.
struct Found {
    care: Care,
    times: Vec<Hour>,
    more: String,
    /// With whom, where not with anybody: name and number.
    with: String,
    practitioner: String,
}

/// `GET /search`.
pub(super) async fn show(State(web): State<Web>, visit: Visit) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::Availability)?;
    let (wishes, errors) = Criteria::read(visit.texts(), visit.query());
    let agenda = web.app.agenda();
    let set_up = agenda.set_up();
    let is_asked = !visit.query().is_empty() && errors.is_empty();
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let (found, full) = if is_asked {
        found(&web, &visit, &wishes)
    } else {
        Default::default()
    };
    let page = SearchPage {
        page: Layout::of(&visit, &set_up.practice, visit.texts().text("search-title")),
        form: SearchForm::of(&visit, set_up, &wishes, errors),
        is_asked,
        found,
        full,
        seats: wishes.seats.unwrap_or(1),
        company: wishes.people.unwrap_or(1),
    };
    Ok(html(status, &page))
}

/// The cares with times that suit; where there is none, what comes next of those that would have suited.
fn found(web: &Web, visit: &Visit, wishes: &Criteria) -> (Vec<Found>, Vec<Full>) {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let set_up = agenda.set_up();
    let today = agenda.zone().date(web.app.now());
    let fitting = fitting(t, set_up, wishes);
    let with = |practitioner: Option<PractitionerId>| {
        practitioner.map_or_else(String::new, |id| name_of(set_up, id))
    };
    let own = |(care, practitioner): (&CareType, Option<PractitionerId>)| Criteria {
        care: Some(care.id),
        practitioner,
        ..wishes.clone()
    };
    let with_times = |(care, practitioner): (&CareType, Option<PractitionerId>)| {
        let own = own((care, practitioner));
        let query = own.question(care.id, today);
        let week = Week::find(&web.app, &query, &own, today);
        Found {
            care: Care::of(t, set_up, care, practitioner),
            times: week.first(&web.app, t, &query, TIMES),
            more: visit.link(&format!("/times?{}", own.query())),
            with: with(practitioner),
            practitioner: practitioner.map_or_else(String::new, |id| id.to_string()),
        }
    };
    let found: Vec<Found> = (fitting.iter().copied().map(with_times))
        .filter(|found| !found.times.is_empty())
        .collect();
    if !found.is_empty() {
        return (found, Vec::new());
    }
    let full = |(care, practitioner): (&CareType, Option<PractitionerId>)| {
        let own = own((care, practitioner));
        let query = own.question(care.id, today);
        let (opens, wait) = ahead((web, visit), &query, &own, &Week::default());
        Full {
            care: Care::of(t, set_up, care, practitioner),
            with: with(practitioner),
            opens,
            wait,
        }
    };
    let is_told = |full: &Full| !full.opens.is_empty() || !full.wait.is_empty();
    let full = fitting.into_iter().take(AHEAD).map(full).filter(is_told);
    (found, full.collect())
}

/// What fits, whether it has times or not: a care with anybody, or with each of those who suit.
fn fitting<'a>(
    t: Texts,
    set_up: &'a SetUp,
    wishes: &Criteria,
) -> Vec<(&'a CareType, Option<PractitionerId>)> {
    let meant = meant(t, set_up, &wishes.words);
    offered(set_up)
        .filter(|care| wishes.care.is_none_or(|id| id == care.id))
        .filter(|care| meant.as_ref().is_none_or(|ids| ids.contains(&care.id)))
        .flat_map(|care| {
            suited(set_up, care, wishes)
                .into_iter()
                .map(move |who| (care, who))
        })
        .collect()
}

/// The kinds of appointment that most of what was typed speaks of: its words begin words of what is said of the care, of those kept
/// for it, or of who offers it. `None` where nothing was said; little words (« pour », « avec ») say nothing.
fn meant(t: Texts, set_up: &SetUp, typed: &str) -> Option<Vec<CareTypeId>> {
    let fillers = folded(&t.text("search-fillers"));
    let typed = folded(typed);
    let says = |word: &&str| word.chars().count() > 2 && !fillers.split(' ').any(|filler| filler == *word);
    let words: Vec<&str> = typed.split(' ').filter(says).collect();
    if words.is_empty() {
        return None;
    }
    let hits = |care: &CareType| {
        let people = practitioners(set_up, care).flat_map(|who| [who.name.as_str(), who.speciality.as_str()]);
        let own = [
            care.name.as_str(),
            care.public_text.as_str(),
            care.words.keywords.as_str(),
        ];
        let said: Vec<String> = own.into_iter().chain(people).map(folded).collect();
        let is_said = |word: &&&str| {
            said.iter()
                .any(|text| text.split(' ').any(|other| other.starts_with(**word)))
        };
        words.iter().filter(is_said).count()
    };
    let all: Vec<(CareTypeId, usize)> = offered(set_up).map(|care| (care.id, hits(care))).collect();
    let most = all.iter().map(|(_, hits)| *hits).max().filter(|most| *most > 0);
    let best = all.into_iter().filter(|(_, hits)| Some(*hits) == most);
    Some(best.map(|(id, _)| id).collect())
}

/// Anybody, where everybody who offers the care suits; else each who does, since the place or the length is another one elsewhere.
fn suited(set_up: &SetUp, care: &CareType, wishes: &Criteria) -> Vec<Option<PractitionerId>> {
    let is_right = |who: &Practitioner| {
        wishes.speaks.is_none_or(|spoken| who.languages.contains(&spoken))
            && (!wishes.is_step_free || who.is_step_free == Some(true))
    };
    let is_open = |terms: &CareTerms| {
        let only = terms.eligibility.patients;
        wishes
            .visit
            .is_none_or(|visit| only.is_none_or(|only| only == visit))
    };
    let suits = |id: PractitionerId| {
        let is_short = |terms: &CareTerms| {
            wishes
                .length
                .is_none_or(|most| terms.duration.num_minutes() <= i64::from(most))
        };
        wishes.practitioner.is_none_or(|only| only == id)
            && set_up.practitioners.get(&id).is_some_and(is_right)
            && wishes.mode.is_none_or(|mode| mode == care.venue_with(Some(id)))
            && care
                .terms_for(id)
                .is_some_and(|terms| is_short(&terms) && is_open(&terms))
    };
    let all: Vec<PractitionerId> = practitioners(set_up, care).map(|who| who.id).collect();
    if wishes.practitioner.is_none() && all.iter().all(|id| suits(*id)) {
        return vec![None];
    }
    all.into_iter().filter(|id| suits(*id)).map(Some).collect()
}
