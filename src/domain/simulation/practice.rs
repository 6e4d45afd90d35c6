//! The practice of the simulator: general practitioners with the hours and care types of such a practice, on the program's own
//! defaults (a start every so often as the care lasts).

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::TimeDelta;

use crate::domain::agenda::SetUp;
use crate::domain::care_type::{CareTerms, CareType, CareWords, Venue};
use crate::domain::id::{CareTypeId, PractitionerId, ScheduleId};
use crate::domain::practice::Practice;
use crate::domain::practitioner::{HolidayHabit, Practitioner};
use crate::domain::schedule::{HolidayRules, WeeklySchedule, Weeks, Window};
use crate::domain::time::{DayTime, Zone};

/// Minutes and share of the requests, in percent.
pub(super) const CARES: [(u16, u64); 4] = [(15, 50), (20, 25), (30, 17), (45, 8)];
/// How far ahead patients book, in local days.
const HORIZON: u16 = 120;
/// Morning and afternoon, minutes of the day: three habits.
const HOURS: [[(u16, u16); 2]; 3] = [
    [(540, 750), (840, 1080)],
    [(510, 720), (810, 1110)],
    [(540, 780), (870, 1140)],
];

/// As many practitioners as asked for; every third does not work on Wednesdays, as many a colleague. `None` when the program's own
/// zone is not to be had.
pub(super) fn set_up(practitioners: u16) -> Option<SetUp> {
    let ids = || (1..=i64::from(practitioners)).map(PractitionerId);
    let schedules: Option<Vec<_>> = ids().map(schedule).collect();
    Some(SetUp {
        practice: practice(Zone::named("Europe/Paris").ok()?),
        practitioners: ids().map(|id| (id, practitioner(id))).collect(),
        care_types: (1..)
            .map(CareTypeId)
            .zip(CARES)
            .map(|(id, (minutes, _))| (id, care(id, minutes)))
            .collect(),
        resources: BTreeMap::new(),
        schedules: schedules?,
        exceptions: Vec::new(),
        absences: Vec::new(),
    })
}

/// [`set_up`], shared.
pub(super) fn shared(practitioners: u16) -> Option<Arc<SetUp>> {
    set_up(practitioners).map(Arc::new)
}

fn practice(zone: Zone) -> Practice {
    Practice {
        name: String::new(),
        neutral_name: String::new(),
        address: String::new(),
        directions: String::new(),
        phone: String::new(),
        email: String::new(),
        zone,
        holidays: HolidayRules::default(),
        accent: String::new(),
    }
}

fn practitioner(id: PractitionerId) -> Practitioner {
    Practitioner {
        id,
        name: String::new(),
        speciality: String::new(),
        languages: Vec::new(),
        is_step_free: None,
        holidays: HolidayHabit::Closed,
        color: String::new(),
        is_online: true,
        is_archived: false,
    }
}

fn schedule(who: PractitionerId) -> Option<WeeklySchedule> {
    let habit = HOURS.get(usize::try_from(who.0).ok()? % HOURS.len())?;
    let window = |(from, to): &(u16, u16)| {
        Window::new(DayTime::from_minutes(*from)?, DayTime::from_minutes(*to)?, None).ok()
    };
    let windows: Vec<Window> = habit.iter().map(window).collect::<Option<_>>()?;
    let is_off = |day: usize| day > 4 || (day == 2 && who.0 % 3 == 0);
    Some(WeeklySchedule {
        id: ScheduleId(who.0),
        practitioner: who,
        days: std::array::from_fn(|day| if is_off(day) { Vec::new() } else { windows.clone() }),
        valid_from: None,
        valid_to: None,
        weeks: Weeks::All,
    })
}

fn care(id: CareTypeId, minutes: u16) -> CareType {
    let length = TimeDelta::minutes(minutes.into());
    CareType {
        id,
        name: minutes.to_string(),
        public_text: String::new(),
        words: CareWords::default(),
        color: String::new(),
        venue: Venue::Practice,
        is_online: true,
        is_archived: false,
        needs_approval: false,
        terms: CareTerms {
            duration: length,
            step: length,
            min_notice: TimeDelta::hours(1),
            horizon_days: HORIZON,
            ..CareTerms::default()
        },
        overrides: BTreeMap::new(),
        practitioners: Vec::new(),
    }
}
