//! `GET` and `POST /admin/setup/legal`: the few facts that the legal pages need and nothing else asks for.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::field::{Fields, Input, Section};
use super::reader::Reader;
use super::{Context, LABEL_MAX, done};
use crate::domain::contact::FieldProblem;
use crate::domain::legal::{Conformity, LegalNotice, Missing, rpps_lines, siret};
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

const PATH: &str = "/admin/setup/legal";
/// Longest text of several lines on a legal page, in characters.
const LEGAL_TEXT_MAX: usize = 1000;
/// Longest SIRET as typed, in characters.
const SIRET_MAX: usize = 25;

#[derive(Template)]
#[template(path = "admin/setup/legal.html")]
struct LegalSetUpPage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    action: String,
    done: String,
    has_errors: bool,
    /// What the pages lack, and where it is written.
    missing: Vec<(String, String)>,
    sections: Vec<Section>,
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let notice = ctx.web.app.legal_notice().await?;
    let page = page(&ctx, &notice, &typed(&notice), &FieldErrors::default());
    Ok(html(StatusCode::OK, &page))
}

/// See the module.
pub(super) async fn save(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    match read(&ctx, &form) {
        Ok(notice) => {
            ctx.web.app.save_legal_notice(notice, ctx.staff.0.actor()).await?;
            Ok(onward(&ctx.visit, &done(PATH, "saved"), None))
        }
        Err(errors) => {
            let notice = ctx.web.app.legal_notice().await?;
            let page = page(&ctx, &notice, &form, &errors);
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

fn typed(notice: &LegalNotice) -> Form {
    let mut form = Form::default();
    form.set("director", notice.director.as_str());
    form.set("siret", notice.siret.as_str());
    form.set("rpps", notice.rpps.as_str());
    form.set("host", notice.host.as_str());
    form.set("data_contact", notice.data_contact.as_str());
    form.set("conformity", notice.conformity.key());
    form.set(
        "audited",
        notice.audited.map_or_else(String::new, |date| date.to_string()),
    );
    form.set("auditor", notice.auditor.as_str());
    form.set("not_accessible", notice.not_accessible.as_str());
    form
}

fn read(ctx: &Context, form: &Form) -> Result<LegalNotice, FieldErrors> {
    let mut r = Reader::new(ctx.t, form);
    let number = r.line("siret", SIRET_MAX);
    let rpps = r.lines("rpps", LEGAL_TEXT_MAX);
    let notice = LegalNotice {
        director: r.line("director", LABEL_MAX),
        siret: match siret(&number) {
            _ if number.is_empty() => number,
            Ok(number) => number,
            Err(_) => {
                r.refuse_saying("siret", ctx.text("legal-bad-siret"));
                number
            }
        },
        host: r.lines("host", LEGAL_TEXT_MAX),
        data_contact: r.line("data_contact", LEGAL_TEXT_MAX),
        conformity: r.chosen("conformity", Conformity::from_key).unwrap_or_default(),
        audited: r.date("audited"),
        auditor: r.line("auditor", LABEL_MAX),
        not_accessible: r.lines("not_accessible", LEGAL_TEXT_MAX),
        declared: None,
        rpps,
    };
    if rpps_lines(&notice.rpps).is_err() {
        r.refuse_saying("rpps", ctx.text("legal-bad-rpps"));
    }
    if notice.conformity != Conformity::NotAudited && form.get("audited").is_empty() {
        r.refuse("audited", FieldProblem::Missing);
    }
    if notice.audited.is_some_and(|date| date > ctx.today) {
        r.refuse_saying("audited", ctx.text("legal-audit-to-come"));
    }
    r.finish(notice)
}

fn page(ctx: &Context, notice: &LegalNotice, form: &Form, errors: &FieldErrors) -> LegalSetUpPage {
    let f = Fields { ctx, form, errors };
    let missing = notice.missing(&ctx.set_up.practice).into_iter();
    let missing = missing.map(|what| match what {
        Missing::Name => (ctx.text("legal-lacks-name"), ctx.link("/admin/setup/practice")),
        Missing::Address => (ctx.text("legal-lacks-address"), ctx.link("/admin/setup/practice")),
        Missing::Contact => (ctx.text("legal-lacks-contact"), ctx.link("/admin/setup/practice")),
        Missing::Director => (ctx.text("legal-lacks-director"), "#director".to_owned()),
    });
    LegalSetUpPage {
        page: ctx.layout(ctx.text("legal-setup-title")),
        desk: ctx.desk(),
        back: (ctx.link("/admin/setup"), ctx.text("setup-title")),
        action: ctx.link(PATH),
        done: if errors.is_empty() {
            ctx.done()
        } else {
            String::new()
        },
        has_errors: !errors.is_empty(),
        missing: missing.collect(),
        sections: vec![publisher(f), accessibility(f)],
    }
}

fn publisher(f: Fields<'_>) -> Section {
    let fields = vec![
        f.field("director", "legal-director", Input::Line(LABEL_MAX))
            .hint(f.text("legal-director-hint")),
        f.field("siret", "legal-siret-field", Input::Line(SIRET_MAX))
            .hint(f.text("legal-siret-hint")),
        f.field("rpps", "legal-rpps", Input::Lines(LEGAL_TEXT_MAX))
            .hint(f.text("legal-rpps-hint")),
        f.field("host", "legal-host", Input::Lines(LEGAL_TEXT_MAX))
            .hint(f.text("legal-host-hint")),
        f.field("data_contact", "legal-data-contact", Input::Line(LEGAL_TEXT_MAX))
            .hint(f.text("legal-data-contact-hint"))
            .wide(),
    ];
    Section::new(f.text("legal-title"), fields)
}

fn accessibility(f: Fields<'_>) -> Section {
    let states = Conformity::ALL.map(|state| {
        let label = f.text(&format!("legal-conformity-{}", state.key()));
        (state.key().to_owned(), label)
    });
    let fields = vec![
        f.select("conformity", "accessibility-state", states)
            .hint(f.text("legal-conformity-hint")),
        f.field("audited", "legal-audited", Input::Date),
        f.field("auditor", "legal-auditor", Input::Line(LABEL_MAX)),
        f.field(
            "not_accessible",
            "accessibility-not",
            Input::Lines(LEGAL_TEXT_MAX),
        )
        .hint(f.text("legal-not-accessible-hint")),
    ];
    Section::new(f.text("accessibility-title"), fields)
}
