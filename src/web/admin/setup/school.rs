//! School holidays beside the closing days: the zone's calendar, and periods that the practice writes. They close nothing.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Days, NaiveDate};

use super::field::{Field, Fields, Input, Section};
use super::holidays::{PATH, shown};
use super::list::{Group, Row};
use super::reader::{Reader, parsed_date};
use super::{Context, LABEL_MAX, done, words};
use crate::domain::contact::FieldProblem;
use crate::domain::schedule::{SchoolHolidays, SchoolPeriod, SchoolZone};
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::admin::school::{CUSTOM, name, name_and_zone};
use crate::web::answer::{Halt, onward};
use crate::web::extract::{FieldErrors, Form, Visit};

/// Own periods at most.
const OWN_MAX: usize = 60;
/// How far ahead they are shown, in days: this school year and the next.
const AHEAD: Days = Days::new(730);

/// What the page of closing days shows of them.
pub(super) struct SchoolPart {
    pub(super) action: String,
    pub(super) zone: Field,
    /// How far the calendar reaches.
    pub(super) published: String,
    pub(super) periods: Vec<PeriodRow>,
    pub(super) add: Vec<Field>,
}

/// One period.
pub(super) struct PeriodRow {
    pub(super) from: NaiveDate,
    pub(super) name: String,
    pub(super) words: String,
    pub(super) is_own: bool,
}

impl SchoolPart {
    pub(super) fn of(f: Fields<'_>, school: &SchoolHolidays) -> Self {
        let ctx = f.ctx;
        let zone_of = |zone: SchoolZone| {
            (
                zone.key().to_owned(),
                f.text(&format!("school-zone-{}", zone.key())),
            )
        };
        let none = (String::new(), f.text("school-zone-none"));
        let mut zone = f.select(
            "zone",
            "school-zone",
            std::iter::once(none).chain(SchoolZone::ALL.map(zone_of)),
        );
        if let Input::Select(choices) = &mut zone.input {
            let present = school.zone.map_or("", SchoolZone::key);
            let typed = f.form.get("zone");
            let chosen = if typed.is_empty() { present } else { typed };
            for choice in choices {
                choice.is_chosen = choice.value == chosen;
            }
        }
        Self {
            action: ctx.link(&format!("{PATH}/school")),
            zone: zone.hint(f.text("school-zone-hint")),
            published: published(ctx, school),
            periods: periods(ctx, school).iter().map(|p| row(ctx, p)).collect(),
            add: vec![
                f.field("school_from", "setup-from-date", Input::Date),
                f.field("school_to", "setup-to-date", Input::Date),
                f.field("school_name", "school-name", Input::Line(LABEL_MAX)),
            ],
        }
    }
}

fn periods(ctx: &Context, school: &SchoolHolidays) -> Vec<SchoolPeriod> {
    let last = ctx.today.checked_add_days(AHEAD).unwrap_or(ctx.today);
    school.between(ctx.today, last)
}

fn published(ctx: &Context, school: &SchoolHolidays) -> String {
    match (school.zone, school.published_until()) {
        (None, _) => ctx.text("school-no-zone"),
        (Some(_), None) => ctx.text("school-not-embedded"),
        (Some(_), Some(last)) => ctx
            .t
            .with("school-published", &[("date", ctx.t.date(last).into())]),
    }
}

fn row(ctx: &Context, period: &SchoolPeriod) -> PeriodRow {
    PeriodRow {
        from: period.from,
        name: period.name.clone(),
        words: words::pair(
            ctx,
            name(ctx.t, period),
            words::dates(ctx, period.from, period.to),
        ),
        is_own: period.name.starts_with(CUSTOM),
    }
}

/// The periods to come, for who writes absences; none without any.
pub(super) fn group(ctx: &Context) -> Option<Group> {
    let rows: Vec<Row> = periods(ctx, &ctx.school)
        .iter()
        .map(|p| Row::new(words::dates(ctx, p.from, p.to), name(ctx.t, p), String::new()))
        .collect();
    Group::history(ctx.text("school-title"), rows)
}

