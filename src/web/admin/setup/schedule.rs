//! Weekly hours of a practitioner.

use chrono::{Datelike, Days, NaiveDate};

use super::editor::{Editor, Link, Removal};
use super::field::{Field, Fields, Input, Section};
use super::reader::Reader;
use super::reserved::{self, HOURS_MAX};
use super::{Context, alternation, hours, school, weekday_choices};
use crate::domain::agenda::{Edit, Noun};
use crate::domain::contact::FieldProblem;
use crate::domain::id::{PractitionerId, ScheduleId};
use crate::domain::schedule::{WEEKS_MAX, WeeklySchedule, Weeks, Window};
use crate::domain::time::{has_53_weeks, is_odd_week, monday_of};
use crate::web::extract::{FieldErrors, Form};

/// See the module.
pub(super) struct ScheduleEditor;

impl Editor for ScheduleEditor {
    const PATH: &'static str = "/admin/setup/schedules";
    const BACK: (&'static str, &'static str) = (Self::PATH, "setup-schedules");

    fn noun(id: i64) -> Noun {
        Noun::Schedule(ScheduleId(id))
    }

    fn title(ctx: &Context, now: Option<&Edit>) -> String {
        match now {
            Some(Edit::Schedule(hours)) => {
                let name = ctx.name_of(hours.practitioner);
                ctx.t.with("setup-schedule-of", &[("name", name.into())])
            }
            _ => ctx.text("setup-schedule-new"),
        }
    }

    fn typed(ctx: &Context, now: Option<&Edit>, asked: &Form) -> Form {
        let mut form = Form::default();
        let Some(Edit::Schedule(hours)) = now else {
            if let Some(other) = alternation::other_half(ctx, asked) {
                return Self::typed(ctx, Some(&other), asked);
            }
            form.set("practitioner", only_or_asked(ctx, asked));
            form.set("weeks", "all");
            return form;
        };
        form.set("practitioner", hours.practitioner.to_string());
        for (n, windows) in (1..).zip(&hours.days) {
            let open = windows.iter().filter(|w| w.cares().is_none());
            form.set(format!("d{n}"), hours::written(open));
        }
        let days = hours.days.iter().enumerate();
        reserved::fill(
            &mut form,
            days.flat_map(|(day, list)| list.iter().map(move |w| (day, w))),
        );
        let date = |date: Option<NaiveDate>| date.map_or_else(String::new, |d| d.to_string());
        form.set("valid_from", date(hours.valid_from));
        form.set("valid_to", date(hours.valid_to));
        fill_weeks(&mut form, hours.weeks);
        form
    }

    fn sections(f: Fields<'_>) -> Vec<Section> {
        let usual = Self::typed(f.ctx, None, &Form::default());
        let who = practitioner(f);
        vec![
            Section::new(
                f.text("setup-schedule-week"),
                std::iter::once(who).chain(week(f)).collect(),
            )
            .led(f.text("setup-schedule-week-lead")),
            Section::new(f.text("setup-schedule-weeks"), weeks(f)).led(f.text("alternation-lead")),
            Section::new(f.text("setup-schedule-validity"), validity(f))
                .led(f.text("setup-schedule-validity-lead"))
                .folded(f.form, &usual),
        ]
        .into_iter()
        .chain(school::section(f))
        .chain(reserved::sections(f, true))
        .collect()
    }

    fn read(ctx: &Context, id: i64, form: &Form) -> Result<Vec<Edit>, FieldErrors> {
        let mut r = Reader::new(ctx.t, form);
        let practitioner = read_practitioner(&mut r, ctx);
        let mut days: [Vec<Window>; 7] =
            std::array::from_fn(|day| hours::read(&mut r, &format!("d{}", day + 1), None));
        for (day, window) in reserved::read(&mut r, ctx, true) {
            if let Some(list) = days.get_mut(day) {
                list.push(window);
            }
        }
        if days.iter().all(Vec::is_empty) {
            let text = r.t.text("setup-schedule-empty").into_owned();
            r.refuse_saying("d1", text);
        }
        let (valid_from, valid_to) = (r.date("valid_from"), r.date("valid_to"));
        if let (Some(from), Some(to)) = (valid_from, valid_to)
            && to < from
        {
            r.refuse("valid_to", FieldProblem::EndBeforeStart);
        }
        let weeks = read_weeks(&mut r);
        let edit = Edit::Schedule(Box::new(WeeklySchedule {
            id: ScheduleId(id),
            practitioner,
            days,
            valid_from,
            valid_to,
            weeks,
        }));
        r.finish(vec![edit])
    }

