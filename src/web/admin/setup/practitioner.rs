//! Practitioners.

use axum::extract::State;
use axum::response::Response;

use super::editor::{Editor, Link, Removal};
use super::field::{Fields, Input, Section};
use super::list::Row;
use super::practice::NAME_MAX;
use super::reader::Reader;
use super::{Context, palette};
use crate::domain::agenda::{Edit, Noun};
use crate::domain::id::PractitionerId;
use crate::domain::practitioner::{HolidayHabit, Practitioner};
use crate::domain::spoken::Spoken;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::extract::{FieldErrors, Form, Visit};

/// See the module.
pub(super) struct PractitionerEditor;

/// Answers to whether one gets there without a step; none is not said.
const STEP_FREE: [(&str, bool); 2] = [("yes", true), ("no", false)];

fn step_free_key(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

fn step_free(f: Fields<'_>) -> impl Iterator<Item = (String, String)> {
    let answers = STEP_FREE.map(|(key, _)| {
        (
            key.to_owned(),
            f.text(&format!("setup-practitioner-step-free-{key}")),
        )
    });
    let unsaid = (String::new(), f.text("setup-practitioner-step-free-unsaid"));
    std::iter::once(unsaid).chain(answers)
}

/// Name of the box of a language.
fn language(spoken: Spoken) -> String {
    format!("speaks:{}", spoken.code())
}

impl Editor for PractitionerEditor {
    const PATH: &'static str = "/admin/setup/practitioners";
    const BACK: (&'static str, &'static str) = (Self::PATH, "setup-practitioners");

    fn noun(id: i64) -> Noun {
        Noun::Practitioner(PractitionerId(id))
    }

    fn title(ctx: &Context, now: Option<&Edit>) -> String {
        match now {
            Some(Edit::Practitioner(p)) => p.name.clone(),
            _ => ctx.text("setup-practitioner-new"),
        }
    }

    fn typed(ctx: &Context, now: Option<&Edit>, _: &Form) -> Form {
        let mut form = Form::default();
        let Some(Edit::Practitioner(p)) = now else {
            form.set("is_online", "1");
            form.set("color", palette::nth(ctx.set_up.practitioners.len()));
            return form;
        };
        form.set("name", p.name.as_str());
        form.set("speciality", p.speciality.as_str());
        form.set("color", p.color.as_str());
        for spoken in &p.languages {
            form.set(language(*spoken), "1");
        }
        form.set("step_free", p.is_step_free.map_or("", step_free_key));
        if p.is_online {
            form.set("is_online", "1");
        }
        if p.holidays == HolidayHabit::Open {
            form.set("works_holidays", "1");
        }
        form
    }

    fn sections(f: Fields<'_>) -> Vec<Section> {
        let fields = vec![
            f.field("name", "setup-practitioner-name", Input::Line(NAME_MAX))
                .hint(f.text("setup-practitioner-name-hint"))
                .needed(),
            f.field(
                "speciality",
                "setup-practitioner-speciality",
                Input::Line(NAME_MAX),
            )
            .hint(f.text("setup-practitioner-speciality-hint")),
            f.field("is_online", "setup-practitioner-online", Input::Tick)
                .hint(f.text("setup-practitioner-online-hint"))
                .wide(),
            f.field("works_holidays", "setup-practitioner-holidays", Input::Tick)
                .hint(f.text("setup-practitioner-holidays-hint"))
                .wide(),
            f.field("color", "setup-color", Input::Colour)
                .hint(f.text("setup-color-hint")),
            f.select("step_free", "setup-practitioner-step-free", step_free(f)),
        ];
        let languages =
            Spoken::all().map(|spoken| (language(spoken), f.text(&format!("spoken-{}", spoken.code()))));
        let spoken = vec![f.ticks("languages", "setup-practitioner-languages-which", languages)];
        vec![
            Section::new(f.text("setup-practitioner"), fields),
            Section::new(f.text("setup-practitioner-languages"), spoken).folded(f.form, &Form::default()),
        ]
    }

    fn read(ctx: &Context, id: i64, form: &Form) -> Result<Vec<Edit>, FieldErrors> {
        let mut r = Reader::new(ctx.t, form);
        let id = PractitionerId(id);
        let practitioner = Practitioner {
            id,
            name: r.needed_line("name", NAME_MAX),
            speciality: r.line("speciality", NAME_MAX),
            languages: Spoken::all()
                .filter(|spoken| form.is_ticked(&language(*spoken)))
                .collect(),
            is_step_free: STEP_FREE
                .into_iter()
                .find(|(key, _)| *key == form.get("step_free"))
                .map(|(_, is)| is),
            holidays: if form.is_ticked("works_holidays") {
                HolidayHabit::Open
            } else {
                HolidayHabit::Closed
            },
            color: r.colour("color"),
            is_online: form.is_ticked("is_online"),
            is_archived: ctx.set_up.practitioners.get(&id).is_some_and(|p| p.is_archived),
        };
        r.finish(vec![Edit::Practitioner(practitioner)])
    }

    fn removal(now: &Edit) -> Option<Removal> {
        let Edit::Practitioner(p) = now else { return None };
        let edit = Edit::Practitioner(Practitioner {
            is_archived: !p.is_archived,
            ..p.clone()
        });
        Some(Removal::archiving(
            edit,
            p.is_archived,
            "setup-practitioner-archive-hint",
        ))
    }

    fn links(ctx: &Context, id: i64) -> Vec<Link> {
        if id == 0 {
            return Vec::new();
        }
        let path = |what: &str| format!("/admin/setup/{what}/new?practitioner={id}");
        vec![
            ctx.adds("setup-schedule-add", &path("schedules")),
            ctx.adds("setup-absence-add", &path("absences")),
        ]
    }
}

/// `GET /admin/setup/practitioners`.
pub(super) async fn list(State(web): State<Web>, visit: Visit, staff: Staff) -> Response {
    let ctx = Context::new(web, visit, staff);
    let row = |p: &Practitioner| {
        let href = ctx.link(&format!("{}/{}", PractitionerEditor::PATH, p.id));
        let mut row = Row::new(p.name.as_str(), p.speciality.as_str(), href);
        row.color.clone_from(&p.color);
        if !p.is_online {
            row.tag = ctx.text("setup-staff-only");
        }
        row
    };
    let archived = ctx.set_up.practitioners.values().filter(|p| p.is_archived);
    let people = ctx.practitioners().into_iter().chain(archived);
    let keys = (
        "setup-practitioners-none",
        "setup-practitioner-add",
        PractitionerEditor::PATH,
    );
    let groups = ctx.archivable(keys, people.map(|p| (p.is_archived, row(p))));
    ctx.list(("setup-practitioners", "setup-practitioners-lead"), groups)
}
