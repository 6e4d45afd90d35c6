//! The pages that the law asks for, from the practice's own settings: who publishes, and how accessible it is. What the practice has
//! not said yet, they say.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::domain::legal::{Conformity, LegalNotice};
use crate::domain::practice::Practice;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "public/legal.html")]
struct LegalPage {
    page: Layout,
    email: String,
    notice: LegalNotice,
    /// In groups, as it is read aloud.
    siret: String,
}

#[derive(Template)]
#[template(path = "public/accessibility.html")]
struct AccessibilityPage {
    page: Layout,
    email: String,
    notice: LegalNotice,
    /// What the state means, a sentence.
    state: String,
    /// « 3 mars 2026 »; empty where there was none.
    audited: String,
    declared: String,
}

/// `GET /legal`.
pub(super) async fn show(State(web): State<Web>, visit: Visit) -> Result<Response, Halt> {
    let notice = web.app.legal_notice().await?;
    let agenda = web.app.agenda();
    let practice = &agenda.set_up().practice;
    let page = LegalPage {
        page: Layout::of(&visit, practice, visit.texts().text("legal-title")),
        email: practice.email.clone(),
        siret: grouped(&notice.siret),
        notice,
    };
    Ok(html(StatusCode::OK, &page))
}

/// `GET /accessibility`.
pub(super) async fn accessibility(State(web): State<Web>, visit: Visit) -> Result<Response, Halt> {
    let notice = web.app.legal_notice().await?;
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let practice: &Practice = &agenda.set_up().practice;
    let date = |date: Option<chrono::NaiveDate>| date.map_or_else(String::new, |date| t.date_plain(date));
    let page = AccessibilityPage {
        page: Layout::of(&visit, practice, t.text("accessibility-title")),
        email: practice.email.clone(),
        state: t
            .text(&format!("accessibility-state-{}", notice.conformity.key()))
            .into_owned(),
        audited: date(
            notice
                .audited
                .filter(|_| notice.conformity != Conformity::NotAudited),
        ),
        declared: date(notice.declared),
        notice,
    };
    Ok(html(StatusCode::OK, &page))
}

/// `732 829 320 00074`.
fn grouped(siret: &str) -> String {
    let parts = [siret.get(..3), siret.get(3..6), siret.get(6..9), siret.get(9..)];
    let parts: Vec<&str> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("\u{a0}")
}
