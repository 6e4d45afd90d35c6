//! Absences of a practitioner or of the whole practice: half a day, hours, days, weeks.

use axum::extract::State;
use axum::response::Response;
use chrono::{Datelike as _, NaiveDate};

use super::editor::{Editor, Removal};
use super::field::{Field, Fields, Input, Section};
use super::list::{Group, Row};
use super::reader::Reader;
use super::schedule::{only_or_asked, practitioner, read_practitioner};
use super::{Context, LABEL_MAX, repeat, school, span, words};
use crate::domain::agenda::{Edit, Noun};
use crate::domain::contact::FieldProblem;
use crate::domain::id::AbsenceId;
use crate::domain::schedule::Absence;
use crate::domain::time::{DayTime, Interval, Zone};
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::extract::{FieldErrors, Form, Visit};

/// Choice of the whole practice.
const EVERYBODY: &str = "all";
/// Where a day is cut in two.
const NOON: u16 = 13;

/// See the module.
pub(super) struct AbsenceEditor;

impl Editor for AbsenceEditor {
    const PATH: &'static str = "/admin/setup/absences";
    const BACK: (&'static str, &'static str) = (Self::PATH, "setup-absences");

    fn noun(id: i64) -> Noun {
        Noun::Absence(AbsenceId(id))
    }

    fn title(ctx: &Context, now: Option<&Edit>) -> String {
        match now {
            Some(Edit::Absence(absence)) => {
                let name = words::who(ctx, absence.practitioner);
                ctx.t.with("setup-absence-of", &[("name", name.into())])
            }
            _ => ctx.text("setup-absence-new"),
        }
    }

    fn typed(ctx: &Context, now: Option<&Edit>, asked: &Form) -> Form {
        let mut form = Form::default();
        let Some(Edit::Absence(absence)) = now else {
            form.set("practitioner", only_or_asked(ctx, asked));
            form.set("part", "whole");
            form.set("repeat", "0");
            return form;
        };
        let who = absence
            .practitioner
            .map_or_else(|| EVERYBODY.to_owned(), |p| p.to_string());
        form.set("practitioner", who);
        span::fill(&mut form, "", ctx.set_up.practice.zone, absence.interval);
        let is_whole = form.get("from").is_empty() && form.get("to").is_empty();
        form.set("part", if is_whole { "whole" } else { "hours" });
        form.set("label", absence.label.as_str());
        form.set("repeat", "0");
        form
    }

    fn sections(f: Fields<'_>) -> Vec<Section> {
        let main = Section::new(f.text("setup-absence"), fields(f));
        std::iter::once(main).chain(school::section(f)).collect()
    }

    fn read(ctx: &Context, id: i64, form: &Form) -> Result<Vec<Edit>, FieldErrors> {
        let mut r = Reader::new(ctx.t, form);
        let practitioner = if form.get("practitioner") == EVERYBODY {
            None
        } else {
            Some(read_practitioner(&mut r, ctx))
        };
        let interval = interval(&mut r, ctx.set_up.practice.zone);
        let label = r.line("label", LABEL_MAX);
        let zone = ctx.set_up.practice.zone;
        let spans = interval
            .map(|first| repeat::read(&mut r, "", zone, first))
            .unwrap_or_default();
        let edit = |(n, interval): (usize, Interval)| {
            Edit::Absence(Absence {
                // Of a repeated one only the first replaces what was there.
                id: if n == 0 { AbsenceId(id) } else { AbsenceId(0) },
                practitioner,
                interval,
                label: label.clone(),
            })
        };
        let edits = spans.into_iter().enumerate().map(edit).collect();
        r.finish(edits)
    }

    fn following(ctx: &Context, now: &Edit) -> Vec<Edit> {
        let Edit::Absence(first) = now else {
            return Vec::new();
        };
        let zone = ctx.set_up.practice.zone;
        let hours = |a: &Absence| [a.interval.start, a.interval.end].map(|at| zone.wall(at).reading.time());
        let weekday = |a: &Absence| zone.date(a.interval.start).weekday();
        let is_same = |a: &&Absence| {
            a.practitioner == first.practitioner
                && a.label == first.label
                && a.interval.start >= first.interval.start
                && weekday(a) == weekday(first)
                && hours(a) == hours(first)
        };
        let mut all: Vec<_> = ctx.set_up.absences.iter().filter(is_same).collect();
        all.sort_by_key(|a| a.interval);
        all.into_iter().map(|a| Edit::DropAbsence(a.id)).collect()
    }