    fn act(ctx: &Context, form: &mut Form) {
        match form.get("act") {
            "copy" => copy_day(form),
            "anchor" => offer_anchor(ctx, form),
            _ => {}
        }
    }

    fn links(ctx: &Context, id: i64) -> Vec<Link> {
        let mut all = ctx.set_up.schedules.iter();
        let found = all.find(|hours| hours.id == ScheduleId(id));
        found
            .and_then(|hours| alternation::link(ctx, hours))
            .into_iter()
            .collect()
    }

    fn removal(now: &Edit) -> Option<Removal> {
        let Edit::Schedule(hours) = now else { return None };
        Some(Removal::dropping(
            Edit::DropSchedule(hours.id),
            "setup-schedule-drop-hint",
        ))
    }
}

/// The practitioner asked for, or the only one there is.
pub(super) fn only_or_asked(ctx: &Context, asked: &Form) -> String {
    let mut here = ctx.practitioners();
    here.retain(|p| ctx.may_change_hours_of(Some(p.id)));
    match here.as_slice() {
        [only] => only.id.to_string(),
        _ => asked.get("practitioner").to_owned(),
    }
}

/// The choice of a practitioner.
pub(super) fn practitioner(f: Fields<'_>) -> Field {
    let chosen = f.form.get("practitioner").to_owned();
    let all = f.ctx.set_up.practitioners.values();
    let shown = all.filter(|p| {
        let is_mine = !p.is_archived && f.ctx.may_change_hours_of(Some(p.id));
        is_mine || p.id.to_string() == chosen
    });
    let none = (String::new(), f.text("setup-choose"));
    let choices = std::iter::once(none).chain(shown.map(|p| (p.id.to_string(), p.name.clone())));
    f.select("practitioner", "setup-for-practitioner", choices)
        .needed()
        .wide()
}

/// Reads it; an unknown one is refused and takes number 0.
pub(super) fn read_practitioner(r: &mut Reader<'_>, ctx: &Context) -> PractitionerId {
    let known = |key: &str| {
        let id = PractitionerId(key.parse().ok()?);
        ctx.set_up.practitioners.contains_key(&id).then_some(id)
    };
    if r.form.get("practitioner").is_empty() {
        r.refuse("practitioner", FieldProblem::Missing);
        return PractitionerId(0);
    }
    r.chosen("practitioner", known).unwrap_or(PractitionerId(0))
}

fn week(f: Fields<'_>) -> Vec<Field> {
    let day = |((number, name), day): ((String, String), usize)| {
        let has_reserved = reserved::concerns(f.form, day);
        let empty = if has_reserved {
            "setup-reserved-only"
        } else {
            "setup-closed"
        };
        f.field(format!("d{number}"), "setup-schedule-day", Input::Line(HOURS_MAX))
            .labelled(name)
            .placeholder(f.text(empty))
    };
    let days = weekday_choices(f.ctx).into_iter().zip(1..);
    let mut fields: Vec<Field> = days.map(day).collect();
    fields.push(f.select("copy_from", "setup-copy-from", weekday_choices(f.ctx)));
    let boxes = weekday_choices(f.ctx);
    let boxes = boxes
        .into_iter()
        .map(|(number, name)| (format!("copy:{number}"), name));
    fields.push(f.ticks("copy_to", "setup-copy-to", boxes));
    fields.push(f.field("copy", "setup-copy", Input::Act));
    fields
}

