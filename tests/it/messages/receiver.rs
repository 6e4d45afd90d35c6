//! A program that is told of appointments: a socket on loopback that answers as it is told and keeps what it heard.

use std::collections::{HashMap, VecDeque};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// One request.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub(crate) line: String,
    pub(crate) headers: HashMap<String, String>,
    pub(crate) body: String,
}

pub(crate) struct Receiver {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<Heard>>>,
    answers: Arc<Mutex<VecDeque<String>>>,
}

impl Receiver {
    /// Answers 204 unless told otherwise; ends with the tests.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (heard, answers) = (Arc::default(), Arc::default());
        let receiver = Self {
            address,
            heard: Arc::clone(&heard),
            answers: Arc::clone(&answers),
        };
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let request = read(stream.as_ref().unwrap());
                heard.lock().unwrap().push(request);
                let answer = answers.lock().unwrap().pop_front();
                let answer = answer.unwrap_or_else(|| "204 No Content\r\n".to_owned());
                let answer = format!("HTTP/1.1 {answer}Connection: close\r\n\r\n");
                stream.unwrap().write_all(answer.as_bytes()).unwrap();
            }
        });
        receiver
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/hook?k=1", self.address)
    }

    /// The next answers: status line without the version, headers, each line ended.
    pub(crate) fn will_answer(&self, answer: &str) {
        self.answers.lock().unwrap().push_back(answer.to_owned());
    }

    /// What was heard since the last question.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        std::mem::take(&mut self.heard.lock().unwrap())
    }
}

fn read(stream: &TcpStream) -> Heard {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        lines.push(line);
    }
    let pairs = lines[1..].iter().filter_map(|line| line.split_once(": "));
    let headers: HashMap<String, String> = pairs
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let mut body = vec![0; headers["content-length"].parse().unwrap()];
    reader.read_exact(&mut body).unwrap();
    Heard {
        line: lines[0].clone(),
        headers,
        body: String::from_utf8(body).unwrap(),
    }
}
