//! Who works when: habits, dated exceptions and absences, around today (booking-rules §3).

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::cares::{GROUP, NURSING, PLANNED, URGENT};
use super::practice::{GP, NURSE, PAEDIATRICIAN, PARTNER};
use super::words::word;
use crate::domain::id::{AbsenceId, CareTypeId, ExceptionId, PractitionerId, ScheduleId};
use crate::domain::schedule::{Absence, ScheduleException, WeeklySchedule, Weeks, Window};
use crate::domain::time::{Interval, Zone, monday_of};
use crate::store::{Fault, Tx};

/// Days of a week whose hours are written together.
type Days7<'a> = &'a [Weekday];

/// Writes schedules, exceptions and absences.
pub(super) fn write(tx: &mut Tx<'_>, today: NaiveDate) -> Result<(), Fault> {
    for schedule in schedules(today)? {
        tx.save_schedule(&schedule)?;
    }
    for exception in exceptions(today)? {
        tx.save_exception(&exception)?;
    }
    for absence in absences(tx.agenda().zone(), today)? {
        tx.save_absence(&absence)?;
    }
    Ok(())
}

/// `08:30-12:30`, for these cares; for every care when none is named.
fn window(text: &str, cares: &[CareTypeId]) -> Result<Window, Fault> {
    let unfit = || Fault::Bug(format!("window of the demonstration: {text}"));
    let (from, to) = text.split_once('-').ok_or_else(unfit)?;
    let (from, to) = (
        from.parse().map_err(|_| unfit())?,
        to.parse().map_err(|_| unfit())?,
    );
    let only = Some(cares.to_vec()).filter(|cares| !cares.is_empty());
    Window::new(from, to, only).map_err(|_| unfit())
}

fn weekly(
    practitioner: PractitionerId,
    weeks: Weeks,
    parts: &[(Days7<'_>, &str, &[CareTypeId])],
) -> Result<WeeklySchedule, Fault> {
    let mut days: [Vec<Window>; 7] = Default::default();
    for (on, text, cares) in parts {
        for day in *on {
            if let Some(windows) = days.get_mut(day.num_days_from_monday() as usize) {
                windows.push(window(text, cares)?);
            }
        }
    }
    Ok(WeeklySchedule {
        id: ScheduleId(0),
        practitioner,
        days,
        valid_from: None,
        valid_to: None,
        weeks,
    })
}

fn schedules(today: NaiveDate) -> Result<Vec<WeeklySchedule>, Fault> {
    use Weekday::{Fri, Mon, Sat, Thu, Tue, Wed};
    let (gp, week) = ([Mon, Tue, Thu, Fri], [Mon, Tue, Wed, Thu, Fri]);
    let children = [Mon, Tue, Wed, Thu];
    let fortnight = Weeks::Every {
        n: 2,
        anchor: monday_of(today),
    };
    let [before, after] = of_nurse(later(today, 60))?;
    Ok(vec![
        weekly(
            GP,
            Weeks::All,
            &[
                (&gp, "08:30-09:00", &[URGENT]),
                (&gp, "09:00-12:30", &PLANNED),
                (&gp, "14:00-18:00", &PLANNED),
                (&gp, "18:00-18:30", &[URGENT]),
            ],
        )?,
        weekly(GP, Weeks::Odd, &[(&[Sat], "09:00-12:00", &PLANNED)])?,
        weekly(
            PARTNER,
            Weeks::All,
            &[
                (&week, "09:00-12:30", &PLANNED),
                (&week, "12:30-13:00", &[URGENT]),
            ],
        )?,
        weekly(PARTNER, fortnight, &[(&week, "14:30-19:00", &PLANNED)])?,
        weekly(
            PAEDIATRICIAN,
            Weeks::All,
            &[
                (&children, "09:00-12:30", &[]),
                (&children, "13:30-17:30", &[]),
                (&[Sat], "09:00-12:30", &[]),
            ],
        )?,
        before,
        after,
    ])
}

/// The nurse changes her hours in two months: both halves are shown to the staff.
fn of_nurse(change: NaiveDate) -> Result<[WeeklySchedule; 2], Fault> {
    use Weekday::{Fri, Mon, Thu, Tue, Wed};
    let of = |morning: &str, afternoon: &str| {
        let parts: [(Days7<'_>, &str, &[CareTypeId]); 3] = [
            (&[Mon, Tue, Wed, Fri], morning, &NURSING),
            (&[Tue, Fri], afternoon, &NURSING),
            (&[Thu], "13:00-17:00", &[GROUP]),
        ];
        weekly(NURSE, Weeks::All, &parts)
    };
    let before = WeeklySchedule {
        valid_to: change.pred_opt(),
        ..of("08:00-12:00", "13:00-16:00")?
    };
    let after = WeeklySchedule {
        valid_from: Some(change),
        ..of("08:00-12:30", "13:30-16:30")?
    };
    Ok([before, after])
}

fn later(today: NaiveDate, days: u64) -> NaiveDate {
    today.checked_add_days(Days::new(days)).unwrap_or(today)
}

fn earlier(today: NaiveDate, days: u64) -> NaiveDate {
    today.checked_sub_days(Days::new(days)).unwrap_or(today)
}

/// The first such weekday from a date on.
fn next(weekday: Weekday, from: NaiveDate) -> NaiveDate {
    let found = from.iter_days().find(|date| date.weekday() == weekday);
    found.unwrap_or(from)
}

fn exceptions(today: NaiveDate) -> Result<Vec<ScheduleException>, Fault> {
    let one = |practitioner, from, to, windows, key: &str| ScheduleException {
        id: ExceptionId(0),
        practitioner,
        from,
        to,
        windows,
        label: word(key),
    };
    let training = next(Weekday::Tue, later(today, 9));
    let extra = next(Weekday::Sat, later(today, 3));
    let school = next(Weekday::Mon, later(today, 38));
    let short = next(Weekday::Thu, later(today, 5));
    let morning = window("09:00-12:00", &[])?;
    Ok(vec![
        one(GP, training, training, Vec::new(), "label.training"),
        one(PARTNER, extra, extra, vec![morning.clone()], "label.saturday"),
        one(
            PAEDIATRICIAN,
            school,
            later(school, 6),
            Vec::new(),
            "label.school",
        ),
        one(GP, short, short, vec![morning], "label.early"),
    ])
}

fn absences(zone: Zone, today: NaiveDate) -> Result<Vec<Absence>, Fault> {
    let at = |date, text: &str| {
        let time = text
            .parse()
            .map_err(|_| Fault::Bug(format!("hour of the demonstration: {text}")))?;
        Ok::<_, Fault>(zone.at(date, time))
    };
    let one = |practitioner, start, end, key: &str| Absence {
        id: AbsenceId(0),
        practitioner,
        interval: Interval { start, end },
        label: word(key),
    };
    let sick = earlier(today, 45);
    let meeting = next(Weekday::Mon, later(today, 7));
    let home = next(Weekday::Thu, later(today, 2));
    Ok(vec![
        one(
            Some(PAEDIATRICIAN),
            at(sick, "00:00")?,
            at(later(sick, 4), "00:00")?,
            "label.sick",
        ),
        one(
            None,
            at(meeting, "12:00")?,
            at(meeting, "14:30")?,
            "label.meeting",
        ),
        one(
            Some(PARTNER),
            at(home, "11:00")?,
            at(home, "13:00")?,
            "label.home",
        ),
    ])
}