fn weeks(f: Fields<'_>) -> Vec<Field> {
    let choices = ["all", "odd", "even", "every"].map(|key| (key.to_owned(), week_name(f.ctx, key)));
    let this_week = f.ctx.t.with(
        "setup-week-now",
        &[
            ("week", f.ctx.today.iso_week().week().into()),
            (
                "parity",
                f.text(if is_odd_week(f.ctx.today) {
                    "setup-odd"
                } else {
                    "setup-even"
                })
                .into(),
            ),
        ],
    );
    let mut fields = vec![
        f.select("weeks", "setup-weeks", choices).hint(this_week).wide(),
        f.field("n", "setup-weeks-n", Input::Number)
            .hint(f.text("setup-weeks-n-hint")),
        f.field("anchor", "setup-weeks-anchor", Input::Date)
            .hint(f.text("setup-weeks-anchor-hint")),
    ];
    if !matches!(f.form.get("weeks"), "all" | "") {
        fields.push(f.field("pair", "alternation-pair", Input::Note));
    }
    if matches!(f.form.get("weeks"), "odd" | "even") {
        let warning = warning(f.ctx, f.form.get("weeks") == "odd");
        fields.push(f.field("long_year", "setup-weeks", Input::Note).labelled(warning));
        fields.push(f.field("anchor", "setup-weeks-to-anchor", Input::Act));
    }
    fields
}

fn week_name(ctx: &Context, key: &str) -> String {
    ctx.text(&format!("setup-weeks-{key}"))
}

/// booking-rules §3: after a year of 53 weeks two odd weeks follow each other.
pub(super) fn warning(ctx: &Context, is_odd: bool) -> String {
    let first = ctx.today.iso_week().year();
    let year = (first..first + 10)
        .find(|year| has_53_weeks(*year))
        .unwrap_or(first);
    let last_monday = NaiveDate::from_isoywd_opt(year, 53, chrono::Weekday::Mon).unwrap_or(ctx.today);
    let next_monday = last_monday.checked_add_days(Days::new(7)).unwrap_or(last_monday);
    let arguments = [
        ("year", year.to_string().into()),
        ("first", ctx.t.date_plain(last_monday).into()),
        ("second", ctx.t.date_plain(next_monday).into()),
    ];
    let key = if is_odd {
        "setup-weeks-warning-odd"
    } else {
        "setup-weeks-warning-even"
    };
    ctx.t.with(key, &arguments)
}

fn validity(f: Fields<'_>) -> Vec<Field> {
    vec![
        school::marked(f, f.field("valid_from", "setup-valid-from", Input::Date)),
        school::marked(f, f.field("valid_to", "setup-valid-to", Input::Date)),
    ]
}

fn fill_weeks(form: &mut Form, weeks: Weeks) {
    let key = match weeks {
        Weeks::All => "all",
        Weeks::Odd => "odd",
        Weeks::Even => "even",
        Weeks::Every { n, anchor } => {
            form.set("n", n.to_string());
            form.set("anchor", anchor.to_string());
            "every"
        }
    };
    form.set("weeks", key);
}

fn read_weeks(r: &mut Reader<'_>) -> Weeks {
    match r.form.get("weeks") {
        "all" => Weeks::All,
        "odd" => Weeks::Odd,
        "even" => Weeks::Even,
        "every" => {
            let n = u8::try_from(r.needed_number("n", 2, WEEKS_MAX)).unwrap_or(2);
            let anchor = r.needed_date("anchor").unwrap_or_default();
            Weeks::Every { n, anchor }
        }
        _ => {
            r.refuse("weeks", FieldProblem::UnknownChoice);
            Weeks::All
        }
    }
}

/// Hours of one day on the days that are ticked.
fn copy_day(form: &mut Form) {
    let from = format!("d{}", form.get("copy_from"));
    let hours = form.get(&from).to_owned();
    for day in 1..=7 {
        if form.is_ticked(&format!("copy:{day}")) {
            form.set(format!("d{day}"), hours.as_str());
            form.set(format!("copy:{day}"), "");
        }
    }
}

/// The same weeks counted from a date, which no year of 53 weeks disturbs.
fn offer_anchor(ctx: &Context, form: &mut Form) {
    let is_odd = form.get("weeks") == "odd";
    let this = monday_of(ctx.today);
    let next = this.checked_add_days(Days::new(7)).unwrap_or(this);
    let anchor = if is_odd_week(this) == is_odd { this } else { next };
    form.set("weeks", "every");
    form.set("n", "2");
    form.set("anchor", anchor.to_string());
}