    fn removal(now: &Edit) -> Option<Removal> {
        let Edit::Absence(absence) = now else { return None };
        Some(Removal::dropping(
            Edit::DropAbsence(absence.id),
            "setup-absence-drop-hint",
        ))
    }
}

fn fields(f: Fields<'_>) -> Vec<Field> {
    let mut who = practitioner(f);
    if f.ctx.may_change_hours_of(None)
        && let Input::Select(choices) = &mut who.input
    {
        choices.push(super::field::Choice {
            value: EVERYBODY.to_owned(),
            label: f.text("setup-whole-practice"),
            is_chosen: f.form.get("practitioner") == EVERYBODY,
        });
    }
    let parts = ["whole", "morning", "afternoon", "hours"];
    let parts = parts.map(|key| (key.to_owned(), f.text(&format!("setup-part-{key}"))));
    vec![
        who,
        school::marked(f, f.field("from_date", "setup-from-date", Input::Date).needed()),
        school::marked(
            f,
            f.field("to_date", "setup-to-date", Input::Date)
                .hint(f.text("setup-exception-to-hint")),
        ),
        f.select("part", "setup-part", parts).wide(),
        f.field("from", "setup-from-hour", Input::Line(10))
            .placeholder(f.text("setup-hour-example"))
            .hint(f.text("setup-part-hours-only")),
        f.field("to", "setup-to-hour", Input::Line(10))
            .placeholder(f.text("setup-hour-example")),
        repeat::every(f, ""),
        school::marked(f, repeat::until(f, "")),
        f.field("label", "setup-label", Input::Line(LABEL_MAX))
            .hint(f.text("setup-label-hint"))
            .wide(),
    ]
}

/// The part of the day decides; hours count only when they are asked for, and are refused elsewhere.
fn interval(r: &mut Reader<'_>, zone: Zone) -> Option<Interval> {
    let part = r.form.get("part").to_owned();
    match part.as_str() {
        "hours" => {
            if r.form.get("from").is_empty() && r.form.get("to").is_empty() {
                r.refuse("from", FieldProblem::Missing);
            }
            span::read(r, "", zone)
        }
        "whole" | "morning" | "afternoon" => {
            for name in ["from", "to"] {
                if !r.form.get(name).is_empty() {
                    let text = r.t.text("setup-part-contradiction").into_owned();
                    r.refuse_saying(name, text);
                }
            }
            let first = r.needed_date("from_date")?;
            let last = r.date("to_date").unwrap_or(first);
            if last < first {
                r.refuse("to_date", FieldProblem::EndBeforeStart);
                return None;
            }
            if part != "whole" && last != first {
                let text = r.t.text("setup-part-one-day").into_owned();
                r.refuse_saying("part", text);
            }
            Some(days(zone, (first, last), &part))
        }
        _ => {
            r.refuse("part", FieldProblem::UnknownChoice);
            None
        }
    }
}

fn days(zone: Zone, (first, last): (NaiveDate, NaiveDate), part: &str) -> Interval {
    let noon = DayTime::from_hm(NOON, 0).unwrap_or(DayTime::START);
    let from = if part == "afternoon" { noon } else { DayTime::START };
    let to = if part == "morning" { noon } else { DayTime::END };
    Interval {
        start: zone.at(first, from),
        end: zone.at(last, to),
    }
}

/// `GET /admin/setup/absences`.
pub(super) async fn list(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff).with_school().await?;
    let mut absences: Vec<&Absence> = ctx.set_up.absences.iter().collect();
    absences.sort_by_key(|absence| absence.interval);
    let row = |absence: &Absence| {
        let href = ctx.link(&format!("{}/{}", AbsenceEditor::PATH, absence.id));
        let mut row = Row::new(words::span(&ctx, absence.interval), absence.label.as_str(), href);
        row.title = format!("{} – {}", words::who(&ctx, absence.practitioner), row.title);
        row.tag = school::tag(&ctx, span::dates(ctx.set_up.practice.zone, absence.interval));
        row
    };
    let now = ctx.web.app.now();
    let (past, to_come): (Vec<&Absence>, Vec<&Absence>) = absences
        .into_iter()
        .partition(|absence| absence.interval.end <= now);
    let adds = vec![ctx.adds("setup-absence-add", "/admin/setup/absences/new")];
    let rows = to_come.into_iter().map(row).collect();
    let mut groups = vec![Group::plain(rows, ctx.text("setup-absences-none"), adds)];
    let past = past.into_iter().rev().map(row).collect();
    groups.extend(Group::history(ctx.text("setup-past"), past));
    groups.extend(school::group(&ctx));
    Ok(ctx.list(("setup-absences", "setup-absences-lead"), groups))
}
