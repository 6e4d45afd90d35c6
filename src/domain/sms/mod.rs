//! Text messages: who carries them, what the practice set, what comes back (reminders §6).

mod answer;
mod lines;
mod modem;
mod money;
mod provider;
mod report;
mod template;
mod trouble;

pub use answer::{TextAnswer, text_answer};
pub use lines::{LineSetting, Lines, NumberProblem, RULES, SENDER_MAX, is_sender};
pub use modem::{Proof, equipment_refused, is_serial_device, message_refused};
pub use money::{ALARMS, Budget, MILLS_PER_EURO, euros, mills};
pub use provider::{FieldKind, LineField, Provider};
pub use report::{CameIn, Fate, came_in, reference};
pub use template::{Filled, Template, TemplateProblem, Values, percent};
pub use trouble::Trouble;
