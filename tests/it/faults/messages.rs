//! `kill -9` while messages leave: the other side counts, and nothing goes twice or gets lost without a line (reminders §2, §8).

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use grappe::app::{App, BookingRequest, ForWhom, Notice};
use grappe::domain::id::{CareTypeId, PractitionerId};
use grappe::domain::practice::Practice as House;
use grappe::domain::reminder::QuietHours;
use grappe::domain::sms::Template;
use grappe::domain::staff::Actor;
use grappe::domain::time::DayTime;
use grappe::messages::sms::{Line, Templated, Wire};
use grappe::messages::{Pace, TextLines, Texter};
use grappe::sys::clock::Clock;
use grappe::sys::http::{Client, StandIn};
use rusqlite::Connection;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::premises::{CARE, Premises};
use super::server::Server;
use super::{Chance, rounds};
use crate::messages::server::MailServer;
use crate::support::house::{person, secretary};

/// Visits that messages are about.
const VISITS: usize = 20;
/// Messages that wait in each round.
const A_ROUND: usize = 40;
/// Without kills everything has left after so long.
const PATIENCE: Duration = Duration::from_mins(2);
/// Where a process that is to be killed finds its practice, and to whom it sends.
const FROM: &str = "GRAPPE_TEXTS_FROM";
const TO: &str = "GRAPPE_TEXTS_TO";

#[test]
fn kill_9_while_e_mails_leave_doubles_and_loses_nothing() {
    let mut ledger = Ledger::new("email");
    let taken = ledger.premises.beside("taken");
    let mut sink = MailServer::counting(&taken);
    for _ in 0..rounds("GRAPPE_MESSAGES_KILLS", 60).div_ceil(2) {
        ledger.top_up();
        sink.does("DOT chance");
        let mut server = Server::with(&ledger.premises, &account(&sink));
        sleep(ledger.pause());
        server.kill();
        ledger.kills += 1;
    }
    sink.does("");
    ledger.come_due(0);
    let server = Server::with(&ledger.premises, &account(&sink));
    ledger.wait_for(PATIENCE);
    assert_eq!(ledger.waiting(), 0, "{:#?}", ledger.rows());
    drop(server);
    let taken = fs::read_to_string(taken).unwrap();
    let mut by_recipient: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in taken.lines() {
        let (identity, recipient) = line.split_once(' ').unwrap();
        by_recipient.entry(recipient).or_default().push(identity);
    }
    let rows = ledger.rows();
    let mut repeated = 0;
    for row in &rows {
        let taken = by_recipient.remove(row.recipient.as_str()).unwrap_or_default();
        // One Message-ID, however often it was tried.
        let is_one = taken.iter().all(|identity| Some(identity) == taken.first());
        assert!(is_one, "{row:?}: {taken:?}");
        // Rather twice than never is for what is no reminder, and once only.
        assert!(
            taken.len() <= if row.is_reminder { 1 } else { 2 },
            "{row:?}: {taken:?}"
        );
        repeated += usize::from(taken.len() > 1);
        row.is_accounted_for(!taken.is_empty());
    }
    assert!(by_recipient.is_empty(), "{by_recipient:?}");
    ledger.says(&rows, repeated);
}

