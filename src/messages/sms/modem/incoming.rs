//! What comes in over a modem: texts, and what became of ours. Anybody may send anything; none of it is written into a log.

use super::dialogue::{Broken, Dialogue, Ending, Stray};
use super::{ModemPatience, Ties};
use crate::domain::gsm::{self, Joiner, Received, received};
use crate::domain::sms::{CameIn, Fate, Provider, reference};
use crate::sys::hash;

/// Octets of a hash that tell messages apart.
const REFERENCE_DIGITS: usize = 16;
/// Digits of a number that its notations, national and international, have in common.
const COMMON_DIGITS: usize = 9;

/// Under which reference a message and its report meet: the network gives an octet, so that the number has to tell which message it was. It
/// holds after a restart, and tells nothing of the number.
pub fn report_reference(number: u8, to: &str) -> String {
    let digits: String = to.chars().filter(char::is_ascii_digit).collect();
    let common = digits
        .get(digits.len().saturating_sub(COMMON_DIGITS)..)
        .unwrap_or_default();
    let hash = hash::sha256_hex(format!("modem {number} {common}").as_bytes());
    reference(Provider::Modem, hash.get(..REFERENCE_DIGITS).unwrap_or_default())
}

/// What came in, and waits for its other parts.
#[derive(Debug, Default)]
pub(super) struct Incoming {
    joiner: Joiner,
}

impl Incoming {
    /// What the modem said by itself.
    pub(super) fn heed(
        &mut self,
        line: &mut Dialogue,
        patience: &ModemPatience,
        ties: &Ties,
    ) -> Result<(), Broken> {
        while let Some(stray) = line.stray() {
            match stray {
                Stray::Octets(octets, announced) => {
                    self.tell(&octets, announced, ties);
                }
                Stray::Stored(memory, place) => {
                    line.command(&format!("AT+CPMS=\"{memory}\""), patience.step)?;
                    let answer = line.command(&format!("AT+CMGR={place}"), patience.step)?;
                    let header = answer.lines.iter().position(|line| line.starts_with("+CMGR:"));
                    let told = header.and_then(|at| {
                        let announced = announced(answer.lines.get(at)?)?;
                        Some((answer.lines.get(at + 1)?, announced))
                    });
                    if let Some((octets, announced)) = told.filter(|_| answer.ending == Ending::Ok)
                        && self.tell(octets, announced, ties)
                    {
                        line.command(&format!("AT+CMGD={place}"), patience.step)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// What is stored already, from a time when nobody listened.
    pub(super) fn read_all(
        &mut self,
        line: &mut Dialogue,
        patience: &ModemPatience,
        ties: &Ties,
    ) -> Result<(), Broken> {
        let answer = line.command("AT+CMGL=4", patience.prompt)?;
        for two in answer.lines.windows(2) {
            let [header, octets] = two else { continue };
            let Some((place, announced)) = listed(header) else {
                continue;
            };
            if self.tell(octets, announced, ties) {
                line.command(&format!("AT+CMGD={place}"), patience.step)?;
            }
        }
        Ok(())
    }

    /// Tells of a message or a report; whether it need not be kept on the card. What cannot be read is dropped: it would fill the card.
    fn tell(&mut self, octets: &str, announced: usize, ties: &Ties) -> bool {
        let came_in = match received(octets, announced) {
            Ok(Received::Deliver(deliver)) => match self.joiner.join(deliver) {
                Some(whole) => CameIn::Text {
                    from: whole.from,
                    text: whole.text,
                },
                None => return true,
            },
            Ok(Received::Report(report)) => CameIn::Report {
                reference: Some(report_reference(report.reference, &report.to)),
                key: None,
                fate: match report.fate {
                    gsm::Fate::Delivered => Fate::Delivered,
                    gsm::Fate::PassedOn | gsm::Fate::Trying => Fate::Sent,
                    gsm::Fate::Failed(_) => Fate::Undelivered,
                },
            },
            Err(unreadable) => {
                tracing::debug!(%unreadable, "the modem handed over what is no text message");
                return true;
            }
        };
        (ties.hear)(came_in)
    }
}

/// Octets that a header announces: its last number.
fn announced(header: &str) -> Option<usize> {
    header
        .rsplit(',')
        .next()
        .and_then(|octets| octets.trim().parse().ok())
}

/// Place and announced octets of a message that came in; `None` for one that somebody wrote on the card to send it.
fn listed(header: &str) -> Option<(u16, usize)> {
    let mut fields = header.strip_prefix("+CMGL:")?.split(',').map(str::trim);
    let place = fields.next()?.parse().ok()?;
    let is_received = matches!(fields.next(), Some("0" | "1"));
    is_received.then_some(())?;
    Some((place, announced(header)?))
}
