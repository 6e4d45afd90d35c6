//! Lists: what there is, one line each, with a link to its form.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::Context;
use super::editor::Link;
use crate::web::admin::desk::Desk;
use crate::web::view::{Layout, html};

/// One thing.
pub(super) struct Row {
    pub(super) title: String,
    pub(super) note: String,
    pub(super) tag: String,
    /// `#rrggbb`, or empty for no dot.
    pub(super) color: String,
    pub(super) href: String,
}

/// Things under a heading.
pub(super) struct Group {
    pub(super) title: String,
    pub(super) note: String,
    pub(super) rows: Vec<Row>,
    /// Said when there is none.
    pub(super) empty: String,
    pub(super) adds: Vec<Link>,
    pub(super) is_folded: bool,
}

#[derive(Template)]
#[template(path = "admin/setup/list.html")]
struct ListPage {
    page: Layout,
    desk: Desk,
    lead: String,
    back: (String, String),
    done: String,
    groups: Vec<Group>,
}

impl Row {
    pub(super) fn new(title: impl Into<String>, note: impl Into<String>, href: String) -> Self {
        Self {
            title: title.into(),
            note: note.into(),
            tag: String::new(),
            color: String::new(),
            href,
        }
    }
}

impl Group {
    /// Without heading.
    pub(super) fn plain(rows: Vec<Row>, empty: String, adds: Vec<Link>) -> Self {
        Self {
            title: String::new(),
            note: String::new(),
            rows,
            empty,
            adds,
            is_folded: false,
        }
    }

    /// What is kept for history, closed at first; none when there is nothing.
    pub(super) fn history(title: String, rows: Vec<Row>) -> Option<Self> {
        let group = Self {
            title,
            is_folded: true,
            ..Self::plain(rows, String::new(), Vec::new())
        };
        (!group.rows.is_empty()).then_some(group)
    }
}

impl Context {
    /// A link to add something.
    pub(super) fn adds(&self, key: &str, path: &str) -> Link {
        Link {
            label: self.text(key),
            note: String::new(),
            href: self.link(path),
        }
    }

    /// What is in use, with what there is to add, and what is archived.
    pub(super) fn archivable(
        &self,
        (none, add, path): (&str, &str, &str),
        rows: impl IntoIterator<Item = (bool, Row)>,
    ) -> Vec<Group> {
        let (mut here, mut gone) = (Vec::new(), Vec::new());
        for (is_archived, row) in rows {
            if is_archived { &mut gone } else { &mut here }.push(row);
        }
        let adds = vec![self.adds(add, &format!("{path}/new"))];
        let groups = [Group::plain(here, self.text(none), adds)].into_iter();
        groups
            .chain(Group::history(self.text("setup-archived"), gone))
            .collect()
    }

    /// A page of lists, with what was done just before.
    pub(super) fn list(&self, keys: (&str, &str), groups: Vec<Group>) -> Response {
        let (title, lead) = keys;
        let page = ListPage {
            page: self.layout(self.text(title)),
            desk: self.desk(),
            lead: self.text(lead),
            back: (self.link("/admin/setup"), self.text("setup-title")),
            done: self.done(),
            groups,
        };
        html(StatusCode::OK, &page)
    }

    /// The word of success that the query asks for, empty for none.
    pub(super) fn done(&self) -> String {
        match self.visit.asked().get("done") {
            "saved" => self.text("setup-done-saved"),
            "tested" => self.text("texts-done-tested"),
            "settled" => self.text("setup-done-settled"),
            "discarded" => self.text("setup-done-discarded"),
            "revoked" => self.text("setup-done-revoked"),
            "ended" => self.text("feed-done-ended"),
            "tablet" => self.text("kiosks-done-ended"),
            "disabled" => self.text("webhook-done-disabled"),
            "resent" => self.text("webhook-done-resent"),
            "invited" => self.text("setup-done-invited"),
            "calendar-linked" => self.text("calendars-done-linked"),
            "calendar-paused" => self.text("calendars-done-paused"),
            "calendar-resumed" => self.text("calendars-done-resumed"),
            "calendar-synced" => self.text("calendars-done-synced"),
            "calendar-asked" => self.text("calendars-done-asked"),
            "calendar-removed" => self.text("calendars-done-removed"),
            "calendar-leaving" => self.text("calendars-done-leaving"),
            "calendar-key" => self.text("calendars-done-key"),
            _ => String::new(),
        }
    }
}
