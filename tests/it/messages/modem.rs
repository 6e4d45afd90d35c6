//! Text messages over a modem, fault by fault.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use grappe::config::Secret;
use grappe::domain::contact::Phone;
use grappe::domain::sms::{CameIn, Fate};
use grappe::messages::sms::modem::{
    Modem, ModemPatience, ModemSetting, Registration, SimState, Ties, probe, report_reference,
};
use grappe::messages::{Carrier as _, Found, TextMessage, Verdict};
use grappe::sys::clock::Clock;

use super::pty_modem::{Answer, PtyModem, Script};

const PATIENCE: ModemPatience = ModemPatience {
    step: Duration::from_secs(2),
    prompt: Duration::from_secs(2),
    verdict: Duration::from_secs(3),
    network: Duration::from_secs(1),
    again: Duration::from_millis(300),
};
/// Longer than anything a test waits for on a busy machine.
const SURELY: Duration = Duration::from_mins(1);
const NUMBER: &str = "+33612345678";

/// « Oui » from the number in 22 octets, and a report in 25 that it has got message 1, behind the service centre.
const YES: &str = "00040B913316325476F800006230201000000003CF7A1A";
const DELIVERED: &str = "0006010B913316325476F8623020100000006230201000000000";

/// What the program around a modem does.
#[derive(Clone, Default)]
struct Around {
    heard: Arc<Mutex<Vec<CameIn>>>,
    tried: Arc<Mutex<Vec<String>>>,
    is_deaf: bool,
}

impl Around {
    fn ties(&self) -> Ties {
        let (heard, is_deaf) = (Arc::clone(&self.heard), self.is_deaf);
        let (tried, right) = (Arc::clone(&self.tried), Arc::clone(&self.tried));
        Ties {
            hear: Arc::new(move |came_in| {
                heard.lock().unwrap().push(came_in);
                !is_deaf
            }),
            may_try_pin: Arc::new(move |mark| {
                let mut tried = tried.lock().unwrap();
                let is_first = !tried.iter().any(|one| one == mark);
                tried.push(mark.to_owned());
                is_first
            }),
            pin_was_right: Arc::new(move |mark| right.lock().unwrap().retain(|one| one != mark)),
        }
    }

    fn modem(&self, device: PathBuf, pin: Option<&str>) -> Modem {
        self.modem_at(device, pin, Clock::system())
    }

    fn modem_at(&self, device: PathBuf, pin: Option<&str>, clock: Clock) -> Modem {
        let setting = ModemSetting {
            device,
            pin: pin.map(Secret::new),
            pin_mark: pin.unwrap_or_default().to_owned(),
        };
        Modem::start(setting, PATIENCE, clock, self.ties()).unwrap()
    }

