//! Any line of a modem → a message, a report or a refusal: no panic, no text longer than its octets can hold, and parts that join.
#![no_main]

use grappe_fuzz::domain::gsm::{Joiner, Received, Segments, received};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let mut joiner = Joiner::default();
    for line in text.lines() {
        let octets = line.trim().len() / 2;
        let centre = line.get(..2).and_then(|two| u8::from_str_radix(two, 16).ok());
        let behind = octets.saturating_sub(usize::from(centre.unwrap_or(0)) + 1);
        for announced in [octets, behind] {
            match received(line, announced) {
                Ok(Received::Deliver(deliver)) => {
                    // 140 octets are 160 septets; a header or a longer line than the network carries does not change the ratio.
                    assert!(deliver.text.chars().count() <= octets * 8 / 7);
                    assert!(
                        deliver
                            .part
                            .is_none_or(|part| (1..=part.total).contains(&part.nth))
                    );
                    let before = deliver.part;
                    if let Some(whole) = joiner.join(deliver) {
                        assert!(whole.part.is_none() || before.is_some_and(|part| part.total == 1));
                        assert!(Segments::of(&whole.text).parts >= 1);
                    }
                }
                Ok(Received::Report(report)) => assert!(report.to.len() <= 2 + 255),
                Err(_) => {}
            }
        }
    }
});