fn account(sink: &MailServer) -> [(&'static str, String); 4] {
    [
        ("GRAPPE_SMTP_HOST", "127.0.0.1".to_owned()),
        ("GRAPPE_SMTP_PORT", sink.port.to_string()),
        ("GRAPPE_SMTP_TLS", "none".to_owned()),
        ("GRAPPE_SMTP_FROM", "rdv@cabinet.example.org".to_owned()),
    ]
}

#[test]
fn kill_9_while_text_messages_leave_doubles_and_loses_nothing() {
    let mut ledger = Ledger::new("sms");
    let provider = Provider::start();
    for _ in 0..rounds("GRAPPE_MESSAGES_KILLS", 60) / 2 {
        ledger.top_up();
        let mut child = sending(&ledger.premises, provider.address);
        sleep(ledger.pause());
        child.kill().unwrap();
        child.wait().unwrap();
        ledger.kills += 1;
    }
    provider.behaves();
    ledger.settle_without_kills(|premises| sending(premises, provider.address));
    let rows = ledger.rows();
    let accepted = provider.accepted();
    assert!(!accepted.is_empty());
    for row in &rows {
        let times = accepted.iter().filter(|key| **key == row.key).count();
        assert!(times <= 1, "{row:?}: accepted {times} times");
        row.is_accounted_for(times > 0);
    }
    ledger.says(&rows, 0);
}

/// The same worker in a process of its own, which the campaign above ends; by itself it shows that it sends everything once.
#[test]
fn text_messages_leave_from_a_process_of_their_own() {
    if let (Ok(from), Ok(to)) = (std::env::var(FROM), std::env::var(TO)) {
        return Runtime::new().unwrap().block_on(text(from.as_ref(), &to));
    }
    let mut ledger = Ledger::new("sms");
    ledger.come_due(A_ROUND);
    let provider = Provider::start();
    provider.behaves();
    ledger.settle_without_kills(|premises| sending(premises, provider.address));
    let mut accepted = provider.accepted();
    accepted.sort();
    let mut keys: Vec<String> = ledger.rows().into_iter().map(|row| row.key).collect();
    keys.sort();
    assert_eq!(accepted, keys);
}

/// Starts this very program again, for the test above only, and waits until it sends.
fn sending(premises: &Premises, provider: SocketAddr) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "faults::messages::text_messages_leave_from_a_process_of_their_own",
            "--nocapture",
        ])
        .env(FROM, premises.data())
        .env(TO, provider.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let is_ready = lines.any(|line| line.unwrap().contains("sending"));
    assert!(is_ready, "the worker did not start");
    child
}

/// Sends until it is killed.
#[expect(clippy::print_stdout, reason = "the campaign waits for it")]
async fn text(from: &std::path::Path, to: &str) {
    let clock = Clock::system();
    let app = App::open(from, &clock).unwrap();
    app.doubt_attempts().await.unwrap();
    let stand_in = StandIn {
        host: "sms.example.org".to_owned(),
        plays: "10.1.2.3".parse().unwrap(),
        socket: to.parse().unwrap(),
    };
    let client = Client::rehearsing(vec![stand_in], Vec::new()).with_patience(Duration::from_secs(2));
    let template = Template {
        url: "http://sms.example.org/send".to_owned(),
        is_post: true,
        headers: "Content-Type: application/json".to_owned(),
        body: r#"{"to":"{to}","text":"{text}","key":"{id}"}"#.to_owned(),
        must_hold: String::new(),
    };
    let wire = Wire::new(Arc::new(client), clock);
    let lines = TextLines::default();
    let line = Line::Template(Templated::new(wire, template, "", "", true));
    lines.set(vec![("template".to_owned(), line)]);
    let texter = Texter::new(
        app,
        lines,
        (words, "https://rdv.example.org"),
        Arc::new(Pace::default()),
    );
    println!("sending");
    let (_stop, never) = watch::channel(false);
    texter.work(never).await;
}

fn words(notice: &Notice, house: &House, base: &str) -> Option<String> {
    let about = notice.about.as_ref()?;
    Some(format!("{} {base}/m/{}", house.message_name(), about.link))
}

/// What a row has come to.
#[derive(Debug)]
struct Row {
    key: String,
    recipient: String,
    state: String,
    is_reminder: bool,
}

impl Row {
    /// Sent is accepted, and what was not accepted is on the list of the desk, or waits.
    fn is_accounted_for(&self, is_accepted: bool) {
        match self.state.as_str() {
            "sent" => assert!(is_accepted, "sent and never accepted: {self:?}"),
            "unknown" | "given_up" => {}
            _ => panic!("accepted {is_accepted}: {self:?}"),
        }
    }
}

/// A practice whose messages come due round after round.
struct Ledger {
    premises: Premises,
    channel: &'static str,
    chance: Chance,
    written: usize,
    kills: usize,
}