    /// What came in, once so much has.
    async fn heard(&self, count: usize) -> Vec<CameIn> {
        let enough = async {
            while self.heard.lock().unwrap().len() < count {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(SURELY, enough).await.expect("came in");
        self.heard.lock().unwrap().clone()
    }
}

fn message(text: &str) -> TextMessage {
    TextMessage {
        to: Phone::parse(NUMBER).unwrap(),
        text: text.to_owned(),
        key: "ob-1".to_owned(),
        useful_until: Clock::system().now() + TimeDelta::days(2),
    }
}

async fn sent(modem: &Modem, text: &str) -> Verdict {
    tokio::time::timeout(SURELY, modem.send(&message(text)))
        .await
        .expect("a verdict")
}

/// The verdict on one message under a script, and what the modem heard.
async fn under(script: Script, pin: Option<&str>) -> (Verdict, PtyModem) {
    let stick = PtyModem::plugged(script);
    let modem = Around::default().modem(stick.device(), pin);
    (sent(&modem, "RDV").await, stick)
}

fn trouble(verdict: &Verdict) -> &str {
    match verdict {
        Verdict::NoLine(reason)
        | Verdict::Misconfigured(reason)
        | Verdict::NotNow(reason)
        | Verdict::Never(reason)
        | Verdict::Unknown(reason) => reason.split(':').next().unwrap(),
        Verdict::Sent(_) => "",
    }
}

#[tokio::test]
async fn a_message_goes_as_the_network_takes_it() {
    let (verdict, stick) = under(Script::default(), None).await;
    let Verdict::Sent(receipt) = verdict else {
        panic!("{verdict:?}");
    };
    assert_eq!(receipt.reference, Some(report_reference(1, NUMBER)));
    assert_eq!(receipt.parts, Some(1));
    // « RDV » for two days: 168 in the table of validities, with the report asked for.
    assert_eq!(stick.messages(), ["0031000B913316325476F80000A70352A215"]);
    let before_prompt = stick.heard();
    for step in [
        "AT",
        "ATE0",
        "AT+CMEE=1",
        "AT+CPIN?",
        "AT+CMGF=0",
        "AT+CNMI=2,1,0,1,0",
        "AT+CREG?",
        "AT+CSQ",
    ] {
        assert!(
            before_prompt.iter().any(|heard| heard == step),
            "{step}: {before_prompt:?}"
        );
    }
    assert!(
        before_prompt.contains(&"AT+CMGS=17".to_owned()),
        "{before_prompt:?}"
    );
}

#[tokio::test]
async fn a_long_message_goes_in_parts_and_asks_for_one_report() {
    let stick = PtyModem::plugged(Script::default());
    let modem = Around::default().modem(stick.device(), None);
    let Verdict::Sent(receipt) = sent(&modem, &"hôpital ".repeat(20)).await else {
        panic!("not sent");
    };
    assert_eq!(receipt.parts, Some(3));
    assert_eq!(receipt.reference, Some(report_reference(3, NUMBER)));
    let firsts: Vec<String> = stick
        .messages()
        .iter()
        .map(|part| part[2..4].to_owned())
        .collect();
    assert_eq!(firsts, ["51", "51", "71"]);
}

#[tokio::test]
async fn who_asks_a_modem_later_learns_nothing() {
    let stick = PtyModem::plugged(Script::default());
    let modem = Around::default().modem(stick.device(), None);
    let message = message("RDV");
    assert_eq!(modem.find(&message, Clock::system().now()).await, Found::Unclear);
}

#[tokio::test]
async fn what_is_no_modem_carries_nothing() {
    for garbage in [
        "\u{fffd}\u{1}x",
        "\r\nlogin: \r\n",
        "\r\nHTTP/1.1 400 Bad Request\r\n\r\n",
    ] {
        let script = Script {
            garbage: Some(garbage),
            ..Script::default()
        };
        let (verdict, stick) = under(script, None).await;
        assert!(matches!(verdict, Verdict::NoLine(_)), "{verdict:?}");
        assert_eq!(trouble(&verdict), "modem-mute");
        assert_eq!(stick.count("AT+CMGS"), 0);
    }
    let file = tempfile::NamedTempFile::new().unwrap();
    let modem = Around::default().modem(file.path().to_owned(), None);
    let verdict = sent(&modem, "RDV").await;
    assert!(matches!(verdict, Verdict::Misconfigured(_)), "{verdict:?}");
}

#[tokio::test]
async fn a_mute_modem_is_waited_for_once() {
    let script = Script {
        is_mute: true,
        ..Script::default()
    };
    let stick = PtyModem::plugged(script);
    let modem = Around::default().modem(stick.device(), None);
    let verdict = sent(&modem, "RDV").await;
    assert!(matches!(verdict, Verdict::NoLine(_)), "{verdict:?}");
    assert_eq!(trouble(&verdict), "modem-mute");
    stick.change(|script| script.is_mute = false);
    comes_back(&modem).await;
}

/// Until a message goes; only what was surely not accepted is tried again.
async fn comes_back(modem: &Modem) {
    let tries = async {
        loop {
            let verdict = sent(modem, "RDV").await;
            if matches!(verdict, Verdict::Sent(_)) {
                return;
            }
            let is_sure = matches!(verdict, Verdict::NoLine(_) | Verdict::Misconfigured(_));
            assert!(is_sure, "{verdict:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(SURELY, tries).await.expect("it comes back");
}

#[tokio::test]
async fn refusals_are_judged_by_their_code() {
    type Class = fn(&Verdict) -> bool;
    let rows: [(&'static str, Class, &str); 10] = [
        (
            "\r\n+CMS ERROR: 38\r\n",
            |v| matches!(v, Verdict::NotNow(_)),
            "network",
        ),
        (
            "\r\n+CMS ERROR: 42\r\n",
            |v| matches!(v, Verdict::NotNow(_)),
            "network",
        ),
        (
            "\r\n+CMS ERROR: 1\r\n",
            |v| matches!(v, Verdict::Never(_)),
            "recipient",
        ),
        (
            "\r\n+CMS ERROR: 8\r\n",
            |v| matches!(v, Verdict::Never(_)),
            "barred",
        ),
        (
            "\r\n+CMS ERROR: 21\r\n",
            |v| matches!(v, Verdict::Never(_)),
            "refused",
        ),
        (
            "\r\n+CMS ERROR: 28\r\n",
            |v| matches!(v, Verdict::Never(_)),
            "recipient",
        ),
        (
            "\r\n+CMS ERROR: 310\r\n",
            |v| matches!(v, Verdict::Misconfigured(_)),
            "sim",
        ),
        (
            "\r\n+CMS ERROR: 331\r\n",
            |v| matches!(v, Verdict::NoLine(_)),
            "network",
        ),
        (
            "\r\n+CMS ERROR: 500\r\n",
            |v| matches!(v, Verdict::Unknown(_)),
            "no-answer",
        ),
        ("\r\nERROR\r\n", |v| matches!(v, Verdict::Unknown(_)), "no-answer"),
    ];
    for (said, is_class, expected) in rows {
        let script = Script {
            verdict: Answer::Say(said),
            ..Script::default()
        };
        let (verdict, stick) = under(script, None).await;
        assert!(is_class(&verdict), "{said:?}: {verdict:?}");
        assert_eq!(trouble(&verdict), expected, "{said:?}");
        assert_eq!(stick.messages().len(), 1, "given once");
    }
}

#[tokio::test]
async fn a_refusal_before_the_message_is_sure() {
    for said in ["\r\nERROR\r\n", "\r\n+CMS ERROR: 500\r\n"] {
        let script = Script {
            prompt: said,
            ..Script::default()
        };
        let (verdict, stick) = under(script, None).await;
        assert!(matches!(verdict, Verdict::NotNow(_)), "{said:?}: {verdict:?}");
        assert_eq!(stick.messages().len(), 0);
    }
}

#[tokio::test]
async fn without_a_prompt_nothing_is_given() {
    let script = Script {
        prompt: "",
        ..Script::default()
    };
    let stick = PtyModem::plugged(script);
    let modem = Around::default().modem(stick.device(), None);
    let verdict = sent(&modem, "RDV").await;
    assert!(matches!(verdict, Verdict::NoLine(_)), "{verdict:?}");
    assert_eq!(stick.messages().len(), 0);
    assert!(stick.heard().contains(&"<escape>".to_owned()));
    stick.change(|script| script.prompt = "\r\n> ");
    comes_back(&modem).await;
}

#[tokio::test]
async fn a_stick_that_dies_after_the_message_leaves_it_unknown() {
    let script = Script {
        verdict: Answer::Die,
        ..Script::default()
    };
    let (verdict, stick) = under(script, None).await;
    assert!(matches!(verdict, Verdict::Unknown(_)), "{verdict:?}");
    assert_eq!(stick.messages().len(), 1, "given once");
}

#[tokio::test]
async fn a_late_word_is_not_taken_for_that_on_the_next_message() {
    let script = Script {
        verdict: Answer::Nothing,
        ..Script::default()
    };
    let stick = PtyModem::plugged(script);
    let modem = Around::default().modem(stick.device(), None);
    let verdict = sent(&modem, "RDV").await;
    assert!(matches!(verdict, Verdict::Unknown(_)), "{verdict:?}");
    stick.say("\r\n+CMGS: 1\r\n\r\nOK\r\n");
    stick.change(|script| script.verdict = Answer::Say("\r\n+CMS ERROR: 21\r\n"));
    let next = async {
        loop {
            match sent(&modem, "second").await {
                Verdict::NoLine(_) => tokio::time::sleep(Duration::from_millis(50)).await,
                other => return other,
            }
        }
    };
    let verdict = tokio::time::timeout(SURELY, next).await.unwrap();
    assert!(matches!(verdict, Verdict::Never(_)), "{verdict:?}");
    assert_eq!(stick.messages().len(), 2);
}

#[tokio::test]
async fn the_second_part_that_fails_leaves_the_message_unknown() {
    let stick = PtyModem::plugged(Script::default());
    let modem = Around::default().modem(stick.device(), None);
    // The first part goes before the network is full.
    stick.change(|script| script.verdict = Answer::AcceptAfter(""));
    let long = "a".repeat(400);
    let watching = async {
        while stick.messages().is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        stick.change(|script| script.verdict = Answer::Say("\r\n+CMS ERROR: 42\r\n"));
    };
    stick.change(|script| script.delay = Duration::from_millis(5));
    let (verdict, ()) = tokio::join!(sent(&modem, &long), watching);
    assert!(matches!(verdict, Verdict::Unknown(_)), "{verdict:?}");
    assert_eq!(trouble(&verdict), "network");
}

fn locked() -> Script {
    Script {
        sim: "SIM PIN",
        ..Script::default()
    }
}

#[tokio::test]
async fn a_card_is_opened_with_its_pin() {
    let stick = PtyModem::plugged(locked());
    let around = Around::default();
    let modem = around.modem(stick.device(), Some("1234"));
    assert!(matches!(sent(&modem, "RDV").await, Verdict::Sent(_)));
    assert_eq!(stick.count("AT+CPIN="), 1);
    // It was right, so that it may be tried again after a power cut.
    assert!(around.tried.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_wrong_pin_is_never_tried_twice() {
    let stick = PtyModem::plugged(locked());
    let around = Around::default();
    for _ in 0..2 {
        // The second time as after a restart of the program.
        let modem = around.modem(stick.device(), Some("9999"));
        for _ in 0..4 {
            let mut verdict = sent(&modem, "RDV").await;
            while trouble(&verdict) == "modem-taken" {
                // The first program is still letting go of it.
                tokio::time::sleep(Duration::from_millis(50)).await;
                verdict = sent(&modem, "RDV").await;
            }
            assert!(matches!(verdict, Verdict::Misconfigured(_)), "{verdict:?}");
            assert_eq!(trouble(&verdict), "pin");
            tokio::time::sleep(PATIENCE.again).await;
        }
    }
    assert_eq!(stick.count("AT+CPIN="), 1);
}

#[tokio::test]
async fn a_card_with_fewer_tries_left_is_for_a_person() {
    let script = Script {
        tries: Some(2),
        ..locked()
    };
    let (verdict, stick) = under(script, Some("1234")).await;
    assert!(matches!(verdict, Verdict::Misconfigured(_)), "{verdict:?}");
    assert_eq!(stick.count("AT+CPIN="), 0);
}

#[tokio::test]
async fn cards_that_cannot_be_opened() {
    for (sim, pin, expected) in [
        ("SIM PIN", None, "pin"),
        ("SIM PIN", Some("12a4"), "pin"),
        ("SIM PUK", Some("1234"), "pin"),
        ("+CME ERROR: 10", Some("1234"), "sim"),
    ] {
        let script = Script {
            sim,
            ..Script::default()
        };
        let (verdict, stick) = under(script, pin).await;
        assert!(matches!(verdict, Verdict::Misconfigured(_)), "{sim}: {verdict:?}");
        assert_eq!(trouble(&verdict), expected, "{sim}");
        assert_eq!(stick.count("AT+CPIN="), 0, "{sim}");
    }
}

#[tokio::test]
async fn a_network_that_is_looked_for_comes_back_and_one_that_refuses_does_not() {
    let script = Script {
        network: 2,
        ..Script::default()
    };
    let stick = PtyModem::plugged(script);
    let modem = Around::default().modem(stick.device(), None);
    let verdict = sent(&modem, "RDV").await;
    assert!(matches!(verdict, Verdict::NoLine(_)), "{verdict:?}");
    assert_eq!(trouble(&verdict), "network");
    stick.change(|script| script.network = 5);
    comes_back(&modem).await;
    stick.change(|script| script.network = 3);
    let verdict = sent(&modem, "RDV").await;
    assert!(matches!(verdict, Verdict::Misconfigured(_)), "{verdict:?}");
    assert_eq!(stick.messages().len(), 1);
}

#[tokio::test]
async fn without_a_signal_nothing_is_given() {
    let script = Script {
        signal: "0,99",
        ..Script::default()
    };
    let (verdict, stick) = under(script, None).await;
    assert!(matches!(verdict, Verdict::NoLine(_)), "{verdict:?}");
    assert_eq!(stick.messages().len(), 0);
}

#[tokio::test]
async fn what_comes_in_the_middle_is_heard_and_disturbs_nothing() {
    let middle = concat!(
        "\r\n^RSSI:17\r\nRING\r\n\r\n+CMTI: \"SM\",3\r\n",
        "\r\n+CDS: 25\r\n0006010B913316325476F8623020100000006230201000000000\r\n",
        "\r\n+CMT: ,22\r\n00040B913316325476F800006230201000000003CF7A1A\r\n",
    );
    let script = Script {
        verdict: Answer::AcceptAfter(middle),
        ..Script::default()
    };
    let stick = PtyModem::plugged(script);
    let around = Around::default();
    let modem = around.modem(stick.device(), None);
    assert!(matches!(sent(&modem, "RDV").await, Verdict::Sent(_)));
    let heard = around.heard(2).await;
    let report = CameIn::Report {
        reference: Some(report_reference(1, NUMBER)),
        key: None,
        fate: Fate::Delivered,
    };
    let text = CameIn::Text {
        from: NUMBER.to_owned(),
        text: "Oui".to_owned(),
    };
    assert_eq!(heard, [report, text]);
    assert_eq!(stick.count("AT+CMGR=3"), 1);
}

#[tokio::test]
async fn what_is_stored_is_read_told_and_removed() {
    let script = Script {
        // The last one was written on the card to be sent.
        stored: vec![(1, "1,,22", YES), (4, "0,,25", DELIVERED), (7, "2,,22", YES)],
        ..Script::default()
    };
    let stick = PtyModem::plugged(script);
    let around = Around::default();
    let modem = around.modem(stick.device(), None);
    assert_eq!(around.heard(2).await.len(), 2);
    assert!(matches!(sent(&modem, "RDV").await, Verdict::Sent(_)));
    assert_eq!(
        (
            stick.count("AT+CMGD=1"),
            stick.count("AT+CMGD=4"),
            stick.count("AT+CMGD=7")
        ),
        (1, 1, 0)
    );
    // One that comes while nobody sends.
    stick.change(|script| script.stored.push((9, "0,,22", YES)));
    stick.say("\r\n+CMTI: \"ME\",9\r\n");
    assert_eq!(around.heard(3).await.len(), 3);
    assert_eq!(stick.count("AT+CPMS=\"ME\""), 1);
}

#[tokio::test]
async fn what_nobody_kept_stays_on_the_card() {
    let script = Script {
        stored: vec![(1, "0,,22", YES)],
        ..Script::default()
    };
    let stick = PtyModem::plugged(script);
    let around = Around {
        is_deaf: true,
        ..Around::default()
    };
    let modem = around.modem(stick.device(), None);
    assert!(matches!(sent(&modem, "RDV").await, Verdict::Sent(_)));
    assert_eq!((around.heard(1).await.len(), stick.count("AT+CMGD")), (1, 0));
}

/// The clock goes on by five minutes, and a new order wakes the thread, which otherwise would look at it five minutes later.
#[tokio::test]
async fn what_was_stored_without_a_word_is_found_by_itself() {
    let stick = PtyModem::plugged(Script::default());
    let (clock, around) = (Clock::manual(Clock::system().now()), Around::default());
    let modem = around.modem_at(stick.device(), None, clock.clone());
    assert!(matches!(sent(&modem, "RDV").await, Verdict::Sent(_)));
    stick.change(|script| script.stored.push((2, "0,,22", YES)));
    clock.advance(TimeDelta::minutes(6));
    assert!(matches!(sent(&modem, "RDV").await, Verdict::Sent(_)));
    assert_eq!(around.heard(1).await.len(), 1);
    assert_eq!(
        stick.count("AT+CMGF=0"),
        3,
        "before each message, and at the start"
    );
}

#[tokio::test]
async fn a_slow_line_carries_as_well() {
    let script = Script {
        delay: Duration::from_millis(3),
        ..Script::default()
    };
    let (verdict, _stick) = under(script, None).await;
    assert!(matches!(verdict, Verdict::Sent(_)), "{verdict:?}");
}

#[tokio::test]
async fn a_stick_that_was_pulled_comes_back_by_itself() {
    let mut stick = PtyModem::plugged(Script::default());
    let modem = Around::default().modem(stick.device(), None);
    assert!(matches!(sent(&modem, "RDV").await, Verdict::Sent(_)));
    stick.unplug();
    for _ in 0..3 {
        let verdict = sent(&modem, "RDV").await;
        assert!(matches!(verdict, Verdict::NoLine(_)), "{verdict:?}");
        assert_eq!(trouble(&verdict), "modem-gone");
    }
    stick.plug();
    comes_back(&modem).await;
    assert_eq!(stick.messages().len(), 2);
}

#[tokio::test]
async fn a_device_is_for_one_at_a_time() {
    let stick = PtyModem::plugged(Script::default());
    let first = Around::default().modem(stick.device(), None);
    assert!(matches!(sent(&first, "RDV").await, Verdict::Sent(_)));
    let second = Around::default().modem(stick.device(), None);
    let verdict = sent(&second, "RDV").await;
    assert!(matches!(verdict, Verdict::NoLine(_)), "{verdict:?}");
    assert_eq!(trouble(&verdict), "modem-taken");
    drop(first);
    comes_back(&second).await;
}

#[tokio::test]
async fn eight_parts_a_minute_and_no_more() {
    let stick = PtyModem::plugged(Script::default());
    let clock = Clock::manual(Clock::system().now());
    let modem = Around::default().modem_at(stick.device(), None, clock.clone());
    for _ in 0..8 {
        assert!(matches!(sent(&modem, "RDV").await, Verdict::Sent(_)));
    }
    let ninth = message("RDV");
    let mut waiting = std::pin::pin!(modem.send(&ninth));
    let soon = tokio::time::timeout(Duration::from_millis(500), waiting.as_mut()).await;
    assert!(soon.is_err() && stick.messages().len() == 8, "{soon:?}");
    clock.advance(TimeDelta::seconds(61));
    // Another order wakes the thread, which looks at the clock.
    let (verdict, other) = tokio::join!(waiting, modem.send(&ninth));
    assert!(
        matches!((&verdict, &other), (Verdict::Sent(_), Verdict::Sent(_))),
        "{verdict:?} {other:?}"
    );
    // What has lost its use while it waited is not given.
    for _ in 0..6 {
        assert!(matches!(sent(&modem, "RDV").await, Verdict::Sent(_)));
    }
    let late = TextMessage {
        useful_until: clock.now() + TimeDelta::seconds(30),
        ..message("late")
    };
    let waiting = modem.send(&late);
    let passing = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        clock.advance(TimeDelta::seconds(61));
        modem.send(&message("next")).await
    };
    let (verdict, next) = tokio::join!(waiting, passing);
    assert!(matches!(verdict, Verdict::NotNow(_)), "{verdict:?}");
    assert!(matches!(next, Verdict::Sent(_)), "{next:?}");
}

#[test]
fn a_modem_says_what_it_is() {
    let stick = PtyModem::plugged(Script::default());
    let said = probe(&stick.device(), &PATIENCE, &Clock::system()).unwrap();
    assert_eq!((said.maker.as_str(), said.model.as_str()), ("huawei", "E3372"));
    assert_eq!((said.sim, said.signal), (SimState::Ready, Some(21)));
    assert_eq!(said.registration, Some(Registration::Home));
    assert_eq!(
        (said.operator.as_deref(), said.has_centre),
        (Some("Orange F"), Some(true))
    );
    stick.change(|script| script.sim = "SIM PIN");
    let said = probe(&stick.device(), &PATIENCE, &Clock::system()).unwrap();
    assert_eq!((said.sim, said.registration), (SimState::Pin, None));
    assert_eq!(stick.count("AT+CPIN="), 0, "no PIN is tried");
    let missing = probe(
        &stick.device().with_file_name("other"),
        &PATIENCE,
        &Clock::system(),
    );
    assert_eq!(missing.unwrap_err().to_string(), "modem-gone");
}
