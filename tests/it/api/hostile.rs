//! Bodies and queries that nobody sane sends: a clear refusal, never an incident, nothing written.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

use super::program::{TUESDAY_9, booking, kind};
use super::{Program, Served};

const BOOK: &str = "/api/v1/appointments";

#[test]
fn bodies_of_another_kind_are_refused_before_they_are_read() {
    let served = Served::new();
    let program = served.program();
    let good = booking(TUESDAY_9, "Lefort").to_string();
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
        "",
    ] {
        let (status, problem, _) = program.post_as(BOOK, content_type, &good);
        assert_eq!(
            (status, kind(&problem)),
            (415, "unsupported-media-type"),
            "{content_type}"
        );
    }
    let deep = format!("{}1{}", "[".repeat(20_000), "]".repeat(20_000));
    for body in ["{", "nonsense", "{\"care\":1e999}", "\u{0}", &deep] {
        let (status, problem, _) = program.post_as(BOOK, "application/json", body);
        assert_eq!((status, kind(&problem)), (400, "malformed-json"), "{body:.40}");
    }
    let large = format!("{{\"care\":1,\"x\":\"{}\"}}", "x".repeat(70_000));
    let (status, _, _) = program.post_as(BOOK, "application/json", &large);
    assert_eq!(status, 413);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        ".{0,40}".prop_map(Value::from),
        "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})"
            .prop_map(Value::from),
        "[0-9]{4}-[0-9]{2}-[0-9]{2}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((".{0,12}", inner), 0..4)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// A good booking with some members replaced, added or taken away.
fn any_booking() -> impl Strategy<Value = Value> {
    let names = prop::sample::select(vec![
        "care",
        "practitioner",
        "start",
        "patient",
        "seats",
        "next_start",
        "x",
    ]);
    let inner = prop::sample::select(vec![
        "family_name",
        "given_name",
        "born",
        "phone",
        "email",
        "language",
        "y",
    ]);
    let changes = prop::collection::vec((names, any_json()), 1..4);
    let inner = prop::collection::vec((inner, any_json()), 0..3);
    (changes, inner).prop_map(|(changes, inner)| {
        let mut body = booking(TUESDAY_9, "Lefort");
        for (name, value) in inner {
            body["patient"][name] = value;
        }
        let object: &mut Map<String, Value> = body.as_object_mut().unwrap();
        for (name, value) in changes {
            object.insert(name.to_owned(), value);
        }
        body
    })
}

#[test]
fn no_body_makes_an_incident() {
    let served = Served::new();
    let program = served.program();
    let mut runner = TestRunner::new(Config::with_cases(300));
    let tried = runner.run(&any_booking(), |body| {
        is_answered(&program, &body)?;
        Ok(())
    });
    tried.unwrap();
}

fn is_answered(program: &Program, body: &Value) -> Result<(), TestCaseError> {
    for path in [
        BOOK,
        "/api/v1/appointments/1/move",
        "/api/v1/appointments/1/cancel",
    ] {
        let (status, answer) = program.post(path, body);
        prop_assert!(
            (200..500).contains(&status),
            "{path} {status} {answer} for {body}"
        );
    }
    Ok(())
}

#[test]
fn no_query_makes_an_incident() {
    let served = Served::new();
    let program = served.program();
    let pairs = prop::collection::vec(
        ("(care|from|to|practitioner|seats|x)", "[0-9a-z%+.:-]{0,12}"),
        0..6,
    );
    let mut runner = TestRunner::new(Config::with_cases(300));
    let tried = runner.run(&pairs, |pairs| {
        let query: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let (status, answer, _) = program.get(&format!("/api/v1/slots?{}", query.join("&")));
        prop_assert!((200..500).contains(&status), "{status} {answer} for {query:?}");
        Ok(())
    });
    tried.unwrap();
    for query in [
        "care=1&from=0000-01-01&to=0000-12-31",
        "care=1&from=9999-12-31&to=9999-12-31",
        "care=1&from=-999-01-01",
        "care=-9223372036854775808",
        "care=1&seats=65536",
    ] {
        let (status, answer, _) = program.get(&format!("/api/v1/slots?{query}"));
        assert!((200..500).contains(&status), "{status} {answer} for {query}");
    }
}
