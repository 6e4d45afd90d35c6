//! Closures of a room or a machine in its form: what is planned, a box each, and room for one more that may come back.

use std::collections::BTreeSet;

use super::field::{Field, Fields, Input, Section};
use super::reader::Reader;
use super::{Context, repeat, span, words};
use crate::domain::resource::Resource;
use crate::domain::schedule::series;
use crate::domain::time::{Instant, Interval};
use crate::web::extract::Form;

/// Before the fields of one more.
const MORE: &str = "c1-";
/// Before the name of a box.
const KEEP: &str = "keep_";
/// One occurrence less.
const REOPEN: &str = "reopen";

/// Instants that a name may hold, in seconds since 1970: until the year 2200.
const SECONDS: std::ops::Range<i64> = 0..7_258_118_400;

/// Closures that come back, or one that does not; all that the name of its box says.
#[derive(Clone, Copy)]
struct Planned {
    first: Interval,
    last: Instant,
    times: usize,
}

impl Planned {
    fn of(spans: &[Interval]) -> Option<Self> {
        Some(Self {
            first: *spans.first()?,
            last: spans.last()?.start,
            times: spans.len(),
        })
    }

    fn name(self) -> String {
        let [start, end, last] = [self.first.start, self.first.end, self.last].map(|at| at.timestamp());
        format!("{KEEP}{start}_{end}_{last}_{}", self.times)
    }

    fn named(name: &str) -> Option<Self> {
        let mut parts = name.strip_prefix(KEEP)?.split('_');
        let mut at = || {
            let second = parts
                .next()?
                .parse()
                .ok()
                .filter(|second| SECONDS.contains(second))?;
            Instant::from_timestamp(second, 0)
        };
        let (start, end, last) = (at()?, at()?, at()?);
        let times = parts.next()?.parse().ok().filter(|times| *times > 0)?;
        (start < end && start <= last).then_some(Self {
            first: Interval { start, end },
            last,
            times,
        })
    }

    fn words(self, ctx: &Context) -> String {
        let first = words::span(ctx, self.first);
        if self.times == 1 {
            return first;
        }
        let last = ctx.t.date(ctx.set_up.practice.zone.date(self.last));
        let arguments = [
            ("first", first.into()),
            ("times", self.times.into()),
            ("last", last.into()),
        ];
        ctx.t.with("setup-closure-series", &arguments)
    }
}

/// The closures of a unit that are not over yet, those of one rule together.
fn to_come(ctx: &Context, unit: &Resource) -> Vec<Vec<Interval>> {
    let now = ctx.web.app.now();
    let coming: Vec<Interval> = unit.closed.iter().filter(|c| c.end > now).copied().collect();
    series(ctx.set_up.practice.zone, &coming)
}

/// Ticks what is planned.
pub(super) fn fill(ctx: &Context, form: &mut Form, unit: &Resource) {
    for planned in to_come(ctx, unit).iter().filter_map(|spans| Planned::of(spans)) {
        form.set(planned.name(), "1");
    }
    form.set(format!("{MORE}repeat"), "0");
}

/// The part of the form.
pub(super) fn section(f: Fields<'_>) -> Section {
    let shown = Form::parse(f.form.get("was")).unwrap_or_default();
    let named = f.form.fields().chain(shown.fields());
    let mut planned: Vec<Planned> = named.filter_map(|(name, _)| Planned::named(name)).collect();
    planned.sort_by_key(|planned| (planned.first, planned.last));
    planned.dedup_by_key(|planned| planned.name());
    let boxes = planned
        .iter()
        .map(|planned| (planned.name(), planned.words(f.ctx)));
    let boxes = f.ticks("closures", "setup-closures-planned", boxes);
    let is_series = planned.iter().any(|planned| planned.times > 1);
    let mut fields: Vec<Field> = Vec::new();
    if !planned.is_empty() {
        fields.push(boxes.hint(f.text("setup-closures-planned-hint")));
    }
    if is_series {
        let reopen = f.field(REOPEN, "setup-closure-reopen", Input::Date);
        fields.push(reopen.hint(f.text("setup-closure-reopen-hint")).wide());
    }
    fields.push(f.field("closure-more", "setup-closure-more", Input::Note));
    fields.extend(span::fields(f, MORE));
    fields.extend([repeat::every(f, MORE), repeat::until(f, MORE)]);
    let mut usual = Form::default();
    usual.set(format!("{MORE}repeat"), "0");
    Section::new(f.text("setup-resource-closures"), fields)
        .led(f.text("setup-resource-closures-lead"))
        .folded(f.form, &usual)
}

/// What is over, what stays ticked, and what is new. Only a box that was shown and is empty now takes a closure away.
pub(super) fn read(ctx: &Context, r: &mut Reader<'_>, present: Option<&Resource>) -> Vec<Interval> {
    let zone = ctx.set_up.practice.zone;
    let shown = Form::parse(r.form.get("was")).unwrap_or_default();
    let mut closed: BTreeSet<Interval> = present
        .into_iter()
        .flat_map(|unit| unit.closed.iter().copied())
        .collect();
    let coming = present.map_or_else(Vec::new, |unit| to_come(ctx, unit));
    for spans in &coming {
        let name = Planned::of(spans).map(Planned::name).unwrap_or_default();
        if shown.is_ticked(&name) && !r.form.is_ticked(&name) {
            closed.retain(|span| !spans.contains(span));
        }
    }
    if let Some(date) = r.date(REOPEN) {
        let starts_there = |span: &&Interval| zone.date(span.start) == date;
        let gone: Vec<Interval> = coming.iter().flatten().filter(starts_there).copied().collect();
        if gone.is_empty() {
            let text = r.t.text("setup-closure-reopen-none").into_owned();
            r.refuse_saying(REOPEN, text);
        }
        closed.retain(|span| !gone.contains(span));
    }
    let is_asked = span::PARTS
        .iter()
        .any(|part| r.form.is_ticked(&format!("{MORE}{part}")))
        || r.form.is_ticked(&format!("{MORE}repeat_until"));
    if is_asked && let Some(first) = span::read(r, MORE, zone) {
        closed.extend(repeat::read(r, MORE, zone, first));
    }
    closed.into_iter().collect()
}
