//! Rooms, chairs and machines.

use axum::extract::State;
use axum::response::Response;

use super::editor::{Editor, Removal};
use super::field::{Fields, Input, Section};
use super::list::Row;
use super::practice::NAME_MAX;
use super::reader::Reader;
use super::{Context, closures, who};
use crate::domain::agenda::{Edit, Noun};
use crate::domain::bounds::{RESOURCE_KIND_MAX as KIND_MAX, RESOURCE_USERS_MAX as CAPACITY_MAX};
use crate::domain::id::ResourceId;
use crate::domain::resource::{Resource, ResourceKind};
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::extract::{FieldErrors, Form, Visit};

/// See the module.
pub(super) struct ResourceEditor;

impl Editor for ResourceEditor {
    const PATH: &'static str = "/admin/setup/resources";
    const BACK: (&'static str, &'static str) = (Self::PATH, "setup-resources");

    fn noun(id: i64) -> Noun {
        Noun::Resource(ResourceId(id))
    }

    fn title(ctx: &Context, now: Option<&Edit>) -> String {
        match now {
            Some(Edit::Resource(unit)) => unit.name.clone(),
            _ => ctx.text("setup-resource-new"),
        }
    }

    fn typed(ctx: &Context, now: Option<&Edit>, _: &Form) -> Form {
        let mut form = Form::default();
        let Some(Edit::Resource(unit)) = now else {
            form.set("capacity", "1");
            form.set("who", "all");
            form.set("c1-repeat", "0");
            return form;
        };
        form.set("name", unit.name.as_str());
        form.set("kind", unit.kind.0.as_str());
        form.set("capacity", unit.capacity.to_string());
        who::fill(&mut form, unit.practitioners.as_deref());
        closures::fill(ctx, &mut form, unit);
        form
    }

    fn sections(f: Fields<'_>) -> Vec<Section> {
        let kinds = kinds(f.ctx);
        let known = kinds.iter().map(|k| k.0.as_str()).collect::<Vec<_>>().join(", ");
        let mut kind_hint = f.text("setup-resource-kind-hint");
        if !known.is_empty() {
            let more = f
                .ctx
                .t
                .with("setup-resource-kinds-known", &[("kinds", known.into())]);
            kind_hint = format!("{kind_hint} {more}");
        }
        let fields = vec![
            f.field("name", "setup-resource-name", Input::Line(NAME_MAX))
                .hint(f.text("setup-resource-name-hint"))
                .needed(),
            f.field("kind", "setup-resource-kind", Input::Line(KIND_MAX))
                .hint(kind_hint)
                .needed(),
            f.field("capacity", "setup-resource-capacity", Input::Number)
                .hint(f.text("setup-resource-capacity-hint")),
        ];
        vec![
            Section::new(f.text("setup-resource"), fields),
            Section::new(f.text("setup-resource-users"), who::fields(f)),
            closures::section(f),
        ]
    }

    fn read(ctx: &Context, id: i64, form: &Form) -> Result<Vec<Edit>, FieldErrors> {
        let mut r = Reader::new(ctx.t, form);
        let id = ResourceId(id);
        let present = ctx.set_up.resources.get(&id);
        let closed = closures::read(ctx, &mut r, present);
        let resource = Resource {
            id,
            name: r.needed_line("name", NAME_MAX),
            kind: ResourceKind(r.needed_line("kind", KIND_MAX)),
            capacity: r.needed_number("capacity", 1, CAPACITY_MAX),
            practitioners: who::read(&mut r, ctx),
            closed,
            is_archived: present.is_some_and(|unit| unit.is_archived),
        };
        r.finish(vec![Edit::Resource(resource)])
    }

    fn removal(now: &Edit) -> Option<Removal> {
        let Edit::Resource(unit) = now else { return None };
        let edit = Edit::Resource(Resource {
            is_archived: !unit.is_archived,
            ..unit.clone()
        });
        Some(Removal::archiving(
            edit,
            unit.is_archived,
            "setup-resource-archive-hint",
        ))
    }
}

/// The kinds that are in use, in order.
pub(super) fn kinds(ctx: &Context) -> Vec<ResourceKind> {
    let units = ctx.set_up.resources.values().filter(|unit| !unit.is_archived);
    let kinds: std::collections::BTreeSet<_> = units.map(|unit| unit.kind.clone()).collect();
    kinds.into_iter().collect()
}

/// `GET /admin/setup/resources`.
pub(super) async fn list(State(web): State<Web>, visit: Visit, staff: Staff) -> Response {
    let ctx = Context::new(web, visit, staff);
    let row = |unit: &Resource| {
        let href = ctx.link(&format!("{}/{}", ResourceEditor::PATH, unit.id));
        Row::new(unit.name.as_str(), unit.kind.0.as_str(), href)
    };
    let units = ctx.set_up.resources.values();
    let keys = ("setup-resources-none", "setup-resource-add", ResourceEditor::PATH);
    let groups = ctx.archivable(keys, units.map(|unit| (unit.is_archived, row(unit))));
    ctx.list(("setup-resources", "setup-resources-lead"), groups)
}
