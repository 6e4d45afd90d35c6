//! `GET /admin/setup/https`: the certificate that patients meet, and the one that we serve.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::Context;
use crate::domain::certificate::{Certificates, Grade, Origin, Outside, Own};
use crate::domain::staff::Right;
use crate::domain::time::Instant;
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::extract::Visit;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/setup/https.html")]
struct HttpsPage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    /// What is to be told: its kind of note, the finding, the remedy.
    finding: Option<(&'static str, String, String)>,
    is_unsure: bool,
    is_fine: bool,
    /// The look from outside, and what is served.
    parts: [Part; 2],
}

/// A section of the page.
struct Part {
    id: &'static str,
    title: String,
    lead: String,
    /// Name and value.
    facts: Vec<(String, String)>,
    note: String,
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let known = ctx.web.app.certificates();
    let finding = words(&ctx.web, &ctx.visit);
    let is_seen = matches!(
        known.looked.as_ref().map(|looked| &looked.outside),
        Some(Outside::Seen { .. })
    );
    let has_own = known.own.as_ref().is_some_and(|own| own.lifetime.is_some());
    let is_unsure = !ctx.web.app.is_clock_trusted();
    let page = HttpsPage {
        page: ctx.layout(ctx.text("https-title")),
        desk: ctx.desk(),
        back: (ctx.link("/admin/setup"), ctx.text("setup-title")),
        is_fine: finding.is_none() && !is_unsure && (is_seen || has_own),
        finding,
        is_unsure,
        parts: [seen(&ctx, &known), own(&ctx, known.own.as_ref())],
    };
    Ok(html(StatusCode::OK, &page))
}

/// What is wrong with the certificate: kind of note, finding, remedy.
fn words(web: &Web, visit: &Visit) -> Option<(&'static str, String, String)> {
    let (grade, finding) = web.app.certificate_finding()?;
    let t = visit.texts();
    let zone = web.app.agenda().zone();
    let until = web.app.certificates().until();
    let until = until.map(|until| t.moment(zone, until)).unwrap_or_default();
    let (found, remedy) = t.certificate(finding, &until);
    let kind = if grade == Grade::Critical { "bad" } else { "warn" };
    Some((kind, found, remedy))
}

/// The same for a page that is not about it, for those who may do something.
pub(in crate::web::admin) fn certificate_words(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
) -> Option<(&'static str, String)> {
    let (kind, found, _) = words(web, visit).filter(|_| staff.0.may(Right::Administer))?;
    Some((kind, found))
}

fn date(ctx: &Context, at: Instant) -> String {
    ctx.t.moment(ctx.web.app.agenda().zone(), at)
}

fn seen(ctx: &Context, known: &Certificates) -> Part {
    let mut part = Part {
        id: "seen",
        title: ctx.text("https-seen"),
        lead: ctx.text("https-seen-lead"),
        facts: Vec::new(),
        note: String::new(),
    };
    let public = ctx.web.settings.public_url.as_deref().unwrap_or_default();
    let Some(looked) = &known.looked else {
        let key = if public.starts_with("https:") {
            "https-seen-never"
        } else {
            "https-seen-none"
        };
        part.lead = ctx.text(key);
        return part;
    };
    part.facts = vec![
        (ctx.text("https-seen-name"), looked.name.clone()),
        (ctx.text("https-seen-when"), date(ctx, looked.at)),
    ];
    match &looked.outside {
        Outside::NotSeen => part.note = ctx.text("https-seen-not"),
        Outside::Seen { lifetime, .. } => {
            let until = date(ctx, lifetime.until);
            part.facts.push((ctx.text("https-seen-until"), until));
        }
    }
    part
}

fn own(ctx: &Context, own: Option<&Own>) -> Part {
    let lead = match own.map(|own| own.origin) {
        None => "https-own-elsewhere",
        Some(Origin::Files) => "https-own-files",
        Some(Origin::Authority) => "https-own-authority",
    };
    let mut part = Part {
        id: "own",
        title: ctx.text("https-own"),
        lead: ctx.text(lead),
        facts: Vec::new(),
        note: String::new(),
    };
    let Some(own) = own else { return part };
    match &own.lifetime {
        None => part.note = ctx.text("https-own-none"),
        Some(lifetime) => {
            let until = date(ctx, lifetime.until);
            part.facts.push((ctx.text("https-own-until"), until));
            if own.origin == Origin::Authority {
                let renewed = date(ctx, lifetime.renewed_from());
                part.facts.push((ctx.text("https-own-renewed"), renewed));
            }
        }
    }
    if let Some(next) = own.next_try {
        part.facts.push((ctx.text("https-own-next"), date(ctx, next)));
    }
    if let Some((_, words)) = own.trouble.as_ref().filter(|(_, words)| !words.is_empty()) {
        part.facts.push((ctx.text("https-own-words"), words.clone()));
    }
    part
}
