//! Care types ("motifs"), and what one practitioner does differently.

mod offer;
mod own;
mod own_form;
mod questions;
mod reminders;
mod rules;
mod terms;

use axum::extract::State;
use axum::response::Response;

use super::editor::{Editor, Link, Removal};
use super::field::{Field, Fields, Input, Section};
use super::list::Row;
use super::practice::NAME_MAX;
use super::reader::Reader;
use super::{Context, palette, who};
use crate::domain::agenda::{Edit, Noun};
use crate::domain::bounds::{KEYWORDS_MAX, PRICE_MAX, PUBLIC_TEXT_MAX, USUAL_HORIZON_DAYS, USUAL_NOTICE};
use crate::domain::care_type::{CareTerms, CareType, CareWords, Venue};
use crate::domain::id::CareTypeId;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::extract::{FieldErrors, Form, Visit};

pub(super) use own::{save as save_own, show as show_own};

/// See the module.
pub(super) struct CareEditor;

impl Editor for CareEditor {
    const PATH: &'static str = "/admin/setup/care-types";
    const BACK: (&'static str, &'static str) = (Self::PATH, "setup-cares");

    fn noun(id: i64) -> Noun {
        Noun::CareType(CareTypeId(id))
    }

    fn title(ctx: &Context, now: Option<&Edit>) -> String {
        match now {
            Some(Edit::CareType(care)) => care.name.clone(),
            _ => ctx.text("setup-care-new"),
        }
    }

    fn typed(ctx: &Context, now: Option<&Edit>, asked: &Form) -> Form {
        let Some(Edit::CareType(care)) = now else {
            return usual(ctx);
        };
        let mut form = Form::default();
        form.set("name", care.name.as_str());
        form.set("public_text", care.public_text.as_str());
        form.set("price", care.words.price.as_str());
        form.set("preparation", care.words.preparation.as_str());
        form.set("keywords", care.words.keywords.as_str());
        form.set("color", care.color.as_str());
        form.set("venue", venue_key(care.venue));
        if care.is_online {
            form.set("is_online", "1");
        }
        if care.needs_approval {
            form.set("needs_approval", "1");
        }
        let only = Some(care.practitioners.as_slice()).filter(|only| !only.is_empty());
        who::fill(&mut form, only);
        terms::fill(&mut form, &care.terms);
        rules::fill(&mut form, &care.terms);
        questions::fill(&mut form, &care.terms.questions);
        reminders::fill(&mut form, &care.terms.reminders);
        offer::propose(&mut form, ctx, care, asked.get("offer"));
        form
    }

    fn sections(f: Fields<'_>) -> Vec<Section> {
        let usual = usual(f.ctx);
        let mut sections = vec![
            Section::new(f.text("setup-care-essential"), essential(f)),
            Section::new(f.text("setup-care-offered-by"), who::fields(f)).folded(f.form, &usual),
        ];
        let more = terms::sections(f).into_iter().chain(rules::sections(f));
        sections.extend(more.map(|section| section.folded(f.form, &usual)));
        sections.push(reminders::section(f).folded(f.form, &usual));
        sections.extend(questions::sections(f));
        sections
    }

    fn read(ctx: &Context, id: i64, form: &Form) -> Result<Vec<Edit>, FieldErrors> {
        let mut r = Reader::new(ctx.t, form);
        let id = CareTypeId(id);
        let present = ctx.set_up.care_types.get(&id);
        let care = CareType {
            id,
            name: r.needed_line("name", NAME_MAX),
            public_text: r.lines("public_text", PUBLIC_TEXT_MAX),
            words: CareWords {
                price: r.line("price", PRICE_MAX),
                preparation: r.lines("preparation", PUBLIC_TEXT_MAX),
                keywords: r.line("keywords", KEYWORDS_MAX),
            },
            color: r.colour("color"),
            venue: r.chosen("venue", venue).unwrap_or_default(),
            is_online: form.is_ticked("is_online"),
            is_archived: present.is_some_and(|care| care.is_archived),
            needs_approval: form.is_ticked("needs_approval"),
            terms: read_terms(&mut r, ctx),
            overrides: present.map(|care| care.overrides.clone()).unwrap_or_default(),
            practitioners: who::read(&mut r, ctx).unwrap_or_default(),
        };
        r.finish(vec![Edit::CareType(Box::new(care))])
    }

    fn removal(now: &Edit) -> Option<Removal> {
        let Edit::CareType(care) = now else { return None };
        let edit = Edit::CareType(Box::new(CareType {
            is_archived: !care.is_archived,
            ..care.as_ref().clone()
        }));
        Some(Removal::archiving(
            edit,
            care.is_archived,
            "setup-care-archive-hint",
        ))
    }

    fn links(ctx: &Context, id: i64) -> Vec<Link> {
        let Some(care) = ctx.set_up.care_types.get(&CareTypeId(id)) else {
            return Vec::new();
        };
        let link = |p: &crate::domain::practitioner::Practitioner| Link {
            label: ctx.t.with("setup-own-link", &[("name", p.name.as_str().into())]),
            note: own::note(ctx, care, p.id),
            href: ctx.link(&format!("{}/{id}/with/{}", Self::PATH, p.id)),
        };
        ctx.practitioners().into_iter().map(link).collect()
    }
}

