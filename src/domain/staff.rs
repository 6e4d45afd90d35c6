//! People who sign in, and what each role may do. The one permission table (security §3, 8.1.x).

use std::collections::BTreeSet;

use super::agenda::Edit;
use super::contact::Email;
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
    /// Answers the telephone elsewhere: books for the practitioners named to it, and sees nobody else's agenda.
    RemoteSecretary,
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
    /// Counts of the practice, by practitioner; never a patient. Not for the desk: they say how colleagues work.
    ViewStatistics,
    /// Staff accounts, tokens, imports, exports.
    Administer,
}

impl Role {
    /// Every role, widest first.
    pub const ALL: [Self; 5] = [
        Self::Administrator,
        Self::Practitioner,
        Self::Secretary,
        Self::RemoteSecretary,
        Self::Reader,
    ];

    /// Stored spelling, also that of the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Practitioner => "practitioner",
            Self::Secretary => "secretary",
            Self::RemoteSecretary => "remote_secretary",
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
            Self::RemoteSecretary => matches!(right, Right::ViewAgenda | Right::ManageAppointments),
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
    /// Where an invitation goes.
    pub email: Option<Email>,
    /// The practitioner this person is, if any.
    pub practitioner: Option<PractitionerId>,
    /// The practitioners a remote secretary works for; of no meaning to other roles.
    pub named: BTreeSet<PractitionerId>,
    /// A telephone that shows codes is set up as second factor.
    pub has_totp: bool,
    /// A passkey is registered.
    pub has_passkey: bool,
    /// Cannot sign in; sessions are ended.
    pub is_disabled: bool,
}

impl StaffMember {
    /// Whether something besides the password is asked for.
    pub fn has_second_factor(&self) -> bool {
        self.has_totp || self.has_passkey
    }

    /// Whose agenda this person sees and books in; `None` is everybody's.
    pub fn reach(&self) -> Option<&BTreeSet<PractitionerId>> {
        (self.role == Role::RemoteSecretary).then_some(&self.named)
    }

    /// Whether an appointment, or a free time, of this practitioner is any business of this person.
    pub fn reaches(&self, practitioner: PractitionerId) -> bool {
        self.reach().is_none_or(|named| named.contains(&practitioner))
    }

    /// Whether this person sets the hours and absences of a practitioner, or (`None`) of the whole practice: a practitioner only
    /// one's own.
    pub fn may_change_hours_of(&self, whose: Option<PractitionerId>) -> bool {
        match self.role {
            Role::Practitioner => whose.is_some() && whose == self.practitioner,
            role => role.may(Right::ManageSchedules),
        }
    }

    /// Whether this person may make a change of the set-up; `before` is what it replaces.
    pub fn may_change(&self, before: Option<&Edit>, edit: &Edit) -> bool {
        let may = |edit: &Edit| match edit {
            Edit::Practice(_) | Edit::Holidays(_) | Edit::Practitioner(_) | Edit::Resource(_) => {
                self.role.may(Right::ManagePractice)
            }
            Edit::Schedule(hours) => self.may_change_hours_of(Some(hours.practitioner)),
            Edit::Exception(exception) => self.may_change_hours_of(Some(exception.practitioner)),
            Edit::Absence(absence) => self.may_change_hours_of(absence.practitioner),
            // Whose it was is said by what it replaces.
            Edit::DropSchedule(_) | Edit::DropException(_) | Edit::DropAbsence(_) => {
                self.role.may(Right::ManageSchedules)
            }
            Edit::CareType(_) => self.role.may(Right::ManageSchedules) && self.role != Role::Practitioner,
        };
        match (before, edit) {
            (Some(Edit::CareType(before)), Edit::CareType(after)) if self.role == Role::Practitioner => self
                .practitioner
                .is_some_and(|own| before.differs_only_for(after, own)),
            (before, edit) => may(edit) && before.is_none_or(may),
        }
    }
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
    /// A tablet of the waiting room, by its row number.
    Kiosk(i64),
    /// A practitioner who moved or deleted something in the own calendar, by the row number of its link.
    Calendar(i64),
    /// The program itself (expiry, import at the terminal).
    System,
}

