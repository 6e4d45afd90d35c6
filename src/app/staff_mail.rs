//! What people of the staff want to be told by message: their agenda of the day, a line that is down. Which patients come is never among
//! it: an appointment with an identified practice is health data, and those never leave by e-mail (security §1).

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, TimeDelta, Timelike as _};

use crate::domain::contact::{Contact, Phone};
use crate::domain::id::StaffId;
use crate::domain::patient::Language;
use crate::domain::staff::{Actor, Role, StaffMember};
use crate::domain::time::{Instant, Interval};
use crate::store::{DayRow, Db, Fault, Medium, Record, Tx};

use super::lines_down::{CeilingReached, LineTrouble};
use super::pass::token_of;
use super::{App, StaffMessage, StaffWords};

const SETTING: &str = "mail.staff";
/// An agenda that could not leave within so many hours of its own is of no use any more that day.
const LATE_HOURS: u32 = 4;
/// How long news of a line is worth sending, elapsed.
const NEWS: TimeDelta = TimeDelta::hours(12);

/// What somebody of the staff wants to be told.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct MailWishes {
    /// The own agenda of the day, from this hour of the practice's wall clock on.
    pub agenda_hour: Option<u32>,
    /// Trouble on a line, and a ceiling that is reached.
    pub alerts: bool,
    /// Where that goes when e-mail itself is down.
    pub phone: Option<String>,
    /// In which language.
    pub language: Language,
}

/// The agenda of a day that is to leave now.
#[derive(Clone, Debug)]
pub struct AgendaMail {
    /// Whose: a message without words yet.
    pub letter: Unworded,
    /// The date at the practice.
    pub date: NaiveDate,
    /// When each appointment starts.
    pub starts: Vec<Instant>,
    /// When the last one ends.
    pub end: Instant,
}

/// News for one person.
#[derive(Clone, Debug)]
pub struct AlertMail {
    /// Whose.
    pub letter: Unworded,
    /// Of what.
    pub alert: Alert,
}

/// What somebody who administers is told.
#[derive(Clone, Debug)]
pub enum Alert {
    /// A line is down.
    Line(LineTrouble),
    /// The ceiling of the day holds text messages back.
    Ceiling(CeilingReached),
}

impl Alert {
    /// What makes it another piece of news than the last one: a line that went down anew, another day.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Line(line) => {
                let (way, since) = (line.medium.key(), line.since.timestamp());
                match line.line.as_ref().filter(|_| line.is_relieved) {
                    Some(name) => format!("{way}/{name}/{since}"),
                    None => format!("{way}/{since}"),
                }
            }
            Self::Ceiling(ceiling) => format!("ceiling/{}", ceiling.until.timestamp()),
        }
    }

    /// The way that is open for it.
    fn way(&self) -> Medium {
        match self {
            Self::Line(line) => line.medium.other(),
            Self::Ceiling(_) => Medium::Email,
        }
    }
}

/// A message whose words are made where languages are known.
#[derive(Clone, Debug)]
pub struct Unworded {
    /// Where it goes.
    pub to: Contact,
    /// In which language.
    pub language: Language,
    key: String,
    life: TimeDelta,
}

impl Unworded {
    /// Under a key that is used once.
    pub(super) fn new(to: Contact, language: Language, key: String, life: TimeDelta) -> Self {
        Self {
            to,
            language,
            key,
            life,
        }
    }

    /// The same with words.
    pub fn saying(self, words: StaffWords) -> StaffMessage {
        StaffMessage {
            to: self.to,
            language: self.language,
            words,
            key: self.key,
            life: self.life,
        }
    }
}

type Wishes = BTreeMap<i64, MailWishes>;

fn wishes(db: &Db<'_>) -> Result<Wishes, Fault> {
    Ok(db.setting(SETTING)?.unwrap_or_default())
}

/// Everybody who wants something and may still come in.
pub(super) fn wishing(db: &Db<'_>) -> Result<Vec<(StaffMember, MailWishes)>, Fault> {
    let mut wishes = wishes(db)?;
    let members = db.staff()?.into_iter().map(|account| account.member);
    let open = members.filter(|member| !member.is_disabled);
    Ok(open
        .filter_map(|member| wishes.remove(&member.id.0).map(|wish| (member, wish)))
        .collect())
}

/// Whether somebody may ask to be told of trouble: who administers, and who receives the patients that nothing reaches then.
pub fn may_be_alerted(member: &StaffMember) -> bool {
    member.role == Role::Administrator || member.practitioner.is_some()
}

