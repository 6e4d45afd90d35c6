//! `GET /admin/absences`: whom to phone before a visit.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::standing_words;
use super::words::{decimal, expected_words, percent, risk_words};
use crate::app::{PatientList, Scored, Suggestion, ToPhone};
use crate::domain::agenda::Agenda;
use crate::domain::contact::Phone;
use crate::domain::staff::Right;
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::extract::Visit;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/absences/page.html")]
struct AbsencesPage {
    page: Layout,
    desk: Desk,
    to_phone: Vec<Row>,
    may_set: bool,
    score: ScoreView,
    suggestions: Vec<Suggested>,
}

/// What the score is worth here.
struct ScoreView {
    is_on: bool,
    verdict: String,
    base: String,
    /// Name and value of each figure.
    figures: Vec<(&'static str, String)>,
}

/// Where one more might be booked.
struct Suggested {
    href: String,
    book: String,
    when: String,
    what: String,
    risk: String,
    expected: String,
}

struct Row {
    href: String,
    name: String,
    when: String,
    what: String,
    phone: String,
    tel: String,
    why: String,
    was_asked: bool,
}

/// See the module.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
) -> Result<Response, Halt> {
    let agenda = web.app.agenda();
    web.app.note_look(PatientList::Absences, staff.0.actor()).await?;
    let to_phone = web.app.to_phone().await?;
    let rows = to_phone.iter().map(|one| row(&visit, &agenda, one));
    let page = AbsencesPage {
        page: layout(&web, &visit, visit.texts().text("absences-title")),
        desk: Desk::of(&web, &visit, &staff, Section::ToDo),
        to_phone: rows.collect(),
        may_set: staff.0.may(Right::ManagePractice),
        score: score_view(visit.texts(), &*web.app.scored().await?),
        suggestions: if staff.0.may(Right::Overbook) {
            let found = web.app.fresh_suggestions().await?;
            found
                .all()
                .iter()
                .map(|one| suggested(&visit, &agenda, one))
                .collect()
        } else {
            Vec::new()
        },
    };
    Ok(html(StatusCode::OK, &page))
}

fn row(visit: &Visit, agenda: &Agenda, one: &ToPhone) -> Row {
    let (t, set_up) = (visit.texts(), agenda.set_up());
    let person = set_up.practitioners.get(&one.row.practitioner);
    let phone = one.patient.phone.as_ref().map_or("", Phone::as_str);
    Row {
        href: visit.link(&format!("/admin/appointments/{}", one.row.id)),
        name: one.row.name.clone(),
        when: t.moment(agenda.zone(), one.row.interval.start),
        what: person.map_or_else(String::new, |p| p.name.clone()),
        phone: t.phone(phone),
        tel: phone.to_owned(),
        why: why(t, one),
        was_asked: one.presence.asked.is_some(),
    }
}

fn why(t: Texts, one: &ToPhone) -> String {
    let standing = (one.standing.missed > 0).then(|| standing_words(t, &one.standing));
    let risk = one.risk.as_ref().map(|risk| risk_words(t, risk));
    standing.into_iter().chain(risk).collect::<Vec<_>>().join(" ")
}

fn score_view(t: Texts, scored: &Scored) -> ScoreView {
    let judgement = &scored.judgement;
    let verdict = match (judgement.is_won(), judgement.has_enough()) {
        (true, _) => "score-on",
        (false, true) => "score-off",
        (false, false) => "score-too-few",
    };
    let predictions = judgement.predictions.to_string();
    let figures = vec![
        ("score-predictions", predictions),
        ("score-missed", judgement.missed.to_string()),
        ("score-brier", decimal(t, judgement.score_error)),
        ("score-brier-base", decimal(t, judgement.base_error)),
        (
            "score-gain",
            format!(
                "{} ± {}",
                decimal(t, judgement.base_error - judgement.score_error),
                decimal(t, judgement.gain_error)
            ),
        ),
    ];
    ScoreView {
        is_on: judgement.is_won(),
        verdict: t.text(verdict).into_owned(),
        base: t.with("score-base", &[("rate", percent(t, scored.base()).into())]),
        figures: if judgement.predictions > 0 {
            figures
        } else {
            Vec::new()
        },
    }
}

fn suggested(visit: &Visit, agenda: &Agenda, one: &Suggestion) -> Suggested {
    let (t, row, set_up) = (visit.texts(), &one.row, agenda.set_up());
    let person = set_up.practitioners.get(&row.practitioner);
    let start = row.interval.start;
    Suggested {
        href: visit.link(&format!("/admin/appointments/{}", row.id)),
        book: visit.link(&format!("/admin?day={}", agenda.zone().date(start))),
        when: t.moment(agenda.zone(), start),
        what: format!("{} · {}", row.name, person.map_or("", |p| p.name.as_str())),
        risk: risk_words(t, &one.risk),
        expected: expected_words(t, one),
    }
}
