//! People who sign in, and what each role may do. The one permission table (security §3, 8.1.x).

use super::id::{PractitionerId, StaffId};

/// A role in the back office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sets everything up.
    Administrator,
    /// Receives patients, edits own hours.
    Practitioner,
    /// Runs the day.
    Secretary,
    /// Looks only.
    Reader,
}

/// An act that a role may or may not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// See the agenda with patient names.
    ViewAgenda,
    /// Book, move, cancel, set states.
    ManageAppointments,
    /// Book over an existing booking, with a reason (booking-rules §5).
    Overbook,
    /// See and edit patient records.
    ManagePatients,
    /// Read administrative notes (least view, T19).
    ReadNotes,
    /// Change schedules, exceptions, absences, care types.
    ManageSchedules,
    /// Practice settings, practitioners, resources, holidays.
    ManagePractice,
    /// Staff accounts, tokens, imports, exports.
    Administer,
}

impl Role {
    /// Every role, widest first.
    pub const ALL: [Self; 4] = [
        Self::Administrator,
        Self::Practitioner,
        Self::Secretary,
        Self::Reader,
    ];

    /// Stored spelling, also that of the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Practitioner => "practitioner",
            Self::Secretary => "secretary",
            Self::Reader => "reader",
        }
    }

    /// The role of a stored spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// The permission table.
    pub fn may(self, right: Right) -> bool {
        match self {
            Self::Administrator => true,
            Self::Practitioner => !matches!(right, Right::ManagePractice | Right::Administer),
            Self::Secretary => matches!(
                right,
                Right::ViewAgenda
                    | Right::ManageAppointments
                    | Right::Overbook
                    | Right::ManagePatients
                    | Right::ManageSchedules
            ),
            Self::Reader => right == Right::ViewAgenda,
        }
    }
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffMember {
    /// Identifier.
    pub id: StaffId,
    /// What is typed to sign in, lower case.
    pub login: String,
    /// Shown beside acts.
    pub name: String,
    /// Role.
    pub role: Role,
    /// The practitioner this person is, if any.
    pub practitioner: Option<PractitionerId>,
    /// A second factor is set up.
    pub has_totp: bool,
    /// Cannot sign in; sessions are ended.
    pub is_disabled: bool,
}

/// Who did something, for the audit log: identifiers only, never names (security §7).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A signed-in person.
    Staff(StaffId),
    /// A patient with a verified channel or a link.
    Patient,
    /// A holder of an API token, by its row number.
    Token(i64),
    /// The program itself (expiry, import at the terminal).
    System,
}

impl Actor {
    /// `user:1`, `patient`, `token:2`, `system`: the `who` of security §7.
    pub fn label(&self) -> String {
        match self {
            Self::Staff(id) => format!("user:{id}"),
            Self::Patient => "patient".to_owned(),
            Self::Token(id) => format!("token:{id}"),
            Self::System => "system".to_owned(),
        }
    }
}
