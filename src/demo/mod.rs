//! A practice with invented patients, to try everything on: six months of appointments behind today, six ahead, the same
//! every time for a date.

mod cares;
mod chronicle;
mod crowd;
mod fate;
mod hours;
mod people;
mod placing;
mod plan;
mod practice;
mod rounds;
mod visit;
mod waiting;
mod words;

use std::path::Path;

use chrono::{NaiveDate, SubsecRound as _, TimeDelta};

use crate::app::{App, StartError};
use crate::domain::id::StaffId;
use crate::domain::reminder::QuietHours;
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::store::{Db, Fault, Record, Tx};
use crate::sys::clock::Clock;

use self::chronicle::{Chronicle, write_patients};
use self::crowd::Crowd;
use self::plan::{Plan, REACH};
use self::rounds::Rounds;
use crate::domain::chance::Chance;

/// What decides everything that is left to chance.
const SEED: u64 = 1818;
/// Days of booking before the first visit: the longest that anybody books ahead, and somebody before them.
const LEAD: u64 = 62;
/// The setting by which a folder is known to hold invented patients only.
const MARK: &str = "demo.made";

/// Why there is no demonstration.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The folder holds a practice that is no demonstration: it is not touched.
    #[error("not a demonstration")]
    NotADemonstration,
    /// The folder cannot be used.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The database failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Who may sign in, and the code that lets them in once.
#[derive(Debug)]
pub struct Entrance {
    /// Sets the practice up.
    pub administrator: String,
    /// Runs the day.
    pub secretary: String,
}

/// Opens a demonstration, which is made when the folder holds nothing yet.
pub async fn open(folder: &Path, clock: &Clock) -> Result<App, DemoError> {
    let now = clock.now().trunc_subsecs(0);
    if holds_a_database(folder) {
        let app = App::open(folder, clock)?;
        let made: Option<bool> = app.store().read(|db: &Db<'_>| db.setting(MARK)).await?;
        return match made {
            Some(true) => Ok(app),
            _ => Err(DemoError::NotADemonstration),
        };
    }
    make(folder, now).await?;
    Ok(App::open(folder, clock)?)
}

fn holds_a_database(folder: &Path) -> bool {
    folder.join(crate::store::DATABASE_FILE).exists()
}

/// Codes for the first sign-in; those of an earlier start are no longer good.
pub async fn entrance(app: &App) -> Result<Entrance, Fault> {
    let code = |who: StaffId| app.create_sign_in_code(Actor::System, who);
    Ok(Entrance {
        administrator: code(practice::ADMINISTRATOR).await?,
        secretary: code(practice::SECRETARY).await?,
    })
}

/// Writes the practice and its year. The last record is a minute old, so that the machine's clock is trusted from the start.
async fn make(folder: &Path, now: Instant) -> Result<(), DemoError> {
    let newest = now - TimeDelta::minutes(1);
    let clock = Clock::manual(newest - TimeDelta::days(i64::try_from(REACH + LEAD).unwrap_or(0)));
    let app = App::open(folder, &clock)?;
    let today = app.agenda().zone().date(newest);
    set_up(&app, today).await?;
    let mut dice = Chance::new(SEED);
    let everybody = people::everybody(&mut dice, today);
    let agenda = app.agenda();
    let rounds = Rounds::new(agenda.zone(), newest);
    let mut plan = Plan::new(&agenda, rounds, dice, Crowd::new(&everybody, today));
    plan.fill();
    plan.live();
    let chronicle = Chronicle::new(plan.visits, practice::SECRETARY);
    let twice = people::typed_twice(&everybody);
    write_patients(app.store(), everybody).await?;
    chronicle.write(app.store(), &clock).await?;
    clock.set(newest);
    write_patients(app.store(), twice).await?;
    waiting::write(&app).await?;
    app.save_quiet_hours(QuietHours::default(), Actor::System).await?;
    let mark = |tx: &mut Tx<'_>| -> Result<(), Fault> { tx.save_setting(MARK, &true) };
    app.store().write(mark).await?;
    Ok(())
}

async fn set_up(app: &App, today: NaiveDate) -> Result<(), Fault> {
    let write = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
        practice::write(tx, today)?;
        cares::write(tx)?;
        tx.refresh_set_up()?;
        hours::write(tx, today)?;
        tx.refresh_set_up()?;
        tx.audit(&Record::new(&Actor::System, "practice.edit").on("practice"))?;
        Ok(())
    };
    app.store().write(write).await
}
