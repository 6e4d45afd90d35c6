//! The hours of everybody: weekly ones, and other hours on some dates.

use axum::extract::State;
use axum::response::Response;

use super::list::{Group, Row};
use super::{Context, words};
use crate::domain::practitioner::Practitioner;
use crate::domain::schedule::{ScheduleException, WeeklySchedule, Weeks};
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::extract::Visit;

/// `GET /admin/setup/schedules`.
pub(super) async fn list(State(web): State<Web>, visit: Visit, staff: Staff) -> Response {
    let ctx = Context::new(web, visit, staff);
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
    ctx.list(("setup-schedules", "setup-schedules-lead"), groups)
}

fn group(ctx: &Context, p: &Practitioner) -> Group {
    let weekly = ctx.set_up.schedules.iter().filter(|s| s.practitioner == p.id);
    let (mut has_parity, mut has_reserved) = (false, false);
    let mut rows: Vec<Row> = weekly
        .map(|hours| {
            has_reserved |= hours.days.iter().flatten().any(|w| w.cares().is_some());
            has_parity |= matches!(hours.weeks, Weeks::Odd | Weeks::Even);
            schedule_row(ctx, hours)
        })
        .collect();
    let dated = ctx.set_up.exceptions.iter();
    let mut dated: Vec<_> = dated
        .filter(|e| e.practitioner == p.id && e.to >= ctx.today)
        .collect();
    dated.sort_by_key(|e| (e.from, e.to));
    rows.extend(dated.into_iter().map(|e| exception_row(ctx, e)));
    let path = |what: &str| format!("/admin/setup/{what}/new?practitioner={}", p.id);
    let adds = if ctx.may_change_hours_of(Some(p.id)) {
        vec![
            ctx.adds("setup-schedule-add", &path("schedules")),
            ctx.adds("setup-exception-add", &path("exceptions")),
        ]
    } else {
        Vec::new()
    };
    Group {
        title: p.name.clone(),
        note: notes(ctx, has_parity, has_reserved),
        ..Group::plain(rows, ctx.text("setup-schedules-none"), adds)
    }
}

fn notes(ctx: &Context, has_parity: bool, has_reserved: bool) -> String {
    let parity = has_parity.then(|| ctx.text("setup-parity-note"));
    let reserved = has_reserved.then(|| ctx.text("setup-reserved-mark"));
    parity.into_iter().chain(reserved).collect::<Vec<_>>().join(" ")
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
    row.tag = ctx.text("setup-exception");
    row
}