/// The periods to come as a part of a form that asks for dates; none when nothing is shown. Its title says the next one.
pub(super) fn section(f: Fields<'_>) -> Option<Section> {
    let (ctx, school) = (f.ctx, &f.ctx.school);
    let coming = periods(ctx, school);
    let words = |p: &SchoolPeriod| {
        let arguments = [
            ("name", name_and_zone(ctx.t, school, p).into()),
            ("from", ctx.t.date(p.from).into()),
            ("to", ctx.t.date(p.to).into()),
        ];
        ctx.t.with("school-span", &arguments)
    };
    let next = words(coming.first()?);
    let rows = coming.iter().enumerate().map(|(n, p)| {
        f.field(format!("school-{n}"), "school-title", Input::Note)
            .labelled(words(p))
    });
    let title = ctx.t.with("school-coming", &[("next", next.into())]);
    Some(Section::new(title, rows.collect()).told_by_title())
}

/// What a list says of dates that touch school holidays, empty for others.
pub(super) fn tag(ctx: &Context, (first, last): (NaiveDate, NaiveDate)) -> String {
    let found = ctx.school.between(first, last);
    found.first().map_or_else(String::new, |p| name(ctx.t, p))
}

/// A date field that says below it which school holidays and which public holiday the typed date lies in.
pub(super) fn marked(f: Fields<'_>, field: Field) -> Field {
    let Some(date) = parsed_date(&field.value) else {
        return field;
    };
    let t = f.ctx.t;
    let school = f.ctx.school.on(date);
    let school = school.map(|p| {
        let name = name_and_zone(t, &f.ctx.school, &p);
        t.with("school-on-date", &[("name", name.into())])
    });
    let holiday = f.ctx.set_up.practice.holidays.on(date);
    let holiday = holiday.map(|day| match day.name.strip_prefix(CUSTOM) {
        Some(own) => own.to_owned(),
        None => t.with(
            "holiday-named",
            &[("name", t.text(&day.name).into_owned().into())],
        ),
    });
    let told = [field.hint.clone()].into_iter().filter(|hint| !hint.is_empty());
    let told: Vec<String> = told.chain(holiday).chain(school).collect();
    field.hint(told.join(" · "))
}

/// `POST /admin/setup/holidays/school`.
pub(super) async fn save(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let present = ctx.web.app.school_holidays().await?;
    match read(&ctx, &form, present) {
        Ok(next) => {
            let actor = ctx.staff.0.actor();
            ctx.web.app.save_school_holidays(next, actor).await?;
            Ok(onward(&ctx.visit, &done(PATH, "saved"), None))
        }
        Err(errors) => shown(&ctx, form, &errors, StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}

fn read(ctx: &Context, form: &Form, mut school: SchoolHolidays) -> Result<SchoolHolidays, FieldErrors> {
    let mut r = Reader::new(ctx.t, form);
    match form.get("act") {
        "zone" => {
            let zone = r.chosen("zone", |key| match key {
                "" => Some(None),
                key => SchoolZone::from_key(key).map(Some),
            });
            school.zone = zone.flatten();
        }
        "drop" => {
            let from: Option<NaiveDate> = form.parsed("from");
            school
                .own
                .retain(|p| Some(p.from) != from || p.name != form.get("name"));
        }
        "add" => {
            let name = r.needed_line("school_name", LABEL_MAX);
            let from = r.needed_date("school_from");
            let to = r.date("school_to").or(from);
            if to < from {
                r.refuse("school_to", FieldProblem::EndBeforeStart);
            }
            if school.own.len() >= OWN_MAX {
                let max = i64::try_from(OWN_MAX).unwrap_or(i64::MAX);
                r.refuse("school_name", FieldProblem::OutOfRange { min: 0, max });
            }
            if let (Some(from), Some(to)) = (from, to) {
                let name = format!("{CUSTOM}{name}");
                school.own.push(SchoolPeriod { from, to, name });
            }
        }
        _ => r.refuse("zone", FieldProblem::UnknownChoice),
    }
    r.finish(school)
}
