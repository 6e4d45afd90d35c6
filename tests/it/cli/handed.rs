//! A socket of the service manager: taken instead of the configured address, by the real program.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::net::UnixListener;

use super::program::Machine;
use crate::support::Browser;

fn socket() -> (TcpListener, SocketAddr) {
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = socket.local_addr().unwrap();
    (socket, address)
}

#[test]
fn a_handed_socket_is_served_instead_of_the_configured_address() {
    let (machine, _) = Machine::ready();
    for name in ["http", ""] {
        let (socket, address) = socket();
        let serving = machine.serve_handed(socket, name);
        assert_eq!(serving.address, address, "{name:?}");
        assert_eq!(Browser::at(address).get("/privacy").status, 200);
        let (exit, log) = serving.ended_by("TERM");
        assert_eq!(exit, Some(0), "{log}");
    }
}

#[test]
fn a_request_that_came_before_the_program_is_answered_by_it() {
    let (machine, _) = Machine::ready();
    let (socket, address) = socket();
    let early = std::thread::spawn(move || Browser::at(address).get("/privacy").status);
    let serving = machine.serve_handed(socket, "http");
    assert_eq!(early.join().unwrap(), 200);
    drop(serving);
}

#[test]
fn https_is_spoken_on_its_socket() {
    let (machine, _) = Machine::ready();
    let machine = machine
        .with("GRAPPE_TLS_LISTEN", "127.0.0.1:0")
        .with("GRAPPE_TLS_NAMES", "rdv.example.org")
        .with("GRAPPE_TLS_CERTIFICATE", "/nowhere/certificate.pem")
        .with("GRAPPE_TLS_KEY", "/nowhere/key.pem");
    let (socket, address) = socket();
    let serving = machine.serve_handed(socket, "https");
    assert_eq!(
        serving.browser().get("/privacy").status,
        200,
        "in clear as before"
    );
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .write_all(b"GET / HTTP/1.1\r\nHost: rdv.example.org\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("répond qu'en https"), "{answer}");
    let (exit, log) = serving.ended_by("TERM");
    assert_eq!(exit, Some(0), "{log}");
    assert!(log.contains("unreadable"), "{log}");
}

#[test]
fn a_socket_under_another_name_is_told_of_and_left_alone() {
    let (machine, _) = Machine::ready();
    let (socket, address) = socket();
    let serving = machine.serve_handed(socket, "gopher");
    assert_ne!(serving.address, address);
    assert_eq!(serving.browser().get("/privacy").status, 200);
    let (_, log) = serving.ended_by("TERM");
    assert!(log.contains("gopher"), "{log}");
}

#[test]
fn a_socket_of_another_kind_is_refused_with_its_remedy() {
    let (machine, _) = Machine::ready();
    let folder = tempfile::tempdir().unwrap();
    let socket = UnixListener::bind(folder.path().join("s")).unwrap();
    let ended = machine.handed(socket, "http").output().unwrap();
    let complained = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(2), "{complained}");
    assert!(
        complained.contains("ListenStream=") && complained.contains("http"),
        "{complained}"
    );
}