impl Ledger {
    fn new(channel: &'static str) -> Self {
        let premises = Premises::new();
        let app = App::open(&premises.data(), &Clock::system()).unwrap();
        Runtime::new().unwrap().block_on(async {
            booked(&app).await;
            // The machine's clock may show any hour.
            let midnight = DayTime::START;
            let never = QuietHours::new(midnight, midnight, (false, false)).unwrap();
            app.save_quiet_hours(never, Actor::System).await.unwrap();
        });
        let ledger = Self {
            premises,
            channel,
            chance: Chance::new(channel),
            written: 0,
            kills: 0,
        };
        // What the bookings themselves tell is no part of this, nor are the reminders that are planned for them.
        ledger.change("DELETE FROM outbox");
        ledger
    }

    fn database(&self) -> Connection {
        let connection = Connection::open(self.premises.database()).unwrap();
        connection.busy_timeout(Duration::from_secs(20)).unwrap();
        connection
    }

    fn change(&self, sql: &str) {
        self.database().execute_batch(sql).unwrap();
    }

    /// So many messages are due now, one in two a reminder, and ten minutes have passed for what rests after a refusal or is in doubt. Only
    /// while nobody sends.
    fn come_due(&mut self, count: usize) {
        let now = Clock::system().now().timestamp();
        let mut connection = self.database();
        let transaction = connection.transaction().unwrap();
        transaction
            .execute(
                "UPDATE outbox SET due_at = ?1, not_before = NULL WHERE key LIKE 'key-%' AND state = 'pending'",
                [now],
            )
            .unwrap();
        transaction
            .execute(
                "UPDATE outbox SET attempted_at = attempted_at - 600 WHERE state IN ('attempting', 'unknown')",
                [],
            )
            .unwrap();
        for _ in 0..count {
            self.written += 1;
            let (nth, visit) = (self.written, self.written % VISITS + 1);
            let recipient = match self.channel {
                "sms" => format!("+336{nth:08}"),
                _ => format!("somebody{nth}@example.org"),
            };
            let kind = if nth % 2 == 0 { "reminder_1" } else { "confirmed" };
            transaction
                .execute(
                    "INSERT INTO outbox (appointment, appointment_version, kind, channel, recipient, language, payload, state, key,
                        due_at, useful_until, created_at, updated_at)
                    SELECT id, ?1, ?2, ?3, ?4, 'fr', '{}', 'pending', ?5, ?6, start_at, ?6, ?6
                    FROM appointments ORDER BY id LIMIT 1 OFFSET ?7",
                    (
                        i64::try_from(nth + 100).unwrap(),
                        kind,
                        self.channel,
                        recipient,
                        format!("key-{nth}"),
                        now,
                        i64::try_from(visit - 1).unwrap(),
                    ),
                )
                .unwrap();
        }
        transaction.commit().unwrap();
    }

    /// So many messages wait that a round has enough to do, and the last one an end.
    fn top_up(&mut self) {
        let waiting = usize::try_from(self.waiting()).unwrap();
        self.come_due(A_ROUND.saturating_sub(waiting));
    }

    fn pause(&mut self) -> Duration {
        Duration::from_millis(self.chance.between(0, 500))
    }

    /// Lets workers go on without kills until nothing waits any more.
    fn settle_without_kills(&mut self, start: impl Fn(&Premises) -> Child) {
        let limit = Instant::now() + PATIENCE;
        while self.waiting() > 0 {
            assert!(Instant::now() < limit, "{:#?}", self.rows());
            self.come_due(0);
            let mut child = start(&self.premises);
            self.wait_for(Duration::from_secs(10));
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    fn wait_for(&self, patience: Duration) {
        let limit = Instant::now() + patience;
        while self.waiting() > 0 && Instant::now() < limit {
            sleep(Duration::from_millis(20));
        }
    }

    fn waiting(&self) -> i64 {
        let sql = "SELECT count(*) FROM outbox WHERE key LIKE 'key-%' AND state IN ('pending', 'attempting')";
        self.database().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    fn rows(&self) -> Vec<Row> {
        let connection = self.database();
        let sql = "SELECT key, recipient, state, kind FROM outbox WHERE key LIKE 'key-%' ORDER BY id";
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| {
            Ok(Row {
                key: row.get(0)?,
                recipient: row.get(1)?,
                state: row.get(2)?,
                is_reminder: row.get::<_, String>(3)? == "reminder_1",
            })
        });
        let rows: Vec<Row> = rows.unwrap().map(Result::unwrap).collect();
        assert_eq!(rows.len(), self.written, "a row is lost");
        rows
    }

    #[expect(clippy::print_stdout, reason = "the figures of a campaign are its result")]
    fn says(&self, rows: &[Row], repeated: usize) {
        assert_eq!(self.premises.complaint(), None);
        let sent = rows.iter().filter(|row| row.state == "sent").count();
        println!(
            "{} kills, {}: {} messages, {sent} sent, {} of unknown fate and listed, 0 doubled, 0 lost, {repeated} repeated as chosen",
            self.kills,
            self.channel,
            rows.len(),
            rows.len() - sent,
        );
    }
}

async fn booked(app: &App) {
    let today = Clock::system().now().date_naive();
    let first = today.and_hms_opt(8, 0, 0).unwrap().and_utc() + TimeDelta::days(3);
    for nth in 1..=i64::try_from(VISITS).unwrap() {
        let whom = ForWhom::Declared(Box::new(person("Petit", "Marie")));
        let practitioner = Some(PractitionerId(nth));
        let start = first + TimeDelta::minutes(30 * nth);
        let request = BookingRequest::new(CareTypeId(CARE), practitioner, start, whom, secretary());
        app.book(request, None).await.unwrap();
    }
}

/// A provider of text messages on loopback that counts what it accepts and answers as it likes.
struct Provider {
    address: SocketAddr,
    state: Arc<Mutex<Accepting>>,
}

#[derive(Default)]
struct Accepting {
    keys: Vec<String>,
    behaves: bool,
    /// Those it keeps waiting.
    stalled: Vec<TcpStream>,
}

impl Provider {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state: Arc<Mutex<Accepting>> = Arc::default();
        let accepting = Arc::clone(&state);
        std::thread::spawn(move || {
            let mut chance = Chance::new("provider");
            for stream in listener.incoming() {
                let turn = chance.between(0, 9);
                answered(stream.unwrap(), turn, &accepting);
            }
        });
        Self { address, state }
    }

    /// From now on every message is accepted and acknowledged.
    fn behaves(&self) {
        self.state.lock().unwrap().behaves = true;
    }

    fn accepted(&self) -> Vec<String> {
        self.state.lock().unwrap().keys.clone()
    }
}

/// One request: accepted and said so; accepted and mute, gone, or « 500 »; not accepted, and mute or « 429 ».
fn answered(mut stream: TcpStream, turn: u64, state: &Mutex<Accepting>) {
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // Whoever was killed says half a word, or nothing.
    let Some(key) = key_of(&mut stream) else { return };
    let mut state = state.lock().unwrap();
    let turn = if state.behaves { 0 } else { turn };
    if turn < 8 {
        state.keys.push(key);
    }
    let status = match turn {
        5 | 8 => return state.stalled.push(stream),
        6 => return,
        7 => "500 Internal Server Error",
        9 => "429 Too Many Requests",
        _ => "200 OK",
    };
    let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 2\r\n\r\nok");
    let _ = stream.write_all(answer.as_bytes());
}

fn key_of(stream: &mut TcpStream) -> Option<String> {
    let (mut text, mut byte) = (Vec::new(), [0]);
    while !text.ends_with(b"}") {
        stream.read_exact(&mut byte).ok()?;
        text.extend(byte);
    }
    let text = String::from_utf8(text).unwrap();
    let key = text.split("\"key\":\"").nth(1)?;
    Some(key.split('"').next()?.to_owned())
}
