//! `GET` and `POST /admin/setup/no-shows`: the thresholds of the ladder.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::domain::contact::FieldProblem;
use crate::domain::no_show::LadderRules;
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

/// Highest threshold.
const MOST: u16 = 20;
/// Longest window and suspension, in months.
const MONTHS: u16 = 24;

#[derive(Template)]
#[template(path = "admin/absences/ladder.html")]
struct LadderPage {
    page: Layout,
    desk: Desk,
    is_saved: bool,
    /// Name, key of label and hint, what was typed.
    steps: Vec<(&'static str, &'static str, String)>,
    counts_late: bool,
    errors: FieldErrors,
}

/// Name, key of label and hint, least, most; the four steps first, in their order.
const FIELDS: [(&str, &str, u16, u16); 6] = [
    ("message", "ladder-message", 0, MOST),
    ("stricter", "ladder-stricter", 0, MOST),
    ("approval", "ladder-approval", 0, MOST),
    ("suspension", "ladder-suspension", 0, MOST),
    ("suspension_months", "ladder-suspension-months", 1, MONTHS),
    ("window_months", "ladder-window-months", 1, MONTHS),
];

/// See the module.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
) -> Result<Response, Halt> {
    let rules = web.app.ladder_rules().await?;
    let mut form = Form::default();
    for (name, value) in values(&rules) {
        form.set(name, value.to_string());
    }
    if rules.counts_late {
        form.set("counts_late", "1");
    }
    let page = page(&web, &visit, &staff, &form, FieldErrors::default());
    Ok(html(StatusCode::OK, &page))
}

/// See the module.
pub(in crate::web::admin) async fn save(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    match read(visit.texts(), &form) {
        Ok(rules) => {
            web.app.save_ladder_rules(rules, staff.0.actor()).await?;
            Ok(onward(&visit, "/admin/setup/no-shows?done=saved", None))
        }
        Err(errors) => {
            let page = page(&web, &visit, &staff, &form, errors);
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

fn values(rules: &LadderRules) -> [(&'static str, u16); 6] {
    [
        ("message", rules.message),
        ("stricter", rules.stricter),
        ("approval", rules.approval),
        ("suspension", rules.suspension),
        ("suspension_months", rules.suspension_months),
        ("window_months", rules.window_months),
    ]
}

fn read(t: Texts, form: &Form) -> Result<LadderRules, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut number = |name: &str| {
        let bounds = FIELDS.iter().find(|(field, ..)| *field == name);
        let (min, max) = bounds.map_or((0, MOST), |(.., min, max)| (*min, *max));
        let typed = form.parsed::<u16>(name).filter(|n| (min..=max).contains(n));
        let (min, max) = (min.into(), max.into());
        errors
            .keep(t, name, typed.ok_or(FieldProblem::OutOfRange { min, max }))
            .unwrap_or_default()
    };
    let rules = LadderRules {
        message: number("message"),
        stricter: number("stricter"),
        approval: number("approval"),
        suspension: number("suspension"),
        suspension_months: number("suspension_months"),
        window_months: number("window_months"),
        counts_late: form.is_ticked("counts_late"),
    };
    if errors.is_empty()
        && let Some((early, ..)) = rules.first_disorder().and_then(|at| FIELDS.get(at))
    {
        errors.add(*early, t.text("ladder-disorder").into_owned());
    }
    if errors.is_empty() { Ok(rules) } else { Err(errors) }
}

fn page(web: &Web, visit: &Visit, staff: &Staff, form: &Form, errors: FieldErrors) -> LadderPage {
    let typed =
        |(name, key, ..): &(&'static str, &'static str, u16, u16)| (*name, *key, form.get(name).to_owned());
    LadderPage {
        page: layout(web, visit, visit.texts().text("ladder-title")),
        desk: Desk::of(web, visit, staff, Section::SetUp),
        is_saved: errors.is_empty() && visit.asked().get("done") == "saved",
        steps: FIELDS.iter().map(typed).collect(),
        counts_late: form.is_ticked("counts_late"),
        errors,
    }
}