impl App {
    /// What somebody wants to be told.
    pub async fn mail_wishes(&self, staff: StaffId) -> Result<MailWishes, Fault> {
        let mut all = self.store.read(|db: &Db<'_>| wishes(db)).await?;
        Ok(all.remove(&staff.0).unwrap_or_default())
    }

    /// Writes what somebody wants to be told, of oneself.
    pub async fn save_mail_wishes(&self, staff: StaffId, wish: MailWishes) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let mut all = wishes(tx)?;
                all.insert(staff.0, wish);
                tx.save_setting(SETTING, &all)?;
                tx.audit(&Record::new(&Actor::Staff(staff), "setting.change").on(SETTING))?;
                Ok(())
            })
            .await
    }

    /// Agendas that are to leave now: one for each person and date, which its key sees to. None of a day without appointments, and none
    /// while the clock may be wrong.
    pub async fn due_agendas(&self) -> Result<Vec<AgendaMail>, Fault> {
        if !self.is_clock_trusted() {
            return Ok(Vec::new());
        }
        let zone = self.agenda().zone();
        let wall = zone.wall(self.now()).reading;
        let (date, hour) = (wall.date(), wall.time().hour());
        let after = date.checked_add_days(Days::new(1)).unwrap_or(date);
        let span = Interval {
            start: zone.start_of(date),
            end: zone.start_of(after),
        };
        let app = self.clone();
        self.store
            .read(move |db: &Db<'_>| {
                let mut due = Vec::new();
                for (member, wish) in wishing(db)? {
                    let is_time = wish
                        .agenda_hour
                        .is_some_and(|at| (at..at + LATE_HOURS).contains(&hour));
                    let whom = member.practitioner.zip(member.email);
                    let Some((practitioner, email)) = whom.filter(|_| is_time) else {
                        continue;
                    };
                    let key = token_of(&app.keys, "agenda", &format!("{}/{date}", member.id));
                    if db.has_message_key(&key)? {
                        continue;
                    }
                    let mut rows = db.day_rows(span)?;
                    let is_own = |row: &DayRow| row.practitioner == practitioner && row.status.takes_time();
                    rows.retain(|row| is_own(row) && row.interval.start >= span.start);
                    let Some(end) = rows.iter().map(|row| row.interval.end).max() else {
                        continue;
                    };
                    due.push(AgendaMail {
                        letter: Unworded {
                            to: Contact::Email(email),
                            language: wish.language,
                            key,
                            life: TimeDelta::hours(LATE_HOURS.into()),
                        },
                        date,
                        starts: rows.iter().map(|row| row.interval.start).collect(),
                        end,
                    });
                }
                Ok(due)
            })
            .await
    }

    /// What there is to tell those who administer now, whoever heard of it before.
    pub(super) async fn alerts(&self) -> Result<Vec<Alert>, Fault> {
        let mut news: Vec<Alert> = self.lines_down().await?.into_iter().map(Alert::Line).collect();
        news.extend(self.ceiling_reached().await?.map(Alert::Ceiling));
        Ok(news)
    }

    /// News of lines that are down and of a ceiling that is reached, for administrators who want them, on the way that is open; once for
    /// each time that a line goes down, once a day for the ceiling.
    pub async fn due_alerts(&self) -> Result<Vec<AlertMail>, Fault> {
        let news = self.alerts().await?;
        let app = self.clone();
        self.store
            .read(move |db: &Db<'_>| {
                let mut due = Vec::new();
                for (member, wish) in wishing(db)? {
                    if !wish.alerts || !may_be_alerted(&member) {
                        continue;
                    }
                    for alert in &news {
                        let phone = wish.phone.as_deref().and_then(|phone| Phone::parse(phone).ok());
                        let to = match alert.way() {
                            Medium::Email => member.email.clone().map(Contact::Email),
                            Medium::Text => phone.map(Contact::Phone),
                        };
                        let what = format!("{}/{}", member.id, alert.name());
                        let key = token_of(&app.keys, "alert", &what);
                        let Some(to) = to else { continue };
                        if db.has_message_key(&key)? {
                            continue;
                        }
                        due.push(AlertMail {
                            letter: Unworded {
                                to,
                                language: wish.language,
                                key,
                                life: NEWS,
                            },
                            alert: alert.clone(),
                        });
                    }
                }
                Ok(due)
            })
            .await
    }
}
