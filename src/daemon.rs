//! Composition root: puts pages, timers and workers over an application, tells the service manager, and stops in order.
//!
//! `serve` and `demo` differ in what they put into a [`Daemon`]; how it runs and ends is the same.

mod https;
mod noting;
mod post;
mod texting;
mod updates;
pub mod watchdog;

use std::io::{self, IsTerminal as _};
use std::net::SocketAddr;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tracing_subscriber::EnvFilter;

use crate::app::{App, Failure};
use crate::config::Config;
use crate::messages::sms::attending;
use crate::store::{Fault, Medium};
use crate::sys::sockets::Listen;
use crate::sys::{notify, task};
use crate::web::listener::Limits;
use crate::web::{Server, Settings};

pub use self::https::Certificates;
use self::https::{beside, warn_of_strangers};
use self::noting::noting;
use self::post::{heralding, messaging, telling_staff, writing_calendars};
use self::updates::watching;

/// Threads that answer; more would only cost memory (style §2.5).
const ANSWERING_THREADS: usize = 4;
/// Threads for reads of the database and password hashing.
const BLOCKING_THREADS: usize = 8;
/// How often time is given its due (booking-rules §6).
const SWEEP_EVERY: Duration = Duration::from_mins(1);
/// How often it is looked whether a day has ended that nobody has measured yet.
const MEASURE_EVERY: Duration = Duration::from_mins(20);
/// Pause between two times that suggested overbooking is reckoned, however often the agenda changes and is looked at.
const SUGGEST_PAUSE: Duration = Duration::from_secs(2);
/// How long a worker may take to record what it is doing when the program stops; longer than a call may (security T10).
const WORKER_GRACE: Duration = Duration::from_secs(12);
/// The same for tasks that nobody waits for.
const RUNTIME_GRACE: Duration = Duration::from_secs(2);

/// Everything that runs.
pub struct Daemon {
    /// The application; its data folder stays locked as long as it runs.
    pub app: App,
    /// Where the pages are served.
    pub listen: Listen,
    /// The operator's choices about the pages.
    pub settings: Settings,
    /// Ceilings of the listener.
    pub limits: Limits,
    /// Address of the pages for links; without it no message is sent.
    pub post: Option<String>,
    /// Who looks after certificates.
    pub certificates: Certificates,
}

