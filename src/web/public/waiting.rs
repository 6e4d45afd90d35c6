//! The waiting list for who has no appointment: what suits, and who it is (booking-rules §9). The code that follows proves the mailbox or
//! the mobile.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use chrono::{NaiveDate, Weekday};

use super::browser::{JOIN, keep_join};
use super::care::{Care, offered, practitioners};
use super::comer::Comer;
use super::criteria::Criteria;
use super::identity::{Hurdle, admitted};
use super::identity_page::{Note, ORDER, Wrong, kind_asked};
use super::patience;
use super::typed::{Questions, Typed};
use super::words::{refused, status, timed};
use crate::app::Failure;
use crate::domain::agenda::SetUp;
use crate::domain::booking::Refusal;
use crate::domain::care_type::{CareType, Eligibility};
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::sms::Lines;
use crate::domain::waiting_list::{KEPT_DAYS_AT_MOST, LastDay, Wishes};
use crate::i18n::Texts;
use crate::store::{Draft, WaitingRequest};
use crate::web::Web;
use crate::web::answer::{Halt, after, onward};
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::limit::counted_together;
use crate::web::view::{Layout, html};
use crate::web::waiting::{WishFields, WishView};

/// The fields of what suits that can be wrong, in the order of the page.
const WISHES: [(&str, &str); 4] = [
    ("from", "waiting-from"),
    ("to", "waiting-to"),
    ("earliest", "waiting-earliest"),
    ("latest", "waiting-latest"),
];

#[derive(Template)]
#[template(path = "public/waiting.html")]
struct WaitingPage<'a> {
    page: Layout,
    care: Care,
    wishes: WishView,
    typed: &'a Typed,
    first: &'a Comer,
    rule: Eligibility,
    /// New or known: the question.
    kind_asked: String,
    errors: FieldErrors,
    /// What is wrong, in the order of the page.
    wrong: Vec<Wrong>,
    note: Option<Note>,
    /// A code may come by text message.
    offers_texts: bool,
}

/// What stands in the form.
#[derive(Default)]
pub(super) struct Filled {
    pub(super) wishes: WishFields,
    pub(super) typed: Typed,
}

/// Where patients put themselves on the list for a care, with what they looked for; empty where that is not possible.
pub(super) fn waiting_link(web: &Web, visit: &Visit, wishes: &Criteria) -> String {
    let is_possible = |care| !web.is_online_closed() && web.app.may_wait_for(care);
    if wishes.care.is_some_and(is_possible) {
        visit.link(&format!("/waiting?{}", wishes.query()))
    } else {
        String::new()
    }
}

/// `GET /waiting`: with what was looked for, or with what was typed just now.
pub(super) async fn show(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Result<Response, Halt> {
    let (wishes, _) = Criteria::read(visit.texts(), visit.query());
    let agenda = web.app.agenda();
    let care = able(&web, &visit, agenda.set_up(), wishes.care)?;
    let before = before(&web, &visit, &headers).await?;
    let filled = match before.filter(|request| request.care == care.id) {
        Some(request) => Filled::of(&request),
        None => Filled {
            wishes: looked_for(&wishes),
            typed: Typed::default(),
        },
    };
    Ok(page(
        (&web, &visit),
        care,
        &filled,
        (StatusCode::OK, FieldErrors::default(), None),
    ))
}

/// `POST /waiting`: sends the code; everything typed is kept, whatever comes of it.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let agenda = web.app.agenda();
    let care = able(&web, &visit, agenda.set_up(), form.parsed("care"))?;
    let filled = Filled::read(&form);
    let answer = |code, errors, note| page((&web, &visit), care, &filled, (code, errors, note));
    let request = match filled.judged(&web, visit.texts(), care) {
        Ok(request) => request,
        Err(errors) => return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, errors, None)),
    };
    // The same form sent twice: the code is on its way.
    if before(&web, &visit, &headers).await?.as_ref() == Some(&request) {
        return Ok(onward(&visit, "/waiting/code", []));
    }
    let errand = web.app.errand_of_waiting(&counted_together(visit.client()));
    match admitted((&web, &visit), (errand, web.app.pressure().cost()), &form) {
        Ok(()) => {}
        Err(Hurdle::Patience(patience)) => return Ok(patience::page(&web, &visit, &form, &patience)),
        Err(Hurdle::Limit(wait)) => {
            let note = Some(Note::waiting(visit.texts(), wait));
            let refused = answer(StatusCode::TOO_MANY_REQUESTS, FieldErrors::default(), note);
            return Ok(after(refused, wait));
        }
    }
    match web.app.ask_to_wait(request).await {
        Ok(token) => Ok(onward(&visit, "/waiting/code", [keep_join(&visit, &token)])),
        Err(Failure::Refused(refusal)) => {
            let mut errors = FieldErrors::default();
            errors.add(filled.typed.contact_field(), refused(visit.texts(), &refusal));
            Ok(timed(answer(status(&refusal), errors, None), &refusal))
        }
        Err(Failure::Fault(fault)) => {
            let Some(wait) = fault.retry_after() else {
                return Err(fault.into());
            };
            tracing::warn!(%fault, "the waiting list could not be joined for now");
            let note = Note::bad(visit.texts().text("error-detail-503").into_owned());
            let code = StatusCode::SERVICE_UNAVAILABLE;
            Ok(after(answer(code, FieldErrors::default(), Some(note)), wait))
        }
    }
}

