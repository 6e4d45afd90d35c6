//! What the error codes of a modem prove of a message (3GPP TS 27.005 §3.2.5, TS 27.007 §9.2; reminders §6).

use super::Trouble;

/// Whether a path can be that of a modem: a serial line and nothing else, since opening some devices does things by itself.
pub fn is_serial_device(path: &str) -> bool {
    let is_line = path.starts_with("/dev/tty") || path.starts_with("/dev/serial/");
    is_line && !path.split('/').any(|part| part == "..") && !path.contains('\0')
}

/// What a refusal proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Surely not accepted, and never will be.
    Never,
    /// Surely not accepted just now.
    NotNow,
    /// Surely not accepted: the line is in trouble.
    NoLine,
    /// Surely not accepted, and nothing will be before somebody has done something.
    Misconfigured,
    /// Nothing: makers use such a code for messages that went out, too.
    Unknown,
}

/// What `+CMS ERROR` proves after the message was given.
pub fn message_refused(code: u16) -> (Proof, Trouble) {
    match code {
        // The network's own causes (3GPP TS 24.011 annex E).
        1 | 28 | 195 | 196 => (Proof::Never, Trouble::Recipient),
        8 => (Proof::Never, Trouble::Barred),
        10 | 29 | 50 | 69 | 193 => (Proof::Misconfigured, Trouble::Barred),
        17 | 22 | 38 | 41 | 42 | 47 | 111 | 127 | 192 | 194 => (Proof::NotNow, Trouble::Network),
        21 | 198 | 199 => (Proof::Never, Trouble::Refused),
        27 => (Proof::NotNow, Trouble::Recipient),
        81 | 95..=99 | 128..=191 | 304 | 305 => (Proof::Never, Trouble::Text),
        // Of the equipment.
        301 => (Proof::NoLine, Trouble::ModemTaken),
        302 | 303 => (Proof::Misconfigured, Trouble::ModemMute),
        311 | 312 | 316..=318 => (Proof::Misconfigured, Trouble::Pin),
        314 => (Proof::NoLine, Trouble::Sim),
        // An own subscriber that nobody knows, no service centre; a card that is missing, broken or wrong.
        30 | 330 | 310 | 313 | 315 => (Proof::Misconfigured, Trouble::Sim),
        208 | 320..=322 => (Proof::NotNow, Trouble::Sim),
        331 => (Proof::NoLine, Trouble::Network),
        // A duplicate of what the network has; a network that did not answer in time; « unknown », and codes of makers.
        _ => (Proof::Unknown, Trouble::NoAnswer),
    }
}

/// What `+CME ERROR` says of the line, to a question that carries no message.
pub fn equipment_refused(code: u16) -> (Proof, Trouble) {
    match code {
        10 | 13 | 15 | 32 => (Proof::Misconfigured, Trouble::Sim),
        5 | 11 | 12 | 16..=18 => (Proof::Misconfigured, Trouble::Pin),
        14 => (Proof::NoLine, Trouble::Sim),
        30 | 31 => (Proof::NoLine, Trouble::Network),
        _ => (Proof::NoLine, Trouble::ModemMute),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_classed_as_the_specification_says() {
        let all = |codes: &[u16], expected: Proof| {
            for code in codes {
                assert_eq!(message_refused(*code).0, expected, "{code}");
            }
        };
        all(&[38, 41, 42, 47], Proof::NotNow);
        all(&[1, 8, 21, 28], Proof::Never);
        all(&[310, 311, 312, 313, 315, 316, 317, 318], Proof::Misconfigured);
        all(&[331, 314], Proof::NoLine);
        all(&[197, 332, 500, 512, 65535], Proof::Unknown);
        for code in [310, 313, 314, 315] {
            assert_eq!(message_refused(code).1, Trouble::Sim, "{code}");
        }
    }

    #[test]
    fn only_serial_lines_are_opened() {
        for path in [
            "/dev/ttyUSB0",
            "/dev/ttyACM1",
            "/dev/serial/by-id/usb-HUAWEI_Mobile-if00-port0",
        ] {
            assert!(is_serial_device(path), "{path}");
        }
        for path in [
            "/dev/watchdog",
            "/etc/passwd",
            "/dev/tty/../watchdog",
            "/dev/serial/../sda",
            "ttyUSB0",
            "",
        ] {
            assert!(!is_serial_device(path), "{path}");
        }
    }

    #[test]
    fn a_sim_that_is_busy_comes_back_and_one_that_is_missing_does_not() {
        assert_eq!(equipment_refused(14).0, Proof::NoLine);
        assert_eq!(equipment_refused(10), (Proof::Misconfigured, Trouble::Sim));
        assert_eq!(equipment_refused(16), (Proof::Misconfigured, Trouble::Pin));
        assert_eq!(equipment_refused(100).0, Proof::NoLine);
    }
}
