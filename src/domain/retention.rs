//! How long booking data are kept (security §11). The medical record is elsewhere, with its own periods.

use chrono::{Months, NaiveDate};

/// Rules of the practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct RetentionRules {
    /// A record without any appointment for so many calendar months may be erased.
    pub patient_months: u16,
    /// Messages that are settled are erased each night after so many days.
    pub message_days: u16,
    /// Records are erased by themselves each night; else only when somebody says so.
    pub is_automatic: bool,
}

/// Months that may be chosen: three, as the reference says, to five years.
pub const PATIENT_MONTHS: (u16, u16) = (3, 60);
/// Days that may be chosen.
pub const MESSAGE_DAYS: (u16, u16) = (1, 365);

impl Default for RetentionRules {
    fn default() -> Self {
        Self {
            patient_months: 24,
            message_days: 30,
            is_automatic: false,
        }
    }
}

impl RetentionRules {
    /// Records whose last appointment was before this local day may be erased.
    pub fn cut(&self, today: NaiveDate) -> NaiveDate {
        let back = Months::new(self.patient_months.into());
        today.checked_sub_months(back).unwrap_or(NaiveDate::MIN)
    }
}
