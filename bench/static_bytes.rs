//! The limit to measure against: the same server (listener, log, what every answer passes) with fixed bytes for an answer:
//! `static_bytes SIZE`.
//! Prints its address on one line.

use std::io::Write;
use std::net::SocketAddr;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use grappe::daemon;
use grappe::web::Settings;
use grappe::web::listener::{Limits, Listener};
use grappe::web::router::framed;
use tokio::sync::watch;

fn main() -> anyhow::Result<()> {
    let size: usize = std::env::args().nth(1).unwrap_or_default().parse()?;
    daemon::log_to_stderr("info");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(serve(size))
}

async fn serve(size: usize) -> anyhow::Result<()> {
    let body: &'static str = String::leak("x".repeat(size));
    let bytes = get(move || async move { ([(CONTENT_TYPE, "application/json")], body) });
    let app = framed(Router::new().route("/", bytes));
    let limits = Limits {
        connections: 1024,
        per_address: 1024,
        ..Limits::default()
    };
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    let listener = Listener::bind(any.into(), limits, Settings::default().door_rules()).await?;
    writeln!(std::io::stdout(), "http://{}", listener.address()?)?;
    // Until it is killed: nobody says stop.
    let (_stop, stopped) = watch::channel(false);
    listener.serve(app, stopped).await;
    Ok(())
}
