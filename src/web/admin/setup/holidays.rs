//! Closing days: the public holidays of the region for three years, days that the practice adds, days on which it works
//! (booking-rules §2).

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Datelike, NaiveDate};

use super::editor::after;
use super::field::{Field, Fields, Input};
use super::practice::region_choices;
use super::reader::Reader;
use super::school::SchoolPart;
use super::{Context, LABEL_MAX, bridge};
use crate::app::Failure;
use crate::domain::agenda::{Edit, Noun};
use crate::domain::contact::FieldProblem;
use crate::domain::schedule::{HolidayEdit, HolidayRegion, HolidayRules};
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

pub(super) const PATH: &str = "/admin/setup/holidays";
/// This year and two more.
const YEARS: i32 = 3;

#[derive(Template)]
#[template(path = "admin/setup/holidays.html")]
struct HolidaysPage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    done: String,
    action: String,
    seen: String,
    is_overtaken: bool,
    region: Field,
    region_note: String,
    add: Vec<Field>,
    years: Vec<(i32, Vec<DayRow>)>,
    /// Date, words, closed already.
    bridges: Vec<(NaiveDate, String, bool)>,
    bridge_action: String,
    school: SchoolPart,
}

struct DayRow {
    date: NaiveDate,
    words: String,
    name: String,
    /// What the button does: `open`, `close`, `drop`.
    act: &'static str,
    label: String,
    is_off: bool,
}

/// `GET /admin/setup/holidays`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let form = region_form(&ctx, Form::default());
    let mut page = page(&ctx, &form, &FieldErrors::default()).await?;
    page.done = ctx.done();
    Ok(html(StatusCode::OK, &page))
}

/// The page with what was typed into one of its forms.
pub(super) async fn shown(
    ctx: &Context,
    form: Form,
    errors: &FieldErrors,
    status: StatusCode,
) -> Result<Response, Halt> {
    let page = page(ctx, &region_form(ctx, form), errors).await?;
    Ok(html(status, &page))
}

fn region_form(ctx: &Context, mut form: Form) -> Form {
    if form.get("region").is_empty() {
        form.set("region", ctx.set_up.practice.holidays.region.key());
    }
    form
}

async fn page(ctx: &Context, form: &Form, errors: &FieldErrors) -> Result<HolidaysPage, Halt> {
    let school = ctx.web.app.school_holidays().await?;
    let rules = &ctx.set_up.practice.holidays;
    let f = Fields { ctx, form, errors };
    let note = match rules.region {
        HolidayRegion::SaintMartin => ctx.text("setup-region-note-mf"),
        HolidayRegion::AlsaceMoselle => ctx.text("setup-region-note-am"),
        HolidayRegion::Custom => ctx.text("setup-region-note-custom"),
        _ => String::new(),
    };
    let this = ctx.today.year();
    let bridges = (this..this + YEARS).flat_map(|year| rules.bridges(year));
    Ok(HolidaysPage {
        bridges: bridges
            .filter(|date| *date >= ctx.today)
            .map(|date| (date, ctx.t.date(date), bridge::is_closed(ctx, date)))
            .collect(),
        bridge_action: ctx.link(&format!("{PATH}/bridge")),
        school: SchoolPart::of(f, &school),
        page: ctx.layout(ctx.text("setup-holidays")),
        desk: ctx.desk(),
        back: (ctx.link("/admin/setup"), ctx.text("setup-title")),
        done: String::new(),
        action: ctx.link(PATH),
        seen: ctx.web.app.fingerprint(Noun::Holidays),
        is_overtaken: false,
        region: f.select("region", "setup-practice-region", region_choices(ctx)),
        region_note: note,
        add: vec![
            f.field("date", "setup-holiday-date", Input::Date),
            f.field("name", "setup-holiday-name", Input::Line(LABEL_MAX))
                .hint(f.text("setup-holiday-name-hint")),
        ],
        years: (this..this + YEARS)
            .map(|year| (year, days(ctx, rules, year)))
            .collect(),
    })
}

/// The closing days of a year with those that the practice opened.
fn days(ctx: &Context, rules: &HolidayRules, year: i32) -> Vec<DayRow> {
    let plain = HolidayRules {
        edits: BTreeMap::new(),
        ..rules.clone()
    };
    let mut rows: Vec<DayRow> = rules
        .of_year(year)
        .into_iter()
        .map(|day| match day.name.strip_prefix("custom:") {
            Some(own) => row(ctx, day.date, own.to_owned(), "drop"),
            None => row(ctx, day.date, ctx.text(&day.name), "open"),
        })
        .collect();
    let opened = plain.of_year(year).into_iter();
    let opened = opened.filter(|day| rules.edits.get(&day.date) == Some(&HolidayEdit::Removed));
    rows.extend(opened.map(|day| row(ctx, day.date, ctx.text(&day.name), "close")));
    rows.sort_by_key(|row| row.date);
    rows
}

fn row(ctx: &Context, date: NaiveDate, name: String, act: &'static str) -> DayRow {
    let label = match act {
        "open" => ctx.text("setup-holiday-open"),
        "close" => ctx.text("setup-holiday-close"),
        _ => ctx.text("setup-holiday-drop"),
    };
    DayRow {
        date,
        words: ctx.t.day(date),
        name,
        act,
        label,
        is_off: act == "close",
    }
}

/// `POST /admin/setup/holidays`.
pub(super) async fn save(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let rules = match read(&ctx, &form) {
        Ok(rules) => rules,
        Err(errors) => return shown(&ctx, form, &errors, StatusCode::UNPROCESSABLE_ENTITY).await,
    };
    let seen = Some(form.get("seen").to_owned());
    let edits = vec![Edit::Holidays(rules)];
    let change = ctx.web.app.change_set_up(edits, seen, ctx.staff.0.actor());
    match change.await {
        Ok(changed) => Ok(after(&ctx, &changed, PATH)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(_)) => {
            let ctx = Context::new(ctx.web, ctx.visit, ctx.staff);
            let form = region_form(&ctx, form);
            let mut page = page(&ctx, &form, &FieldErrors::default()).await?;
            page.is_overtaken = true;
            Ok(html(StatusCode::CONFLICT, &page))
        }
    }
}

/// The rules with one change.
fn read(ctx: &Context, form: &Form) -> Result<HolidayRules, FieldErrors> {
    let mut r = Reader::new(ctx.t, form);
    let mut rules = ctx.set_up.practice.holidays.clone();
    match form.get("act") {
        "region" => {
            if let Some(region) = r.chosen("region", HolidayRegion::from_key) {
                rules.region = region;
            }
        }
        "add" => {
            let name = r.needed_line("name", LABEL_MAX);
            if let Some(date) = r.needed_date("date") {
                if rules.is_closed(date) {
                    let text = r.t.text("setup-holiday-already").into_owned();
                    r.refuse_saying("date", text);
                }
                rules.edits.insert(date, HolidayEdit::Added(name));
            }
        }
        "open" => {
            if let Some(date) = r.needed_date("day") {
                rules.edits.insert(date, HolidayEdit::Removed);
            }
        }
        "close" | "drop" => {
            if let Some(date) = r.needed_date("day") {
                rules.edits.remove(&date);
            }
        }
        _ => r.refuse("region", FieldProblem::UnknownChoice),
    }
    r.finish(rules)
}