/// The form once more, with what was typed, because the code is over.
pub(super) fn once_more(web: &Web, visit: &Visit, form: &Form, refusal: &Refusal) -> Result<Response, Halt> {
    let agenda = web.app.agenda();
    let care = able(web, visit, agenda.set_up(), form.parsed("care"))?;
    let note = Note::bad(visit.texts().text("waiting-code-over").into_owned());
    let said = (status(refusal), FieldErrors::default(), Some(note));
    Ok(page((web, visit), care, &Filled::read(form), said))
}

/// The request of this browser whose code still counts.
pub(super) async fn before(
    web: &Web,
    visit: &Visit,
    headers: &HeaderMap,
) -> Result<Option<WaitingRequest>, Halt> {
    match JOIN.read(visit, headers) {
        Some(token) => Ok(web.app.asked_to_wait(token).await?),
        None => Ok(None),
    }
}

/// The care, where patients put themselves on its list; elsewhere its times, which say whom to call.
fn able<'a>(
    web: &Web,
    visit: &Visit,
    set_up: &'a SetUp,
    care: Option<CareTypeId>,
) -> Result<&'a CareType, Halt> {
    let Some(care) = offered(set_up).find(|known| Some(known.id) == care) else {
        let problem = Problem::new(StatusCode::NOT_FOUND).saying("times-no-care");
        return Err(problem.into_response().into());
    };
    if web.is_online_closed() || !web.app.may_wait_for(care.id) {
        return Err(onward(visit, &format!("/times?care={}", care.id), []).into());
    }
    Ok(care)
}

fn looked_for(wishes: &Criteria) -> WishFields {
    let monday = std::iter::successors(Some(Weekday::Mon), |day| Some(day.succ()));
    let days = monday.zip(wishes.days).filter(|(_, is_ticked)| *is_ticked);
    let text = |shown: Option<String>| shown.unwrap_or_default();
    WishFields {
        people: wishes.practitioner.into_iter().collect(),
        earliest: text(wishes.from.map(|date| date.to_string())),
        latest: String::new(),
        days: days.map(|(day, _)| day).collect(),
        from: text(wishes.after.map(|hour| hour.to_string())),
        to: text(wishes.before.map(|hour| hour.to_string())),
        ready: 0,
    }
}

/// Eligibility by the terms of the only practitioner who is wished; by those of the care otherwise.
fn rule(care: &CareType, people: &[PractitionerId]) -> Eligibility {
    let own = match people {
        [only] => care.terms_for(*only),
        _ => None,
    };
    own.map_or_else(
        || care.terms.eligibility.clone(),
        |terms| terms.eligibility.clone(),
    )
}

