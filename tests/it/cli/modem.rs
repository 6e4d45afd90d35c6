//! `modem probe`: what it says to a person, in French, of a modem on a pseudo-terminal.

use super::program::{Ended, Machine};
use crate::messages::pty_modem::{PtyModem, Script};

fn probed(stick: &PtyModem) -> Ended {
    let device = stick.device().display().to_string();
    Machine::new().run(&["modem", "probe", &device])
}

#[test]
fn a_modem_that_works_is_described() {
    let stick = PtyModem::plugged(Script::default());
    let ended = probed(&stick);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    for line in [
        "Modem : huawei E3372",
        "Carte SIM : prête",
        "Réseau : Orange F",
        "Signal : bon (21 sur 31)",
    ] {
        assert!(ended.said.contains(line), "{line}: {ended:?}");
    }
}

#[test]
fn what_is_wrong_comes_with_what_to_do() {
    let stick = PtyModem::plugged(Script {
        sim: "SIM PIN",
        signal: "2,99",
        ..Script::default()
    });
    let ended = probed(&stick);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.said.contains("elle attend son code PIN"), "{ended:?}");
    assert!(
        ended.said.contains("Signal : trop faible (2 sur 31)"),
        "{ended:?}"
    );
    assert_eq!(stick.count("AT+CPIN="), 0);
    stick.change(|script| {
        script.sim = "READY";
        script.network = 3;
    });
    let ended = probed(&stick);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.said.contains("il refuse cette carte"), "{ended:?}");
}

#[test]
fn without_a_modem_the_remedy_is_said() {
    let ended = Machine::new().run(&["modem", "probe", "/dev/no-such-modem"]);
    assert_eq!(ended.code, Some(5), "{ended:?}");
    assert!(
        ended.complained.contains("Aucun modem à cet endroit"),
        "{ended:?}"
    );
}
