//! What text messages of a day may cost: a stop that holds to the message, and three alarms (security T18, reminders §8.7).

/// Thousandths in a euro.
pub const MILLS_PER_EURO: u32 = 1000;
/// Thousandths of a euro in a cent.
const MILLS_PER_CENT: u64 = 10;
/// Shares of the cap at which the practice is told, each once a day, in percent.
pub const ALARMS: [u8; 3] = [50, 80, 100];

/// The ceiling of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    price_mills: u64,
    cap_mills: Option<u64>,
}

impl Budget {
    /// `price_mills`: of a part, in thousandths of a euro. `cap_cents`: of a day.
    pub fn new(price_mills: u32, cap_cents: Option<u32>) -> Self {
        Self {
            price_mills: price_mills.into(),
            cap_mills: cap_cents.map(|cents| u64::from(cents) * MILLS_PER_CENT),
        }
    }

    /// What so many parts cost, in thousandths of a euro.
    pub fn cost(self, parts: u32) -> u64 {
        u64::from(parts).saturating_mul(self.price_mills)
    }

    /// Whether a message of so many parts may go after `spent` parts of the same day.
    pub fn allows(self, spent: u32, parts: u32) -> bool {
        let after = self.cost(spent.saturating_add(parts));
        self.cap_mills.is_none_or(|cap| after <= cap)
    }

    /// The highest alarm that is reached with so many parts, in percent; 0 for none. A refused message is the last one: see [`ALARMS`].
    pub fn alarm(self, spent: u32, is_refused: bool) -> u8 {
        let Some(cap) = self.cap_mills else { return 0 };
        let cost = self.cost(spent);
        let is_reached =
            |share: &&u8| is_refused || cost.saturating_mul(100) >= cap.saturating_mul(u64::from(**share));
        ALARMS.iter().rev().find(is_reached).copied().unwrap_or(0)
    }
}

/// Reads an amount in euros, with a comma or a point and at most three figures behind it, as thousandths.
pub fn mills(text: &str) -> Option<u32> {
    let text = text.trim().trim_end_matches('€').trim_end().replace(',', ".");
    let (euros, rest) = text.split_once('.').unwrap_or((&text, ""));
    let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if euros.is_empty() || !is_number(euros) || !is_number(rest) || rest.len() > 3 {
        return None;
    }
    let thousandths: u32 = format!("{rest:0<3}").parse().ok()?;
    euros
        .parse::<u32>()
        .ok()?
        .checked_mul(MILLS_PER_EURO)?
        .checked_add(thousandths)
}

/// Writes thousandths as an amount in euros, with two figures behind the mark or three where they are needed.
pub fn euros(mills: u64, mark: char) -> String {
    let (whole, rest) = (
        mills / u64::from(MILLS_PER_EURO),
        mills % u64::from(MILLS_PER_EURO),
    );
    let rest = format!("{rest:03}");
    let rest = rest.strip_suffix('0').unwrap_or(&rest);
    format!("{whole}{mark}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_and_written() {
        for (text, expected) in [
            ("0,065", Some(65)),
            ("5", Some(5000)),
            ("5.5 €", Some(5500)),
            ("0,0655", None),
            ("-1", None),
            ("", None),
            ("9999999999", None),
            (",5", None),
        ] {
            assert_eq!(mills(text), expected, "{text}");
        }
        assert_eq!(euros(65, ','), "0,065");
        assert_eq!(euros(5000, ','), "5,00");
        assert_eq!(euros(123_450, '.'), "123.45");
    }

    #[test]
    fn the_stop_holds_to_the_message_and_alarms_rise() {
        // A euro a day at 65 thousandths: 15 parts cost 0.975.
        let budget = Budget::new(65, Some(100));
        let alarms = [(7, 0), (8, 50), (12, 50), (13, 80), (15, 80)];
        for (spent, alarm) in alarms {
            assert_eq!(budget.alarm(spent, false), alarm, "{spent}");
        }
        assert!(budget.allows(14, 1) && !budget.allows(15, 1) && !budget.allows(14, 2));
        assert_eq!(budget.alarm(15, true), 100);
        assert_eq!(Budget::new(100, Some(100)).alarm(10, false), 100);
        assert!(Budget::new(65, None).allows(u32::MAX, 1));
        assert!(!Budget::new(65, Some(0)).allows(0, 1));
    }
}
