//! What every page of the set-up works with.

use std::sync::Arc;

use chrono::NaiveDate;

use super::super::desk::{Desk, Section, layout};
use super::super::guard::Staff;
use crate::domain::agenda::SetUp;
use crate::domain::id::PractitionerId;
use crate::domain::practitioner::Practitioner;
use crate::domain::schedule::SchoolHolidays;
use crate::domain::staff::Right;
use crate::i18n::Texts;
use crate::store::Fault;
use crate::web::Web;
use crate::web::extract::Visit;
use crate::web::view::Layout;

/// Who asks, the words, and the set-up as it is now.
pub(super) struct Context {
    pub(super) web: Web,
    pub(super) visit: Visit,
    pub(super) staff: Staff,
    pub(super) t: Texts,
    pub(super) set_up: Arc<SetUp>,
    /// Local date of the practice.
    pub(super) today: NaiveDate,
    /// School holidays; none on pages that do not ask for them.
    pub(super) school: SchoolHolidays,
}

impl Context {
    pub(super) fn new(web: Web, visit: Visit, staff: Staff) -> Self {
        let agenda = web.app.agenda();
        Self {
            t: visit.texts(),
            set_up: Arc::clone(agenda.set_up()),
            today: agenda.zone().date(web.app.now()),
            web,
            visit,
            staff,
            school: SchoolHolidays::default(),
        }
    }

    /// With the school holidays that the practice shows.
    pub(super) async fn with_school(mut self) -> Result<Self, Fault> {
        self.school = self.web.app.school_holidays().await?;
        Ok(self)
    }

    pub(super) fn link(&self, path: &str) -> String {
        self.visit.link(path)
    }

    pub(super) fn text(&self, key: &str) -> String {
        self.t.text(key).into_owned()
    }

    pub(super) fn layout(&self, title: impl Into<String>) -> Layout {
        layout(&self.web, &self.visit, title)
    }

    pub(super) fn desk(&self) -> Desk {
        Desk::of(&self.web, &self.visit, &self.staff, Section::SetUp)
    }

    pub(super) fn may(&self, right: Right) -> bool {
        self.staff.0.may(right)
    }

    /// Whether this person may change the hours of a practitioner, `None` being the whole practice.
    pub(super) fn may_change_hours_of(&self, practitioner: Option<PractitionerId>) -> bool {
        self.staff.0.member.may_change_hours_of(practitioner)
    }

    /// Those who have not left, in order of name.
    pub(super) fn practitioners(&self) -> Vec<&Practitioner> {
        let mut here: Vec<_> = self
            .set_up
            .practitioners
            .values()
            .filter(|p| !p.is_archived)
            .collect();
        here.sort_by(|a, b| a.name.cmp(&b.name));
        here
    }

    /// Name of a practitioner, empty when there is none.
    pub(super) fn name_of(&self, id: PractitionerId) -> String {
        let found = self.set_up.practitioners.get(&id);
        found.map_or_else(String::new, |p| p.name.clone())
    }
}
