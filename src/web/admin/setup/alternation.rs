//! Hours that alternate need a schedule for each of their weeks: where one is missing, its form is proposed with what the first says.

use super::Context;
use super::editor::Link;
use crate::domain::agenda::Edit;
use crate::domain::id::ScheduleId;
use crate::domain::schedule::{WeeklySchedule, Weeks};
use crate::web::extract::Form;

/// What the new schedule starts from, when the query names a schedule whose other weeks are missing.
pub(super) fn other_half(ctx: &Context, asked: &Form) -> Option<Edit> {
    let id = ScheduleId(asked.parsed("other_than")?);
    let hours = ctx.set_up.schedules.iter().find(|hours| hours.id == id)?;
    let weeks = missing(ctx, hours)?;
    let other = WeeklySchedule {
        weeks,
        ..hours.clone()
    };
    Some(Edit::Schedule(Box::new(other)))
}

fn missing(ctx: &Context, hours: &WeeklySchedule) -> Option<Weeks> {
    hours.missing_weeks(&ctx.set_up.schedules, ctx.today)
}

/// The button that proposes it; none when no week is left without hours, or to who may not set them.
pub(super) fn link(ctx: &Context, hours: &WeeklySchedule) -> Option<Link> {
    if !ctx.may_change_hours_of(Some(hours.practitioner)) {
        return None;
    }
    let label = match missing(ctx, hours)? {
        Weeks::Odd => ctx.text("alternation-make-odd"),
        Weeks::Even => ctx.text("alternation-make-even"),
        Weeks::Every { n, anchor } => ctx.t.with(
            "alternation-make-every",
            &[("n", n.into()), ("date", ctx.t.date(anchor).into())],
        ),
        Weeks::All => return None,
    };
    Some(Link {
        label,
        note: ctx.text("alternation-make-note"),
        href: ctx.link(&format!("/admin/setup/schedules/new?other_than={}", hours.id)),
    })
}