impl Filled {
    fn read(form: &Form) -> Self {
        Self {
            wishes: WishFields::read(form),
            typed: Typed::read(form),
        }
    }

    /// As it was sent.
    pub(super) fn of(request: &WaitingRequest) -> Self {
        Self {
            wishes: WishFields::of(&request.wishes),
            typed: Typed::of(&request.draft),
        }
    }

    /// What is asked for, or everything that is wrong at once.
    fn judged(&self, web: &Web, t: Texts, care: &CareType) -> Result<WaitingRequest, FieldErrors> {
        let agenda = web.app.agenda();
        let today = agenda.zone().date(web.app.now());
        let mut errors = FieldErrors::default();
        let wishes = self.wishes.parsed(t, agenda.set_up(), today, &mut errors);
        let wishes = wishes.and_then(|wishes| bounded(t, wishes, today, &mut errors));
        let lines = web.app.known_sms_lines();
        let draft = self.draft(t, care, (today, &lines));
        match (wishes, draft) {
            (Some(wishes), Ok(draft)) => Ok(WaitingRequest {
                care: care.id,
                wishes,
                draft,
            }),
            (_, draft) => {
                let typed = draft.err().unwrap_or_default();
                for (field, text) in typed.all() {
                    errors.add(field, text.to_owned());
                }
                Err(errors)
            }
        }
    }

    /// Who waits; age and papers are judged as of today.
    fn draft(
        &self,
        t: Texts,
        care: &CareType,
        (today, lines): (NaiveDate, &Lines),
    ) -> Result<Draft, FieldErrors> {
        let rule = rule(care, &self.wishes.people);
        let questions = Questions {
            texts: Some(lines).filter(|lines| lines.may_send_codes()),
            rule: &rule,
            day: today,
            today,
            next: &[],
            people: 1,
        };
        self.typed.judged(t, &questions)
    }
}

/// Nobody is kept on the list for ever.
fn bounded(t: Texts, wishes: Wishes, today: NaiveDate, errors: &mut FieldErrors) -> Option<Wishes> {
    let is_far = |latest| LastDay::of(latest, today).is_none();
    if wishes.latest.is_some_and(is_far) {
        let days = KEPT_DAYS_AT_MOST.into();
        errors.add("latest", t.with("waiting-latest-range", &[("days", days)]));
        return None;
    }
    Some(wishes)
}

fn wrong(t: Texts, errors: &FieldErrors) -> Vec<Wrong> {
    let line = |name: &str, label: &str| {
        Some(Wrong {
            field: name.to_owned(),
            label: t.text(label).into_owned(),
            text: errors.of(name)?.to_owned(),
        })
    };
    let wishes = WISHES.iter().filter_map(|(name, label)| line(name, label));
    let who = ORDER
        .iter()
        .filter_map(|name| line(name, &format!("field-{name}")));
    wishes.chain(who).collect()
}

fn page(
    (web, visit): (&Web, &Visit),
    care: &CareType,
    filled: &Filled,
    (code, errors, note): (StatusCode, FieldErrors, Option<Note>),
) -> Response {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let set_up = agenda.set_up();
    let with = match filled.wishes.people.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    let rule = rule(care, &filled.wishes.people);
    let mut wishes = filled.wishes.view(t, set_up, Some(care.id));
    // Who does not book online is not named here.
    let online: Vec<String> = practitioners(set_up, care)
        .map(|who| format!("with-{}", who.id))
        .collect();
    wishes.people.retain(|(name, ..)| online.contains(name));
    let page = WaitingPage {
        offers_texts: web.app.known_sms_lines().may_send_codes(),
        page: Layout::of(visit, &set_up.practice, t.text("waiting-join-title")),
        care: Care::of(t, set_up, care, with),
        wishes,
        typed: &filled.typed,
        first: &filled.typed.first,
        kind_asked: kind_asked(t, &agenda, with, &rule),
        rule,
        wrong: wrong(t, &errors),
        errors,
        note,
    };
    html(code, &page)
}
