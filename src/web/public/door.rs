//! The door of every link: a short cookie and a clean address, then a second fact (booking-rules §6, security T15).

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::browser::Crumb;
use super::dead_link::dead_link;
use super::typed::birth_date;
use super::words::{refused, status};
use crate::app::{Failure, SecondFact};
use crate::domain::booking::Refusal;
use crate::web::Web;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::view::{Layout, html};

/// Characters of a token.
const TOKEN_CHARS: usize = 22;

/// Where a link leads and what its door says.
pub(super) struct Door {
    /// The page behind it.
    pub(super) path: &'static str,
    /// Key of its title.
    pub(super) title: &'static str,
    /// Key of the reason for the question.
    pub(super) lead: &'static str,
    /// Key of the button.
    pub(super) send: &'static str,
}

#[derive(Template)]
#[template(path = "public/second_fact.html")]
struct SecondFactPage<'a> {
    page: Layout,
    door: &'a Door,
    error: Option<String>,
}

impl Door {
    /// Follows a link: nothing is looked up or changed.
    pub(super) fn follow(&self, visit: &Visit, token: &str, crumbs: [Crumb; 2]) -> Response {
        if !is_token(token) {
            return Problem::new(StatusCode::NOT_FOUND)
                .saying("denied-not-found")
                .into_response();
        }
        onward(visit, self.path, crumbs)
    }

    /// The question.
    pub(super) fn ask(&self, web: &Web, visit: &Visit) -> Response {
        self.page(web, visit, StatusCode::OK, None)
    }

    /// What became of the answer: in, or asked again, or nowhere.
    pub(super) fn opened(
        &self,
        web: &Web,
        visit: &Visit,
        pass: Result<Crumb, Failure>,
    ) -> Result<Response, Halt> {
        match pass {
            Ok(pass) => Ok(onward(visit, self.path, [pass])),
            Err(Failure::Refused(Refusal::NotFound)) => Ok(dead_link(web, visit)),
            Err(Failure::Refused(refusal)) => {
                let error = refused(visit.texts(), &refusal);
                Ok(self.page(web, visit, status(&refusal), Some(error)))
            }
            Err(Failure::Fault(fault)) => Err(fault.into()),
        }
    }

    fn page(&self, web: &Web, visit: &Visit, status: StatusCode, error: Option<String>) -> Response {
        let agenda = web.app.agenda();
        let title = visit.texts().text(self.title);
        let page = Layout::of(visit, &agenda.set_up().practice, title);
        let door = self;
        html(status, &SecondFactPage { page, door, error })
    }
}

fn is_token(token: &str) -> bool {
    let is_right = |b: u8| b.is_ascii_alphanumeric() || b"-_".contains(&b);
    token.len() == TOKEN_CHARS && token.bytes().all(is_right)
}

/// The second fact as it was typed.
pub(super) fn typed_fact(web: &Web, form: &Form) -> SecondFact {
    let typed = form.get("fact");
    let today = web.app.agenda().zone().date(web.app.now());
    birth_date(typed, today).map_or_else(|| SecondFact::Letters(typed.to_owned()), SecondFact::Born)
}
