//! The page that asks for the code.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::asked::Asked;
use super::identity_page::{HoldClock, Note};
use super::kept::{Kept, page};
use super::next_visit::{FIELDS, NextVisit};
use super::summary::Summary;
use super::typed::Typed;
use crate::domain::contact::Contact;
use crate::store::Draft;
use crate::web::Web;
use crate::web::extract::{FieldErrors, Visit};
use crate::web::view::{Layout, html};

/// In the query of the page: another code is on its way.
pub(super) const SENT: &str = "sent";

#[derive(Template)]
#[template(path = "public/code.html")]
struct CodePage {
    page: Layout,
    summary: Summary,
    /// Everything typed so far: should the hold end, nothing is lost.
    fields: Vec<(String, String)>,
    /// Where another code is asked for.
    again: String,
    /// The form before this page.
    back: String,
    sent_to: String,
    is_by_text: bool,
    is_sent_again: bool,
    clock: HoldClock,
    error: Option<String>,
    note: Option<Note>,
    visits: Vec<NextVisit>,
    /// None of this page: its lists are right.
    errors: FieldErrors,
    is_demo: bool,
}

/// The page in the making.
pub(super) struct CodeView<'a> {
    web: &'a Web,
    visit: &'a Visit,
    kept: &'a Kept,
    draft: &'a Draft,
    error: Option<String>,
    note: Option<Note>,
    chooses_next: bool,
}

impl<'a> CodeView<'a> {
    /// For a hold whose form was sent; `None` before that.
    pub(super) fn of(web: &'a Web, visit: &'a Visit, kept: &'a Kept) -> Option<Self> {
        Some(Self {
            web,
            visit,
            kept,
            draft: kept.form.draft.as_ref()?,
            error: None,
            note: None,
            chooses_next: false,
        })
    }

    /// What is wrong with the code.
    pub(super) fn wrong(mut self, text: String) -> Self {
        self.error = Some(text);
        self
    }

    /// What happened.
    pub(super) fn saying(mut self, note: Note) -> Self {
        self.note = Some(note);
        self
    }

    /// The next visit has to be chosen again.
    pub(super) fn choosing_next(mut self) -> Self {
        self.chooses_next = true;
        self
    }

    /// The answer.
    pub(super) fn render(self, status: StatusCode) -> Response {
        let (web, t, hold) = (self.web, self.visit.texts(), &self.kept.form.hold);
        let agenda = web.app.agenda();
        let asked = self.kept.asked();
        let typed = Typed::of(self.draft).fields();
        // The choice is a field of its own then.
        let typed = typed
            .into_iter()
            .filter(|(name, _)| !self.chooses_next || !FIELDS.contains(&name.as_str()));
        let time = asked.fields().map(|(name, text)| (name.to_owned(), text));
        let visits = if self.chooses_next {
            NextVisit::all_after(&web.app, t, hold, &Typed::of(self.draft).next_starts)
        } else {
            Vec::new()
        };
        let code_page = CodePage {
            page: Layout::of(self.visit, &agenda.set_up().practice, t.text("code-title")),
            summary: Summary::of(t, &agenda, &Asked::of(hold)),
            fields: time.into_iter().chain(typed).collect(),
            again: self.visit.link(&page("/book/code/again", self.kept.is_anybody)),
            back: self.visit.link(&page("/book", self.kept.is_anybody)),
            sent_to: sent_to(self.draft),
            is_by_text: matches!(self.draft.contact, Contact::Phone(_)),
            is_sent_again: self.visit.has_word(SENT),
            clock: HoldClock::of(web, t, hold),
            error: self.error,
            note: self.note,
            visits,
            errors: FieldErrors::default(),
            is_demo: web.settings.is_demo,
        };
        html(status, &code_page)
    }
}

pub(super) fn sent_to(draft: &Draft) -> String {
    match &draft.contact {
        Contact::Email(email) => email.as_str().to_owned(),
        Contact::Phone(phone) => phone.national(),
    }
}
