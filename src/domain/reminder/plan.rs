//! When a patient is to be reminded of an appointment: the plan of a care type (booking-rules §11).

use crate::domain::care_type::CareType;
use crate::domain::id::PractitionerId;
use crate::domain::time::DayTime;

/// Most reminders of one appointment.
pub const REMINDERS_MAX: usize = 4;

/// How a reminder goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReminderChannel {
    /// By e-mail.
    Email,
    /// By text message, to mobiles only.
    Sms,
    /// By text message where there is a mobile, else by e-mail.
    SmsOrEmail,
}

/// How long before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReminderOffset {
    /// So many local dates before, at that hour of the wall clock.
    Days(u16, DayTime),
    /// So many hours before, elapsed.
    Hours(u16),
}

/// One reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reminder {
    /// How.
    pub channel: ReminderChannel,
    /// When.
    pub before: ReminderOffset,
}

/// The reminders of a care type, in no particular order; none is a plan too.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct ReminderPlan(pub Vec<Reminder>);

impl Default for ReminderPlan {
    /// An e-mail seven days before, a text message or e-mail the day before (booking-rules §11). What is booked later than a
    /// reminder would go out has no such reminder.
    fn default() -> Self {
        let at = |hour| DayTime::from_hm(hour, 0).unwrap_or(DayTime::START);
        Self(vec![
            Reminder {
                channel: ReminderChannel::Email,
                before: ReminderOffset::Days(7, at(10)),
            },
            Reminder {
                channel: ReminderChannel::SmsOrEmail,
                before: ReminderOffset::Days(1, at(14)),
            },
        ])
    }
}

impl CareType {
    /// When the patients of one practitioner are reminded.
    pub fn reminders_with(&self, practitioner: PractitionerId) -> &ReminderPlan {
        let own = self.overrides.get(&practitioner);
        own.and_then(|own| own.reminders.as_ref())
            .unwrap_or(&self.terms.reminders)
    }

    /// Every plan of the care: the common one, and what each practitioner has instead.
    pub fn reminder_plans(&self) -> (&ReminderPlan, Vec<(PractitionerId, &ReminderPlan)>) {
        let own = self.overrides.iter();
        let own = own.filter_map(|(who, own)| Some((*who, own.reminders.as_ref()?)));
        (&self.terms.reminders, own.collect())
    }
}
