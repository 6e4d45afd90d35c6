//! The invented practice: who works there, in which rooms, under which accounts.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::words::{word, word_if_any};
use crate::domain::id::{PractitionerId, ResourceId, StaffId};
use crate::domain::practice::Practice;
use crate::domain::practitioner::{HolidayHabit, Practitioner};
use crate::domain::resource::{Resource, ResourceKind};
use crate::domain::schedule::{HolidayEdit, HolidayRules};
use crate::domain::staff::{Role, StaffMember};
use crate::domain::time::Zone;
use crate::store::{Fault, Tx};

/// General practitioner, alone with her habits: Wednesdays off, one Saturday morning in two.
pub(super) const GP: PractitionerId = PractitionerId(1);
/// General practitioner who works on public holidays, afternoons one week in two.
pub(super) const PARTNER: PractitionerId = PractitionerId(2);
/// Paediatrician: Saturday mornings, never on Fridays.
pub(super) const PAEDIATRICIAN: PractitionerId = PractitionerId(3);
/// Nurse: group sessions on Thursdays.
pub(super) const NURSE: PractitionerId = PractitionerId(4);

/// Sets the practice up; the first to sign in.
pub(super) const ADMINISTRATOR: StaffId = StaffId(1);
/// Runs the day.
pub(super) const SECRETARY: StaffId = StaffId(2);

/// Both rooms are of this kind.
pub(super) fn room() -> ResourceKind {
    ResourceKind(word("kind.room"))
}

/// Writes practice, practitioners, rooms and accounts.
pub(super) fn write(tx: &mut Tx<'_>, today: NaiveDate) -> Result<(), Fault> {
    tx.save_practice(&practice(today)?)?;
    for practitioner in practitioners() {
        tx.save_practitioner(&practitioner)?;
    }
    for resource in rooms() {
        tx.save_resource(&resource)?;
    }
    for member in accounts() {
        tx.save_staff(&member)?;
    }
    Ok(())
}

fn practice(today: NaiveDate) -> Result<Practice, Fault> {
    let mut holidays = HolidayRules::default();
    if let Some(closed) = NaiveDate::from_ymd_opt(today.year() + 1, 1, 2) {
        let name = word("practice.closed");
        holidays.edits.insert(closed, HolidayEdit::Added(name));
    }
    Ok(Practice {
        name: word("practice.name"),
        neutral_name: word("practice.neutral"),
        address: word("practice.address"),
        directions: word("practice.directions"),
        // 01 99 00 is kept for works of fiction (ARCEP, decision 2018-0881).
        phone: "01 99 00 12 34".to_owned(),
        email: "cabinet@example.org".to_owned(),
        zone: Zone::named("Europe/Paris").map_err(|error| Fault::Bug(error.to_string()))?,
        holidays,
        accent: "#0b6e63".to_owned(),
    })
}

fn practitioners() -> [Practitioner; 4] {
    let one = |id, key: &str, color: &str, holidays| Practitioner {
        id,
        name: word(key),
        speciality: word(&format!("{key}.speciality")),
        languages: word_if_any(&format!("{key}.languages"))
            .split_whitespace()
            .flat_map(str::parse)
            .collect(),
        is_step_free: Some(id != PARTNER),
        holidays,
        color: color.to_owned(),
        is_online: true,
        is_archived: false,
    };
    [
        one(GP, "practitioner.gp", "#0b6e63", HolidayHabit::Closed),
        one(PARTNER, "practitioner.partner", "#8a4b08", HolidayHabit::Open),
        one(
            PAEDIATRICIAN,
            "practitioner.children",
            "#6a3d9a",
            HolidayHabit::Closed,
        ),
        one(NURSE, "practitioner.nurse", "#1f5f8b", HolidayHabit::Closed),
    ]
}

fn rooms() -> [Resource; 2] {
    let one = |id, key: &str, practitioners| Resource {
        id: ResourceId(id),
        name: word(key),
        kind: room(),
        capacity: 1,
        practitioners,
        closed: Vec::new(),
        is_archived: false,
    };
    [
        one(1, "room.exam", Some(vec![GP, PARTNER, NURSE])),
        one(2, "room.care", None),
    ]
}

fn accounts() -> [StaffMember; 3] {
    let one = |id, login: &str, key: &str, role| StaffMember {
        id,
        login: login.to_owned(),
        name: word(key),
        role,
        email: None,
        practitioner: None,
        named: BTreeSet::new(),
        has_totp: false,
        has_passkey: false,
        is_disabled: false,
    };
    [
        one(
            ADMINISTRATOR,
            "camille",
            "staff.administrator",
            Role::Administrator,
        ),
        one(SECRETARY, "nadia", "staff.first", Role::Secretary),
        one(StaffId(3), "loic", "staff.second", Role::Secretary),
    ]
}