impl Actor {
    /// `user:1`, `patient`, `token:2`, `kiosk:3`, `calendar:4`, `system`: the `who` of security §7.
    pub fn label(&self) -> String {
        match self {
            Self::Staff(id) => format!("user:{id}"),
            Self::Patient => "patient".to_owned(),
            Self::Token(id) => format!("token:{id}"),
            Self::Kiosk(id) => format!("kiosk:{id}"),
            Self::Calendar(id) => format!("calendar:{id}"),
            Self::System => "system".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{AbsenceId, ScheduleId};
    use crate::domain::schedule::{Absence, WeeklySchedule, Weeks};
    use crate::domain::time::{Instant, Interval};

    fn member(role: Role) -> StaffMember {
        StaffMember {
            id: StaffId(1),
            login: "paul".to_owned(),
            name: "Paul".to_owned(),
            role,
            email: None,
            practitioner: Some(PractitionerId(1)),
            named: BTreeSet::from([PractitionerId(2)]),
            has_totp: false,
            has_passkey: false,
            is_disabled: false,
        }
    }

    fn hours(practitioner: i64) -> Edit {
        Edit::Schedule(Box::new(WeeklySchedule {
            id: ScheduleId(4),
            practitioner: PractitionerId(practitioner),
            days: Default::default(),
            valid_from: None,
            valid_to: None,
            weeks: Weeks::All,
        }))
    }

    fn absence(practitioner: Option<i64>) -> Edit {
        let start = Instant::UNIX_EPOCH;
        Edit::Absence(Absence {
            id: AbsenceId(4),
            practitioner: practitioner.map(PractitionerId),
            interval: Interval { start, end: start },
            label: String::new(),
        })
    }

    #[test]
    fn a_practitioner_sets_own_hours_only() {
        let paul = member(Role::Practitioner);
        assert!(paul.may_change(None, &hours(1)) && paul.may_change(Some(&hours(1)), &hours(1)));
        assert!(!paul.may_change(None, &hours(2)));
        assert!(
            !paul.may_change(Some(&hours(2)), &hours(1)),
            "nothing is taken from somebody"
        );
        assert!(!paul.may_change(Some(&hours(1)), &hours(2)), "nor given");
        assert!(paul.may_change(Some(&hours(1)), &Edit::DropSchedule(ScheduleId(4))));
        assert!(!paul.may_change(Some(&hours(2)), &Edit::DropSchedule(ScheduleId(4))));
        assert!(paul.may_change(None, &absence(Some(1))));
        assert!(
            !paul.may_change(None, &absence(None)),
            "the whole practice is nobody's own"
        );
        let nobody = StaffMember {
            practitioner: None,
            ..paul
        };
        assert!(!nobody.may_change(None, &hours(1)) && !nobody.may_change(None, &absence(None)));
    }

    #[test]
    fn others_set_everybodys_hours_or_nobodys() {
        for (role, may) in [
            (Role::Administrator, true),
            (Role::Secretary, true),
            (Role::RemoteSecretary, false),
            (Role::Reader, false),
        ] {
            for edit in [hours(1), hours(2), absence(None), absence(Some(2))] {
                assert_eq!(
                    member(role).may_change(Some(&edit), &edit),
                    may,
                    "{role:?} {edit:?}"
                );
            }
        }
    }

    #[test]
    fn a_remote_secretary_reaches_the_practitioners_named() {
        let remote = member(Role::RemoteSecretary);
        assert!(remote.reaches(PractitionerId(2)) && !remote.reaches(PractitionerId(1)));
        assert!(member(Role::Secretary).reaches(PractitionerId(1)));
        assert!(member(Role::Secretary).reach().is_none());
    }
}
