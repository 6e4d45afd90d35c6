//! The hours of everybody: weekly ones, and other hours on some dates.

use axum::extract::State;
use axum::response::Response;

use super::editor::Link;
use super::list::{Group, Row};
use super::{Context, alternation, school, words};
use crate::domain::practitioner::Practitioner;
use crate::domain::schedule::{ScheduleException, WeeklySchedule, Weeks};
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

/// `GET /admin/setup/schedules`.
pub(super) async fn list(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff).with_school().await?;
    let here = ctx.practitioners();
    let mut groups: Vec<Group> = here.iter().map(|p| group(&ctx, p)).collect();
    if groups.is_empty() {
        let adds = vec![ctx.adds("setup-practitioner-add", "/admin/setup/practitioners/new")];
        groups.push(Group::plain(
            Vec::new(),
            ctx.text("setup-practitioners-none"),
            adds,
        ));
    }
    let past = ctx.set_up.exceptions.iter().filter(|e| e.to < ctx.today);
    let past = past.map(|e| Row {
        title: format!(
            "{} – {}",
            ctx.name_of(e.practitioner),
            words::dates(&ctx, e.from, e.to)
        ),
        ..exception_row(&ctx, e)
    });
    groups.extend(Group::history(ctx.text("setup-past"), past.collect()));
    Ok(ctx.list(("setup-schedules", "setup-schedules-lead"), groups))
}

fn group(ctx: &Context, p: &Practitioner) -> Group {
    let weekly = ctx.set_up.schedules.iter().filter(|s| s.practitioner == p.id);
    let mut mark = Marks::default();
    let mut other_half = None;
    let mut rows: Vec<Row> = weekly
        .map(|hours| {
            mark.has_reserved |= hours.days.iter().flatten().any(|w| w.cares().is_some());
            mark.has_parity |= matches!(hours.weeks, Weeks::Odd | Weeks::Even);
            other_half = other_half.take().or_else(|| alternation::link(ctx, hours));
            schedule_row(ctx, hours)
        })
        .collect();
    mark.is_half = other_half.is_some();
    let dated = ctx.set_up.exceptions.iter();
    let mut dated: Vec<_> = dated
        .filter(|e| e.practitioner == p.id && e.to >= ctx.today)
        .collect();
    dated.sort_by_key(|e| (e.from, e.to));
    rows.extend(dated.into_iter().map(|e| exception_row(ctx, e)));
    let path = |what: &str| format!("/admin/setup/{what}/new?practitioner={}", p.id);
    let adds: Vec<Link> = if ctx.may_change_hours_of(Some(p.id)) {
        vec![
            ctx.adds("setup-schedule-add", &path("schedules")),
            ctx.adds("setup-exception-add", &path("exceptions")),
        ]
    } else {
        Vec::new()
    };
    Group {
        title: p.name.clone(),
        note: notes(ctx, &mark),
        ..Group::plain(
            rows,
            ctx.text("setup-schedules-none"),
            other_half.into_iter().chain(adds).collect(),
        )
    }
}

/// What is said below a practitioner's name.
#[derive(Default)]
struct Marks {
    /// Some weeks of an alternation have no hours.
    is_half: bool,
    has_parity: bool,
    has_reserved: bool,
}

fn notes(ctx: &Context, mark: &Marks) -> String {
    let half = mark.is_half.then(|| ctx.text("alternation-half"));
    let parity = mark.has_parity.then(|| ctx.text("setup-parity-note"));
    let reserved = mark.has_reserved.then(|| ctx.text("setup-reserved-mark"));
    let told = half.into_iter().chain(parity).chain(reserved);
    told.collect::<Vec<_>>().join(" ")
}

fn schedule_row(ctx: &Context, hours: &WeeklySchedule) -> Row {
    let href = ctx.link(&format!("/admin/setup/schedules/{}", hours.id));
    let mut row = Row::new(words::week(ctx, hours), words::when(ctx, hours), href);
    if hours.valid_to.is_some_and(|to| to < ctx.today) {
        row.tag = ctx.text("setup-ended");
    }
    row
}

fn exception_row(ctx: &Context, exception: &ScheduleException) -> Row {
    let href = ctx.link(&format!("/admin/setup/exceptions/{}", exception.id));
    let title = words::pair(
        ctx,
        words::dates(ctx, exception.from, exception.to),
        words::windows(ctx, &exception.windows),
    );
    let mut row = Row::new(title, exception.label.as_str(), href);
    let school = school::tag(ctx, (exception.from, exception.to));
    if !school.is_empty() {
        row.note = [row.note, school]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
    }
    row.tag = ctx.text("setup-exception");
    row
}
