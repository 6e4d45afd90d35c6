//! Other hours on a date or on a range of dates: they replace the whole day and beat public holidays (booking-rules §3).

use super::editor::{Editor, Removal};
use super::field::{Field, Fields, Input, Section};
use super::reader::Reader;
use super::reserved::{self, HOURS_MAX};
use super::schedule::{only_or_asked, practitioner, read_practitioner};
use super::{Context, LABEL_MAX, hours, school};
use crate::domain::agenda::{Edit, Noun};
use crate::domain::contact::FieldProblem;
use crate::domain::id::{ExceptionId, PractitionerId};
use crate::domain::schedule::ScheduleException;
use crate::web::extract::{FieldErrors, Form};

/// See the module.
pub(super) struct ExceptionEditor;

impl Editor for ExceptionEditor {
    const PATH: &'static str = "/admin/setup/exceptions";
    const BACK: (&'static str, &'static str) = ("/admin/setup/schedules", "setup-schedules");

    fn noun(id: i64) -> Noun {
        Noun::Exception(ExceptionId(id))
    }

    fn title(ctx: &Context, now: Option<&Edit>) -> String {
        match now {
            Some(Edit::Exception(exception)) => {
                let name = ctx.name_of(exception.practitioner);
                ctx.t.with("setup-exception-of", &[("name", name.into())])
            }
            _ => ctx.text("setup-exception-new"),
        }
    }

    fn typed(ctx: &Context, now: Option<&Edit>, asked: &Form) -> Form {
        let mut form = Form::default();
        let Some(Edit::Exception(exception)) = now else {
            form.set("practitioner", only_or_asked(ctx, asked));
            form.set("day", "closed");
            return form;
        };
        form.set("practitioner", exception.practitioner.to_string());
        form.set("from", exception.from.to_string());
        if !exception.is_single() {
            form.set("to", exception.to.to_string());
        }
        let is_closed = exception.windows.is_empty();
        form.set("day", if is_closed { "closed" } else { "open" });
        let open = exception.windows.iter().filter(|w| w.cares().is_none());
        form.set("hours", hours::written(open));
        reserved::fill(&mut form, exception.windows.iter().map(|w| (0, w)));
        form.set("label", exception.label.as_str());
        form
    }

    fn sections(f: Fields<'_>) -> Vec<Section> {
        let when = Section::new(f.text("setup-exception-when"), when(f));
        let what = Section::new(f.text("setup-exception-hours"), what(f));
        std::iter::once(when)
            .chain(school::section(f))
            .chain([what])
            .chain(reserved::sections(f, false))
            .collect()
    }

    fn read(ctx: &Context, id: i64, form: &Form) -> Result<Vec<Edit>, FieldErrors> {
        let mut r = Reader::new(ctx.t, form);
        let who = who(&mut r, ctx, id);
        let from = r.needed_date("from").unwrap_or_default();
        let to = r.date("to").unwrap_or(from);
        if to < from {
            r.refuse("to", FieldProblem::EndBeforeStart);
        }
        let windows = windows(&mut r, ctx);
        let label = r.line("label", LABEL_MAX);
        let edit = |practitioner: PractitionerId| {
            Edit::Exception(ScheduleException {
                id: ExceptionId(id),
                practitioner,
                from,
                to,
                windows: windows.clone(),
                label: label.clone(),
            })
        };
        let edits = who.into_iter().map(edit).collect();
        r.finish(edits)
    }

    fn removal(now: &Edit) -> Option<Removal> {
        let Edit::Exception(exception) = now else {
            return None;
        };
        Some(Removal::dropping(
            Edit::DropException(exception.id),
            "setup-exception-drop-hint",
        ))
    }
}

/// Choice of everybody, for a new one: each gets an exception of their own.
const EVERYBODY: &str = "all";

fn who(r: &mut Reader<'_>, ctx: &Context, id: i64) -> Vec<PractitionerId> {
    if id == 0 && r.form.get("practitioner") == EVERYBODY {
        return ctx.practitioners().iter().map(|p| p.id).collect();
    }
    vec![read_practitioner(r, ctx)]
}

fn when(f: Fields<'_>) -> Vec<Field> {
    let mut who = practitioner(f);
    if let Input::Select(choices) = &mut who.input {
        choices.push(super::field::Choice {
            value: EVERYBODY.to_owned(),
            label: f.text("setup-everybody"),
            is_chosen: f.form.get("practitioner") == EVERYBODY,
        });
    }
    vec![
        who,
        school::marked(f, f.field("from", "setup-exception-from", Input::Date).needed()),
        school::marked(
            f,
            f.field("to", "setup-exception-to", Input::Date)
                .hint(f.text("setup-exception-to-hint")),
        ),
        f.field("label", "setup-label", Input::Line(LABEL_MAX))
            .hint(f.text("setup-label-hint"))
            .wide(),
    ]
}

fn what(f: Fields<'_>) -> Vec<Field> {
    let choices = [
        ("closed".to_owned(), f.text("setup-exception-closed")),
        ("open".to_owned(), f.text("setup-exception-open")),
    ];
    vec![
        f.select("day", "setup-exception-day", choices)
            .hint(f.text("setup-exception-day-hint")),
        f.field("hours", "setup-exception-open-hours", Input::Line(HOURS_MAX))
            .placeholder(f.text("setup-hours-example")),
    ]
}

fn windows(r: &mut Reader<'_>, ctx: &Context) -> Vec<crate::domain::schedule::Window> {
    let is_open = r.chosen("day", |key| match key {
        "closed" => Some(false),
        "open" => Some(true),
        _ => None,
    });
    let mut windows = hours::read(r, "hours", None);
    windows.extend(reserved::read(r, ctx, false).into_iter().map(|(_, w)| w));
    match is_open {
        Some(true) if windows.is_empty() => r.refuse("hours", FieldProblem::Missing),
        Some(false) if !windows.is_empty() => {
            let text = r.t.text("setup-exception-contradiction").into_owned();
            r.refuse_saying("day", text);
        }
        _ => {}
    }
    windows
}