fn read_terms(r: &mut Reader<'_>, ctx: &Context) -> CareTerms {
    if r.form.get("duration").is_empty() {
        r.refuse("duration", crate::domain::contact::FieldProblem::Missing);
    }
    let basic = terms::read(r);
    let usual = CareTerms::default();
    let duration = basic.duration.unwrap_or(usual.duration);
    CareTerms {
        duration,
        step: basic.step.unwrap_or(duration),
        buffer_before: basic.buffer_before.unwrap_or_default(),
        buffer_after: basic.buffer_after.unwrap_or_default(),
        min_notice: basic.min_notice.unwrap_or_default(),
        horizon_days: basic.horizon_days.unwrap_or(usual.horizon_days),
        capacity: basic.capacity.unwrap_or(usual.capacity),
        cancellation_deadline: basic.cancellation_deadline.unwrap_or_default(),
        release_at: r.hour("release_at"),
        requires: rules::read_requires(r, ctx),
        offer: offer::read(r),
        eligibility: rules::read_eligibility(r),
        limits: rules::read_limits(r),
        series: rules::read_series(r, ctx),
        questions: questions::read(r, ctx),
        video: terms::read_video(r),
        reminders: reminders::read(r),
    }
}

/// The form of a new care type, where name and duration are all that is missing.
fn usual(ctx: &Context) -> Form {
    let mut form = Form::default();
    let terms = CareTerms {
        min_notice: USUAL_NOTICE,
        horizon_days: USUAL_HORIZON_DAYS,
        ..CareTerms::default()
    };
    terms::fill(&mut form, &terms);
    rules::fill(&mut form, &terms);
    reminders::fill(&mut form, &terms.reminders);
    form.set("duration", "");
    form.set("color", palette::nth(ctx.set_up.care_types.len()));
    form.set("venue", venue_key(Venue::Practice));
    form.set("is_online", "1");
    who::fill(&mut form, None);
    form
}

fn essential(f: Fields<'_>) -> Vec<Field> {
    let venues = [
        ("practice".to_owned(), f.text("setup-care-venue-practice")),
        ("video".to_owned(), f.text("setup-care-venue-video")),
    ];
    vec![
        f.field("name", "setup-care-name", Input::Line(NAME_MAX))
            .hint(f.text("setup-care-name-hint"))
            .needed(),
        f.field("duration", "setup-care-duration", Input::Number)
            .hint(f.text("setup-care-duration-hint"))
            .needed(),
        f.field("public_text", "setup-care-text", Input::Lines(PUBLIC_TEXT_MAX))
            .hint(f.text("setup-care-text-hint")),
        f.field(
            "preparation",
            "setup-care-preparation",
            Input::Lines(PUBLIC_TEXT_MAX),
        )
        .hint(f.text("setup-care-preparation-hint")),
        f.field("price", "setup-care-price", Input::Line(PRICE_MAX))
            .hint(f.text("setup-care-price-hint")),
        f.field("keywords", "setup-care-keywords", Input::Line(KEYWORDS_MAX))
            .hint(f.text("setup-care-keywords-hint")),
        f.field("is_online", "setup-care-online", Input::Tick)
            .hint(f.text("setup-care-online-hint"))
            .wide(),
        f.field("needs_approval", "setup-care-approval", Input::Tick)
            .hint(f.text("setup-care-approval-hint"))
            .wide(),
        f.select("venue", "setup-care-venue", venues),
        terms::video(f),
        f.field("color", "setup-color", Input::Colour)
            .hint(f.text("setup-color-hint")),
    ]
}

fn venue_key(venue: Venue) -> &'static str {
    match venue {
        Venue::Practice => "practice",
        Venue::Video => "video",
    }
}

fn venue(key: &str) -> Option<Venue> {
    [Venue::Practice, Venue::Video]
        .into_iter()
        .find(|venue| venue_key(*venue) == key)
}

/// `GET /admin/setup/care-types`.
pub(super) async fn list(State(web): State<Web>, visit: Visit, staff: Staff) -> Response {
    let ctx = Context::new(web, visit, staff);
    let row = |care: &CareType| {
        let href = ctx.link(&format!("{}/{}", CareEditor::PATH, care.id));
        let mut row = Row::new(care.name.as_str(), ctx.t.length(care.terms.duration), href);
        row.color.clone_from(&care.color);
        if !care.is_online {
            row.tag = ctx.text("setup-staff-only");
        }
        row
    };
    let cares = ctx.set_up.care_types.values();
    let keys = ("setup-cares-none", "setup-care-add", CareEditor::PATH);
    let groups = ctx.archivable(keys, cares.map(|care| (care.is_archived, row(care))));
    ctx.list(("setup-cares", "setup-cares-lead"), groups)
}
