//! The text records of a name (DNS, RFC 1035), asked of the resolver of this machine.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use simple_dns::rdata::RData;
use simple_dns::{CLASS, Name, Packet, PacketFlag, Question, RCODE, TYPE};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpStream, UdpSocket};

use crate::sys::ids;

/// Where the system says whom to ask (resolv.conf(5)).
const RESOLV_CONF: &str = "/etc/resolv.conf";
/// How long one answer may take.
const ANSWER: Duration = Duration::from_secs(3);
/// Largest answer without a connection (RFC 1035 §4.2.1, with room for servers that send more).
const DATAGRAM_BYTES: usize = 4096;
const PORT: u16 = 53;

/// Whom to ask.
#[derive(Clone, Debug)]
pub struct Resolver(Vec<SocketAddr>);

/// Why nothing is known; not to be taken for « there is none ».
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no answer from the resolver: {0}")]
pub struct NoAnswer(String);

impl Resolver {
    /// The resolvers of this machine.
    pub fn of_system() -> Self {
        let text = std::fs::read_to_string(RESOLV_CONF).unwrap_or_default();
        let named = text
            .lines()
            .filter_map(|line| line.strip_prefix("nameserver"))
            .filter_map(|address| address.trim().parse::<IpAddr>().ok());
        Self(named.map(|address| SocketAddr::new(address, PORT)).collect())
    }

    /// This one.
    pub fn at(address: SocketAddr) -> Self {
        Self(vec![address])
    }

    /// The text records of a name, each put together from its parts; none where there is no such name.
    pub async fn texts(&self, name: &str) -> Result<Vec<String>, NoAnswer> {
        let mut trouble = NoAnswer("none is set up".to_owned());
        // Each twice: a datagram may be lost.
        for server in self.0.iter().chain(&self.0) {
            match asked(*server, name).await {
                Ok(texts) => return Ok(texts),
                Err(found) => trouble = found,
            }
        }
        Err(trouble)
    }
}

fn no_answer(error: impl std::fmt::Display) -> NoAnswer {
    NoAnswer(error.to_string())
}

async fn asked(server: SocketAddr, name: &str) -> Result<Vec<String>, NoAnswer> {
    let id = u16::from_le_bytes(ids::bytes());
    let name = Name::new(name).map_err(no_answer)?;
    let mut packet = Packet::new_query(id);
    packet.set_flags(PacketFlag::RECURSION_DESIRED);
    let question = Question::new(name.clone(), TYPE::TXT.into(), CLASS::IN.into(), false);
    packet.questions.push(question);
    let question = packet.build_bytes_vec().map_err(no_answer)?;
    let answer = within(by_datagram(server, &question, id)).await?;
    let is_cut = Packet::parse(&answer)
        .map_err(no_answer)?
        .has_flags(PacketFlag::TRUNCATION);
    let answer = if is_cut {
        within(by_connection(server, &question)).await?
    } else {
        answer
    };
    texts_of(&answer, id, &name)
}

async fn within<T>(step: impl Future<Output = std::io::Result<T>>) -> Result<T, NoAnswer> {
    let done = tokio::time::timeout(ANSWER, step).await;
    done.map_err(|_| no_answer("too slow"))?.map_err(no_answer)
}

async fn by_datagram(server: SocketAddr, question: &[u8], id: u16) -> std::io::Result<Vec<u8>> {
    let own: IpAddr = if server.is_ipv4() {
        std::net::Ipv4Addr::UNSPECIFIED.into()
    } else {
        std::net::Ipv6Addr::UNSPECIFIED.into()
    };
    let socket = UdpSocket::bind((own, 0)).await?;
    socket.connect(server).await?;
    socket.send(question).await?;
    let mut place = vec![0; DATAGRAM_BYTES];
    loop {
        let length = socket.recv(&mut place).await?;
        let answer = place.get(..length).unwrap_or_default();
        // Whatever answers another question is waited past.
        if answer.get(..2) == Some(&id.to_be_bytes()) {
            return Ok(answer.to_vec());
        }
    }
}

async fn by_connection(server: SocketAddr, question: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(server).await?;
    let length = u16::try_from(question.len()).map_err(std::io::Error::other)?;
    stream
        .write_all(&[&length.to_be_bytes(), question].concat())
        .await?;
    let length = stream.read_u16().await?;
    let mut answer = vec![0; usize::from(length)];
    stream.read_exact(&mut answer).await?;
    Ok(answer)
}

fn texts_of(answer: &[u8], id: u16, name: &Name<'_>) -> Result<Vec<String>, NoAnswer> {
    let packet = Packet::parse(answer).map_err(no_answer)?;
    let is_ours = packet.id() == id && packet.questions.first().is_some_and(|asked| asked.qname == *name);
    match packet.rcode() {
        _ if !is_ours => return Err(no_answer("another answer")),
        RCODE::NoError => {}
        RCODE::NameError => return Ok(Vec::new()),
        other => return Err(no_answer(format!("{other:?}"))),
    }
    let texts = packet
        .answers
        .into_iter()
        .filter_map(|record| match record.rdata {
            RData::TXT(text) => String::try_from(text).ok(),
            _ => None,
        });
    Ok(texts.collect())
}