/// Why a daemon did not start, or ended by itself.
#[derive(Debug, thiserror::Error)]
pub enum DaemonError {
    /// The address cannot be had.
    #[error("cannot listen on {address}")]
    Address {
        /// Which.
        address: SocketAddr,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The machine gives no threads, sockets or signals.
    #[error("the system refuses: {0}")]
    System(#[from] io::Error),
    /// The database could not be written at start.
    #[error(transparent)]
    Store(#[from] Fault),
    /// The listener ended without being told to.
    #[error("the listener has stopped")]
    ListenerEnded,
}

impl Daemon {
    /// A practice's own server, as it is configured.
    pub fn of(app: App, config: &Config) -> Self {
        let server = &config.server;
        warn_of_strangers(config);
        let (certificates, https) = Certificates::of(&app, config);
        Self {
            app: app
                .with_code_mails_a_day(config.limits.code_mails_per_day)
                .with_mail_server(config.smtp.clone()),
            listen: server.listen.into(),
            settings: Settings {
                hosts: config.names(),
                https,
                prefix: server.prefix.as_str().trim_end_matches('/').to_owned(),
                public_url: server.public_url.clone(),
                radicale: config.radicale.clone(),
                update: config.update.clone(),
                is_mail_off: true,
                is_strict_transport: server.strict_transport,
                token_requests_per_second: config.limits.token_requests_per_second,
                ..Settings::default()
            },
            limits: Limits {
                connections: server.max_connections,
                per_address: server.max_connections_per_address,
                proxies: server.trusted_proxies.clone(),
                ..Limits::default()
            },
            post: Some(server.page_url()),
            certificates,
        }
    }
}

/// Sends what the program logs to standard error: to journald under a service manager, to the terminal otherwise.
pub fn log_to_stderr(filter: &str) {
    let log = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal());
    if let Err(error) = log.try_init() {
        tracing::debug!(%error, "the log was set up before");
    }
}

/// The threads that a daemon runs on. Work of one's own may be done on them before [`run`].
pub fn runtime() -> io::Result<Runtime> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    Builder::new_multi_thread()
        .worker_threads(cores.min(ANSWERING_THREADS))
        .max_blocking_threads(BLOCKING_THREADS)
        .thread_name("grappe")
        .enable_all()
        .build()
}

/// Runs until SIGTERM or SIGINT; `on_ready` is told the address once the first request can be answered.
///
/// The order of the end: no new connection, open requests answered, message on its way recorded, timers stopped, then the writer,
/// which merges its log into the database file.
pub fn run(runtime: Runtime, daemon: Daemon, on_ready: impl FnOnce(SocketAddr)) -> Result<(), DaemonError> {
    let ended = runtime.block_on(async {
        let stop = stop_signal()?;
        serve(daemon, stop, on_ready).await
    });
    runtime.shutdown_timeout(RUNTIME_GRACE);
    ended
}

/// The same on a runtime that runs already, until `stop` comes true.
pub async fn serve(
    daemon: Daemon,
    stop: impl Future<Output = ()>,
    on_ready: impl FnOnce(SocketAddr),
) -> Result<(), DaemonError> {
    let Daemon {
        app,
        listen,
        settings,
        limits,
        post,
        mut certificates,
    } = daemon;
    let wanted = listen.address();
    let is_told = !settings.is_demo;
    // Whoever tries the invented practice must not make this machine call others.
    let update = settings.update.clone().filter(|_| is_told);
    let pages = (settings.public_url.clone(), settings.prefix.clone());
    let https = settings.https.clone();
    let server = Server::bind(app.clone(), settings, listen, limits)
        .await
        .map_err(|source| refused(wanted, source))?;
    let server = beside(server, https, certificates.place.take()).await?;
    let address = server.address()?;
    awake(&app).await?;
    if post.is_none() {
        // Nothing goes that way, whatever was known of it.
        app.declare_lines(Medium::Email, Vec::new()).await?;
    }
    let ((tell, told), sms) = (watch::channel(false), server.sms().clone());
    let mut listening = task::spawn("listener", server.serve(told.clone()));
    let mut workers = timers(&app, address, &told);
    workers.push(watching(&app, update, &told));
    // Every address of the machine is no address for a link.
    let built = (!address.ip().is_unspecified()).then(|| format!("http://{address}{}", pages.1));
    let base = pages.0.or(built);
    if is_told {
        workers.extend([
            heralding(&app, &told),
            attending(&app, &sms, &told),
            telling_staff(&app, base.clone(), &sms, &told),
            writing_calendars(&app, base, &told),
        ]);
    }
    if let Some(base) = post {
        workers.extend(messaging(&app, base, &sms, &told));
    }
    workers.extend(certificates.begin(&told));
    on_ready(address);
    notify::ready();
    tracing::info!(%address, "ready");
    let ended = tokio::select! {
        () = stop => Ok(()),
        _ = &mut listening => Err(DaemonError::ListenerEnded),
    };
    notify::stopping();
    tracing::info!("stopping");
    // Nobody may be left to be told.
    let _ = tell.send(true);
    if ended.is_ok() {
        all_ended([listening]).await;
    }
    all_ended(workers).await;
    ended
}

fn refused(address: SocketAddr, source: io::Error) -> DaemonError {
    DaemonError::Address { address, source }
}

/// What is to be set right before anybody is answered: an older copy of the database, and what the last end cut off.
async fn awake(app: &App) -> Result<(), Fault> {
    // Before those who were erased: their file tells of an older copy as well.
    if let Some(stopped) = app.suspend_returned().await? {
        tracing::warn!(
            stopped,
            "the database is an older copy: own calendars wait until somebody has seen what taking them up again would do"
        );
    }
    let returned = app.erase_returned().await?;
    if returned > 0 {
        tracing::warn!(
            returned,
            "the database is an older copy: patients who were erased since are erased again"
        );
    }
    app.replan_reminders().await?;
    let doubted = app.doubt_attempts().await?;
    if doubted > 0 {
        tracing::warn!(doubted, "messages were on their way when the program last ended");
    }
    Ok(())
}

/// What time itself brings.
fn timers(app: &App, address: SocketAddr, told: &watch::Receiver<bool>) -> Vec<JoinHandle<()>> {
    vec![
        sweeping(app, told),
        measuring(app, told),
        suggesting(app, told),
        watchdog::watched(app, address, told),
        noting(app, told),
    ]
}

async fn all_ended(tasks: impl IntoIterator<Item = JoinHandle<()>>) {
    for mut task in tasks {
        if tokio::time::timeout(WORKER_GRACE, &mut task).await.is_err() {
            task.abort();
        }
    }
}

/// Completes at SIGTERM (the service manager) or SIGINT (Ctrl + C).
pub fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

fn sweeping(app: &App, stop: &watch::Receiver<bool>) -> JoinHandle<()> {
    let (app, told) = (app.clone(), stop.clone());
    task::supervise("sweep", stop.clone(), move || {
        let (app, mut told) = (app.clone(), told.clone());
        async move {
            loop {
                told_of("sweep", app.sweep().await);
                // Where the clock was not believed at the start, or when somebody was booked.
                told_of("reminders", app.replan_reminders().await.map_err(Failure::from));
                told_of("offers", app.advance_offers().await);
                told_of("night", app.night().await);
                told_of("calendars", app.sweep_calendars().await);
                told_of(
                    "waiting",
                    app.count_waiting().await.map(drop).map_err(Failure::from),
                );
                tokio::select! {
                    () = tokio::time::sleep(SWEEP_EVERY) => {}
                    () = task::stopped(&mut told) => return,
                }
            }
        }
    })
}

/// What a timer does for nobody in particular can only be told to the log.
fn told_of(what: &str, done: Result<(), Failure>) {
    match done {
        Ok(()) => {}
        Err(Failure::Fault(fault)) => tracing::warn!(%fault, what),
        Err(Failure::Refused(refusal)) => tracing::error!(?refusal, what),
    }
}

fn measuring(app: &App, stop: &watch::Receiver<bool>) -> JoinHandle<()> {
    let (app, told) = (app.clone(), stop.clone());
    task::supervise("measures", stop.clone(), move || {
        let (app, mut told) = (app.clone(), told.clone());
        async move {
            loop {
                match app.measure_days().await {
                    Ok(0) => {}
                    Ok(days) => tracing::info!(days, "measured"),
                    Err(failure) => tracing::warn!(?failure, "measures"),
                }
                tokio::select! {
                    () = tokio::time::sleep(MEASURE_EVERY) => {}
                    () = task::stopped(&mut told) => return,
                }
            }
        }
    })
}

/// Reckons suggested overbooking again once somebody looked at an agenda that has changed since.
fn suggesting(app: &App, stop: &watch::Receiver<bool>) -> JoinHandle<()> {
    let (app, told) = (app.clone(), stop.clone());
    task::supervise("suggestions", stop.clone(), move || {
        let (app, mut told) = (app.clone(), told.clone());
        async move {
            let next = || async {
                app.suggestions_wanted().await;
                told_of(
                    "suggestions",
                    app.fresh_suggestions().await.map(drop).map_err(Failure::from),
                );
                tokio::time::sleep(SUGGEST_PAUSE).await;
            };
            loop {
                tokio::select! {
                    () = next() => {}
                    () = task::stopped(&mut told) => return,
                }
            }
        }
    })
}
