//! The frame of the back office: who is signed in, where one can go.

use super::clock::ClockQuestion;
use super::guard::Staff;
use super::reach::is_open_to;
use crate::domain::pressure::Pressure;
use crate::domain::staff::{Right, Role};
use crate::web::Web;
use crate::web::extract::Visit;
use crate::web::view::Layout;

/// The parts of the back office, as the navigation shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) enum Section {
    /// The day and the week.
    Agenda,
    /// A new appointment.
    Book,
    /// Requests to answer, bookings without a state.
    ToDo,
    /// Looking people up.
    Patients,
    /// Who waits for a time.
    Waiting,
    /// What was sent to patients.
    Outbox,
    /// Counts, measures, the gap doctor.
    Statistics,
    /// Hours, care types, people, the practice.
    SetUp,
    /// The signed-in person's own settings; behind the name.
    Account,
}

/// Section, path, key of its name, and the right it needs.
const SECTIONS: [(Section, &str, &str, Right); 8] = [
    (Section::Agenda, "/admin", "admin-nav-agenda", Right::ViewAgenda),
    (
        Section::Book,
        "/admin/book",
        "admin-nav-book",
        Right::ManageAppointments,
    ),
    (
        Section::ToDo,
        "/admin/to-do",
        "admin-nav-to-do",
        Right::ViewAgenda,
    ),
    (
        Section::Patients,
        "/admin/patients",
        "admin-nav-patients",
        Right::ManagePatients,
    ),
    (
        Section::Waiting,
        "/admin/waiting",
        "waiting-nav",
        Right::ManagePatients,
    ),
    (
        Section::Outbox,
        "/admin/messages",
        "admin-nav-outbox",
        Right::ManageAppointments,
    ),
    (
        Section::Statistics,
        "/admin/statistics",
        "statistics-title",
        Right::ViewStatistics,
    ),
    (
        Section::SetUp,
        "/admin/setup",
        "admin-nav-setup",
        Right::ManageSchedules,
    ),
];

/// What `admin/desk.html` needs; every page of the back office has one as its field `desk`.
#[derive(Clone, Debug)]
pub(in crate::web) struct Desk {
    /// Name of the person.
    pub(in crate::web) name: String,
    /// What every form carries in its field `csrf`.
    pub(in crate::web) csrf: String,
    /// Where one can go.
    pub(in crate::web) nav: Vec<NavItem>,
    /// Where an illness is declared, empty for who may not.
    pub(in crate::web) ill: String,
    /// The account page is shown.
    pub(in crate::web) is_account: bool,
    /// The clock is not trusted (booking-rules §1.8): everybody is told, and who books may say that it is right.
    pub(in crate::web) clock: Option<ClockQuestion>,
    /// No message leaves, and this person books: better to know before promising one.
    pub(in crate::web) is_mail_off: bool,
    /// How much goes on, on the booking page.
    pub(in crate::web) pressure: Pressure,
}

/// A link of the navigation.
#[derive(Clone, Debug)]
pub(in crate::web) struct NavItem {
    /// Name.
    pub(in crate::web) label: String,
    /// Path with prefix.
    pub(in crate::web) href: String,
    /// The page is in this section.
    pub(in crate::web) is_current: bool,
    /// How much waits there; 0 is not shown.
    pub(in crate::web) waiting: u32,
}

impl Desk {
    /// Somebody floods the booking page: nothing to do, and good to know when patients ask about a wait.
    pub(in crate::web) fn is_under_attack(&self) -> bool {
        self.pressure == Pressure::Attack
    }

    /// The frame for a person in a section.
    pub(in crate::web) fn of(web: &Web, visit: &Visit, staff: &Staff, here: Section) -> Self {
        let t = visit.texts();
        let member = &staff.0.member;
        let nav = SECTIONS
            .iter()
            .filter(|(_, path, _, right)| staff.0.may(*right) && is_open_to(member, path))
            .map(|(section, path, key, _)| NavItem {
                label: t.text(key).into_owned(),
                href: visit.link(path),
                is_current: *section == here,
                waiting: match section {
                    Section::ToDo if member.reach().is_none() => web.app.waiting(),
                    Section::Waiting => web.app.agenda().waiting(),
                    _ => 0,
                },
            });
        Self {
            name: member.name.clone(),
            csrf: staff.0.csrf.clone(),
            nav: nav.collect(),
            ill: if staff.0.may(Right::ManageSchedules) {
                visit.link("/admin/ill")
            } else {
                String::new()
            },
            is_account: here == Section::Account,
            clock: ClockQuestion::of(web, visit, staff),
            is_mail_off: web.is_online_closed() && staff.0.may(Right::ManageAppointments),
            pressure: web.app.pressure(),
        }
    }
}

/// The layout of a page of the back office.
pub(in crate::web) fn layout(web: &Web, visit: &Visit, title: impl Into<String>) -> Layout {
    Layout::of(visit, &web.app.agenda().set_up().practice, title)
}

/// Key of a role's name.
pub(in crate::web) fn role_key(role: Role) -> &'static str {
    match role {
        Role::Administrator => "role-administrator",
        Role::Practitioner => "role-practitioner",
        Role::Secretary => "role-secretary",
        Role::RemoteSecretary => "role-remote-secretary",
        Role::Reader => "role-reader",
    }
}
