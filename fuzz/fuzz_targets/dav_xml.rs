//! Any answer of a calendar server → what each question reads in it: no panic, and what is asked next can be read.
//!
//! An input is a status, headers, an empty line and the body, as in the seeds; without an empty line it is the body of a 207.
#![no_main]

use grappe_fuzz::bridge::dav::read_all;
use grappe_fuzz::sys::http::Answer;
use libfuzzer_sys::fuzz_target;

fn answer(bytes: &[u8]) -> Answer {
    let plain = || Answer {
        status: 207,
        body: bytes.to_vec(),
        ..Answer::default()
    };
    let Some(end) = bytes.windows(2).position(|two| two == b"\n\n") else {
        return plain();
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let Some(status) = lines.next().and_then(|line| line.trim().parse().ok()) else {
        return plain();
    };
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        // What a header may be, as hyper reads it.
        let value: String = value.trim().chars().filter(|c| !c.is_control()).collect();
        Some((name.trim().to_ascii_lowercase(), value))
    };
    Answer {
        status,
        headers: lines.filter_map(header).collect(),
        body: bytes[end + 2..].to_vec(),
        ..Answer::default()
    }
}

fuzz_target!(|bytes: &[u8]| read_all(&answer(bytes)));
