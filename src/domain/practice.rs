//! The practice and its sites.

use super::schedule::HolidayRules;
use super::time::Zone;

/// What the pages, messages and rules need to know of the practice. One zone for all rules (booking-rules §1.6).
#[derive(Clone, Debug, PartialEq)]
pub struct Practice {
    /// Name patients know.
    pub name: String,
    /// Neutral name for messages, when the other reveals a condition (security §11); else equal to `name`.
    pub neutral_name: String,
    /// Postal address, one line.
    pub address: String,
    /// How to get in: floor, code, wheelchair access. May be empty.
    pub directions: String,
    /// Phone number shown where online booking ends.
    pub phone: String,
    /// Contact e-mail, may be empty.
    pub email: String,
    /// IANA zone of every wall-clock rule.
    pub zone: Zone,
    /// Public holidays and the practice's edits of the list.
    pub holidays: HolidayRules,
    /// Accent colour of the pages, `#rrggbb`.
    pub accent: String,
}

impl Practice {
    /// What messages and calendars call the practice: never more than the neutral name, where there is one (security §11).
    pub fn message_name(&self) -> &str {
        if self.neutral_name.is_empty() {
            &self.name
        } else {
            &self.neutral_name
        }
    }
}
